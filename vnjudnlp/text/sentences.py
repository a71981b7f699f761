"""Where sentences begin: behind full stops that end one, at line breaks that are not mere wrapping."""

from __future__ import annotations

import re

import numpy as np

from vnjudnlp.batch import Gap, IntArray, Kind, Shape, Tokens

__all__ = ["sentence_starts"]

_ENDERS = frozenset({".", "!", "?", "…", "...", ".."})
_CLOSERS = frozenset({'"', "”", "»", ")", "]", "’", "'"})
_LINE_ENDERS = frozenset({".", "!", "?", "…", ";", ":", "..."})
_NUMBERED = frozenset({"điều", "khoản", "chương", "mục", "phần", "điểm", "bài"})
# matches "iv", "ix"; does not match "an"
_ROMAN = re.compile(r"x{0,2}(?:ix|iv|v?i{0,3})")
_BULLETS = frozenset({"-", "–", "—", "+", "*", "•", "●", "▪", "·"})


def sentence_starts(tokens: Tokens) -> IntArray:
    """Find the first token of each sentence.

    Args:
        tokens: the tokens of a batch.

    Returns:
        int64, their indices in order; a document's first token is always one.
    """
    count = len(tokens)
    if not count:
        return np.zeros(0, dtype=np.int64)
    is_start = tokens.gap >= Gap.PARAGRAPH
    enders = [index for index, form in enumerate(tokens.form) if form in _ENDERS]
    for index in enders:
        following = _behind_closers(tokens, index + 1)
        if following < count and not is_start[following] and _ends_sentence(tokens, index, following):
            is_start[following] = True
    for index in np.flatnonzero(tokens.gap == Gap.LINE).tolist():
        if _line_starts_sentence(tokens, index):
            is_start[index] = True
    return np.flatnonzero(is_start)


def _behind_closers(tokens: Tokens, index: int) -> int:
    while index < len(tokens) and tokens.gap[index] == 0 and tokens.form[index] in _CLOSERS:
        index += 1
    return index


def _ends_sentence(tokens: Tokens, index: int, following: int) -> bool:
    """Whether the full stop at ``index`` ends a sentence that the token ``following`` does not continue."""
    if tokens.gap[following] == Gap.GLUED:
        return False
    if tokens.shape[following] & Shape.LOWER:
        return False
    if tokens.form[index] != "." or index == 0:
        return True
    before = index - 1
    first_on_line = bool(tokens.gap[before] >= Gap.LINE)
    if tokens.kind[before] == Kind.NUMBER and (first_on_line or tokens.form[before - 1] in _NUMBERED):
        return False
    if tokens.shape[before] & Shape.SINGLE and tokens.gap[index] == Gap.GLUED:
        # an initial of a name, or the letter of a clause
        return not first_on_line and not tokens.shape[before - 1] & (Shape.TITLE | Shape.SINGLE)
    return not (first_on_line and _ROMAN.fullmatch(tokens.form[before]))


def _line_starts_sentence(tokens: Tokens, index: int) -> bool:
    """Whether a line break begins a sentence: not where a line was merely wrapped."""
    form = tokens.form[index]
    if tokens.form[index - 1] in _LINE_ENDERS or form in _BULLETS:
        return True
    if tokens.capitals[index] and tokens.capitals[index - 1]:
        return False
    if tokens.capitals[index] != tokens.capitals[index - 1]:
        return True
    if tokens.shape[index] & Shape.LOWER or tokens.kind[index] in (Kind.PUNCTUATION, Kind.SYMBOL):
        return False
    if tokens.kind[index] == Kind.NUMBER:
        return index + 1 < len(tokens) and tokens.form[index + 1] in (".", ")", "/")
    return tokens.form[index - 1] != ","
