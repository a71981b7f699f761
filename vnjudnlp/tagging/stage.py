"""The tagging stage: what is named in the texts.

The grammar proposes, the model decides: what the rules find is among the model's features, and the best chain of tags
is the one policy for all overlaps. Without a model the grammar alone speaks.
"""

from __future__ import annotations

from pathlib import Path

from vnjudnlp.batch import Batch
from vnjudnlp.records import LABELS
from vnjudnlp.segmentation import words_begin
from vnjudnlp.tagging.grammar import grammar_spans
from vnjudnlp.tagging.span_model import NAME, load_model

__all__ = ["GRAMMAR", "labels_of", "tag_batch"]

GRAMMAR = "grammar"
"""What stands for no model: the rules alone."""


def tag_batch(batch: Batch, *, model: str | Path | None = None, min_score: float = 0.0) -> None:
    """Set ``batch.spans``: what is named in the texts, in order and without overlaps.

    Args:
        batch: a batch with tokens and sentences; words are taken from it where they are there.
        model: the name of a model that ships with the package, the folder of another, ``"grammar"`` for the rules
            alone; None for the default model.
        min_score: spans of a lower score are left out.

    Raises:
        ResourceError: there is no such model, or it is damaged.
    """
    if model == GRAMMAR:
        spans = grammar_spans(batch)
    else:
        trained = load_model(NAME if model is None else model)
        words = words_begin(batch) if batch.word_first is None else batch.word_first
        found = grammar_spans(batch, words) if trained.uses_grammar else []
        spans = trained.find(batch, found, words)
    batch.spans = [span for span in spans if span.score >= min_score] if min_score > 0 else spans


def labels_of(model: str | Path | None = None) -> tuple[str, ...]:
    """Return the labels that a model can give.

    Args:
        model: see :func:`tag_batch`.

    Raises:
        ResourceError: there is no such model, or it is damaged.
    """
    return LABELS if model == GRAMMAR else load_model(NAME if model is None else model).labels
