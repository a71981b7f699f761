"""The segmentation stage: where words begin.

A word is a run of tokens. The trained segmenter scores every token; what no model has to guess is settled before the
best sequence is looked for: punctuation and numbers stand alone, abbreviations are glued to nothing, the terms of the
domain, known places and the user's words are whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import numpy as np

from vnjudnlp.batch import Batch, BoolArray, Gap, IntArray, Kind
from vnjudnlp.errors import InputError
from vnjudnlp.resources import read_table
from vnjudnlp.segmentation import underthesea_words
from vnjudnlp.segmentation.features import BIGRAM, Flag, PaddedTokens
from vnjudnlp.segmentation.forms import UNKNOWN, CaseClass, NameClass
from vnjudnlp.segmentation.phrases import Phrases, joined_by, known_places, known_terms
from vnjudnlp.segmentation.tables import FORM_BITS, pack
from vnjudnlp.segmentation.viterbi import Lattice
from vnjudnlp.segmentation.word_model import Scores, default_model

__all__ = ["Model", "fit_words_to_spans", "segment_batch", "words_begin", "words_of"]

Model = Literal["vnjudnlp", "underthesea"]
"""The trained segmenters."""

_SETTLED = 1 << 22
"""A score that no sum of weights reaches."""

_LONGEST_PIECE = 512
"""How many tokens of a sentence are segmented at once: no real sentence is longer, and the time stays linear."""

_UNSURE = 256
"""Below which size a score tells little; this is one unit of the model's weights."""

_BUCKETS = 1 << 16

# matches "I", "IV"; does not match "i", "X"
_ROMAN = re.compile("I{1,3}|IV")

_COLUMN_GAP = 3
"""How many characters of white space inside a line set columns apart."""

_LONGEST_NAME = 4
_NAME_CASES = (CaseClass.TITLE, CaseClass.SINGLE, CaseClass.FOREIGN_TITLE)
_NAME_PARTS = (NameClass.SURNAME, NameClass.GIVEN, NameClass.GIVEN_OR_HONORIFIC, NameClass.SURNAME_OR_GIVEN)

_INSIDE_NUMBERS = frozenset(".,/-–:")
"""Marks that stand inside a number, a date or a document number, also where a scan has set spaces around them."""


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
    _settle(batch, padded, is_first, scores, own)
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


def _settle(
    batch: Batch, padded: PaddedTokens, is_first: BoolArray, scores: Scores, own: list[tuple[int, int]]
) -> None:
    """Give tokens that are settled a score that no model's overrules; the user's own words come last and win."""
    tokens = batch.tokens
    count = len(tokens)
    begins = _stand_alone(batch, padded)
    inside, _ = joined_by(known_terms().find(tokens, is_first), count)
    in_places, _ = joined_by(known_places(batch, is_first), count)
    begins[_behind_given_names(batch, padded, is_first)] = True
    torn = _inside_torn_numbers(batch, scores)
    scores[_inside_names(batch, padded, is_first)] = _SETTLED
    scores[begins] = -_SETTLED
    scores[torn] = _SETTLED
    scores[inside] = _SETTLED
    scores[in_places] = _SETTLED
    scores[_inside_end_marks(batch)] = _SETTLED
    inside, edges = joined_by(own, count)
    scores[edges] = -_SETTLED
    scores[inside] = _SETTLED


@lru_cache(maxsize=1)
def _honorifics() -> frozenset[str]:
    rows = read_table("lexicons/honorifics.tsv")
    return frozenset(row["form"].rsplit(" ", 1)[-1] for row in rows if row["kind"] in ("honorific", "kin"))


@lru_cache(maxsize=1)
def _frequent_surnames() -> frozenset[str]:
    rows = read_table("lexicons/surnames.tsv")
    return frozenset(row["form"].lower() for row in rows if row["weight"] == "common" and "kinh" in row["people"])


