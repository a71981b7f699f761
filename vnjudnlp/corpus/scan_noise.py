"""What scanning and character recognition do to the characters of a page."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from vnjudnlp.resources import read_table

if TYPE_CHECKING:
    from numpy.random import Generator

__all__ = ["noisy_characters"]


def noisy_characters(text: str, rng: Generator, rate: float) -> tuple[list[int], list[str]]:
    """Choose characters of a text and what becomes of them.

    Each character is hit with the same probability; what can become of it, one of equal chances, depends on it alone: a
    letter with marks loses one or all of them, letters and digits are taken for others that look alike, a space is
    doubled, lost or becomes a line break, a space comes before or behind punctuation. A character of which nothing can
    become is left as it is.

    Args:
        text: the text.
        rng: where the choices come from.
        rate: the probability of a hit.

    Returns:
        the indices of the changed characters, in order, and what stands in their place; only a space may become
        nothing.
    """
    hits = (rng.random(len(text)) < rate).nonzero()[0].tolist()
    choices = rng.random(len(hits)).tolist()
    indices: list[int] = []
    replacements: list[str] = []
    for hit, choice in zip(hits, choices, strict=True):
        possible = _outcomes(text[hit])
        if possible:
            indices.append(hit)
            replacements.append(possible[int(choice * len(possible))])
    return indices, replacements


@lru_cache(maxsize=1)
def _confusions() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for row in read_table("lexicons/scan_confusions.tsv"):
        table.setdefault(row["character"], []).append(row["read_as"])
    return table


@lru_cache(maxsize=4096)
def _outcomes(character: str) -> tuple[str, ...]:
    """Return what can become of a character.

    >>> _outcomes("ế")
    ('ê', 'é', 'e')
    >>> _outcomes(":")
    (';', ' :', ': ')
    """
    if character == " ":
        return ("  ", "\n", "")
    letters = list(unicodedata.normalize("NFD", character))
    base, marks = letters[0], letters[1:]
    found: list[str] = []
    if marks and base.isalpha():
        for left in range(len(marks) - 1, -1, -1):
            found.append(unicodedata.normalize("NFC", base + "".join(marks[:left] + marks[left + 1 :])))
        if len(marks) > 1:
            found.append(base)
    found += _confusions().get(character, [])
    if unicodedata.category(character).startswith("P"):
        found += (f" {character}", f"{character} ")
    return tuple(found)
