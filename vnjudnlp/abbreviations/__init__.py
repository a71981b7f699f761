"""Short forms: what they stand for where they stand, and the text with them written out."""

from vnjudnlp.abbreviations.contraction import Contraction, abbreviate
from vnjudnlp.abbreviations.defined import DefinedAbbreviation, defined_abbreviations
from vnjudnlp.abbreviations.expansion import Expansion, apply
from vnjudnlp.abbreviations.rewriting import Replacement, Rewriting
from vnjudnlp.abbreviations.stage import Found, expand, expand_texts, find_abbreviations, read_abbreviations
from vnjudnlp.abbreviations.user_lexicon import lexicon_with, read_short_forms

__all__ = [
    "Contraction",
    "DefinedAbbreviation",
    "Expansion",
    "Found",
    "Replacement",
    "Rewriting",
    "abbreviate",
    "apply",
    "defined_abbreviations",
    "expand",
    "expand_texts",
    "find_abbreviations",
    "lexicon_with",
    "read_abbreviations",
    "read_short_forms",
]
