"""Short forms written out in a text, with the map between the old and the new offsets.

Pure strings: what stands for what is decided elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from vnjudnlp.errors import VnjudnlpError
from vnjudnlp.records import Abbreviation

__all__ = ["Expansion", "Replacement", "apply"]

# matches "dân" in "UBND nhân dân"; does not match "," or "12"
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 60


@dataclass(frozen=True, slots=True)
class Replacement:
    """One short form that was written out.

    Attributes:
        start: offset of the short form in the raw text.
        end: offset behind it in the raw text.
        short: the short form as written.
        long: what it stands for.
        new_start: offset of what was written instead in the new text.
        new_end: offset behind it in the new text.
        defined: whether the document itself defines the short form.
    """

    start: int
    end: int
    short: str
    long: str
    new_start: int
    new_end: int
    defined: bool = False


@dataclass(frozen=True, slots=True)
class Expansion:
    """A text whose short forms are written out.

    Attributes:
        text: the new text.
        replacements: what was replaced, in order.
        raw_length: the number of characters of the raw text.

    >>> expansion = apply("của TAND tỉnh", [Abbreviation(4, 8, "TAND", "Tòa án nhân dân")])
    >>> expansion.text
    'của Tòa án nhân dân tỉnh'
    >>> expansion.to_new(4, 13), expansion.to_raw(4, 24)
    ((4, 24), (4, 13))
    """

    text: str
    replacements: tuple[Replacement, ...]
    raw_length: int

    def to_new(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of the raw text to the new text.

        Args:
            start: offset of its first character in the raw text.
            end: offset behind its last character.

        Returns:
            the span in the new text; an edge inside a short form moves to the edge of what replaced it.

        Raises:
            VnjudnlpError: the span does not lie in the raw text.
        """
        _check(start, end, self.raw_length)
        edges = [
            (item.start, item.end, item.new_start, item.new_end, behind - item.new_end)
            for item, behind in zip(self.replacements, self._resumes, strict=True)
        ]
        return _map_span(start, end, edges)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of the new text to the raw text.

        Args:
            start: offset of its first character in the new text.
            end: offset behind its last character.

        Returns:
            the span in the raw text; an edge inside a long form moves to the edge of the short form.

        Raises:
            VnjudnlpError: the span does not lie in the new text.
        """
        _check(start, end, len(self.text))
        edges = [
            (item.new_start, behind, item.start, item.end, 0)
            for item, behind in zip(self.replacements, self._resumes, strict=True)
        ]
        return _map_span(start, end, edges)

    @property
    def _resumes(self) -> list[int]:
        """Where the raw text goes on in the new one behind each replacement: a space may stand between."""
        raw_ends = [*(item.start for item in self.replacements[1:]), self.raw_length]
        new_ends = [*(item.new_start for item in self.replacements[1:]), len(self.text)]
        gaps = (raw_end - item.end for item, raw_end in zip(self.replacements, raw_ends, strict=False))
        return [new_end - gap for gap, new_end in zip(gaps, new_ends, strict=False)]


def _check(start: int, end: int, length: int) -> None:
    if not 0 <= start <= end <= length:
        raise VnjudnlpError(f"the span {start}-{end} does not lie in the text of {length} characters")


_Edges = list[tuple[int, int, int, int, int]]
"""Of the replacements in order: from-start, from-end, to-start, to-end, characters added behind to-end."""


def _map_span(start: int, end: int, edges: _Edges) -> tuple[int, int]:
    new_start = _map_offset(start, edges, is_end=False)
    return new_start, max(new_start, _map_offset(end, edges, is_end=start < end))


def _map_offset(offset: int, edges: _Edges, *, is_end: bool) -> int:
    index = bisect_right(edges, offset, key=lambda edge: edge[0]) - 1
    if index < 0:
        return offset
    from_start, from_end, to_start, to_end, added = edges[index]
    if offset > from_end or (offset == from_end and not is_end):
        return offset - from_end + to_end + added
    if offset == from_end:
        return to_end
    return to_end if is_end and offset > from_start else to_start


def apply(text: str, abbreviations: Iterable[Abbreviation]) -> Expansion:
    """Write short forms out.

    Words that the text already has beside the short form are not doubled: ``UBND nhân dân`` becomes ``Ủy ban nhân
    dân``, ``Tòa TAND`` becomes ``Tòa án nhân dân``.

    Args:
        text: the raw text.
        abbreviations: what to write out; one that overlaps an earlier one is left as it is.

    Returns:
        the new text and the map.

    Raises:
        VnjudnlpError: an abbreviation does not lie in the text.
    """
    pieces: list[str] = []
    replacements: list[Replacement] = []
    done = new_length = 0
    for item in sorted(abbreviations, key=lambda abbreviation: (abbreviation.start, -abbreviation.end)):
        _check(item.start, item.end, len(text))
        if item.start < done or item.start == item.end:
            continue
        written = _without_doubles(text, item)
        if not written:
            continue
        new_start = new_length + item.start - done
        new_end = new_start + len(written)
        # "P.5" becomes "phường 5"
        space = " " if written[-1].isalnum() and text[item.end : item.end + 1].isalnum() else ""
        new_length = new_end + len(space)
        pieces += (text[done : item.start], written, space)
        short = text[item.start : item.end]
        replacements.append(Replacement(item.start, item.end, short, item.long, new_start, new_end, item.defined))
        done = item.end
    pieces.append(text[done:])
    return Expansion("".join(pieces), tuple(replacements), len(text))


def _without_doubles(text: str, item: Abbreviation) -> str:
    """Return the long form without the words that stand before or behind the short form anyway."""
    words = list(_WORD.finditer(item.long))
    if len(words) < 2:
        return item.long
    forms = [word[0].lower() for word in words]
    before = list(_WORD.finditer(text, max(0, item.start - _REACH), item.start))
    behind = list(_WORD.finditer(text, item.end, item.end + _REACH))
    leading = _leading_double(text, before, forms, item.start)
    trailing = _trailing_double(text, behind, forms, item.end)
    if leading + trailing >= len(words):
        return ""
    return item.long[words[leading].start() if leading else 0 : words[-trailing - 1].end() if trailing else None]


def _leading_double(text: str, before: list[re.Match[str]], forms: list[str], start: int) -> int:
    """Count the words before the short form that begin its long form, as ``Tòa`` in ``Tòa TAND`` does."""
    for count in range(min(len(before), len(forms)), 0, -1):
        run = before[-count:]
        # one small word is too often there by chance: "bị BĐ" is not "bị đơn"
        if count == 1 and not run[0][0][0].isupper():
            continue
        if [word[0].lower() for word in run] == forms[:count] and _only_spaces(text, run, start):
            return count
    return 0


def _trailing_double(text: str, behind: list[re.Match[str]], forms: list[str], end: int) -> int:
    """Count the words behind the short form that end its long form, at least two: ``TP phố cổ`` has none."""
    for count in range(min(len(behind), len(forms)), 1, -1):
        run = behind[:count]
        between = [text[end : run[0].start()], *(text[a.end() : b.start()] for a, b in pairwise(run))]
        if [word[0].lower() for word in run] == forms[-count:] and all(gap.isspace() for gap in between):
            return count
    return 0


def _only_spaces(text: str, run: list[re.Match[str]], start: int) -> bool:
    ends = [*(word.start() for word in run[1:]), start]
    return all(text[word.end() : end].isspace() for word, end in zip(run, ends, strict=True))
