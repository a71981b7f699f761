"""WebAnno TSV 3.3, which INCEpTION reads and writes: one document a file, one token a row.

The user guide of INCEpTION describes it in its appendix "WebAnno TSV 3.3 File format". Where the guide is silent, what
is written here is what INCEpTION writes and what it accepts. Offsets count UTF-16 units.

Sentences are cut so that the text comes back exactly. A sentence reaches to the next one, but for one line feed, which
a reader puts between two sentences; white space at which a span begins or ends is a token.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.format import ReadOptions, WriteOptions
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.plain_strings import replace_surrogates
from vnjudnlp.formats.uima import NAMED_ENTITY, document_id, new_file, sentences_of, utf16_offsets
from vnjudnlp.formats.webanno_reading import parse_document
from vnjudnlp.records import Entity, Record

__all__ = ["read", "recognizes", "write", "write_document"]

_HEADER = f"#FORMAT=WebAnno TSV 3.3\n#T_SP={NAMED_ENTITY}|identifier|value\n\n"

# matches what has a meaning in a value: "[", "->", "\"; does not match "-" alone
_RESERVED = re.compile(r"->|[\\\[\]|_;\t\n*]")
# matches what has to be escaped in a text: "\", a tab, NUL; does not match a vertical tab, which INCEpTION leaves alone
_UNSAFE = re.compile(r"[\\\x00-\x0a\x0c-\x1f]")
_NAMED = {"\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\b": "\\b"}


def recognizes(head: bytes) -> bool:
    """Whether a file begins as WebAnno TSV 3 does."""
    return head.removeprefix(b"\xef\xbb\xbf").startswith(b"#FORMAT=WebAnno TSV 3")


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read a file as one document; see :mod:`vnjudnlp.formats.format`."""
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 at byte {error.start}, as WebAnno TSV is; save it as UTF-8") from None
    try:
        yield parse_document(content, document_id(options.name or str(path), ".tsv"))
    except RecordError as error:
        yield RecordError(f"{path}:{error}")


def write(records: Iterable[Record], target: Path, losses: Losses, options: WriteOptions) -> None:
    """Write each document as a file of a folder; see :mod:`vnjudnlp.formats.format`."""
    target.mkdir(parents=True, exist_ok=True)
    for record in records:
        file = new_file(record.id, target, ".tsv", losses)
        text, count = replace_surrogates(record.text)
        losses.add("halves of surrogate pairs are written as U+FFFD", record.id, count)
        entities = [_plain(entity, record.id, losses) for entity in record.entities]
        file.write_text(write_document(text, entities), encoding="utf-8", newline="")


def _plain(entity: Entity, identifier: str, losses: Losses) -> Entity:
    """Return an entity whose values the format can hold."""
    (label, norm), count = replace_surrogates([entity.label, entity.norm])
    losses.add("halves of surrogate pairs are written as U+FFFD", identifier, count)
    returns = label.count("\r") + (norm or "").count("\r")
    losses.add("carriage returns in values are written as spaces", identifier, returns)
    if returns:
        label, norm = label.replace("\r", " "), norm and norm.replace("\r", " ")
    return Entity(entity.start, entity.end, label, norm)


