"""What belongs to a person's name behind its last capitalised syllable: a hyphen's half, a nickname, full stops."""

from __future__ import annotations

from vnjudnlp.tagging.grammar.context import (
    GLUED,
    LINE,
    LOWER,
    NUMBER,
    PUNCTUATION,
    SINGLE,
    SPACE,
    SYLLABLE,
    SYMBOL,
    Context,
)
from vnjudnlp.text.syllables import is_syllable

__all__ = ["with_hyphen", "with_initials", "with_nickname"]


def with_hyphen(context: Context, end: int) -> int:
    """Add the second half of a name such as "Park Jong-soo"."""
    if end + 1 >= context.count or context.form[end] != "-" or context.kind[end + 1] != SYLLABLE:
        return end
    glued = context.gap[end] == context.gap[end + 1] == GLUED
    return end + 2 if glued and context.shape[end + 1] & LOWER else end


def with_nickname(context: Context, end: int, introduced: str | bool) -> int:
    """Add a nickname in quotation marks to an alias: "tức Khoát “sứt”"."""
    if (
        introduced == "alias"
        and end + 2 < context.count
        and context.form[end] in ("“", '"')
        and context.form[end + 2] in ("”", '"')
    ):
        return end + 3
    return end


def _is_consonants(form: str) -> bool:
    """Whether a token is the first letters of a name cut short: "Th", "Ph", "Ch"."""
    return len(form) <= 3 and form.isalpha() and not is_syllable(form)


def with_initials(context: Context, end: int) -> int:
    """Add the full stops of initials: "Nguyễn V. A.", not the one that ends a sentence."""
    while end < context.count and context.form[end] == "." and context.gap[end] == GLUED:
        if not context.shape[end - 1] & SINGLE and not _is_consonants(context.form[end - 1]):
            break
        following = end + 1
        if following >= context.count or context.gap[following] >= LINE:
            break
        if (
            context.shape[following] & SINGLE
            and context.gap[following] in (SPACE, GLUED)
            and context.capital[following]
        ):
            end = following + 1
            continue
        if context.shape[following] & LOWER or context.kind[following] in (
            PUNCTUATION,
            SYMBOL,
            NUMBER,
        ):
            return end + 1
        break
    return end
