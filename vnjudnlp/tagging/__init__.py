"""Tokens to labelled spans."""

from vnjudnlp.tagging.stage import GRAMMAR, tag_batch

__all__ = ["GRAMMAR", "tag_batch"]
