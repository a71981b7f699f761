"""The tables of a report, for the terminal and for the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from vnjudnlp.formats.table import write_rows

__all__ = ["Cell", "ReportTable", "tables_of", "write_tables"]

Cell = str | int | float | None

_NONE = "(none)"
# the terminal has no room for them
_LONG = frozenset({"months", "date years"})


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table.

    Attributes:
        name: what it is found by.
        title: what stands above it.
        columns: the names of the columns.
        rows: the cells; None where there is nothing to say.
        text_columns: the columns that hold text.
        note: what has to be known to read it.
        vietnamese: the columns whose text is Vietnamese.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    text_columns: tuple[str, ...]
    note: str = ""
    vietnamese: tuple[str, ...] = ()


_NAMES = {
    "AGENCY": ("bodies", "Bodies"),
    "PERSON": ("people", "People"),
    "TITLE": ("titles", "Titles"),
    "LAW": ("laws", "Laws"),
    "LOC": ("places", "Places"),
    "ORG": ("organisations", "Organisations"),
    "CASE": ("cases", "Cases and documents"),
    "MONEY": ("amounts", "Amounts"),
}


def write_tables(data: Mapping[str, Any], file: TextIO) -> None:
    """Write all tables that have rows, as text for people to read.

    Args:
        data: what :func:`~vnjudnlp.reports.counting.count_corpus` returned.
        file: where to write.
    """
    for table in tables_of(data):
        if table.rows and table.name not in _LONG:
            rows = ([_plain(cell) for cell in row] for row in table.rows)
            write_rows(table.columns, rows, file, title=table.title, text_columns=table.text_columns)
            if table.note:
                file.write(f"{table.note}\n\n")


def _plain(cell: Cell) -> str:
    return "-" if cell is None else str(cell)


def tables_of(data: Mapping[str, Any]) -> Iterator[ReportTable]:
    """Yield the tables of a report, those without rows too.

    Args:
        data: what :func:`~vnjudnlp.reports.counting.count_corpus` returned.
    """
    yield _corpus(data["corpus"])
    yield _labels(data)
    yield _sizes("groups", f"By {data['groups']['field']}", data["groups"]["field"], "value", data["groups"]["rows"])
    yield _sizes("years", "By year of the document", "year", "year", data["time"]["years"])
    yield _sizes("months", "By month of the document", "month", "month", data["time"]["months"])
    for field, found in data["fields"].items():
        rows = tuple((row["value"], row["documents"]) for row in found["top"])
        note = f"{_shown_of(len(rows), found['distinct'])} values{_missed(found['most_missed'])}."
        yield ReportTable(f"field {field}", f"Values of {field}", (field, "documents"), rows, (field,), note)
    for label, found in data["names"].items():
        yield _names(label, found)
    yield _offices(data["offices"])
    yield from _abbreviations(data["abbreviations"])
    yield from _together(data["together"])
    yield from _dates(data["dates"])
    yield from _scores_and_lengths(data)


def _corpus(corpus: Mapping[str, Any]) -> ReportTable:
    rows = tuple((name.replace("_", " "), value) for name, value in corpus.items())
    return ReportTable("corpus", "Corpus", ("", "count"), rows, ("",))


def _labels(data: Mapping[str, Any]) -> ReportTable:
    columns = ("label", "entities", "per 1,000 syllables", "different names", "mean score")
    rows = tuple(
        (
            row["label"],
            row["entities"],
            row["per_1000_syllables"],
            _number(row["distinct"], row["distinct_is_exact"]),
            row["mean_score"],
        )
        for row in data["labels"]
    )
    return ReportTable("labels", "Entities by label", columns, rows, ("label",))


def _number(distinct: int | None, is_exact: bool) -> Cell:
    return distinct if is_exact or distinct is None else f"over {distinct}"


def _sizes(name: str, title: str, first: str, key: str, groups: Sequence[Mapping[str, Any]]) -> ReportTable:
    labels = list(dict.fromkeys(label for group in groups for label in group["entities"]))
    rows = tuple(
        (
            _NONE if group[key] is None else group[key],
            group["documents"],
            group["syllables"],
            *(group["entities"].get(label, 0) for label in labels),
        )
        for group in groups
    )
    return ReportTable(name, title, (first, "documents", "syllables", *labels), rows, (first,))


def _names(label: str, found: Mapping[str, Any]) -> ReportTable:
    name, title = _NAMES.get(label, (f"names {label}", label))
    rows: tuple[tuple[Cell, ...], ...]
    text: tuple[str, ...] = ("name",)
    vietnamese = text
    columns: tuple[str, ...] = ("name", "mentions", "documents")
    if label == "PERSON":
        columns, text = (*columns, "offices"), ("name", "offices")
        vietnamese = text
        rows = tuple((r["name"], r["count"], r["documents"], _held(r["offices"])) for r in found["top"])
    elif label == "AGENCY":
        columns, text = (*columns, "id in the register"), ("name", "id in the register")
        rows = tuple((r["name"], r["count"], r["documents"], r["id"]) for r in found["top"])
    else:
        rows = tuple((r["name"], r["count"], r["documents"]) for r in found["top"])
    note = f"{_shown_of(len(rows), found['distinct'])} names{_missed(found['most_missed'])}."
    return ReportTable(name, title, columns, rows, text, note, vietnamese)


def _held(offices: Sequence[Mapping[str, Any]]) -> str:
    parts = (
        " ".join(part for part in (office["title"], office["body"], "(former)" if office["former"] else "") if part)
        for office in offices
    )
    return "; ".join(parts)


def _offices(offices: Mapping[str, Any]) -> ReportTable:
    columns = ("title", "body", "people", "statements")
    rows = tuple((row["title"], row["body"], row["people"], row["statements"]) for row in offices["top"])
    note = (
        f"{_shown_of(len(rows), offices['distinct'])} offices{_missed(offices['most_missed'])}, "
        f"from the {offices['documents_with_facts']} documents that have the field offices."
    )
    return ReportTable("offices", "Offices", columns, rows, ("title", "body"), note, ("title", "body"))


def _abbreviations(found: Mapping[str, Any]) -> Iterator[ReportTable]:
    columns = ("short form", "long form", "mentions", "documents", "defined there")
    rows = tuple((r["short"], r["long"], r["count"], r["documents"], r["defined"]) for r in found["top"])
    note = f"{_shown_of(len(rows), found['distinct'])} pairs{_missed(found['most_missed'])}."
    text = ("short form", "long form")
    yield ReportTable("abbreviations", "Abbreviations", columns, rows, text, note, text)
    more = ("short form", "readings", "mentions", "documents")
    undecided: tuple[tuple[Cell, ...], ...] = tuple(
        (r["short"], " / ".join(r["readings"]), r["count"], r["documents"]) for r in found["undecided_top"]
    )
    note = f"From the {found['documents_with_undecided']} documents that have the field undecided."
    text = ("short form", "readings")
    yield ReportTable("undecided", "Undecided abbreviations", more, undecided, text, note, text)


def _together(found: Mapping[str, Any]) -> Iterator[ReportTable]:
    columns = ("first", "second", "together", "first named in", "second named in", "PMI (bits)", "Jaccard")
    keys = ("first", "second", "together", "first_count", "second_count", "pmi", "jaccard")
    where = f"{found['within']}s"
    note = f"Counts are {where}, of {found['units']}{_missed(found['most_missed'])}."
    for name, title, counted in (
        ("labels", "Labels in one sentence", "Counts are sentences; a label with itself: two or more of it."),
        ("bodies", f"Bodies in one {found['within']}", note),
        ("people_and_bodies", f"People and bodies in one {found['within']}", note),
    ):
        rows = tuple(tuple(row[key] for key in keys) for row in found[name])
        text = ("first", "second")
        yield ReportTable(f"together {name}", title, columns, rows, text, counted, () if name == "labels" else text)


def _dates(dates: Mapping[str, Any]) -> Iterator[ReportTable]:
    kinds = (("granularity", "granularity"), ("certainty", "certainty"), ("without_value", "no value"))
    rows = tuple((kind, value, count) for name, kind in kinds for value, count in dates[name].items())
    note = f"First day {dates['first']}, last day {dates['last']}." if dates["first"] else ""
    columns = ("", "kind", "mentions")
    yield ReportTable("dates", "Dates mentioned", columns, rows, ("", "kind"), note)
    years = tuple((str(row["year"]), row["mentions"]) for row in dates["years"])
    yield ReportTable("date years", "Years mentioned", ("year", "mentions"), years, ("year",))


def _scores_and_lengths(data: Mapping[str, Any]) -> Iterator[ReportTable]:
    bins = data["scores"]["bins"]
    rows = tuple((f"{row['low']:.2f} to {row['high']:.2f}", row["entities"]) for row in bins if row["entities"])
    outside = data["scores"]["outside"]
    note = f"{outside} entities have scores outside 0 to 1." if outside else ""
    yield ReportTable("scores", "Scores", ("score", "entities"), rows, ("score",), note)
    lengths = data["lengths"]
    keys = ("count", "min", "q1", "median", "q3", "max", "mean")
    found = [("documents", lengths["documents"]), ("sentences", lengths["sentences"]), *lengths["entities"].items()]
    columns = ("", "count", "shortest", "lower quartile", "median", "upper quartile", "longest", "mean")
    spread: tuple[tuple[Cell, ...], ...] = tuple((name, *(item[key] for key in keys)) for name, item in found)
    yield ReportTable("lengths", "Lengths in syllables", columns, spread, ("",))


def _shown_of(shown: int, distinct: int) -> str:
    return f"{shown} of {distinct}"


def _missed(most_missed: int) -> str:
    return f" (there were too many to keep; a count may be too low by up to {most_missed})" if most_missed else ""
