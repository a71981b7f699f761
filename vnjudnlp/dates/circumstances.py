"""What the text around a date expression gives to resolve it: the document's date, dates named before, the outlook."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from vnjudnlp.dates.values import Value

__all__ = ["OVER", "Circumstances", "Mentioned", "Outlook"]


class Outlook(Enum):
    """On which side of the document's date the text looks."""

    PAST = "past"
    UNSAID = "unsaid"
    THIS = "this"
    EITHER = "either"
    PLANNED = "planned"
    NEXT = "next"


OVER = frozenset({Outlook.PAST, Outlook.UNSAID})
"""The outlooks under which a date is the nearest one that is not after the document."""


@dataclass(slots=True)
class Mentioned:
    """The last day, month and year that the text named, for ``cùng ngày``, ``tháng đó``, ``cùng năm``.

    Attributes:
        day: the last day.
        month: year and month of the last day or month.
        year: the last year.
        lunar_day: the last day that was said by the lunar calendar.
    """

    day: datetime.date | None = None
    month: tuple[int, int] | None = None
    year: int | None = None
    lunar_day: datetime.date | None = None

    def remember(self, value: Value, *, lunar: bool = False) -> None:
        """Take over a value that the text just named.

        Args:
            value: the value.
            lunar: whether the text said it by the lunar calendar.
        """
        if lunar and value.day is not None:
            self.lunar_day = value.first_day
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
        following: a date at the beginning of the line above, which a list of dates goes on from.
        told_month: year and month of the story so far, for a mere ``ngày 19``.
        has_words_around: says whether words stand beside the expression that would say if it were over.
    """

    document: datetime.date | None = None
    mentioned: Mentioned = field(default_factory=Mentioned)
    find_outlook: Callable[[], Outlook] = lambda: Outlook.UNSAID
    has_words_around: Callable[[], bool] = lambda: False
    following: datetime.date | None = None
    told_month: tuple[int, int] | None = None

    @cached_property
    def outlook(self) -> Outlook:
        """What ``find_outlook`` says."""
        return self.find_outlook()
