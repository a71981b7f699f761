"""``vnjudnlp expand``."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from vnjudnlp.cli.options import INPUT_NOTES, EncodingName, Files, Input, Lexicon, OutputFile
from vnjudnlp.cli.streams import write_results
from vnjudnlp.formats.inputs import Inputs
from vnjudnlp.formats.output import Output

__all__ = ["register"]

_EPILOG = f"""{INPUT_NOTES}

\b
Examples:
  vnjudnlp expand report.txt
  vnjudnlp expand --mode first --lexicon ours.tsv report.txt
  vnjudnlp expand --format jsonl records.jsonl > expanded.jsonl"""


class ExpandFormat(str, Enum):
    """What ``expand`` writes."""

    text = "text"
    jsonl = "jsonl"
    html = "html"


class ExpandMode(str, Enum):
    """Which abbreviations are written out."""

    all = "all"
    first = "first"
    ambiguous = "ambiguous"
    none = "none"


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
        typer.Option(
            "--format",
            help="text: the new text; jsonl: the old and the new text and every replacement; "
            "html: the old text, with the long forms shown where the pointer rests.",
        ),
    ] = ExpandFormat.text,
    mode: Annotated[
        ExpandMode,
        typer.Option(help="all; first: the first of each; ambiguous: those that can mean several things; none."),
    ] = ExpandMode.all,
    case: Annotated[
        bool, typer.Option(help="Write long forms in the case that their place asks for, or as in running text.")
    ] = True,
    lexicon: Lexicon = None,
    min_score: Annotated[
        float | None,
        typer.Option(
            metavar="SCORE",
            min=0.0,
            max=1.0,
            help="How probable a reading has to be where there are several.",
            show_default=False,
        ),
    ] = None,
    input_format: Input = None,
    encoding: EncodingName = None,
    output: OutputFile = None,
) -> int:
    """Write abbreviations out, as the document itself or the usage of the justice sector defines them."""

    def write(inputs: Inputs, out: Output) -> None:
        from vnjudnlp.abbreviations.choice import MIN_SCORE
        from vnjudnlp.formats.results import EXPANDED, Expanding

        least = MIN_SCORE if min_score is None else min_score
        EXPANDED[output_format.value](inputs, out, Expanding(mode.value, case, lexicon, least))

    return write_results(write, files, input_format, encoding, output)
