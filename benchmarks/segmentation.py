"""Word segmentation beside pyvi, ViNLP and underthesea: how right, how fast, how much memory, and where sentences end.

Run ``python benchmarks/segmentation.py [--treebank FOLDER --part dev] [--rounds N]``: one process, one thread, rounds
interleaved, medians, as JSON. FOLDER holds UD_Vietnamese-VTB 2.17. Peers that are not installed are left out
(``pip install 'vnjudnlp[teachers]'``). Speeds are syllables a second and depend on the machine; compare their ratios.
Words are right if both ends are; the interval is a bootstrap over sentences, 95 of 100.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

import vnjudnlp
from vnjudnlp.formats.markup import read_document
from vnjudnlp.formats.words import Places, read_words
from vnjudnlp.resources import read_table

PROJECT = Path(__file__).parent.parent
Segment = Callable[[list[str]], list[list[str]]]


def segmenters() -> dict[str, Segment]:
    """Return the segmenters that are installed: from texts to words, syllables joined by spaces or underscores."""
    found: dict[str, Segment] = {
        "vnjudnlp": vnjudnlp.segment,
        "vnjudnlp, model of underthesea": lambda texts: vnjudnlp.segment(texts, model="underthesea"),
    }
    if find_spec("underthesea"):
        from underthesea import word_tokenize

        found["underthesea"] = lambda texts: [word_tokenize(text) for text in texts]
    if find_spec("pyvi"):
        from pyvi import ViTokenizer

        found["pyvi"] = lambda texts: [ViTokenizer.tokenize(text).split(" ") for text in texts]
    if find_spec("ViNLP"):
        from ViNLP import word_tokenize as vinlp_tokenize

        found["ViNLP"] = lambda texts: [vinlp_tokenize(text) for text in texts]
    return found


def spans(words: Iterable[str]) -> set[tuple[int, int]]:
    """Return where words begin and end, counted in characters that are neither white space nor underscores."""
    result: set[tuple[int, int]] = set()
    position = 0
    for word in words:
        size = len("".join(unicodedata.normalize("NFC", word).replace("_", "").split()))
        if size:
            result.add((position, position + size))
        position += size
    return result


def read_treebank(path: Path) -> tuple[list[str], list[list[str]]]:
    """Return sentences with tokens joined by spaces, and their gold words."""
    sentences = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        sentences.append([row[1] for row in rows if row[0].isdigit()])
    return [" ".join(words) for words in sentences], sentences


def read_own(held_out: bool = True) -> Iterator[tuple[str, list[Places]]]:
    """Yield the corpus documents with gold words: those that the model is not trained on, or the others."""
    part = {row["id"]: row["part"] for row in read_table("corpus_splits.tsv")}
    for path in sorted((PROJECT / "data" / "words").glob("*/*.txt")):
        if (part[path.stem] != "train") == held_out:
            text = read_document(PROJECT / "data" / "corpus" / path.parent.name / path.name).text
            yield text, read_words(path, text)


def f1(right: float, found: float, gold: float) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * right / (found + gold) if found + gold else 0.0


def accuracy(segment: Segment, texts: list[str], gold: list[list[str]]) -> dict[str, Any]:
    """Return word F1 and its interval."""
    counts = []
    for words, expected in zip(segment(texts), gold, strict=True):
        found, right = spans(words), spans(expected)
        counts.append((len(found & right), len(found), len(right)))
    table = np.array(counts)
    chance = np.random.default_rng(1)
    draws = [table[chance.integers(0, len(table), len(table))].sum(axis=0) for _ in range(1000)]
    low, high = np.percentile([f1(*draw) for draw in draws], [2.5, 97.5])
    return {"F1": round(f1(*table.sum(axis=0)), 4), "interval": [round(float(low), 4), round(float(high), 4)]}


def without_marks(text: str) -> str:
    """Return a text without tones and marks, as it is typed on a foreign keyboard."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(mark for mark in decomposed if not unicodedata.combining(mark)))


SLICES: dict[str, Callable[[str], str]] = {
    "as written": lambda text: text,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "capitals": str.upper,
    "small letters": str.lower,
    "without marks": without_marks,
}


def measure_accuracy(treebank: Path | None, part: str) -> dict[str, Any]:
    """Measure every segmenter on the treebank and on held-out documents of the corpus."""
    result: dict[str, Any] = {}
    own = list(read_own())
    texts = [text[sentence[0][0] : sentence[-1][1]] for text, sentences in own for sentence in sentences]
    gold = [[text[start:end] for start, end in sentence] for text, sentences in own for sentence in sentences]
    for name, segment in segmenters().items():
        result[name] = {"own documents, sentence by sentence": accuracy(segment, texts, gold)}
        if treebank is not None:
            sentences, words = read_treebank(treebank / f"vi_vtb-ud-{part}.conllu")
            result[name][f"treebank {part}"] = accuracy(segment, sentences, words)
    documents = [text for text, _ in own]
    whole = [[text[start:end] for sentence in sentences for start, end in sentence] for text, sentences in own]
    for name, change in SLICES.items():
        changed = [[change(word) for word in words] for words in whole]
        score = accuracy(segmenters()["vnjudnlp"], [change(text) for text in documents], changed)
        result["vnjudnlp"][f"own documents, {name}"] = score
    return result


