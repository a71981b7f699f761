"""``vnjudnlp evaluate``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from vnjudnlp.cli.errors import USAGE_ERROR
from vnjudnlp.cli.options import (
    LabelMap,
    MinScore,
    ModelName,
    OutputFile,
    ReportFormat,
    SpanLabels,
    label_map,
    label_names,
)
from vnjudnlp.cli.streams import write_report
from vnjudnlp.formats.output import Output

if TYPE_CHECKING:
    from vnjudnlp.evaluation import Evaluation
    from vnjudnlp.records import Record

__all__ = ["register"]

_EPILOG = """\b
GOLD is a folder or a file of annotated documents, in any format that is read.
Without PREDICTED the package tags GOLD's texts itself.

\b
Examples:
  vnjudnlp evaluate gold.jsonl
  vnjudnlp evaluate gold.jsonl predicted.jsonl --errors 20
  vnjudnlp evaluate data/corpus --labels PERSON,DATE --by genre
  vnjudnlp evaluate gold.conll predicted.jsonl --map PER=PERSON,MISC=
  vnjudnlp evaluate data/corpus --slices
  vnjudnlp evaluate data/corpus --predictions before.jsonl
  vnjudnlp evaluate gold.jsonl --format json -o scores.json"""


def register(application: typer.Typer) -> None:
    """Add the command.

    Args:
        application: the command to which this one belongs.
    """
    application.command(epilog=_EPILOG)(evaluate)


def evaluate(
    gold: Annotated[str, typer.Argument(metavar="GOLD", help="Annotated documents.", show_default=False)],
    predicted: Annotated[
        str | None,
        typer.Argument(metavar="PREDICTED", help="The same documents with predicted spans.", show_default=False),
    ] = None,
    more_gold: Annotated[
        list[str] | None,
        typer.Option("--gold", metavar="GOLD", help="More annotated documents; may be repeated.", show_default=False),
    ] = None,
    labels: SpanLabels = None,
    mapped: LabelMap = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD",
            help="Score each value of a field, such as genre, too; may be repeated.",
            show_default=False,
        ),
    ] = None,
    errors: Annotated[int, typer.Option(metavar="N", min=0, help="List N mistakes, their kinds and confusions.")] = 0,
    reliability: Annotated[
        bool, typer.Option("--reliability", help="Compare scores with the share that is right.")
    ] = False,
    slices: Annotated[
        bool,
        typer.Option(
            "--slices", help="Score copies in capitals, in form NFD, without diacritics and with scan noise, too."
        ),
    ] = False,
    noise: Annotated[
        float, typer.Option(metavar="RATE", min=0, max=1, help="Share of characters that scan noise hits.")
    ] = 0.02,
    resamples: Annotated[int, typer.Option(metavar="N", min=0, help="Resamples of the 95 % intervals.")] = 1000,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Seed of resamples and noise.")] = 0,
    predictions_file: Annotated[
        str | None,
        typer.Option(
            "--predictions", metavar="FILE", help="Write the predicted records here, for diff.", show_default=False
        ),
    ] = None,
    report_format: Annotated[ReportFormat, typer.Option("--format", help="What to write.")] = ReportFormat.table,
    output: OutputFile = None,
    model: ModelName = None,
    min_score: MinScore = 0.0,
) -> int:
    """Score predicted spans against annotated documents."""
    if predicted is not None:
        for option, given in (("--slices", slices), ("--model", model is not None), ("--min-score", min_score > 0)):
            if given:
                raise USAGE_ERROR(f"{option} is for what the package tags itself; leave PREDICTED out")
    chosen, mapping = label_names(labels), label_map(mapped)

    from vnjudnlp import evaluation
    from vnjudnlp.cli import evaluation_tables
    from vnjudnlp.corpus import read_records
    from vnjudnlp.corpus.labels import check_labels, rename_labels
    from vnjudnlp.evaluation.prediction import changed_copies, predict
    from vnjudnlp.formats.jsonl import write_json, write_record

    tag = partial(predict, model=model, min_score=min_score)
    documents = read_records([gold, *(more_gold or ())])
    if predicted is not None:
        documents, predictions = rename_labels([documents, read_records([predicted], predictions=True)], mapping)
    else:
        (documents,) = rename_labels([documents], mapping)
        predictions = tag(documents)
    check_labels(chosen, (documents, predictions))

    def compare(records: list[Record], found: list[Record]) -> Evaluation:
        return evaluation.evaluate(records, found, labels=chosen, by=by or (), resamples=resamples, seed=seed)

    if predictions_file is not None:
        lines = [f"{write_record(record)}\n" for record in predictions]
        status = write_report(lambda out: out.write("".join(lines)), predictions_file)
        if status:
            return status
    result = compare(documents, predictions)
    changed = {}
    if slices:
        for name, copies in changed_copies(documents, rate=noise, seed=seed):
            changed[name] = compare(copies, tag(copies))

    def write(out: Output) -> None:
        if report_format is ReportFormat.json:
            data = result.to_dict(errors)
            if slices:
                data["slices"] = {name: item.to_dict(errors) for name, item in changed.items()}
            out.write(write_json(data, indent=2) + "\n")
            return
        evaluation_tables.write_scores(result, out.file)
        for field in result.by_field:
            evaluation_tables.write_field(result, field, out.file)
        if slices:
            evaluation_tables.write_slices({"as it is": result, **changed}, out.file)
        if reliability:
            evaluation_tables.write_reliability(result, out.file)
        if errors:
            evaluation_tables.write_mistakes(result, errors, out.file)

    return write_report(write, output)
