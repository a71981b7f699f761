"""Definitions without brackets: ``gọi tắt là``, ``là viết tắt của``, dashes and colons."""

from __future__ import annotations

from vnjudnlp.abbreviations.alignment import align_backward, letters_of
from vnjudnlp.abbreviations.context import UPPER, Context
from vnjudnlp.abbreviations.definitions.brackets import limits
from vnjudnlp.abbreviations.definitions.long_forms import is_known, long_forward, match_item
from vnjudnlp.abbreviations.definitions.record import Definition
from vnjudnlp.abbreviations.definitions.short_runs import (
    DASHES,
    FILLERS,
    JOINTS,
    QUOTES,
    run_before,
    short_run,
    skip_defining_words,
)
from vnjudnlp.abbreviations.short_forms import helper_words
from vnjudnlp.batch import Gap

__all__ = ["MARKS", "PHRASE_WORDS", "at_mark", "in_words"]

PHRASE_WORDS = frozenset({"tắt", "Tắt", "gọi", "viết"})
MARKS = frozenset({"-", "–", "—", ":", "="})
_LONGEST_LONG_FORM = 40
_LONGEST_SHORT_FORM = 16
_REACH = 64
_WORDS_BACK = 6
_LETTERS_ON_LINE = 3
_LETTERS_IN_TEXT = 4
_EDGES = frozenset({".", ",", ";", ":", "(", ")", "[", "]", "|", "*", "•", "+"}) | QUOTES


def in_words(context: Context, token: int) -> tuple[list[Definition], int]:
    """Read ``long, gọi tắt là SHORT`` and ``SHORT là viết tắt của long``, without brackets."""
    sentence_first, sentence_stop = limits(context, token)
    sentence_first, sentence_stop = max(sentence_first, token - _REACH), min(sentence_stop, token + _REACH)
    form = context.form
    if form[token] in ("gọi", "viết"):
        # "gọi tắt" is read at its second word; "gọi là" needs quotation marks or capitals
        behind = token + 1
        while behind < sentence_stop and form[behind] in ("chung", "là"):
            behind += 1
        if behind == token + 1 or form[behind - 1] != "là" or behind >= sentence_stop:
            return [], token
        if context.surface[behind] not in QUOTES and not context.shape[behind] & UPPER:
            return [], token
    elif token == sentence_first or form[token - 1] not in ("gọi", "viết"):
        return [], token
    if token + 1 < sentence_stop and form[token + 1] == "của":
        return _short_before_words(context, sentence_first, sentence_stop, token)
    first, _ = skip_defining_words(context, token, sentence_stop)
    before = _skip_back(context, sentence_first, token)
    item = _item(context, first, min(sentence_stop, first + _LONGEST_SHORT_FORM))
    definitions = match_item(context, sentence_first, before, item, None, True) if item else []
    return definitions, first if definitions else token


def _skip_back(context: Context, lowest: int, token: int) -> int:
    """Step back over ``sau đây được``, and over ``trong báo cáo này`` as a whole."""
    defining, documents = helper_words("defining"), helper_words("defining_document")
    form = context.form
    while token > lowest and (form[token - 1] in defining or form[token - 1] in FILLERS | JOINTS):
        token -= 1
        if form[token] == "này":
            opening = token
            while opening > lowest and form[opening - 1] in documents:
                opening -= 1
            token = opening
    return token


def _item(context: Context, first: int, stop: int) -> tuple[int, int] | None:
    """Return the short form at ``first`` with up to three words before it and short forms behind it."""
    for run_first in range(first, min(first + 4, stop)):
        run_stop = short_run(context, run_first, stop)
        if run_stop > run_first:
            return first, run_stop
    return None


