"""Syllables a second of the stages after tagging: abbreviations, dates, bodies, people; and of ``expand_texts``.

Run ``python benchmarks/facts.py [--rounds N]``: one process, one thread, process time, medians as JSON. ``warm`` are
medians of the rounds behind the first; ``cold`` is the first round of the process, which reads the tables too;
``cold caches`` are rounds with the tables read and every other memory emptied, as for documents never seen before.
Ratios to ``text`` are what to compare: absolute figures depend on the machine and on what else it does.
"""

from __future__ import annotations

import argparse
import functools
import gc
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vnjudnlp.abbreviations import expand_texts, read_abbreviations
from vnjudnlp.agencies import name_agencies
from vnjudnlp.agencies.linking import linker_of
from vnjudnlp.dates import value_dates
from vnjudnlp.formats.markup import read_document
from vnjudnlp.people import find_facts
from vnjudnlp.pipeline import in_batches
from vnjudnlp.tagging import tag_batch
from vnjudnlp.text.tokens import read_texts

CORPUS = Path(__file__).parent.parent / "data" / "corpus"
FACTS = ("dates", "agencies", "people")
# tables and models are read once a process, whatever is read with them
_LARGEST_TABLE = 32


def measure(texts: list[str], *, is_cold: bool = False) -> dict[str, float]:
    """Run the stages once over all texts, in the package's own batches, and return the seconds of each."""
    if is_cold:
        empty_caches()
    seconds: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = work()
        seconds[name] = seconds.get(name, 0.0) + time.process_time() - start
        return result

    groups = [[text for text, _ in group] for group in in_batches((text, None) for text in texts)]
    for raw in groups:
        timed("expand as a whole", lambda raw=raw: len(expand_texts(raw)))
    if is_cold:
        empty_caches()
    for raw in groups:
        batch = timed("text", lambda raw=raw: read_texts(raw))
        tag_batch(batch)
        found = timed("abbreviations", lambda batch=batch: read_abbreviations(batch))
        batch.abbreviations = [document.known for document in found]
        batch.found_dates = timed("dates", lambda batch=batch: value_dates(batch))
        timed("agencies", lambda batch=batch: name_agencies(batch))
        batch.facts = timed("people", lambda batch=batch: list(find_facts(batch)))
    seconds["dates, agencies, people"] = sum(seconds[name] for name in FACTS)
    return seconds


def empty_caches() -> None:
    """Empty what the package remembers of words and names that it has met; its tables and models stay."""
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper) and str(each.__module__).startswith("vnjudnlp."):
            largest = each.cache_parameters()["maxsize"]
            if largest is None or largest > _LARGEST_TABLE:
                each.cache_clear()
    linker_of.cache_clear()


def medians(rounds: list[dict[str, float]], syllables: int) -> dict[str, Any]:
    """Return syllables a second of each stage, and how long each takes beside the reading of the text."""
    seconds = {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}
    ratios = {name: statistics.median(each[name] / each["text"] for each in rounds) for name in rounds[0]}
    return {
        "syllables a second": {name: round(syllables / spent) for name, spent in seconds.items()},
        "times the reading of the text": {name: round(ratio, 2) for name, ratio in ratios.items()},
    }


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = max(1, parser.parse_args().rounds)
    texts = [read_document(path).text for path in sorted(CORPUS.glob("*/*.txt"))]
    syllables = sum(len(text.split()) for text in texts)
    cold = [measure(texts)]
    warm = [measure(texts) for _ in range(rounds)]
    emptied = [measure(texts, is_cold=True) for _ in range(rounds)]
    result = {
        "documents": len(texts),
        "syllables": syllables,
        "warm": medians(warm, syllables),
        "cold caches": medians(emptied, syllables),
        "cold": medians(cold, syllables),
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
