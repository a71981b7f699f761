"""The span model: a linear chain over tokens that decides what is named, the grammar's findings among its features."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from vnjudnlp.batch import Batch, BoolArray, Gap, IntArray, Span
from vnjudnlp.errors import ResourceError
from vnjudnlp.resources import models_file
from vnjudnlp.segmentation.arrays import ModelFiles
from vnjudnlp.segmentation.forms import CaseClass
from vnjudnlp.segmentation.tables import KeyTable
from vnjudnlp.segmentation.viterbi import Lattice
from vnjudnlp.tagging.chain import Chain, Floats
from vnjudnlp.tagging.features import (
    TEMPLATE_NAMES,
    TEMPLATES,
    Columns,
    GrammarClasses,
    describe_tokens,
    template_bits,
    template_keys,
)
from vnjudnlp.tagging.tags import spans_of, tag_count, tags_of

__all__ = ["NAME", "VERSION", "SpanModel", "active_tokens", "calibrated", "load_model", "log_odds", "pieces_of"]

NAME = "vi_jud_base"
VERSION = 1
"""The version of the files' form."""

UNIT = 64
"""How many whole numbers make a weight of 1."""

_DENSE_BITS = 16
"""Up to how many bits keys may have to be indices of a table."""

_LEAST_SCORE = 0.0001

_LONG_PIECE, _LONGEST_PIECE = 256, 512
"""From how many tokens on a chain is cut where sentences begin, and how many it has at most."""

_AT_ONCE = 8192
"""How many tokens are scored at once, so that what is summed stays in the processor's cache."""

Weights = npt.NDArray[np.int16]


def active_tokens(columns: Columns, inert: BoolArray) -> IntArray:
    """Return the tokens that may be named: all but runs of words that never are.

    Args:
        columns: the tokens.
        inert: bool, one a form: whether the form in small letters is never or hardly ever named, unless by the grammar.

    Returns:
        int64: token indices, in order.
    """
    values = columns.values
    case = values["case"]
    quiet = (case == CaseClass.LOWER) & inert[values["form"]]
    quiet |= (case == CaseClass.PUNCTUATION) | (case == CaseClass.PAD)
    quiet &= values["grammar"] <= 1
    may_be: BoolArray = ~quiet
    may_be[1:] |= ~quiet[:-1]
    may_be[:-1] |= ~quiet[1:]
    return np.flatnonzero(may_be[columns.position])


def pieces_of(active: IntArray, batch: Batch) -> IntArray:
    """Return where in a list of tokens each chain begins: a paragraph ends or tokens are left out before it.

    A long paragraph is cut where its sentences begin, and what is longer than any sentence anywhere: the time a batch
    takes grows with its longest chain.

    Args:
        active: int64: token indices, in order.
        batch: the batch.
    """
    begins = batch.tokens.gap[active] >= Gap.PARAGRAPH
    begins |= np.diff(active, prepend=-2) > 1
    is_sentence = np.zeros(len(batch.tokens), dtype=np.bool_)
    is_sentence[batch.sentence_first] = True
    first = np.flatnonzero(begins)
    lengths = np.diff(np.append(first, len(active)))
    begins |= is_sentence[active] & np.repeat(lengths > _LONG_PIECE, lengths)
    first = np.flatnonzero(begins)
    for piece in np.flatnonzero(np.diff(np.append(first, len(active))) > _LONGEST_PIECE).tolist():
        stop = int(first[piece + 1]) if piece + 1 < len(first) else len(active)
        begins[int(first[piece]) : stop : _LONGEST_PIECE] = True
    return np.flatnonzero(begins)


def calibrated(probability: npt.NDArray[Any], slope: float, intercept: float) -> npt.NDArray[np.float64]:
    """Turn the model's probabilities into shares of spans that are right (Platt 1999).

    Args:
        probability: between 0 and 1.
        slope: how much a step in the log of the odds counts.
        intercept: what is added.

    Returns:
        float64, of the same shape, between 0 and 1.

    >>> calibrated(np.array([0.5, 0.9]), 1.0, 0.0).round(2).tolist()
    [0.5, 0.9]
    """
    logits = log_odds(probability)
    shares: npt.NDArray[np.float64] = 1 / (1 + np.exp(-(slope * logits + intercept)))
    return shares


