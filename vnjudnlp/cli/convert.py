"""``vnjudnlp convert`` and ``vnjudnlp formats``."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from vnjudnlp.cli.errors import print_error, print_note
from vnjudnlp.cli.options import EncodingName, OutputFile, ReportFormat
from vnjudnlp.cli.streams import progress_of, write_report
from vnjudnlp.errors import InputError
from vnjudnlp.formats.output import Output, open_output

__all__ = ["register"]

_EPILOG = """\b
Folders are read to any depth, each file by its ending and, where formats share
one, by its beginning. "vnjudnlp formats" lists the formats. Those that keep
each document in a file of its own make a folder of OUT.

\b
Examples:
  vnjudnlp convert corpus/ corpus.conllu
  vnjudnlp convert tagged.jsonl tagged.conll --unit syllable --scheme bilou
  vnjudnlp convert --from conll tokens.tsv records.jsonl
  vnjudnlp convert --to markup --strict records.jsonl corpus/
  vnjudnlp convert --encoding tcvn3 --from text old/ old.jsonl

\b
Exit status: 0 if all went well, 1 if a document was set aside (the rest is
written) or, with --strict, something was lost, 2 if the command was wrong."""


class Unit(str, Enum):
    """What a row of a column format is."""

    word = "word"
    syllable = "syllable"


class Scheme(str, Enum):
    """The tags of a column format."""

    bio = "bio"
    bilou = "bilou"


def register(application: typer.Typer) -> None:
    """Add the commands.

    Args:
        application: the command to which these belong.
    """
    application.command(epilog=_EPILOG)(convert)
    application.command()(formats)


def convert(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="IN... OUT", help="Files and folders to read, and what to write.", show_default=False),
    ],
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", help="What to write, if OUT does not tell.", show_default=False),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="FORMAT", help="What all inputs are, whatever their names.", show_default=False),
    ] = None,
    encoding: EncodingName = None,
    unit: Annotated[Unit, typer.Option(help="What a row of conll and conllu is.")] = Unit.word,
    scheme: Annotated[Scheme, typer.Option(help="The tags of conll and conllu.")] = Scheme.bio,
    errors: Annotated[
        str | None,
        typer.Option("--errors", metavar="FILE", help="Write what was set aside here instead.", show_default=False),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Write nothing if anything is lost or set aside.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a folder that is not empty.")] = False,
) -> int:
    """Convert annotated documents from one format to another, and say what is lost."""
    if len(paths) < 2:
        raise typer.BadParameter("name what to read and, last, what to write")
    from vnjudnlp.formats.conversion import convert as convert_documents
    from vnjudnlp.formats.conversion import format_to_write
    from vnjudnlp.formats.format import ReadOptions, WriteOptions
    from vnjudnlp.formats.registry import format_by_name

    *inputs, target = paths
    try:
        kind = format_by_name(to) if to is not None else format_to_write(Path(target))
        source_kind = format_by_name(source) if source is not None else None
    except InputError as error:
        raise typer.BadParameter(str(error)) from None
    if errors is not None and Path(errors).resolve() in {Path(path).resolve() for path in paths}:
        raise typer.BadParameter(f"--errors {errors} is one of the documents; choose another name")

    with open_output(errors) if errors is not None else nullcontext() as out:

        def report(message: str) -> None:
            if out is None:
                print_error(message)
            else:
                out.write(f"{' '.join(message.split())}\n")

        with progress_of(inputs) as on_done:
            done = convert_documents(
                inputs,
                Path(target),
                kind,
                source_kind=source_kind,
                reading=ReadOptions(encoding),
                writing=WriteOptions(unit.value, scheme.value),
                report=report,
                on_done=on_done,
                strict=strict,
                force=force,
            )
    for message in done.losses.messages():
        print_note(message)
    if done.problems and (errors is not None or done.documents):
        where = f"{errors} names them" if errors is not None else "mend what is named above"
        documents = "1 document is" if done.documents == 1 else f"{done.documents} documents are"
        written = "written" if done.is_written else "good, but nothing is written"
        print_error(f"{done.problems} set aside, {documents} {written}; {where}")
    elif not done.is_written and done.losses:
        print_error(f"{target}: nothing is written, since --strict lets nothing be lost; choose another format")
    return 0 if done.is_written and not done.problems else 1


def formats(
    report_format: Annotated[ReportFormat, typer.Option("--format", help="What to write.")] = ReportFormat.table,
    output: OutputFile = None,
) -> int:
    """List the formats that are read and written, and what each carries."""
    from vnjudnlp.formats.format import PARTS
    from vnjudnlp.formats.jsonl import write_json
    from vnjudnlp.formats.registry import FORMATS
    from vnjudnlp.formats.table import write_rows

    rows = [
        {
            "name": item.name,
            "title": item.title,
            "endings": list(item.suffixes),
            "reads": item.reads,
            "writes": item.writes and item.layout,
            "carries": [part for part in PARTS if part in item.carries],
            "extra": item.extra,
            "installed": item.extra is None or item.is_available(),
        }
        for item in FORMATS
    ]

    def write(out: Output) -> None:
        if report_format is ReportFormat.json:
            out.write(write_json({"formats": rows}, indent=2) + "\n")
            return
        shown = [_shown(row, PARTS) for row in rows]
        columns = tuple(shown[0])
        write_rows(columns, [tuple(row.values()) for row in shown], out.file, text_columns=columns)

    return write_report(write, output)


def _shown(row: Mapping[str, object], parts: tuple[str, ...]) -> dict[str, str]:
    """Return a format as a row for people."""
    carries, endings = row["carries"], row["endings"]
    assert isinstance(carries, list)
    assert isinstance(endings, list)
    missing = [part for part in parts if part not in carries]
    short = f"all but {', '.join(missing)}" if len(missing) < len(carries) else ", ".join(carries)
    extra = "" if row["extra"] is None else f"{row['extra']}{'' if row['installed'] else ' (not installed)'}"
    return {
        "name": str(row["name"]),
        "title": str(row["title"]),
        "endings": " ".join(endings),
        "reads": "yes" if row["reads"] else "",
        "writes": str(row["writes"] or ""),
        "carries": short if missing else "all",
        "extra": extra,
    }
