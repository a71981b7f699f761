"""From what an expression says to a definite value: what is missing comes from the document and from other dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from vnjudnlp.dates.circumstances import Circumstances, Outlook
from vnjudnlp.dates.expressions import Base, Expression, Link, Period, Point, Relative, Unit
from vnjudnlp.dates.values import Value, clock, shift_month

__all__ = ["resolve"]

# a leap day comes back after eight years where a century is no leap year
_YEARS_AROUND = 8
_WEEKS_AROUND = 2
_MONTHS_AROUND = 13
_YEAR_REVIEW_BEGINS = 10
"""From this month on ``năm qua`` is the year that ends, before it the one that ended."""
_YEAR_REVIEW_ENDS = 3
"""Up to this month ``6 tháng cuối năm`` is said of the year before."""
_SHORT_YEARS_AHEAD = 10
"""A year of two digits may lie so far ahead before it is taken for one of the century before."""
_ANNOUNCED_WITHIN = 14
"""So many days after it, a day can still be called ``tới`` in a text that was published late."""
_PLANNED_BIAS = 8
"""How much farther away than the past one the coming date may be where the text speaks of a plan."""


def resolve(expression: Expression, circumstances: Circumstances) -> tuple[Value, ...] | None:
    """Give an expression its value.

    Args:
        expression: what the span says.
        circumstances: what the text around it gives.

    Returns:
        one value for a point, the first and the last one for a range; None where it cannot be resolved.
    """
    try:
        if len(expression.points) == 1 or any(point.period is not None for point in expression.points):
            return _resolve_apart(expression, circumstances)
        return _resolve_together(expression, circumstances)
    except (OverflowError, ValueError):  # beyond the years 1 to 9999
        return None


def _resolve_apart(expression: Expression, circumstances: Circumstances) -> tuple[Value, ...] | None:
    """Resolve one point, or a range of which one side is a period: ``từ năm 2019 đến 6 tháng đầu năm 2021``."""
    sides: list[tuple[Value, ...]] = []
    for point in expression.points:
        if point.period is not None:
            side = _resolve_period(point, point.period, circumstances)
        else:
            value = _locate(point, circumstances)
            side = None if value is None else (value,)
        if side is None:
            return None
        sides.append(side)
    if len(sides) == 1:
        return sides[0]
    return _bounds(sides[0][0], sides[1][-1]) if expression.links == (Link.RANGE,) else None


def _resolve_together(expression: Expression, circumstances: Circumstances) -> tuple[Value, ...] | None:
    """Resolve a range, or a list whose points follow each other without a gap."""
    values = _locate_together(list(expression.points), circumstances)
    if values is None:
        return None
    for link, (earlier, later) in zip(expression.links, pairwise(values), strict=True):
        if link is Link.LIST and not later.follows(earlier):
            return None
    return _bounds(values[0], values[-1])


def _bounds(first: Value, last: Value) -> tuple[Value, Value] | None:
    """Return both ends of a range, both as fine as the finer one; None where it runs backwards."""
    fineness = max(first.fineness, last.fineness)
    first, last = first.edge(fineness, last=False), last.edge(fineness, last=True)
    return (first, last) if first.first_day <= last.first_day else None


def _dressed(value: Value, point: Point) -> Value | None:
    """Add the time or part of day, and refuse what the calendar does not have."""
    if not value.is_possible:
        return None
    if value.day is None or (point.hour is None and point.part is None):
        return value
    time = None if point.hour is None else clock(point.hour, point.minute or 0, point.part)
    return replace(value, part=point.part, time=time)


def _locate(point: Point, circumstances: Circumstances) -> Value | None:
    """Resolve one point by itself."""
    point = _with_full_year(point, circumstances)
    if point.short_year:
        return None
    value = _stepped(point, circumstances) if point.relative is not None else None
    if point.relative is None and point.year is not None:
        value = Value(point.year, point.quarter if point.month is None else None, point.month, point.day)
    if value is not None:
        return _dressed(value, point)
    if point.is_complete or circumstances.document is None:
        return None
    return _nearest(point, circumstances.document, circumstances)


def _with_full_year(point: Point, circumstances: Circumstances) -> Point:
    """Write out a year of two digits: the nearest one that is not long after the document."""
    if not point.short_year or point.year is None or circumstances.document is None:
        return point
    latest = circumstances.document.year
    year = latest - (latest - point.year) % 100
    ahead = year + 100 - latest
    if year != latest and (ahead <= _SHORT_YEARS_AHEAD or circumstances.outlook is Outlook.NEXT):
        year += 100
    return replace(point, year=year, short_year=False)


def _stepped(point: Point, circumstances: Circumstances) -> Value | None:
    """Resolve a point with a relative part: ``hôm qua``, ``tháng 8 năm ngoái``, ``thứ Sáu tuần trước``."""
    relative = point.relative
    if relative is None:
        return None
    if relative.unit is Unit.YEAR:
        year = _stepped_year(relative, circumstances)
        return (
            None
            if year is None
            else Value(year, point.quarter if point.month is None else None, point.month, point.day)
        )
    if point.month is not None:
        # the date is written beside the word: "hôm qua (12/4)"
        plain = _locate(replace(point, relative=None), circumstances)
        return plain if plain is not None else None
    steps = relative.steps or 0
    if relative.unit is Unit.MONTH:
        month = _base_month(relative, circumstances)
        return None if month is None else Value(*_spread(shift_month(*month, steps), point.day))
    day = _base_day(relative, circumstances)
    if day is None:
        return None
    if relative.unit is Unit.QUARTER:
        year, month_of_quarter = shift_month(day.year, day.month, 3 * steps)
        return Value(year, (month_of_quarter + 2) // 3)
    if relative.unit is Unit.WEEK:
        if point.weekday is None:
            return None
        monday = day - datetime.timedelta(days=day.weekday() - 7 * steps)
        return Value.of_day(monday + datetime.timedelta(days=point.weekday))
    return Value.of_day(day + datetime.timedelta(days=steps))


def _spread(month: tuple[int, int], day: int | None) -> tuple[int, None, int, int | None]:
    return month[0], None, month[1], day


def _stepped_year(relative: Relative, circumstances: Circumstances) -> int | None:
    document = circumstances.document
    if relative.base is Base.MENTIONED:
        year = circumstances.mentioned.year
        return None if year is None else year + (relative.steps or 0)
    if document is None:
        return None
    if relative.steps is None:
        return document.year if document.month >= _YEAR_REVIEW_BEGINS else document.year - 1
    return document.year + relative.steps


def _base_month(relative: Relative, circumstances: Circumstances) -> tuple[int, int] | None:
    if relative.base is Base.MENTIONED:
        return circumstances.mentioned.month
    document = circumstances.document
    return None if document is None else (document.year, document.month)


def _base_day(relative: Relative, circumstances: Circumstances) -> datetime.date | None:
    return circumstances.mentioned.day if relative.base is Base.MENTIONED else circumstances.document


def _occurrences(point: Point, around: datetime.date) -> Iterator[Value]:
    """Yield, in order, the values near a date that a point without its year can mean."""
    if point.month is not None or point.quarter is not None:
        for year in range(around.year - _YEARS_AROUND, around.year + _YEARS_AROUND + 1):
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


def _nearest(point: Point, document: datetime.date, circumstances: Circumstances) -> Value | None:
    """Choose the year, month or week of a point by the document's date and the outlook of the text."""
    candidates = list(_occurrences(point, document))
    behind = [value for value in candidates if value.first_day <= document]
    ahead = [value for value in candidates if value.first_day > document]
    if not behind or not ahead:
        return None
    chosen = behind[-1]
    outlook = _outlook(point, circumstances)
    since = max((document - chosen.last_day).days, 0)
    if _weekday_decides(point, chosen, ahead[0]):
        chosen = ahead[0]
    elif outlook is Outlook.NEXT:
        # a day just over was announced before the document was published
        if point.day is None or since > _ANNOUNCED_WITHIN:
            chosen = ahead[0]
    elif outlook is Outlook.THIS:
        chosen = next((value for value in candidates if _is_this(value, point, document)), chosen)
    elif outlook is not Outlook.PAST:
        until = (ahead[0].first_day - document).days
        if until < since * (_PLANNED_BIAS if outlook is Outlook.PLANNED else 1):
            chosen = ahead[0]
    return _dressed(chosen, point)


