"""The tables of the register: those that ship with the package and a user's own."""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vnjudnlp.agencies.register_records import Alias, BodyType, RegisterPlace, Reorganisation, Source
from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.resources import read_table

__all__ = ["COLUMNS", "KINDS", "LEVELS", "PATTERNS", "TIERS", "Tables", "read_shipped", "read_user"]

LEVELS = ("central", "region", "province", "district", "commune", "area", "unit", "none")
TIERS = ("province", "district", "commune", "region")
KINDS = ("renamed", "merged", "split", "abolished", "transferred")
RULES = ("none", "same", "province", "area")
ALIAS_KINDS = ("name", "alias", "short")
PATTERNS = {
    "central": "{name}",
    "region": "{name} {level} {place}",
    "province": "{name} {level} {place}",
    "district": "{name} {level} {place}",
    "commune": "{name} {level} {place}",
    "area": "{name} khu vực {number} - {place}",
    "unit": "{name}, {owner}",
    "none": "{name} {level} {place}",
}
COLUMNS = {
    "sources": ("id", "act", "date", "in_force", "title"),
    "body_types": ("id", "name", "level", "pattern", "parent", "family", "valid_from", "valid_to", "source"),
    "body_aliases": ("type", "alias", "kind", "place_levels"),
    "places": ("code", "name", "level", "tier", "parent", "valid_from", "valid_to", "successors", "source"),
    "reorganisations": ("predecessor", "successor", "place", "kind", "date", "source", "note"),
}
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


@dataclass(slots=True)
class Tables:
    """The rows of a register.

    Attributes:
        types: by id.
        aliases: in the order of the files.
        places: provinces, districts and regions by code, with the communes of a user's file.
        reorganisations: in the order of the files.
        sources: by id.
    """

    types: dict[str, BodyType] = field(default_factory=dict)
    aliases: list[Alias] = field(default_factory=list)
    places: dict[str, RegisterPlace] = field(default_factory=dict)
    reorganisations: list[Reorganisation] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)

    def add(self, table: str, row: Mapping[str, str]) -> None:
        """Add a row; one with the id of another takes its place."""
        values = {name: row.get(name, "") for name in COLUMNS[table]}
        if table == "body_types":
            self.types[row["id"]] = _body_type(values)
        elif table == "sources":
            self.sources[row["id"]] = Source(**values)
        elif table == "places":
            self.places[row["code"]] = _place(values)
        elif table == "body_aliases":
            values["kind"] = values["kind"] or "alias"
            self.aliases.append(Alias(**values))
        else:
            values["place"] = values["place"] or "none"
            self.reorganisations.append(Reorganisation(**values))


def _body_type(values: dict[str, str]) -> BodyType:
    values["level"] = values["level"] or "central"
    values["pattern"] = values["pattern"] or PATTERNS[values["level"]]
    return BodyType(**values)


def _place(values: Mapping[str, str]) -> RegisterPlace:
    successors = tuple(values["successors"].split("|")) if values["successors"] else ()
    return RegisterPlace(
        values["code"],
        values["name"],
        values["level"],
        values["tier"],
        values["parent"],
        values["valid_from"],
        values["valid_to"],
        successors,
        values.get("source", ""),
    )


def read_shipped() -> Tables:
    """Read the tables of the package, without the communes."""
    tables = Tables()
    for name, table in (
        ("sources", "sources"),
        ("body_types", "body_types"),
        ("body_aliases", "body_aliases"),
        ("places", "places"),
        ("places_history", "places"),
        ("reorganisations", "reorganisations"),
    ):
        for row in read_table(f"register/{name}.tsv"):
            tables.add(table, row)
    return tables


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
            _check_values(table, row, where)
            rows.append((where, table, row))
            tables.add(table, row)
    for where, table, row in rows:
        _check_references(table, row, tables, where)


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


def _check_values(table: str, row: Mapping[str, str], where: str) -> None:
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


def _check_references(table: str, row: Mapping[str, str], tables: Tables, where: str) -> None:
    if table == "body_types" and row.get("parent") and row["parent"] not in tables.types:
        raise RecordError(f"{where}: there is no type {row['parent']!r} for the parent")
    if table == "body_aliases" and row["type"] not in tables.types:
        raise RecordError(f"{where}: there is no type {row['type']!r}")
    if table == "reorganisations":
        for name in ("predecessor", "successor"):
            value = row.get(name, "").partition("@")[0]
            if value and value not in tables.types:
                raise RecordError(f"{where}: there is no type {value!r} for the {name}")
        if bool(row.get("successor")) == (row["kind"] == "abolished"):
            raise RecordError(f"{where}: kind abolished has no successor, every other kind has one")
