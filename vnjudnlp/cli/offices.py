"""``vnjudnlp offices``."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from vnjudnlp.cli.errors import print_error
from vnjudnlp.cli.options import DocDate, EncodingName, Input, MinScore, ModelName, OutputFile
from vnjudnlp.cli.streams import write_results
from vnjudnlp.formats.inputs import Inputs
from vnjudnlp.formats.output import Output

__all__ = ["register"]

_EPILOG = """\b
CORPUS is a folder (its files ending in .txt, .jsonl or .ndjson, in folders of
any depth), a file of text or of JSON Lines, or - for standard input. Annotated
documents in the inline mark-up are read as their text.

\b
Examples:
  vnjudnlp offices --output offices.csv news/
  vnjudnlp offices --format jsonl tagged.jsonl
  vnjudnlp offices --format parquet --output offices.parquet news/

\b
Exit status: 0 if all went well, 1 if some input was bad (the rest is written),
2 if the command was wrong."""


class OfficesFormat(str, Enum):
    """What ``offices`` writes."""

    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"


def register(application: typer.Typer) -> None:
    """Add the command.

    Args:
        application: the command to which this one belongs.
    """
    application.command(epilog=_EPILOG)(offices)


def offices(
    corpus: Annotated[
        list[str], typer.Argument(metavar="CORPUS...", help="Folders, text or JSON Lines.", show_default=False)
    ],
    output_format: Annotated[OfficesFormat, typer.Option("--format", help="What to write.")] = OfficesFormat.csv,
    doc_date: DocDate = None,
    input_format: Input = None,
    encoding: EncodingName = None,
    output: OutputFile = None,
    model: ModelName = None,
    min_score: MinScore = 0.0,
) -> int:
    """Write a table of who held which office where, when first and last seen, with the evidence."""
    if output_format is OfficesFormat.parquet and output in (None, "-"):
        raise typer.BadParameter("Parquet is no text; name a file with --output")
    problems = 0

    def report(message: str) -> None:
        nonlocal problems
        problems += 1
        print_error(message)

    def write(inputs: Inputs, out: Output) -> None:
        from vnjudnlp.formats.offices import collect_offices, write_csv, write_jsonl, write_parquet

        table = collect_offices(inputs, model=model, min_score=min_score)
        if output_format is OfficesFormat.parquet and output is not None:
            write_parquet(table, output)
        elif output_format is OfficesFormat.jsonl:
            write_jsonl(table, out)
        else:
            write_csv(table, out)

    from vnjudnlp.formats.offices import files_of

    files = list(files_of(corpus, report))
    if not files:
        return 1
    return write_results(write, files, input_format, encoding, output, doc_date) or int(bool(problems))
