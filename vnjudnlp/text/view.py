"""A normalised view of raw text that remembers where each of its characters came from.

The raw text is never changed. The view is what the later stages read: Unicode form NFC, the tone mark where
the modern spelling puts it (``hoà`` → ``hòa``), single spaces, no invisible characters, words that were broken
at the end of a line made whole. The map is recorded while normalising, so an offset is never guessed.

Text is taken apart at white space into pieces. A piece looks the same wherever it stands, so each different one is
normalised once and the view is gathered from the results.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count, pairwise

import numpy as np
import numpy.typing as npt

from vnjudnlp.batch import BoolArray, Gap, IntArray, SmallIntArray
from vnjudnlp.text.normalization import BROKEN_WORD, NormalizedPiece, is_broken_word, normalize_piece, place_tones

__all__ = ["JoinedView", "View", "gather", "join_views", "normalize", "place_tones"]

_GAP_TEXTS = ("", " ", "\n", "\n\n")
_SEPARATOR = "\x00"
_LINE_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
_LAST_SPACE = 0x3000

_Codes = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class View:
    """A normalised text and its map to the raw text.

    Attributes:
        text: the normalised text.
        start: shape ``(len(text),)``, int64: raw offset where what became each character begins.
        end: shape ``(len(text),)``, int64: raw offset behind it.
    """

    text: str
    start: IntArray
    end: IntArray


@dataclass(frozen=True, slots=True)
class JoinedView:
    """The views of several texts one behind the other, each followed by ``"\\x00"``, and the pieces in them.

    Attributes:
        text: the views.
        pieces: the different pieces.
        piece: int64, index in ``pieces`` of each piece of the texts, in order.
        piece_start: int64, offset in ``text`` of each piece.
        piece_raw_start: int64, offset of each piece in its own raw text.
        piece_gap: int8, the :class:`~vnjudnlp.batch.Gap` before each piece.
        piece_document: int64, index of the text of each piece.
    """

    text: str
    pieces: list[NormalizedPiece]
    piece: IntArray
    piece_start: IntArray
    piece_raw_start: IntArray
    piece_gap: SmallIntArray
    piece_document: IntArray


def normalize(raw: str) -> View:
    """Make the normalised view of a text.

    Args:
        raw: any string.

    Returns:
        the view with its offset map. Invisible characters belong to the visible neighbour, so that every
        character of ``raw`` lies in the range of some character of the view.

    >>> view = normalize("Toa\\u0300  a\\u0301n")
    >>> view.text, view.start.tolist(), view.end.tolist()
    ('Tòa án', [0, 1, 2, 4, 6, 8], [1, 2, 4, 6, 8, 9])
    """
    view = join_views([raw])
    start: list[int] = []
    end: list[int] = []
    raw_end = 0
    for number, raw_start, gap in zip(
        view.piece.tolist(), view.piece_raw_start.tolist(), view.piece_gap.tolist(), strict=True
    ):
        piece = view.pieces[number]
        width = len(_GAP_TEXTS[gap])
        start += [raw_end] * width
        end += [raw_start] * width
        start += [raw_start + offset for offset in piece.start]
        end += [raw_start + offset for offset in piece.end]
        raw_end = end[-1]
    return View(view.text[:-1], np.array(start[:-1], dtype=np.int64), np.array(end[:-1], dtype=np.int64))


def join_views(texts: Sequence[str]) -> JoinedView:
    """Make the normalised views of several texts at once.

    Args:
        texts: any strings.

    Returns:
        the views and their pieces.
    """
    raw = "".join(f"{text.replace(_SEPARATOR, chr(0xFFFD))}{_SEPARATOR}" for text in texts)
    codes = _codes(raw)
    is_separator = codes == 0
    starts, stops, breaks = _find_pieces(raw, codes, is_separator)
    names = raw.replace(_SEPARATOR, f" {_SEPARATOR} ").split()
    if len(names) != len(starts):
        # a word that is broken at a line's end is one piece with white space inside
        names = [raw[start:stop] for start, stop in zip(starts.tolist(), stops.tolist(), strict=True)]
    # each different piece gets the next number when it is first met
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    piece = np.fromiter(map(numbers.__getitem__, names), dtype=np.int64, count=len(names))
    normalized = [_NORMALIZED_SEPARATOR if name == _SEPARATOR else normalize_piece(name) for name in numbers]

    gap_starts = np.concatenate([np.zeros(1, dtype=np.int64), stops])[: len(starts)]
    gap = np.minimum((starts > gap_starts) + breaks, int(Gap.PARAGRAPH)).astype(np.int8)
    written = list(map([entry.text for entry in normalized].__getitem__, piece.tolist()))
    lengths = np.array([len(entry.text) for entry in normalized], dtype=np.int64)[piece]
    stop = np.cumsum(lengths + _GAP_LENGTHS[gap])

    document = np.cumsum(is_separator[starts], dtype=np.int64) - is_separator[starts]
    sizes = np.array([len(text) + 1 for text in texts], dtype=np.int64)
    return JoinedView(
        text=_join(written, gap),
        pieces=normalized,
        piece=piece,
        piece_start=stop - lengths,
        piece_raw_start=starts - (np.cumsum(sizes) - sizes)[document],
        piece_gap=gap,
        piece_document=document,
    )


def _join(written: list[str], gap: SmallIntArray) -> str:
    """Join pieces with their gaps, line by line."""
    opens = gap != Gap.SPACE
    opens[:1] = True
    edges = np.flatnonzero(opens).tolist()
    gaps = map(_GAP_TEXTS.__getitem__, gap[edges].tolist())
    lines = (" ".join(written[first:stop]) for first, stop in pairwise([*edges, len(written)]))
    return "".join(chain.from_iterable(zip(gaps, lines, strict=True)))


_GAP_LENGTHS = np.array([len(text) for text in _GAP_TEXTS], dtype=np.int64)
_NORMALIZED_SEPARATOR = NormalizedPiece(_SEPARATOR, (0,), (0,))


def gather(lengths: IntArray, chosen: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Say where the items of chosen entries lie in a table of concatenated entries.

    Args:
        lengths: int64, the number of items of each entry.
        chosen: int64, indices of entries.

    Returns:
        three int64 arrays: the length of each chosen entry, the position of its first item in the result, and for
        each item of the result its position in the table.

    >>> [array.tolist() for array in gather(np.array([1, 2, 3]), np.array([2, 0, 2]))]
    [[3, 1, 3], [0, 3, 4], [3, 4, 5, 0, 3, 4, 5]]
    """
    offsets = np.cumsum(lengths) - lengths
    chosen_lengths = lengths[chosen]
    chosen_start = np.cumsum(chosen_lengths) - chosen_lengths
    index = np.repeat(offsets[chosen] - chosen_start, chosen_lengths)
    index += np.arange(len(index))
    return chosen_lengths, chosen_start, index


