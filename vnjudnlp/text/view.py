"""A normalised view of raw text that remembers where each of its characters came from.

The raw text is never changed. The view is what the later stages read: Unicode form NFC, the tone mark where
the modern spelling puts it (``hoà`` → ``hòa``), single spaces, no invisible characters, words that were broken
at the end of a line made whole. The map is recorded while normalising, so an offset is never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np

from vnjudnlp.batch import INVISIBLE, IntArray
from vnjudnlp.text.syllables import is_syllable

__all__ = ["View", "normalize", "place_tones"]

_MARKS = "\u0300-\u036f"

# matches "ê" + U+0300, "  ", "\u00a0", "nh\u200bân"; does not match "ề", " "
_UNUSUAL = re.compile(
    rf"(?P<marks>[^\s{_MARKS}]?[{_MARKS}]+)"
    rf"|(?P<broken>(?<=[^\W\d_])[-\u00ad\u2010][ \t]*\r?\n[ \t]*(?=[^\W\d_]))"
    rf"|(?P<space>\s{{2,}}|[^\S \n])"
    rf"|(?P<invisible>[{INVISIBLE}]+)"
)

# look-alikes that keyboards, fonts and PDF extraction put in place of Vietnamese letters, dashes and apostrophes
_LOOKALIKES = {
    "\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ", "\u01a2": "Ư", "\u01a3": "ư",
    "\u2010": "-", "\u2011": "-", "\u2212": "-",
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u00b4": "'", "\u0060": "'",
    "\x00": "\ufffd",
}  # fmt: skip
_LOOKALIKE = re.compile("[" + "".join(_LOOKALIKES) + "]")
_LOOKALIKE_TABLE = str.maketrans(_LOOKALIKES)

_TONES = "\u0300\u0301\u0309\u0303\u0323"


def _toned(letters: str) -> str:
    return "".join(unicodedata.normalize("NFC", letter + tone) for letter in letters for tone in _TONES)


# matches "oà" in "hoà", "uỷ" in "uỷ"; does not match in "hoàn", "quỳ"
_TONE_ON_SECOND = re.compile(
    rf"(?:(?P<first_o>[oO])(?P<second_o>[{_toned('aeAE')}])"
    rf"|(?<![qQ])(?P<first_u>[uU])(?P<second_u>[{_toned('yY')}]))(?![^\W\d_])"
)
# matches "òa" in "hòan", "ùy" in "hùynh"; does not match in "hòa", "thủy"
_TONE_ON_FIRST = re.compile(
    rf"(?:(?P<first_o>[{_toned('oO')}])(?P<second_o>[aeAE])"
    rf"|(?P<first_u>[{_toned('uU')}])(?P<second_u>[yY]))(?=[^\W\d_])"
)


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


def normalize(raw: str) -> View:
    """Make the normalised view of a text.

    Args:
        raw: any string.

    Returns:
        the view with its offset map. Invisible characters belong to the visible neighbour, so that every
        character of ``raw`` that is not white space lies in the range of some character of the view.

    >>> view = normalize("Toa\\u0300  a\\u0301n")
    >>> view.text, view.start.tolist(), view.end.tolist()
    ('Tòa án', [0, 1, 2, 4, 6, 8], [1, 2, 4, 6, 8, 9])
    """
    text, start, end = _rewrite(raw)
    if _LOOKALIKE.search(text):
        text = text.translate(_LOOKALIKE_TABLE)
    return View(place_tones(text), start, end)


def place_tones(text: str) -> str:
    """Put tone marks where the modern spelling has them; the length stays the same.

    >>> place_tones("hoà giải, Uỷ ban, hùynh, quý")
    'hòa giải, Ủy ban, huỳnh, quý'
    """
    if _TONE_ON_SECOND.search(text):
        text = _TONE_ON_SECOND.sub(lambda match: _move_tone(match, forward=False), text)
    if _TONE_ON_FIRST.search(text):
        text = _TONE_ON_FIRST.sub(lambda match: _move_tone(match, forward=True), text)
    return text


def _move_tone(match: re.Match[str], *, forward: bool) -> str:
    first, second = match["first_o"] or match["first_u"], match["second_o"] or match["second_u"]
    bearer, other = (first, second) if forward else (second, first)
    decomposed = unicodedata.normalize("NFD", bearer)
    bare, tone = decomposed[:-1], decomposed[-1]
    moved = unicodedata.normalize("NFC", other + tone)
    return bare + moved if forward else moved + bare


def _rewrite(raw: str) -> tuple[str, IntArray, IntArray]:
    pieces: list[str] = []
    starts: list[IntArray] = []
    ends: list[IntArray] = []
    position = 0

    def keep(until: int) -> None:
        if until > position:
            pieces.append(raw[position:until])
            offsets = np.arange(position, until, dtype=np.int64)
            starts.append(offsets)
            ends.append(offsets + 1)

    def attach_left(until: int) -> bool:
        """Give invisible characters to the visible one before them."""
        if not pieces or pieces[-1][-1].isspace():
            return False
        ends[-1][ends[-1] == ends[-1][-1]] = until
        return True

    pending = -1
    for match in _UNUSUAL.finditer(raw):
        kind = match.lastgroup
        if kind == "broken" and not _is_broken_word(raw, match):
            continue
        here, behind = match.span()
        before = len(pieces)
        keep(here)
        if pending >= 0 and len(pieces) > before:
            starts[before][0] = pending
            pending = -1
        position = behind
        if kind in ("invisible", "broken"):
            followed = behind < len(raw) and not raw[behind].isspace()
            if not attach_left(behind):
                if followed:
                    pending = here if pending < 0 else pending
                else:
                    pieces.append("\u200b")
                    starts.append(np.array([here if pending < 0 else pending], dtype=np.int64))
                    ends.append(np.array([behind], dtype=np.int64))
                    pending = -1
            continue
        replacement = _collapse(match[0]) if kind == "space" else unicodedata.normalize("NFC", match[0])
        pieces.append(replacement)
        starts.append(np.full(len(replacement), here, dtype=np.int64))
        ends.append(np.full(len(replacement), behind, dtype=np.int64))
        if pending >= 0:
            starts[-1][:] = pending
            pending = -1
    before = len(pieces)
    keep(len(raw))
    if pending >= 0 and len(pieces) > before:
        starts[before][0] = pending
    if not pieces:
        empty = np.zeros(0, dtype=np.int64)
        return "", empty, empty
    return "".join(pieces), np.concatenate(starts), np.concatenate(ends)


def _collapse(space: str) -> str:
    """Make a run of white space one space, one line break, or two for an empty line."""
    lines = len(re.findall(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", space))
    return " " if lines == 0 else "\n" if lines == 1 else "\n\n"


def _is_broken_word(raw: str, match: re.Match[str]) -> bool:
    """Whether a hyphen at a line's end splits one syllable, as in ``trư-`` / ``ởng``."""
    left = re.search(r"[^\W\d_]+$", raw[max(0, match.start() - 8) : match.start()])
    right = re.match(r"[^\W\d_]+", raw[match.end() : match.end() + 8])
    if left is None or right is None:
        return False
    first, second = (unicodedata.normalize("NFC", part[0]).lower() for part in (left, right))
    return is_syllable(first + second) and not (is_syllable(first) and is_syllable(second))
