"""One run of characters without white space, brought into the form that the later stages read."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from vnjudnlp.batch import INVISIBLE
from vnjudnlp.text.syllables import is_syllable

__all__ = ["BROKEN_WORD", "NormalizedPiece", "is_broken_word", "normalize_piece", "place_tones"]

_LONGEST_CACHED = 64

# combining marks, among them the parts of decomposed Vietnamese letters
_MARKS = "\u0300-\u034e\u0350-\u036f"

# a hyphen at the end of a line, with the line break; matches "-\n", "- \r\n  "; does not match "-", "\n"
BROKEN_WORD = re.compile(r"[-\u00ad\u2010][ \t]{0,64}\r?\n[ \t]{0,64}")
# matches "trư" at the end of "tòa trư", in any Unicode form; does not match "12"
_LETTERS_BEFORE = re.compile(rf"(?:[^\W\d_]|[{_MARKS}])+$")
# matches "ởng" at the start of "ởng tòa"; does not match "1ởng"
_LETTERS_BEHIND = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*")
# matches U+200B, "-\n" (of a word that is known to be broken); does not match "-"
_DROPPED = re.compile(rf"{BROKEN_WORD.pattern}|[{INVISIBLE}]+")
# matches a letter with the marks or the Hangul vowels and finals behind it; does not match "ab"
_CLUSTER = re.compile(r"(?s:.)[\u0300-\u036f\u1160-\u11ff]*")

# look-alikes that keyboards, fonts and PDF extraction put in place of Vietnamese letters, dashes and apostrophes
_LOOKALIKES = {
    "\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ", "\u01a2": "Ư", "\u01a3": "ư",
    "\u2010": "-", "\u2011": "-", "\u2212": "-",
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u00b4": "'", "\u0060": "'",
    "\x00": "\ufffd",
}  # fmt: skip
# half a surrogate pair is no character, and other programs cannot take it
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_REPLACEMENTS = str.maketrans(_LOOKALIKES) | _SURROGATES

_TONES = "\u0300\u0301\u0309\u0303\u0323"
_WINDOW = 24
"""More characters than a syllable has in any Unicode form."""


def _toned(letters: str) -> str:
    return "".join(unicodedata.normalize("NFC", letter + tone) for letter in letters for tone in _TONES)


# a tone that the modern spelling puts on the first vowel; matches "oà" in "hoà", "uỷ" in "uỷ"; does not match in
# "hoàn", "quỳ"
_TONE_ON_SECOND = re.compile(
    rf"(?:[oO][{_toned('aeAE')}]|(?<![qQ])[uU][{_toned('yY')}])(?![^\W\d_]|[{_MARKS}])",
)
# a tone that no spelling puts on the first vowel; matches "òa" in "hòan", "ùy" in "hùynh", "úy" in "qúy", "ỉa" in
# "gỉai"; does not match in "hòa", "thủy", "gìn"
_TONE_ON_FIRST = re.compile(
    rf"(?:[{_toned('oO')}][aăâeêAĂÂEÊ](?=[^\W\d_])|[{_toned('uU')}][yY](?=[^\W\d_])"
    rf"|(?<=[qQ])[{_toned('uU')}][aăâeêiôơyAĂÂEÊIÔƠY]"
    rf"|(?<=[gG])[{_toned('iI')}][aăâeêoôơuưAĂÂEÊOÔƠUƯ])(?![{_MARKS}])"
)


class NormalizedPiece(NamedTuple):
    """A normalised piece and its map to the raw one.

    Attributes:
        text: the normalised characters, none of them white space.
        start: offset in the raw piece where what became each character begins.
        end: offset in the raw piece behind it.
    """

    text: str
    start: range | tuple[int, ...]
    end: range | tuple[int, ...]


def normalize_piece(piece: str) -> NormalizedPiece:
    """Normalise a run of characters without white space.

    Args:
        piece: any characters; white space only in the middle of a broken word.

    Returns:
        the normalised piece. Invisible characters belong to their visible neighbour; of nothing else, one stays.

    >>> normalize_piece("toa\\u0300\\u200b")
    NormalizedPiece(text='tòa', start=(0, 1, 2), end=(1, 2, 5))
    """
    return _cached(piece) if len(piece) <= _LONGEST_CACHED else _normalize(piece)


def _normalize(piece: str) -> NormalizedPiece:
    # U+0080 is behind all that could be invisible, look alike or have an accent, but for three characters
    if piece.isascii():
        if "\x00" not in piece and "`" not in piece and "\n" not in piece:
            return NormalizedPiece(piece, range(len(piece)), range(1, len(piece) + 1))
        text = piece
    else:
        text = unicodedata.normalize("NFC", piece)
    start: range | tuple[int, ...] = range(len(piece))
    end: range | tuple[int, ...] = range(1, len(piece) + 1)
    if text != piece or _DROPPED.search(piece):
        text, start, end = _compose(*_drop_invisible(piece))
    return NormalizedPiece(place_tones(text.translate(_REPLACEMENTS)), start, end)


_cached = lru_cache(maxsize=65536)(_normalize)


def _drop_invisible(piece: str) -> tuple[str, list[int], list[int]]:
    """Return the visible characters and their map; each takes the invisible ones behind it, the first those before."""
    visible: list[str] = []
    start: list[int] = []
    end: list[int] = []
    position = 0
    for match in _DROPPED.finditer(piece):
        visible.append(piece[position : match.start()])
        start.extend(range(position, match.start()))
        end.extend(range(position + 1, match.start() + 1))
        position = match.end()
        if end:
            end[-1] = position
    visible.append(piece[position:])
    start.extend(range(position, len(piece)))
    end.extend(range(position + 1, len(piece) + 1))
    if not start:
        return "\u200b", [0], [len(piece)]
    start[0] = 0
    return "".join(visible), start, end


def _compose(text: str, start: list[int], end: list[int]) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Bring text into form NFC; all characters that come of one cluster have the cluster's range."""
    clusters = _CLUSTER.findall(text)
    if not unicodedata.is_normalized("NFC", "".join(unicodedata.normalize("NFC", cluster) for cluster in clusters)):
        # a script whose marks the clusters do not know
        clusters = [text]
    composed: list[str] = []
    new_start: list[int] = []
    new_end: list[int] = []
    first = 0
    for cluster in clusters:
        stop = first + len(cluster)
        composed.append(unicodedata.normalize("NFC", cluster))
        if composed[-1] == cluster:
            new_start.extend(start[first:stop])
            new_end.extend(end[first:stop])
        else:
            new_start.extend([start[first]] * len(composed[-1]))
            new_end.extend([end[stop - 1]] * len(composed[-1]))
        first = stop
    return "".join(composed), tuple(new_start), tuple(new_end)


