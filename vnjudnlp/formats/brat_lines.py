"""The lines of an ``.ann`` file of brat, by https://brat.nlplab.org/standoff.html."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from vnjudnlp.errors import RecordError

__all__ = ["AnnFile", "TextBound", "is_line", "parse_ann", "references", "type_name"]

# matches "T1", "#12", "R3"; does not match "T", "1", "*"
_ID = re.compile(r"([TREAMN#])(\d+)(\S*)")
# matches "0 5", "0 5;8 12"; does not match "5", "0 5;"
_PLACES = re.compile(r"\d{1,18} \d{1,18}(?:;\d{1,18} \d{1,18})*")
# matches "T1" in "Org Arg1:T1" and "Equiv T1"; does not match "E2E", "XT1"
_REFERENCE = re.compile(r"(?<=[ :])([TREAMN#]\d+\S*)")
# matches what brat takes for a separator; does not match "PERSON", "chức-vụ"
_NOT_IN_TYPES = re.compile(r"[^\w-]")


@dataclass(slots=True)
class TextBound:
    """A ``T`` line and what other lines say of it.

    Attributes:
        id: its id.
        type: its type.
        places: its pieces.
        attributes: values of ``A`` and ``M`` lines, True where there is none.
        normalizations: ``[RESOURCE:ID, text]`` of ``N`` lines.
        notes: the texts of ``AnnotatorNotes``.
        comments: the texts of comments of other types, by type.
    """

    id: str
    type: str
    places: list[tuple[int, int]]
    attributes: dict[str, Any] = field(default_factory=dict)
    normalizations: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    comments: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class AnnFile:
    """The lines of a file.

    Attributes:
        bounds: the ``T`` lines by id, in their order.
        lines: relations, events, equivalences and what else stands by itself, as they came.
    """

    bounds: dict[str, TextBound] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def referred(self) -> set[str]:
        """Return the ids that :attr:`lines` name."""
        return {name for line in self.lines for name in references(line)}


def type_name(label: str) -> str:
    """Return a label as the name of a type, which has letters, digits, ``_`` and ``-``.

    >>> type_name("chức vụ")
    'chức_vụ'
    """
    return _NOT_IN_TYPES.sub("_", label) or "_"


def is_line(line: str) -> bool:
    """Whether a line can stand by itself in an ``.ann`` file: it has an id that is no ``T``, or ``*``, and a tab."""
    name, tab, rest = line.partition("\t")
    return bool(tab and rest) and name[:1] != "T" and (name == "*" or _ID.fullmatch(name) is not None)


def references(line: str) -> Iterator[str]:
    """Yield the ids that a line names in its data."""
    parts = line.split("\t")
    for part in parts[1:2]:
        for match in _REFERENCE.finditer(part):
            yield match[1]


def parse_ann(content: str, length: int) -> AnnFile:
    """Read the lines of a file.

    Args:
        content: the file.
        length: the number of characters of the text.

    Returns:
        the lines.

    Raises:
        RecordError: a line is wrong; the message begins with its number and a colon.
    """
    result = AnnFile()
    later: list[tuple[int, str]] = []
    seen: set[str] = set()
    for number, line in enumerate(content.removeprefix("\ufeff").split("\n"), 1):
        line = line.removesuffix("\r")
        if not line.strip():
            continue
        try:
            name = line.partition("\t")[0]
            if name != "*" and not _ID.fullmatch(name):
                raise RecordError(f"a line begins with an id such as T1 and a tab, not {line!r:.60}")
            if name in seen:
                raise RecordError(f"the id {name} is taken by a line above")
            if name != "*":
                seen.add(name)
            if name.startswith("T"):
                result.bounds[name] = _text_bound(line, length)
            else:
                later.append((number, line))
        except RecordError as error:
            raise RecordError(f"{number}: {error}") from None
    for number, line in later:
        try:
            if not _attached(line, result.bounds):
                result.lines.append(line)
        except RecordError as error:
            raise RecordError(f"{number}: {error}") from None
    return result


def _text_bound(line: str, length: int) -> TextBound:
    name, *rest = line.split("\t", 2)
    kind, _, places = (rest[0] if rest else "").partition(" ")
    if not kind or not _PLACES.fullmatch(places):
        raise RecordError(f"behind {name} stand a type and offsets such as 'PERSON 0 5;8 12', not {rest[:1]!r:.60}")
    pieces = []
    for piece in places.split(";"):
        start, end = map(int, piece.split())
        if not start < end <= length:
            raise RecordError(f"the span {start}-{end} lies outside the text of {length} characters or is empty")
        pieces.append((start, end))
    return TextBound(name, kind, pieces)


def _attached(line: str, bounds: dict[str, TextBound]) -> bool:
    """Put what a line says of a ``T`` line there; False for a line that stands by itself."""
    name, _, rest = line.partition("\t")
    data, _, tail = rest.partition("\t")
    kind, *arguments = data.split()[:3] or [""]
    if not kind or not arguments:
        raise RecordError(f"behind {name} stand a type and what it is of, not {data!r:.60}")
    bound = bounds.get(arguments[0])
    if bound is None:
        return False
    value = arguments[1] if len(arguments) > 1 else None
    if name[0] in "AM":
        bound.attributes[kind] = True if value is None else value
    elif name[0] == "N":
        if value is None:
            raise RecordError(f"behind {name} {kind} {bound.id} stands RESOURCE:ID")
        bound.normalizations.append([value, tail])
    elif name[0] == "#" and kind == "AnnotatorNotes":
        bound.notes.append(tail)
    elif name[0] == "#":
        bound.comments.setdefault(kind, []).append(tail)
    else:
        return False
    return True
