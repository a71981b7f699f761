"""Web pages as documents: our own come back whole, of others nothing that is seen is lost."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("lxml", reason="lxml is not installed; it is part of the extra 'documents'")

from tests.formats.strategies import records
from vnjudnlp.errors import RecordError
from vnjudnlp.formats.corpus_files import read_documents
from vnjudnlp.formats.format import ReadOptions
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.registry import format_by_name
from vnjudnlp.records import Entity, Record
from vnjudnlp.text.html import count_not_in_html

HTML = format_by_name("html")


def read(page: str | bytes, folder: Path, encoding: str | None = None) -> Record:
    path = folder / "a.html"
    path.write_bytes(page if isinstance(page, bytes) else f'<meta charset="utf-8">{page}'.encode())
    (record,) = read_documents([path], options=ReadOptions(encoding))
    assert isinstance(record, Record), record
    json.dumps(record.to_dict(), allow_nan=False)
    for place in record.extra.get("paragraphs", []):
        assert record.text[place["start"] : place["end"]].strip()
    return record


def fault(page: bytes, folder: Path) -> str:
    (folder / "a.html").write_bytes(page)
    (item,) = read_documents([folder / "a.html"])
    assert isinstance(item, RecordError)
    assert str(item).startswith(str(folder / "a.html"))
    return str(item)


def written(documents: list[Record]) -> tuple[list[Any], Losses]:
    losses = Losses()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "page.html")
        HTML.write(documents, target, losses)
        return list(read_documents([target])), losses


@settings(max_examples=50)
@given(records(surrogates=True))
def test_our_pages_come_back_whole(record: Record) -> None:
    (found,), losses = written([record])
    assert bool(losses) == bool(count_not_in_html(record.text))
    if not losses:
        assert isinstance(found, Record), found
        assert found.to_dict() == record.to_dict()


def test_what_html_cannot_hold_is_counted() -> None:
    record = Record("a", "b\x07\ud800\r\nc\x00", entities=[Entity(0, 1, "PERSON", "\x07\ud800\x85\uffff")])
    (found,), losses = written([record])
    assert found.text == "b\ufffd\ufffd\r\nc\ufffd"
    assert found.entities[0].norm == "\x07\ud800\x85\uffff"
    assert list(losses.messages()) == ["characters that HTML does not have become U+FFFD: 3 in 1 document, first in a"]


def test_several_documents() -> None:
    documents = [Record("a", "một"), Record("", ""), Record("c", " \n ")]
    assert [item.to_dict() for item in written(documents)[0]] == [record.to_dict() for record in documents]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Trần", "Lê", "its text was changed"),
        ('class="text"', 'class="x"', "its text is missing"),
        ("&quot;entities&quot;", "quot;", "not JSON"),
        ("&quot;start&quot;: 0", "&quot;start&quot;: 99", "lies outside the text"),
    ],
)
def test_changed_pages(old: str, new: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    HTML.write([Record("a", "Trần Văn B", entities=[Entity(0, 10, "PERSON")])], path, Losses())
    page = path.read_text(encoding="utf-8")
    assert old in page
    assert message in fault(page.replace(old, new).encode(), tmp_path)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Một<p>Hai<div>Ba</div>Bốn", "Một\nHai\nBa\nBốn"),
        ("<p>Tòa  án\n nhân\tdân </p>\n <p> tỉnh</p>", "Tòa án nhân dân\ntỉnh"),
        ("<p>Tòa <b>án </b> <i>nhân</i> dân", "Tòa án nhân dân"),
        ("<p>a<br>b <br/> c<br></p>d", "a\nb\nc\nd"),
        ("<pre>\n  a\n b</pre>c", "  a\n b\nc"),
        ('<p style="white-space: pre-wrap">a  b', "a  b"),
        ("&lt;x&gt; &amp; Đi&#7873;u&nbsp;1 &hellip;", "<x> & Điều\u00a01 …"),
        ("a<script>x</script><style>y</style><!-- z --><template>t</template>b", "ab"),
        ('a<span style="display:none">x</span><span hidden>y</span>b', "ab"),
        ("<ol><li>a<li>b</ol><ol type=a start=3><li>c<li value=9>d</ol>", "1. a\n2. b\nc. c\ni. d"),
        ("<ol type=I><li>x<ul><li>y</ul></ol>", "I. x\n• y"),
        ("<ol>\n<li>\n<p>a</p>\n<p>b</p></li><li></li><li><ul><li><p>c</ul></ol>", "1. a\nb\n3. • c"),
        ("<p>th&shy;ẩm<wbr>phán", "th\u00adẩmphán"),
        ("<form>Tên <input value=x><button>Gửi</button></form>", "Tên Gửi"),
        ("<![if !supportLists]><span>1.</span><![endif]> Điều", "1. Điều"),
        ("trơn", "trơn"),
        ("a\r\nb", "a b"),
        ("<p>😀 nhân</p>", "😀 nhân"),
    ],
)
def test_visible_text(page: str, text: str, tmp_path: Path) -> None:
    assert read(page, tmp_path).text == text


def test_tables_are_read_row_by_row(tmp_path: Path) -> None:
    record = read(
        "<table><tr><td>TÒA ÁN<br>TỈNH A</td><td rowspan=2>CỘNG HÒA</td></tr><tr><td colspan=2>Số<p>Ngày</td>"
        "<th>x</th></tr></table>sau<table><tr><td><table><td>trong</table>",
        tmp_path,
    )
    assert record.text == "TÒA ÁN\nTỈNH A\nCỘNG HÒA\nSố\nNgày\nx\nsau\ntrong"
    cells = [place.get("cell") for place in record.extra["paragraphs"]]
    assert cells == [[1, 1, 1], [1, 1, 2], [1, 2, 1], [1, 2, 1], [1, 2, 3], None, [3, 1, 1]]


HEAD = """<html><head><title>Tin  tức</title><meta property="og:title" content="Xét xử">
<meta property="article:published_time" content="2022-04-13T08:00:00+07:00">
<meta property="og:url" content="https://example.org/a"></head><body><h1>Xét xử</h1><p>x"""


def test_what_the_page_says_of_itself(tmp_path: Path) -> None:
    record = read(HEAD, tmp_path)
    assert record.doc_date == "2022-04-13"
    assert record.extra["title"] == "Xét xử"
    assert record.extra["source"] == {"format": "html", "encoding": "utf-8", "url": "https://example.org/a"}
    assert record.extra["paragraphs"][0]["style"] == "h1"
    assert read(HEAD.replace("2022-04-13T", "hôm qua"), tmp_path).doc_date is None
    assert read(HEAD.replace('property="og:title"', ""), tmp_path).extra["title"] == "Tin tức"


TEXT = "Tòa án nhân dân tỉnh Bắc Ninh xét xử sơ thẩm vụ án hình sự"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (f"<p>{TEXT}".encode(), "utf-8"),
        (f"<p>{TEXT}".encode("utf-16"), "utf-16-le"),
        (f"\ufeff<meta charset=windows-1252><p>{TEXT}".encode(), "utf-8"),
        (f'<?xml version="1.0" encoding="UTF-8"?><html><p>{TEXT}</p></html>'.encode(), "utf-8"),
        (f'<meta http-equiv=x content="text/html; charset=utf-8"><p>{TEXT}'.encode(), "utf-8"),
    ],
)
def test_encodings(data: bytes, encoding: str, tmp_path: Path) -> None:
    record = read(data, tmp_path)
    assert (record.text, record.extra["source"]["encoding"]) == (TEXT, encoding)


CP1258 = "Thi hành án dân sự".replace("ự", "ư\u0323").encode("cp1258")
TCVN3 = "Toµ ¸n nh©n d©n tØnh B¾c Ninh".encode("cp1252")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"<meta charset=windows-1258><p>" + CP1258, "Thi hành án dân sự"),
        (b"<p>" + CP1258, "Thi hành án dân sự"),
        (b"<meta charset=iso-8859-1><p><font face='.VnTime'>" + TCVN3, "Toà án nhân dân tỉnh Bắc Ninh"),
        (b"<meta charset=iso-8859-1><p style=\"font-family:'.VnTimeH'\">" + TCVN3, "TOÀ ÁN NHÂN DÂN TỈNH BẮC NINH"),
        (b"<meta charset=iso-8859-1><p>" + TCVN3, "Toà án nhân dân tỉnh Bắc Ninh"),
        (b"<p>" + TCVN3, "Toà án nhân dân tỉnh Bắc Ninh"),
        (b"<meta charset=x-user-defined><font face=VNI-Times>Toa\xf8 a\xf9n nha\xe2n da\xe2n", "Toà án nhân dân"),
    ],
)
def test_old_encodings(data: bytes, text: str, tmp_path: Path) -> None:
    assert read(data, tmp_path).text == text


def test_damaged_bytes(tmp_path: Path) -> None:
    record = read(f"<p>{TEXT}".encode() + b"\xff.", tmp_path)
    assert record.text == f"{TEXT}\ufffd."
    assert record.extra["source"]["damaged_characters"] == 1
    assert "it looks like cp1258; try --encoding cp1258" in fault(b'<meta charset="utf-8">' + CP1258 * 9, tmp_path)


def test_bad_pages(tmp_path: Path) -> None:
    assert "is empty" in fault(b" \n", tmp_path)
    assert "holds no text" in fault(b"<script>x</script>", tmp_path)
    assert "holds no text" in fault(b"<!-- x -->", tmp_path)
    assert "stand inside one another without end" in fault(b"<b>" * 5000 + b"x", tmp_path)
    assert "x" in read("<b>" * 1500 + "x", tmp_path).text


# no letters of Windows 1252 alone, which may be taken for an old encoding
WORDS = st.text("abđệửỡ019-_.😀漢", min_size=1)
TAGS = st.sampled_from("p div b i table tr td ul ol li h1 font span br pre a blockquote section".split())


@settings(max_examples=60)
@given(st.lists(st.one_of(WORDS, TAGS.map(lambda tag: f"<{tag}>"), TAGS.map(lambda tag: f"</{tag}>"))))
def test_no_word_is_lost(parts: list[str]) -> None:
    words = [part for part in parts if not part.startswith("<")]
    if words:
        with tempfile.TemporaryDirectory() as folder:
            text = read("<body>" + " ".join(parts), Path(folder)).text
        assert sorted(word for word in text.split() if word in words) == sorted(words)


@settings(max_examples=60)
@given(st.binary(max_size=300).map(lambda data: b"<p>\xe1" + data))
def test_any_bytes(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.html")
        path.write_bytes(data)
        for item in read_documents([path]):
            assert isinstance(item, (Record, RecordError))
