"""The command ``vnjudnlp``: tag, segment and expand texts from files or a pipe."""

from __future__ import annotations

import datetime
import errno
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from vnjudnlp import __version__
from vnjudnlp.errors import InputError, VnjudnlpError
from vnjudnlp.formats.encodings import find_encoding
from vnjudnlp.formats.inputs import STANDARD_INPUT, Inputs
from vnjudnlp.formats.output import Output, open_output
from vnjudnlp.records import LABELS

__all__ = ["main"]

_LONG_INPUT_BYTES = 500_000
"""From which size on a progress bar is worth its place."""

# typer has its own copy of click's exceptions, of which it shows only this one's subclass
_USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]

_NOTES = """\b
Files ending in .jsonl or .ndjson are read as JSON Lines, one record a line,
all others as text. "-", or no file at all, is standard input; that is read as
JSON Lines if its first line is a JSON object with a "text".

\b
Exit status: 0 if all went well, 1 if some input was bad (the rest is written),
2 if the command was wrong."""

_app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Read Vietnamese justice text: people, titles, agencies, dates, words and abbreviations.",
    epilog="""\b
Examples:
  vnjudnlp tag report.txt
  vnjudnlp tag --format jsonl --output tagged.jsonl records.jsonl
  vnjudnlp segment report.txt
  vnjudnlp expand report.txt
  vnjudnlp tag --help""",
)


class TagFormat(str, Enum):
    """What ``tag`` writes."""

    table = "table"
    jsonl = "jsonl"
    conll = "conll"
    html = "html"


class SegmentFormat(str, Enum):
    """What ``segment`` writes."""

    text = "text"
    words = "words"
    jsonl = "jsonl"


class SegmentModel(str, Enum):
    """What ``segment`` asks."""

    vnjudnlp = "vnjudnlp"
    underthesea = "underthesea"


class ExpandFormat(str, Enum):
    """What ``expand`` writes."""

    text = "text"
    jsonl = "jsonl"


class InputFormat(str, Enum):
    """What is read."""

    text = "text"
    jsonl = "jsonl"


def _checked_encoding(name: str | None) -> str | None:
    if name is not None:
        try:
            find_encoding(name)
        except InputError as error:
            raise typer.BadParameter(str(error)) from None
    return name


def _checked_date(date: str | None) -> str | None:
    if date is not None:
        try:
            return datetime.date.fromisoformat(date).isoformat()
        except ValueError:
            raise typer.BadParameter(f"not an ISO date such as 2022-04-13: {date!r}") from None
    return date


def _checked_labels(names: str | None) -> str | None:
    for name in (names or "").split(","):
        if names is not None and name.strip().upper() not in LABELS:
            raise typer.BadParameter(f"unknown label {name.strip()!r}; the labels are {', '.join(LABELS)}")
    return names


_Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE", help="Text or JSON Lines; - for standard input.", show_default=False),
]
_Input = Annotated[
    InputFormat | None,
    typer.Option("--input", help="What the files hold, whatever their names.", show_default=False),
]
_Encoding = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Encoding of the files if they are not UTF-8: tcvn3, vni, cp1258, utf-16 or any that Python knows.",
        callback=_checked_encoding,
        show_default=False,
    ),
]
_OutputFile = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write here; the file appears when it is complete.", show_default=False
    ),
]
_DocDate = Annotated[
    str | None,
    typer.Option(
        metavar="YYYY-MM-DD",
        help="Date of documents that have none of their own; dates without a year are read from it.",
        callback=_checked_date,
        show_default=False,
    ),
]
_Labels = Annotated[
    str | None,
    typer.Option(
        metavar="LABEL,...", help=f"Only these of {', '.join(LABELS)}.", callback=_checked_labels, show_default=False
    ),
]


