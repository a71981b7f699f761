"""Word documents for the tests, made with python-docx and, where it has no words for something, with XML of our own."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

HEADER = (
    (
        "TÒA ÁN NHÂN DÂN\nHUYỆN KRÔNG PẮC\nTỈNH ĐẮK LẮK",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    ),
    ("Bản án số: 12/2021/DS-ST\nNgày: 06-5-2021", ""),
)
NAMESPACES = nsdecls("w", "r")


def element(xml: str) -> Any:
    """Make an element; its outermost tag gets the namespaces."""
    name, rest = xml[1:].split(maxsplit=1) if " " in xml.split(">")[0] else xml[1:].split(">", 1)
    gap = " " if " " in xml.split(">")[0] else ">"
    declared = f"<{name} {NAMESPACES}{gap}{rest}" if gap == " " else f"<{name} {NAMESPACES}>{rest}"
    return parse_xml(declared)


def add_xml(document: Document, xml: str) -> None:
    """Add a block at the end of the body."""
    body = document.element.body
    body.insert(len(body) - 1, element(xml))


def number(paragraph: Any, list_number: int, level: int = 0) -> None:
    """Put a paragraph into a list."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(element(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_number}"/></w:numPr>'))


def add_list(
    document: Document, list_number: int, levels: list[tuple[str, str]], more: str = "", **changes: str
) -> None:
    """Add a list of numbers.

    Args:
        document: the document.
        list_number: its number, also that of its abstract list.
        levels: the form of the numbers and the text of each level.
        more: XML of the ``w:num``.
        **changes: XML that is added to a level, such as ``l0``.
    """
    root = document.part.numbering_part.element
    xml = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{changes.get(f"l{level}", "")}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(levels)
    )
    first = root.find(qn("w:num"))
    abstract = element(f'<w:abstractNum w:abstractNumId="{list_number}">{xml}</w:abstractNum>')
    root.insert(root.index(first) if first is not None else len(root), abstract)
    root.append(element(f'<w:num w:numId="{list_number}"><w:abstractNumId w:val="{list_number}"/>{more}</w:num>'))


def judgment() -> Document:
    """Return a judgment as courts lay it out: a table without lines on top, headings, numbered items, signatures."""
    document = docx.Document()
    document.core_properties.title = "Bản án dân sự sơ thẩm"
    document.core_properties.author = "Thư ký"
    table = document.add_table(rows=2, cols=2)
    for row, cells in enumerate(HEADER):
        for column, text in enumerate(cells):
            first, *others = text.split("\n")
            cell = table.cell(row, column)
            cell.paragraphs[0].add_run(first)
            for line in others:
                cell.add_paragraph(line)
    document.add_paragraph()
    document.add_heading("BẢN ÁN", 1)
    document.add_paragraph("NHÂN DANH NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    document.add_paragraph("Thẩm phán - Chủ tọa phiên tòa: Bà Lê Thị An")
    add_list(document, 901, [("decimal", "Điều %1."), ("lowerLetter", "%2)")])
    for level, text in (
        (0, "Chấp nhận yêu cầu của ông Trần Văn B."),
        (0, "Về án phí:"),
        (1, "Ông B không phải chịu."),
        (1, "Bà C phải chịu 300.000 đồng."),
        (0, "Quyền kháng cáo."),
    ):
        number(document.add_paragraph(text), 901, level)
    signatures = document.add_table(rows=1, cols=2)
    signatures.cell(0, 0).text = "Nơi nhận:\n- VKSND huyện;"
    signatures.cell(0, 1).text = "TM. HỘI ĐỒNG XÉT XỬ\nTHẨM PHÁN - CHỦ TỌA PHIÊN TÒA\n\nLê Thị An"
    document.sections[0].header.paragraphs[0].text = "Bản án số 12"
    return document


def change_parts(path: Path, target: Path, changes: dict[str, Any]) -> Path:
    """Copy a document with other bytes in some parts; None takes a part out."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = changes.get(name, lambda data: data)
            data = data(old.read(name)) if callable(data) else data
            if data is not None:
                new.writestr(name, data)
    return target
