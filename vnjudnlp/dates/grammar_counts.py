"""The readers of the date grammar for counted units: ``6 tháng đầu năm``, ``2 ngày sau``, ``10 tháng năm 2023``."""

from __future__ import annotations

from vnjudnlp.dates.expressions import Base, Period, Point, Relative, Unit
from vnjudnlp.dates.lexemes import Lexeme
from vnjudnlp.dates.reading import Reading, Unreadable
from vnjudnlp.dates.reasons import Reason

__all__ = ["DASHES", "UNITS", "CountReaders"]

DASHES = frozenset("-–—")
UNITS = {unit.name.lower(): unit for unit in Unit}
_NOTHING = Point()
_NEIGHBOURS = {"mentioned day 1": (Base.MENTIONED, 1), "mentioned day -1": (Base.DOCUMENT, -1)}


class CountReaders(Reading):
    """Say of a number whether it counts units and is no part of a date itself."""

    def read_count(self, number: int) -> bool:
        """Read ``6 tháng đầu``, ``2 ngày sau``, ``hai ngày (07 và 08/10)``, the 8 of ``8 - 10 giờ``.

        Returns:
            whether the number counts something and is no part of a date itself.
        """
        following, behind = self.peek(), self.peek(1)
        if following.kind == "relative" and following.value in _NEIGHBOURS and number > 0:
            # "hai hôm sau" counts from the day named before, "hai hôm trước" from today
            self.index += 1
            base, step = _NEIGHBOURS[following.value]
            self.put(Point(relative=Relative(base, Unit.DAY, step * number)))
            return True
        if self.unit_is_open or number == 0:
            return False
        if behind.kind == "time" and (following.text in DASHES or following.kind == "until"):
            self.put(Point(hour=number, minute=0))
            return True
        if following.kind != "unit":
            return False
        unit = UNITS[following.value]
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
                raise Unreadable(Reason.DURATION)
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


def _steps(suffix: Lexeme, unit: Unit, number: int) -> Relative:
    """Return the step of a counted expression: ``2 ngày sau``, ``3 năm trước``; not ``3 ngày qua``, a duration."""
    _, sign, base = suffix.value.split(" ")
    if base == "none":
        raise Unreadable(Reason.DURATION)
    return Relative(Base(base), unit, number * int(sign))
