"""What a document says a short form stands for."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Definition"]


@dataclass(frozen=True, slots=True)
class Definition:
    """What a document says a short form stands for.

    Attributes:
        document: index of the document.
        short: the short form as written.
        short_first: the first token of the short form where it is defined.
        short_stop: the token behind it.
        long_first: the first token of the long form.
        long_stop: the token behind it.
        valid_from: the first token behind the definition.
        head: the word in lower case that must stand before the short form, empty if any may: ``sở`` for ``Sở TP``.
        is_listed: whether it is an entry of a list or a note, which explains the text before it too.
    """

    document: int
    short: str
    short_first: int
    short_stop: int
    long_first: int
    long_stop: int
    valid_from: int
    head: str = ""
    is_listed: bool = False
