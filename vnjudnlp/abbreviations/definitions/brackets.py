"""Definitions in brackets: ``long (SHORT)``, ``long (sau đây gọi tắt là "SHORT")``, ``SHORT (long)``."""

from __future__ import annotations

from vnjudnlp.abbreviations.context import UPPER, Context
from vnjudnlp.abbreviations.definitions.long_forms import is_known, long_forward, match_item
from vnjudnlp.abbreviations.definitions.record import Definition
from vnjudnlp.abbreviations.definitions.short_runs import (
    BREAKS,
    DASHES,
    FILLERS,
    QUOTES,
    looks_short,
    run_before,
    short_run,
    skip_defining_words,
)
from vnjudnlp.batch import Gap

__all__ = ["BRACKETS", "in_bracket", "limits"]

BRACKETS = {"(": ")", "[": "]"}
_SEPARATORS = frozenset({",", ";", "/", "và", "hoặc", "hay"})
_ALTERNATIVES = frozenset({"hoặc", "hay"})
_LONGEST_BRACKET = 28
_WORDS_BEFORE_SHORT = 4
_WORDS_BETWEEN_LONG_FORMS = 4


def limits(context: Context, token: int) -> tuple[int, int]:
    """Return the edges of the sentence, which a bracket that was put at the start of a line does not begin."""
    first, stop = context.sentence(token)
    if first == token and token > 0 and context.gap[token] == Gap.LINE:
        first, _ = context.sentence(token - 1)
    return first, stop


def in_bracket(context: Context, opening: int) -> tuple[list[Definition], int]:
    """Read what stands in a bracket; return its definitions and the first token that is not yet read."""
    surface = context.surface
    closing_form = BRACKETS[surface[opening]]
    closing = opening + 1
    limit = min(context.count, opening + _LONGEST_BRACKET)
    while closing < limit and surface[closing] != closing_form:
        closing += 1
    if closing >= limit or closing == opening + 1 or opening == 0:
        return [], opening
    # most brackets hold no short form and follow none
    if not any(map(looks_short, surface[opening - 1 : closing])):
        return [], opening
    lowest, sentence_stop = limits(context, opening)
    if opening == lowest or closing >= sentence_stop:
        return [], opening
    first, is_said = skip_defining_words(context, opening + 1, closing)
    definitions = (
        _several(context, lowest, opening, first, closing, is_said)
        or _one(context, lowest, opening, first, closing, is_said)
        or _long_inside(context, lowest, opening, closing, is_said)
    )
    return definitions, closing if definitions else opening


def _trim(context: Context, first: int, stop: int) -> tuple[int, int]:
    """Leave out quotation marks and commas at the edges."""
    while first < stop and context.surface[first] in FILLERS:
        first += 1
    while stop > first and context.surface[stop - 1] in FILLERS:
        stop -= 1
    return first, stop


def _several(context: Context, lowest: int, opening: int, first: int, closing: int, is_said: bool) -> list[Definition]:
    """Read ``Tòa án nhân dân, Viện kiểm sát nhân dân (TAND, VKSND)``, the last short form first."""
    places = [token for token in range(first, closing) if context.form[token] in _SEPARATORS]
    if not places:
        return []
    items = [
        _trim(context, start, stop)
        for start, stop in zip([first, *(place + 1 for place in places)], [*places, closing], strict=True)
    ]
    if not all(start < stop and short_run(context, start, stop) == stop for start, stop in items):
        return []
    found: list[Definition] = []
    long_stop = opening
    for index in range(len(items) - 1, -1, -1):
        matched: list[Definition] = []
        reach = range(_WORDS_BETWEEN_LONG_FORMS + 1) if found else range(1)
        for skipped in reach:
            matched = match_item(context, lowest, long_stop - skipped, items[index], closing + 1, is_said)
            if matched:
                break
        if not matched:
            return []
        found = matched + found
        if index == 0 or context.form[places[index - 1]] not in _ALTERNATIVES:
            long_stop = matched[0].long_first
    return found


def _one(context: Context, lowest: int, opening: int, first: int, closing: int, is_said: bool) -> list[Definition]:
    """Read a bracket with one short form, alone, with words that it repeats or beside a name in another language."""
    starts = [
        first,
        *(
            token
            for token in range(first + 1, closing)
            if context.surface[token - 1] in DASHES | {",", ":", ";"} and context.gap[token] != Gap.GLUED
        ),
    ]
    for edge in starts:
        start, is_said_here = skip_defining_words(context, edge, closing)
        is_said = is_said or is_said_here
        run_first = start
        while run_first < closing and short_run(context, run_first, closing) == run_first:
            run_first += 1
            if run_first - start > _WORDS_BEFORE_SHORT:
                break
        stop = short_run(context, run_first, closing)
        if run_first - start > _WORDS_BEFORE_SHORT or stop == run_first:
            continue
        if any(context.surface[token] in BREAKS - QUOTES for token in range(start, run_first)):
            continue
        while stop < closing and context.surface[stop] not in BREAKS:
            stop += 1
        definitions = match_item(context, lowest, opening, (start, stop), closing + 1, is_said)
        if definitions:
            return definitions
    return []


def _long_inside(context: Context, lowest: int, opening: int, closing: int, is_said: bool) -> list[Definition]:
    """Match the short form before a bracket with the whole of what the bracket holds."""
    short_first = run_before(context, opening, lowest)
    if short_first == opening:
        return []
    first, _ = skip_defining_words(context, opening + 1, closing)
    if first < closing and context.form[first] == "của":
        first += 1
    first, stop = _trim(context, first, closing)
    has_capitals = any(context.shape[index] == UPPER for index in range(first, stop))
    if stop - first < 2 or (has_capitals and not context.capitals[opening]):
        return []
    stops = [stop, *(token for token in range(first + 2, stop) if context.surface[token] in DASHES | {",", ";"})]
    # "thành phố TP (…)": the longest run of letters that fits is the short form
    for start in range(short_first, opening):
        short = context.batch.surface(start, opening)
        for long_stop in stops:
            if (
                is_known(context, short, first, long_stop)
                or long_forward(context, short, first, long_stop) == long_stop - first
            ):
                return [Definition(context.document[opening], short, start, opening, first, long_stop, closing + 1)]
    return []
