"""The linear chain over tags: what may follow what, the best sequence, and how probable a span is.

A chain begins and ends beside a token outside all spans. What follows the end of a span depends on its label alone, so
that the transitions are few: one for each pair of what has ended and what begins, and four inside each label.
Sentences are put in order of length (:class:`~vnjudnlp.segmentation.viterbi.Lattice`), and one step of a recursion is a
few operations for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from vnjudnlp.batch import BoolArray, IntArray
from vnjudnlp.segmentation.viterbi import Lattice
from vnjudnlp.tagging.tags import OUTSIDE, Place, tag_count

__all__ = ["Chain", "Floats", "Posterior"]

Floats = npt.NDArray[np.float32]

IMPOSSIBLE = -1e4
"""The score of what cannot be."""

# the columns of each place in spans of all labels
_BEGINS, _INSIDES, _LASTS, _UNITS = (slice(int(place), None, len(Place)) for place in Place)

_LOWEST = -50.0
_NEGLIGIBLE = 1e-15


@dataclass(frozen=True, slots=True)
class Posterior:
    """What the forward-backward recursion found; rows are in the order of the lattice.

    Attributes:
        forward: float32, shape ``(tokens, tags)``: the probability of each tag given the tokens up to here.
        backward: float32, of the same shape, scaled so that the product with ``forward`` is the tag's probability.
        emission: float32, of the same shape: each tag's factor, at most 1.
        scale: float32, shape ``(tokens,)``: by what ``forward`` was divided.
        log_partition: the sum over all chains of the log of the partition function.
    """

    forward: Floats
    backward: Floats
    emission: Floats
    scale: Floats
    log_partition: float

    @property
    def tags(self) -> Floats:
        """The probability of each tag, float32, shape ``(tokens, tags)``."""
        return self.forward * self.backward


class Chain:
    """The tags of a number of labels and the scores of one behind another.

    Args:
        labels: how many labels there are.
        parameters: float, shape ``((labels + 1)² + 4 · labels,)``: the score of each kind of transition; None for
            zeros.
    """

    def __init__(self, labels: int, parameters: npt.NDArray[Any] | None = None) -> None:
        self.labels = labels
        size = tag_count(labels)
        ends = np.array([OUTSIDE, *(4 * k + place for k in range(labels) for place in (Place.LAST, Place.UNIT))])
        begins = np.array([OUTSIDE, *(4 * k + place for k in range(labels) for place in (Place.BEGIN, Place.UNIT))])
        kind = np.full((size, size), -1, dtype=np.int64)
        kind[np.ix_(ends, begins)] = ((ends + 3) // 4)[:, None] * (labels + 1) + ((begins + 3) // 4)[None, :]
        inside = (labels + 1) ** 2
        for label in range(labels):
            begin, middle, last = (4 * label + place for place in (Place.BEGIN, Place.INSIDE, Place.LAST))
            kind[[begin, begin, middle, middle], [middle, last, middle, last]] = inside + 4 * label + np.arange(4)
        self.kind = kind
        """int64, shape ``(tags, tags)``: which parameter scores a tag behind another, -1 for none: it is impossible."""
        self.parameters = np.zeros(self.parameter_count(labels)) if parameters is None else parameters
        self.transitions = np.where(kind >= 0, self.parameters[kind], IMPOSSIBLE).astype(np.float32)

    @staticmethod
    def parameter_count(labels: int) -> int:
        """Return how many kinds of transition there are."""
        return (labels + 1) ** 2 + 4 * labels

    def posterior(self, scores: Floats, lattice: Lattice) -> Posterior:
        """Run the forward-backward recursion.

        Args:
            scores: float32, shape ``(tokens, tags)``, in the order of the lattice.
            lattice: the chains.
        """
        outer = np.exp(self._outer())
        highest = scores.max(axis=1, keepdims=True) if len(scores) else scores[:, :1]
        emission = np.exp(np.maximum(scores - highest, _LOWEST))
        forward, backward = np.empty_like(emission), np.empty_like(emission)
        scale = np.empty(len(emission), dtype=np.float32)
        edges = lattice.edges.tolist()
        for position in range(len(edges) - 1):
            here = slice(edges[position], edges[position + 1])
            width = here.stop - here.start
            before = forward[edges[position - 1] : edges[position - 1] + width] if position else self._outside(width)
            reached = self._step(before, outer)
            reached *= emission[here]
            scale[here] = reached.sum(axis=1)
            reached /= scale[here, None]
            # numbers near the smallest that there are make a processor slow
            reached[reached < _NEGLIGIBLE] = 0
            forward[here] = reached
        log_partition = float(np.log(scale).sum(dtype=np.float64) + highest.sum(dtype=np.float64))
        followed = 0
        for position in range(len(edges) - 2, -1, -1):
            start, stop = edges[position], edges[position + 1]
            end = self._step_back(self._outside(stop - start - followed), outer)
            ending = (forward[start + followed : stop] * end).sum(axis=1)
            log_partition += float(np.log(ending).sum(dtype=np.float64))
            backward[start + followed : stop] = end / ending[:, None]
            if followed:
                behind = slice(stop, stop + followed)
                weighted = backward[behind] * emission[behind] / scale[behind, None]
                reaching = self._step_back(weighted.astype(np.float32, copy=False), outer)
                reaching[reaching < _NEGLIGIBLE] = 0
                backward[start : start + followed] = reaching
            followed = stop - start
        return Posterior(forward, backward, emission, scale, log_partition)

    def _outer(self) -> Floats:
        """Return the scores of what begins behind what has ended, float32, shape ``(labels + 1, labels + 1)``."""
        square = (self.labels + 1) ** 2
        outer: Floats = self.parameters[:square].reshape(self.labels + 1, self.labels + 1).astype(np.float32)
        return outer

    def _inner(self) -> Floats:
        """Return the scores inside spans, float32, shape ``(4, labels)``.

        The rows: inside behind begin, last behind begin, inside behind inside, last behind inside.
        """
        inner: Floats = self.parameters[(self.labels + 1) ** 2 :].reshape(self.labels, 4).T.astype(np.float32)
        return inner

    def _outside(self, chains: int) -> Floats:
        """Return the probabilities of tags beside chains: all outside."""
        probabilities = np.zeros((chains, tag_count(self.labels)), dtype=np.float32)
        probabilities[:, OUTSIDE] = 1
        return probabilities

    # matrix products of a few rows would wake the threads of a linear algebra library for nothing
    def _step(self, before: Floats, outer: Floats) -> Floats:
        """Go from the tags of one position, shape ``(chains, tags)``, to those of the next."""
        begin_inside, begin_last, inside_inside, inside_last = np.exp(self._inner())
        ended = np.empty((len(before), self.labels + 1), dtype=np.float32)
        ended[:, 0] = before[:, OUTSIDE]
        np.add(before[:, _LASTS], before[:, _UNITS], out=ended[:, 1:])
        entered = np.einsum("cf,ft->ct", ended, outer)
        reached = np.empty_like(before)
        reached[:, OUTSIDE] = entered[:, 0]
        reached[:, _BEGINS] = reached[:, _UNITS] = entered[:, 1:]
        reached[:, _INSIDES] = before[:, _BEGINS] * begin_inside + before[:, _INSIDES] * inside_inside
        reached[:, _LASTS] = before[:, _BEGINS] * begin_last + before[:, _INSIDES] * inside_last
        return reached

    def _step_back(self, behind: Floats, outer: Floats) -> Floats:
        """Go from the tags of one position, shape ``(chains, tags)``, to those of the one before."""
        begin_inside, begin_last, inside_inside, inside_last = np.exp(self._inner())
        begun = np.empty((len(behind), self.labels + 1), dtype=np.float32)
        begun[:, 0] = behind[:, OUTSIDE]
        np.add(behind[:, _BEGINS], behind[:, _UNITS], out=begun[:, 1:])
        left = np.einsum("ct,ft->cf", begun, outer)
        reaching = np.empty_like(behind)
        reaching[:, OUTSIDE] = left[:, 0]
        reaching[:, _LASTS] = reaching[:, _UNITS] = left[:, 1:]
        reaching[:, _BEGINS] = behind[:, _INSIDES] * begin_inside + behind[:, _LASTS] * begin_last
        reaching[:, _INSIDES] = behind[:, _INSIDES] * inside_inside + behind[:, _LASTS] * inside_last
        return reaching

    def expected_transitions(self, posterior: Posterior, lattice: Lattice) -> npt.NDArray[np.float64]:
        """Return how often each kind of transition is expected, those from and to the outside of a chain included."""
        factors = np.exp(self.transitions.astype(np.float64))
        widths = np.diff(lattice.edges)
        first = int(widths[0]) if len(widths) else 0
        behind = np.arange(first, len(posterior.scale))
        before = behind - np.repeat(widths[:-1], widths[1:])
        weighted = posterior.backward[behind] * posterior.emission[behind] / posterior.scale[behind, None]
        pairs = (posterior.forward[before].T @ weighted).astype(np.float64)
        probability = posterior.tags
        pairs *= factors
        pairs[OUTSIDE] += probability[:first].sum(axis=0)
        pairs[:, OUTSIDE] += probability[last_of_chains(lattice)].sum(axis=0)
        possible = self.kind >= 0
        counts = np.bincount(self.kind[possible], weights=pairs[possible], minlength=len(self.parameters))
        return counts.astype(np.float64)

    def best(self, scores: Floats, lattice: Lattice) -> IntArray:
        """Return the best sequence of tags of each chain.

        Args:
            scores: float32, shape ``(tokens, tags)``, in the order of the lattice.
            lattice: the chains.

        Returns:
            int64, shape ``(tokens,)``, in the order of the lattice.
        """
        labels = self.labels
        outer, inner = self._outer(), self._inner()
        to_inside, to_last = inner[[0, 2]], inner[[1, 3]]
        edges = lattice.edges.tolist()
        tags = scores[:, 1:].reshape(len(scores), labels, 4)
        # what is best up to a token that something may follow: outside, or the end of a span of each label
        ended = np.empty((len(scores), labels + 1), dtype=np.float32)
        # what is best up to a token inside a span: its first, or one in its middle
        opened = np.empty((len(scores), 2, labels), dtype=np.float32)
        for position in range(len(edges) - 1):
            here = slice(edges[position], edges[position + 1])
            emitted = tags[here]
            if position == 0:
                entered = np.broadcast_to(outer[0], (here.stop - here.start, labels + 1))
                last = inside = np.full((here.stop - here.start, labels), IMPOSSIBLE, dtype=np.float32)
            else:
                before = slice(edges[position - 1], edges[position - 1] + here.stop - here.start)
                entered = _best_sums(ended[before], outer)
                inside = (opened[before] + to_inside).max(axis=1)
                last = (opened[before] + to_last).max(axis=1)
            ended[here, 0] = entered[:, 0] + scores[here, 0]
            np.maximum(
                entered[:, 1:] + emitted[:, :, Place.UNIT - 1],
                last + emitted[:, :, Place.LAST - 1],
                out=ended[here, 1:],
            )
            opened[here, 0] = entered[:, 1:] + emitted[:, :, Place.BEGIN - 1]
            opened[here, 1] = inside + emitted[:, :, Place.INSIDE - 1]
        return self._trace(tags, ended, opened, outer, to_inside, to_last, edges)

    def _trace(
        self,
        tags: Floats,
        ended: Floats,
        opened: Floats,
        outer: Floats,
        to_inside: Floats,
        to_last: Floats,
        edges: list[int],
    ) -> IntArray:
        """Go back through what :meth:`best` found."""
        result = np.empty(len(tags), dtype=np.int64)
        followed = 0
        for position in range(len(edges) - 2, -1, -1):
            start, stop = edges[position], edges[position + 1]
            place = np.empty(stop - start, dtype=np.int64)
            label = np.empty(stop - start, dtype=np.int64)
            # what follows: something outside or a span that begins, or more of the same span
            behind = result[stop : stop + followed]
            behind_label = (behind + 3) // 4
            behind_place = np.where(behind == OUTSIDE, 0, (behind - 1) % 4 + 1)
            goes_on = (behind_place == Place.INSIDE) | (behind_place == Place.LAST)
            free = np.append(np.flatnonzero(~goes_on), np.arange(followed, stop - start))
            target = np.zeros(stop - start, dtype=np.int64)
            target[:followed] = behind_label
            chosen = (ended[start + free] + outer[:, target[free]].T).argmax(axis=1)
            label[free] = chosen
            place[free] = 0
            named = free[chosen > 0]
            if len(named):
                row, k = start + named, label[named] - 1
                if position == 0:
                    place[named] = Place.UNIT
                else:
                    before = edges[position - 1] + named
                    last = (opened[before][np.arange(len(named)), :, k] + to_last[:, k].T).max(axis=1)
                    unit = (ended[before] + outer[:, k + 1].T).max(axis=1) + tags[row, k, Place.UNIT - 1]
                    place[named] = np.where(last + tags[row, k, Place.LAST - 1] > unit, Place.LAST, Place.UNIT)
            inner = np.flatnonzero(goes_on)
            if len(inner):
                k = behind_label[inner] - 1
                step = np.where((behind_place[inner] == Place.LAST)[:, None], to_last[:, k].T, to_inside[:, k].T)
                middle = (opened[start + inner][np.arange(len(inner)), :, k] + step).argmax(axis=1)
                place[inner] = np.where(middle == 1, Place.INSIDE, Place.BEGIN)
                label[inner] = k + 1
            result[start:stop] = np.where(place > 0, 4 * (label - 1) + place, OUTSIDE)
            followed = stop - start
        return result


def _best_sums(values: Floats, scores: Floats) -> Floats:
    """Return for each row and each column of the scores the highest sum of a value and the score beside it.

    Args:
        values: shape ``(rows, n)``.
        scores: shape ``(n, columns)``.

    Returns:
        shape ``(rows, columns)``.
    """
    # faster than the maximum over an axis of one array of three dimensions
    best: Floats = values[:, :1] + scores[0]
    for number in range(1, len(scores)):
        np.maximum(best, values[:, number : number + 1] + scores[number], out=best)
    return best


def last_of_chains(lattice: Lattice) -> IntArray:
    """Return the places in the lattice of the last token of every chain."""
    widths = np.diff(lattice.edges)
    following = np.append(widths[1:], 0)
    inside = np.arange(int(widths.sum())) - np.repeat(lattice.edges[:-1], widths)
    is_last: BoolArray = inside >= np.repeat(following, widths)
    return np.flatnonzero(is_last)
