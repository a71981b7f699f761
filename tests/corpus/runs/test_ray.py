"""Runs on a Ray cluster of two worker processes: the same bytes as without one, whatever happens to the workers."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from vnjudnlp.corpus.runs.local import Run, run_locally
from vnjudnlp.corpus.runs.mapper import Settings, annotate_batch
from vnjudnlp.corpus.runs.plan import plan_splits
from vnjudnlp.errors import InputError, RunError
from vnjudnlp.formats.corpus_files import find_files
from vnjudnlp.records import Record

# not imported: the run sets what Ray reads when it is imported
if find_spec("ray") is None or find_spec("pyarrow") is None:
    pytest.skip("ray[data] is not installed; it has no wheels for the newest Python", allow_module_level=True)

from vnjudnlp.corpus.runs.isolation import annotate_isolated
from vnjudnlp.corpus.runs.ray_cluster import ray_cluster
from vnjudnlp.corpus.runs.ray_engine import RayProgress, RaySummary, run_on_ray
from vnjudnlp.corpus.runs.shard_store import ShardStore

pytestmark = pytest.mark.filterwarnings("ignore")

ANNOTATE = [sys.executable, "-m", "vnjudnlp", "annotate", "--engine", "ray"]
SETTINGS = Settings()
SPLIT_BYTES = 6_000


@pytest.fixture(scope="module")
def cluster() -> Iterator[int]:
    with ray_cluster(None, 2) as room:
        yield room


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Files with documents of one id in several of them, and with faults."""
    choice = random.Random(5)
    sentences = [
        "Bộ trưởng Bộ Tư pháp Lê Thành Long ký Quyết định số 12/QĐ-BTP ngày 12/4/2022.",
        "Thi hành án dân sự (THADS) tỉnh Gia Lai báo cáo Tổng cục THADS.",
        "Bà Phan Thu Hà, Chánh án Tòa án nhân dân huyện Chư Sê, chủ tọa phiên tòa 😀.",
        "Ông A phải trả 120.000.000 đồng trước ngày 30 tháng 6.",
    ]
    folder = tmp_path / "corpus"
    folder.mkdir()
    number = 0
    for file in range(12):
        with (folder / f"{file:02}.jsonl").open("w", encoding="utf-8") as stream:
            for _ in range(6):
                text = " ".join(choice.choices(sentences, k=choice.randint(0, 9)))
                identifier = f"d{number if number % 10 else 0}"
                record = {"id": identifier, "text": text, "doc_date": "2022-05-01", "court": file}
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
                number += 1
            stream.write("nonsense\n" if file % 5 == 0 else "")
    (folder / "99.txt").write_bytes(b"\xff\xfe")
    return folder


def expected(corpus: Path, target: Path) -> dict[str, bytes]:
    """Make the shards with the other engine, in this process."""
    run_locally(Run((str(corpus),), f"{target}/", SETTINGS, workers=0, split_bytes=SPLIT_BYTES))
    return contents(target)


def contents(folder: Path) -> dict[str, bytes]:
    errors = folder.with_name(f"{folder.name}.run") / "errors.jsonl"
    return {path.name: path.read_bytes() for path in [*folder.iterdir(), errors]}


def run(corpus: Path | str, output: Path | str, **options: object) -> RaySummary:
    return run_on_ray([str(corpus)], str(output), options.pop("settings", SETTINGS), split_bytes=SPLIT_BYTES, **options)  # type: ignore[arg-type]


