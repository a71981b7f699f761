from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from vnjudnlp.errors import InputError
from vnjudnlp.formats.output import open_output


def test_file_appears_when_it_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    with open_output(str(target)) as output:
        output.write("Tòa án \ud800\n")
        assert not target.exists()
    assert target.read_bytes() == "Tòa án \\ud800\n".encode()
    assert os.listdir(tmp_path) == ["out.txt"]


def test_failure_leaves_no_traces(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old", encoding="utf-8")

    def fail() -> None:
        with open_output(str(target)) as output:
            output.write("new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert target.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["out.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions and links of POSIX")
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "out.txt", tmp_path / "link.txt"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    with open_output(str(link)) as output:
        output.write("new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"
    assert target.stat().st_mode & 0o777 == 0o640
    with open_output(str(tmp_path / "fresh.txt")) as output:
        output.write("new")
    mask = os.umask(0)
    os.umask(mask)
    assert (tmp_path / "fresh.txt").stat().st_mode & 0o777 == 0o666 & ~mask


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs /dev/null")
def test_devices_are_written_to() -> None:
    with open_output("/dev/null") as output:
        output.write("a")
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize("name", [".", "none/out.txt"])
def test_places_that_cannot_be(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="; "), open_output(str(tmp_path / name)):
        pass


def test_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    for path in (None, "-"):
        with open_output(path) as output:
            output.write("a")
    assert capsys.readouterr().out == "aa"
