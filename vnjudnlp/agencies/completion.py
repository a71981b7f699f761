"""The full name of a body that a mention leaves incomplete."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vnjudnlp.agencies.lexicon import DISTRICT, PROVINCE, Lexicon
from vnjudnlp.agencies.memory import DocumentMemory, NamedBody
from vnjudnlp.agencies.mention import AgencyName

__all__ = ["Place", "complete", "is_located", "written_out"]

_FAMILY = ("tổng cục", "cục", "chi cục")
_CITY = "Hồ Chí Minh"
_AREA = "khu vực"
_AREA_BODIES = ("tòa án nhân dân", "viện kiểm sát nhân dân", "phòng thi hành án dân sự")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands.

    Attributes:
        position: its first token.
        general: whether it speaks of bodies in general: behind a plural word or a figure, or before ``các cấp``.
        level: the level that the end of the list says for all its bodies, "" where there is none.
        leader: the body whose head holds the office there too, in lower case, "" where it is not said.
    """

    position: int
    general: bool = False
    level: str = ""
    leader: str = ""


def is_located(name: AgencyName) -> bool:
    """Whether a name says which body it is by a place of its own."""
    return bool(name.place)


def written_out(name: AgencyName, memory: DocumentMemory) -> AgencyName:
    """Write a name out that has its place: short unit nouns, the level of a bare place, the province of an area.

    Args:
        name: a mention.
        memory: its document.

    Returns:
        the name with what the mention itself implies.
    """
    row = name.completion
    if row is not None and (name.place or name.level) and not name.rest:
        if row.full:
            name = replace(name, unit=row.full)
        elif row.form in _FAMILY:
            name = _with_function(name, memory)
    if name.place and not name.level and row is not None and row.place == "level" and not name.ranked:
        level = _level_of_place(name, memory)
        name = replace(name, level=level)
    if name.place == _CITY and name.level == "thành phố":
        name = replace(name, level="Thành phố")
    if name.level == _AREA and name.place.isdigit() and name.head in _AREA_BODIES:
        province = memory.place_of(PROVINCE, 0)
        if province is not None:
            name = replace(name, place=f"{name.place} - {province[1]}")
    return name


def _level_of_place(name: AgencyName, memory: DocumentMemory) -> str:
    lexicon = memory.lexicon
    low = name.head.startswith(("chi cục", "phòng", "hạt"))
    for tier in (DISTRICT, PROVINCE) if low else (PROVINCE, DISTRICT):
        said = memory.level_said(name.place, tier)
        level = said or lexicon.level_of(name.place, tier)
        if level:
            return level
    return ""


def _with_function(name: AgencyName, memory: DocumentMemory) -> AgencyName:
    """Give a unit noun alone the function of its like in the document: ``Chi cục Càng Long``."""
    function = memory.usual_function(name.head, _FAMILY)
    return replace(name, unit=f"{name.unit} {function}") if function else name


def complete(name: AgencyName, place: Place, memory: DocumentMemory) -> AgencyName | str:
    """Complete a mention from its document.

    Args:
        name: the mention, written out.
        place: where it stands.
        memory: its document.

    Returns:
        the body's name; its text where the document named it so, the mention itself where nothing completes it.
    """
    if name.place:
        return name
    row = name.completion
    if name.level and not name.ranked:
        return _with_bare_level(name, place, memory)
    if name.ranked and (row is None or row.owner != "lower"):
        return name
    if row is None or place.general:
        return name if place.general else _unit_of_its_like(name, place, memory)
    if name.rest:
        found = _unit_of_its_like(name, place, memory)
        if found is not name or not row.level:
            return found
    return _with_row(name, place, memory)


def _with_bare_level(name: AgencyName, place: Place, memory: DocumentMemory) -> AgencyName | str:
    if place.general:
        return name
    if name.level == _AREA:
        body = memory.body_named((f"{name.head} {_AREA}",), place.position)
        return _joined(name.leading, body.text) if body is not None else name
    found = memory.place_of(name.level, place.position)
    if found is None:
        return name
    return name.located(_official_level(*found), found[1])


