"""Runs of numbers: ``12/4``, ``14-15/8``, ``01/10/2021-31/3/2022``, ``2021-2025`` read as points of the calendar."""

from __future__ import annotations

import re

from vnjudnlp.dates.expressions import Link, Point, Unit

__all__ = ["is_out_of_range", "read_numbers"]

# matches "12" and "/" in "12/4"; does not match "a"
_NUMBER = re.compile(r"\d+")
_SEPARATOR = re.compile(r"[/.\-–—]")
# matches "45/4", "31/13/2020", "32.1.22"; does not match "1234/5", "2021-2025"
_DATE_FORM = re.compile(r"\d{1,2}\s?[/.\-–—]\s?\d{1,2}(?:\s?[/.\-–—]\s?(?:\d{4}|\d{2}))?")
_DASHES = frozenset("-–—")

Reading = tuple[tuple[Point, ...], Link | None]


def read_numbers(run: str, unit: Unit | None = None, *, month_follows: bool = False) -> Reading | None:
    """Read numbers that are joined by slashes, full stops or dashes.

    Args:
        run: the numbers with what joins them; white space does not matter.
        unit: the unit that the text named last before them.
        month_follows: whether a month is named behind them, so that ``5-7`` are days.

    Returns:
        the points and their link, None where the numbers are no date.

    >>> points, link = read_numbers("14-15/8")
    >>> [(point.day, point.month) for point in points], link
    ([(14, None), (15, 8)], <Link.RANGE: 'range'>)
    >>> read_numbers("31/13/2020") is None
    True
    """
    numbers: list[str] = _NUMBER.findall(run)
    separators: list[str] = _SEPARATOR.findall(run)
    if not numbers or len(numbers) > 6 or any(len(number) > 4 for number in numbers):
        return None
    shape = "".join("y" if len(number) == 4 and number[0] != "0" else "n" for number in numbers)
    if any(len(number) > 2 for number, kind in zip(numbers, shape, strict=True) if kind == "n") and not (
        shape == "n" and unit is Unit.YEAR
    ):
        return None
    dashes = [separator in _DASHES for separator in separators]
    values = [int(number) for number in numbers]
    if len(numbers) == 1:
        return _one(values[0], shape, unit, len(numbers[0]))
    if len(numbers) == 2:
        return _two(values, shape, unit, dashes[0], month_follows)
    if len(numbers) == 3:
        return _three(values, shape, unit, separators, dashes)
    return _many(values, shape, unit, dashes)


def is_out_of_range(run: str, unit: Unit | None = None) -> bool:
    """Say whether numbers that are no date have the form of one: ``31/13/2020``, the 32 of ``ngày 32``.

    >>> is_out_of_range("31/13/2020"), is_out_of_range("12/4/7/9/3")
    (True, False)
    """
    return _DATE_FORM.fullmatch(run) is not None or (unit is not None and len(run) <= 2)


def _range(first: Point | None, last: Point | None) -> Reading | None:
    return None if first is None or last is None else ((first, last), Link.RANGE)


def _point(point: Point | None) -> Reading | None:
    return None if point is None else ((point,), None)


def _day(day: int, month: int, year: int | None = None, *, short: bool = False) -> Point | None:
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return Point(day=day, month=month, year=year, short_year=short)


def _month(month: int, year: int | None = None, *, short: bool = False) -> Point | None:
    return Point(month=month, year=year, short_year=short) if 1 <= month <= 12 else None


def _quarter(quarter: int, year: int | None = None, *, short: bool = False) -> Point | None:
    return Point(quarter=quarter, year=year, short_year=short) if 1 <= quarter <= 4 else None


def _in_unit(value: int, unit: Unit | None, year: int | None = None, *, short: bool = False) -> Point | None:
    """Read a number with a year as a quarter or a month."""
    return _quarter(value, year, short=short) if unit is Unit.QUARTER else _month(value, year, short=short)


