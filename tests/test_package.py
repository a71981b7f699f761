"""The package as users install it: built, installed and run with the source tree out of sight.

Built are a source archive and, from it, a wheel, so a file that the archive lacks is missed. Each is installed into a
virtual environment of its own. The dependencies are not installed there again: a ``.pth`` file shows it those of the
environment that runs the tests, behind its own packages. A line of a ``.pth`` file adds a folder but does not run the
``.pth`` files in it, so an editable install of vnjudnlp in the running environment stays unseen.
"""

from __future__ import annotations

import configparser
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[1]
NOT_SOURCE = shutil.ignore_patterns(
    ".git", ".venv", "build", "dist", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis"
)
TEXT = "Chiều ngày 12/4, đồng chí Đào Trọng Giáp, Cục trưởng Cục THADS tỉnh Gia Lai đã báo cáo.\n"
EXPECTED = [
    ("DATE", "Chiều ngày 12/4", "2022-04-12TAF"),
    ("PERSON", "Đào Trọng Giáp", "Đào Trọng Giáp"),
    ("TITLE", "Cục trưởng", "Cục trưởng"),
    ("AGENCY", "Cục THADS tỉnh Gia Lai", "Cục Thi hành án dân sự tỉnh Gia Lai"),
]
SCRIPT = """
import json, sys
import vnjudnlp
from vnjudnlp.resources import data_file, models_file
entities = vnjudnlp.tag(sys.argv[1], doc_date="2022-04-13")
samples = [path.name for path in data_file("samples").iterdir()]
found = [(entity.label, entity.text, entity.norm) for entity in entities]
print(json.dumps([vnjudnlp.__file__, found, samples, models_file("__init__.py").is_file()]))
"""
METADATA = """
import json
from importlib.metadata import distribution
found = distribution("vnjudnlp")
points = {f"{point.group} {point.name}": repr(point.load()) for point in found.entry_points}
print(json.dumps([found.version, found.metadata.get("License-Expression"), found.metadata["Requires-Python"], points]))
"""


def run(command: Sequence[str | Path], folder: Path, **settings: str) -> str:
    """Run a command outside the checkout and return what it prints; show its errors if it fails."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    result = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**environment, **settings},
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, so that building leaves nothing in it."""
    return Path(shutil.copytree(PROJECT, tmp_path_factory.mktemp("source") / "vnjudnlp", ignore=NOT_SOURCE))


@pytest.fixture(scope="module")
def built(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive and the wheel that was made of it."""
    pytest.importorskip("build", reason="the package 'build' is not installed; make test installs it")
    folder = tmp_path_factory.mktemp("built")
    # without isolation, since the building tools are there and need not be fetched again
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, source], folder)
    return folder


def environment(folder: Path, *packages: str | Path) -> Path:
    """Make a virtual environment with some packages and return the folder of its commands."""
    run([sys.executable, "-m", "venv", "--without-pip", folder], folder.parent)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    python = commands / Path(sys.executable).name
    paths = json.loads(run([python, "-c", "import json, sysconfig; print(json.dumps(sysconfig.get_paths()))"], folder))
    (Path(paths["purelib"]) / "dependencies.pth").write_text(
        "".join(f"{path}\n" for path in dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])),
        encoding="utf-8",
    )
    install = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--ignore-installed",
        "--no-deps",
        "--no-build-isolation",
    ]
    run([*install, "--no-index", *packages], folder)
    return commands


@pytest.fixture(scope="module", params=["wheel", "sdist", "editable"])
def commands(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment with the package installed one way or another."""
    folder = tmp_path_factory.mktemp(request.param) / "environment"
    if request.param == "editable":
        return environment(folder, "--editable", request.getfixturevalue("source"))
    (package,) = request.getfixturevalue("built").glob("*.whl" if request.param == "wheel" else "*.tar.gz")
    return environment(folder, package)


def test_python_api(commands: Path, source: Path, tmp_path: Path) -> None:
    output = run([commands / "python", "-W", "error", "-c", SCRIPT, TEXT], tmp_path, PYTHONIOENCODING="utf-8")
    location, entities, samples, has_models = json.loads(output)
    roots = [commands.parent, source]
    assert any(Path(location).is_relative_to(root) for root in roots)
    assert not Path(location).is_relative_to(PROJECT)
    assert [tuple(entity) for entity in entities] == EXPECTED
    assert "thi_hanh_an.txt" in samples
    assert has_models


def test_command(commands: Path, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    command = [commands / "vnjudnlp", "tag", "--doc-date", "2022-04-13", "text.txt"]
    assert "2022-04-12TAF" in run(command, tmp_path)
    record = json.loads(run([*command, "--format", "jsonl"], tmp_path))
    assert [(entity["label"], entity["text"], entity["norm"]) for entity in record["entities"]] == EXPECTED


def test_metadata(commands: Path, tmp_path: Path) -> None:
    version, licence, python, points = json.loads(run([commands / "python", "-c", METADATA], tmp_path))
    settings = read_settings()
    assert version == run([commands / "vnjudnlp", "--version"], tmp_path).split()[1]
    assert licence == settings["metadata"]["license_expression"]
    assert python == settings["options"]["python_requires"]
    groups = {name.split()[0] for name in points}
    assert groups == set(settings["options.entry_points"])


def test_the_archives_hold_what_they_should(built: Path) -> None:
    data = {path.relative_to(PROJECT).as_posix() for path in (PROJECT / "data").rglob("*") if path.is_file()}
    data = {name for name in data if "__pycache__" not in name}
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {f"vnjudnlp/{name}" for name in data} <= names
    assert {"vnjudnlp/py.typed", "vnjudnlp/models/__init__.py"} <= names
    (information,) = {name.split("/")[0] for name in names if ".dist-info/" in name}
    assert {f"{information}/licenses/LICENSE", f"{information}/licenses/NOTICE"} <= names
    assert {name.split("/")[0] for name in names} == {"vnjudnlp", information}
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        inside = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert data <= inside
    assert {
        "Makefile",
        "LICENSE",
        "NOTICE",
        "README.md",
        "tests/conftest.py",
        "docs/design.md",
        "tools/check_data.py",
    } <= inside


def read_settings() -> configparser.ConfigParser:
    settings = configparser.ConfigParser()
    settings.read(PROJECT / "setup.cfg", encoding="utf-8")
    return settings


def test_every_folder_with_modules_is_a_package_of_setup_cfg() -> None:
    listed = set(read_settings()["options"]["packages"].split())
    folders = {path.parent.relative_to(PROJECT) for path in (PROJECT / "vnjudnlp").rglob("*.py")}
    assert listed == {".".join(folder.parts) for folder in folders} | {"vnjudnlp.data", "vnjudnlp.models"}
