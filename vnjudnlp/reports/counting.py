"""One pass over a corpus: everything that a report says, as plain data.

docs/statistics.md describes every field of what :func:`count_corpus` returns.
"""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Literal

from vnjudnlp.batch import Batch
from vnjudnlp.corpus.statistics import NO_VALUE, Size, Sizes
from vnjudnlp.dates.document_date import document_date
from vnjudnlp.errors import RecordError
from vnjudnlp.pipeline import records_in_batches
from vnjudnlp.records import LABELS, Entity, Record
from vnjudnlp.reports.date_mentions import DateMentions, iso_date
from vnjudnlp.reports.groups import LabelCounts, grouped, rate
from vnjudnlp.reports.lengths import Lengths
from vnjudnlp.reports.name_tables import Abbreviations, Offices, Seen, names_seen
from vnjudnlp.reports.names import shown
from vnjudnlp.reports.pairs import Pairs, association
from vnjudnlp.reports.tally import LIMIT, Tally
from vnjudnlp.text.tokens import read_texts

__all__ = ["LABEL_LIMIT", "VERSION", "Unit", "count_corpus"]

VERSION = 1
"""The version of the fields; it goes up where one changes its meaning or goes away."""

LABEL_LIMIT = 100
"""How many different labels are told apart; the others are counted as one."""

_GROUPS = 5_000
_SCORE_BINS = 20
_MORE = "(more)"

Unit = Literal["document", "sentence"]


def count_corpus(
    documents: Iterable[Record | RecordError],
    *,
    by: str = "genre",
    fields: Sequence[str] = (),
    within: Unit = "document",
    top: int = 20,
    limit: int = LIMIT,
    report: Callable[[str], None] | None = None,
) -> dict[str, Any]:
    """Count what annotated documents hold.

    Args:
        documents: the documents, read one by one and not kept; errors are reported and set aside.
        by: the field of the documents by whose values entities are counted.
        fields: fields of the documents whose values are counted.
        within: where names have to stand together to be a pair.
        top: how many rows the lists of the most frequent have.
        limit: how many different names, pairs or days are kept of each kind; where there are more, the rarest are
            dropped, and ``most_missed`` says by how much a count may be too low.
        report: called with the message of each error.

    Returns:
        plain data with texts, whole numbers, fractions and None.
    """
    counter = _Counter(by, tuple(dict.fromkeys(fields)), within, limit)
    for group in records_in_batches(_without_errors(documents, counter, report)):
        counter.add(group)
    return counter.to_dict(top)


def _without_errors(
    documents: Iterable[Record | RecordError], counter: _Counter, report: Callable[[str], None] | None
) -> Iterator[Record]:
    for item in documents:
        if isinstance(item, Record):
            yield item
        else:
            counter.bad += 1
            if report is not None:
                report(str(item))


