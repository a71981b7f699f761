"""The trained segmenter is asked as underthesea itself asks it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from underthesea import word_tokenize
from underthesea.pipeline.word_tokenize.regex_tokenize import tokenize

from vnjudnlp.segmentation.underthesea_words import tag_tokens
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


def words_of_tags(tokens: list[str]) -> list[str]:
    words: list[str] = []
    for token, starts in zip(tokens, tag_tokens(tokens), strict=True):
        if starts:
            words.append(token)
        else:
            words[-1] += " " + token
    return words


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_same_tokens_make_the_same_words(sentence: str) -> None:
    tokens = tokenize(sentence, use_token_normalize=True)
    assert words_of_tags(tokens) == word_tokenize(sentence)
    assert read_texts([sentence]).tokens.surface == tokens


@pytest.mark.parametrize("part", ["dev", "test"])
def test_the_same_tokens_make_the_same_words_in_the_treebank(part: str) -> None:
    shared = Path(os.environ.get("VNJUDNLP_SHARED") or PROJECT.parent / "shared")
    path = shared / "data" / "ud_vietnamese_vtb" / f"vi_vtb-ud-{part}.conllu"
    if not path.is_file():
        pytest.skip(f"no treebank in {shared}; set VNJUDNLP_SHARED to the folder that holds data/ud_vietnamese_vtb")
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    sentences = [" ".join(re.findall(r"^\d+\t([^\t]+)", block, re.MULTILINE)) for block in blocks[:500]]
    alike = 0
    for sentence in sentences:
        tokens = tokenize(sentence, use_token_normalize=True)
        if tokens and tokens == read_texts([sentence]).tokens.surface:
            alike += 1
            assert words_of_tags(tokens) == word_tokenize(sentence)
    # both tokenise most sentences alike
    assert alike > 0.8 * len(sentences)


def test_no_tokens_have_no_tags() -> None:
    assert tag_tokens([]) == []
    assert tag_tokens(["án"]) == [True]


def test_one_file_of_the_package_imports_underthesea() -> None:
    package = PROJECT / "vnjudnlp"
    importing = re.compile(r"^\s*(?:from|import)\s+underthesea\b", re.MULTILINE)
    files = [path for path in package.rglob("*.py") if importing.search(path.read_text(encoding="utf-8"))]
    assert [path.relative_to(package).as_posix() for path in files] == ["segmentation/underthesea_words.py"]
