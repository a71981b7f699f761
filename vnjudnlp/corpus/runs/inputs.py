"""The inputs of a run wherever they lie: paths of this machine and URLs, planned alike, fetched where they are read."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from vnjudnlp.corpus.runs.plan import Part, Split, plan_splits
from vnjudnlp.corpus.runs.urls import Remote, is_url, local_path
from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.corpus_files import HEAD_BYTES, CorpusFile, find_files, format_of
from vnjudnlp.formats.format import Format, Piece, ReadOptions

__all__ = ["fetched", "plan_inputs"]

_SIBLINGS: dict[str, Callable[[str], str]] = {".ann": lambda stem: f"{stem}.txt", ".xmi": lambda stem: "TypeSystem.xml"}
"""Files that are read with one of another ending."""


def plan_inputs(
    inputs: Iterable[str],
    kind: Format | None = None,
    options: ReadOptions | None = None,
    *,
    split_bytes: int | None = None,
) -> Iterator[Split]:
    """Plan a run over paths and URLs: see :func:`vnjudnlp.corpus.runs.plan.plan_splits`.

    Args:
        inputs: files and folders of this machine, and URLs of files and folders.
        kind: the format of all of them; None to tell each by itself.
        options: how they are read.
        split_bytes: how much a split has; None for the default.

    Yields:
        the splits; the path of a part that lies behind a URL is that URL.

    Raises:
        InputError: a URL cannot be opened at all.
    """
    sizes = {} if split_bytes is None else {"split_bytes": split_bytes}
    with tempfile.TemporaryDirectory(prefix="vnjudnlp-plan-") as folder:
        urls: dict[str, str] = {}
        for split in plan_splits(_files(inputs, kind, Path(folder), urls), options, **sizes):
            parts = tuple(_as_given(part, urls) for part in split.parts)
            # what is behind the last part of this split may be of the same file
            for path in [path for path in urls if path != split.parts[-1].path]:
                del urls[path]
            yield replace(split, parts=parts)


def _files(
    inputs: Iterable[str], kind: Format | None, folder: Path, urls: dict[str, str]
) -> Iterator[CorpusFile | RecordError]:
    for given in map(local_path, inputs):
        if not is_url(given):
            yield from find_files([given], kind)
            continue
        remote = Remote.open(given)
        if not remote.is_folder():
            yield from _remote_file(remote, given, kind, folder, urls)
            continue
        names = list(remote.names())
        present = set(names)
        shown = [name for name in names if not _belongs_to_another(name, present)]
        for name in shown:
            yield from _remote_file(remote.below(name), name, kind, folder, urls)
        if not shown:
            yield RecordError(f"{given}: the folder holds no documents")


def _belongs_to_another(name: str, present: set[str]) -> bool:
    path = PurePosixPath(name)
    return path.name == "TypeSystem.xml" or (path.suffix == ".txt" and str(path.with_suffix(".ann")) in present)


def _remote_file(
    remote: Remote, name: str, kind: Format | None, folder: Path, urls: dict[str, str]
) -> Iterator[CorpusFile | RecordError]:
    """Yield a file as a copy with the bytes that planning looks at, which is gone when the next is asked for."""
    path = Path(tempfile.mkdtemp(dir=folder), PurePosixPath(remote.path).name)
    try:
        remote.fetch(path, [(0, HEAD_BYTES)])
        found = kind or format_of(path)
        if found.divides:
            remote.fetch(path, _footer(remote) if found.name == "parquet" else None)
    except InputError as error:
        yield RecordError(str(error).replace(str(path), remote.url))
        return
    urls[str(path)] = remote.url
    yield CorpusFile(path, name, found)
    path.unlink()
    path.parent.rmdir()


def _as_given(part: Part, urls: dict[str, str]) -> Part:
    url = urls.get(part.path)
    if url is None:
        return part
    return replace(part, path=url, error=part.error and part.error.replace(part.path, url))


@contextmanager
def fetched(split: Split) -> Iterator[Split]:
    """Copy what a split needs from behind URLs.

    Args:
        split: a split of :func:`plan_inputs`.

    Yields:
        the same split with paths of this machine, which are there until the context is left; a part that cannot be
        copied has an error.
    """
    if not any(is_url(part.path) for part in split.parts):
        yield split
        return
    with tempfile.TemporaryDirectory(prefix="vnjudnlp-fetched-") as folder:
        parts = [
            _fetched(part, Path(folder, str(number))) if is_url(part.path) and part.error is None else part
            for number, part in enumerate(split.parts)
        ]
        yield replace(split, parts=tuple(parts))


def _fetched(part: Part, folder: Path) -> Part:
    try:
        remote = Remote.open(part.path)
        # the name is that of the URL: messages and siblings go by it
        path = folder / PurePosixPath(remote.path).name
        folder.mkdir()
        remote.fetch(path, None if part.piece is None else _ranges(remote, part.format, part.piece))
        sibling = _SIBLINGS.get(path.suffix)
        if sibling is not None:
            beside = Remote.open(f"{part.path.rpartition('/')[0]}/{sibling(path.stem)}")
            if beside.exists():
                beside.fetch(folder / PurePosixPath(beside.path).name)
    except InputError as error:
        return replace(part, error=str(error).removeprefix(f"{part.path}: "))
    return replace(part, path=str(path))


def _ranges(remote: Remote, kind: str, piece: Piece) -> Sequence[tuple[int, int]] | None:
    """Say which bytes of a file a piece needs; None for all of them."""
    if kind == "jsonl":
        # one byte before the piece shows whether a line ends there
        return [(max(0, piece.start - 1), piece.stop)]
    if kind == "parquet":
        return _row_groups(remote, range(piece.start, piece.stop))
    return None


def _footer(remote: Remote) -> Sequence[tuple[int, int]]:
    """Return where the description of a Parquet file lies: at its end, its length before the magic number."""
    size = remote.size()
    end = remote.tail(8)
    length = int.from_bytes(end[:4], "little") if end[4:] == b"PAR1" else size
    return [(0, 4), (max(0, size - 8 - length), size)]


def _row_groups(remote: Remote, groups: range) -> Sequence[tuple[int, int]]:
    from pyarrow.parquet import read_metadata

    with remote.stream() as stream:
        metadata: Any = read_metadata(stream)
    ranges = list(_footer(remote))
    for group in groups:
        columns = [metadata.row_group(group).column(number) for number in range(metadata.num_columns)]
        for column in columns:
            start = column.data_page_offset
            if column.has_dictionary_page:
                start = min(start, column.dictionary_page_offset)
            ranges.append((start, start + column.total_compressed_size))
    return ranges
