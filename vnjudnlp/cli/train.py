"""``vnjudnlp train``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vnjudnlp.cli.options import SpanLabels, label_names
from vnjudnlp.errors import InputError

if TYPE_CHECKING:
    from vnjudnlp.records import Record

__all__ = ["register"]

_EPILOG = """\b
PATH is a folder or a file of annotated documents, in any format that is read. Labels
may be any. A corpus with a fault is refused whole, each fault with its file and line;
an existing MODEL is replaced only when the new one is complete.

\b
Documents that are held out tell how sure the model may be of what it finds, and
how well it does: those of --dev, those of the parts file that are "dev", or else
about every tenth document.

\b
Examples:
  vnjudnlp train annotated/ -o my_model
  vnjudnlp train train.jsonl --dev dev.jsonl -o my_model
  vnjudnlp tag --model my_model report.txt"""

_HELD_OUT = 10


def register(application: typer.Typer) -> None:
    """Add the command.

    Args:
        application: the command to which this one belongs.
    """
    application.command(epilog=_EPILOG)(train)


def train(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Annotated documents.", show_default=False)],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="MODEL", help="Folder of the model.", show_default=False)
    ],
    dev: Annotated[
        list[Path] | None,
        typer.Option("--dev", metavar="PATH", help="Documents to hold out; may be repeated.", show_default=False),
    ] = None,
    parts: Annotated[
        Path | None,
        typer.Option(
            "--parts",
            metavar="FILE",
            help="Table of ids and parts (train, dev, test): train is learned, dev held out.",
            show_default=False,
        ),
    ] = None,
    labels: SpanLabels = None,
    penalty: Annotated[
        float | None, typer.Option(min=0.001, help="How much a squared weight costs.", show_default=False)
    ] = None,
    least: Annotated[
        int | None, typer.Option(min=1, help="How often a feature has to occur.", show_default=False)
    ] = None,
    iterations: Annotated[
        int | None, typer.Option(min=1, help="Steps of training at most.", show_default=False)
    ] = None,
    augment: Annotated[
        float | None,
        typer.Option(
            min=0, help="Altered copies of a document: other names, capitals, scan noise.", show_default=False
        ),
    ] = None,
    grammar: Annotated[
        bool, typer.Option("--grammar/--no-grammar", help="Whether the package's rules are among the features.")
    ] = True,
    seed: Annotated[
        int | None, typer.Option(help="Of the random numbers behind the copies.", show_default=False)
    ] = None,
) -> int:
    """Train a tagger on annotated documents, with labels of your own if you like."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from vnjudnlp.cli.evaluation_tables import write_scores
    from vnjudnlp.corpus import read_records
    from vnjudnlp.evaluation import evaluate
    from vnjudnlp.training import SpanTagger, held_out, parts_of

    if dev and parts is not None:
        raise typer.BadParameter("give either --dev or --parts")
    _check_target(output)
    records = read_records(paths)
    if dev:
        learned, kept = records, read_records(dev)
    elif parts is not None:
        by_part = parts_of(records, parts)
        learned, kept = by_part["train"], by_part["dev"]
    else:
        learned, kept = held_out(records, _HELD_OUT)
    console = Console(stderr=True)
    settings = {"penalty": penalty, "least": least, "iterations": iterations, "augment": augment, "seed": seed}
    tagger = SpanTagger(None if labels is None else label_names(labels), grammar=grammar)
    tagger.set_params(**{name: value for name, value in settings.items() if value is not None})
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task(f"training on {_documents(learned)}", total=tagger.iterations)
        tagger.fit(learned, progress=lambda step: bar.update(task, completed=step))
    console.print(f"trained on {_documents(learned)}; labels: {', '.join(tagger.labels_)}", highlight=False)
    if kept:
        tagger.calibrate(kept)
    tagger.save(output, notes={"documents": len(learned)})
    if kept:
        console.print(f"held out: {_documents(kept)}", highlight=False)
        write_scores(evaluate(kept, tagger.tag(kept), labels=tagger.labels_), sys.stdout)
    console.print(f"written: {output}", markup=False, highlight=False)
    return 0


def _documents(records: list[Record]) -> str:
    return "1 document" if len(records) == 1 else f"{len(records)} documents"


def _check_target(folder: Path) -> None:
    """Refuse before the work begins what would replace something that is no model."""
    if folder.exists() and not (folder / "meta.json").is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} exists and is not the folder of a model; choose another place with --output")
