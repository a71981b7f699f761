"""The lexicon of short forms as running tokens meet it, and the words that help to read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from vnjudnlp.batch import Gap
from vnjudnlp.resources import read_table
from vnjudnlp.text.syllables import is_syllable
from vnjudnlp.text.tokens import fold, read_texts

__all__ = [
    "Pattern",
    "Reading",
    "ShortForms",
    "by_first_token",
    "document_kinds",
    "helper_words",
    "index_short_forms",
    "patterns_of",
    "readings_of",
    "short_forms",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a short form can stand for.

    Attributes:
        long: the long form as in running text outside a name.
        kind: word, agency, title, place … as in the lexicon; empty for a document's own definition.
        domain: the field it belongs to.
        frequency: common, uncommon or rare.
        rank: its place among the readings of its short form, 0 for the default.
        register: where it is mostly written: general, official, court, internal, press, party or form.
    """

    long: str
    kind: str = ""
    domain: str = ""
    frequency: str = "common"
    rank: int = 0
    register: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The tokens that a short form consists of.

    Attributes:
        surfaces: their characters.
        glued: for each whether it must follow the one before it without a space (the first: False).
        short: the short form's entry in the lexicon.
    """

    surfaces: tuple[str, ...]
    glued: tuple[bool, ...]
    short: str


@dataclass(frozen=True, slots=True, eq=False)
class ShortForms:
    """Short forms by their first token.

    Attributes:
        readings: the readings of each short form, the default first.
        by_first: the patterns that begin with a token, longest first.
    """

    readings: Mapping[str, tuple[Reading, ...]]
    by_first: Mapping[str, tuple[Pattern, ...]]


@lru_cache(maxsize=1)
def short_forms() -> ShortForms:
    """Load ``data/lexicons/abbreviations.tsv``."""
    return index_short_forms(readings_of(read_table("lexicons/abbreviations.tsv")))


def readings_of(rows: Iterable[Mapping[str, str]]) -> dict[str, tuple[Reading, ...]]:
    """Return the readings of each short form, in the order of the rows.

    Args:
        rows: with the columns ``short``, ``long``, ``kind``, ``domain`` and ``frequency``, perhaps ``register``.
    """
    readings: dict[str, tuple[Reading, ...]] = {}
    for row in rows:
        known = readings.get(row["short"], ())
        register = row.get("register", "")
        reading = Reading(row["long"], row["kind"], row["domain"], row["frequency"], len(known), register)
        readings[row["short"]] = (*known, reading)
    return readings


def index_short_forms(readings: Mapping[str, tuple[Reading, ...]]) -> ShortForms:
    """Make the short forms ready to be found in running tokens.

    Args:
        readings: those of each short form, the default first.
    """
    entries = {variant: short for short in readings for variant in _variants(short)} | {
        short: short for short in readings
    }
    entries = {form: short for form, short in entries.items() if not _is_sum_of_parts(short, readings)}
    return ShortForms(readings, patterns_of(entries))


def patterns_of(entries: Mapping[str, str]) -> dict[str, tuple[Pattern, ...]]:
    """Split short forms as running text is split.

    Args:
        entries: from a form as it may be written to its entry.

    Returns:
        the patterns by their first token, longest first.
    """
    found: list[Pattern] = []
    batch = read_texts(list(entries))
    bounds = batch.document_first.tolist()
    for short, first, stop in zip(entries.values(), bounds, bounds[1:], strict=False):
        surfaces = tuple(batch.tokens.surface[first:stop])
        glued = (False, *(bool(gap == Gap.GLUED) for gap in batch.tokens.gap[first + 1 : stop]))
        if surfaces:
            found.append(Pattern(surfaces, glued, short))
    return by_first_token(found)


def by_first_token(patterns: Iterable[Pattern]) -> dict[str, tuple[Pattern, ...]]:
    """Group patterns by their first token, longest first."""
    by_first: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        by_first.setdefault(pattern.surfaces[0], []).append(pattern)
    return {form: tuple(sorted(found, key=lambda item: -len(item.surfaces))) for form, found in by_first.items()}


def _variants(short: str) -> Iterable[str]:
    """Other ways to write a short form of mixed letters: ``ThS`` as ``THS`` and ``Ths``, ``b/c`` as ``B/c``."""
    if not any(character.islower() for character in short) or " " in short:
        return
    yield short[0].upper() + short[1:]
    yield short[0].lower() + short[1:]
    letters = sum(character.isalpha() for character in short)
    if letters > 2 or "/" in short:
        yield short.upper()
    if letters > 1 and not is_syllable(fold(short)):
        yield short[0].upper() + short[1:].lower()


def _is_sum_of_parts(short: str, readings: Mapping[str, tuple[Reading, ...]]) -> bool:
    """Whether a form of several words says no more than its words: ``VP UBND`` is ``VP`` and ``UBND``."""
    parts = short.split(" ")
    if len(parts) < 2 or not all(part in readings for part in parts) or readings[short][0].kind == "place":
        return False
    longs = [""]
    for part in parts:
        longs = [f"{long} {fold(reading.long)}".strip() for long in longs for reading in readings[part]]
    return fold(readings[short][0].long) in longs


@lru_cache(maxsize=1)
def document_kinds() -> frozenset[str]:
    """Return what documents with a number are called, in lower case: ``quyết định``."""
    return frozenset(row["form"] for row in read_table("lexicons/document_kinds.tsv"))


@lru_cache(maxsize=32)
def helper_words(role: str) -> frozenset[str]:
    """Return the words of one role from ``data/lexicons/abbreviation_words.tsv``, in lower case."""
    return frozenset(row["word"] for row in read_table("lexicons/abbreviation_words.tsv") if row["role"] == role)
