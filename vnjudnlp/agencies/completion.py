"""The full name of a body that a mention leaves incomplete."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vnjudnlp.agencies.folding import name_key
from vnjudnlp.agencies.lexicon import COMMUNE, DISTRICT, PROVINCE
from vnjudnlp.agencies.memory import DocumentMemory, NamedBody
from vnjudnlp.agencies.mention import AgencyName

__all__ = ["AREA", "FAMILY", "Place", "complete", "is_located", "written_out"]

FAMILY = ("tổng cục", "cục", "chi cục")
_CITY = "Hồ Chí Minh"
AREA = "khu vực"
_COURT = "tòa án nhân dân"
_DEPARTMENT = "sở"
_POLICE = "công an"
_PROCURACY = "viện kiểm sát nhân dân"
_BODIES_OFAREAS = ("tòa án nhân dân", "viện kiểm sát nhân dân", "phòng thi hành án dân sự")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands.

    Attributes:
        position: its first token.
        general: whether it speaks of bodies in general: behind a plural word or a figure, or before ``các cấp``.
        level: the level that the end of the list says for all its bodies, "" where there is none.
        name: the place behind that level, "" where the text leaves it out.
        leader: the body whose head holds the office there too, in lower case, "" where it is not said.
    """

    position: int
    general: bool = False
    level: str = ""
    name: str = ""
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
        if row.full and (name.level not in ("", AREA) or _is_known(name.place, memory)):
            name = replace(name, unit=row.full)
        elif row.form in FAMILY:
            name = _with_function(name, memory)
    if name.place and not name.level and row is not None and row.place == "level" and not name.ranked:
        level = _level_of_place(name, memory)
        name = replace(name, level=level)
    if name.higher and not name.higher[0][0] and name.level:
        level = memory.lexicon.level_of(name.higher[0][1], PROVINCE)
        if level and memory.lexicon.tier(name.level, name.place) in (DISTRICT, COMMUNE):
            above = _official_level(level, name.higher[0][1])
            name = replace(name, higher=((above, name.higher[0][1]), *name.higher[1:]))
    if name.place == _CITY and name.level == "thành phố":
        name = replace(name, level="Thành phố")
    if name.level == AREA and name.place.isdigit() and name.head in _BODIES_OFAREAS:
        province = memory.place_of(PROVINCE, 0)
        if province is not None:
            name = replace(name, place=f"{name.place} - {province[1]}")
    return name


def _is_known(place: str, memory: DocumentMemory) -> bool:
    """Whether a place lies in Viet Nam, or is an area's number."""
    return not place or place[0].isdigit() or place.lower() in memory.lexicon.levels


def _level_of_place(name: AgencyName, memory: DocumentMemory) -> str:
    lexicon = memory.lexicon
    low = name.head.startswith(("chi cục", "phòng", "hạt"))
    for tier in (DISTRICT, PROVINCE) if low else (PROVINCE, DISTRICT):
        said = memory.level_said(name.place, tier)
        if not said and lexicon.is_open(name.place, tier):
            return ""
        level = said or lexicon.level_of(name.place, tier)
        if level:
            return level
    return ""


def _with_function(name: AgencyName, memory: DocumentMemory) -> AgencyName:
    """Give a unit noun alone the function of its like in the document: ``Chi cục Càng Long``."""
    function = memory.usual_function(name.head, FAMILY)
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
    if name.level == AREA:
        body = memory.body_named(f"{name.head} {AREA}", place.position)
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
        return name if place.general else _at_its_level(name, place, memory)
    return name.located(body.name.level, body.name.place, body.name.higher)


def _at_its_level(name: AgencyName, place: Place, memory: DocumentMemory) -> AgencyName:
    """Give a unit that there is at one level only, such as ``Chi cục Kiểm lâm``, the place that the text is about."""
    tier = memory.lexicon.unit_levels.get(name_key(name.unit), "")
    found = memory.place_of(tier, place.position) if tier and not name.leading and not name.ranked else None
    return name.located(_official_level(*found), found[1]) if found is not None else name


def _joined(leading: str, text: str) -> str:
    return f"{leading} {text}" if leading else text


