"""What the rules of the tagger look at: the tokens of a batch as plain lists, and which of them are taken."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import numpy as np

from vnjudnlp.batch import Batch, BoolArray, Gap, Kind, Shape, Span
from vnjudnlp.segmentation import words_begin
from vnjudnlp.tagging.grammar.anchors import Anchors
from vnjudnlp.tagging.grammar.forms import Forms

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
        count: how many tokens there are.
        anchors: where figures and words begin in the batch's view.
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
        stops: the index behind the last token of each token's paragraph.
    """

    __slots__ = (
        "_capitals",
        "_forms",
        "_found_words",
        "anchors",
        "batch",
        "capital",
        "count",
        "form",
        "gap",
        "heading",
        "kind",
        "owner",
        "sentence",
        "shape",
        "stops",
        "surface",
        "words",
    )

    def __init__(self, batch: Batch, words: BoolArray | None = None) -> None:
        tokens = batch.tokens
        count = len(tokens)
        self.batch = batch
        self.count = count
        self._forms = Forms(tokens)
        self.anchors = Anchors(batch, self._forms)
        self.form = tokens.form
        self.surface = tokens.surface
        gap = tokens.gap.copy()
        distance = tokens.start[1:] - tokens.end[:-1]
        gap[1:][(gap[1:] == SPACE) & (distance >= _COLUMN_GAP)] = PARAGRAPH
        self.gap: list[int] = gap.tolist()
        self.kind: list[int] = tokens.kind.tolist()
        self.shape: list[int] = tokens.shape.tolist()
        self.heading: list[bool] = tokens.capitals.tolist()
        written = (tokens.kind == SYLLABLE) | (tokens.kind == ABBREVIATION)
        self._capitals: BoolArray = ((tokens.shape & _CAPITAL) != 0) & written
        self.capital: list[bool] = self._capitals.tolist()
        sentence = np.zeros(count, dtype=np.bool_)
        sentence[batch.sentence_first] = True
        self.sentence: list[bool] = sentence.tolist()
        self.owner: list[Span | None] = [None] * count
        self._found_words = words
        self.words: list[bool] | None = None
        self.stops: list[int] = []
        for end in (*np.flatnonzero(gap >= PARAGRAPH).tolist(), count):
            self.stops += [end] * (end - len(self.stops))

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
        last = None
        for owner in filter(None, self.owner):
            if owner is not last:
                result.append(owner)
                last = owner
        return result

    def candidates(self, forms: AbstractSet[str], capital: bool = False) -> list[int]:
        """Return the free tokens whose lower-case form is one of ``forms``, in order.

        Args:
            forms: forms, as a set or the keys of a dictionary.
            capital: whether to leave out tokens that do not begin with a capital letter.
        """
        found = self._forms.tokens_of(forms)
        if capital:
            found = found[self._capitals[found]]
        owner = self.owner
        return [index for index in found.tolist() if owner[index] is None]

    def capitals(self) -> list[int]:
        """Return the free tokens that begin with a capital letter, in order."""
        owner = self.owner
        return [index for index in np.flatnonzero(self._capitals).tolist() if owner[index] is None]

    def have_small_letters(self, indices: list[int]) -> list[bool]:
        """Say of each of some tokens whether its document has its form in small letters too."""
        tokens, of_token = self.batch.tokens, self._forms.of_token
        same = self._forms.tokens_of({self.form[index] for index in indices})
        small = same[(tokens.shape[same] & LOWER) != 0]
        # one number for a form in a document
        key = tokens.document[indices] * len(self._forms.number) + of_token[indices]
        small_key = tokens.document[small] * len(self._forms.number) + of_token[small]
        result: list[bool] = np.isin(key, small_key).tolist()
        return result

    def is_inside_word(self, index: int) -> bool:
        """Say whether the segmenter holds a token to be of one word with the token before it.

        Where the batch has no words yet, they are looked for once.
        """
        if self.words is None:
            found = self.batch.word_first if self._found_words is None else self._found_words
            self.words = (words_begin(self.batch) if found is None else found).tolist()
        return not self.words[index]

    def continues(self, index: int) -> bool:
        """Say whether a token may continue the name of the token before it: on the same line or a wrapped one."""
        return index < self.count and self.gap[index] < PARAGRAPH

    def is_free_capital(self, index: int) -> bool:
        """Say whether a token begins with a capital, stands behind a space and belongs to no span."""
        return index < self.count and self.gap[index] == SPACE and self.capital[index] and self.owner[index] is None

    def same_line(self, index: int) -> bool:
        """Say whether a token stands on the line of the token before it."""
        return index < self.count and self.gap[index] < LINE
