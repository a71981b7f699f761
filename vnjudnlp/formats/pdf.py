"""PDF files with a text layer: their text page by page, lines as they are laid out.

PDFium gives the text in the order in which the file holds it. Programs that write PDF put down the cells of a table one
after the other, so the two columns on top of a judgment stay apart. PDFium is not safe for several threads at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.document_text import DocumentText, without_controls
from vnjudnlp.formats.format import ReadOptions
from vnjudnlp.formats.legacy_fonts import decode_legacy_lines, guess_legacy
from vnjudnlp.records import Record

__all__ = ["read"]

# PDFium writes U+0002 or U+FFFE for a hyphen at the end of a line and joins the lines
_HYPHEN = re.compile("[\x02\ufffe] *\n?")
# a letter pair of UTF-16 is one character; half of one is damage
_SURROGATES = re.compile("[\ud800-\udfff]")
_METADATA = (
    ("Author", "author"),
    ("Producer", "producer"),
    ("CreationDate", "created"),
    ("ModDate", "modified"),
)
# matches "D:20220413080000+07'00'"; does not match "13/4/2022"
_PDF_TIME = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_LARGEST = 2 << 30


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read a PDF file as one document; see :mod:`vnjudnlp.formats.format`."""
    _check(path)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise InputError(f"{path}: has a password; save it without one, for example with qpdf --decrypt") from None
        raise InputError(f"{path}: is damaged or no PDF file; get it once more") from None
    try:
        yield _record(document, path, options)
    finally:
        document.close()


def _check(path: Path) -> None:
    try:
        with path.open("rb") as stream:
            head = stream.read(1024)
            size = path.stat().st_size
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}); check the name") from None
    if not head:
        raise InputError(f"{path}: is empty; give a PDF file")
    if b"%PDF-" not in head:
        raise InputError(f"{path}: is no PDF file; give it the ending of what it is")
    if size > _LARGEST:
        raise InputError(f"{path}: is larger than 2 GiB; split it into its documents")


def _record(document: pypdfium2.PdfDocument, path: Path, options: ReadOptions) -> Record:
    pages = [_page_text(document, index) for index in range(len(document))]
    if not pages:
        raise InputError(f"{path}: has no pages; get it once more")
    if not any(page and page.strip() for page in pages):
        raise InputError(f"{path}: {_why_empty(pages)}")
    text = DocumentText(source={"format": "pdf"})
    encoding = guess_legacy("\n".join(filter(None, pages)))
    if encoding is not None:
        text.source["encoding"] = encoding
    for page in pages:
        if page is None:
            text.left_out["damaged pages"] += 1
        line = page or ""
        if encoding is not None:
            line = decode_legacy_lines(line, encoding)
        text.add_page(line)
    return text.record(options.name or str(path), str(path), title=_metadata(document, text))


def _why_empty(pages: list[str | None]) -> str:
    count = len(pages)
    if all(page is None for page in pages):
        return "is damaged: no page can be read; get it once more"
    what = "the only page is an image" if count == 1 else f"all {count} pages are images"
    return f"{what} without text; run OCR first (for example ocrmypdf -l vie)"


def _page_text(document: pypdfium2.PdfDocument, index: int) -> str | None:
    """Return the text of a page; None where it is damaged."""
    try:
        page = document[index]
        layer = page.get_textpage()
        text = layer.get_text_range(errors="replace") if layer.count_chars() else ""
        layer.close()
        page.close()
    except (pypdfium2.PdfiumError, ValueError, IndexError):
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _HYPHEN.sub("-\n", text)
    text = _SURROGATES.sub("\ufffd", text)
    # blanks at the end of a line, where a word was wrapped, are not seen
    return "\n".join(line.rstrip(" ") for line in without_controls(text).split("\n"))


def _metadata(document: pypdfium2.PdfDocument, text: DocumentText) -> str | None:
    """Take what the file says of itself; when it was made says nothing of the date of what is written in it."""
    for key, name in _METADATA:
        value = _clean(document.get_metadata_value(key))
        match = _PDF_TIME.match(value)
        if match is not None:
            value = "-".join(match.groups())
        if value:
            text.source[name] = value
    return _clean(document.get_metadata_value("Title"))


def _clean(value: str) -> str:
    return _SURROGATES.sub("\ufffd", without_controls(value)).strip()
