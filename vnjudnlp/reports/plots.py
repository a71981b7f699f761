"""Which plots a report has, and what they show; how they are drawn is the business of drawing.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vnjudnlp.reports.names import cut
from vnjudnlp.reports.palette import PLAIN, label_color

__all__ = ["Bars", "Calendar", "Columns", "Heat", "Plot", "plots_of"]

_MOST_BARS = 20
_MOST_ROWS = 30
_MOST_COLUMNS = 60
_MOST_MONTHS = 48
_MOST_YEARS = 4
_LONGEST_LABEL = 46
_LONGEST_NAME = 18

_TOP = {"AGENCY": "bodies", "PERSON": "people", "TITLE": "titles", "LAW": "laws", "LOC": "places"}


@dataclass(frozen=True, slots=True)
class Plot:
    """What all plots have.

    Attributes:
        name: the name of its file.
        title: what stands above it.
        description: what it shows, for those who do not see it.
    """

    name: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Bars(Plot):
    """Bars that lie, one below the other.

    Attributes:
        labels: what stands beside each bar.
        values: how long each is.
        colors: the colour of each.
        unit: what is counted.
        marked: how much of each bar is marked; empty where nothing is.
        parts: what the marked and the other part are called.
    """

    labels: tuple[str, ...]
    values: tuple[float, ...]
    colors: tuple[str, ...]
    unit: str
    marked: tuple[float, ...] = ()
    parts: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Columns(Plot):
    """Bars that stand, one beside the other; attributes as those of :class:`Bars`, ``along`` names their axis."""

    labels: tuple[str, ...]
    values: tuple[float, ...]
    unit: str
    along: str


@dataclass(frozen=True, slots=True)
class Heat(Plot):
    """A table whose cells are shaded.

    Attributes:
        rows: what stands beside each row.
        columns: what stands below each column.
        values: the cells, row by row; None where there is nothing to show.
        digits: how many digits behind the point are written.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    digits: int


@dataclass(frozen=True, slots=True)
class Calendar(Plot):
    """Days of years, shaded by a count.

    Attributes:
        years: the years, one below the other.
        days: the count of each day, as ISO 8601; days that are missing have none.
        unit: what is counted.
    """

    years: tuple[int, ...]
    days: Mapping[str, int]
    unit: str


def plots_of(data: Mapping[str, Any]) -> Iterator[Plot]:
    """Yield the plots of a report; one for which there is no data is left out.

    Args:
        data: what :func:`~vnjudnlp.reports.counting.count_corpus` returned.
    """
    labels = [row for row in data["labels"] if row["entities"]]
    if labels:
        names = tuple(row["label"] for row in labels)
        counts = tuple(row["entities"] for row in labels)
        colors = tuple(label_color(name) for name in names)
        title = f"Entities by label (n = {sum(counts):,})"
        yield _bars("labels", title, names, counts, "entities", colors)
    yield from _groups(data)
    yield from _time(data["time"])
    for label, name in _TOP.items():
        yield from _top(label, name, data["names"].get(label))
    yield from _abbreviations(data["abbreviations"])
    yield from _labels_together(data)
    yield from _dates(data["dates"])
    bins = data["scores"]["bins"]
    number = sum(item["entities"] for item in bins)
    if number:
        yield _columns(
            "scores",
            f"Scores of entities (n = {number:,})",
            tuple(f"{item['low']:.2f}" for item in bins),
            tuple(item["entities"] for item in bins),
            "entities",
            f"score, from (bins of {bins[0]['high']:.2f}; the last one holds 1)",
        )
    yield from _lengths(data["lengths"])


def _bars(
    name: str,
    title: str,
    labels: Sequence[str],
    values: Sequence[float],
    unit: str,
    colors: tuple[str, ...],
    marked: tuple[float, ...] = (),
    parts: tuple[str, str] = ("", ""),
) -> Bars:
    shown = tuple(cut(label, _LONGEST_LABEL) for label in labels)
    return Bars(name, title, _described(title, labels, values), shown, tuple(values), colors, unit, marked, parts)


def _columns(name: str, title: str, labels: Sequence[str], values: Sequence[float], unit: str, along: str) -> Columns:
    return Columns(name, title, _described(title, labels, values), tuple(labels), tuple(values), unit, along)


def _described(title: str, labels: Sequence[str], values: Sequence[float]) -> str:
    """Say what is highest; the table beside the plot has everything."""
    highest = max(range(len(values)), key=values.__getitem__)
    return f"{title}. Highest: {cut(labels[highest], _LONGEST_LABEL)}, {values[highest]:,}. The table has all values."


def _groups(data: Mapping[str, Any]) -> Iterator[Plot]:
    groups = data["groups"]["rows"]
    if len(groups) < 2:
        return
    most = sorted(groups, key=lambda row: -row["documents"])[:_MOST_ROWS]
    shown = [row for row in groups if any(row is other for other in most)]
    labels = [row["label"] for row in data["labels"]]
    values = tuple(tuple(row["per_1000_syllables"].get(label, 0.0) for label in labels) for row in shown)
    names = tuple(
        f"{cut('(none)' if row['value'] is None else row['value'], _LONGEST_NAME + 8)} ({row['documents']:,})"
        for row in shown
    )
    part = "" if len(shown) == len(groups) else f", the {len(shown)} largest of {len(groups)} groups"
    title = f"Entities per 1,000 syllables by {data['groups']['field']} (documents in brackets{part})"
    columns = tuple(cut(label, _LONGEST_NAME) for label in labels)
    yield Heat("groups", title, f"{title}. The table below has the counts.", names, columns, values, 1)


