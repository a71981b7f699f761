"""Plots drawn with matplotlib."""

from __future__ import annotations

import calendar
import datetime
import math
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from vnjudnlp.errors import InputError
from vnjudnlp.reports.palette import HEAT, INK, LINE, PAPER, PLAIN, QUIET
from vnjudnlp.reports.plots import Bars, Calendar, Columns, Heat, Plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw", "steps_of"]

_WIDTH = 7.2
_DPI = 200
_MOST_TICKS = 13
_DAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")

_SETTINGS: dict[str, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 8.5,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.edgecolor": QUIET,
    "axes.labelcolor": QUIET,
    "axes.titlecolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "text.color": INK,
    "text.usetex": False,
    # a name may hold dollar signs
    "text.parse_math": False,
    "grid.color": LINE,
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "hatch.color": PAPER,
    "hatch.linewidth": 1.2,
    "pdf.fonttype": 42,
    "savefig.dpi": _DPI,
}


def draw(plot: Plot, kind: str, *, text_as_text: bool = False) -> bytes:
    """Draw a plot; the same plot gives the same bytes.

    Args:
        plot: what to draw.
        kind: ``"svg"``, ``"png"`` or ``"pdf"``.
        text_as_text: whether an SVG holds its text as text, which can be searched, and not as outlines, which look the
            same everywhere.

    Returns:
        the file.

    Raises:
        InputError: matplotlib is not installed.
    """
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        raise InputError(
            "figures need the package matplotlib; install it with: python -m pip install 'vnjudnlp[plots]'"
        ) from None
    # newer versions list the names of all settings, older ones take any
    settings: Any = {
        **_SETTINGS,
        "svg.fonttype": "none" if text_as_text else "path",
        "svg.hashsalt": plot.name,
    }
    metadata: Mapping[str, Any] = {
        "svg": {"Date": None, "Creator": None, "Title": plot.title},
        "png": {"Software": None, "Title": plot.title},
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None, "Title": plot.title},
    }[kind]
    file = BytesIO()
    # sans-serif fonts without a character, such as an emoji, show a box; that is no reason to warn
    with warnings.catch_warnings(), matplotlib.rc_context(settings):
        warnings.simplefilter("ignore")
        figure = Figure(layout="constrained")
        _DRAWN[type(plot)](figure, plot)
        figure.savefig(file, format=kind, metadata=metadata)
    return file.getvalue()


def _bars(figure: Figure, plot: Bars) -> None:
    figure.set_size_inches(_WIDTH, 0.75 + 0.235 * len(plot.labels) + (0.25 if plot.marked else 0))
    axes = figure.add_subplot()
    positions = range(len(plot.labels))
    axes.barh(positions, plot.values, color=plot.colors, height=0.72)
    if plot.marked:
        from matplotlib.patches import Patch

        # hatched, since the two parts may not be told apart by colour alone
        axes.barh(positions, plot.marked, color=plot.colors, height=0.72, hatch="////", edgecolor=PAPER, linewidth=0)
        handles = [
            Patch(facecolor=PLAIN, hatch="////", edgecolor=PAPER, linewidth=0, label=plot.parts[0]),
            Patch(facecolor=PLAIN, label=plot.parts[1]),
        ]
        axes.legend(handles=handles, loc="lower right", frameon=False)
    largest = max(plot.values)
    for position, value in enumerate(plot.values):
        axes.text(value + largest * 0.008, position, f"{value:,}", va="center", fontsize=8, color=QUIET)
    axes.set_yticks(positions, plot.labels)
    axes.set_ylim(len(plot.labels) - 0.4, -0.6)
    axes.set_xlim(0, largest * 1.1)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    axes.set_xlabel(plot.unit)
    _whole_numbers(axes.xaxis)
    _title(figure, plot)


def _columns(figure: Figure, plot: Columns) -> None:
    figure.set_size_inches(_WIDTH, 2.6)
    axes = figure.add_subplot()
    positions = range(len(plot.labels))
    axes.bar(positions, plot.values, color=PLAIN, width=0.85)
    axes.set_ylim(0, max(plot.values) * 1.08 or 1)
    axes.set_xlim(-0.7, len(plot.labels) - 0.3)
    step = math.ceil(len(plot.labels) / _MOST_TICKS)
    axes.set_xticks(positions[::step], plot.labels[::step])
    axes.grid(axis="y")
    axes.set_xlabel(plot.along)
    axes.set_ylabel(plot.unit)
    _whole_numbers(axes.yaxis)
    _title(figure, plot)


def _whole_numbers(axis: Any) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))


def _title(figure: Figure, plot: Plot) -> None:
    # over the whole figure, since the room beside long labels is narrow
    import textwrap

    figure.suptitle(textwrap.fill(plot.title, 92), x=0.01, ha="left", fontsize=10, fontweight="bold")


