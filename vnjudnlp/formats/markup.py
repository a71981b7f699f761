"""The inline mark-up of the corpus: one readable document a file, the annotation inside the sentence.

A file starts with header lines ``# name: value`` (``id``, ``genre``, ``doc_date`` …) and an empty line; the
rest is the text with

* ``[Bộ Tư pháp|AGENCY]`` or ``[12/4|DATE|2022-04-12]``: an entity, with its normal form behind a second bar;
* ``{THADS=Thi hành án dân sự}``: an abbreviation and its long form, ``{THADS==…}`` where the document defines it;
  it may stand inside an entity;
* a backslash before ``[ ] { } | \\`` that mean themselves.

The header line ``# labels: PERSON, DATE`` names the only labels that were annotated in the document; without it all
were.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from vnjudnlp.errors import MarkupError, RecordError
from vnjudnlp.formats.format import ReadOptions
from vnjudnlp.formats.markup_writing import SPECIAL, write, write_document, write_markup
from vnjudnlp.formats.text_input import open_source
from vnjudnlp.records import LABELS, Abbreviation, Entity, Record, is_label

__all__ = [
    "parse_document",
    "parse_markup",
    "read",
    "read_document",
    "read_lines",
    "recognizes",
    "write",
    "write_document",
    "write_markup",
]

# matches "# id: a\n# genre: report\n\n"; does not match "# id: a\nCục", "# newdoc id = a\n\n"
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?(?:# [^\s:]+:[^\n]*\r?\n)+\r?\n")


def recognizes(head: bytes) -> bool:
    """Whether a file begins with the header of a document in the mark-up."""
    return _HEADER.match(head) is not None


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read a file as one document, with any labels; see :mod:`vnjudnlp.formats.format`."""
    with open_source(str(path), options.encoding) as source:
        document = source.text().replace("\r\n", "\n")
    try:
        record = parse_document(document, str(path), labels=None)
    except MarkupError as error:
        yield RecordError(str(error))
    else:
        yield record


def parse_markup(
    markup: str, *, labels: Collection[str] | None = LABELS, first_line: int = 1, path: str = ""
) -> tuple[str, list[Entity], list[Abbreviation]]:
    """Read text with inline annotation.

    Args:
        markup: the text with its mark-up.
        labels: the labels that are allowed; None for all names of letters, digits, ``_`` and ``-``.
        first_line: the line number of the first line, for messages.
        path: the file's name, for messages.

    Returns:
        the raw text, its entities and its abbreviations, both in order.

    Raises:
        MarkupError: the mark-up is not well formed; the message names the line.

    >>> markup = "[Cục {THADS=Thi hành án dân sự}|AGENCY] họp [12/4|DATE|2022-04-12]"
    >>> text, entities, abbreviations = parse_markup(markup)
    >>> text
    'Cục THADS họp 12/4'
    >>> [(entity.text, entity.label, entity.norm) for entity in entities]
    [('Cục THADS', 'AGENCY', None), ('12/4', 'DATE', '2022-04-12')]
    >>> [(abbreviation.short, abbreviation.long) for abbreviation in abbreviations]
    [('THADS', 'Thi hành án dân sự')]
    """
    reader = _Reader(markup, labels, first_line, path)
    reader.read()
    return reader.text, reader.entities, reader.abbreviations


