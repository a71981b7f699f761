"""Check the lexicon of short forms, and the texts in which short forms are marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from vnjudnlp.corpus.faults import Fault
from vnjudnlp.errors import MarkupError
from vnjudnlp.formats.markup import read_document, read_lines
from vnjudnlp.records import Record
from vnjudnlp.text.diacritics import strip_diacritics

__all__ = ["check_abbreviations", "check_marked_texts"]

_COLUMNS = ("short", "long", "domain", "frequency", "kind", "register", "source", "example")
_FREQUENCIES = ("common", "uncommon", "rare")
_SETS: Mapping[str, frozenset[str]] = {
    "domain": frozenset(
        "administration court degree education finance form general health justice land law military organisation "
        "party people_council police procuracy unions".split()
    ),
    "frequency": frozenset(_FREQUENCIES),
    "kind": frozenset("agency code degree law organisation party_role place title word".split()),
    "register": frozenset("general official court internal press party form".split()),
}
# their letters are those of another language or of a table of codes
_OTHER_LETTERS = frozenset({"other-name", "circular-27-2018"})
# their capitals go on within a word, as in "công ty", "được thi hành án", or leave one out, as in "Tòa Hành chính"
_WITHIN_WORDS = frozenset({"CNMLN", "CTY", "NO&PTNT", "TAHC", "TTR", "ĐƯTHA"})


def check_abbreviations(path: Path) -> Iterator[Fault]:
    """Check what holds for the lexicon of short forms beyond what holds for every lexicon.

    Args:
        path: ``abbreviations.tsv``, which :func:`tools.check_data.check_lexicon` has found without fault.

    Yields:
        its faults.
    """
    lines = path.read_bytes().decode("utf-8").removesuffix("\n").split("\n")
    head = [line for line in lines if line.startswith("# ")]
    if tuple(lines[len(head)].split("\t")) != _COLUMNS:
        yield Fault(path, len(head) + 1, f"the columns are {', '.join(_COLUMNS)}")
        return
    explained = frozenset(re.findall(r"[\w-]+(?=: )", "\n".join(head))) - {"Columns", "Source"}
    seen: dict[tuple[str, str], int] = {}
    previous = ("", -1)
    for number, line in enumerate(lines[len(head) + 1 :], len(head) + 2):
        row = dict(zip(_COLUMNS, line.split("\t"), strict=True))
        yield from (Fault(path, number, message) for message in _row_faults(row, explained))
        reading = (row["short"], row["long"].lower())
        first = seen.setdefault(reading, number)
        if first != number:
            yield Fault(path, number, f"the same reading as line {first}")
        if row["frequency"] in _FREQUENCIES:
            place = (row["short"], _FREQUENCIES.index(row["frequency"]))
            if place < previous:
                yield Fault(path, number, "rows are sorted by short form, then by frequency")
            previous = place


def _row_faults(row: Mapping[str, str], explained: frozenset[str]) -> Iterator[str]:
    for column, allowed in _SETS.items():
        if row[column] not in allowed:
            yield f"the {column} {row[column]!r} is none of {', '.join(sorted(allowed))}"
    if row["source"] not in explained:
        yield f"the source {row['source']!r} is not explained in the comments at the head"
    if not re.search(rf"(?<!\w){re.escape(row['short'])}(?!\w)", row["example"]):
        yield f"the example {row['example']!r} does not hold the short form"
    elif row["example"] == row["short"]:
        yield "the example is the short form alone"
    if row["source"] not in _OTHER_LETTERS and not _spells(row["short"], row["long"]):
        yield f"{row['short']!r} has letters that {row['long']!r} has not in this order"


def _spells(short: str, long: str) -> bool:
    """Whether the capitals of a short form begin words of the long form in order, accents aside.

    >>> _spells("BLTTDS", "Bộ luật Tố tụng dân sự"), _spells("TTg", "Thủ tướng"), _spells("TA", "tài sản")
    (True, True, False)
    """
    if re.fullmatch(r"[A-Z]{1,2}\d+", short):
        # codes of police units and of days of the week: the figures say what is meant
        return True
    # "BSCKII" ends with the numeral of "bác sĩ chuyên khoa II", "PCHIV" with a short form
    for word in re.findall(r"\b[A-Z]{2,}\b", long):
        if short.endswith(word):
            short, long = short.removesuffix(word), long.replace(word, "")
    plain = strip_diacritics(long.lower())
    initials = iter(re.findall(r"(?<![a-z0-9])[a-z0-9]", plain))
    capitals = [letter for letter in short.replace("W", "Ư") if letter.isupper()]
    if len(capitals) > 1 and short not in _WITHIN_WORDS:
        return all(strip_diacritics(letter.lower()) in initials for letter in capitals)
    remaining = iter(plain)
    return all(letter in remaining for letter in strip_diacritics(short.lower()) if letter.isalpha())


def check_marked_texts(folder: Path) -> Iterator[Fault]:
    """Check the documents and lines in which every short form is marked.

    Args:
        folder: has the folders ``train`` and ``test`` with documents and ``contexts`` with files of lines.

    Yields:
        what cannot be read, what has entities, ids and texts that are there twice.
    """
    ids: dict[str, Path] = {}
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("*/*.txt")):
        try:
            records = read_lines(path) if path.parent.name == "contexts" else [read_document(path)]
        except MarkupError as error:
            yield Fault(path, error.line, str(error))
            continue
        for record in records:
            if record.id in ids:
                yield Fault(path, 1, f"the id {record.id} is that of {ids[record.id]} too")
            ids[record.id] = path
            yield from _record_faults(path, record, texts)


def _record_faults(path: Path, record: Record, texts: dict[str, str]) -> Iterator[Fault]:
    text = " ".join(record.text.split())
    if text in texts:
        yield Fault(path, 1, f"{record.id} has the text of {texts[text]}")
    texts[text] = record.id
    if record.entities:
        yield Fault(path, 1, f"{record.id} has entities; short forms alone are marked here")
