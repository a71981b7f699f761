"""Tokens to words."""

from vnjudnlp.segmentation.stage import fit_words_to_spans, segment_batch, words_in_sentence, words_of

__all__ = ["fit_words_to_spans", "segment_batch", "words_in_sentence", "words_of"]
