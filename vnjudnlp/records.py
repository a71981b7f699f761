"""What goes in and what comes out: entities, abbreviations and the record that holds a document's annotation.

A record is one document of the annotation guidelines: its text, its date and its spans. Offsets are
``[start, end)`` indices of the raw Python ``str``, never of a normalised copy.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vnjudnlp.errors import RecordError

__all__ = ["CORE_LABELS", "LABELS", "Abbreviation", "Entity", "Record", "is_label"]

CORE_LABELS = ("PERSON", "TITLE", "AGENCY", "DATE")
LABELS = (*CORE_LABELS, "ORG", "LOC", "LAW", "CASE", "MONEY")

# matches "PERSON", "người-bị-hại", "x_1"; does not match "", "A B", "A|B"
_LABEL = re.compile(r"[\w-]+")

# whole numbers can be too large to be floats
_LARGEST_SCORE = 1e300


def is_label(name: str) -> bool:
    """Whether a name can be a label of a user's own: letters, digits, ``_`` and ``-``.

    >>> [is_label(name) for name in ("PERSON", "chức-vụ", "A B", "")]
    [True, True, False, False]
    """
    return _LABEL.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Entity:
    """One tagged span of the raw text.

    Attributes:
        start: offset of the first character in the raw text.
        end: offset behind the last character in the raw text.
        label: one of :data:`LABELS`.
        norm: the normal form: ISO 8601 for a DATE, the full name for an AGENCY, the name with single
            spaces for PERSON and TITLE; None where there is none.
        score: confidence between 0 and 1; 1 where a rule leaves no doubt.
        source: which rule or model found the span, such as ``"grammar.agency"``.
        text: the characters of the raw text between ``start`` and ``end``.
        details: more that is known of what it names, as plain data: for a DATE its first and last day under ``"date"``.
    """

    start: int
    end: int
    label: str
    norm: str | None = None
    score: float = 1.0
    source: str = ""
    text: str = ""
    details: dict[str, Any] | None = field(default=None, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as plain data, in the order of the attributes; ``details`` only where there are any."""
        data = {name: getattr(self, name) for name in self.__slots__}
        if self.details is None:
            del data["details"]
        return data


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One short form in the raw text and what it stands for there.

    Attributes:
        start: offset of the first character of the short form in the raw text.
        end: offset behind its last character.
        short: the short form as written.
        long: the long form in the case in which it would be written there.
        defined: whether the document itself defines it.
        score: how probable that long form is, between 0 and 1.
        readings: what the short form can stand for, as in running text, the most probable first.
    """

    start: int
    end: int
    short: str
    long: str
    defined: bool = False
    score: float = 1.0
    readings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as plain data, in the order of the attributes."""
        return {**{name: getattr(self, name) for name in self.__slots__}, "readings": list(self.readings)}


@dataclass(slots=True)
class Record:
    """One document with its annotation.

    Attributes:
        id: the document's name, unique in its file.
        text: the raw text.
        doc_date: the document's own date as ISO 8601 (``"2022-04-13"``), None where unknown.
        entities: spans in the order of their start.
        abbreviations: short forms in the order of their start.
        extra: all other fields of the record, kept as they came.
    """

    id: str
    text: str
    doc_date: str | None = None
    entities: list[Entity] = field(default_factory=list)
    abbreviations: list[Abbreviation] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Record:
        """Build a record from plain data and check every field.

        Args:
            data: a mapping with at least ``text``; ``id``, ``doc_date``, ``entities`` and
                ``abbreviations`` as in the record format; other fields go to ``extra``.

        Returns:
            the record.

        Raises:
            RecordError: a field is missing, of the wrong type or out of the text.
        """
        if not isinstance(data, Mapping):
            raise RecordError(f"a record is an object with a text, not {type(data).__name__}")
        text = data.get("text")
        if not isinstance(text, str):
            raise RecordError('the field "text" is missing or not a string')
        identifier = data.get("id", "")
        if not isinstance(identifier, (str, int)) or isinstance(identifier, bool):
            raise RecordError('the field "id" is not a string')
        doc_date = data.get("doc_date")
        if doc_date is not None:
            if not isinstance(doc_date, str):
                raise RecordError('the field "doc_date" is not a string')
            try:
                # newer versions of Python read other forms of ISO 8601 too; one goes out
                doc_date = datetime.date.fromisoformat(doc_date).isoformat()
            except ValueError:
                raise RecordError(f'the field "doc_date" is not an ISO date such as 2022-04-13: {doc_date!r}') from None
        entities = [_entity(item, text) for item in _items(data, "entities")]
        abbreviations = [_abbreviation(item, text) for item in _items(data, "abbreviations")]
        known = ("id", "text", "doc_date", "entities", "abbreviations")
        extra = {key: value for key, value in data.items() if key not in known}
        return cls(str(identifier), text, doc_date, entities, abbreviations, extra)

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain data that :meth:`from_dict` reads back."""
        return {
            "id": self.id,
            "text": self.text,
            "doc_date": self.doc_date,
            **self.extra,
            "entities": [entity.to_dict() for entity in self.entities],
            "abbreviations": [abbreviation.to_dict() for abbreviation in self.abbreviations],
        }


def _items(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    items = data.get(name) or []
    if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
        raise RecordError(f'the field "{name}" is not a list of objects')
    return items


def _offsets(item: Mapping[str, Any], text: str) -> tuple[int, int]:
    start, end = item.get("start"), item.get("end")
    if type(start) is not int or type(end) is not int:
        raise RecordError(f'"start" and "end" of a span are not whole numbers: {start!r}, {end!r}')
    if not 0 <= start < end <= len(text):
        raise RecordError(f"the span {start}-{end} lies outside the text of {len(text)} characters or is empty")
    return start, end


def _entity(item: Mapping[str, Any], text: str) -> Entity:
    start, end = _offsets(item, text)
    label, norm, score = item.get("label"), item.get("norm"), item.get("score", 1.0)
    if not isinstance(label, str) or not label:
        raise RecordError(f'the span {start}-{end} has no "label"')
    if norm is not None and not isinstance(norm, str):
        raise RecordError(f'"norm" of the span {start}-{end} is not a string')
    if isinstance(score, bool) or not isinstance(score, (int, float)) or abs(score) > _LARGEST_SCORE:
        raise RecordError(f'"score" of the span {start}-{end} is not a number')
    details = item.get("details")
    if details is not None and not isinstance(details, dict):
        raise RecordError(f'"details" of the span {start}-{end} is not an object')
    return Entity(start, end, label, norm, float(score), str(item.get("source") or ""), text[start:end], details)


def _abbreviation(item: Mapping[str, Any], text: str) -> Abbreviation:
    start, end = _offsets(item, text)
    long = item.get("long")
    if not isinstance(long, str):
        raise RecordError(f'the abbreviation {start}-{end} has no "long"')
    score, readings = item.get("score", 1.0), item.get("readings") or ()
    if isinstance(score, bool) or not isinstance(score, (int, float)) or abs(score) > _LARGEST_SCORE:
        raise RecordError(f'"score" of the abbreviation {start}-{end} is not a number')
    if not isinstance(readings, (list, tuple)) or not all(isinstance(reading, str) for reading in readings):
        raise RecordError(f'"readings" of the abbreviation {start}-{end} is not a list of strings')
    defined = bool(item.get("defined", False))
    return Abbreviation(start, end, text[start:end], long, defined, float(score), tuple(readings))
