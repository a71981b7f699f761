"""Killed at any moment and started again, a run gives what one that nobody disturbed gives."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.corpus.runs.helpers import content, killed, never, quickly, run_of, write_corpus

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes that are forked"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]
STEP = 7 if sys.platform == "linux" else 11


@pytest.mark.parametrize("name", ["out.jsonl", "out", "texts"])
def test_a_run_is_killed_at_every_moment(tmp_path: Path, name: str) -> None:
    write_corpus(tmp_path / "in")
    options = {"to": "text"} if name == "texts" else {}
    quickly(run_of(tmp_path / "in", tmp_path / "whole" / name, **options))
    expected = content(tmp_path / "whole" / name)
    assert any(b"earlier document" in data for data in expected.values())
    moments = 0
    for at in range(1, 1000, STEP):
        output = tmp_path / f"{at}" / name
        if not killed(run_of(tmp_path / "in", output, **options), at):
            break
        moments += 1
        # a reader finds no output or a whole one
        if output.is_file():
            assert output.read_bytes() == expected[name]
        quickly(run_of(tmp_path / "in", output, **options))
        assert content(output) == expected
        shutil.rmtree(output.parent)
    assert moments > 6


def test_a_run_after_changes_is_killed_at_every_moment(tmp_path: Path) -> None:
    write_corpus(tmp_path / "in")
    quickly(run_of(tmp_path / "in", tmp_path / "before" / "out.jsonl"))
    old = (tmp_path / "before" / "out.jsonl").read_bytes()
    (tmp_path / "in" / "text-01.txt").write_text("bà Hà nữa", encoding="utf-8")
    (tmp_path / "in" / "text-02.txt").unlink()
    (tmp_path / "in" / "a.txt").write_text("ông Hà", encoding="utf-8")
    quickly(run_of(tmp_path / "in", tmp_path / "fresh" / "out.jsonl"))
    expected = content(tmp_path / "fresh" / "out.jsonl")
    for at in range(1, 1000, STEP):
        folder = tmp_path / f"{at}"
        shutil.copytree(tmp_path / "before", folder)
        if not killed(run_of(tmp_path / "in", folder / "out.jsonl"), at):
            break
        assert (folder / "out.jsonl").read_bytes() in (old, expected["out.jsonl"])
        quickly(run_of(tmp_path / "in", folder / "out.jsonl"))
        assert content(folder / "out.jsonl") == expected
        shutil.rmtree(folder)
    assert at > 30


def test_killed_again_and_again_it_goes_on(tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 30)
    run = run_of(tmp_path / "in", tmp_path / "out.jsonl")
    times = 0
    while killed(run, 25):
        times += 1
        assert times < 60
    quickly(run_of(tmp_path / "in", tmp_path / "whole" / "out.jsonl"))
    assert times > 2
    assert content(tmp_path / "out.jsonl") == content(tmp_path / "whole" / "out.jsonl")


@pytest.mark.parametrize("name", ["out.jsonl", "out"])
def test_only_what_changed_is_done_and_the_output_is_that_of_a_fresh_run(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    write_corpus(folder)
    first = quickly(run_of(folder, tmp_path / name))
    assert (first.unchanged, first.errors) == (0, 4)
    again = quickly(run_of(folder, tmp_path / name, annotate=never))
    assert (again.documents, again.unchanged, again.errors) == (first.documents, first.documents, 4)
    (folder / "text-03.txt").write_text("bà Hà nữa", encoding="utf-8")
    (folder / "text-04.txt").unlink()
    (folder / "00-new.txt").write_text("bà Hà", encoding="utf-8")
    records = (folder / "records.jsonl").read_text(encoding="utf-8").split("\n")
    data = json.loads(records[8])
    records[8] = json.dumps({**data, "doc_date": "2022-04-13"})
    records.insert(6, json.dumps({"id": "new", "text": "Hà", "court": {"level": 1}}))
    (folder / "records.jsonl").write_text("\n".join(records), encoding="utf-8")
    changed = quickly(run_of(folder, tmp_path / name))
    assert changed.documents - changed.unchanged == 4
    quickly(run_of(folder, tmp_path / "fresh" / name))
    assert content(tmp_path / name) == content(tmp_path / "fresh" / name)


def test_results_that_were_damaged_are_made_again(tmp_path: Path) -> None:
    write_corpus(tmp_path / "in")
    output = tmp_path / "out.jsonl"
    quickly(run_of(tmp_path / "in", output))
    expected = content(output)
    damaged = bytearray(output.read_bytes())
    damaged[damaged.index(b"PERSON")] = ord("p")
    output.write_bytes(damaged)
    counts = quickly(run_of(tmp_path / "in", output))
    assert counts.documents - counts.unchanged == 1
    assert content(output) == expected
    output.unlink()
    assert quickly(run_of(tmp_path / "in", output)).unchanged == 0
    assert content(output) == expected
