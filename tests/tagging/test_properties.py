"""What holds for the spans of any text at all, and for a text that is written in another way."""

from __future__ import annotations

import re
import signal
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vnjudnlp
from vnjudnlp.batch import Span
from vnjudnlp.formats.markup import parse_markup
from vnjudnlp.records import LABELS, Entity
from vnjudnlp.tagging import tag_batch
from vnjudnlp.tagging.grammar import patterns
from vnjudnlp.text.tokens import read_texts
from vnjudnlp.text.view import normalize

CASES = Path(__file__).parent / "cases"
SENTENCES = sorted(
    {
        parse_markup(line.replace("¶", "\n"))[0]
        for path in CASES.glob("*.txt")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("# ") and "&" not in line and path.stem not in ("unicode", "capitals")
    }
)
SENTENCE = st.sampled_from(SENTENCES)
DOCUMENT = st.lists(SENTENCE, min_size=1, max_size=4).map("\n".join)

WORDS = sorted({word for sentence in SENTENCES for word in sentence.split()})
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        [
            *"12/4 ngày tháng năm 2021 - – 1.200.000 đồng Điều khoản số 62/2015/NĐ-CP ( ) , . : ; “ ” / ' H'".split(),
            *"Y A. B1 TP. KT. từ đến của Trưởng Phó Cục Sở UBND tỉnh huyện tại TỈNH TÒA ÁN".split(),
            *("\n", "\n\n", "\t\t\t", "\u200b", "\x00", "\ud800", "🙂", "ﬁ", "İ", "\u0301", "\u2028"),
        ]
    ),
)
RANDOM_WORDS = st.lists(st.tuples(PIECES, st.sampled_from([" ", "", "\n", "   "])), max_size=40).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)
ANY_TEXT = st.one_of(RANDOM_WORDS, st.text(st.characters(exclude_categories=[]), max_size=80))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Draw sentences with a few characters cut out, doubled, moved or replaced."""
    text = draw(DOCUMENT)
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        stop = min(len(text), start + draw(st.integers(0, 8)))
        cut = text[start:stop]
        piece = draw(st.sampled_from(["", cut * 2, cut.upper(), cut.lower(), " ", "\n", ","]))
        text = text[:start] + piece + text[stop:]
    return text


def outline(text: str) -> list[tuple[str, str]]:
    """Return label and characters of each span, the characters as the view has them and without white space."""
    return [(entity.label, re.sub(r"\s", "", normalize(entity.text).text)) for entity in vnjudnlp.tag(text)]


def check_entities(text: str, entities: list[Entity]) -> None:
    behind = 0
    for entity in entities:
        assert behind <= entity.start < entity.end <= len(text)
        behind = entity.end
        assert entity.text == text[entity.start : entity.end]
        assert not entity.text[0].isspace()
        assert not entity.text[-1].isspace()
        assert entity.label in LABELS
        assert 0 < entity.score <= 1
        assert entity.source


@given(ANY_TEXT)
@settings(max_examples=300)
def test_spans_lie_in_any_text_in_order_and_apart(text: str) -> None:
    check_entities(text, vnjudnlp.tag(text))


@given(mutated())
@settings(max_examples=300)
def test_spans_lie_in_mutated_sentences_in_order_and_apart(text: str) -> None:
    check_entities(text, vnjudnlp.tag(text))


@given(st.lists(st.one_of(ANY_TEXT, DOCUMENT), max_size=4))
def test_documents_of_a_batch_do_not_influence_each_other(texts: list[str]) -> None:
    assert vnjudnlp.tag(texts) == [vnjudnlp.tag(text) for text in texts]


def test_all_sentences_at_once_are_tagged_as_alone() -> None:
    assert vnjudnlp.tag(SENTENCES) == [vnjudnlp.tag(text) for text in SENTENCES]


@given(ANY_TEXT)
def test_a_batch_is_tagged_with_words_as_without(text: str) -> None:
    from vnjudnlp.segmentation import segment_batch

    plain, segmented = read_texts([text]), read_texts([text])
    segment_batch(segmented)
    tag_batch(plain)
    tag_batch(segmented)
    assert plain.spans == segmented.spans
    assert all(isinstance(span, Span) for span in plain.spans or [])


@pytest.mark.parametrize("text", SENTENCES)
def test_decomposed_letters_change_nothing(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    found, wanted = vnjudnlp.tag(decomposed), vnjudnlp.tag(text)
    assert [unicodedata.normalize("NFC", entity.text) for entity in found] == [entity.text for entity in wanted]
    assert [entity.label for entity in found] == [entity.label for entity in wanted]
    lengths = [len(unicodedata.normalize("NFC", decomposed[: entity.start])) for entity in found]
    assert lengths == [entity.start for entity in wanted]


@given(DOCUMENT)
def test_windows_line_breaks_change_nothing(text: str) -> None:
    windows = text.replace("\n", "\r\n")
    assert outline(windows) == outline(text)


@given(DOCUMENT, st.data())
def test_invisible_characters_inside_words_change_nothing(text: str, data: st.DataObject) -> None:
    inside = [match.end() for match in re.finditer(r"[^\W\d_](?=[^\W\d_])", text)]
    places = data.draw(st.sets(st.sampled_from(inside), max_size=8))
    invisible = data.draw(st.sampled_from("\u200b\u00ad\ufeff\u2060"))
    changed = "".join((invisible if index in places else "") + character for index, character in enumerate(text))
    assert outline(changed) == outline(text)


@given(DOCUMENT)
def test_double_spaces_change_nothing(text: str) -> None:
    assert outline(text.replace(" ", "  ")) == outline(text)


@given(DOCUMENT)
def test_no_break_spaces_change_nothing(text: str) -> None:
    assert outline(text.replace(" ", "\u00a0")) == outline(text)


# matches "òa" in "Tòa", "ủy" in "Ủy"; does not match "oà" in "quà", "òa" in "toàn"
MODERN_TONE = re.compile(r"(?<![qQ])([òóỏõọÒÓỎÕỌ](?=[aeAE]\b)|[ùúủũụÙÚỦŨỤ](?=[yY]\b))(\w)")


def move_tone(match: re.Match[str]) -> str:
    """Put the tone mark where the old spelling has it: "òa" becomes "oà"."""
    vowel, tone = unicodedata.normalize("NFD", match[1])
    return vowel + unicodedata.normalize("NFC", match[2] + tone)


@pytest.mark.parametrize("text", [text for text in SENTENCES if MODERN_TONE.search(text)])
def test_the_old_tone_placement_changes_nothing(text: str) -> None:
    old = MODERN_TONE.sub(move_tone, text)
    assert old != text
    assert len(old) == len(text)
    assert [(entity.label, entity.start, entity.end) for entity in vnjudnlp.tag(old)] == [
        (entity.label, entity.start, entity.end) for entity in vnjudnlp.tag(text)
    ]


# name, what matches whole, what does not match whole; in lower case but for document numbers
EXAMPLES = {
    "DATE": (
        "12/4/2022|04- 02- 2013|12.9.21|ngày 12/4|18 /02|30-9|tháng 10/2022|tháng 8 năm ngoái|tháng 12"
        "|06 tháng 5 năm 2020|quý i/2023|quý 4 năm 2022|quý i và ii|05 tháng đầu năm 2022|6 tháng cuối năm"
        "|nửa đầu năm 2020|10 tháng năm 2023|năm 2021|năm 2021-2022|đầu năm 2022|cuối quý i-2012|giữa tháng 3"
        "|08 giờ 30 phút ngày 12/4|8h30 ngày 12/4|sáng 20-11|ngày 12/4/2022 âm lịch|hôm 22-6|13/04/2022 08:30"
        "|mùng 3 tháng 3|cùng ngày|hôm qua|ngày mai|14-15/8|ngày 19 và 20/7|tháng 6, 7/2022|2021-2025"
        "|2020 - 2025|thứ hai, ngày 12/4|2021|năm nay|tháng trước|tuần này|sáng nay",
        "1.200.000|12/13|20/37|32/1/2022|tháng tù|tháng 13|12 tháng tù|quý khách|05 tháng tù|05 năm|năm người"
        "|ngày nay|24/7/365|2500|1.2021.000|thứ tự|lần thứ hai|đầu năm|ngày công",
    ),
    "MONEY": (
        "4.500.000 đồng|312 tỷ 450 triệu đồng|5.000 usd|370 triệu|64.500. 000 đ|200.000đ|12,5 tỷ đồng"
        "|1 tỷ rưỡi|500 nghìn|$ 1.000|3.000 đô la mỹ|15k đồng",
        "4.500 người|hàng tỷ đồng|12,5%|1.200 m2|triệu đồng|5 đồngý|đồng",
    ),
    "PROVISION": (
        "điểm a khoản 1 điều 48|điều 26, 35, 39|mục ii|khoản 1, khoản 2 điều 35|điều 6"
        "|điểm a, b khoản 1 điều 4|khoản 1 và khoản 2 điều 44a|điểm đ khoản 1 của điều 50|chương iv|phụ lục 2"
        "|tiết b điểm a khoản 2 điều 5",
        "điều này|khoản tiền|mục đích|chương trình|điều|phần đất|điều 12/4|điểm a",
    ),
    "DOCUMENT_NUMBER": (
        "62/2015/NĐ-CP|31 /QĐ-TTr|22/2010/ HSST|11/2016/TTLT-BTP-TANDTC|AA/2010/ 03377|96/2019/QH14"
        "|210/QĐ-CTHADS|27-NQ/TW|36/2016/TLST-HC|12/2021",
        "12/4|12/4/2022|1.200/NĐ|QĐ-CTHADS|2015|24/7|m2/người",
    ),
    "SERIES": (
        "A/20|Z/03",
        "A/B|a/20|/20",
    ),
    "RANGE_LINK": (
        " đến | tới |-| - |–| đến hết ",
        " và |, | / |đến",
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_pattern_matches_its_examples_whole_and_not_others(name: str) -> None:
    pattern: re.Pattern[str] = getattr(patterns, name)
    matching, others = EXAMPLES[name]
    assert [text for text in matching.split("|") if not pattern.fullmatch(text)] == []
    assert [text for text in others.split("|") if pattern.fullmatch(text)] == []


def test_every_pattern_has_examples() -> None:
    public = {name for name, value in vars(patterns).items() if isinstance(value, re.Pattern)}
    assert public - {"RANGE_OPENING"} == set(EXAMPLES)
    assert patterns.RANGE_OPENING.search("kể từ ")
    assert not patterns.RANGE_OPENING.search("từ đó ")


# fmt: off
HOSTILE = [
    "1", "1 ", "1/", "12/", "1.", "1,", "1-", "1:", "0", "12/4-", "12 và ", "ngày ", "ngày 1, ", "từ ",
    "tháng 1, ", "năm 2021, ", "quý i, ", "sáng ", "8 giờ ", "2021-", "1 tỷ ", "1.000", "1.000 ", "1 triệu 2 ",
    "$", "điều 1, ", "mục i, ", "1/NĐ-", "1/2021/", "A-", "AA/", "A.", "A", "a", "(", "((", "“", ".", ". ",
    "\n", " ", "-", "'", "Nguyễn ", "A. ", "H'", "Cục ", "Phó ", "Trưởng ", "Trưởng phòng ", "Sở và ", "UBND ",
    "tỉnh ", "huyện X, ", "tại ", "số ", "Luật ", "Bản án ", "Quyết định về việc ", "Ông ", "các ", "TÒA ÁN ",
    "THẨM PHÁN\n", "đến ", "THADS (", "điểm a, ", "điểm a khoản 1 ", "khoản 1, ", "Công ty ",
]
# fmt: on


A_WHILE = 30
"""Seconds after which a text of 200 kB will not come to an end; it takes two or three."""


@contextmanager
def comes_to_an_end() -> Iterator[None]:
    """Raise TimeoutError in a computation that does not end, where the platform can."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def give_up(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(A_WHILE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("piece", HOSTILE, ids=ascii)
def test_long_monotonous_texts_come_to_an_end(piece: str) -> None:
    text = piece * (200_000 // len(piece.encode()))
    with comes_to_an_end():
        entities = vnjudnlp.tag(text)
    check_entities(text, entities)
