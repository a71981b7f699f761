"""Calendar words and numbers that a scan has misread, as far as what stands beside them leaves no doubt."""

from __future__ import annotations

import re
from functools import lru_cache

from vnjudnlp.resources import read_table
from vnjudnlp.text.diacritics import strip_diacritics

__all__ = ["mend"]

_DIGITS = str.maketrans("oil", "011")
_ROMAN = str.maketrans("l1", "ii")

# matches "2oo7", "l2" in "l2/4", "2l" in "2lg 47"; does not match "8" in "8h", "i" in "quý i"
_NUMBER = re.compile(r"(?<![^\W_])(?=[oil]*\d)[\doil]*[oil][\doil]*(?=[gh](?![^\W_])|(?![^\W_]))")
# matches "ll" in "8.ll.2007", "ll/2015", "ngày ll", "tháng lO"; does not match "i" in "quý i"
_LETTERS = re.compile(
    r"(?<=[./\-–])\s?(?=i?[lo])[oil]{1,2}(?=\s?[./\-–]\s?\d)"
    r"|(?<![^\W_])(?=i?[lo])[oil]{1,2}(?=\s?/\s?\d)|(?<=ngày )[oil]{1,2}(?![^\W_])"
    r"|(?<=tháng )[oil]{1,2}(?![^\W_])"
)
# matches "li" in "quý li-2016", "l" in "quý l/2007"; does not match "quý 1"
_QUARTER = re.compile(r"(?<=quý )(?=[il]*l)[il]{1,3}(?![^\W_])|(?<=quý )1(?=i)")
# matches "nãm" in "nãm 2010", "thảng" in "thảng 6"; does not match "năm" where no number stands beside it
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{3,5}(?![^\W_])")
# matches "ngày12tháng"
_GLUED = re.compile(r"(?<=\d)(?=(?:tháng|năm)(?![^\W_]))")

_MENDED_KINDS = frozenset({"unit", "until", "edge", "part"})
_SHORTEST, _LONGEST = 3, 5


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, str], frozenset[str]]:
    """Return the calendar words by their letters without marks, where only one has them, and all words known."""
    rows = [row for row in read_table("lexicons/date_words.tsv") if " " not in row["form"]]
    by_letters: dict[str, set[str]] = {}
    for row in rows:
        if row["kind"] in _MENDED_KINDS and _SHORTEST <= len(row["form"]) <= _LONGEST:
            by_letters.setdefault(strip_diacritics(row["form"]), set()).add(row["form"])
    known = frozenset(part for row in read_table("lexicons/date_words.tsv") for part in row["form"].split(" "))
    return {letters: words.pop() for letters, words in by_letters.items() if len(words) == 1}, known


def mend(span: str) -> str:
    """Return a span in lower case with what a scan has misread put right.

    >>> mend("ngày ll thảng 6 nãm 2ol0")
    'ngày 11 tháng 6 năm 2010'
    """
    by_letters, known = _words()
    if any(word not in known for word in _WORD.findall(span)):
        span = _WORD.sub(lambda word: _mended(word, span, by_letters, known), span)
    if any(letter in span for letter in "oil"):
        span = _QUARTER.sub(lambda number: number[0].translate(_ROMAN), span)
        span = _NUMBER.sub(lambda number: number[0].translate(_DIGITS), span)
        span = _LETTERS.sub(lambda number: number[0].translate(_DIGITS), span)
    return _GLUED.sub(" ", span)


def _mended(word: re.Match[str], span: str, by_letters: dict[str, str], known: frozenset[str]) -> str:
    if word[0] in known:
        return word[0]
    if not word[0].isascii():
        return by_letters.get(strip_diacritics(word[0]), word[0])
    beside = span[max(0, word.start() - 3) : word.start()] + span[word.end() : word.end() + 3]
    if not any(character.isdigit() or character in "ol" for character in beside):
        return word[0]
    return by_letters.get(strip_diacritics(word[0]), word[0])
