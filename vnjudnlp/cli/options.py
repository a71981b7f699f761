"""Arguments and options that several commands share."""

from __future__ import annotations

import datetime
from enum import Enum
from typing import Annotated

import typer

from vnjudnlp.errors import InputError
from vnjudnlp.formats.encodings import find_encoding
from vnjudnlp.formats.registry import FORMATS
from vnjudnlp.records import LABELS, is_label

__all__ = [
    "INPUT_NOTES",
    "DocDate",
    "EncodingName",
    "Files",
    "Input",
    "LabelMap",
    "Lexicon",
    "OutputFile",
    "RegisterFile",
    "ReportFormat",
    "SpanLabels",
    "label_map",
    "label_names",
]

INPUT_NOTES = """\b
Files are read by their endings: .docx, .pdf, .html, .zip, .jsonl, .conll and
more, which "vnjudnlp formats" lists; all others as text. Folders are read to
any depth. "-", or no file at all, is standard input; that is read as JSON
Lines if its first line is a JSON object with a "text", else as text.

\b
Exit status: 0 if all went well, 1 if some input was bad (the rest is written),
2 if the command was wrong."""


class ReportFormat(str, Enum):
    """What a report is written as."""

    table = "table"
    json = "json"


def _checked_encoding(name: str | None) -> str | None:
    if name is not None:
        try:
            find_encoding(name)
        except InputError as error:
            raise typer.BadParameter(str(error)) from None
    return name


def _checked_format(name: str | None) -> str | None:
    if name is not None and not any(item.name == name and item.reads for item in FORMATS):
        known = ", ".join(item.name for item in FORMATS if item.reads)
        raise typer.BadParameter(f"{name!r} is not a format that is read; those are {known}")
    return name


def _checked_date(date: str | None) -> str | None:
    if date is not None:
        try:
            return datetime.date.fromisoformat(date).isoformat()
        except ValueError:
            raise typer.BadParameter(f"not an ISO date such as 2022-04-13: {date!r}") from None
    return date


Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE", help="Documents or folders; - for standard input.", show_default=False),
]
Input = Annotated[
    str | None,
    typer.Option(
        "--input",
        metavar="FORMAT",
        help="What the files hold, whatever their names: text, jsonl, docx, ...",
        callback=_checked_format,
        show_default=False,
    ),
]
EncodingName = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Encoding of the files if they are not UTF-8: tcvn3, vni, cp1258, utf-16 or any that Python knows.",
        callback=_checked_encoding,
        show_default=False,
    ),
]
Lexicon = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Abbreviations of your own: a table with the columns short and long, or JSON Lines.",
        show_default=False,
    ),
]
OutputFile = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write here; the file appears when it is complete.", show_default=False
    ),
]
DocDate = Annotated[
    str | None,
    typer.Option(
        metavar="YYYY-MM-DD",
        help="Date of documents that have none of their own; dates without a year are read from it.",
        callback=_checked_date,
        show_default=False,
    ),
]
SpanLabels = Annotated[
    str | None,
    typer.Option("--labels", metavar="LABEL,...", help="Only these labels, your own too.", show_default=False),
]
LabelMap = Annotated[
    str | None,
    typer.Option(
        "--map",
        metavar="OLD=NEW,...",
        help="Other names for labels, in all corpora, such as PER=PERSON; an empty one leaves a label out.",
        show_default=False,
    ),
]
ModelName = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="MODEL",
        help='Folder of a model that you trained, or "grammar" for the rules alone.',
        show_default=False,
    ),
]
MinScore = Annotated[
    float, typer.Option("--min-score", metavar="SCORE", min=0, max=1, help="Leave out what has a lower score.")
]
RegisterFile = Annotated[
    str | None,
    typer.Option(
        "--register",
        metavar="FILE",
        help="A register of bodies of your own, over the one of the package.",
        show_default=False,
    ),
]


def label_map(text: str | None) -> dict[str, str]:
    """Split the value of :data:`LabelMap`.

    Args:
        text: pairs of an old and a new name with ``=`` inside and commas between them.

    Returns:
        the new name of each old one; empty for None.

    Raises:
        typer.BadParameter: something is not such a pair, or a label is there twice.
    """
    mapping: dict[str, str] = {}
    for pair in text.split(",") if text is not None else ():
        old, sign, new = (part.strip() for part in pair.partition("="))
        if not sign or not is_label(old) or (new and not is_label(new)):
            raise typer.BadParameter(f"a pair is a label, = and a label, such as PER=PERSON, not {pair!r}")
        if mapping.setdefault(old, new) != new:
            raise typer.BadParameter(f"the label {old!r} has two new names")
    return mapping


def label_names(labels: str | None) -> list[str] | None:
    """Split the value of :data:`SpanLabels`.

    Args:
        labels: names with commas between them.

    Returns:
        the names, those of the package in capitals; None for None.

    Raises:
        typer.BadParameter: something is not a label.
    """
    if labels is None:
        return None
    names = [name.strip() for name in labels.split(",")]
    for name in names:
        if not is_label(name):
            raise typer.BadParameter(f"a label has letters, digits, '_' and '-' only, not {name!r}")
    return [name.upper() if name.upper() in LABELS else name for name in names]
