"""Names of files for documents: safe on every system, different for every document, and read back as its id."""

from __future__ import annotations

import hashlib
from urllib.parse import quote, unquote

__all__ = ["file_stem", "id_of_stem"]

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
