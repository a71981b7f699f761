"""Which words a short form's letters stand for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from vnjudnlp.abbreviations.short_forms import helper_words

__all__ = ["align_backward", "align_forward", "letters_of"]

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_VOWEL_MARKS = dict.fromkeys(map(ord, "\u0302\u0306\u031b"))
_JOINS = frozenset({"-", "–", ",", "/", "&", "“", "”", '"', "'"})
_FEWEST_LETTERS, _MOST_LETTERS = 2, 16
_MOST_LETTERS_A_WORD = 4


@lru_cache(maxsize=8192)
def letters_of(short: str) -> str:
    """Return the letters and digits of a short form.

    >>> letters_of("LĐ-TB&XH")
    'LĐTBXH'
    """
    return "".join(character for character in short if character.isalnum())


@lru_cache(maxsize=8192)
def _spellings(form: str) -> tuple[str, ...]:
    """Return a word without its tone, without marks on vowels, and with d for đ: what its letters are compared with."""
    decomposed = unicodedata.normalize("NFD", form).translate(_TONES)
    toneless = unicodedata.normalize("NFC", decomposed)
    plain = unicodedata.normalize("NFC", decomposed.translate(_VOWEL_MARKS))
    return form, toneless, plain, plain.replace("đ", "d")


def _uses(letters: str, position: int, word: str, form: str, *, backward: bool) -> Iterator[int]:
    """Yield how many letters before or behind ``position`` a word may stand for."""
    spellings = _spellings(form)
    for count in range(1, _MOST_LETTERS_A_WORD + 1):
        start = position - count if backward else position
        part = letters[max(0, start) : start + count]
        if len(part) < count:
            break
        # ThS, TTr: more letters of one word are small behind the first
        if (count == 1 or part[1:].islower()) and any(spelling.startswith(part.lower()) for spelling in spellings):
            yield count
    # a word that is itself short or a number: "Cục THADS (CTHADS)", "nghị quyết 05 (NQ05)"
    own = letters_of(word)
    if len(own) > 1 and (own.isupper() or own.isdigit()):
        fits = letters.endswith(own, 0, position) if backward else letters.startswith(own, position)
        if fits:
            yield len(own)


def _walk(letters: str, words: Sequence[str], forms: Sequence[str], order: range, *, backward: bool) -> int | None:
    """Go through words and use the letters up; return the word that takes the last of them."""
    dropped = helper_words("dropped")
    goal = 0 if backward else len(letters)
    reached = {len(letters) - goal}
    for index in order:
        following: set[int] = set()
        for position in reached:
            uses = _uses(letters, position, words[index], forms[index], backward=backward)
            following.update(position - use if backward else position + use for use in uses)
        if goal in following:
            return index
        if index != order.start and (forms[index] in dropped or forms[index] in _JOINS):
            following |= reached
        if not following:
            return None
        reached = following
    return None


def _is_alignable(letters: str) -> bool:
    return _FEWEST_LETTERS <= len(letters) <= _MOST_LETTERS


def align_forward(short: str, words: Sequence[str], forms: Sequence[str]) -> int:
    """Find how many of some words a short form stands for, from the first of them on.

    Args:
        short: the short form.
        words: words as written.
        forms: the same in lower case.

    Returns:
        the number of words, 0 if its letters do not fit.

    >>> words = "Thi hành án dân sự tỉnh Gia Lai".split()
    >>> align_forward("THADS", words, [word.lower() for word in words])
    5
    """
    letters = letters_of(short)
    if not _is_alignable(letters):
        return 0
    if not forms or not any(spelling.startswith(letters[0].lower()) for spelling in _spellings(forms[0])):
        return 0
    order = range(min(len(words), 3 * len(letters) + 4))
    last = _walk(letters, words, forms, order, backward=False)
    return 0 if last is None else last + 1


def align_backward(short: str, words: Sequence[str], forms: Sequence[str], skip: int = 0) -> tuple[int, int]:
    """Find the words that a short form stands for among those before it.

    Args:
        short: the short form.
        words: the words before it, in order.
        forms: the same in lower case.
        skip: how many of the last words may stand outside the long form, if a level of the State begins them.

    Returns:
        index of the first word and index behind the last; (0, 0) if its letters do not fit.

    >>> words = "của Viện kiểm sát nhân dân tỉnh Gia Lai".split()
    >>> forms = [word.lower() for word in words]
    >>> align_backward("VKSND", words, forms), align_backward("VKSND", words, forms, skip=4)
    ((0, 0), (1, 6))
    """
    letters = letters_of(short)
    if not _is_alignable(letters):
        return 0, 0
    levels = helper_words("level")
    for stop in range(len(words), max(0, len(words) - skip - 1), -1):
        if stop < len(words) and forms[stop] not in levels and not forms[stop].isdigit():
            continue
        order = range(stop - 1, max(-1, stop - 3 * len(letters) - 5), -1)
        first = _walk(letters, words, forms, order, backward=True)
        if first is not None:
            return first, stop
    return 0, 0
