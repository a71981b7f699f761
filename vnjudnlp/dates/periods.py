"""Runs of units inside a period of the calendar: the months of a half year, the years of a decade."""

from __future__ import annotations

import datetime

from vnjudnlp.dates.circumstances import OVER, Circumstances
from vnjudnlp.dates.expressions import Period, Unit
from vnjudnlp.dates.values import Value

__all__ = ["decade", "units_within", "year_of_period"]

_YEAR_REVIEW_ENDS = 3
"""Up to this month ``6 tháng cuối năm`` is said of the year before."""


def year_of_period(period: Period, document: datetime.date, circumstances: Circumstances) -> int:
    """Return the year of ``6 tháng cuối năm``: early in a year it is the last one, unless a plan speaks."""
    at_the_end = period.kind == "last" or (period.kind == "half" and period.number == 2)
    looks_back = at_the_end and document.month <= _YEAR_REVIEW_ENDS and circumstances.outlook in OVER
    return document.year - 1 if looks_back else document.year


def decade(period: Period, circumstances: Circumstances) -> tuple[Value, ...] | None:
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


def units_within(parent: Value, period: Period) -> tuple[Value, ...] | None:
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
