"""What the word model sees of a token: the number of its form, how it is written, and what it is in names."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from vnjudnlp.batch import Kind, Shape
from vnjudnlp.resources import read_table
from vnjudnlp.text.syllables import is_syllable

__all__ = ["PAD", "UNKNOWN", "CaseClass", "NameClass", "case_class", "describe", "form_name", "name_classes"]

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
    int(Kind.PUNCTUATION): CaseClass.PUNCTUATION,
    int(Kind.SYMBOL): CaseClass.PUNCTUATION,
    int(Kind.NUMBER): CaseClass.NUMBER,
    int(Kind.CODE): CaseClass.CODE,
    int(Kind.ADDRESS): CaseClass.CODE,
    int(Kind.ABBREVIATION): CaseClass.ABBREVIATION,
}
# plain integers, since members of a Flag are slow to combine
_TITLE, _UPPER, _SINGLE = int(Shape.TITLE), int(Shape.UPPER), int(Shape.SINGLE)
_MOST_DIGITS = 5


def case_class(form: str, kind: int, shape: int, *, in_capitals: bool = False) -> CaseClass:
    """Return how a token is written.

    Args:
        form: the token in lower case.
        kind: its :class:`~vnjudnlp.batch.Kind`.
        shape: its :class:`~vnjudnlp.batch.Shape`.
        in_capitals: whether its line is written in capitals throughout.
    """
    by_kind = _BY_KIND.get(kind)
    if by_kind is not None:
        return by_kind
    known = is_syllable(form)
    if in_capitals and shape & _UPPER:
        return CaseClass.IN_CAPITALS if known else CaseClass.FOREIGN_IN_CAPITALS
    if shape & _SINGLE:
        return CaseClass.SINGLE
    if shape & _UPPER:
        return CaseClass.UPPER if known else CaseClass.ABBREVIATION
    if shape & _TITLE:
        return CaseClass.TITLE if known else CaseClass.FOREIGN_TITLE
    return CaseClass.LOWER if known else CaseClass.FOREIGN_LOWER


def form_name(form: str, kind: int) -> str:
    """Return what the vocabulary knows a token by: its letters, or what kind of number it is.

    >>> form_name("2022", Kind.NUMBER), form_name("1.250", Kind.NUMBER), form_name("án", Kind.SYLLABLE)
    ('<4 digits>', '<number>', 'án')
    """
    if kind == Kind.NUMBER:
        digits = sum(character.isdigit() for character in form)
        return f"<{min(digits, _MOST_DIGITS)} digits>" if digits == len(form) else "<number>"
    if kind == Kind.CODE:
        return "<code>"
    if kind == Kind.ADDRESS:
        return "<address>"
    return form


@lru_cache(maxsize=65536)
def describe(form: str, kind: int, shape: int) -> tuple[str, int]:
    """Return what the model sees of a token.

    Args:
        form: the token in lower case.
        kind: its :class:`~vnjudnlp.batch.Kind`.
        shape: its :class:`~vnjudnlp.batch.Shape`.

    Returns:
        the name of its form, and in one number how it is written (the lowest four bits), how that is seen in a line of
        capitals (the next four) and what it can be in names.
    """
    alone = case_class(form, kind, shape)
    in_capitals = case_class(form, kind, shape, in_capitals=True)
    return form_name(form, kind), alone | in_capitals << 4 | name_classes().get(form, NameClass.NONE) << 8


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
