"""Checks of annotated documents: what is wrong by the annotation guidelines, and what is likely to be."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vnjudnlp.corpus.duplicates import near_duplicates, same_text_key
from vnjudnlp.corpus.faults import Fault, LocatedRecord
from vnjudnlp.corpus.reading import scan
from vnjudnlp.errors import InputError
from vnjudnlp.records import LABELS, Entity

__all__ = ["Report", "check_corpus", "check_documents", "date_norm_fault", "read_splits"]

# one point of time; matches "2022", "2022-04", "2022-Q1", "2022-04-12", "2022-04-12TAF", "2022-04-12T08:30"; does not
# match "22-04", "2022-Q5", "2022-04T08:30"
_POINT = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-Q[1-4]|-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?:MO|MI|AF|EV|NI|(?P<hour>\d\d):(?P<minute>\d\d)))?)?)?"
)
_NO_EDGE = frozenset(",;:")
_PAIRS = (("“", "”"), ("«", "»"), ('"', '"'), ("(", ")"), ("[", "]"))


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a corpus.

    Attributes:
        documents: how many documents could be read.
        faults: what must be mended.
        warnings: what should be looked at.
    """

    documents: int
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data."""

        def rows(found: Iterable[Fault]) -> list[dict[str, Any]]:
            return [{"file": str(item.path), "line": item.line or None, "message": item.message} for item in found]

        return {"documents": self.documents, "faults": rows(self.faults), "warnings": rows(self.warnings)}


def check_corpus(
    paths: Iterable[str | Path] | str | Path,
    *,
    splits: str | Path | None = None,
    labels: Collection[str] | None = None,
) -> Report:
    """Check annotated documents.

    Faults are what :func:`vnjudnlp.corpus.read_records` refuses, normal forms and edges of spans that the guidelines do
    not have, and the same or nearly the same text in two parts. Warnings are the same or nearly the same text twice in
    one part, and labels that are not those of the package where none were named.

    Args:
        paths: see :func:`vnjudnlp.corpus.read_records`.
        splits: a file that says which part of the corpus each document belongs to; see :func:`read_splits`.
        labels: the labels that are allowed; None for any.

    Returns:
        the faults and warnings.

    Raises:
        InputError: the file of the parts cannot be read.
    """
    located, faults = scan(paths, labels=labels)
    parts: Mapping[str, str] = {}
    if splits is not None:
        parts, wrong = read_splits(splits)
        faults += wrong
        identifiers = {item.record.id for item in located}
        for item in located:
            if item.record.id not in parts:
                faults.append(item.fault(f"{item.record.id} has no part in {splits}"))
        # a document that cannot be read would seem to be missing
        if not wrong and not faults:
            message = "{} has a part but is no document"
            faults += [Fault(Path(splits), 1, message.format(name)) for name in parts if name not in identifiers]
    found, warnings = check_documents(located, parts)
    if labels is None:
        warnings += _foreign_labels(located)
    return Report(len(located), tuple(faults + found), tuple(warnings))


def check_documents(located: Sequence[LocatedRecord], parts: Mapping[str, str]) -> tuple[list[Fault], list[Fault]]:
    """Check documents that are well formed.

    Args:
        located: the documents.
        parts: the part of each document's id; documents without one are in one part together.

    Returns:
        faults and warnings; see :func:`check_corpus`.
    """
    faults = [
        item.fault(message, entity.start)
        for item in located
        for entity in item.record.entities
        for message in _entity_faults(entity, item.record.text[entity.start : entity.end])
    ]
    warnings: list[Fault] = []

    def report(item: LocatedRecord, other: LocatedRecord, how: str) -> None:
        here, there = parts.get(item.record.id), parts.get(other.record.id)
        if here != there:
            faults.append(item.fault(f"{how} text as {other.record.id}, which is in another part"))
        else:
            warnings.append(item.fault(f"{how} text as {other.path if other.path != item.path else other.record.id}"))

    same: set[int] = set()
    seen: dict[str, int] = {}
    for index, item in enumerate(located):
        first = seen.setdefault(same_text_key(item.record.text), index)
        if first != index:
            same.add(index)
            report(item, located[first], "the same")
    different = [index for index in range(len(located)) if index not in same]
    for one, other, share in near_duplicates([located[index].record.text for index in different]):
        report(located[different[one]], located[different[other]], f"{share:.0%} the same")
    return faults, warnings


def read_splits(path: str | Path) -> tuple[dict[str, str], list[Fault]]:
    """Read which part of a corpus each document belongs to.

    Args:
        path: a tab-separated UTF-8 file: comment lines that begin with ``#``, a header line ``id``, ``part``, then a
            document's id and its part in each line.

    Returns:
        the part of each id, and what is wrong in the file.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as a UTF-8 table of ids and parts: {error}") from None
    parts: dict[str, str] = {}
    faults: list[Fault] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#") or line.split("\t")[0] == "id":
            continue
        fields = line.split("\t")
        if len(fields) != 2 or not all(field.strip() for field in fields):
            faults.append(Fault(Path(path), number, f"a line is an id, a tab and a part, not {line[:60]!r}"))
        elif parts.setdefault(fields[0], fields[1]) != fields[1]:
            faults.append(Fault(Path(path), number, f"{fields[0]} is in two parts"))
    return parts, faults