def sentence_scores() -> dict[str, float]:
    """Return F1 of sentences' ends on all documents with gold sentences, ours beside underthesea's."""
    from vnjudnlp.text.tokens import read_texts

    counts = {"vnjudnlp": np.zeros(3), "underthesea": np.zeros(3)}
    for held_out in (True, False):
        for text, sentences in read_own(held_out):
            solid = np.append(0, np.cumsum([not character.isspace() for character in text]))
            right = {int(solid[sentence[-1][1]]) for sentence in sentences}
            batch = read_texts([text])
            lasts = np.append(batch.sentence_first[1:], len(batch.tokens)) - 1
            found = {"vnjudnlp": {int(solid[end]) for end in batch.tokens.end[lasts].tolist()}}
            if find_spec("underthesea"):
                from underthesea import sent_tokenize

                sizes = [len("".join(sentence.split())) for sentence in sent_tokenize(text)]
                found["underthesea"] = set(np.cumsum(sizes).tolist())
            for name, ends in found.items():
                counts[name] += (len(ends & right), len(ends), len(right))
    return {name: round(f1(*three), 4) for name, three in counts.items() if three.any()}


def documents_of(size: int, count: int) -> list[str]:
    """Return documents of so many syllables, made of the corpus."""
    paths = sorted((PROJECT / "data" / "corpus").glob("*/*.txt"))
    random.Random(1).shuffle(paths)
    syllables = [syllable for path in paths for syllable in read_document(path).text.split(" ")]
    return [" ".join(syllables[start : start + size]) for start in range(0, len(syllables) - size, size)][:count]


def measure_speed(rounds: int, peer_documents: int) -> dict[str, Any]:
    """Return medians of syllables a second, and how many times those of the peers ours are."""
    from vnjudnlp.segmentation import words_begin
    from vnjudnlp.text.tokens import read_texts

    documents = documents_of(800, 150)
    sentences = [
        text[sentence[0][0] : sentence[-1][1]]
        for text, gold in read_own(False)
        for sentence in gold
        if len(sentence) > 4
    ]
    batch = read_texts(documents)
    speeds: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[[], object], texts: list[str]) -> None:
        start = time.perf_counter()
        work()
        speeds.setdefault(name, []).append(sum(len(text.split()) for text in texts) / (time.perf_counter() - start))

    found = segmenters()
    for segment in found.values():
        segment(documents[:1])
    for _ in range(rounds):
        for name, segment in found.items():
            ours = name.startswith("vnjudnlp")
            some = documents if ours else documents[:peer_documents]
            few = sentences if ours else sentences[: 20 * peer_documents]
            timed(f"{name}: documents", lambda segment=segment, some=some: segment(some), some)  # type: ignore[misc]
            timed(f"{name}: sentences", lambda segment=segment, few=few: segment(few), few)  # type: ignore[misc]
        timed("vnjudnlp: decoding alone", lambda: words_begin(batch), documents)
    medians = {name: round(statistics.median(values)) for name, values in speeds.items()}
    ratios = {
        f"times {name}": round(medians[f"vnjudnlp: {name.split(': ')[1]}"] / speed, 1)
        for name, speed in medians.items()
        if not name.startswith("vnjudnlp")
    }
    return {"syllables a second": medians, "ratios": ratios}


# the peak that the system's accounting gives counts the parent's memory too
_ALONE = r"""
import re, time
start = time.perf_counter()
import vnjudnlp
vnjudnlp.segment("Cục Thi hành án dân sự tỉnh Gia Lai")
first = time.perf_counter() - start
text = open({path!r}, encoding="utf-8").read()
vnjudnlp.segment([text] * 20)
peak = re.search(r"VmHWM:\s*(\d+)", open("/proc/self/status").read())
print(first, int(peak[1]) // 1024)
"""


def measure_alone(rounds: int) -> dict[str, float]:
    """Return the time of import, load and first sentence, and the peak of memory, of processes of their own."""
    sample = str(next((PROJECT / "data" / "samples").glob("*.txt")))
    firsts, peaks = [], []
    for _ in range(rounds):
        output = subprocess.run(
            [sys.executable, "-c", _ALONE.format(path=sample)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
        ).stdout.split()
        firsts.append(float(output[0]))
        peaks.append(int(output[1]))
    return {
        "import, load and first sentence, seconds": round(statistics.median(firsts), 3),
        "peak memory MB": max(peaks),
    }


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebank", type=Path)
    parser.add_argument("--part", choices=["dev", "test"], default="dev")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer-documents", type=int, default=15)
    parser.add_argument("--only", choices=["accuracy", "speed"])
    arguments = parser.parse_args()
    result: dict[str, Any] = {}
    if arguments.only != "speed":
        result["accuracy"] = measure_accuracy(arguments.treebank, arguments.part)
        result["sentences"] = sentence_scores()
    if arguments.only != "accuracy":
        result["speed"] = measure_speed(arguments.rounds, arguments.peer_documents)
        result["alone"] = measure_alone(arguments.rounds)
    print(json.dumps(result, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