def workers_of_this_process() -> list[int]:
    """Find the processes of our own cluster that make shards."""
    parents, titles = {}, {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            status = (entry / "stat").read_text()
            titles[int(entry.name)] = (entry / "cmdline").read_text()
        except OSError:
            continue
        parents[int(entry.name)] = int(status.rpartition(")")[2].split()[1])
    found = []
    for process, title in titles.items():
        above = process
        while above in parents and above != os.getpid():
            above = parents[above]
        if above == os.getpid() and "ShardMaker" in title:
            found.append(process)
    return found


def test_the_same_bytes_as_without_a_cluster(cluster: int, corpus: Path, tmp_path: Path) -> None:
    assert cluster == 2
    wanted = expected(corpus, tmp_path / "here")
    seen: list[RayProgress] = []
    summary = run(corpus, tmp_path / "out", progress=seen.append)
    assert contents(tmp_path / "out") == wanted
    assert len(wanted) > 5
    assert b"the id is that of an earlier document" in wanted["errors.jsonl"]
    lines = sum(content.count(b"\n") for name, content in wanted.items() if name != "errors.jsonl")
    assert summary == RaySummary(len(wanted) - 1, len(wanted) - 1, lines, wanted["errors.jsonl"].count(b"\n"))
    assert [progress.shards for progress in seen] == list(range(1, summary.shards + 1))

    # nothing has changed: nothing is made
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("part-*")}
    assert run(corpus, tmp_path / "out") == RaySummary(summary.shards, 0, summary.documents, summary.errors)
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("part-*")} == before

    # an input is changed, another is gone, a shard is damaged
    first = corpus / "00.jsonl"
    first.write_text(first.read_text(encoding="utf-8").replace('"d0"', '"first"'), encoding="utf-8")
    (corpus / "11.jsonl").unlink()
    (tmp_path / "out" / "part-00003.jsonl").write_bytes(b"torn")
    changed = run(corpus, tmp_path / "out")
    assert contents(tmp_path / "out") == expected(corpus, tmp_path / "changed")
    assert 0 < changed.made < summary.shards


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are found in /proc")
def test_a_killed_worker_costs_nothing_behind_urls_either(cluster: int, corpus: Path, tmp_path: Path) -> None:
    killed: list[int] = []

    def kill(progress: RayProgress) -> None:
        if not killed and (workers := workers_of_this_process()):
            killed.append(workers[0])
            os.kill(workers[0], signal.SIGKILL)

    # local:// is read and written through fsspec, as an object store is
    run(f"local://{corpus}", f"local://{tmp_path}/out", progress=kill)
    assert killed
    assert contents(tmp_path / "out") == expected(corpus, tmp_path / "here")
    assert not [path for path in (tmp_path / "out.run").rglob("*") if path.name.startswith(".")]


def test_faults_are_told(cluster: int, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine.txt").write_text("a")
    with pytest.raises(RunError, match="holds other files"):
        run(corpus, tmp_path / "other")
    with pytest.raises(RunError, match=r"write .*/ for a folder"):
        run(corpus, tmp_path / "out.jsonl")
    # a machine with other data
    from vnjudnlp.corpus.runs import ray_engine

    monkeypatch.setattr(ray_engine, "fingerprint", lambda settings: {"the version of vnjudnlp": "0"})
    with pytest.raises(InputError, match="differs in the version of vnjudnlp"):
        run(corpus, tmp_path / "out")


def die_of_poison(records: list[Record], settings: Settings) -> None:
    if any("poison" in record.text for record in records):
        os.kill(os.getpid(), signal.SIGKILL)
    annotate_batch(records, settings)


def careful(records: list[Record], settings: Settings) -> None:
    annotate_isolated(records, settings, die_of_poison)


def test_what_kills_worker_after_worker_is_set_aside(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    texts = ["Bộ Tư pháp", "poison"]
    source.write_text("".join(json.dumps({"id": text, "text": text}) + "\n" for text in texts))
    [split] = plan_splits(find_files([source]))
    store = ShardStore(str(tmp_path / "out"))
    store.state.below("tried/part-00000.jsonl").write(b"xx")
    made = store.make(split, Settings(), "", careful=careful)
    assert (made.documents, made.errors) == (1, 1)
    lines = (tmp_path / "out" / "part-00000.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["Bộ Tư pháp"]
    [reason] = [outcome.reason for outcome in store.index(0) if outcome.reason]
    assert reason == "the process that annotated it died (SIGKILL); please report it with the document"
    assert not store.state.below("tried/part-00000.jsonl").exists()


def test_a_cluster_of_our_own_leaves_nothing(corpus: Path, tmp_path: Path) -> None:
    corpus /= "00.jsonl"
    home = tmp_path / "home"
    home.mkdir()
    before = set(os.listdir(tempfile.gettempdir()))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RAY_")}
    environment |= {"HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path), "OMP_NUM_THREADS": "1"}
    result = subprocess.run(
        [*ANNOTATE, "--workers", "1", str(corpus), "-o", str(tmp_path / "out")],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    # one document has no result
    assert (result.returncode, result.stdout) == (1, "")
    notes = [line for line in result.stderr.splitlines() if "ray log level" not in line]
    assert notes == [
        "6 documents annotated; 1 errors",
        f"the documents that have no result are in {tmp_path}/out.run/errors.jsonl",
    ]
    assert list(home.iterdir()) == []
    left = {name for name in set(os.listdir(tempfile.gettempdir())) - before if name.startswith(("vj-", "ray"))}
    assert left == set()


def test_a_cluster_that_is_not_there(tmp_path: Path, corpus: Path) -> None:
    result = subprocess.run(
        [*ANNOTATE, "--address", "127.0.0.1:9", str(corpus), "-o", str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert result.returncode == 1
    assert result.stderr.startswith("error: 127.0.0.1:9 cannot be reached")
