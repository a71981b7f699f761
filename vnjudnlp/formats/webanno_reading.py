"""Reading WebAnno TSV 3: the text of its sentences, and the spans of its span layers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vnjudnlp.errors import RecordError
from vnjudnlp.formats.uima import entity_of_features, holds_entities, index_of, utf16_offsets
from vnjudnlp.records import Entity, Record

__all__ = ["parse_document"]

# how many spaces may be filled in where the file has no text, so that a small file does not make a large document
_MOST_PADDING = 1 << 20

# matches "#FORMAT=WebAnno TSV 3.3"; does not match "#FORMAT=WebAnno TSV 2"
_FORMAT = re.compile(r"#FORMAT=WebAnno TSV 3\.([0-9]{1,3})\s*")
# matches "4-8"; does not match "4-", "4"
_OFFSETS = re.compile(r"([0-9]{1,10})-([0-9]{1,10})")
# matches "1-3", "1-3.1"; does not match "1"
_PLACE = re.compile(r"[0-9]+-[0-9]+(\.[0-9]+)?")
# matches "PER[1]" and "a\\[1]", where the backslash stands for itself; does not match "PER\[1]"
_NUMBERED = re.compile(r"(.*(?<!\\)(?:\\\\)*)\[([0-9]{1,10})\]", re.DOTALL)
# matches "|" and an escaped character, so that "\|" is no "|"; does not match other characters
_STACKING = re.compile(r"\\.|\|", re.DOTALL)
# matches "\[", "\->"; does not match "\a"
_ESCAPED_VALUE = re.compile(r"\\(->|[\\\[\]|_;tn*])")
# matches "\\", "\t" and an escaped control character; does not match "\a"
_ESCAPED_TEXT = re.compile(r"\\([\\tnfrb\x00-\x07\x0e-\x1f])")
# matches "\u00e1" and what Java escapes beside; does not match "\x41"
_ESCAPED_JAVA = re.compile(r"\\(u[0-9a-fA-F]{4}|[\\tnfrb'\"/])")
_NAMED = {"t": "\t", "n": "\n", "f": "\f", "r": "\r", "b": "\b"}


@dataclass(slots=True)
class _Layer:
    """A layer: its type, its features, ``""`` for a link to other spans, the first column, whether it is read."""

    type_name: str
    features: tuple[str, ...]
    column: int
    is_read: bool


@dataclass(slots=True)
class _Annotation:
    layer: _Layer
    begin: int
    end: int
    line: int
    values: dict[str, str] = field(default_factory=dict)


def parse_document(content: str, identifier: str) -> Record:
    """Read a document.

    Args:
        content: the file's content.
        identifier: the document's id.

    Returns:
        the document. Spans of named entities and of custom layers become entities; relations, chains and the layers of
        tokens are passed over, and so are spans without characters.

    Raises:
        RecordError: the file is not sound; the message begins with the line.
    """
    # as Java reads lines: other characters that break lines are part of the text
    return _Reader(re.split("\r\n|\r|\n", content)).document(identifier)


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.layers: list[_Layer] = []
        self.columns = 0
        self.text: list[str] = []
        self.length = 0
        self.padding = 0
        self.annotations: list[_Annotation] = []
        self.by_number: dict[tuple[int, str], _Annotation] = {}

    def document(self, identifier: str) -> Record:
        match = _FORMAT.fullmatch(self.lines[0])
        if match is None:
            raise RecordError('1: is not WebAnno TSV 3; export the document again as "WebAnno TSV v3.3"')
        # up to 3.1 texts were escaped as Java escapes strings
        self.is_old = int(match[1]) <= 1
        body = self.header()
        self.sentences(body)
        text = "".join(self.text)
        offsets = utf16_offsets(text)
        entities: list[Entity] = []
        for item in self.annotations:
            start, end = index_of(offsets, item.begin), index_of(offsets, item.end)
            if start is None or end is None:
                raise RecordError(
                    f"{item.line}: {item.begin}-{item.end} is no place in the text; offsets are in UTF-16"
                )
            if start < end:
                entities.append(entity_of_features(text, start, end, item.layer.type_name, item.values))
        entities.sort(key=lambda entity: (entity.start, entity.end))
        return Record(identifier, text, entities=entities)

    def header(self) -> int:
        """Read the layers; return the index of the first line behind them."""
        for number, line in enumerate(self.lines[1:], 1):
            prefix, _, declaration = line.partition("=")
            if prefix not in ("#T_SP", "#T_CH", "#T_RL"):
                return number
            type_name, *features = [part for part in declaration.split("|") if part] or [""]
            is_read = prefix == "#T_SP" and holds_entities(type_name)
            names = tuple("" if _is_link(features, index) else name for index, name in enumerate(features))
            self.layers.append(_Layer(type_name, names, self.columns, is_read))
            # a layer without features has a column that says where its spans are
            self.columns += len(features) or 1
        return len(self.lines)

    def sentences(self, first: int) -> None:
        header: list[str] = []
        in_body = False
        for number, line in enumerate(self.lines[first:], first + 1):
            if not line:
                in_body = False
            elif line.startswith("#") and not in_body:
                if line.startswith("#Text="):
                    header.append(self.unescaped_text(line[len("#Text=") :]))
            else:
                cells = line.split("\t")
                place = _PLACE.fullmatch(cells[0])
                offsets = _OFFSETS.fullmatch(cells[1]) if len(cells) > 1 else None
                if place is None or offsets is None:
                    raise RecordError(f"{number}: is neither a token nor a #Text= line: {line[:40]!r}")
                begin, end = int(offsets[1]), int(offsets[2])
                if not in_body:
                    self.add_sentence("\n".join(header), begin, number)
                    header, in_body = [], True
                if len(cells) < 3 + self.columns:
                    raise RecordError(f"{number}: has {len(cells)} columns, but the header names {3 + self.columns}")
                self.add_values(cells[3:], begin, end, number)

    def add_sentence(self, text: str, begin: int, line: int) -> None:
        """Add the text of a sentence, with what stood between it and the one before."""
        if self.text and begin != self.length:
            self.text.append("\n")
            self.length += 1
        missing = begin - self.length
        self.padding += missing
        if missing < 0 or self.padding > _MOST_PADDING:
            raise RecordError(f"{line}: the sentence begins at {begin}, but the text before it ends at {self.length}")
        self.text += [" " * missing, text]
        self.length = begin + utf16_offsets(text)[-1]

    def add_values(self, cells: list[str], begin: int, end: int, line: int) -> None:
        for number, layer in enumerate(self.layers):
            if not layer.is_read:
                continue
            stack: list[_Annotation] = []
            for index, name in enumerate(layer.features or ("",)):
                cell = cells[layer.column + index]
                if cell == "_":
                    continue
                for depth, value in enumerate(_stacked(cell)):
                    numbered = _NUMBERED.fullmatch(value) if value.endswith("]") else None
                    key = (number, numbered[2]) if numbered else None
                    if depth == len(stack):
                        stack.append(self.annotation(layer, key, begin, end, line))
                    raw = numbered[1] if numbered else value
                    if raw != "*" and name:
                        stack[depth].values[name] = _ESCAPED_VALUE.sub(_meant, raw)

    def annotation(self, layer: _Layer, key: tuple[int, str] | None, begin: int, end: int, line: int) -> _Annotation:
        """Return the annotation that a value belongs to, which may have begun in another row."""
        found = self.by_number.get(key) if key else None
        if found is None:
            found = _Annotation(layer, begin, end, line)
            self.annotations.append(found)
            if key:
                self.by_number[key] = found
        found.begin, found.end = min(found.begin, begin), max(found.end, end)
        return found

    def unescaped_text(self, text: str) -> str:
        if "\\" not in text:
            return text
        if not self.is_old:
            return _ESCAPED_TEXT.sub(_meant, text)
        # halves of a pair stand side by side in Java's escapes
        unescaped = _ESCAPED_JAVA.sub(_meant, text)
        return unescaped.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _is_link(features: list[str], index: int) -> bool:
    """Whether a column has the roles of linked spans, or the spans, which stand in the column behind the roles."""
    return any(name.startswith("ROLE_") for name in features[max(0, index - 1) : index + 1])


def _meant(match: re.Match[str]) -> str:
    escaped = match[1]
    if len(escaped) == 5:
        return chr(int(escaped[1:], 16))
    return _NAMED.get(escaped, escaped)


def _stacked(cell: str) -> list[str]:
    """Split a cell at each ``|`` that is not escaped."""
    cuts = [match.start() for match in _STACKING.finditer(cell) if match[0] == "|"]
    return [cell[start + 1 : stop] for start, stop in zip([-1, *cuts], [*cuts, len(cell)], strict=True)]
