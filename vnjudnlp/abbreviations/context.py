"""What stands around a token: neighbours on the line, the sentence, the document, the tagged span."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import attrgetter

import numpy as np

from vnjudnlp.abbreviations.short_forms import ShortForms, short_forms
from vnjudnlp.batch import Batch, Gap, IntArray, Kind, Shape, Span
from vnjudnlp.lexicon import PhraseTree
from vnjudnlp.resources import read_table
from vnjudnlp.text.syllables import is_syllable
from vnjudnlp.text.tokens import split_phrase

__all__ = ["LOWER", "SINGLE", "TITLE", "UPPER", "Context", "surnames"]

# as plain numbers, for a flag's "&" takes a hundred times as long
LOWER, TITLE, UPPER, SINGLE = map(int, (Shape.LOWER, Shape.TITLE, Shape.UPPER, Shape.SINGLE))
_LINE, _PARAGRAPH = int(Gap.LINE), int(Gap.PARAGRAPH)

_SURFACE = attrgetter("surface")
_FILING_REACH = 16
_BULLETS = frozenset({"-", "–", "—", "+", "*", "•", "●", "▪", "·", "“", '"', "(", ")", ".", "/", "[", "]", "«", "|"})
_WIDE = "   "


@lru_cache(maxsize=1)
def _places() -> PhraseTree[str]:
    tree: PhraseTree[str] = PhraseTree()
    for table in ("lexicons/places.tsv", "lexicons/places_communes.tsv"):
        for row in read_table(table):
            tree.add(split_phrase(row["name"]), row["level"])
    for row in read_table("lexicons/places_other.tsv"):
        if row["kind"] in ("variant", "former"):
            tree.add(split_phrase(row["name"]), row["kind"])
    return tree


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Return the surnames of one syllable that are not rare, in lower case."""
    rows = read_table("lexicons/surnames.tsv")
    return frozenset(row["form"].lower() for row in rows if row["weight"] != "rare" and " " not in row["form"])


