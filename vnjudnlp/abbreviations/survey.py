"""Which short forms a corpus uses: what they stand for, how often, and which no lexicon knows yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from vnjudnlp.abbreviations.alignment import letters_of
from vnjudnlp.abbreviations.choice import MIN_SCORE
from vnjudnlp.abbreviations.context import SINGLE, UPPER, Context
from vnjudnlp.abbreviations.occurrences import stands_for_itself
from vnjudnlp.abbreviations.short_forms import ShortForms
from vnjudnlp.abbreviations.stage import find_candidates, read_candidates
from vnjudnlp.batch import Kind
from vnjudnlp.records import Abbreviation
from vnjudnlp.text.tokens import read_texts

__all__ = ["Status", "Survey", "SurveyRow"]

Status = Literal["defined", "known", "undecided", "unknown"]
"""Whether documents define the short form, the lexicon knows it, it can mean several things, or nobody knows."""

_ORDER: tuple[Status, ...] = ("defined", "known", "undecided", "unknown")
_CONTEXT = 30
_MOST_LETTERS = 12
_MOST_ROWS = 1_000_000


@dataclass(slots=True)
class SurveyRow:
    """One short form with one long form.

    Attributes:
        short: the short form.
        long: the long form, in lower case but for names; empty where it is not known.
        status: see :data:`Status`.
        count: how often it stands in the corpus.
        documents: in how many documents.
        readings: the long forms that came into question.
        example: one place, with the words around it.
        document: the name of the document of the example.
    """

    short: str
    long: str
    status: Status
    count: int = 0
    documents: int = 0
    readings: tuple[str, ...] = ()
    example: str = ""
    document: str = ""
    _last: str = field(default="", repr=False, compare=False)


class Survey:
    """Counts the short forms of documents, batch by batch.

    Args:
        lexicon: the short forms that are known; those of the package if None.
        min_score: how probable a reading has to be where there are several.

    >>> survey = Survey()
    >>> survey.add(["a"], ["Tổ kiểm kê (TKK) báo cáo UBND xã; TKK đề nghị HRC xem xét."])
    >>> [(row.short, row.status, row.count) for row in survey.rows()]
    [('TKK', 'defined', 1), ('UBND', 'known', 1), ('HRC', 'unknown', 1)]
    """

    def __init__(self, lexicon: ShortForms | None = None, min_score: float = MIN_SCORE) -> None:
        self._lexicon = lexicon
        self._min_score = min_score
        self._rows: dict[tuple[str, str, Status], SurveyRow] = {}

    def add(self, names: Sequence[str], texts: Sequence[str]) -> None:
        """Count the short forms of some documents.

        Args:
            names: their names.
            texts: their texts, as many.
        """
        batch = read_texts(texts)
        candidates = find_candidates(batch, self._lexicon)
        if candidates is None:
            return
        found = read_candidates(candidates, case=False, min_score=self._min_score)
        for name, text, (known, undecided) in zip(names, texts, found, strict=True):
            for item in known:
                self._count(item, "defined" if item.defined else "known", name, text)
            for item in undecided:
                self._count(item, "undecided", name, text)
        own = [{item.short for item in part.known if item.defined} for part in found]
        taken = [{item.start for item in [*part.known, *part.undecided]} for part in found]
        for document, item in _unknown(candidates.context):
            if item.start not in taken[document] and item.short not in own[document]:
                self._count(item, "unknown", names[document], texts[document])

    def _count(self, item: Abbreviation, status: Status, name: str, text: str) -> None:
        key = (item.short, item.long, status)
        row = self._rows.get(key)
        if row is None:
            if len(self._rows) >= _MOST_ROWS:
                return
            around = text[max(0, item.start - _CONTEXT) : item.end + _CONTEXT]
            row = SurveyRow(item.short, item.long, status, readings=item.readings)
            row.example, row.document = " ".join(around.split()), name
            self._rows[key] = row
        row.count += 1
        if row._last != name or not row.documents:
            row.documents += 1
            row._last = name

    def rows(self) -> list[SurveyRow]:
        """Return what was counted: defined ones, known ones, undecided ones, unknown ones, the most frequent first."""
        return sorted(self._rows.values(), key=lambda row: (_ORDER.index(row.status), -row.count, row.short, row.long))


def _unknown(context: Context) -> Iterator[tuple[int, Abbreviation]]:
    """Yield what looks like a short form that no lexicon has, with the index of its document."""
    for token, (shape, surface) in enumerate(zip(context.shape, context.surface, strict=True)):
        if not shape & UPPER or shape & SINGLE or context.capitals[token] or context.kind[token] == Kind.CODE:
            continue
        letters = letters_of(surface)
        if not 2 <= len(letters) <= _MOST_LETTERS or surface in context.lexicon.by_first:
            continue
        if context.is_capital_word(token) and _has_capital_neighbour(context, token):
            continue
        if stands_for_itself(context, token, token + 1):
            continue
        start, end = context.batch.raw_offsets(token, token + 1)
        document = context.document[token]
        yield document, Abbreviation(start, end, context.batch.texts[document][start:end], "")


def _has_capital_neighbour(context: Context, token: int) -> bool:
    """Whether an ordinary word in capitals stands beside a token: a heading inside a line."""
    return (context.follows(token) and context.is_capital_word(token - 1)) or (
        context.follows(token + 1) and context.is_capital_word(token + 1)
    )
