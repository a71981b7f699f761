"""The year, month or week of a date that does not say it: by the document's date and what the text tells."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from vnjudnlp.dates.circumstances import OVER, Circumstances, Outlook
from vnjudnlp.dates.expressions import Point
from vnjudnlp.dates.lunar import lunar_date
from vnjudnlp.dates.lunar_points import lunar_occurrences
from vnjudnlp.dates.values import Value, clock, shift_month

__all__ = ["dressed", "nearest", "occurrences"]

# a leap day comes back after eight years where a century is no leap year
_YEARS_AROUND, _YEARS_BESIDE = 8, 2
_LEAP_DAY = (2, 29)
_WEEKS_AROUND = 2
_MONTHS_AROUND = 13
_ANNOUNCED_WITHIN = 14
"""So many days after it, a day can still be called ``tới`` in a text that was published late."""
_AT_HAND, _LONG_OVER = 31, 300
"""Of 151 dates without a year that stood so near ahead in the annotated documents, 150 were still to come."""
_AT_HAND_LOOSELY = 62
"""The same for months, quarters and days of the lunar calendar."""
_LONGEST_STEP = 200
"""So many days may lie between the dates of a list."""
_PLANNED_BIAS = 8
"""How much farther away than the past one the coming date may be where the text speaks of a plan."""


def dressed(value: Value, point: Point) -> Value | None:
    """Add the time or part of day, and refuse what the calendar does not have."""
    if not value.is_possible:
        return None
    if value.day is None or (point.hour is None and point.part is None):
        return value
    time = None if point.hour is None else clock(point.hour, point.minute or 0, point.part)
    return replace(value, part=point.part, time=time)


def occurrences(point: Point, around: datetime.date) -> Iterator[Value]:
    """Yield, in order, the values near a date that a point without its year can mean."""
    if point.is_lunar:
        yield from lunar_occurrences(point, around)
    elif point.month is not None or point.quarter is not None:
        years = _YEARS_AROUND if (point.month, point.day) == _LEAP_DAY else _YEARS_BESIDE
        for year in range(around.year - years, around.year + years + 1):
            value = Value(year, point.quarter if point.month is None else None, point.month, point.day)
            if value.is_possible:
                yield value
    elif point.day is not None:
        for steps in range(-_MONTHS_AROUND, _MONTHS_AROUND + 1):
            year, month = shift_month(around.year, around.month, steps)
            value = Value(year, None, month, point.day)
            if value.is_possible:
                yield value
    elif point.weekday is not None:
        monday = around - datetime.timedelta(days=around.weekday())
        for weeks in range(-_WEEKS_AROUND, _WEEKS_AROUND + 1):
            yield Value.of_day(monday + datetime.timedelta(days=7 * weeks + point.weekday))


def nearest(point: Point, document: datetime.date, circumstances: Circumstances) -> Value | None:
    """Choose the year, month or week of a point by the document's date and the outlook of the text."""
    candidates = list(occurrences(point, document))
    behind = [value for value in candidates if value.first_day <= document]
    ahead = [value for value in candidates if value.first_day > document]
    if not behind or not ahead:
        return None
    chosen = behind[-1]
    outlook = _outlook(point, circumstances)
    if outlook in OVER and (told := _going_on(point, document, circumstances)) is not None:
        return dressed(told, point)
    until = (ahead[0].first_day - document).days
    since = max((document - chosen.last_day).days, 0)
    if _weekday_decides(point, chosen, ahead[0]):
        chosen = ahead[0]
    elif outlook is Outlook.NEXT:
        # a day just over was announced before the document was published
        if point.day is None or since > _ANNOUNCED_WITHIN:
            chosen = ahead[0]
    elif outlook is Outlook.THIS:
        chosen = next((value for value in candidates if _is_this(value, point, document)), chosen)
    elif outlook is Outlook.UNSAID:
        if _is_at_hand(point, until, since) and circumstances.has_words_around():
            chosen = ahead[0]
    elif outlook is not Outlook.PAST and until < since * (_PLANNED_BIAS if outlook is Outlook.PLANNED else 1):
        chosen = ahead[0]
    return dressed(chosen, point)


def _is_at_hand(point: Point, until: int, since: int) -> bool:
    """Whether a date is so near in the future, and so far in the past, that the text would say if it were over."""
    if point.is_lunar or point.day is None:
        return until <= _AT_HAND_LOOSELY and since > _LONG_OVER - _AT_HAND_LOOSELY
    return until <= _AT_HAND and since > _LONG_OVER


def _going_on(point: Point, document: datetime.date, circumstances: Circumstances) -> Value | None:
    """Return the value of a date that goes on from the one named before: ``ngày 19`` behind ``17-9``."""
    if point.day is not None and point.month is None and not point.is_lunar:
        month = circumstances.told_month
        value = None if month is None else Value(month[0], None, month[1], point.day)
    elif circumstances.following is not None:
        ahead = (
            value for value in occurrences(point, circumstances.following) if value.first_day >= circumstances.following
        )
        value = next(ahead, None)
        if value is not None and (value.first_day - circumstances.following).days > _LONGEST_STEP:
            value = None
    else:
        return None
    return value if value is not None and value.is_possible and value.first_day <= document else None


def _is_this(value: Value, point: Point, document: datetime.date) -> bool:
    """Whether a value is the one of ``này``: in the document's year, month (a mere day) or week (a weekday)."""
    if point.is_lunar and point.month is None:
        mine, its = lunar_date(value.first_day), lunar_date(document)
        return mine is not None and its is not None and mine[:2] == its[:2]
    if point.month is not None or point.quarter is not None:
        return value.year == document.year
    if point.day is not None:
        return (value.year, value.month) == (document.year, document.month)
    return value.first_day.isocalendar()[:2] == document.isocalendar()[:2]


def _weekday_decides(point: Point, behind: Value, ahead: Value) -> bool:
    """Whether a weekday written beside a date fits its coming occurrence and not the past one."""
    if point.weekday is None or point.day is None:
        return False
    return ahead.first_day.weekday() == point.weekday != behind.first_day.weekday()


def _outlook(point: Point, circumstances: Circumstances) -> Outlook:
    if point.direction is None:
        return circumstances.outlook
    if point.direction == 0:
        return Outlook.THIS
    return Outlook.NEXT if point.direction > 0 else Outlook.PAST
