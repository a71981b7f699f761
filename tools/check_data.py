"""Check the lexicons and the annotated corpus: their form, not the truth of what they say.

``vnjudnlp data check`` has the checks that hold for any annotated documents; those of this repository alone are here.

Every fault is printed as ``file:line: message``; the exit status is 1 if there is one.

Usage:
    python -m tools.check_data [FOLDER]

FOLDER is the data folder, ``data`` beside this file's folder if left out.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tools.check_abbreviations import check_abbreviations, check_marked_texts
from tools.check_register import check_register
from vnjudnlp.corpus.checks import check_documents, read_splits
from vnjudnlp.corpus.faults import Fault
from vnjudnlp.corpus.reading import scan
from vnjudnlp.errors import MarkupError
from vnjudnlp.formats.markup import read_document
from vnjudnlp.formats.words import read_words
from vnjudnlp.records import LABELS

__all__ = [
    "Fault",
    "check_corpus",
    "check_lexicon",
    "check_parts",
    "check_text_file",
    "check_words",
    "main",
]

# matches "\t" + U+00A0, U+200B; does not match "a", " "
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_PARTS = ("train", "dev", "test")
_TABLE_OF_PARTS = "corpus_splits.tsv"
_SHORT_FORMS = "abbreviations.tsv"


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


def _short_form_faults(path: Path) -> Iterator[Fault]:
    """Check the short forms, if the file can be read as a lexicon at all."""
    if not any(True for _ in check_lexicon(path)):
        yield from check_abbreviations(path)


def check_corpus(folder: Path, parts: Mapping[str, str] | None = None) -> Iterator[Fault]:
    """Check the annotated documents: their place and header, and what :mod:`vnjudnlp.corpus.checks` checks.

    Args:
        folder: a folder with a folder for each genre and a file for each document.
        parts: the part of each document's id.

    Yields:
        their faults; what is a warning elsewhere is a fault here.
    """
    paths: list[Path] = []
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            continue
        if path.suffix != ".txt" or path.parent.parent != folder:
            yield Fault(path, 1, "a document is GENRE/ID.txt")
            continue
        yield from check_text_file(path)
        paths.append(path)
    if not paths:
        return
    located, faults = scan(paths, labels=LABELS)
    yield from faults
    for item in located:
        name, genre, folder_name = item.record.id, item.record.extra.get("genre"), item.path.parent.name
        if name != item.path.stem:
            yield Fault(item.path, 1, f"the id {name!r} is not the file's name {item.path.stem!r}")
        if genre != folder_name:
            yield Fault(item.path, 1, f"the genre {genre!r} is not the folder's name {folder_name!r}")
    for found in check_documents(located, parts or {}):
        yield from found


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
    """Check that each document is in one of the three parts.

    Args:
        folder: the data folder, with ``corpus_splits.tsv`` and ``corpus/``.

    Yields:
        the faults.
    """
    table = folder / _TABLE_OF_PARTS
    if not table.is_file():
        return
    parts, faults = read_splits(table)
    yield from faults
    for identifier, part in parts.items():
        if part not in _PARTS:
            yield Fault(table, 1, f"the part {part!r} of {identifier} is none of {', '.join(_PARTS)}")
    documents = {path.stem: path for path in sorted((folder / "corpus").rglob("*.txt"))}
    for identifier in sorted(documents.keys() ^ parts.keys()):
        where = documents.get(identifier, table)
        yield Fault(where, 1, f"{identifier} is a document without a part, or has a part without a document")


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
    faults += [fault for path in lexicons if path.name == _SHORT_FORMS for fault in _short_form_faults(path)]
    register = sorted((folder / "register").glob("*.tsv"))
    faults += [fault for path in register for fault in check_lexicon(path)]
    if register:
        faults += check_register(folder / "register")
    table = folder / _TABLE_OF_PARTS
    faults += check_corpus(folder / "corpus", read_splits(table)[0] if table.is_file() else None)
    faults += [*check_words(folder), *check_parts(folder), *check_marked_texts(folder / "abbreviations")]
    for fault in faults:
        print(fault, file=sys.stderr)
    tables = f"{len(register)} tables of the register, " if register else ""
    print(f"{len(lexicons)} lexicons, {tables}{len(documents)} documents, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
