"""Annotated documents in CoNLL columns: the layout that :mod:`vnjudnlp.formats.conll` writes, and plain tagged tokens.

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
from dataclasses import dataclass, field
from pathlib import Path

from vnjudnlp.corpus.faults import Fault, LocatedRecord
from vnjudnlp.records import Entity, Record, is_label

__all__ = ["looks_like_columns", "parse_columns"]

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
_BILOU_ALIASES = {"E": "L", "S": "U"}


@dataclass(slots=True)
class _Token:
    form: str
    tag: str
    line: int
    space_after: bool = True
    ends_sentence: bool = False
    place: tuple[int, int] | None = None


@dataclass(slots=True)
class _Block:
    identifier: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    tokens: list[_Token] = field(default_factory=list)


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


def parse_columns(document: str, path: Path) -> tuple[list[LocatedRecord], list[Fault]]:
    """Read the documents of a file.

    Args:
        document: the content of the file.
        path: its name, for messages and for documents without an id.

    Returns:
        the documents without a fault, and the faults.
    """
    faults: list[Fault] = []
    blocks = _blocks(document, path, faults)
    records: list[LocatedRecord] = []
    for number, block in enumerate(blocks, 1):
        before = len(faults)
        identifier = block.identifier or (path.stem if len(blocks) == 1 else f"{path.stem}-{number}")
        record = _record(identifier, block, path, faults)
        if len(faults) == before:
            records.append(LocatedRecord(record, path, block.line))
    return records, faults


def _columns(line: str) -> list[str]:
    """Split a line; a column of features is taken out of the way of the tag."""
    columns = [column.strip() for column in line.split("\t")] if "\t" in line else line.split()
    if len(columns) > 2 and (columns[-1] == "_" or _SPACE_AFTER.fullmatch(columns[-1])):
        columns.pop()
    return columns


def _blocks(document: str, path: Path, faults: list[Fault]) -> list[_Block]:
    blocks: list[_Block] = []
    for number, raw in enumerate(document.split("\n"), 1):
        line = raw.strip("\r\n ")
        if not line.strip():
            if blocks and blocks[-1].tokens:
                blocks[-1].tokens[-1].ends_sentence = True
            continue
        started = _NEW_DOCUMENT.fullmatch(line) if line.startswith("#") else None
        if started or line.startswith("-DOCSTART-"):
            named = started or _START_ID.search(line)
            blocks.append(_Block((named[1] or "").strip() if named else "", number))
            continue
        if not blocks:
            blocks.append(_Block("", number))
        columns = _columns(line)
        is_token = len(columns) > 1 and _TAG.fullmatch(columns[-1])
        if line.startswith("#") and not is_token:
            comment = _COMMENT.fullmatch(line)
            if comment and not blocks[-1].tokens and comment[1] not in _NOT_FIELDS:
                blocks[-1].fields[comment[1]] = comment[2].strip()
            continue
        if not is_token:
            message = "a line is a token and its tag, O or B-LABEL, I-LABEL, L-LABEL, U-LABEL"
            faults.append(Fault(path, number, f"{message}: {line[:60]!r}"))
        elif not columns[0]:
            faults.append(Fault(path, number, "the token is empty"))
        else:
            blocks[-1].tokens.append(_token(columns, line, number))
    return blocks


def _token(columns: list[str], line: str, number: int) -> _Token:
    form = columns[0]
    if form.strip("_"):
        # underscores at an edge are the text's own, as in "____"
        inner = form.strip("_")
        form = form.replace(inner, inner.replace("_", " "), 1)
    token = _Token(form, columns[-1], number)
    features = next((found for column in line.split() if (found := _SPACE_AFTER.fullmatch(column))), None)
    token.space_after = features is None or features[1] == "Yes"
    if len(columns) == 4 and columns[1].isdecimal() and columns[2].isdecimal():
        token.place = (int(columns[1]), int(columns[2]))
    return token


def _record(identifier: str, block: _Block, path: Path, faults: list[Fault]) -> Record:
    record = Record(identifier, "", extra=dict(block.fields))
    record.doc_date = record.extra.pop("doc_date", None) or None
    record.extra.pop("id", None)
    if record.doc_date is not None:
        try:
            datetime.date.fromisoformat(record.doc_date)
        except ValueError:
            message = f"doc_date is not an ISO date such as 2022-04-13: {record.doc_date!r}"
            faults.append(Fault(path, block.line, message))
    if "labels" in record.extra:
        record.extra["labels"] = [label.strip() for label in record.extra["labels"].split(",")]
    if block.tokens and all(token.place for token in block.tokens):
        record.text, places = _text_with_places(block.tokens, path, faults)
    else:
        record.text, places = _joined_text(block.tokens)
    if not block.tokens:
        faults.append(Fault(path, block.line, "the document has no text"))
    if not places:
        return record
    is_bilou = any(token.tag[0] in "LUES" for token in block.tokens)
    spans = (_bilou_spans if is_bilou else _iob_spans)(block.tokens, path, faults)
    for first, last, label in spans:
        start, end = places[first][0], places[last][1]
        record.entities.append(Entity(start, end, label, None, 1.0, "gold", record.text[start:end]))
    return record


def _text_with_places(tokens: list[_Token], path: Path, faults: list[Fault]) -> tuple[str, list[tuple[int, int]]]:
    """Build a text in which the words stand at their offsets."""
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    position = 0
    new_sentence = False
    for token in tokens:
        assert token.place is not None
        start, end = token.place
        form = token.form
        if " " in form:
            # several blanks inside a word became one underscore
            form = form.replace(" ", " " * (end - start - len(form) + 1), 1)
        if start < position or len(form) != end - start:
            message = f"the word {token.form!r} does not fit between its offsets {start} and {end}"
            faults.append(Fault(path, token.line, message))
            return "", []
        gap = start - position
        pieces.append(" " * (gap - 1) + "\n" if gap and new_sentence else " " * gap)
        pieces.append(form)
        places.append((start, end))
        position = end
        new_sentence = token.ends_sentence
    return "".join(pieces), places


def _joined_text(tokens: list[_Token]) -> tuple[str, list[tuple[int, int]]]:
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
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


def _split(tag: str, token: _Token, path: Path, faults: list[Fault]) -> tuple[str, str]:
    prefix, _, label = tag.partition("-")
    if label and not is_label(label):
        faults.append(Fault(path, token.line, f"a label has letters, digits, '_' and '-' only, not {label!r}"))
    return prefix, label


def _iob_spans(tokens: list[_Token], path: Path, faults: list[Fault]) -> list[tuple[int, int, str]]:
    """Read IOB1 and IOB2: ``I-`` goes on with a span of its label in its sentence, else it begins one."""
    spans: list[tuple[int, int, str]] = []
    for index, token in enumerate(tokens):
        prefix, label = _split(token.tag, token, path, faults)
        if prefix == "O":
            continue
        goes_on = (
            prefix == "I"
            and bool(spans)
            and spans[-1][1:] == (index - 1, label)
            and not tokens[index - 1].ends_sentence
        )
        if goes_on:
            spans[-1] = (spans[-1][0], index, label)
        else:
            spans.append((index, index, label))
    return spans


def _bilou_spans(tokens: list[_Token], path: Path, faults: list[Fault]) -> list[tuple[int, int, str]]:
    """Read BILOU, in which every span says where it ends, so that a break in it is a fault."""
    spans: list[tuple[int, int, str]] = []
    opened: tuple[int, str] | None = None
    for index, token in enumerate(tokens):
        prefix, label = _split(token.tag, token, path, faults)
        prefix = _BILOU_ALIASES.get(prefix, prefix)
        is_inside = prefix in "IL" and opened is not None and opened[1] == label
        if (prefix in "IL" and not is_inside) or (prefix in "OBU" and opened is not None):
            before = tokens[index - 1].tag if index else "the document's beginning"
            faults.append(Fault(path, token.line, f"the tag {token.tag} cannot stand behind {before} in BILOU"))
            opened = None
        if prefix == "B":
            opened = (index, label)
        elif prefix == "U":
            spans.append((index, index, label))
        elif prefix == "L" and is_inside and opened is not None:
            spans.append((opened[0], index, label))
            opened = None
    if opened is not None:
        faults.append(Fault(path, tokens[-1].line, f"the span that begins with B-{opened[1]} is not closed by L-"))
    return spans
