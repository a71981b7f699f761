"""The tables of the register that ship with the package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vnjudnlp.agencies.register_records import Alias, BodyType, RegisterPlace, Reorganisation, Source
from vnjudnlp.resources import read_table

__all__ = ["ALIAS_KINDS", "COLUMNS", "FILES", "KINDS", "LEVELS", "PATTERNS", "RULES", "TIERS", "Tables", "read_shipped"]

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

# the files of the package with the table that each belongs to; communes are read apart
FILES = {
    "sources": "sources",
    "body_types": "body_types",
    "body_aliases": "body_aliases",
    "places": "places",
    "places_history": "places",
    "reorganisations": "reorganisations",
}


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
    for name, table in FILES.items():
        for row in read_table(f"register/{name}.tsv"):
            tables.add(table, row)
    return tables
