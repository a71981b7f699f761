"""Labels: those that a document was annotated with, where it says so, and other names for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.records import LABELS, Record, is_label

__all__ = ["annotated_labels", "check_labels", "rename_labels"]


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


def rename_labels(sides: Sequence[Sequence[Record]], mapping: Mapping[str, str]) -> list[list[Record]]:
    """Give the labels of other people's corpora the names that the others use.

    Args:
        sides: the documents of one or several corpora.
        mapping: the new name of each label; an empty one leaves its spans out.

    Returns:
        copies with the new labels; the field ``labels`` of partial annotation is changed too.

    Raises:
        InputError: a label of the mapping is nowhere.

    >>> from vnjudnlp.records import Entity
    >>> record = Record("a", "Lê A ở Huế", entities=[Entity(0, 4, "PER"), Entity(7, 10, "MISC")])
    >>> [[renamed]] = rename_labels([[record]], {"PER": "PERSON", "MISC": ""})
    >>> [entity.label for entity in renamed.entities]
    ['PERSON']
    """
    if not mapping:
        return [list(records) for records in sides]
    found = {entity.label for records in sides for record in records for entity in record.entities}
    for records in sides:
        for record in records:
            found |= annotated_labels(record) or set()
    for label in mapping:
        if label not in found:
            raise InputError(f"no span has the label {label!r} of --map; the labels are {', '.join(sorted(found))}")
    return [[_renamed(record, mapping) for record in records] for records in sides]


def _renamed(record: Record, mapping: Mapping[str, str]) -> Record:
    entities = [
        replace(entity, label=mapping.get(entity.label, entity.label))
        for entity in record.entities
        if mapping.get(entity.label, entity.label)
    ]
    extra = record.extra
    if annotated_labels(record) is not None:
        names = [mapping.get(name, name) for name in extra["labels"]]
        extra = {**extra, "labels": list(dict.fromkeys(filter(None, names)))}
    return replace(record, entities=entities, extra=extra)


def check_labels(labels: Collection[str] | None, sides: Iterable[Iterable[Record]]) -> None:
    """Refuse a label that nobody uses: without a single span its score would be perfect.

    Raises:
        InputError: one of the labels is neither the package's nor that of a span.
    """
    used = {entity.label for records in sides for record in records for entity in record.entities}
    for label in labels or ():
        if label not in used and label not in LABELS:
            known = [*(name for name in LABELS if name in used), *sorted(used.difference(LABELS))]
            raise InputError(f"no span has the label {label!r}; the labels are {', '.join(known)}")
