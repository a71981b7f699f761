"""The types and places of the register that fit a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from vnjudnlp.agencies.completion import AREA
from vnjudnlp.agencies.folding import skeleton
from vnjudnlp.agencies.identity import TIERS, Identity, place_key, type_key
from vnjudnlp.agencies.lexicon import COMMUNE, DISTRICT, PROVINCE
from vnjudnlp.agencies.register import BodyType, Register, RegisterPlace

__all__ = ["Candidates", "Site", "candidates_of"]

_CENTRAL = "central"
_UNIT = "unit"
_AREA_LEVEL = "area"
_ANY_PLACE = "none"
_NUMBER = "{number}"
_CLOSE = 0.92
"""How like two names without diacritics are to be for one to be a misspelling of the other."""
_SHORTEST_MISSPELT = 10

Site = tuple[RegisterPlace, ...]
"""One place through time: it keeps its name when its area or its code changes."""


class Candidates:
    """An index of the register by the keys of :mod:`vnjudnlp.agencies.folding`.

    Args:
        register: the register.
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self._nearest = lru_cache(maxsize=4096)(self._find_nearest)
        self._sites = lru_cache(maxsize=16384)(self._find_sites)

    @cached_property
    def _types(self) -> dict[str, tuple[BodyType, ...]]:
        found: dict[str, dict[str, BodyType]] = {}
        for table in (self.register.types_by_name, self.register.types_by_alias):
            for name, types in table.items():
                found.setdefault(type_key(name), {}).update((each.id, each) for each in types)
        return {key: tuple(types.values()) for key, types in found.items()}

    @cached_property
    def _skeletons(self) -> dict[str, str]:
        """The keys by themselves without diacritics; "" where several keys are alike."""
        found: dict[str, str] = {}
        for key, types in self._types.items():
            bare = skeleton(key)
            if bare in found and self._types.get(found[bare]) != types:
                found[bare] = ""
            found.setdefault(bare, key)
        return found

    @cached_property
    def _gaps(self) -> dict[str, list[str]]:
        """The keys without diacritics by themselves with one word left out, which may be the one that is misspelt."""
        found: dict[str, list[str]] = {}
        for bare in self._skeletons:
            words = bare.split(" ")
            for index in range(len(words) if len(words) > 1 else 0):
                found.setdefault(_with_gap(words, index), []).append(bare)
        return found

    @cached_property
    def _larger(self) -> dict[str, tuple[RegisterPlace, ...]]:
        tiers = ("region", PROVINCE, DISTRICT)
        return _by_key(place for tier in tiers for place in self.register.all_places(tier))

    @cached_property
    def _communes(self) -> dict[str, tuple[RegisterPlace, ...]]:
        return _by_key(self.register.all_places(COMMUNE))

    def corrected(self, kind: str) -> str:
        """Return the key of a type's name that a key is a misspelling of; "" where none is near or it is one itself."""
        if kind in self._types or len(kind) < _SHORTEST_MISSPELT:
            return ""
        return self._nearest(kind)

    def _find_nearest(self, kind: str) -> str:
        bare = skeleton(kind)
        if bare in self._skeletons:
            return self._skeletons[bare]
        words = bare.split(" ")
        for index in range(len(words)):
            for other in self._gaps.get(_with_gap(words, index), ()):
                if SequenceMatcher(None, bare, other).ratio() >= _CLOSE:
                    return self._skeletons[other]
        return ""

    def types(self, identity: Identity) -> tuple[BodyType, ...]:
        """Return the types that have a name and fit its place.

        Args:
            identity: a name.

        Returns:
            the types, none for a body of another country.
        """
        if identity.country:
            return ()
        named = self._types.get(identity.kind, ())
        tier = _AREA_LEVEL if identity.tier == AREA else identity.tier
        if not tier and not identity.place:
            central = tuple(each for each in named if each.level == _CENTRAL)
            return central or tuple(each for each in named if not identity.number or each.level == _AREA_LEVEL)
        return tuple(
            each
            for each in named
            if each.level != _UNIT
            and (each.level in (tier, _ANY_PLACE) or (not tier and each.level != _CENTRAL))
            and (identity.tier == AREA or bool(identity.number) == (_NUMBER in each.pattern))
        )

    def generic_units(self, key: str) -> tuple[BodyType, ...]:
        """Return the types of units that many bodies have, such as ``Văn phòng``."""
        return tuple(each for each in self._types.get(key, ()) if each.level == _UNIT)

    def is_central(self, key: str) -> bool:
        """Whether a name is that of one central body alone."""
        types = self._types.get(key, ())
        return bool(types) and all(each.level == _CENTRAL for each in types)

    def sites(self, identity: Identity, date: str = "") -> tuple[Site, ...]:
        """Return the places that a name may mean.

        Args:
            identity: a name with a place.
            date: a day (ISO 8601); places that were not there on it are left out where others were.

        Returns:
            one item a place, with its records through time; none where the place is not known.
        """
        if not identity.place or identity.country:
            return ()
        return self._sites(identity.place, identity.level, identity.tier, identity.above, date)

    def _find_sites(
        self, key: str, level: str, tier: str, above: tuple[tuple[str, str], ...], date: str
    ) -> tuple[Site, ...]:
        found = self._named(key, level, PROVINCE if tier == AREA else tier)
        if above:
            found = [place for place in found if all(self._lies_in(place, *each) for each in above)]
        if date:
            found = [place for place in found if place.holds(date)] or found
        return _grouped(found)

    def _named(self, key: str, level: str, tier: str) -> list[RegisterPlace]:
        tables: tuple[dict[str, tuple[RegisterPlace, ...]], ...] = (
            (self._communes,) if tier == COMMUNE else (self._larger,)
        )
        if not tier and not level:
            tables = (self._larger, self._communes)
        for table in tables:
            named = table.get(key, ())
            found = [place for place in named if not tier or place.tier == tier]
            if level and tier != PROVINCE:
                found = [place for place in found if place.level.lower() == level]
            if not level and not tier and found:
                # a bare name is the largest place that has it
                largest = min((TIERS.index(each.tier) for each in found if each.tier in TIERS), default=0)
                found = [each for each in found if each.tier == TIERS[largest]]
            if found:
                return found
        return []

    def _lies_in(self, place: RegisterPlace, level: str, key: str) -> bool:
        """Whether a place lies in one of a name, or in one that became it."""
        above = self.register.place_by_code(place.parent) if place.parent else None
        while above is not None:
            records = [above, *(self.register.place_by_code(code) for code in above.successors)]
            for each in records:
                if each is not None and place_key(each.name) == key and (not level or each.level.lower() == level):
                    return True
            above = self.register.place_by_code(above.parent) if above.parent else None
        return False


def _by_key(places: Iterable[RegisterPlace]) -> dict[str, tuple[RegisterPlace, ...]]:
    found: dict[str, list[RegisterPlace]] = {}
    for place in places:
        found.setdefault(place_key(place.name), []).append(place)
    return {key: tuple(each) for key, each in found.items()}


def _grouped(places: list[RegisterPlace]) -> tuple[Site, ...]:
    """Put the records of one place through time together: each became the next under the same name."""
    groups: list[list[RegisterPlace]] = []
    by_code: Mapping[str, RegisterPlace] = {place.code: place for place in places}
    seen: dict[str, int] = {}
    for place in sorted(places, key=lambda each: each.valid_to or "9999"):
        index = seen.get(place.code)
        if index is None:
            index = len(groups)
            groups.append([])
        groups[index].append(place)
        seen[place.code] = index
        for code in place.successors:
            if code in by_code and by_code[code].tier == place.tier:
                seen.setdefault(code, index)
    return tuple(tuple(group) for group in groups)


def _with_gap(words: list[str], index: int) -> str:
    return " ".join([*words[:index], "", *words[index + 1 :]])


@lru_cache(maxsize=8)
def candidates_of(register: Register) -> Candidates:
    """Return the index of a register."""
    return Candidates(register)
