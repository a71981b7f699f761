"""Parquet with a fixed schema that Hugging Face ``datasets`` knows: one document a row.

Columns ``id``, ``text``, ``doc_date``, ``entities``, ``abbreviations`` hold what a record holds; all other fields of a
record are one column ``fields`` of JSON, since they may differ from document to document and the schema stands before
the first is seen. Any other Parquet file with a column of strings called ``text`` is read too, its other columns as
fields.
"""

from __future__ import annotations

import base64
import datetime
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.format import Piece, ReadOptions, WriteOptions
from vnjudnlp.formats.jsonl import write_json
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.plain_strings import replace_surrogates
from vnjudnlp.records import Record

__all__ = ["pieces", "read", "read_piece", "schema", "write"]

# documents and characters of a row group: what is held in memory while writing
_GROUP_DOCUMENTS = 1000
_GROUP_CHARACTERS = 1 << 23
# a row read at a time costs calls, a thousand long documents cost memory
_BATCH_DOCUMENTS = 64

_ENTITY: dict[str, str] = {
    "start": "int64",
    "end": "int64",
    "label": "string",
    "norm": "string",
    "score": "float64",
    "source": "string",
    "text": "string",
    "details": "string",
}
_ABBREVIATION: dict[str, str] = {
    "start": "int64",
    "end": "int64",
    "short": "string",
    "long": "string",
    "defined": "bool",
    "score": "float64",
    "readings": "list",
}
_TYPES = {
    "int64": pa.int64(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
    "string": pa.string(),
    "list": pa.list_(pa.string()),
}


def schema() -> pa.Schema:
    """Return the schema of the files that are written, with the features of ``datasets`` among its metadata."""
    structs = {name: pa.struct([(key, _TYPES[kind]) for key, kind in _STRUCTS[name].items()]) for name in _STRUCTS}
    columns = [(name, pa.list_(structs[name]) if name in structs else pa.string()) for name in _COLUMNS]
    features: dict[str, Any] = {
        name: [{key: _feature(kind) for key, kind in _STRUCTS[name].items()}] if name in structs else _feature("string")
        for name in _COLUMNS
    }
    return pa.schema(columns, metadata={"huggingface": json.dumps({"info": {"features": features}})})


_COLUMNS = ("id", "text", "doc_date", "entities", "abbreviations", "fields")
_STRUCTS = {"entities": _ENTITY, "abbreviations": _ABBREVIATION}


def _feature(kind: str) -> Any:
    return [_feature("string")] if kind == "list" else {"dtype": kind, "_type": "Value"}


def write(records: Iterable[Record], target: Path, losses: Losses, options: WriteOptions) -> None:
    """Write records as a file, a row group at a time; see :mod:`vnjudnlp.formats.format`."""
    layout = schema()
    with parquet.ParquetWriter(target, layout, compression="zstd") as file:
        rows: list[dict[str, Any]] = []
        characters = 0
        for record in records:
            rows.append(_row(record, losses))
            characters += len(record.text)
            if len(rows) >= _GROUP_DOCUMENTS or characters >= _GROUP_CHARACTERS:
                file.write_table(pa.Table.from_pylist(rows, schema=layout))
                rows, characters = [], 0
        if rows:
            file.write_table(pa.Table.from_pylist(rows, schema=layout))


def _row(record: Record, losses: Losses) -> dict[str, Any]:
    row = record.to_dict()
    for entity in row["entities"]:
        entity["details"] = None if entity.get("details") is None else write_json(entity["details"])
    cleaned, count = replace_surrogates({name: row[name] for name in _COLUMNS[:-1]})
    losses.add("halves of surrogate pairs are written as U+FFFD", record.id, count)
    return {**cleaned, "fields": write_json(record.extra) if record.extra else None}


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read the documents of a file; see :mod:`vnjudnlp.formats.format`."""
    yield from (record for _, record in _numbered(path, options, None, 1))


def pieces(path: Path, options: ReadOptions, size: int) -> Iterator[Piece]:
    """Divide a file between row groups; see :mod:`vnjudnlp.formats.format`."""
    with _sound(path), parquet.ParquetFile(path) as file:
        start, first, rows, held = 0, 1, 0, 0
        for group in range(file.metadata.num_row_groups):
            found = file.metadata.row_group(group)
            rows, held = rows + found.num_rows, held + found.total_byte_size
            if held >= size or group + 1 == file.metadata.num_row_groups:
                yield Piece(start, group + 1, first, held)
                start, first, rows, held = group + 1, first + rows, 0, 0


def read_piece(path: Path, options: ReadOptions, piece: Piece) -> Iterator[tuple[int, Record | RecordError]]:
    """Read the documents of some row groups; see :mod:`vnjudnlp.formats.format`."""
    yield from _numbered(path, options, range(piece.start, piece.stop), piece.first)


def _numbered(
    path: Path, options: ReadOptions, groups: range | None, first: int
) -> Iterator[tuple[int, Record | RecordError]]:
    name = options.name or str(path)
    with _sound(path), parquet.ParquetFile(path) as file:
        layout = file.schema_arrow
        _check(layout, path)
        number = first
        for batch in file.iter_batches(_BATCH_DOCUMENTS, row_groups=groups, use_threads=False):
            for row in _rows(batch):
                yield number, _record(row, layout, f"{path}:row {number}", f"{name}:{number}")
                number += 1


@contextmanager
def _sound(path: Path) -> Iterator[None]:
    """Turn what goes wrong over a file that is no sound Parquet file into an error for users."""
    try:
        yield
    except (pa.ArrowException, UnicodeDecodeError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        reason = str(error).partition("\n")[0]
        raise InputError(f"{path}: is not a sound Parquet file ({reason}); export it again") from None


def _rows(batch: pa.RecordBatch) -> Iterator[dict[str, Any]]:
    # not to_pylist of the batch: two columns of one name would be one
    names = batch.schema.names
    for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
        yield dict(zip(names, values, strict=True))


def _check(layout: pa.Schema, path: Path) -> None:
    """Refuse a file whose columns cannot be those of documents."""
    names = layout.names
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise InputError(f"{path}: two columns are called {doubled[0]!r}; rename one")
    if "text" not in names or not _is_string(layout.field("text").type):
        known = ", ".join(names[:20])
        raise InputError(f'{path}: has no column "text" of strings; rename the one with the texts (it has: {known})')
    for name in _STRUCTS:
        if name in names and not _holds_spans(layout.field(name).type):
            raise InputError(f'{path}: the column "{name}" is not a list of objects with start and end; rename it')


def _is_string(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return any(test(kind) for test in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view))


def _holds_spans(kind: pa.DataType) -> bool:
    if pa.types.is_null(kind):
        return True
    if not (pa.types.is_list(kind) or pa.types.is_large_list(kind)):
        return False
    item = kind.value_type
    return pa.types.is_struct(item) and {"start", "end"} <= {item.field(i).name for i in range(item.num_fields)}


def _record(row: dict[str, Any], layout: pa.Schema, place: str, name: str) -> Record | RecordError:
    try:
        data = {key: plain(value) for key, value in row.items()}
        if not isinstance(data["text"], str):
            return RecordError(f"{place}: there is no text; take the row out")
        if data.get("id") is None or isinstance(data["id"], str):
            data["id"] = data.get("id") or name
        else:
            data["id"] = str(data["id"])
        for key in _STRUCTS:
            data[key] = [_without_nulls(item) for item in data.get(key) or [] if item is not None]
        for entity in data["entities"]:
            if isinstance(entity.get("details"), str):
                entity["details"] = _parsed(entity["details"], "details")
        if isinstance(data.get("fields"), str) and layout.names[: len(_COLUMNS)] == list(_COLUMNS):
            extra = _parsed(data.pop("fields"), "fields")
            data = {**{key: value for key, value in extra.items() if key not in _COLUMNS[:-1]}, **data}
        elif data.get("fields", "") is None:
            del data["fields"]
        record = Record.from_dict(data)
    except RecordError as error:
        return RecordError(f"{place}: {error}")
    return record


def _without_nulls(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if value is not None}


def _parsed(value: str, column: str) -> dict[str, Any]:
    try:
        data = plain(json.loads(value))
    except (ValueError, RecursionError):
        raise RecordError(f'"{column}" is not JSON; write it with json.dumps') from None
    if not isinstance(data, dict):
        raise RecordError(f'"{column}" is not a JSON object')
    return data


def plain(value: Any) -> Any:
    """Return a value of Parquet as plain data that JSON has: dates as ISO 8601, bytes as base64, NaN as None.

    >>> plain([datetime.date(2022, 4, 13), float("nan"), b"ab"])
    ['2022-04-13', None, 'YWI=']
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, datetime.datetime) and value.time() == datetime.time() and value.tzinfo is None:
        return value.date().isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, Decimal):
        return str(value)
    return str(value)
