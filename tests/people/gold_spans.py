"""A batch whose spans are those of annotated documents, as if a tagger without a fault had found them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import numpy as np

from vnjudnlp.abbreviations import find_abbreviations
from vnjudnlp.agencies import name_agencies
from vnjudnlp.batch import Batch, Span
from vnjudnlp.dates import value_dates
from vnjudnlp.formats.markup import parse_markup
from vnjudnlp.people import find_facts
from vnjudnlp.people.facts import DocumentFacts
from vnjudnlp.records import Record
from vnjudnlp.text.tokens import read_texts


def batch_of(records: Sequence[Record], *, norms: bool = True) -> Batch:
    """Return a batch with the spans of the records, and with their norms where ``norms`` is set."""
    dates = [None if record.doc_date is None else datetime.date.fromisoformat(record.doc_date) for record in records]
    batch = read_texts([record.text for record in records], dates)
    batch.spans = []
    given: list[str | None] = []
    for document, record in enumerate(records):
        first, stop = batch.document_first[document : document + 2].tolist()
        starts, ends = batch.tokens.start[first:stop], batch.tokens.end[first:stop]
        for entity in record.entities:
            left = first + int(np.searchsorted(ends, entity.start, side="right"))
            right = first + int(np.searchsorted(starts, entity.end, side="left"))
            batch.spans.append(Span(left, right, entity.label, "gold"))
            given.append(entity.norm)
    batch.abbreviations = find_abbreviations(batch)
    batch.found_dates = value_dates(batch)
    name_agencies(batch)
    if norms:
        for span, norm in zip(batch.spans, given, strict=True):
            if span.label in ("AGENCY", "DATE"):
                span.norm = norm or span.norm
    return batch


def facts_of(markup: str) -> DocumentFacts:
    """Return the facts of a text in the inline mark-up; an agency without a norm gets the one that the stage finds."""
    text, entities, _ = parse_markup(markup)
    (facts,) = find_facts(batch_of([Record("x", text, None, entities)]))
    return facts
