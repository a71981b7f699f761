"""What a date expression says by itself, before it is resolved against a document: points, their parts, their links."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import Enum, IntEnum

__all__ = ["Base", "Calendar", "Expression", "Link", "Period", "Point", "Relative", "Unit"]


class Unit(IntEnum):
    """A unit of the calendar, the finer the smaller."""

    DAY = 1
    WEEK = 2
    MONTH = 3
    QUARTER = 4
    YEAR = 5


class Base(Enum):
    """What a relative expression counts from."""

    DOCUMENT = "document"
    MENTIONED = "mentioned"


class Calendar(Enum):
    """By which calendar the text says that it counts."""

    SOLAR = "solar"
    LUNAR = "lunar"


class Link(Enum):
    """How the points of an expression belong together."""

    RANGE = "range"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Relative:
    """A step from the document's date or from a date mentioned before: ``hôm qua``, ``năm ngoái``, ``cùng ngày``.

    Attributes:
        base: what is counted from.
        unit: what is counted.
        steps: how many, negative into the past; None for ``năm qua``, the year that is just over or about to be.
        from_story: whether a story can count from its own date: ``năm sau``.
    """

    base: Base
    unit: Unit
    steps: int | None
    from_story: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A run of whole units inside or around the point: ``6 tháng đầu năm``, ``nửa cuối tháng``, ``thập niên 1990``.

    Attributes:
        kind: ``"first"`` or ``"last"`` (so many units of the point), ``"half"`` (1 or 2), ``"decade"`` (1990, or 90
            where the century is not said), ``"century"``.
        number: the count, or the number of the half, decade or century.
        unit: the unit that is counted.
        century: the century of a decade, None where it is not said.
    """

    kind: str
    number: int
    unit: Unit = Unit.YEAR
    century: int | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the calendar as far as the text says it; what is not said is None.

    Attributes:
        year: the year, its last two digits where ``short_year`` is set.
        quarter: 1 to 4.
        month: 1 to 12.
        day: day of the month.
        weekday: 0 for Monday to 6.
        hour: 0 to 24, as written (``3 giờ chiều`` is 3).
        minute: minute of the hour.
        part: part of day, ``MO MI AF EV NI``.
        relative: a step from another date.
        period: a run of units.
        direction: 1 for ``tới``, -1 for ``vừa qua``, 0 for ``này`` behind a numbered unit.
        calendar: the calendar that the text names.
        cycle: place of a lunar year's name in the cycle of sixty, 0 for ``Giáp Tý``.
        short_year: whether the year has only two digits.
        bare: whether the day is a number without a word that says so.
        now: whether the point is the document's date itself (``đến nay``).
        leap: whether the leap month is meant.
        new_year: whether the days are counted around the lunar New Year (``mùng 2 Tết``, ``29 Tết``).
        names_new_year: whether the year behind ``Tết`` is that of the New Year itself (``29 Tết Ất Tỵ``).
        named_month: whether the month has its lunar name (``tháng Giêng``, ``tháng Chạp``).
        first_days: whether the day is said with ``mùng``.
        working_year: whether the year is that of enforcement agencies, from October to September.
    """

    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    hour: int | None = None
    minute: int | None = None
    part: str | None = None
    relative: Relative | None = None
    period: Period | None = None
    direction: int | None = None
    calendar: Calendar | None = None
    cycle: int | None = None
    short_year: bool = False
    bare: bool = False
    now: bool = False
    leap: bool = False
    new_year: bool = False
    names_new_year: bool = False
    named_month: bool = False
    first_days: bool = False
    working_year: bool = False

    def conflicts(self, other: Point) -> bool:
        """Say whether two points give the same part different values, so that they are not one point."""
        return any(
            (mine := getattr(self, name)) is not None
            and (theirs := getattr(other, name)) is not None
            and mine != theirs
            for name in _PARTS
        )

    def merged(self, other: Point) -> Point:
        """Return the point that says what both say."""
        said = {name: value for name in _PARTS if (value := getattr(other, name)) is not None}
        flags = {name: getattr(self, name) or getattr(other, name) for name in _FLAGS}
        return replace(self, **said, **flags)

    @property
    def has_date(self) -> bool:
        """Whether it says more than a time or a part of day."""
        return self.now or any(getattr(self, name) is not None for name in _DATE_PARTS)

    @property
    def is_complete(self) -> bool:
        """Whether nothing has to be taken from elsewhere but the date that a relative part counts from."""
        return self.year is not None or self.relative is not None or self.now or self.cycle is not None

    @property
    def is_lunar(self) -> bool:
        """Whether it is a point of the lunar calendar, as far as its own words tell."""
        if self.calendar is not None:
            return self.calendar is Calendar.LUNAR
        named = self.named_month and (self.day is not None or self.cycle is not None)
        return named or self.new_year or (self.cycle is not None and self.month is not None)

    @property
    def is_absolute(self) -> bool:
        """Whether it names a numbered month, quarter or year, which no other words can mean."""
        return self.month is not None or self.quarter is not None or (self.year is not None and not self.short_year)


_FLAGS = tuple(field.name for field in fields(Point) if field.default is False)
_PARTS = tuple(field.name for field in fields(Point) if field.name not in _FLAGS)
_DATE_PARTS = ("year", "quarter", "month", "day", "weekday", "relative", "period", "cycle")


@dataclass(frozen=True, slots=True)
class Expression:
    """One DATE span read: one point, or several and how they belong together.

    Attributes:
        points: at least one.
        links: what joins each point to the next one; one fewer than the points.
    """

    points: tuple[Point, ...]
    links: tuple[Link, ...] = ()