def place_tones(text: str) -> str:
    """Put tone marks where the modern spelling has them; the length stays the same.

    Args:
        text: text in Unicode form NFC.

    Returns:
        the same with tone marks moved.

    >>> place_tones("hoà giải, Uỷ ban, hùynh, qúy, quý")
    'hòa giải, Ủy ban, huỳnh, quý, quý'
    """
    text = _TONE_ON_SECOND.sub(_tone_to_first, text)
    return _TONE_ON_FIRST.sub(_tone_to_second, text)


def _tone_to_first(match: re.Match[str]) -> str:
    bare, tone = _without_tone(match[0][1])
    return unicodedata.normalize("NFC", match[0][0] + tone) + bare


def _tone_to_second(match: re.Match[str]) -> str:
    bare, tone = _without_tone(match[0][0])
    return bare + unicodedata.normalize("NFC", match[0][1] + tone)


def _without_tone(letter: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFD", letter)
    return decomposed[0], decomposed[1]


def is_broken_word(text: str, start: int, end: int) -> bool:
    """Say whether a hyphen at a line's end splits one syllable, as in ``trư-`` / ``ởng``.

    Args:
        text: any text.
        start: offset of the hyphen.
        end: offset where the next line's text begins.

    Returns:
        True if the letters around it are one syllable together and are not two.

    >>> is_broken_word("trư-\\nởng", 3, 5), is_broken_word("tin-\\nbài", 3, 5)
    (True, False)
    """
    left = _LETTERS_BEFORE.search(text[max(0, start - _WINDOW) : start])
    right = _LETTERS_BEHIND.match(text[end : end + _WINDOW])
    if left is None or right is None:
        return False
    first, second = (unicodedata.normalize("NFC", part[0]).lower() for part in (left, right))
    return is_syllable(first + second) and not (is_syllable(first) and is_syllable(second))
