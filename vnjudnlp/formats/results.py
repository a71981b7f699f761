"""What the commands write: documents tagged, segmented or expanded, streamed from the inputs to the output."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from vnjudnlp.abbreviations.choice import MIN_SCORE
from vnjudnlp.formats.columns import sentences_of
from vnjudnlp.formats.conll2003 import write_document
from vnjudnlp.formats.html import write_page, write_texts_page
from vnjudnlp.formats.inputs import Inputs
from vnjudnlp.formats.jsonl import write_json, write_record
from vnjudnlp.formats.output import Output
from vnjudnlp.formats.table import write_table
from vnjudnlp.pipeline import annotate, entities, expand_texts, in_batches, segment_texts, word_offsets
from vnjudnlp.records import Record
from vnjudnlp.tagging import labels_of

if TYPE_CHECKING:
    from vnjudnlp.abbreviations import Expansion
    from vnjudnlp.abbreviations.expansion import Mode
    from vnjudnlp.batch import Batch
    from vnjudnlp.segmentation import Model, Phrases

__all__ = ["EXPANDED", "SEGMENTED", "TAGGED", "Expanding", "Tagging"]


@dataclass(frozen=True, slots=True)
class Tagging:
    """What is tagged, and how.

    Attributes:
        labels: the labels that are wanted; None for all.
        model: which tagger: see :func:`vnjudnlp.tagging.tag_batch`.
        min_score: entities of a lower score are left out.
        register: a user's own register of bodies.
        facts: whether people, offices and the facts of judgments' headers are added to the records.
    """

    labels: Collection[str] | None = None
    model: str | None = None
    min_score: float = 0.0
    register: str | None = None
    facts: bool = False


_Queue = deque[tuple[Record, int]]
"""Records that are read and how many bytes were read up to there."""


def _tagged(inputs: Inputs, tagging: Tagging, *, words: bool = False) -> Iterator[tuple[Record, Batch, int]]:
    """Yield each record with its entities and abbreviations, its batch and its index in the batch."""
    pending: _Queue = deque()
    dated = ((text, pending[-1][0].doc_date) for text in _texts(inputs, pending))
    for group in in_batches(dated):
        batch = annotate(
            [text for text, _ in group],
            [date for _, date in group],
            words=words,
            model=tagging.model,
            min_score=tagging.min_score,
            register=tagging.register,
            facts=tagging.facts,
        )
        for document, found in enumerate(entities(batch)):
            record = _take(inputs, pending)
            record.entities = [entity for entity in found if tagging.labels is None or entity.label in tagging.labels]
            record.abbreviations = batch.abbreviations[document] if batch.abbreviations is not None else []
            if batch.facts is not None:
                record.extra.update(batch.facts[document])
            yield record, batch, document


def _texts(inputs: Inputs, pending: _Queue) -> Iterator[str]:
    """Yield the texts of the records and put the records into a queue until their results come."""
    for record in inputs.records():
        pending.append((record, inputs.bytes_read))
        yield record.text


def _take(inputs: Inputs, pending: _Queue) -> Record:
    """Take the record whose results have come out of the queue."""
    record, position = pending.popleft()
    inputs.done(position)
    return record


def _plain(record: Record) -> dict[str, object]:
    """Return a record as plain data without annotation that nobody made."""
    data = record.to_dict()
    return {name: value for name, value in data.items() if value or name not in ("entities", "abbreviations")}


def _write_tagged_records(inputs: Inputs, out: Output, tagging: Tagging) -> None:
    for record, _, _ in _tagged(inputs, tagging):
        out.write(f"{write_record(record)}\n")


def _write_tagged_columns(inputs: Inputs, out: Output, tagging: Tagging) -> None:
    for record, batch, document in _tagged(inputs, tagging, words=True):
        out.write(write_document(record.id, record.text, sentences_of(batch, document), record.entities))


def _write_tables(inputs: Inputs, out: Output, tagging: Tagging) -> None:
    """Write a table for each document, with its name above it where there are several."""
    records = (record for record, _, _ in _tagged(inputs, tagging))
    first = list(islice(records, 2))
    for record in chain(first, records):
        write_table(record, out.file, title=len(first) > 1)


def _write_page(inputs: Inputs, out: Output, tagging: Tagging) -> None:
    # people and offices are of no use to somebody who asks for other labels
    tagging = replace(tagging, facts=tagging.facts or tagging.labels is None or "PERSON" in tagging.labels)
    records = (record for record, _, _ in _tagged(inputs, tagging))
    first = next(records, None)
    if first is not None:
        labels = [label for label in labels_of(tagging.model) if tagging.labels is None or label in tagging.labels]
        for piece in write_page(chain([first], records), labels, facts=tagging.facts):
            out.write(piece)


def _segmented_lines(inputs: Inputs, model: Model, user_words: Phrases | None) -> Iterator[tuple[bool, list[str]]]:
    """Yield the words of each line and whether the line begins a document behind another."""
    pending: deque[tuple[bool, int]] = deque()

    def lines() -> Iterator[str]:
        behind_another = False
        for document in inputs.documents():
            first = True
            for line in document:
                pending.append((behind_another and first, inputs.bytes_read))
                first = False
                yield line
            behind_another = behind_another or not first

    for found in segment_texts(lines(), model=model, user_words=user_words):
        begins_document, position = pending.popleft()
        inputs.done(position)
        yield begins_document, found


def _write_segmented_text(inputs: Inputs, out: Output, model: Model, user_words: Phrases | None) -> None:
    for begins_document, found in _segmented_lines(inputs, model, user_words):
        line = " ".join(word.replace(" ", "_") for word in found)
        out.write(f"\n{line}\n" if begins_document else f"{line}\n")


def _write_words(inputs: Inputs, out: Output, model: Model, user_words: Phrases | None) -> None:
    for begins_document, found in _segmented_lines(inputs, model, user_words):
        lines = "".join(f"{word}\n" for word in found)
        out.write(f"\n{lines}\n" if begins_document else f"{lines}\n")


def _write_segmented_records(inputs: Inputs, out: Output, model: Model, user_words: Phrases | None) -> None:
    pending: _Queue = deque()
    for places in word_offsets(_texts(inputs, pending), model=model, user_words=user_words):
        record = _take(inputs, pending)
        found = [{"start": start, "end": end, "text": record.text[start:end]} for start, end in places]
        out.write(write_json({**_plain(record), "words": found}) + "\n")


@dataclass(frozen=True, slots=True)
class Expanding:
    """Which short forms are written out, and how: see :func:`vnjudnlp.expand`.

    Attributes:
        mode: which.
        case: whether long forms are written in the case that their place asks for.
        lexicon: a file with short forms of the user.
        min_score: how probable a reading has to be where there are several.
    """

    mode: Mode = "all"
    case: bool = True
    lexicon: str | None = None
    min_score: float = MIN_SCORE


def _expansions(inputs: Inputs, expanding: Expanding, pending: _Queue) -> Iterator[Expansion]:
    return expand_texts(
        _texts(inputs, pending),
        expanding.mode,
        expanding.case,
        lexicon=expanding.lexicon,
        min_score=expanding.min_score,
    )


def _write_expanded_text(inputs: Inputs, out: Output, expanding: Expanding) -> None:
    begun = False
    pending: _Queue = deque()
    for expansion in _expansions(inputs, expanding, pending):
        _take(inputs, pending)
        out.write("\n" if begun else "")
        out.write(expansion.text if expansion.text.endswith("\n") else f"{expansion.text}\n")
        begun = True


def _write_expanded_records(inputs: Inputs, out: Output, expanding: Expanding) -> None:
    pending: _Queue = deque()
    for expansion in _expansions(inputs, expanding, pending):
        data = {
            **_plain(_take(inputs, pending)),
            "expanded": expansion.text,
            "replacements": [asdict(replacement) for replacement in expansion.replacements],
            "undecided": [item.to_dict() for item in expansion.undecided],
        }
        out.write(write_json(data) + "\n")


def _write_expanded_page(inputs: Inputs, out: Output, expanding: Expanding) -> None:
    pending: _Queue = deque()
    pieces = ((_take(inputs, pending).id, expansion.to_html()) for expansion in _expansions(inputs, expanding, pending))
    for piece in write_texts_page(pieces):
        out.write(piece)


TAGGED: dict[str, Callable[[Inputs, Output, Tagging], None]] = {
    "table": _write_tables,
    "jsonl": _write_tagged_records,
    "conll": _write_tagged_columns,
    "html": _write_page,
}
SEGMENTED: dict[str, Callable[[Inputs, Output, Model, Phrases | None], None]] = {
    "text": _write_segmented_text,
    "words": _write_words,
    "jsonl": _write_segmented_records,
}
EXPANDED: dict[str, Callable[[Inputs, Output, Expanding], None]] = {
    "text": _write_expanded_text,
    "jsonl": _write_expanded_records,
    "html": _write_expanded_page,
}
