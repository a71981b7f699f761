"""The visible text of a web page, block by block: nothing of it is judged to be less important and left out."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from vnjudnlp.formats.document_text import DocumentText, without_controls
from vnjudnlp.formats.figures import letters, roman
from vnjudnlp.formats.legacy_fonts import LegacyFont, decode_pieces, legacy_font

__all__ = ["read_blocks"]

_UNSEEN = frozenset(
    "script style template noscript head title meta link iframe object embed audio video canvas svg map datalist "
    "select textarea param source track".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section "
    "summary table tbody td tfoot th thead tr ul".split()
)
_STYLES = frozenset("h1 h2 h3 h4 h5 h6 caption blockquote li dt dd pre".split())
_BLANKS = re.compile("[ \t\n\r\f]+")
# matches "display: none" and "VISIBILITY:hidden"; does not match "display: block"
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
# matches "white-space: pre-wrap" and "mso-spacerun:yes; white-space:pre"; does not match "white-space: nowrap"
_KEEPING = re.compile(r"(?:^|;)\s*white-space\s*:\s*(?:pre|pre-wrap|pre-line|break-spaces)\s*(?:;|$|!)", re.IGNORECASE)
# matches font-family: '.VnTime', serif
_FAMILY = re.compile(r"(?:^|;)\s*font-family\s*:\s*['\"]?([^,;'\"]+)", re.IGNORECASE)
_LARGEST_NUMBER = 10**6


def read_blocks(root: Any, text: DocumentText, font: LegacyFont | None = None) -> bool:
    """Add the visible text of a page to a text.

    Args:
        root: its outermost element.
        text: the text; a paragraph for each block, a line break for each ``<br>``, a block for each cell.
        font: the old encoding of text whose font is not named.

    Returns:
        whether some of it was in a font of an old encoding.
    """
    reader = _Reader(text, font)
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if not isinstance(element.tag, str):
            if event == "end":
                reader.characters(element.tail)
        elif event == "start":
            if reader.is_unseen(element):
                walk.skip_subtree()
                reader.unseen = element
            else:
                reader.start(element)
        else:
            if reader.unseen is element:
                reader.unseen = None
            else:
                reader.end(element)
            reader.characters(element.tail)
    reader.break_line()
    return reader.found_old_font


class _Reader:
    def __init__(self, text: DocumentText, font: LegacyFont | None) -> None:
        self.unseen: Any = None
        self.found_old_font = False
        self._text = text
        self._pieces: list[tuple[str, LegacyFont | None]] = []
        self._after_blank = True
        self._fonts = [font]
        self._keeps = [False]
        self._styles: list[str] = []
        self._tables: list[list[int]] = []
        self._count_of_tables = 0
        self._lists: list[tuple[str, list[int]]] = []
        self._first_of_pre = False
        self._label = ""

    def is_unseen(self, element: Any) -> bool:
        if element.tag in _UNSEEN:
            return True
        if element.get("hidden") is not None or _HIDING.search(element.get("style") or ""):
            self._text.left_out["hidden elements"] += 1
            return True
        return False

    def start(self, element: Any) -> None:
        tag, style = element.tag, element.get("style") or ""
        if tag in _BLOCKS:
            self.break_line()
        family = _FAMILY.search(style)
        name = family[1] if family else element.get("face") if tag == "font" else None
        self._fonts.append(legacy_font(name.split(",")[0]) if name else self._fonts[-1])
        self._keeps.append(self._keeps[-1] or tag in ("pre", "listing", "xmp") or bool(_KEEPING.search(style)))
        if tag in _STYLES:
            self._styles.append(tag)
        if tag == "br":
            self._line_feed()
        elif tag == "img":
            self._text.left_out["pictures"] += 1
        elif tag == "pre":
            self._first_of_pre = True
        elif tag in ("table", "tr", "td", "th"):
            self._cell(tag, element)
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.append((_form(element) if tag == "ol" else "", [_whole(element.get("start"), 1) - 1]))
        elif tag == "li":
            self._item(element)
        self.characters(element.text)

    def end(self, element: Any) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self.break_line()
        self._fonts.pop()
        self._keeps.pop()
        if tag in _STYLES:
            self._styles.pop()
        if tag == "table":
            self._tables.pop()
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.pop()
        elif tag == "li":
            self._label = ""
        elif tag in ("td", "th") and self._tables:
            self._tables[-1][2] += min(1000, max(1, _whole(element.get("colspan"), 1))) - 1
            self._tables[-1][3] = 0

    def _cell(self, tag: str, element: Any) -> None:
        if tag == "table":
            self._count_of_tables += 1
            self._tables.append([self._count_of_tables, 0, 0, 0])
        elif self._tables:
            table = self._tables[-1]
            if tag == "tr":
                table[1] += 1
                table[2] = 0
            else:
                table[1] = max(1, table[1])
                table[2] += 1
                table[3] = 1

    def _item(self, element: Any) -> None:
        form, count = self._lists[-1] if self._lists else ("", [0])
        count[0] = _whole(element.get("value"), count[0] + 1)
        label = f"{_figure(count[0], form)}." if form else "•"
        # the number stands before the first text of the item, which may be in a block of its own
        self._label = f"{self._label}{label} "

    def _line_feed(self) -> None:
        self._trim()
        self._pieces.append(("\n", self._fonts[-1]))
        self._after_blank = True

    def _trim(self) -> None:
        """Take away the blank at the end of a line, which browsers do not show."""
        if self._pieces and not self._keeps[-1] and self._pieces[-1][0].endswith(" "):
            text, font = self._pieces.pop()
            self._pieces.append((text[:-1], font))

    def characters(self, text: str | None) -> None:
        first, self._first_of_pre = self._first_of_pre, False
        if not text:
            return
        if self._keeps[-1]:
            self._take_label()
            self._pieces.append((text.removeprefix("\n") if first else text, self._fonts[-1]))
            self._after_blank = False
            return
        text = _BLANKS.sub(" ", text)
        if self._after_blank:
            text = text.removeprefix(" ")
        if text:
            self._take_label()
            self._pieces.append((text, self._fonts[-1]))
            self._after_blank = text.endswith(" ")

    def _take_label(self) -> None:
        if self._label:
            self._pieces.append((self._label, None))
            self._label = ""

    def break_line(self) -> None:
        self._after_blank = True
        if not self._pieces:
            return
        self._trim()
        pieces, self._pieces = self._pieces, []
        self.found_old_font |= any(font is not None and not text.isascii() for text, font in pieces)
        # the last line break of a block shows nothing
        line = without_controls(decode_pieces(pieces)).removesuffix("\n")
        table = self._tables[-1] if self._tables else None
        cell = table[:3] if table is not None and table[3] else None
        self._text.add(line, style=self._styles[-1] if self._styles else None, cell=cell)


def _whole(value: str | None, default: int) -> int:
    try:
        number = int(value) if value is not None and len(value) < 10 else default
    except ValueError:
        return default
    return number if abs(number) <= _LARGEST_NUMBER else default


def _form(element: Any) -> str:
    form = element.get("type") or "1"
    return form if form in ("1", "a", "A", "i", "I") else "1"


def _figure(number: int, form: str) -> str:
    if form in ("a", "A") and 0 < number <= 26 * 30:
        return letters(number) if form == "a" else letters(number).upper()
    if form in ("i", "I") and 0 < number < 4000:
        return roman(number) if form == "i" else roman(number).upper()
    return str(number)
