from __future__ import annotations

import datetime
import json
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.strategies import contents, records
from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.registry import format_by_name
from vnjudnlp.records import Entity, Record

pa = pytest.importorskip("pyarrow")
from pyarrow import parquet  # noqa: E402

PARQUET = format_by_name("parquet")


def round_trip(documents: list[Record]) -> tuple[list[Record | RecordError], list[str]]:
    losses = Losses()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "a.parquet")
        PARQUET.write(documents, target, losses)
        return list(PARQUET.read(target)), list(losses.messages())


@settings(max_examples=60)
@given(st.lists(records(), max_size=3))
def test_records_come_back(documents: list[Record]) -> None:
    for number, document in enumerate(documents):
        document.id = document.id or str(number)
    found, losses = round_trip(documents)
    assert losses == []
    assert [contents(item) for item in found if isinstance(item, Record)] == [contents(item) for item in documents]


@settings(max_examples=30)
@given(records(surrogates=True, identifier="a"))
def test_halves_of_surrogate_pairs_are_counted(document: Record) -> None:
    document.text += "\udc00"
    (found,), losses = round_trip([document])
    assert isinstance(found, Record)
    assert len(found.text) == len(document.text)
    assert found.extra == document.extra
    assert "written as U+FFFD" in losses[0]


def test_row_groups_are_written_as_documents_come(tmp_path: Path) -> None:
    PARQUET.write((Record(str(number), "x" * 100) for number in range(2500)), tmp_path / "a.parquet", Losses())
    with parquet.ParquetFile(tmp_path / "a.parquet") as file:
        assert file.num_row_groups == 3
        features = json.loads(file.schema_arrow.metadata[b"huggingface"])["info"]["features"]
        assert list(features) == file.schema_arrow.names
    assert [item.id for item in PARQUET.read(tmp_path / "a.parquet") if isinstance(item, Record)][-1] == "2499"


def table(path: Path, columns: dict[str, Any]) -> list[Record | RecordError]:
    parquet.write_table(pa.table(columns), path / "t.parquet")
    return list(PARQUET.read(path / "t.parquet"))


def test_files_of_others(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        {
            "id": [1, 2, 3],
            "text": ["a", None, "c"],
            "doc_date": [datetime.date(2022, 4, 13), None, datetime.date(2023, 1, 2)],
            "weight": [0.5, 1.0, float("nan")],
            "tags": [["x"], [], None],
            "raw": [b"ab", None, None],
            "fields": ["left as it is", None, None],
        },
    )
    first, second, third = found
    assert isinstance(first, Record)
    assert (first.id, first.doc_date) == ("1", "2022-04-13")
    assert first.extra == {"weight": 0.5, "tags": ["x"], "raw": "YWI=", "fields": "left as it is"}
    assert isinstance(second, RecordError)
    assert str(second) == f"{tmp_path / 't.parquet'}:row 2: there is no text; take the row out"
    assert isinstance(third, Record)
    assert third.extra == {"weight": None, "tags": None, "raw": None}


def test_spans_of_others(tmp_path: Path) -> None:
    spans = [[{"start": 0, "end": 2, "label": "PERSON"}], [{"start": 0, "end": 9, "label": "PERSON"}], None]
    first, second, third = table(tmp_path, {"text": ["An", "An", ""], "entities": spans})
    assert isinstance(first, Record)
    assert first.entities == [Entity(0, 2, "PERSON", text="An")]
    assert isinstance(second, RecordError)
    assert "row 2: the span 0-9 lies outside" in str(second)
    assert isinstance(third, Record)
    assert third.id.endswith("t.parquet:3")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"content": ["a"]}, 'has no column "text" of strings; .*it has: content'),
        ({"text": [1]}, 'no column "text" of strings'),
        ({"text": ["a"], "entities": [["PERSON"]]}, 'the column "entities" is not a list of objects'),
    ],
)
def test_other_columns_are_refused(tmp_path: Path, columns: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        table(tmp_path, columns)


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" + bytes(40) + b"PAR1", b"text"])
def test_damaged_files_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.parquet").write_bytes(data)
    with pytest.raises(InputError, match="is not a sound Parquet file"):
        list(PARQUET.read(tmp_path / "a.parquet"))


@settings(max_examples=40)
@given(st.data())
def test_files_with_wrong_bytes_never_end_in_a_traceback(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "a.parquet")
        PARQUET.write([Record("a", "Bộ Tư pháp", entities=[Entity(0, 2, "AGENCY")])], target, Losses())
        content = bytearray(target.read_bytes())
        for _ in range(3):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        target.write_bytes(content)
        with suppress(InputError):
            list(PARQUET.read(target))
