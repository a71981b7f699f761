"""The real command, run as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Result:
    status: int
    output: str
    errors: list[str]


Command = Callable[..., Result]


@pytest.fixture
def environment() -> dict[str, str]:
    path = os.pathsep.join(filter(None, [str(CHECKOUT), os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path}


@pytest.fixture
def vnjudnlp(tmp_path: Path, environment: dict[str, str]) -> Command:
    """Run ``vnjudnlp`` in a folder of its own; its output and errors must be UTF-8 and free of tracebacks."""

    def run(*arguments: str, stdin: bytes = b"", variables: Mapping[str, str] | None = None) -> Result:
        process = subprocess.run(
            [sys.executable, "-m", "vnjudnlp", *arguments],
            check=False,
            cwd=tmp_path,
            env={**environment, **(variables or {})},
            input=stdin,
            capture_output=True,
            timeout=120,
        )
        errors = process.stderr.decode("utf-8")
        assert "Traceback" not in errors, errors
        return Result(process.returncode, process.stdout.decode("utf-8"), errors.splitlines())

    return run
