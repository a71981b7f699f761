"""ZIP archives of documents: each member is read as the file that it is, one at a time.

A member goes into a temporary folder under a name of its own ending, never by its path, together with the files that
belong to it. Names of members are UTF-8, or of old Windows and DOS programs.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.archive_limits import ENCRYPTED, is_bomb, opened_archive
from vnjudnlp.formats.corpus_files import CorpusFile, belongs_to_another, format_of, read_file
from vnjudnlp.formats.encodings import find_encoding, guess_encoding
from vnjudnlp.formats.format import ReadOptions
from vnjudnlp.records import Record

__all__ = ["read"]

DEEPEST = 3
"""How many archives may stand inside one another."""
LARGEST_MEMBER = 4 << 30
LARGEST_TOTAL = 64 << 30
"""How many bytes the members read may have together when they are unpacked."""

_UTF8_NAME = 0x800
_UNICODE_PATH = 0x7075
_BLOCK = 1 << 20
_LONGEST_NAME = 180
# matches what no system minds in a name; "/" and "\\" are taken away before
_UNSAFE = re.compile(r'[\x00-\x1f<>:"|?*/\\]')
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked, of an archive and those in it together."""

    left: int = LARGEST_TOTAL
    depth: int = 0


@dataclass(slots=True)
class _Member:
    info: zipfile.ZipInfo
    path: PurePosixPath
    beside: list[_Member] = field(default_factory=list)


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read the documents of an archive; see :mod:`vnjudnlp.formats.format`."""
    yield from _read(path, options, _Budget())


def _read(path: Path, options: ReadOptions, budget: _Budget) -> Iterator[Record | RecordError]:
    archive_name = options.name or str(path)
    with opened_archive(path, "a ZIP archive") as archive:
        members = _members(archive)
        if not members:
            raise InputError(f"{path}: the archive holds no documents")
        seen: dict[str, int] = {}
        for member in members:
            name = f"{archive_name}/{member.path}"
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                # an archive may hold several members of one name
                name = f"{name} ({seen[name]})"
            yield from _member(archive, member, name, options, budget)


def _reason(error: Exception) -> str:
    if isinstance(error, NotImplementedError):
        return f"is packed in a way that is not read ({error}); unpack the archive first"
    if isinstance(error, OSError):
        return f"cannot be unpacked ({error.strerror or error}); make room and try again"
    return "is damaged in the archive; get the archive once more"


def _members(archive: zipfile.ZipFile) -> list[_Member]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    found = []
    for info, name in zip(infos, _names(infos), strict=True):
        parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
        if parts and not any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts):
            found.append(_Member(info, PurePosixPath(*parts)))
    folders: dict[PurePosixPath, dict[str, _Member]] = {}
    for member in found:
        folders.setdefault(member.path.parent, {})[member.path.name] = member
    documents = []
    for member in found:
        neighbours = folders[member.path.parent]
        if belongs_to_another(member.path.name, neighbours):
            continue
        member.beside = [
            other for name, other in neighbours.items() if name != member.path.name and _belongs(name, member.path.name)
        ]
        documents.append(member)
    return documents


def _belongs(name: str, document: str) -> bool:
    """Whether a file has to lie beside a document for it to be read."""
    return name == "TypeSystem.xml" or belongs_to_another(name, {name, document})


def _names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """Return the names of members as people gave them."""
    unmarked = {}
    for index, info in enumerate(infos):
        if not info.flag_bits & _UTF8_NAME:
            unmarked[index] = _unicode_path(info) or _raw(info)
    raw = b"\n".join(name for name in unmarked.values() if isinstance(name, bytes) and not name.isascii())
    guess = guess_encoding(raw) if raw else None
    return [_decoded(unmarked[index], guess) if index in unmarked else _name(info) for index, info in enumerate(infos)]


def _name(info: zipfile.ZipInfo) -> str:
    return info.orig_filename.replace("\x00", "")


def _raw(info: zipfile.ZipInfo) -> bytes:
    # zipfile has read the bytes as those of DOS
    return _name(info).encode("cp437", "replace")


def _decoded(name: str | bytes, guess: str | None) -> str:
    if isinstance(name, str):
        return name
    for encoding in ("utf-8", guess if guess in ("cp1258", "tcvn3", "vni") else None):
        if encoding is not None:
            try:
                return find_encoding(encoding).decode(name)
            except UnicodeDecodeError:
                continue
    return name.decode("cp437")


def _unicode_path(info: zipfile.ZipInfo) -> str | None:
    """Return the name that Info-ZIP adds in UTF-8, if it is that of the member's name as it stands."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        data, extra = extra[4 : 4 + size], extra[4 + size :]
        # a name that was changed since has another checksum
        if kind == _UNICODE_PATH and data[:5] == b"\x01" + zlib.crc32(_raw(info)).to_bytes(4, "little"):
            return data[5:].decode("utf-8", "replace")
    return None


