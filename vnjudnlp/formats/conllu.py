"""CoNLL-U and CoNLL-U Plus: words with their spans, and in comments and MISC all else that a record holds.

::

    # newdoc id = letter-7
    # doc_date = 2022-04-13
    # court = "TAND tỉnh Gia Lai"
    # sent_id = letter-7-1
    # text = Cục trưởng Cục THADS
    1   Cục trưởng  _ _ _ _ _ _ _   NER=B-TITLE
    2   Cục         _ _ _ _ _ _ _   NER=B-AGENCY|Norm=Cục Thi hành án dân sự
    3   THADS       _ _ _ _ _ _ _   SpaceAfter=No|NER=I-AGENCY|Abbreviations=[{"start": 0, …}]

MISC has ``SpaceAfter=No`` as Universal Dependencies has it, and ``SpacesAfter``, ``SpacesBefore`` and
``SpacesInToken`` as UDPipe defines them (https://ufal.mff.cuni.cz/udpipe/1/users-manual), with the escapes
``\\s \\t \\r \\n \\p \\\\``, to which ``\\uXXXX`` is added for characters that a line cannot hold; so the
exact text comes back. Spans are tags ``NER=``, the way of many treebanks with names, since ``Entity=`` of CorefUD
stands for chains of mentions and needs a declaration of its own. ``Norm``, ``Score``, ``Source`` and ``Details``
(JSON) of a span stand at its first word, ``Abbreviations`` (JSON, offsets from the word's start) at the word in which
they begin. In values ``%``, ``|`` and what a line cannot hold are percent-escaped.
:mod:`vnjudnlp.formats.conllu_reading` says what is read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from vnjudnlp.formats.column_tags import span_tags
from vnjudnlp.formats.columns import Document, Place, documents
from vnjudnlp.formats.conllu_reading import COLUMNS, NOT_FIELDS, read
from vnjudnlp.formats.file_names import file_stem
from vnjudnlp.formats.format import WriteOptions
from vnjudnlp.formats.jsonl import write_json
from vnjudnlp.formats.losses import Losses
from vnjudnlp.records import Abbreviation, Entity, Record

__all__ = ["read", "write"]

# matches "%", "|", a tab, U+2028, half a surrogate pair, a blank at an edge or behind another; does not match "a b"
_IN_VALUE = re.compile("[%|]|[^\\S ]|[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff]|^ | $|(?<= ) ")
# matches what the escapes of UDPipe stand for and what a line cannot hold; does not match letters
_IN_SPACES = re.compile("[\\\\| \t\r\n]|[^\\S ]|[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
# matches what FORM cannot hold; does not match letters, a blank
_NOT_OF_FORM = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
# matches names that stand before "=" in a comment as they are, "court"; does not match "a b"
_FIELD = re.compile(r"[A-Za-z_][\w.]*", re.ASCII)
_ESCAPES = {" ": "\\s", "\t": "\\t", "\r": "\\r", "\n": "\\n", "|": "\\p", "\\": "\\\\"}
_EMPTY = "\t".join("_" * 7)


def write(records: Iterable[Record], target: Path, losses: Losses, options: WriteOptions) -> None:
    """Write documents as a file; see :mod:`vnjudnlp.formats.format`."""
    with target.open("w", encoding="utf-8", newline="\n") as file:
        if target.suffix.lower() == ".conllup":
            file.write(f"# global.columns = {' '.join(COLUMNS)}\n")
        for document in documents(records, losses, options.unit, white_space=True):
            file.writelines(f"{line}\n" for line in _lines(document, options.scheme))


def _lines(document: Document, scheme: Literal["bio", "bilou"]) -> Iterator[str]:
    record = document.record
    text = record.text
    # a document without words has one that stands for its white space
    sentences = document.sentences or [[(0, len(text))]]
    misc = _annotations(document, [row for sentence in sentences for row in sentence], scheme)
    yield f"# newdoc id = {_value(record.id)}" if record.id else "# newdoc"
    if record.doc_date is not None:
        yield f"# doc_date = {record.doc_date}"
    for name, value in record.extra.items():
        yield f"# {_field_name(name)} = {_json(value)}"
    index = position = 0
    name = file_stem(record.id)[0].replace(" ", "%20")
    for number, sentence in enumerate(sentences, 1):
        yield f"# sent_id = {name}-{number}"
        forms = [_form(text[start:end]) for start, end in sentence]
        glued = [end == start for (_, end), (start, _) in zip(sentence, [*sentence[1:], (-1, -1)], strict=True)]
        yield f"# text = {''.join(f if g else f'{f} ' for f, g in zip(forms, glued, strict=True)).rstrip(' ')}"
        for word, ((start, end), form) in enumerate(zip(sentence, forms, strict=True), 1):
            following = sentence[word][0] if word < len(sentence) else _next_start(sentences, number, len(text))
            is_inside = word < len(sentence)
            spaces = list(_spaces(text, (position, start, end, following), form, is_inside=is_inside))
            yield f"{word}\t{form}\t{_EMPTY}\t{'|'.join(spaces + misc.get(index, [])) or '_'}"
            index += 1
            position = following
        yield ""


def _next_start(sentences: Sequence[Sequence[Place]], number: int, size: int) -> int:
    """Return where the next sentence begins, or the end of the text."""
    return sentences[number][0][0] if number < len(sentences) else size


def _form(word: str) -> str:
    """Return what stands in the column FORM; ``_`` where there is nothing to see."""
    return " ".join(_NOT_OF_FORM.sub(lambda match: " " if match[0].isspace() else "\ufffd", word).split()) or "_"


def _spaces(text: str, places: tuple[int, int, int, int], form: str, *, is_inside: bool) -> Iterator[str]:
    """Yield the features that bring the white space before, in and behind a word back."""
    before, start, end, following = places
    if before < start:
        yield f"SpacesBefore={_escaped_spaces(text[before:start])}"
    if form != text[start:end]:
        yield f"SpacesInToken={_escaped_spaces(text[start:end])}"
    if end == following:
        yield "SpaceAfter=No"
    elif text[end:following] != " " or not is_inside:
        yield f"SpacesAfter={_escaped_spaces(text[end:following])}"


def _escaped_spaces(text: str) -> str:
    return _IN_SPACES.sub(lambda match: _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04x}", text)


def _value(text: str) -> str:
    return _IN_VALUE.sub(lambda match: quote(match[0], safe="", errors="surrogatepass"), text)


def _json(value: object) -> str:
    """Write plain data in one line for all readers, also those for whom U+2028 ends one."""
    line = write_json({"": value})[len('{"": ') : -1]
    return _NOT_OF_FORM.sub(lambda match: f"\\u{ord(match[0]):04x}", line.replace("\u2028", "\\u2028")).replace(
        "\u2029", "\\u2029"
    )


def _field_name(name: str) -> str:
    """Return the name of a field so that no reader takes it for one of the format's own."""
    if _FIELD.fullmatch(name) and name not in NOT_FIELDS:
        return name
    escaped = "".join(c if c.isascii() and c.isalnum() else quote(c, safe="", errors="surrogatepass") for c in name)
    return f"%{ord(name[0]):02X}{escaped[1:]}" if escaped[:1].isalnum() else escaped or "%"


