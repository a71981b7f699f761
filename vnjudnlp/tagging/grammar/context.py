"""What the rules of the tagger look at: the tokens of a batch as plain lists, and which of them are taken."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from vnjudnlp.batch import Batch, Gap, Kind, Shape, Span
from vnjudnlp.segmentation import words_begin

__all__ = [
    "ABBREVIATION",
    "CODE",
    "GLUED",
    "LINE",
    "LOWER",
    "NUMBER",
    "PARAGRAPH",
    "PUNCTUATION",
    "SINGLE",
    "SPACE",
    "SYLLABLE",
    "SYMBOL",
    "TITLE",
    "UPPER",
    "Context",
]

# plain integers, since members of an enumeration are slow to look up and to combine
LOWER, TITLE, UPPER, SINGLE = (int(shape) for shape in (Shape.LOWER, Shape.TITLE, Shape.UPPER, Shape.SINGLE))
GLUED, SPACE, LINE, PARAGRAPH = (int(gap) for gap in (Gap.GLUED, Gap.SPACE, Gap.LINE, Gap.PARAGRAPH))
SYLLABLE, NUMBER, CODE, ABBREVIATION = (
    int(kind) for kind in (Kind.SYLLABLE, Kind.NUMBER, Kind.CODE, Kind.ABBREVIATION)
)
PUNCTUATION, SYMBOL = int(Kind.PUNCTUATION), int(Kind.SYMBOL)

_COLUMN_GAP = 3
"""How many characters of white space inside a line set columns apart, as in a row of signatures."""

_CAPITAL = TITLE | UPPER | SINGLE


class Context:
    """The tokens of a batch, one Python list a column, since single items of arrays are slow to read.

    Attributes:
        batch: the batch.
        form: tokens in lower case.
        surface: tokens as written.
        gap: what stands before each token; a column's white space counts as a paragraph's end.
        kind: what each token is.
        shape: how each token is written.
        heading: whether a token's line is written in capitals throughout.
        capital: whether a token is a word that begins with a capital letter.
        sentence: whether a token begins a sentence.
        owner: the span that a token belongs to, None where it is free.
        words: where words begin; None before a rule has asked.
        places: the tokens of each form, in order.
    """

    __slots__ = (
        "batch",
        "capital",
        "form",
        "gap",
        "heading",
        "kind",
        "owner",
        "places",
        "sentence",
        "shape",
        "stops",
        "surface",
        "words",
    )

    def __init__(self, batch: Batch) -> None:
        tokens = batch.tokens
        count = len(tokens)
        self.batch = batch
        self.form = tokens.form
        self.surface = tokens.surface
        gap = tokens.gap.copy()
        distance = tokens.start - np.append(0, tokens.end[:-1])
        gap[(tokens.gap == SPACE) & (distance >= _COLUMN_GAP)] = PARAGRAPH
        self.gap: list[int] = gap.tolist()
        self.kind: list[int] = tokens.kind.tolist()
        self.shape: list[int] = tokens.shape.tolist()
        self.heading: list[bool] = tokens.capitals.tolist()
        words = (tokens.kind == SYLLABLE) | (tokens.kind == ABBREVIATION)
        self.capital: list[bool] = (((tokens.shape & _CAPITAL) != 0) & words).tolist()
        sentence = np.zeros(count, dtype=np.bool_)
        sentence[batch.sentence_first] = True
        self.sentence: list[bool] = sentence.tolist()
        self.owner: list[Span | None] = [None] * count
        self.words: list[bool] | None = None
        self.places: dict[str, list[int]] = {}
        for index, form in enumerate(self.form):
            self.places.setdefault(form, []).append(index)
        breaks = np.flatnonzero(gap >= PARAGRAPH)
        following = np.searchsorted(breaks, np.arange(count), side="right")
        self.stops: list[int] = np.append(breaks, count)[following].tolist()

    def __len__(self) -> int:
        return len(self.form)

    def stop(self, index: int) -> int:
        """Return the index behind the last token of the paragraph of a token."""
        return self.stops[index]

    def is_free(self, first: int, stop: int) -> bool:
        """Say whether no span holds any of these tokens."""
        return not any(self.owner[first:stop])

    def take(self, span: Span) -> None:
        """Give a span its tokens."""
        self.owner[span.first : span.stop] = [span] * (span.stop - span.first)

    def drop(self, span: Span) -> None:
        """Take a span back."""
        self.owner[span.first : span.stop] = [None] * (span.stop - span.first)

    def spans(self) -> list[Span]:
        """Return the spans in the order of the text."""
        result: list[Span] = []
        for owner in self.owner:
            if owner is not None and (not result or result[-1] is not owner):
                result.append(owner)
        return result

    def candidates(self, forms: Iterable[str]) -> list[int]:
        """Return the free tokens whose lower-case form is one of ``forms``, in order."""
        owner, places = self.owner, self.places
        found = [index for form in forms for index in places.get(form, ()) if owner[index] is None]
        found.sort()
        return found

    def is_inside_word(self, index: int) -> bool:
        """Say whether the segmenter holds a token to be of one word with the token before it.

        Where the batch has no words yet, they are looked for once.
        """
        if self.words is None:
            found = self.batch.word_first
            self.words = (words_begin(self.batch) if found is None else found).tolist()
        return not self.words[index]

    def continues(self, index: int) -> bool:
        """Say whether a token may continue the name of the token before it: on the same line or a wrapped one."""
        return index < len(self.form) and self.gap[index] < PARAGRAPH

    def same_line(self, index: int) -> bool:
        """Say whether a token stands on the line of the token before it."""
        return index < len(self.form) and self.gap[index] < LINE
