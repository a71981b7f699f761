"""Tokens to words."""

from vnjudnlp.segmentation.stage import fit_words_to_spans, piece_around, segment_batch, words_in_piece, words_of

__all__ = ["fit_words_to_spans", "piece_around", "segment_batch", "words_in_piece", "words_of"]
