"""From the full name of a mention to its body in the register."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any

from vnjudnlp.agencies.candidates import candidates_of
from vnjudnlp.agencies.identity import Identity, identity_of, identity_of_text
from vnjudnlp.agencies.lexicon import COMMUNE, DISTRICT
from vnjudnlp.agencies.mention import AgencyName
from vnjudnlp.agencies.register import Body, BodyType, Register, RegisterPlace
from vnjudnlp.agencies.resolution import resolve

__all__ = ["Basis", "LinkedBody", "Linker", "link_name", "linker_of", "located"]


@dataclass(frozen=True, slots=True)
class LinkedBody:
    """A body of the register to which a mention was linked.

    Attributes:
        id: its id in the register, such as ``province_civil_enforcement@52-2025``.
        name: its full official name.
        type: the id of its type.
        level: central, region, province, district, commune, area, unit or none.
        place: the code of its place, None for central bodies.
        parent: the id of the body above it, None where there is none.
        valid: the first and the last day on which there was such a body, as ISO dates; None for an open end.
        successors: the ids of the bodies that it became by law.
        score: how sure the link is, between 0 and 1.
    """

    id: str
    name: str
    type: str
    level: str
    place: str | None
    parent: str | None
    valid: tuple[str | None, str | None]
    successors: tuple[str, ...]
    score: float

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as plain data: text, numbers, None and lists of them."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return {**fields, "valid": list(self.valid), "successors": list(self.successors)}


class Basis(Enum):
    """What the full name of a mention rests on; the value is how often such names are right in the annotated corpus."""

    STATED = 0.98
    """It is what the mention says."""
    LETTERHEAD = 0.97
    """The mention stands in the letterhead."""
    COMPLETED = 0.93
    """Its place was taken from the document."""
    NAMED = 0.85
    """It points at a body that the document names."""
    ONLY_ONE = 0.6
    """It may point at one body only of those that the document names."""


_MENDED = 0.85
"""What is left of the score where a misspelling had to be mended."""
_LARGEST_CACHE = 32768


class Linker:
    """Links full names to the bodies of a register, and remembers what it has linked.

    Args:
        register: the register of bodies.
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self._linked: dict[tuple[str, Basis, str, str], LinkedBody | None] = {}
        self._vague: dict[str, Identity] = {}

    @cached_property
    def _turns(self) -> list[str]:
        """The days on which anything in the register begins or has just ended, in order."""
        tables = self.register.tables
        rows: list[BodyType | RegisterPlace] = [*tables.types.values(), *tables.places.values()]
        days = {row.valid_from for row in rows} | {row.date for row in tables.reorganisations}
        days.update(_day_after(row.valid_to) for row in rows if row.valid_to)
        return sorted(days - {""})

    def period(self, date: datetime.date | None) -> str:
        """Return the first day of the time around a date in which nothing in the register changes.

        Args:
            date: a date, None where it is not known.

        Returns:
            a day as ISO 8601, "" for None.
        """
        if date is None:
            return ""
        index = bisect_right(self._turns, date.isoformat())
        return self._turns[index - 1] if index else datetime.date.min.isoformat()

    def link(self, full: AgencyName | str, basis: Basis, period: str, province: Callable[[], str]) -> LinkedBody | None:
        """Return the body of a full name.

        Args:
            full: the name.
            basis: what it rests on.
            period: the time of its document; see :meth:`period`.
            province: gives the key of the province that the document is about, "" where it is not known.

        Returns:
            the body; None where the name does not tell which body it is, or the register does not have it.
        """
        text = str(full)
        vague = self._vague.get(text)
        where = province() if vague is not None else ""
        key = (text, basis, period, where)
        if key in self._linked:
            return self._linked[key]
        identity = vague or (identity_of(full) if isinstance(full, AgencyName) else identity_of_text(full))
        if vague is None and is_homonym(identity, self.register):
            self._remember(self._vague, text, identity)
            return self.link(full, basis, period, province)
        found = link_name(located(identity, where, self.register, period), self.register, period, basis.value)
        self._remember(self._linked, key, found)
        return found

    def _remember(self, table: dict[Any, Any], key: Any, value: Any) -> None:
        if len(table) >= _LARGEST_CACHE:
            table.clear()
        table[key] = value


def is_homonym(identity: Identity, register: Register) -> bool:
    """Return whether several districts or communes have the name of a body's place."""
    if identity.tier not in (DISTRICT, COMMUNE) or identity.country:
        return False
    return len(candidates_of(register).sites(identity)) > 1


def _day_after(day: str) -> str:
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()


@lru_cache(maxsize=8)
def linker_of(register: Register) -> Linker:
    """Return the linker of a register."""
    return Linker(register)


def located(identity: Identity, province: str, register: Register, date: str = "") -> Identity:
    """Give a district or a commune the province that its document is about where several have its name.

    Args:
        identity: a name.
        province: the key of the province's name, "" where it is not known.
        register: the register of bodies.
        date: the document's date (ISO 8601), "" where it is not known.

    Returns:
        the name with the province, or as it was.
    """
    if not province or identity.tier not in (DISTRICT, COMMUNE) or identity.country:
        return identity
    index = candidates_of(register)
    if len(index.sites(identity, date)) < 2:
        return identity
    within = replace(identity, above=(*identity.above, ("", province)))
    return within if index.sites(within, date) else identity


@lru_cache(maxsize=16384)
def link_name(identity: Identity, register: Register, date: str = "", certainty: float = 1.0) -> LinkedBody | None:
    """Return the body of a full name.

    Args:
        identity: the name.
        register: the register of bodies.
        date: the document's date (ISO 8601), "" where it is not known.
        certainty: how sure the full name is.

    Returns:
        the body as it was on that date, or is today; None where the name does not tell which body it is.
    """
    found = resolve(identity, register, date)
    if not found.only:
        return None
    body = next((each for each in found.only if date and each.holds(date)), found.only[-1])
    score = certainty * (_MENDED if found.is_mended else 1.0)
    return _linked(body, round(score, 3))


def _linked(body: Body, score: float) -> LinkedBody:
    return LinkedBody(
        body.id,
        body.full_name,
        body.type.id,
        body.level,
        body.place.code if body.place is not None else None,
        body.parent or None,
        (body.valid_from or None, body.valid_to or None),
        body.successors,
        score,
    )
