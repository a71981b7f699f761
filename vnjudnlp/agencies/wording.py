"""The words of a mention: abbreviations written out, a definition inside the name dropped."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from vnjudnlp.agencies.lexicon import Lexicon
from vnjudnlp.batch import Batch, Gap, IntArray, Shape
from vnjudnlp.records import Abbreviation
from vnjudnlp.tagging.grammar.knowledge import knowledge

__all__ = ["Columns", "Word", "Written", "join_words", "words_of", "words_of_text", "written"]

_LONGEST_DEFINITION = 4
_SMALL_LETTERS = int(Shape.LOWER | Shape.TITLE)


@dataclass(frozen=True, slots=True)
class Word:
    """A token of a name.

    Attributes:
        form: its characters in lower case.
        text: its characters as the name has them.
        glued: whether it follows the token before it without a space.
        recase: whether its capitals say nothing: it stood in a heading, or was written out.
    """

    form: str
    text: str
    glued: bool
    recase: bool


def join_words(words: Sequence[Word]) -> str:
    """Write words as running text."""
    return "".join(word.text if word.glued or not index else f" {word.text}" for index, word in enumerate(words))


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a batch's tokens that names are read from, as plain bytes and lists.

    Attributes:
        surface: the normalised characters of each token.
        gap: what stands before each token, one byte a token.
        shape: how its letters are written.
        kind: what it is.
        start: its first raw offset.
        end: the raw offset behind it.
    """

    surface: list[str]
    gap: bytes
    shape: bytes
    kind: bytes
    start: IntArray
    end: IntArray

    @classmethod
    def of(cls, batch: Batch) -> Columns:
        """Return the columns of a batch."""
        tokens = batch.tokens
        gap, shape, kind = (column.astype(np.int8).tobytes() for column in (tokens.gap, tokens.shape, tokens.kind))
        return cls(tokens.surface, gap, shape, kind, tokens.start, tokens.end)


class Written(NamedTuple):
    """A mention as it is written: all that its words depend on.

    Attributes:
        surface: its tokens.
        gap: what stands before each.
        shape: how the letters of each are written.
        long_forms: first token, token behind the last, and long form of each abbreviation in it.
    """

    surface: tuple[str, ...]
    gap: bytes
    shape: bytes
    long_forms: tuple[tuple[int, int, str], ...]


def written(columns: Columns, first: int, stop: int, abbreviations: Sequence[Abbreviation]) -> Written:
    """Return a mention as it is written.

    Args:
        columns: the columns of its batch.
        first: its first token.
        stop: the token behind its last one.
        abbreviations: the short forms of its document, in order.
    """
    long_forms: tuple[tuple[int, int, str], ...] = ()
    if abbreviations:
        start = int(columns.start[first])
        follower = bisect_left(abbreviations, start, key=_start)
        if follower < len(abbreviations) and abbreviations[follower].start < int(columns.end[stop - 1]):
            long_forms = _long_forms(columns, first, stop, abbreviations, follower)
    return Written(tuple(columns.surface[first:stop]), columns.gap[first:stop], columns.shape[first:stop], long_forms)


_start = attrgetter("start")


def _long_forms(
    columns: Columns, first: int, stop: int, abbreviations: Sequence[Abbreviation], follower: int
) -> tuple[tuple[int, int, str], ...]:
    starts, ends = columns.start[first:stop].tolist(), columns.end[first:stop].tolist()
    found: list[tuple[int, int, str]] = []
    while follower < len(abbreviations) and abbreviations[follower].start < ends[-1]:
        each = abbreviations[follower]
        index = bisect_left(starts, each.start)
        behind = bisect_left(starts, each.end, index + 1)
        # a full stop that ends the sentence may be left of a token such as "TP."
        if index < len(starts) and starts[index] == each.start and ends[behind - 1] <= each.end + 1:
            found.append((index, behind, each.long))
        follower += 1
    return tuple(found)


