"""Tasks of Label Studio: what comes back, which annotation is taken, large files, faulty ones."""

from __future__ import annotations

import io
import json
import tracemalloc
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.strategies import contents, records
from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats import label_studio
from vnjudnlp.formats.format import ReadOptions, WriteOptions
from vnjudnlp.formats.json_stream import stream_values
from vnjudnlp.formats.losses import Losses
from vnjudnlp.records import Entity, Record


def written(items: list[Record], target: Path) -> Losses:
    losses = Losses()
    label_studio.write(items, target, losses, WriteOptions())
    return losses


def read_tasks(tmp_path: Path, data: Any) -> list[Record | RecordError]:
    path = tmp_path / "in.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return list(label_studio.read(path, ReadOptions()))


def read_one(tmp_path: Path, task: Any) -> Record:
    (record,) = read_tasks(tmp_path, [task])
    assert isinstance(record, Record), record
    return record


def region(start: int, end: int, label: str = "PERSON", **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": [label], **more}
    return {"id": f"r{start}", "from_name": "label", "to_name": "text", "type": "labels", "value": value}


@settings(max_examples=25)
@given(items=st.lists(records(surrogates=True), max_size=2))
def test_records_come_back(tmp_path_factory: pytest.TempPathFactory, items: list[Record]) -> None:
    path = tmp_path_factory.mktemp("tasks") / "a.json"
    for number, item in enumerate(items):
        item.id = f"{number}{item.id}"
        item.extra.pop("label_studio", None)
    assert not written(items, path)
    assert label_studio.recognizes(path.read_bytes()) == bool(items)
    found = list(label_studio.read(path, ReadOptions()))
    assert [contents(record) for record in found if isinstance(record, Record)] == [contents(item) for item in items]
    assert len(found) == len(items)
    ElementTree.parse(path.with_suffix(".xml"))


def test_the_configuration_names_the_labels() -> None:
    root = ElementTree.fromstring(label_studio.labeling_config(['a"<b>', "DATE", "PERSON"]))
    assert [item.get("value") for item in root.iter("Label")] == ["PERSON", "DATE", 'a"<b>']


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        # the latest of those that were not cancelled
        (
            {
                "annotations": [
                    {"updated_at": "2026-02-01T10:00:00Z", "result": [region(0, 1)]},
                    {"updated_at": "2026-01-01T10:00:00Z", "result": [region(1, 2)]},
                    {"updated_at": "2026-03-01T10:00:00Z", "result": [region(2, 3)], "was_cancelled": True},
                ]
            },
            ["a"],
        ),
        ({"completions": [{"result": [region(0, 1)]}, {"result": [region(1, 2)]}]}, ["b"]),
        ({"annotations": [], "predictions": [{"result": [region(1, 2)]}]}, ["b"]),
        ({"annotations": [{"was_cancelled": True, "result": []}], "predictions": [{"result": [region(1, 2)]}]}, ["b"]),
        ({"annotations": [{"result": []}], "predictions": [{"result": [region(1, 2)]}]}, []),
        ({"predictions": [17]}, []),
        ({}, []),
    ],
)
def test_which_spans_are_taken(tmp_path: Path, task: dict[str, Any], expected: list[str]) -> None:
    record = read_one(tmp_path, {"id": 5, "data": {"text": "abc"}, **task})
    assert record.id == "5"
    assert [entity.text for entity in record.entities] == expected


def test_what_an_annotator_changed(tmp_path: Path) -> None:
    item = Record("a", "Bộ Tư pháp họp", "2022-01-01", [Entity(0, 10, "AGENCY", "Bộ Tư pháp", 0.5, "rule")])
    written([item], tmp_path / "a.json")
    (task,) = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    results = task.pop("predictions")[0]["result"]
    results[1]["value"]["text"] = ["Bộ"]
    relation = {"type": "relation", "from_id": "e0", "to_id": "r11"}
    task |= {"id": 9, "annotations": [{"id": 3, "completed_by": 1, "result": [region(11, 14), *results, relation]}]}
    record = read_one(tmp_path, task)
    assert [(e.text, e.label, e.norm, e.score, e.source) for e in record.entities] == [
        ("Bộ Tư pháp", "AGENCY", "Bộ", 0.5, "rule"),
        ("họp", "PERSON", None, 1.0, ""),
    ]
    assert (record.id, record.doc_date) == ("a", "2022-01-01")
    assert record.extra == {
        "label_studio": {"task": {"id": 9}, "annotation": {"id": 3, "completed_by": 1}, "results": [relation]}
    }


