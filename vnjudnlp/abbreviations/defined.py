"""The short forms that a text defines, for users who want the definitions themselves."""

from __future__ import annotations

from dataclasses import dataclass

from vnjudnlp.abbreviations.context import Context
from vnjudnlp.abbreviations.definitions import OPENERS, find_definitions
from vnjudnlp.abbreviations.stage import defined_reading
from vnjudnlp.text.tokens import read_texts

__all__ = ["DefinedAbbreviation", "defined_abbreviations"]


@dataclass(frozen=True, slots=True)
class DefinedAbbreviation:
    """A short form that a text defines.

    Attributes:
        short: the short form as written.
        long: what it stands for, as it would be written in running text.
        short_start: offset of the short form in the raw text, where it is defined.
        short_end: offset behind it.
        long_start: offset of the long form in the raw text.
        long_end: offset behind it.
    """

    short: str
    long: str
    short_start: int
    short_end: int
    long_start: int
    long_end: int


def defined_abbreviations(text: str) -> list[DefinedAbbreviation]:
    """Find what a text says its short forms stand for.

    Definitions stand in brackets (``long (SHORT)``, ``SHORT (long)``), behind words such as ``sau đây gọi tắt là``,
    beside a dash or colon on a line of their own, and in lists of short forms. A short form that is defined twice is
    given twice. No long form crosses the edge of a sentence.

    Args:
        text: any text.

    Returns:
        the definitions in the order of the short forms.

    >>> text = "Cục Thi hành án dân sự (THADS) tỉnh và Ủy ban nhân dân xã (sau đây gọi tắt là UBND xã) họp."
    >>> for item in defined_abbreviations(text):
    ...     print(item.short, "=", item.long, "|", text[item.long_start : item.long_end])
    THADS = thi hành án dân sự | Thi hành án dân sự
    UBND = Ủy ban nhân dân | Ủy ban nhân dân
    """
    batch = read_texts([text])
    if not len(batch.tokens):
        return []
    context = Context(batch)
    openers = (token for token, surface in enumerate(context.surface) if surface in OPENERS)
    found: list[DefinedAbbreviation] = []
    for definition in find_definitions(context, openers):
        short_start, short_end = batch.raw_offsets(definition.short_first, definition.short_stop)
        long_start, long_end = batch.raw_offsets(definition.long_first, definition.long_stop)
        long = defined_reading(context, definition).long
        found.append(DefinedAbbreviation(definition.short, long, short_start, short_end, long_start, long_end))
    return sorted(found, key=lambda item: item.short_start)
