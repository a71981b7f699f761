"""Documents that nobody has annotated yet, tagged on their way into a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from vnjudnlp.errors import RecordError, VnjudnlpError
from vnjudnlp.pipeline import BATCH_CHARACTERS, annotate, entities
from vnjudnlp.records import Record

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["annotated"]


def annotated(
    documents: Iterable[Record | RecordError], *, model: str | Path | None = None, min_score: float = 0.0
) -> Iterator[Record | RecordError]:
    """Tag the documents that have no entities; the others are left as they are.

    Args:
        documents: the documents, and errors, which pass through.
        model: which tagger: see :func:`vnjudnlp.tagging.tag_batch`.
        min_score: entities of a lower score are left out.

    Yields:
        the documents in their order, those that were tagged with the fields ``people``, ``offices``, ``case`` and
        ``undecided``; an error for each that cannot be worked on.
    """

    def tag(group: list[Record]) -> None:
        _tag(group, model, min_score)

    group: list[Record | RecordError] = []
    size = 0
    for item in documents:
        group.append(item)
        if isinstance(item, Record):
            size += len(item.text)
        if size >= BATCH_CHARACTERS:
            yield from _tagged(group, tag)
            group, size = [], 0
    yield from _tagged(group, tag)


def _tagged(group: list[Record | RecordError], tag: Callable[[list[Record]], None]) -> Iterator[Record | RecordError]:
    raw = [item for item in group if isinstance(item, Record) and not item.entities]
    faults: dict[int, RecordError] = {}
    try:
        tag(raw)
    except VnjudnlpError:
        for record in raw:
            try:
                tag([record])
            except VnjudnlpError as error:
                faults[id(record)] = RecordError(f"{record.id}: set aside: {error}")
    for item in group:
        yield faults.get(id(item), item)


def _tag(records: list[Record], model: str | Path | None, min_score: float) -> None:
    from vnjudnlp.abbreviations import read_abbreviations

    if not records:
        return
    texts, dates = [record.text for record in records], [record.doc_date for record in records]
    batch = annotate(texts, dates, model=model, min_score=min_score, facts=True)
    # the batch keeps only the abbreviations that are decided
    found = read_abbreviations(batch)
    facts = batch.facts or [{} for _ in records]
    for record, spans, abbreviations, more in zip(records, entities(batch), found, facts, strict=True):
        record.entities = spans
        record.abbreviations = abbreviations.known
        record.extra.update(more)
        record.extra["undecided"] = [item.to_dict() for item in abbreviations.undecided]
