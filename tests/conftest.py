"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

PROJECT = Path(__file__).parents[1]

# the same examples in every run, and no time limit for one, since machines differ
settings.register_profile("vnjudnlp", derandomize=True, deadline=None, database=None)
settings.load_profile("vnjudnlp")


@pytest.fixture(scope="session")
def project() -> Path:
    """The checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the shared gold records; a test that asks for it is skipped where it is missing."""
    folder = Path(os.environ.get("VNJUDNLP_SHARED") or PROJECT.parent / "shared")
    if not (folder / "gold").is_dir():
        pytest.skip(f"no gold records in {folder}; set VNJUDNLP_SHARED to the folder that holds gold/")
    return folder
