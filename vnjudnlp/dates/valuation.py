"""The DATE spans of one normalised document, valued in their order so that one can point back at another."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import chain

from vnjudnlp.dates.circumstances import Circumstances, Mentioned
from vnjudnlp.dates.context import (
    begins_a_time,
    begins_its_line,
    closes_the_minutes,
    dates_a_birth,
    dates_a_paper,
    equals_date_before,
    in_same_paragraph,
    in_same_sentence,
    outlook_around,
    says_lunar,
    stamps_the_document,
    stands_in_brackets_behind,
    year_behind,
)
from vnjudnlp.dates.date_value import Certainty, DateValue, certainty_of, date_value
from vnjudnlp.dates.expressions import Calendar, Expression, Point
from vnjudnlp.dates.grammar import read
from vnjudnlp.dates.lunar import year_in_cycle
from vnjudnlp.dates.reasons import Reason
from vnjudnlp.dates.resolve import resolve
from vnjudnlp.dates.unresolved import why_unresolved
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
_LINE = 80
"""So many characters on either side tell whether a date stands in a text or alone."""
_FAR_MONTH = 1500
"""So many characters behind a day, a mere ``ngày 19`` may still be of its month."""
_DAYS_OF_NEW_LAW = frozenset({(1, 1), (7, 1)})
_REPORTED_WITHIN = datetime.timedelta(days=7)


def value_view_spans(
    view: str, spans: Sequence[tuple[int, int]], document_date: datetime.date | None
) -> list[DateValue]:
    """Value the spans of one document.

    Args:
        view: the normalised text of the document.
        spans: offsets in it, in order.
        document_date: the document's date, None where it is not known.

    Returns:
        what each span means, or why it has no value.
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


@lru_cache(maxsize=16384)
def _stated(span: str) -> tuple[tuple[Value, ...], DateValue] | None:
    """Return what a span means that says all of itself; None for one that needs its document."""
    expression = read(span)
    if isinstance(expression, Reason) or not all(map(_says_all, expression.points)):
        return None
    values = resolve(expression, Circumstances())
    return None if values is None else (values, date_value(values, Certainty.STATED))


def _says_all(point: Point) -> bool:
    plain = point.relative is None and point.period is None and not point.now and point.cycle is None
    return plain and point.year is not None and not point.short_year and not point.is_lunar and point.weekday is None


