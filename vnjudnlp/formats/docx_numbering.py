"""Automatic numbers of paragraphs in Word documents, which stand in no text: ``Điều 1.``, ``a)``, ``II.1``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from vnjudnlp.formats.docx_styles import Styles, is_on, number_of, value_of
from vnjudnlp.formats.figures import letters, roman

__all__ = ["Numbering"]

_LEVELS = 9
_LARGEST_ROMAN = 3999
_LARGEST_LETTERS = 26 * 30
# matches "%1" of "Điều %1."
_PLACE = re.compile("%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = " "
    only_decimal: bool = False
    restart: int | None = None
    paragraph_style: str | None = None


@dataclass(slots=True)
class _List:
    """A list that is used: its levels by number, and what they were counted up to."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document; asked for the numbers of its paragraphs in their order.

    Args:
        root: the element ``w:numbering``; None for a document without lists.
        styles: the styles of the document.
    """

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Any] = {}
        self._numbers: dict[str, Any] = {}
        self._lists: dict[str, _List] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is not None:
            for item in root.findall(qn("w:abstractNum")):
                self._abstract[item.get(qn("w:abstractNumId")) or ""] = item
            for item in root.findall(qn("w:num")):
                self._numbers[item.get(qn("w:numId")) or ""] = item

    def label(self, number: str, level: int | None, style: str | None) -> tuple[str, bool]:
        """Count a paragraph and return what Word shows before it.

        Args:
            number: its list.
            level: its level, None to tell it by the style.
            style: the style that names the list.

        Returns:
            the number with what separates it from the text, "" for none; and whether it is the one Word shows: False
            for numbers in words and other forms that are not known here, which are left out.
        """
        item = self._numbers.get(number)
        abstract = self._abstract_of(number)
        if item is None or abstract is None:
            return "", True
        key, element = abstract
        used = self._lists.setdefault(key, _List(_levels(element)))
        if number not in self._levels:
            self._levels[number] = {**used.levels, **_overrides(item)}
        levels = self._levels[number]
        if level is None:
            level = next((n for n, each in levels.items() if style is not None and each.paragraph_style == style), 0)
        rule = levels.get(level)
        if rule is None or not 0 <= level < _LEVELS:
            return "", True
        self._count(used, levels, number, level, item)
        return _shown(rule, levels, used.counts)

    def _abstract_of(self, number: str) -> tuple[str, Any] | None:
        for _ in range(3):
            key = value_of(self._numbers.get(number), "w:abstractNumId")
            element = self._abstract.get(key or "")
            if element is None:
                return None
            linked = value_of(element, "w:numStyleLink")
            other = self._styles.linked_list(linked) if linked is not None else None
            if other is None or other == number:
                return key or "", element
            number = other
        return None

    def _count(self, used: _List, levels: dict[int, _Level], number: str, level: int, item: Any) -> None:
        counts = used.counts
        if (number, level) not in self._started:
            self._started.add((number, level))
            start = _start_override(item, level)
            if start is not None:
                counts[level] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for other in range(level):
            if other in levels:
                counts.setdefault(other, levels[other].start)
        for other in [other for other in counts if other > level]:
            restart = levels[other].restart if other in levels else None
            if restart is None or level < restart:
                del counts[other]


def _levels(element: Any) -> dict[int, _Level]:
    found = {}
    for item in element.findall(qn("w:lvl")):
        level = number_of(item.get(qn("w:ilvl")))
        if level is not None:
            found[level] = _level(item)
    return found


def _level(item: Any) -> _Level:
    start = number_of(value_of(item, "w:start"))
    return _Level(
        # a level without a start counts from zero
        start if start is not None else 0,
        value_of(item, "w:numFmt") or "decimal",
        value_of(item, "w:lvlText") or "",
        "" if value_of(item, "w:suff") == "nothing" else " ",
        bool(is_on(item, "w:isLgl")),
        number_of(value_of(item, "w:lvlRestart")),
        value_of(item, "w:pStyle"),
    )


def _overrides(item: Any) -> dict[int, _Level]:
    found = {}
    for override in item.findall(qn("w:lvlOverride")):
        level = number_of(override.get(qn("w:ilvl")))
        rule = override.find(qn("w:lvl"))
        if level is not None and rule is not None:
            found[level] = _level(rule)
    return found


def _start_override(item: Any, level: int) -> int | None:
    for override in item.findall(qn("w:lvlOverride")):
        if number_of(override.get(qn("w:ilvl"))) == level:
            return number_of(value_of(override, "w:startOverride"))
    return None


def _shown(rule: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> tuple[str, bool]:
    if rule.style == "none" and not rule.text:
        return "", True
    if rule.style == "bullet":
        # symbol fonts have their bullets in the private range; another font has other signs there
        sign = "".join("•" if "\ue000" <= character <= "\uf8ff" else character for character in rule.text).strip()
        return (f"{sign}{rule.suffix}" if sign else ""), True
    known = True

    def figure(match: re.Match[str]) -> str:
        nonlocal known
        level = int(match[1]) - 1
        if level not in levels or level not in counts:
            return ""
        written = _written(counts[level], "decimal" if rule.only_decimal else levels[level].style)
        known = known and written is not None
        return written or ""

    text = _PLACE.sub(figure, rule.text)
    if not known:
        return "", False
    return (f"{text}{rule.suffix}" if text.strip() else ""), True


def _written(number: int, style: str) -> str | None:
    """Write a number; None for a style that is not known, or a number that it has no figures for."""
    if style == "none":
        return ""
    if style == "decimal":
        return str(number)
    if style == "decimalZero":
        return f"{number:02}"
    if style in ("lowerLetter", "upperLetter") and 0 < number <= _LARGEST_LETTERS:
        return letters(number) if style == "lowerLetter" else letters(number).upper()
    if style in ("lowerRoman", "upperRoman") and 0 < number <= _LARGEST_ROMAN:
        return roman(number) if style == "lowerRoman" else roman(number).upper()
    return None
