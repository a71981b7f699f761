"""A table for spreadsheets: one row a span, and one row for each document with its text.

Rows of the kind ``document`` begin a document: its text, its date, its other fields as JSON. A text that is too
long for a cell goes on in rows of the kind ``text``. Rows of the kinds ``entity`` and ``abbreviation`` follow.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.cells import bare_cell, safe_cell
from vnjudnlp.formats.format import ReadOptions, WriteOptions
from vnjudnlp.formats.jsonl import parse_json, write_json
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.text_stream import open_text
from vnjudnlp.records import Record

__all__ = ["COLUMNS", "read", "write"]

COLUMNS = ("document", "kind", "start", "end", "label", "text", "norm", "score", "source", "details", "doc_date")

_NEEDED = frozenset({"document", "kind", "start", "end", "text"})
# a cell of Excel and LibreOffice holds 32,767 UTF-16 units
_LONGEST_PIECE = 16_000
_LARGEST_CELL = 1 << 28
_DELIMITERS = (",", ";", "\t")
# matches NUL, which ends a string in many readers of CSV, and half a surrogate pair; does not match "a", "\t"
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def write(records: Iterable[Record], target: Path, losses: Losses, options: WriteOptions) -> None:
    """Write documents as one table; see :mod:`vnjudnlp.formats.format`."""
    encoding = "utf-8-sig" if options.byte_order_mark else "utf-8"
    with target.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for record in records:
            for row in _rows(record):
                cells = [_cell(row.get(name)) for name in COLUMNS]
                lost = 0
                for position, cell in enumerate(cells):
                    cells[position], count = _UNWRITABLE.subn("\ufffd", cell)
                    lost += count
                losses.add("characters that UTF-8 or CSV does not have become U+FFFD", record.id, lost)
                writer.writerow(cells)


def _rows(record: Record) -> Iterator[dict[str, Any]]:
    text = record.text
    extra = write_json(record.extra) if record.extra else None
    yield {
        "document": record.id,
        "kind": "document",
        "start": 0,
        "end": len(text),
        "text": text[:_LONGEST_PIECE],
        "details": extra,
        "doc_date": record.doc_date,
    }
    for start in range(_LONGEST_PIECE, len(text), _LONGEST_PIECE):
        piece = text[start : start + _LONGEST_PIECE]
        yield {"document": record.id, "kind": "text", "start": start, "end": start + len(piece), "text": piece}
    for entity in record.entities:
        yield {
            **entity.to_dict(),
            "document": record.id,
            "kind": "entity",
            "text": text[entity.start : entity.end],
            "source": entity.source or None,
            "details": None if entity.details is None else write_json(entity.details),
        }
    for item in record.abbreviations:
        yield {
            "document": record.id,
            "kind": "abbreviation",
            "start": item.start,
            "end": item.end,
            "text": text[item.start : item.end],
            "norm": item.long,
            "score": item.score,
            "details": write_json({"defined": item.defined, "readings": list(item.readings)}),
        }


def _cell(value: Any) -> str:
    """Return a value's cell; an apostrophe alone is the empty string, an empty cell no value."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else repr(value)
    return safe_cell(text) or "'"