def date_norm_fault(norm: str) -> str | None:
    """Say what is wrong with the normal form of a date.

    Args:
        norm: a point of time or two with a slash between them, both ends included.

    Returns:
        what is wrong, None if nothing is.

    >>> date_norm_fault("2022-04-12TAF"), date_norm_fault("2021-10-01/2022-03-31")
    (None, None)
    >>> date_norm_fault("2022-02-30")
    "no such day: '2022-02-30'"
    >>> date_norm_fault("2022/2021")
    "the range '2022/2021' ends before it begins"
    """
    points = norm.split("/")
    if len(points) > 2:
        return f"more than two ends: {norm!r}"
    for point in points:
        match = _POINT.fullmatch(point)
        if match is None:
            return f"not ISO 8601 as the guidelines have it: {point!r}"
        try:
            datetime.date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
            datetime.time(int(match["hour"] or 0), int(match["minute"] or 0))
        except ValueError:
            return f"no such day: {point!r}"
    if len(points) == 2 and _month_for_quarter(points[1]) < _month_for_quarter(points[0])[: len(points[1])]:
        return f"the range {norm!r} ends before it begins"
    return None


def _month_for_quarter(point: str) -> str:
    """Write a quarter as its last month, so that points compare as strings."""
    year, mark, quarter = point.partition("-Q")
    return f"{year}-{3 * int(quarter):02}" if mark else point


def _foreign_labels(located: Iterable[LocatedRecord]) -> list[Fault]:
    """Warn of each label that is not the package's, once; it may be the user's own or a slip of the pen."""
    first: dict[str, Fault] = {}
    for item in located:
        for entity in item.record.entities:
            if entity.label not in LABELS and entity.label not in first:
                message = f"the label {entity.label!r} is not one of the package's; name your own with --labels"
                first[entity.label] = item.fault(message, entity.start)
    return list(first.values())


def _entity_faults(entity: Entity, text: str) -> Iterator[str]:
    """Check what the guidelines say about the package's labels; labels of a user's own have rules of their own."""
    if not text or entity.label not in LABELS:
        return
    if _has_loose_edge(text):
        yield f"punctuation at the edge of the span {text!r}"
    if entity.norm is None:
        return
    if entity.label == "DATE":
        fault = date_norm_fault(entity.norm)
        if fault is not None:
            yield f"the normal form of {text!r} is wrong: {fault}"
    elif entity.label in ("PERSON", "TITLE"):
        if entity.norm != " ".join(text.split()):
            yield f"a {entity.label} has no normal form beyond the white space made single: {entity.norm!r}"
    elif entity.label != "AGENCY":
        yield f"a {entity.label} has no normal form of its own: {entity.norm!r}"
    if not unicodedata.is_normalized("NFC", entity.norm) or entity.norm != " ".join(entity.norm.split()):
        yield f"the normal form of {text!r} is not in Unicode form NFC with single spaces: {entity.norm!r}"


def _has_loose_edge(text: str) -> bool:
    """Whether a span begins or ends with punctuation that is not part of the name.

    >>> [_has_loose_edge(text) for text in ("Dũng “Photo”", "TP.", "“Dũng", '"An"', "Cục (THADS)", "An,")]
    [False, False, True, True, False, True]
    """
    if text[0] in _NO_EDGE or text[-1] in _NO_EDGE:
        return True
    for opening, closing in _PAIRS:
        if text[0] == opening and (text[-1] == closing or closing not in text[1:]):
            return True
        if text[-1] == closing and opening not in text[:-1]:
            return True
        if text[0] == closing != opening or text[-1] == opening != closing:
            return True
    return False
