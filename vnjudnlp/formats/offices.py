"""The table of offices of many documents: who held what where, when first and last seen, with the evidence."""

from __future__ import annotations

import csv
import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnjudnlp.errors import InputError, MarkupError
from vnjudnlp.formats.cells import safe_cell
from vnjudnlp.formats.inputs import Inputs
from vnjudnlp.formats.jsonl import write_json
from vnjudnlp.formats.markup import parse_document
from vnjudnlp.formats.output import Output
from vnjudnlp.pipeline import annotate, in_batches
from vnjudnlp.records import Record

if TYPE_CHECKING:
    from vnjudnlp.batch import Batch

__all__ = ["COLUMNS", "OfficeTable", "collect_offices", "files_of", "write_csv", "write_jsonl", "write_parquet"]

COLUMNS = ("person", "title", "body", "body_id", "former", "first_seen", "last_seen", "documents", "evidence")
_SUFFIXES = (".txt", ".jsonl", ".ndjson")


@dataclass(slots=True)
class OfficeRow:
    """One row of the table.

    Attributes:
        person: the person's name.
        title: the title, written out.
        body: the body's full name, None where no text says it.
        body_id: the body's id in the register.
        former: whether the texts say that it was held before.
        first_seen: the first date of a document that says so, as ISO 8601.
        last_seen: the last one.
        documents: how many documents say so.
        evidence: ``(id, start, end)`` of each stretch from name to title and body.
    """

    person: str
    title: str
    body: str | None
    body_id: str | None
    former: bool
    first_seen: str | None = None
    last_seen: str | None = None
    documents: int = 0
    evidence: list[tuple[str, int, int]] = field(default_factory=list)


class OfficeTable:
    """Rows by person, title, body and whether the office is held no longer."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, str, bool], OfficeRow] = {}

    def add(self, document: str, offices: Iterable[dict[str, Any]]) -> None:
        """Add the offices of one document.

        Args:
            document: its id.
            offices: as in ``doc._.offices``.
        """
        seen: set[int] = set()
        for office in offices:
            body = office["body"]
            key = (office["person"].lower(), office["title_norm"].lower(), (body or "").lower(), office["former"])
            row = self._rows.get(key)
            if row is None:
                row = OfficeRow(office["person"], office["title_norm"], body, office["body_id"], office["former"])
                self._rows[key] = row
            row.body_id = row.body_id or office["body_id"]
            date = office["doc_date"]
            if date is not None:
                row.first_seen = min(row.first_seen or date, date)
                row.last_seen = max(row.last_seen or date, date)
            row.documents += id(row) not in seen
            seen.add(id(row))
            for item in office["evidence"]:
                places = [place for place in (item["person"], item["title"]) if place]
                row.evidence.append((document, min(p[0] for p in places), max(p[1] for p in places)))

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the rows by person, title and body; evidence as ``id:start-end``."""
        for _, row in sorted(self._rows.items()):
            values = {name: getattr(row, name) for name in COLUMNS}
            values["evidence"] = [f"{document}:{start}-{end}" for document, start, end in row.evidence]
            yield values


def files_of(paths: Sequence[str], report: Callable[[str], None]) -> Iterator[str]:
    """Yield the files of a corpus: those that are named, and the text and JSON Lines files in folders of any depth.

    Args:
        paths: files, folders, ``-``.
        report: called with a message for each folder without such files.
    """
    for path in paths:
        if not os.path.isdir(path):
            yield path
            continue
        files = (file for file in Path(path).rglob("*") if file.suffix.lower() in _SUFFIXES and file.is_file())
        found = sorted(str(file) for file in files)
        if not found:
            report(f"{path}: no files ending in {', '.join(_SUFFIXES)} in the folder; name files of other kinds")
        yield from found


def collect_offices(inputs: Inputs, *, model: str | None = None, min_score: float = 0.0) -> OfficeTable:
    """Tag documents and gather their offices; a document that cannot be worked on is reported and set aside.

    Args:
        inputs: the documents.
        model: which tagger: see :func:`vnjudnlp.tagging.tag_batch`.
        min_score: entities of a lower score are left out.
    """
    table = OfficeTable()
    pending: deque[tuple[Record, int]] = deque()

    def texts() -> Iterator[tuple[str, str | None]]:
        for record in inputs.records():
            read = _without_markup(record, inputs.report)
            pending.append((read, inputs.bytes_read))
            yield read.text, read.doc_date

    def tagged(group: Sequence[tuple[str, Any]]) -> Batch:
        dates = [date for _, date in group]
        return annotate([text for text, _ in group], dates, model=model, min_score=min_score, facts=True)

    for group in in_batches(texts()):
        try:
            facts = list(tagged(group).facts or ())
        except InputError:
            facts = []
        for number, pair in enumerate(group):
            record, position = pending.popleft()
            try:
                of_document = facts[number] if facts else (tagged([pair]).facts or [{"offices": []}])[0]
                table.add(record.id, of_document["offices"])
            except InputError as error:
                inputs.report(f"{record.id}: set aside: {error}")
            inputs.done(position)
    return table


def _without_markup(record: Record, report: Callable[[str], None]) -> Record:
    """Return an annotated document as its text; other texts stay."""
    if not record.text.startswith("# id:"):
        return record
    try:
        return parse_document(record.text.replace("\r\n", "\n"), record.id, labels=None)
    except MarkupError as error:
        report(f"{error}; read as plain text")
        return record


def write_csv(table: OfficeTable, out: Output) -> None:
    """Write the table as CSV; a cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    writer = csv.writer(out.file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in table.rows():
        row["evidence"] = "; ".join(row["evidence"])
        row["former"] = "yes" if row["former"] else ""
        writer.writerow([safe_cell("" if row[name] is None else str(row[name])) for name in COLUMNS])


def write_jsonl(table: OfficeTable, out: Output) -> None:
    """Write the table as JSON Lines."""
    for row in table.rows():
        out.write(write_json(row) + "\n")


def write_parquet(table: OfficeTable, path: str) -> None:
    """Write the table as a Parquet file.

    Args:
        table: the rows.
        path: the file, which appears when it is complete.

    Raises:
        InputError: pyarrow is not installed, or the file cannot be made.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise InputError(
            "Parquet needs the package pyarrow; install it with: python -m pip install 'vnjudnlp[parquet]'"
        ) from None
    text = pyarrow.string()
    kinds = {"former": pyarrow.bool_(), "documents": pyarrow.int64(), "evidence": pyarrow.list_(text)}
    schema = pyarrow.schema([(name, kinds.get(name, text)) for name in COLUMNS])
    target = os.path.realpath(path)
    try:
        descriptor, temporary = tempfile.mkstemp(".part", dir=os.path.dirname(target))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; choose another place with --output") from None
    os.close(descriptor)
    try:
        parquet.write_table(pyarrow.Table.from_pylist(list(table.rows()), schema=schema), temporary)
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    finally:
        with suppress(OSError):
            os.unlink(temporary)
