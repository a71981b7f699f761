"""``vnjudnlp agreement``."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated

import typer

from vnjudnlp.cli.errors import USAGE_ERROR
from vnjudnlp.cli.options import LabelMap, OutputFile, ReportFormat, SpanLabels, label_map, label_names
from vnjudnlp.cli.streams import write_report
from vnjudnlp.formats.output import Output

__all__ = ["register"]

_EPILOG = """\b
A CORPUS is the documents of one annotator: a folder or a file of any format.
Documents are known by their ids and have the same text in all of them.

\b
Examples:
  vnjudnlp agreement an.jsonl binh.jsonl
  vnjudnlp agreement an/ binh/ chi/ --labels PERSON,DATE --by genre
  vnjudnlp agreement an.jsonl binh.jsonl --list 20
  vnjudnlp agreement an.jsonl binh.jsonl --disagreements to_settle.jsonl
  vnjudnlp agreement an.jsonl binh.jsonl --map PER=PERSON --format json

\b
Exit status: 0 also with disagreements, 1 if some input was bad, 2 if the
command was wrong."""


def register(application: typer.Typer) -> None:
    """Add the command.

    Args:
        application: the command to which this one belongs.
    """
    application.command(epilog=_EPILOG)(agreement)


def agreement(
    corpora: Annotated[
        list[str], typer.Argument(metavar="CORPUS...", help="The documents of each annotator.", show_default=False)
    ],
    names: Annotated[
        str | None,
        typer.Option(metavar="NAME,...", help="The annotators' names; else those of the files.", show_default=False),
    ] = None,
    labels: SpanLabels = None,
    mapped: LabelMap = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD",
            help="Compare for each value of a field, such as genre, too; may be repeated.",
            show_default=False,
        ),
    ] = None,
    listed: Annotated[int, typer.Option("--list", metavar="N", min=0, help="List N disagreements.")] = 0,
    disagreements: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write every disagreement here, as JSON Lines.", show_default=False),
    ] = None,
    resamples: Annotated[int, typer.Option(metavar="N", min=0, help="Resamples of the 95 % intervals.")] = 1000,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Seed of the resamples.")] = 0,
    report_format: Annotated[ReportFormat, typer.Option("--format", help="What to write.")] = ReportFormat.table,
    output: OutputFile = None,
) -> int:
    """Show how well annotators agree, and where they do not."""
    if len(corpora) < 2:
        raise USAGE_ERROR("agreement is between two annotators or more; name the documents of each")
    chosen, mapping = label_names(labels), label_map(mapped)
    people = _names(names, corpora)

    from vnjudnlp import evaluation
    from vnjudnlp.cli import agreement_tables
    from vnjudnlp.corpus import read_records
    from vnjudnlp.corpus.labels import check_labels, rename_labels
    from vnjudnlp.formats.jsonl import write_json

    sides = rename_labels([read_records([path]) for path in corpora], mapping)
    check_labels(chosen, sides)
    found = evaluation.agreement(
        dict(zip(people, sides, strict=True)), labels=chosen, by=by or (), resamples=resamples, seed=seed
    )
    if disagreements is not None:
        lines = [f"{write_json(item.to_dict())}\n" for item in found.disagreements]
        status = write_report(lambda out: out.write("".join(lines)), disagreements)
        if status:
            return status

    def write(out: Output) -> None:
        if report_format is ReportFormat.json:
            out.write(write_json(found.to_dict(listed), indent=2) + "\n")
        else:
            agreement_tables.write_agreement(found, listed, out.file)

    return write_report(write, output)


def _names(names: str | None, corpora: list[str]) -> list[str]:
    """Return the annotators' names: those given, else the files' names, and their paths where two are alike."""
    if names is not None:
        people = [name.strip() for name in names.split(",")]
        if len(people) != len(corpora) or not all(people) or len(set(people)) < len(people):
            raise typer.BadParameter(f"{len(corpora)} corpora need as many different names, not {names!r}")
        return people
    stems = [PurePath(path).stem or path for path in corpora]
    people = stems if len(set(stems)) == len(stems) else list(corpora)
    if len(set(people)) < len(people):
        raise USAGE_ERROR("a corpus is named twice; name the documents of each annotator once")
    return people
