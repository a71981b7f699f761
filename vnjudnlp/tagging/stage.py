"""The tagging stage: what is named in the texts."""

from __future__ import annotations

from vnjudnlp.batch import Batch
from vnjudnlp.tagging.grammar import grammar_spans

__all__ = ["tag_batch"]


def tag_batch(batch: Batch) -> None:
    """Set ``batch.spans``: what is named in the texts, in order and without overlaps.

    Args:
        batch: a batch with tokens and sentences; words are a hint where they are there.
    """
    batch.spans = grammar_spans(batch)
