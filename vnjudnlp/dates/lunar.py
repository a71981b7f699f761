"""The Vietnamese lunar calendar: days of it as days of the solar calendar.

Months begin on the day of the new moon, in Hanoi's time (UTC+7) from 1968 on (Decision 121/CP of 8 August 1967), before
in that of Peking (UTC+8). The month with the winter solstice is the eleventh; where thirteen months lie between two
solstices, the first of them without a principal term of the sun is the leap month. New moons and the sun's longitude
follow Meeus, Astronomical Algorithms (1998), chapters 25 and 49, in the short form of Hồ Ngọc Đức's "Computing the
Vietnamese lunar calendar". In the South, and before 1900, the calendar in use could differ by a day.
"""

from __future__ import annotations

import datetime
import math
from functools import lru_cache

__all__ = ["CYCLE", "FIRST_YEAR", "LAST_YEAR", "lunar_date", "month_days", "solar_date", "year_in_cycle"]

FIRST_YEAR, LAST_YEAR = 1800, 2199
"""The years for which the formulas are close enough."""
CYCLE = 60
"""Years carry the same pair of stem and branch (``Giáp Tý``) every sixty years."""

_FIRST_OF_CYCLE = 1984
_HANOI, _PEKING = 7 / 24, 8 / 24
_HANOI_FROM = 2439856.5
"""The Julian date of 1 January 1968."""
_SYNODIC_MONTH = 29.530588853
_EPOCH = 2415021.076998695
"""The Julian date of the new moon of 1 January 1900."""
_ORDINAL_OF_JULIAN_DAY = 1721425
"""The Julian day number of 31 December of the year 0, which Python counts as day 0."""


@lru_cache(maxsize=4096)
def _new_moon(count: int) -> int:
    """Return the ordinal of the day of a new moon, counted from that of 1 January 1900."""
    century = count / 1236.85
    square, cube = century**2, century**3
    moment = (
        2415020.75933
        + 29.53058868 * count
        + 0.0001178 * square
        - 0.000000155 * cube
        + 0.00033 * math.sin(math.radians(166.56 + 132.87 * century - 0.009173 * square))
    )
    sun = math.radians(359.2242 + 29.10535608 * count - 0.0000333 * square - 0.00000347 * cube)
    moon = math.radians(306.0253 + 385.81691806 * count + 0.0107306 * square + 0.00001236 * cube)
    node = math.radians(21.2964 + 390.67050646 * count - 0.0016528 * square - 0.00000239 * cube)
    moment += (
        (0.1734 - 0.000393 * century) * math.sin(sun)
        + 0.0021 * math.sin(2 * sun)
        - 0.4068 * math.sin(moon)
        + 0.0161 * math.sin(2 * moon)
        - 0.0004 * math.sin(3 * moon)
        + 0.0104 * math.sin(2 * node)
        - 0.0051 * math.sin(sun + moon)
        - 0.0074 * math.sin(sun - moon)
        + 0.0004 * math.sin(2 * node + sun)
        - 0.0004 * math.sin(2 * node - sun)
        - 0.0006 * math.sin(2 * node + moon)
        + 0.0010 * math.sin(2 * node - moon)
        + 0.0005 * math.sin(2 * moon + sun)
    )
    delay = -0.000278 + 0.000265 * century + 0.000262 * square
    moment -= delay
    return math.floor(moment + 0.5 + _offset(moment)) - _ORDINAL_OF_JULIAN_DAY


def _offset(moment: float) -> float:
    """Return by how much of a day the time by which the calendar goes is ahead of the world's."""
    return _HANOI if moment >= _HANOI_FROM else _PEKING


def _solar_term(day: int) -> int:
    """Return in which twelfth of its yearly way, from the spring equinox, the sun is when a day begins."""
    midnight = day + _ORDINAL_OF_JULIAN_DAY - 0.5
    century = (midnight - _offset(midnight) - 2451545) / 36525
    square = century**2
    anomaly = math.radians(357.52910 + 35999.05030 * century - 0.0001559 * square - 0.00000048 * century * square)
    longitude = (
        280.46645
        + 36000.76983 * century
        + 0.0003032 * square
        + (1.914600 - 0.004817 * century - 0.000014 * square) * math.sin(anomaly)
        + (0.019993 - 0.000101 * century) * math.sin(2 * anomaly)
        + 0.000290 * math.sin(3 * anomaly)
    )
    return math.floor(longitude % 360 / 30)


