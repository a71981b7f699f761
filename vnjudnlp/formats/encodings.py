"""Encodings of Vietnamese text: Python's own, TCVN3 (ABC) and VNI-Windows, and a guess at which one bytes are in.

What is read from an encoding for Vietnamese is in Unicode form NFC, one character a letter.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from vnjudnlp.errors import InputError
from vnjudnlp.resources import read_table

__all__ = ["BYTE_ORDER_MARKS", "Encoding", "find_encoding", "guess_encoding"]

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Marks at the start of a file and the encodings they stand for; the longer ones that begin like others come first."""

_FONT_ENCODINGS = {"tcvn3": "encodings_tcvn3.tsv", "vni": "encodings_vni.tsv"}
_ALIASES = {
    "tcvn": "tcvn3",
    "tcvn-3": "tcvn3",
    "tcvn3-abc": "tcvn3",
    "tcvn3-(abc)": "tcvn3",
    "tcvn-5712": "tcvn3",
    "tcvn5712": "tcvn3",
    "abc": "tcvn3",
    "vni-win": "vni",
    "vni-windows": "vni",
    # with a byte order mark its byte order is known before this is asked
    "utf-16": "utf-16-le",
    "utf16": "utf-16-le",
    "utf-32": "utf-32-le",
    "utf32": "utf-32-le",
    "utf-8-sig": "utf-8",
    "utf8": "utf-8",
}
_SINGLE_BYTE_GUESSES = ("utf-8", "tcvn3", "vni", "cp1258")
_ENOUGH_SYLLABLES = 0.7
"""Which part of the marked words must be Vietnamese syllables before a guess is told."""

# matches "Nguyễn", "HÒA"; does not match "15/2021", "_"
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A way to turn bytes into text.

    Attributes:
        name: the name to give to ``--encoding``.
        newline: the bytes of a line break.
    """

    name: str
    newline: bytes

    def decode(self, data: bytes) -> str:
        r"""Turn bytes into text.

        Args:
            data: whole characters; for TCVN3, whole lines.

        Returns:
            the text.

        Raises:
            UnicodeDecodeError: some bytes mean nothing in this encoding.

        >>> find_encoding("tcvn3").decode(b"C\xabng an nh\xa9n d\xa9n")
        'Công an nhân dân'
        >>> find_encoding("vni").decode(b"Toa\xf8 a\xf9n nha\xe2n da\xe2n")
        'Toà án nhân dân'
        """
        if self.name in _FONT_ENCODINGS:
            table, pattern = _font_table(_FONT_ENCODINGS[self.name])
            # what the standard leaves free, these files fill as Windows does: quotation marks, dashes, the ellipsis
            text = pattern.sub(lambda match: table[match[0]], data.decode("cp1252"))
            text = unicodedata.normalize("NFC", text)
            return _restore_capitals(text) if self.name == "tcvn3" else text
        text = data.decode(self.name)
        return unicodedata.normalize("NFC", text) if self.name == "cp1258" else text


def find_encoding(name: str) -> Encoding:
    """Find an encoding by its name.

    Args:
        name: ``tcvn3`` (or ``abc``), ``vni``, or any text encoding that Python knows.

    Returns:
        the encoding.

    Raises:
        InputError: there is no such encoding of text.

    >>> find_encoding("VNI-Windows").name, find_encoding("latin1").name
    ('vni', 'iso8859-1')
    """
    key = re.sub(r"[\s_]+", "-", name.strip().lower())
    key = _ALIASES.get(key, key)
    if key in _FONT_ENCODINGS:
        return Encoding(key, b"\n")
    try:
        b"a".decode(key, "ignore")
        return Encoding(codecs.lookup(key).name, "\n".encode(key))
    except (LookupError, ValueError):
        raise InputError(
            f"there is no text encoding named {name!r}; "
            "the names are utf-8, utf-16, tcvn3, vni, cp1258 and those of Python"
        ) from None


def guess_encoding(sample: bytes) -> str | None:
    """Guess in which encoding bytes hold Vietnamese text.

    Args:
        sample: some of the bytes; a few lines are enough.

    Returns:
        the name of the encoding, ``utf-8`` also where a few bytes are damaged; None where no encoding makes Vietnamese
        of the bytes.

    >>> guess_encoding("Toà án nhân dân tỉnh Quảng Bình".encode("utf-16-le"))
    'utf-16-le'
    """
    if b"\x00" in sample:
        # a letter of Latin script has its zero behind it in little-endian text, before it in big-endian text
        behind, before = sample[1::2].count(0), sample[0::2].count(0)
        candidates: tuple[str, ...] = ("utf-16-le",) if behind > before else ("utf-16-be",)
        sample = sample[: len(sample) // 2 * 2]
    else:
        candidates = _SINGLE_BYTE_GUESSES
    shares = {name: _share_of_syllables(sample, name) for name in candidates}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= _ENOUGH_SYLLABLES else None


@lru_cache(maxsize=2)
def _font_table(name: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """Read a conversion table; bytes are written as the characters that Windows 1252 makes of them."""
    rows = read_table(f"lexicons/{name}")
    table = {bytes.fromhex(row["bytes"]).decode("cp1252"): row["text"] for row in rows}
    longest_first = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(map(re.escape, longest_first)))


def _share_of_syllables(sample: bytes, name: str) -> float:
    """Say which part of the words with marked letters are Vietnamese syllables in an encoding."""
    from vnjudnlp.text.syllables import is_syllable

    try:
        text = sample.decode("utf-8", "replace") if name == "utf-8" else find_encoding(name).decode(sample)
    except UnicodeDecodeError:
        return 0.0
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    # a single word may be one in any encoding
    return sum(is_syllable(word.lower()) for word in words) / len(words) if len(words) > 1 else 0.0


def _is_certain_capital(character: str) -> bool:
    return (character.isascii() and character.isupper()) or character in "ĂÂÊÔƠƯĐ"


def _is_certain_small(character: str) -> bool:
    return (character.isascii() and character.islower()) or character in "ăâêôơưđ"


def _restore_capitals(text: str) -> str:
    """Make capitals of toned small letters that stand in words or lines of capitals.

    ABC text writes ``CỘNG HOÀ`` as ``CộNG HOà``: a capital font draws the small letters as capitals.
    """
    return "\n".join(_restore_capitals_of_line(line) for line in text.split("\n"))


def _restore_capitals_of_line(line: str) -> str:
    if line.isascii():
        return line
    has_capital_word = has_small_letter = False

    def look(match: re.Match[str]) -> str:
        nonlocal has_capital_word, has_small_letter
        word = match[0]
        if any(map(_is_certain_small, word)):
            has_small_letter = True
            return word
        if sum(map(_is_certain_capital, word)) < 2:
            return word
        has_capital_word = True
        return word.upper()

    restored = _WORD.sub(look, line)
    return line.upper() if has_capital_word and not has_small_letter else restored
