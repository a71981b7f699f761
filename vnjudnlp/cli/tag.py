"""``vnjudnlp tag``."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from vnjudnlp.cli.options import (
    INPUT_NOTES,
    DocDate,
    EncodingName,
    Files,
    Input,
    MinScore,
    ModelName,
    OutputFile,
    RegisterFile,
    SpanLabels,
    label_names,
)
from vnjudnlp.cli.streams import write_results
from vnjudnlp.formats.inputs import Inputs
from vnjudnlp.formats.output import Output

__all__ = ["register"]

_EPILOG = f"""{INPUT_NOTES}

\b
Examples:
  vnjudnlp tag report.txt
  vnjudnlp tag --doc-date 2022-04-13 --labels PERSON,DATE report.txt
  vnjudnlp tag --format html --output report.html report.txt
  vnjudnlp tag --format jsonl *.txt > tagged.jsonl
  vnjudnlp tag --format jsonl --facts *.txt > facts.jsonl
  vnjudnlp tag --encoding tcvn3 old.txt"""


class TagFormat(str, Enum):
    """What ``tag`` writes."""

    table = "table"
    jsonl = "jsonl"
    conll = "conll"
    html = "html"


def register(application: typer.Typer) -> None:
    """Add the command.

    Args:
        application: the command to which this one belongs.
    """
    application.command(epilog=_EPILOG)(tag)


def tag(
    files: Files = None,
    output_format: Annotated[TagFormat, typer.Option("--format", help="What to write.")] = TagFormat.table,
    labels: SpanLabels = None,
    doc_date: DocDate = None,
    input_format: Input = None,
    encoding: EncodingName = None,
    output: OutputFile = None,
    model: ModelName = None,
    min_score: MinScore = 0.0,
    register: RegisterFile = None,
    facts: Annotated[
        bool,
        typer.Option(
            "--facts",
            help='Add "people", "offices" and "case" to each record; for --format jsonl (html has them).',
            show_default=False,
        ),
    ] = False,
) -> int:
    """Find people, titles, agencies, dates, organisations, places, laws, cases and amounts."""
    if facts and output_format not in (TagFormat.jsonl, TagFormat.html):
        raise typer.BadParameter("--facts goes with --format jsonl or html; the other formats have no place for them")
    chosen = label_names(labels)
    if chosen:
        from vnjudnlp.tagging import labels_of

        known = labels_of(model)
        for label in chosen:
            if label not in known:
                raise typer.BadParameter(f"unknown label {label!r}; the labels are {', '.join(known)}")

    if register is not None:
        from vnjudnlp.agencies.register import register as open_register

        # faults of the register are told before anything is read
        open_register(register)

    def write(inputs: Inputs, out: Output) -> None:
        from vnjudnlp.formats.results import TAGGED, Tagging

        TAGGED[output_format.value](inputs, out, Tagging(chosen, model, min_score, register, facts))

    return write_results(write, files, input_format, encoding, output, doc_date)
