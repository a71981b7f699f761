"""``vnjudnlp data check``, ``vnjudnlp data statistics`` and ``vnjudnlp data schema``."""

from __future__ import annotations

from typing import Annotated

import typer

from vnjudnlp.cli.options import OutputFile, ReportFormat, SpanLabels, label_names
from vnjudnlp.cli.streams import write_report
from vnjudnlp.formats.output import Output

__all__ = ["register"]

_NOTES = """\b
PATH is a folder or a file of annotated documents, in any format that is read."""

_CHECK_EPILOG = f"""{_NOTES}

\b
Examples:
  vnjudnlp data check data/corpus
  vnjudnlp data check data/corpus --splits data/corpus_splits.tsv
  vnjudnlp data check mine.jsonl --labels PERSON,ROLE --format json

\b
Exit status: 0 without faults, also with warnings; 1 with faults; 2 if the
command was wrong."""

_STATISTICS_EPILOG = f"""{_NOTES}

\b
Examples:
  vnjudnlp data statistics data/corpus
  vnjudnlp data statistics mine.jsonl --by court --format json"""

_SCHEMA_EPILOG = """\b
Examples:
  vnjudnlp data schema
  vnjudnlp data schema --output record.schema.json"""

_Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Annotated documents.", show_default=False)]
_Format = Annotated[ReportFormat, typer.Option("--format", help="What to write.")]


def register(application: typer.Typer) -> None:
    """Add the commands.

    Args:
        application: the command to which these belong.
    """
    group = typer.Typer(
        help="Check, count and describe annotated documents.", rich_markup_mode=None, no_args_is_help=False
    )
    group.callback(invoke_without_command=True)(_help)
    group.command(epilog=_CHECK_EPILOG)(check)
    group.command(epilog=_STATISTICS_EPILOG)(statistics)
    group.command(epilog=_SCHEMA_EPILOG)(schema)
    application.add_typer(group, name="data")


def _help(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())


def check(
    paths: _Paths,
    splits: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Table of each document's part; parts must not share texts.", show_default=False
        ),
    ] = None,
    labels: SpanLabels = None,
    report_format: _Format = ReportFormat.table,
    output: OutputFile = None,
) -> int:
    """Look for faults in annotated documents: spans, labels, normal forms, ids, texts that are there twice."""
    chosen = label_names(labels)

    from vnjudnlp.corpus.checks import check_corpus
    from vnjudnlp.formats.jsonl import write_json
    from vnjudnlp.formats.table import write_rows

    report = check_corpus(paths, splits=splits, labels=chosen)

    def write(out: Output) -> None:
        if report_format is ReportFormat.json:
            out.write(write_json(report.to_dict(), indent=2) + "\n")
            return
        rows = [
            (kind, item.place, item.message)
            for kind, found in (("fault", report.faults), ("warning", report.warnings))
            for item in found
        ]
        columns = ("kind", "place", "what is wrong")
        if rows:
            write_rows(columns, rows, out.file, text_columns=columns)
            out.write("\n")
        out.write(f"documents: {report.documents}, faults: {len(report.faults)}, warnings: {len(report.warnings)}\n")

    return write_report(write, output) or int(bool(report.faults))


def statistics(
    paths: _Paths,
    by: Annotated[str, typer.Option(metavar="FIELD", help="Count for each value of this field.")] = "genre",
    report_format: _Format = ReportFormat.table,
    output: OutputFile = None,
) -> int:
    """Count documents, syllables and spans."""
    from vnjudnlp.corpus import read_records
    from vnjudnlp.corpus.statistics import statistics as count
    from vnjudnlp.formats.jsonl import write_json
    from vnjudnlp.formats.table import one_line, write_rows

    sizes = count(read_records(paths), by)

    def write(out: Output) -> None:
        if report_format is ReportFormat.json:
            out.write(write_json({value: size.to_dict() for value, size in sizes.items()}, indent=2) + "\n")
            return
        labels = list(sizes["all"].spans)
        rows = [
            (value, str(size.documents), str(size.syllables), *(str(size.spans.get(label, 0)) for label in labels))
            for value, size in sizes.items()
        ]
        field = one_line(by)
        write_rows((field, "documents", "syllables", *labels), rows, out.file, text_columns=(field,))

    return write_report(write, output)


def schema(output: OutputFile = None) -> int:
    """Print the JSON Schema of the records that "tag --format jsonl" writes."""
    from vnjudnlp.formats.jsonl import record_schema, write_json

    return write_report(lambda out: out.write(write_json(record_schema(), indent=2) + "\n"), output)
