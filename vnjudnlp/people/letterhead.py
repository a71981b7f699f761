"""The body that issues a document: the last one of its letterhead."""

from __future__ import annotations

import re

from vnjudnlp.people.lexicon import lexicon
from vnjudnlp.people.rows import BODY_LABELS, Document, Row

__all__ = ["body_name", "find_issuer", "is_court", "is_panel_body"]

_HEAD_CHARACTERS = 700
_HEAD_ROWS = 8

# matches "Số: 12/QĐ-CTHADS", "Bản án số: 15/2021/HNGĐ-ST", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
# does not match "số tiền"
_OFFICIAL = re.compile(
    r"(?:^|\n)[^\S\n]*(?:(?:trích )?(?:bản án|quyết định|án)[^\n]{0,40})?s[ốô][^\S\n]*[:.]?[^\S\n]*[\d.…]"
    r"|c[ộô]ng h[òo]a x[ãa] h[ộô]i ch[ủu] ngh[ĩi]a",
    re.IGNORECASE,
)
# the farthest that two bodies of a letterhead stand from each other, with the State's name and motto between them
_FARTHEST = 90


def body_name(row: Row) -> str:
    """Return the full name of a row's body."""
    return row.span.norm or row.text


def is_panel_body(name: str) -> bool:
    """Whether a body is the panel of judges, which is the court itself."""
    return name.lower().startswith(tuple(lexicon().cues["panel_body"]))


def is_court(name: str) -> bool:
    """Whether a body is a court or a chamber or council of one."""
    return name.lower().startswith(tuple(f"{form} " for form in lexicon().cues["court"]))


def find_issuer(document: Document) -> int | None:
    """Find the body that issues an official document.

    Args:
        document: a document with its rows.

    Returns:
        the index of the row of the last body that opens a line of the letterhead; None where there is no letterhead.
    """
    rows = document.rows
    if not rows or rows[0].start > 400:
        return None
    first_line_is_body = rows[0].label in BODY_LABELS and not rows[0].gap.strip() and rows[0].text.isupper()
    if not first_line_is_body and not any(row.label in BODY_LABELS and row.text.isupper() for row in rows[:_HEAD_ROWS]):
        return None
    if not first_line_is_body and _OFFICIAL.search(document.view, 0, _HEAD_CHARACTERS) is None:
        return None
    issuer: int | None = None
    for index, row in enumerate(rows[:_HEAD_ROWS]):
        if row.label == "LOC" or (row.label in BODY_LABELS and is_panel_body(body_name(row))):
            continue
        opens_line = row.start == 0 or document.view[row.start - 1] == "\n"
        if row.label not in BODY_LABELS or row.start > _HEAD_CHARACTERS:
            break
        if not opens_line:
            continue
        small = sum(character.islower() for character in row.text)
        line = document.view[row.end :].split("\n", 1)[0].strip()
        rest = line.lower()
        if small > len(row.text) // 4 or (line != line.upper() and not rest.startswith(("độc lập", "cộng hòa"))):
            break
        if issuer is not None and row.start - rows[issuer].end > _FARTHEST:
            break
        issuer = index
    return issuer
