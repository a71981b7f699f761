"""Altered copies of annotated documents: what a tagger should find whatever the names and however a text is written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from vnjudnlp.corpus.slices import to_capitals, with_scan_noise, without_diacritics
from vnjudnlp.records import Record
from vnjudnlp.resources import read_table

__all__ = ["Names", "augmented", "with_other_names", "with_replacements"]

# how often a copy is written in each way
_WAYS = {"names": 0.6, "foreign_names": 0.2, "capitals": 0.08, "no_diacritics": 0.06, "scan_noise": 0.06}
_SCAN_NOISE = 0.02

_SHARES = {"common": 9, "uncommon": 3, "rare": 1}
_MIDDLE = frozenset({"thị", "văn"})

_SHORT = 2
"""Up to how many syllables a name keeps its surname."""

_WITHOUT_HONORIFIC = 0.6
"""How often what stands before a name, such as "ông", is left out."""
_LONGEST_HONORIFIC = 30

_BLENDED = 0.4
"""How often a part of a foreign name is a blend of two."""

_WITHOUT_SURNAME = 0.4
"""How often a longer name loses it where the document has had it in full before."""


def augmented(records: Sequence[Record], copies: float, generator: np.random.Generator) -> list[Record]:
    """Return altered copies.

    Args:
        records: annotated documents.
        copies: how many copies of each; 0.5 for one of about every second document.
        generator: where the random numbers come from.
    """
    names = Names()
    result = []
    for record in records:
        wanted = int(copies) + int(generator.random() < copies % 1)
        for way in generator.choice(list(_WAYS), size=wanted, p=list(_WAYS.values())).tolist():
            copy = with_other_names(record, names, generator, foreign=way == "foreign_names")
            if way == "capitals":
                copy = to_capitals(copy)
            elif way == "no_diacritics":
                copy = without_diacritics(copy)
            elif way == "scan_noise":
                copy = with_scan_noise(copy, generator, _SCAN_NOISE)
            result.append(copy)
    return result


class Names:
    """Surnames, given names and places of the lexicons."""

    def __init__(self) -> None:
        surnames = [row for row in read_table("lexicons/surnames.tsv") if row["people"] != "foreign"]
        # a name that is borne often is drawn often
        self.surnames = [row["form"] for row in surnames for _ in range(_SHARES[row["weight"]])]
        given = read_table("lexicons/given_names.tsv")
        self.given = [row["form"] for row in given for _ in range(_SHARES[row["weight"]])]
        honorifics = sorted((row["form"] for row in read_table("lexicons/honorifics.tsv")), key=len, reverse=True)
        self.honorific = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, honorifics))}) $", re.IGNORECASE)
        self.foreign: dict[str, list[str]] = {}
        for row in read_table("lexicons/foreign_names.tsv"):
            self.foreign.setdefault(row["part"], []).append(row["form"])
        self.places: dict[str, list[str]] = {}
        for row in read_table("lexicons/places.tsv"):
            if " " in row["name"]:
                self.places.setdefault(row["level"], []).append(row["name"])
        self.levels = {name: level for level, names in self.places.items() for name in names}
        names = sorted(self.levels, key=len, reverse=True)
        self.place = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


def with_other_names(record: Record, names: Names, generator: np.random.Generator, *, foreign: bool = False) -> Record:
    """Return a copy in which people and places have other names, each the same one throughout.

    Args:
        record: an annotated document.
        names: where the names come from.
        generator: where the random numbers come from.
        foreign: whether people get foreign names.
    """
    draw = _Draw(generator)
    seen: set[str] = set()
    replacements: list[tuple[int, int, str]] = []
    end_of_last = 0
    for before, entity in zip([None, *record.entities], record.entities, strict=False):
        end_of_last = before.end if before is not None else 0
        if entity.label == "PERSON":
            syllables = list(re.finditer(r"\w+", entity.text))
            # initials, and what is not written as a Vietnamese name is, stay as they are
            if not syllables or not all(syllable[0].isalpha() and len(syllable[0]) > 1 for syllable in syllables):
                continue
            bare = names.honorific.search(
                record.text, max(end_of_last, entity.start - _LONGEST_HONORIFIC), entity.start
            )
            if bare is not None and generator.random() < _WITHOUT_HONORIFIC:
                replacements.append((bare.start(), entity.start, ""))
            if foreign:
                replacements.append((entity.start, entity.end, _foreign_name(syllables, names, draw)))
                continue
            whole = entity.text in seen and len(syllables) > _SHORT
            seen.add(entity.text)
            for number, syllable in enumerate(syllables):
                start, end = entity.start + syllable.start(), entity.start + syllable.end()
                if number == 0 and whole and generator.random() < _WITHOUT_SURNAME:
                    replacements.append((start, entity.start + syllables[1].start(), ""))
                elif syllable[0].lower() in _MIDDLE:
                    continue
                elif number == 0 and len(syllables) > 1:
                    replacements.append((start, end, draw.other("surname", syllable[0], names.surnames)))
                else:
                    replacements.append((start, end, draw.other("given", syllable[0], names.given)))
        elif entity.label in ("AGENCY", "LOC", "ORG"):
            for place in names.place.finditer(record.text, entity.start, entity.end):
                choices = names.places[names.levels[place[0]]]
                replacements.append((*place.span(), draw.other("place", place[0], choices)))
    return with_replacements(record, replacements)


class _Draw:
    """Names drawn at random, for the same old name always the same new one."""

    def __init__(self, generator: np.random.Generator) -> None:
        self.generator = generator
        self._drawn: dict[tuple[str, str], str] = {}
        self.blended: dict[tuple[str, str], bool] = {}

    def other(self, kind: str, old: str, choices: list[str]) -> str:
        """Return another name, in capitals if the old one is."""
        key = (kind, old.lower())
        if key not in self._drawn:
            self._drawn[key] = choices[int(self.generator.integers(len(choices)))]
        new = self._drawn[key]
        return new.upper() if old.isupper() and len(old) > 1 else new


def _foreign_name(syllables: list[re.Match[str]], names: Names, draw: _Draw) -> str:
    """Return a foreign name: what a person is called in short is a part of the name in full."""
    last = syllables[-1][0]
    if draw.other("kind", last, ["whole", "parts", "parts", "parts"]).lower() == "whole":
        full = draw.other("full", last, names.foreign["full"])
        return full if len(syllables) > 1 else re.split(r"\s", full)[-1]
    surname = _foreign_part("surname", last, names, draw)
    return f"{_foreign_part('given', last, names, draw)} {surname}" if len(syllables) > 1 else surname


def _foreign_part(part: str, old: str, names: Names, draw: _Draw) -> str:
    """Return a part of a foreign name, often a blend of two: no lexicon has every name."""
    first = draw.other(part, old, names.foreign[part])
    second = draw.other(f"other {part}", old, names.foreign[part])
    if not draw.blended.setdefault((part, old.lower()), bool(draw.generator.random() < _BLENDED)):
        return first
    blend = first[: len(first) // 2 + 1] + second[len(second) // 2 :]
    return blend if old.isupper() else blend.capitalize()


def with_replacements(record: Record, replacements: Sequence[tuple[int, int, str]]) -> Record:
    """Return a copy in which parts of the text are replaced, its spans where they belong; abbreviations are left out.

    Args:
        record: an annotated document.
        replacements: start, end and new text of each part, in order; each lies inside one span or outside all.

    >>> from vnjudnlp.records import Entity
    >>> record = Record("1", "ông Lê Văn A", entities=[Entity(4, 12, "PERSON", text="Lê Văn A")])
    >>> with_replacements(record, [(4, 6, "Nguyễn")]).entities[0].text
    'Nguyễn Văn A'
    """
    pieces: list[str] = []
    starts, moves = [0], [0]
    behind = 0
    for start, end, new in replacements:
        pieces += [record.text[behind:start], new]
        behind = end
        starts.append(end)
        moves.append(moves[-1] + len(new) - (end - start))
    text = "".join([*pieces, record.text[behind:]])

    def moved(offset: int) -> int:
        return offset + moves[bisect_right(starts, offset) - 1]

    entities = []
    for entity in record.entities:
        start, end = moved(entity.start), moved(entity.end)
        entities.append(replace(entity, start=start, end=end, text=text[start:end]))
    return Record(record.id, text, record.doc_date, entities, [], dict(record.extra))
