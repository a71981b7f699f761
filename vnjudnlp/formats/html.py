"""One HTML page that shows documents with their entities; it needs no network and no script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from vnjudnlp import __version__
from vnjudnlp.formats.html_facts import case_sections, people_section
from vnjudnlp.formats.html_style import HUES, STYLE
from vnjudnlp.formats.html_tables import table
from vnjudnlp.formats.html_values import hint, short_values
from vnjudnlp.formats.jsonl import write_json
from vnjudnlp.records import LABELS, Entity, Record
from vnjudnlp.text.html import html_data, html_text

__all__ = ["write_page", "write_texts_page"]


def write_page(records: Iterable[Record], labels: Sequence[str] = LABELS, *, facts: bool = False) -> Iterator[str]:
    """Write a page.

    Args:
        records: tagged documents; one after the other is taken and shown.
        labels: the labels of the legend.
        facts: whether the fields ``people``, ``offices`` and ``case`` of the records are shown; they have to be those
            that :func:`vnjudnlp.people.find_facts` makes.

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
        yield from _document(number, record, facts)
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
        f'<meta name="generator" content="vnjudnlp {escape(__version__)}">\n'
        f"<title>{html_text(title)}</title>\n<style>{STYLE}"
    )


def _head(title: str, labels: Sequence[str]) -> Iterator[str]:
    yield _page_head(title)
    for label, hue in HUES.items():
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


def _document(number: int, record: Record, facts: bool) -> Iterator[str]:
    entities = sorted(record.entities, key=lambda entity: (entity.start, entity.end))
    sizes = [record.doc_date or "", _count(len(record.text), "character"), _count(len(entities), "entity")]
    marks: dict[tuple[int, int], str] = {}
    yield f'<article data-record="{_data(record)}">\n<h1>{html_text(record.id)}</h1>\n'
    yield f'<p class="facts">{html_text(" · ".join(filter(None, sizes)))}</p>\n'
    yield '<div class="text" lang="vi">'
    position = 0
    for index, entity in enumerate(entities, 1):
        if entity.start < position:
            # of two spans over one another the page marks the first; the table below has both
            continue
        yield html_text(record.text[position : entity.start])
        mark = marks[entity.start, entity.end] = f"d{number}-{index}"
        yield (
            f'<a class="entity {_kind(entity.label)}" id="{mark}" href="#d{number}-row-{index}" '
            f'data-label="{html_text(entity.label)}" title="{html_text(hint(entity))}">'
            f"{html_text(record.text[entity.start : entity.end])}</a>"
        )
        position = entity.end
    yield f"{html_text(record.text[position:])}</div>\n"
    if facts:
        yield from people_section(number, record.extra, marks)
        yield from case_sections(number, record.extra)
    if entities:
        columns = ("Label", "Text", "Norm", "Place", "Source")
        yield from table("Entities", columns, _entity_rows(number, record.text, entities, marks))
    if record.abbreviations:
        yield from table("Abbreviations", ("Short form", "Long form", "Place", "Defined"), _abbreviation_rows(record))
    yield "</article>\n"


def _data(record: Record) -> str:
    """Return all of a record but its text, with which html_documents.py reads the page back."""
    data = {**record.to_dict(), "characters": len(record.text)}
    del data["text"]
    data["entities"] = [_without(item, "text") for item in data["entities"]]
    data["abbreviations"] = [_without(item, "short") for item in data["abbreviations"]]
    return html_data(write_json(data))


def _without(item: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in item.items() if key != name}


def _entity_rows(
    number: int, text: str, entities: Sequence[Entity], marks: Mapping[tuple[int, int], str]
) -> Iterator[str]:
    for index, entity in enumerate(entities, 1):
        label, surface = html_text(entity.label), html_text(" ".join(text[entity.start : entity.end].split()))
        place, mark = f"{entity.start}–{entity.end}", f"d{number}-{index}"
        if marks.get((entity.start, entity.end)) == mark:
            place = f'<a href="#{mark}">{place}</a>'
        values = short_values(entity)
        more = f'<span class="values" lang="en">{html_text(values)}</span>' if values else ""
        yield (
            f'<tr class="{_kind(entity.label)}" id="d{number}-row-{index}"><td><span class="tag">{label}</span></td>'
            f'<td lang="vi">{surface}</td><td lang="vi">{html_text(entity.norm or "")}{more}</td>'
            f'<td class="place">{place}</td><td class="source">{html_text(entity.source)}</td></tr>\n'
        )


def _abbreviation_rows(record: Record) -> Iterator[str]:
    for item in record.abbreviations:
        yield (
            f'<tr><td lang="vi">{html_text(item.short)}</td><td lang="vi">{html_text(item.long)}</td>'
            f'<td class="place">{item.start}–{item.end}</td><td>{"in the document" if item.defined else ""}</td></tr>\n'
        )


def _kind(label: str) -> str:
    """Return a label's class; a label from elsewhere, which may hold anything, has the common one."""
    return label if label in HUES else "OTHER"


def _count(number: int, noun: str) -> str:
    plural = noun if number == 1 else f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {plural}".replace(",", "\u202f")
