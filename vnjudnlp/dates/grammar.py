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
from vnjudnlp.dates.lexemes import Lexeme, read_lexemes
from vnjudnlp.dates.numbers import read_numbers

__all__ = ["parse"]

_LONGEST_SPAN = 160
_UNITS = {unit.name.lower(): unit for unit in Unit}
_CONTENT = frozenset({"numbers", "number", "unit", "weekday", "relative", "time", "part", "suffix"})
_DASHES = frozenset("-–—")
_NOTHING = Point()
_END = Lexeme("end", "", "")


class _Unreadable(Exception):
    """The span says nothing that the grammar can value."""


@lru_cache(maxsize=16384)
def parse(span: str) -> Expression | None:
    """Read one date expression.

    Args:
        span: the normalised characters of a DATE span.

    Returns:
        what it says, None where it is not understood or names no definite time.

    >>> parse("Chiều ngày 12/4").points[0].part
    'AF'
    >>> parse("cuối năm 2021") is None
    True
    """
    if len(span) > _LONGEST_SPAN:
        return None
    lexemes = _without_lunar_side(read_lexemes(span))
    try:
        return _Parser(lexemes).parse()
    except _Unreadable:
        return None


def _without_lunar_side(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Of a solar date and its lunar equal (``tức``, ``nhằm``) keep the solar one."""
    for index, lexeme in enumerate(lexemes):
        if lexeme.kind == "equals":
            sides = (lexemes[:index], lexemes[index + 1 :])
            solar = [side for side in sides if side and all(part.kind != "lunar" for part in side)]
            return solar[0] if solar else lexemes
    return lexemes


class _Parser:
    def __init__(self, lexemes: list[Lexeme]) -> None:
        self.lexemes = lexemes
        self.index = 0
        self.points: list[Point] = []
        self.links: list[Link] = []
        self.point = Point()
        self.unit: Unit | None = None
        self.unit_is_open = False
        self.link = Link.LIST
        self.behind_dash = False
        self.unknown = False

    def peek(self, ahead: int = 0) -> Lexeme:
        """Return the lexeme ``ahead`` of the next one; -1 is the one being read."""
        position = self.index + ahead
        return self.lexemes[position] if 0 <= position < len(self.lexemes) else _END

    def parse(self) -> Expression:
        while self.index < len(self.lexemes):
            lexeme = self.peek()
            self.index += 1
            self.READERS.get(lexeme.kind, _Parser.pass_over)(self, lexeme)
        self.close()
        return self.finished()

    def finished(self) -> Expression:
        points = tuple(self.points)
        if not any(point.has_date and not point.now for point in points):
            raise _Unreadable
        if self.unknown and not any(point.is_absolute for point in points):
            raise _Unreadable
        if len(points) == 1:
            if points[0].bare and points[0].month is None and points[0].part is None:
                raise _Unreadable
            return Expression(points)
        return Expression(points, tuple(self.links))

    def put(self, point: Point) -> None:
        """Add what was read to the current point, or begin the next one where it contradicts that."""
        if self.point.conflicts(point):
            self.close()
            if self.behind_dash:
                self.link = Link.RANGE
        self.point = self.point.merged(point)
        self.unit_is_open = self.behind_dash = False

    def close(self) -> None:
        """End the current point; ``self.link`` is how it hangs on the one before."""
        if self.point == _NOTHING:
            return
        if self.points:
            self.links.append(self.link)
        self.points.append(self.point)
        self.point = _NOTHING
        self.link = Link.LIST

    def pass_over(self, lexeme: Lexeme) -> None:
        self.unknown = self.unknown or lexeme.kind == "unknown"

    def read_time(self, lexeme: Lexeme) -> None:
        hour, minute = map(int, lexeme.value.split(":"))
        if not 0 <= hour <= 24 or (hour == 24 and minute):
            raise _Unreadable
        self.put(Point(hour=hour, minute=minute))

    def read_part(self, lexeme: Lexeme) -> None:
        self.put(Point(part=lexeme.value))

    def read_weekday(self, lexeme: Lexeme) -> None:
        self.put(Point(weekday=int(lexeme.value)))

    def read_holiday(self, lexeme: Lexeme) -> None:
        month, day = map(int, lexeme.value.split("-"))
        self.put(Point(month=month, day=day))

    def read_relative(self, lexeme: Lexeme) -> None:
        base, unit, steps = lexeme.value.split(" ")
        self.put(Point(relative=Relative(Base(base), _UNITS[unit], None if steps == "past" else int(steps))))

    def read_unit(self, lexeme: Lexeme) -> None:
        unit = _UNITS[lexeme.value]
        if unit is Unit.WEEK and self.point.weekday is None:
            raise _Unreadable
        if unit is Unit.YEAR and self.unit is Unit.MONTH and self.unit_is_open and self.peek(-2).kind == "unit":
            if self.peek(-3).kind == "unit":
                raise _Unreadable  # the blanks of a form: "ngày tháng năm 2021"
            self.put(Point(month=5))
        else:
            self.unit, self.unit_is_open = unit, True

    def read_edge(self, lexeme: Lexeme) -> None:
        """Read ``quý đầu``, ``quý cuối``; any other edge (``đầu năm``) has no definite bounds."""
        if self.unit is not Unit.QUARTER or not self.unit_is_open or lexeme.value not in ("first", "last"):
            raise _Unreadable
        self.put(Point(quarter=1 if lexeme.value == "first" else 4))

    def read_half(self, lexeme: Lexeme) -> None:
        self.put(Point(period=Period("half", 1 if lexeme.value == "first" else 2)))

    def read_number(self, lexeme: Lexeme) -> None:
        if self.unit is Unit.YEAR and self.unit_is_open:
            raise _Unreadable
        if not self.read_count(int(lexeme.value)):
            self.read_run(lexeme.value)

    def read_numbers(self, lexeme: Lexeme) -> None:
        if not (lexeme.text.isdigit() and len(lexeme.text) <= 2 and self.read_count(int(lexeme.text))):
            self.read_run(lexeme.text)

    def read_roman(self, lexeme: Lexeme) -> None:
        if self.unit is Unit.QUARTER:
            self.read_run(lexeme.value)
        else:
            self.unknown = True

    def read_run(self, text: str) -> None:
        following = self.peek()
        month_follows = following.kind == "unit" and following.value == Unit.MONTH.name.lower()
        # "tháng 4 và 1 tháng 5": the number before a month is a day
        unit = Unit.DAY if month_follows and self.unit is Unit.MONTH else self.unit
        reading = read_numbers(text, unit, month_follows=month_follows)
        if reading is None:
            raise _Unreadable
        points, link = reading
        self.put(points[0])
        if link is Link.RANGE:
            self.close()
            self.link = Link.RANGE
            self.put(points[1])

    def read_count(self, number: int) -> bool:
        """Read ``6 tháng đầu``, ``2 ngày sau``, ``hai ngày (07 và 08/10)``, the 8 of ``8 - 10 giờ``.

        Returns:
            whether the number counts something and is no part of a date itself.
        """
        following, behind = self.peek(), self.peek(1)
        if self.unit_is_open or number == 0:
            return False
        if behind.kind == "time" and (following.text in _DASHES or following.kind == "until"):
            self.put(Point(hour=number, minute=0))
            return True
        if following.kind != "unit":
            return False
        unit = _UNITS[following.value]
        if unit is Unit.MONTH and self.unit is Unit.DAY:
            return False
        before = self.peek(-2)
        if behind.kind == "edge" and behind.value in ("first", "last"):
            counted = Point(period=Period(behind.value, number, unit))
            length = 2
        elif before.kind == "ago":
            counted = Point(relative=Relative(Base.DOCUMENT, unit, -number))
            length = 1
        elif before.kind == "suffix" and before.value.startswith(Base.MENTIONED.value) and self.point == _NOTHING:
            counted = Point(relative=_steps(before, unit, number))
            length = 1
        elif behind.kind == "suffix":
            counted = Point(relative=_steps(behind, unit, number))
            length = 2
        else:
            return self.read_whole_units(number, unit, behind)
        self.index += length
        self.put(counted)
        return True

    def read_whole_units(self, number: int, unit: Unit, behind: Lexeme) -> bool:
        """Read ``10 tháng năm 2023``, ``8 tháng/2023``; pass over the count in ``2 ngày 14-15/8``."""
        if unit is not Unit.MONTH:
            if behind.kind not in ("numbers", "unit") and self.unit is None:
                raise _Unreadable  # a duration
            return behind.kind in ("numbers", "unit") and self.unit is None
        length = 1
        while self.peek(length).kind == "filler" or self.peek(length).text == "/":
            length += 1
        target = self.peek(length)
        is_year = target.kind == "numbers" and target.text.isdigit() and len(target.text) == 4
        if not is_year and not (target.kind == "unit" and target.value == Unit.YEAR.name.lower()):
            return False
        self.index += length
        self.put(Point(period=Period("first", number, unit)))
        return True

    def read_suffix(self, lexeme: Lexeme) -> None:
        """Read ``này``, ``ngoái``, ``tới``, ``đó``: which unit is meant, or on which side a date lies."""
        base_name, steps_name, counted = lexeme.value.split(" ")
        if base_name == "none":
            return
        base, steps = Base(base_name), int(steps_name)
        if self.unit_is_open and self.unit is not None:
            if self.unit is Unit.DAY and base is Base.DOCUMENT:
                if counted != Base.MENTIONED.value:
                    raise _Unreadable  # "ngày nay", "ngày trước" are no days
                base = Base.MENTIONED  # "ngày sau" is the day behind the one that was named
            self.put(Point(relative=Relative(base, self.unit, steps)))
        elif self.point.part is not None and not self.point.has_date:
            self.put(Point(relative=Relative(base, Unit.DAY, steps)))
        elif self.point.has_date:
            if self.point.direction is None and self.point.relative is None:
                self.put(Point(direction=steps))
        elif self.link is Link.RANGE and base is Base.DOCUMENT and steps == 0:
            self.point = replace(self.point, now=True)

    def read_until(self, lexeme: Lexeme) -> None:
        if lexeme.value and not any(later.kind in _CONTENT for later in self.lexemes[self.index :]):
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
        elif lexeme.text in _DASHES and self.point != _NOTHING:
            self.behind_dash = True
            runs = [later.text for later in self.lexemes[self.index :] if later.kind == "numbers"]
            only_year = len(runs) == 1 and runs[0].isdigit() and len(runs[0]) == 4 and self.point.year is None
            if self.point.day is not None and runs and not only_year:
                self.close()
                self.link = Link.RANGE

    def read_decade(self, _: Lexeme) -> None:
        digits = self.peek().text
        if self.peek().kind != "numbers":
            raise _Unreadable
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
            raise _Unreadable
        self.index += 1
        self.put(Point(period=Period("century", number)))

    def refuse(self, _: Lexeme) -> None:
        raise _Unreadable

    READERS: ClassVar[dict[str, Callable[[_Parser, Lexeme], None]]] = {
        "and": read_and,
        "century": read_century,
        "decade": read_decade,
        "edge": read_edge,
        "equals": refuse,
        "half": read_half,
        "holiday": read_holiday,
        "lunar": refuse,
        "mark": read_mark,
        "number": read_number,
        "numbers": read_numbers,
        "part": read_part,
        "recurring": refuse,
        "relative": read_relative,
        "roman": read_roman,
        "season": refuse,
        "suffix": read_suffix,
        "time": read_time,
        "unit": read_unit,
        "until": read_until,
        "weekday": read_weekday,
    }


def _steps(suffix: Lexeme, unit: Unit, number: int) -> Relative:
    """Return the step of a counted expression: ``2 ngày sau``, ``3 năm trước``; not ``3 ngày qua``, a duration."""
    _, sign, base = suffix.value.split(" ")
    if base == "none":
        raise _Unreadable
    return Relative(Base(base), unit, number * int(sign))


def _ordinal(lexeme: Lexeme) -> int | None:
    digits = lexeme.value if lexeme.kind == "roman" else lexeme.text
    return int(digits) if digits.isdigit() and 1 <= len(digits) <= 2 and int(digits) else None
