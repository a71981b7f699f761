"""The words and numbers of a date expression: the lexicon, and the cut of a span into lexemes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from vnjudnlp.dates.misreadings import mend
from vnjudnlp.dates.spelled import read_spelled_year
from vnjudnlp.resources import read_table

__all__ = ["Lexeme", "read_lexemes"]


class Lexeme(NamedTuple):
    """A word, phrase, number run or mark of a date expression.

    Attributes:
        kind: ``"time"``, ``"numbers"``, ``"mark"``, ``"unknown"`` or a kind of ``date_words.tsv``.
        value: what the lexicon says of it; ``"HH:MM"`` as written for a time.
        text: its characters in lower case.
    """

    kind: str
    value: str
    text: str


_PIECE = re.compile(
    # 08 giờ 30 phút, 21h30, 8h, 8g30, 9 giờ kém 15, 08:30; not the 14 of 14/4, nor 30 minutes in 8h 30/4
    r"(?P<time>(?<!\d)(?P<hour>\d{1,2})"
    r"(?:\s?(?:giờ|h|g)(?![^\W\d_])"
    r"(?:(?P<glued>[0-5]\d)(?!\d|/)"
    r"|\s?(?P<minute>[0-5]?\d)(?!\d|\s?[/.]\s?\d|\s?[\-–—]\s?\d+(?!\d|\s?(?:giờ|h|:\d))|\s?tháng)"
    r"|\s(?P<half>rưỡi)|\ském\s(?P<short>[1-5]?\d)(?!\d))?"
    r"(?:\s?(?:phút|ph|p)(?![^\W\d_])|')?"
    r"|:(?P<clock>[0-5]\d)(?::[0-5]\d)?(?!\d)))"
    # 12/4/2022, 04- 02- 2013, 14 - 15/8; not the 08 of 13/04/2022 - 08:30
    r"|(?P<numbers>\d+(?:\s?[/.\-–—]\s?\d+(?!\d|\s?(?:giờ|h(?![^\W\d_])|g\d|:\d)))*)"
    # ngày, quý; not 12
    r"|(?P<word>[^\W\d_]+)"
    # a comma, a bracket; not a letter
    r"|(?P<mark>\S)"
)

# matches "  " and "\n"; does not match ""
_SPACE = re.compile(r"\s+")

# matches "gmt+7" and " (gmt +7)"; does not match "08:30"
_TIME_ZONE = re.compile(r" ?\(?(?:gmt|utc) ?[+-] ?\d{1,2}(?::\d{2})?\)?")

# matches "bảy" in "bảy giờ rưỡi", "mười lăm" in "mười lăm phút"; does not match "ba" in "ba ngày"
_COUNTED_TIME = re.compile(r"(?<![^\W_])((?:[^\W\d_]+ ){1,3})(?=giờ(?![^\W_])|phút(?![^\W_]))")


@lru_cache(maxsize=1)
def _phrases() -> tuple[dict[str, tuple[str, str]], dict[str, int]]:
    """Return the phrases of the lexicon and, for each first word, the length of its longest phrase."""
    table: dict[str, tuple[str, str]] = {}
    longest: dict[str, int] = {}
    for row in (*read_table("lexicons/date_words.tsv"), *read_table("lexicons/date_years.tsv")):
        table[row["form"]] = (row["kind"], row["value"])
        first, *others = row["form"].split(" ")
        longest[first] = max(longest.get(first, 1), 1 + len(others))
    return table, longest


def read_lexemes(span: str) -> list[Lexeme]:
    """Cut a span into the lexemes of the date grammar, the longest phrase first.

    Args:
        span: the characters of a DATE span, normalised.

    Returns:
        its lexemes in order.

    >>> [(lexeme.kind, lexeme.value) for lexeme in read_lexemes("Chiều thứ Tư, 29/10")]
    [('part', 'AF'), ('weekday', '2'), ('mark', ','), ('numbers', '29/10')]
    """
    cleaned = _TIME_ZONE.sub("", _SPACE.sub(" ", span.lower())).strip()
    cleaned = _COUNTED_TIME.sub(_in_figures, mend(cleaned))
    pieces = list(_PIECE.finditer(cleaned))
    texts = [piece[0] for piece in pieces]
    table, longest = _phrases()
    lexemes: list[Lexeme] = []
    index = 0
    while index < len(pieces):
        kind, text = str(pieces[index].lastgroup), texts[index]
        if kind == "time":
            lexemes.append(Lexeme(kind, _time(pieces[index]), text))
        elif kind == "word":
            phrase, length = _longest_phrase(texts, index, longest.get(text, 1), table)
            kind, value = table.get(phrase, ("unknown", phrase))
            lexemes.append(Lexeme(kind, value, phrase))
            index += length - 1
        else:
            lexemes.append(Lexeme(kind, text, text))
        index += 1
    return _with_years_in_figures(lexemes)


def _in_figures(words: re.Match[str]) -> str:
    """Write the number before ``giờ`` or ``phút`` in figures."""
    table, _ = _phrases()
    parts = words[1].split()
    for start in range(len(parts)):
        kind, value = table.get(" ".join(parts[start:]), ("", ""))
        if kind == "number":
            return "".join(f"{part} " for part in (*parts[:start], value))
    return words[0]


def _with_years_in_figures(lexemes: list[Lexeme]) -> list[Lexeme]:
    if all(lexeme.kind != "scale" for lexeme in lexemes):
        return lexemes
    result: list[Lexeme] = []
    index = 0
    while index < len(lexemes):
        found = read_spelled_year([(lexeme.kind, lexeme.value) for lexeme in lexemes[index:]])
        if found is None:
            result.append(lexemes[index])
            index += 1
        else:
            year, length = found
            result.append(Lexeme("numbers", str(year), str(year)))
            index += length
    return result


def _longest_phrase(texts: list[str], start: int, longest: int, table: dict[str, tuple[str, str]]) -> tuple[str, int]:
    for length in range(min(longest, len(texts) - start), 1, -1):
        phrase = " ".join(texts[start : start + length])
        if phrase in table:
            return phrase, length
    return texts[start], 1


def _time(piece: re.Match[str]) -> str:
    hour = int(piece["hour"])
    minute = int(piece["glued"] or piece["minute"] or piece["clock"] or 0)
    if piece["half"]:
        minute = 30
    if piece["short"]:
        hour, minute = hour - 1, 60 - int(piece["short"])
    return f"{hour:02}:{minute:02}"
