"""A real Label Studio takes our tasks, an annotator accepts our predictions, and what it exports are the same spans.

Needs the command ``label-studio`` (make test-consumers installs it); the server listens on this machine alone.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.formats.strategies import contents
from vnjudnlp.formats import label_studio
from vnjudnlp.formats.format import ReadOptions, WriteOptions
from vnjudnlp.formats.losses import Losses
from vnjudnlp.records import Abbreviation, Entity, Record

COMMAND = shutil.which("label-studio", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
TOKEN = "0123456789abcdef0123456789abcdef01234567"
START_SECONDS = 240

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(COMMAND is None, reason="label-studio is not installed; run: make test-consumers"),
]

Call = Callable[..., Any]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def call(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Call]:
    """Start a server with an empty database; call it with a method, a path and data."""
    folder = tmp_path_factory.mktemp("label_studio")
    port = free_port()
    options = ["--no-browser", "--data-dir", str(folder), "--database", str(folder / "tasks.sqlite3")]
    user = ["--username", "a@example.org", "--password", "on-this-machine-only", "--user-token", TOKEN]
    listen = ["--internal-host", "127.0.0.1", "--port", str(port), "--enable-legacy-api-token"]
    environment = {
        **os.environ,
        "HOME": str(folder),
        "LABEL_STUDIO_BASE_DATA_DIR": str(folder),
        "COLLECT_ANALYTICS": "false",
        "LATEST_VERSION_CHECK": "false",
    }

    def answer(method: str, path: str, data: Any = None) -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}",
            None if data is None else json.dumps(data).encode(),
            {"Authorization": f"Token {TOKEN}", "Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read().decode()[:2000]}") from None

    with (folder / "log.txt").open("wb") as log:
        server = subprocess.Popen(
            [str(COMMAND), "start", *options, *user, *listen], env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            for _ in range(START_SECONDS):
                assert server.poll() is None, (folder / "log.txt").read_text(errors="replace")[-2000:]
                try:
                    answer("GET", "/health")
                    break
                except (urllib.error.URLError, ConnectionError):
                    time.sleep(1)
            else:
                pytest.fail(f"no server after {START_SECONDS} seconds")
            yield answer
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def documents() -> list[Record]:
    text = "Bộ trưởng Bộ Tư pháp 😀 họp\r\nngày 12/4/2022 với bà Phan Thu Hà.\u2028THADS nha\u0302n"
    spans = [
        ("Bộ trưởng", "TITLE", None, 0.5),
        ("Bộ trưởng Bộ Tư pháp", "TITLE", "Bộ trưởng Bộ Tư pháp", 0.25),
        ("Bộ Tư pháp", "AGENCY", "Bộ Tư pháp", 0.9),
        ("12/4/2022", "DATE", "2022-04-12", 1.0),
        ("Phan Thu Hà", "PERSON", "Phan Thu Hà", 0.75),
    ]
    entities = []
    for shown, label, norm, score in spans:
        start = text.index(shown)
        details = {"date": {"first": "2022-04-12"}} if label == "DATE" else None
        entities.append(Entity(start, start + len(shown), label, norm, score, "grammar", shown, details))
    entities.sort(key=lambda entity: entity.start)
    at = text.index("THADS")
    abbreviation = Abbreviation(at, at + 5, "THADS", "thi hành án dân sự", False, 0.5, ("thi hành án dân sự",))
    first = Record("2022/bản án 1", text, "2022-04-13", entities, [abbreviation], {"court": "TAND", "list": [1, None]})
    return [first, Record("without spans", "Điều 1.\n")]


def test_predictions_become_annotations_and_come_back(call: Call, tmp_path: Path) -> None:
    items = documents()
    path = tmp_path / "tasks.json"
    label_studio.write(items, path, Losses(), WriteOptions())
    config = path.with_suffix(".xml").read_text(encoding="utf-8")
    project = call("POST", "/api/projects", {"title": "vnjudnlp", "label_config": config})["id"]
    tasks = json.loads(path.read_text(encoding="utf-8"))
    imported = call("POST", f"/api/projects/{project}/import", tasks)
    assert (imported["task_count"], imported["prediction_count"]) == (2, 2)

    exported = call("GET", f"/api/projects/{project}/export?exportType=JSON&download_all_tasks=true")
    found = read_back(tmp_path / "predicted.json", exported)
    assert [record.text for record in found] == [item.text for item in items]

    for prediction in call("GET", f"/api/predictions?project={project}"):
        result = prediction["result"]
        assert prediction["model_version"] == "vnjudnlp"
        call("POST", f"/api/tasks/{prediction['task']}/annotations/", {"result": result})
    for kind in ("JSON", "JSON_MIN"):
        exported = call("GET", f"/api/projects/{project}/export?exportType={kind}")
        found = read_back(tmp_path / f"{kind}.json", exported)
        for record in found:
            assert record.extra.pop("label_studio")["annotation"]
            record.extra.pop("norm", None)
        assert [contents(record) for record in found] == [contents(item) for item in items]


def read_back(path: Path, tasks: list[dict[str, Any]]) -> list[Record]:
    path.write_text(json.dumps(tasks), encoding="utf-8")
    assert label_studio.recognizes(path.read_bytes())
    found = [record for record in label_studio.read(path, ReadOptions()) if isinstance(record, Record)]
    assert len(found) == len(tasks)
    return sorted(found, key=lambda record: record.id)
