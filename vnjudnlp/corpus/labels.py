"""Partial annotation: a document in which only some labels were annotated says which."""

from __future__ import annotations

from vnjudnlp.errors import RecordError
from vnjudnlp.records import Record, is_label

__all__ = ["annotated_labels"]


def annotated_labels(record: Record) -> frozenset[str] | None:
    """Return the labels that were annotated in a document.

    Args:
        record: a document; its field ``labels``, if it has one, is a list of label names.

    Returns:
        the labels, None where all were annotated. Where a set comes back, text outside the spans says nothing about
        other labels.

    Raises:
        RecordError: the field is not a list of label names.

    >>> annotated_labels(Record("a", "Hết.")) is None
    True
    >>> annotated_labels(Record("a", "Hết.", extra={"labels": ["DATE"]}))
    frozenset({'DATE'})
    """
    names = record.extra.get("labels")
    if names is None:
        return None
    if not isinstance(names, list) or not all(isinstance(name, str) and is_label(name) for name in names):
        raise RecordError(
            f'the field "labels" is not a list of label names (letters, digits, "_" and "-"): {str(names)[:60]!r}'
        )
    return frozenset(names)
