"""In which case a long form would be written where its short form stands."""

from __future__ import annotations

from functools import lru_cache

from vnjudnlp.abbreviations.context import TITLE, UPPER, Context
from vnjudnlp.abbreviations.short_forms import Reading, document_kinds, helper_words
from vnjudnlp.batch import Gap, Kind
from vnjudnlp.resources import read_table

__all__ = ["case_long"]

_OFFICES = frozenset({"office", "unit_head", "court", "party", "degree"})
_COURT_FIELDS = frozenset({"court", "justice", "procuracy", "police"})
_IN_NAMES = frozenset({"word", "agency", "organisation", ""})
_FILED = _IN_NAMES | {"code"}
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
        in capitals among words in capitals; with a capital at the start of a sentence or a table's cell, behind the
        head of a name (``Cục THADS``), for an office of the courts and the State, for a document that is cited by its
        number; else as in running text.
    """
    long = reading.long
    if _is_among_capitals(context, reading, first, stop):
        return long.upper()
    if not long[:1].islower():
        return long
    if _is_office(reading) or (reading.kind == "title" and long in helper_words("office_prefix")):
        return _capitalise_office(long)
    surface = context.surface[first]
    if "/" in surface:
        return _capitalise(long) if surface[0].isupper() else long
    if long in helper_words("signing") or context.opens_sentence(first):
        return _capitalise(long)
    if reading.kind in _IN_NAMES and (_follows_head(context, first) or _begins_name(context, first)):
        return _capitalise(long)
    if reading.kind in _FILED and context.is_filed(first):
        return long if long.startswith(tuple(helper_words("not_unit"))) else _capitalise(long)
    return _capitalise(long) if _begins_proper_name(context, reading, stop) else long


def _begins_proper_name(context: Context, reading: Reading, stop: int) -> bool:
    """Whether what follows makes a name of the long form: ``khu phố Yên Bình``, ``quân khu 9``, ``quyết định số 1``."""
    if not context.follows(stop):
        return False
    if reading.kind == "place":
        if reading.long.startswith("khu "):
            return context.is_capitalised(stop)
        capital = tuple(context.form[stop : stop + 3])
        return capital[:1] in _capital_names() or capital in _capital_names()
    if reading.kind == "agency":
        return context.kind[stop] == Kind.NUMBER and context.gap[stop] == Gap.SPACE
    if reading.long not in document_kinds():
        return False
    number = stop + 1 if context.form[stop] == "số" else stop
    return number < context.count and (
        context.kind[number] == Kind.CODE or (number > stop and context.kind[number] == Kind.NUMBER)
    )


@lru_cache(maxsize=1)
def _capital_names() -> frozenset[tuple[str, ...]]:
    """Names in which the State writes the level with a capital too: ``Thành phố Hồ Chí Minh``."""
    return frozenset(tuple(name.split(" ")) for name in helper_words("level_capital"))


def _capitalise(long: str) -> str:
    return long[:1].upper() + long[1:]


def _capitalise_office(long: str) -> str:
    """Capitalise each office of a list, and behind ``phó`` and ``chánh`` the office itself.

    >>> _capitalise_office("phó giáo sư, tiến sĩ"), _capitalise_office("phó chánh án")
    ('Phó Giáo sư, Tiến sĩ', 'Phó Chánh án')
    """
    return ", ".join(map(_capitalise_one_office, long.split(", ")))


def _capitalise_one_office(office: str) -> str:
    prefix, _, rest = office.partition(" ")
    if " " in rest and prefix in helper_words("office_prefix"):
        return f"{_capitalise(prefix)} {_capitalise_one_office(rest)}"
    return _capitalise(office)


def _is_office(reading: Reading) -> bool:
    if reading.kind == "title" and reading.domain in _COURT_FIELDS:
        return True
    return reading.kind in ("title", "degree", "party_role") and _names_office(reading.long)


@lru_cache(maxsize=8192)
def _names_office(long: str) -> bool:
    offices = _office_words()
    first = long.split(", ")[0]
    return first in offices or any(first.startswith(f"{office} ") for office in _prefixes(first) if office in offices)


def _prefixes(long: str) -> list[str]:
    words = long.split(" ")
    return [" ".join(words[:count]) for count in range(1, len(words))]


def _is_among_capitals(context: Context, reading: Reading, first: int, stop: int) -> bool:
    if context.capitals[first] and context.has_capital_word(first):
        return True
    # "LS TRẦN VĂN AN": a name is written in capitals for its own sake
    if context.follows(stop) and context.is_capital_word(stop):
        behind = context.span(stop)
        if behind is None or behind.label != "PERSON":
            return True
    if context.capitals[first] and reading.long in helper_words("signing"):
        return True
    if not context.follows(first) or not context.is_capital_word(first - 1):
        return False
    return (stop >= context.count or context.wide_gap(stop)) and not context.wide_gap(first)


def _follows_head(context: Context, first: int) -> bool:
    """Whether the words before are the head of a name, written with a capital: ``Cục``, ``Ban chỉ đạo``, ``Luật``."""
    heads = helper_words("name_head")
    # "Trường PTDTBT THCS": a short form between belongs to the name too
    while first > 1 and context.follows(first) and context.surface[first - 1] in context.lexicon.by_first:
        first -= 1
    for length in range(1, _LONGEST_HEAD + 1):
        start = first - length
        if start < 0 or context.gap[start + 1] >= Gap.PARAGRAPH:
            return False
        if " ".join(context.form[start:first]) in heads and context.shape[start] & (TITLE | UPPER):
            return True
    return False


def _begins_name(context: Context, first: int) -> bool:
    """Whether a short form alone opens the name of a body: ``THADS tỉnh Cà Mau``."""
    span = context.span(first)
    if span is not None:
        return span.label == "AGENCY" and span.first == first
    return False
