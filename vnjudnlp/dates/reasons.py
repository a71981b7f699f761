"""Why a DATE span has no value."""

from __future__ import annotations

from enum import Enum

__all__ = ["Reason"]


class Reason(str, Enum):
    """Why a DATE span has no value.

    Attributes:
        IMPOSSIBLE: the calendar has no such date: ``31/6``, ``tháng 13``, ``29/2/2023``.
        BACKWARDS: a range that ends before it begins.
        BLANK: a form that is not filled in: ``ngày … tháng … năm 2022``.
        NO_DOCUMENT_DATE: the document's date is needed and not known.
        NOTHING_NAMED: it points back at a date, and none is named before it.
        SEVERAL: dates that do not follow each other: ``ngày 9 và 16/3``.
        VAGUE: no definite bounds: ``cuối năm``, ``tuần trước``.
        RECURRING: it comes again and again: ``hằng năm``.
        DURATION: a length of time without a place on the calendar: ``24 tháng``.
        UNREADABLE: the grammar does not understand it.
        OUTSIDE: the span lies outside the text.
    """

    IMPOSSIBLE = "impossible date"
    BACKWARDS = "range ends before it begins"
    BLANK = "left blank"
    NO_DOCUMENT_DATE = "no document date"
    NOTHING_NAMED = "no date named before"
    SEVERAL = "several dates"
    VAGUE = "no definite bounds"
    RECURRING = "recurring"
    DURATION = "duration"
    UNREADABLE = "not understood"
    OUTSIDE = "outside the text"
