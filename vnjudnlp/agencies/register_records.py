"""What the register of bodies is made of: types, places, reorganisations, and the bodies that follow from them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from vnjudnlp.errors import InputError

__all__ = ["Alias", "Body", "BodyType", "RegisterPlace", "Reorganisation", "Source", "Succession", "holds", "iso_date"]


def iso_date(date: str | datetime.date | None) -> str:
    """Return a date as ISO 8601, "" for None.

    Args:
        date: a date, or one written as ISO 8601 (``"2025-07-01"``).

    Returns:
        the date as text; texts in this form sort as the dates do.

    Raises:
        InputError: the text is no date.

    >>> iso_date(datetime.date(2025, 7, 1)), iso_date(None)
    ('2025-07-01', '')
    """
    if not date:
        return ""
    if isinstance(date, datetime.datetime):
        date = date.date()
    if isinstance(date, datetime.date):
        return date.isoformat()
    try:
        return datetime.date.fromisoformat(date).isoformat()
    except ValueError:
        raise InputError(f"{date!r} is no date; write it as 2025-07-01") from None


def holds(valid_from: str, valid_to: str, date: str) -> bool:
    """Return whether a date lies in a time; "" is an open end, and no date lies in any time."""
    return not date or ((not valid_from or valid_from <= date) and (not valid_to or date <= valid_to))


@dataclass(frozen=True, slots=True)
class Source:
    """A legal act on which rows rest; the fields are the columns of ``sources.tsv``."""

    id: str
    act: str
    date: str = ""
    in_force: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class BodyType:
    """A type of body; the fields are the columns of ``body_types.tsv``.

    Attributes:
        id: a stable name in English.
        name: the official name without a place.
        level: central, region, province, district, commune, area, unit (of another body) or none.
        pattern: how the full name is made, with ``{name}``, ``{level}``, ``{place}``, ``{number}`` and ``{owner}``.
        parent: the type of the body above, "" where there is none.
        family: the branch, such as ``court`` or ``police``.
        valid_from: the first day, "" where it is not known.
        valid_to: the last day, "" where it goes on.
        source: the ids of the legal acts, separated by ``|``.
    """

    id: str
    name: str
    level: str = "central"
    pattern: str = ""
    parent: str = ""
    family: str = ""
    valid_from: str = ""
    valid_to: str = ""
    source: str = ""

    def holds(self, date: str) -> bool:
        """Return whether there were such bodies on a date (ISO 8601)."""
        return holds(self.valid_from, self.valid_to, date)


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a type; the fields are the columns of ``body_aliases.tsv``.

    Attributes:
        type: the type's id.
        alias: the other name, without a place.
        kind: name (the official name in places of some levels, as ``Thành ủy``), alias or short.
        place_levels: the level words, separated by ``|``, of the places where it is used; "" for all.
    """

    type: str
    alias: str
    kind: str = "alias"
    place_levels: str = ""

    def fits(self, level: str) -> bool:
        """Return whether it is used in places with this level word."""
        return not self.place_levels or level.lower() in self.place_levels.split("|")


@dataclass(frozen=True, slots=True)
class RegisterPlace:
    """A place at a time; the fields are the columns of ``places.tsv``.

    Attributes:
        code: a stable code, such as ``64`` or ``64.huyen-chu-se``.
        name: the name without its level word.
        level: the level word, such as ``huyện``.
        tier: province, district, commune or region.
        parent: the code of the place above.
        valid_from: the first day, "" where it is not known.
        valid_to: the last day, "" where it goes on.
        successors: the codes of what its area became, the largest part first.
        source: the ids of the legal acts, separated by ``|``; "" for what the address data says.
    """

    code: str
    name: str
    level: str
    tier: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: tuple[str, ...] = ()
    source: str = ""

    @property
    def full_name(self) -> str:
        """The name with its level word."""
        return f"{self.level} {self.name}".strip()

    def holds(self, date: str) -> bool:
        """Return whether the place was there on a date (ISO 8601)."""
        return holds(self.valid_from, self.valid_to, date)


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """What a type of body, or one body, became by law; the fields are the columns of ``reorganisations.tsv``.

    Attributes:
        predecessor: the id of a type, or of a body.
        successor: the id of a type, or of a body; "" where nothing followed.
        place: where the successor lies: none, same, province or area.
        kind: renamed, merged, split, abolished or transferred.
        date: the first day of the new state.
        source: the ids of the legal acts, separated by ``|``.
        note: what there is to say.
    """

    predecessor: str
    successor: str
    place: str
    kind: str
    date: str
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Succession:
    """What one body became.

    Attributes:
        predecessor: the id of the body before.
        successor: the id of the body after, "" where nothing followed.
        kind: renamed, merged, split, abolished, transferred, or continued (the same body in a place with a new code).
        date: the first day of the new state (ISO 8601).
        source: the legal acts in words.
        certain: whether it is this body; False where it is one of several, and which is not known.
    """

    predecessor: str
    successor: str
    kind: str
    date: str
    source: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Body:
    """A body: a type at a place.

    Attributes:
        id: the type's id, behind ``@`` the place's code, with the number of an area, or the owner's id.
        name: the official name with its place, as ``Thi hành án dân sự tỉnh Gia Lai``.
        full_name: the name with the higher level, as ``Công an huyện Chư Sê, tỉnh Gia Lai``.
        type: the type.
        place: the place, None where there is none.
        number: the number of an area, "" where there is none or it is not known.
        owner: the id of the body that a unit belongs to, "" for other bodies.
        parent: the id of the body above, "" where there is none.
        valid_from: the first day, "" where it is not known.
        valid_to: the last day, "" where it goes on.
        successors: the ids of the bodies it became.
        predecessors: the ids of the bodies it came from.
    """

    id: str
    name: str
    full_name: str
    type: BodyType
    place: RegisterPlace | None = None
    number: str = ""
    owner: str = ""
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()

    @property
    def level(self) -> str:
        """The level of its type."""
        return self.type.level

    def holds(self, date: str) -> bool:
        """Return whether the body was there on a date (ISO 8601)."""
        return holds(self.valid_from, self.valid_to, date)
