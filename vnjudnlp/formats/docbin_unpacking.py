"""The documents of a spaCy ``DocBin`` as plain data, read with bounds.

``DocBin.from_bytes`` unpacks whatever a file says that it holds, and ``DocBin.get_docs`` trusts the numbers in it; here
sizes are checked first. The layout is the one that the documentation of ``DocBin`` describes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ENT_IOB, ENT_KB_ID, ENT_TYPE, ORTH
from spacy.strings import StringStore
from srsly.msgpack import unpackb

from vnjudnlp.errors import InputError, RecordError

__all__ = ["KEY", "LARGEST", "PackedDoc", "PackedSpan", "unpack"]

KEY = "vnjudnlp"
"""The key of a document's spans in ``doc.spans`` and of all else in ``doc.user_data``."""
LARGEST = 1 << 30
"""How many bytes a file may have when it is unpacked, and how many characters all its texts together."""

_CHUNK = 1 << 20
_BEGIN, _INSIDE, _OUTSIDE = 3, 1, 2
# spans of spaCy 3.3 and later: id, kb_id, label, first token, token behind the last, two offsets; before without an id
_SPAN, _OLD_SPAN = struct.Struct(">QQQllll"), struct.Struct(">QQllll")
# what damaged bytes can raise in msgpack, numpy and the code below
_FAULTS = (ValueError, TypeError, LookupError, OverflowError, MemoryError, RecursionError, AttributeError, struct.error)


@dataclass(frozen=True, slots=True)
class PackedSpan:
    """A span with offsets into the text; the label may be empty."""

    start: int
    end: int
    label: str
    kb_id: str


@dataclass(frozen=True, slots=True)
class PackedDoc:
    """One document: its text, ``doc.ents``, ``doc.spans``, ``doc.cats`` and ``doc.user_data``; lists are tuples."""

    text: str
    entities: list[PackedSpan]
    groups: dict[str, list[PackedSpan]]
    cats: dict[Any, Any]
    user_data: dict[Any, Any]


def unpack(path: Path) -> Iterator[PackedDoc | RecordError]:
    """Yield the documents of a file.

    Args:
        path: the file.

    Yields:
        the documents, and for each that is damaged an error.

    Raises:
        InputError: the file cannot be read, is too large, or is no sound DocBin.
    """
    data = _unpacked(path)
    try:
        packed = _Bin(_loaded(data))
    except _FAULTS as error:
        raise InputError(f"{path}: is not a sound spaCy DocBin ({_reason(error)}); write it again") from None
    del data
    if packed.characters > LARGEST:
        raise InputError(
            f"{path}: its texts have {packed.characters:,} characters, more than {LARGEST:,}; "
            "divide it into several files"
        )
    for index in range(len(packed)):
        doc: PackedDoc | RecordError
        try:
            doc = packed.doc(index)
        except _FAULTS as error:
            doc = RecordError(f"{path}:document {index + 1}: is damaged ({_reason(error)}); write the file again")
        yield doc


def _reason(error: Exception) -> str:
    if isinstance(error, (KeyError, RecursionError, MemoryError)):
        return {KeyError: f"lacks {error}", RecursionError: "nested too deep"}.get(type(error), "too large")
    return str(error).partition("\n")[0] or type(error).__name__


