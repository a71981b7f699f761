"""Who and what a document names: people as the document's facts have them, offices, abbreviations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from vnjudnlp.records import Entity, Record
from vnjudnlp.reports.names import as_list, as_mapping, as_text, key_of, name_of, shown
from vnjudnlp.reports.tally import Key, Row, Tally

__all__ = ["Abbreviations", "Offices", "Seen", "names_seen"]

_MOST_OFFICES = 5
_MOST_READINGS = 5


class Seen:
    """What the entities of one document name.

    Args:
        labels: the label of each entity.
        names: key, name as shown and id of each entity.
    """

    def __init__(self, labels: Sequence[str], names: Sequence[tuple[str, str, str | None]]) -> None:
        self._labels = labels
        self._names = names

    def rows(self) -> Iterator[tuple[str, str, str, str | None, int]]:
        """Yield label, key, name, id and count of each different name."""
        first: dict[tuple[str, str], tuple[str, str | None]] = {}
        counts: Counter[tuple[str, str]] = Counter()
        for label, (key, name, identifier) in zip(self._labels, self._names, strict=True):
            first.setdefault((label, key), (name, identifier))
            counts[label, key] += 1
        for (label, key), (name, identifier) in first.items():
            yield label, key, name, identifier, counts[label, key]

    def named(self, label: str, first: int, stop: int) -> dict[str, str]:
        """Return the names of a label among the entities from one to another, by their keys."""
        found: dict[str, str] = {}
        for index in range(first, stop):
            if self._labels[index] == label:
                key, name, _ = self._names[index]
                found.setdefault(key, name)
        return found


def names_seen(record: Record, entities: Sequence[Entity], labels: Sequence[str]) -> Seen:
    """Say what each entity names; a person is named in full where the document's field ``people`` tells who it is."""
    full: dict[tuple[int, int], str] = {}
    for person in as_list(record.extra.get("people")):
        data = as_mapping(person)
        name = as_text(data.get("name"))
        for place in as_list(data.get("mentions")) if name else ():
            offsets = as_list(place)
            if len(offsets) == 2 and all(type(offset) is int for offset in offsets):
                full[offsets[0], offsets[1]] = name
    names = []
    for entity, label in zip(entities, labels, strict=True):
        person = full.get((entity.start, entity.end)) if label == "PERSON" else None
        names.append(name_of(entity, record.text) if person is None else (key_of(person), shown(person), None))
    return Seen(labels, names)


class Offices:
    """Counts of who holds which office, from the field ``offices`` of the documents."""

    def __init__(self, limit: int) -> None:
        self._held = Tally(limit)
        self._documents = 0

    def add(self, record: Record, number: int) -> None:
        """Count the offices of a document."""
        offices = record.extra.get("offices")
        if not isinstance(offices, list):
            return
        self._documents += 1
        for office in offices:
            data = as_mapping(office)
            person, title, body = (as_text(data.get(name)) for name in ("person", "title_norm", "body"))
            if person and title:
                former = data.get("former") is True
                key = (key_of(person), key_of(title), key_of(body), "former" if former else "")
                self._held.add(key, number, shown=(shown(title), shown(body) or None, former))

    def add_to(self, people: list[dict[str, Any]], keys: Sequence[tuple[Key, Row]]) -> None:
        """Give each person of a list the offices that are held, those that most documents state first."""
        held: dict[str, list[tuple[int, Key, Row]]] = {key[0]: [] for key, _ in keys}
        for key, row in self._held:
            if key[0] in held:
                held[key[0]].append((-row.documents, key, row))
        for person, (key, _) in zip(people, keys, strict=True):
            person["offices"] = [
                {"title": row.shown[0], "body": row.shown[1], "former": row.shown[2], "documents": row.documents}
                for _, _, row in sorted(held[key[0]], key=lambda item: item[:2])[:_MOST_OFFICES]
            ]

    def to_dict(self, top: int) -> dict[str, Any]:
        """Return the offices as plain data: title and body, by how many people hold or held them."""
        people: dict[Key, set[str]] = {}
        documents: Counter[Key] = Counter()
        names: dict[Key, Row] = {}
        for key, row in self._held:
            office = key[1:3]
            people.setdefault(office, set()).add(key[0])
            documents[office] += row.documents
            names.setdefault(office, row)
        order = sorted(people, key=lambda office: (-documents[office], office))[:top]
        return {
            "documents_with_facts": self._documents,
            "distinct": len(people),
            "most_missed": self._held.most_missed,
            "top": [
                {
                    "title": names[office].shown[0],
                    "body": names[office].shown[1],
                    "people": len(people[office]),
                    "statements": documents[office],
                }
                for office in order
            ],
        }


class Abbreviations:
    """Counts of short forms with their long forms, and of those that nothing decides."""

    def __init__(self, limit: int) -> None:
        self._known = Tally(limit)
        self._undecided = Tally(limit)
        self._with_undecided = 0
        self._defined = 0

    @property
    def total(self) -> int:
        """How many abbreviations have a long form."""
        return self._known.total

    def add(self, record: Record, number: int) -> None:
        """Count the abbreviations of a document, and those of its field ``undecided``."""
        for item in record.abbreviations:
            key = (shown(item.short), key_of(item.long))
            self._known.add(key, number, shown=(shown(item.short), shown(item.long)), marked=item.defined)
            self._defined += item.defined
        undecided = record.extra.get("undecided")
        if not isinstance(undecided, list):
            return
        self._with_undecided += 1
        for item in undecided:
            data = as_mapping(item)
            short = shown(as_text(data.get("short")))
            if short:
                readings = tuple(shown(text) for text in as_list(data.get("readings")) if isinstance(text, str))
                self._undecided.add((short,), number, shown=(short, readings[:_MOST_READINGS]))

    def to_dict(self, top: int) -> dict[str, Any]:
        """Return the counts as plain data."""
        return {
            "count": self._known.total,
            "defined": self._defined,
            "distinct": len(self._known),
            "most_missed": max(self._known.most_missed, self._undecided.most_missed),
            "top": [
                {
                    "short": row.shown[0],
                    "long": row.shown[1],
                    "count": row.count,
                    "documents": row.documents,
                    "defined": row.marked,
                }
                for row in self._known.top(top)
            ],
            "documents_with_undecided": self._with_undecided,
            "undecided": self._undecided.total,
            "undecided_top": [
                {
                    "short": row.shown[0],
                    "readings": list(row.shown[1]),
                    "count": row.count,
                    "documents": row.documents,
                }
                for row in self._undecided.top(top)
            ],
        }