def _one(value: int, shape: str, unit: Unit | None, length: int) -> Reading | None:
    if shape == "y":
        return _point(Point(year=value))
    if unit is Unit.YEAR:
        return _point(Point(year=value, short_year=length == 2)) if length >= 2 and value else None
    if unit is Unit.MONTH:
        return _point(_month(value))
    if unit is Unit.QUARTER:
        return _point(_quarter(value))
    if 1 <= value <= 31:
        return _point(Point(day=value, bare=unit is not Unit.DAY))
    return _point(Point(year=value, short_year=True)) if unit is None and length == 2 and value else None


def _two(values: list[int], shape: str, unit: Unit | None, dash: bool, month_follows: bool) -> Reading | None:
    first, second = values
    if shape == "yy":
        return _range(Point(year=first), Point(year=second))
    if shape == "yn":
        # 2009-10 and 2016-20 are years, 2016-05 is a month
        if second == (first + 1) % 100 or (second > 12 and second > first % 100):
            return _range(Point(year=first), Point(year=first - first % 100 + second + (100 if second == 0 else 0)))
        return _point(_month(second, first))
    if shape == "ny":
        return _point(_in_unit(first, unit, second))
    if unit is Unit.MONTH or unit is Unit.QUARTER:
        if dash and second <= (4 if unit is Unit.QUARTER else 12):
            return _range(_in_unit(first, unit), _in_unit(second, unit))
        return _point(_in_unit(first, unit, second, short=True))
    if unit is Unit.YEAR and dash:
        return _range(Point(year=first, short_year=True), Point(year=second, short_year=True))
    if dash and (month_follows or second > 12):
        days = [Point(day=value, bare=unit is not Unit.DAY) if 1 <= value <= 31 else None for value in values]
        return _range(days[0], days[1])
    return _point(_day(first, second))


def _three(
    values: list[int], shape: str, unit: Unit | None, separators: list[str], dashes: list[bool]
) -> Reading | None:
    first, second, third = values
    torn_range = dashes[0] and not dashes[1] and separators[0] != separators[1]
    if shape == "nny":
        if torn_range and unit in (Unit.MONTH, Unit.QUARTER):
            return _range(_in_unit(first, unit), _in_unit(second, unit, third))
        return _point(_day(first, second, third))
    if shape == "ynn":
        return _point(_day(third, second, first))
    if shape == "nnn":
        if torn_range and unit is Unit.MONTH:
            return _range(_month(first), _month(second, third, short=True))
        if torn_range:
            return _range(Point(day=first) if 1 <= first <= 31 else None, _day(second, third))
        return _point(_day(first, second, third, short=True))
    if shape == "yyy" and first < second < third:
        return _range(Point(year=first), Point(year=third))
    return None


def _many(values: list[int], shape: str, unit: Unit | None, dashes: list[bool]) -> Reading | None:
    if shape == "nyny":
        return _range(_in_unit(values[0], unit, values[1]), _in_unit(values[2], unit, values[3]))
    if shape == "nnny" and dashes[0]:
        return _range(Point(day=values[0]) if 1 <= values[0] <= 31 else None, _day(*values[1:]))
    if shape in ("nnnn", "nnnny") and dashes[:3] == [True, True, False] and values[0] < values[1] < values[2]:
        return _range(Point(day=values[0]) if values[0] else None, _day(*values[2:]))
    if shape == "nnnn" and dashes[0] and not dashes[1]:
        first = Point(day=values[0]) if 1 <= values[0] <= 31 else None
        return _range(first, _day(*values[1:], short=True))
    if shape == "nnnn" and (dashes[1] or not any(dashes)):
        return _range(_day(*values[:2]), _day(*values[2:]))
    if shape == "nnnny":
        return _range(_day(*values[:2]), _day(*values[2:]))
    if shape == "nnynn":
        return _range(_day(*values[:3]), _day(*values[3:]))
    if shape in ("nnynny", "nnnnnn"):
        short = shape == "nnnnnn"
        return _range(_day(*values[:3], short=short), _day(*values[3:], short=short))
    return None
