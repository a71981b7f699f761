"""The tables of this room in the form in which the rules look things up, and the patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from vnjudnlp.resources import read_table

__all__ = ["Lexicon", "alternatives", "lexicon"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and patterns.

    Attributes:
        sexes: honorifics that say whether a man (``"m"``) or a woman (``"f"``) follows.
        cues: the forms of ``person_cues.tsv`` with their values, by their use.
        title_kinds: the kinds of ``titles.tsv``: what a title is, such as ``"rank"``.
        long_titles: what abbreviated titles stand for.
        bodies_of_titles: ``(words of a title, beginnings of bodies)``, the longest first.
        fused_bodies: bodies that titles hold in themselves.
        surnames: surnames of one or more syllables in lower case.
        honorific: a pattern of an honorific and a space.
        polite: the same without words for kin.
    """

    sexes: dict[str, str]
    cues: dict[str, dict[str, str]]
    title_kinds: dict[str, str]
    long_titles: dict[str, str]
    bodies_of_titles: tuple[tuple[str, tuple[str, ...]], ...]
    fused_bodies: dict[str, str]
    surnames: frozenset[str]
    honorific: str
    polite: str


def alternatives(forms: Iterable[str]) -> str:
    """Return a pattern that matches any of some phrases, the longest first, with any white space in them."""
    ordered = sorted(forms, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in ordered) + ")"


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read the tables, once."""
    cues: dict[str, dict[str, str]] = {}
    for row in read_table("lexicons/person_cues.tsv"):
        cues.setdefault(row["use"], {})[row["form"]] = row["value"]
    kinds: dict[str, str] = {}
    long_titles: dict[str, str] = {}
    for row in read_table("lexicons/titles.tsv"):
        kinds[row["form"].lower()] = row["kind"]
        if row["kind"] == "abbreviation" and row["note"]:
            long_titles[row["form"]] = row["note"].split(";")[0]
    bodies = [(row["title"], tuple(row["body"].split("|"))) for row in read_table("lexicons/office_bodies.tsv")]
    bodies.sort(key=lambda pair: len(pair[0]), reverse=True)
    return Lexicon(
        sexes={form: sex for form, sex in cues["honorific"].items() if sex in ("m", "f")},
        cues=cues,
        title_kinds=kinds,
        long_titles=long_titles,
        bodies_of_titles=tuple(bodies),
        fused_bodies={row["title"]: row["body"] for row in read_table("lexicons/office_titles.tsv")},
        surnames=frozenset(row["form"].lower() for row in read_table("lexicons/surnames.tsv")),
        honorific=rf"(?:{alternatives(cues['honorific'])}\s+)",
        polite=rf"(?:{alternatives(form for form, sex in cues['honorific'].items() if sex != 'kin')}\s+)",
    )
