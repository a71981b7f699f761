"""What kinds of mistakes there are, and which labels are taken for which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from vnjudnlp.evaluation.alignment import Document, pair_by_overlap
from vnjudnlp.records import Entity

__all__ = ["KINDS", "Confusion", "Mistake", "confusion", "count_kinds", "find_mistakes"]

Kind = Literal["missed", "spurious", "wrong label", "wrong edge", "wrong label and edge"]
KINDS: tuple[Kind, ...] = ("missed", "spurious", "wrong label", "wrong edge", "wrong label and edge")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One difference between gold and prediction.

    Attributes:
        id: the document.
        kind: ``"missed"``: no prediction overlaps the gold span (or is left for it); ``"spurious"``: the reverse; else
            a pair of overlapping spans that differ in label, in an edge or in both.
        gold: the gold span, None where the prediction is spurious.
        predicted: the predicted span, None where the gold span is missed.
        before: text before both.
        inside: the text that either covers.
        behind: text behind both.
    """

    id: str
    kind: Kind
    gold: Entity | None
    predicted: Entity | None
    before: str
    inside: str
    behind: str

    def to_dict(self) -> dict[str, Any]:
        """Return the mistake as plain data."""
        return {
            "id": self.id,
            "kind": self.kind,
            "gold": self.gold.to_dict() if self.gold else None,
            "predicted": self.predicted.to_dict() if self.predicted else None,
            "before": self.before,
            "inside": self.inside,
            "behind": self.behind,
        }


def find_mistakes(documents: Iterable[Document], *, context: int = 30) -> list[Mistake]:
    """List the differences between gold and predicted spans.

    Spans are paired one to one: those with the same offsets first, then overlapping ones of one label, then the others
    that overlap, those with more shared characters first.

    Args:
        documents: documents with the spans of both sides.
        context: how many characters of text to give on either side.

    Returns:
        the mistakes in the order of the documents and of the text.
    """
    mistakes: list[Mistake] = []
    for document in documents:
        pairs = pair_by_overlap(document.gold, document.predicted)
        paired: list[tuple[Entity | None, Entity | None]] = [
            (document.gold[one], document.predicted[other]) for one, other in pairs
        ]
        with_gold, with_predicted = {one for one, _ in pairs}, {other for _, other in pairs}
        paired += [(span, None) for index, span in enumerate(document.gold) if index not in with_gold]
        paired += [(None, span) for index, span in enumerate(document.predicted) if index not in with_predicted]
        found = [
            _mistake(document.record.id, document.record.text, gold, predicted, context) for gold, predicted in paired
        ]
        mistakes += [mistake for _, mistake in sorted(filter(None, found), key=lambda item: item[0])]
    return mistakes


def _mistake(
    identifier: str, text: str, gold: Entity | None, predicted: Entity | None, context: int
) -> tuple[tuple[int, int], Mistake] | None:
    spans = [span for span in (gold, predicted) if span is not None]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    kind: Kind
    if gold is None:
        kind = "spurious"
    elif predicted is None:
        kind = "missed"
    else:
        same_offsets = (gold.start, gold.end) == (predicted.start, predicted.end)
        if gold.label == predicted.label:
            if same_offsets:
                return None
            kind = "wrong edge"
        else:
            kind = "wrong label" if same_offsets else "wrong label and edge"
    before, behind = text[max(0, start - context) : start], text[end : end + context]
    return (start, end), Mistake(identifier, kind, gold, predicted, before, text[start:end], behind)


def count_kinds(mistakes: Iterable[Mistake]) -> dict[str, dict[str, int]]:
    """Count mistakes by kind and by label, that of the gold span where there is one."""
    counts = Counter((mistake.kind, (mistake.gold or mistake.predicted or _NOBODY).label) for mistake in mistakes)
    return {kind: {label: counts[kind, label] for k, label in sorted(counts) if k == kind} for kind in KINDS}


_NOBODY = Entity(0, 0, "")


@dataclass(frozen=True, slots=True)
class Confusion:
    """Which labels are taken for which.

    Attributes:
        labels: the labels of rows and columns.
        counts: int64 array of shape (labels + 1, labels + 1): a row a gold label, a column a predicted one. The last
            row holds spurious predictions, the last column missed gold spans.
    """

    labels: tuple[str, ...]
    counts: NDArray[np.int64]

    def to_dict(self) -> dict[str, Any]:
        """Return the table as plain data: for each gold label, and ``spurious``, the counts that are not 0."""
        rows, columns = (*self.labels, "spurious"), (*self.labels, "missed")
        return {
            row: {column: int(count) for column, count in zip(columns, line, strict=True) if count}
            for row, line in zip(rows, self.counts, strict=True)
        }


def confusion(documents: Iterable[Document], labels: Sequence[str], *, same_offsets: bool) -> Confusion:
    """Count which gold labels are predicted as which.

    Args:
        documents: documents with the spans of both sides.
        labels: the labels of rows and columns.
        same_offsets: True to compare spans with the same offsets only, so that all others are missed or spurious; False
            to compare overlapping spans, paired as in :func:`find_mistakes`.

    Returns:
        the table.
    """
    number = {label: index for index, label in enumerate(labels)}
    none = len(labels)
    counts = np.zeros((none + 1, none + 1), dtype=np.int64)
    for document in documents:
        free = set(range(len(document.predicted)))
        for one, other in _kept(document, same_offsets):
            column = none
            if other is not None:
                column = number[document.predicted[other].label]
                free.discard(other)
            counts[number[document.gold[one].label], column] += 1
        for other in free:
            counts[none, number[document.predicted[other].label]] += 1
    return Confusion(tuple(labels), counts)


def _kept(document: Document, same_offsets: bool) -> Iterable[tuple[int, int | None]]:
    """Yield each gold span's index with that of its prediction."""
    pairs = dict(pair_by_overlap(document.gold, document.predicted))
    for index, span in enumerate(document.gold):
        other = pairs.get(index)
        if other is not None and same_offsets:
            found = document.predicted[other]
            if (found.start, found.end) != (span.start, span.end):
                other = None
        yield index, other