def _find_pieces(raw: str, codes: _Codes, is_separator: BoolArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return start, stop and the number of line breaks before each piece; a separator is a piece of its own."""
    kinds = _space_table()[np.minimum(codes, _LAST_SPACE + 1)]
    solid = kinds == 0
    for match in BROKEN_WORD.finditer(raw):
        if is_broken_word(raw, *match.span()):
            solid[match.start() : match.end()] = True
    edges = solid[1:] != solid[:-1]
    edges |= is_separator[1:] | is_separator[:-1]
    first = np.flatnonzero(np.concatenate([solid[:1], edges & solid[1:]]))
    stop = np.flatnonzero(np.concatenate([edges & solid[:-1], solid[-1:]])) + 1
    is_break = kinds == Gap.LINE
    # "\r\n" is one line break
    is_break[1:] &= ~((codes[1:] == 10) & (codes[:-1] == 13))
    breaks = np.searchsorted(np.flatnonzero(is_break), first)
    # line breaks inside a broken word are before no piece
    inside = np.searchsorted(np.flatnonzero(is_break), stop)
    return first, stop, breaks - np.concatenate([np.zeros(1, dtype=np.int64), inside])[: len(first)]


@lru_cache(maxsize=1)
def _space_table() -> SmallIntArray:
    """Tell for each code whether it is white space, and for the last entry that all higher ones are not."""
    return np.array(
        [
            Gap.LINE if chr(code) in _LINE_BREAKS else Gap.SPACE if chr(code).isspace() else 0
            for code in range(_LAST_SPACE + 1)
        ]
        + [0],
        dtype=np.int8,
    )


def _codes(text: str) -> _Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
