"""The grammar of date expressions: the lexemes of one span become an :class:`Expression` or nothing.

Reading goes from left to right. What a lexeme says is merged into the current point as long as it contradicts
nothing there; where it does, or where a word such as ``đến`` or ``và`` says so, the next point begins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import ClassVar

from vnjudnlp.dates.expressions import Base, Expression, Link, Period, Point, Relative, Unit
from vnjudnlp.dates.grammar_counts import DASHES, UNITS, CountReaders
from vnjudnlp.dates.grammar_lunar import LunarReaders
from vnjudnlp.dates.lexemes import Lexeme, read_lexemes
from vnjudnlp.dates.numbers import is_out_of_range, read_numbers
from vnjudnlp.dates.reading import Unreadable
from vnjudnlp.dates.reasons import Reason

__all__ = ["parse", "read"]

_LONGEST_SPAN = 160
_CONTENT = frozenset({"numbers", "number", "unit", "weekday", "relative", "time", "part", "suffix"})
_LUNAR = frozenset({"lunar", "lunar_month", "lunar_day", "tet", "lunar_holiday", "cycle"})
_NOTHING = Point()
_NUMBERS_OF_WEEKDAYS = frozenset("234567")


@lru_cache(maxsize=16384)
def read(span: str) -> Expression | Reason:
    """Read one date expression.

    Args:
        span: the normalised characters of a DATE span.

    Returns:
        what it says, or why it is not understood or names no definite time.

    >>> read("cuối năm 2021"), read("tháng 13")
    (<Reason.VAGUE: 'no definite bounds'>, <Reason.IMPOSSIBLE: 'impossible date'>)
    """
    if len(span) > _LONGEST_SPAN:
        return Reason.UNREADABLE
    lexemes = _without_lunar_side(read_lexemes(span))
    try:
        return _Parser(lexemes).parse()
    except Unreadable as unreadable:
        return unreadable.reason


def parse(span: str) -> Expression | None:
    """Read one date expression; None where :func:`read` has a reason.

    >>> parse("Chiều ngày 12/4").points[0].part
    'AF'
    >>> parse("cuối năm 2021") is None
    True
    """
    found = read(span)
    return found if isinstance(found, Expression) else None


def _without_lunar_side(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Of a solar date and its lunar equal (``tức``, ``nhằm``) keep the solar one."""
    for index, lexeme in enumerate(lexemes):
        if lexeme.kind == "equals":
            sides = (lexemes[:index], lexemes[index + 1 :])
            solar = [side for side in sides if side and all(part.kind not in _LUNAR for part in side)]
            return solar[0] if solar else lexemes
    return lexemes


