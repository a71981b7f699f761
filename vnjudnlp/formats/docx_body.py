"""The body of a Word document as paragraphs of text: what the reader sees, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from vnjudnlp.formats.document_text import DocumentText, without_controls
from vnjudnlp.formats.docx_numbering import Numbering
from vnjudnlp.formats.docx_styles import Styles, number_of, value_of
from vnjudnlp.formats.legacy_fonts import LegacyFont, decode_pieces, legacy_font

__all__ = ["BodyReader"]

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

# what was deleted or moved away in tracked changes, and what is no text
_REMOVED = frozenset(qn(name) for name in ("w:del", "w:moveFrom"))
_IGNORED = frozenset(
    qn(name) for name in ("w:pPr", "w:rPr", "w:tblPr", "w:tblGrid", "w:sdtPr", "w:sdtEndPr", "w:sectPr", "w:instrText")
)
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\u2011",
    qn("w:softHyphen"): "\u00ad",
}
_NOTES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_PICTURES = frozenset({qn("w:drawing"), qn("w:pict"), qn("w:object")})

_P, _R, _T, _TBL, _TR, _TC, _TC_PR = map(qn, ("w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:tcPr"))
_P_PR, _R_PR, _TR_PR, _DEL, _TEXT_BOX = map(qn, ("w:pPr", "w:rPr", "w:trPr", "w:del", "w:txbxContent"))
_SYMBOL, _COMMENT, _EMBEDDED, _RUBY = map(qn, ("w:sym", "w:commentReference", "w:altChunk", "w:ruby"))
_NO_PARTS = frozenset({*_IGNORED, *_REMOVED, _TC_PR, _TR_PR, _P})

_Cell = list[int] | None


class BodyReader:
    """Reads the blocks of a document into a text.

    Args:
        text: the text.
        styles: the styles of the document.
        numbering: its lists.
    """

    def __init__(self, text: DocumentText, styles: Styles, numbering: Numbering) -> None:
        self.text = text
        self.references: list[tuple[str, str, int]] = []
        """Notes that are referred to: footnote or endnote, their id, and the offset of the reference."""
        self._styles = styles
        self._numbering = numbering
        self._tables = 0
        self._pieces: list[tuple[str, LegacyFont | None]] = []
        self._style: str | None = None
        self._boxes: list[Any] = []
        self._pending: list[tuple[str, str, int]] = []

    def blocks(self, parent: Any, cell: _Cell = None, **facts: Any) -> None:
        """Read the paragraphs and tables of an element, those in content controls too.

        Args:
            parent: the element.
            cell: the table, row and column in which they stand.
            **facts: what is known of the paragraphs.
        """
        for element in parent:
            tag = element.tag
            if tag == _P:
                self._paragraph(element, cell, facts)
            elif tag == _TBL:
                self._end_paragraph(cell, facts)
                self._table(element, facts)
            elif tag == _EMBEDDED:
                self.text.left_out["embedded documents"] += 1
            elif isinstance(tag, str) and tag not in _IGNORED and tag not in _REMOVED:
                for chosen in self._choices(element):
                    self.blocks(chosen, cell, **facts)
        # the mark of the last paragraph of a cell or a body cannot be deleted
        self._end_paragraph(cell, facts)

    def _paragraph(self, element: Any, cell: _Cell, facts: dict[str, Any]) -> None:
        properties = element.find(_P_PR)
        if not self._pieces:
            self._style = value_of(properties, "w:pStyle")
            found = self._styles.numbering(properties, self._style)
            if found is not None and self._has_text(element):
                label, is_known = self._numbering.label(*found)
                self.text.left_out["automatic numbers"] += not is_known
                if label:
                    self._pieces.append((label, None))
        self._pieces.append(("", None))
        self._inline(element)
        # where the mark of a paragraph is deleted, the next one goes on in its line
        if properties is None or properties.find(f"{_R_PR}/{_DEL}") is None:
            self._end_paragraph(cell, facts)

    def _has_text(self, element: Any) -> bool:
        """Whether Word numbers a paragraph; one of which everything was deleted it does not."""
        return element.find(f"{_P_PR}/{_R_PR}/{_DEL}") is None

    def _end_paragraph(self, cell: _Cell, facts: dict[str, Any]) -> None:
        if not self._pieces:
            return
        pieces, self._pieces = self._pieces, []
        for kind, identifier, count in self._pending:
            before = without_controls(decode_pieces(pieces[:count]))
            self.references.append((kind, identifier, self.text.position + len(before)))
        self._pending = []
        style = self._styles.name(self._style)
        self.text.add(without_controls(decode_pieces(pieces)), style=style, cell=cell, **facts)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box, cell, **{**facts, "text_box": True})

    def _table(self, element: Any, facts: dict[str, Any]) -> None:
        self._tables += 1
        table = self._tables
        row = 0
        for line in _children(element, _TR):
            properties = line.find(_TR_PR)
            if properties is not None and properties.find(_DEL) is not None:
                continue
            row += 1
            column = 1
            for item in _children(line, _TC):
                cell = item.find(_TC_PR)
                merged = cell.find(qn("w:vMerge")) if cell is not None else None
                if merged is None or merged.get(qn("w:val")) == "restart":
                    mark = self.text.mark()
                    self.blocks(item, [table, row, column], **facts)
                    self.text.drop_blank_since(mark)
                column += max(1, number_of(value_of(cell, "w:gridSpan")) or 1)

    def _inline(self, parent: Any) -> None:
        """Take the text of runs, wherever in a paragraph they stand: in links, fields, inserted text, controls."""
        for element in parent:
            tag = element.tag
            if tag == _R:
                self._run(element)
            elif tag == f"{_MATHS}t":
                self._pieces.append((element.text or "", None))
            elif isinstance(tag, str) and tag not in _IGNORED and tag not in _REMOVED:
                for chosen in self._choices(element):
                    self._inline(chosen)

    def _run(self, element: Any) -> None:
        properties = element.find(_R_PR)
        if self._styles.is_hidden(properties, self._style):
            self.text.left_out["hidden pieces of text"] += 1
            return
        self._run_content(element, legacy_font(self._styles.font(properties, self._style)))

    def _run_content(self, parent: Any, font: LegacyFont | None) -> None:
        for element in parent:
            tag = element.tag
            if tag == _T:
                self._pieces.append((element.text or "", font))
            elif tag in _SIGNS:
                self._pieces.append((_SIGNS[tag], font))
            elif tag in _NOTES:
                self._pending.append((_NOTES[tag], element.get(qn("w:id")) or "", len(self._pieces)))
            elif tag == _SYMBOL:
                self.text.left_out["symbols"] += 1
            elif tag == _COMMENT:
                self.text.left_out["comments"] += 1
            elif tag == _RUBY:
                # the reading above the letters is left to the eye
                for base in element.findall(qn("w:rubyBase")):
                    self._inline(base)
            elif tag in _PICTURES:
                boxes = list(_outermost(element, _TEXT_BOX))
                self._boxes += boxes
                self.text.left_out["pictures"] += not boxes
            elif tag == f"{_COMPATIBILITY}AlternateContent":
                for chosen in self._choices(element):
                    self._run_content(chosen, font)

    def _choices(self, element: Any) -> Iterator[Any]:
        """Yield the element, or of several forms of one thing the first."""
        if element.tag != f"{_COMPATIBILITY}AlternateContent":
            yield element
            return
        for form in element:
            yield form
            return


def _children(parent: Any, wanted: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, those in content controls and inserted ones too."""
    for element in parent:
        if element.tag == wanted:
            yield element
        elif isinstance(element.tag, str) and element.tag not in _NO_PARTS:
            yield from _children(element, wanted)


def _outermost(parent: Any, wanted: str) -> Iterator[Any]:
    """Yield the descendants of a name that stand in none of the same name, each form of a thing once."""
    for element in parent:
        if element.tag == wanted:
            yield element
        elif element.tag == f"{_COMPATIBILITY}AlternateContent":
            yield from _outermost(list(element)[:1], wanted)
        elif isinstance(element.tag, str):
            yield from _outermost(element, wanted)
