"""The trained segmenter is asked as underthesea itself asks it."""

from __future__ import annotations

import itertools
import os
import re
from pathlib import Path

import pytest
import underthesea
from hypothesis import given
from hypothesis import strategies as st
from underthesea import word_tokenize
from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger
from underthesea.pipeline.word_tokenize.regex_tokenize import tokenize

import vnjudnlp
from vnjudnlp.segmentation.underthesea_words import tag_sentences
from vnjudnlp.text.tokens import read_texts

PROJECT = Path(__file__).parents[2]

SENTENCES = [
    "Sáng nay đoàn công tác đã làm việc với lãnh đạo địa phương về công tác quản lý đất đai.",
    "Người dân phấn khởi vì con đường mới đã hoàn thành trước thời hạn.",
    "Học sinh cả trường chăm chú lắng nghe câu chuyện về quyền trẻ em.",
    "Bà cụ kể lại toàn bộ sự việc, giọng vẫn còn run.",
    "Vì thiếu chứng cứ nên yêu cầu bồi thường thiệt hại không được chấp nhận.",
    "Hai bên thống nhất chia đôi tài sản chung trong thời kỳ hôn nhân.",
    "Cơ quan điều tra xác định bị can đã bỏ trốn khỏi nơi cư trú.",
    "Đến nay vụ việc vẫn chưa được giải quyết dứt điểm.",
    "Ông cho rằng quyết định đó xâm phạm quyền và lợi ích hợp pháp của mình.",
    "Thửa đất nằm sát bờ sông nên thường xuyên bị sạt lở.",
    "Chủ tọa công bố phần quyết định rồi bế mạc phiên tòa.",
    "Cán bộ thụ lý hồ sơ phải trả lời bằng văn bản trong thời hạn luật định.",
    "Nhờ kiên trì vận động, gia đình đã tự nguyện giao nhà.",
    "Kẻ gian đột nhập vào kho lấy đi nhiều tài sản có giá trị.",
    "Chị mong sớm nhận được tiền cấp dưỡng để nuôi con ăn học.",
]


@pytest.fixture(scope="module")
def reference() -> FastCRFSequenceTagger:
    tagger = FastCRFSequenceTagger()
    folder = Path(underthesea.__file__).parent / "pipeline" / "word_tokenize" / "models"
    tagger.load(str(next(folder.glob("ws_crf_vlsp2013_*"))))
    return tagger


def tagged_otherwise(sentences: list[list[str]], reference: FastCRFSequenceTagger) -> list[list[str]]:
    """Return the sentences that underthesea tags in another way."""
    ours = tag_sentences(sentences)
    pairs = zip(sentences, ours, strict=True)
    return [tokens for tokens, tags in pairs if tokens and reference.predict([[token] for token in tokens]) != tags]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_same_tokens_make_the_same_words(sentence: str) -> None:
    tokens = tokenize(sentence, use_token_normalize=True)
    assert read_texts([sentence]).tokens.surface == tokens
    assert vnjudnlp.segment(sentence, model="underthesea") == word_tokenize(sentence)


TOKENS = st.one_of(
    st.sampled_from(sorted({token for sentence in SENTENCES for token in sentence.split()})),
    st.text(st.characters(exclude_categories=["Z", "Cs", "Cc"]), min_size=1, max_size=4),
)


@given(st.lists(st.lists(TOKENS, max_size=12), max_size=4))
def test_any_tokens_have_the_same_tags(reference: FastCRFSequenceTagger, sentences: list[list[str]]) -> None:
    assert tagged_otherwise(sentences, reference) == []


def shared_folder() -> Path:
    folder = Path(os.environ.get("VNJUDNLP_SHARED") or PROJECT.parent / "shared") / "data"
    if not folder.is_dir():
        pytest.skip(f"no texts in {folder}; set VNJUDNLP_SHARED to the folder that holds data/")
    return folder


@pytest.mark.parametrize("part", ["train", "dev", "test"])
def test_every_sentence_of_the_treebank_has_the_same_tags(part: str, reference: FastCRFSequenceTagger) -> None:
    path = shared_folder() / "ud_vietnamese_vtb" / f"vi_vtb-ud-{part}.conllu"
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    sentences = [" ".join(re.findall(r"^\d+\t([^\t]+)", block, re.MULTILINE)).split() for block in blocks]
    assert len(sentences) >= 800
    assert tagged_otherwise(sentences, reference) == []


def test_every_sentence_of_the_law_texts_has_the_same_tags(reference: FastCRFSequenceTagger) -> None:
    sentences: list[list[str]] = []
    for path in sorted((shared_folder() / "laws").iterdir()):
        batch = read_texts([path.read_text(encoding="utf-8")])
        edges = [*batch.sentence_first.tolist(), len(batch.tokens)]
        pairs = itertools.pairwise(edges)
        sentences += [batch.tokens.surface[start:stop] for start, stop in pairs]
    different = [list(sentence) for sentence in sorted(set(map(tuple, sentences)))]
    assert len(different) > 10_000
    assert tagged_otherwise(different, reference) == []


def test_no_tokens_have_no_tags() -> None:
    assert tag_sentences([]) == []
    assert tag_sentences([[], ["án"], []]) == [[], ["B-W"], []]


def test_the_package_needs_no_underthesea_to_run() -> None:
    importing = re.compile(r"^\s*(?:from|import)\s+underthesea\b", re.MULTILINE)
    files = [
        path for path in (PROJECT / "vnjudnlp").rglob("*.py") if importing.search(path.read_text(encoding="utf-8"))
    ]
    assert files == []
