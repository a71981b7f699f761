"""What the styles of a Word document say of its paragraphs and runs: names, fonts, numbering, hidden text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

__all__ = ["Styles", "is_on", "number_of", "value_of"]

_LONGEST_CHAIN = 50


def value_of(element: Any, *path: str) -> str | None:
    """Return the ``w:val`` of a descendant, None where it is not there."""
    for name in path:
        element = element.find(qn(name)) if element is not None else None
    return element.get(qn("w:val")) if element is not None else None


def is_on(element: Any, name: str) -> bool | None:
    """Whether a switch such as ``w:vanish`` is on; None where nothing is said."""
    found = element.find(qn(name)) if element is not None else None
    return None if found is None else found.get(qn("w:val")) not in ("0", "false", "off")


def number_of(value: str | None) -> int | None:
    """Return a whole number of at most nine digits; None for anything else."""
    try:
        return int(value) if value is not None and len(value) < 10 else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Style:
    name: str | None
    parent: str | None
    paragraph: Any
    run: Any


class Styles:
    """The styles of a document.

    Args:
        root: the element ``w:styles``; None for a document without styles.
    """

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default: str | None = None
        self._run_defaults: Any = None
        if root is None:
            return
        defaults = root.find(qn("w:docDefaults"))
        if defaults is not None:
            self._run_defaults = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
        for item in root.findall(qn("w:style")):
            identifier = item.get(qn("w:styleId"))
            if identifier is None:
                continue
            self._styles[identifier] = _Style(
                value_of(item, "w:name"), value_of(item, "w:basedOn"), item.find(qn("w:pPr")), item.find(qn("w:rPr"))
            )
            if item.get(qn("w:type")) == "paragraph" and item.get(qn("w:default")) in ("1", "true", "on"):
                self._default = identifier

    def name(self, identifier: str | None) -> str | None:
        """Return the name of a paragraph's style; None for the default style."""
        if identifier is None or identifier == self._default:
            return None
        style = self._styles.get(identifier)
        return style.name if style is not None and style.name else identifier

    def _chain(self, identifier: str | None) -> Iterator[tuple[str, _Style]]:
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(identifier) if identifier is not None else None
            if style is None or identifier is None:
                return
            yield identifier, style
            identifier = style.parent

    def _runs(self, properties: Any, paragraph_style: str | None) -> Iterator[Any]:
        """Yield what is said of a run, the nearest first."""
        if properties is not None:
            yield properties
            for _, style in self._chain(value_of(properties, "w:rStyle")):
                yield style.run
        for _, style in self._chain(paragraph_style or self._default):
            yield style.run
        yield self._run_defaults

    def font(self, properties: Any, paragraph_style: str | None) -> str | None:
        """Return the font of a run's Latin letters.

        Args:
            properties: the run's ``w:rPr``, or None.
            paragraph_style: the style of its paragraph.
        """
        for item in self._runs(properties, paragraph_style):
            fonts = item.find(qn("w:rFonts")) if item is not None else None
            if fonts is not None:
                # letters behind ASCII, which alone matter, are in the font that "hAnsi" names
                for name in ("w:hAnsi", "w:ascii"):
                    if fonts.get(qn(f"{name}Theme")) is not None:
                        return None
                    font = fonts.get(qn(name))
                    if font is not None:
                        return str(font)
        return None

    def is_hidden(self, properties: Any, paragraph_style: str | None) -> bool:
        """Whether a run is hidden text."""
        for item in self._runs(properties, paragraph_style):
            hidden = is_on(item, "w:vanish")
            if hidden is not None:
                return hidden
        return False

    def numbering(self, properties: Any, paragraph_style: str | None) -> tuple[str, int | None, str | None] | None:
        """Return the list to which a paragraph belongs.

        Args:
            properties: the paragraph's ``w:pPr``, or None.
            paragraph_style: its style.

        Returns:
            the list, the level (None where only the list knows it) and the style that names the list; None for a
            paragraph without a number.
        """
        level = None
        for identifier, item in [
            (None, properties),
            *((identifier, style.paragraph) for identifier, style in self._chain(paragraph_style or self._default)),
        ]:
            found = item.find(qn("w:numPr")) if item is not None else None
            if found is None:
                continue
            if level is None:
                level = number_of(value_of(found, "w:ilvl"))
            number = value_of(found, "w:numId")
            if number is not None:
                # list 0 takes away what a style says
                return None if number == "0" else (number, level, identifier)
        return None

    def linked_list(self, identifier: str | None) -> str | None:
        """Return the list that a style for lists stands for."""
        for _, style in self._chain(identifier):
            number = value_of(style.paragraph, "w:numPr", "w:numId")
            if number is not None:
                return number
        return None
