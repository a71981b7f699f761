"""Short forms that a document defines: in brackets, in words, with dashes and colons, in lists."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from vnjudnlp.abbreviations.context import UPPER, Context
from vnjudnlp.abbreviations.definitions.brackets import BRACKETS, in_bracket
from vnjudnlp.abbreviations.definitions.lists import find_lists
from vnjudnlp.abbreviations.definitions.phrases import MARKS, PHRASE_WORDS, at_mark, in_words
from vnjudnlp.abbreviations.definitions.record import Definition

__all__ = ["OPENERS", "Definition", "find_definitions"]

OPENERS = BRACKETS.keys() | PHRASE_WORDS | MARKS
"""Tokens at which a definition may stand."""


def find_definitions(context: Context, openers: Iterable[int]) -> list[Definition]:
    """Find the definitions of a batch.

    Args:
        context: the batch.
        openers: the tokens that are :data:`OPENERS`, in order.

    Returns:
        the definitions in the order of their place; no long form crosses the edge of a sentence.
    """
    lists = find_lists(context)
    listed = set(chain.from_iterable(range(first, stop) for first, stop, _ in lists))
    found: list[Definition] = []
    busy = 0
    surface, shape, last = context.surface, context.shape, context.count - 1
    for token in openers:
        if token < busy or token in listed:
            continue
        form = surface[token]
        if form in MARKS:
            if 0 < token < last and (shape[token - 1] | shape[token + 1]) & UPPER:
                definitions, busy = at_mark(context, token)
            else:
                continue
        elif form in BRACKETS:
            definitions, busy = in_bracket(context, token)
        else:
            definitions, busy = in_words(context, token)
        found += definitions
    found += chain.from_iterable(definitions for _, _, definitions in lists)
    return sorted(found, key=lambda definition: definition.valid_from) if lists else found
