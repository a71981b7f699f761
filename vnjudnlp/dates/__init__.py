"""DATE spans and what they mean: ISO 8601 values, and the date that a document gives itself."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from vnjudnlp.batch import Batch
from vnjudnlp.dates.date_value import Certainty, DateValue, Granularity
from vnjudnlp.dates.document_date import document_date
from vnjudnlp.dates.reasons import Reason
from vnjudnlp.dates.valuation import mentions_before, value_view_spans
from vnjudnlp.text.view import View, normalize

__all__ = [
    "Certainty",
    "DateValue",
    "Granularity",
    "Reason",
    "explain",
    "find_document_date",
    "value",
    "value_dates",
    "value_spans",
]

_DATE = "DATE"
_OUTSIDE = DateValue(None, reason=Reason.OUTSIDE)


@lru_cache(maxsize=2)
def _view(text: str) -> View:
    return normalize(text)


def find_document_date(text: str) -> datetime.date | None:
    """Find the date that a document gives itself: dateline, letterhead, head of a judgment, opening of minutes.

    Args:
        text: raw text in any Unicode form.

    Returns:
        the date; None where the document does not state it. Nothing is guessed from running text.

    >>> find_document_date("THÔNG BÁO\\nGia Lai, ngày 12 tháng 4 năm 2022\\nKính gửi: …")
    datetime.date(2022, 4, 12)
    """
    return document_date(_view(text).text)


def value(text: str, start: int, end: int, doc_date: str | datetime.date | None = None) -> DateValue | None:
    """Value one DATE span, whoever found it.

    Args:
        text: raw text in any Unicode form.
        start: offset of the span's first character.
        end: offset behind its last one.
        doc_date: the document's date, also as ISO 8601; where it is missing, the text is asked for it.

    Returns:
        what the span means; None for one that cannot be resolved or lies outside the text: :func:`explain` says why.

    >>> found = value("Chiều ngày 12/4, Đoàn công tác đã làm việc với Cục.", 0, 15, "2022-04-13")
    >>> found.norm, found.start, found.granularity.value, found.certainty.value
    ('2022-04-12TAF', datetime.date(2022, 4, 12), 'part of day', 'inferred year')
    >>> value("Nộp trước 31/6.", 10, 14, "2022-04-13") is None
    True
    """
    found = explain(text, start, end, doc_date)
    return None if found.norm is None else found


def explain(text: str, start: int, end: int, doc_date: str | datetime.date | None = None) -> DateValue:
    """Value one DATE span, and say why where it has no value; for the arguments see :func:`value`.

    Returns:
        what the span means, or an object whose ``norm`` is None and whose ``reason`` says why.

    >>> explain("Nộp trước 31/6.", 10, 14, "2022-04-13").reason.value
    'impossible date'
    """
    view = _view(text)
    span = _in_view(view, start, end, len(text))
    if span is None:
        return _OUTSIDE
    mentions = mentions_before(view.text, span[0])
    return value_view_spans(view.text, [*mentions, span], _known_date(doc_date, view.text))[-1]


def value_spans(
    text: str, spans: Sequence[tuple[int, int]], doc_date: str | datetime.date | None = None
) -> list[DateValue]:
    """Value all DATE spans of one document, so that ``cùng ngày`` finds the day that the text gave before.

    Args:
        text: raw text in any Unicode form.
        spans: start and end of each span, in order.
        doc_date: the document's date, also as ISO 8601; where it is missing, the text is asked for it.

    Returns:
        what each span means; its ``norm`` is None and its ``reason`` says why where it cannot be resolved.

    >>> [found.norm for found in value_spans("Ngày 3/5/2021 và chiều cùng ngày", [(0, 13), (17, 32)])]
    ['2021-05-03', '2021-05-03TAF']
    """
    view = _view(text)
    in_view = [_in_view(view, start, end, len(text)) for start, end in spans]
    inside = [span for span in in_view if span is not None]
    found = iter(value_view_spans(view.text, inside, _known_date(doc_date, view.text)))
    return [_OUTSIDE if span is None else next(found) for span in in_view]


def value_dates(batch: Batch) -> list[datetime.date | None]:
    """Set ``norm`` and ``details`` of all DATE spans of a batch.

    Args:
        batch: texts with their spans.

    Returns:
        the date of each document, as given with it or as its text states it.
    """
    tokens = batch.tokens
    spans_of: dict[int, list[int]] = {}
    for index, span in enumerate(batch.spans or ()):
        if span.label == _DATE:
            spans_of.setdefault(int(tokens.document[span.first]), []).append(index)
    dates: list[datetime.date | None] = []
    position = 0
    for document, given in enumerate(batch.doc_dates):
        end = batch.view.index("\x00", position)
        view = batch.view[position:end]
        date = given if given is not None else document_date(view)
        dates.append(date)
        members = [(batch.spans or [])[index] for index in spans_of.get(document, ())]
        offsets = [
            (int(tokens.view_start[span.first]) - position, int(tokens.view_end[span.stop - 1]) - position)
            for span in members
        ]
        for span, found in zip(members, value_view_spans(view, offsets, date), strict=True):
            span.norm, span.details = found.norm, {"date": found.to_dict()}
        position = end + 1
    return dates


def _known_date(given: str | datetime.date | None, view: str) -> datetime.date | None:
    if isinstance(given, datetime.datetime):
        return given.date()
    if isinstance(given, datetime.date):
        return given
    if given is not None:
        try:
            return datetime.date.fromisoformat(given[:10])
        except ValueError:
            pass
    return document_date(view)


def _in_view(view: View, start: int, end: int, length: int) -> tuple[int, int] | None:
    """Return the view's offsets of a range of the raw text."""
    if not 0 <= start < end <= length:
        return None
    first = int(np.searchsorted(view.end, start, side="right"))
    stop = int(np.searchsorted(view.start, end, side="left"))
    return (first, stop) if first < stop else None
