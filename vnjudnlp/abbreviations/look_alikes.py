"""Letters that look like a short form where they stand and are a person's initials, a unit, a brand or a code.

The rules ask for words only, so that they hold for texts without tags too.
"""

from __future__ import annotations

from vnjudnlp.abbreviations.alignment import letters_of
from vnjudnlp.abbreviations.context import SINGLE, TITLE, UPPER, Context, surnames
from vnjudnlp.abbreviations.short_forms import document_kinds, helper_words
from vnjudnlp.batch import Gap, Kind
from vnjudnlp.text.syllables import is_syllable

__all__ = ["is_brand", "is_initials", "is_lone_letter", "is_serial", "is_unit"]

_CAPITAL = TITLE | UPPER
_LETTERS_OF_INITIALS = 2
_LETTERS_OF_CODE = 3
_LONGEST_NAME = 4
_MACHINE_REACH = 8
_HOLDER_REACH = 3
_CERTIFICATE_FIGURES = 6
# "Sùng A Tr.", "H Y Nguyệt"
_SINGLE_NAMES = frozenset({"A", "Y", "K", "H", "K'"})
_BYLINE_EDGES = frozenset({"(", ":", "-", "–", "/", "và"})
_OFFICES = ("title", "degree")


def is_initials(context: Context, first: int, stop: int) -> bool:
    """Whether the letters hide a name or begin one: ``ông T``, ``Nguyễn Văn TP``, ``(Tin: Q.Thắm)``, ``P. Q. V.``.

    Args:
        context: the batch.
        first: the first token of the letters.
        stop: the token behind the last.
    """
    surface = context.surface
    letters = letters_of(surface[first] if stop - first == 1 else context.batch.surface(first, stop))
    behind = stop if surface[stop - 1] == "." or stop >= context.count or surface[stop] != "." else stop + 1
    has_stop = surface[behind - 1].endswith(".")
    if has_stop and _is_dotted(surface[first]) and _is_title_glued(context, behind):
        return True
    # "T2" tells a second person apart whose name begins with T
    is_numbered = letters[1:].isdigit()
    if len(letters) > _LETTERS_OF_INITIALS or not (letters.isalpha() or is_numbered):
        return False
    if len(letters) == 1 and has_stop and _is_in_chain(context, first, behind):
        return True
    if _follows_addressee(context, first):
        return not _holds_office(context, first, stop, behind, has_stop=has_stop)
    if _follows_name(context, first, is_single=len(letters) == 1):
        return not _goes_on(context, behind)
    is_byline = not context.follows(first) or context.form[first - 1] in _BYLINE_EDGES
    return has_stop and letters[1:].islower() == (len(letters) > 1) and is_byline and _is_lone_name(context, behind)


def is_lone_letter(context: Context, first: int, stop: int) -> bool:
    """Whether a single letter with a full stop has nothing behind it that it could shorten: ``thấy Đ. chạy xe``.

    Behind ``H.`` and ``Đ.`` stands a name or a number; of the few that need none the role ``stands_alone`` knows.

    Args:
        context: the batch.
        first: the token of the letter.
        stop: the token behind it, or behind its full stop.
    """
    surface = context.surface
    if not (surface[stop - 1].endswith(".") or (stop < context.count and surface[stop] == ".")):
        return False
    letters = letters_of(context.batch.surface(first, stop))
    if len(letters) != 1 or letters.lower() in helper_words("stands_alone"):
        return False
    behind = stop if surface[stop - 1].endswith(".") else stop + 1
    if not context.follows(behind):
        return behind < context.count and context.gap[behind] < Gap.PARAGRAPH
    if context.kind[behind] in (Kind.NUMBER, Kind.CODE) or context.gap[behind] == Gap.GLUED:
        return False
    if not context.shape[behind] & (TITLE | UPPER):
        return True
    # a name goes on with a capital or ends; a sentence goes on in small letters
    following = behind + 1
    is_small = context.follows(following) and context.kind[following] == Kind.SYLLABLE
    return is_small and not context.shape[following] & (TITLE | UPPER) and not context.is_place(behind)


