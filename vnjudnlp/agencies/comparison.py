"""Whether two full names mean one body, or one became the other by law."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from vnjudnlp.agencies.candidates import Site, candidates_of
from vnjudnlp.agencies.completion import AREA
from vnjudnlp.agencies.folding import skeleton
from vnjudnlp.agencies.identity import Identity
from vnjudnlp.agencies.lexicon import PROVINCE, lexicon
from vnjudnlp.agencies.register import Body, BodyType, Register, RegisterPlace
from vnjudnlp.agencies.resolution import Resolution, resolve
from vnjudnlp.agencies.spelling import abbreviates

__all__ = ["Answer", "compare_names"]

Answer = Literal["same", "predecessor", "successor", "different", "unknown"]

_CLOSE = 0.93
_REVERSED: dict[Answer, Answer] = {"predecessor": "successor", "successor": "predecessor"}


def compare_names(
    one: Identity, other: Identity, register: Register, date: str = "", *, together: bool = False
) -> Answer:
    """Compare two names.

    Args:
        one: a name.
        other: another.
        register: the register of bodies.
        date: the date of the document (ISO 8601), "" where it is not known.
        together: whether both stand in one document in which they were completed, so that equal names mean one body.

    Returns:
        ``"same"``, ``"predecessor"`` where the first became the second by law, ``"successor"`` where the second became
        the first, ``"different"``, or ``"unknown"`` where the names do not tell.
    """
    if one.country != other.country:
        return "different"
    first, second = resolve(one, register, date), resolve(other, register, date)
    if _is_one_name(first.identity, second.identity):
        vague = first.identity.is_reference or _is_homonym(first, register, date)
        return "unknown" if vague and not together else "same"
    if first.only and second.only:
        return _compare_bodies(first.only, second.only, register, date)
    return _compare_parts(first, second, register, date)


def _is_one_name(one: Identity, other: Identity) -> bool:
    return (one.kind, one.level, one.tier, one.place, one.number, one.above) == (
        other.kind,
        other.level,
        other.tier,
        other.place,
        other.number,
        other.above,
    )


def _is_homonym(name: Resolution, register: Register, date: str) -> bool:
    return len(candidates_of(register).sites(name.identity, date)) > 1


def _compare_bodies(ones: tuple[Body, ...], others: tuple[Body, ...], register: Register, date: str) -> Answer:
    if {body.id for body in ones} & {body.id for body in others}:
        return "same"
    if date and any(body.holds(date) for body in ones) and any(body.holds(date) for body in others):
        return "different"
    forward = _became(ones, others, register)
    backward = _became(others, ones, register)
    if forward and backward:
        # a name that was given again; without a date the bodies that had the names last are meant
        forward, backward = _became(ones[-1:], others[-1:], register), _became(others[-1:], ones[-1:], register)
    if forward:
        return "predecessor"
    if backward:
        return "successor"
    return "unknown" if forward is None or backward is None else "different"


def _became(before: tuple[Body, ...], after: tuple[Body, ...], register: Register) -> bool | None:
    answers = [register.became(one, other) for one in before for other in after]
    return True if True in answers else None if None in answers else False


def _compare_parts(first: Resolution, second: Resolution, register: Register, date: str) -> Answer:
    """Compare names of which at least one is not a body of the register, or may be several."""
    kinds = _compare_kinds(first, second, register, date)
    if kinds == "different":
        return "different"
    if kinds == "same" and (_is_centre_of(first, second) or _is_centre_of(second, first)):
        return "different"
    places = _compare_places(first.identity, second.identity, kinds, register, date)
    if places == "different" or "unknown" in (kinds, places):
        return places if places == "different" else "unknown"
    if places == "same":
        return kinds
    return places if kinds in ("same", places) else "different"


def _is_centre_of(centre: Resolution, other: Resolution) -> bool:
    """Whether one is a central body and the other one of its name at a place: ``Kiểm toán Nhà nước khu vực I``."""
    identity = centre.identity
    is_central = bool(centre.types) and all(kind.level == "central" for kind in centre.types)
    return is_central and not identity.is_placed and not identity.level and other.identity.is_placed


def _compare_kinds(first: Resolution, second: Resolution, register: Register, date: str) -> Answer:
    one, other = first.identity, second.identity
    if one.is_reference or other.is_reference:
        return _compare_reference(one, other)
    if one.kind == other.kind:
        return "same"
    for short, long in ((one, other), (other, one)):
        if long.leading == short.kind and not short.is_placed:
            # the body above is named once and left out once
            return _compare_to_unit(long, register)
    if first.types and second.types:
        if {kind.id for kind in first.types} & {kind.id for kind in second.types}:
            return "same"
        if date and _holds(first.types, date) and _holds(second.types, date):
            return "different"
        ones, others = _latest(first.types), _latest(second.types)
        forward, backward = _types_became(ones, others, register), _types_became(others, ones, register)
        return "predecessor" if forward else "successor" if backward else "different"
    if abbreviates(one.kind, other.kind) or abbreviates(other.kind, one.kind):
        return "same"
    if not (first.types and second.types) and _is_misspelt(one.kind, other.kind):
        return "same"
    return "different"


def _compare_reference(one: Identity, other: Identity) -> Answer:
    """Compare with a unit noun alone: ``Cục`` may be any Cục, ``Văn phòng Bộ`` the office of any Bộ."""
    if bool(one.leading) != bool(other.leading) or one.leading != other.leading:
        return "different"
    if one.unit == other.unit:
        return "unknown"
    short, long = (one.unit, other.unit) if one.is_reference else (other.unit, one.unit)
    if one.is_reference and other.is_reference and len(short) > len(long):
        short, long = long, short
    return "unknown" if f"{long} ".startswith(f"{short} ") else "different"


def _latest(types: tuple[BodyType, ...]) -> tuple[BodyType, ...]:
    last = max(kind.valid_to or "9999" for kind in types)
    return tuple(kind for kind in types if (kind.valid_to or "9999") == last)


def _holds(types: tuple[BodyType, ...], date: str) -> bool:
    return any(kind.holds(date) for kind in types)


@lru_cache(maxsize=4096)
def _types_became(before: tuple[BodyType, ...], after: tuple[BodyType, ...], register: Register) -> bool:
    wanted = {kind.id for kind in after}
    rows = [row for row in register.tables.reorganisations if row.successor and row.kind != "transferred"]
    seen: set[str] = set()
    waiting = {kind.id for kind in before}
    while waiting:
        seen |= waiting
        waiting = {
            row.successor.partition("@")[0] for row in rows if row.predecessor.partition("@")[0] in waiting
        } - seen
        if waiting & wanted:
            return True
    return False


def _compare_to_unit(unit: Identity, register: Register) -> Answer:
    """Compare a unit that is named with the body above it to one of the same name that is named without."""
    index = candidates_of(register)
    if index.generic_units(unit.leading):
        return "unknown"
    if index.is_central(unit.leading):
        # the register has it below another body
        return "different"
    context = lexicon().context
    noun, _, function = unit.leading.partition(" ")
    is_single = noun in context["single_unit"] and function not in ("", *context["shared_unit"])
    return "same" if is_single else "unknown"


def _is_misspelt(one: str, other: str) -> bool:
    bare, others = skeleton(one), skeleton(other)
    if bare == others:
        return True
    words, other_words = bare.split(" "), others.split(" ")
    if (
        len(words) != len(other_words)
        or words[0] != other_words[0]
        or any(word.isdigit() for word in (*words, *other_words))
    ):
        return False
    differ = [(word, each) for word, each in zip(words, other_words, strict=True) if word != each]
    return len(differ) == 1 and SequenceMatcher(None, bare, others).ratio() >= _CLOSE


def _compare_places(one: Identity, other: Identity, kinds: Answer, register: Register, date: str) -> Answer:
    if AREA in (one.tier, other.tier):
        return _compare_areas(one, other, register, date)
    if one.tier and other.tier and one.tier != other.tier:
        return "different"
    if not one.place or not other.place:
        if one.level and other.level and one.level != other.level and not (one.place or other.place):
            return "different"
        return "same" if (one.place, one.level) == (other.place, other.level) else "unknown"
    index = candidates_of(register)
    first, second = index.sites(one, date), index.sites(other, date)
    if one.place == other.place:
        if one.level and other.level and one.level != other.level and one.tier != PROVINCE:
            return "different"
        if not first or not second:
            return "same" if _may_be_one(one, other) else "different"
        if not _codes(first) & _codes(second):
            return "different"
        return "unknown" if len(first) > 1 or len(second) > 1 else "same"
    if len(first) != 1 or len(second) != 1:
        return "same" if not (first or second) and _is_misspelt(one.place, other.place) else "different"
    if date and any(each.holds(date) for each in first[0]) and any(each.holds(date) for each in second[0]):
        return "different"
    if _place_became(first[0], second[0]):
        return "predecessor"
    return "successor" if _place_became(second[0], first[0]) else "different"


def _codes(sites: tuple[Site, ...]) -> set[str]:
    return {place.code for site in sites for place in site}


def _place_became(before: tuple[RegisterPlace, ...], after: tuple[RegisterPlace, ...]) -> bool:
    codes = {place.code for place in after}
    return any(place.tier == after[0].tier and codes.intersection(place.successors) for place in before)


def _may_be_one(one: Identity, other: Identity) -> bool:
    """Whether the higher levels that both names give agree."""
    return all(pair[1] == each[1] for pair, each in zip(one.above[::-1], other.above[::-1], strict=False))


def _compare_areas(one: Identity, other: Identity, register: Register, date: str) -> Answer:
    if one.tier == other.tier:
        if one.number and other.number and one.number != other.number:
            return "different"
        if one.place and other.place and one.place != other.place:
            return "different"
        return "same" if (one.number, one.place) == (other.number, other.place) else "unknown"
    area, place = (one, other) if one.tier == AREA else (other, one)
    if not area.place or not place.place:
        return "unknown"
    provinces = {each.code for site in candidates_of(register).sites(area, date) for each in site}
    sites = candidates_of(register).sites(place, date)
    lies_there = any(register.lies_in(each, code) for site in sites for each in site for code in provinces)
    return "unknown" if lies_there or not sites else "different"
