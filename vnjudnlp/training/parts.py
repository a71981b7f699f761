"""Which documents are learned from and which are held out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from vnjudnlp.errors import CorpusError
from vnjudnlp.records import Record

__all__ = ["PARTS", "held_out", "parts_of"]

PARTS = ("train", "dev", "test")


def held_out(records: Sequence[Record], every: int) -> tuple[list[Record], list[Record]]:
    """Divide documents by a hash of their ids, so that one that is added moves no other.

    Args:
        records: the documents.
        every: about every how many-th is held out.

    Returns:
        the documents to learn from and those that are held out; with fewer documents than ``every`` none is.
    """
    if len(records) < every:
        return list(records), []
    chosen = [int(hashlib.sha256(record.id.encode("utf-8")).hexdigest()[:8], 16) % every == 0 for record in records]
    learned = [record for record, is_out in zip(records, chosen, strict=True) if not is_out]
    return learned, [record for record, is_out in zip(records, chosen, strict=True) if is_out]


def parts_of(records: Sequence[Record], table: Path) -> dict[str, list[Record]]:
    """Divide documents as a table says.

    Args:
        records: the documents.
        table: a tab-separated file with the columns ``id`` and ``part``, in which lines that begin with ``#`` are
            comments; each part is one of :data:`PARTS`.

    Returns:
        the documents of each part.

    Raises:
        CorpusError: the file cannot be read, a line is not an id and a part, or a document is in no part.
    """
    try:
        lines = table.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError([f"{table}: cannot be read: {error}"]) from None
    part_of: dict[str, str] = {}
    faults = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#") or line == "id\tpart":
            continue
        name, _, part = line.rstrip("\r").partition("\t")
        if part not in PARTS:
            faults.append(f"{table}:{number}: not an id, a tab and one of {', '.join(PARTS)}: {line[:80]!r}")
        part_of[name] = part
    faults += [f"{table}: the document {record.id!r} is in no part" for record in records if record.id not in part_of]
    if faults:
        raise CorpusError(faults)
    result: dict[str, list[Record]] = {part: [] for part in PARTS}
    for record in records:
        result[part_of[record.id]].append(record)
    return result
