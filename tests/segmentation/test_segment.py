"""Words: domain terms whole, no word across an entity's edge, raw characters kept."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import vnjudnlp
from vnjudnlp import pipeline
from vnjudnlp.batch import Gap, Kind, Span
from vnjudnlp.errors import InputError
from vnjudnlp.formats.markup import read_document
from vnjudnlp.resources import read_table
from vnjudnlp.segmentation import Phrases, fit_words_to_spans, segment_batch, words_begin, words_of
from vnjudnlp.text.tokens import read_texts

PROJECT = Path(__file__).parents[2]
CASES = [
    tuple(line.split(" => "))
    for line in (Path(__file__).parent / "cases.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("# ")
]
SENTENCES = [sentence for sentence, _ in CASES]
ANY_TEXT = st.one_of(
    st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from([" ", "\n", "\n\n", ""])), max_size=4).map(
        lambda pairs: "".join(map("".join, pairs))
    ),
    st.text(st.characters(exclude_categories=[]), max_size=60),
    st.lists(st.sampled_from([word for sentence in SENTENCES for word in sentence.split()]), max_size=25).map(" ".join),
)


@pytest.mark.parametrize(("sentence", "words"), CASES)
def test_these_are_words(sentence: str, words: str) -> None:
    found = vnjudnlp.segment(sentence)
    position = 0
    for word in words.split(" | "):
        assert word in found[position:], found
        position = found.index(word, position) + 1


def test_there_are_enough_cases() -> None:
    assert len(CASES) == len(set(CASES)) >= 60


@pytest.mark.parametrize("term", [row["term"] for row in read_table("lexicons/terms.tsv")])
@pytest.mark.parametrize("frame", ["Việc {} được nêu rõ.", "{}", "Theo đó, {} là một khái niệm.", "“{}”"])
def test_every_term_is_one_word(frame: str, term: str) -> None:
    assert term in vnjudnlp.segment(frame.format(term))


def check_words(text: str) -> None:
    """Check what holds for the words of any text."""
    batch = pipeline.annotate([text], words=True)
    words = pipeline.words(batch)[0]
    behind = 0
    for start, end in words:
        assert behind <= start < end <= len(text)
        assert text[behind:start].strip() == ""
        behind = end
    assert text[behind:].strip() == ""
    starts, ends = {start for start, _ in words}, {end for _, end in words}
    for span in batch.spans or []:
        assert int(batch.tokens.start[span.first]) in starts
        assert int(batch.tokens.end[span.stop - 1]) in ends
    firsts, stops = words_of(batch, 0)
    for first, stop in zip(firsts.tolist(), stops.tolist(), strict=True):
        inside = slice(first + 1, stop)
        assert not (batch.tokens.gap[inside] >= Gap.PARAGRAPH).any() or spans_hold(batch.spans, first, stop)
        kinds = batch.tokens.kind[first:stop].tolist()
        if Kind.PUNCTUATION in kinds and stop - first > 1:
            # a torn number, the quarter "I/2023", the mark at the end of a paper, an initial
            forms = batch.tokens.form[first:stop]
            special = Kind.NUMBER in kinds or forms == [".", "/", "."] or (forms[-1] == "." and len(forms[-2]) == 1)
            assert special or spans_hold(batch.spans, first, stop)


def spans_hold(spans: list[Span] | None, first: int, stop: int) -> bool:
    return any(span.first <= first and stop <= span.stop for span in spans or [])


@given(ANY_TEXT)
@settings(max_examples=200)
def test_words_cover_any_text_and_keep_to_spans(text: str) -> None:
    check_words(text)


@pytest.mark.parametrize("path", sorted((PROJECT / "data" / "corpus").glob("*/*.txt")), ids=lambda path: path.stem)
def test_words_keep_to_spans_in_the_corpus(path: Path) -> None:
    check_words(read_document(path).text)


@given(ANY_TEXT)
def test_words_are_the_raw_characters(text: str) -> None:
    assert "".join("".join(vnjudnlp.segment(text)).split()) == "".join(text.split())


@given(ANY_TEXT)
def test_text_format_is_the_list_with_underscores(text: str) -> None:
    assert vnjudnlp.segment(text, format="text") == " ".join(word.replace(" ", "_") for word in vnjudnlp.segment(text))


@given(st.lists(ANY_TEXT, max_size=4))
def test_several_texts_are_segmented_as_alone(texts: list[str]) -> None:
    assert vnjudnlp.segment(texts) == [vnjudnlp.segment(text) for text in texts]
    assert vnjudnlp.segment(iter(texts), format="text") == [vnjudnlp.segment(text, format="text") for text in texts]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_decomposed_letters_give_the_same_words(sentence: str) -> None:
    found = vnjudnlp.segment(unicodedata.normalize("NFD", sentence))
    assert [unicodedata.normalize("NFC", word) for word in found] == vnjudnlp.segment(sentence)


def test_white_space_inside_a_word_is_one_space() -> None:
    assert vnjudnlp.segment("Chấp  hành\nviên\tđến") == ["Chấp hành viên", "đến"]
    assert vnjudnlp.segment("Chấp  hành\nviên\tđến", format="text") == "Chấp_hành_viên đến"


def test_without_text_there_are_no_words() -> None:
    assert vnjudnlp.segment("") == vnjudnlp.segment(" \n ") == []
    assert vnjudnlp.segment("", format="text") == ""
    assert vnjudnlp.segment([]) == []


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="format"):
        vnjudnlp.segment("tòa án", format="list")  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="bytes"):
        vnjudnlp.segment(b"toa an")  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="int"):
        vnjudnlp.segment([1])  # type: ignore[list-item]


def test_words_are_not_there_before_segmentation() -> None:
    batch = read_texts(["tòa án"])
    with pytest.raises(ValueError, match="segment_batch"):
        words_of(batch, 0)
    fit_words_to_spans(batch)
    assert batch.word_first is None


def test_a_very_long_sentence_is_segmented_in_pieces_that_cover_it() -> None:
    batch = read_texts(["án " * 3000, "tòa án"])
    segment_batch(batch)
    assert batch.word_first is not None
    assert batch.word_first[[0, 512, 1024, 3000]].all()
    assert not batch.word_first[3001]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # punctuation glued to a word, percent signs
        ("Bà Trần , ông Sáu đạt 61 % chỉ tiêu", ["Bà", "Trần", ",", "ông", "Sáu", "đạt", "61", "%", "chỉ tiêu"]),
        # capitals
        ("người hà nội", ["người", "hà nội"]),
        ("CƠ QUAN THI HÀNH ÁN DÂN SỰ TỈNH LÀO CAI", ["CƠ QUAN", "THI HÀNH ÁN", "DÂN SỰ", "TỈNH", "LÀO CAI"]),
        # names glued to abbreviations
        ("THADS Gia Lai kê biên", ["THADS", "Gia Lai", "kê biên"]),
        ("bà Phạm Thị Thu Hà VKSND tỉnh", ["bà", "Phạm Thị Thu Hà", "VKSND", "tỉnh"]),
        # a term in the middle of a name
        ("Cục Thi hành án dân sự", ["Cục", "Thi hành án", "dân sự"]),
        # full stops
        ("Họ đã nộp đủ tiền. Tòa án xác nhận.", ["Họ", "đã", "nộp", "đủ", "tiền", ".", "Tòa án", "xác nhận", "."]),
        # raw characters stay
        ("Hoà  giải\tviên ở cơ sở", ["Hoà giải viên", "ở", "cơ sở"]),
        # numbers that a scan has torn apart
        ("nộp 1.250.000 đồng", ["nộp", "1.250.000", "đồng"]),
        # clock times, masked numbers, initials
        ("lúc 8h và 16g có mặt", ["lúc", "8h", "và", "16g", "có mặt"]),
        ("gọi số 0205.xxx.118.", ["gọi", "số", "0205.xxx.118", "."]),
        ("theo bà K. khai tại tòa", ["theo", "bà", "K.", "khai", "tại", "tòa"]),
    ],
)
def test_known_faults_of_segmenters(text: str, words: list[str]) -> None:
    assert vnjudnlp.segment(text) == words


def test_a_term_is_cut_one_way_in_a_document() -> None:
    text = (
        "Cơ quan thi hành án dân sự báo cáo. THI HÀNH ÁN DÂN SỰ. Thi hành án dân sự, việc thi hành án xong.\n"
        "Chi cục Thi hành án dân sự huyện và người phải thi hành án"
    )
    words = [word.lower() for word in vnjudnlp.segment(text)]
    assert words.count("thi hành án") == 6
    assert words.count("dân sự") == 4


@pytest.mark.parametrize(
    "word", ["họp trực tuyến", "C++ a/b", "(x) y", "Đắk R’Lấp", "một", "\\d+ [a]", "10 . 5 %", "😀 b"]
)
@pytest.mark.parametrize("frame", ["{}", "Đoàn {} tại tỉnh Gia Lai.", "{} {}", "ông\n{}, bà"])
def test_words_of_the_user_are_whole(word: str, frame: str) -> None:
    text = frame.replace("{}", word)
    found = vnjudnlp.segment(text, words=[word])
    assert found.count(word) == frame.count("{}")
    others = [other for other in found if other != word]
    assert "".join("".join(others).split()) == "".join(frame.replace("{}", "").split())


def test_words_of_the_user_change_nothing_elsewhere() -> None:
    text = "\n".join(SENTENCES)
    assert vnjudnlp.segment(text, words=["không có ở đây"]) == vnjudnlp.segment(text)
    assert vnjudnlp.segment("Họp Trực Tuyến", words=["họp trực tuyến"]) == ["Họp Trực Tuyến"]
    assert vnjudnlp.segment("họp trực", words=["họp trực tuyến"]) == vnjudnlp.segment("họp trực")


@given(ANY_TEXT, st.lists(st.sampled_from([word for sentence in SENTENCES for word in sentence.split()]), max_size=5))
def test_with_words_of_the_user_no_character_is_lost(text: str, words: list[str]) -> None:
    found = vnjudnlp.segment(text, words=words)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_an_empty_word_of_the_user_is_refused() -> None:
    with pytest.raises(InputError, match="not a word"):
        vnjudnlp.segment("tòa án", words=["tòa án", "  "])
    with pytest.raises(InputError, match="32 tokens"):
        Phrases.of_user(["a " * 33])
    with pytest.raises(InputError, match="model is"):
        vnjudnlp.segment("tòa án", model="crf")  # type: ignore[call-overload]
    with pytest.raises(InputError, match="your own"):
        vnjudnlp.segment("tòa án", model="underthesea", words=["án"])


@given(ANY_TEXT)
def test_offsets_are_those_of_the_words(text: str) -> None:
    offsets = vnjudnlp.segment(text, format="offsets")
    assert [" ".join(text[start:end].split()) for start, end in offsets] == vnjudnlp.segment(text)


def test_a_pipeline_keeps_the_words_of_its_user(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("họp trực tuyến\n\nnhà_tạm_giữ\n", encoding="utf-8")
    text = "Đoàn họp trực tuyến với nhà tạm giữ."
    expected = ["Đoàn", "họp trực tuyến", "với", "nhà tạm giữ", "."]
    nlp = vnjudnlp.load(words=file)
    assert [token.text for token in nlp(text)] == expected
    nlp.to_disk(tmp_path / "pipeline")
    assert [token.text for token in spacy.load(tmp_path / "pipeline")(text)] == expected
    with pytest.raises(InputError, match="missing"):
        vnjudnlp.load(words=tmp_path / "missing.txt")
    # an entity's edge is stronger than a word of the user
    tokens = [token.text for token in vnjudnlp.load(words=["bị cáo Nguyễn"])("bị cáo Nguyễn Văn A khai")]
    assert "Nguyễn Văn A" in tokens


def test_words_are_the_same_alone_and_in_the_pipeline() -> None:
    text = "Người dân phấn khởi vì con đường mới đã hoàn thành trước thời hạn."
    batch = read_texts([text])
    assert (words_begin(batch) == pipeline.annotate([text], words=True).word_first).all()


def test_a_long_run_of_masked_numbers_is_gone_through_once() -> None:
    runs = [tuple(vnjudnlp.segment("số " + "xxx." * count + "12", format="offsets")) for count in (2, 100)]
    assert [len(run) for run in runs] == [2, 2]