def _annotations(document: Document, rows: Sequence[Place], scheme: Literal["bio", "bilou"]) -> dict[int, list[str]]:
    """Return the features of words that hold the annotation."""
    found: dict[int, list[str]] = {}
    starts = [start for start, _ in rows]
    for entity in document.entities:
        first = bisect_right(starts, entity.start) - 1
        stop = bisect_right(starts, entity.end - 1)
        for row, prefix in zip(range(first, stop), span_tags(stop - first, scheme), strict=True):
            found.setdefault(row, []).append(f"NER={prefix}-{_value(entity.label)}")
        found[first] += _span_features(entity)
    at_word: dict[int, list[Abbreviation]] = {}
    for abbreviation in document.record.abbreviations:
        at_word.setdefault(max(0, bisect_right(starts, abbreviation.start) - 1), []).append(abbreviation)
    for row, abbreviations in at_word.items():
        data = [item.to_dict() for item in abbreviations]
        for item in data:
            item["start"] -= starts[row]
            item["end"] -= starts[row]
            del item["short"]
        found.setdefault(row, []).append(f"Abbreviations={_value(_json(data))}")
    return found


def _span_features(entity: Entity) -> Iterator[str]:
    if entity.norm is not None:
        yield f"Norm={_value(entity.norm)}"
    if entity.score != 1.0:
        yield f"Score={entity.score!r}"
    if entity.source:
        yield f"Source={_value(entity.source)}"
    if entity.details is not None:
        yield f"Details={_value(_json(entity.details))}"
