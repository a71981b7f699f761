"""brat standoff: a folder with a text, its annotation and, where needed, a side file for each document.

A norm is an ``AnnotatorNotes`` of its span, not an ``N`` line: that needs a configured database, and brat takes an
``N`` line of any other away when the span is edited. Score, source and details are a comment of the type ``vnjudnlp``.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.brat_config import BratTypes
from vnjudnlp.formats.brat_lines import AnnFile, TextBound, is_line, parse_ann, references, type_name
from vnjudnlp.formats.encodings import find_encoding
from vnjudnlp.formats.file_names import file_stem, id_of_stem
from vnjudnlp.formats.format import ReadOptions, WriteOptions
from vnjudnlp.formats.jsonl import parse_json, write_json
from vnjudnlp.formats.losses import Losses
from vnjudnlp.records import Abbreviation, Entity, Record

__all__ = ["read", "write"]

_OWN = "vnjudnlp"
_ABBREVIATION = "ABBREVIATION"
_SIDE = ".vnjudnlp.json"
# matches what ends a line for Python's codecs, with which brat reads; does not match "\t"
_LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read an ``.ann`` file and the text beside it; see :mod:`vnjudnlp.formats.format`."""
    stem = path.name.removesuffix(".ann")
    text = _content(path.with_name(f"{stem}.txt"), options.encoding)
    content = _content(path, options.encoding)
    name = (options.name or path.name).removesuffix(".ann")
    side: dict[str, Any] = {}
    side_path = path.with_name(f"{stem}{_SIDE}")
    try:
        if side_path.exists():
            side = parse_json(_content(side_path, None))
            if not isinstance(side, dict) or not isinstance(side.get("fields", {}), dict):
                raise RecordError("not an object with fields")
    except RecordError as error:
        yield RecordError(f"{side_path}: {error}; mend it or take it away")
        return
    try:
        ann = parse_ann(content, len(text))
        yield _record(text, ann, side, id_of_stem(name))
    except RecordError as error:
        yield RecordError(f"{path}:{error}" if str(error)[:1].isdigit() else f"{path}: {error}")


def _content(path: Path, encoding: str | None) -> str:
    try:
        return find_encoding(encoding or "utf-8").decode(path.read_bytes())
    except FileNotFoundError:
        raise InputError(
            f"{path}: there is no such file; a .ann file and a .txt file of its name belong together"
        ) from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not {encoding or 'UTF-8'} at byte {error.start}; name its encoding") from None


def _record(text: str, ann: AnnFile, side: dict[str, Any], identifier: str) -> Record:
    is_own = bool(side) or any(_OWN in bound.comments for bound in ann.bounds.values())
    entities, abbreviations, ids = [], [], []
    referred = ann.referred()
    for bound in ann.bounds.values():
        own = _own_values(bound)
        start, end = min(place[0] for place in bound.places), max(place[1] for place in bound.places)
        item: dict[str, Any] = {"start": start, "end": end}
        note = "\n".join(bound.notes)
        if "long" in own or (bound.type == _ABBREVIATION and bound.notes and not own):
            known = own.get("long")
            item |= {**own, "long": known if isinstance(known, str) and (_line(known) == note or not note) else note}
            abbreviations.append(item)
            continue
        label = own.get("label")
        item["label"] = label if isinstance(label, str) and type_name(label) == bound.type else bound.type
        item |= {key: own[key] for key in ("score", "source", "details") if key in own}
        item["norm"] = _norm(bound, own, is_own)
        about: dict[str, Any] = {}
        if len(bound.places) > 1:
            about["places"] = [list(place) for place in bound.places]
        if bound.attributes:
            about["attributes"] = bound.attributes
        if bound.normalizations:
            about["normalizations"] = bound.normalizations
        if bound.notes and not is_own:
            about["notes"] = bound.notes
        others = {kind: texts for kind, texts in bound.comments.items() if kind != _OWN}
        if others:
            about["comments"] = others
        if about:
            details = item.get("details") or {}
            if isinstance(details, dict):
                known = details.get("brat")
                details = {**details, "brat": {**(known if isinstance(known, dict) else {}), **about}}
            item["details"] = details
        entities.append(item)
        if bound.id in referred:
            ids.append([bound.id, start, end, item["label"]])
    fields = dict(side.get("fields", {}))
    if ann.lines:
        fields["brat"] = {"lines": ann.lines, "ids": ids}
    record = Record.from_dict(
        {
            **fields,
            "id": side.get("id", identifier),
            "text": text,
            "doc_date": side.get("doc_date"),
            "entities": entities,
            "abbreviations": abbreviations,
        }
    )
    record.entities.sort(key=lambda entity: entity.start)
    record.abbreviations.sort(key=lambda item: item.start)
    return record


