"""Short forms: what they stand for where they stand, and the text with them written out."""

from vnjudnlp.abbreviations.defined import DefinedAbbreviation, defined_abbreviations
from vnjudnlp.abbreviations.expansion import Expansion, Replacement, apply
from vnjudnlp.abbreviations.stage import expand, expand_texts, find_abbreviations

__all__ = [
    "DefinedAbbreviation",
    "Expansion",
    "Replacement",
    "apply",
    "defined_abbreviations",
    "expand",
    "expand_texts",
    "find_abbreviations",
]
