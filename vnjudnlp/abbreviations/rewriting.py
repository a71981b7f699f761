"""A text of which pieces were replaced, with the map between the old and the new offsets."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from vnjudnlp.errors import VnjudnlpError

__all__ = ["Replacement", "Rewriting", "check_span"]


_Edges = list[tuple[int, int, int, int, int]]
"""Of the replacements in order: from-start, from-end, to-start, to-end, characters added behind to-end."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """One piece of a text that was replaced.

    Attributes:
        start: offset of the piece in the raw text.
        end: offset behind it in the raw text.
        short: the short form, as it is written in the text that has it.
        long: the long form, as it is written in the text that has it.
        new_start: offset of what was written instead in the new text.
        new_end: offset behind it in the new text.
        defined: whether the document itself defines the short form.
        score: how probable the long form is, between 0 and 1.
        readings: what the short form can stand for, as in running text, the most probable first.
    """

    start: int
    end: int
    short: str
    long: str
    new_start: int
    new_end: int
    defined: bool = False
    score: float = 1.0
    readings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rewriting:
    """A text of which pieces were replaced.

    Attributes:
        text: the new text.
        replacements: what was replaced, in order.
        raw: the raw text.
    """

    text: str
    replacements: tuple[Replacement, ...]
    raw: str

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
        check_span(start, end, len(self.raw))
        return _map_span(start, end, self._to_new_edges)

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
        check_span(start, end, len(self.text))
        return _map_span(start, end, self._to_raw_edges)

    @cached_property
    def _to_new_edges(self) -> _Edges:
        return [
            (item.start, item.end, item.new_start, item.new_end, behind - item.new_end)
            for item, behind in zip(self.replacements, self._resumes, strict=True)
        ]

    @cached_property
    def _to_raw_edges(self) -> _Edges:
        return [
            (item.new_start, behind, item.start, item.end, 0)
            for item, behind in zip(self.replacements, self._resumes, strict=True)
        ]

    @property
    def _resumes(self) -> list[int]:
        """Where the raw text goes on in the new one behind each replacement: a space may stand between."""
        raw_ends = [*(item.start for item in self.replacements[1:]), len(self.raw)]
        new_ends = [*(item.new_start for item in self.replacements[1:]), len(self.text)]
        gaps = (raw_end - item.end for item, raw_end in zip(self.replacements, raw_ends, strict=False))
        return [new_end - gap for gap, new_end in zip(gaps, new_ends, strict=False)]


def check_span(start: int, end: int, length: int) -> None:
    """Raise a :class:`VnjudnlpError` if a span does not lie in a text of some length."""
    if not 0 <= start <= end <= length:
        raise VnjudnlpError(f"the span {start}-{end} does not lie in the text of {length} characters")


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
