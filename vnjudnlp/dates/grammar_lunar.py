"""The readers of the date grammar for words of the lunar calendar."""

from __future__ import annotations

from vnjudnlp.dates.expressions import Calendar, Point, Unit
from vnjudnlp.dates.lexemes import Lexeme
from vnjudnlp.dates.reading import Reading, Unreadable
from vnjudnlp.dates.reasons import Reason

__all__ = ["LunarReaders"]

_REIGN_YEARS = 60


class LunarReaders(Reading):
    """Read ``rằm tháng Bảy``, ``mùng 2 Tết``, ``23 tháng Chạp năm Quý Hợi``, ``năm Minh Mạng thứ 13``."""

    def read_first_days(self, _: Lexeme) -> None:
        self.unit, self.unit_is_open = Unit.DAY, True
        self.says_first_days = True

    def read_calendar(self, lexeme: Lexeme) -> None:
        calendar = Calendar(lexeme.kind)
        if self.point.conflicts(Point(calendar=calendar)):
            raise Unreadable
        if self.point.has_date:
            self.point = self.point.merged(Point(calendar=calendar))

    def read_leap(self, _: Lexeme) -> None:
        if self.point.month is None:
            raise Unreadable
        self.point = self.point.merged(Point(leap=True, calendar=Calendar.LUNAR))

    def read_lunar_month(self, lexeme: Lexeme) -> None:
        self.put(Point(month=int(lexeme.value), named_month=True))

    def read_lunar_day(self, lexeme: Lexeme) -> None:
        self.put(Point(day=int(lexeme.value), calendar=Calendar.LUNAR))

    def read_lunar_holiday(self, lexeme: Lexeme) -> None:
        month, day = map(int, lexeme.value.split("-"))
        said = Point(month=self.point.month, day=self.point.day)
        if said != Point():
            return  # "mùng 10 tháng Ba, Giỗ Tổ": the day is said already
        self.put(Point(month=month, day=day, calendar=Calendar.LUNAR, new_year=month == 12 and day == 30))

    def read_new_year(self, _: Lexeme) -> None:
        if self.point.day is None or self.point.month is not None:
            if self.point.is_lunar and self.point.month is not None:
                return  # "đêm 30 tháng Chạp, giao thừa Tết Nhâm Dần"
            raise Unreadable(Reason.VAGUE)
        self.unit_is_open = False
        self.point = self.point.merged(Point(new_year=True, calendar=Calendar.LUNAR))
        self.behind_new_year = self.index

    def read_cycle(self, lexeme: Lexeme) -> None:
        """Read a year's name; a year in figures beside it says the same more plainly."""
        if self.point.year is None:
            directly = self.point.new_year and self.behind_new_year == self.index - 1
            self.put(Point(cycle=int(lexeme.value), names_new_year=directly))
        self.unit_is_open = False

    def read_reign(self, lexeme: Lexeme) -> None:
        """Read ``Minh Mạng thứ mười ba``; the words behind ``thứ`` may be read as a weekday."""
        ahead = 0
        if self.peek().text == "thứ":
            ahead = 1
        ordinal = self.peek(ahead)
        if ordinal.kind == "weekday":
            count = int(ordinal.value) + 2
        elif ordinal.kind in ("number", "numbers") and ordinal.value.isdigit():
            count = int(ordinal.value)
        else:
            raise Unreadable
        if not 1 <= count <= _REIGN_YEARS:
            raise Unreadable
        self.index += ahead + 1
        self.put(Point(year=int(lexeme.value) + count - 1, calendar=Calendar.LUNAR if self.point.month else None))
        self.unknown = False
