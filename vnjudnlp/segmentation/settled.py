"""What no model has to guess: tokens that stand alone, and runs of tokens that are one word.

Punctuation and numbers stand alone, abbreviations are glued to nothing; terms of the domain, known places, names
behind an honorific and numbers that a scan has torn apart are whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from vnjudnlp.batch import Batch, BoolArray, Gap, IntArray, Kind
from vnjudnlp.resources import read_table
from vnjudnlp.segmentation.features import BIGRAM, Flag, PaddedTokens
from vnjudnlp.segmentation.forms import CaseClass, NameClass
from vnjudnlp.segmentation.phrases import KnownPhrases, inside_of, mask_of, place_phrases, term_phrases
from vnjudnlp.segmentation.tables import pack
from vnjudnlp.segmentation.word_model import Scores, WordModel

__all__ = ["Rules"]

_SETTLED = 1 << 22
"""A score that no sum of weights reaches."""

_INSIDE_NUMBERS = ".,/-–:"
"""Marks that stand inside a number, a date or a document number, also where a scan has set spaces around them."""
_QUARTERS = ("i", "ii", "iii", "iv")

_HOURS = ("h", "g")
_MASKED = ("xx", "xxx", "xxxx", "xxxxx", "xxxxxx", "***", "****", "*****", "******")

_COLUMN_GAP = 3
"""How many characters of white space inside a line set columns apart."""

_LONGEST_NAME = 4

_NAME_CASES = (CaseClass.TITLE, CaseClass.SINGLE, CaseClass.FOREIGN_TITLE)
_SMALL = (CaseClass.LOWER, CaseClass.FOREIGN_LOWER)
_CAPITALS = (CaseClass.TITLE, CaseClass.UPPER, CaseClass.SINGLE, CaseClass.FOREIGN_TITLE)
_IN_CAPITALS = (CaseClass.IN_CAPITALS, CaseClass.FOREIGN_IN_CAPITALS)
_NAME_PARTS = (NameClass.SURNAME, NameClass.GIVEN, NameClass.GIVEN_OR_HONORIFIC, NameClass.SURNAME_OR_GIVEN)


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the rules look at, one item a token."""

    forms: IntArray
    cases: IntArray
    names: IntArray
    first: BoolArray
    glued: BoolArray
    apart: BoolArray


