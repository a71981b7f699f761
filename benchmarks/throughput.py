"""Syllables a second of each stage on the project's own corpus, beside underthesea's ``ner`` on the same texts.

Run ``python benchmarks/throughput.py [--rounds N]``: one process, one thread, rounds interleaved, medians as JSON.
Ratios between the columns are what to compare: absolute figures depend on the machine and what else it does.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from vnjudnlp.abbreviations import find_abbreviations
from vnjudnlp.agencies import name_agencies
from vnjudnlp.batch import Batch
from vnjudnlp.dates import value_dates
from vnjudnlp.formats.markup import read_document
from vnjudnlp.pipeline import in_batches
from vnjudnlp.segmentation import segment_batch
from vnjudnlp.tagging import GRAMMAR, tag_batch
from vnjudnlp.text.tokens import read_texts

CORPUS = Path(__file__).parent.parent / "data" / "corpus"


def measure(texts: list[str], syllables: int) -> dict[str, float]:
    """Run the stages once over all texts, in the package's own batches, and return syllables a second of each."""
    seconds: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        result = work()
        seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - start
        return result

    for group in in_batches((text, None) for text in texts):
        raw = [text for text, _ in group]
        batch: Batch = timed("text", partial(read_texts, raw))
        timed("tagging", partial(tag_batch, batch))
        batch.abbreviations = timed("abbreviations", partial(find_abbreviations, batch))
        timed("dates", partial(value_dates, batch))
        timed("agencies", partial(name_agencies, batch))
        timed("rules alone", partial(tag_batch, read_texts(raw), model=GRAMMAR))
        timed("segmentation", partial(segment_batch, read_texts(raw)))
    return {name: syllables / spent for name, spent in seconds.items()}


def measure_underthesea(texts: list[str], syllables: int) -> float:
    """Run underthesea's named entity recognition over the texts and return syllables a second."""
    from underthesea import ner

    ner("Hà Nội")
    start = time.perf_counter()
    for text in texts:
        for line in filter(str.strip, text.splitlines()):
            ner(line)
    return syllables / (time.perf_counter() - start)


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer-documents", type=int, default=10, help="how many documents underthesea's ner reads")
    arguments = parser.parse_args()
    texts = [read_document(path).text for path in sorted(CORPUS.glob("*/*.txt"))]
    syllables = sum(len(text.split()) for text in texts)
    peer = texts[: arguments.peer_documents]
    peer_syllables = sum(len(text.split()) for text in peer)
    measure(texts[:2], 1)
    rounds = []
    for _ in range(arguments.rounds):
        figures = measure(texts, syllables)
        figures["underthesea ner"] = measure_underthesea(peer, peer_syllables)
        rounds.append(figures)
    medians = {name: round(statistics.median(figures[name] for figures in rounds)) for name in rounds[0]}
    whole = 1 / sum(1 / medians[name] for name in ("text", "tagging", "abbreviations", "dates", "agencies"))
    medians["tag as a whole"] = round(whole)
    print(
        json.dumps(
            {
                "documents": len(texts),
                "syllables": syllables,
                "syllables a second": medians,
                "times underthesea ner": round(whole / medians["underthesea ner"], 1),
                "peak memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
