"""How well the short forms of documents are read, by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from vnjudnlp.abbreviations.context import Context
from vnjudnlp.abbreviations.occurrences import find_occurrences
from vnjudnlp.abbreviations.short_forms import ShortForms, short_forms
from vnjudnlp.errors import InputError
from vnjudnlp.records import Abbreviation, Record
from vnjudnlp.text.tokens import read_texts

__all__ = ["KINDS", "AbbreviationMistake", "AbbreviationScore", "AbbreviationScores", "score_abbreviations"]

KINDS = ("defined", "lexicon", "ambiguous", "unknown", "not to be expanded")
"""What a short form is.

* defined: its document says what it stands for;
* lexicon: the lexicon has one reading;
* ambiguous: the lexicon has several;
* unknown: the lexicon does not have it;
* not to be expanded: it looks like a short form of the lexicon and is none there, or it is a definition.
"""

_AROUND = 40


@dataclass(frozen=True, slots=True)
class AbbreviationScore:
    """The figures of one kind.

    Attributes:
        gold: how many there are.
        right: how many were read right, whatever the case of their letters; of those not to be expanded how many were
            left alone.
        cased: how many were also written in the right case.
        abstained: of how many no reading was chosen.
    """

    gold: int
    right: int
    cased: int
    abstained: int

    @property
    def accuracy(self) -> float:
        """The share that is right; 0 where there are none."""
        return self.right / self.gold if self.gold else 0.0


@dataclass(frozen=True, slots=True)
class AbbreviationMistake:
    """One short form that was read wrong.

    Attributes:
        document: the document's id.
        kind: one of :data:`KINDS`.
        short: the short form.
        long: what it stands for, empty if it is not to be expanded.
        found: what was found, empty if nothing was.
        around: the words around it.
    """

    document: str
    kind: str
    short: str
    long: str
    found: str
    around: str


@dataclass(frozen=True, slots=True)
class AbbreviationScores:
    """The figures of all kinds.

    Attributes:
        by_kind: those of each of :data:`KINDS`.
        mistakes: what was wrong, in the order of the documents.
    """

    by_kind: dict[str, AbbreviationScore]
    mistakes: tuple[AbbreviationMistake, ...]


def score_abbreviations(
    gold: Sequence[Record], predicted: Sequence[Record], lexicon: ShortForms | None = None
) -> AbbreviationScores:
    """Compare short forms with gold documents in which all of them are marked.

    Args:
        gold: the gold documents.
        predicted: the same documents in the same order, with the short forms that were found.
        lexicon: the short forms that are known; those of the package if None.

    Returns:
        the figures.

    Raises:
        InputError: the documents are not the same.
    """
    known = lexicon or short_forms()
    if [record.text for record in gold] != [record.text for record in predicted]:
        raise InputError("the gold documents and the predicted ones do not have the same texts in the same order")
    counts: Counter[tuple[str, str]] = Counter()
    mistakes: list[AbbreviationMistake] = []
    for expected, got in zip(gold, predicted, strict=True):
        marked = {(item.start, item.end): item for item in expected.abbreviations}
        found = {(item.start, item.end): item for item in got.abbreviations}
        for place, item in marked.items():
            kind = _kind(item, known)
            answer = found.get(place)
            counts[kind, "gold"] += 1
            counts[kind, "abstained"] += answer is None
            is_right = answer is not None and answer.long.lower() == item.long.lower()
            counts[kind, "right"] += is_right
            counts[kind, "cased"] += answer is not None and answer.long == item.long
            if not is_right:
                mistakes.append(_mistake(expected, kind, item, item.long, answer.long if answer else ""))
        for start, end in _look_alikes(expected.text, known):
            if any(start < other_end and other_start < end for other_start, other_end in marked):
                continue
            wrong = next((item for item in got.abbreviations if item.start < end and start < item.end), None)
            counts[KINDS[-1], "gold"] += 1
            counts[KINDS[-1], "right"] += wrong is None
            counts[KINDS[-1], "cased"] += wrong is None
            if wrong is not None:
                mistakes.append(_mistake(expected, KINDS[-1], wrong, "", wrong.long))
    figures = {
        kind: AbbreviationScore(*(counts[kind, name] for name in ("gold", "right", "cased", "abstained")))
        for kind in KINDS
    }
    return AbbreviationScores(figures, tuple(mistakes))


def _kind(item: Abbreviation, known: ShortForms) -> str:
    if item.defined:
        return "defined"
    readings = known.readings.get(item.short) or known.readings.get(item.short.rstrip(".")) or ()
    return "ambiguous" if len(readings) > 1 else "lexicon" if readings else "unknown"


def _look_alikes(text: str, known: ShortForms) -> list[tuple[int, int]]:
    """Return where the characters of short forms of the lexicon stand, whatever they are there."""
    batch = read_texts([text])
    if not len(batch.tokens):
        return []
    context = Context(batch, known)
    found = find_occurrences(context, range(context.count), known.by_first)
    return [batch.raw_offsets(item.first, item.stop) for item in found]


def _mistake(record: Record, kind: str, item: Abbreviation, long: str, found: str) -> AbbreviationMistake:
    around = " ".join(record.text[max(0, item.start - _AROUND) : item.end + _AROUND].split())
    return AbbreviationMistake(record.id, kind, item.short, long, found, around)
