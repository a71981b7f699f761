"""How large a corpus is: documents, syllables and spans, by label and by a field of the documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from vnjudnlp.records import LABELS, Record

__all__ = ["Size", "statistics"]

_NO_VALUE = "(none)"


@dataclass(frozen=True, slots=True)
class Size:
    """How large documents are together.

    Attributes:
        documents: how many there are.
        syllables: how many runs of characters without white space their texts have.
        spans: how many spans of each label, the package's labels first.
    """

    documents: int
    syllables: int
    spans: dict[str, int]

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain data."""
        return asdict(self)


def statistics(records: Sequence[Record], field: str = "genre") -> dict[str, Size]:
    """Count documents, syllables and spans.

    Args:
        records: annotated documents.
        field: the field by whose values to count.

    Returns:
        the size for each value of the field, in order, and under ``"all"`` that of all documents.

    >>> from vnjudnlp.records import Entity
    >>> record = Record("a", "Ông Lê A", entities=[Entity(4, 8, "PERSON")], extra={"genre": "news"})
    >>> statistics([record])["news"]
    Size(documents=1, syllables=3, spans={'PERSON': 1})
    """
    groups: dict[str, list[Record]] = {}
    for record in records:
        value = record.doc_date if field == "doc_date" else record.extra.get(field)
        groups.setdefault(_NO_VALUE if value is None else str(value), []).append(record)
    sizes = {value: _size(groups[value]) for value in sorted(groups)}
    return {**sizes, "all": _size(records)}


def _size(records: Sequence[Record]) -> Size:
    spans = Counter(entity.label for record in records for entity in record.entities)
    labels = [*(label for label in LABELS if label in spans), *sorted(spans.keys() - set(LABELS))]
    syllables = sum(len(record.text.split()) for record in records)
    return Size(len(records), syllables, {label: spans[label] for label in labels})