@_app.callback(invoke_without_command=True)
def _vnjudnlp(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.", show_default=False)] = False,
) -> None:
    if version:
        print(f"vnjudnlp {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())


@_app.command(
    epilog=f"""{_NOTES}

\b
Examples:
  vnjudnlp tag report.txt
  vnjudnlp tag --doc-date 2022-04-13 --labels PERSON,DATE report.txt
  vnjudnlp tag --format html --output report.html report.txt
  vnjudnlp tag --format jsonl *.txt > tagged.jsonl
  vnjudnlp tag --encoding tcvn3 old.txt"""
)
def tag(
    files: _Files = None,
    output_format: Annotated[TagFormat, typer.Option("--format", help="What to write.")] = TagFormat.table,
    labels: _Labels = None,
    doc_date: _DocDate = None,
    input_format: _Input = None,
    encoding: _Encoding = None,
    output: _OutputFile = None,
) -> int:
    """Find people, titles, agencies, dates, organisations, places, laws, cases and amounts."""
    wanted = {name.strip().upper() for name in labels.split(",")} if labels is not None else set(LABELS)

    def write(inputs: Inputs, out: Output) -> None:
        from vnjudnlp.formats.results import TAGGED

        TAGGED[output_format.value](inputs, out, wanted)

    return _run(write, files, input_format, encoding, output, doc_date)


@_app.command(
    epilog=f"""{_NOTES}

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
)
def segment(
    files: _Files = None,
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
    input_format: _Input = None,
    encoding: _Encoding = None,
    output: _OutputFile = None,
) -> int:
    """Segment text into words, with underscores between the syllables of a word."""
    if words is not None and model is SegmentModel.underthesea:
        raise _USAGE_ERROR("--words goes with the default model; underthesea's is kept as it is")
    user_words = None
    if words is not None:
        from vnjudnlp.formats.words import read_user_words
        from vnjudnlp.segmentation import Phrases

        user_words = Phrases.of_user(read_user_words(words))

    def write(inputs: Inputs, out: Output) -> None:
        from vnjudnlp.formats.results import SEGMENTED

        SEGMENTED[output_format.value](inputs, out, model.value, user_words)

    return _run(write, files, input_format, encoding, output)


@_app.command(
    epilog=f"""{_NOTES}

\b
Examples:
  vnjudnlp expand report.txt
  vnjudnlp expand --format jsonl records.jsonl > expanded.jsonl"""
)
def expand(
    files: _Files = None,
    output_format: Annotated[
        ExpandFormat,
        typer.Option("--format", help="text: the new text; jsonl: the old and the new text and every replacement."),
    ] = ExpandFormat.text,
    input_format: _Input = None,
    encoding: _Encoding = None,
    output: _OutputFile = None,
) -> int:
    """Write abbreviations out, as the document itself or the usage of the justice sector defines them."""

    def write(inputs: Inputs, out: Output) -> None:
        from vnjudnlp.formats.results import EXPANDED

        EXPANDED[output_format.value](inputs, out)

    return _run(write, files, input_format, encoding, output)


def _run(
    write: Callable[[Inputs, Output], None],
    files: Sequence[str] | None,
    kind: InputFormat | None,
    encoding: str | None,
    output: str | None,
    doc_date: str | None = None,
) -> int:
    """Open inputs and output, write, and return the exit status."""
    paths = list(files or ())
    if not paths:
        if sys.stdin is None or sys.stdin.isatty():
            raise _USAGE_ERROR("nothing to read; name a file or pipe text in")
        paths = [STANDARD_INPUT]
    problems = 0

    def report(message: str) -> None:
        nonlocal problems
        problems += 1
        _print_error(message)

    try:
        with open_output(output) as out, _progress(paths, out) as on_done:
            write(Inputs(paths, report, kind.value if kind else None, encoding, doc_date, on_done), out)
    except OSError as error:
        # typer has its own idea of a closed pipe, so none may reach it
        return _output_failed(error)
    return 1 if problems else 0


@contextmanager
def _progress(paths: Sequence[str], out: Output) -> Iterator[Callable[[int], None] | None]:
    """Show a progress bar where there is much to do, unless people read the results meanwhile."""
    total = sum(os.path.getsize(path) for path in paths if os.path.isfile(path))
    if total < _LONG_INPUT_BYTES or STANDARD_INPUT in paths or out.is_terminal or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("working", total=total)
        yield lambda position: progress.update(task, completed=position)


def _print_error(message: str) -> None:
    """Print one line; a file's name may hold anything, line breaks too."""
    line = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in message
    )
    print(f"error: {line}", file=sys.stderr)


def _use_utf8() -> None:
    """Write UTF-8 whatever the system's settings, and escapes for what UTF-8 does not have."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _output_failed(error: OSError) -> int:
    """Leave standard output, so that closing it at the end does not fail once more, and return the exit status."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    # a reader that has enough, as head has, closes the pipe; Windows reports that as an invalid argument
    if error.errno in (errno.EPIPE, errno.EINVAL, errno.ESHUTDOWN):
        return 0
    _print_error(f"{error.filename or 'output'}: {error.strerror or error}; choose another place with --output")
    return 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: the words behind the command's name, None for those of the process.

    Returns:
        the exit status: 0, 1 if some input was bad, 2 if the command was wrong, 130 if it was interrupted.
    """
    _use_utf8()
    # the lexicons are many small objects that live as long as the process: collecting among them only costs time
    gc.set_threshold(100_000, 20, 20)
    try:
        command = typer.main.get_command(_app)
        status = command.main(None if arguments is None else list(arguments), "vnjudnlp", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except _USAGE_ERROR as error:
        context = getattr(error, "ctx", None)
        path = context.command_path if context is not None else "vnjudnlp"
        message = error.format_message() if hasattr(error, "format_message") else str(error)
        _print_error(f"{message[:1].lower()}{message[1:].rstrip('.')}; see {path} --help")
        return 2
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except VnjudnlpError as error:
        _print_error(str(error))
        return 1
    except OSError as error:
        return _output_failed(error)