_WINTER_SOLSTICE = 9


@lru_cache(maxsize=512)
def _eleventh_month(year: int) -> int:
    """Return the count of the new moon that begins the month of the winter solstice of a solar year."""
    last_day = datetime.date(year, 12, 31).toordinal()
    count = math.floor((last_day + _ORDINAL_OF_JULIAN_DAY - _EPOCH) / _SYNODIC_MONTH)
    return count - 1 if _solar_term(_new_moon(count)) >= _WINTER_SOLSTICE else count


@lru_cache(maxsize=512)
def _months(year: int) -> tuple[tuple[int, bool, int], ...]:
    """Return the months of a lunar year in order: number, whether it is a leap month, count of its new moon."""
    before, behind = _eleventh_month(year - 1), _eleventh_month(year)
    months = _numbered(before, behind)
    following = _numbered(behind, _eleventh_month(year + 1))
    of_year = [month for month in months if month[0] not in (11, 12)]
    return (*of_year, *(month for month in following if month[0] in (11, 12)))


def _numbered(before: int, behind: int) -> list[tuple[int, bool, int]]:
    """Number the months from one eleventh month up to the next one."""
    leap = None
    if behind - before == 13:
        terms = [_solar_term(_new_moon(count)) for count in range(before, behind + 1)]
        leap = next((before + index for index in range(1, 13) if terms[index] == terms[index + 1]), None)
    months = []
    number = 11
    for count in range(before, behind):
        if count == leap:
            months.append(((number - 2) % 12 + 1, True, count))
        else:
            months.append((number, False, count))
            number = number % 12 + 1
    return months


def month_days(year: int, month: int, *, leap: bool = False) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day of a month of the lunar calendar.

    Args:
        year: the lunar year, numbered by the solar year in which it begins.
        month: 1 to 12.
        leap: whether the leap month of that number is meant.

    Returns:
        both days; None where the year has no such month or is out of range.

    >>> month_days(2022, 12)
    (datetime.date(2022, 12, 23), datetime.date(2023, 1, 21))
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    for number, is_leap, count in _months(year):
        if (number, is_leap) == (month, leap):
            return datetime.date.fromordinal(_new_moon(count)), datetime.date.fromordinal(_new_moon(count + 1) - 1)
    return None


def solar_date(year: int, month: int, day: int, *, leap: bool = False) -> datetime.date | None:
    """Return the solar date of a day of the lunar calendar.

    Args:
        year: the lunar year, numbered by the solar year in which it begins.
        month: 1 to 12.
        day: 1 to 30.
        leap: whether the leap month of that number is meant.

    Returns:
        the date; None where the calendar has no such day.

    >>> solar_date(2007, 1, 1), solar_date(2022, 12, 30)
    (datetime.date(2007, 2, 17), datetime.date(2023, 1, 21))
    """
    days = month_days(year, month, leap=leap)
    if days is None or day < 1:
        return None
    found = days[0] + datetime.timedelta(days=day - 1)
    return found if found <= days[1] else None


def lunar_date(day: datetime.date) -> tuple[int, int, int] | None:
    """Return year, month and day of a solar date in the lunar calendar; None out of range.

    >>> lunar_date(datetime.date(2022, 10, 10))
    (2022, 9, 15)
    """
    for year in (day.year, day.year - 1):
        if not FIRST_YEAR <= year < LAST_YEAR:
            continue
        for number, _, count in reversed(_months(year)):
            first = _new_moon(count)
            if first <= day.toordinal():
                return year, number, day.toordinal() - first + 1
    return None


def year_in_cycle(index: int, latest: int) -> int:
    """Return the last year with a place in the cycle of sixty that is not after another.

    Args:
        index: 0 for ``Giáp Tý`` to 59.
        latest: the year that it may not exceed.

    >>> year_in_cycle(26, 2022), year_in_cycle(26, 2009)
    (2010, 1950)
    """
    return latest - (latest - _FIRST_OF_CYCLE - index) % CYCLE
