"""doccano JSON Lines: ``{"text": "…", "label": [[0, 9, "TITLE"]]}``, or ``entities`` and ``relations`` with ids.

doccano's page counts UTF-16 code units, since its offsets are the browser's, and its server takes offsets as they
come. So units are written, and read from what doccano has exported (which has ``Comments``) and from what says that it
has units; other files are made by programs that count code points.

The forms are those of doccano 1.8 (``data_import/pipeline/label.py``, ``data_export/models.py``). doccano keeps
other keys of a line as the document's meta data and exports them again, so what it has no place for travels under one
key.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from vnjudnlp.errors import EncodingError, RecordError
from vnjudnlp.formats.format import ReadOptions, WriteOptions
from vnjudnlp.formats.jsonl import parse_json, write_json
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.side_data import SIDE_KEY, pack, unpack
from vnjudnlp.formats.text_input import open_source
from vnjudnlp.formats.utf16 import Utf16Offsets
from vnjudnlp.records import Record

__all__ = ["read", "recognizes", "write"]

_LABELS = ("label", "labels")
_UNITS = "utf-16"
# what doccano adds to a document; kept under the name of the tool
_OWN = ("relations", "Comments", "comments")
# matches the beginning of a list of spans in a line that is cut: "label":[[0,9,"…, "entities": [{"id": 1, "label": "A",
# "start_offset"…; does not match "label": "A", "label": ["A", nor quotation marks inside a string
_CUT = re.compile(
    r'"labels?"\s*:\s*\[\s*\[\s*\d+\s*,\s*\d+\s*,\s*"|"entities"\s*:\s*\[\s*\{[^{}\[\]\\]*"start_offset"\s*:',
)


def recognizes(head: bytes) -> bool:
    """Whether the first line is an object with a text and spans as doccano has them.

    Of a line that is longer than the beginning of the file only what is there can tell.
    """
    line, ended, _ = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        cut = not ended and line.lstrip().startswith(b"{")
        return cut and _CUT.search(line.decode("utf-8", "ignore")) is not None
    if not isinstance(data, dict):
        return False
    if "entities" in data:
        spans = data["entities"]
        objects = isinstance(spans, list) and all(isinstance(span, dict) for span in spans)
        if not objects or "abbreviations" in data:
            return False
        return all("start_offset" in span for span in spans) if spans else "relations" in data and "Comments" in data
    spans = data.get("label", data.get("labels"))
    return isinstance(spans, list) and all(isinstance(span, list) for span in spans)


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read the documents of a file; see :mod:`vnjudnlp.formats.format`."""
    with open_source(str(path), options.encoding) as source:
        for number, line in source.numbered_lines():
            place = f"{source.name}:{number}"
            if isinstance(line, EncodingError):
                yield RecordError(f"{place}: {str(line).removeprefix(f'{source.name}: ')}")
            elif line.strip():
                try:
                    record = _record(parse_json(line), place)
                except RecordError as error:
                    yield RecordError(f"{place}: {error}")
                else:
                    yield record


def _record(data: Any, place: str) -> Record:
    if not isinstance(data, dict):
        raise RecordError(f"a document is an object with a text, not {type(data).__name__}")
    data = dict(data)
    text = data.pop("text", data.pop("data", None))
    if not isinstance(text, str):
        raise RecordError('the field "text" is missing or not a string')
    side, number = data.pop(SIDE_KEY, None), data.pop("id", None)
    has_units = "Comments" in data or (isinstance(side, dict) and side.get("offsets") == _UNITS)
    offsets = Utf16Offsets(text if has_units else "")
    own: dict[str, Any] = {name: data.pop(name) for name in _OWN if data.get(name)}
    for name in _OWN:
        data.pop(name, None)
    if "entities" in data:
        spans = [_span(item, offsets) for item in _list(data.pop("entities"), "entities")]
        if own.get("relations"):
            own["entities"] = spans
    else:
        name = next((name for name in _LABELS if name in data), "label")
        spans = [_span(item, offsets) for item in _list(data.pop(name, None), name)]
    if number is not None and side is not None:
        own["id"] = number
    if own:
        data["doccano"] = own
    places = [{name: span[name] for name in ("start", "end", "label")} for span in spans]
    identifier = place if number in (None, "") else str(number)
    return unpack(text, places, side, identifier=identifier, fields=data)


def _list(items: Any, name: str) -> list[Any]:
    if items is None:
        return []
    if not isinstance(items, list):
        raise RecordError(f'the field "{name}" is not a list of spans')
    return items


def _span(item: Any, offsets: Utf16Offsets) -> dict[str, Any]:
    if isinstance(item, dict):
        start, end, label = (item.get(name) for name in ("start_offset", "end_offset", "label"))
    elif isinstance(item, list) and len(item) == 3:
        start, end, label = item
    else:
        raise RecordError(f"a span is [start, end, label] or has start_offset, end_offset and label, not {item!r:.60}")
    if isinstance(start, int) and start == end:
        raise RecordError(f"the label {label!r:.40} at {start} has no characters; delete it in doccano")
    if type(start) is int and type(end) is int:
        start, end = offsets.index(start), offsets.index(end)
    span = {"start": start, "end": end, "label": label}
    if isinstance(item, dict) and "id" in item:
        span["id"] = item["id"]
    return span


def write(records: Iterable[Record], target: Path, losses: Losses, options: WriteOptions) -> None:
    """Write documents as one file; see :mod:`vnjudnlp.formats.format`."""
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(f"{write_json(_line(record, losses))}\n")


def _line(record: Record, losses: Losses) -> dict[str, Any]:
    own = record.extra.get("doccano")
    relations = own.get("relations") if isinstance(own, dict) else None
    offsets = Utf16Offsets(record.text)
    units = offsets.units
    # the spans stand first, so that the beginning of a file with long texts tells its format
    data: dict[str, Any] = {}
    if isinstance(own, dict) and isinstance(relations, list) and relations:
        data["entities"], ids = _with_ids(record, own.get("entities"), offsets)
        ends = ("from_id", "to_id")
        kept = [item for item in relations if isinstance(item, dict) and all(item.get(end) in ids for end in ends)]
        losses.add("relations of spans that are no longer there are left out", record.id, len(relations) - len(kept))
        data["relations"] = kept
    else:
        data["label"] = [[units(entity.start), units(entity.end), entity.label] for entity in record.entities]
    side = pack(record)
    if offsets.differ:
        side["offsets"] = _UNITS
    return {**data, SIDE_KEY: side, "text": record.text}


def _with_ids(record: Record, known: Any, offsets: Utf16Offsets) -> tuple[list[dict[str, Any]], list[int]]:
    """Give spans the ids that relations know them by, and new ones to others."""
    found: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for item in known if isinstance(known, list) else []:
        if isinstance(item, dict) and type(item.get("id")) is int:
            found[repr(item.get("start")), repr(item.get("end")), repr(item.get("label"))].append(item["id"])
    free = max((number for numbers in found.values() for number in numbers), default=0)
    ids: list[int] = []
    spans = []
    for entity in record.entities:
        numbers = found.get((repr(entity.start), repr(entity.end), repr(entity.label)))
        if numbers:
            number = numbers.pop(0)
        else:
            number = free = free + 1
        ids.append(number)
        place = {"start_offset": offsets.units(entity.start), "end_offset": offsets.units(entity.end)}
        spans.append({"id": number, "label": entity.label, **place})
    return spans, ids
