"""What one document says about bodies and places, for the mentions that leave something out."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from dataclasses import dataclass
from operator import attrgetter

from vnjudnlp.agencies.lexicon import COMMUNE, DISTRICT, PROVINCE, Lexicon
from vnjudnlp.agencies.mention import AgencyName

__all__ = ["BODY_WEIGHT", "PLACE_WEIGHT", "DocumentMemory", "NamedBody", "NamedPlace"]

BODY_WEIGHT = 3.0
PLACE_WEIGHT = 1.0

_POSITION = attrgetter("position")
_WINDOW = 200
"""How many mentions before and behind are weighed, so that a long document takes no longer a mention than a short."""
_BODY_REACH = 40.0
_PLACE_REACH = 200.0
_COMMUNE_REACH = 20.0
_MINISTRY = "bộ"
_MINISTRY_REACH = 2000.0
"""``Bộ`` is the ministry that the document is about, hardly ever another that it has just named."""
_BEHIND = 0.3
"""What a mention behind counts beside one before: a reader does not know it yet."""
_PLACED = 1.2
_FORMER = 0.05
_LEVEL_WORDS: dict[str, tuple[str, ...]] = {
    PROVINCE: ("tỉnh", "thành phố"),
    DISTRICT: ("huyện", "quận", "thị xã", "thành phố"),
    COMMUNE: ("xã", "phường", "thị trấn", "đặc khu"),
}


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A mention of a place: the token where it stands, its level word, its name and how much it counts."""

    position: int
    level: str
    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A mention of a body that says which one it is.

    Attributes:
        position: its first token.
        name: its parts.
        text: the full name.
        folded: the same in lower case.
    """

    position: int
    name: AgencyName
    text: str
    folded: str


class DocumentMemory:
    """The bodies and places that a document names.

    Args:
        lexicon: the tables.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.letterhead: list[NamedBody] = []
        self._places: dict[str, list[NamedPlace]] = defaultdict(list)
        self._levels_said: dict[tuple[str, str], str] = {}
        self._provinces_above: Counter[str] = Counter()
        self._bodies: dict[str, list[NamedBody]] = defaultdict(list)
        self._counts: Counter[str] = Counter()
        self._leading: NamedBody | None = None
        self._functions: dict[str, Counter[str]] = defaultdict(Counter)

    @property
    def issuer(self) -> NamedBody | None:
        """The body that issues the document: the last of its letterhead."""
        return self.letterhead[-1] if self.letterhead else None

    def add_place(self, position: int, level: str, name: str, weight: float = PLACE_WEIGHT) -> None:
        """Remember a mention of a place, in the order of the text; a bare name counts where it is a province."""
        low = name.lower()
        if not level and (low in self.lexicon.provinces or low not in self.lexicon.parents):
            level = self.lexicon.level_of(name, PROVINCE)
        if not level or not name:
            return
        if level == "tỉnh" and low not in self.lexicon.provinces:
            # a former province, or one of another country, is hardly ever the one that a bare level means
            weight *= _FORMER
        self._places[level].append(NamedPlace(position, level, name, weight))
        tier = self.lexicon.tier(level, name)
        self._levels_said.setdefault((low, tier), level)
        parents = self.lexicon.parents.get(low, ())
        if tier == DISTRICT and len(parents) == 1:
            self._provinces_above[parents[0]] += 1

    def add_body(self, position: int, name: AgencyName, text: str = "") -> NamedBody:
        """Remember a mention of a body that says which one it is.

        Args:
            position: its first token.
            name: its parts.
            text: the full name where it is not that of the parts.

        Returns:
            what is remembered.
        """
        text = text or str(name)
        body = NamedBody(position, name, text, text.lower())
        bucket = self._bodies[body.folded.partition(" ")[0]]
        if not bucket or bucket[-1].position <= position:
            bucket.append(body)
        else:
            insort(bucket, body, key=_POSITION)
        row = name.completion
        if name.place and (row is None or row.owner in ("", "prefix")):
            self._counts[body.folded] += 1
            if self._leading is None or self._counts[body.folded] > self._counts[self._leading.folded]:
                self._leading = body
        return body

    def bodies_like(self, prefix: str, position: int) -> list[NamedBody]:
        """Return the bodies named around a position whose names begin so, word by word, and go on.

        Args:
            prefix: the beginning, in lower case.
            position: a token.

        Returns:
            mentions in the order of the text; courts and procuracies above the others only where no other is named.
        """
        bucket = self._bodies.get(prefix.split(" ", 1)[0], [])
        middle = bisect_left(bucket, position, key=_POSITION)
        near = [*self.letterhead, *bucket[max(0, middle - _WINDOW) : middle + _WINDOW]]
        longer = f"{prefix} "
        found = [body for body in near if body.folded.startswith(longer)]
        issuer = self.issuer.folded if self.issuer is not None else ""
        return [body for body in found if not body.name.ranked or body.folded == issuer] or found

    def body_named(self, prefix: str, position: int, without: str = "") -> NamedBody | None:
        """Return the body whose name begins so that a short reference at a position points at.

        Args:
            prefix: the beginning of the name, in lower case.
            position: the token of the reference.
            without: a tier whose bodies are not meant, "" for none.

        Returns:
            the body of the letterhead if its name begins so, else the one that is named most and nearest;
            None where there is none.
        """
        reach = _MINISTRY_REACH if prefix == _MINISTRY else _BODY_REACH
        found = self.bodies_like(prefix, position)
        if without:
            found = [body for body in found if self.lexicon.tier(body.name.level.lower(), body.name.place) != without]
        return self._choose(found, position, reach)

    def same_unit(self, name: AgencyName, position: int) -> NamedBody | None:
        """Return the body with the same unit and a place that a mention without a place points at."""
        found = self.bodies_like(name.head, position)
        same = [body for body in found if body.name.place and body.name.head == name.head and not body.name.leading]
        return self._choose(same, position)

    def _choose(self, found: list[NamedBody], position: int, reach: float = _BODY_REACH) -> NamedBody | None:
        named = {body.folded for body in found}
        for body in reversed(self.letterhead):
            if body.folded in named:
                return body
        scores: dict[str, float] = defaultdict(float)
        for body in found:
            distance = position - body.position
            nearness = 1.0 / (1.0 + abs(distance) / reach)
            placed = _PLACED if body.name.place else 1.0
            scores[body.folded] += nearness * placed * (1.0 if distance >= 0 else _BEHIND)
        return max(found, key=lambda body: scores[body.folded], default=None)

    def leading_body(self) -> NamedBody | None:
        """Return the body that a document without a letterhead is about: the one named most."""
        return self._leading

    def add_function(self, form: str, function: str) -> None:
        """Remember what units of a kind do: that a ``chi cục`` is one of ``Thi hành án dân sự``."""
        self._functions[form][function] += 1

    def usual_function(self, form: str, family: tuple[str, ...]) -> str:
        """Return what the units of a kind do in this document, or else those of its family; "" where none is named."""
        own = self._functions.get(form)
        if own:
            return own.most_common(1)[0][0]
        counts: Counter[str] = Counter()
        for each in family:
            counts.update(self._functions.get(each, ()))
        return counts.most_common(1)[0][0] if counts else ""

    def level_said(self, name: str, tier: str) -> str:
        """Return the level word that the document itself gives to a place of a tier, "" where it gives none."""
        return self._levels_said.get((name.lower(), tier), "")

    def place_of(self, level: str, position: int) -> tuple[str, str] | None:
        """Return the place that a bare level at a position points at.

        Args:
            level: a level word, or the name of a tier: "province", "district", "commune".
            position: the token where the level stands.

        Returns:
            the level word and the place's name, None where the document names none.
        """
        issuer = self.issuer.name if self.issuer is not None else None
        if issuer is not None and issuer.place and not issuer.ranked:
            if self._fits(level, issuer.level, issuer.place):
                return issuer.level, issuer.place
            above = self._above(issuer.level, issuer.place)
            if above is not None and level in (above[0], PROVINCE):
                return above
        scores: dict[tuple[str, str], float] = defaultdict(float)
        reach = _COMMUNE_REACH if level in (*_LEVEL_WORDS[COMMUNE], COMMUNE) else _PLACE_REACH
        for word in _LEVEL_WORDS.get(level, (level,)):
            places = self._places.get(word, [])
            middle = bisect_left(places, position, key=lambda each: each.position)
            for place in places[max(0, middle - _WINDOW) : middle + _WINDOW]:
                if self._fits(level, place.level, place.name):
                    distance = position - place.position
                    nearness = 1.0 / (1.0 + abs(distance) / reach)
                    scores[place.level, place.name] += place.weight * nearness * (1.0 if distance >= 0 else _BEHIND)
        if scores:
            return max(scores, key=lambda key: scores[key])
        return self._province_above() if level in ("tỉnh", PROVINCE) else None

    def _fits(self, wanted: str, level: str, name: str) -> bool:
        return level == wanted or (wanted in _LEVEL_WORDS and self.lexicon.tier(level.lower(), name) == wanted)

    def _above(self, level: str, name: str) -> tuple[str, str] | None:
        """Return the province of a district, None where it is not known or not the only one."""
        parents = self.lexicon.parents.get(name.lower(), ())
        if len(parents) != 1 or self.lexicon.tier(level.lower(), name) != DISTRICT:
            return None
        word = self.lexicon.level_of(parents[0], PROVINCE)
        return (word, parents[0]) if word else None

    def _province_above(self) -> tuple[str, str] | None:
        """Return the province of most of the districts that are named."""
        if not self._provinces_above:
            return None
        province = self._provinces_above.most_common(1)[0][0]
        return self.lexicon.level_of(province, PROVINCE) or "tỉnh", province
