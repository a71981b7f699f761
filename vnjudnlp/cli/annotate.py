"""``vnjudnlp annotate``."""

from __future__ import annotations

import os
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from vnjudnlp.cli.options import (
    DocDate,
    EncodingName,
    MinScore,
    ModelName,
    RegisterFile,
    SpanLabels,
    label_names,
)

if TYPE_CHECKING:
    from vnjudnlp.corpus.runs.mapper import Settings

__all__ = ["register"]

_EPILOG = """\b
IN is files and folders of any format that is read. OUT with an ending is one
file; OUT without one, or with a slash at its end, is a folder of shards.

\b
OUT.run/, beside the output, has errors.jsonl, the documents that have no
result, and what the next run needs: the same command, after Ctrl-C, a crash or
a full disk, goes on where it stopped, and after inputs have changed does only
what is new.

\b
Exit status: 0 if all went well, 1 if some documents have no result, 2 if the
command was wrong, 130 if it was interrupted.

\b
Examples:
  vnjudnlp annotate reports/ -o annotated.jsonl
  vnjudnlp annotate judgments.jsonl -o annotated/ --workers 8
  vnjudnlp annotate reports/ -o annotated.parquet --labels PERSON,AGENCY
  vnjudnlp annotate s3://court/in -o s3://court/out/ --engine ray --address auto"""


class Engine(str, Enum):
    """Where the work is done."""

    local = "local"
    ray = "ray"


def register(application: typer.Typer) -> None:
    """Add the command.

    Args:
        application: the command to which this one belongs.
    """
    application.command(epilog=_EPILOG)(annotate)


def _processors() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def annotate(
    inputs: Annotated[list[str], typer.Argument(metavar="IN...", help="Files and folders.", show_default=False)],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help="A file or a folder.", show_default=False)
    ],
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=0,
            metavar="N",
            help="How many processes; as many as processors if not given, 0 for none beside this one.",
            show_default=False,
        ),
    ] = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="Where the work is done: on this machine, or on a Ray cluster.")
    ] = Engine.local,
    address: Annotated[
        str | None,
        typer.Option(
            "--address",
            metavar="HOST:PORT",
            help="The Ray cluster, or auto; if not given one of this machine alone is started.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="FORMAT", help="Format of the output, where its ending says another.", show_default=False
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="FORMAT", help="Format of all inputs, whatever their names.", show_default=False
        ),
    ] = None,
    facts: Annotated[
        bool, typer.Option("--facts", help='Add "people", "offices" and "case" to each record.', show_default=False)
    ] = False,
    model: ModelName = None,
    min_score: MinScore = 0.0,
    labels: SpanLabels = None,
    register: RegisterFile = None,
    doc_date: DocDate = None,
    encoding: EncodingName = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Do everything anew, whatever earlier runs did.", show_default=False)
    ] = False,
) -> int:
    """Annotate a corpus with several processes; started again, it goes on where it stopped."""
    from vnjudnlp.cli.progress import print_note, progress
    from vnjudnlp.corpus.runs.local import Run, run_locally
    from vnjudnlp.corpus.runs.mapper import Settings
    from vnjudnlp.formats.registry import format_by_name
    from vnjudnlp.tagging import labels_of

    chosen = label_names(labels)
    known = labels_of(model) if chosen else ()
    for label in chosen or ():
        if label not in known:
            raise typer.BadParameter(f"unknown label {label!r}; the labels are {', '.join(known)}")
    settings = Settings(
        None if chosen is None else tuple(chosen), model, min_score, register, facts, encoding, doc_date
    )
    if engine is Engine.ray:
        if to not in (None, "jsonl"):
            raise typer.BadParameter("--engine ray writes JSON Lines; run again without --to")
        return _annotate_on_ray(inputs, output, settings, source, address, workers, fresh)
    if address is not None:
        raise typer.BadParameter("--address goes with --engine ray")
    with progress(inputs) as on_progress:
        run = Run(
            tuple(inputs),
            output,
            settings,
            None if source is None else format_by_name(source),
            to,
            _processors() if workers is None else workers,
            fresh,
            tell=print_note,
            on_progress=on_progress,
        )
        try:
            counts = run_locally(run)
        except KeyboardInterrupt:
            print_note("interrupted; the same command goes on where this one stopped")
            raise
    unchanged = f", {counts.unchanged} of them unchanged since the last run" if counts.unchanged else ""
    print_note(f"{counts.documents} documents annotated{unchanged}; {counts.errors} errors")
    if counts.errors:
        from vnjudnlp.corpus.runs.output import target_of

        print_note(f"the documents that have no result are in {target_of(output, to).folder / 'errors.jsonl'}")
    return 1 if counts.errors else 0


def _annotate_on_ray(
    inputs: list[str],
    output: str,
    settings: Settings,
    source: str | None,
    address: str | None,
    workers: int | None,
    fresh: bool,
) -> int:
    from vnjudnlp.cli.progress import print_note, progress
    from vnjudnlp.corpus.runs.local import Counts
    from vnjudnlp.corpus.runs.ray_engine import RayProgress, run_on_ray
    from vnjudnlp.corpus.runs.urls import local_path
    from vnjudnlp.formats.registry import format_by_name

    kind = None if source is None else format_by_name(source)
    with progress([local_path(name) for name in inputs]) as on_progress:

        def show(done: RayProgress) -> None:
            counts = Counts(done.documents, errors=done.errors, syllables=done.syllables, input_bytes=done.input_bytes)
            on_progress(counts)

        try:
            summary = run_on_ray(
                inputs, output, settings, kind=kind, address=address, workers=workers, fresh=fresh, progress=show
            )
        except KeyboardInterrupt:
            print_note("interrupted; the same command goes on where this one stopped")
            raise
    kept = summary.shards - summary.made
    unchanged = f", {kept} of {summary.shards} shards unchanged since the last run" if kept else ""
    print_note(f"{summary.documents} documents annotated{unchanged}; {summary.errors} errors")
    if summary.errors:
        print_note(f"the documents that have no result are in {output.rstrip('/')}.run/errors.jsonl")
    return 1 if summary.errors else 0