class Rules:
    """The rules for the tokens that a model has numbered.

    Args:
        model: the model.
    """

    def __init__(self, model: WordModel) -> None:
        self._model = model
        numbers = model.forms

        def mask(forms: Iterable[str]) -> BoolArray:
            return mask_of((numbers[form] for form in forms if form in numbers), len(numbers))

        honorifics = read_table("lexicons/honorifics.tsv")
        self._honorific = mask(
            row["form"].rsplit(" ", 1)[-1] for row in honorifics if row["kind"] in ("honorific", "kin")
        )
        surnames = read_table("lexicons/surnames.tsv")
        self._surname = mask(
            row["form"].lower() for row in surnames if row["weight"] == "common" and "kinh" in row["people"]
        )
        self._level = mask(row["form"].rsplit(" ", 1)[-1] for row in read_table("lexicons/place_levels.tsv"))
        self._mark, self._stop, self._slash = mask(_INSIDE_NUMBERS), mask("."), mask("/")
        self._quarter, self._hour, self._masked = mask(_QUARTERS), mask(_HOURS), mask(_MASKED)
        self._terms = KnownPhrases(term_phrases(), numbers)
        self._places = KnownPhrases(place_phrases(), numbers)

    def settle(
        self, batch: Batch, padded: PaddedTokens, first: BoolArray, scores: Scores, own: list[tuple[int, int]]
    ) -> None:
        """Give tokens that are settled a score that no model's overrules.

        Args:
            batch: the batch.
            padded: its tokens as numbers.
            first: bool, one a token: whether a sentence begins there.
            scores: the tokens' scores; changed.
            own: first token and the one behind the last of words of the user, which come last and win.
        """
        at = padded.position
        gap = batch.tokens.gap
        columns = _Columns(
            padded.forms[at], padded.cases[at], padded.names[at], first, gap == Gap.GLUED, first | (gap != Gap.SPACE)
        )
        torn = self._torn_numbers(batch, columns, scores)
        scores[self._names(columns)] = _SETTLED
        scores[self._behind_given_names(columns)] = -_SETTLED
        scores[_standing_alone(batch, columns)] = -_SETTLED
        scores[torn] = _SETTLED
        scores[inside_of(self._terms.find(columns.forms, first))] = _SETTLED
        scores[inside_of(self._known_places(columns))] = _SETTLED
        scores[self._end_marks(columns)] = _SETTLED
        scores[self._clock_times(batch, columns)] = _SETTLED
        scores[self._masked_numbers(batch, columns)] = _SETTLED
        scores[self._initials(columns)] = _SETTLED
        edges = np.unique(np.array(own, dtype=np.int64))
        scores[edges[edges < len(scores)]] = -_SETTLED
        scores[inside_of(own)] = _SETTLED

    def _names(self, columns: _Columns) -> IntArray:
        """Return the tokens that go on with a person's name.

        A name is a run of at most four capitalised syllables: a surname and syllables of names, or anything behind an
        honorific.
        """
        cases, names, apart = columns.cases, columns.names, columns.apart
        count = len(cases)
        honorific = self._honorific[columns.forms]
        in_run = _is_any(cases, _NAME_CASES) & ~honorific
        starts = np.flatnonzero(in_run & (apart | ~np.append(False, in_run[:-1])))
        stops = np.flatnonzero(in_run & np.append(apart[1:] | ~in_run[1:], True)) + 1
        lengths = stops - starts
        behind = np.minimum(stops, count - 1)
        goes_on = (stops < count) & ~apart[behind] & (cases[behind] == CaseClass.UPPER)
        greeted = ~apart[starts] & honorific[np.maximum(starts - 1, 0)]
        # at the start of a sentence a capital says nothing, so the second syllable has to be of a name alone
        sure = ~columns.first[starts] | (names[np.minimum(starts + 1, count - 1)] == NameClass.GIVEN)
        # how many tokens of each run are syllables of names
        known = np.append(0, np.cumsum(_is_any(names, _NAME_PARTS)))
        named = self._surname[columns.forms[starts]] & sure & (known[stops] - known[starts] == lengths)
        whole = (lengths <= _LONGEST_NAME) & ~goes_on & ((greeted & (lengths >= 2)) | (named & (lengths >= 3)))
        return inside_of(list(zip(starts[whole].tolist(), stops[whole].tolist(), strict=True)))

    def _behind_given_names(self, columns: _Columns) -> IntArray:
        """Return the small tokens behind an honorific and a one-syllable name: ``khai`` in ``ông Sáu khai``."""
        cases, first = columns.cases, columns.first
        name = (cases[1:-1] == CaseClass.TITLE) & _is_any(columns.names[1:-1], _NAME_PARTS)
        small = _is_any(cases[2:], _SMALL)
        found = np.flatnonzero(self._honorific[columns.forms[:-2]] & name & small & ~first[1:-1] & ~first[2:]) + 2
        # a title is a word of the dictionary: "ông Giám đốc"
        tables = self._model.tables
        rows = tables.table.find(pack(BIGRAM, columns.forms[found - 1], columns.forms[found]))
        result: IntArray = found[(tables.bigram_flags[rows] & Flag.WORD) == 0]
        return result

    def _known_places(self, columns: _Columns) -> list[tuple[int, int]]:
        """Return provinces and districts: written with capitals, and in a line of capitals behind a level."""
        capital = _is_any(columns.cases, _CAPITALS)
        in_capitals = _is_any(columns.cases, _IN_CAPITALS)
        level = self._level[columns.forms]
        return [
            (start, stop)
            for start, stop in self._places.find(columns.forms, columns.first)
            if capital[start:stop].all()
            or (in_capitals[start:stop].all() and start and not columns.first[start] and level[start - 1])
        ]

    def _end_marks(self, columns: _Columns) -> IntArray:
        """Return the tokens that go on with ``./.``, the mark at the end of an official paper."""
        stop, slash = self._stop[columns.forms], self._slash[columns.forms]
        found = np.flatnonzero(stop[:-2] & slash[1:-1] & stop[2:] & columns.glued[1:-1] & columns.glued[2:])
        return np.concatenate([found + 1, found + 2])

    def _clock_times(self, batch: Batch, columns: _Columns) -> IntArray:
        """Return the tokens that go on with a clock time: ``h`` and ``15`` in ``8h15``, not ``15`` in ``8h 15``."""
        number = batch.tokens.kind == Kind.NUMBER
        hour = self._hour[columns.forms] & columns.glued
        hours = np.flatnonzero(number[:-1] & hour[1:]) + 1
        minutes = hours[hours + 1 < len(number)] + 1
        minutes = minutes[number[minutes] & columns.glued[minutes]]
        return np.concatenate([hours, minutes])

    def _masked_numbers(self, batch: Batch, columns: _Columns) -> IntArray:
        """Return the tokens that go on with a number that was made unreadable, as ``0205.xxx.118``."""
        masked = self._masked[columns.forms]
        figures = masked | (batch.tokens.kind == Kind.NUMBER)
        mark, glued = self._mark[columns.forms], columns.glued
        found: list[tuple[int, int]] = []
        for place in np.flatnonzero(masked).tolist():
            if found and place < found[-1][1]:
                continue
            start, stop = place, place + 1
            while start > 0 and glued[start] and (figures[start - 1] or mark[start - 1]):
                start -= 1
            while stop < len(masked) and glued[stop] and (figures[stop] or mark[stop]):
                stop += 1
            while not figures[start]:
                start += 1
            while not figures[stop - 1]:
                stop -= 1
            found.append((start, stop))
        return inside_of(found)

    def _initials(self, columns: _Columns) -> IntArray:
        """Return the full stops of initials in a sentence: of ``K.`` in ``bà K. khai``; not of ``A.`` in a list."""
        single = columns.cases == CaseClass.SINGLE
        inside = ~columns.first & ~columns.apart
        found = np.flatnonzero(single[:-2] & inside[:-2] & self._stop[columns.forms[1:-1]] & columns.glued[1:-1]) + 1
        return found[~columns.first[found + 1] & ~columns.glued[found + 1]]

    def _torn_numbers(self, batch: Batch, columns: _Columns, scores: Scores) -> IntArray:
        """Return the tokens that go on with a number torn apart by a scan, as ``1 . 200``, if the model says so."""
        number = batch.tokens.kind == Kind.NUMBER
        marks = np.flatnonzero(number[:-2] & self._mark[columns.forms[1:-1]] & number[2:]) + 1
        marks = marks[scores[marks].astype(np.int64) + scores[marks + 1] > 0]
        # "I/2023", the quarter of a year
        quarter = self._quarter[columns.forms] & ~_is_any(columns.cases, _SMALL)
        slash = self._slash[columns.forms[1:-1]] & columns.glued[1:-1] & columns.glued[2:]
        marks = np.concatenate([marks, np.flatnonzero(quarter[:-2] & slash & number[2:]) + 1])
        return np.concatenate([marks, marks + 1])


def _standing_alone(batch: Batch, columns: _Columns) -> BoolArray:
    """Say at which tokens a word begins since the token, or the one before it, is never part of a longer word."""
    tokens = batch.tokens
    alone = (tokens.kind != Kind.SYLLABLE) | (columns.cases == CaseClass.ABBREVIATION)
    begins: BoolArray = alone.copy()
    begins[1:] |= alone[:-1]
    distance = tokens.start[1:] - tokens.end[:-1]
    begins[1:] |= (tokens.gap[1:] == Gap.SPACE) & (distance >= _COLUMN_GAP)
    return begins


def _is_any(values: IntArray, wanted: tuple[int, ...]) -> BoolArray:
    """Say which of some small numbers are among the wanted ones."""
    table = np.zeros(64, dtype=np.bool_)
    table[list(wanted)] = True
    result: BoolArray = table[values]
    return result
