"""The application: its commands, and what holds for all of them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from vnjudnlp import __version__
from vnjudnlp.cli import (
    abbreviations,
    agreement,
    annotate,
    convert,
    data,
    diff,
    evaluate,
    expand,
    offices,
    segment,
    select,
    stats,
    tag,
    train,
)
from vnjudnlp.cli.errors import USAGE_ERROR, output_failed, print_error
from vnjudnlp.errors import CorpusError, VnjudnlpError

__all__ = ["main"]

_app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Read Vietnamese justice text: people, titles, agencies, dates, words and abbreviations.",
    epilog="""\b
Examples:
  vnjudnlp tag report.txt
  vnjudnlp tag --format jsonl --output tagged.jsonl records.jsonl
  vnjudnlp annotate reports/ -o annotated.jsonl
  vnjudnlp segment report.txt
  vnjudnlp expand report.txt
  vnjudnlp abbreviations report.txt
  vnjudnlp evaluate gold.jsonl
  vnjudnlp convert corpus/ corpus.conllu
  vnjudnlp tag --help""",
)


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


# in the order of the help; a command imports what it works with when it is called, so that the others start fast
for _module in (
    tag,
    annotate,
    segment,
    expand,
    abbreviations,
    offices,
    stats,
    convert,
    select,
    train,
    evaluate,
    diff,
    agreement,
    data,
):
    _module.register(_app)


def _use_utf8() -> None:
    """Write UTF-8 whatever the system's settings, and escapes for what UTF-8 does not have."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


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
    except USAGE_ERROR as error:
        context = getattr(error, "ctx", None)
        path = context.command_path if context is not None else "vnjudnlp"
        message = error.format_message() if hasattr(error, "format_message") else str(error)
        print_error(f"{message[:1].lower()}{message[1:].rstrip('.')}; see {path} --help")
        return 2
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except CorpusError as error:
        for line in error.lines:
            print_error(line)
        return 1
    except VnjudnlpError as error:
        print_error(str(error))
        return 1
    except OSError as error:
        return output_failed(error)
