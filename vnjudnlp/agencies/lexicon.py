"""What the naming of bodies looks up: how names are completed, written out and cased, and where places lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from vnjudnlp.agencies.folding import name_key
from vnjudnlp.lexicon import PhraseTree
from vnjudnlp.resources import read_table
from vnjudnlp.text.syllables import is_syllable
from vnjudnlp.text.tokens import split_phrase

__all__ = ["COMMUNE", "DISTRICT", "PROVINCE", "Completion", "Lexicon", "lexicon"]

PROVINCE = "province"
DISTRICT = "district"
COMMUNE = "commune"

_KINDS_IN_NAMES = ("agency", "place", "word", "organisation")


@dataclass(frozen=True, slots=True)
class Completion:
    """How a body's name is completed; the fields are the columns of ``agency_completion.tsv``."""

    form: str
    full: str
    level: str
    place: str
    owner: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables in the form in which the rules look things up.

    Attributes:
        completions: by the form that a name begins with.
        bodies: the official spelling of fixed names.
        casing: phrases inside names in their official case.
        short_forms: abbreviations that need no context, by their tokens: the short form as written and the long form.
        place_names: places in their usual case.
        levels: the level words of a place, without its level word; the newest last.
        parents: provinces in which a district of that name lies.
        unit_levels: province or district for the keys of units that are bodies of that level alone.
        provinces: the provinces of today and of before 1 July 2025.
        context: the forms of ``agency_context.tsv`` with what they stand for, by their use.
    """

    completions: PhraseTree[Completion]
    bodies: PhraseTree[str]
    casing: PhraseTree[str]
    short_forms: PhraseTree[tuple[str, str]]
    place_names: dict[str, str]
    levels: dict[str, tuple[str, ...]]
    parents: dict[str, tuple[str, ...]]
    unit_levels: dict[str, str]
    provinces: frozenset[str]
    context: dict[str, dict[str, str]]

    def tier(self, level: str, name: str) -> str:
        """Return whether a level word with a name is a province, a district or a commune; "" for none of them."""
        if level == "tỉnh":
            return PROVINCE
        if level == "thành phố":
            return PROVINCE if self.is_central(name) else DISTRICT
        if level in ("huyện", "quận", "thị xã"):
            return DISTRICT
        if level in ("xã", "phường", "thị trấn", "đặc khu"):
            return COMMUNE
        return ""

    def is_central(self, name: str) -> bool:
        """Whether a city is a province by itself."""
        folded = name.lower()
        return folded in self.levels and "thành phố" in self.levels[folded] and not self.parents.get(folded)

    def is_open(self, name: str, tier: str) -> bool:
        """Whether a name alone may be several places of a tier, as ``Cao Lãnh`` is a city and a district."""
        return len([level for level in self.levels.get(name.lower(), ()) if self.tier(level, name) == tier]) > 1

    def level_of(self, name: str, tier: str) -> str:
        """Return the level word of a place of a tier, "" where it is not known."""
        for level in reversed(self.levels.get(name.lower(), ())):
            if self.tier(level, name) == tier:
                return level
        return ""


def _short_forms() -> PhraseTree[tuple[str, str]]:
    chosen: dict[str, str] = {}
    for row in read_table("lexicons/bodies.tsv"):
        if row["norm"] and row["note"].startswith("abbreviation"):
            chosen.setdefault(row["name"], row["norm"])
    for kind in _KINDS_IN_NAMES:
        for row in read_table("lexicons/abbreviations.tsv"):
            if row["kind"] == kind and row["frequency"] != "rare":
                chosen.setdefault(row["short"], row["long"])
    tree: PhraseTree[tuple[str, str]] = PhraseTree()
    for short, long in chosen.items():
        # a syllable in capitals is a word of a heading before it is a short form
        if any(character.isupper() for character in short) and not is_syllable(short.lower()):
            tree.add(split_phrase(short), (short, long))
    return tree


def _spellings() -> tuple[PhraseTree[str], PhraseTree[str]]:
    bodies: PhraseTree[str] = PhraseTree()
    casing: PhraseTree[str] = PhraseTree()
    rows = read_table("lexicons/bodies.tsv")
    for row in rows:
        # "Ủy ban Pháp luật của Quốc hội" is the unit with its parent; the unit's own name is complete
        if (
            row["norm"]
            and not row["note"].startswith("abbreviation")
            and not row["norm"].startswith(f"{row['name']} của ")
        ):
            bodies.add(split_phrase(row["name"]), row["norm"])
    for row in rows:
        official = row["norm"] if row["note"].startswith("abbreviation") else row["name"]
        bodies.add(split_phrase(official), official)
        _, _, function = official.partition(" ")
        if function[:1].isupper():
            casing.add(split_phrase(function), function)
    for row in read_table("lexicons/abbreviations.tsv"):
        if row["kind"] in _KINDS_IN_NAMES and row["long"][:1].isupper() and " " in row["long"]:
            casing.add(split_phrase(row["long"]), row["long"])
    return bodies, casing


def _places() -> tuple[dict[str, str], dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    names: dict[str, str] = {}
    levels: dict[str, dict[str, None]] = {}
    parents: dict[str, dict[str, None]] = {}
    for row in read_table("lexicons/places_other.tsv"):
        names.setdefault(row["name"].lower(), row["name"])
        former = row["note"].replace(",", " ").split(" của ")[0].strip()
        if row["kind"] == "former":
            word = former.split("  ")[0].strip()
            levels.setdefault(row["name"].lower(), {})[word] = None
    for row in read_table("lexicons/places.tsv"):
        folded = row["name"].lower()
        names[folded] = row["name"]
        levels.setdefault(folded, {}).pop(row["level"], None)
        levels[folded][row["level"]] = None
        if row["parent"]:
            parents.setdefault(folded, {})[row["parent"]] = None
    for row in read_table("lexicons/places_communes.tsv"):
        names.setdefault(row["name"].lower(), row["name"])
    return (
        names,
        {name: tuple(words) for name, words in levels.items()},
        {name: tuple(above) for name, above in parents.items()},
    )


def _unit_levels() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for row in read_table("register/body_types.tsv"):
        found.setdefault(name_key(row["name"]), set()).add(row["level"])
    return {key: next(iter(tiers)) for key, tiers in found.items() if len(tiers) == 1 and tiers <= {PROVINCE, DISTRICT}}


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the tables; they are read at the first call."""
    completions: PhraseTree[Completion] = PhraseTree()
    for row in read_table("lexicons/agency_completion.tsv"):
        completions.add(split_phrase(row["form"]), Completion(**row))
    bodies, casing = _spellings()
    names, levels, parents = _places()
    context: dict[str, dict[str, str]] = {}
    for row in read_table("lexicons/agency_context.tsv"):
        context.setdefault(row["use"], {})[row["form"]] = row["body"]
    provinces = frozenset(row["name"].lower() for row in read_table("lexicons/places.tsv") if not row["parent"])
    return Lexicon(
        completions, bodies, casing, _short_forms(), names, levels, parents, _unit_levels(), provinces, context
    )
