"""Tokens to labelled spans."""

from vnjudnlp.tagging.stage import tag_batch

__all__ = ["tag_batch"]
