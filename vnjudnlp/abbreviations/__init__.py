"""Short forms: what they stand for where they stand, and the text with them written out."""

from vnjudnlp.abbreviations.expansion import Expansion, Replacement, apply
from vnjudnlp.abbreviations.stage import expand, expand_texts, find_abbreviations

__all__ = ["Expansion", "Replacement", "apply", "expand", "expand_texts", "find_abbreviations"]
