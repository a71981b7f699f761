"""The segmentation stage: where words begin.

A word is a run of tokens. The trained segmenter scores every token; what no model has to guess is settled before the
best sequence is looked for: punctuation and numbers stand alone, abbreviations are glued to nothing, the terms of the
domain, known places and the user's words are whole.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import numpy as np

from vnjudnlp.batch import Batch, BoolArray, Gap, IntArray
from vnjudnlp.errors import InputError
from vnjudnlp.segmentation import underthesea_words
from vnjudnlp.segmentation.features import PaddedTokens
from vnjudnlp.segmentation.forms import UNKNOWN
from vnjudnlp.segmentation.phrases import Phrases
from vnjudnlp.segmentation.settled import Rules
from vnjudnlp.segmentation.tables import FORM_BITS
from vnjudnlp.segmentation.viterbi import Lattice
from vnjudnlp.segmentation.word_model import Scores, default_model

__all__ = ["Model", "fit_words_to_spans", "segment_batch", "words_begin", "words_of"]

Model = Literal["vnjudnlp", "underthesea"]
"""The trained segmenters."""

_LONGEST_PIECE = 512
"""How many tokens of a sentence are segmented at once: no real sentence is longer, and the time stays linear."""

_UNSURE = 256
"""Below which size a score tells little; this is one unit of the model's weights."""

_BUCKETS = 1 << 16


def segment_batch(batch: Batch, *, model: Model = "vnjudnlp", user_words: Phrases | None = None) -> None:
    """Set ``batch.word_first``: whether a word begins at each token.

    Args:
        batch: a batch with tokens and sentences.
        model: which trained segmenter; ``"underthesea"`` reads each line as one sentence and gives what underthesea
            itself would make of the same tokens.
        user_words: words of the user, which are whole whatever the model says; not with ``"underthesea"``.

    Raises:
        InputError: the model is unknown, or the reference is given words of the user.
        ResourceError: the model's files are missing or damaged.
    """
    batch.word_first = words_begin(batch, model=model, user_words=user_words)


def words_begin(batch: Batch, *, model: Model = "vnjudnlp", user_words: Phrases | None = None) -> BoolArray:
    """Return what :func:`segment_batch` sets.

    Args:
        batch: a batch with tokens and sentences.
        model: which trained segmenter.
        user_words: words of the user.

    Returns:
        bool, one a token: whether a word begins there.
    """
    if model not in ("vnjudnlp", "underthesea"):
        raise InputError(f'model is "vnjudnlp" or "underthesea", not {model!r}')
    tokens = batch.tokens
    if not len(tokens):
        return np.zeros(0, dtype=np.bool_)
    if model == "underthesea":
        if user_words is not None:
            raise InputError('words of your own go with the model "vnjudnlp"; "underthesea" is kept as it is')
        return underthesea_words.words_begin(tokens.surface, np.flatnonzero(tokens.gap >= Gap.LINE))
    segmenter = default_model()
    is_first = _piece_firsts(batch)
    own = [] if user_words is None else list(user_words.find(tokens, tokens.gap >= Gap.PARAGRAPH))
    for start, stop in own:
        # what looks like the end of a sentence inside a word of the user is none
        is_first[start + 1 : stop] = False
    first = np.flatnonzero(is_first)
    padded = segmenter.padded(tokens, first)
    scores = segmenter.scores(padded)
    _agree(batch, padded, is_first, scores)
    _rules().settle(batch, padded, is_first, scores, own)
    return segmenter.words_begin(scores, Lattice.of_sentences(first, len(tokens)))


def _piece_firsts(batch: Batch) -> BoolArray:
    """Say where sentences begin, and the parts of sentences that are too long to be any."""
    count = len(batch.tokens)
    first = batch.sentence_first
    is_first = np.zeros(count, dtype=np.bool_)
    is_first[first] = True
    is_first |= batch.tokens.gap >= Gap.PARAGRAPH
    lengths = np.diff(np.append(first, count))
    for sentence in np.flatnonzero(lengths > _LONGEST_PIECE).tolist():
        start = int(first[sentence])
        is_first[start : start + int(lengths[sentence]) : _LONGEST_PIECE] = True
    return is_first


def _agree(batch: Batch, padded: PaddedTokens, is_first: BoolArray, scores: Scores) -> None:
    """Let the rest of the document decide where the model is unsure of a pair of forms that occurs there again."""
    unsure = np.abs(scores) < _UNSURE
    unsure &= ~is_first
    if not unsure.any():
        return
    at = padded.position
    before, form = padded.forms[at - 1], padded.forms[at]
    pairs = (batch.tokens.document << (2 * FORM_BITS)) | (before << FORM_BITS) | form
    # only pairs that fall into a bucket with an unsure one have to be sorted
    buckets = (pairs ^ (pairs >> 21)) & (_BUCKETS - 1)
    marked = np.zeros(_BUCKETS, dtype=np.bool_)
    marked[buckets[unsure]] = True
    here = np.flatnonzero(marked[buckets] & ~is_first & (before != UNKNOWN) & (form != UNKNOWN))
    _, which, counts = np.unique(pairs[here], return_inverse=True, return_counts=True)
    mean = np.bincount(which, weights=scores[here])[which] / counts[which]
    again = unsure[here] & (counts[which] > 1)
    scores[here[again]] = mean[again].astype(np.int32)


@lru_cache(maxsize=1)
def _rules() -> Rules:
    return Rules(default_model())


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
