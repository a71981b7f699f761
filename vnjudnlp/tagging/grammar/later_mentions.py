"""Authors in a document's last line, and the given names and initials alone of people named before."""

from __future__ import annotations

import numpy as np

from vnjudnlp.batch import Span
from vnjudnlp.tagging.grammar.context import ABBREVIATION, GLUED, LOWER, PUNCTUATION, SINGLE, SPACE, SYMBOL, Context
from vnjudnlp.tagging.grammar.knowledge import Knowledge
from vnjudnlp.tagging.grammar.people import ANONYMOUS

__all__ = ["find_bylines", "find_later_mentions"]


def find_bylines(context: Context, knowledge: Knowledge) -> None:
    """Take the authors named in the last line of a document: "MINH TRÀ - QUỐC KHƯƠNG", "Hải Đường", "(P.V.D)"."""
    bounds = context.batch.document_first.tolist()
    line = context.batch.tokens.line
    for document in range(len(bounds) - 1):
        first, stop = bounds[document], bounds[document + 1]
        if stop - first < 30:
            continue
        start = int(np.searchsorted(line, line[stop - 1]))
        written_by = knowledge.cues["byline_end"]
        while stop > start and context.form[stop - 1] in written_by:
            stop -= 1
        _take_authors(context, knowledge, start, stop)


def _take_authors(context: Context, knowledge: Knowledge, start: int, stop: int) -> None:
    if stop - start > 9 or not context.is_free(start, stop):
        return
    names: list[tuple[int, int]] = []
    first = start
    for index in range(start, stop + 1):
        if index < stop and context.form[index] not in ("-", "–", ",", "(", ")", "và", "&"):
            continue
        if index > first:
            names.append((first, index))
        first = index + 1
    if all(_is_author(context, knowledge, *name) for name in names):
        for name in names:
            context.take(Span(*name, "PERSON", "grammar.byline", 0.7))


def _is_author(context: Context, knowledge: Knowledge, first: int, stop: int) -> bool:
    """Whether a line's part is a name of two to four syllables or initials."""
    if stop - first == 1:
        return context.kind[first] == ABBREVIATION and bool(ANONYMOUS.fullmatch(context.surface[first]))
    if not 2 <= stop - first <= 4:
        return False
    return all(
        (
            context.capital[index]
            and (
                context.form[index] in knowledge.given_names or knowledge.surnames.match(context.form, index, index + 1)
            )
        )
        or (context.form[index] == "." and index > first and bool(context.shape[index - 1] & SINGLE))
        for index in range(first, stop)
    )


def find_later_mentions(context: Context, knowledge: Knowledge) -> None:
    """Take the given names and initials alone of the people that a document has named in full."""
    known: dict[int, set[str]] = {}
    document = context.batch.tokens.document
    for span in context.spans():
        if span.label == "PERSON":
            names = known.setdefault(int(document[span.first]), set())
            last = [context.surface[index] for index in range(span.first, span.stop) if context.form[index] != "."]
            names.add(last[-1])
            if len(last) >= 4:
                names.add(" ".join(last[-2:]))
    if not known:
        return
    forms = {name.split()[0].lower() for names in known.values() for name in names}
    found = context.candidates(forms, capital=True)
    ordinary = context.have_small_letters(found)
    for index, is_ordinary, text in zip(found, ordinary, document[found].tolist(), strict=True):
        if context.owner[index] is not None:
            continue
        stop = _later_mention(context, known.get(text, set()), knowledge.cues["in_word"], index)
        if not stop:
            continue
        opens = context.sentence[index] or context.kind[index - 1] in (PUNCTUATION, SYMBOL)
        # the capital of a sentence's first word shows no name where the document has it in small letters too
        if not (opens and stop - index == 1 and (is_ordinary or _opens_word(context, index + 1))):
            context.take(Span(index, stop, "PERSON", "grammar.later_mention", 0.8))


def _opens_word(context: Context, following: int) -> bool:
    """Whether the syllable behind a sentence's first word is of one word with it, so that the capital shows no name."""
    return following < context.count and bool(context.shape[following] & LOWER) and context.is_inside_word(following)


def _later_mention(context: Context, names: set[str], in_word: frozenset[str], index: int) -> int:
    """Return where a short mention that begins here ends, 0 if there is none."""
    if not names or context.heading[index]:
        return 0
    surface = context.surface[index]
    following = index + 1
    joined = context.is_free_capital(following)
    if joined and f"{surface} {context.surface[following]}" in names:
        return following + 1
    if surface not in names or joined:
        return 0
    if following < context.count and f"{context.form[index]} {context.form[following]}" in in_word:
        return 0
    before = index and context.gap[index] == SPACE and context.capital[index - 1] and context.owner[index - 1] is None
    if before and not context.sentence[index - 1]:
        return 0
    if context.gap[index] == GLUED and index and context.form[index - 1] not in ("(", '"', "“", "-", "/"):
        return 0
    if (
        context.shape[index] & SINGLE
        and following < context.count
        and context.form[following] in (")", ".", "/")
        and context.sentence[index]
    ):
        return 0
    return following
