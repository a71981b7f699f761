"""The parties in the header of a judgment or a decision: behind each role the names that open its items."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from vnjudnlp.people.facts import Party, Person
from vnjudnlp.people.letterhead import body_name
from vnjudnlp.people.lexicon import alternatives, lexicon
from vnjudnlp.people.rows import BODY_LABELS, Document
from vnjudnlp.resources import read_table

__all__ = ["read_parties"]

# matches "sinh năm 1988", "SN: 1953", "sinh ngày 14/02/2003"; does not match "sinh viên"
_BIRTH = re.compile(
    r"(?i:\bsinh|\bsn|\bs\.n)\b[^\d;\n]{0,16}"
    r"(?:\d{1,2}[-/. ]{1,3}\d{1,2}[-/. ]{1,3}|tháng \d{1,2}/)?(?P<year>1[89]\d\d|20\d\d)\b"
)

# those who are accused are people, and a title in their items is their own
_ACCUSED = ("bị cáo", "bị can")


@dataclass(frozen=True, slots=True)
class _Patterns:
    label: re.Pattern[str]
    opening: re.Pattern[str]
    against: re.Pattern[str]
    accused: re.Pattern[str]
    lead: re.Pattern[str]
    address: re.Pattern[str]
    roles: dict[str, tuple[str, str]]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    rows = [row for row in read_table("lexicons/case_roles.tsv") if row["kind"] in ("party", "representative", "other")]
    roles = {row["form"]: (row["kind"], row["role"]) for row in rows}
    details = alternatives(row["form"] for row in read_table("lexicons/case_roles.tsv") if row["kind"] == "detail")
    accused = alternatives(form for form, (_, role) in roles.items() if role in _ACCUSED)
    parties = alternatives(form for form, (kind, _) in roles.items() if kind == "party")
    tried = "(?: lưu động| công khai| sơ thẩm| phúc thẩm| kín)*"
    honorific = lexicon().honorific
    return _Patterns(
        # matches "Nguyên đơn: ", "Người đại diện của bị đơn: ", "Bị đơn (vắng mặt): "; does not match "nguyên đơn và"
        label=re.compile(
            rf"(?<!\w)(?P<role>{alternatives(roles)})"
            rf"(?P<tail>(?![^\W\d_])(?:\([^()\n]{{0,90}}\)|[^:\n;()]){{0,90}}?)(?:\s?:|\slà\s(?={honorific}))",
            re.IGNORECASE,
        ),
        # matches "\n2. ", ". ", "(", "\nđối với "; does not match "của "
        opening=re.compile(r"(?:^|[\n.;*•\-–(/)])[\s\d.)/*•+\-–]{0,12}(?:đối với\s)?$", re.IGNORECASE),
        # matches "đối với bị cáo ", "xét xử công khai các bị cáo:"; does not match "bị cáo "
        against=re.compile(
            rf"(?:đối với|xét xử{tried})\s+(?P<role>{accused})\s*:?\s*",
            re.IGNORECASE,
        ),
        # matches "của các bị cáo sau đây:\n", "\nBị cáo "; does not match "của bị cáo "
        accused=re.compile(
            rf"các\s+(?P<role>{accused})[^:\n.;]{{0,40}}:\s*(?=\n|1)"
            rf"|\n[^\S\n]*(?:[-–+*][^\S\n]*)?(?P<alone>Bị cáo|Bị can)\s+(?=[^\W\d_])",
            re.IGNORECASE,
        ),
        # matches "1. Bà ", "", "- Vợ chồng ông ", "và bà ", "Cháu "; does not match "vợ là ", "con ông "
        lead=re.compile(
            rf"[\s\d.,()/\-–+*•a-d]*(?:và\s+|cùng\s+|cùng\s+với\s+)?"
            rf"(?:những\s+)?(?:{parties}\s+)?{honorific}*[\"“]?",
            re.IGNORECASE,
        ),
        # matches "địa chỉ: ", "cư trú tại "; does not match "tạm giam tại "
        address=re.compile(rf"(?:{details})\s*(?:tại|ở)?\s*:?\s*$", re.IGNORECASE),
        roles=roles,
    )


@dataclass(slots=True)
class _Block:
    kind: str
    role: str
    start: int
    end: int


def _opens_item(view: str, position: int) -> bool:
    # a slice, so that the beginning of the text is one
    return _patterns().opening.search(view[max(position - 20, 0) : position]) is not None


def _blocks(view: str, end: int) -> list[_Block]:
    """Return the stretches of the header behind each role."""
    patterns = _patterns()
    found = [
        *(match for match in patterns.label.finditer(view, 0, end) if _opens_item(view, match.start())),
        *patterns.against.finditer(view, 0, end),
        *patterns.accused.finditer(view, 0, end),
    ]
    found.sort(key=lambda match: match.start())
    result: list[_Block] = []
    for match in found:
        word = match["role"] or match["alone"]
        kind, role = patterns.roles[" ".join(word.lower().split())]
        if result and match.end() <= result[-1].start:
            continue
        if result:
            result[-1].end = min(result[-1].end, match.start())
        result.append(_Block(kind, role, match.end(), end))
    return result


def read_parties(document: Document, people: Mapping[int, Person], end: int) -> list[Party]:
    """Read the parties.

    Args:
        document: the document.
        people: the people by the rows of their mentions.
        end: where the header ends.

    Returns:
        the parties in the order of the header, each with its representatives.
    """
    result: list[Party] = []
    for block in _blocks(document.view, end):
        names = _names(document, people, block)
        if block.kind == "party":
            for name, person, year, address in names:
                party: Party = {
                    "role": block.role,
                    "name": name,
                    "person_id": person,
                    "birth_year": year,
                    "address": address,
                    "representatives": [],
                }
                if not any(other["role"] == block.role and other["name"] == name for other in result):
                    result.append(party)
        elif block.kind == "representative" and result:
            for name, person, _, _ in names:
                result[-1]["representatives"].append({"role": block.role, "name": name, "person_id": person})
    return result


def _names(
    document: Document, people: Mapping[int, Person], block: _Block
) -> list[tuple[str, str | None, int | None, str | None]]:
    """Return the names that open the items of a stretch, with the year of birth and the address of each."""
    view, rows, patterns = document.view, document.rows, _patterns()
    boundary = block.start
    result: list[tuple[str, str | None, int | None, str | None]] = []
    starts: list[tuple[int, int]] = []
    numbers = [number for number, row in enumerate(rows) if block.start <= row.start < block.end]
    skip = -1
    for number in numbers:
        row = rows[number]
        if number <= skip or row.label == "LOC":
            continue
        for sign in ("\n", ";"):
            position = view.rfind(sign, boundary, row.start)
            boundary = max(boundary, position + 1)
        if row.label == "TITLE":
            # "Chủ tịch Ủy ban nhân dân huyện" is sued as such; before a name a title is passed over
            following = rows[number + 1] if number + 1 < len(rows) else None
            lead = view[boundary : row.start]
            opens = patterns.lead.fullmatch(lead) and (block.role not in _ACCUSED or lead[:1] in ("\n", ""))
            if following is None or not opens:
                continue
            if following.label in BODY_LABELS and following.gap.isspace():
                behind = rows[number + 2] if number + 2 < len(rows) else None
                if behind is None or behind.label != "PERSON" or ("\n" in behind.gap or len(behind.gap) > 12):
                    result.append((f"{row.text} {body_name(following)}", None, None, None))
                    starts.append((row.start, following.end))
                    boundary = following.end
                else:
                    boundary = following.end
                skip = number + 1
            elif following.label == "PERSON":
                boundary = row.end
            continue
        lead = view[boundary : row.start]
        if not patterns.lead.fullmatch(lead) or (result and not lead.strip() and _after_blank_line(view, row.start)):
            continue
        if row.label == "PERSON":
            result.append((people[number]["name"], people[number]["id"], None, None))
        else:
            result.append((body_name(row), None, None, None))
        starts.append((row.start, row.end))
        boundary = row.end
    return [
        (name, person, *_details(document, stop, starts[index + 1][0] if index + 1 < len(starts) else block.end))
        if person is not None
        else (
            name,
            None,
            None,
            _details(document, stop, starts[index + 1][0] if index + 1 < len(starts) else block.end)[1],
        )
        for index, ((name, person, _, _), (_, stop)) in enumerate(zip(result, starts, strict=True))
    ]


def _after_blank_line(view: str, start: int) -> bool:
    return view[:start].rstrip(" ").endswith("\n\n")


def _details(document: Document, start: int, end: int) -> tuple[int | None, str | None]:
    """Return the year of birth and the address between two names."""
    view = document.view
    birth = _BIRTH.search(view, start, min(end, start + 120))
    address = None
    for row in document.rows:
        is_between = row.label == "LOC" and start <= row.start < end
        if is_between and _patterns().address.search(view, max(row.start - 40, start), row.start):
            address = row.text
            break
    return (int(birth["year"]) if birth is not None else None), address
