"""The rules of the annotation guidelines, one sentence a case; see the files in ``cases/``.

Each case must be found by the grammar alone; the model that decides over it must keep nearly all of them.

A line is a text in the inline mark-up of :mod:`vnjudnlp.formats.markup`; ``#`` opens a comment. ``¶`` stands for a
line break, ``&nbsp;`` and ``&#771;`` for characters that cannot be seen. Cases in ``known_failures.txt`` are right by
the guidelines and not yet found: one that begins to pass fails the run, and its line moves to the file of its subject.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import vnjudnlp
from vnjudnlp.formats.markup import parse_markup
from vnjudnlp.records import LABELS

CASES = Path(__file__).parent / "cases"
KNOWN_FAILURES = "known_failures"
KEPT_BY_THE_MODEL = 0.95
# matches "&nbsp;", "&#771;"; does not match "KH&ĐT"
CHARACTER_REFERENCE = re.compile(r"&(?:#\d{2,6}|[A-Za-z]{2,8});")


def read_cases(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the id (file and line) and the mark-up of each case of a file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("# "):
            markup = CHARACTER_REFERENCE.sub(lambda reference: html.unescape(reference[0]), line)
            yield f"{path.stem}:{number}", markup.replace("¶", "\n")


ALL_CASES = [case for path in sorted(CASES.glob("*.txt")) for case in read_cases(path)]


PARAMETERS = [
    pytest.param(
        markup,
        id=name,
        marks=[pytest.mark.xfail(strict=True, reason="known failure")] if name.startswith(KNOWN_FAILURES) else [],
    )
    for name, markup in ALL_CASES
]


@pytest.mark.parametrize("markup", PARAMETERS)
def test_what_is_found_is_what_is_marked(markup: str) -> None:
    text, entities, _ = parse_markup(markup)
    wanted = [(entity.label, entity.start, entity.end, entity.text) for entity in entities]
    found = [(entity.label, entity.start, entity.end, entity.text) for entity in vnjudnlp.tag(text, model="grammar")]
    assert found == wanted


def test_the_model_keeps_what_the_grammar_finds() -> None:
    cases = [parse_markup(markup) for name, markup in ALL_CASES if not name.startswith(KNOWN_FAILURES)]
    tagged = vnjudnlp.tag([text for text, _, _ in cases])
    kept = [
        {(entity.label, entity.start, entity.end) for entity in entities}
        == {(entity.label, entity.start, entity.end) for entity in found}
        for (_, entities, _), found in zip(cases, tagged, strict=True)
    ]
    assert sum(kept) / len(kept) >= KEPT_BY_THE_MODEL


def test_each_case_is_written_once() -> None:
    markups = [markup for _, markup in ALL_CASES]
    assert len(markups) == len(set(markups)) > 350


@pytest.mark.parametrize("label", [*LABELS, None])
def test_each_label_has_cases_with_and_without_it(label: str | None) -> None:
    labels = [{entity.label for entity in parse_markup(markup)[1]} for _, markup in ALL_CASES]
    if label is None:
        assert sum(not found for found in labels) >= 50
    else:
        assert sum(label in found for found in labels) >= 15
