"""The examples of the documentation run and say what they show."""

from __future__ import annotations

import doctest
from pathlib import Path

DOCUMENT = Path(__file__).parents[2] / "docs" / "spacy.md"


def test_examples() -> None:
    failed, attempted = doctest.testfile(str(DOCUMENT), module_relative=False, encoding="utf-8")
    assert attempted > 15
    assert failed == 0
