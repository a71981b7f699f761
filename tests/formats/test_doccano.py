"""doccano's JSON Lines: both forms, what travels beside the spans, how a file is known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tests.formats.strategies import contents, records
from vnjudnlp.errors import RecordError
from vnjudnlp.formats import doccano
from vnjudnlp.formats.corpus_files import format_of
from vnjudnlp.formats.format import ReadOptions, WriteOptions
from vnjudnlp.formats.losses import Losses
from vnjudnlp.records import Entity, Record


def written(items: list[Record], target: Path) -> Losses:
    losses = Losses()
    doccano.write(items, target, losses, WriteOptions())
    return losses


def read_lines(tmp_path: Path, *lines: Any) -> list[Record | RecordError]:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")
    return list(doccano.read(path, ReadOptions()))


@settings(max_examples=25)
@given(item=records(surrogates=True))
def test_records_come_back(tmp_path_factory: pytest.TempPathFactory, item: Record) -> None:
    path = tmp_path_factory.mktemp("doccano") / "a.jsonl"
    item.extra.pop("doccano", None)
    assert not written([item], path)
    assert doccano.recognizes(path.read_bytes())
    (record,) = doccano.read(path, ReadOptions())
    assert isinstance(record, Record)
    assert contents(record) == contents(item)


def through_doccano(line: dict[str, Any]) -> dict[str, Any]:
    """Do what doccano 1.8.4 does to a line with ``label``: import it and export it again.

    The import takes ``text`` and ``label`` off and keeps the rest as meta data (``makers.py``, ``data.py``); the export
    writes a number, the text, the meta data, sorted spans and comments (``models.py``, ``formatters.py``).
    """
    spans = line.pop("label")
    text = line.pop("text")
    return {"id": 7, "text": text, **line, "label": sorted(spans), "Comments": []}


@settings(max_examples=25)
@given(item=records())
def test_records_come_back_from_doccano(tmp_path_factory: pytest.TempPathFactory, item: Record) -> None:
    path = tmp_path_factory.mktemp("doccano") / "a.jsonl"
    item.extra.pop("doccano", None)
    written([item], path)
    exported = through_doccano(json.loads(path.read_text(encoding="utf-8")))
    path.write_text(json.dumps(exported), encoding="utf-8")
    assert doccano.recognizes(path.read_bytes())
    (record,) = doccano.read(path, ReadOptions())
    assert isinstance(record, Record)
    assert record.extra.pop("doccano") == {"id": 7}
    assert contents(record) == contents(item)


def test_offsets_are_those_of_the_browser(tmp_path: Path) -> None:
    """doccano's page counts UTF-16 code units, files of programs code points."""
    written([Record("a", "😀 An", None, [Entity(2, 4, "PERSON")])], tmp_path / "a.jsonl")
    line = json.loads((tmp_path / "a.jsonl").read_text(encoding="utf-8"))
    assert line["label"] == [[3, 5, "PERSON"]]
    exported = {"id": 1, "text": "😀 An", "label": [[3, 5, "PERSON"]], "Comments": []}
    inside = {**exported, "label": [[1, 5, "PERSON"]]}
    plain = {"text": "😀 An", "label": [[2, 4, "PERSON"]]}
    found = read_lines(tmp_path, line, exported, inside, plain)
    assert [record.entities[0].text for record in found if isinstance(record, Record)] == ["An"] * 3
    assert "in.jsonl:3: the offset 1 (UTF-16 code units) lies inside" in str(found[2])


def test_what_an_annotator_changed(tmp_path: Path) -> None:
    text = "Bộ Tư pháp 😀 họp ngày 12/4"
    agency, date = Entity(0, 10, "AGENCY", "Bộ Tư pháp", 0.5), Entity(22, 26, "DATE", "2022-04-12", 0.75)
    written([Record("a", text, None, [agency, date])], tmp_path / "a.jsonl")
    line = through_doccano(json.loads((tmp_path / "a.jsonl").read_text(encoding="utf-8")))
    line["label"] = [[0, 10, "AGENCY"], [3, 10, "AGENCY"]]
    (record,) = read_lines(tmp_path, line)
    assert isinstance(record, Record)
    assert [(e.text, e.norm, e.score) for e in record.entities] == [
        ("Bộ Tư pháp", "Bộ Tư pháp", 0.5),
        ("Tư pháp", None, 1.0),
    ]


