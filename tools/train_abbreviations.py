"""Train the choice between the readings of short forms, measure it on documents held out and write its card.

Usage:
    python -m tools.train_abbreviations [--output models/vi_jud_abbreviations]

It learns from the short forms that are marked in the part "train" of ``data/corpus``, in ``data/abbreviations/train``
and ``data/abbreviations/contexts``, and from copies of these documents in which long forms were shortened. It is
measured on ``data/abbreviations/test`` and ``data/abbreviations/test_offices``.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np

from vnjudnlp.abbreviations import expand_texts
from vnjudnlp.abbreviations.evidence import FIGURE_NAMES
from vnjudnlp.abbreviations.reading_model import NAME, VERSION
from vnjudnlp.corpus import read_records
from vnjudnlp.evaluation.abbreviations import KINDS, AbbreviationScores, score_abbreviations
from vnjudnlp.evaluation.prediction import predict
from vnjudnlp.formats.markup import read_lines
from vnjudnlp.records import Record
from vnjudnlp.training import parts_of
from vnjudnlp.training.readings import ReadingChooser, ReadingExample, examples_of
from vnjudnlp.training.saving import save_arrays
from vnjudnlp.training.shortening import shorten

__all__ = ["main"]

ROOT = Path(__file__).parent.parent
_DATA = ROOT / "data"
_SEED = 1
_FOLDS = 5


def _examples(tagged: bool) -> tuple[list[ReadingExample], int, int]:
    """Return the examples to learn from, and how many documents and lines they come from."""
    corpus = parts_of(read_records([_DATA / "corpus"]), _DATA / "corpus_splits.tsv")["train"]
    documents = [*corpus, *read_records([_DATA / "abbreviations" / "train"])]
    lines = [
        record for path in sorted((_DATA / "abbreviations" / "contexts").glob("*.txt")) for record in read_lines(path)
    ]
    marked = [*examples_of(documents, tagged=tagged), *examples_of(lines, is_natural=False, tagged=tagged)]
    shortened = shorten(documents, np.random.default_rng(_SEED))
    put_in = examples_of(shortened, is_marked=False, is_natural=False, tagged=tagged)
    return [*marked, *put_in], len(documents), len(lines)


def _is_held_out(example: ReadingExample) -> bool:
    """Whether an example is left out of the training by which the temperature is found."""
    return example.is_marked and crc32(example.document.encode()) % _FOLDS == 0


def _table(scores: AbbreviationScores) -> list[str]:
    lines = ["| kind | gold | right | right, case too | left undecided or not found |", "|---|---|---|---|---|"]
    for kind in KINDS:
        score = scores.by_kind[kind]
        cased = score.cased / score.gold if score.gold else 0.0
        lines.append(f"| {kind} | {score.gold} | {score.accuracy:.3f} | {cased:.3f} | {score.abstained} |")
    return lines


def measure(gold: Sequence[Record]) -> dict[str, AbbreviationScores]:
    """Score the package on gold documents, as ``expand`` reads them and as the whole pipeline does.

    Args:
        gold: documents in which all short forms are marked.
    """
    expanded = expand_texts([record.text for record in gold])
    found = [
        replace(record, abbreviations=list(item.abbreviations)) for record, item in zip(gold, expanded, strict=True)
    ]
    return {
        "expand (no tagger)": score_abbreviations(gold, found),
        "the whole pipeline": score_abbreviations(gold, predict(gold)),
    }


def write_card(chooser: ReadingChooser, examples: Sequence[ReadingExample], documents: int, lines: int) -> str:
    """Measure and describe the model, which has to be in its place already.

    Args:
        chooser: the trained model.
        examples: what it learned from.
        documents: from how many documents they come.
        lines: from how many single lines.
    """
    hard = read_records([_DATA / "abbreviations" / "test"])
    offices = read_records([_DATA / "abbreviations" / "test_offices"])
    forms = {example.short for example in examples if len(example.readings) > 1}
    marked = sum(example.is_marked and len(example.readings) > 1 for example in examples)
    put_in = sum(not example.is_marked for example in examples)
    card = [
        f"# {NAME}: what ambiguous abbreviations stand for",
        "",
        "A log-linear choice between the readings of a short form by neighbouring words, entity labels, position",
        "and what the document speaks of, trained by its conditional likelihood with scipy. What is learned of one",
        "reading helps those of the same kind and those with the same first or last word.",
        "Arrays and JSON; loading it runs no code.",
        "",
        "| | |",
        "|---|---|",
        "| made by | the vnjudnlp authors, with `python -m tools.train_abbreviations` |",
        "| licence | Apache-2.0 |",
        f"| learned from | {documents:,} documents and {lines:,} lines of the authors' own (CC BY 4.0): {marked:,} "
        f"marked occurrences of {len(forms):,} ambiguous short forms, {put_in:,} places where a long form was "
        "shortened |",
        f"| size | {len(chooser.to_arrays()['keys']):,} weights |",
        "",
        "## How right it is",
        "",
        "All documents below were held out: none was read or learned from.",
        "",
    ]
    about = {
        f"{len(offices)} documents as offices write them: reports, letters, minutes, notices, work notes": offices,
        f"{len(hard)} documents that were written to be hard: most short forms stand in several senses, a third of the "
        "documents uses one in two of them, and there are codes and initials of the same letters": hard,
    }
    for what, gold in about.items():
        card += [f"### {what}", ""]
        for name, scores in measure(gold).items():
            card += [f"{name}:", "", *_table(scores), ""]
    card += [
        "## Limits",
        "",
        "* A reading that the lexicon lacks cannot be chosen.",
        "* Below the least score (`min_score`) no reading is chosen; the readings are listed.",
        "",
    ]
    return "\n".join(card)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, save and measure.

    Args:
        arguments: the command line without the program's name; ``sys.argv`` if None.

    Returns:
        the exit status.
    """
    parser = argparse.ArgumentParser(description="Train the choice between the readings of short forms.")
    parser.add_argument("--output", type=Path, default=ROOT / "models" / NAME)
    chosen = parser.parse_args(arguments)
    begin = time.perf_counter()
    examples, documents, lines = [], 0, 0
    # with labels of the tagger and without: the short forms of a text are read both ways
    for tagged in (True, False):
        found, documents, lines = _examples(tagged)
        examples += found
    print(f"{len(examples):,} examples, {time.perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)
    held_out = [example for example in examples if _is_held_out(example)]
    temperature = ReadingChooser().fit([example for example in examples if not _is_held_out(example)])
    chooser = ReadingChooser().fit(examples)
    chooser.temperature_ = temperature.calibrate(held_out).temperature_
    print(f"trained, {time.perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)
    meta = {"version": VERSION, "figure_names": FIGURE_NAMES, "temperature": chooser.temperature_}
    save_arrays(chosen.output, chooser.to_arrays(), meta)
    if chosen.output == ROOT / "models" / NAME:
        # measured through the package, which loads the model from its place
        save_arrays(chosen.output, chooser.to_arrays(), meta, write_card(chooser, examples, documents, lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