def _own_values(bound: TextBound) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for text in bound.comments.get(_OWN, ()):
        data = parse_json(text)
        if not isinstance(data, dict):
            raise RecordError(f"the comment {_OWN} of {bound.id} is not an object")
        values |= data
    return values


def _norm(bound: TextBound, own: dict[str, Any], is_own: bool) -> Any:
    """Return the norm: the note as it is now, or as it was written where brat cannot hold all of it."""
    written = own.get("norm")
    if is_own:
        if bound.notes:
            note = "\n".join(bound.notes)
            return written if isinstance(written, str) and _line(written) == note else note
        # no note is written for a norm without characters; one that had some was deleted
        return written if isinstance(written, str) and not _line(written) else None
    texts = [text for _, text in bound.normalizations if text]
    return texts[0] if len(texts) == 1 else None


def _line(text: str) -> str:
    """Return a text as brat holds it behind a tab."""
    return _SURROGATE.sub("\ufffd", " ".join(_LINE_ENDS.sub(" ", text).split()))


def write(records: Iterable[Record], target: Path, losses: Losses, options: WriteOptions) -> None:
    """Write a folder that brat opens; see :mod:`vnjudnlp.formats.format`."""
    target.mkdir(parents=True, exist_ok=True)
    types = BratTypes()
    for record in records:
        stem, _ = file_stem(record.id)
        text, count = _SURROGATE.subn("\ufffd", record.text)
        losses.add("halves of surrogate pairs become U+FFFD", record.id, count)
        lines = _Lines(record, losses)
        # it also tells that notes are norms
        side: dict[str, Any] = {"id": record.id}
        if record.doc_date is not None:
            side["doc_date"] = record.doc_date
        fields = {key: value for key, value in record.extra.items() if key != "brat" or not lines.kept}
        if fields:
            side["fields"] = fields
        types.add(lines.lines)
        with (target / f"{stem}.txt").open("x", encoding="utf-8", newline="") as file:
            file.write(text)
        with (target / f"{stem}.ann").open("x", encoding="utf-8", newline="") as file:
            file.writelines(f"{line}\n" for line in lines.lines)
        with (target / f"{stem}{_SIDE}").open("x", encoding="utf-8", newline="") as file:
            file.write(f"{write_json(side)}\n")
    types.write(target)