def _member(
    archive: zipfile.ZipFile, member: _Member, name: str, options: ReadOptions, budget: _Budget
) -> Iterator[Record | RecordError]:
    with tempfile.TemporaryDirectory(prefix="vnjudnlp-") as folder:
        place = Path(folder)
        for each in (*member.beside, member):
            target = place / _safe(each.path.name)
            fault = _fault(each.info, budget)
            if fault is None:
                try:
                    budget.left -= _unpack(archive, each.info, target)
                except _FAULTS as error:
                    fault = _reason(error)
            if fault is not None:
                yield RecordError(f"{name}: {fault}")
                return
        for item in _documents(target, name, options, budget):
            yield _renamed(item, str(target), folder, name)


def _documents(path: Path, name: str, options: ReadOptions, budget: _Budget) -> Iterator[Record | RecordError]:
    try:
        kind = format_of(path)
    except InputError as error:
        yield RecordError(str(error))
        return
    if kind.module != __name__:
        yield from read_file(CorpusFile(path, name, kind), options)
    elif budget.depth + 1 >= DEEPEST:
        yield RecordError(f"{path}: more than {DEEPEST} archives stand inside one another; unpack the outer ones first")
    else:
        budget.depth += 1
        try:
            yield from _read(path, ReadOptions(options.encoding, name), budget)
        except InputError as error:
            yield RecordError(str(error))
        finally:
            budget.depth -= 1


def _fault(info: zipfile.ZipInfo, budget: _Budget) -> str | None:
    if info.flag_bits & ENCRYPTED:
        return "has a password; unpack the archive with its password first"
    if is_bomb(info.file_size, info.compress_size) or info.file_size > LARGEST_MEMBER:
        return "unpacks to far more than its size lets expect and is not read; if it is sound, unpack it first"
    if info.file_size > budget.left:
        return f"is left out, since the archive unpacks to more than {LARGEST_TOTAL >> 30} GiB; unpack it first"
    return None


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> int:
    """Write a member into a file and return its size; zipfile reads no more than the size that was checked."""
    with archive.open(info) as packed, target.open("xb") as file:
        shutil.copyfileobj(packed, file, _BLOCK)
        return file.tell()


def _safe(name: str) -> str:
    """Return a name that is that of a file and of nothing else, with the same ending."""
    name = _UNSAFE.sub("_", name).strip(" .") or "_"
    while len(name.encode(errors="replace")) > _LONGEST_NAME:
        name = name[len(name) // 4 + 1 :]
    return name.encode("utf-8", "replace").decode()


def _renamed(item: Record | RecordError, path: str, folder: str, name: str) -> Record | RecordError:
    """Name the archive and the member where the name of the temporary file stands."""
    if isinstance(item, RecordError):
        return RecordError(str(item).replace(path, name).replace(folder, name.rpartition("/")[0]))
    if item.id.startswith(path):
        item.id = f"{name}{item.id[len(path) :]}"
    return item
