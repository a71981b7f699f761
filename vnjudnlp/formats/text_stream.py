"""Files as streams of exactly their characters: line breaks and controls stay as they are, so that offsets fit."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from vnjudnlp.errors import EncodingError
from vnjudnlp.formats.encodings import BYTE_ORDER_MARKS, find_encoding
from vnjudnlp.formats.text_input import open_source

__all__ = ["open_text"]


@contextmanager
def open_text(path: Path, encoding: str | None = None) -> Iterator[TextIO]:
    """Open a file to read its characters in pieces of any size.

    Unlike :func:`~vnjudnlp.formats.text_input.open_source` it takes empty files, files of white space and controls.

    Args:
        path: the file.
        encoding: its encoding; None for UTF-8, or what a byte order mark says, which is passed over.

    Yields:
        the stream; bytes that are no text raise an :class:`~vnjudnlp.errors.EncodingError` where they are read.

    Raises:
        InputError: there is no such file, or it may not be read.
    """
    try:
        # closed below
        stream = path.open("rb")
    except (OSError, ValueError):
        # says why
        with open_source(str(path)):
            raise
    with stream:
        head = stream.read(4)
        name = find_encoding(encoding or "utf-8").name
        start = 0
        for mark, marked in BYTE_ORDER_MARKS:
            if head.startswith(mark) and (encoding is None or marked.startswith(name)):
                name, start = marked, len(mark)
                break
        stream.seek(start)
        try:
            if name in ("tcvn3", "vni", "cp1258"):
                with open_source(str(path), encoding) as source:
                    yield io.StringIO(source.text(), newline="")
            else:
                yield io.TextIOWrapper(stream, encoding=name, newline="")
        except UnicodeDecodeError as error:
            with open_source(str(path), encoding) as source:
                for _ in source.text_blocks():
                    pass
            raise EncodingError(f"{path}: not {name} ({error.reason}); name its encoding with --encoding") from None
