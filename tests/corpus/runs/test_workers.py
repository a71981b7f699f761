"""Several processes give what one gives, whatever happens to them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.corpus.runs.helpers import annotate_simply, content, quickly, run_of, write_corpus
from vnjudnlp.corpus.runs.mapper import Settings
from vnjudnlp.corpus.runs.outcomes import run_split
from vnjudnlp.corpus.runs.plan import plan_splits
from vnjudnlp.corpus.runs.pool import Limits
from vnjudnlp.corpus.runs.shards import finish_shards
from vnjudnlp.formats.corpus_files import find_files

posix = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


def test_output_and_errors_do_not_depend_on_the_workers(tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 40)
    for name in ("out.jsonl", "out"):
        quickly(run_of(tmp_path / "in", tmp_path / "none" / name))
        quickly(run_of(tmp_path / "in", tmp_path / "two" / name, workers=2))
        assert content(tmp_path / "two" / name) == content(tmp_path / "none" / name)
        assert len(content(tmp_path / "two" / name)) > (6 if name == "out" else 1)


def test_shards_made_one_by_one_are_those_of_the_whole_run(tmp_path: Path) -> None:
    """What an engine on several machines does: splits in any order, then one pass over what they are called."""
    write_corpus(tmp_path / "in", 10)
    output = tmp_path / "out"
    settings = Settings()
    for split_bytes in (900, 8_000_000):
        quickly(run_of(tmp_path / "in", output, split_bytes=split_bytes))
        for folder in ("raw", "shards"):
            (tmp_path / folder).mkdir(exist_ok=True)
        files = find_files([tmp_path / "in"])
        splits = list(plan_splits(files, split_bytes=split_bytes, piece_bytes=400))
        done = [run_split(split, settings, tmp_path / "raw", annotate_simply) for split in reversed(splits)]
        finish_shards(reversed(done), tmp_path / "shards", tmp_path / "errors.jsonl")
        finish_shards(reversed(done), tmp_path / "shards", tmp_path / "errors.jsonl")
        assert {path.name for path in output.iterdir()} == {f"part-{number:05}.jsonl" for number in range(len(splits))}
        for path in output.iterdir():
            assert path.read_bytes() == (tmp_path / "shards" / path.name).read_bytes()
        assert (tmp_path / "errors.jsonl").read_bytes() == content(output)["errors"]


@posix
def test_a_document_that_ends_its_process_is_set_aside(tmp_path: Path) -> None:
    texts = [f"bà Hà {number}" for number in range(24)]
    texts[5], texts[13], texts[19] = "Hà SEGV", "Hà SLEEP", "Hà RAISE"
    (tmp_path / "in").mkdir()
    lines = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts[:16])]
    (tmp_path / "in" / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for number, text in enumerate(texts[16:], 16):
        (tmp_path / "in" / f"{number}.txt").write_text(text, encoding="utf-8")
    limits = Limits(1.5, 1e9)
    run = run_of(tmp_path / "in", tmp_path / "out.jsonl", workers=2, chunk_bytes=100, limits=limits)
    counts = quickly(run)
    assert (counts.documents, counts.errors) == (21, 3)
    found = {
        json.loads(line)["id"].removesuffix(".txt")
        for line in content(tmp_path / "out.jsonl")["out.jsonl"].splitlines()
    }
    assert found == {str(number) for number in range(24)} - {"5", "13", "19"}
    errors = [json.loads(line) for line in content(tmp_path / "out.jsonl")["errors"].splitlines()]
    reasons = {error["document"]: (Path(error["file"]).name, error["line"], error["reason"]) for error in errors}
    assert reasons["5"][:2] == ("a.jsonl", 6)
    assert reasons["5"][2].startswith("annotating the document ended the process")
    assert reasons["13"][2].startswith("annotating the document took too long")
    assert reasons["19.txt"][2].startswith("annotation failed (KeyError")


SCRIPT = """
import sys
from tests.corpus.runs.helpers import quickly, run_of
from pathlib import Path
if __name__ == "__main__":
    quickly(run_of(Path(sys.argv[1]), sys.argv[2], workers=2, chunk_bytes=100))
"""


@posix
def test_workers_do_not_outlive_the_run(tmp_path: Path, project: Path) -> None:
    write_corpus(tmp_path / "in", 8)
    (tmp_path / "in" / "sleep.txt").write_text("Hà SLEEP", encoding="utf-8")
    (tmp_path / "run.py").write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "run.py"), str(tmp_path / "in"), str(tmp_path / "out.jsonl")]
    environment = {**os.environ, "PYTHONPATH": str(project)}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, start_new_session=True) as process:
        deadline = time.monotonic() + 60
        while not any((tmp_path / "out.jsonl.run").glob("results-1.jsonl")) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(1)
        process.kill()
        process.wait()
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                os.killpg(process.pid, 0)
            except ProcessLookupError:
                break
            time.sleep(0.05)
        else:
            os.killpg(process.pid, signal.SIGKILL)
            raise AssertionError("processes outlive the one that started them")
