"""Whatever comes in, nothing is raised and what comes out is ISO 8601."""

from __future__ import annotations

import datetime
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.dates import DateValue, explain, find_document_date, value, value_spans
from vnjudnlp.dates.grammar import parse
from vnjudnlp.dates.lexemes import read_lexemes
from vnjudnlp.resources import read_table

# matches "2022-04-12T08:30", "2022-Q1"; does not match "2022-4-12"
_TIME = r"(?:T(?:MO|MI|AF|EV|NI|[01]\d:[0-5]\d|2[0-3]:[0-5]\d|24:00))?"
_PARTIAL = rf"\d{{4}}(?:-Q[1-4]|-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]){_TIME})?)?"
_NORM = re.compile(rf"{_PARTIAL}(?:/{_PARTIAL})?")
_FORMS = sorted(row["form"] for row in read_table("lexicons/date_words.tsv"))
_NUMBERS = (
    "1",
    "02",
    "12/4",
    "14-15/8",
    "2022",
    "2021-2025",
    "31/12/9999",
    "1/1/0001",
    "8h30",
    "24 giờ",
    "29/2",
    "98",
    "I",
    "IV",
)
_PIECES = st.sampled_from([*_FORMS, *_NUMBERS, ",", "-", "(", ")", "/", ".", "\n"])
_EXPRESSIONS = st.lists(_PIECES, min_size=1, max_size=8).map(" ".join)
# halves of surrogate pairs, which broken input holds
_HALVES = st.text(st.characters(categories=("Cs", "L", "Nd", "P", "Z")))
_DATES = st.none() | st.dates()


def _is_valued(found: DateValue) -> bool:
    if found.norm is None:
        return found.reason is not None and found.start is found.end is found.granularity is found.certainty is None
    assert found.start is not None
    assert found.end is not None
    described = found.reason is None and found.granularity is not None and found.certainty is not None
    return described and found.start <= found.end and _NORM.fullmatch(found.norm) is not None


@given(text=st.text() | _HALVES, start=st.integers(-3, 40), end=st.integers(-3, 40), date=_DATES | st.text())
def test_any_text(text: str, start: int, end: int, date: str | datetime.date | None) -> None:
    assert _is_valued(explain(text, start, end, date))
    find_document_date(text)


@given(before=_EXPRESSIONS, span=_EXPRESSIONS, behind=_EXPRESSIONS, date=_DATES)
def test_any_words_of_the_lexicon(before: str, span: str, behind: str, date: datetime.date | None) -> None:
    text = f"{before} {span} {behind}"
    offsets = [(0, len(before)), (len(before) + 1, len(before) + 1 + len(span))]
    assert all(map(_is_valued, value_spans(text, offsets, date)))
    assert _is_valued(explain(text, *offsets[1], date))


@given(
    date=st.dates(),
    form=st.sampled_from(("{0.day}/{0.month}/{0.year:04}", "ngày {0.day:02} tháng {0.month} năm {0.year:04}")),
)
def test_full_dates_come_back(date: datetime.date, form: str) -> None:
    text = form.format(date)
    if date.year >= 1000:
        assert explain(text, 0, len(text)).norm == date.isoformat()


@given(
    date=st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)),
    document=st.dates(datetime.date(1910, 1, 1), datetime.date(2100, 1, 1)),
)
def test_missing_year_is_the_latest_that_fits(date: datetime.date, document: datetime.date) -> None:
    text = f"ngày {date.day}/{date.month}"
    norm = explain(text, 0, len(text), document).norm
    assert norm is not None
    found = datetime.date.fromisoformat(norm)
    assert (found.day, found.month) == (date.day, date.month)
    assert found <= document
    assert (document - found).days < (366 if (date.day, date.month) != (29, 2) else 8 * 366)


@pytest.mark.parametrize(
    "hostile",
    [
        "1/" * 50_000,
        "ngày " * 50_000,
        "12/4, " * 50_000,
        "8 giờ " * 50_000,
        "Thứ hai - " * 20_000,
        " " * 100_000 + "1",
        "Hôm nay, " * 30_000,
        "Gia Lai, ngày 1 tháng " * 10_000,
        "Số 1 số 2 ngày " * 10_000,
        "9" * 200_000,
        ("a " * 70 + "\n") * 2_000,
    ],
)
def test_hostile_text_takes_linear_time(hostile: str) -> None:
    began = time.perf_counter()
    find_document_date(hostile)
    value(hostile, 0, len(hostile), datetime.date(2022, 4, 13))
    value(hostile, len(hostile) // 2, len(hostile) // 2 + 100, datetime.date(2022, 4, 13))
    assert time.perf_counter() - began < 5


def test_every_word_of_the_lexicon_is_read_as_itself() -> None:
    for row in read_table("lexicons/date_words.tsv"):
        (lexeme, *more) = read_lexemes(row["form"])
        assert (lexeme.kind, lexeme.value, more) == (row["kind"], row["value"], []), row


def test_no_word_of_the_lexicon_alone_is_an_error() -> None:
    for form in _FORMS:
        parse(form)
