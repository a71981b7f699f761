"""The shards of a run made one: documents of one id in several of them, and the errors of all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from vnjudnlp.corpus.runs.identifiers import Identifiers
from vnjudnlp.corpus.runs.outcomes import Outcome, Shard, duplicate, error_line

__all__ = ["finish_shards"]


def finish_shards(shards: Iterable[Shard], target: str | Path, errors: str | Path) -> tuple[int, int]:
    """Copy shards as :func:`~vnjudnlp.corpus.runs.outcomes.run_split` wrote them to where they stay.

    Of documents with one id the first in the order of the splits stays; the others go to the errors. It can be done
    again, since nothing of what it reads is changed.

    Args:
        shards: all of them, in the order of their splits.
        target: the folder that gets them, another than that in which they are.
        errors: the file that gets the documents without a result, as lines of JSON.

    Returns:
        how many documents are in the shards, and how many in the errors.

    Raises:
        OSError: something cannot be read or written.
    """
    documents = failed = 0
    identifiers = Identifiers()
    try:
        with Path(f"{errors}.tmp").open("wb") as error_file:
            for shard in shards:
                dropped: set[int] = set()
                position = 0
                with Path(shard.index).open("rb") as rows:
                    for row in rows:
                        outcome = _outcome(row)
                        if outcome.reason is None:
                            first = identifiers.add(outcome.id or "", outcome.file, outcome.line)
                            if first is not None:
                                outcome = duplicate(outcome, *first)
                                dropped.add(position)
                            position += 1
                        if outcome.reason is not None:
                            failed += 1
                            error_file.write(error_line(outcome))
                documents += position - len(dropped)
                _copy(Path(shard.path), Path(target, Path(shard.path).name), dropped)
        os.replace(f"{errors}.tmp", errors)
    finally:
        identifiers.close()
    return documents, failed


def _outcome(row: bytes) -> Outcome:
    file, line, identifier, reason = json.loads(row)
    return Outcome(file, line, identifier, None, reason)


def _copy(source: Path, target: Path, dropped: set[int]) -> None:
    temporary = target.with_name(f".{target.name}.tmp")
    if dropped:
        with source.open("rb") as lines, temporary.open("wb") as file:
            file.writelines(line for number, line in enumerate(lines) if number not in dropped)
    else:
        shutil.copyfile(source, temporary)
    os.replace(temporary, target)