def _is_this(value: Value, point: Point, document: datetime.date) -> bool:
    """Whether a value is the one of ``này``: in the document's year, month (a mere day) or week (a weekday)."""
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


def _locate_together(points: list[Point], circumstances: Circumstances) -> list[Value] | None:
    """Resolve points in their order, each taking what it lacks from its neighbour."""
    for index in range(len(points) - 2, -1, -1):
        points[index] = _lent(points[index], points[index + 1])
    for index in range(1, len(points)):
        points[index] = _lent(points[index], points[index - 1])
    anchor = next((index for index, point in enumerate(points) if point.is_complete and not point.now), 0)
    values: list[Value | None] = [None] * len(points)
    values[anchor] = _locate(points[anchor], circumstances)
    for index in range(anchor - 1, -1, -1):
        values[index] = _beside(points[index], values[index + 1], circumstances, later=False)
    for index in range(anchor + 1, len(points)):
        values[index] = _beside(points[index], values[index - 1], circumstances, later=True)
    found = [value for value in values if value is not None]
    return found if len(found) == len(values) else None


def _lent(point: Point, neighbour: Point) -> Point:
    """Give a point what only its neighbour says: the day of a mere time, the month of a mere day."""
    if not point.has_date:
        return replace(neighbour, hour=point.hour, minute=point.minute, part=point.part)
    if point.day is None or point.month is not None or point.is_complete or neighbour.month is None:
        return point
    if neighbour.day is None or point.day <= neighbour.day:
        return replace(point, month=neighbour.month)
    return point


