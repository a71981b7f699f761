"""Reading CoNLL-2003 columns, whoever wrote them.

A line is a token: its form in the first column, its tag in the last, ``O`` or ``B-LABEL``, ``I-LABEL`` and, in BILOU,
``L-LABEL`` and ``U-LABEL`` (``E-`` and ``S-`` mean the same). An empty line ends a sentence. A document begins at a
comment ``# newdoc id = …`` or at a ``-DOCSTART-`` line; a file without any is one document. Other comments
``# name = value`` before its first token are fields of its record, among them ``doc_date`` and ``labels``.

Where rows have the start and the end of the word in the second and third column, the text is built so that these
offsets hold. Else it is joined from the tokens: with nothing where the row has ``SpaceAfter=No``, with a line break
behind a sentence, with one space otherwise. An underscore inside a token stands for a space, as word segmentation
writes it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vnjudnlp.errors import EncodingError, RecordError
from vnjudnlp.formats.column_tags import Fault, Tag, Tagged, read_tags
from vnjudnlp.formats.columns import Place
from vnjudnlp.formats.text_input import Source
from vnjudnlp.records import Entity, Record, is_label

__all__ = [
    "ColumnsError",
    "Row",
    "fitted",
    "looks_like_columns",
    "numbered_documents",
    "text_with_places",
    "unjoined",
]

# matches "O", "B-PERSON", "L-chức-vụ"; does not match "PERSON", "B-", "X-A"
_TAG = re.compile(r"O|[BILUES]-[\w-]+")
# matches "# newdoc id = a", "# newdoc"; does not match "# newpar"
_NEW_DOCUMENT = re.compile(r"#\s*newdoc\b(?:\s+id\s*=\s*(.*))?")
# matches "# genre = report"; does not match "# Ghi chú"
_COMMENT = re.compile(r"#\s*(\w[\w.]*(?: id)?)\s*=\s*(.*)")
# matches the comment of a -DOCSTART- line, "# id = letter 7"
_START_ID = re.compile(r"#\s*id\s*=\s*(.*)")
# matches "SpaceAfter=No" in a column of its own or among other features, "Gloss=a|SpaceAfter=No"
_SPACE_AFTER = re.compile(r"(?:.*\|)?SpaceAfter=(No|Yes)(?:\|.*)?")
_NOT_FIELDS = {"sent_id", "text", "newpar", "newpar id", "global.columns"}

_LONGEST_TEXT = 100_000_000
"""A file may claim any offsets, and the blanks between them take memory."""


class ColumnsError(RecordError):
    """A document in columns is faulty.

    Args:
        name: the file.
        faults: what is wrong, at least one.

    Attributes:
        faults: what is wrong.
    """

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        more = f" (and {len(faults) - 1} more faults in this document)" if len(faults) > 1 else ""
        super().__init__(f"{name}:{faults[0].line}: {faults[0].message}{more}")


@dataclass(slots=True)
class Row:
    """A token.

    Attributes:
        form: the word, white space inside it as spaces.
        tag: its tag.
        line: its line.
        space_after: whether white space follows.
        ends_sentence: whether it is the last of its sentence.
        place: its offsets, None where the file does not say them.
    """

    form: str
    tag: Tag
    line: int
    space_after: bool = True
    ends_sentence: bool = False
    place: Place | None = None


@dataclass(slots=True)
class _Block:
    """A document as it is read, row by row."""

    identifier: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    tokens: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def looks_like_columns(document: str) -> bool:
    """Whether the first line with something on it is one of tagged tokens or begins a document of them.

    >>> looks_like_columns("Bộ B-AGENCY"), looks_like_columns("# id: a"), looks_like_columns("# newdoc id = a")
    (True, False, True)
    """
    for line in document.split("\n"):
        if not line.strip():
            continue
        if line.startswith("-DOCSTART-") or _NEW_DOCUMENT.match(line):
            return True
        columns = _columns(line)
        if len(columns) > 1 and _TAG.fullmatch(columns[-1]):
            return True
        if not _COMMENT.fullmatch(line.strip()):
            return False
    return False


def numbered_documents(source: Source, name: str) -> Iterator[tuple[int, Record | ColumnsError]]:
    """Read the documents of a file one by one.

    Args:
        source: the open file.
        name: what a document without an id is called; where there are several, its number is added.

    Yields:
        the line on which a document begins, and the document or what is wrong in it.
    """
    first: _Block | None = None
    count = 0
    for block in _blocks(source):
        count += 1
        if count == 1 and not block.identifier:
            # its name depends on whether it is the only one
            first = block
            continue
        if first is not None:
            yield first.line, _record(f"{name}-1", first, source.name)
            first = None
        yield block.line, _record(block.identifier or f"{name}-{count}", block, source.name)
    if first is not None:
        yield first.line, _record(name, first, source.name)


def _columns(line: str) -> list[str]:
    """Split a line; a column of features is taken out of the way of the tag."""
    columns = [column.strip() for column in line.split("\t")] if "\t" in line else line.split()
    if len(columns) > 2 and (columns[-1] == "_" or _SPACE_AFTER.fullmatch(columns[-1])):
        columns.pop()
    return columns


def _place(columns: Sequence[str]) -> Place | None:
    """Return the offsets of a row that has them."""
    if len(columns) != 4 or not all(column.isascii() and column.isdecimal() for column in columns[1:3]):
        return None
    # more digits than any text has characters would take long to read
    return (int(columns[1]), int(columns[2])) if len(columns[1]) < 16 and len(columns[2]) < 16 else None


def _blocks(source: Source) -> Iterator[_Block]:
    block: _Block | None = None
    for number, raw in source.numbered_lines():
        if isinstance(raw, EncodingError):
            block = block or _Block("", number)
            block.faults.append(Fault(number, str(raw).removeprefix(f"{source.name}: ")))
            continue
        line = raw.strip("\r\n ")
        if not line.strip():
            if block is not None and block.tokens:
                block.tokens[-1].ends_sentence = True
            continue
        columns = _columns(line)
        started = _NEW_DOCUMENT.fullmatch(line) if line.startswith("#") else None
        if started or (line.startswith("-DOCSTART-") and _place(columns) is None):
            if block is not None:
                yield block
            named = started or _START_ID.search(line)
            block = _Block((named[1] or "").strip() if named else "", number)
            continue
        block = block or _Block("", number)
        _read_line(block, line, columns, number)
    if block is not None:
        yield block


def _read_line(block: _Block, line: str, columns: list[str], number: int) -> None:
    is_token = len(columns) > 1 and _TAG.fullmatch(columns[-1])
    if line.startswith("#") and not is_token:
        comment = _COMMENT.fullmatch(line)
        if comment and not block.tokens and comment[1] not in _NOT_FIELDS:
            block.fields[comment[1]] = comment[2].strip()
    elif not is_token:
        message = "a line is a token and its tag, O or B-LABEL, I-LABEL, L-LABEL, U-LABEL"
        block.faults.append(Fault(number, f"{message}: {line[:60]!r}"))
    elif not columns[0]:
        block.faults.append(Fault(number, "the token is empty"))
    else:
        block.tokens.append(_token(columns, line, number))


def _token(columns: list[str], line: str, number: int) -> Row:
    prefix, _, label = columns[-1].partition("-")
    token = Row(unjoined(columns[0]), Tag(prefix, label), number)
    features = next((found for column in line.split() if (found := _SPACE_AFTER.fullmatch(column))), None)
    token.space_after = features is None or features[1] == "Yes"
    token.place = _place(columns)
    return token


def unjoined(form: str) -> str:
    """Read underscores as spaces; those at an edge are the text's own, as in ``____``."""
    inner = form.strip("_")
    return form.replace(inner, inner.replace("_", " "), 1) if "_" in inner else form


