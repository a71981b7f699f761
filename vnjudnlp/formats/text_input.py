"""Reading files and standard input as text, block by block, with errors that name the place and the way out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vnjudnlp.errors import EncodingError, InputError
from vnjudnlp.formats.encodings import BYTE_ORDER_MARKS, Encoding, find_encoding, guess_encoding

__all__ = ["Source", "open_source"]

BLOCK_BYTES = 1 << 16
"""How much is read at once; a block grows until it ends with a line."""

_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1a\x1b"))
_MANY_CONTROLS = 0.1

_SIGNATURES = (
    (b"%PDF-", "is a PDF file, not text", "extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "is a Word document or another ZIP archive, not text", "save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "is an old Word or Excel document, not text", "save it as plain text first"),
    (b"{\\rtf", "is a rich text (RTF) document, not plain text", "save it as plain text first"),
    (b"\x1f\x8b", "is a gzip archive, not text", "unpack it first, for example with gunzip"),
)
_ENCODING_TITLES = {
    "tcvn3": "TCVN3 (ABC)",
    "vni": "VNI-Windows",
    "cp1258": "Windows 1258",
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
}


class Source:
    """The bytes of one input, read block by block, and the encoding in which they are text.

    Args:
        stream: the bytes.
        name: what messages call it.
        encoding: the encoding's name; without it a byte order mark decides, and UTF-8 is read where there is none.
        on_read: called with the number of bytes after each block.

    Raises:
        InputError: the encoding is not known, the stream cannot be read, is empty or is not text.
    """

    def __init__(
        self, stream: BinaryIO, name: str, encoding: str | None = None, on_read: Callable[[int], None] | None = None
    ) -> None:
        self.name = name
        self._stream = stream
        self._on_read = on_read
        self._given = encoding is not None
        self.encoding = find_encoding(encoding or "utf-8")
        head = self._read()
        self._start = 0
        for mark, marked in BYTE_ORDER_MARKS:
            if head.startswith(mark) and (encoding is None or self._agrees(marked)):
                self.encoding = find_encoding(marked)
                self._start = len(mark)
                break
        else:
            self._refuse_binary(head)
        self._head = head[self._start :]
        if not self._head:
            raise self._empty()

    def _agrees(self, marked: str) -> bool:
        """Whether a byte order mark is one of the encoding that was asked for, in either byte order."""
        return self.encoding.name.replace("-", "")[:5] == marked.replace("-", "")[:5]

    def _empty(self) -> InputError:
        return InputError(f"{self.name}: holds no text; give a file with text")

    def _read(self) -> bytes:
        try:
            data = self._stream.read(BLOCK_BYTES)
        except OSError as error:
            raise InputError(f"{self.name}: cannot be read ({error.strerror or error}); copy it and try again") from None
        if self._on_read is not None:
            self._on_read(len(data))
        return data

    def _refuse_binary(self, head: bytes) -> None:
        for signature, what, advice in _SIGNATURES:
            if head.startswith(signature):
                raise InputError(f"{self.name}: {what}; {advice}")
        if len(self.encoding.newline) > 1:
            return
        controls = len(head) - len(head.translate(None, _CONTROLS))
        if b"\x00" not in head and controls <= _MANY_CONTROLS * len(head):
            return
        guess = guess_encoding(head)
        if guess is not None:
            raise EncodingError(f"{self.name}: not {self._title(self.encoding.name)}; {self._advice(guess)}")
        raise InputError(f"{self.name}: is a binary file, not text; save or extract its text first")

    @staticmethod
    def _title(name: str) -> str:
        return _ENCODING_TITLES.get(name, name)

    def _advice(self, guess: str | None) -> str:
        if guess is not None and guess != self.encoding.name:
            return f"it looks like {self._title(guess)}; try --encoding {guess}"
        return "name its encoding with --encoding, such as tcvn3, vni or cp1258"

    def blocks(self) -> Iterator[bytes]:
        """Yield the bytes behind a byte order mark, cut behind line breaks."""
        newline = self.encoding.newline
        width = len(newline)
        pending = [self._head]
        self._head = b""
        while pending[-1]:
            cut = _line_end(pending[-1], newline, sum(map(len, pending[:-1])) % width)
            if cut:
                yield b"".join([*pending[:-1], pending[-1][:cut]])
                pending = [pending[-1][cut:]]
            pending.append(self._read())
        rest = b"".join(pending)
        if rest:
            yield rest

    def text_blocks(self) -> Iterator[str]:
        """Yield the text, cut behind line breaks.

        Raises:
            EncodingError: some bytes are not text in the encoding; the message names the place and a guess.
            InputError: there is nothing but white space.
        """
        line, offset, blank = 1, self._start, True
        for block in self.blocks():
            text = self._decode(block, line, offset)
            blank = blank and not text.strip()
            yield text
            line += block.count(self.encoding.newline)
            offset += len(block)
        if blank:
            raise self._empty()

    def text(self) -> str:
        """Return the whole text with its line breaks as they are; see :meth:`text_blocks` for the errors."""
        return "".join(self.text_blocks())

    def lines(self) -> Iterator[str]:
        """Yield the lines without their line breaks; see :meth:`text_blocks` for the errors."""
        for text in self.text_blocks():
            lines = text.split("\n")
            if not lines[-1]:
                lines.pop()
            for line in lines:
                yield line.removesuffix("\r")

    def numbered_lines(self) -> Iterator[tuple[int, str | EncodingError]]:
        """Yield each line with its number, counted from 1, or the error where its bytes are not text."""
        number, offset, newline = 1, self._start, self.encoding.newline
        for block in self.blocks():
            while block:
                cut = _line_end(block, newline, 0, last=False) or len(block)
                line, block = block[:cut], block[cut:]
                try:
                    yield number, self._decode(line, number, offset)
                except EncodingError as error:
                    yield number, error
                number += 1
                offset += cut

    def first_line(self) -> str:
        """Return the first line that is not blank, as far as it is text, and leave it to be read again."""
        while not self._head.strip() or not _line_end(self._head, self.encoding.newline, 0):
            more = self._read()
            self._head += more
            if not more:
                break
        head = self._head.lstrip()
        try:
            return self.encoding.decode(head[: _line_end(head, self.encoding.newline, 0, last=False) or len(head)])
        except UnicodeDecodeError:
            return ""

    def _decode(self, data: bytes, line: int, offset: int) -> str:
        try:
            return self.encoding.decode(data)
        except UnicodeDecodeError as error:
            before = data[: error.start]
            begun = before.rfind(self.encoding.newline) + len(self.encoding.newline) if self.encoding.newline in before else 0
            line += before.count(self.encoding.newline)
            column = len(self.encoding.decode(before[begun:])) + 1
            wrong = data[error.start : error.start + 1].hex().upper()
            raise EncodingError(
                f"{self.name}: not {self._title(self.encoding.name)} at line {line}, column {column} "
                f"(byte {offset + error.start}, 0x{wrong}); {self._advice(guess_encoding(_sample(data, error.start)))}"
            ) from None


def _sample(data: bytes, position: int) -> bytes:
    """Cut out the lines around a place."""
    start = data.rfind(b"\n", 0, max(0, position - BLOCK_BYTES // 2)) + 1
    return data[start : start + BLOCK_BYTES]


def _line_end(data: bytes, newline: bytes, phase: int, *, last: bool = True) -> int:
    """Return the index behind the last (or the first) line break, 0 if there is none.

    ``phase`` bytes of a character lie before the data: the two bytes of a UTF-16 line break also occur in the middle of two characters.
    """
    width = len(newline)
    position = data.rfind(newline) if last else data.find(newline)
    while position >= 0 and (position + phase) % width:
        position = data.rfind(newline, 0, position + width - 1) if last else data.find(newline, position + 1)
    return position + width if position >= 0 else 0


@contextmanager
def open_source(path: str, encoding: str | None = None, on_read: Callable[[int], None] | None = None) -> Iterator[Source]:
    """Open a file to read it as text.

    Args:
        path: the file.
        encoding: see :class:`Source`.
        on_read: see :class:`Source`.

    Yields:
        the source.

    Raises:
        InputError: there is no such file, it is a folder, may not be read, is empty or is not text.
    """
    if os.path.isdir(path):
        raise InputError(f"{path}: is a folder, not a file; name the files in it, such as {Path(path, '*.txt')}")
    try:
        stream = open(path, "rb")
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file; check the name") from None
    except PermissionError:
        raise InputError(f"{path}: may not be read; give yourself permission to read it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path}: cannot be opened ({reason}); check the name") from None
    with stream:
        yield Source(stream, path, encoding, on_read)
