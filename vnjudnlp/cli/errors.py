"""What the command says on standard error, and the exit status that goes with it."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress

import typer

__all__ = ["USAGE_ERROR", "output_failed", "print_error", "print_note"]

# typer has its own copy of click's exceptions, of which it shows only this one's subclass
USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]


def print_error(message: str) -> None:
    """Print one line; a file's name may hold anything, line breaks too."""
    _print_line("error", message)


def print_note(message: str) -> None:
    """Print one line of something that is worth knowing and no error."""
    _print_line("note", message)


def _print_line(kind: str, message: str) -> None:
    line = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in message
    )
    print(f"{kind}: {line}", file=sys.stderr)


def output_failed(error: OSError) -> int:
    """Leave standard output, so that closing it at the end does not fail once more, and return the exit status."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    # a reader that has enough, as head has, closes the pipe; Windows reports that as an invalid argument
    if error.errno in (errno.EPIPE, errno.EINVAL, errno.ESHUTDOWN):
        return 0
    print_error(f"{error.filename or 'output'}: {error.strerror or error}; choose another place with --output")
    return 1
