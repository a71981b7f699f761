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
_WAYS = {"names": 0.7, "capitals": 0.1, "no_diacritics": 0.1, "scan_noise": 0.1}
_SCAN_NOISE = 0.02

_SHARES = {"common": 9, "uncommon": 3, "rare": 1}
_MIDDLE = frozenset({"thị", "văn"})


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
            copy = with_other_names(record, names, generator)
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
        self.places: dict[str, list[str]] = {}
        for row in read_table("lexicons/places.tsv"):
            if " " in row["name"]:
                self.places.setdefault(row["level"], []).append(row["name"])
        self.levels = {name: level for level, names in self.places.items() for name in names}
        names = sorted(self.levels, key=len, reverse=True)
        self.place = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


def with_other_names(record: Record, names: Names, generator: np.random.Generator) -> Record:
    """Return a copy in which people and places have other names, each the same one throughout.

    Args:
        record: an annotated document.
        names: where the names come from.
        generator: where the random numbers come from.
    """
    drawn: dict[tuple[str, str], str] = {}

    def other(kind: str, old: str, choices: list[str]) -> str:
        key = (kind, old.lower())
        if key not in drawn:
            drawn[key] = choices[int(generator.integers(len(choices)))]
        new = drawn[key]
        return new.upper() if old.isupper() and len(old) > 1 else new

    replacements: list[tuple[int, int, str]] = []
    for entity in record.entities:
        if entity.label == "PERSON":
            syllables = list(re.finditer(r"\w+", entity.text))
            # initials, and what is not written as a Vietnamese name is, stay as they are
            if not all(syllable[0].isalpha() and len(syllable[0]) > 1 for syllable in syllables):
                continue
            for number, syllable in enumerate(syllables):
                if syllable[0].lower() in _MIDDLE:
                    continue
                if number == 0 and len(syllables) > 1:
                    new = other("surname", syllable[0], names.surnames)
                else:
                    new = other("given", syllable[0], names.given)
                replacements.append((entity.start + syllable.start(), entity.start + syllable.end(), new))
        elif entity.label in ("AGENCY", "LOC", "ORG"):
            for place in names.place.finditer(record.text, entity.start, entity.end):
                level = names.levels[place[0]]
                replacements.append((*place.span(), other("place", place[0], names.places[level])))
    return with_replacements(record, replacements)


def with_replacements(record: Record, replacements: Sequence[tuple[int, int, str]]) -> Record:
    """Return a copy in which parts of the text are replaced, its spans where they belong; abbreviations are left out.

    Args:
        record: an annotated document.
        replacements: start, end and new text of each part, in order; each lies inside one span or outside all.

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
