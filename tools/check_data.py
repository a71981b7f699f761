"""Check the lexicons and the annotated corpus: their form, not the truth of what they say.

Every fault is printed as ``file:line: message``; the exit status is 1 if there is one.

Usage:
    python -m tools.check_data [FOLDER]

FOLDER is the data folder, ``data`` beside this file's folder if left out.
"""

from __future__ import annotations

import argparse
import datetime
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from vnjudnlp.errors import MarkupError
from vnjudnlp.formats.markup import read_document
from vnjudnlp.formats.words import read_words
from vnjudnlp.records import Entity

__all__ = [
    "Fault",
    "check_corpus",
    "check_lexicon",
    "check_parts",
    "check_text_file",
    "check_words",
    "date_norm_fault",
    "main",
]

# one point of time; matches "2022", "2022-04", "2022-Q1", "2022-04-12", "2022-04-12TAF", "2022-04-12T08:30"; does not
# match "22-04", "2022-Q5", "2022-04T08:30"
_POINT = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-Q[1-4]|-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?:MO|MI|AF|EV|NI|(?P<hour>\d\d):(?P<minute>\d\d)))?)?)?"
)
# matches "\t" + U+00A0, U+200B; does not match "a", " "
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_PARTS = ("train", "dev", "test")
_SHINGLE = 8
_MOST_ALIKE = 0.2
"""Which share of a document's runs of eight words may stand in another of a different part."""
_NO_EDGE = frozenset(",;:")
_PAIRS = (("“", "”"), ("«", "»"), ('"', '"'), ("(", ")"), ("[", "]"))


class Fault(NamedTuple):
    """Something wrong in a data file.

    Attributes:
        path: the file.
        line: the line, counted from 1.
        message: what is wrong.
    """

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def check_text_file(path: Path) -> Iterator[Fault]:
    """Check what holds for every text file: UTF-8, line breaks LF, the last one included.

    Args:
        path: a file.

    Yields:
        its faults.
    """
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Fault(path, content.count(b"\n", 0, error.start) + 1, f"not UTF-8 at byte {error.start}")
        return
    if text.startswith("\ufeff"):
        yield Fault(path, 1, "begins with a byte order mark")
    if "\r" in text:
        yield Fault(path, text.count("\n", 0, text.index("\r")) + 1, "a carriage return; lines end with LF alone")
    if not text.endswith("\n"):
        yield Fault(path, text.count("\n") + 1, "the last line does not end with a line break")


def check_lexicon(path: Path) -> Iterator[Fault]:
    """Check a lexicon: comment lines that name the source, a header line, rows of as many fields, none twice.

    Args:
        path: a tab-separated file.

    Yields:
        its faults.
    """
    faults = list(check_text_file(path))
    yield from faults
    if any(fault.message.startswith("not UTF-8") for fault in faults):
        return
    lines = path.read_bytes().decode("utf-8").removesuffix("\n").split("\n")
    comments = 0
    while comments < len(lines) and lines[comments].startswith("#"):
        comments += 1
    if not any("Source: " in line for line in lines[:comments]):
        yield Fault(path, 1, "no comment line '# … Source: …' at the head")
    if comments == len(lines):
        yield Fault(path, comments, "no header line behind the comments")
        return
    columns = lines[comments].split("\t")
    if len(set(columns)) < len(columns) or not all(re.fullmatch(r"[a-z][a-z_]*", name) for name in columns):
        yield Fault(path, comments + 1, f"column names are different words in lower case: {columns}")
    seen: dict[str, int] = {}
    for number, line in enumerate(lines[comments + 1 :], comments + 2):
        yield from (Fault(path, number, message) for message in _row_faults(line, len(columns)))
        first = seen.setdefault(line, number)
        if first != number:
            yield Fault(path, number, f"the same row as line {first}")


