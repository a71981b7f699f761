"""The text of a saved web page: in which encoding its bytes are."""

from __future__ import annotations

import re
from pathlib import Path

from vnjudnlp.errors import EncodingError, InputError
from vnjudnlp.formats.encodings import BYTE_ORDER_MARKS, find_encoding, guess_encoding

__all__ = ["page_text"]

_LARGEST = 256 << 20
# matches <meta charset="utf-8"> and <meta … content="text/html; charset=windows-1258">; does not match <p charset="x">
_META = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# matches <?xml version="1.0" encoding="UTF-8"?>
_XML = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
_HEAD = 1 << 14
# what browsers read these names as; x-user-defined stands in pages in VNI
_WINDOWS_1252 = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "ascii", "us-ascii", "x-user-defined"})
_MOST_DAMAGED = 0.01
"""Which part of the letters that are not ASCII may be undecodable in a page that is still read."""


def page_text(path: Path, encoding: str | None) -> tuple[str, str, int]:
    """Read a web page as text.

    Args:
        path: the file.
        encoding: its encoding; None for what a byte order mark, the page itself or its letters say.

    Returns:
        the text, its encoding and how many bytes became U+FFFD.

    Raises:
        InputError: it cannot be read or is empty.
        EncodingError: it is not text in its encoding.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"{path}: is larger than 256 MiB; split it into its documents")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}); check the name") from None
    if not data.strip():
        raise InputError(f"{path}: is empty; give a web page")
    name, start = (encoding, 0) if encoding is not None else _declared(data)
    if name is None:
        name = _guessed(data)
    data = data[start:]
    try:
        return find_encoding(name).decode(data), name, 0
    except UnicodeDecodeError as error:
        first = error.start
    if encoding is None and name not in ("utf-8", "utf8"):
        # browsers give the bytes that Windows 1252 leaves free the controls of Latin-1
        if name == "cp1252":
            return "".join(_latin(byte) for byte in data), name, 0
        raise EncodingError(f"{path}: is not {name} at byte {start + first}, as it says; name another with --encoding")
    text = data.decode(find_encoding(name).name, "replace") if name not in ("tcvn3", "vni") else ""
    damaged = text.count("\ufffd")
    marked = sum(not character.isascii() for character in text)
    if not text or damaged > max(3, _MOST_DAMAGED * marked):
        guess = guess_encoding(data[max(0, first - _HEAD) : first + _HEAD])
        advice = f"it looks like {guess}; try --encoding {guess}" if guess and guess != name else "name its encoding"
        raise EncodingError(f"{path}: is not {name} at byte {start + first}; {advice}")
    return text, name, damaged


def _latin(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _declared(data: bytes) -> tuple[str | None, int]:
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return name, len(mark)
    head = data[:_HEAD]
    match = _XML.search(head) or _META.search(head)
    if match is None:
        return None, 0
    name = match[1].decode("ascii").lower()
    if name in _WINDOWS_1252:
        return "cp1252", 0
    # a page that says so in letters of one byte each cannot be UTF-16
    if name.startswith(("utf-16", "utf-32", "ucs-2")):
        return "utf-8", 0
    try:
        return find_encoding(name).name, 0
    except InputError:
        return None, 0


def _guessed(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return guess_encoding(data[: 1 << 18]) or "utf-8"
    if b"\x00" in data[:_HEAD]:
        return guess_encoding(data[:_HEAD]) or "utf-8"
    return "utf-8"
