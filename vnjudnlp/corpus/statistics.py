"""How large a corpus is: documents, syllables and spans, by label and by a field of the documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from vnjudnlp.records import LABELS, Record

__all__ = ["NO_VALUE", "Size", "Sizes", "statistics"]

NO_VALUE = "(none)"
"""The group of documents without a value of the field."""


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


class Sizes:
    """Sizes of groups of documents, counted document by document.

    Args:
        limit: how many groups there are at most; None for no limit.

    Attributes:
        left_out: how many documents belong to no group because there were too many groups.
    """

    def __init__(self, limit: int | None = None) -> None:
        self.left_out = 0
        self._limit = limit
        self._groups: dict[str, tuple[list[int], Counter[str]]] = {}

    def add(self, group: str, syllables: int, spans: Mapping[str, int]) -> None:
        """Count a document.

        Args:
            group: the group that it belongs to.
            syllables: how many syllables it has.
            spans: how many spans of each label.
        """
        counts = self._groups.get(group)
        if counts is None:
            if self._limit is not None and len(self._groups) >= self._limit:
                self.left_out += 1
                return
            counts = self._groups[group] = ([0, 0], Counter())
        counts[0][0] += 1
        counts[0][1] += syllables
        counts[1].update(spans)

    def sizes(self) -> dict[str, Size]:
        """Return the size of each group, in the order of their names."""
        found = sorted(self._groups.items())
        return {group: Size(documents, syllables, _in_order(spans)) for group, ((documents, syllables), spans) in found}


def statistics(records: Iterable[Record], field: str = "genre") -> dict[str, Size]:
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
    groups, whole = Sizes(), Sizes()
    for record in records:
        value = record.doc_date if field == "doc_date" else record.extra.get(field)
        syllables, spans = len(record.text.split()), Counter(entity.label for entity in record.entities)
        groups.add(NO_VALUE if value is None else str(value), syllables, spans)
        whole.add("all", syllables, spans)
    return {**groups.sizes(), "all": whole.sizes().get("all", Size(0, 0, {}))}


def _in_order(spans: Mapping[str, int]) -> dict[str, int]:
    labels = [*(label for label in LABELS if label in spans), *sorted(spans.keys() - set(LABELS))]
    return {label: spans[label] for label in labels}