def _row_faults(line: str, columns: int) -> Iterator[str]:
    if not line:
        yield "an empty line"
        return
    if line.startswith("# "):
        yield "a comment among the rows; comments stand at the head"
        return
    fields = line.split("\t")
    if len(fields) != columns:
        yield f"{len(fields)} fields, the header has {columns}"
    if not fields[0]:
        yield "the first field is empty"
    for field in fields:
        if field != field.strip() or "  " in field:
            yield f"a space at the edge of the field or two in a row: {field!r}"
    if not unicodedata.is_normalized("NFC", line):
        yield "not in Unicode form NFC"
    unwanted = _UNWANTED.search(line)
    if unwanted:
        yield f"an invisible character, U+{ord(unwanted[0]):04X}"


def date_norm_fault(norm: str) -> str | None:
    """Say what is wrong with the normal form of a date.

    Args:
        norm: a point of time or two with a slash between them, both ends included.

    Returns:
        what is wrong, None if nothing is.

    >>> date_norm_fault("2022-04-12TAF"), date_norm_fault("2021-10-01/2022-03-31")
    (None, None)
    >>> date_norm_fault("2022-02-30")
    "no such day: '2022-02-30'"
    >>> date_norm_fault("2022/2021")
    "the range '2022/2021' ends before it begins"
    """
    points = norm.split("/")
    if len(points) > 2:
        return f"more than two ends: {norm!r}"
    for point in points:
        match = _POINT.fullmatch(point)
        if match is None:
            return f"not ISO 8601 as the guidelines have it: {point!r}"
        try:
            datetime.date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
            datetime.time(int(match["hour"] or 0), int(match["minute"] or 0))
        except ValueError:
            return f"no such day: {point!r}"
    if len(points) == 2 and _month_for_quarter(points[1]) < _month_for_quarter(points[0])[: len(points[1])]:
        return f"the range {norm!r} ends before it begins"
    return None


def _month_for_quarter(point: str) -> str:
    """Write a quarter as its last month, so that points compare as strings."""
    year, mark, quarter = point.partition("-Q")
    return f"{year}-{3 * int(quarter):02}" if mark else point


def check_corpus(folder: Path) -> Iterator[Fault]:
    """Check the annotated documents: mark-up, header, labels, normal forms, and that none is there twice.

    Args:
        folder: a folder with a folder for each genre and a file for each document.

    Yields:
        their faults.
    """
    identifiers: dict[str, Path] = {}
    texts: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            continue
        if path.suffix != ".txt" or path.parent.parent != folder:
            yield Fault(path, 1, "a document is GENRE/ID.txt")
            continue
        yield from check_text_file(path)
        try:
            record = read_document(path)
        except MarkupError as error:
            yield Fault(path, error.line, str(error).split(": ", 1)[1])
            continue
        header = path.read_text(encoding="utf-8").split("\n\n", 1)[0]
        first_line = header.count("\n") + 3
        if record.id != path.stem:
            yield Fault(path, 1, f"the id {record.id!r} is not the file's name {path.stem!r}")
        if record.extra.get("genre") != path.parent.name:
            yield Fault(
                path, 1, f"the genre {record.extra.get('genre')!r} is not the folder's name {path.parent.name!r}"
            )
        for seen, key, what in ((identifiers, record.id, "id"), (texts, " ".join(record.text.split()), "text")):
            first = seen.setdefault(key, path)
            if first != path:
                yield Fault(path, 1, f"the same {what} as {first}")
        for entity in record.entities:
            line = first_line + record.text.count("\n", 0, entity.start)
            yield from (Fault(path, line, message) for message in _entity_faults(entity))


def check_words(folder: Path) -> Iterator[Fault]:
    """Check the gold words: that each file has a document and all of its characters.

    Args:
        folder: the data folder, with ``words/`` and ``corpus/``.

    Yields:
        their faults.
    """
    for path in sorted((folder / "words").rglob("*")):
        document = folder / "corpus" / path.parent.name / path.name
        if path.is_dir():
            continue
        if not document.is_file():
            yield Fault(path, 1, "there is no such document in corpus/")
            continue
        try:
            read_words(path, read_document(document).text)
        except MarkupError as error:
            yield Fault(path, error.line, str(error).split(": ", 1)[1])


