"""The text of a document put together paragraph by paragraph, with the place of each, and its record.

Formats of documents have one form for what they know beside the text, in the record's own fields: ``pages``,
``paragraphs``, ``title`` and ``source``; docs/formats/docx.md describes them.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from vnjudnlp.errors import InputError
from vnjudnlp.records import Record

__all__ = ["DocumentText", "day_of", "without_controls"]

_CONTROLS = {code: None for code in range(0x20) if chr(code) not in "\t\n"}


@dataclass(slots=True)
class DocumentText:
    """A document that is being read.

    Attributes:
        paragraphs: the places of the paragraphs that hold something, and what is known of each.
        pages: the places of the pages, where the format has pages.
        left_out: how much of what was not taken there is, by what it is, in the plural.
        source: what else is known of the file.

    >>> text = DocumentText()
    >>> text.add("TÒA ÁN", style="Title")
    >>> text.add("Điều 1.")
    >>> text.text(), text.paragraphs[1]
    ('TÒA ÁN\\nĐiều 1.', {'start': 7, 'end': 14})
    """

    paragraphs: list[dict[str, Any]] = field(default_factory=list)
    pages: list[dict[str, Any]] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    source: dict[str, Any] = field(default_factory=dict)
    _lines: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def position(self) -> int:
        """The offset at which the next paragraph begins."""
        return self._length

    def add(self, text: str, **facts: Any) -> None:
        """Add a paragraph.

        Args:
            text: what it holds; line breaks in it are part of it.
            **facts: what is known of it; None for what is not.
        """
        start = self._length
        self._lines.append(text)
        self._length += len(text) + 1
        if text.strip():
            known = {name: value for name, value in facts.items() if value is not None}
            self.paragraphs.append({"start": start, "end": start + len(text), **known})

    def add_page(self, text: str) -> None:
        """Add a page whose paragraphs are not known."""
        start = self._length
        self._lines.append(text)
        self._length += len(text) + 1
        self.pages.append(
            {"number": len(self.pages) + 1, "start": start, "end": start + len(text), "has_text": bool(text.strip())}
        )

    def mark(self) -> tuple[int, int, int]:
        """Return where the text ends, for :meth:`drop_blank_since`."""
        return len(self._lines), len(self.paragraphs), self._length

    def drop_blank_since(self, mark: tuple[int, int, int]) -> None:
        """Take away the paragraphs since a mark if none of them holds anything, such as those of an empty cell."""
        lines, paragraphs, length = mark
        if len(self.paragraphs) == paragraphs:
            del self._lines[lines:]
            self._length = length

    def text(self) -> str:
        """Return the text."""
        return "\n".join(self._lines)

    def record(self, identifier: str, path: str, *, title: str | None = None, doc_date: str | None = None) -> Record:
        """Return the document.

        Args:
            identifier: its id.
            path: what messages call it.
            title: its title; "" and None for none.
            doc_date: its date.

        Raises:
            InputError: there is nothing but white space.
        """
        text = self.text()
        if not text.strip():
            raise InputError(f"{path}: {self._why_empty()}")
        extra: dict[str, Any] = {"title": title.strip()} if title and title.strip() else {}
        if self.pages:
            extra["pages"] = self.pages
        if self.paragraphs:
            extra["paragraphs"] = self.paragraphs
        left_out = {what: count for what, count in sorted(self.left_out.items()) if count}
        extra["source"] = {**self.source, **({"left_out": left_out} if left_out else {})}
        return Record(identifier, text, doc_date, extra=extra)

    def _why_empty(self) -> str:
        if self.left_out["pictures"]:
            return "holds pictures and no text; run OCR first, for example ocrmypdf -l vie"
        return "holds no text; check that it is the right file"


def without_controls(text: str) -> str:
    """Take control characters other than tabs and line feeds out of a text; a carriage return becomes a line feed.

    >>> without_controls("Điều\\x0b1\\r\\n")
    'Điều1\\n'
    """
    if text.isprintable():
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)


def day_of(value: object) -> str | None:
    """Return the day of a date in ISO 8601, with or without a time; None where it is none.

    >>> day_of("2022-04-13T08:00:00+07:00"), day_of("hôm qua")
    ('2022-04-13', None)
    """
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value.strip()[:10]).isoformat()
        except ValueError:
            return None
    return None
