"""The facts of the header of a judgment or an individual decision; what it does not say stays None."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from vnjudnlp.people.facts import Case, PanelMember, Person
from vnjudnlp.people.letterhead import body_name, is_court
from vnjudnlp.people.lexicon import alternatives
from vnjudnlp.people.numbers import NUMBER, CaseKind, clean_number, kind_of_heading, kind_of_number
from vnjudnlp.people.parties import read_parties
from vnjudnlp.people.reading import Reading
from vnjudnlp.people.rows import Document
from vnjudnlp.people.titles import running_title
from vnjudnlp.resources import read_table
from vnjudnlp.text.diacritics import strip_diacritics

__all__ = ["read_case"]

_HEAD = 1200
_LONGEST_HEADER = 8000
_SIGNATURE = 500
_PRESIDES = "Chủ tọa"

# matches "Bản án số: 15/2021/HNGĐ-ST", "Số: 71/2015/DS-PT", "BẢN ÁN DÂN SỰ SƠ THẨM SỐ 58/2013/DS-ST"; does not match
# "theo Bản án số 3", "số tiền"
_NUMBER_LINE = re.compile(
    rf"(?:^|\n)[^\S\n]*(?P<words>(?i:(?:trích )?(?:sao )?(?:bản án|quyết định|án))[^\n\d]{{0,60}}?)?"
    rf"(?i:s[ốôo])[^\S\n]*[:.]?[^\S\n]*(?P<number>{NUMBER})"
)
# matches "BẢN ÁN PHÚC THẨM", "TRÍCH BẢN ÁN HÌNH SỰ PHÚC THẨM", "QUYẾT ĐỊNH"; does not match "Bản án số 3"
_HEADING = re.compile(
    r"(?:^|\n)[^\S\n]*(?:TRÍCH (?:SAO )?)?(?P<kind>BẢN ÁN|QUYẾT ĐỊNH)(?P<rest>[^\na-z]{0,80})(?=\n|$)"
)
# matches "thụ lý số 296/2018/TLPT-HC", "thụ lý số: 12/2020/HSST"; does not match "thụ lý ngày"
_REFERRAL = re.compile(rf"(?i:thụ lý)[^\n\d;:]{{0,40}}?(?i:s[ốô])[^\S\n]*:?[^\S\n]*(?P<number>{NUMBER}|\d+/\d{{4}})")
# matches "\nTrong các ", "\nNgày ", "\nHôm nay, "; does not match "ngày "
_TRIAL_OPENS = re.compile(
    r"\n[^\S\n]*[-–]?[^\S\n]*(?:(?:hôm nay|trong|trong các|trong hai|vào|từ),?[^\S\n]*)?(?:ngày )?$", re.IGNORECASE
)
_TRIAL_FOLLOWS = re.compile(r"[^\n]{0,160}\n?[^\n]{0,120}?(?:xét xử|mở phiên)", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?")
_ENFORCEMENT = re.compile(r"QĐ-?\w*(?:THA|THADS)\b")


@lru_cache(maxsize=1)
def _section() -> re.Pattern[str]:
    # matches "\nNỘI DUNG VỤ ÁN:", "\nNHẬN THẤY", "\nNỘI DUNG:"; does not match "Nội dung đơn khởi kiện"
    forms = [row["form"] for row in read_table("lexicons/case_roles.tsv") if row["kind"] == "section"]
    upper = alternatives(form.upper() for form in forms)
    mixed = alternatives(form[:1].upper() + form[1:] for form in forms)
    return re.compile(rf"\n\[1\]|\n[^\S\n]*(?:[IVX\d]+[.)]\s*)?(?:{upper}\b|{mixed}[^\n]{{0,24}}:?[^\S\n]*(?:\n|$))")


@lru_cache(maxsize=1)
def _panel_roles() -> dict[str, str]:
    roles = {row["form"]: row["role"] for row in read_table("lexicons/case_roles.tsv") if row["kind"] == "panel"}
    return {**{strip_diacritics(form): role for form, role in roles.items()}, **roles}


def read_case(reading: Reading, people: Mapping[int, Person]) -> Case | None:
    """Read the header of a judgment or of an individual decision.

    Args:
        reading: the document with who holds which title.
        people: the people by the rows of their mentions.

    Returns:
        the facts; None for documents of other kinds.
    """
    document, issuer = reading.document, reading.issuer
    view = document.view
    court = _court(document, issuer)
    if court is None and issuer is None:
        return None
    line = _NUMBER_LINE.search(view, 0, _HEAD)
    number = clean_number(line["number"]) if line is not None else None
    kind = kind_of_number(number) if number is not None else CaseKind("", "", False)
    heading = _HEADING.search(view, 0, _HEAD)
    if court is not None:
        if not (kind.field or kind.instance) and (heading is None or line is None):
            return None
    elif number is None or heading is None or _ENFORCEMENT.search(number) is None:
        return None
    if line is not None and line["words"] and kind.field == "":
        kind = kind_of_heading(line["words"])
    if heading is not None:
        stated = kind_of_heading(heading["kind"] + heading["rest"])
        kind = CaseKind(kind.field or stated.field, kind.instance or stated.instance, kind.is_decision)
    found = _section().search(view, line.end() if line is not None else 0, _LONGEST_HEADER)
    end = found.start() if found is not None else min(len(view), _LONGEST_HEADER)
    referral = _REFERRAL.search(view, 0, end)
    return {
        "court": court,
        "issuer": None if issuer is None else body_name(document.rows[issuer]),
        "document": _document(line, heading, kind),
        "number": number,
        "date": _date(document, line, heading),
        "kind": " ".join(part for part in (kind.field, kind.instance) if part) or None,
        "instance": kind.instance or None,
        "referral": None if referral is None else clean_number(referral["number"]),
        "trial_dates": _trial_dates(document, end),
        "panel": _panel(reading, people, end, is_bounded=found is not None),
        "parties": read_parties(document, people, end),
    }


def _court(document: Document, issuer: int | None) -> str | None:
    rows = document.rows
    if issuer is not None and is_court(body_name(rows[issuer])):
        return body_name(rows[issuer])
    for row in rows[:4]:
        if row.start > _HEAD // 3 or row.label != "AGENCY":
            break
        if row.text == row.text.upper() and is_court(body_name(row)):
            return body_name(row)
    return None


def _document(line: re.Match[str] | None, heading: re.Match[str] | None, kind: CaseKind) -> str | None:
    words = (line["words"] or "").lower() if line is not None else ""
    if "quyết định" in words or kind.is_decision:
        return "quyết định"
    if "án" in words:
        return "bản án"
    if heading is not None:
        return heading["kind"].lower()
    return "bản án" if kind.instance else None


def _date(document: Document, line: re.Match[str] | None, heading: re.Match[str] | None) -> str | None:
    """Return the day on the line of the number, on the two below it, or beside the letterhead."""
    if line is None:
        return None
    view = document.view
    dates = [
        (start, norm) for label, start, _, norm in document.others if label == "DATE" and norm and _DAY.fullmatch(norm)
    ]
    for start, norm in dates:
        between = view[line.end() : start]
        if 0 <= start - line.end() <= 140 and between.count("\n") <= 4 and "v/v" not in between.lower():
            return norm if "/" not in norm else None
    for start, norm in dates:
        if start < _HEAD // 2 and view[:start].rstrip().endswith(",") and "/" not in norm:
            return norm
    return None


def _trial_dates(document: Document, end: int) -> list[str]:
    view = document.view
    return [
        norm
        for label, start, stop, norm in document.others
        if label == "DATE"
        and start < end
        and norm
        and _TRIAL_OPENS.search(view, max(start - 30, 0), start)
        and _TRIAL_FOLLOWS.match(view, stop)
    ]


def _panel(reading: Reading, people: Mapping[int, Person], end: int, *, is_bounded: bool) -> list[PanelMember]:
    """Return those who try the case: titles of a panel in the header, or in the signatures where it names none."""
    document, rows, issuer = reading.document, reading.rows, reading.issuer
    view, lines = document.view, set[int]()
    roles: dict[str, list[tuple[str, str]]] = {"header": [], "signature": []}
    last = max(len(document.view) - _SIGNATURE, end if is_bounded else 0)
    for holding in sorted(reading.holdings, key=lambda item: (item.person, item.title)):
        title = running_title(rows[holding.title].text).lower()
        role = _panel_roles().get(title) or _panel_roles().get(strip_diacritics(title))
        if role is None or holding.former:
            continue
        person = people[holding.person]["id"]
        position = rows[holding.person].start
        line = view.count("\n", 0, position)
        of_court = holding.kind in ("panel", "list", "signature") or (
            holding.body is not None and holding.body == issuer
        )
        if position < end and (is_bounded or of_court or line in lines):
            roles["header"].append((person, role))
            lines.add(line)
        elif position >= last and of_court and "Kiểm sát" not in role:
            roles["signature"].append((person, role))
    names = {person["id"]: person["name"] for person in people.values()}
    chosen: dict[str, str] = {}
    for person, role in roles["header"] or roles["signature"]:
        if person not in chosen or _PRESIDES in role:
            chosen[person] = role
    return [{"role": role, "name": names[person], "person_id": person} for person, role in chosen.items()]
