"""Inputs and outputs behind URLs: planned, fetched and written as those of this machine are."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from vnjudnlp.corpus.runs.plan import Split, plan_splits, read_split
from vnjudnlp.errors import InputError
from vnjudnlp.formats.corpus_files import find_files

pytest.importorskip("fsspec", reason="fsspec is not installed")

from vnjudnlp.corpus.runs.inputs import fetched, plan_inputs
from vnjudnlp.corpus.runs.urls import Remote, is_url

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with a file that is cut into pieces, small files in folders, hidden and faulty ones."""
    folder = tmp_path / "corpus"
    (folder / "b").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    lines = [
        json.dumps({"id": f"l{n}", "text": f"Bản án số {n} 😀 " + "x" * 3000}, ensure_ascii=False) for n in range(900)
    ]
    lines[600] = "nonsense"
    (folder / "large.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "b" / "one.txt").write_text("Bộ Tư pháp", encoding="utf-8")
    (folder / "b" / "two.ann").write_text("T1\tAGENCY 0 10\tBộ Tư pháp\n", encoding="utf-8")
    (folder / "b" / "two.txt").write_text("Bộ Tư pháp", encoding="utf-8")
    (folder / "c.txt").write_bytes(b"\xff\xff\xc3")
    (folder / "d.xyz").write_text("nothing that is read", encoding="utf-8")
    (folder / ".hidden" / "e.txt").write_text("hidden", encoding="utf-8")
    return folder


def upload(folder: Path) -> str:
    url = f"memory://{uuid.uuid4().hex}"
    for path in folder.rglob("*"):
        if path.is_file():
            Remote.open(f"{url}/{path.relative_to(folder).as_posix()}").send(path)
    return url


def documents(splits: list[Split]) -> list[tuple[str, int | None, object]]:
    found = []
    for split in splits:
        with fetched(split) as local:
            found += [(file, line, getattr(record, "text", str(record))) for file, line, record in read_split(local)]
    return found


def shape(splits: list[Split]) -> list[list[object]]:
    return [[part if part.error else replace(part, path="") for part in split.parts] for split in splits]


def test_urls_are_planned_and_read_as_files_are(corpus: Path) -> None:
    here = list(plan_splits(find_files([corpus]), split_bytes=700_000))
    url = upload(corpus)
    there = list(plan_inputs([url], split_bytes=700_000))
    assert len(here) > 2
    assert str(shape(there)).replace(url, str(corpus)) == str(shape(here))
    assert sum(part.piece is not None for split in there for part in split.parts) > 2
    one, other = documents(here), documents(there)
    # the brat reader may be missing, and its message names a copy; the runs replace the name of a copy
    assert [item for item in other if "brat" not in str(item)] == [
        (file.replace(str(corpus), url), line, text) for file, line, text in one if "brat" not in str(text)
    ]


def test_plain_paths_and_file_urls_are_one(corpus: Path) -> None:
    plain = list(plan_splits(find_files([corpus])))
    assert list(plan_inputs([str(corpus)])) == plain
    assert list(plan_inputs([f"file://{corpus}"])) == plain
    assert plan_inputs([]) is not None


def test_parquet_is_read_by_row_groups(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    from pyarrow import parquet

    from vnjudnlp.corpus.runs.inputs import _row_groups

    path = tmp_path / "a.parquet"
    table = pyarrow.table({"id": [f"d{n}" for n in range(60)], "text": [f"Bản án {n} " * (n + 1) for n in range(60)]})
    parquet.write_table(table, path, row_group_size=20)
    url = upload(tmp_path)
    copy = tmp_path / "copy.parquet"
    remote = Remote.open(f"{url}/a.parquet")
    ranges = _row_groups(remote, range(1, 2))
    remote.fetch(copy, ranges)
    assert copy.stat().st_size == path.stat().st_size
    assert parquet.ParquetFile(copy).read_row_group(1).equals(table.slice(20, 20))
    assert sum(stop - start for start, stop in ranges) < path.stat().st_size


def test_what_is_missing_is_an_error_that_names_the_url(corpus: Path) -> None:
    url = upload(corpus)
    [split] = plan_inputs([f"{url}/none.txt"])
    [(_, _, message)] = documents([split])
    assert "No such file" in str(message)
    splits = list(plan_inputs([f"{url}/large.jsonl"], split_bytes=700_000))
    Remote.open(f"{url}/large.jsonl").remove()
    assert all("No such file" in str(message) for _, _, message in documents(splits))


@pytest.mark.parametrize("url", ["nothing://a/b", "s3x://a"])
def test_unknown_kinds_of_urls_are_refused(url: str) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        list(plan_inputs([url]))


def test_what_is_a_url() -> None:
    assert all(map(is_url, ["s3://a", "memory://a", "abfs://c@a/b", "simplecache::s3://a/b", "local:///a"]))
    assert not any(map(is_url, ["a/b", "/a", "C:\\a", "C:/a", "a:1", "a b://c", "://"]))


@pytest.mark.parametrize("url", ["local://{folder}/out", "memory://{name}"])
def test_what_is_sent_replaces_what_was_there(tmp_path: Path, url: str) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"1")
    store = Remote.open(url.format(folder=tmp_path, name=uuid.uuid4().hex))
    for content in (b"1", b"22"):
        store.below("a/b.txt").write(content)
        assert store.below("a/b.txt").read() == content
    assert list(store.names()) == ["a/b.txt"]
    assert store.below("a/c.txt").read() is None


def test_a_failed_upload_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Remote.open(str(tmp_path / "out"))
    store.below("a.txt").write(b"old")

    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(store._system), "mv", fail)
    with pytest.raises(OSError, match="No space left"):
        store.below("a.txt").write(b"new")
    assert store.below("a.txt").read() == b"old"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.txt"]
