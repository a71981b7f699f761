"""Word documents (.docx): their text as a reader sees it, with the place of every paragraph.

Taken are paragraphs, tables cell by cell, links, fields' results, text boxes, automatic numbers, footnotes and endnotes
(behind the text); of tracked changes the new text. Left out and counted are headers and footers, comments, hidden text.
"""

from __future__ import annotations

import datetime
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.archive_limits import check_package
from vnjudnlp.formats.document_text import DocumentText
from vnjudnlp.formats.docx_body import BodyReader
from vnjudnlp.formats.docx_numbering import Numbering
from vnjudnlp.formats.docx_styles import Styles
from vnjudnlp.formats.format import ReadOptions
from vnjudnlp.records import Record

__all__ = ["read"]

# what the library lets through from files that are damaged or made up
_FAULTS = (
    etree.LxmlError,
    OpcError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    RecursionError,
    RuntimeError,
    TypeError,
    ValueError,
)
_NOTES = {"footnote": RELATIONSHIP_TYPE.FOOTNOTES, "endnote": RELATIONSHIP_TYPE.ENDNOTES}


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read a Word document; see :mod:`vnjudnlp.formats.format`."""
    check_package(path, "a Word document")
    try:
        # a path that ends with "/" or is none at all is told by check_package
        with path.open("rb") as stream:
            text, title = _text_of(Document(stream))
    except _FAULTS as error:
        raise InputError(
            f"{path}: cannot be read as a Word document ({_reason(error)}); "
            "open it in Word or LibreOffice and save it as a Word document (.docx) again"
        ) from None
    yield text.record(options.name or str(path), str(path), title=title)


def _reason(error: Exception) -> str:
    if isinstance(error, zipfile.BadZipFile | zlib.error | EOFError):
        return "the archive in it is damaged"
    if isinstance(error, etree.LxmlError):
        return "its XML is damaged"
    return "its parts are not those of one"


def _text_of(document: WordDocument) -> tuple[DocumentText, str | None]:
    text = DocumentText(source={"format": "docx"})
    part = document.part
    styles = Styles(_related(part, RELATIONSHIP_TYPE.STYLES))
    reader = BodyReader(text, styles, Numbering(_related(part, RELATIONSHIP_TYPE.NUMBERING), styles))
    reader.blocks(document.element.body)
    _notes(reader, part)
    for kind in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
        for related in _parts(part, kind):
            text.left_out["headers and footers"] += any(item.text for item in parse_xml(related.blob).iter(qn("w:t")))
    return text, _properties(document, text)


def _notes(reader: BodyReader, part: Any) -> None:
    """Add the notes behind the text, in the order in which it refers to them."""
    references, reader.references = reader.references, []
    for kind, relation in _NOTES.items():
        wanted = [(identifier, anchor) for found, identifier, anchor in references if found == kind]
        root = _related(part, relation) if wanted else None
        if root is None:
            continue
        notes = {item.get(qn("w:id")): item for item in root}
        for number, (identifier, anchor) in enumerate(wanted, 1):
            if identifier in notes:
                facts: dict[str, Any] = {kind: number, "anchor": anchor}
                reader.blocks(notes[identifier], **facts)


def _parts(part: Any, kind: str) -> Iterator[Any]:
    for relation in part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            yield relation.target_part


def _related(part: Any, kind: str) -> Any | None:
    for related in _parts(part, kind):
        return parse_xml(related.blob)
    return None


def _properties(document: WordDocument, text: DocumentText) -> str | None:
    """Take what Word knows of the file; when it was made says nothing of the date of what is written in it."""
    package = document.part.package
    if not any(relation.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for relation in package.rels.values()):
        # the library would make some up
        return None
    properties = document.core_properties
    for name in ("author", "last_modified_by", "created", "modified"):
        value = getattr(properties, name)
        if isinstance(value, datetime.datetime):
            value = value.isoformat()
        if value:
            text.source[name] = str(value)
    return str(properties.title)
