"""Lists of short forms at the front or the end of a document."""

from __future__ import annotations

import numpy as np

from vnjudnlp.abbreviations.alignment import letters_of
from vnjudnlp.abbreviations.context import Context
from vnjudnlp.abbreviations.definitions.long_forms import is_known, long_before, long_forward
from vnjudnlp.abbreviations.definitions.record import Definition
from vnjudnlp.abbreviations.definitions.short_runs import DASHES, QUOTES, run_before, short_run
from vnjudnlp.abbreviations.short_forms import helper_words
from vnjudnlp.batch import Gap, Kind
from vnjudnlp.text.syllables import is_syllable

__all__ = ["find_lists"]

_HEADING = "viết tắt"
_LONGEST_HEADING = 16
_NO_HEADING = QUOTES | {";", "?", "!", "=", "là"}
_LONGEST_ENTRY = 40
_ENTRIES_WITHOUT = 2
_LONGEST_SHORT_FORM = 12
_SEPARATORS = frozenset({":", "=", "|", "là", "→", "…"}) | DASHES
_BULLETS = frozenset({"*", "+", "•", "●", "▪", "·", ".", ")", "(", "|", "/"}) | DASHES | QUOTES
_ENDS = frozenset({".", ";", ",", "|"}) | QUOTES

List = tuple[int, int, list[Definition]]
"""First token, the token behind the last, the entries."""


def find_lists(context: Context) -> list[List]:
    """Find the lists of short forms of a batch by their headings: ``DANH MỤC TỪ VIẾT TẮT``, ``Chữ viết tắt:``."""
    view = context.batch.view_folded
    place = view.find(_HEADING)
    if place < 0:
        return []
    starts = context.batch.tokens.view_start
    found: list[List] = []
    busy = 0
    while place >= 0:
        token = int(np.searchsorted(starts, place, side="right")) - 1
        if token >= busy:
            stop = _heading_stop(context, token)
            if stop:
                entries, busy = _read_entries(context, stop)
                if entries:
                    found.append((token, busy, entries))
        place = view.find(_HEADING, place + 1)
    return found


def _heading_stop(context: Context, token: int) -> int:
    """Return the token behind the heading that holds ``viết tắt``, 0 if it is none."""
    first = token
    while first > 0 and context.gap[first] < Gap.LINE and token - first < _LONGEST_HEADING:
        first -= 1
    if context.gap[first] < Gap.LINE and first > 0:
        return 0
    heading = helper_words("list_heading")
    for before in range(first, token):
        if context.form[before] not in heading and context.kind[before] not in (Kind.NUMBER, Kind.PUNCTUATION):
            return 0
    stop = token + 2
    while stop < context.count and context.gap[stop] < Gap.LINE:
        if context.surface[stop] in (":", "|"):
            return stop + 1
        if stop - token > _LONGEST_HEADING or context.surface[stop] in _NO_HEADING:
            return 0
        stop += 1
    return stop if stop < context.count else 0


def _read_entries(context: Context, first: int) -> tuple[list[Definition], int]:
    """Read entries line by line until the lines are none; return them and the token behind the last."""
    document = context.document[first - 1]
    entries: list[Definition] = []
    behind = first
    without = 0
    while first < context.count and context.document[first] == document and without <= _ENTRIES_WITHOUT:
        stop = _segment_stop(context, first)
        entry = _read_entry(context, first, stop, is_sure=without == 0 or not entries)
        if entry is None:
            without += 1
        else:
            entries.append(entry)
            behind, without = max(stop, entry.long_stop), 0
        first = max(stop, behind) if entry else stop
    return entries, behind


def _segment_stop(context: Context, first: int) -> int:
    """Return the token behind a line or the part of one before a semicolon."""
    stop = first + 1
    while stop < context.count and context.gap[stop] < Gap.LINE and context.surface[stop - 1] != ";":
        stop += 1
    return stop


def _read_entry(context: Context, first: int, stop: int, *, is_sure: bool) -> Definition | None:
    first = _skip_number(context, first, stop)
    while stop > first and context.surface[stop - 1] in _ENDS:
        stop -= 1
    if stop - first < 2 or stop - first > _LONGEST_ENTRY:
        return None
    return _short_then_long(context, first, stop, is_sure=is_sure) or _long_then_short(context, first, stop)


def _skip_number(context: Context, first: int, stop: int) -> int:
    """Step over bullets and the number of a row."""
    while first < stop and (context.surface[first] in _BULLETS or context.kind[first] == Kind.NUMBER):
        first += 1
    return first


def _short_then_long(context: Context, first: int, stop: int, *, is_sure: bool) -> Definition | None:
    short_stop = _short_stop(context, first, stop)
    if short_stop in (first, stop):
        return None
    long_first = short_stop
    while long_first < stop and (context.surface[long_first] in _SEPARATORS | QUOTES):
        long_first += 1
    has_separator = long_first > short_stop or context.wide_gap(long_first)
    long_stop = long_first + 1
    while long_stop < stop and context.surface[long_stop] != "|" and not context.wide_gap(long_stop):
        long_stop += 1
    if long_first >= long_stop:
        return None
    short = context.batch.surface(first, short_stop)
    length = long_forward(context, short, long_first, _next_stop(context, long_stop))
    if length and length >= long_stop - long_first:
        long_stop = long_first + length
    elif not is_known(context, short, long_first, long_stop) and not (
        has_separator and is_sure and short_run(context, first, short_stop) == short_stop
    ):
        return None
    if length == 0 and context.shape[long_first] == 0:
        return None
    return _entry(context, (first, short_stop), (long_first, long_stop))


def _next_stop(context: Context, stop: int) -> int:
    """Return the token behind the line that follows, on which a long form may go on."""
    if stop >= context.count or context.gap[stop] != Gap.LINE:
        return stop
    behind = stop + 1
    while behind < context.count and context.gap[behind] < Gap.LINE:
        behind += 1
    return behind


def _short_stop(context: Context, first: int, stop: int) -> int:
    """Return the token behind the short form: capitals, or whatever stands before a separator (``đ/c:``)."""
    end = short_run(context, first, stop)
    if end > first:
        tokens = range(first, end)
        is_words = len(tokens) > 1 and all(is_syllable(context.form[token]) for token in tokens)
        return first if is_words else end
    end = first
    while end < stop and context.surface[end] not in _SEPARATORS and not (end > first and context.wide_gap(end)):
        if end > first and context.gap[end] != Gap.GLUED:
            return first
        end += 1
    short = context.batch.surface(first, end) if end > first else ""
    letters = letters_of(short)
    if not 1 < len(letters) <= _LONGEST_SHORT_FORM or is_syllable(letters.lower()):
        return first
    return end


def _long_then_short(context: Context, first: int, stop: int) -> Definition | None:
    """Read ``Thi hành án dân sự | THADS``."""
    short_first = run_before(context, stop, first)
    if short_first in (first, stop):
        return None
    long_stop = short_first
    while long_stop > first and context.surface[long_stop - 1] in _SEPARATORS | QUOTES:
        long_stop -= 1
    if long_stop == short_first and not context.wide_gap(short_first):
        return None
    long_form = long_before(context, first, long_stop, (short_first, stop), is_said=False)
    if long_form is None or long_form[0] != first:
        return None
    return _entry(context, (short_first, stop), long_form)


def _entry(context: Context, run: tuple[int, int], long_form: tuple[int, int]) -> Definition:
    behind = max(run[1], long_form[1])
    short = context.batch.surface(*run)
    return Definition(context.document[run[0]], short, *run, *long_form, behind, is_listed=True)