class _Parser(CountReaders, LunarReaders):
    def parse(self) -> Expression:
        while self.index < len(self.lexemes):
            lexeme = self.peek()
            self.index += 1
            self.READERS.get(lexeme.kind, _Parser.pass_over)(self, lexeme)
        self.close()
        return self.finished()

    def finished(self) -> Expression:
        points = tuple(self.points)
        while (
            len(points) > 1 and points[0].weekday is not None and points[0].day is None and points[-1].month is not None
        ):
            points = (replace(points[1], weekday=None), *points[2:])  # "thứ Bảy, Chủ nhật (25-26/4)"
            del self.links[0]
        if len(points) == 2 and points[0].is_lunar != points[1].is_lunar:
            # "12 tháng Tư năm Quý Mão (02/6/2023)": the same day twice
            solar = points[0] if points[1].is_lunar else points[1]
            points = (solar,) if solar.month is not None and solar.year is not None else points
        if not any(point.has_date and not point.now for point in points):
            raise Unreadable(Reason.VAGUE if self.unit is not None or points else Reason.UNREADABLE)
        if any(point.named_month and point.calendar is None and not _is_dated(point) for point in points):
            raise Unreadable(Reason.VAGUE)  # a month of the lunar calendar of no definite year
        if self.is_school_year and any(point.year is None for point in points):
            raise Unreadable(Reason.VAGUE)
        if self.unknown and not any(point.is_absolute for point in points):
            raise Unreadable
        if len(points) == 1:
            alone = points[0].month is None and points[0].part is None and points[0].weekday is None
            if points[0].bare and alone and not points[0].is_lunar:
                raise Unreadable(Reason.DURATION if self.unit_is_open else Reason.UNREADABLE)
            return Expression(points)
        return Expression(points, tuple(self.links))

    def pass_over(self, lexeme: Lexeme) -> None:
        self.unknown = self.unknown or lexeme.kind == "unknown"

    def read_time(self, lexeme: Lexeme) -> None:
        hour, minute = map(int, lexeme.value.split(":"))
        if not 0 <= hour <= 24 or (hour == 24 and minute):
            raise Unreadable(Reason.IMPOSSIBLE)
        self.put(Point(hour=hour, minute=minute))

    def read_part(self, lexeme: Lexeme) -> None:
        self.put(Point(part=lexeme.value))

    def read_weekday(self, lexeme: Lexeme) -> None:
        self.put(Point(weekday=int(lexeme.value)))

    def read_holiday(self, lexeme: Lexeme) -> None:
        date, _, eve = lexeme.value.partition(" ")
        month, day = map(int, date.split("-"))
        said = Point(month=self.point.month, day=self.point.day)
        # "đêm Noel" is the night before
        found = Point(month=month, day=day - 1 if eve and self.point.part in ("EV", "NI") else day)
        if said.conflicts(found):
            return  # "ngày 30/6, Quốc khánh": the day is said already
        self.put(found)

    def read_month_name(self, lexeme: Lexeme) -> None:
        self.put(Point(month=int(lexeme.value)))
        self.unit, self.unit_is_open = Unit.YEAR, False

    def read_relative(self, lexeme: Lexeme) -> None:
        base, unit, steps = lexeme.value.split(" ")
        self.put(Point(relative=Relative(Base(base), UNITS[unit], None if steps == "past" else int(steps))))

    def read_unit(self, lexeme: Lexeme) -> None:
        unit = UNITS[lexeme.value]
        if unit is Unit.WEEK and self.point.weekday is None and self.peek().kind != "weekday":
            raise Unreadable(Reason.VAGUE)
        if unit is Unit.YEAR and self.unit is Unit.MONTH and self.unit_is_open:
            if self.peek(-2).kind != "unit" or self.peek(-3).kind == "unit":
                raise Unreadable(Reason.BLANK)  # "ngày tháng năm 2021", "ngày … tháng … năm 2021"
            self.put(Point(month=5))
        else:
            self.unit, self.unit_is_open = unit, True

    def read_short_unit(self, lexeme: Lexeme) -> None:
        """Read the ``T`` of ``T10/2021`` and that of ``sáng T3, 10/9``."""
        number, mark, date = self.peek(), self.peek(1), self.peek(2)
        if number.text in _NUMBERS_OF_WEEKDAYS and mark.kind == "mark" and date.kind in ("numbers", "unit"):
            self.index += 1
            self.put(Point(weekday=int(number.text) - 2))
        else:
            self.read_unit(lexeme)

    def read_school_year(self, lexeme: Lexeme) -> None:
        self.read_unit(lexeme)
        self.is_school_year = True

    def read_working_year(self, lexeme: Lexeme) -> None:
        self.read_unit(lexeme)
        self.point = replace(self.point, working_year=True)

    def read_edge(self, lexeme: Lexeme) -> None:
        """Read ``quý đầu``, ``quý cuối``; any other edge (``đầu năm``) has no definite bounds."""
        if self.unit is not Unit.QUARTER or not self.unit_is_open or lexeme.value not in ("first", "last"):
            raise Unreadable(Reason.VAGUE)
        self.put(Point(quarter=1 if lexeme.value == "first" else 4))

    def read_half(self, lexeme: Lexeme) -> None:
        self.put(Point(period=Period("half", 1 if lexeme.value == "first" else 2)))

    def read_number(self, lexeme: Lexeme) -> None:
        if self.unit is Unit.YEAR and self.unit_is_open:
            raise Unreadable
        if not self.read_count(int(lexeme.value)):
            self.read_run(lexeme.value)

    def read_numbers(self, lexeme: Lexeme) -> None:
        if not (lexeme.text.isdigit() and len(lexeme.text) <= 2 and self.read_count(int(lexeme.text))):
            self.read_run(lexeme.text)

    def read_roman(self, lexeme: Lexeme) -> None:
        if self.unit is Unit.QUARTER or (self.unit is Unit.MONTH and self.unit_is_open):
            self.read_run(lexeme.value)
        else:
            self.unknown = True

    def read_run(self, text: str) -> None:
        following = self.peek()
        month_follows = following.kind == "unit" and following.value == Unit.MONTH.name.lower()
        # "tháng 4 và 1 tháng 5": the number before a month is a day
        unit = Unit.DAY if month_follows and self.unit is Unit.MONTH else self.unit
        if unit is Unit.DAY and self.unit_is_open and len(text) == 4 and text.isdigit():
            raise Unreadable(Reason.BLANK)  # "ngày …/…/2022"
        reading = read_numbers(text, unit, month_follows=month_follows)
        if reading is None:
            raise Unreadable(Reason.IMPOSSIBLE if is_out_of_range(text, unit) else Reason.UNREADABLE)
        points, link = reading
        self.put(points[0])
        if link is Link.RANGE:
            self.close()
            self.link = Link.RANGE
            self.put(points[1])

    def read_suffix(self, lexeme: Lexeme) -> None:
        """Read ``này``, ``ngoái``, ``tới``, ``đó``: which unit is meant, or on which side a date lies."""
        base_name, steps_name, counted = lexeme.value.split(" ")
        if base_name == "none":
            return
        base, steps = Base(base_name), int(steps_name)
        if self.unit_is_open and self.unit is not None:
            if self.unit is Unit.DAY and base is Base.DOCUMENT:
                if counted != Base.MENTIONED.value:
                    raise Unreadable(Reason.VAGUE)  # "ngày nay", "ngày trước" are no days
                base = Base.MENTIONED  # "ngày sau" is the day behind the one that was named
            from_story = base is Base.DOCUMENT and counted == Base.MENTIONED.value
            self.put(Point(relative=Relative(base, self.unit, steps, from_story)))
        elif self.point.part is not None and not self.point.has_date:
            self.put(Point(relative=Relative(base, Unit.DAY, steps)))
        elif self.point.has_date:
            if self.point.direction is None and self.point.relative is None:
                self.put(Point(direction=steps))
        elif self.link is Link.RANGE and base is Base.DOCUMENT and steps == 0:
            self.point = replace(self.point, now=True)

    def read_until(self, lexeme: Lexeme) -> None:
        in_brackets = self.peek().text == "("
        if lexeme.value and (in_brackets or not any(later.kind in _CONTENT for later in self.lexemes[self.index :])):
            self.read_suffix(lexeme)
            return
        self.close()
        if self.points:
            self.link = Link.RANGE
        self.unit_is_open = False

    def read_and(self, _: Lexeme) -> None:
        self.close()

    def read_mark(self, lexeme: Lexeme) -> None:
        if lexeme.text == "&":
            self.close()
        elif lexeme.text in DASHES and self.point != _NOTHING:
            self.behind_dash = True
            runs = [later.text for later in self.lexemes[self.index :] if later.kind == "numbers"]
            only_year = len(runs) == 1 and runs[0].isdigit() and len(runs[0]) == 4 and self.point.year is None
            if self.point.day is not None and runs and not only_year:
                self.close()
                self.link = Link.RANGE

    def read_decade(self, _: Lexeme) -> None:
        digits = self.peek().text
        if self.peek().kind != "numbers":
            raise Unreadable
        if not (digits.isdigit() and digits.endswith("0") and len(digits) in (2, 4)):
            self.unit, self.unit_is_open = Unit.YEAR, True
            return
        self.index += 1
        century = None
        for ahead in range(3):
            if self.peek(ahead).kind == "century":
                century = _ordinal(self.peek(ahead + 1))
                self.index += ahead + 2
                break
        self.put(Point(period=Period("decade", int(digits), century=century)))

    def read_century(self, _: Lexeme) -> None:
        number = _ordinal(self.peek())
        if number is None:
            raise Unreadable
        self.index += 1
        self.put(Point(period=Period("century", number)))

    def refuse(self, _: Lexeme) -> None:
        raise Unreadable

    def refuse_vague(self, _: Lexeme) -> None:
        raise Unreadable(Reason.VAGUE)

    def refuse_recurring(self, _: Lexeme) -> None:
        raise Unreadable(Reason.RECURRING)

    READERS: ClassVar[dict[str, Callable[[_Parser, Lexeme], None]]] = {
        "and": read_and,
        "century": read_century,
        "decade": read_decade,
        "cycle": LunarReaders.read_cycle,
        "edge": read_edge,
        "equals": refuse,
        "first_days": LunarReaders.read_first_days,
        "half": read_half,
        "holiday": read_holiday,
        "leap": LunarReaders.read_leap,
        "lunar": LunarReaders.read_calendar,
        "lunar_day": LunarReaders.read_lunar_day,
        "lunar_holiday": LunarReaders.read_lunar_holiday,
        "lunar_month": LunarReaders.read_lunar_month,
        "mark": read_mark,
        "month_name": read_month_name,
        "number": read_number,
        "numbers": read_numbers,
        "part": read_part,
        "recurring": refuse_recurring,
        "reign": LunarReaders.read_reign,
        "relative": read_relative,
        "roman": read_roman,
        "school_year": read_school_year,
        "season": refuse_vague,
        "short_unit": read_short_unit,
        "solar": LunarReaders.read_calendar,
        "suffix": read_suffix,
        "tet": LunarReaders.read_new_year,
        "time": read_time,
        "unit": read_unit,
        "until": read_until,
        "weekday": read_weekday,
        "working_year": read_working_year,
    }


def _is_dated(point: Point) -> bool:
    """Whether a month with its lunar name has a year: its own, or ``tháng Giêng năm 2011``."""
    return point.is_lunar or (point.month == 1 and (point.year is not None or point.relative is not None))


def _ordinal(lexeme: Lexeme) -> int | None:
    digits = lexeme.value if lexeme.kind == "roman" else lexeme.text
    return int(digits) if digits.isdigit() and 1 <= len(digits) <= 2 and int(digits) else None
