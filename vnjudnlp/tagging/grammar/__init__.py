"""Rules and lexicons that find spans."""

from vnjudnlp.tagging.grammar.rules import grammar_spans

__all__ = ["grammar_spans"]
