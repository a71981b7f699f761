"""Where the matches of a pattern may begin, found over the different forms of a batch instead of its characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from vnjudnlp.batch import Batch
from vnjudnlp.tagging.grammar.forms import Forms

__all__ = ["Anchors", "matches_at", "token_ranges"]

# a digit that follows no letter or digit, or one of the signs that open dates and amounts
_FIGURE = re.compile(r"(?<!\w)\d|[($€]")
# a letter that follows no letter or digit, such as both of "H'Hen", "T.Ư", "QĐ-BTP"
_FIRST_LETTER = re.compile(r"(?<!\w)[^\W\d_]")


class Anchors:
    """The places in a batch's view where figures and given words begin.

    Args:
        batch: the batch.
        forms: the different forms of its tokens.

    A pattern that begins with a figure or a word, and not behind a letter or a digit, matches at these places only.
    The tokenizer cuts no run of letters at whose beginning a token begins, so a word of letters alone is told by the
    token's form. In tokens with other characters any letter may begin a word.
    """

    __slots__ = ("_forms", "_letters", "_view_start", "figures")

    def __init__(self, batch: Batch, forms: Forms) -> None:
        self._forms = forms
        self._view_start = batch.tokens.view_start
        mixed = [form for form in forms.number if not form.isalpha()]
        self.figures = self._matches(mixed, _FIGURE)
        self._letters = self._matches([form for form in mixed if form != form.upper()], _FIRST_LETTER)

    def starts(self, words: frozenset[str], figures: bool = True) -> list[int]:
        """Return the offsets in the view where a figure or one of the words may begin, in order.

        Args:
            words: words in lower case, of letters alone.
            figures: whether figures count.
        """
        begins = self._view_start[self._forms.tokens_of(words)].tolist()
        return sorted(begins + self._letters + (self.figures if figures else []))

    def _matches(self, forms: list[str], pattern: re.Pattern[str]) -> list[int]:
        """Return the offsets in the view where a pattern matches inside the tokens of some forms."""
        number = self._forms.number
        offsets: dict[int, list[int]] = {}
        for form in forms:
            found = [match.start() for match in pattern.finditer(form)]
            if found:
                offsets[number[form]] = found
        tokens = self._forms.tokens_with(list(offsets))
        starts = zip(self._view_start[tokens].tolist(), self._forms.of_token[tokens].tolist(), strict=True)
        return [start + offset for start, form in starts for offset in offsets[form]]


def matches_at(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield what ``pattern.finditer(text)`` does if every match begins at one of ``starts``.

    Args:
        pattern: a pattern that matches no empty text.
        text: the text.
        starts: offsets in ascending order.
    """
    match_at, end = pattern.match, 0
    for start in starts:
        if start >= end:
            match = match_at(text, start)
            if match is not None:
                yield match
                end = match.end()


def token_ranges(batch: Batch, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int] | None]:
    """Return the tokens that fill each range of the view exactly, None where an end falls inside a token.

    Args:
        batch: the batch.
        ranges: start and end in the view, not empty.
    """
    tokens, count = batch.tokens, len(batch.tokens)
    if not ranges or not count:
        return [None] * len(ranges)
    start, end = np.array(ranges, dtype=np.int64).T
    first = np.searchsorted(tokens.view_start, start)
    last = np.searchsorted(tokens.view_end, end)
    # an index behind the last token fits no range: the last token begins before its start or ends before its end
    fits = tokens.view_start[np.minimum(first, count - 1)] == start
    fits &= tokens.view_end[np.minimum(last, count - 1)] == end
    pairs = zip(first.tolist(), (last + 1).tolist(), strict=True)
    return [pair if fit else None for pair, fit in zip(pairs, fits.tolist(), strict=True)]
