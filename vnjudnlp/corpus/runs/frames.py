"""The mapper of corpus runs as a function of pandas data frames: for Spark's ``mapInPandas``, dask, and pandas itself.

Spark, over a frame with the columns ``id``, ``text`` and ``doc_date``::

    annotated = documents.mapInPandas(annotate_frames, schema=SCHEMA)
    annotated = documents.mapInPandas(functools.partial(annotate_frames, facts=True), schema=SCHEMA)

dask::

    annotated = documents.map_partitions(annotate_frame, nested=False)
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from vnjudnlp.corpus.runs.mapper import Settings, annotate_records
from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.jsonl import write_json
from vnjudnlp.pipeline import parse_date
from vnjudnlp.records import Record

if TYPE_CHECKING:
    import pandas

__all__ = ["ADDED_COLUMNS", "ADDED_JSON_COLUMNS", "SCHEMA", "annotate_frame", "annotate_frames"]

ADDED_COLUMNS = (
    "entities array<struct<start:int,end:int,label:string,norm:string,score:double,source:string,text:string,"
    "details:string>>, "
    "abbreviations array<struct<start:int,end:int,short:string,long:string,defined:boolean,score:double,"
    "readings:array<string>>>, "
    "facts string, error string"
)
"""The columns that are added, as Spark writes schemas."""

ADDED_JSON_COLUMNS = "entities string, abbreviations string, facts string, error string"
"""The columns that are added with ``nested=False``."""

SCHEMA = f"id string, text string, doc_date string, {ADDED_COLUMNS}"
"""The schema of what comes of a frame with the columns ``id``, ``text`` and ``doc_date``."""

_FACTS = ("people", "offices", "case")


def annotate_frames(
    frames: Iterable[pandas.DataFrame], *, nested: bool = True, **settings: Any
) -> Iterator[pandas.DataFrame]:
    """Annotate the documents in a stream of data frames.

    Args:
        frames: frames with a column ``text`` and, if there are any, ``doc_date`` (strings or dates).
        nested: whether entities and abbreviations are lists of structures, or strings of JSON.
        **settings: the fields of :class:`~vnjudnlp.corpus.runs.mapper.Settings`: what is annotated, and how.

    Yields:
        for each frame the same rows and columns with four more. ``entities`` and ``abbreviations`` hold what a record
        holds (:class:`~vnjudnlp.records.Record`), ``details`` of an entity as JSON. ``facts`` is JSON with the fields
        ``people``, ``offices`` and ``case`` where they are asked for. ``error`` says why a document has none of this.

    Raises:
        InputError: a frame has no column ``text``.
    """
    for frame in frames:
        yield annotate_frame(frame, nested=nested, **settings)


def annotate_frame(frame: pandas.DataFrame, *, nested: bool = True, **settings: Any) -> pandas.DataFrame:
    """Annotate the documents of one data frame; see :func:`annotate_frames`."""
    from pandas import Series

    if list(frame.columns).count("text") != 1:
        raise InputError(
            f"the data frame has no one column 'text'; its columns are {', '.join(map(str, frame.columns))}"
        )
    rows = list(_records(frame))
    results = annotate_records([item for item in rows if isinstance(item, Record)], Settings(**settings))
    added: dict[str, list[Any]] = {"entities": [], "abbreviations": [], "facts": [], "error": []}
    for row in rows:
        result = row if isinstance(row, RecordError) else next(results)
        found = json.loads(result) if isinstance(result, bytes) else {}
        for name, value in _values(found, nested).items():
            added[name].append(value)
        added["error"].append(None if isinstance(result, bytes) else str(result))
    return frame.assign(**{name: Series(values, index=frame.index, dtype=object) for name, values in added.items()})


def _records(frame: pandas.DataFrame) -> Iterator[Record | RecordError]:
    """Make a record of each row, or say what is wrong with it."""
    texts, without_text = frame["text"].tolist(), frame["text"].isna().tolist()
    dates: list[Any] = [None] * len(texts)
    if "doc_date" in frame.columns:
        given, missing = frame["doc_date"].tolist(), frame["doc_date"].isna().tolist()
        dates = [None if unknown else date for date, unknown in zip(given, missing, strict=True)]
    for text, missing_text, date in zip(texts, without_text, dates, strict=True):
        try:
            if missing_text or not isinstance(text, str):
                raise RecordError("the text is missing" if missing_text else "the text is not a string")
            yield Record("", text, _iso_date(date))
        except RecordError as error:
            yield error


def _iso_date(date: Any) -> str | None:
    if date is not None and not isinstance(date, (str, datetime.date)):
        raise RecordError(f"the doc_date is not a date: {date!r}")
    try:
        known = parse_date(date)
    except InputError as error:
        raise RecordError(f"the doc_date is {error}") from None
    return None if known is None else known.isoformat()


def _values(found: dict[str, Any], nested: bool) -> dict[str, Any]:
    """Return what the columns of one row hold."""
    entities, abbreviations = found.get("entities", []), found.get("abbreviations", [])
    facts = {name: found[name] for name in _FACTS if name in found}
    if nested:
        # the details of a date and of an agency have different fields, so that there is no one type for them
        entities = [
            {**item, "details": write_json(item["details"]) if "details" in item else None} for item in entities
        ]
    return {
        "entities": entities if nested else write_json(entities),
        "abbreviations": abbreviations if nested else write_json(abbreviations),
        "facts": write_json(facts) if facts else None,
    }
