"""The files of a corpus and their formats, told by their endings and, where formats share one, by their beginnings."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.format import Format, ReadOptions
from vnjudnlp.formats.registry import FORMATS
from vnjudnlp.records import Record

__all__ = [
    "CorpusFile",
    "belongs_to_another",
    "files_below",
    "find_files",
    "format_of",
    "read_documents",
    "read_file",
]

_OTHER_DOCUMENTS = frozenset({".doc", ".rtf", ".odt", ".wps", ".docm"})
HEAD_BYTES = 1 << 16
"""How much of a file is looked at to tell its format; of JSON Lines also the rest of a longer first line."""

_SETTINGS = frozenset({"TypeSystem.xml", "annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf"})
_LONGEST_LINE = 1 << 24


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file of a corpus.

    Attributes:
        path: where it lies.
        name: what it is called in ids and messages: its path as given, or, in a folder, its path from there.
        format: its format.
    """

    path: Path
    name: str
    format: Format


def find_files(paths: Iterable[str | Path], kind: Format | None = None) -> Iterator[CorpusFile | RecordError]:
    """Find the files of a corpus, folders in the order of the names in them.

    Args:
        paths: files and folders; folders are searched to any depth. Hidden files and folders in them are passed over,
            and so are files that belong to another one (the text beside a ``.ann``, the settings of brat,
            the labels beside a ``.json``, a ``TypeSystem.xml``).
        kind: the format of all files, whatever their names; None to tell each by itself.

    Yields:
        the files, and an error for each that is missing or of no format that is read.
    """
    for given in paths:
        path = Path(given)
        if path.is_dir():
            found = False
            for file in files_below(path):
                found = True
                yield _corpus_file(file, file.relative_to(path).as_posix(), kind)
            if not found:
                yield RecordError(f"{given}: the folder holds no documents; check the name")
        else:
            yield _corpus_file(path, str(given), kind)


def _corpus_file(path: Path, name: str, kind: Format | None) -> CorpusFile | RecordError:
    try:
        return CorpusFile(path, name, kind or format_of(path))
    except InputError as error:
        return RecordError(str(error))


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder as :func:`find_files` finds them, of any format or none."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        present = set(names)
        for name in sorted(names):
            if not name.startswith(".") and not belongs_to_another(name, present):
                yield Path(place, name)


def belongs_to_another(name: str, present: Container[str]) -> bool:
    """Whether a file is part of a document in another file beside it.

    Args:
        name: its name.
        present: the names in its folder.

    >>> belongs_to_another("a.txt", {"a.txt", "a.ann"})
    True
    """
    stem, ending = name[:-4], name[-4:]
    if ending == ".txt":
        return f"{stem}.ann" in present
    # brat's rest of a record, and the configuration of Label Studio's labels, which lies beside its tasks
    return name in _SETTINGS or name.endswith(".vnjudnlp.json") or (ending == ".xml" and f"{stem}.json" in present)


def format_of(path: Path) -> Format:
    """Tell the format of a file by its ending; where several formats share it, by its beginning.

    Args:
        path: the file.

    Returns:
        the format.

    Raises:
        InputError: there is no such file, or no format with its ending is read.
    """
    name = path.name.lower()
    candidates = [item for item in FORMATS if item.reads and name.endswith(item.suffixes)]
    if not path.exists():
        raise InputError(f"{path}: there is no such file; check the name")
    if not candidates and path.suffix.lower() in _OTHER_DOCUMENTS:
        raise InputError(f"{path}: {path.suffix} is not read; save it as a Word document (.docx) first")
    if not candidates:
        known = sorted({suffix for item in FORMATS if item.reads for suffix in item.suffixes})
        ending = path.suffix or "nothing"
        raise InputError(f"{path}: no format that is read ends in {ending}; those are {' '.join(known)}")
    undecided = [item for item in candidates if item.by_content]
    if undecided:
        head = _head(path)
        for item in undecided:
            if item.recognizes(head):
                return item
    for item in candidates:
        if not item.by_content:
            return item
    names = " or ".join(item.title for item in candidates)
    raise InputError(f"{path}: is not {names}; name its format with --from")


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
            if path.name.lower().endswith(".jsonl") and b"\n" not in head:
                head += stream.readline(_LONGEST_LINE)
            return head
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}); check the name") from None


def read_file(file: CorpusFile, options: ReadOptions | None = None) -> Iterator[Record | RecordError]:
    """Read the documents of one file; a file that is unreadable as a whole is one error.

    Args:
        file: the file.
        options: how it is read; ``name`` is the file's.

    Yields:
        the documents, and for each that is faulty an error.
    """
    try:
        yield from file.format.read(file.path, replace(options or ReadOptions(), name=file.name))
    except InputError as error:
        yield RecordError(str(error))
    except OSError as error:
        yield RecordError(f"{file.path}: cannot be read ({error.strerror or error}); copy it and try again")


def read_documents(
    paths: Iterable[str | Path], *, kind: Format | None = None, options: ReadOptions | None = None
) -> Iterator[Record | RecordError]:
    """Read a corpus, document by document.

    Args:
        paths: files and folders: see :func:`find_files`.
        kind: the format of all files; None to tell each by itself.
        options: how they are read.

    Yields:
        the documents, and for each that is faulty an error.
    """
    for item in find_files(paths, kind):
        if isinstance(item, RecordError):
            yield item
        else:
            yield from read_file(item, options)
