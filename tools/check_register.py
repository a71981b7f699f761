"""Check the tables of the register of bodies: ids, dates, and that what a row names is there."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path

from vnjudnlp.agencies.register_names import fold_name
from vnjudnlp.agencies.register_reading import FILES, Tables
from vnjudnlp.agencies.register_user import check_references, check_row
from vnjudnlp.corpus.faults import Fault
from vnjudnlp.errors import RecordError

__all__ = ["check_register"]

_ABOVE = {"province": "", "region": "", "district": "province", "commune": "district"}
_KEYS = {"sources": "id", "body_types": "id", "places": "code"}


def check_register(folder: Path) -> Iterator[Fault]:
    """Check the tables of a register's folder, whose form :func:`tools.check_data.check_lexicon` checks.

    Args:
        folder: the folder with ``body_types.tsv`` and the other tables.

    Yields:
        the faults.
    """
    files = {**FILES, "places_communes": "places"}
    rows = [
        (folder / f"{name}.tsv", number, table, row)
        for name, table in files.items()
        for number, row in _rows(folder / f"{name}.tsv")
    ]
    tables = Tables()
    seen: set[tuple[Path, str]] = set()
    for path, number, table, row in rows:
        key = row.get(_KEYS.get(table, ""), "")
        if key and (path, key) in seen:
            yield Fault(path, number, f"{key!r} stands twice")
        seen.add((path, key))
        try:
            check_row(table, row, "")
            tables.add(table, row)
        except RecordError as error:
            yield Fault(path, number, str(error).removeprefix(": "))
    for path, number, table, row in rows:
        yield from (Fault(path, number, message) for message in _faults(table, row, tables))
    used = {each for *_, row in rows for each in row.get("source", "").split("|")} | {"places"}
    for identifier in sorted(tables.sources.keys() - used):
        yield Fault(folder / "sources.tsv", 1, f"no row rests on {identifier!r}")


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    columns: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").removesuffix("\n").split("\n"), 1):
        fields = line.split("\t")
        if line.startswith("#"):
            continue
        if not columns:
            columns = fields
        elif len(fields) == len(columns):
            yield number, dict(zip(columns, fields, strict=True))


def _faults(table: str, row: Mapping[str, str], tables: Tables) -> Iterator[str]:
    try:
        check_references(table, row, tables, "")
    except RecordError as error:
        yield str(error).removeprefix(": ")
        return
    if "source" in row:
        if not row["source"]:
            yield "no source"
        yield from (f"there is no source {each!r}" for each in row["source"].split("|") if each not in tables.sources)
    if table == "places":
        yield from _faults_of_place(row, tables)
    if table == "reorganisations":
        yield from _faults_of_reorganisation(row, tables)


def _faults_of_place(row: Mapping[str, str], tables: Tables) -> Iterator[str]:
    if fold_name(row["name"]) != row["name"].lower():
        yield f"the name {row['name']!r} is not in the modern spelling"
    above = tables.places.get(row["parent"])
    if row["parent"] and above is None:
        yield f"there is no place {row['parent']!r}"
    elif above is not None and above.tier not in (_ABOVE[row["tier"]], "province"):
        yield f"a {row['tier']} lies in a {above.tier}"
    for code in filter(None, row["successors"].split("|")):
        after = tables.places.get(code)
        if after is None:
            yield f"there is no place {code!r}"
        elif after.valid_from > _next_day(row["valid_to"]) or after.valid_to == row["valid_to"]:
            yield f"{code!r} is not there on the day after {row['valid_to']}"


def _faults_of_reorganisation(row: Mapping[str, str], tables: Tables) -> Iterator[str]:
    before = tables.types[row["predecessor"].partition("@")[0]]
    if row["kind"] not in ("transferred", "split") and "@" not in row["predecessor"]:
        last = before.valid_to
        if last and last >= row["date"]:
            yield f"{before.id} is there until {last}"
    if not row["successor"]:
        return
    after = tables.types[row["successor"].partition("@")[0]]
    if not after.holds(row["date"]):
        yield f"{after.id} is not there on {row['date']}"
    levels = {"same": before.level, "province": "province", "area": "area"}
    if row["place"] in levels and after.level != levels[row["place"]]:
        yield f"{after.id} has the level {after.level}, not {levels[row['place']]}"
    if row["place"] == "none" and "@" not in row["successor"] and after.level not in ("central", "none"):
        yield f"{after.id} needs a place, but place is none"


def _next_day(date: str) -> str:
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days=1)).isoformat() if date else ""
