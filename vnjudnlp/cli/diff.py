"""``vnjudnlp diff``."""

from __future__ import annotations

from typing import Annotated

import typer

from vnjudnlp.cli.options import LabelMap, OutputFile, ReportFormat, SpanLabels, label_map, label_names
from vnjudnlp.cli.streams import write_report
from vnjudnlp.formats.output import Output

__all__ = ["register"]

_EPILOG = """\b
Examples:
  vnjudnlp tag --format jsonl -o before.jsonl records.jsonl
  vnjudnlp tag --format jsonl -o after.jsonl records.jsonl
  vnjudnlp diff before.jsonl after.jsonl
  vnjudnlp diff before.jsonl after.jsonl --gold gold.jsonl

\b
Exit status: 0 also with differences (1 with --exit-code), 1 if some input was
bad, 2 if the command was wrong."""


def register(application: typer.Typer) -> None:
    """Add the command.

    Args:
        application: the command to which this one belongs.
    """
    application.command(epilog=_EPILOG)(diff)


def diff(
    before: Annotated[str, typer.Argument(metavar="BEFORE", help="Records of the first run.", show_default=False)],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="Records of the second run.", show_default=False)],
    gold: Annotated[
        list[str] | None,
        typer.Option(metavar="GOLD", help="Annotated documents, which tell right from wrong.", show_default=False),
    ] = None,
    labels: SpanLabels = None,
    mapped: LabelMap = None,
    changes: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="List N changes; all without it.", show_default=False)
    ] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with status 1 where the runs differ.")] = False,
    report_format: Annotated[ReportFormat, typer.Option("--format", help="What to write.")] = ReportFormat.table,
    output: OutputFile = None,
) -> int:
    """Show the spans that one run of the tagger gained, lost and changed against another."""
    chosen, mapping = label_names(labels), label_map(mapped)

    from vnjudnlp.cli import evaluation_tables
    from vnjudnlp.corpus import read_records
    from vnjudnlp.corpus.labels import rename_labels
    from vnjudnlp.evaluation import differences
    from vnjudnlp.formats.jsonl import write_json

    runs = [read_records([path], predictions=True) for path in (before, after)]
    first, second, *judges = rename_labels([*runs, *([read_records(gold)] if gold else [])], mapping)
    found = differences(first, second, judges[0] if judges else None, labels=chosen)

    def write(out: Output) -> None:
        if report_format is ReportFormat.json:
            out.write(write_json(found.to_dict(changes), indent=2) + "\n")
        else:
            evaluation_tables.write_differences(found, changes, out.file)

    return write_report(write, output) or int(exit_code and bool(found.changes))
