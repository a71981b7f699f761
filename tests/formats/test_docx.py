"""Word documents: what a reader sees is what is read, and nothing twice."""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

docx = pytest.importorskip("docx", reason="python-docx is not installed; it is part of the extra 'documents'")

from tests.formats.word_documents import NAMESPACES, add_list, add_xml, change_parts, element, judgment, number  # noqa: E402
from vnjudnlp.errors import RecordError  # noqa: E402
from vnjudnlp.formats.corpus_files import read_documents  # noqa: E402
from vnjudnlp.formats.figures import letters, roman  # noqa: E402
from vnjudnlp.records import Record  # noqa: E402


def read(document: Any, folder: Path) -> Record:
    path = folder / "a.docx"
    document.save(path)
    (record,) = read_documents([path])
    assert isinstance(record, Record), record
    json.dumps(record.to_dict(), allow_nan=False)
    for place in record.extra.get("paragraphs", []):
        assert record.text[place["start"] : place["end"]].strip()
    return record


def text_of(xml: str, folder: Path) -> str:
    document = docx.Document()
    add_xml(document, xml)
    return read(document, folder).text


def fault(path: Path) -> str:
    (item,) = read_documents([path])
    assert isinstance(item, RecordError)
    return str(item)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def test_judgment(tmp_path: Path) -> None:
    record = read(judgment(), tmp_path)
    assert record.id == str(tmp_path / "a.docx")
    assert record.text.split("\n") == [
        "TÒA ÁN NHÂN DÂN",
        "HUYỆN KRÔNG PẮC",
        "TỈNH ĐẮK LẮK",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Bản án số: 12/2021/DS-ST",
        "Ngày: 06-5-2021",
        "",
        "BẢN ÁN",
        "NHÂN DANH NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Thẩm phán - Chủ tọa phiên tòa: Bà Lê Thị An",
        "Điều 1. Chấp nhận yêu cầu của ông Trần Văn B.",
        "Điều 2. Về án phí:",
        "a) Ông B không phải chịu.",
        "b) Bà C phải chịu 300.000 đồng.",
        "Điều 3. Quyền kháng cáo.",
        "Nơi nhận:",
        "- VKSND huyện;",
        "TM. HỘI ĐỒNG XÉT XỬ",
        "THẨM PHÁN - CHỦ TỌA PHIÊN TÒA",
        "",
        "Lê Thị An",
    ]
    # when the file was made is not when the judgment was given
    assert record.doc_date is None
    assert record.extra["title"] == "Bản án dân sự sơ thẩm"
    assert record.extra["source"]["author"] == "Thư ký"
    assert record.extra["source"]["left_out"] == {"headers and footers": 1}
    paragraphs = record.extra["paragraphs"]
    assert [place["cell"] for place in paragraphs[2:4]] == [[1, 1, 1], [1, 1, 2]]
    (heading,) = [place for place in paragraphs if place.get("style") == "heading 1"]
    assert record.text[heading["start"] : heading["end"]] == "BẢN ÁN"


@settings(max_examples=20)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"))))
def test_any_text_comes_back(lines: list[str]) -> None:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if any(line.strip() for line in lines):
        with tempfile.TemporaryDirectory() as folder:
            assert read(document, Path(folder)).text == "\n".join(lines)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
        (f'<w:hyperlink r:id="x">{run("Điều 5")}</w:hyperlink>{run(" Luật")}', "Điều 5 Luật"),
        (f'<w:del w:id="1">{run("cũ").replace("w:t", "w:delText")}</w:del><w:ins w:id="2">{run("mới")}</w:ins>', "mới"),
        (f'<w:moveFrom w:id="1">{run("x")}</w:moveFrom><w:moveTo w:id="2">{run("y")}</w:moveTo>', "y"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('ô')}</w:sdtContent></w:sdt>", "ô"),
        (f'<w:smartTag w:uri="u" w:element="e">{run("Huế")}</w:smartTag>', "Huế"),
        (f'<w:fldSimple w:instr="DATE">{run("3")}</w:fldSimple><w:r><w:instrText>PAGE</w:instrText></w:r>', "3"),
        ("<w:r><w:t>thẩm</w:t><w:noBreakHyphen/><w:t>phán</w:t><w:softHyphen/></w:r>", "thẩm\u2011phán\u00ad"),
        (run("thấy") + run("ẩn", "<w:vanish/>"), "thấy"),
        (run("thấy", '<w:vanish w:val="0"/>'), "thấy"),
    ],
)
def test_inside_a_paragraph(inside: str, text: str, tmp_path: Path) -> None:
    assert text_of(f"<w:p>{inside}</w:p>", tmp_path) == text