def _short_before_words(context: Context, lowest: int, stop: int, token: int) -> tuple[list[Definition], int]:
    """Match ``THADS là viết tắt của "thi hành án dân sự"``."""
    short_stop = token
    defining = helper_words("defining")
    while short_stop > lowest and (
        context.form[short_stop - 1] in defining or context.surface[short_stop - 1] in FILLERS | {"("}
    ):
        short_stop -= 1
    for place in range(short_stop, max(lowest, short_stop - _WORDS_BACK), -1):
        short_first = run_before(context, place, lowest)
        if short_first < place:
            break
    else:
        return [], token
    first, _ = skip_defining_words(context, token + 2, stop)
    short = context.batch.surface(short_first, place)
    length = long_forward(context, short, first, min(stop, first + _LONGEST_LONG_FORM))
    if not length:
        return [], token
    behind = first + length
    return [Definition(context.document[token], short, short_first, place, first, behind, behind)], behind


def at_mark(context: Context, token: int) -> tuple[list[Definition], int]:
    """Read ``* THA: thi hành án`` and ``Thi hành án dân sự - THADS``, where nothing else stands between two edges."""
    if token == 0 or token + 1 >= context.count or context.gap[token + 1] >= Gap.LINE or not context.follows(token):
        return [], token
    definition = None
    if context.surface[token] == ":" and context.shape[token + 1] & UPPER:
        # "Ghi chú: THA là thi hành án"
        behind = short_run(context, token + 1, context.sentence(token)[1])
        if behind > token + 1 and context.follows(behind) and context.form[behind] == "là":
            definition = _short_then_long(context, behind)
    if definition is None and context.shape[token - 1] & UPPER:
        definition = _short_then_long(context, token)
    if definition is None and context.shape[token + 1] & UPPER:
        definition = _long_then_short(context, token)
    return ([definition], definition.valid_from) if definition else ([], token)


def _short_then_long(context: Context, token: int) -> Definition | None:
    lowest, sentence_stop = context.sentence(token)
    short_stop = token
    short_first = run_before(context, short_stop, lowest)
    if short_first == short_stop:
        return None
    if short_first and context.gap[short_first] < Gap.LINE and context.surface[short_first - 1] not in _EDGES | DASHES:
        return None
    short = context.batch.surface(short_first, short_stop)
    is_dash = context.surface[token] in DASHES
    if len(letters_of(short)) < (_LETTERS_ON_LINE if is_dash else 2) or (
        is_dash and Gap.GLUED in (context.gap[token], context.gap[token + 1])
    ):
        return None
    first = token + 1
    while first < sentence_stop and context.surface[first] in QUOTES | DASHES:
        first += 1
    stop = min(sentence_stop, first + _LONGEST_LONG_FORM)
    length = long_forward(context, short, first, stop)
    if length < 2 and not (length and is_known(context, short, first, first + length)):
        return None
    behind = first + length
    if behind < context.count and context.gap[behind] < Gap.LINE and context.surface[behind] not in _EDGES | DASHES:
        return None
    return Definition(context.document[token], short, short_first, short_stop, first, behind, behind, is_listed=True)


def _long_then_short(context: Context, token: int) -> Definition | None:
    if Gap.GLUED in (context.gap[token], context.gap[token + 1]) or context.surface[token] not in DASHES:
        return None
    lowest, stop = context.sentence(token)
    short_stop = short_run(context, token + 1, stop)
    is_line_end = short_stop >= context.count or context.gap[short_stop] >= Gap.LINE
    if short_stop <= token + 1 or not (is_line_end or context.surface[short_stop] in {",", ";", ")", "."}):
        return None
    short = context.batch.surface(token + 1, short_stop)
    if len(letters_of(short)) < (_LETTERS_ON_LINE if is_line_end else _LETTERS_IN_TEXT):
        return None
    lowest = max(lowest, token - _LONGEST_LONG_FORM)
    words, forms = context.surface[lowest:token], context.form[lowest:token]
    first, long_stop = align_backward(short, words, forms)
    if not long_stop or long_stop - first < 2:
        return None
    return Definition(
        context.document[token], short, token + 1, short_stop, lowest + first, lowest + long_stop, short_stop
    )
