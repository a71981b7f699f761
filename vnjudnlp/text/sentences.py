"""Where sentences begin: behind full stops that end one, at line breaks that are not mere wrapping."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from vnjudnlp.batch import BoolArray, Gap, IntArray, Kind, Shape, Tokens
from vnjudnlp.resources import read_table
from vnjudnlp.text.syllables import is_syllable

__all__ = ["sentence_starts"]

_ENDERS = frozenset({".", "!", "?", "…", "...", ".."})
_ONE_MARK = frozenset({".", "!", "?"})
_CLOSERS = frozenset({'"', "”", "»", ")", "]", "’", "'"})
_OPENING_QUOTES = frozenset({'"', "“", "«", "'"})
_LINE_ENDERS = frozenset({".", "!", "?", "…", ";", ":", "..."})
_BULLETS = frozenset({"-", "–", "—", "+", "*", "•", "●", "▪", "·"})
_BEHIND_NUMBER = frozenset({".", ")", "/"})
_BEFORE_ITEM = frozenset({":", ";"})
# matches "ii", "xiv"; does not match "vi phạm", "điều"
_ROMAN = re.compile(r"x{0,2}(?:ix|iv|v?i{0,3})")
# matches "1", "12", "2.1.3"; does not match "25.000", "2022"
_ITEM_NUMBER = re.compile(r"[1-9]\d{0,2}(?:\.\d{1,2}){0,3}")
# matches "t.t.h."; does not match "tp.", "t.ư"
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,6}")

_SINGLE = int(Shape.SINGLE)
_TITLE = int(Shape.TITLE)
_LOWER = int(Shape.LOWER)
_CAPITAL = int(Shape.TITLE | Shape.UPPER | Shape.SINGLE)

_NARROWEST = 60
_WIDEST = 130
_FULL = 0.85
"""Lines of a paragraph of at least three that is this wide and no wider, in characters, are held to be wrapped where
the line before is full to this share."""


class _Cues(NamedTuple):
    numbered: frozenset[str]
    place: frozenset[str]
    honorific: frozenset[str]
    continued: frozenset[str]
    before_name: frozenset[str]
    before_capital: frozenset[str]
    shorts: frozenset[str]


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    rows = read_table("lexicons/sentence_cues.tsv")
    uses = {use: frozenset(row["form"] for row in rows if row["use"] == use) for use in _Cues._fields[:4]}
    # of words such as "đồng chí" the last syllable stands before the name
    before_name = frozenset(row["form"].split()[-1] for row in read_table("lexicons/honorifics.tsv"))
    shorts = [(row["short"].lower(), row["kind"]) for row in read_table("lexicons/abbreviations.tsv")]
    # a degree stands before a name
    before_capital = frozenset(short.rstrip(".") for short, kind in shorts if kind == "degree")
    return _Cues(
        **uses,
        before_name=before_name,
        before_capital=before_capital,
        shorts=frozenset(short for short, _ in shorts),
    )


def sentence_starts(tokens: Tokens) -> IntArray:
    """Find the first token of each sentence.

    Args:
        tokens: the tokens of a batch.

    Returns:
        int64, their indices in order; a document's first token is always one.
    """
    if not len(tokens):
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(_Finder(tokens).find())


class _Finder:
    """The tokens as lists, since single items of arrays are slow to read."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.count = len(tokens)
        self.form = tokens.form
        self.gap: list[int] = tokens.gap.tolist()
        self.shape: list[int] = tokens.shape.tolist()
        self.kind: list[int] = tokens.kind.tolist()
        self.cues = _cues()

    def find(self) -> BoolArray:
        tokens = self.tokens
        starts: BoolArray = tokens.gap >= Gap.PARAGRAPH
        wrapped = self._wrapped_lines()
        for index in np.flatnonzero(tokens.gap == Gap.LINE).tolist():
            starts[index] = self._line_starts_sentence(index, bool(wrapped[index]))
        form = self.form
        marks = np.flatnonzero((tokens.kind == Kind.PUNCTUATION) | (tokens.kind == Kind.ABBREVIATION)).tolist()
        for index in marks:
            if form[index] not in _ENDERS and not (self.kind[index] == Kind.ABBREVIATION and form[index][-1] == "."):
                continue
            following = self._behind_closers(index + 1)
            if following < self.count and not starts[following]:
                starts[following] = self._ends_sentence(index, following, starts)
        return starts

    def _behind_closers(self, index: int) -> int:
        while index < self.count and self.gap[index] == Gap.GLUED and self.form[index] in _CLOSERS:
            index += 1
        return index

    def _ends_sentence(self, index: int, following: int, starts: BoolArray) -> bool:
        """Whether the mark at ``index`` ends a sentence that the token ``following`` does not continue."""
        if self.shape[following] & _LOWER:
            return False
        if self.gap[following] == Gap.GLUED:
            return self._is_glued_end(index, following)
        if self.kind[index] == Kind.ABBREVIATION:
            return self._abbreviation_ends_sentence(index, following)
        if self.form[index] != "." or index == 0:
            return True
        before = index - 1
        if self._names_item(before, starts):
            return False
        if self.gap[index] != Gap.GLUED:
            return True
        if self.shape[before] & _SINGLE:
            return self._letter_ends_sentence(before, following)
        return self.form[before] not in self.cues.before_capital or not self.shape[following] & _CAPITAL

    def _is_glued_end(self, index: int, following: int) -> bool:
        """Whether the space behind a full stop was forgotten, as in ``đã nộp đủ.Bà Lành``."""
        if self.form[index] not in _ONE_MARK or following != index + 1 or not self.shape[following] & _TITLE:
            return False
        before = index - 1
        if before < 0 or self.gap[index] != Gap.GLUED or self.kind[following] != Kind.SYLLABLE:
            return False
        if self.kind[before] == Kind.SYLLABLE:
            form = self.form[before]
            is_word = self.shape[before] & _LOWER or (self.shape[before] & _TITLE and is_syllable(form))
            return bool(is_word) and form not in self.cues.before_capital
        return self.kind[before] in (Kind.NUMBER, Kind.CODE)

    def _abbreviation_ends_sentence(self, index: int, following: int) -> bool:
        """Whether a short form with a full stop of its own ends a sentence: initials of a name do, ``TP.`` does not."""
        form = self.form[index]
        if not self._can_begin_behind_letter(following) or self._is_initial(following):
            return False
        if form in self.cues.shorts:
            return form == "v.v."
        return _INITIALS.fullmatch(form) is not None

    def _names_item(self, index: int, starts: BoolArray) -> bool:
        """Whether a token numbers an item, as in ``1.``, ``a.``, ``II.`` or ``Điều 6.`` at the head of one."""
        if not self._looks_like_number(index):
            return False
        head = index
        if head and self.form[head - 1] in self.cues.numbered and self.gap[head] == Gap.SPACE:
            head -= 1
        return self.gap[head] >= Gap.LINE or bool(starts[head]) or self.form[head - 1] in _BEFORE_ITEM

    def _looks_like_number(self, index: int) -> bool:
        form = self.form[index]
        if self.kind[index] == Kind.NUMBER:
            return _ITEM_NUMBER.fullmatch(form) is not None
        return (len(form) == 1 and form.isalpha()) or _ROMAN.fullmatch(form) is not None

    def _letter_ends_sentence(self, letter: int, following: int) -> bool:
        """Whether a capital letter with a full stop ends a sentence: not an initial, nor a place's level."""
        behind = following + 1
        form = self.form[letter]
        if not self._can_begin_behind_letter(following) or form in self.cues.honorific:
            return False
        if self._is_initial(following):
            return False
        if letter == 0 or self.form[letter - 1] in self.cues.before_name:
            return True
        if self.shape[letter - 1] & _CAPITAL:
            # the middle initial of a foreign name
            return is_syllable(self.form[letter - 1]) and self._is_vietnamese(following)
        if form not in self.cues.place:
            return True
        if self.form[letter - 1] == "," or not self.shape[following] & _TITLE:
            return False
        return behind >= self.count or bool(self.shape[behind] & _LOWER)

    def _can_begin_behind_letter(self, index: int) -> bool:
        """Whether a token can begin a sentence behind a letter: a bracket is more likely to explain the name."""
        return self.kind[index] not in (Kind.PUNCTUATION, Kind.SYMBOL) or self.form[index] in _OPENING_QUOTES

    def _is_initial(self, index: int) -> bool:
        return bool(self.shape[index] & _SINGLE) and index + 1 < self.count and self.form[index + 1] == "."

    def _is_vietnamese(self, index: int) -> bool:
        return self.kind[index] != Kind.SYLLABLE or is_syllable(self.form[index])

    def _line_starts_sentence(self, index: int, wrapped: bool) -> bool:
        """Whether a line break begins a sentence: not where a line was merely wrapped."""
        capitals, form = self.tokens.capitals, self.form[index]
        if self.form[index - 1] in _LINE_ENDERS or form in _BULLETS:
            return True
        if capitals[index] and capitals[index - 1]:
            return False
        if capitals[index] != capitals[index - 1]:
            return True
        behind = self.form[index + 1] if index + 1 < self.count and self.gap[index + 1] == Gap.GLUED else ""
        if behind in _BEHIND_NUMBER and self._looks_like_number(index):
            return True
        if self.shape[index] & _LOWER or self.kind[index] in (Kind.NUMBER, Kind.PUNCTUATION, Kind.SYMBOL):
            return False
        if wrapped or self.form[index - 1] in self.cues.continued:
            return False
        return self.form[index - 1] != ","

    def _wrapped_lines(self) -> BoolArray:
        """Say for each token that begins a line whether the line before is as full as its paragraph allows."""
        tokens = self.tokens
        firsts = np.flatnonzero(tokens.gap >= Gap.LINE)
        lasts = np.append(firsts[1:], self.count) - 1
        widths = tokens.view_end[lasts] - tokens.view_start[firsts]
        paragraph_firsts = np.flatnonzero(tokens.gap[firsts] >= Gap.PARAGRAPH)
        widest = np.maximum.reduceat(widths, paragraph_firsts)
        lines = np.diff(np.append(paragraph_firsts, len(firsts)))
        is_wrapped = (lines >= 3) & (widest >= _NARROWEST) & (widest <= _WIDEST)
        full = widths >= _FULL * np.repeat(widest, lines)
        result = np.zeros(self.count, dtype=np.bool_)
        result[firsts[1:]] = (full & np.repeat(is_wrapped, lines))[:-1]
        return result
