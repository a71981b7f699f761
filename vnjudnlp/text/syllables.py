"""What a Vietnamese syllable can look like: an initial and a rhyme, from ``data/lexicons/rhymes.tsv``."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from vnjudnlp.resources import read_table

__all__ = ["is_syllable"]

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


@lru_cache(maxsize=1)
def _parts() -> tuple[frozenset[str], frozenset[str]]:
    rows = read_table("lexicons/rhymes.tsv")
    initials = frozenset(row["form"] for row in rows if row["part"] == "initial")
    rhymes = frozenset(row["form"] for row in rows if row["part"] == "rhyme")
    return initials | {""}, rhymes


@lru_cache(maxsize=65536)
def is_syllable(form: str) -> bool:
    """Say whether a form is spelt as a Vietnamese syllable can be.

    Args:
        form: letters in lower case and Unicode form NFC.

    Returns:
        True if it is an initial (or none) and a rhyme with at most one tone.

    >>> [is_syllable(form) for form in ("trưởng", "quyền", "gìn", "trư", "ởng", "halvorsen", "tr")]
    [True, True, True, True, False, False, False]
    """
    if not 0 < len(form) <= 7:
        return False
    decomposed = unicodedata.normalize("NFD", form)
    bare = unicodedata.normalize("NFC", decomposed.translate(_TONES))
    if len(decomposed) - len(unicodedata.normalize("NFD", bare)) > 1:
        return False
    initials, rhymes = _parts()
    return any(bare[:cut] in initials and bare[cut:] in rhymes for cut in range(min(4, len(bare))))
