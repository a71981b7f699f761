"""The short forms of a corpus as a table, as JSON Lines, or as rows for a lexicon of one's own."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields

from vnjudnlp.abbreviations.survey import Survey, SurveyRow
from vnjudnlp.abbreviations.user_lexicon import lexicon_with
from vnjudnlp.formats.inputs import Inputs
from vnjudnlp.formats.jsonl import write_json
from vnjudnlp.formats.output import Output
from vnjudnlp.formats.table import one_line, write_rows
from vnjudnlp.pipeline import in_batches

__all__ = ["SURVEYED", "survey_inputs"]

_NAMES = tuple(item.name for item in fields(SurveyRow) if not item.name.startswith("_"))
_NUMBERS = ("count", "documents")


def survey_inputs(inputs: Inputs, lexicon: str | None, min_score: float) -> list[SurveyRow]:
    """Count the short forms of documents.

    Args:
        inputs: the documents.
        lexicon: a file with short forms of the user, None for none.
        min_score: how probable a reading has to be where there are several.

    Returns:
        one row for each short form with one long form.

    Raises:
        InputError: the lexicon cannot be read or is faulty.
    """
    survey = Survey(lexicon_with(lexicon), min_score)
    pending: deque[tuple[str, int]] = deque()

    def texts() -> Iterator[tuple[str, None]]:
        for record in inputs.records():
            pending.append((record.id, inputs.bytes_read))
            yield record.text, None

    for group in in_batches(texts()):
        names, positions = zip(*(pending.popleft() for _ in group), strict=True)
        survey.add(names, [text for text, _ in group])
        inputs.done(positions[-1])
    return survey.rows()


def _cells(row: SurveyRow) -> list[str]:
    values = (getattr(row, name) for name in _NAMES)
    return [" / ".join(value) if isinstance(value, tuple) else str(value) for value in values]


def _write_table(rows: Sequence[SurveyRow], out: Output) -> None:
    text_columns = [name for name in _NAMES if name not in _NUMBERS]
    write_rows(_NAMES, map(_cells, rows), out.file, text_columns=text_columns)


def _write_records(rows: Sequence[SurveyRow], out: Output) -> None:
    for row in rows:
        values = {name: getattr(row, name) for name in _NAMES}
        out.write(write_json({**values, "readings": list(row.readings)}) + "\n")


def _write_lexicon(rows: Sequence[SurveyRow], out: Output) -> None:
    """Write what nobody knows as rows in which only the long form is missing, most frequent first."""
    out.write("# write the long form of each into its second column, - where it is no abbreviation; delete the rest\n")
    out.write("short\tlong\tcount\texample\n")
    for row in rows:
        if row.status == "unknown":
            out.write(f"{one_line(row.short)}\t\t{row.count}\t{one_line(row.example)}\n")


SURVEYED: dict[str, Callable[[Sequence[SurveyRow], Output], None]] = {
    "table": _write_table,
    "jsonl": _write_records,
    "lexicon": _write_lexicon,
}
