"""The plots of a report as files, for papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from vnjudnlp.errors import InputError
from vnjudnlp.reports.drawing import draw
from vnjudnlp.reports.plots import plots_of

__all__ = ["write_figures"]


def write_figures(data: Mapping[str, Any], folder: str | Path, kinds: Iterable[str] = ("svg",)) -> list[Path]:
    """Write each plot of a report to a file of its own.

    Args:
        data: what :func:`~vnjudnlp.reports.counting.count_corpus` returned.
        folder: where to; it is made where it is missing, and files of the same names are written over.
        kinds: ``"svg"``, ``"png"``, ``"pdf"``.

    Returns:
        the files.

    Raises:
        InputError: matplotlib is not installed, or the folder cannot be made.
        OSError: a file cannot be written.
    """
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{target}: {error.strerror}; give the name of a folder with --figures") from None
    files = []
    for plot in plots_of(data):
        for kind in dict.fromkeys(kinds):
            file = target / f"{plot.name}.{kind}"
            file.write_bytes(draw(plot, kind))
            files.append(file)
    return files
