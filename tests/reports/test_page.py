"""The page and the figures: whatever stands in documents, they are well formed, alike each time, and honest."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from vnjudnlp.errors import InputError
from vnjudnlp.records import Abbreviation, Entity, Record
from vnjudnlp.reports import count_corpus
from vnjudnlp.reports.drawing import steps_of
from vnjudnlp.reports.files import write_figures
from vnjudnlp.reports.page import write_report_page
from vnjudnlp.reports.plots import Columns, plots_of

pytest.importorskip("matplotlib", reason="plots need matplotlib")

HOSTILE = (
    "<script>alert(1)</script>",
    "$x^2$ and $\\frac{",
    "]]></svg>",
    "a\x00\x07\x1b[31m\ufffe",
    "\u202ekcab \u2066x",
    "\ud800 lone",
    "dài " * 2500,
    "line\nbreak\u2028x",
    "שלום العربية",
    '" onload="x',
    "\U0001f600 Bộ Tư pháp",
)


def hostile() -> list[Record]:
    records = []
    for number, name in enumerate(HOSTILE):
        text = f"{name} ở đây. {name}"
        entities = [Entity(0, len(name), label, name, text=name) for label in ("PERSON", "AGENCY", "TITLE", name)]
        entities.append(Entity(0, len(name), "DATE", f"2022-04-{number + 1:02}", text=name))
        short = [Abbreviation(0, len(name), name, name)]
        extra = {"genre": name, "court": name, "undecided": [{"short": name, "readings": [name]}]}
        records.append(Record(name, text, "2022-04-13", entities, short, extra))
    return records


@pytest.fixture(scope="module")
def page() -> str:
    return "".join(write_report_page(count_corpus(hostile(), by="genre", fields=["court"])))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("meta", "br"):
            assert self.open.pop() == tag


def test_the_page_is_well_formed_and_loads_nothing(page: str) -> None:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    assert len(reader.ids) == len(set(reader.ids))
    assert reader.tags.isdisjoint({"script", "iframe", "link", "img", "image", "object", "foreignobject", "style "})
    assert not any(name.startswith("on") for name in reader.attributes)
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    page.encode("utf-8")


def test_texts_of_documents_are_escaped(page: str) -> None:
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "$x^2$" in page
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert "dài " * 100 not in page


def test_each_plot_is_named_and_has_a_table(page: str) -> None:
    assert page.count("<svg") == page.count('role="img"') >= 10
    assert page.count("<table") >= page.count("<svg") - 4
    assert not re.search(r'<svg[^>]*aria-label=""', page)


def test_the_same_corpus_gives_the_same_page(page: str) -> None:
    assert "".join(write_report_page(count_corpus(hostile(), by="genre", fields=["court"]))) == page


def test_a_page_without_anything() -> None:
    page = "".join(write_report_page(count_corpus([Record("a", "")])))
    assert "<svg" not in page or "n = 0" not in page


@pytest.mark.parametrize(("kind", "magic"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_figures_are_alike_each_time(tmp_path: Path, kind: str, magic: bytes) -> None:
    text = "Ông Lê A"
    data = count_corpus([Record("a", text, entities=[Entity(4, 8, "PERSON", "$Lê A$\n<b>")])])
    first = write_figures(data, tmp_path / "a", [kind])
    second = write_figures(data, tmp_path / "b", [kind])
    assert {file.stem for file in first} >= {"labels", "people"}
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes().startswith(magic)
        assert one.read_bytes() == other.read_bytes()


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="--figures"):
        write_figures(count_corpus([]), tmp_path / "file" / "below")


def test_months_without_documents_have_a_place() -> None:
    records = [Record(day, "x", day) for day in ("2021-11-05", "2022-02-01")]
    time = next(plot for plot in plots_of(count_corpus(records)) if plot.name == "time")
    assert isinstance(time, Columns)
    assert time.labels == ("2021-11", "2021-12", "2022-01", "2022-02")
    assert time.values == (1, 0, 0, 1)


def test_years_that_have_no_room_are_said() -> None:
    entities: list[Any] = [Entity(0, 1, "DATE", year) for year in ("1010", "2021", "2022", "2022", "9000")]
    found = count_corpus([Record("a", "x", entities=entities)])
    years = next(plot for plot in plots_of(found) if plot.name == "date_years")
    assert isinstance(years, Columns)
    assert len(years.labels) <= 60
    assert "of them in the years shown" in years.title


@pytest.mark.parametrize("largest", [1, 2, 6, 7, 50, 10**6])
def test_steps_of_a_heat_map_rise(largest: int) -> None:
    steps = steps_of(largest)
    assert steps[0] == 1
    assert steps == sorted(set(steps))
    assert len(steps) <= 6
    assert steps[-1] <= largest


BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.mark.skipif(BROWSER is None, reason="needs Chromium")
def test_a_browser_shows_the_page(tmp_path: Path, page: str) -> None:
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    flags = "--headless --no-sandbox --disable-gpu --disable-background-networking --enable-logging=stderr --dump-dom"
    result = subprocess.run(
        [str(BROWSER), *flags.split(), f"--user-data-dir={tmp_path / 'profile'}", (tmp_path / "page.html").as_uri()],
        check=False,
        capture_output=True,
        timeout=120,
    )
    shown = result.stdout.decode("utf-8")
    # a parser that mends a page moves what stands in a wrong place
    assert shown.count("<svg") == page.count("<svg")
    assert shown.count("<tr>") == page.count("<tr>")
    assert "Content Security Policy" not in result.stderr.decode("utf-8", "replace")
