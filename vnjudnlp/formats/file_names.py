"""Names of files for documents: safe on every system, different for every document, and read back as its id."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TextIO
from urllib.parse import quote, unquote

__all__ = ["create_file", "file_stem", "id_of_stem", "written_id"]

_SAFE = " ()+,;=@[]-_."
_LONGEST = 180
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


def file_stem(identifier: str) -> tuple[str, bool]:
    """Return a name for a document's file, without an ending.

    Args:
        identifier: the document's id, any string.

    Returns:
        the name, and whether :func:`id_of_stem` gives the id back; a very long id is cut and told apart by a hash.

    >>> file_stem("2022/bản án 1.txt")
    ('2022%2Fbản án 1.txt', True)
    """
    stem = "".join(
        character if character.isalnum() or character in _SAFE else quote(character, safe="", errors="surrogatepass")
        for character in identifier
    )
    if stem[:1] in (".", " ") or stem.split(".")[0].lower() in _RESERVED or not stem:
        stem = f"%{ord(stem[0]):02X}{stem[1:]}" if stem and ord(stem[0]) < 128 else f"%00{stem}"
    if stem[-1] in " .":
        stem = f"{stem[:-1]}%{ord(stem[-1]):02X}"
    if len(stem.encode()) <= _LONGEST:
        return stem, True
    digest = hashlib.blake2b(identifier.encode(errors="surrogatepass"), digest_size=8).hexdigest()
    cut = stem.encode()[: _LONGEST - 20].decode(errors="ignore").rpartition("%")[0] or stem[:20]
    return f"{cut}~{digest}", False


def id_of_stem(stem: str) -> str:
    """Return the id that :func:`file_stem` made a name of.

    >>> id_of_stem("2022%2Fbản án 1.txt")
    '2022/bản án 1.txt'
    """
    if "%" not in stem:
        return stem
    return unquote(stem.removeprefix("%00"), errors="surrogatepass")


def written_id(name: str) -> str:
    """Return the id of a document that is known by its file's path alone.

    Args:
        name: the path.

    Returns:
        the path, or the id for which :func:`file_stem` made the name of the file.

    >>> written_id("2022%2F1.txt"), written_id("a%20b.txt"), written_id("a/%2F.txt")
    ('2022/1.txt', 'a%20b.txt', 'a/%2F.txt')
    """
    if "%" not in name or "/" in name or "\\" in name:
        return name
    try:
        identifier = id_of_stem(name)
    except UnicodeDecodeError:
        return name
    return identifier if file_stem(identifier) == (name, True) else name


def create_file(folder: Path, stem: str, suffix: str) -> tuple[TextIO, Path]:
    """Make a text file for a document, also where there is one of that name already.

    Args:
        folder: where.
        stem: the name without its ending.
        suffix: the ending.

    Returns:
        the open file, in UTF-8 with line breaks as they are written, and its path. Names that differ in case only are
        one on some systems, so a number may have been added.
    """
    number = 1
    while True:
        path = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}~{number}{suffix}")
        try:
            return path.open("x", encoding="utf-8", newline=""), path
        except FileExistsError:
            number += 1
