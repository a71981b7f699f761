from __future__ import annotations

import re
from copy import deepcopy
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.formats.html import write_page
from vnjudnlp.pipeline import annotate, entities
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
        self.headings: list[tuple[str, str]] = []
        self.tables: list[list[list[str]]] = []
        self.links: list[tuple[str, str]] = []
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
            self.links.append(((values["href"] or "")[1:], ""))
        if values.get("class") == "text":
            self.texts.append("")
            self.inside_text = len(self.open) + 1
        if "entity" in (values.get("class") or "").split():
            self.marks.append(("", values))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((tag, ""))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            assert tag == "td" or values["scope"] == ("col" if "thead" in self.open else "row")
            self.tables[-1][-1].append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if len(self.open) < self.inside_text:
            self.inside_text = 0

    def handle_data(self, data: str) -> None:
        if self.headings and self.open and self.open[-1] == self.headings[-1][0]:
            self.headings[-1] = (self.open[-1], self.headings[-1][1] + data)
        if "a" in self.open:
            self.links[-1] = (self.links[-1][0], self.links[-1][1] + data)
        if "td" in self.open or "th" in self.open:
            self.tables[-1][-1][-1] += data
        if self.inside_text:
            self.texts[-1] += data
            if self.open[-1] == "a":
                self.marks[-1] = (self.marks[-1][0] + data, self.marks[-1][1])


def page_of(*records: Record, facts: bool = False) -> Page:
    page = "".join(write_page(records, facts=facts))
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
    assert page.targets <= page.identifiers
    assert {"d1-row-1", "d1-row-2"} <= page.identifiers


def test_documents_are_taken_one_after_the_other() -> None:
    taken = []

    def records():  # type: ignore[no-untyped-def]
        for name in "abc":
            taken.append(name)
            yield Record(name, name)

    pieces = write_page(records())
    next(piece for piece in pieces if "<article " in piece)
    assert taken == ["a"]
    "".join(pieces)
    assert taken == ["a", "b", "c"]


JUDGMENT = (
    "TÒA ÁN NHÂN DÂN HUYỆN KRÔNG PẮC\nBản án số: 12/2021/DS-ST\nNgày: 06-5-2021\n\n"
    "Thẩm phán - Chủ tọa phiên tòa: Bà Lê Thị An\n\n"
    "Nguyên đơn: Ông Trần Văn B, sinh năm 1970\nNgười đại diện theo ủy quyền: Bà Phan Thu Hà\n"
    "Bị đơn: Công ty TNHH Hòa Bình\n\nNỘI DUNG VỤ ÁN:\n"
    "Ông B trình bày: tháng 4/2021, đồng chí Đào Trọng Giáp, nguyên Cục trưởng Cục THADS tỉnh Gia Lai, hẹn ngày 31/6."
)


def tagged(text: str) -> Record:
    batch = annotate([text], facts=True)
    return Record("a", text, None, entities(batch)[0], extra=dict((batch.facts or [{}])[0]))


def test_marks_say_what_their_values_are() -> None:
    titles = {text: values["title"] for text, values in page_of(tagged(JUDGMENT)).marks}
    assert titles["tháng 4/2021"] == (
        "DATE · 2021-04 · grammar.date\nDays: 2021-04-01 to 2021-04-30\nGranularity: month\nCertainty: stated"
    )
    assert titles["ngày 31/6"] == "DATE · grammar.date\nNo value: impossible date"
    assert titles["Cục THADS tỉnh Gia Lai"] == (
        "AGENCY · Cục Thi hành án dân sự tỉnh Gia Lai · grammar.agency\nBody: Cục Thi hành án dân sự tỉnh Gia Lai\n"
        "Id: province_civil_enforcement_department@64\nLevel: province\nPlace: 64\n"
        "Valid: from 2009-07-01 until 2025-06-30\nSuccessors: province_civil_enforcement@52-2025"
    )


def test_people_offices_and_case_are_shown_and_lead_to_the_text() -> None:
    page = page_of(tagged(JUDGMENT), facts=True)
    assert [heading for heading in page.headings if heading[1] != "Entities"] == [
        ("h1", "a"),
        ("h2", "People and offices"),
        ("h2", "Case"),
        ("h3", "Panel"),
        ("h3", "Parties"),
    ]
    people, case, panel, parties, _ = page.tables
    giap = next(row for row in people if row[0] == "Đào Trọng Giáp")
    assert giap[1:4] == ["Cục trưởng", "Cục Thi hành án dân sự tỉnh Gia Lai", "former"]
    assert any(row[0] == "Trần Văn Balso B" for row in people)
    assert ["Number", "12/2021/DS-ST"] in case
    assert panel[1:] == [["Thẩm phán - Chủ tọa phiên tòa", "Lê Thị An"]]
    assert parties[1:] == [
        ["nguyên đơn", "Trần Văn B", "1970", "", "Phan Thu Hà (người đại diện theo ủy quyền)"],
        ["bị đơn", "Công ty TNHH Hòa Bình", "", "", ""],
    ]
    # from the table to the marks, and from the panel to the table
    assert page.targets <= page.identifiers
    shown = {values["id"]: text for text, values in page.marks}
    leading = {text: shown[target] for target, text in page.links if target in shown}
    assert leading["Cục Thi hành án dân sự tỉnh Gia Lai"] == "Cục THADS tỉnh Gia Lai"
    assert ("d1-P1", "Lê Thị An") in page.links


def test_facts_are_shown_where_there_are_any() -> None:
    assert [name for _, name in page_of(tagged("Họp ngày 12/4/2022."), facts=True).headings] == ["a", "Entities"]
    # fields of the user's own that have these names are no facts
    page_of(Record("a", "b", extra={"people": 3, "offices": "x", "case": "12/2021"}))


def test_facts_without_marks_are_no_links() -> None:
    record = tagged(JUDGMENT)
    record.entities = []
    page = page_of(record, facts=True)
    assert {target for target in page.targets if not re.fullmatch(r"d1-P\d+", target)} == set()
    assert page.targets <= page.identifiers


def hostile(data: Any, text: str) -> Any:
    """Return data with a hostile text in place of each text that says something; ids are links, so they are kept."""
    if isinstance(data, dict):
        return {
            name: value if name in ("id", "person_id") and name in data else hostile(value, text)
            for name, value in data.items()
        }
    if isinstance(data, list):
        return [hostile(item, text) for item in data]
    return text if isinstance(data, str) else data


@pytest.mark.parametrize("text", HOSTILE)
def test_no_fact_runs(text: str) -> None:
    record = tagged(JUDGMENT)
    record.extra = hostile(deepcopy(record.extra), text)
    record.entities = [
        Entity(item.start, item.end, item.label, item.norm, 1.0, "", "", hostile(deepcopy(item.details), text))
        for item in record.entities
    ]
    page = page_of(record, facts=True)
    assert any(cell == text for table in page.tables[:2] for row in table for cell in row)
    assert any(f"Granularity: {text}" in (values["title"] or "") for _, values in page.marks)
    assert any(f"Body: {text}" in (values["title"] or "") for _, values in page.marks)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["valid", "name", "start"]), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(["date", "body", "x"]), JSON))
def test_details_of_others_may_hold_anything(details: dict[str, Any]) -> None:
    page_of(Record("a", "Bộ", entities=[Entity(0, 2, "AGENCY", None, 1.0, "", "Bộ", details)]))
