"""Tokens to labelled spans."""

from vnjudnlp.tagging.stage import GRAMMAR, labels_of, tag_batch

__all__ = ["GRAMMAR", "labels_of", "tag_batch"]
