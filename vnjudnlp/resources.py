"""The one door to the files that ship with the package: ``data/`` and ``models/``.

Both lie at the top level of the source tree and are installed as ``vnjudnlp.data`` and ``vnjudnlp.models``, where
:mod:`importlib.resources` finds them in a wheel as in an editable install. A source tree that is merely on the
path has no such packages; there the folders beside the package are read.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from vnjudnlp.errors import ResourceError

if TYPE_CHECKING:
    if sys.version_info >= (3, 11):
        from importlib.resources.abc import Traversable
    else:
        from importlib.abc import Traversable

__all__ = ["data_file", "models_file", "read_table", "read_text"]


def data_file(name: str) -> Traversable:
    """Return the file or folder ``name`` of the package's data, such as ``"lexicons/titles.tsv"``."""
    return _root("data").joinpath(name)


def models_file(name: str) -> Traversable:
    """Return the file or folder ``name`` of the package's models."""
    return _root("models").joinpath(name)


@lru_cache(maxsize=2)
def _root(folder: str) -> Traversable:
    try:
        return resources.files(f"vnjudnlp.{folder}")
    except ModuleNotFoundError:
        return Path(__file__).parent.parent / folder


def read_text(name: str) -> str:
    """Read a data file as UTF-8 text.

    Args:
        name: the path below ``data/``, with forward slashes.

    Returns:
        its content.

    Raises:
        ResourceError: the file is missing or not UTF-8.
    """
    try:
        return data_file(name).read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise ResourceError(f"the package's data file {name} is missing; install vnjudnlp again") from None
    except UnicodeDecodeError as error:
        raise ResourceError(f"the package's data file {name} is damaged at byte {error.start}") from None


@lru_cache(maxsize=64)
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Read a lexicon: comment lines ``# …``, a header line, then one fact a line, tab-separated.

    Args:
        name: the path below ``data/``, such as ``"lexicons/titles.tsv"``.

    Returns:
        a mapping from column to value for each row.

    Raises:
        ResourceError: the file is missing, a row has the wrong number of fields or is not in NFC.
    """
    return tuple(_rows(name))


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = read_text(name)
    lines = text.split("\n")
    if not unicodedata.is_normalized("NFC", text):
        number = next(number for number, line in enumerate(lines, 1) if not unicodedata.is_normalized("NFC", line))
        raise ResourceError(f"{name}:{number}: not in Unicode form NFC")
    columns: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("# ") or line == "#":
            continue
        fields = line.split("\t")
        if not columns:
            columns = fields
        elif len(fields) != len(columns):
            raise ResourceError(f"{name}:{number}: {len(fields)} fields, the header has {len(columns)}")
        else:
            yield dict(zip(columns, fields))  # noqa: B905 - the lengths are equal
