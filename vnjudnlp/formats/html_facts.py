"""The sections of the pages that say who holds which office, and what the header of a judgment states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vnjudnlp.formats.html_tables import table
from vnjudnlp.people.facts import Case, Office, PanelMember, Party, Person
from vnjudnlp.text.html import html_text

__all__ = ["case_sections", "people_section"]

_NO_OFFICE = "<td></td><td></td><td></td>"


def people_section(number: int, facts: Mapping[str, Any], marks: Mapping[tuple[int, int], str]) -> Iterator[str]:
    """Write who is named and which offices they hold; nothing for a document without people.

    Args:
        number: the number of the document in the page.
        facts: the people and the offices of the document.
        marks: the ids of the marks in the text by their offsets.

    Yields:
        HTML.
    """
    people: list[Person] = facts["people"]
    if people:
        columns = ("Person", "Title", "Body", "State", "Mentions")
        yield from table("People and offices", columns, _people_rows(number, people, facts["offices"], marks))


def _people_rows(
    number: int, people: Sequence[Person], offices: Sequence[Office], marks: Mapping[tuple[int, int], str]
) -> Iterator[str]:
    names = {person["id"]: person["name"] for person in people}
    for person in people:
        held = [office for office in offices if office["person_id"] == person["id"]]
        cells = [_office_cells(office, marks) for office in held] or [_NO_OFFICE]
        rows = f' rowspan="{len(cells)}"' if len(cells) > 1 else ""
        mentions = ", ".join(_linked(f"{start}–{end}", [start, end], marks) for start, end in person["mentions"])
        more = [
            *([f'also <span lang="vi">{_joined(person["forms"])}</span>'] if person["forms"] else []),
            *(
                [f'may be <span lang="vi">{_joined([names.get(each, each) for each in person["candidates"]])}</span>']
                if person["candidates"]
                else []
            ),
        ]
        beside = f'<span class="values" lang="en">{"; ".join(more)}</span>' if more else ""
        name = f'<th scope="row"{rows} lang="vi">{html_text(person["name"])}{beside}</th>'
        first, *others = cells
        row = f"d{number}-{html_text(person['id'])}"
        yield f'<tr id="{row}">{name}{first}<td class="mentions"{rows}>{mentions}</td></tr>\n'
        for office in others:
            yield f"<tr>{office}</tr>\n"


def _office_cells(office: Office, marks: Mapping[tuple[int, int], str]) -> str:
    titles = [evidence["title"] for evidence in office["evidence"]]
    bodies = [evidence["body"] for evidence in office["evidence"] if evidence["body"] is not None]
    state = [
        "former" if office["former"] else "",
        "acting" if office["acting"] else "",
        f"signs {office['signed_for']}" if office["signed_for"] else "",
    ]
    return (
        f'<td lang="vi">{_linked(office["title_norm"], titles[0] if titles else None, marks)}</td>'
        f'<td lang="vi">{_linked(office["body"] or office["place"] or "", bodies[0] if bodies else None, marks)}</td>'
        f"<td>{html_text(', '.join(filter(None, state)))}</td>"
    )


def case_sections(number: int, facts: Mapping[str, Any]) -> Iterator[str]:
    """Write what the header of a judgment or a decision states; nothing for other documents.

    Args:
        number: the number of the document in the page.
        facts: the people and the case of the document.

    Yields:
        HTML.
    """
    case: Case | None = facts["case"]
    if case is None:
        return
    people = {person["id"] for person in facts["people"]}
    yield from table("Case", ("Fact", "Value"), _case_rows(case))
    if case["panel"]:
        yield from table("Panel", ("Role", "Name"), _panel_rows(number, case["panel"], people), 3)
    if case["parties"]:
        columns = ("Role", "Name", "Born", "Address", "Represented by")
        yield from table("Parties", columns, _party_rows(number, case["parties"], people), 3)


def _case_rows(case: Case) -> Iterator[str]:
    issuer = case["issuer"] if case["issuer"] != case["court"] else None
    facts = (
        ("Court", "vi", case["court"]),
        ("Issued by", "vi", issuer),
        ("Document", "vi", case["document"]),
        ("Number", "vi", case["number"]),
        ("Date", "en", case["date"]),
        ("Kind", "vi", case["kind"]),
        ("Registered as", "vi", case["referral"]),
        ("Tried on", "en", ", ".join(case["trial_dates"])),
    )
    for name, language, value in facts:
        if value:
            yield f'<tr><th scope="row">{name}</th><td lang="{language}">{html_text(value)}</td></tr>\n'


def _panel_rows(number: int, panel: Sequence[PanelMember], people: set[str]) -> Iterator[str]:
    for member in panel:
        name = _named(number, member["name"], member["person_id"], people)
        yield f'<tr><td lang="vi">{html_text(member["role"])}</td><th scope="row" lang="vi">{name}</th></tr>\n'


def _party_rows(number: int, parties: Sequence[Party], people: set[str]) -> Iterator[str]:
    for party in parties:
        represented = "; ".join(
            f"{_named(number, each['name'], each['person_id'], people)} ({html_text(each['role'])})"
            for each in party["representatives"]
        )
        yield (
            f'<tr><td lang="vi">{html_text(party["role"])}</td>'
            f'<th scope="row" lang="vi">{_named(number, party["name"], party["person_id"], people)}</th>'
            f"<td>{'' if party['birth_year'] is None else party['birth_year']}</td>"
            f'<td lang="vi">{html_text(party["address"] or "")}</td><td lang="vi">{represented}</td></tr>\n'
        )


def _named(number: int, name: str, person: str | None, people: set[str]) -> str:
    """Return a name that leads to its row among the people, where it has one."""
    if person not in people:
        return html_text(name)
    return f'<a href="#d{number}-{html_text(person or "")}">{html_text(name)}</a>'


def _linked(text: str, place: Sequence[int] | None, marks: Mapping[tuple[int, int], str]) -> str:
    """Return text that leads to a mark, where there is one at that place."""
    mark = marks.get((place[0], place[1])) if place is not None else None
    return html_text(text) if mark is None or not text else f'<a href="#{mark}">{html_text(text)}</a>'


def _joined(texts: Sequence[str]) -> str:
    return html_text(", ".join(texts))
