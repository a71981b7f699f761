"""Years written in words: ``hai nghìn không trăm hai mươi hai``, ``một nghìn chín trăm bốn mươi tám``."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["read_spelled_year"]

_THOUSAND, _HUNDRED, _TEN = 1000, 100, 10

Piece = tuple[str, str]
"""Kind and value of a lexeme."""


def read_spelled_year(pieces: Sequence[Piece]) -> tuple[int, int] | None:
    """Read a year in words at the beginning of lexemes.

    Args:
        pieces: kind and value of each lexeme.

    Returns:
        the year and how many lexemes it takes; None where there is none.

    >>> read_spelled_year([("number", "2"), ("scale", "1000"), ("zero", ""), ("scale", "100"), ("number", "22")])
    (2022, 5)
    """
    if len(pieces) < 2 or pieces[0][0] != "number" or pieces[1] != ("scale", str(_THOUSAND)):
        return None
    year, index = int(pieces[0][1]) * _THOUSAND, 2
    if pieces[index + 1 : index + 2] == [("scale", str(_HUNDRED))] and pieces[index][0] in ("number", "zero"):
        year += _HUNDRED * int(pieces[index][1] or 0)
        index += 2
    while index < len(pieces) and pieces[index][0] == "zero":
        index += 1
    if index < len(pieces) and pieces[index][0] == "number":
        rest = int(pieces[index][1])
        index += 1
        if rest % _TEN == 0 and index < len(pieces) and pieces[index][0] == "number" and int(pieces[index][1]) < _TEN:
            rest += int(pieces[index][1])
            index += 1
        year += rest
    return year, index
