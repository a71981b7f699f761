"""A pattern looked for at the anchors of a batch finds what it finds in the whole view."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnjudnlp.batch import Batch
from vnjudnlp.tagging.grammar import patterns
from vnjudnlp.tagging.grammar.anchors import Anchors, matches_at, token_ranges
from vnjudnlp.tagging.grammar.documents import number_starts
from vnjudnlp.tagging.grammar.forms import Forms
from vnjudnlp.tagging.grammar.patterns import DATE, DATE_OPENERS, DOCUMENT_NUMBER, MONEY, PROVISION, PROVISION_OPENERS
from vnjudnlp.text.tokens import read_texts

# one phrase or more for each word that a match may begin with
DATES = (
    "rạng sáng 5/6|sáng nay|trưa nay|chiều tối 5/6|tối qua|đêm 5, rạng 6/7|khuya 5/6|nửa đêm 5/6|nửa đầu năm 2020"
    "|đêm, chiều hôm sau|thứ hai|chủ nhật|hôm qua|hôm 22-6|ngày mai|ngày hôm qua|ngày kia|ngày 5/6|ngày5/6|ngàymùng 3/4"
    "|ngàymồng 3/4|hômmùng 3/4|hômmồng 3/4|mùng 3 tháng 3|mồng 3 tháng 3|cùng ngày|từ ngày 5 đến 7/6/2021|từ 5 đến 7/6"
    "|hai tháng đầu năm 2020|ba tuần đầu năm|bốn quý đầu năm|năm tháng đầu năm|sáu tháng đầu năm|bảy tháng cuối năm"
    "|tám tháng đầu năm|chín tháng đầu năm|mười tháng đầu năm|năm 2021|năm ngoái|đầu năm 2022|giữa tháng 3|cuối quý i"
    "|đầu 2021|tháng 3|tháng trước|quý 2|tuần này"
).split("|")
PROVISIONS = (
    "tiết b điểm a điều 5|điểm a khoản 1 điều 4|khoản 1 điều 4|của điều 5|điều 5|mục i|chương v|phần 2|phụ lục 2"
).split("|")
PIECES = st.sampled_from(
    [
        *sorted({phrase.split()[0] for phrase in (*DATES, *PROVISIONS)}),
        *"12 3 05 31 2021 1998 12/4 12/4/2022 8h30 08:30 1.200.000 2021-2025 12. 7, 14-15/8 Ngày15 NGÀY15/12".split(),
        *"giờ phút nay qua sau hôm đó mai mốt lịch âm Nhâm Thìn nhật hai tư vào của đầu và đến tới hết một".split(),
        *"đồng triệu tỷ nghìn tr k đ VNĐ USD $ € 62/2015/NĐ-CP QĐ AA/2016/0001 A/20 NQ/TW số luật a b đ iv 1a".split(),
        *"( ) , . / - – : ; ' H' a@b.vn https://a.vn/12/4 ² ½ _ ٣ ⑴ ﬁ İ X.Ngày TP.12 m2".split(),
    ]
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", "", "\n", "  "])), max_size=30).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)


def anchors_of(batch: Batch) -> Anchors:
    return Anchors(batch, Forms(batch.tokens))


def spans(pattern: re.Pattern[str], text: str, starts: list[int] | None = None) -> list[tuple[int, int]]:
    found = pattern.finditer(text) if starts is None else matches_at(pattern, text, starts)
    return [match.span() for match in found]


@given(st.lists(TEXTS, min_size=1, max_size=3))
@settings(max_examples=500)
def test_patterns_match_at_anchors_what_they_match_anywhere(texts: list[str]) -> None:
    batch = read_texts(texts)
    anchors = anchors_of(batch)
    folded = batch.view_folded
    assert spans(DATE, folded, anchors.starts(DATE_OPENERS)) == spans(DATE, folded)
    assert spans(MONEY, folded, anchors.starts(frozenset())) == spans(MONEY, folded)
    assert spans(PROVISION, folded, anchors.starts(PROVISION_OPENERS, figures=False)) == spans(PROVISION, folded)
    assert spans(DOCUMENT_NUMBER, batch.view, number_starts(batch, anchors)) == spans(DOCUMENT_NUMBER, batch.view)


@pytest.mark.parametrize(
    ("pattern", "beginning"),
    [(DATE, patterns.DATE_BEGINNING), (MONEY, patterns.MONEY_BEGINNING)],
    ids=["date", "money"],
)
@given(text=TEXTS)
@settings(max_examples=500)
def test_the_glance_at_its_beginning_changes_no_match(pattern: re.Pattern[str], beginning: str, text: str) -> None:
    assert f"(?={beginning})" in pattern.pattern
    slow = re.compile(pattern.pattern.replace(f"(?={beginning})", ""))
    assert spans(pattern, text.lower()) == spans(slow, text.lower())


@pytest.mark.parametrize(
    ("pattern", "openers", "phrases"),
    [(DATE, DATE_OPENERS, DATES), (PROVISION, PROVISION_OPENERS, PROVISIONS)],
    ids=["date", "provision"],
)
def test_every_word_that_opens_a_match_is_an_anchor(
    pattern: re.Pattern[str], openers: frozenset[str], phrases: list[str]
) -> None:
    assert openers <= {re.findall(r"[^\W\d]+", phrase)[0] for phrase in phrases}
    for phrase in phrases:
        batch = read_texts([phrase])
        assert spans(pattern, batch.view_folded, anchors_of(batch).starts(openers)) == [(0, len(phrase))], phrase


@pytest.mark.parametrize(
    ("text", "words", "figures", "wanted"),
    [
        ("sau ngày 12", {"ngày"}, True, ["ngày", "12"]),
        ("sau ngày 12", {"ngày"}, False, ["ngày"]),
        ("1.200 (năm $5)", {"năm"}, True, ["1", "200", "(", "năm", "$", "5"]),
        ("NGÀY15", {"ngày"}, True, ["ngày15"]),
        ("h'năm", {"năm"}, True, ["h'năm", "năm"]),
        ("nămmươi", {"năm"}, True, []),
        ("", {"năm"}, True, []),
    ],
)
def test_anchors_are_where_words_and_figures_begin(
    text: str, words: set[str], figures: bool, wanted: list[str]
) -> None:
    batch = read_texts([text])
    starts = anchors_of(batch).starts(frozenset(words), figures)
    assert starts == sorted(starts)
    assert len(starts) == len(wanted)
    assert [
        piece for start, piece in zip(starts, wanted, strict=True) if not batch.view_folded.startswith(piece, start)
    ] == []


def test_matches_do_not_overlap() -> None:
    assert spans(re.compile("aa"), "aaaaa", [0, 1, 2, 3, 4]) == [(0, 2), (2, 4)]
    assert spans(re.compile("(?<!b)a"), "baa", [1, 2]) == [(2, 3)]


def test_ranges_of_the_view_are_told_in_tokens() -> None:
    batch = read_texts(["Ngày 12/4 (thứ Hai)", "Năm 2021"])
    view = batch.view
    begin, end = view.index("12/4"), view.index("Hai") + 3
    assert token_ranges(batch, [(begin, end), (begin + 1, end), (begin, end - 1), (len(view) - 5, len(view) - 1)]) == [
        (1, 5),
        None,
        None,
        (7, 8),
    ]
    assert token_ranges(batch, []) == []
    assert token_ranges(read_texts([""]), [(0, 1)]) == [None]
