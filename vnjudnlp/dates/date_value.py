"""What a DATE span means: its ISO form, first and last day, how fine it is, and how sure."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from vnjudnlp.dates.expressions import Expression, Point
from vnjudnlp.dates.reasons import Reason
from vnjudnlp.dates.values import Value

__all__ = ["Certainty", "DateValue", "Granularity", "certainty_of", "date_value"]

_FIRST_FULL_YEAR = 100


class Granularity(str, Enum):
    """How fine a date is."""

    TIME = "time"
    PART_OF_DAY = "part of day"
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    INTERVAL = "interval"


class Certainty(str, Enum):
    """What of a date the span itself says, and what was inferred.

    Attributes:
        STATED: the span says all of it: ``12/4/2022``, ``quý I/2023``.
        INFERRED_CENTURY: it has two digits of the year, or a year's name of the cycle of sixty.
        INFERRED_YEAR: it lacks the year.
        INFERRED_MONTH: it lacks year and month.
        RELATIVE: it counts from the document's date or from a date named before: ``hôm qua``, ``cùng ngày``.
    """

    STATED = "stated"
    INFERRED_CENTURY = "inferred century"
    INFERRED_YEAR = "inferred year"
    INFERRED_MONTH = "inferred month"
    RELATIVE = "relative"


@dataclass(frozen=True, slots=True)
class DateValue:
    """What a DATE span means, or why it has no value.

    Attributes:
        norm: ISO 8601, with the parts of day of TIMEX3 (``2022-04-12TAF``) and quarters as ``2022-Q1``; None where
            there is no value.
        start: the first day; None where there is no value.
        end: the last day, which belongs to it.
        granularity: how fine it is; ``"interval"`` where two points are said.
        certainty: what of it was inferred.
        reason: why there is no value; None where there is one.
    """

    norm: str | None
    start: datetime.date | None = None
    end: datetime.date | None = None
    granularity: Granularity | None = None
    certainty: Certainty | None = None
    reason: Reason | None = None

    @classmethod
    def from_dict(cls, norm: str | None, data: Mapping[str, Any]) -> DateValue:
        """Build a value from its normal form and what :meth:`to_dict` returned.

        >>> DateValue.from_dict(None, {"reason": "impossible date"}).reason
        <Reason.IMPOSSIBLE: 'impossible date'>
        """
        if norm is None or "start" not in data:
            reason = data.get("reason")
            return cls(None, reason=None if reason is None else Reason(reason))
        return cls(
            norm,
            datetime.date.fromisoformat(data["start"]),
            datetime.date.fromisoformat(data["end"]),
            Granularity(data["granularity"]),
            Certainty(data["certainty"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain data: start, end, granularity and certainty; the reason alone where there is no value.

        >>> DateValue(None, reason=Reason.IMPOSSIBLE).to_dict()
        {'reason': 'impossible date'}
        """
        if self.start is None or self.end is None or self.granularity is None or self.certainty is None:
            return {"reason": self.reason.value if self.reason is not None else None}
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "granularity": self.granularity.value,
            "certainty": self.certainty.value,
        }


def date_value(values: tuple[Value, ...], certainty: Certainty) -> DateValue:
    """Describe one point of the calendar, or the first and the last one of a range.

    >>> date_value((Value(2022, None, 4),), Certainty.STATED).end
    datetime.date(2022, 4, 30)
    """
    norm = "/".join(value.iso for value in values)
    granularity = _granularity(values[0]) if len(values) == 1 else Granularity.INTERVAL
    return DateValue(norm, values[0].first_day, values[-1].last_day, granularity, certainty)


def _granularity(value: Value) -> Granularity:
    if value.day is not None:
        if value.time is not None:
            return Granularity.TIME
        return Granularity.PART_OF_DAY if value.part is not None else Granularity.DAY
    if value.month is not None:
        return Granularity.MONTH
    return Granularity.QUARTER if value.quarter is not None else Granularity.YEAR


_ORDER = (
    Certainty.STATED,
    Certainty.INFERRED_CENTURY,
    Certainty.INFERRED_YEAR,
    Certainty.INFERRED_MONTH,
    Certainty.RELATIVE,
)


def certainty_of(expression: Expression) -> Certainty:
    """Say what of a date the expression itself states; a range is as sure as its surer side, which lends its year."""
    found = [_certainty(point) for point in expression.points if point.has_date]
    relative = Certainty.RELATIVE
    return relative if relative in found else min(found, key=_ORDER.index, default=relative)


def _certainty(point: Point) -> Certainty:
    if point.relative is not None or point.now:
        return Certainty.RELATIVE
    if point.year is not None:
        return Certainty.INFERRED_CENTURY if point.short_year else Certainty.STATED
    period = point.period
    if period is not None and (period.kind == "century" or period.century is not None):
        return Certainty.STATED
    if period is not None and period.kind == "decade":
        return Certainty.STATED if period.number >= _FIRST_FULL_YEAR else Certainty.INFERRED_CENTURY
    if point.cycle is not None:
        return Certainty.INFERRED_CENTURY
    if point.month is not None or point.quarter is not None or point.new_year or period is not None:
        return Certainty.INFERRED_YEAR
    return Certainty.INFERRED_MONTH if point.day is not None else Certainty.RELATIVE
