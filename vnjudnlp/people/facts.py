"""What the room gives out: plain data, so that it can be saved, sent to other processes and written as JSON.

Offsets are ``[start, end)`` pairs, as lists of two, into the raw text.
"""

from __future__ import annotations

from typing import TypedDict

__all__ = ["Case", "DocumentFacts", "Evidence", "Office", "PanelMember", "Party", "Person", "Representative"]


class Person(TypedDict):
    """One person of a document.

    Attributes:
        id: ``"P1"``, ``"P2"``, in the order of first mention.
        name: the fullest form of the name.
        mentions: offsets of all mentions.
        forms: the other forms of the name, aliases too.
        titles: titles that stand beside the name, ranks and degrees too.
        candidates: the ids of the people whom mentions without surname may mean where the text does not
            tell; else empty.
    """

    id: str
    name: str
    mentions: list[list[int]]
    forms: list[str]
    titles: list[str]
    candidates: list[str]


class Evidence(TypedDict):
    """One place that says that a person holds an office.

    Attributes:
        kind: ``"apposition"`` (title behind the name), ``"title before name"``, ``"list"``, ``"panel"`` or
            ``"signature"``.
        person: offsets of the name.
        title: offsets of the title.
        body: offsets of the body; None where it does not stand there.
    """

    kind: str
    person: list[int]
    title: list[int]
    body: list[int] | None


class Office(TypedDict):
    """An office that a person holds or held.

    Attributes:
        person: the person's name.
        person_id: the person's id in the document.
        title: the title as first written, white space made single.
        title_norm: the title with abbreviations written out, not in capitals.
        body: the body's full name; None where the text does not say it.
        body_id: the body's id in the register; None where there is none.
        place: the place behind a title without a body, such as ``"xã Ninh Gia"``.
        former: whether the text says that it is held no longer.
        acting: whether the person is acting (``Quyền``, ``phụ trách``).
        signed_for: ``"KT"``, ``"TL"``, ``"TUQ"``, ``"TM"`` where the person signs for somebody else.
        doc_date: the document's date as ISO 8601.
        evidence: where the text says so, in the order of the text.
    """

    person: str
    person_id: str
    title: str
    title_norm: str
    body: str | None
    body_id: str | None
    place: str | None
    former: bool
    acting: bool
    signed_for: str | None
    doc_date: str | None
    evidence: list[Evidence]


class PanelMember(TypedDict):
    """A person who tries a case, or takes part for the procuracy."""

    role: str
    name: str
    person_id: str


class Representative(TypedDict):
    """Somebody who acts for a party."""

    role: str
    name: str
    person_id: str | None


class Party(TypedDict):
    """A party of a case; ``person_id`` is None for a body or an organisation."""

    role: str
    name: str
    person_id: str | None
    birth_year: int | None
    address: str | None
    representatives: list[Representative]


class Case(TypedDict):
    """The facts of the header of a judgment or an individual decision; what the header does not say is None or empty.

    Attributes:
        court: the full name of the court.
        issuer: the full name of the body in the letterhead, a court or not.
        document: ``"bản án"`` or ``"quyết định"``.
        number: the number, without white space.
        date: ISO 8601; a range where the header states one.
        kind: field and instance together: ``"hình sự sơ thẩm"``.
        instance: ``"sơ thẩm"``, ``"phúc thẩm"``, ``"giám đốc thẩm"`` or ``"tái thẩm"``.
        referral: the number under which the court registered the case (``thụ lý số``).
        trial_dates: the days of the trial: normal forms of DATE, so also ranges and days with their time.
        panel: who tries the case, with roles.
        parties: the parties, with roles.
    """

    court: str | None
    issuer: str | None
    document: str | None
    number: str | None
    date: str | None
    kind: str | None
    instance: str | None
    referral: str | None
    trial_dates: list[str]
    panel: list[PanelMember]
    parties: list[Party]


class DocumentFacts(TypedDict):
    """All facts of one document."""

    people: list[Person]
    offices: list[Office]
    case: Case | None
