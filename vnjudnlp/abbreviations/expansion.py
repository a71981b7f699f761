"""Short forms written out in a text.

Pure strings: what stands for what is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, get_args

from vnjudnlp.abbreviations.rewriting import Replacement, Rewriting, check_span
from vnjudnlp.errors import InputError
from vnjudnlp.records import Abbreviation
from vnjudnlp.text.html import html_text

__all__ = ["Expansion", "Mode", "apply", "chosen_by"]

Mode = Literal["all", "first", "ambiguous", "none"]
"""Which short forms are written out."""

# matches "dân" in "UBND nhân dân"; does not match "," or "12"
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 60
_EDGES = "()[]“”\"'.,;:!?"


@dataclass(frozen=True)
class Expansion(Rewriting):
    """A text whose short forms are written out.

    Attributes:
        text: the new text.
        replacements: what was replaced, in order.
        raw: the raw text.
        abbreviations: all short forms whose long form is known, replaced or not.
        undecided: the short forms of which no reading is probable enough; their ``long`` is empty, their ``readings``
            say what comes into question.

    >>> expansion = apply("của TAND tỉnh", [Abbreviation(4, 8, "TAND", "Tòa án nhân dân")])
    >>> expansion.text
    'của Tòa án nhân dân tỉnh'
    >>> expansion.to_new(4, 13), expansion.to_raw(4, 24)
    ((4, 24), (4, 13))
    """

    abbreviations: tuple[Abbreviation, ...] = ()
    undecided: tuple[Abbreviation, ...] = ()

    def to_html(self) -> str:
        """Return the raw text as HTML, each known short form in ``<abbr title="long form">``.

        Returns:
            a fragment without a surrounding element; the text's own characters are escaped, line breaks kept.

        >>> apply("TAND <tỉnh>", [Abbreviation(0, 4, "TAND", "Tòa án nhân dân")]).to_html()
        '<abbr title="Tòa án nhân dân">TAND</abbr> &lt;tỉnh&gt;'
        """
        pieces: list[str] = []
        done = 0
        for item in self.abbreviations:
            short = html_text(self.raw[item.start : item.end])
            pieces += (
                html_text(self.raw[done : item.start]),
                f'<abbr title="{html_text(item.long)}">{short}</abbr>',
            )
            done = item.end
        return "".join([*pieces, html_text(self.raw[done:])])


def chosen_by(mode: Mode, abbreviations: Iterable[Abbreviation]) -> list[Abbreviation]:
    """Choose the short forms that a mode writes out.

    Args:
        mode: ``"all"``; ``"first"``: of each short form with one long form the first in the document;
            ``"ambiguous"``: those with more than one reading; ``"none"``.
        abbreviations: the short forms of one document in order.

    Raises:
        InputError: the mode is unknown.
    """
    if mode not in get_args(Mode):
        raise InputError(f"the mode is one of {', '.join(get_args(Mode))}, not {mode!r}")
    if mode == "none":
        return []
    if mode == "ambiguous":
        return [item for item in abbreviations if len(item.readings) > 1]
    if mode == "all":
        return list(abbreviations)
    seen: set[tuple[str, str]] = set()
    chosen = []
    for item in abbreviations:
        key = (item.short, item.long.lower())
        if key not in seen:
            seen.add(key)
            chosen.append(item)
    return chosen


def apply(
    text: str, abbreviations: Iterable[Abbreviation], mode: Mode = "all", undecided: Iterable[Abbreviation] = ()
) -> Expansion:
    """Write short forms out.

    Words that the text already has beside the short form are not doubled: ``UBND nhân dân`` becomes ``Ủy ban nhân
    dân``, ``Tòa TAND`` becomes ``Tòa án nhân dân``.

    Args:
        text: the raw text.
        abbreviations: the short forms; one that overlaps an earlier one is left as it is.
        mode: which of them are written out: see :func:`chosen_by`.
        undecided: short forms of which no reading is probable enough.

    Returns:
        the new text and the map.

    Raises:
        VnjudnlpError: an abbreviation does not lie in the text, or the mode is unknown.
    """
    known: list[Abbreviation] = []
    reached = 0
    for item in sorted(abbreviations, key=lambda abbreviation: (abbreviation.start, -abbreviation.end)):
        check_span(item.start, item.end, len(text))
        if item.start >= reached and item.start < item.end:
            known.append(item)
            reached = item.end
    pieces: list[str] = []
    replacements: list[Replacement] = []
    done = new_length = 0
    for item in chosen_by(mode, known):
        written = _without_doubles(text, item)
        if not written:
            continue
        new_start = new_length + item.start - done
        new_end = new_start + len(written)
        # "P.5" becomes "phường 5"
        space = " " if written[-1].isalnum() and text[item.end : item.end + 1].isalnum() else ""
        new_length = new_end + len(space)
        pieces += (text[done : item.start], written, space)
        short = text[item.start : item.end]
        replacements.append(
            Replacement(
                item.start, item.end, short, written, new_start, new_end, item.defined, item.score, item.readings
            )
        )
        done = item.end
    pieces.append(text[done:])
    return Expansion("".join(pieces), tuple(replacements), text, tuple(known), tuple(undecided))


def _without_doubles(text: str, item: Abbreviation) -> str:
    """Return the long form without the words that stand before or behind the short form anyway."""
    forms = _forms(item.long)
    if len(forms) < 2:
        return item.long
    neighbours = (
        *text[max(0, item.start - _REACH) : item.start].rsplit(None, 1)[-1:],
        *text[item.end : item.end + _REACH].split(None, 1)[:1],
    )
    # most short forms stand beside no word of their long form
    if not any(word.lower().strip(_EDGES) in forms for word in neighbours):
        return item.long
    words = list(_WORD.finditer(item.long))
    before = list(_WORD.finditer(text, max(0, item.start - _REACH), item.start))
    behind = list(_WORD.finditer(text, item.end, item.end + _REACH))
    leading = _leading_double(text, before, forms, item.start)
    trailing = _trailing_double(text, behind, forms, item.end)
    if leading + trailing >= len(words):
        return ""
    return item.long[words[leading].start() if leading else 0 : words[-trailing - 1].end() if trailing else None]


@lru_cache(maxsize=8192)
def _forms(long: str) -> tuple[str, ...]:
    """Return the words of a long form in lower case."""
    return tuple(word.lower() for word in _WORD.findall(long))


def _leading_double(text: str, before: list[re.Match[str]], forms: tuple[str, ...], start: int) -> int:
    """Count the words before the short form that begin its long form, as ``Tòa`` in ``Tòa TAND`` does."""
    for count in range(min(len(before), len(forms)), 0, -1):
        run = before[-count:]
        # one small word is too often there by chance: "bị BĐ" is not "bị đơn"
        if count == 1 and not run[0][0][0].isupper():
            continue
        if tuple(word[0].lower() for word in run) == forms[:count] and _only_spaces(text, run, start):
            return count
    return 0


def _trailing_double(text: str, behind: list[re.Match[str]], forms: tuple[str, ...], end: int) -> int:
    """Count the words behind the short form that end its long form, at least two: ``TP phố cổ`` has none."""
    for count in range(min(len(behind), len(forms)), 1, -1):
        run = behind[:count]
        between = [text[end : run[0].start()], *(text[a.end() : b.start()] for a, b in pairwise(run))]
        if tuple(word[0].lower() for word in run) == forms[-count:] and all(gap.isspace() for gap in between):
            return count
    return 0


def _only_spaces(text: str, run: list[re.Match[str]], start: int) -> bool:
    ends = [*(word.start() for word in run[1:]), start]
    return all(text[word.end() : end].isspace() for word, end in zip(run, ends, strict=True))
