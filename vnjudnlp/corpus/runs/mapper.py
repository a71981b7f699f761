"""What a run does to documents: a pure function of documents and settings, for whatever engine calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from vnjudnlp.errors import InputError, RecordError, ResourceError
from vnjudnlp.formats.format import ReadOptions
from vnjudnlp.formats.jsonl import write_record
from vnjudnlp.pipeline import annotate, entities, records_in_batches
from vnjudnlp.records import Record

__all__ = ["Annotate", "Settings", "annotate_documents", "annotate_records", "prepare"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What is done to documents, and how they are read; plain data.

    Attributes:
        labels: the labels that are wanted; None for all.
        model: which tagger: see :func:`vnjudnlp.tagging.tag_batch`.
        min_score: entities of a lower score are left out.
        register: a user's own register of bodies.
        facts: whether people, offices and the facts of judgments' headers are added to the records.
        encoding: the encoding of text files; None for UTF-8 or what a byte order mark says.
        doc_date: the date of documents that have none of their own, ISO 8601.
    """

    labels: tuple[str, ...] | None = None
    model: str | None = None
    min_score: float = 0.0
    register: str | None = None
    facts: bool = False
    encoding: str | None = None
    doc_date: str | None = None

    @property
    def read_options(self) -> ReadOptions:
        """How documents are read."""
        return ReadOptions(self.encoding)

    def to_dict(self) -> dict[str, Any]:
        """Return them as plain data that :meth:`from_dict` reads back and JSON can hold."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Settings:
        """Build settings from the data of :meth:`to_dict`."""
        labels = data.get("labels")
        return cls(**{**data, "labels": None if labels is None else tuple(labels)})


Annotate = Callable[[Sequence[Record], Settings], None]
"""A function that sets entities, abbreviations and facts of records."""


def prepare(settings: Settings) -> None:
    """Load what the settings name, so that what is wrong with it is told before anything is read.

    Raises:
        ResourceError: there is no such model, or it is damaged.
        InputError: the register cannot be read or is faulty.
    """
    annotate_batch([Record("", "Bộ Tư pháp")], settings)


def annotate_batch(records: Sequence[Record], settings: Settings) -> None:
    """Set entities, abbreviations and facts of records that are worked on together.

    Args:
        records: documents, together of a size that fits in memory.
        settings: what is done.
    """
    batch = annotate(
        [record.text for record in records],
        [record.doc_date for record in records],
        model=settings.model,
        min_score=settings.min_score,
        register=settings.register,
        facts=settings.facts,
    )
    labels = settings.labels
    for document, (record, found) in enumerate(zip(records, entities(batch), strict=True)):
        record.entities = found if labels is None else [entity for entity in found if entity.label in labels]
        record.abbreviations = batch.abbreviations[document] if batch.abbreviations is not None else []
        if batch.facts is not None:
            record.extra.update(batch.facts[document])


def annotate_documents(
    records: Iterable[Record], settings: Settings, annotate: Annotate = annotate_batch
) -> Iterator[Record | RecordError]:
    """Annotate documents.

    Args:
        records: the documents; annotation that they have is replaced.
        settings: what is done.
        annotate: what does it.

    Yields:
        for each document, in order, the same record with its annotation, or why it has none. What one document gets
        depends on no other.

    Raises:
        ResourceError: see :func:`prepare`.
    """
    for group in records_in_batches(records):
        yield from _annotated(group, settings, annotate)


def annotate_records(
    records: Iterable[Record], settings: Settings, annotate: Annotate = annotate_batch
) -> Iterator[bytes | RecordError]:
    """Annotate documents and write each as a line of JSON.

    Args:
        records: the documents; annotation that they have is replaced.
        settings: what is done.
        annotate: what does it.

    Yields:
        for each document, in order, its record as UTF-8 with a line break at its end, or why there is none.

    Raises:
        ResourceError: see :func:`prepare`.

    >>> import json
    >>> [line] = annotate_records([Record("a", "bà Phan Thu Hà")], Settings(labels=("PERSON",)))
    >>> json.loads(line)["entities"][0]["text"]
    'Phan Thu Hà'
    """
    for record in annotate_documents(records, settings, annotate):
        if isinstance(record, RecordError):
            yield record
            continue
        try:
            yield f"{write_record(record)}\n".encode()
        except Exception as error:
            # a field that a reader or a caller put in is nothing that JSON has
            yield RecordError(f"cannot be written as JSON ({error}); mend its fields")


def _annotated(records: list[Record], settings: Settings, annotate: Annotate) -> Iterator[Record | RecordError]:
    """Annotate documents together; if that fails, halves of them, down to the one that is at fault."""
    if not records:
        return
    try:
        annotate(records, settings)
    except ResourceError:
        raise
    except Exception as error:
        if len(records) > 1:
            middle = len(records) // 2
            yield from _annotated(records[:middle], settings, annotate)
            yield from _annotated(records[middle:], settings, annotate)
        else:
            yield _failure(error)
    else:
        yield from records


def _failure(error: Exception) -> RecordError:
    if isinstance(error, InputError):
        return RecordError(str(error))
    if isinstance(error, MemoryError):
        return RecordError("takes more memory than there is; divide the document")
    return RecordError(f"annotation failed ({type(error).__name__}: {error}); please report it with the document")