class Context:
    """A batch, asked about single tokens; columns are bytes or views, of which one item is read fast and none copied.

    Args:
        batch: a batch with tokens and sentences; spans are used where there are some.
        lexicon: the short forms; those of the package if None.
    """

    def __init__(self, batch: Batch, lexicon: ShortForms | None = None) -> None:
        tokens = batch.tokens
        self.batch = batch
        self.lexicon = lexicon or short_forms()
        self.surface = tokens.surface
        self.form = tokens.form
        self.gap = tokens.gap.tobytes()
        self.kind = tokens.kind.tobytes()
        self.shape = tokens.shape.tobytes()
        self.capitals = tokens.capitals.tobytes()
        self.start: Sequence[int] = tokens.start.data
        self.end: Sequence[int] = tokens.end.data
        self.view_start: Sequence[int] = tokens.view_start.data
        self.view_end: Sequence[int] = tokens.view_end.data
        self.document: Sequence[int] = tokens.document.data
        self.count = len(self.surface)
        self._sentences: list[int] = batch.sentence_first.tolist()
        self._documents: list[int] = batch.document_first.tolist()
        self._spans = batch.spans or []
        self._span_first = [span.first for span in self._spans]
        self._said: dict[tuple[int, str], bool] = {}
        self._line: Sequence[int] = tokens.line.data
        self._paragraphs: list[int] = np.flatnonzero(tokens.gap >= Gap.PARAGRAPH).tolist()
        self._line_capital_word: dict[int, bool] = {}

    def places(self, is_wanted: Callable[[str], bool]) -> IntArray:
        """Return the tokens whose characters are wanted; each different token is asked about once.

        Args:
            is_wanted: says of a token's characters whether it is.

        Returns:
            int64, indices of tokens in order.
        """
        tokens = self.batch.tokens
        wanted = np.fromiter(map(is_wanted, map(_SURFACE, tokens.types)), dtype=np.bool_, count=len(tokens.types))
        return np.flatnonzero(wanted[tokens.type])

    def sentence(self, token: int) -> tuple[int, int]:
        """Return the first token of the token's sentence and the index behind its last."""
        index = bisect_right(self._sentences, token)
        first = self._sentences[index - 1] if index else 0
        stop = self._sentences[index] if index < len(self._sentences) else self.count
        return first, stop

    def line(self, token: int, reach: int) -> tuple[int, int]:
        """Return the run of tokens around one that shares its paragraph, at most ``reach`` to either side."""
        index = bisect_right(self._paragraphs, token)
        opening = self._paragraphs[index - 1] if index else 0
        closing = self._paragraphs[index] if index < len(self._paragraphs) else self.count
        return max(opening, token - reach), min(closing, token + reach + 1)

    def follows(self, token: int) -> bool:
        """Whether the token exists and continues the line of the one before it."""
        return 0 < token < self.count and self.gap[token] < _LINE

    def span(self, token: int) -> Span | None:
        """Return the tagged span that holds a token."""
        index = bisect_right(self._span_first, token) - 1
        if index >= 0 and self._spans[index].stop > token:
            return self._spans[index]
        return None

    def says(self, document: int, phrase: str) -> bool:
        """Whether a document has a phrase in lower case anywhere."""
        key = (document, phrase)
        known = self._said.get(key)
        if known is None:
            first, stop = self._documents[document], self._documents[document + 1]
            place = self.batch.view_folded.find(phrase, self.view_start[first], self.view_end[stop - 1])
            known = self._said[key] = place >= 0
        return known

    def opens_sentence(self, token: int) -> bool:
        """Whether only bullets, numbers and quotation marks stand before a token in its sentence or table cell."""
        first, _ = self.sentence(token)
        # what is counted does not begin: "60 HS"
        if token > first and self.kind[token - 1] == Kind.NUMBER and not self.wide_gap(token):
            return False
        while token > first:
            if self.wide_gap(token):
                return True
            token -= 1
            if self.shape[token] & SINGLE:
                if self.form[token + 1] not in (")", "."):
                    return False
            elif self.form[token] not in _BULLETS and self.kind[token] != Kind.NUMBER:
                return False
        return True

    def is_filed(self, token: int) -> bool:
        """Whether a token is an entry of the list behind ``Lưu:``."""
        first, _ = self.line(token, _FILING_REACH)
        for before in range(token - 1, first - 1, -1):
            if self.form[before] == "lưu":
                return self.opens_sentence(before)
            if self.gap[before] >= _LINE:
                return False
        return False

    def wide_gap(self, token: int) -> bool:
        """Whether a table's cell begins at a token: behind a bar, a tabulator or several spaces."""
        if not 0 < token < self.count or self.gap[token] >= _LINE or self.surface[token - 1] == "|":
            return True
        before, behind = self.end[token - 1], self.start[token]
        if before == behind:
            return False
        between = self.batch.texts[self.document[token]][before:behind]
        return between != " " and ("\t" in between or _WIDE in between)

    def is_place(self, token: int) -> bool:
        """Whether the name of a place, written with a capital or a number, begins at a token."""
        if not self.follows(token) or self.shape[token] & LOWER:
            return False
        _, stop = self.sentence(token)
        found = _places().match(self.form, token, min(stop, token + 6))
        if found is None:
            return False
        # "12" is a district, "Bình" is a commune and a given name: one word must go no further in capitals
        return found[0] >= stop or found[0] - token > 1 or not self.is_capitalised(found[0])

    def is_capitalised(self, token: int) -> bool:
        """Whether a word with a capital that is no short form stands at a token, on the line of the one before."""
        if not self.follows(token) or self.kind[token] != Kind.SYLLABLE:
            return False
        shape = self.shape[token]
        is_word = self.surface[token] not in self.lexicon.by_first and not self._opens_plate(token)
        return bool(shape & TITLE) or (bool(shape & UPPER) and is_word)

    def is_capital_word(self, token: int) -> bool:
        """Whether an ordinary word in capitals stands at a token, not a short form, an initial or a plate."""
        if not self.shape[token] & UPPER or self.shape[token] & SINGLE:
            return False
        return (
            not self._opens_plate(token)
            and self.surface[token] not in self.lexicon.by_first
            and is_syllable(self.form[token])
        )

    def _opens_plate(self, token: int) -> bool:
        """Whether a dash is glued to a token, as in ``LA-3371``."""
        return token + 1 < self.count and self.gap[token + 1] == Gap.GLUED and self.form[token + 1] == "-"

    def has_capital_word(self, token: int) -> bool:
        """Whether the token's line has an ordinary word in capitals."""
        line = self._line[token]
        known = self._line_capital_word.get(line)
        if known is None:
            tokens = range(bisect_left(self._line, line), bisect_right(self._line, line))
            known = self._line_capital_word[line] = any(map(self.is_capital_word, tokens))
        return known

    def is_surname(self, token: int) -> bool:
        """Whether the name of a person may begin at a token: a surname and another word with a capital."""
        if not self.is_capitalised(token) or self.form[token] not in surnames():
            return False
        return self.is_capitalised(token + 1) and not self.is_place(token)

    def ends_person(self, token: int) -> bool:
        """Whether the words with capitals before a token are the name of a person."""
        first = token
        while first > 0 and token - first < 4 and self.follows(first) and self.shape[first - 1] & TITLE:
            first -= 1
        return any(self.form[name] in surnames() and not self.is_place(name) for name in range(first, token - 1))
