"""What the word model sees of a token: the number of its form, how it is written, and what it is in names."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache

from vnjudnlp.batch import Kind, PieceToken, Shape
from vnjudnlp.resources import read_table
from vnjudnlp.text.syllables import is_syllable

__all__ = ["PAD", "UNKNOWN", "CaseClass", "NameClass", "case_class", "form_name", "form_number", "name_classes"]

PAD, UNKNOWN = 0, 1
"""The numbers of no token and of a form that the vocabulary does not have."""


class CaseClass(IntEnum):
    """How a token is written; a line in capitals tells nothing about a word's own capitals."""

    PAD = 0
    LOWER = 1
    TITLE = 2
    UPPER = 3
    SINGLE = 4
    NUMBER = 5
    PUNCTUATION = 6
    IN_CAPITALS = 7
    CODE = 8
    ABBREVIATION = 9
    FOREIGN_IN_CAPITALS = 10
    FOREIGN_TITLE = 11
    FOREIGN_LOWER = 12


class NameClass(IntEnum):
    """What a syllable can be in and beside names."""

    NONE = 0
    SURNAME = 1
    GIVEN = 2
    GIVEN_OR_HONORIFIC = 3
    HONORIFIC = 4
    LEVEL = 5
    SURNAME_OR_GIVEN = 6


_BY_KIND = {
    Kind.PUNCTUATION: CaseClass.PUNCTUATION,
    Kind.SYMBOL: CaseClass.PUNCTUATION,
    Kind.NUMBER: CaseClass.NUMBER,
    Kind.CODE: CaseClass.CODE,
    Kind.ADDRESS: CaseClass.CODE,
    Kind.ABBREVIATION: CaseClass.ABBREVIATION,
}
_MOST_DIGITS = 5


def case_class(token: PieceToken, in_capitals: bool) -> CaseClass:
    """Return how a token is written.

    Args:
        token: the token.
        in_capitals: whether its line is written in capitals throughout.
    """
    by_kind = _BY_KIND.get(Kind(token.kind))
    if by_kind is not None:
        return by_kind
    known = is_syllable(token.form)
    shape = token.shape
    if in_capitals and shape & Shape.UPPER:
        return CaseClass.IN_CAPITALS if known else CaseClass.FOREIGN_IN_CAPITALS
    if shape & Shape.SINGLE:
        return CaseClass.SINGLE
    if shape & Shape.UPPER:
        return CaseClass.UPPER if known else CaseClass.ABBREVIATION
    if shape & Shape.TITLE:
        return CaseClass.TITLE if known else CaseClass.FOREIGN_TITLE
    return CaseClass.LOWER if known else CaseClass.FOREIGN_LOWER


def form_name(token: PieceToken) -> str:
    """Return the form that the vocabulary knows a token by: its letters, or what kind of number it is.


    >>> form_name(PieceToken(0, 4, Kind.NUMBER, Shape.DIGIT, "2022", "2022"))
    '<4 digits>'
    """
    if token.kind == Kind.NUMBER:
        digits = sum(character.isdigit() for character in token.surface)
        return f"<{min(digits, _MOST_DIGITS)} digits>" if digits == len(token.surface) else "<number>"
    if token.kind == Kind.CODE:
        return "<code>"
    if token.kind == Kind.ADDRESS:
        return "<address>"
    return token.form


def form_number(token: PieceToken, numbers: Mapping[str, int]) -> int:
    """Return the number of a token's form in a vocabulary, :data:`UNKNOWN` if it has none."""
    return numbers.get(form_name(token), UNKNOWN)


@lru_cache(maxsize=1)
def name_classes() -> dict[str, NameClass]:
    """Return what syllables can be in and beside names, from the lexicons of names and levels."""
    classes = {
        row["form"]: NameClass.LEVEL for row in read_table("lexicons/place_levels.tsv") if " " not in row["form"]
    }
    honorifics = {row["form"] for row in read_table("lexicons/honorifics.tsv") if " " not in row["form"]}
    classes |= dict.fromkeys(honorifics, NameClass.HONORIFIC)
    given = {row["form"].lower() for row in read_table("lexicons/given_names.tsv")}
    for form in given:
        classes[form] = NameClass.GIVEN_OR_HONORIFIC if form in classes else NameClass.GIVEN
    for row in read_table("lexicons/surnames.tsv"):
        form = row["form"].lower()
        if " " not in form and row["weight"] != "rare":
            classes[form] = NameClass.SURNAME_OR_GIVEN if form in given else NameClass.SURNAME
    return classes