def _points_back(point: Point) -> bool:
    return point.relative is not None or point.first_days or point.is_lunar


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
        self.names_its_date = False
        self.latest_is_one_day = False
        self.line_day: datetime.date | None = None
        self.line_end = 0
        self.told_month: tuple[int, int] | None = None
        self.told_month_end = self.told_month_reach = 0
        # dates that say all of themselves, remembered only where another one needs them
        self.pending: list[tuple[tuple[Value, ...], int, int]] = []

    def value(self, start: int, end: int) -> DateValue:
        span = self.view[start:end]
        said = _stated(span)
        if said is not None:
            values, found = said
            self.pending.append((values, start, end))
            return found
        for values, earlier_start, earlier_end in self.pending:
            self.remember(values, earlier_start, earlier_end)
        self.pending.clear()
        expression = read(span)
        if isinstance(expression, Reason) or (len(expression.points) == 1 and expression.points[0].is_lunar):
            equal = self.value_of_equal(start, is_lunar=not isinstance(expression, Reason))
            if equal is not None:
                return equal
            if isinstance(expression, Reason):
                return DateValue(None, reason=expression)
        expression = self.with_what_stands_beside(expression, start, end)
        may_be_coming = self.follows_coming_date(start) or self.enters_into_force(expression, start, end)
        find_outlook = partial(outlook_around, self.view, start, end, may_be_coming=may_be_coming)
        told_month = self.told_month if start - self.told_month_end <= self.told_month_reach else None
        begins_line = begins_its_line(self.view, start)
        following = (
            self.line_day if begins_line and in_same_paragraph(self.view, self.line_end, start, line_breaks=2) else None
        )
        mentioned = self.mentioned(start, end) if any(map(_points_back, expression.points)) else self.latest
        around = partial(self.has_words_around, start, end)
        circumstances = Circumstances(self.document_date, mentioned, find_outlook, around, following, told_month)
        resolved = resolve(expression, circumstances)
        if resolved is None:
            return DateValue(None, reason=why_unresolved(expression, circumstances))
        self.remember(resolved, start, end, lunar=expression.points[-1].is_lunar)
        return date_value(resolved, certainty_of(expression))

    def has_words_around(self, start: int, end: int) -> bool:
        """Whether words stand beside a date that would say if it were over."""
        around = chain(self.view[max(0, start - _LINE) : start], self.view[end : end + _LINE])
        return any(map(str.isalpha, around))

    def follows_coming_date(self, start: int) -> bool:
        """Whether the date before, in the same paragraph or the one above, is still to come."""
        return self.latest_is_coming and in_same_paragraph(self.view, self.latest_end, start, line_breaks=1)

    def enters_into_force(self, expression: Expression, start: int, end: int) -> bool:
        """Whether the date is one from which laws use to apply, and something begins on it."""
        points = expression.points
        is_usual = len(points) == 1 and (points[0].month, points[0].day) in _DAYS_OF_NEW_LAW
        return is_usual and begins_a_time(self.view, start, end)

    def with_what_stands_beside(self, expression: Expression, start: int, end: int) -> Expression:
        """Add what the words beside a date tell of it: that it is lunar, the year of ``năm Nhâm Thìn (1832)``."""
        point = expression.points[0]
        if len(expression.points) > 1:
            return expression
        if point.cycle is not None:
            year = year_behind(self.view, end)
            if year is not None and year_in_cycle(point.cycle, year) == year:
                return Expression((replace(point, year=year),))
        elif None not in (point.day, point.month) and point.calendar is None and point.year is None:
            lunar = says_lunar(self.view, start, end)
            return Expression((replace(point, calendar=Calendar.LUNAR),)) if lunar else expression
        return expression

    def value_of_equal(self, start: int, *, is_lunar: bool) -> DateValue | None:
        """Value a date of the lunar calendar that stands as the equal of the day before it."""
        day = self.latest.day
        if day is None or not (
            equals_date_before(self.view, self.latest_end, start)
            or (is_lunar and self.latest_is_one_day and stands_in_brackets_behind(self.view, self.latest_end, start))
        ):
            return None
        if is_lunar:
            self.latest.lunar_day = day
        return date_value((Value.of_day(day),), Certainty.STATED)

    def mentioned(self, start: int, end: int) -> Mentioned:
        """Return what a date at an offset can point back at."""
        if in_same_sentence(self.view, self.latest_end, start):
            return self.latest
        if self.latest_is_coming and in_same_paragraph(self.view, self.latest_end, start):
            return self.latest
        has_hour = any(map(str.isdigit, self.view[start:end]))
        if self.names_its_date and has_hour and closes_the_minutes(self.view, start):
            return replace(self.latest, day=self.document_date)
        day = self.told_day or self.latest.day
        if self.reported_day is not None and start - self.told_end > _FAR:
            day = self.reported_day
        return replace(self.latest, day=day)

    def remember(self, values: tuple[Value, ...], start: int, end: int, *, lunar: bool = False) -> None:
        document, value = self.document_date, values[-1]
        self.latest_is_one_day = len(values) == 1
        if value.day is not None and begins_its_line(self.view, start):
            self.line_day, self.line_end = value.first_day, end
        self.latest_is_coming = document is not None and value.first_day > document
        self.latest_end = end
        self.names_its_date = self.names_its_date or (value.day is not None and value.first_day == document)
        if dates_a_birth(self.view, start):
            return
        self.latest.remember(value, lunar=lunar)
        of_paper = value.month is not None and dates_a_paper(self.view, start)
        if value.month is not None and not of_paper:
            self.told_month, self.told_month_end = (value.year, value.month), end
            self.told_month_reach = _FAR_MONTH if value.day is not None else _FAR
        if value.day is None or self.latest_is_coming or of_paper:
            return
        if stamps_the_document(self.view, start, end):
            return
        self.told_day, self.told_end = value.first_day, end
        if document is not None and document - self.told_day <= _REPORTED_WITHIN:
            self.reported_day = self.told_day
