"""``vnjudnlp segment``."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from vnjudnlp.cli.errors import USAGE_ERROR
from vnjudnlp.cli.options import INPUT_NOTES, EncodingName, Files, Input, OutputFile
from vnjudnlp.cli.streams import write_results
from vnjudnlp.formats.inputs import Inputs
from vnjudnlp.formats.output import Output

__all__ = ["register"]

_EPILOG = f"""{INPUT_NOTES}

\b
The formats text and words keep the lines of the input and go through it line
by line, so that files of any size can be read; jsonl segments a document as a
whole. An empty line stands between two documents.

\b
Examples:
  vnjudnlp segment report.txt
  echo "Chấp hành viên làm việc tại tỉnh Gia Lai." | vnjudnlp segment
  vnjudnlp segment --words terms.txt report.txt
  vnjudnlp segment --format jsonl records.jsonl > words.jsonl"""


class SegmentFormat(str, Enum):
    """What ``segment`` writes."""

    text = "text"
    words = "words"
    jsonl = "jsonl"


class SegmentModel(str, Enum):
    """What ``segment`` asks."""

    vnjudnlp = "vnjudnlp"
    underthesea = "underthesea"


def register(application: typer.Typer) -> None:
    """Add the command.

    Args:
        application: the command to which this one belongs.
    """
    application.command(epilog=_EPILOG)(segment)


def segment(
    files: Files = None,
    output_format: Annotated[
        SegmentFormat,
        typer.Option(
            "--format", help="text: underscores inside words; words: one a line; jsonl: words with their places."
        ),
    ] = SegmentFormat.text,
    model: Annotated[
        SegmentModel, typer.Option(help="The trained segmenter; underthesea: as underthesea itself cuts each line.")
    ] = SegmentModel.vnjudnlp,
    words: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Words of your own, one a line; they stay whole wherever they stand.",
            show_default=False,
        ),
    ] = None,
    input_format: Input = None,
    encoding: EncodingName = None,
    output: OutputFile = None,
) -> int:
    """Segment text into words, with underscores between the syllables of a word."""
    if words is not None and model is SegmentModel.underthesea:
        raise USAGE_ERROR("--words goes with the default model; underthesea's is kept as it is")
    user_words = None
    if words is not None:
        from vnjudnlp.formats.words import read_user_words
        from vnjudnlp.segmentation import Phrases

        user_words = Phrases.of_user(read_user_words(words))

    def write(inputs: Inputs, out: Output) -> None:
        from vnjudnlp.formats.results import SEGMENTED

        SEGMENTED[output_format.value](inputs, out, model.value, user_words)

    return write_results(write, files, input_format, encoding, output)