class _Counter:
    """The counts so far."""

    def __init__(self, by: str, fields: tuple[str, ...], within: Unit, limit: int) -> None:
        self.bad = 0
        self._by, self._within = by, within
        self._documents = 0
        self._without_entities = 0
        self._characters = 0
        self._dated = Counter[str]()
        self._whole = Sizes()
        self._groups, self._months, self._years = Sizes(_GROUPS), Sizes(_GROUPS), Sizes(_GROUPS)
        self._fields = {name: Tally(limit) for name in fields}
        self._labels: dict[str, LabelCounts] = {}
        self._limit = limit
        self._label_sentences: Counter[tuple[str, str]] = Counter()
        self._abbreviations, self._offices = Abbreviations(limit), Offices(limit)
        self._bodies, self._people_bodies = Pairs(limit), Pairs(limit, two_sides=True)
        self._dates = DateMentions(limit)
        self._scores: Counter[int] = Counter()
        self._scores_outside = 0
        self._document_lengths, self._sentence_lengths = Lengths(), Lengths()

    def add(self, records: Sequence[Record]) -> None:
        """Count some documents."""
        batch = read_texts([record.text for record in records])
        views = batch.view.split("\x00")
        for record, starts, view in zip(records, _sentence_starts(batch), views, strict=False):
            self._add(record, starts, view)

    def _add(self, record: Record, starts: Sequence[int], view: str) -> None:
        number = self._documents
        self._documents += 1
        self._characters += len(record.text)
        entities = sorted(record.entities, key=lambda entity: entity.start)
        self._without_entities += not entities
        labels = [self._label(entity.label) for entity in entities]
        if entities and not starts:
            # a text without a token, such as one of invisible characters
            starts = [0]
        syllables, spans = len(record.text.split()), Counter(labels)
        self._whole.add("all", syllables, spans)
        self._groups.add(self._value(record, self._by), syllables, spans)
        day = self._day(record, view)
        self._months.add(NO_VALUE if day is None else day.isoformat()[:7], syllables, spans)
        self._years.add(NO_VALUE if day is None else day.isoformat()[:4], syllables, spans)
        if day is not None:
            self._dates.add_document(day, number)
        for name, tally in self._fields.items():
            value = self._value(record, name)
            tally.add((value,), number)
        self._document_lengths.add(syllables)
        for start, end in pairwise([*starts, len(record.text)]):
            self._sentence_lengths.add(len(record.text[start:end].split()))
        seen = names_seen(record, entities, labels)
        for label, key, name, identifier, count in seen.rows():
            self._labels[label].names.add((key,), number, shown=(name, identifier), count=count)
        for entity, label in zip(entities, labels, strict=True):
            self._add_entity(entity, label, number)
        self._offices.add(record, number)
        self._abbreviations.add(record, number)
        self._add_together(entities, labels, starts, seen)

    def _add_entity(self, entity: Entity, label: str, number: int) -> None:
        found = self._labels[label]
        found.lengths.add(len(entity.text.split()))
        if label == "DATE":
            self._dates.add(entity, number)
        score = entity.score
        if isinstance(score, (int, float)) and 0 <= score <= 1:
            self._scores[min(int(score * _SCORE_BINS + 1e-9), _SCORE_BINS - 1)] += 1
            found.scores += score
            found.scored += 1
        else:
            self._scores_outside += 1

    def _add_together(self, entities: list[Entity], labels: list[str], starts: Sequence[int], seen: Seen) -> None:
        """Count the labels of each sentence, and the names of each sentence or of the document."""
        position = 0
        # text before the first token belongs to the first sentence
        for end in [*starts[1:], math.inf] if starts else ():
            first = position
            while position < len(entities) and entities[position].start < end:
                position += 1
            self._add_labels_together(labels[first:position])
            if self._within == "sentence":
                self._add_pairs(seen.named("AGENCY", first, position), seen.named("PERSON", first, position))
        if self._within == "document":
            self._add_pairs(seen.named("AGENCY", 0, len(entities)), seen.named("PERSON", 0, len(entities)))

    def _add_labels_together(self, labels: list[str]) -> None:
        counts = sorted(Counter(labels).items())
        for index, (label, count) in enumerate(counts):
            self._labels[label].sentences += 1
            if count > 1:
                self._label_sentences[label, label] += 1
            for other, _ in counts[index + 1 :]:
                self._label_sentences[label, other] += 1

    def _add_pairs(self, bodies: dict[str, str], people: dict[str, str]) -> None:
        self._bodies.add(bodies)
        self._people_bodies.add(people, bodies)

    def _label(self, label: str) -> str:
        name = shown(label)
        if name not in self._labels:
            if len(self._labels) >= LABEL_LIMIT:
                name = _MORE
            self._labels.setdefault(name, LabelCounts(self._limit))
        return name

    def _value(self, record: Record, field: str) -> str:
        value = record.doc_date if field == "doc_date" else record.id if field == "id" else record.extra.get(field)
        return NO_VALUE if value is None else shown(str(value))

    def _day(self, record: Record, view: str) -> datetime.date | None:
        day = iso_date(record.doc_date)
        kind = "given"
        if day is None:
            day, kind = document_date(view), "found"
        self._dated["none" if day is None else kind] += 1
        return day

    def to_dict(self, top: int) -> dict[str, Any]:
        """Return everything as plain data."""
        whole = self._whole.sizes().get("all", Size(0, 0, {}))
        sentences = self._sentence_lengths.to_dict()
        labels = sorted(self._labels, key=lambda label: (LABELS.index(label) if label in LABELS else 99, label))
        names = {label: self._labels[label].to_dict(top) for label in labels if label != "DATE"}
        if "PERSON" in names:
            self._offices.add_to(names["PERSON"]["top"], self._labels["PERSON"].names.top_keys(top))
        years = self._years.sizes()
        return {
            "version": VERSION,
            "corpus": {
                "documents": whole.documents,
                "bad_documents": self.bad,
                "documents_without_entities": self._without_entities,
                "characters": self._characters,
                "syllables": whole.syllables,
                "sentences": sentences["count"],
                "entities": sum(whole.spans.values()),
                "entities_per_1000_syllables": rate(sum(whole.spans.values()), whole.syllables),
                "abbreviations": self._abbreviations.total,
                "dates_given": self._dated["given"],
                "dates_found": self._dated["found"],
                "without_date": self._dated["none"],
            },
            "labels": [
                {
                    "label": label,
                    "entities": whole.spans[label],
                    "per_1000_syllables": rate(whole.spans[label], whole.syllables),
                    "distinct": len(self._labels[label].names) if label != "DATE" else None,
                    "distinct_is_exact": not self._labels[label].names.most_missed,
                    "mean_score": self._labels[label].mean_score,
                }
                for label in labels
            ],
            "groups": {"field": shown(self._by), **grouped(self._groups, "value")},
            "time": {
                "years": grouped(self._years, "year", years)["rows"],
                "months": grouped(self._months, "month")["rows"],
            },
            "fields": {
                shown(name): {
                    "distinct": len(tally),
                    "most_missed": tally.most_missed,
                    "top": [{"value": row.shown[0], "documents": row.count} for row in tally.top(top)],
                }
                for name, tally in self._fields.items()
            },
            "names": names,
            "offices": self._offices.to_dict(top),
            "abbreviations": self._abbreviations.to_dict(top),
            "together": {
                "labels": self._labels_together(labels, sentences["count"]),
                "within": self._within,
                "units": self._bodies.units,
                "units_cut": max(self._bodies.cut, self._people_bodies.cut),
                "most_missed": max(self._bodies.most_missed, self._people_bodies.most_missed),
                "bodies": self._bodies.top(top),
                "people_and_bodies": self._people_bodies.top(top),
            },
            "dates": self._dates.to_dict(),
            "scores": {
                "bins": [
                    {"low": low / _SCORE_BINS, "high": (low + 1) / _SCORE_BINS, "entities": self._scores[low]}
                    for low in range(_SCORE_BINS)
                ],
                "outside": self._scores_outside,
            },
            "lengths": {
                "documents": self._document_lengths.to_dict(),
                "sentences": sentences,
                "entities": {label: self._labels[label].lengths.to_dict() for label in labels},
            },
        }

    def _labels_together(self, labels: list[str], sentences: int) -> list[dict[str, Any]]:
        rows = []
        for (first, second), count in self._label_sentences.items():
            first, second = sorted((first, second), key=labels.index)
            alone = [self._labels[label].sentences for label in (first, second)]
            measures = association(count if first != second else 0, alone[0], alone[1], sentences)
            rows.append(
                {
                    "first": first,
                    "second": second,
                    "together": count,
                    "first_count": alone[0],
                    "second_count": alone[1],
                    **measures,
                }
            )
        return sorted(rows, key=lambda row: (-row["together"], row["first"], row["second"]))


def _sentence_starts(batch: Batch) -> Iterator[list[int]]:
    """Yield where the sentences of each document start in its raw text."""
    tokens = batch.tokens
    document, start = tokens.document[batch.sentence_first], tokens.start[batch.sentence_first]
    bounds = document.searchsorted(range(len(batch.texts) + 1)).tolist()
    offsets = start.tolist()
    for first, stop in pairwise(bounds):
        yield offsets[first:stop]
