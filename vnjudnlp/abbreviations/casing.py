"""In which case a long form would be written where its short form stands."""

from __future__ import annotations

from functools import lru_cache

from vnjudnlp.abbreviations.context import Context
from vnjudnlp.abbreviations.short_forms import Reading, helper_words, short_forms
from vnjudnlp.batch import Gap, Shape
from vnjudnlp.resources import read_table
from vnjudnlp.text.syllables import is_syllable

__all__ = ["case_long"]

_OFFICES = frozenset({"office", "unit_head", "court", "party", "degree"})
_COURT_FIELDS = frozenset({"court", "justice", "procuracy", "police"})
_IN_NAMES = frozenset({"word", "agency", "organisation", ""})
_LONGEST_HEAD = 4


@lru_cache(maxsize=1)
def _office_words() -> frozenset[str]:
    return frozenset(row["form"] for row in read_table("lexicons/titles.tsv") if row["kind"] in _OFFICES)


def case_long(context: Context, reading: Reading, first: int, stop: int) -> str:
    """Write a long form in the case that its place asks for.

    Args:
        context: the batch.
        reading: what the short form stands for.
        first: the first token of the short form.
        stop: the token behind it.

    Returns:
        in capitals among words in capitals; with a capital at the start of a sentence or a table's cell, behind the head
        of a name (``Cục THADS``), for an office of the courts and the State; else as in running text.
    """
    long = reading.long
    if _is_among_capitals(context, reading, first, stop):
        return long.upper()
    if not long[:1].islower():
        return long
    if _is_office(reading):
        return _capitalise_office(long)
    surface = context.surface[first]
    if "/" in surface:
        return _capitalise(long) if surface[0].isupper() else long
    if long in helper_words("signing") or context.opens_sentence(first):
        return _capitalise(long)
    if reading.kind in _IN_NAMES and (_follows_head(context, first) or _begins_name(context, first)):
        return _capitalise(long)
    if reading.kind in _IN_NAMES | {"code"} and _is_filed(context, first):
        return long if long.startswith(tuple(helper_words("not_unit"))) else _capitalise(long)
    if reading.kind == "place" and long.startswith("khu ") and context.is_capitalised(stop):
        return _capitalise(long)
    return long


def _capitalise(long: str) -> str:
    return long[:1].upper() + long[1:]


def _capitalise_office(long: str) -> str:
    """Capitalise each office of a list, and behind ``phó`` the office itself.

    >>> _capitalise_office("phó giáo sư, tiến sĩ")
    'Phó Giáo sư, Tiến sĩ'
    """
    parts = []
    for part in long.split(", "):
        deputy, space, office = part.partition(" ")
        parts.append(f"{_capitalise(deputy)}{space}{_capitalise(office) if deputy == 'phó' else office}")
    return ", ".join(parts)


def _is_office(reading: Reading) -> bool:
    if reading.kind == "title" and reading.domain in _COURT_FIELDS:
        return True
    if reading.kind not in ("title", "degree", "party_role"):
        return False
    offices = _office_words()
    first = reading.long.split(", ")[0]
    return first in offices or any(first.startswith(f"{office} ") for office in _prefixes(first) if office in offices)


def _prefixes(long: str) -> list[str]:
    words = long.split(" ")
    return [" ".join(words[:count]) for count in range(1, len(words))]


def _is_capital_word(context: Context, token: int) -> bool:
    """Whether an ordinary word in capitals stands at a token, not a short form or an initial."""
    if not context.shape[token] & Shape.UPPER or context.shape[token] & Shape.SINGLE:
        return False
    return context.surface[token] not in short_forms().by_first and is_syllable(context.form[token])


def _is_among_capitals(context: Context, reading: Reading, first: int, stop: int) -> bool:
    if context.capitals[first] and _line_has_capital_word(context, first):
        return True
    if stop < context.count and context.follows(stop) and _is_capital_word(context, stop):
        return True
    if context.capitals[first] and reading.long in helper_words("signing"):
        return True
    ends = stop >= context.count or context.wide_gap(stop)
    return ends and context.follows(first) and not context.wide_gap(first) and _is_capital_word(context, first - 1)


def _line_has_capital_word(context: Context, token: int) -> bool:
    first = token
    while first > 0 and context.gap[first] < Gap.LINE:
        first -= 1
    stop = token + 1
    while stop < context.count and context.gap[stop] < Gap.LINE:
        stop += 1
    return any(_is_capital_word(context, index) for index in range(first, stop))


def _follows_head(context: Context, first: int) -> bool:
    """Whether the words before are the head of a name, written with a capital: ``Cục``, ``Ban chỉ đạo``, ``Luật``."""
    heads = helper_words("name_head")
    for length in range(1, _LONGEST_HEAD + 1):
        start = first - length
        if start < 0 or context.gap[start + 1] >= Gap.PARAGRAPH:
            return False
        if " ".join(context.form[start:first]) in heads and context.shape[start] & (Shape.TITLE | Shape.UPPER):
            return True
    return False


def _begins_name(context: Context, first: int) -> bool:
    """Whether a short form alone opens the name of a body: ``THADS tỉnh Cà Mau``."""
    span = context.span(first)
    if span is not None:
        return span.label == "AGENCY" and span.first == first
    return False


def _is_filed(context: Context, first: int) -> bool:
    """Whether a short form is an entry of the list behind ``Lưu:``."""
    line_first, _ = context.line(first, 16)
    for token in range(first - 1, line_first - 1, -1):
        if context.form[token] == "lưu":
            return True
        if context.gap[token] >= Gap.LINE:
            return False
    return False