def _inside_names(batch: Batch, padded: PaddedTokens, is_first: BoolArray) -> IntArray:
    """Return the tokens that go on with a person's name.

    A name is a run of two to four capitalised syllables: a surname and syllables of names, or anything behind an
    honorific.
    """
    at = padded.position
    cases, names = padded.cases[at], padded.names[at]
    honorifics = _honorifics()
    types = batch.tokens.types
    honorific = np.array([token.form in honorifics for token in types], dtype=np.bool_)[batch.tokens.type]
    apart = is_first | (batch.tokens.gap != Gap.SPACE)
    in_run = np.isin(cases, _NAME_CASES) & ~honorific
    starts = np.flatnonzero(in_run & (apart | ~np.append(False, in_run[:-1])))
    stops = np.flatnonzero(in_run & np.append(apart[1:] | ~in_run[1:], True)) + 1
    count = len(cases)
    lengths = stops - starts
    behind = np.minimum(stops, count - 1)
    before = np.maximum(starts - 1, 0)
    goes_on = (stops < count) & ~apart[behind] & (cases[behind] == CaseClass.UPPER)
    greeted = ~apart[starts] & honorific[before]
    # at the start of a sentence a capital says nothing, so the second syllable has to be of a name alone
    sure = ~is_first[starts] | (names[np.minimum(starts + 1, count - 1)] == NameClass.GIVEN)
    surnames = _frequent_surnames()
    has_surname = (
        np.array([token.form in surnames for token in types], dtype=np.bool_)[batch.tokens.type][starts] & sure
    )
    # how many tokens of each run are syllables of names
    known = np.append(0, np.cumsum(np.isin(names, _NAME_PARTS)))
    named = has_surname & (known[stops] - known[starts] == lengths)
    whole = (lengths <= _LONGEST_NAME) & ~goes_on & ((greeted & (lengths >= 2)) | (named & (lengths >= 3)))
    inside = [np.arange(start + 1, stop) for start, stop in zip(starts[whole], stops[whole], strict=True)]
    return np.concatenate(inside) if inside else np.zeros(0, dtype=np.int64)


def _behind_given_names(batch: Batch, padded: PaddedTokens, is_first: BoolArray) -> IntArray:
    """Return the tokens in small letters behind an honorific and a one-syllable name: ``khai`` in ``ông Sáu khai``."""
    at = padded.position
    cases, names = padded.cases[at], padded.names[at]
    honorifics = _honorifics()
    honorific = np.array([token.form in honorifics for token in batch.tokens.types], dtype=np.bool_)[batch.tokens.type]
    small = np.isin(cases[2:], (CaseClass.LOWER, CaseClass.FOREIGN_LOWER))
    name = (cases[1:-1] == CaseClass.TITLE) & np.isin(names[1:-1], _NAME_PARTS)
    found = np.flatnonzero(honorific[:-2] & name & small & ~is_first[1:-1] & ~is_first[2:]) + 2
    # a title is a word of the dictionary: "ông Giám đốc"
    tables = default_model().tables
    rows = tables.table.find(pack(BIGRAM, padded.forms[at[found] - 1], padded.forms[at[found]]))
    result: IntArray = found[(tables.bigram_flags[rows] & Flag.WORD) == 0]
    return result


def _inside_end_marks(batch: Batch) -> IntArray:
    """Return the tokens that go on with ``./.``, the mark at the end of an official paper."""
    tokens = batch.tokens
    if len(tokens) < 3:
        return np.zeros(0, dtype=np.int64)
    stop, slash = (np.array([token.form == mark for token in tokens.types])[tokens.type] for mark in "./")
    glued = tokens.gap == Gap.GLUED
    first = np.flatnonzero(stop[:-2] & slash[1:-1] & stop[2:] & glued[1:-1] & glued[2:])
    return np.concatenate([first + 1, first + 2])


def _stand_alone(batch: Batch, padded: PaddedTokens) -> BoolArray:
    """Say at which tokens a word begins since the token, or the one before it, is never part of a longer word."""
    tokens = batch.tokens
    cases = padded.cases[padded.position]
    alone = (tokens.kind != Kind.SYLLABLE) | (cases == CaseClass.ABBREVIATION)
    begins: BoolArray = alone.copy()
    begins[1:] |= alone[:-1]
    distance = tokens.start[1:] - tokens.end[:-1]
    begins[1:] |= (tokens.gap[1:] == Gap.SPACE) & (distance >= _COLUMN_GAP)
    return begins


def _inside_torn_numbers(batch: Batch, scores: Scores) -> IntArray:
    """Return the tokens that go on with a number torn apart by a scan, as ``1 . 200 . 000``, if the model says so."""
    tokens = batch.tokens
    number = tokens.kind == Kind.NUMBER
    mark = np.array([token.form in _INSIDE_NUMBERS for token in tokens.types], dtype=np.bool_)[tokens.type]
    marks = np.flatnonzero(number[:-2] & mark[1:-1] & number[2:]) + 1
    marks = marks[scores[marks].astype(np.int64) + scores[marks + 1] > 0]
    # "I/2023", the quarter of a year
    roman = np.array([_ROMAN.fullmatch(token.surface) is not None for token in tokens.types])[tokens.type]
    slash = np.array([token.form == "/" for token in tokens.types])[tokens.type]
    glued = tokens.gap == Gap.GLUED
    quarters = np.flatnonzero(roman[:-2] & slash[1:-1] & number[2:] & glued[1:-1] & glued[2:]) + 1
    marks = np.concatenate([marks, quarters])
    return np.concatenate([marks, marks + 1])


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
