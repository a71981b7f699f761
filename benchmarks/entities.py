"""How well people and bodies are found, beside underthesea's ``ner`` on the same texts in the same run.

Run ``python benchmarks/entities.py [PATH ...]``: annotated documents in any format of ``vnjudnlp data check``, the
development part of the project's own corpus if none are given. What is compared is what both know: people, and bodies
of every kind (AGENCY and ORG here, ORG there), by start and end alone. In a corpus with other label names
``--person`` and ``--body`` say which are meant. The output is one JSON object.

underthesea's tokens have no offsets: each is looked for in the text behind the one before it. Its labels of a span are
joined from B- to the last I- of the same type.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import vnjudnlp
from vnjudnlp.corpus import read_records
from vnjudnlp.evaluation import evaluate
from vnjudnlp.records import Entity, Record
from vnjudnlp.training import parts_of

DATA = Path(__file__).parent.parent / "data"
NAMES = {"PERSON": "PERSON", "PER": "PERSON", "AGENCY": "BODY", "ORG": "BODY"}


def renamed(record: Record, names: dict[str, str]) -> Record:
    """Return a record with other names for its labels; spans of labels without one are left out."""
    spans = [replace(entity, label=names[entity.label]) for entity in record.entities if entity.label in names]
    return replace(record, entities=spans, abbreviations=[])


def tag_with_underthesea(records: Sequence[Record]) -> list[Record]:
    """Tag documents with underthesea's ``ner``, a line at a time."""
    from underthesea import ner

    result = []
    for record in records:
        spans: list[Entity] = []
        position = 0
        for line in filter(str.strip, record.text.splitlines()):
            begin, label = -1, ""
            end = position
            for word, _, _, tag in [*ner(line), ("", "", "", "O")]:
                if label and tag != f"I-{label}":
                    spans.append(Entity(begin, end, label, text=record.text[begin:end]))
                    label = ""
                found = re.compile(r"\s*".join(map(re.escape, word.split()))).search(record.text, position)
                if word and found is not None:
                    position = end = found.end()
                    if tag.startswith("B-"):
                        begin, label = found.start(), tag[2:]
        result.append(replace(record, entities=spans))
    return result


def tag_with_vnjudnlp(records: Sequence[Record]) -> list[Record]:
    """Tag documents with this package."""
    tagged = vnjudnlp.tag([record.text for record in records], [record.doc_date for record in records])
    return [replace(record, entities=spans) for record, spans in zip(records, tagged, strict=True)]


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--person", default="PERSON", help="the gold label of people")
    parser.add_argument("--body", default="AGENCY,ORG", help="the gold labels of bodies")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.paths:
        records = read_records(arguments.paths)
    else:
        records = parts_of(read_records([DATA / "corpus"]), DATA / "corpus_splits.tsv")["dev"]
    wanted = {arguments.person: "PERSON", **dict.fromkeys(arguments.body.split(","), "BODY")}
    gold = [renamed(record, wanted) for record in records]
    syllables = sum(len(record.text.split()) for record in records)
    taggers: dict[str, Callable[[Sequence[Record]], list[Record]]] = {
        "vnjudnlp": tag_with_vnjudnlp,
        "underthesea": tag_with_underthesea,
    }
    seconds: dict[str, list[float]] = {name: [] for name in taggers}
    tagged: dict[str, list[Record]] = {}
    for tagger in taggers.values():
        tagger(records[:1])
    for _ in range(arguments.rounds):
        for name, tagger in taggers.items():
            begin = time.perf_counter()
            tagged[name] = tagger(records)
            seconds[name].append(time.perf_counter() - begin)
    result = {"documents": len(records), "syllables": syllables}
    for name, found in tagged.items():
        evaluation = evaluate(gold, [renamed(record, NAMES) for record in found], labels=("PERSON", "BODY"))
        figures = {
            f"{label} {measure}": round(getattr(scores, measure).f1.value, 4)
            for label, scores in evaluation.by_label.items()
            for measure in ("strict", "relaxed")
        }
        speed = round(syllables / statistics.median(seconds[name]))
        result[name] = {**figures, "syllables a second": speed}
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
