"""Tokens to words."""

from vnjudnlp.segmentation.phrases import Phrases
from vnjudnlp.segmentation.stage import Model, fit_words_to_spans, segment_batch, words_begin, words_of

__all__ = ["Model", "Phrases", "fit_words_to_spans", "segment_batch", "words_begin", "words_of"]