def check_parts(folder: Path) -> Iterator[Fault]:
    """Check that each document is in one part, and that no two parts hold nearly the same text.

    Args:
        folder: the data folder, with ``corpus_splits.tsv`` and ``corpus/``.

    Yields:
        the faults.
    """
    table = folder / "corpus_splits.tsv"
    if not table.is_file():
        return
    parts: dict[str, str] = {}
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
        identifier, _, part = line.partition("\t")
        if line.startswith("#") or identifier == "id":
            continue
        if part not in _PARTS:
            yield Fault(table, number, f"the part {part!r} is none of {', '.join(_PARTS)}")
        if parts.setdefault(identifier, part) != part:
            yield Fault(table, number, f"{identifier} is in two parts")
    documents = {path.stem: path for path in sorted((folder / "corpus").rglob("*.txt"))}
    for identifier in sorted(documents.keys() ^ parts.keys()):
        where = documents.get(identifier, table)
        yield Fault(where, 1, f"{identifier} is a document without a part, or has a part without a document")
    seen: dict[str, str] = {}
    for identifier, path in documents.items():
        words = path.read_text(encoding="utf-8").lower().split()
        shingles = {" ".join(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)}
        alike = Counter(seen[shingle] for shingle in shingles if shingle in seen)
        for other, count in alike.items():
            if count > _MOST_ALIKE * len(shingles) and parts.get(other) != parts.get(identifier):
                yield Fault(path, 1, f"nearly the same text as {other}, which is in another part")
        seen.update(dict.fromkeys(shingles, identifier))


def _entity_faults(entity: Entity) -> Iterator[str]:
    if _has_loose_edge(entity.text):
        yield f"punctuation at the edge of the span {entity.text!r}"
    if entity.norm is None:
        return
    if entity.label == "DATE":
        fault = date_norm_fault(entity.norm)
        if fault is not None:
            yield f"the normal form of {entity.text!r} is wrong: {fault}"
    elif entity.label != "AGENCY":
        yield f"a {entity.label} has no normal form of its own: {entity.norm!r}"
    if not unicodedata.is_normalized("NFC", entity.norm) or entity.norm != " ".join(entity.norm.split()):
        yield f"the normal form of {entity.text!r} is not in Unicode form NFC with single spaces: {entity.norm!r}"


def _has_loose_edge(text: str) -> bool:
    """Whether a span begins or ends with punctuation that is not part of the name.

    >>> [_has_loose_edge(text) for text in ("Dũng “Photo”", "TP.", "“Dũng", '"An"', "Cục (THADS)", "An,")]
    [False, False, True, True, False, True]
    """
    if text[0] in _NO_EDGE or text[-1] in _NO_EDGE:
        return True
    for opening, closing in _PAIRS:
        if text[0] == opening and (text[-1] == closing or closing not in text[1:]):
            return True
        if text[-1] == closing and opening not in text[:-1]:
            return True
        if text[0] == closing != opening or text[-1] == opening != closing:
            return True
    return False


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a data folder and print its faults.

    Args:
        arguments: the command line without the program's name; ``sys.argv`` if None.

    Returns:
        the exit status: 0 if all is well, 1 if not.
    """
    parser = argparse.ArgumentParser(description="Check the lexicons and the annotated corpus.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent.parent / "data")
    folder: Path = parser.parse_args(arguments).folder
    lexicons = sorted((folder / "lexicons").glob("*.tsv"))
    documents = sorted((folder / "corpus").rglob("*.txt"))
    if not lexicons or not documents:
        print(f"{folder}:1: no lexicons (lexicons/*.tsv) or no documents (corpus/*/*.txt)", file=sys.stderr)
        return 1
    faults = [fault for path in lexicons for fault in check_lexicon(path)]
    faults += check_corpus(folder / "corpus")
    faults += [*check_words(folder), *check_parts(folder)]
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(lexicons)} lexicons, {len(documents)} documents, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
