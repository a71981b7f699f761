"""Label Studio: a list of tasks with predictions or annotations, and its labels as a configuration.

Offsets are code points: the page of Label Studio takes a text apart with ``[...text]`` (1.23.2 does). Where an export
has UTF-16 code units instead, the text that every region has tells so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.format import ReadOptions, WriteOptions
from vnjudnlp.formats.json_stream import stream_values
from vnjudnlp.formats.jsonl import write_json
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.side_data import SIDE_KEY, pack, unpack
from vnjudnlp.formats.text_stream import open_text
from vnjudnlp.formats.utf16 import Utf16Offsets
from vnjudnlp.records import LABELS, Record

__all__ = ["labeling_config", "read", "recognizes", "write"]

_MODEL = "vnjudnlp"
_COLORS = ("#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf")
_REGIONS = ("labels", "hypertextlabels")
# what JSON-MIN has beside the fields of the data
_MIN_FIELDS = frozenset({"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement"})
# matches the beginning of a list of tasks: [{"id": 1, "annotations": [, {"data": {; does not match "data": [
_TASK = re.compile(r'"(?:annotations|completions|predictions)"\s*:\s*\[|"data"\s*:\s*\{|"annotation_id"\s*:\s*\d')
# matches what XML does not have; does not match "ế", "\n"
_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# what the page writes where a line ends, and white space
_LINE_END = re.compile(r"\\n|[\s\u200b\ufeff]")


def recognizes(head: bytes) -> bool:
    """Whether a file begins like tasks of Label Studio."""
    text = head.decode("utf-8", "ignore").lstrip("\ufeff \t\r\n")
    return text[:1] in ("[", "{") and _TASK.search(text) is not None


def labeling_config(labels: Iterable[str]) -> str:
    """Return the configuration of a project for texts with these labels.

    Args:
        labels: the labels.

    Returns:
        XML, for *Settings, Labeling Interface, Code*: the labels, and for each region a field for its normal form.

    >>> print(labeling_config(["PERSON"]))
    <View>
      <Labels name="label" toName="text">
        <Label value="PERSON" background="#1f77b4"/>
      </Labels>
      <Text name="text" value="$text"/>
      <TextArea name="norm" toName="text" perRegion="true" maxSubmissions="1" editable="true"/>
    </View>
    <BLANKLINE>
    """
    known = [label for label in LABELS if label in set(labels := list(labels))]
    ordered = known + sorted(set(labels).difference(known))
    items = [
        f"    <Label value={quoteattr(label)} background={quoteattr(_COLORS[number % len(_COLORS)])}/>\n"
        for number, label in enumerate(ordered)
    ]
    return (
        f'<View>\n  <Labels name="label" toName="text">\n{"".join(items)}  </Labels>\n'
        '  <Text name="text" value="$text"/>\n'
        '  <TextArea name="norm" toName="text" perRegion="true" maxSubmissions="1" editable="true"/>\n'
        "</View>\n"
    )


def write(records: Iterable[Record], target: Path, losses: Losses, options: WriteOptions) -> None:
    """Write documents as tasks with predictions, the configuration beside them as ``.xml``.

    See :mod:`vnjudnlp.formats.format`.
    """
    labels: set[str] = set()
    with target.open("w", encoding="utf-8", newline="\n") as file:
        separator = "[\n"
        for record in records:
            labels.update(entity.label for entity in record.entities)
            file.write(f"{separator}{write_json(_task(record))}")
            separator = ",\n"
        file.write("\n]\n" if separator != "[\n" else "[]\n")
    config = _UNWRITABLE.sub("\ufffd", labeling_config(labels or LABELS))
    target.with_suffix(".xml").write_text(config, encoding="utf-8", newline="\n")


def _task(record: Record) -> dict[str, Any]:
    results: list[dict[str, Any]] = []
    for number, entity in enumerate(record.entities):
        text = record.text[entity.start : entity.end]
        place = {"start": entity.start, "end": entity.end}
        region = {"id": f"e{number}", "to_name": "text"}
        value = {**place, "text": text, "labels": [entity.label]}
        results.append({**region, "from_name": "label", "type": "labels", "value": value, "score": entity.score})
        if entity.norm is not None:
            value = {**place, "text": [entity.norm]}
            results.append({**region, "from_name": "norm", "type": "textarea", "value": value})
    prediction: dict[str, Any] = {"model_version": _MODEL, "result": results}
    if record.entities:
        prediction["score"] = sum(entity.score for entity in record.entities) / len(record.entities)
    # the text stands last, so that the beginning of a file with long texts tells its format
    return {"predictions": [prediction], "data": {SIDE_KEY: pack(record), "text": record.text}}


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read the tasks of a file; see :mod:`vnjudnlp.formats.format`.

    Of each task the latest annotation is taken that was not cancelled, else the latest prediction.
    """
    with open_text(path, options.encoding) as stream:
        empty = True
        for number, task in enumerate(stream_values(stream, str(path)), 1):
            empty = False
            try:
                record = _record(task)
            except RecordError as error:
                yield RecordError(f"{path}: task {number}{_named(task)}: {error}")
            else:
                record.id = record.id or f"{path}:{number}"
                yield record
        if empty and path.stat().st_size == 0:
            raise InputError(f"{path}: is empty; give a file with tasks")


def _named(task: Any) -> str:
    number = task.get("id") if isinstance(task, dict) else None
    return f" (id {number})" if isinstance(number, (int, str)) else ""


