"""``vnjudnlp expand``."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from vnjudnlp.cli.options import INPUT_NOTES, EncodingName, Files, Input, OutputFile
from vnjudnlp.cli.streams import write_results
from vnjudnlp.formats.inputs import Inputs
from vnjudnlp.formats.output import Output

__all__ = ["register"]

_EPILOG = f"""{INPUT_NOTES}

\b
Examples:
  vnjudnlp expand report.txt
  vnjudnlp expand --format jsonl records.jsonl > expanded.jsonl"""


class ExpandFormat(str, Enum):
    """What ``expand`` writes."""

    text = "text"
    jsonl = "jsonl"


def register(application: typer.Typer) -> None:
    """Add the command.

    Args:
        application: the command to which this one belongs.
    """
    application.command(epilog=_EPILOG)(expand)


def expand(
    files: Files = None,
    output_format: Annotated[
        ExpandFormat,
        typer.Option("--format", help="text: the new text; jsonl: the old and the new text and every replacement."),
    ] = ExpandFormat.text,
    input_format: Input = None,
    encoding: EncodingName = None,
    output: OutputFile = None,
) -> int:
    """Write abbreviations out, as the document itself or the usage of the justice sector defines them."""

    def write(inputs: Inputs, out: Output) -> None:
        from vnjudnlp.formats.results import EXPANDED

        EXPANDED[output_format.value](inputs, out)

    return write_results(write, files, input_format, encoding, output)
