"""What the formats of UIMA (WebAnno TSV, XMI) share: their offsets, tokens and sentences, names of types, features."""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from vnjudnlp.errors import InputError
from vnjudnlp.formats.file_names import file_stem, id_of_stem
from vnjudnlp.formats.losses import Losses
from vnjudnlp.records import Entity
from vnjudnlp.text.tokens import read_texts

__all__ = [
    "NAMED_ENTITY",
    "document_id",
    "entity_of_features",
    "holds_entities",
    "index_of",
    "new_file",
    "sentences_of",
    "utf16_offsets",
]

NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
"""The layer of named entities that INCEpTION has built in; its features are ``value`` and ``identifier``."""

_BUILT_IN = "de.tudarmstadt.ukp.dkpro.core.api."
_LABELS = ("value", "label")
_NORMS = ("identifier", "norm")


def utf16_offsets(text: str) -> Sequence[int]:
    """Return the offset of each character, and of the end, in UTF-16 units, which UIMA counts.

    >>> list(utf16_offsets("a😀b"))
    [0, 1, 3, 4]
    """
    if text.isascii() or max(text) <= "\uffff":
        return range(len(text) + 1)
    return [0, *accumulate(1 + (character > "\uffff") for character in text)]


def index_of(offsets: Sequence[int], offset: int) -> int | None:
    """Return the index of an offset in UTF-16 units; None within a character or outside the text.

    >>> [index_of(utf16_offsets("a😀b"), offset) for offset in (3, 2, 9)]
    [2, None, None]
    """
    index = bisect_left(offsets, offset)
    return index if index < len(offsets) and offsets[index] == offset else None


def sentences_of(text: str, spans: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Cut a text into sentences of tokens: syllables, numbers and punctuation, at whose edges the package's spans lie.

    Args:
        text: any text.
        spans: starts and ends; sentences that a span runs over are joined.

    Returns:
        for each sentence start and end of its tokens.

    >>> sentences_of("Bị cáo. Ông", [])
    [[(0, 2), (3, 6), (6, 7)], [(8, 11)]]
    >>> len(sentences_of("Bị cáo. Ông", [(3, 11)]))
    1
    """
    batch = read_texts([text])
    if not len(batch.tokens):
        return []
    tokens = list(zip(batch.tokens.start.tolist(), batch.tokens.end.tolist(), strict=True))
    firsts: list[int] = sorted({0, *batch.sentence_first.tolist()})
    edges = [tokens[first][0] for first in firsts]
    joined: set[int] = set()
    for start, end in spans:
        joined.update(range(bisect_right(edges, start), bisect_left(edges, end)))
    kept = [firsts[number] for number in range(len(edges)) if number == 0 or number not in joined]
    return [tokens[first:stop] for first, stop in zip(kept, [*kept[1:], len(tokens)], strict=True)]


def holds_entities(type_name: str) -> bool:
    """Whether annotations of a type are spans of their own: those of a user's types, and named entities.

    Tokens, sentences, parts of speech and the like, which DKPro has built in, are not, nor are this package's own.

    >>> [holds_entities(name) for name in (NAMED_ENTITY, "webanno.custom.Case", "uima.tcas.DocumentAnnotation")]
    [True, True, False]
    """
    return type_name.startswith(f"{_BUILT_IN}ner.") or not type_name.startswith((_BUILT_IN, "uima.", "vnjudnlp."))


def entity_of_features(text: str, start: int, end: int, type_name: str, features: Mapping[str, Any]) -> Entity:
    """Make an entity of an annotation.

    Args:
        text: the document's text.
        start: its start.
        end: its end.
        type_name: the name of its type.
        features: its features, those without a value left out. ``value`` or ``label`` is the label, else the only
            feature that is a string, else the name of the type; ``identifier`` or ``norm`` the normal form; ``score``,
            ``source`` and ``details`` (JSON) what they are called; all others become details.

    >>> entity_of_features("Hà", 0, 2, "webanno.custom.Name", {"kind": "LOC"}).label
    'LOC'
    """
    rest = dict(features)
    label = _taken(rest, _LABELS)
    norm = _taken(rest, _NORMS)
    source = _taken(rest, ("source",))
    score = _score(rest)
    if label is None and len(rest) == 1 and isinstance(value := next(iter(rest.values())), str) and value:
        label, rest = value, {}
    details: dict[str, Any] | None = None
    if isinstance(rest.get("details"), str) and (details := _json_object(rest["details"])) is not None:
        del rest["details"]
    if rest:
        details = {**(details or {}), **rest}
    name = label or type_name.rpartition(".")[2] or "span"
    return Entity(start, end, name, norm, score, source or "", text[start:end], details)


def _taken(features: dict[str, Any], names: Iterable[str]) -> str | None:
    for name in names:
        if isinstance(features.get(name), str):
            value: str = features.pop(name)
            return value
    return None


def _score(features: dict[str, Any]) -> float:
    try:
        score = float(features["score"])
    except (KeyError, TypeError, ValueError):
        return 1.0
    if not math.isfinite(score):
        return 1.0
    del features["score"]
    return score


def _json_object(value: str) -> dict[str, Any] | None:
    try:
        data = json.loads(value, parse_constant=lambda name: None)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def document_id(name: str, suffix: str) -> str:
    """Return the id of a document from the name of its file, as :func:`new_file` made it."""
    return id_of_stem(name[: -len(suffix)] if name.lower().endswith(suffix) else name)


def new_file(identifier: str, folder: Path, suffix: str, losses: Losses) -> Path:
    """Return where the file of a document is to stand.

    Raises:
        InputError: another document of the same id stands there.
    """
    stem, is_whole = file_stem(identifier)
    losses.add("long ids are cut", identifier, not is_whole)
    file = folder / f"{stem}{suffix}"
    if file.exists():
        raise InputError(f"{file}: two documents have the id {identifier!r}; give each an id of its own")
    return file
