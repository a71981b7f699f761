"""The comparison of predictions with gold documents."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from vnjudnlp.errors import InputError
from vnjudnlp.evaluation.alignment import align
from vnjudnlp.evaluation.counts import FloatArray, count_documents
from vnjudnlp.evaluation.mistakes import Confusion, Mistake, confusion, count_kinds, find_mistakes
from vnjudnlp.evaluation.reliability import Reliability, reliability_of
from vnjudnlp.evaluation.scores import Scores, score_counts
from vnjudnlp.records import CORE_LABELS, Record

__all__ = ["NO_VALUE", "Evaluation", "evaluate", "field_values"]

NO_VALUE = "(none)"
"""What documents without a field are listed under."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well predictions agree with gold documents.

    Attributes:
        documents: how many gold documents there are.
        labels: the labels that were compared.
        by_label: the scores of each label.
        by_group: the scores of several labels together, micro-averaged: ``"core"`` (PERSON, TITLE, AGENCY and DATE,
            those of them that were compared) and ``"all"``.
        by_field: for each field asked for and each value of it, the scores of labels and groups on the documents that
            have this value.
        same_offsets: which labels are taken for which, among spans with the same offsets.
        overlapping: the same among overlapping spans.
        mistakes: every difference, in the order of the documents.
        kinds: how many mistakes of each kind there are, by label.
        reliability: whether scores tell what is right; None where a score is not between 0 and 1.
        not_predicted: ids of gold documents without a prediction; they count as predicted empty.
        not_gold: ids of predictions without a gold document; they do not count.
        resamples: how many resamples the intervals come from.
        seed: the seed of the resamples.
    """

    documents: int
    labels: tuple[str, ...]
    by_label: Mapping[str, Scores]
    by_group: Mapping[str, Scores]
    by_field: Mapping[str, Mapping[str, Mapping[str, Scores]]]
    same_offsets: Confusion
    overlapping: Confusion
    mistakes: tuple[Mistake, ...]
    kinds: Mapping[str, Mapping[str, int]]
    reliability: Reliability | None
    not_predicted: tuple[str, ...]
    not_gold: tuple[str, ...]
    resamples: int
    seed: int

    def to_dict(self, mistakes: int | None = None) -> dict[str, Any]:
        """Return the evaluation as plain data.

        Args:
            mistakes: how many mistakes to list; None for all.
        """
        return {
            "documents": self.documents,
            "labels": list(self.labels),
            "by_label": {name: scores.to_dict() for name, scores in self.by_label.items()},
            "by_group": {name: scores.to_dict() for name, scores in self.by_group.items()},
            "by_field": {
                field: {
                    value: {name: scores.to_dict() for name, scores in rows.items()} for value, rows in values.items()
                }
                for field, values in self.by_field.items()
            },
            "same_offsets": self.same_offsets.to_dict(),
            "overlapping": self.overlapping.to_dict(),
            "kinds": {kind: dict(counts) for kind, counts in self.kinds.items()},
            "reliability": self.reliability.to_dict() if self.reliability else None,
            "mistakes": [mistake.to_dict() for mistake in self.mistakes[:mistakes]],
            "not_predicted": list(self.not_predicted),
            "not_gold": list(self.not_gold),
            "resamples": self.resamples,
            "seed": self.seed,
        }


def evaluate(
    gold: Sequence[Record],
    predicted: Sequence[Record],
    *,
    labels: Collection[str] | None = None,
    by: Iterable[str] = (),
    resamples: int = 1000,
    seed: int = 0,
    context: int = 30,
) -> Evaluation:
    """Compare predicted spans with gold ones.

    Args:
        gold: annotated documents. Where one names the only labels that were annotated in it (see
            :func:`vnjudnlp.corpus.annotated_labels`), predictions of other labels do not count there.
        predicted: the same documents, known by their ids, with predicted spans.
        labels: the labels to compare; None for all that occur on either side.
        by: fields of the gold documents, such as ``"genre"``, by whose values to score as well.
        resamples: how many resamples of the documents the 95 % intervals come from; 0 for none.
        seed: the seed of the resamples.
        context: how many characters of text mistakes have on either side.

    Returns:
        the scores, the confusions and the mistakes.

    Raises:
        InputError: there is no gold document, an id is there twice, no id is on both sides, the texts of an id differ,
            or no document has a field of ``by``.

    >>> from vnjudnlp.records import Entity
    >>> text = "Ông Lê A họp ngày 12/4"
    >>> gold = Record("a", text, entities=[Entity(4, 8, "PERSON"), Entity(13, 22, "DATE")])
    >>> predicted = Record("a", text, entities=[Entity(4, 8, "PERSON"), Entity(18, 22, "DATE")])
    >>> found = evaluate([gold], [predicted])
    >>> found.by_group["all"].strict.f1.value, found.by_group["all"].relaxed.f1.value
    (0.5, 1.0)
    >>> [(mistake.kind, mistake.gold.label) for mistake in found.mistakes]
    [('wrong edge', 'DATE')]
    """
    alignment = align(gold, predicted, labels)
    documents, chosen = alignment.documents, alignment.labels
    counts = _with_groups(count_documents(documents, chosen), chosen)
    names = (*chosen, *_groups(chosen))

    def score(rows: FloatArray) -> dict[str, Scores]:
        return dict(zip(names, score_counts(rows, resamples=resamples, seed=seed), strict=True))

    by_field: dict[str, dict[str, dict[str, Scores]]] = {}
    for field in dict.fromkeys(by):
        values = field_values([document.record for document in documents], field)
        by_field[field] = {
            value: score(counts[[row for row, other in enumerate(values) if other == value]])
            for value in sorted(set(values))
        }
    every = score(counts)
    mistakes = find_mistakes(documents, context=context)
    try:
        reliable = reliability_of(alignment)
    except InputError:
        reliable = None
    return Evaluation(
        documents=len(documents),
        labels=chosen,
        by_label={name: every[name] for name in chosen},
        by_group={name: every[name] for name in names[len(chosen) :]},
        by_field=by_field,
        same_offsets=confusion(documents, chosen, same_offsets=True),
        overlapping=confusion(documents, chosen, same_offsets=False),
        mistakes=tuple(mistakes),
        kinds=count_kinds(mistakes),
        reliability=reliable,
        not_predicted=alignment.not_predicted,
        not_gold=alignment.not_gold,
        resamples=resamples,
        seed=seed,
    )


def _groups(labels: Sequence[str]) -> dict[str, list[int]]:
    """Return the columns of the labels of each group."""
    core = [index for index, label in enumerate(labels) if label in CORE_LABELS]
    return {**({"core": core} if core else {}), "all": list(range(len(labels)))}


def _with_groups(counts: FloatArray, labels: Sequence[str]) -> FloatArray:
    """Add a column for each group of labels."""
    sums = [counts[:, columns].sum(axis=1, keepdims=True) for columns in _groups(labels).values()]
    return np.concatenate([counts, *sums], axis=1)


def field_values(records: Sequence[Record], field: str) -> list[str]:
    """Return each document's value of a field, :data:`NO_VALUE` where it has none.

    Raises:
        InputError: no document has the field.
    """
    found = [record.doc_date if field == "doc_date" else record.extra.get(field) for record in records]
    if all(value is None for value in found):
        fields = sorted({name for record in records for name in record.extra})
        known = f"the fields are {', '.join(fields)}" if fields else "the documents have no fields"
        raise InputError(f"no document has the field {field!r}; {known}")
    return [NO_VALUE if value is None else str(value) for value in found]
