"""JSON Lines: one record a line, in the format of the annotation guidelines.

A record is ``{"id": "…", "text": "…", "doc_date": "2022-04-13", "entities": [{"start": 0, "end": 11, "label": "TITLE",
"norm": null}], "abbreviations": [{"start": 5, "end": 10, "long": "…", "defined": true}]}``; other fields are kept.
"""

from __future__ import annotations

import io
import json
import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from vnjudnlp.errors import EncodingError, InputError, RecordError
from vnjudnlp.formats.format import Piece, ReadOptions, WriteOptions
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.text_input import Source, open_source, readable_name
from vnjudnlp.records import Record
from vnjudnlp.resources import read_text

__all__ = [
    "looks_like_record",
    "numbered_records",
    "parse_json",
    "parse_record",
    "pieces",
    "read",
    "read_piece",
    "read_records",
    "record_schema",
    "write",
    "write_json",
    "write_record",
]

# matches a half of a pair that stands for one character in UTF-16; does not match any character
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read the records of a file; see :mod:`vnjudnlp.formats.format`."""
    with open_source(str(path), options.encoding) as source:
        yield from read_records(source)


def write(records: Iterable[Record], target: Path, losses: Losses, options: WriteOptions) -> None:
    """Write records as a file; see :mod:`vnjudnlp.formats.format`."""
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{write_record(record)}\n" for record in records)


def pieces(path: Path, options: ReadOptions, size: int) -> Iterator[Piece]:
    """Divide a file behind line breaks; see :mod:`vnjudnlp.formats.format`."""
    with open_source(str(path), options.encoding) as source:
        encoding = source.encoding
    if encoding.newline != b"\n":
        raise InputError(f"{path}: a file in {encoding.name} is read as a whole")
    with path.open("rb") as stream:
        start, line = 0, 1
        while data := stream.read(size):
            if not data.endswith(b"\n"):
                data += stream.readline()
            yield Piece(start, start + len(data), line, len(data))
            start += len(data)
            line += data.count(b"\n")


def read_piece(path: Path, options: ReadOptions, piece: Piece) -> Iterator[tuple[int, Record | RecordError]]:
    """Read the records between two bytes, numbered by their lines; see :mod:`vnjudnlp.formats.format`."""
    with path.open("rb") as stream:
        stream.seek(max(0, piece.start - 1))
        before = stream.read(min(1, piece.start))
        data = stream.read(piece.stop - piece.start)
    if before not in (b"", b"\n") or len(data) != piece.stop - piece.start:
        raise InputError(f"{path}: was changed while it was read; run again when it is complete")
    source = Source(io.BytesIO(data), readable_name(str(path)), options.encoding, offset=piece.start, line=piece.first)
    yield from numbered_records(source)


def read_records(source: Source) -> Iterator[Record | RecordError]:
    """Read records one by one; a line that is none is reported in its place and the rest is read.

    Args:
        source: the open input.

    Returns:
        for each line that is not blank its record, or an error whose message begins ``FILE:LINE:``. A record without an
        ``id`` gets ``FILE:LINE``.
    """
    return (item for _, item in numbered_records(source))


def numbered_records(source: Source) -> Iterator[tuple[int, Record | RecordError]]:
    """Read records one by one, each with the number of its line, counted from 1; see :func:`read_records`."""
    for number, line in source.numbered_lines():
        place = f"{source.name}:{number}"
        if isinstance(line, EncodingError):
            yield number, RecordError(f"{place}: {str(line).removeprefix(f'{source.name}: ')}")
        elif line.strip():
            try:
                record = parse_record(line)
            except RecordError as error:
                yield number, RecordError(f"{place}: {error}")
            else:
                record.id = record.id or place
                yield number, record


def parse_record(line: str) -> Record:
    """Read one record.

    Args:
        line: one line of JSON.

    Returns:
        the record.

    Raises:
        RecordError: the line is not JSON, or a field is missing or wrong.

    >>> parse_record('{"id": "a", "text": "Cục THADS", "court": "TAND"}').extra
    {'court': 'TAND'}
    """
    return Record.from_dict(parse_json(line))


def parse_json(line: str) -> Any:
    """Read JSON as its standard has it.

    Args:
        line: the JSON.

    Returns:
        plain data.

    Raises:
        RecordError: it is not JSON, has numbers that JSON does not have, or is nested without end.
    """
    try:
        return json.loads(line, parse_float=_finite, parse_constant=_finite)
    except json.JSONDecodeError as error:
        raise RecordError(f"not JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise RecordError("not plain data: objects or lists inside one another without end") from None
    except ValueError as error:
        raise RecordError(f"not JSON: {error}") from None


def looks_like_record(line: str) -> bool:
    """Whether a line of unknown input is a JSON object with a text.

    >>> looks_like_record('{"text": "Bộ Tư pháp"}'), looks_like_record("{1} Bộ Tư pháp")
    (True, False)
    """
    if not line.startswith("{"):
        return False
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and "text" in data


def write_record(record: Record, **fields: Any) -> str:
    """Write one record as a line that :func:`parse_record` reads back.

    Args:
        record: the record.
        **fields: more fields, which take the place of the record's own of the same name.

    Returns:
        JSON without a line break; a lone surrogate is escaped, so the line can be written as UTF-8.
    """
    return write_json({**record.to_dict(), **fields})


def write_json(data: dict[str, Any], *, indent: int | None = None) -> str:
    """Write plain data as JSON that can be written as UTF-8: one line, or indented lines for people to read."""
    line = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent)
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema, draft 2020-12, of the records that ``vnjudnlp tag --format jsonl`` writes.

    >>> sorted(record_schema()["required"])
    ['abbreviations', 'doc_date', 'entities', 'id', 'text']
    """
    schema: dict[str, Any] = json.loads(read_text("schema/record.schema.json"))
    return schema


def _finite(number: str) -> float:
    """Read a number; NaN and infinities, which JSON does not have, are refused."""
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{number} is not a number of JSON")
    return value
