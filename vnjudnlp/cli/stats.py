"""``vnjudnlp stats``."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from vnjudnlp.cli.errors import print_error
from vnjudnlp.cli.options import EncodingName, MinScore, ModelName, OutputFile, ReportFormat
from vnjudnlp.cli.streams import write_report
from vnjudnlp.formats.output import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vnjudnlp.errors import RecordError
    from vnjudnlp.records import Record

__all__ = ["register"]

_EPILOG = """\b
CORPUS is a folder or a file of annotated documents, in any format that is read
("--from NAME" where the name of a file does not tell). Documents without
entities are counted as they are; --annotate tags them first.

\b
Examples:
  vnjudnlp stats data/corpus
  vnjudnlp stats --html report.html --figures figures tagged.jsonl
  vnjudnlp stats --annotate --by court --format json --output counts.json raw/

\b
Exit status: 0 if all went well, 1 if some input was bad (the rest is counted),
2 if the command was wrong."""


class Within(str, Enum):
    """Where two names have to stand to be a pair."""

    document = "document"
    sentence = "sentence"


class FigureFormat(str, Enum):
    """What figures are written as."""

    svg = "svg"
    png = "png"
    pdf = "pdf"


def register(application: typer.Typer) -> None:
    """Add the command.

    Args:
        application: the command to which this one belongs.
    """
    application.command(epilog=_EPILOG)(stats)


def stats(
    corpus: Annotated[list[str], typer.Argument(metavar="CORPUS...", help="Folders and files.", show_default=False)],
    kind: Annotated[
        str | None,
        typer.Option("--from", metavar="FORMAT", help="The format of all files.", show_default=False),
    ] = None,
    by: Annotated[str, typer.Option(metavar="FIELD", help="Count for each value of this field.")] = "genre",
    field: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Count the values of this field too; may be repeated.", show_default=False),
    ] = None,
    within: Annotated[
        Within, typer.Option(help="Where two names have to stand to be counted together.")
    ] = Within.document,
    top: Annotated[int, typer.Option(metavar="N", min=1, max=1000, help="How many of the most frequent.")] = 20,
    annotate: Annotated[
        bool, typer.Option("--annotate", help="Tag the documents that have no entities.", show_default=False)
    ] = False,
    html: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write a page with plots and tables too.", show_default=False)
    ] = None,
    figures: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="Write each plot to a file of its own too.", show_default=False),
    ] = None,
    figure_format: Annotated[
        list[FigureFormat] | None,
        typer.Option(help="What plots are written as (svg if nothing is said); may be repeated.", show_default=False),
    ] = None,
    model: ModelName = None,
    min_score: MinScore = 0.0,
    encoding: EncodingName = None,
    report_format: Annotated[ReportFormat, typer.Option("--format", help="What to write.")] = ReportFormat.table,
    output: OutputFile = None,
) -> int:
    """Say in figures what annotated documents hold: entities, names, abbreviations, dates, what is named together."""
    from vnjudnlp.formats.corpus_files import read_documents
    from vnjudnlp.formats.format import ReadOptions
    from vnjudnlp.formats.jsonl import write_json
    from vnjudnlp.formats.registry import format_by_name
    from vnjudnlp.reports import count_corpus
    from vnjudnlp.reports.tables import write_tables

    options = ReadOptions(encoding=encoding)
    documents: Iterator[Record | RecordError] = read_documents(
        corpus, kind=format_by_name(kind) if kind is not None else None, options=options
    )
    if annotate:
        from vnjudnlp.reports.annotating import annotated

        documents = annotated(documents, model=model, min_score=min_score)
    data = count_corpus(documents, by=by, fields=field or (), within=within.value, top=top, report=print_error)
    counts = data["corpus"]
    if not counts["documents"]:
        print_error("there is no document to count; name a folder or a file with documents")
        return 1
    if not counts["entities"] and not counts["abbreviations"]:
        print_error(
            'no document is annotated; run "vnjudnlp tag --facts --format jsonl" first and count what it writes, '
            "or add --annotate"
        )
        return 1

    def write(out: Output) -> None:
        if report_format is ReportFormat.json:
            out.write(write_json(data, indent=2) + "\n")
        else:
            write_tables(data, out.file)

    if html is not None:
        from vnjudnlp.reports.page import write_report_page

        page = "".join(write_report_page(data))
        if write_report(lambda out: out.write(page), html):
            return 1
    if figures is not None:
        from vnjudnlp.reports.files import write_figures

        write_figures(data, figures, [item.value for item in figure_format or [FigureFormat.svg]])
    return write_report(write, output) or int(bool(counts["bad_documents"]))
