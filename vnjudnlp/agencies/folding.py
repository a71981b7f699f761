"""The forms in which names of bodies and places are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from vnjudnlp.text.diacritics import strip_diacritics
from vnjudnlp.text.normalization import place_tones

__all__ = ["name_key", "skeleton"]

# a short form in brackets, matches "(THADS)", "(PC01)"; does not match "(Long An)"
_DEFINITION = re.compile(r"\((?=[^()]*[A-ZĐ&]{2})[A-ZĐ0-9&\- ]+\)")
# what separates words and says nothing, matches ", ", " - "; does not match "M"
_SEPARATORS = re.compile(r"[^\w']+")
_APOSTROPHES = str.maketrans("’‘ʼ`", "''''")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Return the words of a name alone: lower case, modern tone placement, no punctuation, no ``và``.

    >>> name_key("Uỷ ban MTTQ"), name_key("Sở TN & MT"), name_key("Bà Rịa–Vũng Tàu")
    ('ủy ban mttq', 'sở tn mt', 'bà rịa vũng tàu')
    """
    text = unicodedata.normalize("NFC", _DEFINITION.sub(" ", name)).translate(_APOSTROPHES)
    words = _SEPARATORS.sub(" ", place_tones(text.lower()).replace("'", "")).split()
    return " ".join(word for word in words if word != "và")


@lru_cache(maxsize=65536)
def skeleton(key: str) -> str:
    """Return a key without diacritics.

    >>> skeleton("đắk lắk")
    'dak lak'
    """
    return strip_diacritics(key)
