"""What the readers of a document share."""

from __future__ import annotations

from dataclasses import dataclass, field

from vnjudnlp.people.rows import Document, Row
from vnjudnlp.people.units import Unit

__all__ = ["Holding", "Reading"]


@dataclass(slots=True)
class Holding:
    """A person and a title.

    Attributes:
        person: index of the person's row.
        title: index of the title's row.
        kind: see :class:`vnjudnlp.people.facts.Evidence`.
        body: index of the body's row; None where there is none.
        place: index of the row of a place behind the title.
        former: whether it is held no longer.
        sign: for whom the person signs, or "".
    """

    person: int
    title: int
    kind: str
    body: int | None = None
    place: int | None = None
    former: bool = False
    sign: str = ""


@dataclass(slots=True)
class Reading:
    """A document and what has been found in it.

    Attributes:
        document: the document.
        units: its people and titles, in order.
        issuer: the row of the body that issues it.
        holdings: who holds which title, in no order.
        by_person: the same by the rows of the people.
        ranks: the rows of ranks and degrees by the rows of the people.
        signers: the rows of people who sign for somebody else, with the sign.
    """

    document: Document
    units: list[Unit]
    issuer: int | None
    holdings: list[Holding] = field(default_factory=list)
    by_person: dict[int, list[Holding]] = field(default_factory=dict)
    ranks: dict[int, list[int]] = field(default_factory=dict)
    signers: dict[int, str] = field(default_factory=dict)

    @property
    def rows(self) -> list[Row]:
        """The rows of the document."""
        return self.document.rows

    def add(self, holding: Holding) -> None:
        """Add a holding."""
        self.holdings.append(holding)
        self.by_person.setdefault(holding.person, []).append(holding)
