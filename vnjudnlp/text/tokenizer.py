"""Tokens of a piece of text without white space: syllables, numbers, document numbers, abbreviations, punctuation.

Dates and document numbers that are written without a space are one token; what a scan has torn apart is put together
by the grammar, not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from vnjudnlp.batch import INVISIBLE, Kind, PieceToken, Shape
from vnjudnlp.resources import read_table
from vnjudnlp.text.normalization import NormalizedPiece

__all__ = ["PieceToken", "fold", "split_phrase", "tokenize_piece"]

_LONGEST_CACHED = 64

# no superscripts of footnotes and units, no fractions, though they count as letters
_LETTER = r"[^\W\d_¹²³¼-¾⁰-⁹₀-₉⅐-⅟①-⓿]"
_MARK = rf"[\u0300-\u036f{INVISIBLE}]"
_UPPER = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠ-Ỹ"

# two or three letters that are written as the initial of an anonymised name: "Th3", "Ng1"
_INITIAL = "(?:Ch|Gh|Gi|Kh|Ngh?|Nh|Ph|Qu|Th|Tr)"
_NUMBERED_INITIAL = re.compile(rf"{_INITIAL}\d+")

# a part of a document number such as "HNGĐ" or "P2.1"; a full stop inside it is no sentence's end: not "CP.Ngày"
_CODE_PART = rf"\w+(?:\.[{_UPPER}\d]+(?!{_LETTER}))*"

# each part: a name, examples that it matches whole, one that it does not
_PATTERNS = {
    # https://moj.gov.vn/x, an@moj.gov.vn; not moj.gov.vn
    "address": r"(?:https?://|www\.)[^\s\x00<>\"“”]*[^\s\x00<>\"“”.,;:!?)\]]"
    r"|[A-Za-z0-9_+-][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}",
    # 62/2015/NĐ-CP, 15/2021/HNGĐ-ST, 210/QĐ-CTHADS, 06-NQ/TW, AA/2016/0000105, 27B1-234.05; not 12/4/2022
    "code": rf"(?<![\w/])(?:\d{{1,6}}[A-Za-zĐđ]?/(?:\d{{2,4}}/)?(?=[A-ZĐƯ]){_CODE_PART}(?:[-–/&]{_CODE_PART})*"
    rf"|\d{{1,4}}[-–][A-ZĐ]{{1,6}}/[A-ZĐ]{{2}}[{_UPPER}\d]*(?:-[{_UPPER}\d]+)*(?![\w])"
    rf"|[A-Z]{{1,3}}/\d{{2,4}}[A-Z]?/\d+|\d{{2}}[A-ZĐ][A-Z\d]?-\d{{3}}\.?\d{{1,2}}(?!\d))",
    # T.Y.T.N, N.V. (before a name such as "Anh"), PGS.ThS, T.Ư, KH&ĐT; not 12.4, TP.Vinh
    "abbreviation": rf"(?<![\w.])(?:[{_UPPER}]\.){{2,}}(?:[{_UPPER}](?![\w])|(?![\w])|(?=[{_UPPER}][^\W\d_{_UPPER}]))"
    rf"|(?<![\w.])(?:[{_UPPER}]{{1,4}}\.){{1,4}}[{_UPPER}][a-zđ]?[{_UPPER}]{{0,4}}(?<![a-zđ])(?![\w.]*\w)"
    rf"|[{_UPPER}]{{1,6}}(?:&[{_UPPER}]{{1,6}})+(?![\w])",
    # 1.200.000, 47,28, 08:30, 12/4, 2021-2025; not the comma of "30/4,1/5"
    "number": r"\d+(?:[./:–-]\d+|,\d+(?![\d]*/))*",
    # Hoàng, H'Hen, PC01, QH14, Th3, m2; not 2m
    "syllable": rf"(?:[{_UPPER}]{{1,5}}|{_INITIAL})\d+[A-Za-zĐđ]?(?![\w])|[cdk]?m[23²³](?![\w])"
    rf"|{_LETTER}(?:{_LETTER}|{_MARK})*(?:'{_LETTER}(?:{_LETTER}|{_MARK})*)*",
    # ..., -----, (; not %a
    "punctuation": r"\.{2,}|(?P<run>[-–—_=*~#.…])(?P=run)+|[!-/:-@\[-`{-~–—‘’“”„«»…•·●○■□▪►◦*†‡§¶]",
    # anything else
    "symbol": r"[^\s\x00]",
}
_KINDS = {
    "lexical": Kind.ABBREVIATION,
    "address": Kind.ADDRESS,
    "code": Kind.CODE,
    "abbreviation": Kind.ABBREVIATION,
    "number": Kind.NUMBER,
    "syllable": Kind.SYLLABLE,
    "punctuation": Kind.PUNCTUATION,
    "symbol": Kind.SYMBOL,
}


@lru_cache(maxsize=1)
def _token_pattern() -> re.Pattern[str]:
    """Compile the tokenizer; short forms of the lexicon with a full stop or a slash stay whole."""
    shorts = {row["short"] for row in read_table("lexicons/abbreviations.tsv")}
    dotted = {short for short in shorts if not short[0].isdigit() and re.search(r"[./]", short) and " " not in short}
    forms = {form for short in dotted for form in (short, short[0].upper() + short[1:], short[0].lower() + short[1:])}
    # a letter with a full stop is as often the initial of a name or the number of a clause
    whole = sorted((form for form in forms if len(form) > 2 or not form.endswith(".")), key=len, reverse=True)
    # a letter may follow a full stop, as in "TP.Vinh", but not a letter: "T.P" is not in "T.Phương"
    lexical = "|".join(re.escape(form) + ("" if form.endswith(".") else rf"(?!{_LETTER})") for form in whole)
    patterns = {"lexical": rf"(?<![\w.&/])(?:{lexical or '(?!)'})", **_PATTERNS}
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns.items()))


def fold(text: str) -> str:
    """Lower a text character by character, so that its length stays the same.

    >>> fold("İstanbul THA")
    'İstanbul tha'
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def split_phrase(phrase: str) -> list[str]:
    """Split a lexicon's phrase as running text is split, in lower case.

    >>> split_phrase("Hộ tịch, quốc tịch")
    ['hộ', 'tịch', ',', 'quốc', 'tịch']
    """
    if phrase.replace(" ", "").isalpha():
        return fold(phrase).split(" ")
    return [fold(match[0]) for match in _token_pattern().finditer(phrase)]


