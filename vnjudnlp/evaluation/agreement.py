"""How well annotators agree."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

import numpy as np

from vnjudnlp.evaluation.agreement_counts import AgreementCounts, count_agreement, figures_of
from vnjudnlp.evaluation.annotators import line_up
from vnjudnlp.evaluation.counts import FloatArray
from vnjudnlp.evaluation.disagreements import Disagreement, confused_labels, count_kinds, find_disagreements
from vnjudnlp.evaluation.evaluation import field_values
from vnjudnlp.evaluation.scores import CONFIDENCE, Figure
from vnjudnlp.records import Record

__all__ = ["ALL", "Agreement", "JointFigures", "PairFigures", "agreement"]

ALL = "all"
"""What all labels together are listed under."""


@dataclass(frozen=True, slots=True)
class PairFigures:
    """How well two annotators agree on a label, or on all together; a figure is None where it has no meaning.

    Attributes:
        first: how many spans the first annotator has.
        second: how many the second has.
        same: how many have the same start, end and label.
        f1: F1 of these (Hripcsak and Rothschild 2005).
        overlapping: how many spans of the label overlap, one to one.
        overlapping_f1: F1 of these.
        kappa: Cohen's kappa on syllables.
        kappa_annotated: Cohen's kappa on the syllables that one of the two has in a span at least.
        norms: to how many of the same spans both give a normal form.
        norm: the share of these whose normal forms are equal.
    """

    first: int
    second: int
    same: int
    f1: Figure | None
    overlapping: int
    overlapping_f1: Figure | None
    kappa: Figure | None
    kappa_annotated: Figure | None
    norms: int
    norm: Figure | None


@dataclass(frozen=True, slots=True)
class JointFigures:
    """How well all annotators agree on a label, or on all together; a figure is None where it has no meaning.

    Attributes:
        f1: the mean over pairs of annotators of F1 of spans with the same start, end and label.
        overlapping_f1: the mean over pairs of F1 of spans of the label that overlap.
        alpha: Krippendorff's alpha on syllables.
        alpha_annotated: Krippendorff's alpha on the syllables that somebody has in a span.
    """

    f1: Figure | None
    overlapping_f1: Figure | None
    alpha: Figure | None
    alpha_annotated: Figure | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well annotators agree, and where they do not.

    Attributes:
        annotators: their names.
        documents: how many documents two of them or more have.
        labels: the labels that were compared.
        joint: the figures of all annotators, by label and for :data:`ALL`.
        pairs: those of each pair of annotators.
        by_field: for each field asked for and each of its values the figures of all annotators.
        disagreements: the places on which they differ, in the order of the documents.
        kinds: how many of these there are of each kind.
        confusions: which two labels overlapping spans have, and how often.
        lacking: for each annotator the documents of others that this one has not.
        resamples: how many resamples the intervals come from.
        seed: the seed of the resamples.
    """

    annotators: tuple[str, ...]
    documents: int
    labels: tuple[str, ...]
    joint: Mapping[str, JointFigures]
    pairs: Mapping[tuple[str, str], Mapping[str, PairFigures]]
    by_field: Mapping[str, Mapping[str, Mapping[str, JointFigures]]]
    disagreements: tuple[Disagreement, ...]
    kinds: Mapping[str, int]
    confusions: Mapping[tuple[str, str], int]
    lacking: Mapping[str, tuple[str, ...]]
    resamples: int
    seed: int

    def to_dict(self, disagreements: int | None = None) -> dict[str, Any]:
        """Return the agreement as plain data.

        Args:
            disagreements: how many places to list; None for all.
        """
        return {
            "annotators": list(self.annotators),
            "documents": self.documents,
            "labels": list(self.labels),
            "joint": {name: asdict(figures) for name, figures in self.joint.items()},
            "pairs": [
                {"annotators": list(pair), "figures": {name: asdict(row) for name, row in rows.items()}}
                for pair, rows in self.pairs.items()
            ],
            "by_field": {
                field: {
                    value: {name: asdict(figures) for name, figures in rows.items()} for value, rows in values.items()
                }
                for field, values in self.by_field.items()
            },
            "kinds": dict(self.kinds),
            "confusions": [{"labels": list(labels), "spans": spans} for labels, spans in self.confusions.items()],
            "lacking": {name: list(ids) for name, ids in self.lacking.items()},
            "disagreements": [item.to_dict() for item in self.disagreements[:disagreements]],
            "resamples": self.resamples,
            "seed": self.seed,
        }


