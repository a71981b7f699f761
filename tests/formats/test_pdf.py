"""PDF files: text by pages, scans, passwords, damage."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed; it is part of the extra 'documents'")
pytest.importorskip("fpdf", reason="fpdf2 is not installed; make test installs it")
pytest.importorskip("matplotlib", reason="matplotlib, whose font is used, is not installed; make test installs it")

from fpdf import FPDF

from tests.formats.pdf_documents import COLUMNS, add_columns, add_scan, add_text_page, new_pdf
from vnjudnlp.errors import RecordError
from vnjudnlp.formats.corpus_files import read_documents
from vnjudnlp.records import Record


def read(pdf: FPDF, folder: Path) -> Record:
    path = folder / "a.pdf"
    path.write_bytes(pdf.output())
    (record,) = read_documents([path])
    assert isinstance(record, Record), record
    json.dumps(record.to_dict(), allow_nan=False)
    return record


def fault(path: Path) -> str:
    (item,) = read_documents([path])
    assert isinstance(item, RecordError)
    assert str(item).startswith(f"{path}: ")
    return str(item)


def test_pages_and_their_places(tmp_path: Path) -> None:
    pdf = new_pdf()
    add_text_page(pdf, ["Bản án số: 12/2021/DS-ST", "Bị cáo Nguyễn Thị Ửng bị xử phạt."])
    add_scan(pdf)
    add_text_page(pdf, ["Chữ ký của Thẩm phán"])
    record = read(pdf, tmp_path)
    assert record.text == "Bản án số: 12/2021/DS-ST\nBị cáo Nguyễn Thị Ửng bị xử phạt.\n\nChữ ký của Thẩm phán"
    pages = record.extra["pages"]
    assert [record.text[page["start"] : page["end"]] for page in pages] == [
        "Bản án số: 12/2021/DS-ST\nBị cáo Nguyễn Thị Ửng bị xử phạt.",
        "",
        "Chữ ký của Thẩm phán",
    ]
    assert [page["has_text"] for page in pages] == [True, False, True]
    assert [page["number"] for page in pages] == [1, 2, 3]


def test_columns_stay_apart(tmp_path: Path) -> None:
    pdf = new_pdf()
    add_columns(pdf)
    assert read(pdf, tmp_path).text.split("\n") == [*COLUMNS[0], *COLUMNS[1]]


def test_hyphens_stay_as_they_are_laid_out(tmp_path: Path) -> None:
    pdf = new_pdf()
    add_text_page(pdf, ["Quyết định số 5/QĐ-", "CTHADS của Cục Thi hành án dân sự", "Độc lập - Tự do"])
    assert read(pdf, tmp_path).text == "Quyết định số 5/QĐ-\nCTHADS của Cục Thi hành án dân sự\nĐộc lập - Tự do"


def test_dates_of_the_file_are_not_those_of_the_document(tmp_path: Path) -> None:
    pdf = new_pdf()
    pdf.set_title("Bản án 12")
    pdf.set_author("Thư ký")
    add_text_page(pdf, ["Ngày 06-5-2021"])
    record = read(pdf, tmp_path)
    assert record.doc_date is None
    assert record.extra["title"] == "Bản án 12"
    source = record.extra["source"]
    assert (source["format"], source["author"], len(source["created"])) == ("pdf", "Thư ký", 10)


@pytest.mark.parametrize(("count", "words"), [(1, "the only page is an image"), (12, "all 12 pages are images")])
def test_scans(count: int, words: str, tmp_path: Path) -> None:
    pdf = new_pdf(font=False)
    for _ in range(count):
        add_scan(pdf)
    (tmp_path / "a.pdf").write_bytes(pdf.output())
    assert f"{words} without text; run OCR first (for example ocrmypdf -l vie)" in fault(tmp_path / "a.pdf")


def test_old_fonts(tmp_path: Path) -> None:
    pdf = new_pdf(font=False)
    pdf.core_fonts_encoding = "cp1252"
    pdf.set_font("helvetica", size=10)
    add_text_page(pdf, ["Toµ ¸n nh©n d©n tØnh B¾c Ninh", "XÐt xö s¬ thÈm vô ¸n h×nh sù", "So 12/2003"])
    record = read(pdf, tmp_path)
    assert record.text == "Toà án nhân dân tỉnh Bắc Ninh\nXét xử sơ thẩm vụ án hình sự\nSo 12/2003"
    assert record.extra["source"]["encoding"] == "tcvn3"


def test_passwords(tmp_path: Path) -> None:
    pytest.importorskip("cryptography", reason="cryptography is not installed; fpdf2 needs it to encrypt")
    pdf = new_pdf()
    pdf.set_encryption(owner_password="a", user_password="b")
    add_text_page(pdf, ["Mật"])
    (tmp_path / "a.pdf").write_bytes(pdf.output())
    assert "has a password; save it without one" in fault(tmp_path / "a.pdf")


def test_other_files(tmp_path: Path) -> None:
    for data, words in (
        (b"", "is empty; give a PDF file"),
        (b"PK\x03\x04", "is no PDF file; "),
        (b"%PDF-1.7\n%\xe2\xe3", "is damaged or no PDF file; get it once more"),
    ):
        (tmp_path / "a.pdf").write_bytes(data)
        assert words in fault(tmp_path / "a.pdf")
    assert "check the name" in fault(tmp_path / "none.pdf")


def small_pdf() -> bytes:
    pdf = new_pdf(font=False)
    pdf.set_font("helvetica", size=10)
    add_text_page(pdf, ["So 12", "Ngay 6"])
    return bytes(pdf.output())


SMALL = small_pdf()


@settings(max_examples=60)
@given(st.data())
def test_any_damage_is_told(data: st.DataObject) -> None:
    whole = bytearray(SMALL)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        whole[place] ^= data.draw(st.integers(1, 255))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.pdf")
        path.write_bytes(whole[: data.draw(st.integers(1, len(whole)))])
        for item in read_documents([path]):
            if isinstance(item, Record):
                json.dumps(item.to_dict(), ensure_ascii=False).encode()