def write_document(text: str, entities: Iterable[Entity]) -> str:
    """Write one document.

    Args:
        text: its text, without halves of surrogate pairs.
        entities: its spans; label and norm of each are written.

    Returns:
        the file's content.

    >>> print(write_document("Bộ Tư pháp", [Entity(0, 10, "AGENCY")]).expandtabs(8))
    #FORMAT=WebAnno TSV 3.3
    #T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value
    <BLANKLINE>
    <BLANKLINE>
    #Text=Bộ Tư pháp
    1-1     0-2     Bộ      *[1]    AGENCY[1]
    1-2     3-5     Tư      *[1]    AGENCY[1]
    1-3     6-10    pháp    *[1]    AGENCY[1]
    <BLANKLINE>
    """
    spans = list(entities)
    sentences = _with_white_space(text, sentences_of(text, ((span.start, span.end) for span in spans)), spans)
    rows = _rows([token for sentence in sentences for token in sentence], spans)
    numbers = _numbers(rows, spans)
    offsets = utf16_offsets(text)
    lines = [_HEADER]
    row = iter(rows)
    for number, sentence in enumerate(sentences, 1):
        begin, end = sentence[0][0], len(text)
        if number < len(sentences):
            end = sentences[number][0][0]
            # a reader puts a line feed between two sentences that do not meet
            if text[end - 1] == "\n" and sentence[-1][1] < end:
                end -= 1
        lines.append("\n")
        lines.extend(f"#Text={_escaped_text(line)}\n" for line in text[begin:end].split("\n"))
        for index in range(1, len(sentence) + 1):
            for part, (unit, held) in enumerate(next(row).items()):
                place = f"{number}-{index}.{part}" if part else f"{number}-{index}"
                cells = [place, f"{offsets[unit[0]]}-{offsets[unit[1]]}", _escaped_text(text[unit[0] : unit[1]])]
                for values in ([spans[item].norm for item in held], [spans[item].label for item in held]):
                    stack = map(_cell, values, (numbers.get(item) for item in held))
                    cells.append("|".join(stack) if held else "_")
                lines.append("\t".join(cells) + "\t\n")
    return "".join(lines)


_Unit = tuple[int, int]


def _with_white_space(text: str, sentences: list[list[_Unit]], spans: list[Entity]) -> list[list[_Unit]]:
    """Add what lies between tokens as tokens, where a span begins or ends there or the text would not come back."""
    starts, ends = sorted(span.start for span in spans), sorted(span.end for span in spans)

    def is_edge(start: int, end: int) -> bool:
        begins = bisect_left(starts, start) < bisect_left(starts, end)
        return begins or bisect_right(ends, start) < bisect_right(ends, end)

    found: list[list[_Unit]] = []
    position = 0
    for sentence in sentences:
        for number, (start, end) in enumerate(sentence):
            # a reader fills the room before the first sentence with spaces
            is_new_text = not found and number == 0 and text[:start].strip(" ") != ""
            gap = [(position, start)] if position < start and (is_new_text or is_edge(position, start)) else []
            if number:
                found[-1].extend(gap)
            elif found:
                found[-1].extend(gap)
                found.append([])
            else:
                found.append(gap)
            found[-1].append((start, end))
            position = end
    if position < len(text) and (not found or is_edge(position, len(text))):
        if not found:
            found.append([])
        found[-1].append((position, len(text)))
    return found


def _rows(tokens: list[_Unit], spans: list[Entity]) -> list[dict[_Unit, list[int]]]:
    """Return for each token its units: itself and the parts of it that spans take, each with the spans that take it."""
    rows: list[dict[_Unit, list[int]]] = [{token: []} for token in tokens]
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    for number, span in enumerate(spans):
        for index in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
            unit = (max(span.start, starts[index]), min(span.end, ends[index]))
            rows[index].setdefault(unit, []).append(number)
    for index, (token, row) in enumerate(zip(tokens, rows, strict=True)):
        if len(row) > 2:
            parts = sorted((unit for unit in row if unit != token), key=lambda unit: (unit[0], -unit[1]))
            rows[index] = {unit: row[unit] for unit in (token, *parts)}
    return rows


def _numbers(rows: list[dict[_Unit, list[int]]], spans: list[Entity]) -> dict[int, int]:
    """Number the spans that stand in several rows or share one: their disambiguation ids."""
    units = Counter(item for row in rows for held in row.values() for item in held)
    stacked = {item for row in rows for held in row.values() if len(held) > 1 for item in held}
    ambiguous = dict.fromkeys(
        item for row in rows for held in row.values() for item in held if units[item] > 1 or item in stacked
    )
    return {item: number for number, item in enumerate(ambiguous, 1)}


def _cell(value: str | None, number: int | None) -> str:
    escaped = "*" if value is None else _RESERVED.sub(_escaped_reserved, value)
    return escaped if number is None else f"{escaped}[{number}]"


def _escaped_reserved(match: re.Match[str]) -> str:
    return _NAMED.get(match[0]) or f"\\{match[0]}"


def _escaped_text(text: str) -> str:
    return _UNSAFE.sub(lambda match: _NAMED.get(match[0]) or f"\\{match[0]}", text)
