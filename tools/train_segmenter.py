"""Train the default word segmenter and write it to ``models/vi_jud_words``.

Usage:
    python -m tools.train_segmenter --treebank FOLDER [--texts FILE ...]

FOLDER holds ``vi_vtb-ud-train.conllu`` and ``vi_vtb-ud-dev.conllu`` of UD_Vietnamese-VTB 2.17 (CC BY-SA 4.0). The
texts are
unlabelled: plain text (.txt, .md) or JSON Lines with a "text" (.jsonl, .jsonl.gz); without any the model learns from
the project's own corpus alone and is weaker. The teachers (``pip install 'vnjudnlp[teachers]'``) say what they make of
them. The result depends on nothing but these inputs; it is measured on the treebank's dev part and on held-out
documents of the corpus.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from tools.convert_underthesea import dictionary
from tools.segmentation_inputs import CORPUS, SEED, Sentences, read_own_words, read_treebank, read_unlabelled, snippets
from tools.segmentation_teachers import load_teachers
from vnjudnlp.formats.markup import read_document
from vnjudnlp.resources import read_table
from vnjudnlp.segmentation.forms import CaseClass
from vnjudnlp.segmentation.tables import MOST_FORMS
from vnjudnlp.segmentation.training import (
    Layout,
    Lexicon,
    TrainingSet,
    build_tables,
    fit_gold,
    fit_scores,
    to_arrays,
)
from vnjudnlp.segmentation.word_model import NAME, VERSION
from vnjudnlp.text.tokens import split_phrase

PROJECT = Path(__file__).parent.parent
SHARES = {"vinlp": 0.7, "pyvi": 0.25, "underthesea": 0.15}
"""How much each teacher counts; chosen on the treebank's dev part."""
UNIT = 256
"""How many whole numbers of the arrays make one of the scores."""


_TEACHERS: list[Any] = []


def _score(sentences: list[list[str]]) -> np.ndarray:
    if not _TEACHERS:
        _TEACHERS.append(load_teachers(SHARES)[0])
    scores: np.ndarray = _TEACHERS[0](sentences)
    return scores


def teach(sentences: list[list[str]]) -> np.ndarray:
    """Ask the teachers about sentences, in two processes."""
    groups = [sentences[start : start + 2000] for start in range(0, len(sentences), 2000)]
    with ProcessPoolExecutor(2) as pool:
        return np.concatenate(list(pool.map(_score, groups)))


def training_set(
    read: Sentences, vocabulary: np.ndarray, target: np.ndarray, weight: float | np.ndarray
) -> TrainingSet:
    """Make a training set of what was read, with the forms numbered by the vocabulary."""
    count = len(read.surface)
    return TrainingSet(
        vocabulary[np.concatenate(read.form)],
        np.concatenate(read.case),
        np.concatenate(read.name),
        np.concatenate(read.first),
        np.asarray(target, dtype=np.float64),
        np.broadcast_to(np.asarray(weight, dtype=np.float64), (count,)).copy(),
    )


def joined(sets: list[TrainingSet]) -> TrainingSet:
    """Put training sets one behind the other."""
    offsets = np.cumsum([0, *(len(one.forms) for one in sets)])
    columns = {
        name: np.concatenate([getattr(one, name) for one in sets])
        for name in ("forms", "cases", "names", "target", "weight")
    }
    first = np.concatenate([one.first + offset for one, offset in zip(sets, offsets[:-1].tolist(), strict=True)])
    return TrainingSet(first=first, **columns)


def rewritten(
    source: TrainingSet, chance: np.random.Generator, share: float, capitals: bool, weight: float
) -> TrainingSet:
    """Copy some sentences as if written in capitals throughout, or without any; what is right in them stays right."""
    edges = np.append(source.first, len(source.forms))
    chosen = np.flatnonzero(chance.random(len(source.first)) < share)
    index = np.concatenate([np.arange(edges[sentence], edges[sentence + 1]) for sentence in chosen.tolist()])
    lengths = (edges[1:] - edges[:-1])[chosen]
    case = source.cases[index].copy()
    small = (CaseClass.LOWER, CaseClass.FOREIGN_LOWER)
    large = (CaseClass.IN_CAPITALS, CaseClass.FOREIGN_IN_CAPITALS) if capitals else small
    known = np.isin(case, (CaseClass.LOWER, CaseClass.TITLE, CaseClass.UPPER, CaseClass.SINGLE))
    foreign = np.isin(case, (CaseClass.FOREIGN_LOWER, CaseClass.FOREIGN_TITLE, CaseClass.ABBREVIATION))
    case[known], case[foreign] = large
    return TrainingSet(
        source.forms[index],
        case,
        source.names[index],
        np.cumsum(lengths) - lengths,
        source.target[index],
        source.weight[index] * weight,
    )