def _record(task: Any) -> Record:
    if not isinstance(task, dict):
        raise RecordError(f"a task is an object, not {type(task).__name__}")
    if "data" not in task:
        return _flat_record(task)
    data = task["data"]
    if not isinstance(data, dict):
        raise RecordError('the field "data" is not an object')
    about: dict[str, Any] = {}
    lists = ("annotations", "completions", "predictions")
    rest = {name: value for name, value in task.items() if name not in (*lists, "data")}
    if rest:
        about["task"] = rest
    done = [item for name in lists[:2] for item in _objects(task, name) if not item.get("was_cancelled")]
    chosen = _latest(done)
    kind = "annotation"
    if chosen is None:
        chosen, kind = _latest(_objects(task, "predictions")) or {}, "prediction"
    rest = {name: value for name, value in chosen.items() if name != "result"}
    if rest and not (kind == "prediction" and rest.keys() <= {"model_version", "score"}):
        about[kind] = rest
    name = _text_name(data)
    text: str = data[name]
    spans, others = _spans(_objects(chosen, "result"), text)
    if others:
        about["results"] = others
    return _built(data, name, spans, about, task.get("id"))


def _built(data: Mapping[str, Any], name: str, spans: list[dict[str, Any]], about: dict[str, Any], task: Any) -> Record:
    fields = {key: value for key, value in data.items() if key not in (name, SIDE_KEY, "id")}
    if about:
        fields["label_studio"] = about
    number = data.get("id", task)
    return unpack(
        data[name], spans, data.get(SIDE_KEY), identifier="" if number is None else str(number), fields=fields
    )


def _objects(holder: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    items = holder.get(name)
    if items is None:
        return []
    if not isinstance(items, list):
        raise RecordError(f'the field "{name}" is not a list')
    # an export without interpolation has the numbers of its predictions only
    return [item for item in items if isinstance(item, dict)]


def _latest(items: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the item that was changed last; the last one where no times tell."""
    best: dict[str, Any] | None = None
    for item in items:
        if best is None or _time(item) >= _time(best):
            best = item
    return best


def _time(item: Mapping[str, Any]) -> str:
    # old versions had seconds as numbers
    return str(item.get("updated_at") or item.get("created_at") or "")


def _text_name(data: Mapping[str, Any]) -> str:
    """Return the name of the field with the text: ``text``, else the only string."""
    if isinstance(data.get("text"), str):
        return "text"
    names = [name for name, value in data.items() if isinstance(value, str) and name not in _MIN_FIELDS]
    if len(names) != 1:
        raise RecordError('the data has no field "text"; call the field with the text so')
    return names[0]


def _spans(results: list[dict[str, Any]], text: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Tell regions of the text, with their norms, from other results."""
    offsets = Utf16Offsets(text)
    norms = {}
    for result in results:
        value = result.get("value")
        lines = value.get("text") if isinstance(value, dict) else None
        if result.get("from_name") == "norm" and isinstance(lines, list) and len(lines) == 1:
            norms[repr(result.get("id"))] = lines[0]
    spans, others = [], []
    for result in results:
        value, region, kind = result.get("value"), repr(result.get("id")), str(result.get("type"))
        if kind in _REGIONS and isinstance(value, dict) and value.get(kind):
            labels = value[kind]
            start, end = _place(value, text, offsets)
            for label in labels if isinstance(labels, list) else [labels]:
                spans.append({"start": start, "end": end, "label": label, "norm": norms.get(region)})
                if isinstance(result.get("score"), (int, float)):
                    spans[-1]["score"] = result["score"]
        elif not (result.get("from_name") == "norm" and region in norms):
            others.append(result)
    return spans, others


def _place(value: Mapping[str, Any], text: str, offsets: Utf16Offsets) -> tuple[Any, Any]:
    start, end = value.get("start"), value.get("end")
    place = value.get("globalOffsets")
    if isinstance(place, dict):
        start, end = place.get("start"), place.get("end")
    if type(start) is not int or type(end) is not int:
        raise RecordError(
            f"a region has no offsets in the text but {start!r:.40} and {end!r:.40}; use <Text>, not <HyperText>"
        )
    shown = value.get("text")
    if offsets.differ and isinstance(shown, str) and _bare(text[start:end]) != _bare(shown):
        try:
            other = offsets.index(start), offsets.index(end)
        except RecordError:
            return start, end
        if _bare(text[other[0] : other[1]]) == _bare(shown):
            return other
    return start, end


def _bare(text: str) -> str:
    return _LINE_END.sub("", text)


def _flat_record(task: dict[str, Any]) -> Record:
    """Read an object of JSON-MIN: the fields of the data with the regions of one annotation among them."""
    name = _text_name(task)
    text, offsets = task[name], Utf16Offsets(task[name])
    data: dict[str, Any] = {}
    spans: list[dict[str, Any]] = []
    about: dict[str, Any] = {}
    for key, value in task.items():
        if isinstance(value, list) and value and all(isinstance(item, dict) and "labels" in item for item in value):
            for item in value:
                start, end = _place(item, text, offsets)
                labels = item["labels"] if isinstance(item["labels"], list) else [item["labels"]]
                spans += ({"start": start, "end": end, "label": label} for label in labels)
        elif key in _MIN_FIELDS and key != "id":
            about[key] = value
        else:
            data[key] = value
    number = data.pop("id", None)
    return _built(data, name, spans, {"annotation": about} if about else {}, number)