def _official_level(level: str, name: str) -> str:
    return "Thành phố" if level == "thành phố" and name == _CITY else level


def _unit_of_its_like(name: AgencyName, place: Place, memory: DocumentMemory) -> AgencyName | str:
    body = memory.same_unit(name, place.position)
    if body is None:
        return name
    return name.located(body.name.level, body.name.place, body.name.higher)


def _joined(leading: str, text: str) -> str:
    return f"{leading} {text}" if leading else text


def _with_row(name: AgencyName, place: Place, memory: DocumentMemory) -> AgencyName | str:
    row = name.completion
    assert row is not None
    full = (row.full or name.unit).lower()
    if place.level and row.place and not name.rest:
        found = memory.place_of(place.level, place.position)
        unit = replace(name, unit=row.full or name.unit)
        return unit.located(_official_level(*found), found[1]) if found is not None else unit
    if row.owner == "lower":
        body = _court_below(full, place, memory)
        return body.text if body is not None else name
    if row.owner in ("", "prefix") or memory.bodies_like((name.head,)):
        body = _named(name, full, place, memory)
        if body is not None:
            return _joined(name.leading, body.text)
    if row.owner not in ("", "prefix"):
        return _with_owner(name, row.owner, place, memory)
    if row.level:
        return _with_level(name, row.level, row.place, place, memory)
    if row.form in _FAMILY:
        return _like_in_chain(name, place, memory)
    return name


def _named(name: AgencyName, full: str, place: Place, memory: DocumentMemory) -> NamedBody | None:
    """Find the body that a unit noun points at; ``Tòa án nhân dân`` in full points at none unless it issues the document."""
    row = name.completion
    assert row is not None
    if row.owner == "" and row.place == "level" and not row.full and row.form not in _FAMILY and row.form != "sở" and " " in row.form:
        issuer = memory.issuer
        return issuer if issuer is not None and issuer.folded.startswith(f"{full} ") else None
    return memory.body_named((full,), place.position)


def _court_below(full: str, place: Place, memory: DocumentMemory) -> NamedBody | None:
    issuer = memory.issuer
    below = [
        body
        for body in memory.bodies_like((full,))
        if memory.lexicon.tier(body.name.level.lower(), body.name.place) == DISTRICT and (issuer is None or body.folded != issuer.folded)
    ]
    before = [body for body in below if body.position < place.position]
    return before[-1] if before else below[0] if below else None


def _with_owner(name: AgencyName, owner: str, place: Place, memory: DocumentMemory) -> AgencyName | str:
    body = None
    if owner != "own":
        body = memory.body_named((owner,), place.position)
    elif place.leader:
        body = memory.body_named((place.leader,), place.position)
    if body is None and owner == "own":
        body = memory.issuer or memory.leading_body(place.position)
    if body is None or body.folded.startswith(name.head):
        return name
    return _joined(name.leading, f"{name.unit} {body.text}")


def _with_level(name: AgencyName, level: str, style: str, place: Place, memory: DocumentMemory) -> AgencyName:
    if level == "own":
        issuer = memory.issuer
        if issuer is None or not issuer.name.place:
            return name
        return name.located(issuer.name.level, issuer.name.place)
    found = memory.place_of(level, place.position)
    if found is None:
        return name
    return name.located("" if style == "name" else _official_level(*found), found[1])


def _like_in_chain(name: AgencyName, place: Place, memory: DocumentMemory) -> AgencyName:
    """Complete ``Cục`` or ``Tổng cục`` from the bodies of the same branch that the document names."""
    function = memory.usual_function("", _FAMILY)
    if not function:
        return name
    name = replace(name, unit=f"{name.unit} {function}")
    tier = {"cục": PROVINCE, "chi cục": DISTRICT}.get(name.completion.form if name.completion else "", "")
    found = memory.place_of(tier, place.position) if tier else None
    return name.located(_official_level(*found), found[1]) if found is not None else name
