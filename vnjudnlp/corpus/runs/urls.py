"""Inputs and outputs of runs that lie behind URLs, such as ``s3://``: through fsspec, by copies of what is needed.

The readers of formats read files. What is read from a URL is first copied: a document whole, and of a large file that
is divided only the bytes of one piece, in their places in a file that is empty elsewhere.
"""

from __future__ import annotations

import os
import posixpath
import re
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from vnjudnlp.errors import InputError

__all__ = ["Remote", "is_url", "local_path"]

# matches "s3://bucket/folder", "memory://a", "simplecache::s3://b/c"; does not match "C:\\data", "a/b", "part:1"
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+(?:::[a-z0-9]+)*://")

_AT_ONCE = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "adl", "oss", "tos", "oci", "memory", "hf"})
"""Stores where a file is there as a whole or not at all, and moving one means to copy it."""

_COPY_BYTES = 1 << 20


def is_url(name: str) -> bool:
    """Whether a name is a URL, not a path.

    >>> is_url("s3://court/2024"), is_url("court/2024"), is_url("C:/court")
    (True, False, False)
    """
    return _URL.match(name) is not None


def local_path(name: str) -> str:
    """Return the path of a ``file://`` URL; other names as they are.

    >>> local_path("file:///data/court"), local_path("court")
    ('/data/court', 'court')
    """
    return name.removeprefix("file://") if name.startswith("file:///") else name


@dataclass(frozen=True, slots=True)
class Remote:
    """A file system, and a file or a folder in it.

    Attributes:
        url: the URL, or the path of this machine.
        path: the path in the file system.
    """

    url: str
    path: str
    _system: Any

    @classmethod
    def open(cls, url: str) -> Remote:
        """Open the file system of a URL, or of this machine for a path.

        Raises:
            InputError: fsspec or the package for this kind of URL is missing, or the URL is of no known kind.
        """
        try:
            import fsspec
        except ModuleNotFoundError:
            raise InputError(
                f"{url}: URLs need the package fsspec; install it with: pip install 'vnjudnlp[ray]'"
            ) from None
        if not is_url(local_path(url)):
            path = os.path.abspath(local_path(url))
            return cls(path, path, fsspec.filesystem("file"))
        try:
            system, path = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise InputError(f"{url}: cannot be opened ({error})") from None
        except Exception as error:
            raise _failure(url, error) from None
        return cls(url.rstrip("/"), path.rstrip("/"), system)

    def below(self, name: str) -> Remote:
        """Return a file below this folder."""
        return Remote(f"{self.url}/{name}", f"{self.path}/{name}", self._system)

    def is_folder(self) -> bool:
        """Whether it is a folder; in an object store, whether names begin with it."""
        return bool(self._try(self._system.isdir, self.path))

    def exists(self) -> bool:
        """Whether there is such a file or folder."""
        self._system.invalidate_cache()
        return bool(self._try(self._system.exists, self.path))

    def size(self) -> int:
        """Return the size of the file in bytes."""
        return int(self._try(self._system.size, self.path) or 0)

    def version(self) -> str:
        """Return what changes when the file is changed."""
        self._system.invalidate_cache()
        return str(self._try(self._system.ukey, self.path))

    def names(self) -> Iterator[str]:
        """Yield the files below this folder, in the order in which a folder of this machine is walked.

        Hidden files and folders are passed over.
        """
        self._system.invalidate_cache()
        found = [posixpath.relpath(path, self.path) for path in self._try(self._system.find, self.path)]
        shown = [name for name in found if not any(part.startswith(".") for part in name.split("/"))]
        # the files of a folder come before its folders
        yield from sorted(shown, key=lambda name: [(1, part) for part in name.split("/")[:-1]] + [(0, name)])

    def tail(self, size: int) -> bytes:
        """Return the last bytes of the file."""
        return bytes(self._try(self._system.tail, self.path, size))

    def stream(self) -> BinaryIO:
        """Open the file for reading from any place."""
        stream: BinaryIO = self._try(self._system.open, self.path, "rb")
        return stream

    def fetch(self, target: Path, ranges: Sequence[tuple[int, int]] | None = None) -> None:
        """Copy the file.

        Args:
            target: the copy.
            ranges: from which byte to which; the rest of the copy is a hole. None for the whole file.

        Raises:
            InputError: it cannot be read.
        """
        if ranges is None:
            self._try(self._system.get_file, self.path, str(target))
            return
        size = self.size()
        with target.open("wb") as copy:
            for start, stop in ranges:
                copy.seek(start)
                copy.write(self._try(self._system.cat_file, self.path, start, min(stop, size)))
            copy.truncate(size)

    def send(self, source: Path) -> None:
        """Put a file of this machine there, all of it or none: nobody ever sees a part of it.

        Raises:
            OSError: it cannot be written.
        """
        protocols = self._system.protocol
        if _AT_ONCE.intersection((protocols,) if isinstance(protocols, str) else protocols):
            self._system.put_file(str(source), self.path)
            return
        folder, name = posixpath.split(self.path)
        self._system.makedirs(folder, exist_ok=True)
        unfinished = f"{folder}/.{name}.{uuid.uuid4().hex}"
        try:
            self._system.put_file(str(source), unfinished)
            self._system.mv(unfinished, self.path)
        except BaseException:
            if self._system.exists(unfinished):
                self._system.rm_file(unfinished)
            raise

    def write(self, content: bytes) -> None:
        """Write the file, all of it or nothing; see :meth:`send`."""
        with tempfile.TemporaryDirectory(prefix="vnjudnlp-") as folder:
            path = Path(folder, "content")
            path.write_bytes(content)
            self.send(path)

    def read(self) -> bytes | None:
        """Return the content of the file, None if there is none."""
        self._system.invalidate_cache()
        try:
            return bytes(self._system.cat_file(self.path))
        except FileNotFoundError:
            return None
        except Exception as error:
            raise _failure(self.url, error) from None

    def remove(self) -> None:
        """Remove the file, if there is one."""
        if self.exists():
            self._try(self._system.rm_file, self.path)

    def _try(self, function: Any, *arguments: Any) -> Any:
        try:
            return function(*arguments)
        except Exception as error:
            raise _failure(self.url, error) from None


def _failure(url: str, error: Exception) -> InputError:
    """Make one kind of error of those of all file systems."""
    if isinstance(error, FileNotFoundError):
        return InputError(f"{url}: cannot be read (No such file or directory); check the name")
    reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
    return InputError(f"{url}: cannot be reached ({reason or type(error).__name__}); check the name and your access")
