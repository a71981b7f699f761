"""Short forms that a document defines: ``long (SHORT)``, ``SHORT (long)``, ``sau đây gọi tắt là "SHORT"``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vnjudnlp.abbreviations.alignment import align_backward, align_forward, letters_of
from vnjudnlp.abbreviations.context import LOWER, UPPER, Context
from vnjudnlp.abbreviations.short_forms import helper_words, short_forms
from vnjudnlp.batch import Gap, Kind
from vnjudnlp.text.tokens import fold

__all__ = ["OPENERS", "Definition", "find_definitions"]

OPENERS = frozenset({"(", "[", "tắt", "Tắt", "gọi"})
"""Tokens at which a definition may stand."""

_CLOSING = {"(": ")", "[": "]"}
_QUOTES = frozenset({'"', "“", "”", "„", "«", "»", "'", "''", "‘", "’"})
_FILLERS = _QUOTES | {":", ","}
_JOINTS = frozenset({"-", "–", "&", "/", ".", ","})
_BREAKS = _FILLERS | {";", "-", "–", "—"}
_LONGEST_BRACKET = 24
_LONGEST_LONG_FORM = 40
_LONGEST_SHORT_FORM = 16
_WORDS_BETWEEN = 12
_REACH = 64


@dataclass(frozen=True, slots=True)
class Definition:
    """What a document says a short form stands for.

    Attributes:
        document: index of the document.
        short: the short form as written.
        short_first: the first token of the short form where it is defined.
        short_stop: the token behind it.
        long_first: the first token of the long form.
        long_stop: the token behind it.
        valid_from: the first token behind the definition.
    """

    document: int
    short: str
    short_first: int
    short_stop: int
    long_first: int
    long_stop: int
    valid_from: int


def find_definitions(context: Context, openers: Iterable[int]) -> list[Definition]:
    """Find the definitions of a batch.

    Args:
        context: the batch.
        openers: the tokens that are :data:`OPENERS`, in order.

    Returns:
        the definitions in the order of their place; no long form crosses the edge of a sentence.
    """
    found: list[Definition] = []
    busy = 0
    for token in openers:
        if token < busy:
            continue
        if context.surface[token] in _CLOSING:
            definition, stop = _in_bracket(context, token)
        else:
            definition, stop = _in_words(context, token)
        if definition is not None:
            found.append(definition)
            busy = stop
    return found


def _in_bracket(context: Context, opening: int) -> tuple[Definition | None, int]:
    """Read ``long (SHORT)``, ``long (sau đây gọi tắt là "SHORT")`` or ``SHORT (long)``."""
    sentence_first, sentence_stop = _limits(context, opening)
    closing_form = _CLOSING[context.surface[opening]]
    closing = opening + 1
    limit = min(sentence_stop, opening + _LONGEST_BRACKET)
    while closing < limit and context.surface[closing] != closing_form:
        closing += 1
    if closing >= limit or closing == opening + 1 or opening == sentence_first:
        return None, opening
    first, is_said = _skip_defining_words(context, opening + 1, closing)
    definition = _long_before(context, sentence_first, opening, first, closing, closing + 1, is_said)
    if definition is None and not is_said:
        definition = _long_inside(context, sentence_first, opening, closing)
    return definition, closing


def _in_words(context: Context, token: int) -> tuple[Definition | None, int]:
    """Read ``long, gọi tắt là SHORT`` and ``SHORT là viết tắt của long``, without brackets."""
    sentence_first, sentence_stop = _limits(context, token)
    sentence_first, sentence_stop = max(sentence_first, token - _REACH), min(sentence_stop, token + _REACH)
    form = context.form
    if form[token] == "gọi":
        # "gọi tắt" is read at its second word; "gọi là" needs quotation marks, or every "gọi là" would be one
        if token + 2 >= sentence_stop or form[token + 1] != "là" or context.surface[token + 2] not in _QUOTES:
            return None, token
    elif token == sentence_first or form[token - 1] not in ("gọi", "viết"):
        return None, token
    if token + 1 < sentence_stop and form[token + 1] == "của":
        return _short_before_words(context, sentence_first, sentence_stop, token)
    first, _ = _skip_defining_words(context, token, sentence_stop)
    before = token
    defining = helper_words("defining")
    while before > sentence_first and (
        form[before - 1] in defining or form[before - 1] in _FILLERS or form[before - 1] in _JOINTS
    ):
        before -= 1
    stop = min(sentence_stop, first + _LONGEST_SHORT_FORM)
    definition = _long_before(context, sentence_first, before, first, stop, None, True)
    return definition, first


def _limits(context: Context, token: int) -> tuple[int, int]:
    """Return the edges of the sentence, which a bracket that was put at the start of a line does not begin."""
    first, stop = context.sentence(token)
    if first == token and token > 0 and context.gap[token] == Gap.LINE:
        first, _ = context.sentence(token - 1)
    return first, stop


def _skip_defining_words(context: Context, first: int, stop: int) -> tuple[int, bool]:
    """Step over ``sau đây gọi tắt là`` and quotation marks; say whether such words were there."""
    defining = helper_words("defining")
    is_said = False
    while first < stop and (context.form[first] in defining or context.surface[first] in _FILLERS):
        is_said |= context.form[first] in ("tắt", "gọi", "viết")
        first += 1
    return first, is_said


def _short_run(context: Context, first: int, stop: int) -> int:
    """Return the token behind the short form that begins at ``first``, ``first`` if there is none."""
    end = first
    capitals = 0
    while end < stop and end - first < _LONGEST_SHORT_FORM:
        surface = context.surface[end]
        is_letters = context.kind[end] in (Kind.SYLLABLE, Kind.ABBREVIATION) and _looks_short(surface)
        is_number = context.kind[end] == Kind.NUMBER and end > first and context.gap[end] == Gap.GLUED
        is_joint = end > first and surface in _JOINTS and (context.gap[end] == Gap.GLUED or surface in ("&", "-", "–"))
        if not (is_letters or is_number or is_joint):
            break
        capitals += sum(character.isupper() for character in surface)
        end += 1
    while end > first and context.surface[end - 1] in _JOINTS:
        end -= 1
    return end if capitals >= 2 else first


def _looks_short(surface: str) -> bool:
    """Whether a token is written as a short form: capitals, with at most one small letter behind each."""
    letters = letters_of(surface)
    capitals = sum(character.isupper() for character in letters)
    return capitals > 0 and 2 * capitals >= len(letters) and letters[0].isupper()


def _long_before(
    context: Context, lowest: int, long_stop: int, first: int, stop: int, valid_from: int | None, is_said: bool
) -> Definition | None:
    """Match the short form between ``first`` and ``stop`` with the words before ``long_stop``."""
    short_first, head = first, first
    while short_first < stop and _short_run(context, short_first, stop) == short_first:
        short_first += 1
        if short_first - first > 4:
            return None
    short_stop = _short_run(context, short_first, stop)
    if short_stop == short_first or not (is_said or _stands_alone(context, short_stop, stop)):
        return None
    while long_stop > lowest and context.surface[long_stop - 1] in _FILLERS:
        long_stop -= 1
    lowest = max(lowest, long_stop - _LONGEST_LONG_FORM)
    long_form = _after_same_head(context, lowest, long_stop, head, short_first, short_stop)
    if long_form is None and head == short_first:
        long_form = _right_before(context, lowest, long_stop, short_first, short_stop, is_said)
    if long_form is None or long_form[1] - long_form[0] < 2 or _is_person(context, long_form[0]):
        return None
    behind = short_stop if valid_from is None else valid_from
    short = context.batch.surface(short_first, short_stop)
    return Definition(context.document[short_first], short, short_first, short_stop, *long_form, behind)


def _stands_alone(context: Context, short_stop: int, stop: int) -> bool:
    """Whether a short form in brackets is no part of what follows: ``(TTGT - thuộc Sở)``, not ``(TP Vinh)``."""
    return short_stop >= stop or context.surface[short_stop] in _BREAKS or bool(context.shape[short_stop] & LOWER)


def _is_person(context: Context, token: int) -> bool:
    """Whether the words are a name, whose initials hide it rather than shorten it."""
    span = context.span(token)
    return span is not None and span.label == "PERSON"


def _right_before(
    context: Context, lowest: int, long_stop: int, short_first: int, short_stop: int, is_said: bool
) -> tuple[int, int] | None:
    words, forms = context.surface[lowest:long_stop], context.form[lowest:long_stop]
    short = context.batch.surface(short_first, short_stop)
    first, stop = align_backward(short, words, forms, skip=_WORDS_BETWEEN)
    if stop:
        return lowest + first, lowest + stop
    return _known_before(context, lowest, long_stop, short) or (
        _tagged_before(context, long_stop, short) if is_said else None
    )


def _after_same_head(
    context: Context, lowest: int, long_stop: int, head: int, short_first: int, short_stop: int
) -> tuple[int, int] | None:
    """Match ``Luật Thi hành án dân sự (Luật THADS)``: the long form follows the same words."""
    heads = context.form[head:short_first]
    if not heads:
        return None
    short = context.batch.surface(short_first, short_stop)
    for place in range(long_stop - len(heads) - 1, lowest - 1, -1):
        if context.form[place : place + len(heads)] == heads:
            first = place + len(heads)
            length = align_forward(short, context.surface[first:long_stop], context.form[first:long_stop])
            if length:
                return first, first + length
    return None


def _known_before(context: Context, lowest: int, long_stop: int, short: str) -> tuple[int, int] | None:
    """Find a long form of the lexicon among the words before, however its letters fall."""
    readings = short_forms().readings.get(short, ())
    forms = context.form[lowest:long_stop]
    for reading in readings:
        wanted = fold(reading.long).replace(",", " ,").split()
        for place in range(len(forms) - len(wanted), -1, -1):
            if forms[place : place + len(wanted)] == wanted:
                return lowest + place, lowest + place + len(wanted)
    return None


def _tagged_before(context: Context, long_stop: int, short: str) -> tuple[int, int] | None:
    """Take the tagged name that ends before the bracket: what ``UNDP`` stands for has other letters."""
    span = context.span(long_stop - 1)
    if (
        span is None
        or span.label not in ("AGENCY", "ORG", "LAW")
        or span.stop != long_stop
        or len(letters_of(short)) < 3
    ):
        return None
    return span.first, span.stop


def _long_inside(context: Context, lowest: int, opening: int, closing: int) -> Definition | None:
    """Match the short form before a bracket with the whole of what the bracket holds."""
    short_first = opening
    while (
        short_first > lowest
        and opening - short_first < _LONGEST_SHORT_FORM
        and _short_run(context, short_first - 1, opening) == opening
    ):
        short_first -= 1
    if short_first == opening:
        return None
    first, _ = _skip_defining_words(context, opening + 1, closing)
    if first < closing and context.surface[first] in _QUOTES:
        first += 1
    stop = closing
    while stop > first and context.surface[stop - 1] in _FILLERS:
        stop -= 1
    has_capitals = any(context.shape[index] == UPPER for index in range(first, stop))
    if stop - first < 2 or (has_capitals and not context.capitals[opening]):
        return None
    forms = context.form[first:stop]
    # "thành phố TP (…)": the longest run of letters that fits is the short form
    for start in range(short_first, opening):
        short = context.batch.surface(start, opening)
        known = any(
            fold(reading.long).replace(",", " ,").split() == forms for reading in short_forms().readings.get(short, ())
        )
        if known or align_forward(short, context.surface[first:stop], forms) == stop - first:
            return Definition(context.document[opening], short, start, opening, first, stop, closing + 1)
    return None


def _short_before_words(context: Context, lowest: int, sentence_stop: int, token: int) -> tuple[Definition | None, int]:
    """Match ``THADS là viết tắt của "thi hành án dân sự"``."""
    short_stop = token
    defining = helper_words("defining")
    while short_stop > lowest and (
        context.form[short_stop - 1] in defining or context.surface[short_stop - 1] in _FILLERS
    ):
        short_stop -= 1
    short_first = short_stop
    while short_first > lowest and short_stop - short_first < _LONGEST_SHORT_FORM:
        if _short_run(context, short_first - 1, short_stop) != short_stop:
            break
        short_first -= 1
    first, _ = _skip_defining_words(context, token + 2, sentence_stop)
    if short_first == short_stop:
        return None, token
    short = context.batch.surface(short_first, short_stop)
    stop = min(sentence_stop, first + _LONGEST_LONG_FORM)
    length = align_forward(short, context.surface[first:stop], context.form[first:stop])
    if not length:
        return None, token
    document = context.document[token]
    return Definition(document, short, short_first, short_stop, first, first + length, first + length), first + length