def agreement(
    annotators: Mapping[str, Sequence[Record]],
    *,
    labels: Collection[str] | None = None,
    by: Iterable[str] = (),
    resamples: int = 1000,
    seed: int = 0,
    context: int = 30,
) -> Agreement:
    """Compare annotators with each other.

    Args:
        annotators: the documents of each annotator, known by their ids. Where a document names the only labels that
            were annotated in it (see :func:`vnjudnlp.corpus.annotated_labels`), the others are not compared there.
        labels: the labels to compare; None for all that occur.
        by: fields of the documents, such as ``"genre"``, by whose values to compare as well.
        resamples: how many resamples of the documents the 95 % intervals come from; 0 for none.
        seed: the seed of the resamples.
        context: how many characters of text disagreements have on either side.

    Returns:
        the figures and the disagreements.

    Raises:
        InputError: there are fewer than two annotators, one has an id twice, no document is of two annotators, the
            texts of a document differ, or no document has a field of ``by``.

    >>> from vnjudnlp.records import Entity
    >>> text = "Ông Lê A họp ngày 12/4"
    >>> one = Record("a", text, entities=[Entity(4, 8, "PERSON"), Entity(13, 22, "DATE")])
    >>> other = Record("a", text, entities=[Entity(4, 8, "PERSON"), Entity(18, 22, "DATE")])
    >>> found = agreement({"An": [one], "Bình": [other]})
    >>> found.joint["all"].f1.value, round(found.joint["all"].alpha.value, 3)
    (0.5, 0.766)
    >>> [(item.kinds, item.text) for item in found.disagreements]
    [(('boundary',), 'ngày 12/4')]
    """
    names = tuple(annotators)
    lineup = line_up(annotators, labels)
    counts = count_agreement(lineup, len(names))
    targets = (*lineup.labels, ALL)
    records = [document.record for document in lineup.documents]
    by_field: dict[str, dict[str, dict[str, JointFigures]]] = {}
    for field in dict.fromkeys(by):
        values = field_values(records, field)
        by_field[field] = {
            value: _joint(
                counts.of([row for row, other in enumerate(values) if other == value]), targets, resamples, seed
            )
            for value in sorted(set(values))
        }
    disagreements = tuple(find_disagreements(lineup.documents, names, context=context))
    return Agreement(
        annotators=names,
        documents=len(lineup.documents),
        labels=lineup.labels,
        joint=_joint(counts, targets, resamples, seed),
        pairs=_pairs(counts, names, targets, resamples, seed),
        by_field=by_field,
        disagreements=disagreements,
        kinds=count_kinds(disagreements),
        confusions=confused_labels(disagreements),
        lacking=lineup.lacking,
        resamples=resamples,
        seed=seed,
    )


def _joint(counts: AgreementCounts, targets: Sequence[str], resamples: int, seed: int) -> dict[str, JointFigures]:
    def figures(sums: AgreementCounts) -> list[FloatArray]:
        found = figures_of(sums)
        return [_mean(found["f1"]), _mean(found["overlapping_f1"]), found["alpha"], found["alpha_annotated"]]

    rows = _with_intervals(counts, figures, resamples, seed)
    return {target: JointFigures(*(row[index] for row in rows)) for index, target in enumerate(targets)}


def _pairs(
    counts: AgreementCounts, names: Sequence[str], targets: Sequence[str], resamples: int, seed: int
) -> dict[tuple[str, str], dict[str, PairFigures]]:
    kinds = ("f1", "overlapping_f1", "kappa", "kappa_annotated", "norm")

    def figures(sums: AgreementCounts) -> list[FloatArray]:
        found = figures_of(sums)
        return [found[name].reshape(len(found[name]), -1) for name in kinds]

    rows = _with_intervals(counts, figures, resamples, seed)
    totals = counts.spans.sum(axis=0).astype(np.int64)
    result: dict[tuple[str, str], dict[str, PairFigures]] = {}
    for pair, two in enumerate(combinations(names, 2)):
        result[two] = {}
        for column, target in enumerate(targets):
            first, second, same, overlapping, norms, _ = totals[pair, column].tolist()
            f1, overlapping_f1, kappa, annotated, norm = (row[pair * len(targets) + column] for row in rows)
            result[two][target] = PairFigures(
                first, second, same, f1, overlapping, overlapping_f1, kappa, annotated, norms, norm
            )
    return result


def _with_intervals(
    counts: AgreementCounts, figures: Callable[[AgreementCounts], list[FloatArray]], resamples: int, seed: int
) -> list[list[Figure | None]]:
    """Compute figures on all documents and on resampled ones: for each kind of figure one a column."""
    every = figures(counts.weighted(np.ones((1, len(counts)))))
    draws = [figures(sums) for sums in counts.resampled(resamples, seed)]
    tail = 100 * (1 - CONFIDENCE) / 2
    result: list[list[Figure | None]] = []
    for kind, values in enumerate(every):
        drawn = np.concatenate([block[kind] for block in draws]) if draws else values
        with warnings.catch_warnings():
            # a resample in which a figure has no meaning says nothing about it, and perhaps none does
            warnings.simplefilter("ignore", RuntimeWarning)
            low, high = np.nanpercentile(drawn, [tail, 100 - tail], axis=0)
        result.append(
            [_figure(*triple) for triple in zip(values[0].tolist(), low.tolist(), high.tolist(), strict=True)]
        )
    return result


def _figure(value: float, low: float, high: float) -> Figure | None:
    if np.isnan(value):
        return None
    return Figure(value, value, value) if np.isnan(low) else Figure(value, low, high)


def _mean(values: FloatArray) -> FloatArray:
    """Return the mean over pairs of those that have a meaning."""
    known = ~np.isnan(values)
    sums, pairs = np.where(known, values, 0.0).sum(axis=1), known.sum(axis=1)
    result: FloatArray = np.divide(sums, pairs, out=np.full_like(sums, np.nan), where=pairs > 0)
    return result