class _Reader:
    def __init__(self, markup: str, labels: Collection[str] | None, first_line: int, path: str) -> None:
        self.markup = markup
        self.labels = labels
        self.first_line = first_line
        self.path = path
        self.position = 0
        self.characters: list[str] = []
        self.entities: list[Entity] = []
        self.abbreviations: list[Abbreviation] = []

    @property
    def text(self) -> str:
        return "".join(self.characters)

    def error(self, message: str, position: int) -> MarkupError:
        return MarkupError(message, self.first_line + self.markup.count("\n", 0, position), self.path)

    def read(self) -> None:
        entity_start = abbreviation_start = -1
        opened_entity = opened_abbreviation = 0
        while self.position < len(self.markup):
            here, character = self.position, self.markup[self.position]
            self.position += 1
            if character == "\\":
                self.characters.append(self.escaped(here))
            elif character == "[":
                if entity_start >= 0:
                    raise self.error("an entity opens inside another", here)
                if abbreviation_start >= 0:
                    raise self.error("an entity opens inside an abbreviation", here)
                entity_start, opened_entity = len(self.characters), here
            elif character == "{":
                if abbreviation_start >= 0:
                    raise self.error("an abbreviation opens inside another", here)
                abbreviation_start, opened_abbreviation = len(self.characters), here
            elif character == "=" and abbreviation_start >= 0:
                self.close_abbreviation(abbreviation_start, opened_abbreviation)
                abbreviation_start = -1
            elif character == "|" and entity_start >= 0 and abbreviation_start < 0:
                self.close_entity(entity_start, opened_entity)
                entity_start = -1
            elif character in "]}|":
                raise self.error(f"a {character!r} without its opening; write \\{character} for the character", here)
            else:
                self.characters.append(character)
        if entity_start >= 0:
            raise self.error("an entity is not closed", opened_entity)
        if abbreviation_start >= 0:
            raise self.error("an abbreviation is not closed", opened_abbreviation)

    def escaped(self, backslash: int) -> str:
        if self.position >= len(self.markup) or self.markup[self.position] not in SPECIAL:
            raise self.error("a backslash stands only before one of [ ] { } | \\", backslash)
        self.position += 1
        return self.markup[self.position - 1]

    def field(self, closing: str, opened: int) -> str:
        """Read up to the closing character and step behind it."""
        characters: list[str] = []
        while self.position < len(self.markup):
            here, character = self.position, self.markup[self.position]
            self.position += 1
            if character == closing:
                return "".join(characters)
            if character == "\\":
                character = self.escaped(here)
            elif character in "[]{}\n":
                break
            characters.append(character)
        raise self.error(f"the {closing!r} of this annotation is missing", opened)

    def span(self, start: int, opened: int) -> str:
        text = "".join(self.characters[start:])
        if not text:
            raise self.error("an empty span", opened)
        if text != text.strip():
            raise self.error(f"white space at the edge of the span {text!r}", opened)
        return text

    def close_entity(self, start: int, opened: int) -> None:
        text = self.span(start, opened)
        label, bar, norm = self.field("]", opened).partition("|")
        if self.labels is None:
            if not is_label(label):
                raise self.error(f"a label has letters, digits, '_' and '-' only, not {label!r}", opened)
        elif label not in self.labels:
            raise self.error(f"unknown label {label!r}; the labels are {', '.join(self.labels)}", opened)
        if bar and (not norm or norm != norm.strip()):
            raise self.error(f"the normal form of {text!r} is empty or has white space at its edge", opened)
        end = len(self.characters)
        self.entities.append(Entity(start, end, label, norm or None, 1.0, "gold", text))

    def close_abbreviation(self, start: int, opened: int) -> None:
        short = self.span(start, opened)
        defined = self.markup[self.position : self.position + 1] == "="
        self.position += defined
        long = self.field("}", opened)
        if not long or long != long.strip():
            raise self.error(f"the long form of {short!r} is empty or has white space at its edge", opened)
        self.abbreviations.append(Abbreviation(start, len(self.characters), short, long, defined))


def parse_document(document: str, path: str = "", *, labels: Collection[str] | None = LABELS) -> Record:
    """Read one document: header lines, an empty line, text with mark-up.

    Args:
        document: the content of a file.
        path: its name, for messages and for the id where the header has none.
        labels: see :func:`parse_markup`.

    Returns:
        the record; header fields other than ``id`` and ``doc_date`` are in ``extra``, ``labels`` as a list.

    Raises:
        MarkupError: the header or the mark-up is not well formed.
    """
    lines = document.split("\n")
    header: dict[str, str] = {}
    number = 0
    while number < len(lines) and lines[number].startswith("# "):
        name, colon, value = lines[number][2:].partition(":")
        if not colon or not name.strip().isidentifier() or name.strip() in header:
            raise MarkupError(f"a header line is '# name: value', each name once: {lines[number]!r}", number + 1, path)
        header[name.strip()] = value.strip()
        number += 1
    if number >= len(lines) or lines[number] or not header:
        raise MarkupError("header lines '# name: value' and an empty line stand before the text", number + 1, path)
    doc_date = header.pop("doc_date", None)
    if doc_date is not None:
        try:
            datetime.date.fromisoformat(doc_date)
        except ValueError:
            raise MarkupError(f"doc_date is not an ISO date such as 2022-04-13: {doc_date!r}", 1, path) from None
    body = "\n".join(lines[number + 1 :])
    text, entities, abbreviations = parse_markup(body.rstrip("\n"), labels=labels, first_line=number + 2, path=path)
    if not text.strip():
        raise MarkupError("the document has no text", number + 2, path)
    identifier = header.pop("id", Path(path).stem)
    extra: dict[str, Any] = dict(header)
    if "labels" in header:
        extra["labels"] = [label.strip() for label in header["labels"].split(",")]
    return Record(identifier, text, doc_date, entities, abbreviations, extra)


def read_document(path: Path, *, labels: Collection[str] | None = LABELS) -> Record:
    """Read one file in the mark-up.

    Args:
        path: a UTF-8 text file.
        labels: see :func:`parse_markup`.

    Returns:
        the record.

    Raises:
        MarkupError: the file is not well formed.
    """
    try:
        document = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise MarkupError(f"not UTF-8 at byte {error.start}", 1, str(path)) from None
    return parse_document(document, str(path), labels=labels)


def read_lines(path: Path) -> list[Record]:
    """Read a file in which each line is a document of its own, without a header.

    Args:
        path: a UTF-8 text file in the mark-up; empty lines and lines that begin with ``# `` are skipped.

    Returns:
        one record a line; its id is the file's name without its ending, a colon and the line's number.

    Raises:
        MarkupError: a line is not well formed, or the file is not UTF-8.
    """
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise MarkupError(f"not UTF-8 at byte {error.start}", 1, str(path)) from None
    records = []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("# "):
            text, entities, abbreviations = parse_markup(line, first_line=number, path=str(path))
            records.append(Record(f"{path.stem}:{number}", text, None, entities, abbreviations))
    return records
