"""The tags of column formats: BIO and BILOU written, these and IOB1 read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

__all__ = ["Fault", "Tag", "Tagged", "read_tags", "span_tags"]

_BILOU_ALIASES = {"E": "L", "S": "U"}


class Fault(NamedTuple):
    """Something wrong in a file of columns.

    Attributes:
        line: the line, counted from 1.
        message: what is wrong.
    """

    line: int
    message: str


class Tag(NamedTuple):
    """One tag.

    Attributes:
        prefix: one of ``B I L U E S``, or ``O``.
        label: the label, "" for ``O``.
    """

    prefix: str
    label: str

    def __str__(self) -> str:
        return f"{self.prefix}-{self.label}" if self.label else self.prefix


class Tagged(NamedTuple):
    """A row with its tag.

    Attributes:
        tag: the tag.
        ends_sentence: whether the row is the last of its sentence.
        line: its line, for messages.
    """

    tag: Tag
    ends_sentence: bool
    line: int


def span_tags(count: int, scheme: Literal["bio", "bilou"]) -> Iterator[str]:
    """Yield the prefixes of the rows of one span.

    >>> list(span_tags(3, "bio")), list(span_tags(3, "bilou")), list(span_tags(1, "bilou"))
    (['B', 'I', 'I'], ['B', 'I', 'L'], ['U'])
    """
    if scheme == "bio":
        yield from "B" + "I" * (count - 1)
    elif count == 1:
        yield "U"
    else:
        yield from "B" + "I" * (count - 2) + "L"


def read_tags(rows: Sequence[Tagged]) -> tuple[list[tuple[int, int, str]], list[Fault]]:
    """Read the tags of one document; those of BILOU (also called BIOES) are known by their letters.

    Args:
        rows: the rows.

    Returns:
        the spans as first row, last row and label; and what is wrong.
    """
    if any(row.tag.prefix in "LUES" for row in rows):
        return _bilou_spans(rows)
    return _iob_spans(rows), []


def _iob_spans(rows: Sequence[Tagged]) -> list[tuple[int, int, str]]:
    """Read IOB1 and IOB2: ``I-`` goes on with a span of its label in its sentence, else it begins one."""
    spans: list[tuple[int, int, str]] = []
    for index, (tag, _, _) in enumerate(rows):
        if tag.prefix == "O":
            continue
        goes_on = (
            tag.prefix == "I"
            and bool(spans)
            and spans[-1][1:] == (index - 1, tag.label)
            and not rows[index - 1].ends_sentence
        )
        if goes_on:
            spans[-1] = (spans[-1][0], index, tag.label)
        else:
            spans.append((index, index, tag.label))
    return spans


def _bilou_spans(rows: Sequence[Tagged]) -> tuple[list[tuple[int, int, str]], list[Fault]]:
    """Read BILOU, in which every span says where it ends, so that a break in it is a fault."""
    spans: list[tuple[int, int, str]] = []
    faults: list[Fault] = []
    opened: tuple[int, str] | None = None
    for index, (tag, _, line) in enumerate(rows):
        prefix = _BILOU_ALIASES.get(tag.prefix, tag.prefix)
        is_inside = prefix in "IL" and opened is not None and opened[1] == tag.label
        if (prefix in "IL" and not is_inside) or (prefix in "OBU" and opened is not None):
            before = rows[index - 1].tag if index else "the document's beginning"
            faults.append(Fault(line, f"the tag {tag} cannot stand behind {before} in BILOU"))
            opened = None
        if prefix == "B":
            opened = (index, tag.label)
        elif prefix == "U":
            spans.append((index, index, tag.label))
        elif prefix == "L" and is_inside and opened is not None:
            spans.append((opened[0], index, tag.label))
            opened = None
    if opened is not None:
        faults.append(Fault(rows[-1].line, f"the span that begins with B-{opened[1]} is not closed by L-"))
    return spans, faults
