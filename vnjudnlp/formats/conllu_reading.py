"""Reading CoNLL-U and CoNLL-U Plus, those of :mod:`vnjudnlp.formats.conllu` and treebanks.

A document begins at ``# newdoc``; a file without any is one. Comments ``# name = value`` before its first word are
fields of its record, values that are JSON as what they say. The text is joined from the forms: with what
``SpacesAfter`` says, nothing where there is ``SpaceAfter=No``, a line break behind a sentence, one space otherwise. Of
multiword tokens the surface is read, empty nodes are passed over. Spans are tags ``NER=B-PERSON`` (also ``ner``,
``NE``, ``name``) in MISC, or in a column NER or NE of CoNLL-U Plus.
"""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from vnjudnlp.errors import EncodingError, InputError, RecordError
from vnjudnlp.formats.column_tags import Fault, Tag, Tagged, read_tags
from vnjudnlp.formats.conll2003_reading import ColumnsError
from vnjudnlp.formats.format import ReadOptions
from vnjudnlp.formats.text_input import Source, open_source
from vnjudnlp.records import Record

__all__ = ["COLUMNS", "NOT_FIELDS", "read"]

COLUMNS = ("ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC")
NOT_FIELDS = frozenset(
    ["id", "text", "sent_id", "newdoc", "newpar", "global.columns", "doc_date", "entities", "abbreviations"]
)
"""Names of comments that are no fields of a record."""

# matches "# newdoc id = a", "# newdoc"; does not match "# newpar"
_NEW_DOCUMENT = re.compile(r"#\s*newdoc(?:\s+id\s*=\s?(.*))?")
# matches "# court = 3", "# %61 = 3"; does not match "# Ghi chú"
_COMMENT = re.compile(r"#\s*(\S+)\s*=\s?(.*)")
# matches "1", "1-2", "1.1"; does not match "a"
_ID = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9})|(\.)[0-9]{1,9})?")
# matches "O", "B-PERSON"; does not match "PERSON"
_TAG = re.compile(r"O|[BILUES]-.+")
# matches "\s", "\u2028"; does not match "s"
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|([strnp\\]))")
_ESCAPED = {"s": " ", "t": "\t", "r": "\r", "n": "\n", "p": "|", "\\": "\\"}
_TAG_KEYS = ("NER", "ner", "NE", "name")


@dataclass(slots=True)
class _Word:
    form: str
    misc: Mapping[str, str]
    tag: Tag
    line: int
    ends_sentence: bool = False


