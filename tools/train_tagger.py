"""Train the tagger that ships with the package, measure it on the held-out parts and write its card.

Usage:
    python -m tools.train_tagger [--output models/vi_jud_base] [--iterations N]

It learns from the part "train" of ``data/corpus``, is calibrated on "dev" and measured on "dev" and "test"; the test
part is looked at once per release.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from vnjudnlp.corpus import read_records
from vnjudnlp.evaluation import Evaluation, evaluate
from vnjudnlp.evaluation.prediction import changed_copies
from vnjudnlp.records import LABELS, Record
from vnjudnlp.training import SpanTagger, parts_of

__all__ = ["main"]

ROOT = Path(__file__).parent.parent
_GROUPS = ("core", "all")


def _figure(evaluation: Evaluation, name: str) -> str:
    scores = evaluation.by_label.get(name) or evaluation.by_group[name]
    strict = scores.strict
    interval = f"{strict.f1.low:.3f}–{strict.f1.high:.3f}"
    values = (strict.precision.value, strict.recall.value, strict.f1.value)
    return f"| {name} | {scores.gold} | {' | '.join(f'{value:.3f}' for value in values)} | {interval} |"


def _label_table(evaluation: Evaluation) -> Iterator[str]:
    yield "| | spans | precision | recall | F1 | 95 % interval of F1 |"
    yield "|---|---|---|---|---|---|"
    for name in (*LABELS, *_GROUPS):
        if name in evaluation.by_label or name in evaluation.by_group:
            yield _figure(evaluation, name)


def _genre_table(evaluation: Evaluation) -> Iterator[str]:
    yield "| genre | core | all |"
    yield "|---|---|---|"
    for genre, rows in evaluation.by_field["genre"].items():
        values = (f"{rows[group].strict.f1.value:.3f}" if group in rows else "" for group in _GROUPS)
        yield f"| {genre} | {' | '.join(values)} |"


def _reliability_table(evaluation: Evaluation) -> Iterator[str]:
    reliable = evaluation.reliability
    assert reliable is not None, "the scores of the tagger lie between 0 and 1"
    yield "| score | spans | mean score | right |"
    yield "|---|---|---|---|"
    for item in reliable.bins:
        if item.spans:
            yield f"| {item.low:.1f}–{item.high:.1f} | {item.spans} | {item.mean_score:.3f} | {item.accuracy:.3f} |"
    yield ""
    yield f"Expected calibration error: {reliable.expected_calibration_error:.3f}."


def write_card(tagger: SpanTagger, parts: dict[str, list[Record]], seconds: float) -> str:
    """Measure a tagger and describe it.

    Args:
        tagger: the trained and calibrated tagger.
        parts: the documents of each part.
        seconds: how long the training took.

    Returns:
        the model card, in Markdown.
    """
    evaluations = {part: evaluate(parts[part], tagger.tag(parts[part]), by=["genre"]) for part in ("dev", "test")}
    slices = {"as it is": evaluations["test"]}
    for name, copies in changed_copies(parts["test"]):
        slices[name] = evaluate(copies, tagger.tag(copies), resamples=0)
    spans = Counter(entity.label for record in parts["train"] for entity in record.entities)
    syllables = sum(len(record.text.split()) for record in parts["train"])
    model = tagger.model_
    lines = [
        "# vi_jud_base: people, titles, agencies, dates and more in Vietnamese justice text",
        "",
        "A linear-chain model (conditional random field, BILOU tags) over tokens, the findings of the package's rules",
        "among its features; the default of `vnjudnlp.tag`. Arrays and JSON; loading it runs no code, and a damaged or",
        "foreign file is refused.",
        "",
        "| | |",
        "|---|---|",
        "| made by | the vnjudnlp authors, with `python -m tools.train_tagger` |",
        "| licence | Apache-2.0 |",
        f"| learned from | the part train of `data/corpus` (CC BY 4.0): {len(parts['train'])} documents, "
        f"{syllables:,} syllables, {sum(spans.values()):,} spans; and {tagger.augment:g} altered copies a document: "
        "other names and places, capitals, no diacritics, scan noise |",
        f"| labels | {', '.join(f'{label} ({spans[label]:,} spans)' for label in tagger.labels_)} |",
        f"| size | {len(model.forms):,} forms, {len(model.weights):,} features, 16-bit weights |",
        f"| training | {seconds / 60:.0f} minutes on one core; the same seed gives the same model |",
        "",
        "What each label means is said in the README. Words come from `models/vi_jud_words`.",
        "",
        "## How right it is",
        "",
        "Strict: start, end and label agree. No rule and no choice was made on the test part; the dev part holds",
        "documents on which rules were developed, and the scores were calibrated on it.",
        "",
    ]
    for part, evaluation in evaluations.items():
        lines += [f"### {part}: {evaluation.documents} documents", "", *_label_table(evaluation), ""]
    lines += ["### test by genre, F1", "", *_genre_table(evaluations["test"]), ""]
    lines += ["### test in other states, F1", "", "| | core | all |", "|---|---|---|"]
    for name, evaluation in slices.items():
        values = (f"{evaluation.by_group[group].strict.f1.value:.3f}" for group in _GROUPS)
        lines.append(f"| {name} | {' | '.join(values)} |")
    lines += ["", "### How far scores can be trusted (test)", "", *_reliability_table(evaluations["test"]), ""]
    lines += [
        "## Limits",
        "",
        "* The corpus is the authors' own composition, by one school of annotators. Expect less on other hands' text.",
        "* Text without diacritics is read badly.",
        "* ORG and LOC are the weakest labels: names of shops, platforms and buildings are a matter of judgement.",
        "",
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, measure and save.

    Args:
        arguments: the command line without the program's name; ``sys.argv`` if None.

    Returns:
        the exit status.
    """
    parser = argparse.ArgumentParser(description="Train the tagger that ships with the package.")
    parser.add_argument("--output", type=Path, default=ROOT / "models" / "vi_jud_base")
    parser.add_argument("--iterations", type=int, default=SpanTagger().iterations)
    chosen = parser.parse_args(arguments)
    parts = parts_of(read_records([ROOT / "data" / "corpus"]), ROOT / "data" / "corpus_splits.tsv")
    tagger = SpanTagger(iterations=chosen.iterations)
    begin = time.perf_counter()

    def tell(step: int) -> None:
        if step % 10 == 0:
            print(f"{step} steps, {time.perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)

    tagger.fit(parts["train"], progress=tell)
    seconds = time.perf_counter() - begin
    tagger.calibrate(parts["dev"])
    tagger.save(chosen.output, notes={"documents": len(parts["train"])}, card=write_card(tagger, parts, seconds))
    print(f"written: {chosen.output}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
