"""From what an expression says to a definite value: what is missing comes from the document and from other dates."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import pairwise

from vnjudnlp.dates.circumstances import OVER, Circumstances, Outlook
from vnjudnlp.dates.expressions import Base, Calendar, Expression, Link, Period, Point, Relative, Unit
from vnjudnlp.dates.lunar import lunar_date
from vnjudnlp.dates.lunar_points import lunar_value, lunar_year
from vnjudnlp.dates.nearest import dressed, nearest, occurrences
from vnjudnlp.dates.periods import decade, units_within, year_of_period
from vnjudnlp.dates.values import Value, shift_month

__all__ = ["resolve"]

_YEAR_REVIEW_BEGINS = 10
"""From this month on ``năm qua`` is the year that ends, before it the one that ended."""
_SHORT_YEARS_AHEAD = 10
"""A year of two digits may lie so far ahead before it is taken for one of the century before."""
_ONE_NIGHT = ["NI", "MO"]


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
        if point.is_lunar and point.period is None and point.day is None:
            side = _lunar_month(point, circumstances)
        elif point.working_year and point.month is None and point.day is None:
            side = _resolve_working_year(point, circumstances)
        elif point.period is not None:
            side = _resolve_period(point, point.period, circumstances)
        else:
            value = _locate(point, circumstances)
            side = None if value is None else (value,)
        if side is None:
            return None
        sides.append(side)
    if len(sides) == 1:
        return sides[0]
    joined = expression.links == (Link.RANGE,) or (len(sides) == 2 and sides[1][0].follows(sides[0][-1]))
    return _bounds(sides[0][0], sides[1][-1]) if joined else None


def _resolve_together(expression: Expression, circumstances: Circumstances) -> tuple[Value, ...] | None:
    """Resolve a range, or a list whose points follow each other without a gap."""
    values = _locate_together(list(expression.points), circumstances)
    if values is None:
        return None
    for link, (earlier, later) in zip(expression.links, pairwise(values), strict=True):
        if link is Link.LIST and not later.follows(earlier):
            return None
    if [value.part for value in values] == _ONE_NIGHT and expression.links == (Link.LIST,):
        values = [replace(value, part=None) for value in values]  # "đêm 14 rạng sáng 15/8" is one night
    if expression.points[-1].now:
        return values[0], values[-1]  # a month or year need not have begun on its first day
    return _bounds(values[0], values[-1])


def _bounds(first: Value, last: Value) -> tuple[Value, Value] | None:
    """Return both ends of a range, both as fine as the finer one; None where it runs backwards."""
    fineness = max(first.fineness, last.fineness)
    first, last = first.edge(fineness, last=False), last.edge(fineness, last=True)
    return (first, last) if first.first_day <= last.first_day else None


def _locate(point: Point, circumstances: Circumstances) -> Value | None:
    """Resolve one point by itself."""
    if point.relative is not None and point.relative.unit is Unit.DAY and point.is_lunar:
        # "hôm qua mùng 2 tháng 5 âm lịch": the day is said twice
        point = replace(point, day=None, month=None, calendar=None, named_month=False, new_year=False)
    if point.is_lunar or (point.first_days and point.month is None and circumstances.mentioned.lunar_day is not None):
        return _locate_lunar(point, circumstances)
    if point.cycle is not None:
        year = lunar_year(point, circumstances)
        return None if year is None or point.month is not None or point.day is not None else Value(year)
    point = _with_full_year(point, circumstances)
    if point.short_year:
        return None
    value = _stepped(point, circumstances) if point.relative is not None else None
    if point.relative is None and point.year is not None:
        value = Value(point.year, point.quarter if point.month is None else None, point.month, point.day)
    if value is not None:
        return dressed(value, point)
    if point.is_complete or circumstances.document is None:
        return None
    return nearest(point, circumstances.document, circumstances)


def _locate_lunar(point: Point, circumstances: Circumstances) -> Value | None:
    """Resolve a day of the lunar calendar."""
    if point.day is None:
        return None
    if point.is_complete:
        year = lunar_year(_with_full_year(point, circumstances), circumstances)
        values = None if year is None else lunar_value(point, year)
        return None if values is None else dressed(values[0], point)
    named = circumstances.mentioned.lunar_day
    if not point.is_lunar and named is not None:
        # "mùng 4" behind "27 tháng Chạp"
        point = replace(point, calendar=Calendar.LUNAR)
        following = (value for value in occurrences(point, named) if value.first_day >= named)
        value = next(following, None)
        return None if value is None else dressed(value, point)
    return None if circumstances.document is None else nearest(point, circumstances.document, circumstances)


def _lunar_month(point: Point, circumstances: Circumstances) -> tuple[Value, ...] | None:
    """Resolve a month of the lunar calendar as its first and last day."""
    year = lunar_year(point, circumstances)
    if year is None and circumstances.document is not None and not point.is_complete:
        first = nearest(replace(point, day=1), circumstances.document, circumstances)
        found = None if first is None else lunar_date(first.first_day)
        year = None if found is None else found[0]
    return None if year is None else lunar_value(point, year)


def _resolve_working_year(point: Point, circumstances: Circumstances) -> tuple[Value, ...] | None:
    """Resolve a year of work in courts and enforcement agencies, which begins on 1 October of the year before."""
    whole = _locate(replace(point, period=None, working_year=False), circumstances)
    if whole is None:
        return None
    begin, months = (whole.year - 1, 10), 12
    if point.period is None:
        return Value(*begin[:1], None, 10, 1), Value(whole.year, None, 9, 30)
    if point.period.unit is not Unit.MONTH or not 0 < point.period.number <= months:
        return None
    if point.period.kind == "last":
        begin = shift_month(*begin, months - point.period.number)
    elif point.period.kind != "first":
        return None
    end = shift_month(*begin, point.period.number - 1)
    return Value(begin[0], None, begin[1]), Value(end[0], None, end[1])


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
        # the date is written beside the word: "hôm qua (12/4)", "ngày mai, 28/8"
        return _beside_relative(point, relative, circumstances)
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


def _beside_relative(point: Point, relative: Relative, circumstances: Circumstances) -> Value | None:
    plain = replace(point, relative=None)
    day = _base_day(relative, circumstances) if relative.unit is Unit.DAY and point.year is None else None
    if day is None:
        return _locate(plain, circumstances)
    day += datetime.timedelta(days=relative.steps or 0)
    return min(occurrences(plain, day), key=lambda value: abs(value.first_day - day), default=None)


def _spread(month: tuple[int, int], day: int | None) -> tuple[int, None, int, int | None]:
    return month[0], None, month[1], day


def _stepped_year(relative: Relative, circumstances: Circumstances) -> int | None:
    document = circumstances.document
    if relative.base is Base.MENTIONED:
        year = circumstances.mentioned.year
        return None if year is None else year + (relative.steps or 0)
    if document is None:
        return None
    named = circumstances.mentioned.year
    if relative.from_story and named is not None and named < document.year - 1 and circumstances.outlook in OVER:
        return named + (relative.steps or 0)  # "tháng 3 năm sau" in a story of 2017
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
            value for value in occurrences(point, neighbour.last_day) if value.first_day >= neighbour.first_day
        )
        value = next(following, None)
    else:
        before = [value for value in occurrences(point, neighbour.first_day) if value.first_day <= neighbour.last_day]
        value = before[-1] if before else None
    return None if value is None else dressed(value, point)


def _now(start: Value, circumstances: Circumstances) -> Value | None:
    """Return the document's date as the end of what began before it."""
    document = circumstances.document
    return Value.of_day(document) if document is not None and start.first_day <= document else None


def _resolve_period(point: Point, period: Period, circumstances: Circumstances) -> tuple[Value, ...] | None:
    """Resolve a run of units: the months of a half year, the years of a decade."""
    if period.kind == "century":
        return Value(100 * period.number - 99), Value(100 * period.number)
    if period.kind == "decade":
        return decade(period, circumstances)
    whole = replace(point, period=None)
    if whole.has_date:
        parent = _locate(whole, circumstances)
    elif circumstances.document is not None:
        parent = Value(year_of_period(period, circumstances.document, circumstances))
    else:
        parent = None
    if parent is None or parent.day is not None:
        return None
    return units_within(parent, period)
