"""Where short forms stand, and where letters that look like one are something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vnjudnlp.abbreviations.alignment import letters_of
from vnjudnlp.abbreviations.context import SINGLE, UPPER, Context
from vnjudnlp.abbreviations.look_alikes import is_brand, is_initials, is_lone_letter, is_serial, is_unit
from vnjudnlp.abbreviations.short_forms import Pattern, document_kinds, helper_words
from vnjudnlp.batch import Gap, Kind
from vnjudnlp.tagging.grammar.patterns import DOCUMENT_NUMBER
from vnjudnlp.text.syllables import is_syllable

__all__ = ["Occurrence", "find_occurrences", "stands_for_itself"]

# matches "xiv", "xl", "ii"; does not match "vi phạm", "mc"
_ROMAN = re.compile(r"(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_NUMBER_MARKS = frozenset({"/", "-", "–", "."})
_DASHES = frozenset({"-", "–"})
_NUMBER_REACH = 60
_LETTERS_OF_UNIT = 2


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A run of tokens that is written as a short form.

    Attributes:
        first: its first token.
        stop: the token behind it.
        short: its entry in the lexicon or in the document's definitions.
    """

    first: int
    stop: int
    short: str


def find_occurrences(
    context: Context, tokens: Iterable[int], patterns: Mapping[str, tuple[Pattern, ...]]
) -> Iterator[Occurrence]:
    """Find the short forms that begin at some tokens; the longest wins, none overlap.

    Args:
        context: the batch.
        tokens: the tokens at which one may begin, in order.
        patterns: the short forms by their first token.

    Yields:
        the occurrences in order.
    """
    done = 0
    surface = context.surface
    for token in tokens:
        if token < done:
            continue
        for pattern in patterns.get(surface[token], ()):
            stop = token + len(pattern.surfaces)
            if _fits(context, token, stop, pattern):
                yield Occurrence(token, stop, pattern.short)
                done = stop
                break


def _fits(context: Context, first: int, stop: int, pattern: Pattern) -> bool:
    if stop - first == 1:
        return True
    if stop > context.count or tuple(context.surface[first:stop]) != pattern.surfaces:
        return False
    for token, glued in zip(range(first + 1, stop), pattern.glued[1:], strict=True):
        if context.gap[token] >= Gap.PARAGRAPH or (glued and context.gap[token] != Gap.GLUED):
            return False
    return True


def stands_for_itself(context: Context, first: int, stop: int, is_defined: bool = False) -> bool:
    """Whether letters that look like a short form are none.

    They may be part of a number, a Roman numeral, an ordinary word in capitals, a person's initials, a unit or a code.

    Args:
        context: the batch.
        first: the first token.
        stop: the token behind the last.
        is_defined: whether the document defines the short form.

    Returns:
        True where nothing is to be expanded.
    """
    span = context.span(first)
    if span is not None and span.label == "PERSON" and not context.is_filed(first):
        # what the document calls a short form is none of its people
        return not is_defined or (span.first, span.stop) != (first, stop)
    return (
        _is_word_in_capitals(context, first, stop)
        or _is_roman(context, first, stop)
        or _is_in_compound(context, first, stop)
        or _is_bracketed_in_number(context, first)
        or _is_in_number(context, first, stop)
        or (not is_defined and _is_look_alike(context, first, stop))
    )


def _is_look_alike(context: Context, first: int, stop: int) -> bool:
    return (
        is_initials(context, first, stop)
        or is_lone_letter(context, first, stop)
        or is_unit(context, first, stop)
        or is_serial(context, first, stop)
        or is_brand(context, first, stop)
    )


def _is_word_in_capitals(context: Context, first: int, stop: int) -> bool:
    """Whether the letters are an ordinary syllable among words in capitals: ``BA`` in ``NGUYỄN THỊ BA``."""
    form = context.form[first]
    if stop - first != 1 or context.kind[first] != Kind.SYLLABLE or not is_syllable(form):
        return False
    if context.capitals[first]:
        return _has_capital_word(context, first)
    return any(
        0 <= other < context.count and context.follows(max(other, first)) and _is_capital_syllable(context, other)
        for other in (first - 1, first + 1)
    )


def _has_capital_word(context: Context, token: int) -> bool:
    return any(
        _is_capital_syllable(context, other)
        for other in (token - 2, token - 1, token + 1, token + 2)
        if 0 <= other < context.count and context.gap[max(other, token)] < Gap.PARAGRAPH
    )


def _is_capital_syllable(context: Context, token: int) -> bool:
    shape = context.shape[token]
    return bool(shape & UPPER) and not shape & SINGLE and is_syllable(context.form[token])


