"""Text of before Unicode in documents: bytes of TCVN3 and VNI that stand there as letters of Windows 1252.

Such a document shows well in its font alone; its text says ``Toµ ¸n nh©n d©n`` in TCVN3 (.VnTime) and ``Toaø aùn nhaân
daân`` in VNI (VNI-Times).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from vnjudnlp.formats.encodings import find_encoding, guess_encoding
from vnjudnlp.resources import read_table
from vnjudnlp.text.syllables import is_syllable

__all__ = ["LegacyFont", "decode_legacy", "decode_legacy_lines", "decode_pieces", "guess_legacy", "legacy_font"]

# matches "Toµ", "Nguyễn"; does not match "15/2021"
_WORD = re.compile(r"[^\W\d_]+")
# what symbol fonts and old converters make of bytes: U+F0B5 for 0xB5
_PRIVATE = {0xF000 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x20, 0x100)}
# matches "ỉ", "đ"; does not match "á", "ê", "®", which Windows 1252 has too
_UNICODE_ALONE = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9\u0300-\u0323]")
_SAMPLE = 1 << 16
_FEWEST_WORDS = 5
"""From how many marked words on an encoding is guessed: one or two are syllables in several."""


@dataclass(frozen=True, slots=True)
class LegacyFont:
    """A font of an old encoding.

    Attributes:
        encoding: its name in :mod:`vnjudnlp.formats.encodings`.
        capitals: whether it draws small letters as capitals.
    """

    encoding: str
    capitals: bool = False


@lru_cache(maxsize=256)
def legacy_font(name: str | None) -> LegacyFont | None:
    """Return what a font's name says of the encoding of its text; None for fonts of Unicode.

    >>> legacy_font(".VnTimeH"), legacy_font("Times New Roman")
    (LegacyFont(encoding='tcvn3', capitals=True), None)
    """
    small = (name or "").strip().strip("'\"").lower()
    for row in read_table("lexicons/legacy_fonts.tsv"):
        if small.startswith(row["prefix"]):
            return LegacyFont(row["encoding"], row["capitals"] != "-" and small.endswith(row["capitals"]))
    return None


def decode_legacy(text: str, encoding: str) -> str:
    """Turn letters of Windows 1252 that are bytes of an old encoding into the text they mean.

    Args:
        text: the letters; characters that are no bytes of Windows 1252 stay as they are.
        encoding: ``tcvn3`` or ``vni``.

    Returns:
        the text.

    >>> decode_legacy("Toµ ¸n nh©n d©n", "tcvn3")
    'Toà án nhân dân'
    """
    if text.isascii():
        return text
    text = text.translate(_PRIVATE)
    decoder = find_encoding(encoding)
    parts = []
    for is_bytes, piece in _split(text):
        parts.append(decoder.decode(piece.encode("cp1252")) if is_bytes else piece)
    return "".join(parts)


def _split(text: str) -> Iterable[tuple[bool, str]]:
    start = 0
    for index, character in enumerate(text):
        if not _is_byte(character):
            if start < index:
                yield True, text[start:index]
            yield False, character
            start = index + 1
    if start < len(text):
        yield True, text[start:]


@lru_cache(maxsize=1024)
def _is_byte(character: str) -> bool:
    try:
        character.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def decode_pieces(pieces: Iterable[tuple[str, LegacyFont | None]]) -> str:
    """Put the pieces of a paragraph together, those in fonts of old encodings decoded.

    A letter of an old encoding may be cut in two by the pieces, so neighbours of one encoding are decoded together.
    What is Unicode already, though its font is an old one, stays.

    Args:
        pieces: text and font.

    Returns:
        the paragraph.

    >>> tcvn3 = LegacyFont("tcvn3")
    >>> decode_pieces([("Toµ ", tcvn3), ("¸n", tcvn3), (" Huế", None)])
    'Toà án Huế'
    """
    joined: list[list[tuple[str, LegacyFont | None]]] = []
    for text, font in pieces:
        last = joined[-1][-1][1] if joined else None
        if joined and (last and last.encoding) == (font and font.encoding):
            joined[-1].append((text, font))
        else:
            joined.append([(text, font)])
    return "".join(_decode_group(group) for group in joined)


def _decode_group(group: list[tuple[str, LegacyFont | None]]) -> str:
    whole = "".join(text for text, _ in group)
    font = group[0][1]
    if font is None:
        return whole
    if _is_vietnamese(whole, decode_legacy(whole, font.encoding)):
        return whole
    if not any(font and font.capitals for _, font in group):
        return decode_legacy(whole, font.encoding)
    # in a capital font each piece is drawn by itself
    parts = []
    for text, font in group:
        decoded = decode_legacy(text, font.encoding) if font else text
        parts.append(decoded.upper() if font and font.capitals else decoded)
    return "".join(parts)


def _is_vietnamese(text: str, decoded: str) -> bool:
    """Whether a text in an old font is Unicode all the same: it has letters that no byte
    stands for, or more of its marked words are syllables as they stand."""
    if text.isascii():
        return False
    if _UNICODE_ALONE.search(text):
        return True
    return _syllables(text) > _syllables(decoded)


def _syllables(text: str) -> float:
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(is_syllable(word.lower()) for word in words) / len(words) if words else 0.0


def guess_legacy(text: str) -> str | None:
    """Guess which old encoding a text is in whose fonts are not known.

    Args:
        text: the text, or much of it.

    Returns:
        ``tcvn3`` or ``vni``; None where the text is Unicode or nothing can be told.

    >>> guess_legacy("Toµ ¸n nh©n d©n tØnh B¾c Ninh"), guess_legacy("Toà án nhân dân tỉnh Bắc Ninh")
    ('tcvn3', None)
    """
    if text.isascii():
        return None
    sample = text[:_SAMPLE].translate(_PRIVATE)
    guess = guess_encoding(sample.encode("cp1252", "ignore"))
    if guess not in ("tcvn3", "vni"):
        return None
    decoded = decode_legacy(sample, guess)
    marked = sum(not word.isascii() for word in _WORD.findall(decoded))
    return guess if marked >= _FEWEST_WORDS and _syllables(sample) < _syllables(decoded) else None


def decode_legacy_lines(text: str, encoding: str) -> str:
    """Decode the lines of a text that are in an old encoding; others of it may be Unicode, which stays.

    >>> decode_legacy_lines("Toµ ¸n nh©n d©n\\nTỉnh Bắc Ninh", "tcvn3")
    'Toà án nhân dân\\nTỉnh Bắc Ninh'
    """
    lines = ((line, decode_legacy(line, encoding)) for line in text.split("\n"))
    return "\n".join(line if _is_vietnamese(line, decoded) else decoded for line, decoded in lines)
