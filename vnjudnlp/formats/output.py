"""Where results go: standard output, or a file that appears only when it is complete."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal, TextIO

from vnjudnlp.errors import InputError

__all__ = ["Output", "complete_target", "open_output"]


class Output:
    """A text file to write to, opened when the first text is written.

    Args:
        path: the file, None for standard output.
    """

    def __init__(self, path: str | None) -> None:
        self.path = path
        self._temporary: str | None = None
        self._file: TextIO | None = None

    @property
    def file(self) -> TextIO:
        """The open file."""
        if self._file is None:
            self._file = sys.stdout if self.path is None else self._open(self.path)
        return self._file

    @property
    def is_terminal(self) -> bool:
        """Whether people read along."""
        return self.path is None and sys.stdout.isatty()

    def write(self, text: str) -> None:
        """Write text; characters that UTF-8 does not have are written as escapes."""
        self.file.write(text)

    def _open(self, path: str) -> TextIO:
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file():
            # a device or a pipe is written to as it is: a file in its place would be of no use
            return open(target, "w", encoding="utf-8", errors="backslashreplace", newline="\n")
        descriptor, self._temporary = tempfile.mkstemp(".part", f".{target.name}.", target.parent)
        return open(descriptor, "w", encoding="utf-8", errors="backslashreplace", newline="\n")

    def complete(self) -> None:
        """Give a complete file its name; an output to which nothing was written leaves the old file alone."""
        if self._file is None:
            return
        self._file.flush()
        if self._temporary is None or self.path is None:
            return
        self._file.close()
        target = os.path.realpath(self.path)
        if os.path.exists(target):
            shutil.copymode(target, self._temporary)
        else:
            os.chmod(self._temporary, 0o666 & ~_umask())
        os.replace(self._temporary, target)
        self._temporary = None

    def close(self) -> None:
        """Close the file; one that is not complete is removed."""
        if self.path is not None and self._file is not None:
            with suppress(OSError):
                self._file.close()
        if self._temporary is not None:
            with suppress(OSError):
                os.unlink(self._temporary)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def open_output(path: str | None) -> Iterator[Output]:
    """Open an output; it is complete when the block ends without an exception.

    Args:
        path: the file, None or ``-`` for standard output.

    Yields:
        the output.

    Raises:
        InputError: the file cannot be made where it should stand.
    """
    if path == "-":
        path = None
    if path is not None:
        folder = os.path.dirname(os.path.realpath(path))
        if os.path.isdir(path):
            raise InputError(f"{path}: is a folder, not a file; give the name of a file for --output")
        if not os.path.isdir(folder):
            raise InputError(f"{path}: the folder {folder} does not exist; make it first")
        if not os.access(folder, os.W_OK):
            raise InputError(f"{path}: the folder {folder} may not be written to; choose another for --output")
    output = Output(path)
    try:
        yield output
        output.complete()
    finally:
        output.close()


@contextmanager
def complete_target(path: Path, layout: Literal["file", "folder"], *, force: bool = False) -> Iterator[Path]:
    """Give a file or a folder its name when it is complete, and the files that its format wrote beside it.

    Args:
        path: its place. A file is replaced, and so is an empty folder.
        layout: what it is.
        force: whether a folder that holds something is replaced too.

    Yields:
        where it is to be made; there is nothing yet. What was made is removed if the block ends with an exception.

    Raises:
        InputError: it cannot be made where it should stand.
        OSError: it cannot be given its name.
    """
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise InputError(f"{path}: the folder {target.parent} does not exist; make it first")
    if not os.access(target.parent, os.W_OK):
        raise InputError(f"{path}: the folder {target.parent} may not be written to; choose another place")
    if layout == "file" and target.is_dir():
        raise InputError(f"{path}: is a folder, and this format is one file; give the name of a file")
    if layout == "folder" and target.exists() and not target.is_dir():
        raise InputError(f"{path}: is a file, and this format is a folder of files; give the name of a folder")
    if target.exists() and not target.is_file() and not target.is_dir():
        raise InputError(f"{path}: is a device or a pipe; give the name of a file")
    if target.is_dir() and any(target.iterdir()) and not force:
        raise InputError(f"{path}: the folder is not empty; choose another, or replace it with --force")
    with tempfile.TemporaryDirectory(".part", f".{target.name[:100]}.", target.parent) as folder:
        unfinished = Path(folder, target.name)
        yield unfinished
        old = Path(folder, "old")
        if target.is_file() and unfinished.is_file():
            shutil.copymode(target, unfinished)
        elif target.is_dir():
            # a folder takes the place of an empty one only, and on some systems not even that
            os.replace(target, old)
        try:
            os.replace(unfinished, target)
        except OSError:
            if old.exists():
                os.replace(old, target)
            raise
        # a file that is there may have been changed by hand, as the configuration of labels is
        for companion in Path(folder).glob(f"{target.stem}.*"):
            if not target.with_name(companion.name).exists():
                os.replace(companion, target.with_name(companion.name))
