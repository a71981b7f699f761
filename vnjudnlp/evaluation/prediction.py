"""Predictions of this package's own, on documents as they are and on changed copies of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from vnjudnlp.corpus.slices import to_capitals, to_nfd, with_scan_noise, without_diacritics
from vnjudnlp.pipeline import tag_texts
from vnjudnlp.records import Record

__all__ = ["changed_copies", "predict"]

_CHANGES: dict[str, Callable[[Record], Record]] = {
    "capitals": to_capitals,
    "nfd": to_nfd,
    "without diacritics": without_diacritics,
}


def predict(records: Sequence[Record], *, model: str | Path | None = None, min_score: float = 0.0) -> list[Record]:
    """Tag the texts of documents, each with its date.

    Args:
        records: documents; their annotation is not looked at.
        model: which tagger: see :func:`vnjudnlp.tagging.tag_batch`.
        min_score: entities of a lower score are left out.

    Returns:
        copies with the entities and abbreviations that the tagger finds.
    """
    texts = ((record.text, record.doc_date) for record in records)
    found = tag_texts(texts, model=model, min_score=min_score)
    return [
        replace(record, entities=entities, abbreviations=abbreviations)
        for record, (entities, abbreviations) in zip(records, found, strict=True)
    ]


def changed_copies(
    records: Sequence[Record], *, rate: float = 0.02, seed: int = 0
) -> Iterator[tuple[str, list[Record]]]:
    """Yield copies of documents in capitals, in form NFD, without diacritics and with scan noise.

    Args:
        records: annotated documents.
        rate: the share of the characters that scan noise hits.
        seed: the seed of the noise.

    Yields:
        the name of each change and the copies, with their spans carried over.
    """
    for name, change in _CHANGES.items():
        yield name, [change(record) for record in records]
    rng = np.random.default_rng(seed)
    yield "scan noise", [with_scan_noise(record, rng, rate) for record in records]
