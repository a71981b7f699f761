"""The spans that this room looks at, gathered from a batch at once: one row a span, with the text before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

import numpy as np

from vnjudnlp.batch import Batch, Span

__all__ = ["BODY_LABELS", "Document", "Row", "documents"]

BODY_LABELS = frozenset(("AGENCY", "ORG"))
_FIRST, _STOP = attrgetter("first"), attrgetter("stop")
_LABELS = frozenset(("PERSON", "TITLE", "AGENCY", "ORG", "LOC"))
_EDGE_CHARACTERS = frozenset("\u00ad\u034f\u061c\u180e\ufeff") | {
    chr(code)
    for first, last in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x206A, 0x206F), (0xFE00, 0xFE0F))
    for code in range(first, last + 1)
}


@dataclass(slots=True)
class Row:
    """A span.

    Attributes:
        label: its label.
        start: offset in the document's view.
        end: offset behind it.
        text: the normalised characters, white space made single.
        gap: the text between the row before it, or the document's beginning, and it.
        span: the span of the batch.
        raw: offsets in the raw text.
    """

    label: str
    start: int
    end: int
    text: str
    gap: str
    span: Span
    raw: tuple[int, int]


@dataclass(slots=True)
class Document:
    """One document of a batch.

    Attributes:
        index: the index of the document in the batch.
        view: the normalised text.
        rows: the spans of people, titles, bodies and places.
        others: the other spans, as ``(label, start, end, norm)`` with offsets in the view.
        has_people: whether a person is among the rows.
    """

    index: int
    view: str
    rows: list[Row] = field(default_factory=list)
    others: list[tuple[str, int, int, str | None]] = field(default_factory=list)
    has_people: bool = False

    def behind(self, number: int) -> str:
        """Return the text between a row and the next one."""
        if number + 1 < len(self.rows):
            return self.rows[number + 1].gap
        return self.view[self.rows[number].end :]


def documents(batch: Batch) -> Iterator[Document]:
    """Yield the documents of a tagged batch; only the rows of one are in memory at a time."""
    spans = batch.spans or []
    tokens = batch.tokens
    views = batch.view.split("\x00")
    firsts = np.fromiter(map(_FIRST, spans), dtype=np.int64, count=len(spans))
    lasts = np.fromiter(map(_STOP, spans), dtype=np.int64, count=len(spans)) - 1
    begins = np.cumsum([0, *(len(view) + 1 for view in views)])
    owner = tokens.document[firsts]
    edges = np.searchsorted(owner, np.arange(len(batch.texts) + 1)).tolist()
    starts = (tokens.view_start[firsts] - begins[owner]).tolist()
    ends = (tokens.view_end[lasts] - begins[owner]).tolist()
    raw_starts, raw_ends = tokens.start[firsts].tolist(), tokens.end[lasts].tolist()
    for index, text in enumerate(batch.texts):
        view = views[index]
        document = Document(index, view)
        rows, before = document.rows, 0
        for number in range(edges[index], edges[index + 1]):
            span, start, end = spans[number], starts[number], ends[number]
            label = span.label
            if label not in _LABELS:
                document.others.append((label, start, end, span.norm))
                continue
            if label == "PERSON":
                document.has_people = True
            raw_start, raw_end = raw_starts[number], raw_ends[number]
            if text[raw_start] in _EDGE_CHARACTERS or text[raw_end - 1] in _EDGE_CHARACTERS:
                raw_start, raw_end = batch.raw_offsets(span.first, span.stop)
            surface = view[start:end]
            if "\n" in surface:
                surface = " ".join(surface.split())
            rows.append(Row(label, start, end, surface, view[before:start], span, (raw_start, raw_end)))
            before = end
        yield document
