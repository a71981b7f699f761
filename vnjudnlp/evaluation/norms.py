"""Whether two normal forms are equal."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["same_norm"]

# a tone behind the second vowel, decomposed; matches in "oà", "uỷ"; does not match in "òa", "an"
_TONE_ON_SECOND = re.compile("(o|u)([aey])([\u0300\u0301\u0303\u0309\u0323])")


def same_norm(one: str | None, other: str | None) -> bool:
    """Say whether two normal forms are equal up to case, white space and the two ways to write the tone in oà and uỷ.

    Args:
        one: a normal form; None is the empty one.
        other: another.

    Returns:
        True if they are.

    >>> same_norm("Toà án  tỉnh", "tòa án tỉnh"), same_norm("2022", "2022-01"), same_norm("2022", None)
    (True, False, False)
    """
    return _key(one) == _key(other)


def _key(norm: str | None) -> str:
    text = unicodedata.normalize("NFD", " ".join((norm or "").split()).casefold())
    return _TONE_ON_SECOND.sub(r"\1\3\2", text)