def _time(time: Mapping[str, Any]) -> Iterator[Plot]:
    months = {row["month"]: row["documents"] for row in time["months"] if row["month"] is not None}
    if not months:
        return
    number = sum(months.values())
    first, last = min(months), max(months)
    every = [f"{index // 12:04}-{index % 12 + 1:02}" for index in range(_month(first), _month(last) + 1)]
    if len(every) <= _MOST_MONTHS:
        values = [months.get(month, 0) for month in every]
        yield _columns("time", f"Documents by month (n = {number:,})", every, values, "documents", "month")
        return
    years = {int(row["year"]): row["documents"] for row in time["years"] if row["year"] is not None}
    yield _by_year("time", "Documents by year", years, "documents")


def _month(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _by_year(name: str, title: str, years: Mapping[int, int], unit: str) -> Plot:
    """Return columns for each year between the first and the last; for the latest only where there are too many."""
    total, last = sum(years.values()), max(years)
    # a year far ahead of all others would leave no room for them
    while last - _MOST_COLUMNS >= min(years) and sum(
        count for year, count in years.items() if last - _MOST_COLUMNS < year <= last
    ) < sum(count for year, count in years.items() if last - _MOST_COLUMNS <= year < last):
        last -= 1
    first = max(min(years), last - _MOST_COLUMNS + 1)
    shown = {year: years.get(year, 0) for year in range(first, last + 1)}
    part = "" if sum(shown.values()) == total else f", {sum(shown.values()):,} of them in the years shown"
    labels = [str(year) for year in shown]
    return _columns(name, f"{title} (n = {total:,}{part})", labels, list(shown.values()), unit, "year")


def _top(label: str, name: str, found: Mapping[str, Any] | None) -> Iterator[Plot]:
    rows = found["top"][:_MOST_BARS] if found is not None else []
    if found is None or not rows:
        return
    title = f"Most named {name} ({len(rows)} of {found['distinct']:,})"
    labels, values = [row["name"] for row in rows], [row["count"] for row in rows]
    yield _bars(name, title, labels, values, "mentions", (label_color(label),) * len(rows))


def _abbreviations(found: Mapping[str, Any]) -> Iterator[Plot]:
    rows = found["top"][:_MOST_BARS]
    if rows:
        yield _bars(
            "abbreviations",
            f"Most used abbreviations ({len(rows)} of {found['distinct']:,})",
            [f"{cut(row['short'], _LONGEST_NAME)} – {row['long']}" for row in rows],
            [row["count"] for row in rows],
            "mentions",
            (PLAIN,) * len(rows),
            tuple(row["defined"] for row in rows),
            ("where the document defines it", "elsewhere"),
        )


def _labels_together(data: Mapping[str, Any]) -> Iterator[Plot]:
    pairs = {(row["first"], row["second"]): row["jaccard"] for row in data["together"]["labels"]}
    labels = [row["label"] for row in data["labels"]]
    labels = [label for label in labels if any(label in pair for pair in pairs)][:_MOST_BARS]
    if len(labels) < 2:
        return
    values = tuple(
        tuple(
            None if first == second else pairs.get((first, second), pairs.get((second, first), 0.0))
            for second in labels
        )
        for first in labels
    )
    title = f"Labels in one sentence: Jaccard index (n = {data['corpus']['sentences']:,} sentences)"
    names = tuple(cut(label, _LONGEST_NAME) for label in labels)
    yield Heat("labels_together", title, f"{title}. The table below has the counts.", names, names, values, 2)


def _dates(dates: Mapping[str, Any]) -> Iterator[Plot]:
    found = dates["granularity"]
    if found:
        title = f"How fine the dates are (n = {sum(found.values()):,})"
        colors = (label_color("DATE"),) * len(found)
        yield _bars("dates", title, list(found), list(found.values()), "mentions", colors)
    if dates["years"]:
        years = {row["year"]: row["mentions"] for row in dates["years"]}
        yield _by_year("date_years", "Dates mentioned, by year", years, "mentions")
    for name, title, unit in (
        ("mentions", "Days mentioned", "mentions"),
        ("documents", "Days of documents", "documents"),
    ):
        days = {row["day"]: row[name] for row in dates["days"] if row[name]}
        if days:
            yield _calendar(f"calendar_{name}", title, days, unit)


def _calendar(name: str, title: str, days: Mapping[str, int], unit: str) -> Plot:
    by_year: dict[int, int] = {}
    for day, count in days.items():
        by_year[int(day[:4])] = by_year.get(int(day[:4]), 0) + count
    most = sorted(by_year, key=lambda year: (-by_year[year], -year))[:_MOST_YEARS]
    total, shown = sum(by_year.values()), sum(by_year[year] for year in most)
    part = f", {shown:,} of them" if shown < total else ""
    which = "years with the most" if len(by_year) > len(most) else "years"
    title = f"{title} (n = {total:,}{part} in the {which})" if part else f"{title} (n = {total:,})"
    highest = max((day for day in days if int(day[:4]) in most), key=lambda day: (days[day], day))
    description = f"{title}. Highest: {highest}, {days[highest]:,}."
    return Calendar(name, title, description, tuple(sorted(most)), days, unit)


def _lengths(lengths: Mapping[str, Any]) -> Iterator[Plot]:
    for name in ("documents", "sentences"):
        found = lengths[name]
        if found["count"] and found["max"]:
            labels = [
                str(item["low"]) if item["low"] == item["high"] else f"{item['low']}–{item['high']}"
                for item in found["bins"]
            ]
            title = f"Lengths of {name} (n = {found['count']:,}, median {found['median']:,} syllables)"
            values = [item["count"] for item in found["bins"]]
            yield _columns(f"lengths_{name}", title, labels, values, name, "syllables (each bin is twice as wide)")
