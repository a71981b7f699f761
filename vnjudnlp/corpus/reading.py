"""Annotated documents from files, checked; a corpus with a fault is refused whole."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from vnjudnlp.corpus.faults import Fault, LocatedRecord
from vnjudnlp.corpus.labels import annotated_labels
from vnjudnlp.errors import CorpusError, InputError, MarkupError, RecordError
from vnjudnlp.formats.conll2003_reading import ColumnsError, looks_like_columns, numbered_documents
from vnjudnlp.formats.corpus_files import CorpusFile, files_below, format_of, read_file
from vnjudnlp.formats.format import Format
from vnjudnlp.formats.jsonl import numbered_records
from vnjudnlp.formats.markup import parse_document
from vnjudnlp.formats.text_input import Source, open_source
from vnjudnlp.records import Entity, Record, is_label

__all__ = ["read_records", "scan"]

_JSON_LINES = {".jsonl", ".ndjson"}
# formats that are read here, line by line, whatever the ending of a file; mark-up is what a text has to be
_BY_LINES = {"jsonl", "markup", "text", "conll"}
# names of files that tell of what lies beside them
_ABOUT_CORPORA = frozenset({"README", "LICENSE", "LICENCE", "NOTICE", "CITATION", "CHANGELOG"})
# matches ":12: " behind the name of a file; does not match ": " and ":x: "
_LINE = re.compile(r":(\d+): ")


def read_records(
    paths: Iterable[str | Path] | str | Path, *, labels: Collection[str] | None = None, predictions: bool = False
) -> list[Record]:
    """Read annotated documents.

    Args:
        paths: files in any format of the registry that is read (:data:`vnjudnlp.formats.registry.FORMATS`), and
            folders of them, of any depth; text is text in the mark-up. ``-`` is JSON Lines from standard input.
        labels: the labels that are allowed; None for any name of letters, digits, ``_`` and ``-``.
        predictions: whether the spans are predictions; those may have labels that the document's ``labels`` do not
            name, since a tagger carries that field along from its input.

    Returns:
        the records in the order of the paths and, in a folder, of the names of its files; entities in the order of the
        text.

    Raises:
        CorpusError: there is a fault: a file that cannot be read, a record or mark-up that is not well formed, an id
            that is there twice, no document, no text, a label that is not allowed or that the document's ``labels`` do
            not name, spans that overlap, lie outside the text or have white space at an edge. The error lists every
            fault.
    """
    located, faults = scan(paths, labels=labels, predictions=predictions)
    if faults:
        raise CorpusError([str(fault) for fault in faults])
    return [item.record for item in located]


def scan(
    paths: Iterable[str | Path] | str | Path, *, labels: Collection[str] | None = None, predictions: bool = False
) -> tuple[list[LocatedRecord], list[Fault]]:
    """Read annotated documents and say where each was found; the faults come back instead of an error.

    Args:
        paths: see :func:`read_records`.
        labels: see :func:`read_records`.
        predictions: see :func:`read_records`.

    Returns:
        the documents that could be read, and the faults of all.
    """
    chosen = [paths] if isinstance(paths, (str, Path)) else list(paths)
    located: list[LocatedRecord] = []
    faults: list[Fault] = []
    for path in chosen:
        for file, name in _files(Path(path), faults):
            found, wrong = _read_file(file, name, labels)
            located += found
            faults += wrong
    if not located and not faults:
        faults.append(Fault(Path("corpus"), 1, "there are no documents; name a file or a folder with documents"))
    first_places: dict[str, LocatedRecord] = {}
    for item in located:
        first = first_places.setdefault(item.record.id, item)
        if first is not item:
            where = f"{first.path}" if first.path != item.path else f"line {first.line}"
            faults.append(item.fault(f"the same id as {where}: {item.record.id!r}"))
        item.record.entities.sort(key=lambda entity: (entity.start, entity.end))
        faults.extend(_record_faults(item, labels, predictions))
    return located, faults


def _files(path: Path, faults: list[Fault]) -> Iterator[tuple[Path, str]]:
    """Yield the files of a path, each with what documents without an id are called by."""
    if not path.is_dir():
        yield path, str(path)
        return
    files = [file for file in files_below(path) if not _is_beside_the_corpus(file)]
    if not files:
        faults.append(Fault(path, 1, "the folder has no documents; name another"))
    yield from ((file, file.relative_to(path).as_posix()) for file in files)


def _is_beside_the_corpus(file: Path) -> bool:
    """Whether a file tells of a corpus, as a ``README.md`` does, and is no document of it."""
    return file.stem.upper() in _ABOUT_CORPORA and file.suffix.lower() in ("", ".md", ".txt", ".rst")


def _read_registered(path: Path, name: str, kind: Format) -> tuple[list[LocatedRecord], list[Fault]]:
    """Read a file of a format whose documents say themselves what is wrong with them."""
    located: list[LocatedRecord] = []
    faults: list[Fault] = []
    for item in read_file(CorpusFile(path, name, kind)):
        if isinstance(item, RecordError):
            message = str(item).removeprefix(str(path))
            number = _LINE.match(message)
            message = message[number.end() :] if number else message.removeprefix(": ")
            faults.append(Fault(path, int(number[1]) if number else 0, message))
        else:
            located.append(LocatedRecord(item, path, 0))
    if not located and not faults:
        faults.append(Fault(path, 0, "holds no documents; leave it out"))
    return located, faults


def _read_file(path: Path, name: str, labels: Collection[str] | None) -> tuple[list[LocatedRecord], list[Fault]]:
    try:
        kind = _format_of(path)
        if kind is not None and kind.name not in _BY_LINES:
            return _read_registered(path, name, kind)
        if str(path) == "-":
            return _read_json_lines(Source(sys.stdin.buffer, "stdin"), Path("stdin"))
        if path.suffix.lower() in _JSON_LINES:
            with open_source(str(path)) as source:
                return _read_json_lines(source, path)
        with open_source(str(path)) as source:
            document = source.text().replace("\r\n", "\n")
    except InputError as error:
        place = Path("stdin") if str(path) == "-" else path
        return [], [Fault(place, 1, str(error).removeprefix(f"{place}: "))]
    if looks_like_columns(document):
        with open_source(str(path)) as source:
            return _read_columns(source, path)
    try:
        record = parse_document(document, str(path), labels=labels)
    except MarkupError as error:
        return [], [Fault(path, error.line, str(error).removeprefix(f"{path}:{error.line}: "))]
    return [LocatedRecord(record, path, document[: document.index("\n\n")].count("\n") + 3, True)], []


def _format_of(path: Path) -> Format | None:
    """Return the format of a file by its name; None for text of another name, which its content tells."""
    try:
        return format_of(path)
    except InputError:
        return None
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("vnjudnlp.formats"):
            raise
        # a format that is known and has no reader yet
        return None


def _read_json_lines(source: Source, path: Path) -> tuple[list[LocatedRecord], list[Fault]]:
    located: list[LocatedRecord] = []
    faults: list[Fault] = []
    for number, item in numbered_records(source):
        if isinstance(item, RecordError):
            faults.append(Fault(path, number, str(item).removeprefix(f"{source.name}:{number}: ")))
        else:
            located.append(LocatedRecord(item, path, number))
    if not located and not faults:
        faults.append(Fault(path, 1, "holds no records; give a file with one JSON object a line"))
    return located, faults


def _read_columns(source: Source, path: Path) -> tuple[list[LocatedRecord], list[Fault]]:
    located: list[LocatedRecord] = []
    faults: list[Fault] = []
    for number, item in numbered_documents(source, path.stem):
        if isinstance(item, ColumnsError):
            faults += [Fault(path, line, message) for line, message in item.faults]
        else:
            located.append(LocatedRecord(item, path, number))
    return located, faults


def _record_faults(item: LocatedRecord, labels: Collection[str] | None, predictions: bool) -> Iterator[Fault]:
    record = item.record
    if not record.text.strip():
        yield item.fault("the document has no text")
    try:
        annotated = annotated_labels(record)
    except RecordError as error:
        yield item.fault(str(error))
        annotated = None
    if predictions:
        annotated = None
    previous: Entity | None = None
    for entity in record.entities:
        for message in _entity_faults(entity, record.text, labels, annotated):
            yield item.fault(message, entity.start)
        if previous is not None and entity.start < previous.end:
            yield item.fault(
                f"the spans {_name(previous, record.text)} and {_name(entity, record.text)} overlap", entity.start
            )
        if previous is None or entity.end > previous.end:
            previous = entity


def _entity_faults(
    entity: Entity, text: str, labels: Collection[str] | None, annotated: frozenset[str] | None
) -> Iterator[str]:
    span = text[entity.start : entity.end]
    if not 0 <= entity.start < entity.end <= len(text):
        yield f"the span {entity.start}-{entity.end} lies outside the text of {len(text)} characters or is empty"
    elif span != span.strip():
        yield f"white space at the edge of the span {_name(entity, text)}"
    if not is_label(entity.label):
        yield f"a label has letters, digits, '_' and '-' only, not {entity.label!r}"
    elif labels is not None and entity.label not in labels:
        yield f"unknown label {entity.label!r}; the labels are {', '.join(labels)}"
    if annotated is not None and entity.label not in annotated:
        yield f"the span {_name(entity, text)} has the label {entity.label}, which the document's labels do not name"


def _name(entity: Entity, text: str) -> str:
    return f"{entity.start}-{entity.end} {text[entity.start : entity.end][:40]!r}"
