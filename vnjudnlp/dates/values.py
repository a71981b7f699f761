"""Calendar values: a year, quarter, month or day with its bounds and its ISO 8601 form."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

__all__ = ["Value", "shift_month"]

_MIDDAY, _MIDNIGHT = 12, 24


@dataclass(frozen=True, slots=True)
class Value:
    """One definite point of the calendar; the finest part that is not None says how long it lasts.

    Attributes:
        year: 1 to 9999.
        quarter: 1 to 4, only where there is no month.
        month: 1 to 12.
        day: day of the month.
        part: part of day, ``MO MI AF EV NI``; only with a day.
        time: ``"HH:MM"``; only with a day.
    """

    year: int
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    time: str | None = None

    @classmethod
    def of_day(cls, day: datetime.date) -> Value:
        """Return the value of a date."""
        return cls(day.year, None, day.month, day.day)

    @property
    def is_possible(self) -> bool:
        """Whether the calendar has such a point."""
        if not 1 <= self.year <= 9999:
            return False
        if self.month is None:
            return self.day is None and (self.quarter is None or 1 <= self.quarter <= 4)
        if not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= calendar.monthrange(self.year, self.month)[1]

    @property
    def first_day(self) -> datetime.date:
        """The day on which it begins."""
        month = self.month or (3 * self.quarter - 2 if self.quarter else 1)
        return datetime.date(self.year, month, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        """The day on which it ends."""
        if self.day is not None:
            return self.first_day
        month = self.month or (3 * self.quarter if self.quarter else 12)
        return datetime.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """The ISO 8601 form, with the parts of day of TIMEX3 and quarters as ``2022-Q1``."""
        text = f"{self.year:04}"
        if self.quarter is not None:
            return f"{text}-Q{self.quarter}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
            if self.time is not None or self.part is not None:
                text += f"T{self.time or self.part}"
        return text

    @property
    def fineness(self) -> int:
        """0 for a year, 1 for a quarter, 2 for a month, 3 for a day."""
        return 3 if self.day is not None else 2 if self.month is not None else 1 if self.quarter is not None else 0

    def edge(self, fineness: int, *, last: bool) -> Value:
        """Return its first or last unit of a finer length: the last month of a year, the first day of a month."""
        if fineness <= self.fineness:
            return self
        day = self.last_day if last else self.first_day
        if fineness == 1:
            return Value(day.year, (day.month + 2) // 3)
        return Value(day.year, None, day.month, day.day if fineness == 3 else None)

    def follows(self, other: Value) -> bool:
        """Say whether this begins directly where another ends."""
        if self.time or other.time:
            return False
        distance = (self.first_day - other.last_day).days
        return distance == 1 or (distance == 0 and self.part is not None and self.part != other.part)


def clock(hour: int, minute: int, part: str | None) -> str:
    """Return a time of day on the clock of 24 hours.

    Args:
        hour: as written, 0 to 24.
        minute: 0 to 59.
        part: the part of day said beside it, if any.

    Returns:
        ``"HH:MM"``; ``"24:00"`` for midnight at the day's end.

    >>> [clock(3, 0, "AF"), clock(8, 30, "MO"), clock(12, 0, "NI"), clock(2, 0, "NI")]
    ['15:00', '08:30', '24:00', '02:00']
    """
    afternoon = (part == "AF" and hour < _MIDDAY) or (part == "MI" and hour <= 3) or (part == "EV" and hour < _MIDDAY)
    if afternoon or (part == "NI" and 6 <= hour < _MIDDAY):
        hour += _MIDDAY
    elif part in ("NI", "EV") and hour == _MIDDAY and minute == 0:
        hour = _MIDNIGHT
    elif part in ("NI", "EV") and hour == _MIDDAY:
        hour = 0
    return f"{hour:02}:{minute:02}"


def shift_month(year: int, month: int, steps: int) -> tuple[int, int]:
    """Return the year and month that lie so many months away.

    >>> shift_month(2022, 1, -1)
    (2021, 12)
    """
    years, index = divmod(12 * year + month - 1 + steps, 12)
    return years, index + 1