def _with_row(name: AgencyName, place: Place, memory: DocumentMemory) -> AgencyName | str:
    row = name.completion
    if row is None:
        return name
    full = (row.full or name.unit).lower()
    if place.level and row.place == "level" and not name.rest and not name.leading and row.form not in (*FAMILY, "sở"):
        found = (place.level, place.name) if place.name else memory.place_of(place.level, place.position)
        unit = replace(name, unit=row.full or name.unit)
        return unit.located(_official_level(*found), found[1]) if found is not None else unit
    if row.owner == "lower":
        body = _court_below(full, place, memory)
        return body.text if body is not None else name
    if row.owner not in ("", "prefix"):
        return _with_owner(name, row.owner, place, memory)
    body = _named(name, full, place, memory)
    if body is not None:
        return _joined(name.leading, body.text)
    if row.level and not (row.form == _DEPARTMENT and not name.rest):
        return _with_level(name, row.level, row.place, place, memory)
    if row.form in FAMILY:
        return _like_in_chain(name, place, memory)
    if row.full and row.place == "level":
        return _counterpart(name, full, memory)
    return name


def _named(name: AgencyName, full: str, place: Place, memory: DocumentMemory) -> NamedBody | None:
    """Find the body that a unit noun points at; ``Ủy ban nhân dân`` and its like only point at the letterhead."""
    row = name.completion
    short = row is None or row.full or row.owner or row.place != "level" or row.form in (*FAMILY, "sở")
    if not short:
        return next((body for body in reversed(memory.letterhead) if body.folded.startswith(f"{full} ")), None)
    return memory.body_named(full, place.position) or memory.body_named(name.head, place.position)


def _counterpart(name: AgencyName, full: str, memory: DocumentMemory) -> AgencyName:
    """Complete ``Viện kiểm sát``, or in a procuracy's text ``Tòa án``, by the place that the document is about."""
    body = memory.issuer or memory.leading_body()
    row = name.completion
    if body is not None and row is not None and body.name.place and not body.name.ranked and body.name.level != AREA:
        if memory.lexicon.tier(body.name.level.lower(), body.name.place) == COMMUNE:
            return name
        answers = full == _PROCURACY or (full == _COURT and body.folded.startswith(_PROCURACY))
        return replace(name, unit=row.full).located(body.name.level, body.name.place) if answers else name
    return replace(name, unit="Tòa án") if full == _COURT else name


def _court_below(full: str, place: Place, memory: DocumentMemory) -> NamedBody | None:
    issuer = memory.issuer
    below = [
        body
        for body in memory.bodies_like(full, place.position)
        if body.name.place and not body.name.ranked and not (issuer is not None and _is_same(body.name, issuer.name))
    ]
    before = [body for body in below if body.position < place.position]
    return before[-1] if before else below[0] if below else None


def _is_same(one: AgencyName, other: AgencyName) -> bool:
    return (one.head, one.level, one.place) == (other.head, other.level, other.place)


def _with_owner(name: AgencyName, owner: str, place: Place, memory: DocumentMemory) -> AgencyName | str:
    if name.leading:
        return name
    row = name.completion
    unit = row.full if row is not None and row.full else name.unit
    named = memory.bodies_like(unit.lower(), place.position)
    if owner != "own":
        known = memory.body_named(unit.lower(), place.position)
        if known is not None:
            return known.text
        body = memory.body_named(owner, place.position, without=COMMUNE if owner == _POLICE else "")
        text = body.text if body is not None else _composed(owner, place, memory)
        return f"{unit} {text}" if text else name
    body = memory.body_named(place.leader, place.position) if place.leader else None
    before = [each for each in named if each.position < place.position]
    if body is None and before:
        return before[-1].text
    body = body or memory.issuer or memory.leading_body()
    if body is None or body.folded.startswith(name.head):
        return name
    return f"{unit} {body.text}"


def _composed(owner: str, place: Place, memory: DocumentMemory) -> str:
    """Return the committee of the province or district that the document is about, "" where that is not known."""
    found = memory.lexicon.completions.match(owner.split(), 0, len(owner.split()))
    row = found[1] if found is not None else None
    if owner == _POLICE:
        seat = memory.place_of(DISTRICT, place.position) or memory.place_of(PROVINCE, place.position)
        return f"Công an {_official_level(*seat)} {seat[1]}" if seat is not None else ""
    if row is None or row.place != "name":
        return ""
    where = memory.place_of(row.level, place.position)
    return f"{owner[:1].upper()}{owner[1:]} {where[1]}" if where is not None else ""


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
    function = memory.usual_function("", FAMILY)
    if not function:
        return name
    name = replace(name, unit=f"{name.unit} {function}")
    tier = {"cục": PROVINCE, "chi cục": DISTRICT}.get(name.completion.form if name.completion else "", "")
    found = memory.place_of(tier, place.position) if tier else None
    return name.located(_official_level(*found), found[1]) if found is not None else name