class _Lines:
    """The lines of one document."""

    def __init__(self, record: Record, losses: Losses) -> None:
        self.record = record
        self.losses = losses
        self.lines: list[str] = []
        known = record.extra.get("brat")
        kept = known.get("lines") if isinstance(known, dict) else None
        self.kept = [line for line in kept if isinstance(line, str)] if isinstance(kept, list) else []
        names = [line.partition("\t")[0] for line in self.kept if not line.startswith("*")]
        if not all(is_line(line) and _LINE_ENDS.search(line) is None for line in self.kept) or len(set(names)) < len(
            names
        ):
            self.kept = []
        # ids that kept lines have or name are not given to others
        self.taken = {name for line in self.kept for name in (line.partition("\t")[0], *references(line))}
        self.ids: dict[tuple[str, ...], list[str]] = defaultdict(list)
        ids = known.get("ids") if isinstance(known, dict) else None
        for item in ids if isinstance(ids, list) else []:
            if isinstance(item, list) and len(item) == 4 and isinstance(item[0], str) and item[0] in self.taken:
                self.ids[tuple(map(repr, item[1:]))].append(str(item[0]))
        self.numbers: dict[str, int] = defaultdict(int)
        self.written: set[str] = set()
        for entity in record.entities:
            self.entity(entity)
        for item in record.abbreviations:
            self.abbreviation(item)
        self.others()

    def new_id(self, prefix: str) -> str:
        while True:
            self.numbers[prefix] += 1
            name = f"{prefix}{self.numbers[prefix]}"
            if name not in self.taken:
                return name

    def text_bound(self, name: str, label: str, places: list[list[int]]) -> None:
        text = " ".join(self.record.text[start:end] for start, end in places)
        self.losses.add(
            "spans with line breaks other than LF, at which brat stumbles",
            self.record.id,
            _LINE_ENDS.search(text.replace("\n", " ")) is not None,
        )
        shown = _SURROGATE.sub("\ufffd", _LINE_ENDS.sub(" ", text))
        offsets = ";".join(f"{start} {end}" for start, end in places)
        self.lines.append(f"{name}\t{type_name(label)} {offsets}\t{shown}")
        self.written.add(name)

    def comment(self, kind: str, target: str, text: str) -> None:
        self.lines.append(f"{self.new_id('#')}\t{kind} {target}\t{text}")

    def entity(self, entity: Entity) -> None:
        details = dict(entity.details or {})
        about = details.get("brat")
        about = about if isinstance(about, dict) else {}
        place = (repr(entity.start), repr(entity.end), repr(entity.label))
        name = self.ids[place].pop(0) if self.ids.get(place) else self.new_id("T")
        self.text_bound(name, entity.label, _places(entity, about.get("places")))
        rest = self.about(name, about)
        if rest != about:
            details.pop("brat")
            if rest:
                details["brat"] = rest
        own: dict[str, Any] = {}
        if type_name(entity.label) != entity.label:
            own["label"] = entity.label
        if entity.norm is not None:
            own["norm"] = entity.norm
        if entity.score != 1.0:
            own["score"] = entity.score
        if entity.source:
            own["source"] = entity.source
        # what stands in lines of its own is put together again when it is read
        if details or entity.details == {}:
            own["details"] = details
        if entity.norm is not None and _line(entity.norm):
            self.comment("AnnotatorNotes", name, _line(entity.norm))
        if own:
            self.comment(_OWN, name, _json(own))

    def about(self, name: str, about: dict[str, Any]) -> dict[str, Any]:
        """Write the lines that brat had of a span; return what has no line."""
        rest = dict(about)
        if rest.get("places") == _known_places(rest.get("places")):
            rest.pop("places", None)
        attributes, normalizations = rest.get("attributes"), rest.get("normalizations")
        if (
            attributes
            and isinstance(attributes, dict)
            and all(_is_word(key) and (value is True or _is_word(value)) for key, value in attributes.items())
        ):
            for key, value in rest.pop("attributes").items():
                self.lines.append(f"{self.new_id('A')}\t{key} {name}" + ("" if value is True else f" {value}"))
        if (
            normalizations
            and isinstance(normalizations, list)
            and all(
                isinstance(item, list) and len(item) == 2 and _is_word(item[0]) and item[1] == _line(str(item[1]))
                for item in normalizations
            )
        ):
            for reference, text in rest.pop("normalizations"):
                self.lines.append(f"{self.new_id('N')}\tReference {name} {reference}\t{text}")
        comments = rest.get("comments")
        if (
            comments
            and isinstance(comments, dict)
            and all(
                _is_word(kind)
                and kind != _OWN
                and isinstance(texts, list)
                and all(text == _line(str(text)) for text in texts)
                for kind, texts in comments.items()
            )
        ):
            for kind, texts in rest.pop("comments").items():
                for text in texts:
                    self.comment(kind, name, text)
        return rest

    def abbreviation(self, item: Abbreviation) -> None:
        name = self.new_id("T")
        self.text_bound(name, _ABBREVIATION, [[item.start, item.end]])
        if _line(item.long):
            self.comment("AnnotatorNotes", name, _line(item.long))
        own = item.to_dict()
        for key in ("start", "end", "short"):
            del own[key]
        self.comment(_OWN, name, _json(own))

    def others(self) -> None:
        """Write the kept lines whose spans are still there."""
        lines, names = self.kept, self.written
        while True:
            present = names | {line.partition("\t")[0] for line in lines}
            left = [line for line in lines if all(name in present for name in references(line))]
            if len(left) == len(lines):
                break
            lines = left
        self.losses.add(
            "relations and events of spans that are no longer there are left out",
            self.record.id,
            len(self.kept) - len(lines),
        )
        self.lines += [_SURROGATE.sub("\ufffd", line) for line in lines]


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[^\s\ud800-\udfff]+", value) is not None


def _json(data: dict[str, Any]) -> str:
    """Return JSON that brat reads as one line, also where its strings have other line ends."""
    return _LINE_ENDS.sub(lambda match: json.dumps(match[0])[1:-1], write_json(data))


def _known_places(places: Any) -> list[list[int]] | None:
    if not isinstance(places, list) or len(places) < 2:
        return None
    for place in places:
        if not (isinstance(place, list) and len(place) == 2 and all(type(edge) is int for edge in place)):
            return None
        if not 0 <= place[0] < place[1]:
            return None
    return places


def _places(entity: Entity, places: Any) -> list[list[int]]:
    """Return the pieces of a span, where they still are those of the span."""
    known = _known_places(places)
    if known is not None and min(known)[0] == entity.start and max(end for _, end in known) == entity.end:
        return known
    return [[entity.start, entity.end]]
