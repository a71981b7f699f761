"""The struct of arrays that the stages share: many texts at once, one column a fact.

A stage takes a :class:`Batch` and adds its columns; none edits another's. Offsets ``start`` and ``end`` of tokens
are indices of the raw text of their document, ``view_start`` and ``view_end`` indices of the batch's joined view.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from vnjudnlp.records import Abbreviation

__all__ = [
    "INVISIBLE",
    "Batch",
    "BoolArray",
    "Gap",
    "IntArray",
    "Kind",
    "PieceToken",
    "Shape",
    "SmallIntArray",
    "Span",
    "Tokens",
]

IntArray = npt.NDArray[np.int64]
SmallIntArray = npt.NDArray[np.int8]
BoolArray = npt.NDArray[np.bool_]

INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufe00-\ufe0f\ufeff"
"""Characters without a width of their own, as a regular-expression character set."""

_INVISIBLE_EDGES = re.compile(rf"[{INVISIBLE}]*(.*?)[{INVISIBLE}]*", re.DOTALL)


class Kind(IntEnum):
    """What a token is."""

    SYLLABLE = 1
    NUMBER = 2
    CODE = 3
    ABBREVIATION = 4
    ADDRESS = 5
    PUNCTUATION = 6
    SYMBOL = 7


class Shape(IntFlag):
    """How the letters of a token are written."""

    NONE = 0
    LOWER = 1
    TITLE = 2
    UPPER = 4
    SINGLE = 8
    DIGIT = 16


class Gap(IntEnum):
    """What stands between a token and the one before it."""

    GLUED = 0
    SPACE = 1
    LINE = 2
    PARAGRAPH = 3
    DOCUMENT = 4


class PieceToken(NamedTuple):
    """A token of a piece.

    Attributes:
        start: offset in the normalised piece.
        end: offset behind it.
        kind: a :class:`Kind`.
        shape: a :class:`Shape`.
        surface: the normalised characters.
        form: the same in lower case.
        raw_start: offset in the raw piece.
        raw_end: offset behind it.
    """

    start: int
    end: int
    kind: int
    shape: int
    surface: str
    form: str
    raw_start: int
    raw_end: int


@dataclass(slots=True)
class Tokens:
    """The tokens of all documents of a batch, in order; every attribute has one item a token.

    Attributes:
        document: int64, index of the text.
        start: int64, raw offset of the first character.
        end: int64, raw offset behind the last character.
        view_start: int64, offset in the batch's view.
        view_end: int64, offset in the batch's view.
        kind: int8, a :class:`Kind`.
        shape: int8, a :class:`Shape`.
        gap: int8, a :class:`Gap`.
        line: int64, index of the line in the batch.
        capitals: bool, whether its line is written in capitals throughout.
        surface: the normalised characters.
        form: the same in lower case.
        type: int64, index in ``types``.
        types: the tokens of the different pieces of text; each occurs at least once, and two may be alike.
    """

    document: IntArray
    start: IntArray
    end: IntArray
    view_start: IntArray
    view_end: IntArray
    kind: SmallIntArray
    shape: SmallIntArray
    gap: SmallIntArray
    line: IntArray
    capitals: BoolArray
    surface: list[str]
    form: list[str]
    type: IntArray
    types: list[PieceToken]

    def __len__(self) -> int:
        return len(self.form)


@dataclass(slots=True)
class Span:
    """A labelled run of tokens.

    Attributes:
        first: index of the first token.
        stop: index behind the last token.
        label: the label.
        source: the rule or model that found it.
        score: confidence between 0 and 1.
        norm: the normal form, None where there is none or it is not known yet.
        details: more that is known of what it names, as plain data.
    """

    first: int
    stop: int
    label: str
    source: str
    score: float = 1.0
    norm: str | None = None
    details: dict[str, Any] | None = None


@dataclass(slots=True)
class Batch:
    """Many texts and what the stages found in them.

    Attributes:
        texts: the raw texts.
        doc_dates: the date of each document, None where it is not given.
        view: the normalised views of all texts, each followed by ``"\\x00"``.
        view_folded: the view in lower case, of the same length.
        tokens: the tokens.
        document_first: int64, shape ``(texts + 1,)``: index of each document's first token.
        sentence_first: int64: index of each sentence's first token, in order.
        word_first: bool, one a token: whether a word begins there; None before segmentation.
        spans: what the tagger found, in order, not overlapping; None before tagging.
        abbreviations: the short forms of each document; None before they are looked for.
        found_dates: the date of each document, given or found in it; None before dates are valued.
        facts: people, offices and the facts of the header of each document, as plain data
            (:class:`vnjudnlp.people.DocumentFacts`); None where they are not asked for.
    """

    texts: list[str]
    doc_dates: list[datetime.date | None]
    view: str
    view_folded: str
    tokens: Tokens
    document_first: IntArray
    sentence_first: IntArray
    word_first: BoolArray | None = None
    spans: list[Span] | None = None
    abbreviations: list[list[Abbreviation]] | None = None
    found_dates: list[datetime.date | None] | None = None
    facts: list[Mapping[str, Any]] | None = None

    def raw_offsets(self, first: int, stop: int) -> tuple[int, int]:
        """Return the raw offsets of a run of tokens without invisible characters at its edges.

        Args:
            first: index of the first token.
            stop: index behind the last token, larger than ``first``.

        Returns:
            start and end in the raw text of the tokens' document.
        """
        text = self.texts[int(self.tokens.document[first])]
        start, end = int(self.tokens.start[first]), int(self.tokens.end[stop - 1])
        if text[start].isalnum() and text[end - 1].isalnum():
            return start, end
        edges = _INVISIBLE_EDGES.fullmatch(text, start, end)
        if edges is None or not edges[1]:
            return start, end
        return edges.span(1)

    def surface(self, first: int, stop: int) -> str:
        """Return the normalised characters of a run of tokens, white space made single."""
        if stop - first == 1:
            return self.tokens.surface[first]
        start, end = int(self.tokens.view_start[first]), int(self.tokens.view_end[stop - 1])
        return " ".join(self.view[start:end].split())