def words_of(mention: Written, lexicon: Lexicon) -> tuple[Word, ...]:
    """Return the words of a mention of a body.

    Args:
        mention: the mention.
        lexicon: the tables.

    Returns:
        the words, abbreviations written out.
    """
    surface, gaps, shapes = mention.surface, mention.gap, mention.shape
    heading = not any(shape & _SMALL_LETTERS for shape in shapes)
    form = tuple(each.lower() for each in surface)
    long_forms = {index: (stop, long) for index, stop, long in mention.long_forms}
    words: list[Word] = []
    index, count = 0, len(form)
    while index < count:
        glued = (
            bool(words)
            and gaps[index] == Gap.GLUED
            and not (index and form[index - 1][-1] == "." and form[index][0].isalpha())
        )
        dropped = _definition(form, shapes, index)
        if dropped:
            index = dropped
            continue
        level = _level_short(words, form[index], lexicon)
        if level:
            words += _long_words(level, False)
            index += 1
            continue
        opening = lexicon.context["first_short"].get(form[index]) if not words else None
        if opening is not None and _begins_body(form, surface, index + 1, lexicon):
            words += _long_words(opening, False)
            index += 1
            continue
        found = long_forms.get(index) if not _is_area_number(form, index) else None
        if found is not None:
            words += _without_repeats(words, _long_words(found[1], glued), form[found[0] :])
            index = found[0]
            continue
        long = lexicon.context["short"].get(form[index]) if surface[index].isupper() else None
        if not words and long is None:
            long = lexicon.context["first_short"].get(form[index])
        if long is not None:
            words += _long_words(long, glued)
            index += 1
            continue
        joined = _joined_level(form[index], surface[index], lexicon)
        if joined is not None:
            words += [*_long_words(joined[0], False), Word(joined[1].lower(), joined[1], False, heading)]
            index += 1
            continue
        short = _short_form(form, surface, index, lexicon) if not _is_area_number(form, index) else None
        if short is not None:
            words += _without_repeats(words, _long_words(short[1], glued), form[short[0] :])
            index = short[0]
            continue
        words.append(Word(form[index], surface[index], glued, heading))
        index += 1
    return tuple(words)


def words_of_text(text: str) -> tuple[Word, ...]:
    """Return the words of a full name.

    Args:
        text: the name, abbreviations written out.

    Returns:
        its words and commas.
    """
    words: list[Word] = []
    for part in text.split():
        bare = part.rstrip(",")
        if bare:
            words.append(Word(bare.lower(), bare, False, False))
        if bare != part:
            words.append(Word(",", ",", True, False))
    return tuple(words)


def _begins_body(form: Sequence[str], surface: Sequence[str], index: int, lexicon: Lexicon) -> bool:
    if index >= len(form):
        return False
    if knowledge().heads.match(form, index, len(form)) is not None:
        return True
    short = _short_form(form, surface, index, lexicon)
    long = short[1].lower().split() if short is not None else []
    return knowledge().heads.match(long, 0, len(long)) is not None


def _level_short(words: Sequence[Word], form: str, lexicon: Lexicon) -> str:
    """Return the level word that a short form behind a body's name stands for: ``UBND TP``, but not ``Sở TP``."""
    long = lexicon.context["level_short"].get(form, "")
    if not long or not words:
        return ""
    head = knowledge().heads.match([words[-1].form], 0, 1)
    return "" if head is not None and head[1].function == "required" else long


def _is_area_number(form: Sequence[str], index: int) -> bool:
    """Whether a token is the Roman number of an area: ``Kho bạc Nhà nước khu vực XX``."""
    return index > 1 and form[index - 1] == "vực" and form[index - 2] == "khu" and not form[index].strip("ivx")


def _joined_level(form: str, surface: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """Part a level word in short from the name that follows it without a space: ``TP.Pleiku``."""
    short, stop, name = form.partition(".")
    long = lexicon.context["level_short"].get(short + stop)
    return (long, surface[len(short) + 1 :]) if long and name else None


def _without_repeats(before: Sequence[Word], long: list[Word], behind: Sequence[str]) -> list[Word]:
    """Drop the ends of a long form that stand beside its short form anyway: ``Phòng PC01``, ``TGPL nhà nước``."""
    if before and len(long) > 1 and long[0].form == before[-1].form:
        long = long[1:]
    for length in range(min(len(long) - 1, len(behind)), 0, -1):
        if [word.form for word in long[-length:]] == list(behind[:length]):
            return long[:-length]
    return long


def _definition(form: Sequence[str], shapes: Sequence[int], index: int) -> int:
    """Return where a bracket with a short form ends that stands inside a name, 0 if there is none: ``(THADS)``."""
    if form[index] != "(" or not index:
        return 0
    for stop in range(index + 1, min(index + 1 + _LONGEST_DEFINITION, len(form))):
        if form[stop] == ")":
            inner = shapes[index + 1 : stop]
            return stop + 1 if inner and all(shape & Shape.UPPER or not shape for shape in inner) else 0
    return 0


def _short_form(form: Sequence[str], surface: Sequence[str], index: int, lexicon: Lexicon) -> tuple[int, str] | None:
    best = None
    for stop, (written, long) in lexicon.short_forms.matches(form, index, len(form)):
        if "".join(surface[index:stop]) == written.replace(" ", ""):
            best = (stop, long)
    return best


def _long_words(long: str, glued: bool) -> list[Word]:
    recase = long.isupper() or long[:1].islower()
    words: list[Word] = []
    for part in long.split():
        bare = part.rstrip(",")
        if bare:
            words.append(Word(bare.lower(), bare, glued and not words, recase))
        if bare != part:
            words.append(Word(",", ",", True, False))
    return words
