from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.formats.html import write_page
from vnjudnlp.records import LABELS, Abbreviation, Entity, Record

HOSTILE = [
    "<script>alert(1)</script>",
    '" onmouseover="x',
    "'><img src=x onerror=y>",
    "</style><b>",
    "&amp;",
    "<!--",
    "]]>",
]
VOID = {"meta", "input"}
NEVER = {"script", "img", "iframe", "object", "link", "svg", "form", "base"}


class Page(HTMLParser):
    """Reads a page as a browser does and keeps what it shows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.identifiers: set[str] = set()
        self.targets: set[str] = set()
        self.texts: list[str] = []
        self.marks: list[tuple[str, dict[str, str | None]]] = []
        self.inside_text = 0
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag not in NEVER
        values = dict(attributes)
        assert not any(name.startswith("on") or name in ("src", "style") for name in values)
        if "id" in values:
            assert values["id"] not in self.identifiers
            self.identifiers.add(values["id"] or "")
        if "href" in values:
            assert (values["href"] or "").startswith("#")
            self.targets.add((values["href"] or "")[1:])
        if values.get("class") == "text":
            self.texts.append("")
            self.inside_text = len(self.open) + 1
        if "entity" in (values.get("class") or "").split():
            self.marks.append(("", values))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if len(self.open) < self.inside_text:
            self.inside_text = 0

    def handle_data(self, data: str) -> None:
        if self.inside_text:
            self.texts[-1] += data
            if self.open[-1] == "a":
                self.marks[-1] = (self.marks[-1][0] + data, self.marks[-1][1])


def page_of(*records: Record) -> Page:
    page = "".join(write_page(records))
    page.encode("utf-8")
    return Page(page)


VISIBLE = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cc", "Cs", "Cn"]))


@given(st.lists(st.one_of(VISIBLE, st.sampled_from(HOSTILE)), min_size=1), st.sampled_from(HOSTILE))
def test_the_page_shows_the_text_and_nothing_runs(pieces: list[str], hostile: str) -> None:
    text = "\n".join(["Bộ", *pieces])
    entities = [Entity(0, 2, hostile, hostile, 1.0, hostile), *([Entity(3, len(text), "LAW")] if len(text) > 3 else [])]
    abbreviations = [Abbreviation(0, 2, hostile, hostile)]
    page = page_of(Record(hostile, text, hostile, entities, abbreviations), Record("b", text))
    assert page.texts == [text, text]
    assert page.marks[0][0] == "Bộ"
    assert page.marks[0][1]["title"] == f"{hostile} · {hostile} · {hostile}"
    assert page.marks[0][1]["class"] == "entity OTHER"
    assert page.targets <= page.identifiers


def test_characters_that_html_does_not_have_are_replaced() -> None:
    page = page_of(Record("a\x00", "x\x1b[31m\ud800\ufffey\tz\r\n"))
    assert page.texts == ["x\ufffd[31m\ufffd\ufffdy\tz\r\n"]


def test_nothing_is_loaded_and_every_label_has_a_colour() -> None:
    page = "".join(write_page([Record("a", "b")]))
    assert "default-src 'none'" in page
    assert not re.search(r"https?:|url\(|@import", page)
    for label in LABELS:
        assert f".{label} {{ --back:" in page
        assert f'id="show-{label}"' in page


def test_of_two_spans_over_one_another_the_table_has_both() -> None:
    record = Record("a", "Bộ Tư pháp", entities=[Entity(0, 10, "AGENCY"), Entity(3, 10, "LOC")])
    page = page_of(record)
    assert [text for text, _ in page.marks] == ["Bộ Tư pháp"]
    assert {"d1-row-1", "d1-row-2"} <= page.identifiers


def test_documents_are_taken_one_after_the_other() -> None:
    taken = []

    def records():  # type: ignore[no-untyped-def]
        for name in "abc":
            taken.append(name)
            yield Record(name, name)

    pieces = write_page(records())
    next(piece for piece in pieces if "<article>" in piece)
    assert taken == ["a"]
    "".join(pieces)
    assert taken == ["a", "b", "c"]
