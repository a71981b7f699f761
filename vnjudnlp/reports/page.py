"""The report as one page: plots, tables beside them, no network and no script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from vnjudnlp import __version__
from vnjudnlp.formats.html_style import STYLE
from vnjudnlp.reports.palette import STYLE as COLORS
from vnjudnlp.reports.plots import Plot, plots_of
from vnjudnlp.reports.svg import inline_svg
from vnjudnlp.reports.tables import Cell, ReportTable, tables_of
from vnjudnlp.text.html import html_text

__all__ = ["write_report_page"]

_TITLE = "What the corpus holds"

# heading, plots, tables; what stands in none goes to the end
_SECTIONS = (
    ("Entities", ("labels",), ("labels",)),
    ("Kinds of documents", ("groups",), ("groups",)),
    ("Time", ("time",), ("years", "months")),
    ("Bodies", ("bodies",), ("bodies",)),
    ("People and offices", ("people",), ("people", "offices")),
    ("Titles", ("titles",), ("titles",)),
    ("Laws", ("laws",), ("laws",)),
    ("Places", ("places",), ("places",)),
    ("Other names", (), ("organisations", "cases", "amounts")),
    ("Abbreviations", ("abbreviations",), ("abbreviations", "undecided")),
    ("Named together", ("labels_together",), ("together labels", "together bodies", "together people_and_bodies")),
    ("Dates", ("dates", "date_years", "calendar_mentions", "calendar_documents"), ("dates", "date years")),
    ("Scores", ("scores",), ("scores",)),
    ("Lengths", ("lengths_documents", "lengths_sentences"), ("lengths",)),
)
_TILES = (
    ("documents", "documents"),
    ("syllables", "syllables"),
    ("sentences", "sentences"),
    ("entities", "entities"),
    ("entities_per_1000_syllables", "entities per 1,000 syllables"),
    ("abbreviations", "abbreviations"),
)
_TALL = 25

_PAGE_STYLE = """
h1 { margin-top: .5rem; }
h2 { font-size: 1.125rem; color: var(--ink); margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
h3 { font-size: .9375rem; margin: 1.25rem 0 .25rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .6rem; margin: 1rem 0; }
.tiles div { background: var(--raised); border: 1px solid var(--line); border-radius: .6rem; padding: .5rem .75rem;
  display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.tiles dt { font-size: .8125rem; color: var(--quiet); line-height: 1.3; }
.tiles dd { margin: 0; font-size: 1.25rem; font-weight: 600; line-height: 1.4; }
nav ul { display: flex; flex-wrap: wrap; gap: .1rem .9rem; padding: 0; margin: .5rem 0; list-style: none;
  font-size: .9375rem; }
nav a { color: inherit; }
figure { margin: 1rem 0; overflow-x: auto; }
figure svg { display: block; width: 100%; min-width: 34rem; height: auto; }
figure svg text { font-family: system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif !important; }
figure svg * { stroke-linejoin: round; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; min-width: 0;
  padding-right: 1rem; overflow-wrap: normal; }
td, th { min-width: 4rem; }
thead th { white-space: normal; vertical-align: bottom; line-height: 1.3; }
td { font-size: .875rem; }
tbody th { font-weight: 500; font-size: .875rem; min-width: 9rem; }
.tall { max-height: 30rem; overflow: auto; border: 1px solid var(--line); border-radius: .4rem; padding: 0 .6rem; }
.tall thead th { position: sticky; top: 0; background: var(--paper); }
.tall:focus-visible { outline: 2px solid var(--quiet); }
@media print { .tall { max-height: none; overflow: visible; border: 0; padding: 0; }
  .tall thead th { position: static; }
  nav { display: none; } figure, tr, .tiles { break-inside: avoid; } h2, h3 { break-after: avoid; }
  figure svg { min-width: 0; } body { padding: 0; } .scroll { overflow: visible; } }
"""


def write_report_page(data: Mapping[str, Any]) -> Iterator[str]:
    """Write the page of a report.

    Args:
        data: what :func:`~vnjudnlp.reports.counting.count_corpus` returned.

    Yields:
        the page, piece by piece.

    Raises:
        InputError: matplotlib is not installed.
    """
    plots = {plot.name: plot for plot in plots_of(data)}
    tables = {table.name: table for table in tables_of(data) if table.rows}
    sections = [
        (heading, [plots[name] for name in drawn if name in plots], [tables[name] for name in told if name in tables])
        for heading, drawn, told in _SECTIONS
    ]
    placed = {"corpus", *(name for _, _, told in _SECTIONS for name in told)}
    sections.append(
        ("Fields and labels of your own", [], [table for name, table in tables.items() if name not in placed])
    )
    sections = [section for section in sections if section[1] or section[2]]
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_TITLE}</title>\n<style>{STYLE}{COLORS}{_PAGE_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{_TITLE}</h1>\n"
    )
    yield from _overview(data["corpus"])
    links = "".join(f'<li><a href="#{_anchor(heading)}">{heading}</a></li>' for heading, _, _ in sections)
    yield f'<nav aria-label="Sections"><ul>{links}</ul></nav>\n'
    for heading, drawn, told in sections:
        yield f'<section aria-labelledby="{_anchor(heading)}">\n<h2 id="{_anchor(heading)}">{heading}</h2>\n'
        for plot in drawn:
            yield _figure(plot)
        for table in told:
            yield from _table(table)
        yield "</section>\n"
    yield f"</main>\n<footer>Counted by vnjudnlp {html_text(__version__)}</footer>\n</body>\n</html>\n"


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def _overview(corpus: Mapping[str, Any]) -> Iterator[str]:
    tiles = "".join(f"<div><dt>{shown}</dt><dd>{_number(corpus[name])}</dd></div>" for name, shown in _TILES)
    yield f'<dl class="tiles">{tiles}</dl>\n'
    facts = [
        f"{_number(corpus['dates_given'])} documents have a date, in {_number(corpus['dates_found'])} it was found in "
        f"the text, {_number(corpus['without_date'])} have none"
    ]
    if corpus["documents_without_entities"]:
        facts.append(f"{_number(corpus['documents_without_entities'])} have no entities")
    if corpus["bad_documents"]:
        facts.append(f"{_number(corpus['bad_documents'])} could not be read and are not counted")
    yield f'<p class="facts">{"; ".join(facts)}.</p>\n'


def _figure(plot: Plot) -> str:
    return f"<figure>{inline_svg(plot)}</figure>\n"


def _table(table: ReportTable) -> Iterator[str]:
    title = html_text(table.title)
    heads = "".join(
        f'<th scope="col"{"" if name in table.text_columns else _NUMBER}>{html_text(name)}</th>'
        for name in table.columns
    )
    is_tall = len(table.rows) > _TALL
    place = f'class="scroll tall" tabindex="0" role="region" aria-label="{title}"' if is_tall else 'class="scroll"'
    yield f"<h3>{title}</h3>\n<div {place}><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
    for row in table.rows:
        cells = (_cell(table, index, cell) for index, cell in enumerate(row))
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield "</tbody></table></div>\n"
    if table.note:
        yield f'<p class="facts">{html_text(table.note)}</p>\n'


_NUMBER = ' class="number"'


def _cell(table: ReportTable, index: int, cell: Cell) -> str:
    name = table.columns[index]
    if name not in table.text_columns:
        return f"<td{_NUMBER}>{_number(cell)}</td>"
    language = ' lang="vi"' if name in table.vietnamese else ""
    text = html_text("" if cell is None else str(cell))
    # names in Hebrew or Arabic must not turn the cells around them
    direction = ' dir="auto"' if _RIGHT_TO_LEFT.search(text) else ""
    tag = 'th scope="row"' if index == 0 else "td"
    return f"<{tag}{language}{direction}>{text}</{tag.split()[0]}>"


# matches letters of Hebrew, Arabic, Syriac, Thaana, N'Ko; does not match "a", "ư"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def _number(value: Cell) -> str:
    if value is None:
        return "–"
    return html_text(value) if isinstance(value, str) else f"{value:,}"
