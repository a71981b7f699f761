"""``vnjudnlp abbreviations``."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from vnjudnlp.cli.options import INPUT_NOTES, EncodingName, Files, Input, Lexicon, OutputFile
from vnjudnlp.cli.streams import write_results
from vnjudnlp.formats.inputs import Inputs
from vnjudnlp.formats.output import Output

__all__ = ["register"]

_EPILOG = f"""\b
status: defined by the document, known to the lexicon, undecided between
readings, or unknown: a candidate for a lexicon of your own.

{INPUT_NOTES}

\b
Examples:
  vnjudnlp abbreviations report.txt
  vnjudnlp abbreviations --format lexicon corpus.jsonl > ours.tsv
  vnjudnlp abbreviations --lexicon ours.tsv --format jsonl corpus.jsonl"""


class SurveyFormat(str, Enum):
    """What ``abbreviations`` writes."""

    table = "table"
    jsonl = "jsonl"
    lexicon = "lexicon"


def register(application: typer.Typer) -> None:
    """Add the command.

    Args:
        application: the command to which this one belongs.
    """
    application.command(epilog=_EPILOG)(abbreviations)


def abbreviations(
    files: Files = None,
    output_format: Annotated[
        SurveyFormat,
        typer.Option("--format", help="table; jsonl: one object a line; lexicon: the unknown ones, to be filled in."),
    ] = SurveyFormat.table,
    lexicon: Lexicon = None,
    input_format: Input = None,
    encoding: EncodingName = None,
    output: OutputFile = None,
) -> int:
    """List the abbreviations of documents: what they stand for, how often, and which are unknown."""

    def write(inputs: Inputs, out: Output) -> None:
        from vnjudnlp.abbreviations.choice import MIN_SCORE
        from vnjudnlp.formats.survey import SURVEYED, survey_inputs

        SURVEYED[output_format.value](survey_inputs(inputs, lexicon, MIN_SCORE), out)

    return write_results(write, files, input_format, encoding, output)