def _is_dotted(surface: str) -> bool:
    """Whether single letters are parted by full stops: ``P.V``."""
    return "." in surface and all(len(letter) == 1 for letter in surface.strip(".").split("."))


def _is_title_glued(context: Context, token: int) -> bool:
    return token < context.count and context.gap[token] == Gap.GLUED and bool(context.shape[token] & TITLE)


def _is_in_chain(context: Context, first: int, behind: int) -> bool:
    """Whether another single letter with a full stop stands beside: ``P. Q. V.``, ``T.M.Q.``."""
    surface, shape = context.surface, context.shape
    if first > 1 and context.follows(first) and surface[first - 1] == "." and context.gap[first - 1] == Gap.GLUED:
        before = surface[first - 2]
        if shape[first - 2] & SINGLE and shape[first - 2] & UPPER:
            return True
        if _is_dotted(before) and context.gap[first] == Gap.GLUED:
            return True
    if behind + 1 >= context.count or not context.follows(behind) or surface[behind + 1] != ".":
        return False
    return bool(shape[behind] & SINGLE and shape[behind] & UPPER) and context.gap[behind + 1] == Gap.GLUED


def _follows_addressee(context: Context, first: int) -> bool:
    """Whether a word for a person stands before: ``ông``, ``bị hại``."""
    if not context.follows(first) or context.wide_gap(first):
        return False
    form = context.form
    addressee = helper_words("addressee")
    if form[first - 1] in addressee:
        return not (first > 1 and form[first - 2] in helper_words("not_addressee"))
    return first > 1 and f"{form[first - 2]} {form[first - 1]}" in addressee


def _holds_office(context: Context, first: int, stop: int, behind: int, *, has_stop: bool) -> bool:
    """Whether the letters are the office or degree of the person named: ``ông CT UBND``, ``bà TS Nguyễn Thị Na``."""
    short = context.batch.surface(first, stop)
    if not any(reading.kind in _OFFICES for reading in context.lexicon.readings.get(short, ())):
        return False
    if has_stop and len(letters_of(short)) == 1:
        return behind < context.count and context.surface[behind] in context.lexicon.by_first
    if not context.follows(behind):
        return False
    return bool(context.shape[behind] & (TITLE | UPPER)) or context.form[behind] in helper_words("level")


def _follows_name(context: Context, first: int, *, is_single: bool) -> bool:
    """Whether a surname and more of a name stand before; before a single letter a surname is enough."""
    start = first
    while first - start < _LONGEST_NAME and context.follows(start) and not context.wide_gap(start):
        before = start - 1
        if not (context.shape[before] & TITLE or context.surface[before] in _SINGLE_NAMES):
            break
        start = before
    known = surnames()
    names = range(start, first if is_single else first - 1)
    return any(
        context.form[name] in known
        and (context.form[name + 1] in helper_words("middle_name") or not context.is_place(name))
        for name in names
    )


def _goes_on(context: Context, token: int) -> bool:
    """Whether a number or a name follows, as behind ``đường Nguyễn Trãi Q.``; ``4 tuổi`` is said of a person."""
    if not context.follows(token):
        return False
    if context.kind[token] in (Kind.NUMBER, Kind.CODE):
        return not (context.follows(token + 1) and context.form[token + 1] == "tuổi")
    return bool(context.shape[token] & (TITLE | UPPER)) and (
        context.gap[token] == Gap.GLUED or context.surface[token - 1] != "." or context.is_place(token)
    )


def _is_lone_name(context: Context, token: int) -> bool:
    """Whether one word with a capital and nothing more of a name stands at a token."""
    if not context.follows(token) or not context.shape[token] & TITLE or context.is_place(token):
        return False
    return not context.follows(token + 1) or context.kind[token + 1] == Kind.PUNCTUATION


