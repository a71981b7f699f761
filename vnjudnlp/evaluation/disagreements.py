"""Where annotators disagree, place by place, for whoever settles it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from vnjudnlp.evaluation.alignment import pair_by_overlap
from vnjudnlp.evaluation.annotators import JointDocument
from vnjudnlp.evaluation.norms import same_norm
from vnjudnlp.records import Entity

__all__ = ["KINDS", "Disagreement", "confused_labels", "count_kinds", "find_disagreements"]

Kind = Literal["missing", "label", "boundary", "norm"]
KINDS: tuple[Kind, ...] = ("missing", "label", "boundary", "norm")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place on which annotators disagree: spans that hang together because they overlap.

    Attributes:
        id: the document.
        start: offset of the first character of any of the spans.
        end: offset behind their last.
        kinds: what is wrong, of ``"missing"``: an annotator has no span for one of another's; ``"label"``: spans that
            overlap have different labels; ``"boundary"``: they begin or end at different places; ``"norm"``: the same
            span of the same label has two normal forms.
        spans: the spans of each annotator who has the document, by name; empty for one who has none there.
        before: text before the place.
        text: the text of the place.
        behind: text behind it.
    """

    id: str
    start: int
    end: int
    kinds: tuple[Kind, ...]
    spans: Mapping[str, tuple[Entity, ...]]
    before: str
    text: str
    behind: str

    def to_dict(self) -> dict[str, Any]:
        """Return the disagreement as plain data."""
        return {
            "id": self.id,
            "start": self.start,
            "end": self.end,
            "kinds": list(self.kinds),
            "before": self.before,
            "text": self.text,
            "behind": self.behind,
            "spans": {
                name: [
                    {name: getattr(span, name) for name in ("start", "end", "label", "text", "norm")} for span in spans
                ]
                for name, spans in self.spans.items()
            },
        }


def find_disagreements(
    documents: Iterable[JointDocument], annotators: Sequence[str], *, context: int = 30
) -> Iterator[Disagreement]:
    """Find the places on which annotators disagree.

    Args:
        documents: the documents of several annotators.
        annotators: the annotators' names.
        context: how many characters of text to give on either side.

    Yields:
        the places in the order of the documents and of the text.
    """
    for document in documents:
        text = document.record.text
        for start, end, spans in _places(document.spans):
            found = {kind for one, other in combinations(spans.values(), 2) for kind in _kinds(one, other)}
            if found:
                yield Disagreement(
                    document.record.id,
                    start,
                    end,
                    tuple(kind for kind in KINDS if kind in found),
                    {annotators[number]: tuple(own) for number, own in spans.items()},
                    text[max(0, start - context) : start],
                    text[start:end],
                    text[end : end + context],
                )


def _places(spans: Mapping[int, Sequence[Entity]]) -> Iterator[tuple[int, int, dict[int, list[Entity]]]]:
    """Yield runs of spans that overlap, whoever they are of."""
    ordered = sorted(
        ((span, number) for number, own in spans.items() for span in own),
        key=lambda item: (item[0].start, item[0].end, item[0].label, item[1]),
    )
    place: dict[int, list[Entity]] = {}
    start = end = -1
    for span, number in ordered:
        if span.start >= end:
            if place:
                yield start, end, place
            place, start = {other: [] for other in spans}, span.start
        place[number].append(span)
        end = max(end, span.end)
    if place:
        yield start, end, place


def _kinds(one: Sequence[Entity], other: Sequence[Entity]) -> Iterator[Kind]:
    pairs = pair_by_overlap(one, other)
    if len(pairs) < max(len(one), len(other)):
        yield "missing"
    for index, number in pairs:
        first, second = one[index], other[number]
        same_place = (first.start, first.end) == (second.start, second.end)
        if not same_place:
            yield "boundary"
        if first.label != second.label:
            yield "label"
        elif same_place and first.norm and second.norm and not same_norm(first.norm, second.norm):
            yield "norm"


def count_kinds(disagreements: Iterable[Disagreement]) -> dict[str, int]:
    """Count the places with each kind of disagreement; a place may have several."""
    counts = Counter(kind for item in disagreements for kind in item.kinds)
    return {kind: counts[kind] for kind in KINDS}


def confused_labels(disagreements: Iterable[Disagreement]) -> dict[tuple[str, str], int]:
    """Count which two labels overlapping spans of two annotators have, the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    for item in disagreements:
        for one, other in combinations(item.spans.values(), 2):
            for index, number in pair_by_overlap(one, other):
                first, second = sorted((one[index].label, other[number].label))
                counts[first, second] += first != second
    return dict(sorted(((pair, count) for pair, count in counts.items() if count), key=lambda row: (-row[1], row[0])))