def _is_roman(context: Context, first: int, stop: int) -> bool:
    if stop - first != 1 or first == 0 or context.form[first - 1] not in helper_words("counter"):
        return False
    return _ROMAN.fullmatch(context.form[first]) is not None


def _is_in_compound(context: Context, first: int, stop: int) -> bool:
    """Whether the letters are glued to more letters or figures: ``LA-3371``, ``50KV``, ``QĐ-UBND``, ``P.V.D``."""
    return _continues_compound(context, first) or _opens_compound(context, first, stop)


def _continues_compound(context: Context, first: int) -> bool:
    gap, form, kind = context.gap, context.form, context.kind
    if first == 0 or gap[first] != Gap.GLUED:
        return False
    before = first - 1
    if kind[before] == Kind.NUMBER:
        return len(letters_of(context.surface[first])) <= _LETTERS_OF_UNIT
    if before == 0 or form[before] not in _NUMBER_MARKS:
        return False
    is_glued = gap[before] == Gap.GLUED
    if form[before] == "/":
        return is_glued and not _is_small_word(context, before - 1)
    if form[before] == ".":
        return is_glued and bool(context.shape[before - 1] & UPPER) and not _is_short(context, before - 1)
    # "51C-TT 1234"
    is_series = before > 1 and kind[before - 2] == Kind.NUMBER and gap[before - 1] == Gap.GLUED
    if kind[before - 1] in (Kind.NUMBER, Kind.CODE) or is_series:
        # "Chỉ thị 299 -TTg": a scan tore the number apart
        return is_glued or any(
            " ".join(context.form[max(0, before - 1 - length) : before - 1]) in document_kinds() for length in (1, 2)
        )
    # "e-THA"
    is_prefix = len(form[before - 1]) == 1 and context.surface[before - 1].islower()
    return is_glued and (is_prefix or form[before - 1] in helper_words("number_code"))


def _opens_compound(context: Context, first: int, stop: int) -> bool:
    gap, form, kind = context.gap, context.form, context.kind
    behind = stop + 1
    if behind >= context.count or gap[stop] != Gap.GLUED or gap[behind] != Gap.GLUED or form[stop] not in _NUMBER_MARKS:
        return False
    is_single = len(letters_of(context.surface[first])) <= 1
    if kind[behind] in (Kind.NUMBER, Kind.CODE):
        return form[stop] != "." or is_single
    if form[stop] == ".":
        return bool(context.shape[behind] & SINGLE) and context.shape[first] & UPPER > 0
    if form[stop] == "/":
        return False
    # "CT-Scanner", "VN-Index": a foreign word
    is_foreign = context.form[behind].isalpha() and not is_syllable(context.form[behind])
    if is_foreign and not _is_short(context, behind):
        return True
    return form[first] in helper_words("number_code") and bool(context.shape[behind] & UPPER)


def _is_short(context: Context, token: int) -> bool:
    return context.surface[token] in context.lexicon.by_first


def _is_small_word(context: Context, token: int) -> bool:
    """Whether a token is an ordinary word: ``vợ/CA`` is two, ``19/TP`` is a number."""
    return token >= 0 and context.kind[token] == Kind.SYLLABLE and not context.shape[token] & SINGLE


def _is_in_number(context: Context, first: int, stop: int) -> bool:
    """Whether a document's number, which a scan may have torn apart, holds the letters."""
    form = context.form
    if _NUMBER_MARKS.isdisjoint(form[max(0, first - 2) : first]) and _NUMBER_MARKS.isdisjoint(form[stop : stop + 2]):
        return False
    start, end = context.view_start[first], context.view_end[stop - 1]
    for match in DOCUMENT_NUMBER.finditer(context.batch.view, max(0, start - _NUMBER_REACH), end + _NUMBER_REACH):
        if match.start() < end and start < match.end():
            return True
    return _ends_number(context, first)


def _is_bracketed_in_number(context: Context, first: int) -> bool:
    """Whether the letters stand in a bracket that is glued to a number: ``01/QĐ-CA(CSHS)``."""
    if first < 2 or context.surface[first - 1] != "(" or context.gap[first] != Gap.GLUED:
        return False
    return context.gap[first - 1] == Gap.GLUED and context.kind[first - 2] == Kind.CODE


def _ends_number(context: Context, first: int) -> bool:
    """Whether the letters name who issued the number before a dash with spaces: ``41 /QĐ - UBND``."""
    if first < 2 or not context.follows(first) or context.form[first - 1] not in _DASHES:
        return False
    before = first - 2
    if context.kind[before] == Kind.CODE:
        _, slash, kind = context.surface[before].rpartition("/")
        return bool(slash) and kind.isalpha()
    if before < 2 or context.form[before - 1] != "/" or not context.shape[before] & UPPER:
        return False
    return any(character.isdigit() for character in context.form[before - 2])