def _value(cell: str) -> str | None:
    return bare_cell(cell) if cell else None


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read the documents of a table; see :mod:`vnjudnlp.formats.format`."""
    with open_text(path, options.encoding) as stream:
        document: _Document | None = None
        for line, row in _numbered_rows(stream, str(path)):
            if row.get("kind") == "document":
                if document is not None:
                    yield document.result(path)
                document = _Document(line)
            elif document is None:
                raise InputError(f"{path}:{line}: the first row is not that of a document; put the rows in their order")
            try:
                if document.fault is None:
                    document.add(row, line)
            except RecordError as error:
                document.fault = f"{line}: {error}"
        if document is not None:
            yield document.result(path)


class _Document:
    """The rows of one document, gathered."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.fault: str | None = None
        self.record = Record("", "")
        self._length = 0
        self._pieces: list[str] | None = []

    def add(self, row: dict[str, str], line: int) -> None:
        """Take in a row.

        Raises:
            RecordError: a cell is wrong.
        """
        kind = row["kind"]
        if kind == "document":
            fields = _object(row, "details")
            self.record = Record.from_dict(
                {**fields, "id": bare_cell(row["document"]), "text": "", "doc_date": _value(row.get("doc_date", ""))}
            )
            self._length = _whole_number(row, "end")
        elif bare_cell(row["document"]) != self.record.id:
            raise RecordError(
                f"the row is of {bare_cell(row['document'])!r} but stands below {self.record.id!r}; "
                "put the rows in their order"
            )
        if kind in ("document", "text"):
            if self._pieces is None:
                raise RecordError("more text stands below spans; put the rows in their order")
            self._pieces.append(bare_cell(row["text"]))
            return
        self._complete()
        if kind == "entity":
            data = self._span(row)
            data["details"] = _object(row, "details") if row.get("details") else None
            self.record.entities += self._checked("entities", data).entities
        elif kind == "abbreviation":
            data = {**_object(row, "details"), **self._span(row), "long": _value(row.get("norm", ""))}
            self.record.abbreviations += self._checked("abbreviations", data).abbreviations
        else:
            raise RecordError(f"the kind is document, text, entity or abbreviation, not {kind!r}")

    def result(self, path: Path) -> Record | RecordError:
        """Return the document, or what is wrong with it."""
        if self.fault is None:
            try:
                self._complete()
            except RecordError as error:
                self.fault = f"{self.line}: {error}"
        return self.record if self.fault is None else RecordError(f"{path}:{self.fault}")

    def _complete(self) -> None:
        if self._pieces is None:
            return
        text = "".join(self._pieces)
        self._pieces = None
        if len(text) != self._length:
            raise RecordError(
                f"the text has {len(text)} characters, not the {self._length} that its row says: a spreadsheet "
                "has changed it; take the table as it was written"
            )
        self.record.text = text

    def _span(self, row: dict[str, str]) -> dict[str, Any]:
        data = {name: _value(row.get(name, "")) for name in ("label", "norm", "source")}
        start, end = _whole_number(row, "start"), _whole_number(row, "end")
        shown, text = bare_cell(row["text"]), self.record.text[start:end]
        if shown != text:
            raise RecordError(f"the text at {start}-{end} is {text!r}, not {shown!r}; mend the offsets or the text")
        return {**data, "start": start, "end": end, "score": _score(row)}

    def _checked(self, name: str, data: dict[str, Any]) -> Record:
        return Record.from_dict({"text": self.record.text, name: [data]})


def _numbered_rows(stream: TextIO, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows by the names of their columns, each with the line on which it begins."""
    header = stream.readline().rstrip("\r\n")
    delimiter = max(_DELIMITERS, key=header.count)
    columns = [column.strip().strip('"') for column in header.split(delimiter)]
    missing, unknown = _NEEDED.difference(columns), set(columns).difference(COLUMNS)
    if missing:
        raise InputError(f"{name}:1: not a table of spans: no column {', '.join(sorted(missing))}")
    if unknown or len(set(columns)) < len(columns):
        twice = unknown or {column for column in columns if columns.count(column) > 1}
        raise InputError(f"{name}:1: unknown or repeated columns {', '.join(sorted(twice))!r}; remove them")
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 2
        # the limit is one for the whole process, and others may rely on it
        limit = csv.field_size_limit(_LARGEST_CELL)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputError(f"{name}:{line}: not CSV ({error}); mend the quotation marks of this row") from None
        finally:
            csv.field_size_limit(limit)
        if not any(cells):
            continue
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            raise InputError(f"{name}:{line}: {len(cells)} cells for {len(columns)} columns; mend the row")
        cells += [""] * (len(columns) - len(cells))
        yield line, dict(zip(columns, cells, strict=False))


def _whole_number(row: dict[str, str], column: str) -> int:
    cell = row[column]
    # int() takes blanks, underscores and a sign too
    if not (cell.isascii() and cell.isdigit() and len(cell) < 19):
        raise RecordError(f'"{column}" is not a whole number: {cell!r}')
    return int(cell)


def _score(row: dict[str, str]) -> float:
    cell = bare_cell(row.get("score", "")) or "1.0"
    try:
        score = float(cell)
    except ValueError:
        score = math.nan
    if not math.isfinite(score):
        raise RecordError(f'"score" is not a number: {cell!r}')
    return score


def _object(row: dict[str, str], column: str) -> dict[str, Any]:
    cell = bare_cell(row.get(column, ""))
    data = parse_json(cell) if cell else {}
    if not isinstance(data, dict):
        raise RecordError(f'"{column}" is not a JSON object: {cell[:40]!r}')
    return data
