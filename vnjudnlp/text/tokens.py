"""Tokens of the view: syllables, numbers, document numbers, dotted abbreviations, punctuation.

A token never holds white space. Dates and document numbers that are written without a space are one token;
what a scan has torn apart is put together by the grammar, not here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from vnjudnlp.batch import INVISIBLE, Batch, BoolArray, Gap, IntArray, Kind, Shape, SmallIntArray, Tokens
from vnjudnlp.resources import read_table
from vnjudnlp.text.sentences import sentence_starts
from vnjudnlp.text.view import normalize

__all__ = ["fold", "read_texts", "split_phrase"]

_LETTER = r"[^\W\d_¹²³⁰-⁹₀-₉]"
_MARK = rf"[\u0300-\u036f{INVISIBLE}]"
_UPPER = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠ-Ỹ"

# each part: a name, an example that it matches whole, one that it does not
_PATTERNS = {
    # https://moj.gov.vn/x, an@moj.gov.vn
    "address": r"(?:https?://|www\.)[^\s\x00<>\"“”]*[^\s\x00<>\"“”.,;:!?)\]]"
    r"|[A-Za-z0-9_+-][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}",
    # 62/2015/NĐ-CP, 15/2021/HNGĐ-ST, 210/QĐ-CTHADS, AA/2016/0000105, 27B1-234.05; not 12/4/2022
    "code": rf"(?<![\w/])(?:\d{{1,6}}[A-Za-zĐđ]?/(?:\d{{2,4}}/)?(?=[A-ZĐƯ])[{_UPPER}][\wĐđ.]*(?:[-–/&][\wĐđ]+(?:\.[\w]+)*)*"
    rf"|[A-Z]{{1,3}}/\d{{2,4}}[A-Z]?/\d+|\d{{2}}[A-ZĐ][A-Z\d]?-\d{{3}}\.?\d{{1,2}}(?!\d))",
    # T.Y.T.N, PGS.TS, T.Ư, KH&ĐT; not 12.4
    "abbreviation": rf"(?<![\w.])(?:[{_UPPER}]\.){{2,}}[{_UPPER}]?(?![\w])"
    rf"|(?<![\w.])(?:[{_UPPER}]{{1,4}}\.){{1,4}}[{_UPPER}][{_UPPER}a-zđ]{{0,4}}(?![\w.]*\w)"
    rf"|[{_UPPER}]{{1,6}}(?:&[{_UPPER}]{{1,6}})+(?![\w])",
    # 12/4, 1.200.000, 2021-2025, 47,28, 08:30
    "number": r"\d+(?:[.,/:–-]\d+)*",
    # Hoàng, H'Hen, PC01, QH14
    "syllable": rf"[{_UPPER}]{{1,5}}\d+[A-Za-zĐđ]?(?![\w])|{_LETTER}(?:{_LETTER}|{_MARK})*(?:'{_LETTER}(?:{_LETTER}|{_MARK})*)*",
    "punctuation": r"\.{2,}|([-–—_=*~#.…])\1+|[!-/:-@\[-`{-~–—‘’“”„«»…•·●○■□▪►◦*†‡§¶]",
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
    forms = {row["short"] for row in read_table("lexicons/abbreviations.tsv")}
    dotted = {form for form in forms if not form[0].isdigit() and re.search(r"[./]", form) and " " not in form}
    variants = {variant for form in dotted for variant in (form, form[0].upper() + form[1:], form[0].lower() + form[1:])}
    ordered = sorted((variant for variant in variants if variant[1:2] != "." or len(variant) > 2), key=len, reverse=True)
    lexical = "|".join(map(re.escape, ordered)) or r"(?!)"
    edge = r"(?![^\W\d_])" if ordered else ""
    patterns = {"lexical": rf"(?<![\w.&/])(?:{lexical}){edge}", **_PATTERNS}
    # a back-reference counts from the whole pattern, so it is written by name
    patterns["punctuation"] = patterns["punctuation"].replace(r"([-–—_=*~#.…])\1+", r"(?P<run>[-–—_=*~#.…])(?P=run)+")
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns.items()))


def _shape(surface: str) -> Shape:
    letters = [character for character in surface if character.isalpha()]
    if not letters:
        return Shape.DIGIT if any(character.isdigit() for character in surface) else Shape.NONE
    if not any(character.isupper() for character in letters):
        return Shape.LOWER
    if len(letters) == 1:
        return Shape.SINGLE | Shape.UPPER
    if not any(character.islower() for character in letters):
        return Shape.UPPER
    return Shape.TITLE if letters[0].isupper() else Shape.LOWER


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
    return [fold(match[0]) for match in _token_pattern().finditer(phrase)]


def read_texts(texts: Sequence[str], doc_dates: Sequence[datetime.date | None] | None = None) -> Batch:
    """Make a batch of raw texts: their view, tokens and sentences.

    Args:
        texts: raw texts in any Unicode form.
        doc_dates: the date of each document, where known; as many as there are texts.

    Returns:
        the batch; its tokens are in order and cover every character that is not white space.

    Raises:
        ValueError: the number of dates is not that of the texts.
    """
    dates: list[datetime.date | None] = [None] * len(texts) if doc_dates is None else list(doc_dates)
    if len(dates) != len(texts):
        raise ValueError(f"{len(texts)} texts with {len(dates)} dates")
    views = [normalize(text) for text in texts]
    view = "".join(f"{part.text}\x00" for part in views)
    separator = np.zeros(1, dtype=np.int64)
    none: IntArray = np.zeros(0, dtype=np.int64)
    map_start = np.concatenate([none, *(array for part in views for array in (part.start, separator))])
    map_end = np.concatenate([none, *(array for part in views for array in (part.end, separator))])
    view_ends = np.cumsum([len(part.text) + 1 for part in views], dtype=np.int64) if views else none
    tokens = _tokenize(view, fold(view), map_start, map_end, view_ends)
    document_first = np.searchsorted(tokens.document, np.arange(len(texts) + 1))
    return Batch(
        texts=list(texts),
        doc_dates=dates,
        view=view,
        view_folded=fold(view),
        map_start=map_start,
        map_end=map_end,
        tokens=tokens,
        document_first=document_first.astype(np.int64),
        sentence_first=sentence_starts(tokens),
    )


def _tokenize(view: str, folded: str, map_start: IntArray, map_end: IntArray, view_ends: IntArray) -> Tokens:
    found = [(match.start(), match.end(), match.lastgroup or "symbol") for match in _token_pattern().finditer(view)]
    starts = np.array([start for start, _, _ in found], dtype=np.int64)
    ends = np.array([end for _, end, _ in found], dtype=np.int64)
    surface = [view[start:end] for start, end, _ in found]
    shapes = {form: int(_shape(form)) for form in set(surface)}
    gap = _gaps(view, starts, ends)
    document = np.searchsorted(view_ends, starts, side="right").astype(np.int64)
    if len(found):
        gap[np.flatnonzero(np.diff(document, prepend=-1))] = Gap.DOCUMENT
    shape = np.array([shapes[form] for form in surface], dtype=np.int8)
    line = np.cumsum(gap >= Gap.LINE, dtype=np.int64) - 1
    return Tokens(
        document=document,
        start=map_start[starts],
        end=map_end[ends - 1],
        view_start=starts,
        view_end=ends,
        kind=np.array([_KINDS[name] for _, _, name in found], dtype=np.int8),
        shape=shape,
        gap=gap,
        line=line,
        capitals=_capital_lines(shape, line),
        surface=surface,
        form=[folded[start:end] for start, end, _ in found],
    )


def _gaps(view: str, starts: IntArray, ends: IntArray) -> SmallIntArray:
    """Say what stands before each token; only line breaks need a look at the characters."""
    gap = np.zeros(len(starts), dtype=np.int8)
    if not len(starts):
        return gap
    previous = np.concatenate([[0], ends[:-1]])
    gap[starts > previous] = Gap.SPACE
    single = np.array([match.start() for match in re.finditer(r"\n", view)], dtype=np.int64)
    breaks = np.searchsorted(single, starts) - np.searchsorted(single, previous)
    gap[breaks == 1] = Gap.LINE
    gap[breaks > 1] = Gap.PARAGRAPH
    return gap


def _capital_lines(shape: SmallIntArray, line: IntArray) -> BoolArray:
    """Find the lines without small letters: at least one word of two capitals and no lower or title case."""
    if not len(line):
        return np.zeros(0, dtype=np.bool_)
    count = int(line[-1]) + 1
    small = np.bincount(line[(shape & (Shape.LOWER | Shape.TITLE)) != 0], minlength=count)
    large = np.bincount(line[shape == Shape.UPPER], minlength=count)
    result: BoolArray = ((small == 0) & (large > 0))[line]
    return result
