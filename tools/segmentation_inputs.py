"""What the word segmenter is trained on: unlabelled texts, the treebank, the corpus's own gold words."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from vnjudnlp.formats.markup import read_document
from vnjudnlp.formats.words import read_words
from vnjudnlp.resources import read_table
from vnjudnlp.segmentation.features import number_tokens
from vnjudnlp.segmentation.forms import form_name
from vnjudnlp.text.tokens import read_texts

__all__ = ["CORPUS", "SEED", "Sentences", "read_own_words", "read_treebank", "read_unlabelled", "snippets"]

CORPUS = Path(__file__).parent.parent / "data" / "corpus"
SEED = 20_261_123
"""Of everything that is drawn by chance."""

_PIECE = 6000
_GROUP = 1_000_000


@dataclass
class Sentences:
    """Tokens of sentences, with their forms numbered as they come.

    Attributes:
        surface: the tokens.
        form: numbers of forms in ``numbers``.
        case: how they are written.
        name: what they can be in names.
        first: index of each sentence's first token.
        start: for gold texts, the raw offset of each token.
        document: the number of the text of each token.
    """

    numbers: dict[str, int]
    surface: list[str] = field(default_factory=list)
    form: list[np.ndarray] = field(default_factory=list)
    case: list[np.ndarray] = field(default_factory=list)
    name: list[np.ndarray] = field(default_factory=list)
    first: list[np.ndarray] = field(default_factory=list)
    start: list[np.ndarray] = field(default_factory=list)
    document: list[np.ndarray] = field(default_factory=list)

    def read(self, texts: Iterable[str]) -> Sentences:
        """Add texts."""
        group: list[str] = []
        documents = 0
        for text in [*texts, None]:
            if text is not None:
                group.append(text)
            if group and (text is None or sum(map(len, group)) > _GROUP):
                batch = read_texts(group)
                tokens = batch.tokens
                for token in tokens.types:
                    self.numbers.setdefault(form_name(token.form, token.kind), len(self.numbers))
                form, case, name = number_tokens(tokens, self.numbers)
                self.first.append(batch.sentence_first + len(self.surface))
                self.surface += tokens.surface
                self.form.append(form)
                self.case.append(case)
                self.name.append(name)
                self.start.append(tokens.start)
                self.document.append(tokens.document + documents)
                documents += len(group)
                group = []
        return self

    def sentences(self) -> list[list[str]]:
        """Return the tokens of each sentence."""
        edges = [*np.concatenate(self.first).tolist(), len(self.surface)]
        return [self.surface[start:stop] for start, stop in pairwise(edges)]


def read_unlabelled(paths: Iterable[Path]) -> Iterator[str]:
    """Yield unlabelled texts; long ones in pieces."""
    for path in paths:
        if path.name.endswith((".jsonl", ".jsonl.gz")):
            opener: Any = gzip.open if path.name.endswith(".gz") else open
            with opener(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    yield json.loads(line)["text"]
        else:
            text = path.read_text(encoding="utf-8")
            yield from (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))


def read_treebank(path: Path) -> tuple[list[str], list[set[int]]]:
    """Read the sentences of a CoNLL-U file, tokens joined by spaces, and where their words begin."""
    texts: list[str] = []
    starts: list[set[int]] = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        words = [row[1] for row in rows if row[0].isdigit()]
        lengths = np.array([len(word) + 1 for word in words])
        texts.append(" ".join(words))
        starts.append(set((np.cumsum(lengths) - lengths).tolist()))
    return texts, starts


def held_out_documents() -> set[str]:
    """Return the documents of the corpus that are not trained on."""
    return {row["id"] for row in read_table("corpus_splits.tsv") if row["part"] != "train"}


def read_own_words(held_out: bool) -> tuple[list[str], list[set[int]]]:
    """Read the documents of the corpus that have gold words, and where their words begin."""
    texts: list[str] = []
    starts: list[set[int]] = []
    apart = held_out_documents()
    for path in sorted((CORPUS.parent / "words").glob("*/*.txt")):
        if (path.stem in apart) == held_out:
            text = read_document(CORPUS / path.parent.name / path.name).text
            texts.append(text)
            starts.append({start for sentence in read_words(path, text) for start, _ in sentence})
    return texts, starts


def snippets(sentences: list[list[str]], words: list[str], rounds: int) -> Iterator[str]:
    """Put every word of the dictionary into running sentences, so that the teachers show what they make of it.

    Args:
        sentences: tokens of sentences.
        words: the dictionary.
        rounds: how often each word is used, at least once.

    Yields:
        texts of a hundred short pieces.
    """
    chance = random.Random(SEED)
    sentences = [sentence for sentence in sentences if 14 <= len(sentence) <= 60]
    if not sentences:
        return
    pieces: list[str] = []
    for _ in range(rounds):
        words = chance.sample(words, len(words))
        for word in words:
            sentence = chance.choice(sentences)
            place = chance.randrange(3, len(sentence) - 5)
            behind = place + chance.choice((1, 2, 2))
            pieces.append(" ".join([*sentence[max(0, place - 5) : place], word, *sentence[behind : behind + 5]]))
    for start in range(0, len(pieces), 100):
        yield "\n\n".join(pieces[start : start + 100])