def is_unit(context: Context, first: int, stop: int) -> bool:
    """Whether the letters measure the number before them: ``13 HP``, ``tàu 350 CV``, ``38,4 BTC``."""
    if stop - first != 1 or not context.follows(first) or context.kind[first - 1] != Kind.NUMBER:
        return False
    form = context.form[first]
    before = first - 2
    if form in helper_words("unit"):
        return before < 0 or context.form[before] != "số"
    if form not in helper_words("machine_unit"):
        return False
    start, _ = context.line(first, _MACHINE_REACH)
    return not helper_words("machine").isdisjoint(context.form[start:first])


def is_brand(context: Context, first: int, stop: int) -> bool:
    """Whether a foreign word of company names follows the letters: ``CT Group``, ``HD Bank``; not ``CP Land``."""
    return (
        context.follows(stop)
        and bool(context.shape[stop] & _CAPITAL)
        and context.form[stop] in helper_words("brand_tail")
        and context.form[first] not in helper_words("company_form")
    )


def is_serial(context: Context, first: int, stop: int) -> bool:
    """Whether the letters are part of a plate, of a flight or of a certificate's number: ``tàu KG 94xxx TS``.

    Args:
        context: the batch.
        first: the first token of the letters.
        stop: the token behind the last.
    """
    if stop - first != 1 or len(letters_of(context.surface[first])) > _LETTERS_OF_CODE:
        return False
    if context.form[first] in helper_words("plate_word"):
        return False
    return _opens_serial(context, first, stop) or _ends_serial(context, first, stop)


def _opens_serial(context: Context, first: int, stop: int) -> bool:
    if not context.follows(stop) or not context.follows(first):
        return False
    if context.kind[stop] not in (Kind.NUMBER, Kind.CODE):
        return False
    if context.form[first - 1] in helper_words("certificate"):
        figures = context.surface[stop]
        if stop + 1 < context.count and context.gap[stop + 1] == Gap.GLUED and set(context.form[stop + 1]) == {"x"}:
            figures += context.surface[stop + 1]
        return len(figures) == _CERTIFICATE_FIGURES and figures.isalnum()
    holders = helper_words("code_holder")
    for before in range(first - 1, max(-1, first - 1 - _HOLDER_REACH), -1):
        if context.form[before] in holders:
            return True
        # "tàu câu mực TH 7065", "xe Toyota CT 200"; not "xe chạy trên QL 6"
        is_foreign = context.shape[before] & TITLE and not is_syllable(context.form[before])
        if not (is_foreign or context.form[before] in helper_words("holder_word")):
            return False
        if not context.follows(before):
            return False
    return False


def _ends_serial(context: Context, first: int, stop: int) -> bool:
    """Whether figures with letters before them end before the letters: ``BTh 98417 TS``, ``RD 1440 2 VN``."""
    if not context.follows(first):
        return False
    number = first - 1
    if set(context.form[number]) == {"x"} and number and context.gap[number] == Gap.GLUED:
        number -= 1
    if context.kind[number] != Kind.NUMBER or number < 1:
        return False
    before = number - 1
    if context.kind[before] == Kind.NUMBER and before:
        before -= 1
    if context.form[before] == "số" and before == number - 1:
        # "quyển số 01 TP/CC-SCC"
        is_slash = stop < context.count and context.surface[stop] == "/" and context.gap[stop] == Gap.GLUED
        return is_slash and stop + 1 < context.count and context.gap[stop + 1] == Gap.GLUED
    letters = context.surface[before]
    if not context.follows(number) or not 1 < len(letters) <= _LETTERS_OF_CODE or not letters.isalpha():
        return False
    if context.form[before] in document_kinds():
        return False
    return sum(map(str.isupper, letters)) > 1 and sum(map(len, context.surface[before + 1 : first])) > 1