def _record(identifier: str, block: _Block, name: str) -> Record | ColumnsError:
    record = Record(identifier, "", extra=dict(block.fields))
    faults = block.faults
    record.doc_date = record.extra.pop("doc_date", None) or None
    record.extra.pop("id", None)
    if record.doc_date is not None:
        try:
            record.doc_date = datetime.date.fromisoformat(record.doc_date).isoformat()
        except ValueError:
            faults.append(Fault(block.line, f"doc_date is not an ISO date such as 2022-04-13: {record.doc_date!r}"))
    if "labels" in record.extra:
        record.extra["labels"] = [label.strip() for label in record.extra["labels"].split(",")]
    if not block.tokens:
        faults.append(Fault(block.line, "the document has no text"))
        return ColumnsError(name, faults)
    places: list[Place] = []
    if all(token.place for token in block.tokens):
        text, places, fault = text_with_places(block.tokens)
        if fault is not None:
            faults.append(fault)
    else:
        text, places = _joined_text(block.tokens)
    record.text = text
    for token in block.tokens:
        if token.tag.label and not is_label(token.tag.label):
            message = f"a label has letters, digits, '_' and '-' only, not {token.tag.label!r}"
            faults.append(Fault(token.line, message))
    spans, wrong = read_tags([Tagged(token.tag, token.ends_sentence, token.line) for token in block.tokens])
    faults += wrong
    if faults:
        return ColumnsError(name, faults)
    for first, last, label in spans:
        start, end = places[first][0], places[last][1]
        record.entities.append(Entity(start, end, label, None, 1.0, "gold", text[start:end]))
    return record


def fitted(form: str, length: int) -> str | None:
    """Return a form in the length that its offsets leave it, None if it does not fit.

    Several blanks inside a word became one underscore, and come back at the first of them.
    """
    if " " in form and length > len(form):
        form = form.replace(" ", " " * (length - len(form) + 1), 1)
    return form if len(form) == length else None


def text_with_places(tokens: Sequence[Row]) -> tuple[str, list[Place], Fault | None]:
    """Build a text in which the words stand at their offsets.

    Args:
        tokens: rows with places.

    Returns:
        the text, the places, and what is wrong; then there is no text.
    """
    pieces: list[str] = []
    places: list[Place] = []
    position = 0
    new_sentence = False
    for token in tokens:
        assert token.place is not None
        start, end = token.place
        form = fitted(token.form, end - start) if position <= start < end <= _LONGEST_TEXT else None
        if form is None:
            message = f"the word {token.form[:60]!r} does not fit between its offsets {start} and {end}"
            return "", [], Fault(token.line, message)
        gap = start - position
        pieces.append(" " * (gap - 1) + "\n" if gap and new_sentence else " " * gap)
        pieces.append(form)
        places.append((start, end))
        position = end
        new_sentence = token.ends_sentence
    return "".join(pieces), places, None


def _joined_text(tokens: Sequence[Row]) -> tuple[str, list[Place]]:
    pieces: list[str] = []
    places: list[Place] = []
    position = 0
    for index, token in enumerate(tokens):
        pieces.append(token.form)
        places.append((position, position + len(token.form)))
        gap = ""
        if token.space_after and index < len(tokens) - 1:
            gap = "\n" if token.ends_sentence else " "
        pieces.append(gap)
        position = places[-1][1] + len(gap)
    return "".join(pieces), places
