"""How far a run is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from vnjudnlp.corpus.runs.local import Counts

__all__ = ["print_note", "progress"]

_SECONDS_BETWEEN_LINES = 30.0


def print_note(message: str) -> None:
    """Print one line to standard error; a file's name may hold anything, line breaks too."""
    line = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in message
    )
    print(line, file=sys.stderr, flush=True)


def _size(paths: Sequence[str]) -> int:
    """Return how many bytes files and folders have, about."""
    total = 0
    for path in paths:
        if os.path.isdir(path):
            for folder, _, names in os.walk(path):
                for name in names:
                    place = os.path.join(folder, name)
                    total += os.path.getsize(place) if os.path.isfile(place) else 0
        elif os.path.isfile(path):
            total += os.path.getsize(path)
    return total


def _rates(counts: Counts, total: int, seconds: float) -> str:
    """Say what was done, how fast it goes and how long it will take."""
    share = min(1.0, counts.input_bytes / total) if total else 1.0
    left = seconds / share * (1 - share) if share else 0.0
    return (
        f"{counts.documents} documents, {round(counts.syllables / max(seconds, 1e-9))} syllables a second, "
        f"{_clock(left)} left, {counts.errors} errors"
    )


def _clock(seconds: float) -> str:
    """Write a time.

    >>> _clock(3723.4)
    '1:02:03'
    """
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


@contextmanager
def progress(paths: Sequence[str]) -> Iterator[Callable[[Counts], None]]:
    """Show how far a run is.

    Args:
        paths: its inputs.

    Yields:
        a function to call with what is done.
    """
    total = _size(paths)
    begun = last = time.monotonic()
    if not sys.stderr.isatty():

        def line(counts: Counts) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= _SECONDS_BETWEEN_LINES:
                last = now
                print_note(_rates(counts, total, now - begun))

        yield line
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = BarColumn(), TextColumn("{task.percentage:>3.0f}% {task.fields[rates]}", markup=False)
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=True) as bar:
        task = bar.add_task("", total=total, rates="")

        def show(counts: Counts) -> None:
            rates = _rates(counts, total, time.monotonic() - begun)
            bar.update(task, completed=counts.input_bytes, rates=rates)

        yield show
