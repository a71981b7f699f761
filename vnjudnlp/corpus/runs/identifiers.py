"""The ids of a run, each with where it was met first, on disk, so that memory does not grow with the corpus."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

__all__ = ["Identifiers"]


class Identifiers:
    """Ids that a run has met.

    Args:
        path: the file to keep them in, which is made anew; None for a temporary one.
    """

    def __init__(self, path: Path | None = None) -> None:
        if path is not None:
            path.unlink(missing_ok=True)
        # a database without a name is a temporary file that is gone when it is closed
        self._database = sqlite3.connect(path or "", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("CREATE TABLE ids (id BLOB PRIMARY KEY, file TEXT, line INTEGER) WITHOUT ROWID")

    def add(self, identifier: str, file: str, line: int | None) -> tuple[str, int | None] | None:
        """Remember an id.

        Args:
            identifier: the id.
            file: where it is met.
            line: its line, where that is known.

        Returns:
            file and line of the earlier document with this id; None if there is none.
        """
        key = hashlib.blake2b(identifier.encode(errors="surrogatepass"), digest_size=16).digest()
        # half a surrogate pair in a file's name is nothing that SQLite holds as text
        name = file.encode(errors="surrogatepass")
        if self._database.execute("INSERT OR IGNORE INTO ids VALUES (?, ?, ?)", (key, name, line)).rowcount:
            return None
        found = self._database.execute("SELECT file, line FROM ids WHERE id = ?", (key,)).fetchone()
        return found[0].decode(errors="surrogatepass"), found[1]

    def close(self) -> None:
        """Close the file."""
        self._database.close()
