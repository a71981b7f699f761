"""Full disks, outputs that may not be written, inputs that go away."""

from __future__ import annotations

import errno
import subprocess
from pathlib import Path
from unittest import mock

import pytest

from tests.corpus.runs.helpers import annotate_simply, content, quickly, run_of, write_corpus
from vnjudnlp.corpus.runs.manifest import Manifest
from vnjudnlp.errors import RunError, VnjudnlpError
from vnjudnlp.formats import jsonl


def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 200)
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=220k", "none", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root can make a small disk")
    quickly(run_of(tmp_path / "in", tmp_path / "whole" / "out"))
    expected = content(tmp_path / "whole" / "out")
    try:
        sizes = []
        for size in (220, 280, 340, 400, 500, 640):
            subprocess.run(["mount", "-o", f"remount,size={size}k", str(disk)], check=True)
            try:
                quickly(run_of(tmp_path / "in", disk / "out"))
                break
            except RunError as error:
                assert "full" in str(error) or "No space left" in str(error)  # noqa: PT017
                assert "goes on where this one stopped" in str(error)  # noqa: PT017
                sizes.append(size)
        else:
            raise AssertionError("the disk is still too small")
        assert sizes
        assert content(disk / "out") == expected
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("number", [1, 3, 6])
def test_an_error_of_the_disk_at_any_write(tmp_path: Path, number: int) -> None:
    write_corpus(tmp_path / "in")
    write = Manifest.write
    left = number

    def fail(self: Manifest, results: list[tuple[bytes, bytes]]) -> object:
        nonlocal left
        left -= 1
        if left == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(self, results)

    with mock.patch.object(Manifest, "write", fail), pytest.raises(RunError, match="No space left"):
        quickly(run_of(tmp_path / "in", tmp_path / "out.jsonl"))
    quickly(run_of(tmp_path / "in", tmp_path / "out.jsonl"))
    quickly(run_of(tmp_path / "in", tmp_path / "whole" / "out.jsonl"))
    assert content(tmp_path / "out.jsonl") == content(tmp_path / "whole" / "out.jsonl")


@pytest.mark.parametrize(
    ("output", "to", "message"),
    [
        ("in/records.jsonl/out.jsonl", None, "Not a directory"),
        ("in/out.jsonl", None, "lies in the input"),
        ("out.xyz", None, "no format that is written ends in .xyz; name one with --to"),
        ("out.jsonl", "xyz", "unknown format 'xyz'"),
        ("out.pdf", "pdf", "is read only, not written"),
        ("full", "text", "the folder is not empty"),
        ("full/a.txt/", None, "is a file, not a folder"),
    ],
)
def test_an_output_that_cannot_be_is_refused(tmp_path: Path, output: str, to: str | None, message: str) -> None:
    write_corpus(tmp_path / "in", 1)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("Hà", encoding="utf-8")
    with pytest.raises(VnjudnlpError, match=message):
        quickly(run_of(tmp_path / "in", f"{tmp_path}/{output}", to=to))
    assert (tmp_path / "full" / "a.txt").is_file()


def test_two_runs_do_not_write_one_output(tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 1)
    manifest = Manifest(tmp_path / "out.jsonl.run")
    try:
        with pytest.raises(RunError, match="another run writes this output"):
            quickly(run_of(tmp_path / "in", tmp_path / "out.jsonl", is_fresh=True))
    finally:
        manifest.close()
    assert quickly(run_of(tmp_path / "in", tmp_path / "out.jsonl")).documents == 2


def test_a_damaged_manifest_is_told(tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 1)
    (tmp_path / "out.jsonl.run").mkdir()
    (tmp_path / "out.jsonl.run" / "manifest.sqlite").write_bytes(b"no database " * 1000)
    with pytest.raises(RunError, match="run again with --fresh"):
        quickly(run_of(tmp_path / "in", tmp_path / "out.jsonl"))
    assert quickly(run_of(tmp_path / "in", tmp_path / "out.jsonl", is_fresh=True)).documents == 2


def test_other_files_in_a_folder_of_shards_are_left_alone(tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 30)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "README.md").write_text("mine", encoding="utf-8")
    quickly(run_of(tmp_path / "in", tmp_path / "out"))
    before = {path.name for path in (tmp_path / "out").iterdir()}
    quickly(run_of(tmp_path / "in" / "records.jsonl", tmp_path / "out"))
    after = {path.name for path in (tmp_path / "out").iterdir()}
    assert "README.md" in after < before


def test_a_writer_that_fails_is_told_and_the_results_are_kept(tmp_path: Path) -> None:
    write_corpus(tmp_path / "in")
    run = run_of(tmp_path / "in", tmp_path / "out", to="text")
    with (
        mock.patch("vnjudnlp.formats.plain_text.write", side_effect=OSError(errno.ENOSPC, "No space left on device")),
        pytest.raises(RunError, match="No space left"),
    ):
        quickly(run)
    counts = quickly(run)
    assert counts.documents == counts.unchanged > 0
    assert (tmp_path / "out" / "text-01.txt").is_file()


def test_files_that_go_away_or_change_during_the_run_are_errors(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_corpus(folder, 40)
    pieces = jsonl.pieces

    def then_gone(*arguments: object) -> object:
        yield from pieces(*arguments)  # type: ignore[arg-type]
        (folder / "text-07.txt").unlink()

    with mock.patch.object(jsonl, "pieces", then_gone):
        quickly(run_of(folder, tmp_path / "gone.jsonl", chunk_bytes=900, annotate=annotate_simply))
    # the walk through the folder had not come that far, or had: either way nobody stumbles
    quickly(run_of(folder, tmp_path / "out.jsonl"))
    assert b"text-07" not in content(tmp_path / "out.jsonl")["out.jsonl"]
