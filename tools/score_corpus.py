"""Score the tagger on annotated documents: strict precision, recall and F1 a label, and the speed.

A span counts as found if start, end and label agree.

Usage:
    python -m tools.score_corpus [FOLDER]

FOLDER holds documents in the inline mark-up, ``data/corpus`` beside this file's folder if left out.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import vnjudnlp
from vnjudnlp.formats.markup import read_document
from vnjudnlp.records import CORE_LABELS, LABELS, Record

__all__ = ["Score", "main", "score"]


class Score(NamedTuple):
    """How many spans there are, were found, and are both.

    Attributes:
        expected: spans of the annotation.
        found: spans of the tagger.
        right: spans of both.
    """

    expected: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """The share of the spans found that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the spans expected that were found."""
        return self.right / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.expected + self.found) if self.expected + self.found else 0.0


def score(records: Iterable[Record], labels: Iterable[str]) -> Score:
    """Tag documents and compare with their annotation.

    Args:
        records: annotated documents.
        labels: the labels that count.

    Returns:
        the counts over all documents and all these labels.
    """
    documents = list(records)
    tagged = vnjudnlp.tag([record.text for record in documents], [record.doc_date for record in documents])
    return _compare(documents, tagged, frozenset(labels))


def _compare(documents: list[Record], tagged: list[list[vnjudnlp.Entity]], labels: frozenset[str]) -> Score:
    expected = found = right = 0
    for record, entities in zip(documents, tagged, strict=True):
        gold = {(entity.start, entity.end, entity.label) for entity in record.entities if entity.label in labels}
        spans = {(entity.start, entity.end, entity.label) for entity in entities if entity.label in labels}
        expected += len(gold)
        found += len(spans)
        right += len(gold & spans)
    return Score(expected, found, right)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores of a folder.

    Args:
        arguments: the command line without the program's name; ``sys.argv`` if None.

    Returns:
        the exit status.
    """
    parser = argparse.ArgumentParser(description="Score the tagger on annotated documents.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent.parent / "data" / "corpus")
    folder: Path = parser.parse_args(arguments).folder
    documents = [read_document(path) for path in sorted(folder.rglob("*.txt"))]
    if not documents:
        print(f"no documents (*.txt) in {folder}", file=sys.stderr)
        return 1
    vnjudnlp.tag("một")  # loads the models
    begin = time.perf_counter()
    tagged = vnjudnlp.tag([record.text for record in documents], [record.doc_date for record in documents])
    seconds = time.perf_counter() - begin
    print(f"{'labels':12}{'spans':>7}{'precision':>11}{'recall':>8}{'F1':>7}")
    groups = [(label, (label,)) for label in LABELS] + [("core", CORE_LABELS), ("all", LABELS)]
    for name, labels in groups:
        counts = _compare(documents, tagged, frozenset(labels))
        print(f"{name:12}{counts.expected:7}{counts.precision:11.3f}{counts.recall:8.3f}{counts.f1:7.3f}")
    syllables = sum(len(record.text.split()) for record in documents)
    print(f"{len(documents)} documents, {syllables} syllables, {round(syllables / seconds, -2):.0f} syllables a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
