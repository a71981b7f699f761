"""The DATE spans of one normalised document, valued in their order so that one can point back at another."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from vnjudnlp.dates.circumstances import Circumstances, Mentioned
from vnjudnlp.dates.context import (
    begins_a_time,
    dates_a_birth,
    dates_a_paper,
    equals_date_before,
    in_same_paragraph,
    in_same_sentence,
    outlook_around,
    stamps_the_document,
)
from vnjudnlp.dates.expressions import Expression
from vnjudnlp.dates.grammar import parse
from vnjudnlp.dates.resolve import resolve
from vnjudnlp.dates.values import Value

__all__ = ["mentions_before", "value_view_spans"]

_MENTIONS_WINDOW = 20_000

# matches "sáng ngày 12/4", "ngày 06 tháng 5 năm 2020", "28-7-2021", "tháng 5/2016",
# "năm 2019"; does not match "11/12 việc", "15/2021/HS-ST"
_MENTION = re.compile(
    r"(?<![\w/.,-])"
    r"(?:(?:(?:[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Đđ]êm|[Nn]gày|[Hh]ôm|[Tt]hứ \w{2,4},?|[Cc]hủ nhật,?) ){1,4}"
    r"(?:\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?\d{4})?(?![\w/-]|[.,]\d)|\d{1,2} tháng \d{1,2}(?!\w))"
    r"(?: năm (?:\d{4}|ngoái|nay|trước)(?!\w))?"
    r"|\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}(?![\w/-]|[.,]\d))"
    r"|(?<!\w)(?:[Hh]ôm (?:nay|qua|kia)|(?:[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Đđ]êm) (?:nay|qua))(?!\w)"
    r"|(?<!\w)(?:[Tt]háng \d{1,2}(?: năm |[/.-])|[Nn]ăm )\d{4}(?!\w)"
)

_FAR = 500
"""So many characters behind the last date, ``cùng ngày`` means the day that the document reports on."""
_DAYS_OF_NEW_LAW = frozenset({(1, 1), (7, 1)})
_REPORTED_WITHIN = datetime.timedelta(days=7)


def value_view_spans(
    view: str, spans: Sequence[tuple[int, int]], document_date: datetime.date | None
) -> list[str | None]:
    """Value the spans of one document.

    Args:
        view: the normalised text of the document.
        spans: offsets in it, in order.
        document_date: the document's date, None where it is not known.

    Returns:
        the normal form of each span, None where it has none.
    """
    story = _Story(view, document_date)
    return [story.value(start, end) for start, end in spans]


def mentions_before(view: str, start: int) -> list[tuple[int, int]]:
    """Find the plain dates before an offset, which a date there may point back at.

    Args:
        view: normalised text.
        start: the offset.

    Returns:
        their offsets in order.
    """
    found = _MENTION.finditer(view, max(0, start - _MENTIONS_WINDOW), start)
    return [match.span() for match in found if match.end() <= start]


class _Story:
    """What has been told so far, read from the first date to the last."""

    def __init__(self, view: str, document_date: datetime.date | None) -> None:
        self.view = view
        self.document_date = document_date
        self.latest = Mentioned()
        # the day of a paper, and one still to come, is no day of the story; its own sentence can point back at it
        self.told_day: datetime.date | None = None
        self.reported_day: datetime.date | None = None
        self.told_end = self.latest_end = 0
        self.latest_is_coming = False

    def value(self, start: int, end: int) -> str | None:
        expression = parse(self.view[start:end])
        if expression is None:
            return self.value_of_equal(start)
        may_be_coming = self.follows_coming_date(start) or self.enters_into_force(expression, start, end)
        find_outlook = partial(outlook_around, self.view, start, end, may_be_coming=may_be_coming)
        values = resolve(expression, Circumstances(self.document_date, self.mentioned(start), find_outlook))
        if values is None:
            return None
        self.remember(values[-1], start, end)
        return "/".join(value.iso for value in values)

    def follows_coming_date(self, start: int) -> bool:
        """Whether the date before, in the same paragraph or the one above, is still to come."""
        return self.latest_is_coming and in_same_paragraph(self.view, self.latest_end, start, line_breaks=1)

    def enters_into_force(self, expression: Expression, start: int, end: int) -> bool:
        """Whether the date is one from which laws use to apply, and something begins on it."""
        points = expression.points
        is_usual = len(points) == 1 and (points[0].month, points[0].day) in _DAYS_OF_NEW_LAW
        return is_usual and begins_a_time(self.view, start, end)

    def value_of_equal(self, start: int) -> str | None:
        """Value a date of the lunar calendar that stands as the equal of the day before it."""
        day = self.latest.day
        return day.isoformat() if day is not None and equals_date_before(self.view, self.latest_end, start) else None

    def mentioned(self, start: int) -> Mentioned:
        """Return what a date at an offset can point back at."""
        if in_same_sentence(self.view, self.latest_end, start):
            return self.latest
        if self.latest_is_coming and in_same_paragraph(self.view, self.latest_end, start):
            return self.latest
        day = self.told_day or self.latest.day
        if self.reported_day is not None and start - self.told_end > _FAR:
            day = self.reported_day
        return replace(self.latest, day=day)

    def remember(self, value: Value, start: int, end: int) -> None:
        document = self.document_date
        self.latest_is_coming = document is not None and value.first_day > document
        self.latest_end = end
        if dates_a_birth(self.view, start):
            return
        self.latest.remember(value)
        if value.day is None or self.latest_is_coming or dates_a_paper(self.view, start):
            return
        if stamps_the_document(self.view, start, end):
            return
        self.told_day, self.told_end = value.first_day, end
        if document is not None and document - self.told_day <= _REPORTED_WITHIN:
            self.reported_day = self.told_day
