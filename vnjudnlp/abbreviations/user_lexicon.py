"""Short forms of the user: a file of rows, checked line by line, that goes before the package's lexicon."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from vnjudnlp.abbreviations.short_forms import ShortForms, index_short_forms, readings_of, short_forms
from vnjudnlp.errors import InputError

__all__ = ["COLUMNS", "lexicon_with", "merged_with", "read_short_forms"]

COLUMNS = ("short", "long", "kind", "domain", "frequency")
"""The columns that are read; only the first two have to be there."""

_DEFAULTS = {"kind": "word", "domain": "", "frequency": "common"}
_FREQUENCIES = ("common", "uncommon", "rare")
_LONGEST_SHORT, _LONGEST_LONG = 40, 300
_JSON_SUFFIXES = (".jsonl", ".ndjson")


def read_short_forms(path: str | Path) -> list[dict[str, str]]:
    """Read a user's short forms.

    Args:
        path: a tab-separated file in UTF-8 with a header line that names the columns, or JSON Lines (``.jsonl``,
            ``.ndjson``) with one object a line. ``short`` and ``long`` are needed; ``kind`` (as in the package's
            lexicon), ``domain`` and ``frequency`` (common, uncommon, rare) may be there; other columns are kept out.
            Lines that begin with ``#`` and empty lines are skipped. A row whose long form is ``-`` says that the
            short form is none.

    Returns:
        the rows, in the order of the file.

    Raises:
        InputError: the file cannot be read, or rows are faulty; the message names every faulty line.
    """
    name = str(path)
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None
    lines = unicodedata.normalize("NFC", text).split("\n")
    faults: list[str] = []
    read = _json_rows if name.lower().endswith(_JSON_SUFFIXES) else _table_rows
    rows = [row for number, fields in read(name, lines, faults) if (row := _row(name, number, fields, faults))]
    _find_repeated(name, rows, faults)
    if faults:
        shown = faults[:20] + ([f"and {len(faults) - 20} more"] if len(faults) > 20 else [])
        raise InputError("\n".join(shown))
    return rows


def _table_rows(name: str, lines: list[str], faults: list[str]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    columns: list[str] = []
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r")
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("\t")]
        if not columns:
            columns = fields
            missing = [column for column in COLUMNS[:2] if column not in columns]
            if missing:
                faults.append(
                    f"{name}:{number}: the header has no column {' and no '.join(missing)}; "
                    "it is a line such as short<tab>long"
                )
                return
        elif len(fields) > len(columns):
            faults.append(f"{name}:{number}: {len(fields)} fields, the header has {len(columns)}")
        else:
            yield number, dict(zip(columns, fields, strict=False))
    if not columns:
        faults.append(f"{name}: no header line such as short<tab>long")


def _json_rows(name: str, lines: list[str], faults: list[str]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            fields = json.loads(line)
        except ValueError as error:
            faults.append(f"{name}:{number}: not JSON: {error}")
            continue
        if isinstance(fields, dict):
            yield number, fields
        else:
            faults.append(f"{name}:{number}: not an object with short and long")


def _row(name: str, number: int, fields: Mapping[str, Any], faults: list[str]) -> dict[str, str] | None:
    row = {column: fields.get(column) or _DEFAULTS.get(column, "") for column in COLUMNS}
    fault = _fault_of(row)
    if fault:
        faults.append(f"{name}:{number}: {fault}")
        return None
    return {column: " ".join(value.split()) for column, value in row.items()}


def _fault_of(row: Mapping[str, Any]) -> str:
    wrong = [column for column, value in row.items() if not isinstance(value, str)]
    if wrong:
        return f"{' and '.join(wrong)} not a string"
    empty = [column for column in COLUMNS[:2] if not row[column].strip()]
    if empty:
        return f"{' and '.join(empty)} empty"
    if not any(character.isalpha() for character in row["short"]):
        return f"the short form {row['short']!r} has no letter"
    if len(row["short"]) > _LONGEST_SHORT or len(row["long"]) > _LONGEST_LONG:
        return f"longer than {_LONGEST_SHORT} characters (short) or {_LONGEST_LONG} (long)"
    if row["frequency"] not in _FREQUENCIES:
        return f"the frequency is {', '.join(_FREQUENCIES)}, not {row['frequency']!r}"
    return ""


def _find_repeated(name: str, rows: Iterable[Mapping[str, str]], faults: list[str]) -> None:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        pair = (row["short"], row["long"])
        if pair in seen:
            faults.append(f"{name}: {row['short']} with {row['long']!r} is there twice")
        seen.add(pair)


def lexicon_with(path: str | Path | None) -> ShortForms:
    """Return the package's short forms with those of the user before them.

    A short form that the user's file has stands for what the file says and nothing else. The last few files that
    were asked for are kept in memory; a file that has changed is read again.

    Args:
        path: the user's file (see :func:`read_short_forms`), None for the package's lexicon alone.

    Raises:
        InputError: the file cannot be read or is faulty.
    """
    if path is None:
        return short_forms()
    try:
        changed = Path(path).stat().st_mtime_ns
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None
    return _lexicon_with(str(Path(path)), changed)


@lru_cache(maxsize=4)
def _lexicon_with(path: str, changed: int) -> ShortForms:
    """Read and merge; ``changed`` tells a file from what it was before."""
    return merged_with(read_short_forms(path))


def merged_with(rows: Iterable[Mapping[str, str]]) -> ShortForms:
    """Return the package's short forms with a user's before them.

    Args:
        rows: as :func:`read_short_forms` returns them.
    """
    users = readings_of(rows)
    # what is said of "TP" holds for "TP." too
    known = {short: readings for short, readings in short_forms().readings.items() if short.rstrip(".") not in users}
    merged = {**known, **users}
    none = {short for short, readings in users.items() if all(reading.long == "-" for reading in readings)}
    kept = {short: readings for short, readings in merged.items() if short not in none}
    return index_short_forms(kept)
