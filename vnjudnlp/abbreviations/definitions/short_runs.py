"""What is written as a short form, and the words with which a document says that it is one."""

from __future__ import annotations

from functools import lru_cache

from vnjudnlp.abbreviations.alignment import letters_of
from vnjudnlp.abbreviations.context import Context
from vnjudnlp.abbreviations.short_forms import helper_words
from vnjudnlp.batch import Gap, Kind
from vnjudnlp.text.syllables import is_syllable

__all__ = [
    "BREAKS",
    "DASHES",
    "FILLERS",
    "JOINTS",
    "QUOTES",
    "run_before",
    "short_run",
    "skip_defining_words",
    "split_run",
]

QUOTES = frozenset({'"', "“", "”", "„", "«", "»", "'", "''", "‘", "’", "‹", "›", "`", "``"})
FILLERS = QUOTES | {":", ","}
DASHES = frozenset({"-", "–", "—"})
JOINTS = frozenset({"-", "–", "&", "/", ".", ","})
BREAKS = FILLERS | DASHES | {";"}
_LONGEST_SHORT_FORM = 16
_LONGEST_SYLLABLE = 5
_LETTER_KINDS = frozenset(map(int, (Kind.SYLLABLE, Kind.ABBREVIATION, Kind.CODE)))


def short_run(context: Context, first: int, stop: int, fewest_capitals: int = 2) -> int:
    """Return the token behind the short form that begins at ``first``, ``first`` if there is none.

    Args:
        context: the batch.
        first: the token where it would begin.
        stop: the token behind the last that it may hold.
        fewest_capitals: the capitals that it needs; figures behind a capital count.
    """
    surfaces, kinds = context.surface, context.kind
    if first >= stop or not looks_short(surfaces[first]):
        return first
    end = first
    capitals = 0
    limit = min(stop, first + _LONGEST_SHORT_FORM)
    while end < limit:
        surface = surfaces[end]
        if kinds[end] in _LETTER_KINDS:
            if not looks_short(surface):
                break
        elif not (end > first and (_is_number(context, end) or _is_joint(context, end))):
            break
        capitals += _capitals(surface)
        end += 1
    while end > first and context.surface[end - 1] in JOINTS:
        end -= 1
    has_figures = capitals > 0 and any(map(str.isdigit, context.surface[end - 1]))
    return end if capitals + has_figures >= fewest_capitals else first


def run_before(context: Context, stop: int, lowest: int) -> int:
    """Return the first token of the longest short form that ends before ``stop``, ``stop`` if there is none."""
    first = stop
    while first > lowest and stop - first < _LONGEST_SHORT_FORM and short_run(context, first - 1, stop, 1) == stop:
        first -= 1
    return first if first < stop and short_run(context, first, stop) == stop else stop


def split_run(context: Context, first: int, stop: int) -> list[tuple[int, int]]:
    """Part a run where spaces stand between short forms of their own: ``BCĐ PCHM``, not ``L V Đ`` nor ``TTĐT - A``."""
    edges = [
        token
        for token in range(first + 1, stop)
        if context.gap[token] != Gap.GLUED
        and context.surface[token] not in JOINTS
        and context.surface[token - 1] not in JOINTS
    ]
    parts = list(zip([first, *edges], [*edges, stop], strict=True))
    if all(len(letters_of("".join(context.surface[start:end]))) > 1 for start, end in parts):
        return parts
    return [(first, stop)]


def _is_number(context: Context, token: int) -> bool:
    return context.kind[token] == Kind.NUMBER and context.gap[token] == Gap.GLUED


def _is_joint(context: Context, token: int) -> bool:
    surface = context.surface[token]
    if surface in (",", "."):
        is_inside = token + 1 < context.count and context.gap[token + 1] == Gap.GLUED
        return is_inside and context.gap[token] == Gap.GLUED
    return surface in JOINTS and (context.gap[token] == Gap.GLUED or surface in ("&", "-", "–"))


@lru_cache(maxsize=8192)
def _capitals(surface: str) -> int:
    return sum(map(str.isupper, surface))


@lru_cache(maxsize=8192)
def looks_short(surface: str) -> bool:
    """Whether a token is written as a short form: half of it capitals, or one capital and no vowel (``Ttr``)."""
    if surface.islower():
        return False
    # "A05", "K47": figures do not count
    letters = "".join(filter(str.isalpha, surface))
    capitals = sum(character.isupper() for character in letters)
    if not capitals or not letters[0].isupper():
        return False
    is_word = len(letters) > _LONGEST_SYLLABLE or is_syllable(letters.lower())
    return 2 * capitals >= len(letters) or (capitals > 1 and 3 * capitals >= len(letters) and not is_word)


def skip_defining_words(context: Context, first: int, stop: int) -> tuple[int, bool]:
    """Step over ``sau đây gọi tắt là`` and quotation marks; say whether such words were there."""
    defining, documents = helper_words("defining"), helper_words("defining_document")
    is_said = is_inside = False
    while first < stop:
        form = context.form[first]
        if form not in defining and form not in FILLERS and not (is_inside and form in documents):
            break
        is_said |= form in ("tắt", "gọi", "viết")
        # "trong báo cáo này gọi là"
        is_inside |= form == "trong"
        first += 1
    return first, is_said