def log_odds(probability: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Return the log of the odds of probabilities, those of almost 0 and 1 brought in a little."""
    inside = np.clip(np.asarray(probability, dtype=np.float64), 1e-6, 1 - 1e-6)
    odds: npt.NDArray[np.float64] = np.log(inside / (1 - inside))
    return odds


class RowTable(Protocol):
    """From keys to rows."""

    def find(self, keys: IntArray) -> npt.NDArray[np.int32]:
        """Return the row of each key, 0 where the table does not have it."""


@dataclass(frozen=True, slots=True)
class DenseTable:
    """A table of small keys: the row of every key that there can be.

    Attributes:
        rows: int32, one a possible key: its row, 0 for none.
    """

    rows: npt.NDArray[np.int32]

    @classmethod
    def build(cls, keys: IntArray, rows: npt.NDArray[np.int32]) -> DenseTable:
        """Make a table.

        Args:
            keys: int64, below 2 to the power of :data:`_DENSE_BITS`.
            rows: int32, of the same shape, above zero.
        """
        every = np.zeros(1 << _DENSE_BITS, dtype=np.int32)
        every[keys] = rows
        return cls(every)

    def find(self, keys: IntArray) -> npt.NDArray[np.int32]:
        """Return the row of each key, 0 where the table does not have it."""
        found: npt.NDArray[np.int32] = self.rows[keys]
        return found


@dataclass(frozen=True, slots=True)
class SpanModel:
    """A trained tagger.

    Attributes:
        labels: its labels.
        uses_grammar: whether what the grammar finds is among its features.
        forms: numbers of the forms that it knows.
        inert: bool, one a form: see :func:`active_tokens`.
        classes: the numbers of the grammar's labels and rules.
        tables: for each template the rows of its features' weights, 0 where a feature has none.
        weights: int16, shape ``(rows, tags)``, in units of 1 / :data:`UNIT`; row 0 is zero.
        chain: the transitions.
        calibration: slope and intercept for :func:`calibrated`.
    """

    labels: tuple[str, ...]
    uses_grammar: bool
    forms: dict[str, int]
    inert: BoolArray
    classes: GrammarClasses
    tables: list[RowTable]
    weights: Weights
    chain: Chain
    calibration: tuple[float, float]

    @classmethod
    def load(cls, model: str | Path = NAME) -> SpanModel:
        """Load a model.

        Args:
            model: the name of one that ships with the package, or the folder of another.

        Raises:
            ResourceError: it is missing, damaged or of another version.
        """
        files = ModelFiles(model, VERSION)
        if tuple(files.meta.get("templates", ())) != TEMPLATE_NAMES:
            raise ResourceError(
                f"the model {model} was trained with other features than this vnjudnlp has; train it again"
            )
        names = ("keys", "weights", "transitions", "inert")
        return cls.from_arrays({name: files.array(name) for name in names}, files.forms(), files.meta)

    @classmethod
    def from_arrays(
        cls, arrays: Mapping[str, npt.NDArray[Any]], forms: dict[str, int], meta: Mapping[str, Any]
    ) -> SpanModel:
        """Make a model of its arrays.

        Args:
            arrays: ``keys``: int64, those of each template's features, one template behind the other; ``weights``:
                int16, one row a key; ``transitions``: float32; ``inert``: bool.
            forms: the vocabulary.
            meta: labels, the grammar's labels and rules, how many features each template has, the calibration.
        """
        tables: list[RowTable] = []
        stop = 0
        for template, size in zip(TEMPLATES, meta["features"], strict=True):
            start, stop = stop, stop + size
            rows = np.arange(start + 1, stop + 1, dtype=np.int32)
            make = DenseTable.build if template_bits(template) <= _DENSE_BITS else KeyTable.build
            tables.append(make(arrays["keys"][start:stop], rows))
        weights = arrays["weights"]
        rules = tuple((label, rule) for label, rule in meta["grammar_rules"])
        slope, intercept = meta["calibration"]
        return cls(
            labels=tuple(meta["labels"]),
            uses_grammar=bool(meta["grammar"]),
            forms=forms,
            inert=arrays["inert"],
            classes=GrammarClasses(tuple(meta["grammar_labels"]), rules),
            tables=tables,
            weights=np.concatenate([np.zeros((1, weights.shape[1]), dtype=np.int16), weights]),
            chain=Chain(len(meta["labels"]), arrays["transitions"]),
            calibration=(float(slope), float(intercept)),
        )

    def scores(self, columns: Columns, active: IntArray) -> Floats:
        """Score tokens.

        Args:
            columns: the tokens of a batch.
            active: int64, shape ``(n,)``: which of them.

        Returns:
            float32, shape ``(n, tags)``.
        """
        rows = [
            table.find(keys)
            for table, keys in zip(self.tables, template_keys(columns, columns.position[active]), strict=True)
        ]
        total = np.empty((len(active), tag_count(len(self.labels))), dtype=np.float32)
        for start in range(0, len(active), _AT_ONCE):
            here = slice(start, start + _AT_ONCE)
            summed = self.weights.take(rows[0][here], axis=0)
            for column in rows[1:]:
                summed += self.weights.take(column[here], axis=0)
            np.multiply(summed, np.float32(1 / UNIT), out=total[here])
        return total

    def find(self, batch: Batch, grammar: list[Span], words: BoolArray) -> list[Span]:
        """Find spans.

        Args:
            batch: a batch with tokens and sentences.
            grammar: what the grammar found.
            words: bool, one a token: whether a word begins there.

        Returns:
            the spans in the order of the text; ``source`` is the grammar's rule where it found the same span, and
            ``"model"`` elsewhere.
        """
        if not len(batch.tokens):
            return []
        columns = describe_tokens(batch, self.forms, grammar, self.classes, words)
        active = active_tokens(columns, self.inert)
        pieces = pieces_of(active, batch)
        scores = self.scores(columns, active)
        lattice = Lattice.of_sentences(pieces, len(active))
        tags = np.empty(len(active), dtype=np.int64)
        tags[lattice.order] = self.chain.best(scores[lattice.order], lattice)
        first, stop, label = spans_of(tags)
        probability = span_probabilities(self.chain, scores, pieces, first, stop, label)
        shares = np.maximum(calibrated(probability, *self.calibration).round(4), _LEAST_SCORE)
        rules = {(span.first, span.stop, span.label): span.source for span in grammar}
        found = []
        firsts, stops = active[first].tolist(), (active[stop - 1] + 1).tolist()
        for begin, end, number, share in zip(firsts, stops, label.tolist(), shares.tolist(), strict=True):
            name = self.labels[number]
            found.append(Span(begin, end, name, rules.get((begin, end, name), "model"), share))
        return found


def span_probabilities(
    chain: Chain, scores: Floats, pieces: IntArray, first: IntArray, stop: IntArray, label: IntArray
) -> npt.NDArray[np.float64]:
    """Return how probable it is, by the chain, that each span is one of its label.

    Args:
        chain: the transitions.
        scores: float32, shape ``(tokens, tags)``.
        pieces: int64: index of the first token of each chain.
        first: int64, shape ``(spans,)``: index of each span's first token.
        stop: int64, of the same shape: index behind its last.
        label: int64, of the same shape: the number of its label.

    Returns:
        float64, of the same shape, between 0 and 1.
    """
    if not len(first):
        return np.zeros(0)
    # only pieces that have a span
    which = np.unique(np.searchsorted(pieces, first, side="right") - 1)
    edges = np.append(pieces, len(scores))
    lengths = edges[which + 1] - edges[which]
    starts = np.cumsum(lengths) - lengths
    kept = np.repeat(edges[which] - starts, lengths) + np.arange(int(lengths.sum()))
    lattice = Lattice.of_sentences(starts, len(kept))
    posterior = chain.posterior(scores[kept][lattice.order], lattice)
    place = np.full(len(scores), -1, dtype=np.int64)
    place[kept[lattice.order]] = np.arange(len(kept))
    tags = tags_of(first, stop, label, len(scores))
    # the forward probability of the first tag, the steps inside, and the backward one of the last
    with np.errstate(divide="ignore"):
        inner = np.flatnonzero(tags > 0)
        at = place[inner]
        steps = np.zeros(len(scores), dtype=np.float64)
        steps[inner] = np.log(posterior.emission[at, tags[inner]]) - np.log(posterior.scale[at])
        before = np.maximum(inner - 1, 0)
        steps[inner] += chain.transitions[tags[before], tags[inner]]
        begin, end = place[first], place[stop - 1]
        log = np.log(posterior.forward[begin, tags[first]]) + np.log(posterior.backward[end, tags[stop - 1]])
    steps[first] = 0
    sums = np.append(0.0, np.cumsum(steps))
    log = log + sums[stop] - sums[first]
    result: npt.NDArray[np.float64] = np.exp(np.minimum(log, 0.0))
    return result


def load_model(model: str | Path = NAME) -> SpanModel:
    """Return a model; the last few that were asked for are kept in memory.

    Args:
        model: the name of one that ships with the package, or the folder of another.

    Raises:
        ResourceError: there is none, or it is damaged or of another version.
    """
    if isinstance(model, str) and models_file(f"{model}/meta.json").is_file():
        return _loaded(model, 0)
    folder = Path(model)
    try:
        changed = folder.joinpath("meta.json").stat().st_mtime_ns
    except OSError:
        raise ResourceError(
            f"no model {str(model)!r}: neither the folder of a trained model, with its meta.json, nor "
            f"{NAME!r} or 'grammar'"
        ) from None
    return _loaded(folder.resolve(), changed)


@lru_cache(maxsize=4)
def _loaded(model: str | Path, changed: int) -> SpanModel:
    """Load a model; ``changed`` tells one from an earlier one in the same folder."""
    return SpanModel.load(model)
