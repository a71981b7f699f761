"""Whether choosing what to annotate pays: learning curves of strategies on the corpus of the package.

Run ``python benchmarks/selection.py -o FOLDER [--seeds 5] [--budgets 3000 6000 12000] [--start 4000]``. For each seed
a first model is trained on documents of the part "train" drawn by chance. It tags the rest, each strategy chooses from
that with budgets of syllables, and a model trained on the first documents and the chosen ones is scored on the part
"dev". Results are added to ``selection.json`` in the folder as they come.

Models are small (40 steps, no altered copies), so that a run takes minutes; the shipped model is not used, since it was
trained on the documents that are chosen from.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vnjudnlp.corpus import read_records
from vnjudnlp.records import CORE_LABELS, Record
from vnjudnlp.training import SpanTagger, parts_of
from vnjudnlp.training.selection import select_documents

DATA = Path(__file__).parent.parent / "data"
# a strategy and its random share
VARIANTS: dict[str, tuple[Any, float]] = {
    "random": ("random", 0.0),
    "uncertainty": ("uncertainty", 0.0),
    "diversity": ("diversity", 0.0),
    "mixed": ("mixed", 0.0),
    "mixed, a fifth at random": ("mixed", 0.2),
    "random, short documents": ("random", 0.0),
}
SHORT = 160
"""How many syllables a short document has at most: more documents in a budget may be all that a strategy gains by."""


def length_of(records: Sequence[Record]) -> int:
    """Return how many syllables documents have together."""
    return sum(len(record.text.split()) for record in records)


def f1(gold: Sequence[Record], found: Sequence[Record], labels: Sequence[str] | None = None) -> float:
    """Return strict F1 over all spans of some labels, or of all."""
    right = expected = predicted = 0
    for one, other in zip(gold, found, strict=True):
        sides = [
            {(e.start, e.end, e.label) for e in record.entities if labels is None or e.label in labels}
            for record in (one, other)
        ]
        right, expected, predicted = (
            right + len(sides[0] & sides[1]),
            expected + len(sides[0]),
            predicted + len(sides[1]),
        )
    return 2 * right / (expected + predicted)


def mistakes(gold: Sequence[Record], found: Sequence[Record]) -> int:
    """Return how many spans an annotator would have to mend, remove or add."""
    return sum(
        len({(e.start, e.end, e.label) for e in one.entities} ^ {(e.start, e.end, e.label) for e in other.entities})
        for one, other in zip(gold, found, strict=True)
    )


def trained(records: Sequence[Record]) -> SpanTagger:
    """Train a small model."""
    return SpanTagger(iterations=40, augment=0).fit(records)


def rows_of(
    train: list[Record], dev: list[Record], seed: int, start: int, budgets: Sequence[int]
) -> list[dict[str, Any]]:
    """Return what each strategy reaches with each budget."""
    by_id = {record.id: record for record in train}
    # what is chosen by chance does not look at the spans
    first = select_documents(train, syllables=start, strategy="random", seed=1000 + seed).records
    first = [by_id[record.id] for record in first]
    model = trained(first)
    known = {record.id for record in first}
    rest = [record for record in train if record.id not in known]
    tagged = model.tag(rest)
    # documents in which the model finds nothing would be tagged by the shipped one
    pool = [record for record in tagged if record.entities]
    predicted = {record.id: record for record in tagged}

    def row(name: str, budget: int, chosen: list[Record]) -> dict[str, Any]:
        found = trained([*first, *chosen]).tag(dev) if chosen else model.tag(dev)
        before = [predicted[record.id] for record in chosen]
        return {
            "seed": seed,
            "strategy": name,
            "budget": budget,
            "documents": len(chosen),
            "syllables": length_of(chosen),
            "mistakes": mistakes(chosen, before),
            "core": f1(dev, found, CORE_LABELS),
            "all": f1(dev, found),
        }

    rows = [row("first model", 0, [])]
    for budget in budgets:
        for name, (strategy, share) in VARIANTS.items():
            offered = (
                [item for item in pool if length_of([item]) <= SHORT] if name.endswith("short documents") else pool
            )
            picks = select_documents(
                offered, syllables=budget, strategy=strategy, random_share=share, seed=seed, exclude=first
            ).records
            rows.append(row(name, budget, [by_id[record.id] for record in picks]))
    return rows


def summary(rows: list[dict[str, Any]]) -> str:
    """Return the means over seeds as a Markdown table; differences from random are of the same seed."""
    lines = [
        "| budget | strategy | documents | mistakes in 1,000 syllables | core F1 | all F1 | all F1 less random's |",
        "|---|---|---|---|---|---|---|",
    ]
    random = {(row["seed"], row["budget"]): row["all"] for row in rows if row["strategy"] == "random"}
    for budget, name in dict.fromkeys((row["budget"], row["strategy"]) for row in rows):
        same = [row for row in rows if (row["budget"], row["strategy"]) == (budget, name)]
        length = sum(row["syllables"] for row in same)
        gains = [row["all"] - random[row["seed"], budget] for row in same] if budget and name != "random" else []
        gain = f"{statistics.mean(gains):+.4f}" if gains else ""
        if len(gains) > 1:
            gain += f" ± {statistics.stdev(gains) / math.sqrt(len(gains)):.4f}"
        corrections = f"{1000 * sum(row['mistakes'] for row in same) / length:.1f}" if length else ""
        core, every = (statistics.mean(row[group] for row in same) for group in ("core", "all"))
        documents = statistics.mean(row["documents"] for row in same)
        lines.append(f"| {budget} | {name} | {documents:.0f} | {corrections} | {core:.4f} | {every:.4f} | {gain} |")
    return "\n".join(lines)


def main() -> None:
    """Choose, train, score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--start", type=int, default=4000, help="syllables of the first model's documents")
    parser.add_argument("--budgets", type=int, nargs="+", default=[3000, 6000, 12000], help="syllables to choose")
    arguments = parser.parse_args()
    parts = parts_of(read_records([DATA / "corpus"]), DATA / "corpus_splits.tsv")
    arguments.output.mkdir(parents=True, exist_ok=True)
    path = arguments.output / "selection.json"
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    done = {row["seed"] for row in rows}
    for seed in range(arguments.seeds):
        if seed not in done:
            rows += rows_of(parts["train"], parts["dev"], seed, arguments.start, arguments.budgets)
            path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
            print(f"seed {seed} done", flush=True)
    print(summary(rows))


if __name__ == "__main__":
    main()
