"""How like documents are: sketches of their runs of words, vectors of their words, and what is nearly the same."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from vnjudnlp.batch import Kind
from vnjudnlp.text.tokens import read_texts

__all__ = ["Likeness", "LikenessIndex", "describe_texts", "resemblance", "word_vectors"]

Hashes = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]

WIDTH = 2048
"""How many components the vector of a document has; words share them by their hashes."""

_SHINGLE = 8
"""How many tokens in a row are compared."""
_SKETCH = 64
"""How many runs of tokens stand for a document."""
_NEARLY_SAME = 0.5
"""From which resemblance on one of two documents is left out."""
_MOST_HOLDERS = 32
"""After how many documents a run of tokens is taken for a form's; so that the time stays linear."""
_MOST_COMPARED = 8


class Likeness(NamedTuple):
    """What is compared of a document.

    Attributes:
        sketch: uint64, in order: the smallest hashes of its runs of tokens.
        words: uint16, shape ``(WIDTH,)``: how often words of each hash occur.
    """

    sketch: Hashes
    words: npt.NDArray[np.uint16]


def _scattered(hashes: Hashes) -> Hashes:
    """Return hashes whose order says nothing of the values (the finalizer of SplitMix64, Steele et al. 2014)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    result: Hashes = hashes ^ (hashes >> np.uint64(31))
    return result


def describe_texts(texts: Sequence[str]) -> list[Likeness]:
    """Describe documents for comparison; white space, case and the Unicode form of a text do not count.

    Args:
        texts: the texts.

    Returns:
        what is compared of each.
    """
    batch = read_texts(texts)
    tokens = batch.tokens
    # the hashes of Python's own strings differ from one process to the next
    types = np.array([zlib.crc32(item.form.encode("utf-8", "surrogatepass")) for item in tokens.types], dtype=np.uint64)
    forms = types[tokens.type] if len(tokens) else np.zeros(0, dtype=np.uint64)
    buckets = (_scattered(forms) % np.uint64(WIDTH)).astype(np.int64)
    is_word = (tokens.kind != Kind.PUNCTUATION) & (tokens.kind != Kind.NUMBER)
    result = []
    for start, stop in zip(batch.document_first[:-1].tolist(), batch.document_first[1:].tolist(), strict=True):
        here = slice(start, stop)
        counts = np.bincount(buckets[here][is_word[here]], minlength=WIDTH)
        words = np.minimum(counts, np.iinfo(np.uint16).max).astype(np.uint16)
        result.append(Likeness(_sketch(forms[here]), words))
    return result


def _sketch(forms: Hashes) -> Hashes:
    width = min(_SHINGLE, len(forms))
    runs = np.zeros(len(forms) - width + 1 if width else 0, dtype=np.uint64)
    for place in range(width):
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + forms[place : place + len(runs)]
    return np.unique(_scattered(runs))[:_SKETCH]


def resemblance(one: Hashes, other: Hashes) -> float:
    """Estimate which share of the runs of tokens of two documents both have.

    Source: Broder 1997, "On the resemblance and containment of documents": of the smallest hashes of both together, the
    share that both have.

    Args:
        one: a sketch.
        other: another.

    Returns:
        the share; exact for documents that are shorter than a sketch.

    >>> a, b = describe_texts(["Họp ngày 12/4 tại Hà Nội", "họp  ngày 12/4 tại HÀ NỘI"])
    >>> resemblance(a.sketch, b.sketch)
    1.0
    """
    together = np.union1d(one, other)[:_SKETCH]
    if not len(together):
        return 1.0
    return float(np.isin(np.intersect1d(one, other, assume_unique=True), together).sum() / len(together))


class LikenessIndex:
    """Documents by their runs of tokens, so that one that is nearly the same is found without a look at all."""

    def __init__(self) -> None:
        self._sketches: dict[int, Hashes] = {}
        self._holders: dict[int, list[int]] = {}

    def add(self, key: int, sketch: Hashes) -> None:
        """Add a document.

        Args:
            key: its number.
            sketch: its sketch.
        """
        self._sketches[key] = sketch
        for run in sketch.tolist():
            holders = self._holders.setdefault(run, [])
            if len(holders) < _MOST_HOLDERS:
                holders.append(key)

    def remove(self, key: int) -> None:
        """Remove a document by its number."""
        for run in self._sketches.pop(key).tolist():
            holders = self._holders[run]
            if key in holders:
                holders.remove(key)
            if not holders:
                del self._holders[run]

    def find(self, sketch: Hashes) -> int | None:
        """Return the number of a document that is nearly the same; None if there is none."""
        alike = Counter(key for run in sketch.tolist() for key in self._holders.get(run, ()))
        for key, _ in sorted(alike.items(), key=lambda item: (-item[1], item[0]))[:_MOST_COMPARED]:
            if resemblance(sketch, self._sketches[key]) >= _NEARLY_SAME:
                return key
        return None


def word_vectors(counts: npt.NDArray[np.uint16], frequency: Floats) -> Floats:
    """Make vectors of words: their logarithmic frequency times how rare they are, of length 1.

    Args:
        counts: uint16, shape ``(documents, WIDTH)``.
        frequency: float32, shape ``(WIDTH,)``: in which share of documents a component is not zero, above 0.

    Returns:
        float32, of the shape of ``counts``.
    """
    vectors = np.log1p(counts.astype(np.float32)) * -np.log(np.minimum(frequency, 1.0) * np.float32(0.999))
    length = np.sqrt(np.square(vectors).sum(axis=1, keepdims=True))
    result: Floats = vectors / np.maximum(length, np.float32(1e-12))
    return result
