"""What the text around a date expression gives to resolve it: the document's date, dates named before, the outlook."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from vnjudnlp.dates.values import Value

__all__ = ["Circumstances", "Mentioned", "Outlook"]


class Outlook(Enum):
    """On which side of the document's date the text looks."""

    PAST = "past"
    THIS = "this"
    EITHER = "either"
    PLANNED = "planned"
    NEXT = "next"


@dataclass(slots=True)
class Mentioned:
    """The last day, month and year that the text named, for ``cùng ngày``, ``tháng đó``, ``cùng năm``."""

    day: datetime.date | None = None
    month: tuple[int, int] | None = None
    year: int | None = None

    def remember(self, value: Value) -> None:
        """Take over a value that the text just named."""
        self.year = value.year
        if value.month is not None:
            self.month = (value.year, value.month)
        if value.day is not None:
            self.day = value.first_day


@dataclass
class Circumstances:
    """What the text around an expression gives to resolve it.

    Attributes:
        document: the document's date.
        mentioned: the dates named before.
        find_outlook: says on which side of the document's date the text looks; asked only where it matters.
    """

    document: datetime.date | None = None
    mentioned: Mentioned = field(default_factory=Mentioned)
    find_outlook: Callable[[], Outlook] = lambda: Outlook.PAST

    @cached_property
    def outlook(self) -> Outlook:
        """What ``find_outlook`` says."""
        return self.find_outlook()
