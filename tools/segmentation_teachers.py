"""The word segmenters that the word model learns from, as linear models: scores of tokens and of pairs of labels.

pyvi 0.1.1 (MIT), ViNLP 1.2 (MIT) and underthesea (Apache-2.0) segment with conditional random fields over tokens. For
each token a teacher gives the sum of its weights for going on with a word less that for beginning one; the teachers'
sums, each times its share, are what the model is fitted to. pyvi and ViNLP install from the package index
(``pip install 'vnjudnlp[teachers]'``); pyvi unpickles its own model when it is imported, which happens here alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tools.convert_underthesea import read_crfsuite
from vnjudnlp.segmentation import underthesea_words

__all__ = ["Teacher", "load_teachers"]

_LONGEST = 256
"""How many tokens of a sentence a teacher sees at once."""

Attributes = list[dict[str, Any]]


class Teacher:
    """One teacher.

    Args:
        share: how much its scores count.
        attributes: the attributes of the tokens of a sentence, as CRFsuite is given them.
        model: the file of its weights, in CRFsuite's binary form.
    """

    def __init__(self, share: float, attributes: Callable[[Sequence[str]], Attributes], model: Path) -> None:
        self.share = share
        self._attributes = attributes
        states, transitions = read_crfsuite(model.read_bytes())
        begin, inside = sorted({label for pair in transitions for label in pair})
        if not (begin.startswith("B") and inside.startswith("I")):
            raise SystemExit(f"{model} has other labels than words' beginnings and insides")
        self._weights = {name: labels.get(inside, 0.0) - labels.get(begin, 0.0) for name, labels in states.items()}
        pairs = [[transitions.get((before, label), 0.0) for label in (begin, inside)] for before in (begin, inside)]
        self.transitions = np.array(pairs)

    def scores(self, sentence: Sequence[str]) -> list[float]:
        """Return for each token how much better it is to go on with a word than to begin one."""
        weights = self._weights
        result: list[float] = []
        for first in range(0, len(sentence), _LONGEST):
            for attributes in self._attributes(sentence[first : first + _LONGEST]):
                total = 0.0
                for name, value in attributes.items():
                    if isinstance(value, str):
                        total += weights.get(f"{name}:{value}", 0.0)
                    elif value:
                        total += weights.get(name, 0.0) * value
                result.append(total)
        return result


def load_teachers(shares: Mapping[str, float]) -> tuple[Callable[[list[list[str]]], np.ndarray], np.ndarray]:
    """Load the teachers.

    Args:
        shares: how much each of ``"vinlp"``, ``"pyvi"`` and ``"underthesea"`` counts.

    Returns:
        a function from the tokens of sentences to their tokens' scores, one after the other, and the scores of pairs
        of labels.

    Raises:
        SystemExit: a teacher is not installed.
    """
    try:
        import pyvi.ViTokenizer
        import ViNLP.features.ws_feature
    except ImportError as error:
        raise SystemExit(f"{error.name} is not installed; pip install 'vnjudnlp[teachers]'") from None
    features = ViNLP.features.ws_feature.WSFeature()
    tokenizer = pyvi.ViTokenizer.ViTokenizer

    def of_vinlp(sentence: Sequence[str]) -> Attributes:
        pairs = [(token, "X") for token in sentence]
        return [features.word2features(pairs, index) for index in range(len(pairs))]

    def of_pyvi(sentence: Sequence[str]) -> Attributes:
        return [tokenizer.word2features(sentence, index, False) for index in range(len(sentence))]

    vinlp_model = Path(ViNLP.__file__).parent / "pipeline" / "bin" / "ws.crfsuite"
    teachers = [
        Teacher(shares["vinlp"], of_vinlp, vinlp_model),
        Teacher(shares["pyvi"], of_pyvi, Path(tokenizer.model.modelfile.name)),
    ]
    reference = shares["underthesea"]

    def scores(sentences: list[list[str]]) -> np.ndarray:
        lengths = [len(sentence) for sentence in sentences]
        total = reference * underthesea_words.scores_of([*_chain(sentences)], np.cumsum([0, *lengths])[:-1])
        for teacher in teachers:
            total += teacher.share * np.array([*_chain(map(teacher.scores, sentences))])
        return total

    pairs = sum(teacher.share * teacher.transitions for teacher in teachers)
    return scores, pairs + reference * underthesea_words.transitions()


def _chain(lists: Iterable[Sequence[Any]]) -> Iterable[Any]:
    return (item for items in lists for item in items)
