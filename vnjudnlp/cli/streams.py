"""From the inputs of ``tag``, ``segment`` and ``expand`` to their output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from vnjudnlp.cli.errors import USAGE_ERROR, output_failed, print_error
from vnjudnlp.formats.inputs import STANDARD_INPUT, Inputs
from vnjudnlp.formats.output import Output, open_output

__all__ = ["progress_of", "write_report", "write_results"]

_LONG_INPUT_BYTES = 500_000
"""From which size on a progress bar is worth its place."""


def write_results(
    write: Callable[[Inputs, Output], None],
    files: Sequence[str] | None,
    kind: str | None,
    encoding: str | None,
    output: str | None,
    doc_date: str | None = None,
) -> int:
    """Open inputs and output, write, and return the exit status."""
    paths = list(files or ())
    if not paths:
        if sys.stdin is None or sys.stdin.isatty():
            raise USAGE_ERROR("nothing to read; name a file or pipe text in")
        paths = [STANDARD_INPUT]
    problems = 0

    def report(message: str) -> None:
        nonlocal problems
        problems += 1
        print_error(message)

    try:
        with open_output(output) as out, _progress(paths, out) as on_done:
            write(Inputs(paths, report, kind, encoding, doc_date, on_done), out)
    except OSError as error:
        # typer has its own idea of a closed pipe, so none may reach it
        return output_failed(error)
    return 1 if problems else 0


def write_report(write: Callable[[Output], None], output: str | None) -> int:
    """Open the output, write a report, and return the exit status.

    Args:
        write: writes the report.
        output: the file, None for standard output.
    """
    try:
        with open_output(output) as out:
            write(out)
    except OSError as error:
        # typer has its own idea of a closed pipe, so none may reach it
        return output_failed(error)
    return 0


@contextmanager
def _progress(paths: Sequence[str], out: Output) -> Iterator[Callable[[int], None] | None]:
    """Show a progress bar where there is much to do, unless people read the results meanwhile."""
    if STANDARD_INPUT in paths or out.is_terminal:
        yield None
        return
    with progress_of(paths) as on_done:
        yield on_done


@contextmanager
def progress_of(paths: Sequence[str]) -> Iterator[Callable[[int], None] | None]:
    """Show a progress bar where there is much to do and standard error is a terminal.

    Args:
        paths: the files and folders that are read.

    Yields:
        what is to be called with the number of bytes that are done; None where no bar is shown.
    """
    total = sum(_size(path) for path in paths) if sys.stderr.isatty() else 0
    if total < _LONG_INPUT_BYTES:
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("working", total=total)
        yield lambda position: progress.update(task, completed=position)


def _size(path: str) -> int:
    if os.path.isdir(path):
        return sum(os.path.getsize(place) for place in _files_below(path))
    return os.path.getsize(path) if os.path.isfile(path) else 0


def _files_below(folder: str) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        yield from (file for name in names if os.path.isfile(file := os.path.join(place, name)))
