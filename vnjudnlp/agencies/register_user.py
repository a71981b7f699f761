"""A user's own rows of the register, checked line by line."""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from vnjudnlp.agencies.register_reading import ALIAS_KINDS, COLUMNS, KINDS, LEVELS, RULES, TIERS, Tables
from vnjudnlp.errors import InputError, RecordError

__all__ = ["check_references", "check_row", "read_user"]

# the columns without which a row says nothing; the table of a user's row is known by them
_REQUIRED = {
    "reorganisations": ("predecessor", "kind", "date"),
    "places": ("code", "name", "level", "tier"),
    "body_aliases": ("type", "alias"),
    "sources": ("id", "act"),
    "body_types": ("id", "name"),
}
_DATES = ("valid_from", "valid_to", "date", "in_force")
_CHOICES = {
    ("body_types", "level"): LEVELS,
    ("places", "tier"): TIERS,
    ("body_aliases", "kind"): ALIAS_KINDS,
    ("reorganisations", "kind"): KINDS,
    ("reorganisations", "place"): RULES,
}
# matches "area_court", "ministry_of_justice"; does not match "Area court", "a@64"
_TYPE_ID = re.compile(r"[a-z][a-z0-9_]*")
# matches "64", "52-2025.xa-chu-se"; does not match "64@1", "a b"
_PLACE_CODE = re.compile(r"[^\s@|,;]+")
# matches "{name}", "{x}"; does not match "name"
_FIELD = re.compile(r"\{([^{}]*)\}")


def read_user(path: Path, tables: Tables) -> None:
    """Add a user's rows to the tables; a row with the id or the code of another takes its place.

    Args:
        path: a tab-separated file with a header line, a JSON Lines file (``.jsonl``), or a folder of such files.
        tables: the tables to add to.

    Raises:
        InputError: a file cannot be read.
        RecordError: a row is faulty; the message names file and line.
    """
    files = sorted(each for each in path.iterdir() if each.suffix in (".tsv", ".jsonl")) if path.is_dir() else [path]
    if not files:
        raise InputError(f"{path}: a register is a .tsv or a .jsonl file, or a folder with such files")
    rows: list[tuple[str, str, dict[str, str]]] = []
    for file in files:
        for number, row in _rows(file):
            where = f"{file}:{number}"
            table = _table_of(row, where)
            check_row(table, row, where)
            rows.append((where, table, row))
            tables.add(table, row)
    for where, table, row in rows:
        check_references(table, row, tables, where)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").split("\n")
    yield from _json_rows(path, lines) if path.suffix == ".jsonl" else _tab_rows(path, lines)


def _tab_rows(path: Path, lines: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    columns: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [value.strip() for value in line.split("\t")]
        if not columns:
            columns = fields
            if len(set(columns)) < len(columns):
                raise RecordError(f"{path}:{number}: a column stands twice in the header")
        elif len(fields) != len(columns):
            raise RecordError(f"{path}:{number}: {len(fields)} fields, the header has {len(columns)}")
        else:
            yield number, dict(zip(columns, fields, strict=True))


def _json_rows(path: Path, lines: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            data: Any = json.loads(line)
        except (ValueError, RecursionError):
            raise RecordError(f"{path}:{number}: not JSON") from None
        if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
            raise RecordError(f"{path}:{number}: a row is an object whose values are strings")
        yield number, {name: value.strip() for name, value in data.items()}


def _table_of(row: Mapping[str, str], where: str) -> str:
    for table, names in _REQUIRED.items():
        if all(name in row for name in names):
            unknown = sorted(row.keys() - set(COLUMNS[table]))
            if unknown:
                raise RecordError(f"{where}: {table} has no column {unknown[0]!r}, only {', '.join(COLUMNS[table])}")
            missing = next((name for name in names if not row[name]), "")
            if missing:
                raise RecordError(f"{where}: {missing} is empty")
            return table
    wanted = "; ".join(f"{table}: {', '.join(names)}" for table, names in _REQUIRED.items())
    raise RecordError(f"{where}: the columns are those of no table; each needs ({wanted})")


def check_row(table: str, row: Mapping[str, str], where: str) -> None:
    """Check the values of a row.

    Args:
        table: the table.
        row: the values by column.
        where: file and line, for the message.

    Raises:
        RecordError: a value is wrong.
    """
    for name, value in row.items():
        choices = _CHOICES.get((table, name))
        if value and choices is not None and value not in choices:
            raise RecordError(f"{where}: {name} {value!r} is none of {', '.join(choices)}")
        if value and name in _DATES and not _is_date(value):
            raise RecordError(f"{where}: {name} {value!r} is no date; write it as 2025-07-01")
        if any(unicodedata.category(character) == "Cc" for character in value):
            raise RecordError(f"{where}: a control character in {name}")
    if row.get("valid_from", "") > (row.get("valid_to", "") or "9999"):
        raise RecordError(f"{where}: valid_to {row['valid_to']} lies before valid_from {row['valid_from']}")
    if table == "body_types":
        if not _TYPE_ID.fullmatch(row["id"]):
            raise RecordError(f"{where}: the id {row['id']!r} is not made of small letters, digits and underscores")
        unknown = set(_FIELD.findall(row.get("pattern", ""))) - {"name", "level", "place", "number", "owner"}
        if unknown or "{" in _FIELD.sub("", row.get("pattern", "")):
            raise RecordError(
                f"{where}: pattern {row['pattern']!r} may hold {{name}}, {{level}}, {{place}}, {{number}}, {{owner}}"
            )
    if table == "places" and not _PLACE_CODE.fullmatch(row["code"]):
        raise RecordError(f"{where}: the code {row['code']!r} has a space or one of @ | , ;")


def _is_date(value: str) -> bool:
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def check_references(table: str, row: Mapping[str, str], tables: Tables, where: str) -> None:
    """Check that what a row names is there.

    Args:
        table: the table.
        row: the values by column.
        tables: all rows; codes of communes are not looked up.
        where: file and line, for the message.

    Raises:
        RecordError: a type or a place is not known.
    """
    if table == "body_types" and row.get("parent") and row["parent"] not in tables.types:
        raise RecordError(f"{where}: there is no type {row['parent']!r} for the parent")
    if table == "places":
        codes = (row.get("parent", ""), *row.get("successors", "").split("|"))
        # a full stop stands in the codes of communes, which are read when they are needed
        missing = next((code for code in codes if code and code not in tables.places and code.count(".") == 0), "")
        if missing:
            raise RecordError(f"{where}: there is no place {missing!r}")
    if table == "body_aliases" and row["type"] not in tables.types:
        raise RecordError(f"{where}: there is no type {row['type']!r}")
    if table == "reorganisations":
        for name in ("predecessor", "successor"):
            value = row.get(name, "").partition("@")[0]
            if value and value not in tables.types:
                raise RecordError(f"{where}: there is no type {value!r} for the {name}")
        if bool(row.get("successor")) == (row["kind"] == "abolished"):
            raise RecordError(f"{where}: kind abolished has no successor, every other kind has one")
