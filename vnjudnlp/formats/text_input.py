"""Reading files and standard input as text, block by block, with errors that name the place and the way out."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import BinaryIO

from vnjudnlp.errors import EncodingError, InputError
from vnjudnlp.formats.encodings import BYTE_ORDER_MARKS, find_encoding, guess_encoding

__all__ = ["Source", "open_source", "readable_name", "split_lines", "text_for_file"]

BLOCK_BYTES = 1 << 16
"""How much is read at once; a block grows until it ends with a line."""

_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1a\x1b"))
_MANY_CONTROLS = 0.1

_SIGNATURES = (
    (b"%PDF-", "is a PDF file, not text", "give its name the ending .pdf, by which it is read"),
    (
        b"PK\x03\x04",
        "is a Word document or another ZIP archive, not text",
        "give its name the ending .docx or .zip, by which it is read, or save it as plain text",
    ),
    (b"\xd0\xcf\x11\xe0", "is an old Word or Excel document, not text", "save it as a Word document (.docx) first"),
    (b"{\\rtf", "is a rich text (RTF) document, not plain text", "save it as a Word document (.docx) first"),
    (b"\x1f\x8b", "is a gzip archive, not text", "unpack it first, for example with gunzip"),
)
_VIETNAMESE_ENCODINGS = frozenset({"tcvn3", "vni", "cp1258"})
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

# matches half a surrogate pair and NUL, which a text file cannot hold; does not match any other character
_NOT_OF_TEXT = re.compile("[\ud800-\udfff\x00]")
# matches the controls of which a text file holds few; does not match a tab, a line break
_RARE_CONTROLS = re.compile(f"[{re.escape(_CONTROLS.decode())}]")


class Source:
    """The bytes of one input, read block by block, and the encoding in which they are text.

    Args:
        stream: the bytes.
        name: what messages call it.
        encoding: the encoding's name; without it a byte order mark decides, and UTF-8 is read where there is none.
        on_read: called with the number of bytes after each block.
        offset: where in the file the stream begins, for messages; what lies inside a file is not judged by its
            beginning, and a byte order mark there is none.
        line: the number of its first line.

    Attributes:
        name: what messages call it.
        encoding: the encoding.

    Raises:
        InputError: the encoding is not known, the stream cannot be read, is empty or is not text.
    """

    def __init__(
        self,
        stream: BinaryIO,
        name: str,
        encoding: str | None = None,
        on_read: Callable[[int], None] | None = None,
        *,
        offset: int = 0,
        line: int = 1,
    ) -> None:
        self.name = name
        self.encoding = find_encoding(encoding or "utf-8")
        self._stream = stream
        self._on_read = on_read
        self._start = offset
        self._line = line
        self._head = self._read(BLOCK_BYTES)
        for mark, marked in BYTE_ORDER_MARKS if offset == 0 else ():
            if self._head.startswith(mark) and (encoding is None or _same_family(self.encoding.name, marked)):
                self.encoding = find_encoding(marked)
                self._start = len(mark)
                self._head = self._head[self._start :]
                break
        else:
            if offset == 0:
                self._refuse_other_files()
        if not self._head:
            raise InputError(f"{name}: is empty; give a file with text")
        self._sample = self._head

    def _read(self, size: int) -> bytes:
        try:
            data = self._stream.read(size)
        except OSError as error:
            raise InputError(
                f"{self.name}: cannot be read ({error.strerror or error}); copy it and try again"
            ) from None
        if self._on_read is not None:
            self._on_read(len(data))
        return data

    def _refuse_other_files(self) -> None:
        """Tell files that are no text, or text in an encoding that would silently be read wrongly."""
        head = self._head
        for signature, what, advice in _SIGNATURES:
            if head.startswith(signature):
                raise InputError(f"{self.name}: {what}; {advice}")
        if self.encoding.name in _VIETNAMESE_ENCODINGS and _is_utf8(head):
            raise EncodingError(f"{self.name}: is UTF-8, not {_title(self.encoding.name)}; leave --encoding out")
        if len(self.encoding.newline) > 1:
            return
        controls = len(head) - len(head.translate(None, _CONTROLS))
        if b"\x00" not in head and controls <= _MANY_CONTROLS * len(head):
            return
        guess = guess_encoding(head)
        if guess is None:
            raise InputError(f"{self.name}: is a binary file, not text; save or extract its text first")
        raise EncodingError(f"{self.name}: not {_title(self.encoding.name)}; {self._advice(guess)}")

    def _advice(self, guess: str | None) -> str:
        if guess is None:
            return "name its encoding with --encoding, such as tcvn3, vni or cp1258"
        if guess == self.encoding.name:
            return f"the rest looks like {_title(guess)}, so this place is damaged: mend it"
        return f"it looks like {_title(guess)}; try --encoding {guess}"

    def blocks(self) -> Iterator[bytes]:
        """Yield the bytes behind a byte order mark, cut behind line breaks."""
        data, more = self._head, True
        self._head = b""
        while more:
            cut = _behind_last_line(data, self.encoding.newline)
            if cut:
                yield data[:cut]
                data = data[cut:]
            # a line longer than a block makes the next one as long again, so that its bytes are copied a few times only
            read = self._read(max(BLOCK_BYTES, len(data)))
            more = bool(read)
            data += read
        if data:
            yield data

    def text_blocks(self) -> Iterator[str]:
        """Yield the text, cut behind line breaks.

        Raises:
            EncodingError: some bytes are not text in the encoding; the message names the place and a guess.
            InputError: there is nothing but white space.
        """
        line, offset, blank = self._line, self._start, True
        for block in self.blocks():
            text = self._decode(block, line, offset)
            blank = blank and not text.strip()
            yield text
            line += text.count("\n")
            offset += len(block)
        if blank:
            raise InputError(f"{self.name}: holds only white space; give a file with text")

    def text(self) -> str:
        """Return the whole text with its line breaks as they are; see :meth:`text_blocks` for the errors."""
        return "".join(self.text_blocks())

    def lines(self) -> Iterator[str]:
        """Yield the lines without their line breaks; see :meth:`text_blocks` for the errors."""
        for text in self.text_blocks():
            yield from split_lines(text)

    def numbered_lines(self) -> Iterator[tuple[int, str | EncodingError]]:
        """Yield each line with its number, counted from 1, or the error where its bytes are not text."""
        number, offset = self._line, self._start
        for block in self.blocks():
            try:
                lines: list[str | EncodingError] = [*split_lines(self._decode(block, number, offset))]
            except EncodingError:
                lines = [*self._lines_with_errors(block, number, offset)]
            yield from enumerate(lines, number)
            number += len(lines)
            offset += len(block)

    def _lines_with_errors(self, block: bytes, number: int, offset: int) -> Iterator[str | EncodingError]:
        start = 0
        while start < len(block):
            stop = _behind_first_line(block, self.encoding.newline, start) or len(block)
            try:
                yield from split_lines(self._decode(block[start:stop], number, offset + start))
            except EncodingError as error:
                yield error
            number += 1
            start = stop

    def first_line(self) -> str:
        """Return the first line that is not blank, "" where it is not text, and leave everything to be read."""
        newline, start = self.encoding.newline, 0
        while True:
            stop = _behind_first_line(self._head, newline, start)
            if not stop:
                more = self._read(max(BLOCK_BYTES, len(self._head)))
                self._head += more
                if more:
                    continue
                stop = len(self._head)
            try:
                line = self.encoding.decode(self._head[start:stop]).strip()
            except UnicodeDecodeError:
                return ""
            if line or stop == len(self._head):
                return line
            start = stop

    def _decode(self, data: bytes, line: int, offset: int) -> str:
        try:
            return self.encoding.decode(data)
        except UnicodeDecodeError as error:
            before = self.encoding.decode(data[: error.start])
            line += before.count("\n")
            column = len(before) - before.rfind("\n")
            guess = guess_encoding(_around(data, error.start)) or guess_encoding(self._sample)
            raise EncodingError(
                f"{self.name}: not {_title(self.encoding.name)} at line {line}, column {column} "
                f"(byte {offset + error.start}: 0x{data[error.start]:02X}); {self._advice(guess)}"
            ) from None


def readable_name(path: str) -> str:
    """Return a file's name as its bytes say in UTF-8, also where the system's settings know ASCII only."""
    try:
        return os.fsencode(path).decode("utf-8")
    except UnicodeError:
        return path


def _title(name: str) -> str:
    return _ENCODING_TITLES.get(name, name)


def _same_family(name: str, other: str) -> bool:
    """Whether two names are those of one Unicode encoding in either byte order."""
    return name.removesuffix("-le").removesuffix("-be") == other.removesuffix("-le").removesuffix("-be")


def _is_utf8(head: bytes) -> bool:
    """Whether the beginning of a file is UTF-8 with at least one letter that is not ASCII."""
    try:
        return not codecs.getincrementaldecoder("utf-8")().decode(head).isascii()
    except UnicodeDecodeError:
        return False


def split_lines(text: str) -> list[str]:
    r"""Return the lines of a text without their line breaks, LF or CRLF; no other character ends a line.

    >>> split_lines("Điều 1\r\nĐiều 2\n")
    ['Điều 1', 'Điều 2']
    """
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return [line.removesuffix("\r") for line in lines]


def _around(data: bytes, position: int) -> bytes:
    """Cut out the lines around a place."""
    start = data.rfind(b"\n", 0, max(0, position - BLOCK_BYTES // 2)) + 1
    return data[start : start + BLOCK_BYTES]


def _behind_last_line(data: bytes, newline: bytes) -> int:
    """Return the index behind the last line break, 0 if there is none.

    The two bytes of a UTF-16 line break also occur astride two characters; these are passed over.
    """
    position = data.rfind(newline)
    while position >= 0 and position % len(newline):
        position = data.rfind(newline, 0, position + len(newline) - 1)
    return position + len(newline) if position >= 0 else 0


def _behind_first_line(data: bytes, newline: bytes, start: int) -> int:
    """Return the index behind the first line break from ``start`` on, 0 if there is none."""
    position = data.find(newline, start)
    while position >= 0 and position % len(newline):
        position = data.find(newline, position + 1)
    return position + len(newline) if position >= 0 else 0


def text_for_file(text: str) -> tuple[str, int]:
    """Make a text such that a file of it is read as text again.

    Args:
        text: any text.

    Returns:
        the text with U+FFFD for halves of surrogate pairs and NUL, and for other controls where they are so many that
        the file would be taken for a binary one; and how many characters were replaced.

    >>> text_for_file("Tòa\\x00"), text_for_file("\\x01\\x02")
    (('Tòa�', 1), ('��', 2))
    """
    text, count = _NOT_OF_TEXT.subn("\ufffd", text)
    head = text[:BLOCK_BYTES].encode()[:BLOCK_BYTES]
    if len(head) - len(head.translate(None, _CONTROLS)) <= _MANY_CONTROLS * len(head):
        return text, count
    text, more = _RARE_CONTROLS.subn("\ufffd", text)
    return text, count + more


@contextmanager
def open_source(
    path: str, encoding: str | None = None, on_read: Callable[[int], None] | None = None
) -> Iterator[Source]:
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
    name = readable_name(path)
    if os.path.isdir(path):
        raise InputError(f"{name}: is a folder, not a file; name the files in it, such as {PurePath(name, '*.txt')}")
    try:
        # the errors of those who read the source are not those of opening it
        stream = open(path, "rb")  # noqa: SIM115
    except FileNotFoundError:
        raise InputError(f"{name}: there is no such file; check the name") from None
    except PermissionError:
        raise InputError(f"{name}: may not be read; give yourself permission to read it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{name}: cannot be opened ({reason}); check the name") from None
    with stream:
        yield Source(stream, name, encoding, on_read)
