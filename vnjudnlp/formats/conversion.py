"""From files of any format to a file or a folder of another: document by document, with a count of all that is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.corpus_files import CorpusFile, find_files, read_file
from vnjudnlp.formats.format import Format, ReadOptions, WriteOptions
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.output import complete_target
from vnjudnlp.formats.registry import FORMATS
from vnjudnlp.records import Record

__all__ = ["Conversion", "convert", "format_to_write"]


@dataclass(slots=True)
class Conversion:
    """What a conversion did.

    Attributes:
        documents: how many documents were read and not set aside.
        problems: how many files and documents were set aside.
        losses: what the format does not carry.
        is_written: whether the output is there.
    """

    documents: int = 0
    problems: int = 0
    losses: Losses = field(default_factory=Losses)
    is_written: bool = False


class _Refused(Exception):
    """Nothing is to be written."""


def format_to_write(path: Path) -> Format:
    """Tell from the ending of an output which format is wanted.

    Args:
        path: the output.

    Returns:
        the format.

    Raises:
        InputError: no format, or more than one, is written into a file with this ending.

    >>> format_to_write(Path("corpus.jsonl")).name
    'jsonl'
    """
    found = [
        item for item in FORMATS if item.writes and item.layout == "file" and path.name.lower().endswith(item.suffixes)
    ]
    # an ending that several formats share is that of the one that has it whatever the file holds
    plain = [item for item in found if not item.by_content] or found
    if len(plain) == 1:
        return plain[0]
    if plain:
        raise InputError(f"{path}: the ending is that of {' and '.join(i.name for i in plain)}; choose one with --to")
    raise InputError(f"{path}: the ending says no format that is written as one file; name the format with --to")


def convert(
    paths: Sequence[str | Path],
    target: Path,
    kind: Format,
    *,
    source_kind: Format | None = None,
    reading: ReadOptions | None = None,
    writing: WriteOptions | None = None,
    report: Callable[[str], None],
    on_done: Callable[[int], None] | None = None,
    strict: bool = False,
    force: bool = False,
) -> Conversion:
    """Convert documents; one that is faulty is reported and set aside, and so are later ones of the same id.

    Args:
        paths: files and folders.
        target: the file or the folder to write; it appears when it is complete.
        kind: what is written.
        source_kind: what is read; None to tell each file by itself.
        reading: how it is read.
        writing: how it is written.
        report: called with a message for each file and each document that is set aside.
        on_done: called with the number of bytes of the files that are done.
        strict: whether nothing is written where something is lost or set aside.
        force: whether a folder that holds something is replaced.

    Returns:
        what was done.

    Raises:
        InputError: the output stands among the inputs or cannot be replaced, the format is not written, or its
            libraries are not there.
        OSError: the output cannot be written.
    """
    _refuse_inputs(paths, target)
    done = Conversion()
    records = _different(_records(paths, source_kind, reading, on_done), done, report)
    first = next(records, None)
    if first is None:
        if not done.problems:
            report("there are no documents; name a file or a folder with documents")
            done.problems += 1
        return done
    try:
        with complete_target(target, kind.layout, force=force) as unfinished:
            kind.write(chain([first], records), unfinished, done.losses, writing)
            if strict and (done.losses or done.problems):
                raise _Refused
        done.is_written = True
    except _Refused:
        pass
    return done


def _refuse_inputs(paths: Sequence[str | Path], target: Path) -> None:
    """See that no input is written over."""
    whole = target.resolve()
    for given in paths:
        path = Path(given).resolve()
        if path == whole:
            raise InputError(f"{target}: is read and written at once; choose another place for the output")
        if target.exists() and path.is_dir() and path in whole.parents:
            raise InputError(f"{target}: lies in the folder {given} that is read; move it or choose another place")
        if whole in path.parents:
            raise InputError(f"{target}: holds {given}, which is read; choose another place for the output")


def _records(
    paths: Sequence[str | Path],
    kind: Format | None,
    options: ReadOptions | None,
    on_done: Callable[[int], None] | None,
) -> Iterator[Record | RecordError]:
    position = 0
    for item in find_files(paths, kind):
        if isinstance(item, RecordError):
            yield item
            continue
        yield from _of_file(item, options)
        if on_done is not None and item.path.is_file():
            position += item.path.stat().st_size
            on_done(position)


def _of_file(file: CorpusFile, options: ReadOptions | None) -> Iterator[Record | RecordError]:
    found = False
    for item in read_file(file, options):
        found = True
        yield item
    if not found:
        yield RecordError(f"{file.path}: holds no documents; leave it out or give another format with --from")


def _different(
    items: Iterator[Record | RecordError], done: Conversion, report: Callable[[str], None]
) -> Iterator[Record]:
    """Pass documents on, each id once; what is set aside is reported."""
    seen: set[bytes] = set()
    for item in items:
        if isinstance(item, RecordError):
            done.problems += 1
            report(str(item))
            continue
        # ids may be long, and there may be millions
        digest = hashlib.blake2b(item.id.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if digest in seen:
            done.problems += 1
            report(f"{item.id}: a second document of this id is set aside; give each its own id")
            continue
        seen.add(digest)
        done.documents += 1
        yield item
