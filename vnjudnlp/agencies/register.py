"""The register of bodies: which bodies there are, where, in which time, and what became of them by law.

A body is a type at a place: ``province_justice_department@64``. Types, places and reorganisations are rows of
``data/register``; bodies follow from them and are made when they are asked for. ``docs/register.md`` explains the ids.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from vnjudnlp.agencies.register_lineage import Lineage
from vnjudnlp.agencies.register_names import find_bodies, fold_name
from vnjudnlp.agencies.register_places import Places
from vnjudnlp.agencies.register_reading import Tables, read_shipped
from vnjudnlp.agencies.register_records import (
    Alias,
    Body,
    BodyType,
    RegisterPlace,
    Reorganisation,
    Source,
    Succession,
    iso_date,
)
from vnjudnlp.agencies.register_user import read_user

__all__ = [
    "Alias",
    "Body",
    "BodyType",
    "Register",
    "RegisterPlace",
    "Reorganisation",
    "Source",
    "Succession",
    "register",
]

_CACHED_BODIES = 16384
# units of units of units
_DEPTH = 3
# matches "4", "XIV"; does not match "xa-chu-se", ""
_NUMBER = re.compile("[1-9][0-9]*|[IVXLC]+")
_TIERS = {"area": ("province",), "none": ()}


class Register(Places):
    """Types of bodies, places, and the bodies that follow from both.

    Args:
        tables: the rows.
    """

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self._lineage = Lineage(self)
        self._cached_body: Callable[[str, str], Body | None] = lru_cache(maxsize=_CACHED_BODIES)(self._make_body)

    @cached_property
    def types(self) -> Mapping[str, BodyType]:
        """The types by id."""
        return MappingProxyType(self._tables.types)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The legal acts by id."""
        return MappingProxyType(self._tables.sources)

    @cached_property
    def types_by_name(self) -> Mapping[str, tuple[BodyType, ...]]:
        """The types by official name, in lower case."""
        names = [(each.name, each.id) for each in self._tables.types.values()]
        return self._by_name(
            [*names, *((each.alias, each.type) for each in self._tables.aliases if each.kind == "name")]
        )

    @cached_property
    def types_by_alias(self) -> Mapping[str, tuple[BodyType, ...]]:
        """The types by other wordings and abbreviations, in lower case."""
        return self._by_name([(each.alias, each.type) for each in self._tables.aliases if each.kind != "name"])

    def _by_name(self, names: Sequence[tuple[str, str]]) -> Mapping[str, tuple[BodyType, ...]]:
        found: dict[str, dict[str, BodyType]] = {}
        for name, identifier in names:
            found.setdefault(fold_name(name), {})[identifier] = self._tables.types[identifier]
        return MappingProxyType({name: tuple(types.values()) for name, types in found.items()})

    @cached_property
    def _aliases(self) -> dict[str, tuple[Alias, ...]]:
        found: dict[str, list[Alias]] = {}
        for each in self._tables.aliases:
            found.setdefault(each.type, []).append(each)
        return {identifier: tuple(aliases) for identifier, aliases in found.items()}

    def aliases(self, type_id: str) -> tuple[Alias, ...]:
        """Return the other names of a type."""
        return self._aliases.get(type_id, ())

    def body(self, type_id: str, where: str = "", date: str | datetime.date | None = None) -> Body | None:
        """Return the body of a type at a place.

        Args:
            type_id: the type.
            where: the place's code, behind it a full stop and the number of an area; or the id of the body that a unit
                belongs to; "" for central bodies.
            date: a day on which it was there; None for any time.

        Returns:
            the body; None where the type or the place is not known, the place is of another level, or there was no such
            body on that day.
        """
        body = self._cached_body(type_id, where)
        return body if body is not None and body.holds(iso_date(date)) else None

    def body_by_id(self, body_id: str) -> Body | None:
        """Return the body of an id, None if there is none."""
        type_id, _, where = body_id.partition("@")
        return self._cached_body(type_id, where)

    def _make_body(self, type_id: str, where: str) -> Body | None:
        kind = self._tables.types.get(type_id)
        if kind is None:
            return None
        is_numbered = "{number}" in kind.pattern
        if kind.level == "central" and bool(where) != is_numbered:
            return None
        identifier = f"{type_id}@{where}" if where else type_id
        place: RegisterPlace | None = None
        owner: Body | None = None
        number = ""
        times: list[BodyType | RegisterPlace | Body] = [kind]
        if kind.level == "unit":
            owner = self.body_by_id(where) if where.count("@") <= _DEPTH else None
            if owner is None:
                return None
            times.append(owner)
        elif kind.level == "central":
            number = where
            if number and not _NUMBER.fullmatch(number):
                return None
        else:
            code, stop, tail = where.rpartition(".")
            if is_numbered and stop and _NUMBER.fullmatch(tail):
                where, number = code, tail
            place = self.place_by_code(where)
            if place is None or place.tier not in _TIERS.get(kind.level, (kind.level,)):
                return None
            times.append(place)
        first = max(each.valid_from for each in times)
        last = min((each.valid_to for each in times if each.valid_to), default="")
        if last and first > last:
            return None
        name = self._name(kind, place, number, owner)
        above = (
            self.place_by_code(place.parent) if place is not None and place.tier in ("district", "commune") else None
        )
        full_name = f"{name}, {above.full_name}" if above is not None else name
        parent = owner.id if owner is not None else self._parent(kind, place)
        body = Body(identifier, name, full_name, kind, place, number, owner.id if owner else "", parent, first, last)
        return self._lineage.complete(body)

    def _name(self, kind: BodyType, place: RegisterPlace | None, number: str, owner: Body | None) -> str:
        name, pattern = kind.name, kind.pattern
        if place is not None:
            fitting = (each for each in self.aliases(kind.id) if each.kind == "name" and each.fits(place.level))
            name = next((each.alias for each in fitting), name)
        if "{number}" in pattern and not number and place is not None:
            return f"{pattern.partition('{number}')[0].replace('{name}', name).strip()}, {place.full_name}"
        values = {
            "name": name,
            "number": number,
            "level": place.level if place is not None else "",
            "place": place.name if place is not None else "",
            "owner": owner.name if owner is not None else "",
        }
        for field, value in values.items():
            pattern = pattern.replace(f"{{{field}}}", value)
        return " ".join(pattern.split())

    def _parent(self, kind: BodyType, place: RegisterPlace | None) -> str:
        """Return the id of the body above: at the same place, or at the place above that has the parent's level."""
        above = self._tables.types.get(kind.parent)
        while above is not None and above.level != "central":
            where = place
            while where is not None and where.tier not in _TIERS.get(above.level, (above.level,)):
                where = self.place_by_code(where.parent)
            if where is not None:
                return f"{above.id}@{where.code}"
            # since 1 July 2025 no district lies between a commune and its province
            above = self._tables.types.get(above.parent)
        return above.id if above is not None else ""

    def type_successors(self, type_id: str) -> tuple[Reorganisation, ...]:
        """Return the reorganisations in which a type is the predecessor, wherever its bodies are."""
        return self._lineage.rows_after(type_id)

    def parent(self, body: Body) -> Body | None:
        """Return the body above, None where there is none."""
        return self.body_by_id(body.parent) if body.parent else None

    def successions(self, body: Body) -> tuple[Succession, ...]:
        """Return what a body became, in order of time."""
        return self._lineage.after(body)

    def successors(self, body: Body, date: str | datetime.date | None = None) -> tuple[Body, ...]:
        """Return the bodies that a body became.

        Args:
            body: a body.
            date: a day; None for the direct successors.

        Returns:
            the bodies of that day, through all changes between; the body itself where it was still there.
        """
        return self._lineage.follow(body, iso_date(date), forward=True)

    def predecessors(self, body: Body, date: str | datetime.date | None = None) -> tuple[Body, ...]:
        """Return the bodies that a body came from; see :meth:`successors`."""
        return self._lineage.follow(body, iso_date(date), forward=False)

    def became(self, body: Body, other: Body) -> bool | None:
        """Return whether one body became another by law, through any number of changes.

        Args:
            body: the body before.
            other: the body after.

        Returns:
            True or False; None where the other is one of several that the body may have become.
        """
        return self._lineage.became(body, other)

    def find(self, full_name: str, date: str | datetime.date | None = None) -> tuple[Body, ...]:
        """Return the bodies of a full name.

        Args:
            full_name: an official name or an alias with its place, such as ``TAND tỉnh Gia Lai``.
            date: a day on which they were there; None for any time.

        Returns:
            the bodies, those of today first; several where places or types share a name.
        """
        return find_bodies(self, full_name, iso_date(date))


@lru_cache(maxsize=8)
def register(path: str | Path | None = None) -> Register:
    """Return the register that ships with the package, or with a user's rows over it.

    Args:
        path: the user's file or folder; see ``docs/register.md``. It is read once.

    Returns:
        the register.

    Raises:
        InputError: the file cannot be read.
        RecordError: a row is faulty; the message names file and line.

    >>> register().find("Thi hành án dân sự tỉnh Gia Lai")[0].id
    'province_civil_enforcement@52-2025'
    """
    tables = read_shipped()
    if path is not None:
        read_user(Path(path), tables)
    return Register(tables)
