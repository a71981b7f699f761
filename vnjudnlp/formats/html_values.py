"""What the pages say of an entity's value: the days of a DATE, the body of an AGENCY.

Entities may come from records of others, whose details hold anything; what is no text there is not shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vnjudnlp.records import Entity

__all__ = ["hint", "short_values"]


def hint(entity: Entity) -> str:
    """Return what is shown when somebody points at an entity, in plain text.

    >>> print(hint(Entity(0, 4, "DATE", None, 1.0, "x", "31/6", {"date": {"reason": "impossible date"}})))
    DATE · x
    No value: impossible date
    """
    head = " · ".join(part for part in (entity.label, entity.norm, entity.source) if part)
    lines = [f"{name}: {value}" for name, value in (*_date(entity), *_body(entity)) if value]
    return "\n".join([head, *lines])


def short_values(entity: Entity) -> str:
    """Return in one line of plain text what the table of entities says beside the normal form, "" for nothing.

    >>> details = {"date": {"start": "2022-04-01", "end": "2022-04-30", "granularity": "month", "certainty": "stated"}}
    >>> short_values(Entity(0, 8, "DATE", "2022-04", details=details))
    '2022-04-01 to 2022-04-30 · month · stated'
    """
    date = [value if name != "No value" else f"no value: {value}" for name, value in _date(entity) if value]
    body = dict(_body(entity))
    return " · ".join([*date, *filter(None, [body.get("Id"), body.get("Valid")])])


def _date(entity: Entity) -> list[tuple[str, str]]:
    date = _details(entity, "date")
    first, last = _text(date, "start"), _text(date, "end")
    days = first if first == last else f"{first} to {last}"
    return [
        ("Days", days),
        ("Granularity", _text(date, "granularity")),
        ("Certainty", _text(date, "certainty")),
        ("No value", _text(date, "reason")),
    ]


def _body(entity: Entity) -> list[tuple[str, str]]:
    body = _details(entity, "body")
    names = (("Body", "name"), ("Id", "id"), ("Level", "level"), ("Place", "place"))
    return [
        *((shown, _text(body, name)) for shown, name in names),
        ("Valid", _period(body.get("valid"))),
        ("Successors", ", ".join(item for item in _items(body.get("successors")) if isinstance(item, str))),
    ]


def _period(valid: Any) -> str:
    """Return the time in which there was a body; "" where it is open on both sides."""
    days = [day if isinstance(day, str) else "" for day in _items(valid)]
    if len(days) != 2 or not any(days):
        return ""
    first, last = days
    return " ".join(part for part in (first and f"from {first}", last and f"until {last}") if part)


def _details(entity: Entity, name: str) -> Mapping[str, Any]:
    found = (entity.details or {}).get(name)
    return found if isinstance(found, Mapping) else {}


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _items(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else []