def test_characters_of_two_code_units(tmp_path: Path) -> None:
    """The page counts code points; a region whose text says that it was counted in code units is taken so."""
    data = {"text": "😀 An và Bo"}
    points = read_one(tmp_path, {"data": data, "annotations": [{"result": [region(2, 4, text="An")]}]})
    units = read_one(tmp_path, {"data": data, "annotations": [{"result": [region(3, 5, text="An")]}]})
    assert points.entities == units.entities
    assert units.entities[0].text == "An"


def test_json_min(tmp_path: Path) -> None:
    task = {
        "text": "😀 An họp",
        "id": 4,
        "court": "TAND",
        "label": [{"start": 2, "end": 4, "text": "An", "labels": ["PERSON", "TITLE"]}],
        "annotator": 1,
        "annotation_id": 7,
        "created_at": "2026-01-01T10:00:00Z",
    }
    assert label_studio.recognizes(json.dumps([task]).encode())
    record = read_one(tmp_path, task)
    assert [(entity.text, entity.label) for entity in record.entities] == [("An", "PERSON"), ("An", "TITLE")]
    assert (record.id, record.extra["court"]) == ("4", "TAND")
    assert record.extra["label_studio"]["annotation"]["annotation_id"] == 7


def test_one_task_an_object(tmp_path: Path) -> None:
    task = {"data": {"note": "abc"}, "predictions": [{"result": [region(0, 1)]}]}
    assert [record.text for record in read_tasks(tmp_path, task) if isinstance(record, Record)] == ["abc"]
    (tmp_path / "b.json").write_text(f"{json.dumps(task)}\n{json.dumps(task)}\n", encoding="utf-8")
    assert [getattr(record, "id", "") for record in label_studio.read(tmp_path / "b.json", ReadOptions())] == [
        f"{tmp_path / 'b.json'}:1",
        f"{tmp_path / 'b.json'}:2",
    ]


@pytest.mark.parametrize(
    ("task", "message"),
    [
        (3, "in.json: task 1: a task is an object"),
        ({"id": 8, "data": []}, 'in.json: task 1 (id 8): the field "data" is not an object'),
        ({"data": {"a": "x", "b": "y"}}, 'no field "text"'),
        ({"data": {"text": "a"}, "annotations": {}}, '"annotations" is not a list'),
        ({"data": {"text": "a"}, "annotations": [{"result": [region(0, 2)]}]}, "the span 0-2 lies outside"),
        ({"data": {"text": "a"}, "annotations": [{"result": [region("/p[1]", "/p[1]")]}]}, "use <Text>"),
        ({"data": {"text": "a"}, "annotations": [{"result": [region(0, 1, label=["x"])]}]}, "span 0-1 has no"),
        ({"data": {"text": "a", "vnjudnlp": []}, "annotations": []}, '"vnjudnlp" is not an object'),
        (
            {"data": {"text": "a"}, "predictions": [{"result": [region(0, 1) | {"score": 10**400}]}]},
            '"score" of the span',
        ),
    ],
)
def test_faulty_tasks_are_named_and_the_rest_is_read(tmp_path: Path, task: Any, message: str) -> None:
    error, record = read_tasks(tmp_path, [task, {"data": {"text": "z"}}])
    assert isinstance(error, RecordError)
    assert message in str(error)
    assert isinstance(record, Record)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[1", b"[1 2]", b"[{]", b'["a', b"[" * 100_000, b'{"data": NaN}', b"[1e999]", b"nonsense", b"\xff"],
)
def test_files_that_are_no_tasks(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(InputError, match=r"a\.json"):
        list(label_studio.read(tmp_path / "a.json", ReadOptions()))


class Dripping(io.StringIO):
    """A stream that gives a few characters at a time."""

    size = 1

    def read(self, size: int | None = -1) -> str:
        return super().read(self.size)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(items=st.lists(values, max_size=4), size=st.integers(1, 5), plain=st.booleans())
def test_values_are_read_wherever_the_pieces_are_cut(items: list[Any], size: int, plain: bool) -> None:
    stream = Dripping(json.dumps(items, ensure_ascii=plain, indent=1 if plain else None))
    stream.size = size
    assert list(stream_values(stream, "a")) == items


def test_memory_does_not_grow_with_the_list(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    written([Record(str(number), "Tòa án " * 200) for number in range(2000)], path)
    tracemalloc.start()
    try:
        assert sum(isinstance(item, Record) for item in label_studio.read(path, ReadOptions())) == 2000
        assert tracemalloc.get_traced_memory()[1] < path.stat().st_size / 2
    finally:
        tracemalloc.stop()