def tokenize_piece(piece: NormalizedPiece) -> tuple[PieceToken, ...]:
    """Find the tokens of a piece.

    Args:
        piece: a normalised piece.

    Returns:
        its tokens, in order; they cover every character, and no two of them come of the same raw character.

    >>> [token.surface for token in tokenize_piece(NormalizedPiece("12/4/2022),", range(11), range(1, 12)))]
    ['12/4/2022', ')', ',']
    """
    return _cached(piece) if len(piece.text) <= _LONGEST_CACHED else _tokenize(piece)


def _tokenize(piece: NormalizedPiece) -> tuple[PieceToken, ...]:
    text = piece.text
    tokens: list[PieceToken] = []
    shapes: dict[str, int] = {}
    for start, end, kind in _matches(piece):
        surface = text[start:end]
        shape = shapes.get(surface)
        if shape is None:
            shape = shapes[surface] = int(_shape(surface))
        raw_start, raw_end = piece.start[start], piece.end[end - 1]
        tokens.append(PieceToken(start, end, kind, shape, surface, fold(surface), raw_start, raw_end))
    return tuple(tokens)


_cached = lru_cache(maxsize=65536)(_tokenize)


def _matches(piece: NormalizedPiece) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and kind of the tokens; where one raw character became several, they are not torn apart."""
    pending: tuple[int, int, int] | None = None
    for match in _token_pattern().finditer(piece.text):
        start, end = match.span()
        if pending is not None:
            if piece.start[start] < piece.end[start - 1]:
                pending = (pending[0], end, pending[2])
                continue
            yield pending
        pending = (start, end, int(_KINDS[match.lastgroup or "symbol"]))
    if pending is not None:
        yield pending


def _shape(surface: str) -> Shape:
    letters = [character for character in surface if character.isalpha()]
    if not letters:
        return Shape.DIGIT if any(character.isdigit() for character in surface) else Shape.NONE
    if not any(character.isupper() for character in letters):
        return Shape.LOWER
    if len(letters) == 1 or _NUMBERED_INITIAL.fullmatch(surface):
        return Shape.SINGLE | Shape.UPPER
    if not any(character.islower() for character in letters):
        return Shape.UPPER
    return Shape.TITLE if letters[0].isupper() else Shape.LOWER