def _beside(point: Point, neighbour: Value | None, circumstances: Circumstances, *, later: bool) -> Value | None:
    """Resolve a point next to one that is known: the nearest occurrence on its own side."""
    if neighbour is None:
        return None
    if point.now:
        return _now(neighbour, circumstances)
    if point.is_complete:
        return _locate(point, circumstances)
    if later:
        following = (
            value for value in _occurrences(point, neighbour.last_day) if value.first_day >= neighbour.first_day
        )
        value = next(following, None)
    else:
        before = [value for value in _occurrences(point, neighbour.first_day) if value.first_day <= neighbour.last_day]
        value = before[-1] if before else None
    return None if value is None else _dressed(value, point)


def _now(start: Value, circumstances: Circumstances) -> Value | None:
    """Return the document's date as the end of a range of days; whole years or months would promise their rest."""
    document = circumstances.document
    return Value.of_day(document) if document is not None and start.day is not None else None


def _resolve_period(point: Point, period: Period, circumstances: Circumstances) -> tuple[Value, ...] | None:
    """Resolve a run of units: the months of a half year, the years of a decade."""
    if period.kind == "century":
        return Value(100 * period.number - 99), Value(100 * period.number)
    if period.kind == "decade":
        return _decade(period, circumstances)
    whole = replace(point, period=None)
    if whole.has_date:
        parent = _locate(whole, circumstances)
    elif circumstances.document is not None:
        parent = Value(_year_of_period(period, circumstances.document, circumstances))
    else:
        parent = None
    if parent is None or parent.day is not None:
        return None
    return _units_within(parent, period)


def _year_of_period(period: Period, document: datetime.date, circumstances: Circumstances) -> int:
    """Return the year of ``6 tháng cuối năm``: early in a year it is the last one, unless a plan speaks."""
    at_the_end = period.kind == "last" or (period.kind == "half" and period.number == 2)
    looks_back = at_the_end and document.month <= _YEAR_REVIEW_ENDS and circumstances.outlook is Outlook.PAST
    return document.year - 1 if looks_back else document.year


def _decade(period: Period, circumstances: Circumstances) -> tuple[Value, ...] | None:
    first = period.number
    if first < 100:
        if period.century is not None:
            first += 100 * (period.century - 1)
        elif circumstances.document is not None:
            latest = circumstances.document.year
            first = latest - (latest - first) % 100
        else:
            return None
    values = Value(first), Value(first + 9)
    return values if all(value.is_possible for value in values) else None


def _units_within(parent: Value, period: Period) -> tuple[Value, ...] | None:
    first_day, last_day = parent.first_day, parent.last_day
    unit, count, from_end = period.unit, period.number, period.kind == "last"
    if period.kind == "half":
        if parent.quarter is not None:
            return None
        from_end = period.number == 2
        unit = Unit.DAY if parent.month is not None else Unit.MONTH
        count = 6 if unit is Unit.MONTH else (last_day.day - 15 if from_end else 15)
    if unit is Unit.DAY:
        days = (last_day - first_day).days + 1
        if count > days:
            return None
        begin = last_day - datetime.timedelta(days=count - 1) if from_end else first_day
        return Value.of_day(begin), Value.of_day(begin + datetime.timedelta(days=count - 1))
    if unit is Unit.MONTH and parent.month is None:
        months = last_day.month - first_day.month + 1
        if count > months:
            return None
        begin_month = last_day.month - count + 1 if from_end else first_day.month
        return Value(parent.year, None, begin_month), Value(parent.year, None, begin_month + count - 1)
    if unit is Unit.QUARTER and parent.month is None and parent.quarter is None and count <= 4:
        begin_quarter = 5 - count if from_end else 1
        return Value(parent.year, begin_quarter), Value(parent.year, begin_quarter + count - 1)
    return None
