"""The state of reading one date expression from left to right; the readers of the grammar build on it."""

from __future__ import annotations

from dataclasses import replace

from vnjudnlp.dates.expressions import Link, Point, Unit
from vnjudnlp.dates.lexemes import Lexeme
from vnjudnlp.dates.reasons import Reason

__all__ = ["Reading", "Unreadable"]

_NOTHING = Point()
_END = Lexeme("end", "", "")


class Unreadable(Exception):
    """The span says nothing that the grammar can value."""

    def __init__(self, reason: Reason = Reason.UNREADABLE) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Reading:
    """What is read so far: finished points, the current point, and the unit that was named last."""

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
        self.behind_new_year = -1
        self.says_first_days = False
        self.is_school_year = False
        self.unknown = False

    def peek(self, ahead: int = 0) -> Lexeme:
        """Return the lexeme ``ahead`` of the next one; -1 is the one being read."""
        position = self.index + ahead
        return self.lexemes[position] if 0 <= position < len(self.lexemes) else _END

    def put(self, point: Point) -> None:
        """Add what was read to the current point, or begin the next one where it contradicts that."""
        if self.says_first_days and point.day is not None:
            point = replace(point, first_days=True)
            self.says_first_days = False
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