def test_a_deleted_paragraph_mark_joins_lines(tmp_path: Path) -> None:
    document = docx.Document()
    add_xml(document, f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("Tòa ")}</w:p>')
    add_xml(document, f"<w:p>{run('án')}</w:p>")
    assert read(document, tmp_path).text == "Tòa án"


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run('trong khung')}</w:p></w:txbxContent>"
    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    inside = (
        f"<w:p {spaces}>{run('ngoài')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}"
        f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    document = docx.Document()
    add_xml(document, inside)
    record = read(document, tmp_path)
    assert record.text == "ngoài\ntrong khung"
    assert record.extra["paragraphs"][1]["text_box"] is True


def test_merged_and_nested_cells(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "rộng"
    table.cell(0, 2).merge(table.cell(1, 2)).text = "cao"
    inner = table.cell(2, 0).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "trong"
    table.cell(2, 2).text = " "
    record = read(document, tmp_path)
    assert record.text.split("\n")[:7] == ["rộng", "cao", "10", "11", "20", "trong", ""]
    assert [place["cell"] for place in record.extra["paragraphs"][:4]] == [[1, 1, 1], [1, 1, 3], [1, 2, 1], [1, 2, 2]]
    assert record.extra["paragraphs"][5]["cell"] == [2, 1, 1]


def test_deleted_rows_are_out(tmp_path: Path) -> None:
    rows = "".join(
        f"<w:tr><w:trPr>{mark}</w:trPr><w:tc><w:p>{run(text)}</w:p></w:tc></w:tr>"
        for mark, text in (('<w:del w:id="1"/>', "cũ"), ("", "mới"))
    )
    assert text_of(f"<w:tbl><w:tblPr/>{rows}</w:tbl>", tmp_path) == "mới"


def numbered(levels: list[tuple[str, str]], used: list[int], folder: Path, **changes: str) -> list[str]:
    document = docx.Document()
    add_list(document, 901, levels, **changes)
    for level in used:
        number(document.add_paragraph("x"), 901, level)
    return [line.removesuffix("x").strip() for line in read(document, folder).text.split("\n")]


@pytest.mark.parametrize(
    ("levels", "used", "shown"),
    [
        ([("decimal", "Điều %1.")], [0, 0], ["Điều 1.", "Điều 2."]),
        ([("upperRoman", "%1."), ("decimal", "%1.%2")], [0, 1, 1, 0, 1], ["I.", "I.1", "I.2", "II.", "II.1"]),
        ([("lowerLetter", "%1)")], [0] * 3, ["a)", "b)", "c)"]),
        ([("bullet", "\uf0b7")], [0], ["•"]),
        ([("bullet", "-")], [0], ["-"]),
        ([("decimalZero", "%1")], [0], ["01"]),
        ([("none", "")], [0], [""]),
        ([("decimal", "%1."), ("decimal", "%1.%2.")], [1, 0], ["1.1.", "2."]),
    ],
)
def test_automatic_numbers(levels: list[tuple[str, str]], used: list[int], shown: list[str], tmp_path: Path) -> None:
    assert numbered(levels, used, tmp_path) == shown


def test_legal_numbering_and_restarts(tmp_path: Path) -> None:
    levels = [("upperRoman", "%1."), ("decimal", "%1.%2")]
    assert numbered(levels, [0, 1, 0, 1], tmp_path, l1="<w:isLgl/>") == ["I.", "1.1", "II.", "2.1"]
    assert numbered(levels, [0, 1, 0, 1], tmp_path, l1='<w:lvlRestart w:val="0"/>') == ["I.", "I.1", "II.", "II.2"]


def test_numbers_that_are_not_known_are_counted(tmp_path: Path) -> None:
    document = docx.Document()
    add_list(document, 901, [("cardinalText", "%1.")])
    number(document.add_paragraph("x"), 901)
    record = read(document, tmp_path)
    assert (record.text, record.extra["source"]["left_out"]) == ("x", {"automatic numbers": 1})


def test_lists_of_one_kind_count_on_unless_they_start_anew(tmp_path: Path) -> None:
    document = docx.Document()
    add_list(document, 901, [("decimal", "%1.")])
    root = document.part.numbering_part.element
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    for identifier, more in ((902, ""), (903, start)):
        root.append(element(f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="901"/>{more}</w:num>'))
    for identifier in (901, 902, 903, 903, 901):
        number(document.add_paragraph("x"), identifier)
    assert read(document, tmp_path).text.split("\n") == ["1. x", "2. x", "7. x", "8. x", "9. x"]


def test_numbers_of_a_style_and_their_absence(tmp_path: Path) -> None:
    document = docx.Document()
    for _ in range(2):
        document.add_paragraph("x", style="List Number")
    number(document.add_paragraph("x", style="List Number"), 0)
    assert read(document, tmp_path).text.split("\n") == ["1. x", "2. x", "x"]


def test_figures() -> None:
    assert [letters(value) for value in (1, 26, 27, 53)] == ["a", "z", "aa", "aaa"]
    assert [roman(value) for value in (4, 9, 1994)] == ["iv", "ix", "mcmxciv"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (run("Toµ ¸n nh©n d©n", font(".VnTime")), "Toà án nhân dân"),
        (run("Toµ ", font(".VnTime")) + run("¸n", f"<w:b/>{font('.VnTime')}"), "Toà án"),
        (run("toµ ¸n", font(".VnTimeH")), "TOÀ ÁN"),
        (run("Toa", font("VNI-Times")) + run("ø aùn", font("VNI-Times")), "Toà án"),
        (run("Tòa án nhân dân tỉnh Bắc Ninh", font(".VnTime")), "Tòa án nhân dân tỉnh Bắc Ninh"),
        (run("Hµ Néi ", font(".VnTime")) + run("Huế à", font("Arial")), "Hà Nội Huế à"),
        (f"<w:r><w:rPr>{font('.VnTime')}</w:rPr><w:t>ng</w:t><w:softHyphen/><w:t>êi</w:t></w:r>", "người"),
        (run("nh\uf0a9n d\uf0a9n", font(".VnTime")), "nhân dân"),
    ],
)
def test_old_fonts(inside: str, text: str, tmp_path: Path) -> None:
    assert text_of(f"<w:p>{inside}</w:p>", tmp_path) == text


def test_font_of_a_style(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph("Toµ ¸n")
    theme = document.add_paragraph().add_run("Toà án")
    theme.font.name = "Times New Roman"
    assert read(document, tmp_path).text == "Toà án\nToà án"


def test_footnotes_stand_behind_the_text(tmp_path: Path) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    add_xml(document, f'<w:p>{run("Bộ luật")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" này.")}</w:p>')
    notes = f'<w:footnotes {NAMESPACES}><w:footnote w:id="2"><w:p>{run("Năm 2015.")}</w:p></w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    record = read(document, tmp_path)
    assert record.text == "Bộ luật này.\nNăm 2015."
    assert record.extra["paragraphs"][1] == {"start": 13, "end": 22, "footnote": 1, "anchor": 7}


def test_what_nobody_made_up_is_not_there(tmp_path: Path) -> None:
    judgment().save(tmp_path / "a.docx")

    def change(data: bytes) -> bytes:
        return re.sub(rb"<Relationship [^>]*core-properties[^>]*>", b"", data)

    path = change_parts(tmp_path / "a.docx", tmp_path / "b.docx", {"_rels/.rels": change})
    (record,) = read_documents([path])
    assert isinstance(record, Record), record
    assert "title" not in record.extra
    assert "author" not in record.extra["source"]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/passwd">]>"""


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    judgment().save(tmp_path / "a.docx")

    def change(data: bytes) -> bytes:
        return BOMB + data[data.index(b"?>") + 2 :].replace("Về án phí:".encode(), b"&c;&x; Huong")

    path = change_parts(tmp_path / "a.docx", tmp_path / "b.docx", {"word/document.xml": change})
    (item,) = read_documents([path])
    assert "haha" not in (item.text if isinstance(item, Record) else str(item))
    assert "root:" not in (item.text if isinstance(item, Record) else str(item))


@pytest.mark.parametrize(
    "change",
    [
        {"word/document.xml": b"<w:document"},
        {"word/document.xml": b"<a/>"},
        {"word/document.xml": None},
        {"word/styles.xml": b""},
        {"[Content_Types].xml": None},
        {"_rels/.rels": None},
    ],
)
def test_damaged_parts(change: dict[str, Any], tmp_path: Path) -> None:
    judgment().save(tmp_path / "a.docx")
    message = fault(change_parts(tmp_path / "a.docx", tmp_path / "b.docx", change))
    assert message.startswith(f"{tmp_path / 'b.docx'}: ")
    assert "; " in message


def test_deep_nesting(tmp_path: Path) -> None:
    judgment().save(tmp_path / "a.docx")
    deep = b"<w:sdt><w:sdtContent>" * 5000
    path = change_parts(
        tmp_path / "a.docx",
        tmp_path / "b.docx",
        {"word/document.xml": lambda data: data.replace(b"<w:body>", b"<w:body>" + deep)},
    )
    assert "its XML is damaged" in fault(path)


STREAM = io.BytesIO()
docx.Document().save(STREAM)
SMALL = STREAM.getvalue()


@settings(max_examples=40)
@given(st.data())
def test_any_damage_is_told(data: st.DataObject) -> None:
    whole = bytearray(SMALL)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=5)):
        whole[place] ^= data.draw(st.integers(1, 255))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.docx")
        path.write_bytes(whole[: data.draw(st.integers(1, len(whole)))])
        for item in read_documents([path]):
            assert isinstance(item, RecordError)


def test_zip_bomb(tmp_path: Path) -> None:
    judgment().save(tmp_path / "a.docx")
    path = change_parts(tmp_path / "a.docx", tmp_path / "b.docx", {"word/document.xml": b" " * (20 << 20)})
    assert "unpacks to far more" in fault(path)


def test_other_files_and_passwords(tmp_path: Path) -> None:
    for data, message in (
        (b"", "is empty; give a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "one with a password; save it as a Word document (.docx) without"),
        (b"%PDF-1.7", "is not a Word document, or it is damaged"),
    ):
        (tmp_path / "a.docx").write_bytes(data)
        assert message in fault(tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "b.docx", "w") as archive:
        archive.writestr("readme.txt", "x")
    assert "cannot be read as a Word document" in fault(tmp_path / "b.docx")
    assert "check the name" in fault(tmp_path / "none.docx")


def test_pictures_alone(tmp_path: Path) -> None:
    document = docx.Document()
    add_xml(document, "<w:p><w:r><w:drawing/></w:r></w:p>")
    document.save(tmp_path / "a.docx")
    assert "run OCR first" in fault(tmp_path / "a.docx")
