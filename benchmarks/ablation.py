"""What each part of the tagger is worth: rules alone, model alone, both, and how much more training data would help.

Run ``python benchmarks/ablation.py -o FOLDER [--only NAME ...]``: each variant is trained on the part "train" of the
corpus, as what ships with the package was, and scored on the documents of "dev". Results are added to
``ablation.json`` in the folder as they come, and drawn as ``ablation.svg`` (needs matplotlib: ``pip install
'vnjudnlp[plots]'``).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from vnjudnlp.corpus import read_records
from vnjudnlp.evaluation import evaluate
from vnjudnlp.evaluation.prediction import predict
from vnjudnlp.records import Record
from vnjudnlp.tagging import GRAMMAR
from vnjudnlp.tagging.span_model import NAME
from vnjudnlp.training import SpanTagger, held_out, parts_of

DATA = Path(__file__).parent.parent / "data"
SHARES = {"an eighth": 8, "a quarter": 4, "half": 2}


def scores(gold: list[Record], predicted: list[Record]) -> dict[str, dict[str, float]]:
    """Return strict F1 with its interval, of labels and groups."""
    found = evaluate(gold, predicted)
    rows = {**found.by_label, **found.by_group}
    return {
        name: {"f1": row.strict.f1.value, "low": row.strict.f1.low, "high": row.strict.f1.high}
        for name, row in rows.items()
    }


def share_of(records: list[Record], every: int) -> list[Record]:
    """Return about one of so many documents, chosen by their ids."""
    return held_out(records, every)[1]


def draw(results: dict[str, dict[str, dict[str, float]]], path: Path) -> None:
    """Draw the results."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    matplotlib.rcParams["svg.hashsalt"] = "vnjudnlp"
    figure, axes = pyplot.subplots(figsize=(7, 0.5 + 0.45 * len(results)))
    for place, (group, color) in enumerate((("core", "#1f5a92"), ("all", "#b35900"))):
        rows = [result[group] for result in results.values()]
        heights = [index + 0.2 * (place - 0.5) for index in range(len(rows))]
        values = [row["f1"] for row in rows]
        errors = [[row["f1"] - row["low"] for row in rows], [row["high"] - row["f1"] for row in rows]]
        axes.errorbar(values, heights, xerr=errors, fmt="o", color=color, label=group, capsize=3)
    axes.set_yticks(range(len(results)), list(results))
    axes.invert_yaxis()
    axes.set_xlabel("strict F1 on the dev part, 95 % interval")
    axes.grid(axis="x", alpha=0.3)
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Train, score and draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--only", nargs="*", help="only these variants")
    arguments = parser.parse_args()
    parts = parts_of(read_records([DATA / "corpus"]), DATA / "corpus_splits.tsv")
    train, dev = parts["train"], parts["dev"]
    variants: dict[str, str | tuple[SpanTagger, list[Record]]] = {
        "rules alone": GRAMMAR,
        "model alone": (SpanTagger(grammar=False), train),
        **{f"both, {name} of the data": (SpanTagger(), share_of(train, every)) for name, every in SHARES.items()},
        "both, no altered copies": (SpanTagger(augment=0), train),
        "both": NAME,
    }
    arguments.output.mkdir(parents=True, exist_ok=True)
    path = arguments.output / "ablation.json"
    results = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for name, variant in variants.items():
        if arguments.only and name not in arguments.only:
            continue
        if isinstance(variant, str):
            predicted = predict(dev, model=variant)
        else:
            tagger, records = variant
            predicted = tagger.fit(records).tag(dev)
        results[name] = scores(dev, predicted)
        ordered = {known: results[known] for known in variants if known in results}
        path.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")
        print(name, {group: round(results[name][group]["f1"], 4) for group in ("core", "all")}, flush=True)
    draw({known: results[known] for known in variants if known in results}, arguments.output / "ablation.svg")


if __name__ == "__main__":
    main()
