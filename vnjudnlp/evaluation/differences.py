"""How two runs over the same documents differ, and with gold documents whether for the better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from vnjudnlp.corpus.labels import annotated_labels
from vnjudnlp.errors import InputError
from vnjudnlp.evaluation.alignment import align, labels_of, pair_by_overlap
from vnjudnlp.evaluation.norms import same_norm
from vnjudnlp.records import Entity, Record

__all__ = ["Change", "Differences", "differences"]

Kind = Literal["gained", "lost", "changed"]
Verdict = Literal["right", "wrong", "neither"]


@dataclass(frozen=True, slots=True)
class Change:
    """One span in which two runs differ.

    Attributes:
        id: the document.
        kind: ``"gained"``, ``"lost"`` or ``"changed"``: the spans of both runs overlap but differ.
        what: what of a changed span differs, of ``"label"``, ``"edge"`` and ``"norm"``; empty for the other kinds.
        before: the span of the first run, None where it is gained.
        after: the span of the second run, None where it is lost.
        verdict: with gold documents ``"right"`` where the change made a wrong span right, added a right one or removed
            a wrong one, ``"wrong"`` for the reverse, ``"neither"`` where a span is wrong (or right) both times; None
            where gold does not tell.
        text_before: text before both spans.
        inside: the text that either covers.
        text_behind: text behind both.
    """

    id: str
    kind: Kind
    what: tuple[str, ...]
    before: Entity | None
    after: Entity | None
    verdict: Verdict | None
    text_before: str
    inside: str
    text_behind: str

    @property
    def label(self) -> str:
        """The label of the second run, that of the first where the span is lost."""
        span = self.after or self.before
        return span.label if span is not None else ""

    def to_dict(self) -> dict[str, Any]:
        """Return the change as plain data."""
        return {
            "id": self.id,
            "kind": self.kind,
            "what": list(self.what),
            "label": self.label,
            "before": self.before.to_dict() if self.before else None,
            "after": self.after.to_dict() if self.after else None,
            "verdict": self.verdict,
            "text_before": self.text_before,
            "inside": self.inside,
            "text_behind": self.text_behind,
        }


@dataclass(frozen=True, slots=True)
class Differences:
    """How two runs differ.

    Attributes:
        documents: how many documents both runs have.
        labels: the labels that were compared.
        unchanged: how many spans are the same in both runs, the normal form too.
        changes: every difference, in the order of the documents and of the text.
        only_before: ids of documents of the first run alone; they are not compared.
        only_after: ids of documents of the second run alone.
    """

    documents: int
    labels: tuple[str, ...]
    unchanged: int
    changes: tuple[Change, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]

    def counts(self) -> dict[str, dict[str, dict[str, int]]]:
        """Count the changes.

        Returns:
            for each kind, and each label that has changes of it, ``all`` and the number with each verdict.
        """
        result: dict[str, dict[str, dict[str, int]]] = {"gained": {}, "lost": {}, "changed": {}}
        for (kind, label), number in Counter((change.kind, change.label) for change in self.changes).items():
            result[kind][label] = {"all": number}
        for change in self.changes:
            if change.verdict is not None:
                row = result[change.kind][change.label]
                row[change.verdict] = row.get(change.verdict, 0) + 1
        return result

    def to_dict(self, changes: int | None = None) -> dict[str, Any]:
        """Return the differences as plain data.

        Args:
            changes: how many changes to list; None for all.
        """
        return {
            "documents": self.documents,
            "labels": list(self.labels),
            "unchanged": self.unchanged,
            "counts": self.counts(),
            "changes": [change.to_dict() for change in self.changes[:changes]],
            "only_before": list(self.only_before),
            "only_after": list(self.only_after),
        }


def differences(
    before: Sequence[Record],
    after: Sequence[Record],
    gold: Sequence[Record] | None = None,
    *,
    labels: Collection[str] | None = None,
    context: int = 30,
) -> Differences:
    """Compare two runs over the same documents.

    Args:
        before: the documents of the first run.
        after: those of the second run, known by their ids.
        gold: annotated documents that tell right from wrong, where there are any.
        labels: the labels to compare; None for all that occur.
        context: how many characters of text changes have on either side.

    Returns:
        the spans that were gained, lost and changed.

    Raises:
        InputError: the runs have no document in common, an id is there twice, or the texts of an id differ.

    >>> text = "Ông Lê A họp ngày 12/4"
    >>> before = Record("a", text, entities=[Entity(4, 6, "PERSON"), Entity(18, 22, "DATE")])
    >>> after = Record("a", text, entities=[Entity(4, 8, "PERSON")])
    >>> found = differences([before], [after], [Record("a", text, entities=[Entity(4, 8, "PERSON")])])
    >>> [(change.kind, change.label, change.verdict) for change in found.changes]
    [('changed', 'PERSON', 'right'), ('lost', 'DATE', 'right')]
    """
    if not before or not after:
        raise InputError("a run has no documents to compare")
    chosen = labels_of([*before, *after]) if labels is None else tuple(dict.fromkeys(labels))
    # documents of one run alone would fill the list with spans that no change of the tagger gained or lost
    alignment = align(_unrestricted(before), _unrestricted(after), chosen)
    only_before = set(alignment.not_predicted)
    judges = _judges(before, gold, chosen)
    unchanged = 0
    changes: list[Change] = []
    for document in alignment.documents:
        record = document.record
        if record.id in only_before:
            continue
        pairs = pair_by_overlap(document.gold, document.predicted)
        both: list[tuple[Entity | None, Entity | None]] = [
            (document.gold[one], document.predicted[other]) for one, other in pairs
        ]
        first, second = {one for one, _ in pairs}, {other for _, other in pairs}
        both += [(span, None) for index, span in enumerate(document.gold) if index not in first]
        both += [(None, span) for index, span in enumerate(document.predicted) if index not in second]
        found = [
            _change(record.id, record.text, old, new, judges.get(record.id), context)
            for old, new in both
            if _what(old, new) or old is None or new is None
        ]
        unchanged += len(both) - len(found)
        changes += [change for _, change in sorted(found, key=lambda item: item[0])]
    return Differences(
        len(alignment.documents) - len(only_before),
        chosen,
        unchanged,
        tuple(changes),
        alignment.not_predicted,
        alignment.not_gold,
    )


def _unrestricted(records: Iterable[Record]) -> list[Record]:
    """Take the field away that restricts gold documents to some labels; a run carries it along from its input."""
    return [
        Record(
            record.id,
            record.text,
            record.doc_date,
            record.entities,
            extra={name: value for name, value in record.extra.items() if name != "labels"},
        )
        for record in records
    ]


class _Judge:
    """What one gold document says about spans."""

    def __init__(self, gold: Iterable[Entity], labels: Collection[str]) -> None:
        self.spans = {(span.start, span.end, span.label): span for span in gold}
        self.labels = labels

    def is_right(self, span: Entity, *, with_norm: bool) -> bool:
        expected = self.spans.get((span.start, span.end, span.label))
        return expected is not None and not (with_norm and expected.norm and not same_norm(expected.norm, span.norm))

    def verdict(self, before: Entity | None, after: Entity | None) -> Verdict | None:
        if any(span is not None and span.label not in self.labels for span in (before, after)):
            return None
        if before is None or after is None:
            span, is_wanted = (after, True) if after is not None else (before, False)
            if span is None:
                return None
            return "right" if self.is_right(span, with_norm=False) == is_wanted else "wrong"
        # a normal form matters only where it is all that differs
        with_norm = _what(before, after) == ("norm",)
        was, now = self.is_right(before, with_norm=with_norm), self.is_right(after, with_norm=with_norm)
        return "neither" if was == now else "right" if now else "wrong"


def _judges(before: Sequence[Record], gold: Sequence[Record] | None, labels: Sequence[str]) -> dict[str, _Judge]:
    if gold is None:
        return {}
    with_text = {record.id for record in before}
    judges: dict[str, _Judge] = {}
    known = [Record(record.id, record.text) for record in before]
    for document in align(gold, known, labels).documents:
        if document.record.id in with_text:
            annotated = annotated_labels(document.record)
            judges[document.record.id] = _Judge(document.gold, labels if annotated is None else annotated)
    return judges


def _what(before: Entity | None, after: Entity | None) -> tuple[str, ...]:
    """Say in what two spans differ."""
    if before is None or after is None:
        return ()
    differs = {
        "label": before.label != after.label,
        "edge": (before.start, before.end) != (after.start, after.end),
        "norm": before.norm != after.norm,
    }
    return tuple(name for name, is_so in differs.items() if is_so)


def _change(
    identifier: str, text: str, before: Entity | None, after: Entity | None, judge: _Judge | None, context: int
) -> tuple[tuple[int, int], Change]:
    spans = [span for span in (before, after) if span is not None]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    kind: Kind = "gained" if before is None else "lost" if after is None else "changed"
    verdict = judge.verdict(before, after) if judge is not None else None
    around = text[max(0, start - context) : start], text[start:end], text[end : end + context]
    return (start, end), Change(identifier, kind, _what(before, after), before, after, verdict, *around)
