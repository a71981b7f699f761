"""Offsets in UTF-16 code units, as JavaScript and Java count them: characters beyond U+FFFF take two."""

from __future__ import annotations

import re
from bisect import bisect_left

from vnjudnlp.errors import RecordError

__all__ = ["Utf16Offsets"]

# matches "😀"; does not match "ế"
_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")


class Utf16Offsets:
    """The two ways to count in one text.

    Args:
        text: the text.

    Attributes:
        differ: whether they differ in this text.

    >>> offsets = Utf16Offsets("a😀b")
    >>> [offsets.units(index) for index in range(4)], offsets.index(3)
    ([0, 1, 3, 4], 2)
    """

    def __init__(self, text: str) -> None:
        self._wide = [match.start() for match in _TWO_UNITS.finditer(text)]
        # where the second unit of each lies
        self._second = [start + number for number, start in enumerate(self._wide, 1)]
        self.differ = bool(self._wide)

    def units(self, index: int) -> int:
        """Return the offset in code units of an index of the string."""
        return index + bisect_left(self._wide, index)

    def index(self, units: int) -> int:
        """Return the index of the string at an offset in code units.

        Raises:
            RecordError: the offset lies inside a character.
        """
        before = bisect_left(self._second, units)
        if before < len(self._second) and self._second[before] == units:
            raise RecordError(f"the offset {units} (UTF-16 code units) lies inside a character")
        return units - before