def goes_on(read: Sentences, starts: list[set[int]]) -> np.ndarray:
    """Return 1 for the tokens that go on with a gold word."""
    pairs = zip(np.concatenate(read.document).tolist(), np.concatenate(read.start).tolist(), strict=True)
    return np.array([start not in starts[document] for document, start in pairs], dtype=np.float64)


def build_vocabulary(read: list[Sentences], phrases: list[list[str]]) -> tuple[list[str], np.ndarray]:
    """Choose the forms to know: those seen twice and those of the lexicon.

    Returns:
        the forms by number, and the number of each form that was read.
    """
    numbers = read[0].numbers
    counts = np.zeros(len(numbers), dtype=np.int64)
    for one in read:
        counts += np.bincount(np.concatenate(one.form), minlength=len(numbers))
    in_lexicon = {form for phrase in phrases for form in phrase}
    names = list(numbers)
    chosen = [number for number in np.argsort(-counts, kind="stable").tolist() if counts[number] >= 2]
    forms = ["<pad>", "<unknown>", *(names[number] for number in chosen if names[number] not in ("<pad>", "<unknown>"))]
    forms += sorted(in_lexicon - set(forms))
    if len(forms) > MOST_FORMS:
        raise SystemExit(f"{len(forms)} forms are more than {MOST_FORMS}; give less text")
    known = {form: number for number, form in enumerate(forms)}
    return forms, np.array([known.get(name, 1) for name in names])


def read_lexicon() -> tuple[list[list[str]], list[list[str]]]:
    """Return the dictionary's words and the names of places, split into forms."""
    words = [split_phrase(word) for word in dictionary()]
    tables = ("lexicons/places.tsv", "lexicons/places_communes.tsv", "lexicons/places_other.tsv")
    places = [split_phrase(row["name"]) for table in tables for row in read_table(table)]
    return (
        [word for word in words if 2 <= len(word) <= 4 and all(form.isalpha() for form in word)],
        [place for place in places if 2 <= len(place) <= 3 and all(form.isalpha() for form in place)],
    )


