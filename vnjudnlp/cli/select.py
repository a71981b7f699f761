"""``vnjudnlp select``."""

from __future__ import annotations

from enum import Enum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vnjudnlp.cli.errors import print_error, print_note
from vnjudnlp.cli.options import EncodingName, ModelName
from vnjudnlp.errors import InputError

if TYPE_CHECKING:
    from vnjudnlp.training.selection import Selection

__all__ = ["register"]

_EPILOG = """\b
CORPUS is a folder or a file of documents, in any format that is read. Documents
without entities are tagged; the spans of the others are taken as they are. The
documents chosen keep these spans, for the annotators to correct.

\b
Strategies: "uncertainty" takes documents whose spans have low scores for their
length, "diversity" those that cover the words of the corpus, "mixed" of the most
uncertain ones those that cover these, "random" any. A share is chosen by chance
with each of them: an honest sample to score a model on.

\b
Examples:
  vnjudnlp select raw/ -n 50 -o to_annotate.jsonl
  vnjudnlp select tagged.jsonl --syllables 20000 -o picks/ --to brat
  vnjudnlp select raw/ --exclude annotated/ --model my_model -o next.jsonl

\b
Exit status: 0 if all went well, 1 if some input was bad (the rest is chosen
from), 2 if the command was wrong."""


class StrategyName(str, Enum):
    """How documents are chosen."""

    mixed = "mixed"
    uncertainty = "uncertainty"
    diversity = "diversity"
    random = "random"


def register(application: typer.Typer) -> None:
    """Add the command.

    Args:
        application: the command to which this one belongs.
    """
    application.command(epilog=_EPILOG)(select)


def select(
    corpus: Annotated[list[str], typer.Argument(metavar="CORPUS...", help="Folders and files.", show_default=False)],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT", help="A file or a folder.", show_default=False)
    ],
    count: Annotated[
        int | None,
        typer.Option(
            "--number",
            "-n",
            metavar="N",
            min=1,
            help="How many documents at most (50 if there is no --syllables).",
            show_default=False,
        ),
    ] = None,
    syllables: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="How many syllables together at most.", show_default=False),
    ] = None,
    strategy: Annotated[StrategyName, typer.Option(help="How documents are chosen.")] = StrategyName.uncertainty,
    random_share: Annotated[
        float, typer.Option(metavar="SHARE", min=0, max=1, help="Which share is chosen by chance.")
    ] = 0.2,
    seed: Annotated[int, typer.Option(metavar="N", help="Seed of the chance.")] = 0,
    exclude: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CORPUS",
            help="Documents that are annotated: what is nearly the same is left out; may be repeated.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", help="What to write, if OUT does not tell.", show_default=False),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="FORMAT", help="What CORPUS is, whatever its names.", show_default=False),
    ] = None,
    model: ModelName = None,
    encoding: EncodingName = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a folder that is not empty.")] = False,
) -> int:
    """Choose the documents that are worth annotating next."""
    from vnjudnlp.formats.conversion import format_to_write
    from vnjudnlp.formats.corpus_files import read_documents
    from vnjudnlp.formats.format import ReadOptions
    from vnjudnlp.formats.losses import Losses
    from vnjudnlp.formats.output import complete_target
    from vnjudnlp.formats.registry import format_by_name
    from vnjudnlp.training.selection import select_documents

    try:
        kind = format_by_name(to) if to is not None else format_to_write(output)
        source_kind = format_by_name(source) if source is not None else None
        kind.check_writing()
    except InputError as error:
        raise typer.BadParameter(str(error)) from None
    whole = output.resolve()
    for path in chain(corpus, exclude or ()):
        if whole == Path(path).resolve() or whole in Path(path).resolve().parents:
            raise typer.BadParameter(f"{output} is or holds what is read; choose another place for the output")

    losses = Losses()
    options = ReadOptions(encoding=encoding)
    # before the work: whether the output can stand where it should
    with complete_target(output, kind.layout, force=force) as unfinished:
        found = select_documents(
            read_documents(corpus, kind=source_kind, options=options),
            count=count,
            syllables=syllables,
            strategy=strategy.value,
            random_share=random_share,
            seed=seed,
            exclude=read_documents(exclude or ()),
            model=model,
            report=print_error,
        )
        if not found.records:
            raise InputError(_why_none(found))
        kind.write(found.records, unfinished, losses)
    for message in losses.messages():
        print_note(message)
    _tell(found, strategy)
    return 1 if found.faulty else 0


def _why_none(found: Selection) -> str:
    if found.documents:
        return "no document is short enough for --syllables; raise it"
    if found.known:
        return "all documents are annotated already; name others"
    return "there is no document to choose; name a folder or a file with documents"


def _tell(found: Selection, strategy: StrategyName) -> None:
    """Say what was chosen of what."""
    if found.without_scores and strategy in (StrategyName.mixed, StrategyName.uncertainty):
        print_note(
            f"documents whose spans have no scores and count as certain: {found.without_scores}; "
            "without their spans they are tagged"
        )
    marks = [record.extra["selection"] for record in found.records]
    length, random = sum(mark["syllables"] for mark in marks), sum(mark["strategy"] == "random" for mark in marks)
    known = f", {found.known} annotated already" if found.known else ""
    print_note(
        f"{len(marks)} of {found.documents} documents, {length} syllables; {random} of them chosen by chance{known}"
    )
