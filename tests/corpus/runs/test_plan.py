from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.corpus.runs.plan import Split, chunks_of, plan_splits, read_parts, read_split
from vnjudnlp.errors import RecordError
from vnjudnlp.formats.corpus_files import find_files, read_documents
from vnjudnlp.formats.format import ReadOptions
from vnjudnlp.records import Record


def plan(*paths: Path, split: int = 8_000_000, piece: int = 640_000, encoding: str | None = None) -> list[Split]:
    files = find_files(paths)
    return list(plan_splits(files, ReadOptions(encoding), split_bytes=split, piece_bytes=piece))


LINES = st.lists(
    st.one_of(
        st.text(max_size=20).map(lambda text: json.dumps({"text": text}).encode()),
        st.sampled_from(
            [
                b"",
                b"  ",
                b"{",
                b"[]",
                b'{"text": "\xff"}',
                b"\xef\xbb\xbf{}",
                '{"text": "\ufeffạ"}'.encode(),
                b"PK\x03\x04",
            ]
        ),
    ),
    max_size=12,
)


@given(LINES, st.sampled_from([b"\n", b"\r\n"]), st.booleans(), st.booleans(), st.integers(1, 60))
def test_pieces_hold_what_the_whole_file_holds(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], end: bytes, closed: bool, marked: bool, size: int
) -> None:
    path = tmp_path_factory.mktemp("pieces") / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" * marked + end.join(lines) + end * closed)
    whole = list(read_documents([path]))
    divided = [document for split in plan(path, split=1, piece=size) for document in read_split(split)]
    assert [item for item in whole if isinstance(item, Record)] == [
        item.record for item in divided if isinstance(item.record, Record)
    ]
    # the advice that goes with a byte that is no text is taken from what lies around it
    assert [message(str(item)) for item in whole if isinstance(item, RecordError)] == [
        message(f"{path}:{item.line}: {item.record}" if item.line else f"{path}: {item.record}")
        for item in divided
        if isinstance(item.record, RecordError) and not str(item.record).startswith("holds no documents")
    ]


def message(text: str) -> str:
    return text.partition(";")[0]


def test_a_plan_is_plain_data_and_follows_from_the_inputs(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(5):
        (tmp_path / "in" / f"{number}.txt").write_text("bà Phan Thu Hà " * 20, encoding="utf-8")
    (tmp_path / "in" / "big.jsonl").write_text('{"text": "bà Phan Thu Hà"}\n' * 50, encoding="utf-8")
    splits = plan(tmp_path / "in", split=700, piece=300)
    assert len(splits) > 3
    assert [split.number for split in splits] == list(range(len(splits)))
    assert [Split.from_dict(json.loads(json.dumps(split.to_dict()))) for split in splits] == splits
    assert splits == plan(tmp_path / "in", split=700, piece=300)
    documents = [document for split in splits for document in read_split(split)]
    assert [document.record.id for document in documents if isinstance(document.record, Record)][:6] == [
        *(f"{number}.txt" for number in range(5)),
        f"{tmp_path / 'in' / 'big.jsonl'}:1",
    ]
    assert [document.line for document in documents[5:]] == list(range(1, 51))
    chunks = [parts for split in splits for parts in chunks_of(split, 300)]
    assert [part for parts in chunks for part in parts] == [part for split in splits for part in split.parts]
    assert list(read_parts(part for parts in chunks for part in parts)) == documents


def test_inputs_that_cannot_be_read_are_errors_in_their_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("bà Phan Thu Hà", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "Hà"}\n' * 9, encoding="utf-8")
    (tmp_path / "c.xyz").write_text("?", encoding="utf-8")
    splits = plan(tmp_path / "a.txt", tmp_path / "b.jsonl", tmp_path / "c.xyz", tmp_path / "d.txt", piece=40)
    (tmp_path / "a.txt").unlink()
    (tmp_path / "b.jsonl").write_text('{"text": "Hà Nội"}\n', encoding="utf-8")
    found = [(Path(document.file).name, str(document.record)) for document in read_split(splits[0])]
    assert found[0] == ("a.txt", "there is no such file; check the name")
    assert {item for item in found if item[0] == "b.jsonl"} == {
        ("b.jsonl", "was changed while it was read; run again when it is complete")
    }
    assert [name for name, _ in found[-2:]] == ["c.xyz", "d.txt"]
    assert found[-2][1].startswith("no format that is read ends in .xyz")


def test_a_file_in_utf_16_is_read_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "ਊ Hà"}\n' * 20, encoding="utf-16")
    [split] = plan(tmp_path / "a.jsonl", piece=40)
    assert len(split.parts) == 1
    assert [item.record.text for item in read_split(split) if isinstance(item.record, Record)] == ["ਊ Hà"] * 20


def test_the_given_date_is_that_of_documents_without_one(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a", "doc_date": "2020-01-02"}\n{"text": "b"}\n', encoding="utf-8")
    [split] = plan(tmp_path / "a.jsonl")
    records = [item.record for item in read_split(split, doc_date="2022-04-13")]
    assert [record.doc_date for record in records if isinstance(record, Record)] == ["2020-01-02", "2022-04-13"]


def test_parquet_is_divided_between_row_groups(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "a.parquet"
    texts = [f"bà Hà {number}" for number in range(25)]
    rows = pa.table({"text": texts, "doc_date": ["2022-04-13"] * 24 + ["?"]})
    parquet.write_table(rows, path, row_group_size=4)
    whole = list(read_documents([path]))
    splits = plan(path, split=1, piece=100)
    documents = [document for split in splits for document in read_split(split)]
    assert len(splits) > 2
    assert [document.line for document in documents] == list(range(1, 26))
    assert [document.record for document in documents[:24]] == whole[:24]
    assert isinstance(documents[24].record, RecordError)
    assert "row 25" not in str(documents[24].record)
    path.write_bytes(path.read_bytes()[:200] + b"?" * 40 + path.read_bytes()[240:])
    assert list(read_split(splits[0]))