@dataclass(slots=True)
class _Block:
    """A document as it is read, line by line."""

    identifier: str
    line: int
    columns: Sequence[str]
    fields: dict[str, Any] = field(default_factory=dict)
    words: list[_Word] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    doc_date: str | None = None
    covered: int = 0


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read the documents of a file; see :mod:`vnjudnlp.formats.format`."""
    name = options.name or str(path)
    count = 0
    waiting: _Block | None = None
    with open_source(str(path), options.encoding) as source:
        for block in _blocks(source):
            count += 1
            if count == 1 and not block.identifier:
                # its name depends on whether it is the only one
                waiting = block
                continue
            if waiting is not None:
                yield _record(f"{name}-1", waiting, source.name)
                waiting = None
            yield _record(block.identifier or f"{name}-{count}", block, source.name)
        if waiting is not None:
            yield _record(name, waiting, source.name)
    if not count:
        raise InputError(f"{path}: holds no documents; give a file in CoNLL-U")


def _blocks(source: Source) -> Iterator[_Block]:
    block: _Block | None = None
    columns: Sequence[str] = COLUMNS
    for number, line in source.numbered_lines():
        if isinstance(line, EncodingError):
            block = block or _Block("", number, columns)
            block.faults.append(Fault(number, str(line).removeprefix(f"{source.name}: ")))
        elif not line.strip(" "):
            if block is not None and block.words:
                block.words[-1].ends_sentence = True
                block.covered = 0
        elif line.startswith("#") and (started := _NEW_DOCUMENT.fullmatch(line)):
            if block is not None:
                yield block
            block = _Block("", number, columns)
            block.identifier = _unescaped(block, started[1] or "", number)
        elif line.startswith("#"):
            comment = _COMMENT.fullmatch(line)
            if comment and comment[1] == "global.columns":
                columns = comment[2].split()
                if block is not None:
                    block.columns = columns
                continue
            block = block or _Block("", number, columns)
            if comment and not block.words:
                _read_comment(block, comment[1], comment[2], number)
        else:
            block = block or _Block("", number, columns)
            _read_word(block, line, number)
    if block is not None:
        yield block


def _unescaped(block: _Block, value: str, number: int) -> str:
    try:
        return unquote(value, errors="surrogatepass") if "%" in value else value
    except UnicodeDecodeError:
        block.faults.append(Fault(number, f"the percent escapes are not UTF-8: {value[:60]!r}"))
        return value


def _read_comment(block: _Block, name: str, value: str, number: int) -> None:
    if name == "doc_date":
        try:
            block.doc_date = datetime.date.fromisoformat(value.strip()).isoformat()
        except ValueError:
            block.faults.append(Fault(number, f"doc_date is not an ISO date such as 2022-04-13: {value!r}"))
    elif name not in NOT_FIELDS:
        key = "" if name == "%" else _unescaped(block, name, number)
        try:
            block.fields[key] = json.loads(value, parse_constant=_refused, parse_float=_finite)
        except RecursionError:
            block.faults.append(Fault(number, "objects or lists inside one another without end"))
        except ValueError:
            # comments of others are plain text
            block.fields[key] = value.strip()


def _refused(number: str) -> float:
    raise ValueError(f"{number} is not a number of JSON")


def _finite(number: str) -> float:
    value = float(number)
    return value if math.isfinite(value) else _refused(number)


def _read_word(block: _Block, line: str, number: int) -> None:
    cells = line.split("\t")
    if len(cells) != len(block.columns):
        message = f"a word has {len(block.columns)} columns with tabs between them, not {len(cells)}: {line[:60]!r}"
        block.faults.append(Fault(number, message))
        return
    row = dict(zip(block.columns, cells, strict=True))
    places = _ID.fullmatch(row.get("ID", str(len(block.words) + 1)))
    form = row.get("FORM", "")
    if places is None or not form:
        what = "the column ID is not a number" if places is None else "the column FORM is empty or missing"
        block.faults.append(Fault(number, f"{what}: {line[:60]!r}"))
        return
    if places[3]:
        return
    misc = _features(row.get("MISC", "_"))
    label = next((misc[key] for key in _TAG_KEYS if key in misc), None)
    if label is None:
        label = next((row[name] for name in row if name.rpartition(":")[2].upper() in ("NER", "NE")), "O")
    label = "O" if label in ("_", "*", "") else label
    if not _TAG.fullmatch(label):
        block.faults.append(Fault(number, f"not a tag, O or B-LABEL, I-LABEL, L-LABEL, U-LABEL: {label[:60]!r}"))
        return
    prefix, _, name = label.partition("-")
    tag = Tag(prefix, _unescaped(block, name, number))
    first = int(places[1])
    if places[2]:
        block.covered = int(places[2])
    elif first <= block.covered:
        # the surface of a multiword token has been read; its tag may stand at its first word
        if block.words and block.words[-1].tag.prefix == "O":
            block.words[-1].tag = tag
        return
    block.words.append(_Word(form, misc, tag, number))


def _features(misc: str) -> dict[str, str]:
    features: dict[str, str] = {}
    for item in misc.split("|") if misc != "_" else ():
        name, equals, value = item.partition("=")
        if equals:
            features[name] = value
    return features


def _spaces(value: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else _ESCAPED[match[2]], value)


def _record(identifier: str, block: _Block, name: str) -> Record | ColumnsError:
    faults = block.faults
    if not block.words:
        faults.append(Fault(block.line, "the document has no words"))
        return ColumnsError(name, faults)
    text, places = _text(block.words)
    spans, wrong = read_tags([Tagged(word.tag, word.ends_sentence, word.line) for word in block.words])
    faults += wrong
    fields = dict(block.fields)
    if "labels" in fields and isinstance(fields["labels"], str):
        fields["labels"] = [label.strip() for label in fields["labels"].split(",")]
    data: dict[str, Any] = {"id": identifier, "text": text, "doc_date": block.doc_date}
    data["entities"] = [
        {"start": places[first][0], "end": places[last][1], "label": label} | _span(block, block.words[first])
        for first, last, label in spans
    ]
    data["abbreviations"] = [
        item for word, place in zip(block.words, places, strict=True) for item in _abbreviations(block, word, place[0])
    ]
    if not faults:
        try:
            record = Record.from_dict(data)
        except RecordError as error:
            faults.append(Fault(block.line, str(error)))
        else:
            record.extra = fields
            return record
    return ColumnsError(name, faults)


def _text(words: Sequence[_Word]) -> tuple[str, list[tuple[int, int]]]:
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    position = 0
    for index, word in enumerate(words):
        before = _spaces(word.misc.get("SpacesBefore", ""))
        form = _spaces(word.misc["SpacesInToken"]) if "SpacesInToken" in word.misc else word.form
        if "SpacesAfter" in word.misc:
            after = _spaces(word.misc["SpacesAfter"])
        elif word.misc.get("SpaceAfter") == "No" or index == len(words) - 1:
            after = ""
        else:
            after = "\n" if word.ends_sentence else " "
        pieces += (before, form, after)
        start = position + len(before)
        places.append((start, start + len(form)))
        position = start + len(form) + len(after)
    return "".join(pieces), places


def _json(block: _Block, word: _Word, name: str) -> Any:
    """Read a feature that holds JSON; None where there is none or it is faulty."""
    if name not in word.misc:
        return None
    value = _unescaped(block, word.misc[name], word.line)
    try:
        return json.loads(value, parse_constant=_refused, parse_float=_finite)
    except (ValueError, RecursionError):
        block.faults.append(Fault(word.line, f"{name} is not JSON: {value[:60]!r}"))
        return None


def _span(block: _Block, word: _Word) -> dict[str, Any]:
    """Return what is known of the span that begins with a word."""
    span: dict[str, Any] = {"details": _json(block, word, "Details")}
    if "Norm" in word.misc:
        span["norm"] = _unescaped(block, word.misc["Norm"], word.line)
    if "Source" in word.misc:
        span["source"] = _unescaped(block, word.misc["Source"], word.line)
    if "Score" in word.misc:
        try:
            span["score"] = _finite(word.misc["Score"])
        except ValueError:
            block.faults.append(Fault(word.line, f"Score is not a number: {word.misc['Score'][:60]!r}"))
    return span


def _abbreviations(block: _Block, word: _Word, start: int) -> Iterator[dict[str, Any]]:
    found = _json(block, word, "Abbreviations")
    if found is None:
        return
    for item in found if isinstance(found, list) else [found]:
        if not isinstance(item, dict) or type(item.get("start")) is not int or type(item.get("end")) is not int:
            block.faults.append(Fault(word.line, "Abbreviations is not a list of objects with start and end"))
            return
        yield item | {"start": item["start"] + start, "end": item["end"] + start}
