"""From a full name to the bodies of the register that it may mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, combinations

from vnjudnlp.agencies.candidates import Candidates, candidates_of
from vnjudnlp.agencies.identity import Identity
from vnjudnlp.agencies.register import Body, BodyType, Register

__all__ = ["Resolution", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the register says of a name.

    Attributes:
        identity: the name, misspellings mended.
        types: the types that it may be of.
        bodies: for each body that it may be, its records through time, those of today last.
        is_ambiguous: whether several bodies that stood at one time have the name.
        is_mended: whether the name had to be mended.
    """

    identity: Identity
    types: tuple[BodyType, ...] = ()
    bodies: tuple[tuple[Body, ...], ...] = ()
    is_ambiguous: bool = False
    is_mended: bool = False

    @property
    def only(self) -> tuple[Body, ...]:
        """The records of the one body that it is; none where there are several or none."""
        return self.bodies[0] if len(self.bodies) == 1 and not self.is_ambiguous else ()


@lru_cache(maxsize=16384)
def resolve(identity: Identity, register: Register, date: str = "") -> Resolution:
    """Look a name up in the register.

    Args:
        identity: the name.
        register: the register.
        date: the document's date (ISO 8601), "" where it is not known.

    Returns:
        what was found.
    """
    index = candidates_of(register)
    mended = False
    if not identity.country:
        better = index.corrected(identity.kind)
        if better and not identity.is_reference:
            identity, mended = replace(identity, unit=better, leading=""), True
    owner = _owner_of_central_unit(identity, index)
    if owner is not None:
        identity = owner
    types = index.types(identity)
    if not types and identity.leading:
        return _unit(identity, register, date, mended)
    sites = index.sites(identity)
    groups: list[tuple[Body, ...]] = []
    for kind in types:
        if kind.level == "central":
            body = register.body(kind.id)
            groups += [(body,)] if body is not None else []
            continue
        for site in sites:
            found = (register.body(kind.id, _where(place.code, identity)) for place in site)
            bodies = tuple(body for body in found if body is not None)
            groups += [bodies] if bodies else []
    groups = _of_the_day(groups, register, date)
    return Resolution(identity, types, tuple(groups), len(groups) > 1, mended)


def _where(code: str, identity: Identity) -> str:
    return f"{code}.{identity.number}" if identity.number.isdigit() else code


def _of_the_day(groups: list[tuple[Body, ...]], register: Register, date: str) -> list[tuple[Body, ...]]:
    """Keep the bodies that stood on a date, or all where none did; put bodies of one name through time together."""
    if date:
        there = [tuple(body for body in bodies if body.holds(date)) for bodies in groups]
        there = [bodies for bodies in there if bodies]
        groups = there or [_loosely_named(bodies, register, date) for bodies in groups]
    groups = list(dict.fromkeys(groups))
    if len(groups) < 2 or any(_overlap(one, other) for one, other in combinations(groups, 2)):
        return groups
    return [tuple(sorted(chain(*groups), key=lambda body: body.valid_to or "9999"))]


def _overlap(ones: tuple[Body, ...], others: tuple[Body, ...]) -> bool:
    """Whether two bodies stood at one time, or are of two places."""
    if {body.place.name for body in ones if body.place} != {body.place.name for body in others if body.place}:
        return True
    return any(
        (one.valid_from or "") <= (other.valid_to or "9999") and (other.valid_from or "") <= (one.valid_to or "9999")
        for one in ones
        for other in others
    )


def _loosely_named(bodies: tuple[Body, ...], register: Register, date: str) -> tuple[Body, ...]:
    """Return the body that had a name loosely when none had it by law: a Cục THADS called ``THADS tỉnh``."""
    found: dict[str, Body] = {}
    for body in bodies:
        for other in (*register.predecessors(body, date), *register.successors(body, date)):
            same_place = body.place is not None and other.place is not None and body.place.name == other.place.name
            if same_place and other.type.name.lower().endswith(body.type.name.lower()):
                found[other.id] = other
    return tuple(found.values()) if len(found) == 1 else bodies


def _owner_of_central_unit(identity: Identity, index: Candidates) -> Identity | None:
    """Drop the body above a central body from its name: ``Cục Bổ trợ tư pháp, Bộ Tư pháp``."""
    if not identity.leading or identity.is_placed or not index.is_central(identity.leading) or index.types(identity):
        return None
    unit = replace(identity, unit=identity.leading, leading="")
    above = {kind.id for kind in index.types(replace(identity, leading=""))}
    parents = {parent for kind in index.types(unit) for parent in _parents(kind, index.register)}
    return unit if not parents or parents & above else None


def _parents(kind: BodyType, register: Register) -> Iterator[str]:
    seen: set[str] = set()
    while kind.parent and kind.parent not in seen and kind.parent in register.types:
        seen.add(kind.parent)
        yield kind.parent
        kind = register.types[kind.parent]


def _unit(identity: Identity, register: Register, date: str, mended: bool) -> Resolution:
    """Resolve a unit that many bodies have by the body that it belongs to: ``Văn phòng Bộ Tư pháp``."""
    index = candidates_of(register)
    types = index.generic_units(identity.leading)
    if not types:
        return Resolution(identity, is_mended=mended)
    above = resolve(replace(identity, leading=""), register, date)
    groups: list[tuple[Body, ...]] = []
    for kind in types:
        for bodies in above.bodies:
            found = (register.body(kind.id, body.id) for body in bodies)
            units = tuple(body for body in found if body is not None)
            groups += [units] if units else []
    return Resolution(identity, types, tuple(groups), above.is_ambiguous, mended or above.is_mended)