def _unpacked(path: Path) -> bytes:
    """Return the bytes that were compressed, once it is known that they are not too many."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}); check the name") from None
    if size == 0:
        raise InputError(f"{path}: is empty; give a file that spaCy's DocBin has written")
    try:
        if size > LARGEST or _unpacked_size(data) > LARGEST:
            raise InputError(
                f"{path}: unpacks to more than {LARGEST:,} bytes and is not read; divide it into several files"
            )
        return zlib.decompress(data)
    except zlib.error:
        raise InputError(f"{path}: is not a spaCy DocBin, or it is damaged; write it again") from None


def _unpacked_size(data: bytes) -> int:
    decompressor = zlib.decompressobj()
    size = 0
    while size <= LARGEST and not decompressor.eof:
        chunk = decompressor.decompress(data, _CHUNK)
        size += len(chunk)
        data = decompressor.unconsumed_tail
        if not chunk and not data:
            break
    return size


def _loaded(data: bytes) -> Any:
    # a hook of one's own keeps srsly from making the arrays that a file asks for; keys of user_data are tuples
    return unpackb(data, raw=False, use_list=False, object_pairs_hook=dict)


def _typed(value: Any, kind: type, what: str) -> Any:
    if not isinstance(value, kind):
        raise ValueError(f"{what} is not a {kind.__name__}")
    return value


class _Bin:
    """The arrays of a file, checked against each other."""

    def __init__(self, content: Any) -> None:
        _typed(content, dict, "the content")
        attributes = _typed(content["attrs"], tuple, "attrs")
        if ORTH not in attributes or not all(type(attribute) is int for attribute in attributes):
            raise ValueError("attrs has no ORTH")
        cells = np.frombuffer(_typed(content["tokens"], bytes, "tokens"), np.uint64)
        lengths = np.frombuffer(_typed(content["lengths"], bytes, "lengths"), np.int32)
        self._rows = cells.reshape(-1, len(attributes))
        self._first = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
        self._blanks = np.frombuffer(_typed(content["spaces"], bytes, "spaces"), np.uint8) != 0
        if (lengths < 0).any() or not len(self._rows) == len(self._blanks) == self._first[-1]:
            raise ValueError("the numbers of its tokens do not agree")
        self._columns = {attribute: column for column, attribute in enumerate(attributes)}
        # its stubs do not know that numbers may be looked for in it
        self._strings: Any = StringStore()
        for string in _typed(content["strings"], tuple, "strings"):
            self._strings.add(_typed(string, str, "a string"))
        forms, self._form = np.unique(self._rows[:, self._columns[ORTH]], return_inverse=True)
        words = [self._strings[int(form)] for form in forms]
        self._words = np.array(words, dtype=object)
        self._lengths = np.array([len(word) for word in words], dtype=np.int64)[self._form]
        self.characters = int(self._lengths.sum() + self._blanks.sum())
        self._flags = self._of_each(content, "flags")
        self._cats = self._of_each(content, "cats")
        self._groups = self._of_each(content, "span_groups")
        self._user_data = self._of_each(content, "user_data")

    def __len__(self) -> int:
        return len(self._first) - 1

    def _of_each(self, content: dict[Any, Any], name: str) -> tuple[Any, ...]:
        values: tuple[Any, ...] = _typed(content.get(name) or (None,) * len(self), tuple, name)
        if len(values) != len(self):
            raise ValueError(f"{name} has {len(values)} items for {len(self)} documents")
        return values

    def doc(self, index: int) -> PackedDoc:
        """Return a document."""
        tokens = slice(*self._first[index : index + 2].tolist())
        words = self._words[self._form[tokens]].tolist()
        flags = _typed(self._flags[index] or {}, dict, "flags")
        blanks = np.ones(len(words), bool) if flags.get("has_unknown_spaces") else self._blanks[tokens]
        stops = np.cumsum(self._lengths[tokens] + blanks)
        ends = stops - blanks
        starts = ends - self._lengths[tokens]
        spaces = blanks.tolist()
        text = "".join([word + " " if blank else word for word, blank in zip(words, spaces, strict=True)])

        def span(first: int, stop: int, label: int, kb_id: int) -> PackedSpan:
            if not 0 <= first < stop <= len(words):
                raise ValueError(f"a span has the tokens {first} to {stop} of {len(words)}")
            return PackedSpan(int(starts[first]), int(ends[stop - 1]), self._strings[label], self._name(kb_id))

        user_data = self._user_data[index]
        return PackedDoc(
            text,
            [span(*entity) for entity in self._entities(tokens)],
            {name: [span(*item) for item in items] for name, items in _groups(self._groups[index])},
            _typed(self._cats[index] or {}, dict, "cats"),
            _typed(_loaded(_typed(user_data, bytes, "user_data")), dict, "user_data") if user_data else {},
        )

    def _name(self, kb_id: int) -> str:
        # spaCy itself leaves out the names of bases of knowledge that its vocabulary does not have
        return str(self._strings[kb_id]) if kb_id in self._strings else ""

    def _column(self, attribute: int, tokens: slice) -> NDArray[np.uint64] | None:
        column = self._columns.get(attribute)
        return None if column is None else self._rows[tokens, column]

    def _entities(self, tokens: slice) -> Iterator[tuple[int, int, int, int]]:
        """Yield first token, token behind the last, label and name in a base of knowledge of ``doc.ents``."""
        labels = self._column(ENT_TYPE, tokens)
        if labels is None:
            return
        tags = self._column(ENT_IOB, tokens)
        if tags is None:
            same = np.concatenate([[False], labels[1:] == labels[:-1]])[: len(labels)]
            tags = np.where(labels == 0, _OUTSIDE, np.where(same, _INSIDE, _BEGIN)).astype(np.uint64)
        inside = tags == _INSIDE
        named = inside | (tags == _BEGIN)
        follows = np.concatenate([[False], named[:-1]])[: len(named)]
        kb_ids = self._column(ENT_KB_ID, tokens)
        edges = [*np.flatnonzero(~(inside & follows)).tolist(), len(tags)]
        for first, stop in pairwise(edges):
            # a begin without a label is spaCy's mark of a token that no component may tag
            if named[first] and labels[first]:
                yield first, stop, int(labels[first]), 0 if kb_ids is None else int(kb_ids[first])


def _groups(data: Any) -> Iterator[tuple[str, list[tuple[int, int, int, int]]]]:
    """Yield the names of ``doc.spans`` and their spans; spans without a token are passed over."""
    if not data:
        return
    content = _loaded(_typed(data, bytes, "span_groups"))
    # a tuple of groups until spaCy 3.4, then an object whose keys are the groups
    items = content.items() if isinstance(content, dict) else [(item, None) for item in content]
    for packed, names in items:
        group = _loaded(_typed(packed, bytes, "a group of spans"))
        spans = []
        for item in group["spans"]:
            layout = _OLD_SPAN if len(item) == _OLD_SPAN.size else _SPAN
            kb_id, label, first, stop = layout.unpack(item)[-6:-2]
            if first != stop:
                spans.append((first, stop, label, kb_id))
        # spaCy keeps groups of the same spans and name once, with all their keys
        name = group["name"] if names is None else KEY if KEY in names else names[0]
        yield _typed(name, str, "the name of a group"), spans
