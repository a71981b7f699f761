"""The row of people, titles with their bodies, ranks and bodies that the patterns of offices are about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from vnjudnlp.people.letterhead import body_name
from vnjudnlp.people.lexicon import alternatives, lexicon
from vnjudnlp.people.rows import BODY_LABELS, Document, Row
from vnjudnlp.people.titles import goes_with, is_office, running_title

__all__ = ["BODY", "OFFICE", "PERSON", "PLACE", "RANK", "Unit", "sign_before", "units_of"]

PERSON = "person"
OFFICE = "office"
RANK = "rank"
BODY = "body"
PLACE = "place"

# matches " ", ", " between a rank and another or a name; does not match ": "
_BEFORE_NAME = re.compile(r"[^\S\n]*(?:[,.\-–][^\S\n]*)?")
# matches " ", "\n", " của ", " tại "; does not match ", ", "\n\n"
_TO_BODY = re.compile(r"(?:[^\S\n]*\n?[^\S\n]*|\s(?:của|tại|thuộc)\s)")


@dataclass(slots=True)
class Unit:
    """One or several rows that belong together.

    Attributes:
        kind: one of the constants of this module.
        first: index of its first row.
        last: index of its last row.
        gap: the text before it, in the view.
        body: index of the row of the body that the title governs.
        place: index of the row of the place that follows the title.
        ranks: indices of the rows of ranks and degrees directly before a name.
    """

    kind: str
    first: int
    last: int
    gap: str
    body: int | None = None
    place: int | None = None
    ranks: list[int] = field(default_factory=list)


def units_of(document: Document) -> list[Unit]:
    """Put titles and the bodies that they govern together."""
    rows = document.rows
    result: list[Unit] = []
    index = 0
    while index < len(rows):
        row = rows[index]
        if row.label == "PERSON":
            unit = Unit(PERSON, index, index, row.gap)
            while result and result[-1].kind == RANK and _BEFORE_NAME.fullmatch(unit.gap):
                rank = result.pop()
                unit.gap = rank.gap
                unit.ranks.append(rank.first)
        elif row.label == "TITLE":
            unit = Unit(OFFICE if is_office(row.text) else RANK, index, index, row.gap)
            if unit.kind == OFFICE and index + 1 < len(rows):
                following = rows[index + 1]
                if following.label in BODY_LABELS and _governs(row, following):
                    unit.body = unit.last = index + 1
                elif following.label == "LOC" and following.gap.isspace() and "\n" not in following.gap:
                    unit.place = unit.last = index + 1
        elif row.label in BODY_LABELS:
            unit = Unit(BODY, index, index, row.gap, body=index)
        else:
            unit = Unit(PLACE, index, index, row.gap)
        result.append(unit)
        index = unit.last + 1
    return result


def _governs(title: Row, body: Row) -> bool:
    """Whether a title governs the body behind it; at a line's end only where they can belong together."""
    if not _TO_BODY.fullmatch(body.gap):
        return False
    return "\n" not in body.gap or goes_with(running_title(title.text), body_name(body)) is not False


@lru_cache(maxsize=1)
def _sign_pattern() -> re.Pattern[str]:
    # matches "\nKT. ", "T/M ", "TUQ."; does not match "skt"
    forms = alternatives(lexicon().cues["sign"])
    return re.compile(rf"(?:^|[\s(/])({forms})\s*[.:]?\s*$", re.IGNORECASE)


def sign_before(gap: str) -> tuple[str, str]:
    """Return the sign of a signature before a title or a body, and what it means; ("", "") where there is none.

    >>> sign_before("án văn.\\nKT. "), sign_before("T/M "), sign_before("ông ")
    (('KT', 'substitute'), ('TM', 'body'), ('', ''))
    """
    if not gap or gap.isspace():
        return "", ""
    found = _sign_pattern().search(gap[-16:])
    if found is None:
        return "", ""
    form = re.sub(r"\s+", " ", found[1].lower())
    short = {"thay mặt": "TM", "ký thay": "KT"}.get(form, form.upper().replace("/", "").replace(".", ""))
    return short, lexicon().cues["sign"].get(form, "")
