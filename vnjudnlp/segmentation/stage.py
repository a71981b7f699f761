"""The segmentation stage: where words begin.

A word is a run of tokens. The trained segmenter proposes, the terms of the domain are whole, punctuation stands alone, and no
word crosses the edge of an entity or of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from vnjudnlp.batch import Batch, BoolArray, Gap, IntArray, Kind
from vnjudnlp.lexicon import PhraseTree
from vnjudnlp.resources import read_table
from vnjudnlp.segmentation.underthesea_words import tag_tokens
from vnjudnlp.text.tokens import split_phrase

__all__ = ["fit_words_to_spans", "segment_batch", "words_of"]

_WHOLE_WORD_LABELS = frozenset({"PERSON", "DATE"})


@lru_cache(maxsize=1)
def _terms() -> PhraseTree[int]:
    tree: PhraseTree[int] = PhraseTree()
    for row in read_table("lexicons/terms.tsv"):
        phrase = split_phrase(row["term"])
        tree.add(phrase, len(phrase))
    return tree


def segment_batch(batch: Batch, sentences: Iterable[int] | None = None) -> None:
    """Set ``batch.word_first``: whether a word begins at each token.

    Args:
        batch: a batch with tokens and sentences.
        sentences: indices of the sentences to segment; all if None. Outside them every token is a word.
    """
    tokens = batch.tokens
    count = len(tokens)
    word_first: BoolArray = np.ones(count, dtype=np.bool_)
    bounds = [*batch.sentence_first.tolist(), count]
    chosen = range(len(bounds) - 1) if sentences is None else sentences
    for sentence in chosen:
        first, stop = bounds[sentence], bounds[sentence + 1]
        word_first[first:stop] = tag_tokens(tokens.surface[first:stop])
    joins = np.isin(tokens.kind, (Kind.SYLLABLE, Kind.NUMBER))
    alone = ~joins
    word_first[alone] = True
    word_first[1:][alone[:-1]] = True
    word_first[(tokens.kind == Kind.NUMBER)] = True
    word_first[1:][tokens.kind[:-1] == Kind.NUMBER] = True
    word_first[tokens.gap >= Gap.PARAGRAPH] = True
    word_first[batch.sentence_first] = True
    for sentence in chosen if sentences is not None else range(len(bounds) - 1):
        _keep_terms_whole(tokens.form, word_first, bounds[sentence], bounds[sentence + 1])
    batch.word_first = word_first


def _keep_terms_whole(forms: list[str], word_first: BoolArray, first: int, stop: int) -> None:
    terms = _terms()
    position = first
    while position < stop:
        length = terms.longest(forms, position, stop) if forms[position] in terms.root else 0
        if not length:
            position += 1
            continue
        word_first[position] = True
        word_first[position + 1 : position + length] = False
        if position + length < stop:
            word_first[position + length] = True
        position += length


def fit_words_to_spans(batch: Batch) -> None:
    """Begin a word at both edges of every span; a person's name and a date are one word.

    Args:
        batch: a batch with ``word_first`` and ``spans``.
    """
    if batch.word_first is None or not batch.spans:
        return
    count = len(batch.tokens)
    for span in batch.spans:
        if span.label in _WHOLE_WORD_LABELS and (span.label == "PERSON" or _is_one_written_date(batch, span.first, span.stop)):
            batch.word_first[span.first + 1 : span.stop] = False
        batch.word_first[span.first] = True
        if span.stop < count:
            batch.word_first[span.stop] = True


def _is_one_written_date(batch: Batch, first: int, stop: int) -> bool:
    """Whether a date consists of figures and separators only, as ``12 / 4 / 2022`` does."""
    return all(not form[:1].isalpha() for form in batch.tokens.form[first:stop])


def words_of(batch: Batch, document: int) -> tuple[IntArray, IntArray]:
    """Return the tokens that words begin with and end behind.

    Args:
        batch: a segmented batch.
        document: index of the document.

    Returns:
        two int64 arrays of the same length: index of each word's first token, index behind its last.

    Raises:
        ValueError: the batch is not segmented.
    """
    if batch.word_first is None:
        raise ValueError("the batch has no words yet; call segment_batch first")
    first, stop = int(batch.document_first[document]), int(batch.document_first[document + 1])
    starts = np.flatnonzero(batch.word_first[first:stop]) + first
    return starts, np.append(starts[1:], stop) if len(starts) else starts
