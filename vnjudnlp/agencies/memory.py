"""What one document says about bodies and places, for the mentions that leave something out."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass

from vnjudnlp.agencies.lexicon import COMMUNE, DISTRICT, PROVINCE, Lexicon
from vnjudnlp.agencies.mention import AgencyName

__all__ = ["DocumentMemory", "NamedBody", "NamedPlace"]

BODY_WEIGHT = 3.0
PLACE_WEIGHT = 1.0


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
        self.issuer: NamedBody | None = None
        self._places: list[NamedPlace] = []
        self._bodies: list[NamedBody] = []
        self._positions: list[int] = []

    def add_place(self, position: int, level: str, name: str, weight: float = PLACE_WEIGHT) -> None:
        """Remember a mention of a place; a bare name counts where it is a province."""
        if not level:
            level = self.lexicon.level_of(name, PROVINCE)
        if level and name:
            self._places.append(NamedPlace(position, level, name, weight))

    def add_body(self, position: int, name: AgencyName) -> NamedBody:
        """Remember a mention of a body that says which one it is; mentions come in the order of the text."""
        text = str(name)
        body = NamedBody(position, name, text, text.lower())
        index = bisect_right(self._positions, position)
        self._bodies.insert(index, body)
        self._positions.insert(index, position)
        return body

    def bodies_like(self, prefixes: tuple[str, ...]) -> list[NamedBody]:
        """Return the bodies whose names begin so, word by word, and go on, in the order of the text."""
        longer = tuple(f"{prefix} " for prefix in prefixes)
        return [body for body in self._bodies if body.folded.startswith(longer)]

    def body_named(self, prefixes: tuple[str, ...], position: int) -> NamedBody | None:
        """Return the body whose name begins so that a short reference at a position points at.

        Args:
            prefixes: beginnings of the name, in lower case.
            position: the token of the reference.

        Returns:
            the body that issues the document if its name begins so, else the one named last before, else the first named
            behind; None where there is none.
        """
        found = self.bodies_like(prefixes)
        if self.issuer is not None and self.issuer in found:
            return self.issuer
        before = [body for body in found if body.position < position]
        return before[-1] if before else found[0] if found else None

    def same_unit(self, name: AgencyName, position: int) -> NamedBody | None:
        """Return the body with the same unit and a place that a mention without a place points at."""
        found = [body for body in self._bodies if body.name.place and body.name.head == name.head and not body.name.leading]
        if self.issuer is not None and self.issuer in found:
            return self.issuer
        before = [body for body in found if body.position < position]
        return before[-1] if before else found[0] if found else None

    def place_of(self, level: str, position: int) -> tuple[str, str] | None:
        """Return the place that a bare level at a position points at.

        Args:
            level: a level word, or the name of a tier: "province", "district", "commune".
            position: the token where the level stands.

        Returns:
            the level word and the place's name, None where the document names none.
        """
        issuer = self.issuer.name if self.issuer is not None else None
        if issuer is not None and issuer.place and self._fits(level, issuer.level, issuer.place):
            return issuer.level, issuer.place
        candidates = [place for place in self._places if self._fits(level, place.level, place.name)]
        if not candidates and level in ("tỉnh", PROVINCE):
            return self._province_above()
        if not candidates:
            return None
        scores: dict[tuple[str, str], float] = defaultdict(float)
        local = level in ("xã", "phường", "thị trấn", COMMUNE)
        for place in candidates:
            distance = position - place.position
            nearness = 1.0 / (1.0 + abs(distance) / (20.0 if local else 200.0))
            scores[place.level, place.name] += place.weight * nearness * (1.0 if distance >= 0 else 0.3)
        return max(scores, key=lambda key: scores[key])

    def _fits(self, wanted: str, level: str, name: str) -> bool:
        return level == wanted or wanted in (PROVINCE, DISTRICT, COMMUNE) and self.lexicon.tier(level, name) == wanted

    def _province_above(self) -> tuple[str, str] | None:
        """Return the province of the districts that are named."""
        votes: Counter[str] = Counter()
        for place in self._places:
            parents = self.lexicon.parents.get(place.name.lower(), ())
            if self.lexicon.tier(place.level, place.name) == DISTRICT and len(parents) == 1:
                votes[parents[0]] += 1
        if not votes:
            return None
        province = votes.most_common(1)[0][0]
        return self.lexicon.level_of(province, PROVINCE) or "tỉnh", province
