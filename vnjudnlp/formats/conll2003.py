"""CoNLL-2003 columns: one word or syllable a line with its place and its tag.

::

    -DOCSTART-    -X-    -X-    O    # id = letter-7

    Cục_trưởng    0      10     B-TITLE
    Cục           11     14     B-AGENCY

The columns are separated by tabs: the word, white space inside it as underscores; the offsets of its first character
and behind its last one in the raw text; the tag. An empty line ends a sentence. The first and the last column are what
readers of CoNLL-2003 read. No word crosses the edge of an entity. :mod:`vnjudnlp.formats.conll2003_reading` says what
is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.column_tags import Tag, span_tags
from vnjudnlp.formats.columns import Place, cut_rows, documents, without_edges
from vnjudnlp.formats.conll2003_reading import (
    Row,
    fitted,
    looks_like_columns,
    numbered_documents,
    text_with_places,
    unjoined,
)
from vnjudnlp.formats.format import ReadOptions, WriteOptions
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.text_input import open_source
from vnjudnlp.records import Entity, Record, is_label

__all__ = ["read", "recognizes", "write", "write_document"]

# matches NUL, other controls and halves of surrogate pairs, none of which can stand in a row; does not match any letter
_NO_CHARACTER = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# matches " " and "|", which no label of these columns has; does not match "chức-vụ"
_NOT_OF_LABEL = re.compile(r"[^\w-]+")


def recognizes(head: bytes) -> bool:
    """Whether a file begins with a tagged token or a document of them, in UTF-8 or in UTF-16 with its mark."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return looks_like_columns(head[: len(head) & ~1].decode("utf-16", errors="replace"))
    return looks_like_columns(head.decode("utf-8-sig", errors="replace"))


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read the documents of a file; see :mod:`vnjudnlp.formats.format`."""
    found = False
    with open_source(str(path), options.encoding) as source:
        for _, item in numbered_documents(source, options.name or str(path)):
            found = True
            yield item
    if not found:
        raise InputError(f"{path}: holds no documents; give a file with a token and its tag a line")


def write(records: Iterable[Record], target: Path, losses: Losses, options: WriteOptions) -> None:
    """Write documents as a file; see :mod:`vnjudnlp.formats.format`."""
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for record, entities, sentences in documents(records, losses, options.unit, white_space=False):
            if not sentences:
                losses.add("documents without text are left out", record.id)
                continue
            tokens = _tokens(record.text, sentences, entities, options.scheme)
            file.write(_lines(record.id, tokens))
            _count_changes(record, entities, tokens, losses)


def write_document(
    identifier: str,
    text: str,
    sentences: Sequence[Sequence[Place]],
    entities: Sequence[Entity],
    scheme: Literal["bio", "bilou"] = "bio",
) -> str:
    """Write one document.

    Args:
        identifier: the document's name.
        text: the raw text.
        sentences: for each sentence the raw offsets of its words, in order.
        entities: entities in order, not overlapping; white space at their edges is left out.
        scheme: which tags.

    Returns:
        its lines, each ended by a line break, with an empty line behind every sentence. An entity that goes on in the
        next sentence joins the two, since a tag ``I-`` needs its ``B-`` before it.

    >>> text = "Bộ trưởng Bộ Tư pháp"
    >>> entities = [Entity(0, 9, "TITLE"), Entity(10, 20, "AGENCY")]
    >>> print(write_document("a", text, [[(0, 9), (10, 12), (13, 20)]], entities).expandtabs(12), end="")
    -DOCSTART-  -X-         -X-         O           # id = a
    <BLANKLINE>
    Bộ_trưởng   0           9           B-TITLE
    Bộ          10          12          B-AGENCY
    Tư_pháp     13          20          I-AGENCY
    <BLANKLINE>
    """
    entities = [solid for entity in entities if (solid := without_edges(entity, text)) is not None]
    return _lines(identifier, _tokens(text, cut_rows(text, sentences, entities), entities, scheme))


def _tokens(
    text: str, sentences: Sequence[Sequence[Place]], entities: Sequence[Entity], scheme: Literal["bio", "bilou"]
) -> list[Row]:
    """Make the rows of a document that is cut at the edges of its entities."""
    tokens: list[Row] = []
    spans: list[tuple[int, int, str]] = []
    remaining = iter(entities)
    entity = next(remaining, None)
    begun = -1
    for sentence in sentences:
        for word in sentence:
            for start, end, form in _forms(text, *word):
                if entity is not None and start == entity.start:
                    begun = len(tokens)
                tokens.append(Row(form, Tag("O", ""), 0, place=(start, end)))
                if entity is not None and end == entity.end:
                    spans.append((begun, len(tokens), _NOT_OF_LABEL.sub("", entity.label) or "_"))
                    entity = next(remaining, None)
        if tokens:
            tokens[-1].ends_sentence = True
    for first, stop, label in spans:
        for token, prefix in zip(tokens[first:stop], span_tags(stop - first, scheme), strict=True):
            token.tag = Tag(prefix, label)
    return tokens


def _forms(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Write a word so that it is read in the length that it has; where this cannot be, as several rows."""
    word = _NO_CHARACTER.sub(lambda match: match[0] if match[0].isspace() else "\ufffd", text[start:end])
    form = "_".join(word.split())
    if fitted(unjoined(form), end - start) is not None:
        yield start, end, form
        return
    for piece in re.finditer(r"\S+", word):
        yield start + piece.start(), start + piece.end(), piece[0]


def _lines(identifier: str, tokens: Sequence[Row]) -> str:
    lines = [f"-DOCSTART-\t-X-\t-X-\tO\t# id = {_line_id(identifier)}", ""]
    for token in tokens:
        assert token.place is not None
        lines.append(f"{token.form}\t{token.place[0]}\t{token.place[1]}\t{token.tag}")
        if token.ends_sentence:
            lines.append("")
    return "\n".join(lines) + "\n"


def _line_id(identifier: str) -> str:
    return " ".join(_NO_CHARACTER.sub(lambda match: " " if match[0].isspace() else "\ufffd", identifier).split())


def _count_changes(record: Record, entities: Sequence[Entity], tokens: Sequence[Row], losses: Losses) -> None:
    """Count what a reader of the rows will find to be different."""
    if not _line_id(record.id):
        losses.add("empty ids are left out", record.id)
    elif _line_id(record.id) != record.id:
        losses.add("ids are written with single spaces and without control characters", record.id)
    odd = [entity for entity in entities if not is_label(entity.label)]
    if odd:
        losses.add("labels are written in letters, digits, '_' and '-'", record.id, len(odd), example=odd[0].label)
    for token in tokens:
        token.form = unjoined(token.form)
    read_again, _, _ = text_with_places(tokens)
    if read_again != record.text:
        shared = zip(read_again, record.text, strict=False)
        at = next((index for index, (a, b) in enumerate(shared) if a != b), min(len(read_again), len(record.text)))
        example = f"at {at}: {record.text[at : at + 8]!r}"
        losses.add("texts lose their line breaks, tabs, underscores or control characters", record.id, example=example)
