"""Points of the lunar calendar as days and months of the solar one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from vnjudnlp.dates.circumstances import Circumstances
from vnjudnlp.dates.expressions import Base, Point, Unit
from vnjudnlp.dates.lunar import lunar_date, month_days, solar_date, year_in_cycle
from vnjudnlp.dates.values import Value

__all__ = ["lunar_occurrences", "lunar_value", "lunar_year"]

_YEARS_AROUND = 3
_FIRST_MONTH, _LAST_MONTH = 1, 12
_DAYS_BEFORE_NEW_YEAR = 20
"""From this day on ``29 Tết`` is a day of the last month, before it ``mùng 2 Tết`` is one of the first."""
_LONGEST_MONTH = 30


def lunar_year(point: Point, circumstances: Circumstances) -> int | None:
    """Return the lunar year that a point names, None where it names none that can be told.

    Args:
        point: a point of the lunar calendar.
        circumstances: what the text around it gives.
    """
    document = circumstances.document
    if point.year is not None:
        year = point.year
    elif point.cycle is not None:
        if document is None:
            return None
        year = year_in_cycle(point.cycle, document.year)
    elif point.relative is not None and point.relative.unit is Unit.YEAR and point.relative.steps is not None:
        of_document = None if document is None else document.year
        base = circumstances.mentioned.year if point.relative.base is Base.MENTIONED else of_document
        if base is None:
            return None
        year = base + point.relative.steps
    else:
        return None
    # the days before the New Year belong to the year before it
    names_new_year = point.names_new_year or (point.new_year and point.cycle is None)
    return year - 1 if names_new_year and _month(point) == _LAST_MONTH else year


def _month(point: Point) -> int | None:
    if point.month is not None or not point.new_year or point.day is None:
        return point.month
    return _LAST_MONTH if point.day >= _DAYS_BEFORE_NEW_YEAR else _FIRST_MONTH


def lunar_value(point: Point, year: int) -> tuple[Value, ...] | None:
    """Return a point of a lunar year as a day, or as the first and last day of a month.

    Args:
        point: a point of the lunar calendar.
        year: the lunar year, numbered by the solar year in which it begins.

    Returns:
        one value, or two for a month; None where the calendar has no such day.

    >>> [value.iso for value in lunar_value(Point(month=8, day=15), 2022)]
    ['2022-09-10']
    """
    month = _month(point)
    if month is None:
        return None
    if point.day is None:
        days = month_days(year, month, leap=point.leap)
        return None if days is None else (Value.of_day(days[0]), Value.of_day(days[1]))
    day = solar_date(year, month, point.day, leap=point.leap)
    if day is None and point.new_year and point.day == _LONGEST_MONTH:
        day = solar_date(year, month, point.day - 1)  # the last day of a short year is called the thirtieth too
    return None if day is None else (Value.of_day(day),)


def lunar_occurrences(point: Point, around: datetime.date) -> Iterator[Value]:
    """Yield, in order, the days near a date that a day of the lunar calendar without its year can mean."""
    here = lunar_date(around)
    if here is None or point.day is None:
        return
    months = range(_FIRST_MONTH, _LAST_MONTH + 1) if _month(point) is None else (None,)
    for year in range(here[0] - _YEARS_AROUND, here[0] + _YEARS_AROUND + 1):
        for month in months:
            values = lunar_value(point if month is None else replace(point, month=month), year)
            if values is not None:
                yield values[0]