def write_model(folder: Path, arrays: dict[str, np.ndarray], forms: list[str], meta: dict[str, Any]) -> None:
    """Write the model beside the old one and then in its place."""
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name, array in arrays.items():
        np.save(fresh / f"{name}.npy", array, allow_pickle=False)
    (fresh / "forms.txt").write_text("".join(f"{form}\n" for form in forms), encoding="utf-8", newline="\n")
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(fresh.iterdir())}
    text = json.dumps({**meta, "files": files}, ensure_ascii=False, indent=2)
    (fresh / "meta.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    if (folder / "README.md").is_file():
        shutil.copy(folder / "README.md", fresh)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def main() -> None:
    """Read, teach, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebank", type=Path, required=True)
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    parser.add_argument("--iterations", type=int, default=110)
    parser.add_argument(
        "--rounds", type=int, default=2, help="how often each word of the dictionary is shown, from 1 on"
    )
    parser.add_argument("--least", type=float, default=0.2, help="n-grams of less weight are left out")
    parser.add_argument("--output", type=Path, default=PROJECT / "models" / NAME)
    arguments = parser.parse_args()
    missing = [path for path in (arguments.treebank / "vi_vtb-ud-train.conllu", *arguments.texts) if not path.is_file()]
    if missing:
        raise SystemExit(f"missing: {', '.join(map(str, missing))}")
    began = time.monotonic()

    def say(message: str) -> None:
        print(f"{time.monotonic() - began:7.0f} s  {message}", file=sys.stderr, flush=True)

    numbers: dict[str, int] = {}
    corpus = [read_document(path).text for path in sorted(CORPUS.glob("*/*.txt"))]
    unlabelled = Sentences(numbers).read([*read_unlabelled(sorted(arguments.texts)), *corpus])
    sentences = unlabelled.sentences()
    phrases = [word for word in dictionary() if " " in word]
    shown = Sentences(numbers).read(snippets(sentences, phrases, arguments.rounds))
    treebank_texts, treebank_starts = read_treebank(arguments.treebank / "vi_vtb-ud-train.conllu")
    treebank = Sentences(numbers).read(treebank_texts)
    own_texts, own_starts = read_own_words(held_out=False)
    own = Sentences(numbers).read(own_texts)
    say(f"{len(unlabelled.surface)} tokens of text, {len(shown.surface)} around words of the dictionary")

    words, places = read_lexicon()
    forms, vocabulary = build_vocabulary([unlabelled, shown, treebank, own], words + places)
    known = {form: number for number, form in enumerate(forms)}
    lexicon = Lexicon(
        frozenset(tuple(known[form] for form in word) for word in words),
        frozenset(tuple(known[form] for form in place) for place in places),
    )
    say(f"{len(forms)} forms; asking the teachers")
    transitions = load_teachers(SHARES)[1]
    taught = training_set(unlabelled, vocabulary, teach(sentences), 1.0)
    # of lines in capitals the teachers know little
    taught.weight[np.isin(taught.cases, (CaseClass.IN_CAPITALS, CaseClass.FOREIGN_IN_CAPITALS))] = 0
    chance = np.random.default_rng(SEED)
    sets = [
        taught,
        training_set(shown, vocabulary, teach(shown.sentences()), 1.0),
        rewritten(taught, chance, 0.1, capitals=True, weight=0.5),
        rewritten(taught, chance, 0.05, capitals=False, weight=0.3),
    ]
    whole = joined(sets)
    whole.weight[whole.first] = 0
    padded = whole.padded()
    tables = build_tables(padded, lexicon, {"bigrams": 2, "gapped": 3, "trigrams": 3})
    layout = Layout(tables, len(forms))
    index = layout.index(padded)
    say(f"fitting {layout.size} weights to {len(whole.forms)} tokens")
    weights = fit_scores(
        index,
        layout.size,
        whole.target,
        whole.weight,
        penalty=0.5,
        far=7.0,
        iterations=arguments.iterations,
        progress=lambda number, loss: say(f"step {number}: loss {loss:.0f}") if number % 10 == 0 else None,
    )
    del index, padded, whole, sets

    gold = joined(
        [
            training_set(treebank, vocabulary, goes_on(treebank, treebank_starts), 0.3),
            training_set(own, vocabulary, goes_on(own, own_starts), 1.0),
        ]
    )
    gold = joined([gold, rewritten(gold, chance, 0.3, capitals=True, weight=0.5)])
    free = np.zeros(layout.size, dtype=np.bool_)
    for name in ("bigrams", "trigrams"):
        layout.part(free, name)[:] = True
    say(f"going on with {len(gold.forms)} tokens of gold words")
    weights = fit_gold(layout.index(gold.padded()), weights, free, gold, transitions, penalty=0.3, iterations=60)
    arrays = to_arrays(layout, weights, UNIT, arguments.least)
    meta = {
        "version": VERSION,
        "name": NAME,
        "license": "CC-BY-SA-4.0",
        "sources": {
            "treebank": "UD_Vietnamese-VTB 2.17, train (CC BY-SA 4.0)",
            "teachers": {
                name: version(package)
                for name, package in (("vinlp", "ViNLP"), ("pyvi", "pyvi"), ("underthesea", "underthesea"))
            },
            "shares": SHARES,
            "texts": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(arguments.texts)},
            "tokens": len(unlabelled.surface),
        },
        "unit": UNIT,
        "transitions": np.round(transitions * UNIT).astype(int).tolist(),
    }
    write_model(arguments.output, arrays, forms, meta)
    size = sum(path.stat().st_size for path in arguments.output.iterdir())
    counts = {name: len(arrays[name]) for name in ("bigrams", "gapped", "trigrams")}
    say(f"wrote {arguments.output}, {size / 1e6:.1f} MB, {counts}")


if __name__ == "__main__":
    main()
