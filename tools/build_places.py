"""Write the lists of Vietnam's administrative units from the address data of an installed underthesea package.

The package is found but never imported. Two files come out: `places.tsv` (provinces and districts, with the time each
unit was valid) and `places_communes.tsv` (commune-level names with the number of units of that name).

Usage:
    python tools/build_places.py [--out data/lexicons]
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple, TypedDict, cast

from vnjudnlp.resources import read_table

LAST_DAY_BEFORE = "2025-06-30"
FIRST_DAY_AFTER = "2025-07-01"
LEVELS = ("thành phố", "thị trấn", "đặc khu", "thị xã", "phường", "huyện", "quận", "tỉnh", "xã")
SOURCE = "Source: underthesea (Apache-2.0) address data, from vietnamadminunits 1.0.4; made by tools/build_places.py"


class Province(TypedDict):
    """A province as the data has it."""

    name: str
    short: str
    code: str


class WardRecord(TypedDict):
    """One line of the data: a unit before the change and the one it became a part of."""

    old_province: str
    old_district: str
    old_ward: str
    old_ward_key: str
    new_province: str
    new_ward: str
    new_ward_key: str


class Mapping(TypedDict):
    """The part of mapping.json that is read."""

    province_mapping: dict[str, str]
    province_names: dict[str, Province]
    old_province_names: dict[str, Province]
    ward_mapping: list[WardRecord]


class Place(NamedTuple):
    """One row of places.tsv."""

    name: str
    level: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successor: str = ""


class Commune(NamedTuple):
    """One row of places_communes.tsv."""

    name: str
    level: str
    count_before: int
    count_after: int


def find_mapping() -> Path:
    """Return the path of the address data in the installed underthesea package."""
    spec = importlib.util.find_spec("underthesea")
    if spec is None or spec.origin is None:
        raise SystemExit("underthesea is not installed here: install it (pip install underthesea) and try again")
    path = Path(spec.origin).parent / "address" / "data" / "mapping.json"
    if not path.is_file():
        raise SystemExit(f"no address data at {path}: this version of underthesea does not have it")
    return path


def split_level(full: str) -> tuple[str, str]:
    """Split `Huyện Chư Sê` into its name and its level, `("Chư Sê", "huyện")`."""
    text = unicodedata.normalize("NFC", " ".join(full.split()))
    lowered = text.lower()
    for level in LEVELS:
        if lowered.startswith(f"{level} "):
            name = text[len(level) + 1 :]
            return " ".join(word[:1].upper() + word[1:] for word in name.split(" ")), level
    raise ValueError(f"no level word in {full!r}")


def build_places(data: Mapping) -> list[Place]:
    """Return the provinces before and after the change of 1 July 2025, and the districts before it."""
    rows: set[Place] = set()
    for key, province in data["old_province_names"].items():
        name, level = split_level(province["name"])
        successor = split_level(data["province_names"][data["province_mapping"][key]]["name"])[0]
        rows.add(Place(name, level, valid_to=LAST_DAY_BEFORE, successor=successor))
    for province in data["province_names"].values():
        name, level = split_level(province["name"])
        rows.add(Place(name, level, valid_from=FIRST_DAY_AFTER))
    successors: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for record in data["ward_mapping"]:
        successors[record["old_province"], record["old_district"]][record["new_province"]] += 1
    for (old_province, district), targets in successors.items():
        name, level = split_level(district)
        parent = split_level(old_province)[0]
        successor = split_level(targets.most_common(1)[0][0])[0]
        rows.add(Place(name, level, parent, valid_to=LAST_DAY_BEFORE, successor=successor))
    return sorted(rows)


def build_communes(data: Mapping) -> list[Commune]:
    """Return each commune-level name and level with the number of units that have it before and after the change."""
    # two units of one parent that differ in diacritics alone have no name in the data, only a key
    names = {row["key"]: row["name"] for row in read_table("lexicons/places_keys.tsv")}
    before: set[tuple[str, str, str]] = set()
    after: set[tuple[str, str]] = set()
    for record in data["ward_mapping"]:
        old = record["old_ward"] or names.get(record["old_ward_key"], "")
        new = record["new_ward"] or names.get(record["new_ward_key"], "")
        if old:
            before.add((record["old_province"], record["old_district"], old))
        elif record["old_ward_key"]:
            raise ValueError(f"a unit without a name: {record['old_ward_key']}")
        if not new:
            raise ValueError(f"a unit without a name: {record['new_ward_key']}")
        after.add((record["new_province"], new))
    count_before = Counter(split_level(unit[-1]) for unit in before)
    count_after = Counter(split_level(unit[-1]) for unit in after)
    units = sorted(set(count_before) | set(count_after))
    return [Commune(name, level, count_before[name, level], count_after[name, level]) for name, level in units]


def write_table(path: Path, about: str, columns: tuple[str, ...], rows: list[Place] | list[Commune]) -> None:
    """Write rows as a tab-separated file with its comment lines and its header."""
    lines = [f"# {line}" for line in (about, SOURCE)]
    lines.append("\t".join(columns))
    lines.extend("\t".join(str(value) for value in row) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{path}: {len(rows)} rows")


def main() -> None:
    """Read the data and write both files."""
    parser = argparse.ArgumentParser(description="Write the lists of administrative units.")
    default = Path(__file__).resolve().parent.parent / "data" / "lexicons"
    parser.add_argument("--out", type=Path, default=default, help="the folder to write to")
    out = cast(Path, parser.parse_args().out)
    data = cast(Mapping, json.loads(find_mapping().read_text(encoding="utf-8")))
    out.mkdir(parents=True, exist_ok=True)
    write_table(
        out / "places.tsv",
        "Provinces before and after 1 July 2025 and the districts before it. Columns: name without its level word; "
        "level; parent (a district's province); valid_from and valid_to (ISO dates, empty: not known or still valid); "
        "successor (the province that the area belongs to since 1 July 2025).",
        Place._fields,
        build_places(data),
    )
    write_table(
        out / "places_communes.tsv",
        "Commune-level names. Columns: name without its level word; level; count_before and count_after (how many "
        "units of that name and level there were until 30 June 2025 and are since 1 July 2025).",
        Commune._fields,
        build_communes(data),
    )


if __name__ == "__main__":
    main()
