"""Reads one line of mark-up: the text, the spans that a tagger would give, the short forms that are to be found."""

from __future__ import annotations

from vnjudnlp.abbreviations import find_abbreviations
from vnjudnlp.batch import Span
from vnjudnlp.formats.markup import parse_markup
from vnjudnlp.text.tokens import read_texts

__all__ = ["expected_and_found"]

Found = list[tuple[int, int, str, str, bool]]


def expected_and_found(markup: str) -> tuple[Found, Found]:
    """Return the short forms of the mark-up and those that are found in its text, with the mark-up's entities tagged.

    Args:
        markup: one document: ``[name|LABEL]`` for an entity, ``{SHORT=long}`` for a short form, ``{SHORT==long}`` for
            one that the document defines.

    Returns:
        start, end, short form, long form and whether it is defined, of those expected and of those found.
    """
    text, entities, abbreviations = parse_markup(markup)
    batch = read_texts([text])
    starts, ends = batch.tokens.start.tolist(), batch.tokens.end.tolist()
    batch.spans = [
        Span(starts.index(entity.start), ends.index(entity.end) + 1, entity.label, "test") for entity in entities
    ]
    expected = [(item.start, item.end, item.short, item.long, item.defined) for item in abbreviations]
    found = [(item.start, item.end, item.short, item.long, item.defined) for item in find_abbreviations(batch)[0]]
    return expected, found
