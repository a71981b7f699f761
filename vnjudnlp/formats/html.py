"""One HTML page that shows documents with their entities; it needs no network and no script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from vnjudnlp import __version__
from vnjudnlp.records import LABELS, Entity, Record
from vnjudnlp.text.html import html_text

__all__ = ["write_page", "write_texts_page"]

_HUES = {
    # lightness and saturation are the theme's, so that text keeps its contrast in light and in dark
    "PERSON": 215,
    "TITLE": 285,
    "AGENCY": 145,
    "DATE": 40,
    "ORG": 185,
    "LOC": 95,
    "LAW": 0,
    "CASE": 325,
    "MONEY": 60,
    "OTHER": 240,
}

_STYLE = """
:root { color-scheme: light dark; --paper: #fdfdfb; --ink: #1d2228; --quiet: #626b75; --line: #dcdfe3;
  --raised: #f4f5f3; --back-l: 90%; --back-s: 75%; --edge-l: 31%; --edge-s: 65%; }
@media (prefers-color-scheme: dark) { :root { --paper: #15181c; --ink: #e4e7ea; --quiet: #9aa4ae; --line: #343a41;
  --raised: #1d2126; --back-l: 20%; --back-s: 45%; --edge-l: 68%; --edge-s: 60%; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 54rem; padding: 1.25rem 1rem 3rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.75 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
h1 { font-size: 1.375rem; line-height: 1.35; margin: 2rem 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: .9375rem; margin: 1.75rem 0 .25rem; color: var(--quiet); font-weight: 600; }
p { margin: .25rem 0; }
.facts, footer { color: var(--quiet); font-size: .875rem; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .75rem; }
.legend { display: flex; flex-wrap: wrap; gap: .4rem .5rem; margin: 1rem 0 0; padding: 0; border: 0; }
.legend label { display: inline-flex; align-items: center; gap: .4rem; padding: .15rem .6rem .15rem .45rem;
  font-size: .8125rem; font-weight: 600; line-height: 1.6; cursor: pointer; border-radius: 1rem;
  background: var(--back); border: 1px solid var(--edge); }
.legend input { accent-color: var(--edge); margin: 0; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin: .75rem 0; padding: 1rem 1.125rem; line-height: 2.05;
  background: var(--raised); border: 1px solid var(--line); border-radius: .6rem; }
.entity { color: inherit; text-decoration: none; background: var(--back); box-shadow: inset 0 -2px 0 var(--edge);
  padding: .18em .25em; border-radius: .25em; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.entity::after { content: attr(data-label); font-size: .62em; font-weight: 700; letter-spacing: .04em;
  color: var(--edge); margin-left: .45em; vertical-align: .12em; white-space: nowrap; }
.entity:hover, .entity:focus-visible, :target { outline: 2px solid var(--edge); outline-offset: 1px; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; line-height: 1.45; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; }
th { font-size: .75rem; font-weight: 600; color: var(--quiet); white-space: nowrap; }
td { min-width: 4rem; }
td.place, td.source { color: var(--quiet); font-size: .8125rem; white-space: nowrap; min-width: 0;
  font-variant-numeric: tabular-nums; }
td.place a { color: inherit; }
.tag { color: var(--edge); font-weight: 700; font-size: .75rem; letter-spacing: .04em; white-space: nowrap; }
@media (max-width: 40rem) { body { padding: 1rem .75rem 2rem; } .text { padding: .75rem .8rem; }
  .source, .column-source { display: none; } }
@media print { body { max-width: none; } .legend input { display: none; }
  .entity { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
"""


def write_page(records: Iterable[Record], labels: Sequence[str] = LABELS) -> Iterator[str]:
    """Write a page.

    Args:
        records: tagged documents; one after the other is taken and shown.
        labels: the labels of the legend.

    Yields:
        the page, piece by piece.

    >>> page = "".join(write_page([Record("<b>", "Bộ Tư pháp", entities=[Entity(0, 10, "AGENCY")])]))
    >>> "<b>" in page, page.count("<script")
    (False, 0)
    """
    begun = False
    for number, record in enumerate(records, 1):
        if not begun:
            yield from _head(record.id, labels)
            begun = True
        yield from _document(number, record)
    if not begun:
        yield from _head("vnjudnlp", labels)
        yield '<p class="facts">No documents.</p>\n'
    yield f"<footer>Tagged by vnjudnlp {escape(__version__)}</footer>\n</body>\n</html>\n"


def write_texts_page(documents: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Write a page of texts that are HTML already.

    Args:
        documents: the name of each document, which is escaped, and its text as an HTML fragment.

    Yields:
        the page, piece by piece.

    >>> "&lt;b&gt;</h1>" in "".join(write_texts_page([("<b>", "<abbr>TAND</abbr>")]))
    True
    """
    begun = False
    for name, fragment in documents:
        if not begun:
            yield _page_head(name)
            yield "</style>\n</head>\n<body>\n"
            begun = True
        yield f'<article>\n<h1>{html_text(name)}</h1>\n<div class="text" lang="vi">{fragment}</div>\n</article>\n'
    if not begun:
        yield _page_head("vnjudnlp")
        yield '</style>\n</head>\n<body>\n<p class="facts">No documents.</p>\n'
    yield f"<footer>Written by vnjudnlp {escape(__version__)}</footer>\n</body>\n</html>\n"


def _page_head(title: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html_text(title)}</title>\n<style>{_STYLE}"
    )


def _head(title: str, labels: Sequence[str]) -> Iterator[str]:
    yield _page_head(title)
    for label, hue in _HUES.items():
        # a label that is switched off in the legend loses its marks, not its words
        off = f"body:has(#show-{label}:not(:checked))"
        yield (
            f".{label} {{ --back: hsl({hue} var(--back-s) var(--back-l));"
            f" --edge: hsl({hue} var(--edge-s) var(--edge-l)); }}\n"
            f"{off} .entity.{label} {{ background: none; box-shadow: none; padding: 0; }}\n"
            f"{off} .entity.{label}::after {{ content: none; }}\n"
            f"{off} tr.{label} {{ display: none; }}\n"
        )
    boxes = "\n".join(
        f'<label class="{_kind(label)}"><input type="checkbox" id="show-{_kind(label)}" checked>'
        f"{html_text(label)}</label>"
        for label in dict.fromkeys(labels)
    )
    yield f'</style>\n</head>\n<body>\n<fieldset class="legend" aria-label="Labels">\n{boxes}\n</fieldset>\n'


def _document(number: int, record: Record) -> Iterator[str]:
    entities = sorted(record.entities, key=lambda entity: (entity.start, entity.end))
    facts = [record.doc_date or "", _count(len(record.text), "character"), _count(len(entities), "entity")]
    yield f"<article>\n<h1>{html_text(record.id)}</h1>\n"
    yield f'<p class="facts">{html_text(" · ".join(filter(None, facts)))}</p>\n'
    yield '<div class="text" lang="vi">'
    position = 0
    for index, entity in enumerate(entities, 1):
        if entity.start < position:
            # of two spans over one another the page marks the first; the table below has both
            continue
        yield html_text(record.text[position : entity.start])
        hint = " · ".join(part for part in (entity.label, entity.norm, entity.source) if part)
        yield (
            f'<a class="entity {_kind(entity.label)}" id="d{number}-{index}" href="#d{number}-row-{index}" '
            f'data-label="{html_text(entity.label)}" title="{html_text(hint)}">'
            f"{html_text(record.text[entity.start : entity.end])}</a>"
        )
        position = entity.end
    yield f"{html_text(record.text[position:])}</div>\n"
    if entities:
        columns = ("Label", "Text", "Norm", "Place", "Source")
        yield from _table("Entities", columns, _entity_rows(number, record.text, entities))
    if record.abbreviations:
        yield from _table("Abbreviations", ("Short form", "Long form", "Place", "Defined"), _abbreviation_rows(record))
    yield "</article>\n"


def _table(title: str, columns: tuple[str, ...], rows: Iterator[str]) -> Iterator[str]:
    heads = "".join(f'<th scope="col" class="column-{column.split()[0].lower()}">{column}</th>' for column in columns)
    yield f'<h2>{title}</h2>\n<div class="scroll"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n'
    yield from rows
    yield "</tbody></table></div>\n"


def _entity_rows(number: int, text: str, entities: Sequence[Entity]) -> Iterator[str]:
    for index, entity in enumerate(entities, 1):
        label, surface = html_text(entity.label), html_text(" ".join(text[entity.start : entity.end].split()))
        yield (
            f'<tr class="{_kind(entity.label)}" id="d{number}-row-{index}"><td><span class="tag">{label}</span></td>'
            f'<td lang="vi">{surface}</td><td lang="vi">{html_text(entity.norm or "")}</td>'
            f'<td class="place"><a href="#d{number}-{index}">{entity.start}–{entity.end}</a></td>'
            f'<td class="source">{html_text(entity.source)}</td></tr>\n'
        )


def _abbreviation_rows(record: Record) -> Iterator[str]:
    for item in record.abbreviations:
        yield (
            f'<tr><td lang="vi">{html_text(item.short)}</td><td lang="vi">{html_text(item.long)}</td>'
            f'<td class="place">{item.start}–{item.end}</td><td>{"in the document" if item.defined else ""}</td></tr>\n'
        )


def _kind(label: str) -> str:
    """Return a label's class; a label from elsewhere, which may hold anything, has the common one."""
    return label if label in _HUES else "OTHER"


def _count(number: int, noun: str) -> str:
    plural = noun if number == 1 else f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {plural}".replace(",", "\u202f")
