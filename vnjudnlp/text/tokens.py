"""Raw texts to a batch: the joined view, its tokens and the sentences."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import chain
from operator import attrgetter

import numpy as np

from vnjudnlp.batch import Batch, BoolArray, Gap, IntArray, Shape, SmallIntArray, Tokens
from vnjudnlp.text.sentences import sentence_starts
from vnjudnlp.text.tokenizer import PieceToken, fold, split_phrase, tokenize_piece
from vnjudnlp.text.view import JoinedView, gather, join_views

__all__ = ["fold", "read_texts", "split_phrase"]


def read_texts(texts: Sequence[str], doc_dates: Sequence[datetime.date | None] | None = None) -> Batch:
    """Make a batch of raw texts: their view, tokens and sentences.

    Args:
        texts: raw texts in any Unicode form.
        doc_dates: the date of each document, where known; as many as there are texts.

    Returns:
        the batch; its tokens are in order and cover every character that is not white space.

    Raises:
        ValueError: the number of dates is not that of the texts.
    """
    dates: list[datetime.date | None] = [None] * len(texts) if doc_dates is None else list(doc_dates)
    if len(dates) != len(texts):
        raise ValueError(f"{len(texts)} texts with {len(dates)} dates")
    view = join_views(texts)
    tokens = _tokenize(view)
    document_first = np.searchsorted(tokens.document, np.arange(len(texts) + 1))
    return Batch(
        texts=list(texts),
        doc_dates=dates,
        view=view.text,
        view_folded=fold(view.text),
        tokens=tokens,
        document_first=document_first.astype(np.int64),
        sentence_first=sentence_starts(tokens),
    )


def _tokenize(view: JoinedView) -> Tokens:
    """Find the tokens of each different piece and gather them for all its occurrences."""
    pieces = [tokenize_piece(piece) for piece in view.pieces]
    table: list[PieceToken] = list(chain.from_iterable(pieces))
    counts, first, index = gather(np.array([len(tokens) for tokens in pieces], dtype=np.int64), view.piece)
    piece_start = np.repeat(view.piece_start, counts)
    piece_raw_start = np.repeat(view.piece_raw_start, counts)
    document = np.repeat(view.piece_document, counts)
    start = _column(table, "start")[index] + piece_start
    end = _column(table, "end")[index] + piece_start
    gap = np.zeros(len(index), dtype=np.int8)
    has_tokens = counts > 0
    gap[first[has_tokens]] = view.piece_gap[has_tokens]
    gap[np.flatnonzero(np.diff(document, prepend=-1))] = Gap.DOCUMENT
    shape = _column(table, "shape")[index].astype(np.int8)
    line = np.cumsum(gap >= Gap.LINE, dtype=np.int64) - 1
    return Tokens(
        document=document,
        start=_column(table, "raw_start")[index] + piece_raw_start,
        end=_column(table, "raw_end")[index] + piece_raw_start,
        view_start=start,
        view_end=end,
        kind=_column(table, "kind")[index].astype(np.int8),
        shape=shape,
        gap=gap,
        line=line,
        capitals=_capital_lines(shape, line),
        surface=_strings(table, "surface", index),
        form=_strings(table, "form", index),
        type=index,
        types=table,
    )


def _column(table: list[PieceToken], name: str) -> IntArray:
    # no tuple is made a token: that would call the garbage collector again and again
    return np.array(list(map(attrgetter(name), table)), dtype=np.int64)


def _strings(table: list[PieceToken], name: str, index: IntArray) -> list[str]:
    array = np.empty(len(table), dtype=object)
    array[:] = list(map(attrgetter(name), table))
    result: list[str] = array[index].tolist()
    return result


def _capital_lines(shape: SmallIntArray, line: IntArray) -> BoolArray:
    """Find the lines without small letters: at least one word of two capitals and no lower or title case."""
    if not len(line):
        return np.zeros(0, dtype=np.bool_)
    count = int(line[-1]) + 1
    small = np.bincount(line[(shape & (Shape.LOWER | Shape.TITLE)) != 0], minlength=count)
    large = np.bincount(line[shape == Shape.UPPER], minlength=count)
    result: BoolArray = ((small == 0) & (large > 0))[line]
    return result