def test_relations_are_kept_and_written_back(tmp_path: Path) -> None:
    line = {
        "id": 3,
        "text": "Ông An họp",
        "court": "TAND",
        "entities": [
            {"id": 11, "label": "PERSON", "start_offset": 4, "end_offset": 6},
            {"id": 12, "label": "TITLE", "start_offset": 0, "end_offset": 3},
        ],
        "relations": [{"id": 1, "from_id": 12, "to_id": 11, "type": "OF"}],
        "Comments": [{"id": 1, "comment": "?"}],
    }
    assert doccano.recognizes(json.dumps(line).encode())
    (record,) = read_lines(tmp_path, line)
    assert isinstance(record, Record)
    assert record.id == "3"
    assert record.extra["court"] == "TAND"
    assert not written([record], tmp_path / "out.jsonl")
    back = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert sorted(back["entities"], key=lambda span: span["id"]) == line["entities"]
    assert back["relations"] == line["relations"]
    del record.entities[0]
    assert list(written([record], tmp_path / "less.jsonl").messages()) == [
        "relations of spans that are no longer there are left out: 1 in 1 document, first in 3"
    ]


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ({"text": "a", "label": [[0, 1, "X"]]}, True),
        ({"id": 1, "data": "a", "labels": []}, True),
        ({"text": "a", "label": ["positive"]}, False),
        ({"text": "a", "label": "positive"}, False),
        ({"text": "a", "entities": [{"id": 1, "label": "X", "start_offset": 0, "end_offset": 1}]}, True),
        ({"text": "a", "entities": [], "relations": [], "Comments": []}, True),
        ({"text": "a", "entities": []}, False),
        ({"text": "a", "entities": [{"start": 0, "end": 1, "label": "X"}]}, False),
        ([1], False),
    ],
)
def test_files_are_known_by_their_first_line(line: Any, known: bool) -> None:
    assert doccano.recognizes(json.dumps(line).encode()) == known


def test_long_first_lines(tmp_path: Path) -> None:
    long = "Tòa án " * 40_000
    for name, line in {
        "doccano": {"id": 1, "text": long, "label": [[0, 3, "X"]]},
        "jsonl": {"id": "1", "text": long, "entities": []},
    }.items():
        path = tmp_path / f"{name}.jsonl"
        path.write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
        assert format_of(path).name == name
    written([Record("a", long, None, [Entity(0, 3, "X")])], tmp_path / "own.jsonl")
    assert doccano.recognizes((tmp_path / "own.jsonl").read_bytes()[:1000])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ([], "in.jsonl:1: a document is an object"),
        ({"label": []}, 'in.jsonl:1: the field "text" is missing'),
        ({"text": "ab", "label": [[1, 1, "X"]]}, "in.jsonl:1: the label 'X' at 1 has no characters"),
        ({"text": "ab", "label": [[0, 3, "X"]]}, "in.jsonl:1: the span 0-3 lies outside"),
        ({"text": "ab", "label": [[0, 1]]}, "in.jsonl:1: a span is [start, end, label]"),
        ({"text": "ab", "label": {"a": 1}}, 'in.jsonl:1: the field "label" is not a list'),
        ({"text": "ab", "label": [[[0], {}, "X"]]}, "in.jsonl:1: "),
        ({"text": "ab", "label": [], "vnjudnlp": 3}, 'in.jsonl:1: "vnjudnlp" is not an object'),
        ({"text": "ab", "label": [], "vnjudnlp": {"spans": [1]}}, 'in.jsonl:1: "spans" of'),
        ({"text": "ab", "label": [], "vnjudnlp": {"fields": [1]}}, 'in.jsonl:1: "fields" of'),
        ({"text": "ab", "label": [], "vnjudnlp": {"id": [1]}}, 'in.jsonl:1: the field "id"'),
    ],
)
def test_faulty_lines_are_named_and_the_rest_is_read(tmp_path: Path, line: Any, message: str) -> None:
    error, record = read_lines(tmp_path, line, {"text": "z", "label": []})
    assert isinstance(error, RecordError)
    assert message in str(error)
    assert isinstance(record, Record)
    assert record.id.endswith("in.jsonl:2")
