"""How much is unpacked of an archive, so that a small file cannot fill memory or disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vnjudnlp.errors import InputError

__all__ = ["ENCRYPTED", "LARGEST_RATIO", "check_package", "is_bomb", "opened_archive"]

LARGEST_PACKAGE = 1 << 30
"""How many bytes the parts of a Word document may have together when they are unpacked."""
LARGEST_RATIO = 250
"""How many bytes may come out of one byte; text and XML give 3 to 50."""
_ALWAYS_SMALL = 8 << 20
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ENCRYPTED = 0x1


def is_bomb(size: int, packed: int) -> bool:
    """Whether so much comes out of so little that it was made to do harm.

    >>> is_bomb(10**9, 10**6), is_bomb(10**6, 1000)
    (True, False)
    """
    return size > _ALWAYS_SMALL and size > LARGEST_RATIO * max(1, packed)


@contextmanager
def opened_archive(path: Path, what: str) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP archive.

    Args:
        path: the file.
        what: what it should be, for messages.

    Raises:
        InputError: it cannot be read or is none.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(len(_OLD_OFFICE))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}); check the name") from None
    if head == _OLD_OFFICE:
        raise InputError(
            f"{path}: is not {what} but an old Office document or one with a password; "
            "save it as a Word document (.docx) without a password"
        )
    if not head:
        raise InputError(f"{path}: is empty; give {what}")
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}); copy it and try again") from None
    except (zipfile.BadZipFile, NotImplementedError, ValueError, UnicodeError):
        raise InputError(f"{path}: is not {what}, or it is damaged; get it once more") from None
    with archive:
        yield archive


def check_package(path: Path, what: str) -> None:
    """Check the archive that a document is before it is unpacked.

    Args:
        path: the file.
        what: what it should be, for messages.

    Raises:
        InputError: it is no archive, has a password, or unpacks to more than documents ever do.
    """
    with opened_archive(path, what) as archive:
        members = archive.infolist()
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise InputError(f"{path}: has a password; save it without one")
    if sum(member.file_size for member in members) > LARGEST_PACKAGE or any(
        is_bomb(member.file_size, member.compress_size) for member in members
    ):
        raise InputError(
            f"{path}: unpacks to far more than its size lets expect and is not read; "
            "if it is sound, save its text in another document"
        )
