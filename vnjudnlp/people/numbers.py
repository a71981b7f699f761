"""Numbers of judgments, decisions and case files, and what their codes say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vnjudnlp.resources import read_table

__all__ = ["NUMBER", "CaseKind", "clean_number", "kind_of_heading", "kind_of_number"]

# matches "15/2021/HNGĐ-ST", "22/2007/ DSST", "210/QĐ-CTHADS"; does not match "12/4/2022", "15/2021"
NUMBER = (
    r"\d[\dOlI ]{0,6}[a-z]?[^\S\n]?/[^\S\n]?(?:\d{4}[^\S\n]?/[^\S\n]?)?"
    r"[A-ZĐ][\w.]*(?:[^\S\n]?[-–][^\S\n]?[A-ZĐ][\w.]*)*"
)
_PREFIX = re.compile(r"^(?:qđ|qd|tl|tb|kn)+")


@dataclass(frozen=True, slots=True)
class CaseKind:
    """What a number or a heading says; "" where it says nothing.

    Attributes:
        field: ``"hình sự"``, ``"dân sự"``, …
        instance: ``"sơ thẩm"``, …
        is_decision: whether the code is one of decisions.
    """

    field: str
    instance: str
    is_decision: bool


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = {}
    for row in read_table("lexicons/case_kinds.tsv"):
        tables.setdefault(row["part"], {})[row["form"]] = row["value"]
    return tables


def clean_number(number: str) -> str:
    """Return a number without white space and with plain hyphens.

    >>> clean_number("22/2007/ DS – ST")
    '22/2007/DS-ST'
    """
    return re.sub(r"\s+", "", number).replace("–", "-").strip(".-")


@lru_cache(maxsize=4096)
def kind_of_number(number: str) -> CaseKind:
    """Read the code of a number.

    >>> kind_of_number("15/2021/HNGĐ-ST")
    CaseKind(field='hôn nhân và gia đình', instance='sơ thẩm', is_decision=False)
    >>> kind_of_number("96/2017/QĐST-HNGĐ").is_decision, kind_of_number("31/2016/HSST").instance
    (True, 'sơ thẩm')
    """
    fields, instances = _tables()["field"], _tables()["instance"]
    field = instance = ""
    code = number.rsplit("/", 1)[-1].lower()
    is_decision = code.startswith(("qđ", "qd"))
    for part in re.split(r"[-.]", code):
        bare = _PREFIX.sub("", part)
        for cut in range(len(bare), -1, -1):
            head, tail = bare[:cut], bare[cut:]
            if (head in fields or not head) and (tail in instances or not tail):
                field, instance = field or fields.get(head, ""), instance or instances.get(tail, "")
                break
            if head in instances and (tail in fields or not tail):
                field, instance = field or fields.get(tail, ""), instance or instances[head]
                break
    return CaseKind(field, instance, is_decision or instance in ("giám đốc thẩm", "tái thẩm"))


def kind_of_heading(heading: str) -> CaseKind:
    """Read a heading such as ``BẢN ÁN DÂN SỰ SƠ THẨM``.

    >>> kind_of_heading("BẢN ÁN DÂN SỰ SƠ THẨM")
    CaseKind(field='dân sự', instance='sơ thẩm', is_decision=False)
    """
    words = heading.lower()
    found = {}
    for part in ("field", "instance"):
        forms = [form for form in _tables()[part] if " " in form and form in words]
        found[part] = _tables()[part][max(forms, key=len)] if forms else ""
    return CaseKind(found["field"], found["instance"], "quyết định" in words)
