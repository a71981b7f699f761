"""Write the places of the register from the address data of an installed underthesea package.

Two files come out: `places.tsv` (provinces before and after 1 July 2025, districts before it) and `places_communes.tsv`
(communes, wards and townships before and after), each place with a code and with what became of it. What happened
before 1 July 2025 is not in the data; `places_history.tsv` has it, written by hand.

Usage:
    python -m tools.build_register_places [--out data/register]
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple, cast

from tools.build_places import (
    FIRST_DAY_AFTER,
    LAST_DAY_BEFORE,
    SOURCE,
    Mapping,
    WardRecord,
    find_mapping,
    split_level,
)
from vnjudnlp.resources import read_table
from vnjudnlp.text.diacritics import strip_diacritics

COLUMNS = (
    "Columns: code (the official code of a province, with -2025 where it was made on 1 July 2025; of a district or a "
    "commune that of the place above, a full stop, level and name without diacritics); name without its level word; "
    "level; tier; parent (the code of the place above); valid_from and valid_to (ISO dates, empty: not known or still "
    "valid); successors (the codes of what its area became, the largest part first)."
)


class Row(NamedTuple):
    """One row of either file."""

    code: str
    name: str
    level: str
    tier: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: str = ""


def slug(text: str) -> str:
    """Write a name without diacritics, in lower case, with hyphens: `Huyện Chư Sê` is `huyen-chu-se`."""
    return re.sub(r"[^a-z0-9]+", "-", strip_diacritics(text.lower())).strip("-")


class Builder:
    """The codes of all places, so that rows can name each other.

    Args:
        data: the address data.
    """

    def __init__(self, data: Mapping) -> None:
        self.data = data
        # two units of one parent that differ in diacritics alone have no name in the data, only a key
        self.names = {row["key"]: row["name"] for row in read_table("lexicons/places_keys.tsv")}
        self.old_codes = {row["name"]: row["code"] for row in data["old_province_names"].values()}
        made_of = Counter(data["province_mapping"].values())
        self.unchanged = {
            row["name"]
            for key, row in data["province_names"].items()
            if made_of[key] == 1
            and key in data["old_province_names"]
            and data["old_province_names"][key]["name"] == row["name"]
        }
        self.new_codes = {
            row["name"]: row["code"] if row["name"] in self.unchanged else f"{row['code']}-2025"
            for row in data["province_names"].values()
        }
        self.records = [(record, self.old_ward(record), self.new_ward(record)) for record in data["ward_mapping"]]
        counts: dict[str, set[str]] = defaultdict(set)
        for record, old, new in self.records:
            counts[f"{self.district(record)}.{slug(old)}"].add(old)
            counts[f"{self.new_codes[record['new_province']]}.{slug(new)}"].add(new)
        self.twins = {code for code, names in counts.items() if len(names) > 1}

    def old_ward(self, record: WardRecord) -> str:
        """Return the full name of the commune before the change, "" where a district had none."""
        return record["old_ward"] or self.names.get(record["old_ward_key"], "")

    def new_ward(self, record: WardRecord) -> str:
        """Return the full name of the commune after the change."""
        return record["new_ward"] or self.names[record["new_ward_key"]]

    def district(self, record: WardRecord) -> str:
        """Return the code of a record's district."""
        return f"{self.old_codes[record['old_province']]}.{slug(record['old_district'])}"

    def commune(self, parent: str, name: str) -> str:
        """Return a commune's code; those that differ in diacritics alone keep them."""
        code = f"{parent}.{slug(name)}"
        return f"{parent}.{'-'.join(name.lower().split())}" if code in self.twins else code

    def places(self) -> list[Row]:
        """Return the rows of provinces and districts."""
        rows: list[Row] = []
        for key, province in self.data["old_province_names"].items():
            name, level = split_level(province["name"])
            if province["name"] in self.unchanged:
                rows.append(Row(province["code"], name, level, "province"))
                continue
            successor = self.new_codes[self.data["province_names"][self.data["province_mapping"][key]]["name"]]
            rows.append(Row(province["code"], name, level, "province", valid_to=LAST_DAY_BEFORE, successors=successor))
        for province in self.data["province_names"].values():
            name, level = split_level(province["name"])
            if province["name"] not in self.unchanged:
                rows.append(Row(self.new_codes[province["name"]], name, level, "province", valid_from=FIRST_DAY_AFTER))
        districts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        for record, _, new in self.records:
            key_of = (self.district(record), record["old_district"], self.old_codes[record["old_province"]])
            districts[key_of][self.commune(self.new_codes[record["new_province"]], new)] += 1
        for (code, full, parent), targets in districts.items():
            name, level = split_level(full)
            successors = "|".join(sorted(targets, key=lambda target: (-targets[target], target)))
            rows.append(Row(code, name, level, "district", parent, valid_to=LAST_DAY_BEFORE, successors=successors))
        return sorted(rows)

    def communes(self) -> list[Row]:
        """Return the rows of communes before and after the change."""
        targets: dict[Row, list[tuple[bool, str]]] = defaultdict(list)
        made: set[Row] = set()
        for record, old, new in self.records:
            parent = self.new_codes[record["new_province"]]
            code = self.commune(parent, new)
            made.add(Row(code, *split_level(new), "commune", parent, valid_from=FIRST_DAY_AFTER))
            if old:
                above = self.district(record)
                row = Row(self.commune(above, old), *split_level(old), "commune", above, valid_to=LAST_DAY_BEFORE)
                targets[row].append((not cast(bool, record.get("is_default", False)), code))
        ended = [
            row._replace(successors="|".join(dict.fromkeys(code for _, code in sorted(found))))
            for row, found in targets.items()
        ]
        return sorted([*made, *ended])


def write(path: Path, about: str, rows: list[Row]) -> None:
    """Write a file, after a look at its codes."""
    twice = [code for code, count in Counter(row.code for row in rows).items() if count > 1]
    if twice:
        raise SystemExit(f"{path.name}: codes that stand for several places: {twice}")
    lines = [f"# {about} {COLUMNS}", f"# {SOURCE.replace('build_places', 'build_register_places')}"]
    lines.append("\t".join(Row._fields))
    lines.extend("\t".join(row) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{path}: {len(rows)} rows")


def main() -> None:
    """Read the data and write both files."""
    parser = argparse.ArgumentParser(description="Write the places of the register.")
    default = Path(__file__).resolve().parent.parent / "data" / "register"
    parser.add_argument("--out", type=Path, default=default, help="the folder to write to")
    out = cast(Path, parser.parse_args().out)
    builder = Builder(cast(Mapping, json.loads(find_mapping().read_text(encoding="utf-8"))))
    out.mkdir(parents=True, exist_ok=True)
    write(out / "places.tsv", "Provinces before and after 1 July 2025 and the districts before it.", builder.places())
    write(
        out / "places_communes.tsv", "Communes, wards and townships before and after 1 July 2025.", builder.communes()
    )


if __name__ == "__main__":
    main()
