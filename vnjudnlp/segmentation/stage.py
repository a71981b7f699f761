"""The segmentation stage: where words begin.

A word is a run of tokens. The trained segmenter proposes, the terms of the domain are whole, punctuation stands
alone, and no word crosses the edge of an entity or of a sentence.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from vnjudnlp.batch import Batch, BoolArray, Gap, IntArray, Kind
from vnjudnlp.lexicon import PhraseTree
from vnjudnlp.resources import read_table
from vnjudnlp.segmentation.underthesea_words import tag_tokens
from vnjudnlp.text.tokens import split_phrase

__all__ = ["fit_words_to_spans", "piece_around", "segment_batch", "words_in_piece", "words_of"]

_LONGEST_PIECE = 512
"""How many tokens are segmented at once: no real sentence is longer, and the time must not grow with its square."""


@lru_cache(maxsize=1)
def _terms() -> PhraseTree[int]:
    tree: PhraseTree[int] = PhraseTree()
    for row in read_table("lexicons/terms.tsv"):
        phrase = split_phrase(row["term"])
        tree.add(phrase, len(phrase))
    return tree


def segment_batch(batch: Batch) -> None:
    """Set ``batch.word_first``: whether a word begins at each token.

    Args:
        batch: a batch with tokens and sentences.
    """
    count = len(batch.tokens)
    word_first: BoolArray = np.ones(count, dtype=np.bool_)
    first = 0
    while first < count:
        first, stop = piece_around(batch, first)
        word_first[first:stop] = words_in_piece(batch, first, stop)
        first = stop
    batch.word_first = word_first


def piece_around(batch: Batch, index: int) -> tuple[int, int]:
    """Return the piece of text that is segmented at once around a token: its sentence, or a part of a very long one.

    Args:
        batch: a batch with sentences.
        index: index of the token.

    Returns:
        index of the piece's first token and index behind its last.
    """
    starts = batch.sentence_first
    sentence = int(np.searchsorted(starts, index, side="right")) - 1
    first = int(starts[sentence])
    end = int(starts[sentence + 1]) if sentence + 1 < len(starts) else len(batch.tokens)
    first += (index - first) // _LONGEST_PIECE * _LONGEST_PIECE
    return first, min(end, first + _LONGEST_PIECE)


def words_in_piece(batch: Batch, first: int, stop: int) -> BoolArray:
    """Segment one piece of text.

    Args:
        batch: a batch with tokens.
        first: index of the piece's first token.
        stop: index behind its last.

    Returns:
        bool, shape ``(stop - first,)``: whether a word begins at each token.
    """
    tokens = batch.tokens
    word_first: BoolArray = np.array(tag_tokens(tokens.surface[first:stop]), dtype=np.bool_)
    alone = tokens.kind[first:stop] != Kind.SYLLABLE
    word_first[alone] = True
    word_first[1:][alone[:-1]] = True
    word_first[tokens.gap[first:stop] >= Gap.PARAGRAPH] = True
    _keep_terms_whole(tokens.form[first:stop], word_first)
    return word_first


def _keep_terms_whole(forms: list[str], word_first: BoolArray) -> None:
    terms = _terms()
    position, stop = 0, len(forms)
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
    """Begin a word at both edges of every span; a person's name is one word, and so are the figures of a date.

    Args:
        batch: a batch with ``word_first`` and ``spans``.
    """
    if batch.word_first is None or not batch.spans:
        return
    count = len(batch.tokens)
    for span in batch.spans:
        if span.label == "PERSON" or (span.label == "DATE" and _is_in_figures(batch, span.first, span.stop)):
            batch.word_first[span.first + 1 : span.stop] = False
        elif span.label == "DATE":
            glued = batch.tokens.gap[span.first + 1 : span.stop] == Gap.GLUED
            batch.word_first[span.first + 1 : span.stop][glued] = False
        batch.word_first[span.first] = True
        if span.stop < count:
            batch.word_first[span.stop] = True


def _is_in_figures(batch: Batch, first: int, stop: int) -> bool:
    """Whether a date consists of figures and separators only, as ``12 / 4 / 2022`` does."""
    return not any(form[:1].isalpha() for form in batch.tokens.form[first:stop])


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
