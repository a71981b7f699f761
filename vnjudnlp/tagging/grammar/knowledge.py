"""The lexicons of the tagger, read once from ``data/lexicons``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from vnjudnlp.lexicon import PhraseTree
from vnjudnlp.resources import read_table
from vnjudnlp.text.tokens import split_phrase

__all__ = ["Head", "Knowledge", "PlaceLevel", "Title", "knowledge"]


@dataclass(frozen=True, slots=True)
class Head:
    """A unit noun; the fields are the columns of ``agency_heads.tsv``."""

    form: str
    function: str
    place: bool
    alone: str
    lower: bool


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the modifiers that belong to it; the fields are the columns of ``titles.tsv``."""

    form: str
    kind: str
    as_written: tuple[str, ...] | None
    condition: str
    takes: PhraseTree[bool]


@dataclass(frozen=True, slots=True)
class PlaceLevel:
    """A word before the name of a place; the fields are the columns of ``place_levels.tsv``."""

    form: str
    rank: int
    body: bool
    not_after: frozenset[str]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All lexicons in the form in which the rules look things up."""

    heads: PhraseTree[Head]
    body_starts: frozenset[str]
    functions: PhraseTree[bool]
    bodies: PhraseTree[tuple[str, ...] | None]
    titles: PhraseTree[tuple[Title, ...]]
    levels: PhraseTree[PlaceLevel]
    ranks: PhraseTree[str]
    places: PhraseTree[frozenset[str]]
    bare_places: PhraseTree[str]
    surnames: PhraseTree[str]
    given_names: dict[str, str]
    honorifics: PhraseTree[str]
    organisation_heads: PhraseTree[bool]
    organisation_functions: PhraseTree[bool]
    organisation_names: PhraseTree[tuple[str, ...]]
    document_kinds: PhraseTree[str]
    laws: PhraseTree[bool]
    full_forms: dict[str, str]
    cues: dict[str, frozenset[str]]


def _as_written(form: str) -> tuple[str, ...] | None:
    """The tokens that must stand as written: those of a form with an abbreviation in it."""
    tokens = tuple(form.split())
    if any(
        sum(character.isupper() for character in token) > 1 or (token.isupper() and len(tokens) == 1)
        for token in tokens
    ):
        return tokens
    return None


def _spellings(form: str) -> list[list[str]]:
    """The token sequences of a form; a short form with a full stop is one token in capitals only."""
    spellings = [split_phrase(form)]
    if "." in form:
        spellings.append(split_phrase(form.upper()))
    return spellings


def _titles() -> PhraseTree[tuple[Title, ...]]:
    tree: PhraseTree[tuple[Title, ...]] = PhraseTree()
    grouped: dict[tuple[str, ...], list[Title]] = {}
    for row in read_table("lexicons/titles.tsv"):
        takes: PhraseTree[bool] = PhraseTree()
        for modifier in filter(None, row["takes"].split("|")):
            takes.add(split_phrase(modifier), True)
        title = Title(row["form"].lower(), row["kind"], _as_written(row["form"]), row["condition"], takes)
        grouped.setdefault(tuple(split_phrase(row["form"])), []).append(title)
    for phrase, titles in grouped.items():
        tree.add(phrase, tuple(titles))
    return tree


def _places() -> tuple[PhraseTree[frozenset[str]], PhraseTree[str]]:
    levels: dict[tuple[str, ...], set[str]] = {}
    bare: PhraseTree[str] = PhraseTree()
    for row in read_table("lexicons/places.tsv"):
        phrase = split_phrase(row["name"])
        levels.setdefault(tuple(phrase), set()).add(row["level"])
        if not row["parent"] and not phrase[0].isdigit():
            bare.add(phrase, "province")
    for row in read_table("lexicons/places.tsv"):
        phrase = split_phrase(row["name"])
        if row["parent"] and len(phrase) > 1:
            bare.add(phrase, "district")
    for row in read_table("lexicons/places_communes.tsv"):
        levels.setdefault(tuple(split_phrase(row["name"])), set()).add(row["level"])
    for row in read_table("lexicons/places_other.tsv"):
        phrase = split_phrase(row["name"])
        levels.setdefault(tuple(phrase), set()).add(row["kind"])
        bare.add(phrase, row["kind"])
    tree: PhraseTree[frozenset[str]] = PhraseTree()
    for name, kinds in levels.items():
        tree.add(name, frozenset(kinds))
    return tree, bare


def _tree(name: str, column: str, **wanted: str) -> PhraseTree[bool]:
    tree: PhraseTree[bool] = PhraseTree()
    for row in read_table(name):
        if all(row[key] == value for key, value in wanted.items()):
            tree.add(split_phrase(row[column]), True)
    return tree


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """Return the lexicons; they are read at the first call."""
    heads: PhraseTree[Head] = PhraseTree()
    for row in read_table("lexicons/agency_heads.tsv"):
        head = Head(row["form"], row["function"], row["place"] == "yes", row["alone"], row["lower"] == "yes")
        for phrase in _spellings(row["form"]):
            heads.add(phrase, head)
    bodies: PhraseTree[tuple[str, ...] | None] = PhraseTree()
    for row in read_table("lexicons/bodies.tsv"):
        bodies.add(split_phrase(row["name"]), _as_written(row["name"]))
    levels: PhraseTree[PlaceLevel] = PhraseTree()
    for row in read_table("lexicons/place_levels.tsv"):
        not_after = frozenset(filter(None, row["not_after"].split("|")))
        level = PlaceLevel(row["form"], int(row["rank"]), row["use"] == "body", not_after)
        for phrase in _spellings(row["form"]):
            levels.add(phrase, level)
    ranks: PhraseTree[str] = PhraseTree()
    for row in read_table("lexicons/agency_ranks.tsv"):
        ranks.add(split_phrase(row["form"]), row["when"])
    places, bare_places = _places()
    surnames: PhraseTree[str] = PhraseTree()
    for row in read_table("lexicons/surnames.tsv"):
        weight = f"foreign {row['weight']}" if row["people"] == "foreign" else row["weight"]
        surnames.add(split_phrase(row["form"]), weight)
    honorifics: PhraseTree[str] = PhraseTree()
    for row in read_table("lexicons/honorifics.tsv"):
        honorifics.add(split_phrase(row["form"]), row["kind"])
    names: PhraseTree[tuple[str, ...]] = PhraseTree()
    for row in read_table("lexicons/organisations.tsv"):
        if row["kind"] == "name":
            names.add(split_phrase(row["form"]), tuple(row["form"].split()))
    document_kinds: PhraseTree[str] = PhraseTree()
    for row in read_table("lexicons/document_kinds.tsv"):
        document_kinds.add(split_phrase(row["form"]), row["label"])
    laws: PhraseTree[bool] = PhraseTree()
    for row in read_table("lexicons/laws.tsv"):
        laws.add(split_phrase(row["name"]), True)
        if row["short"]:
            laws.add(split_phrase(row["short"]), True)
    cues: dict[str, set[str]] = {}
    for row in read_table("lexicons/tagging_cues.tsv"):
        cues.setdefault(row["use"], set()).add(row["form"])
    return Knowledge(
        heads=heads,
        body_starts=frozenset(heads.root) | frozenset(bodies.root),
        functions=_tree("lexicons/agency_functions.tsv", "phrase"),
        bodies=bodies,
        titles=_titles(),
        levels=levels,
        ranks=ranks,
        places=places,
        bare_places=bare_places,
        surnames=surnames,
        given_names={row["form"].lower(): row["weight"] for row in read_table("lexicons/given_names.tsv")},
        honorifics=honorifics,
        organisation_heads=_tree("lexicons/organisations.tsv", "form", kind="head"),
        organisation_functions=_tree("lexicons/organisations.tsv", "form", kind="function"),
        organisation_names=names,
        document_kinds=document_kinds,
        laws=laws,
        full_forms={
            row["name"].lower(): row["norm"].lower() for row in read_table("lexicons/bodies.tsv") if row["norm"]
        },
        cues={use: frozenset(forms) for use, forms in cues.items()},
    )
