"""Who may import whom, read from the source: the rules of docs/design.md."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PACKAGE = PROJECT / "vnjudnlp"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))

# third parties, and the files that may import them
ALLOWED = {
    "underthesea": {"segmentation/underthesea_words.py"},
    "sklearn": {"training/estimator.py", "training/readings.py"},
    "scipy": {"segmentation/training.py", "training/fitting.py", "training/readings.py"},
    "typer": {
        "cli/abbreviations.py",
        "cli/agreement.py",
        "cli/annotate.py",
        "cli/application.py",
        "cli/convert.py",
        "cli/data.py",
        "cli/diff.py",
        "cli/errors.py",
        "cli/evaluate.py",
        "cli/expand.py",
        "cli/offices.py",
        "cli/options.py",
        "cli/segment.py",
        "cli/select.py",
        "cli/stats.py",
        "cli/tag.py",
        "cli/train.py",
    },
    "cassis": {"formats/xmi.py"},
    "docx": {
        "formats/docx.py",
        "formats/docx_body.py",
        "formats/docx_numbering.py",
        "formats/docx_styles.py",
    },
    "lxml": {"formats/docx.py", "formats/html_blocks.py", "formats/html_documents.py"},
    "pypdfium2": {"formats/pdf.py"},
    "srsly": {"formats/docbin_unpacking.py"},
    "matplotlib": {"reports/drawing.py"},
    "fsspec": {"corpus/runs/urls.py"},
    "pandas": {"corpus/runs/frames.py"},
    "pyarrow": {"corpus/runs/inputs.py", "formats/offices.py", "formats/parquet.py"},
    "ray": {"corpus/runs/ray_cluster.py", "corpus/runs/ray_workers.py"},
    "rich": {"cli/progress.py", "cli/streams.py", "cli/train.py", "formats/table.py"},
}
# outside the room spacy/, what belongs to spaCy's own format alone
SPACY_FORMAT = {"formats/docbin.py", "formats/docbin_unpacking.py"}
HEAVY = ("numpy", "matplotlib", "spacy", "sklearn", "scipy", "underthesea", "typer", "rich")
# resources.py alone knows where data lies
RESOURCES = {"importlib.resources", "pkgutil", "pkg_resources"}
UNSAFE = {
    "pickle",
    "marshal",
    "shelve",
    "joblib",
    "dill",
    "cloudpickle",
    "requests",
    "httpx",
    "urllib.request",
    "http.client",
    "socket",
}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imports_of(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every module that a file imports, wherever in the file, with the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            yield node.module or "", node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def room_of(module: str) -> str:
    """Return the room of a module's dotted name: ``tagging`` for ``vnjudnlp.tagging.grammar.people``."""
    return module.split(".")[1] if "." in module else ""


def order_of_rooms() -> dict[str, int]:
    """Read docs/design.md for the order in which rooms may import each other."""
    design = " ".join((PROJECT / "docs" / "design.md").read_text(encoding="utf-8").split())
    found = re.search(r"Imports go down this list only \([^)]*\): `([^`]+)`", design)
    assert found, "docs/design.md no longer holds the list of rooms"
    ranks = {room.strip(): rank for rank, step in enumerate(found[1].split("→")) for room in step.split(",")}
    # a plain data structure beside the batch
    ranks.setdefault("lexicon", ranks["batch"])
    return ranks


ORDER = order_of_rooms()


def test_the_list_of_rooms_is_read() -> None:
    assert list(ORDER)[:2] == ["errors", "resources"]
    assert ORDER["cli"] == max(ORDER.values()) >= 8
    assert len(MODULES) > 30


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_rooms_import_only_rooms_above_them(path: Path) -> None:
    room = name_of(path).split("/")[0].removesuffix(".py")
    if room == "__init__":
        return  # imports what it needs when it is called; see test_importing_the_package_brings_nothing_heavy
    assert room == "__main__" or room in ORDER, f"{room} is not in the list of docs/design.md"
    rank = ORDER.get(room, max(ORDER.values()) + 1)
    for module, line in imports_of(path):
        other = room_of(module) if module.split(".")[0] == "vnjudnlp" else ""
        if other in ORDER and other != room:
            is_above = ORDER[other] < rank or (ORDER[other] == rank == 0)
            assert is_above, f"{name_of(path)}:{line}: {room} may not import {other}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_third_parties_are_imported_where_they_may(path: Path) -> None:
    for module, line in imports_of(path):
        top = module.split(".")[0]
        where = f"{name_of(path)}:{line}: {module}"
        if top in ALLOWED:
            assert name_of(path) in ALLOWED[top], where
        if top == "spacy":
            is_language = (name_of(path), module.split(".")[1:2]) == ("__init__.py", ["language"])
            assert name_of(path).startswith("spacy/") or name_of(path) in SPACY_FORMAT or is_language, where
        assert module not in UNSAFE, where
        assert top not in UNSAFE, where
        if module in RESOURCES:
            assert name_of(path) == "resources.py", where


def test_each_third_party_has_a_place() -> None:
    """The rules above speak of files that exist."""
    for files in (*ALLOWED.values(), SPACY_FORMAT):
        assert all((PACKAGE / file).is_file() for file in files)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_code_is_made_at_run_time(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("eval", "exec", "__import__"), f"{name_of(path)}:{node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_can_be_imported(path: Path) -> None:
    parts = ["vnjudnlp", *path.relative_to(PACKAGE).with_suffix("").parts]
    importlib.import_module(".".join(part for part in parts if part != "__init__"))


def modules_after(statement: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has loaded after a statement."""
    script = f"{statement}; import sys; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert result.stderr == ""
    return set(result.stdout.split())


def test_importing_the_package_brings_nothing_heavy() -> None:
    loaded = modules_after("import vnjudnlp")
    assert "vnjudnlp" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_tagging_brings_no_spacy() -> None:
    loaded = modules_after("import vnjudnlp; vnjudnlp.tag('bị cáo Nguyễn Văn A')")
    assert "numpy" in loaded
    assert loaded.isdisjoint({"spacy", "typer", "rich", "sklearn"})
