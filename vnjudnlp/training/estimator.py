"""The tagger as a scikit-learn estimator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted

from vnjudnlp.errors import InputError
from vnjudnlp.pipeline import entities
from vnjudnlp.records import LABELS, Entity, Record
from vnjudnlp.tagging.features import TEMPLATE_NAMES
from vnjudnlp.tagging.span_model import SpanModel, log_odds
from vnjudnlp.training.augmentation import augmented
from vnjudnlp.training.examples import describe_groups, groups_of, sample_of
from vnjudnlp.training.fitting import collect_features, fit_chain
from vnjudnlp.training.saving import save_model, to_arrays

__all__ = ["SpanTagger"]


class SpanTagger(BaseEstimator):  # type: ignore[misc]
    """A linear-chain tagger that learns from annotated documents, the findings of the grammar among its features.

    A sample is a whole document, so that cross-validation never divides one.

    Args:
        labels: the labels to learn; None for all that the documents have.
        penalty: how much a squared weight costs.
        least: how often a form or a feature has to occur to be learned.
        iterations: how many steps of L-BFGS are made at most.
        augment: how many altered copies of each document are added: other names, capitals,
            no diacritics, scan noise.
        seed: of the random numbers behind the copies.
        grammar: whether what the rules of the package find is among the features.

    Attributes:
        labels_: the labels that were learned.
        model_: the trained :class:`~vnjudnlp.tagging.span_model.SpanModel`.

    >>> SpanTagger(penalty=1.5).get_params()["penalty"]
    1.5
    """

    def __init__(
        self,
        labels: Sequence[str] | None = None,
        *,
        penalty: float = 2.0,
        least: int = 3,
        iterations: int = 160,
        augment: float = 1.0,
        seed: int = 0,
        grammar: bool = True,
    ) -> None:
        self.labels = labels
        self.penalty = penalty
        self.least = least
        self.iterations = iterations
        self.augment = augment
        self.seed = seed
        self.grammar = grammar

    def fit(
        self,
        X: Sequence[Record],
        y: Sequence[Sequence[Entity]] | None = None,
        *,
        progress: Callable[[int], None] | None = None,
    ) -> SpanTagger:
        """Learn from documents.

        Args:
            X: documents; ``extra["labels"]`` of one names the only labels that it is annotated with, if not all.
            y: the spans of each document; None for those of the records.
            progress: called with the number of training steps that are done.

        Returns:
            the estimator.

        Raises:
            InputError: there are no documents, or no span in them has a label to learn.
        """
        records = _with_spans(X, y)
        found = {entity.label for record in records for entity in record.entities}
        # the project's own labels keep their order, so that models are alike
        wanted = self.labels if self.labels is not None else sorted(found, key=_order)
        if not found & set(wanted):
            raise InputError("nothing to learn: the documents have no span with a label to learn")
        self.labels_ = tuple(wanted)
        generator = np.random.default_rng(self.seed)
        groups = list(
            groups_of([*records, *augmented(records, self.augment, generator)], self.labels_, grammar=self.grammar)
        )
        examples = describe_groups(groups, LABELS, self.least)
        sample, keys = sample_of(groups, examples, self.labels_)
        features = collect_features(keys, self.least)
        fitted = fit_chain(
            sample,
            features,
            len(self.labels_),
            penalty=self.penalty,
            iterations=self.iterations,
            progress=progress,
        )
        arrays, sizes = to_arrays(fitted)
        self._arrays = {**arrays, "inert": examples.inert}
        self._meta = {
            "labels": list(self.labels_),
            "grammar_labels": list(examples.classes.labels),
            "grammar_rules": [list(rule) for rule in examples.classes.rules],
            "grammar": self.grammar,
            "templates": list(TEMPLATE_NAMES),
            "features": sizes,
            "calibration": [1.0, 0.0],
        }
        self.model_ = SpanModel.from_arrays(self._arrays, examples.forms, self._meta)
        return self

    def calibrate(self, X: Sequence[Record], y: Sequence[Sequence[Entity]] | None = None) -> SpanTagger:
        """Fit what turns the model's probabilities into shares of spans that are right (Platt 1999).

        Args:
            X: documents that the estimator was not fitted to.
            y: the spans of each document; None for those of the records.

        Returns:
            the estimator; it is as it was if there is nothing to tell right and wrong spans by.
        """
        check_is_fitted(self, "model_")
        records = _with_spans(X, y)
        self._meta["calibration"] = [1.0, 0.0]
        self.model_ = SpanModel.from_arrays(self._arrays, self.model_.forms, self._meta)
        scores, right = [], []
        for record, spans in zip(records, self.predict(records), strict=True):
            gold = {(entity.start, entity.end, entity.label) for entity in record.entities}
            for entity in spans:
                scores.append(entity.score)
                right.append((entity.start, entity.end, entity.label) in gold)
        if len(set(right)) == 2:
            regression = LogisticRegression(C=1e6).fit(log_odds(np.array(scores))[:, None], right)
            self._meta["calibration"] = [float(regression.coef_[0, 0]), float(regression.intercept_[0])]
            self.model_ = SpanModel.from_arrays(self._arrays, self.model_.forms, self._meta)
        return self

    def predict(self, X: Sequence[Record]) -> list[list[Entity]]:
        """Tag documents.

        Args:
            X: documents; what they are annotated with is not looked at.

        Returns:
            the spans of each, without normal forms of dates and agencies.
        """
        check_is_fitted(self, "model_")
        result: list[list[Entity]] = []
        for group in groups_of(list(X), self.labels_, grammar=self.grammar):
            group.batch.spans = self.model_.find(group.batch, group.grammar, group.words)
            result.extend(entities(group.batch))
        return result

    def tag(self, records: Sequence[Record]) -> list[Record]:
        """Return documents as the model annotates them.

        Args:
            records: documents; what they are annotated with is not looked at.
        """
        tagged = zip(records, self.predict(records), strict=True)
        return [replace(record, entities=spans, abbreviations=[]) for record, spans in tagged]

    def score(self, X: Sequence[Record], y: Sequence[Sequence[Entity]] | None = None) -> float:
        """Return the strict F1 over all spans of the labels learned: start, end and label agree.

        Args:
            X: documents.
            y: the spans of each document; None for those of the records.
        """
        records = _with_spans(X, y)
        expected = found = right = 0
        for record, spans in zip(records, self.predict(records), strict=True):
            gold = {(item.start, item.end, item.label) for item in record.entities if item.label in self.labels_}
            tagged = {(item.start, item.end, item.label) for item in spans}
            expected, found, right = expected + len(gold), found + len(tagged), right + len(gold & tagged)
        return 2 * right / (expected + found) if expected + found else 0.0

    def save(self, folder: Path | str, *, notes: dict[str, Any] | None = None, card: str = "") -> None:
        """Write the model's files; an existing model is replaced only when the new one is complete.

        Args:
            folder: where.
            notes: what ``meta.json`` is to hold beside what the model needs.
            card: the model card, in Markdown.
        """
        check_is_fitted(self, "model_")
        settings = {"training": {name: value for name, value in self.get_params().items() if name != "labels"}}
        save_model(Path(folder), self._arrays, self.model_.forms, {**self._meta, **settings, **(notes or {})}, card)


def _order(label: str) -> tuple[int, str]:
    return (LABELS.index(label) if label in LABELS else len(LABELS), label)


def _with_spans(records: Sequence[Record], spans: Sequence[Sequence[Entity]] | None) -> list[Record]:
    """Return the records, with other spans if they are given."""
    if not len(records):
        raise InputError("there are no documents")
    if spans is None:
        return list(records)
    return [replace(record, entities=list(own)) for record, own in zip(records, spans, strict=True)]
