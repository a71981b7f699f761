"""Documents that are nearly the same, found by the runs of words that they share."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

__all__ = ["near_duplicates", "same_text_key"]

_SHINGLE = 8
"""How many words in a row are compared."""
_MOST_ALIKE = 0.2
"""Which share of a document's runs of words may stand in a longer one."""
_MOST_HOLDERS = 32
"""After how many documents a run of words is taken for a form's; so that the time stays linear."""


def same_text_key(text: str) -> str:
    """Return what two texts have in common that differ in white space, case and Unicode form alone."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def near_duplicates(texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Find pairs of texts of which one has a large part of the other.

    The share of common runs of eight words is the containment of Broder 1997, "On the resemblance and containment of
    documents".

    Args:
        texts: the texts.

    Yields:
        the index of a text, that of an earlier one and the share of the runs of words of the shorter one that stand in
        the longer one, where it is above a fifth.

    >>> words = " ".join(map(str, range(40)))
    >>> [(text, other) for text, other, _ in near_duplicates([words, "khác", words + " hết"])]
    [(2, 0)]
    """
    holders: dict[int, list[int]] = {}
    sizes: list[int] = []
    for index, text in enumerate(texts):
        words = same_text_key(text).split(" ")
        # hashes, since the runs themselves would take eight times the memory of the texts
        shingles = {hash(tuple(words[start : start + _SHINGLE])) for start in range(len(words) - _SHINGLE + 1)}
        sizes.append(len(shingles))
        alike: Counter[int] = Counter()
        for shingle in shingles:
            known = holders.setdefault(shingle, [])
            alike.update(known)
            if len(known) < _MOST_HOLDERS:
                known.append(index)
        for other, count in sorted(alike.items()):
            share = count / min(sizes[index], sizes[other])
            if share > _MOST_ALIKE:
                yield index, other, share