def _heat(figure: Figure, plot: Heat) -> None:
    figure.set_size_inches(_WIDTH, 1.0 + 0.25 * len(plot.rows))
    axes = figure.add_subplot()
    largest = max((value for row in plot.values for value in row if value is not None), default=0) or 1
    cells: list[list[tuple[float, float]]] = [[] for _ in HEAT]
    for y, row in enumerate(plot.values):
        for x, value in enumerate(row):
            if value is None:
                axes.text(x, y, "–", ha="center", va="center", color=QUIET)
                continue
            step = min(int(value / largest * len(HEAT)), len(HEAT) - 1)
            cells[step].append((x - 0.5, y - 0.5))
            color = PAPER if step >= len(HEAT) // 2 else INK
            axes.text(x, y, f"{value:.{plot.digits}f}", ha="center", va="center", color=color, fontsize=8)
    _squares(axes, cells, 0.97)
    axes.set_xticks(range(len(plot.columns)), plot.columns)
    axes.set_yticks(range(len(plot.rows)), plot.rows)
    if max(map(len, plot.columns)) * len(plot.columns) > 80:
        axes.tick_params(axis="x", rotation=40)
    axes.set_xlim(-0.5, len(plot.columns) - 0.5)
    axes.set_ylim(len(plot.rows) - 0.5, -0.5)
    _bare(axes)
    _title(figure, plot)


def _bare(axes: Axes) -> None:
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def _squares(axes: Axes, cells: Sequence[Sequence[tuple[float, float]]], size: float) -> None:
    """Draw the cells of each step as one path, which keeps the file small."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    for color, places in zip(HEAT, cells, strict=True):
        if places:
            vertices = [
                corner
                for x, y in places
                for corner in ((x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y))
            ]
            path = Path(vertices, codes * len(places))
            axes.add_patch(PathPatch(path, facecolor=color, linewidth=0, clip_on=False))


def steps_of(largest: int) -> list[int]:
    """Return the least count of each step of a heat map, each about the same number of times the one before.

    >>> steps_of(4), steps_of(1000)
    ([1, 2, 3, 4], [1, 4, 10, 32, 100, 317])
    """
    if largest <= len(HEAT):
        return list(range(1, largest + 1))
    return sorted({math.ceil(round(largest ** (step / len(HEAT)), 9)) for step in range(len(HEAT))})


def _calendar(figure: Figure, plot: Calendar) -> None:
    from matplotlib.patches import Patch

    figure.set_size_inches(_WIDTH, 0.75 + 1.12 * len(plot.years))
    starts = steps_of(max(count for day, count in plot.days.items() if int(day[:4]) in plot.years))
    for axes, year in zip(_rows(figure, len(plot.years)), plot.years, strict=True):
        cells: list[list[tuple[float, float]]] = [[] for _ in HEAT]
        empty: list[tuple[float, float]] = []
        for day, week in _weeks(year):
            count = plot.days.get(day.isoformat(), 0)
            place = (week, day.weekday())
            if count:
                cells[_spread(sum(start <= count for start in starts) - 1, len(starts))].append(place)
            else:
                empty.append(place)
        axes.scatter(
            [x + 0.44 for x, _ in empty], [y + 0.44 for _, y in empty], s=1.5, color=LINE, linewidths=0, zorder=0
        )
        _squares(axes, cells, 0.88)
        months = [week for day, week in _weeks(year) if day.day == 15]
        axes.set_xticks(months, _MONTHS)
        axes.set_yticks([row + 0.44 for row in range(7)], _DAYS)
        axes.tick_params(labelsize=7)
        axes.set_xlim(-0.2, 54)
        axes.set_ylim(7, -0.2)
        axes.set_aspect("equal")
        axes.set_ylabel(str(year), rotation=0, ha="right", va="center", color=INK, fontweight="bold")
        _bare(axes)
    handles = [
        Patch(facecolor=HEAT[_spread(index, len(starts))], label=_range(starts, index)) for index in range(len(starts))
    ]
    figure.legend(
        handles=handles, loc="outside lower right", ncols=len(handles), frameon=False, title=plot.unit, fontsize=7.5
    )
    _title(figure, plot)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _spread(step: int, number: int) -> int:
    """Spread few steps over all colours, so that one of two is not the lightest."""
    return len(HEAT) - 1 if number == 1 else round(step * (len(HEAT) - 1) / (number - 1))


def _range(starts: Sequence[int], index: int) -> str:
    if index + 1 == len(starts):
        return f"{starts[index]:,} or more" if index else f"{starts[index]:,}"
    last = starts[index + 1] - 1
    return f"{last:,}" if last == starts[index] else f"{starts[index]:,}–{last:,}"


def _rows(figure: Figure, number: int) -> Iterable[Axes]:
    return [figure.add_subplot(number, 1, index + 1) for index in range(number)]


def _weeks(year: int) -> Iterator[tuple[datetime.date, int]]:
    """Yield the days of a year, each with the number of its week, which begins on a Monday."""
    first = datetime.date(year, 1, 1)
    for number in range(365 + calendar.isleap(year)):
        yield first + datetime.timedelta(number), (number + first.weekday()) // 7


_DRAWN: dict[type[Plot], Any] = {Bars: _bars, Columns: _columns, Heat: _heat, Calendar: _calendar}
