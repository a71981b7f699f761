"""What became of bodies: by reorganisations of their type, and by changes of the place where they are."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from vnjudnlp.agencies.register_records import Body, RegisterPlace, Reorganisation, Succession

if TYPE_CHECKING:
    from vnjudnlp.agencies.register import Register

__all__ = ["Lineage"]

_TASKS_ALONE = "transferred"


class Lineage:
    """The successors and predecessors of bodies.

    Args:
        register: the register that the bodies are of.
    """

    def __init__(self, register: Register) -> None:
        self._register = register

    @cached_property
    def _rows_after(self) -> dict[str, list[Reorganisation]]:
        rows: dict[str, list[Reorganisation]] = {}
        for row in self._register.tables.reorganisations:
            rows.setdefault(row.predecessor, []).append(row)
        return rows

    @cached_property
    def _rows_before(self) -> dict[str, list[Reorganisation]]:
        rows: dict[str, list[Reorganisation]] = {}
        for row in self._register.tables.reorganisations:
            rows.setdefault(row.successor, []).append(row)
        return rows

    @cached_property
    def _larger_before(self) -> dict[str, tuple[str, ...]]:
        larger = ("region", "province", "district")
        places = (place for tier in larger for place in self._register.all_places(tier))
        return _inverted((place.code, code) for place in places for code in place.successors)

    @cached_property
    def _communes_before(self) -> dict[str, tuple[str, ...]]:
        return _inverted(self._register.communes.became())

    @cached_property
    def _districts(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for place in self._register.all_places("district"):
            found.setdefault(place.parent, []).append(place.code)
        return {code: tuple(codes) for code, codes in found.items()}

    def rows_after(self, type_id: str) -> tuple[Reorganisation, ...]:
        """Return the reorganisations in which a type, or one body, is the predecessor."""
        return tuple(self._rows_after.get(type_id, ()))

    def _places_before(self, place: RegisterPlace) -> tuple[str, ...]:
        """Return the codes of the places of the same tier that became a place."""
        before = self._communes_before if place.tier == "commune" else self._larger_before
        return before.get(place.code, ())

    def complete(self, body: Body) -> Body:
        """Return a body with the ids of its successors and predecessors."""
        after = [each.successor for each in self.after(body) if each.successor and each.kind != _TASKS_ALONE]
        return replace(body, successors=tuple(dict.fromkeys(after)), predecessors=self._before(body))

    def after(self, body: Body) -> tuple[Succession, ...]:
        """Return what a body became, in order of time."""
        own = self._rows_after.get(body.id, []) if body.id != body.type.id else []
        said = {row.date for row in own}
        # a row about one body says more than the row about its type
        rows = [*own, *(row for row in self._rows_after.get(body.type.id, ()) if row.date not in said)]
        found = [each for row in rows if _is_there_before(body, row.date) for each in self._by_row(body, row)]
        found.extend(self._by_place(body))
        return tuple(sorted(found, key=lambda each: each.date))

    def _by_row(self, body: Body, row: Reorganisation) -> Iterator[Succession]:
        act = self._words(row.source)
        if not row.successor or "@" in row.successor or row.place == "none" or (body.place is None and not body.owner):
            yield Succession(body.id, row.successor, row.kind, row.date, act)
        elif body.place is None:
            yield Succession(body.id, f"{row.successor}@{body.owner}", row.kind, row.date, act)
        else:
            code = body.place.code if row.place == "same" else self._province(body.place)
            for place in self._register.merged_into(code, row.date):
                identifier = f"{row.successor}@{place.code}"
                yield Succession(body.id, identifier, row.kind, row.date, act, certain=row.place != "area")

    def _province(self, place: RegisterPlace) -> str:
        above: RegisterPlace | None = place
        while above is not None and above.tier != "province":
            above = self._register.place_by_code(above.parent)
        return above.code if above is not None else ""

    def _words(self, source: str) -> str:
        sources = self._register.sources
        return "; ".join(sources[each].act if each in sources else each for each in source.split("|") if each)

    def _by_place(self, body: Body) -> Iterator[Succession]:
        """Yield the same types at the places that the body's place became."""
        place = body.place
        if place is None or body.number or not place.valid_to or body.valid_to != place.valid_to:
            return
        date = _next_day(place.valid_to)
        if not body.type.holds(date):
            return
        for code in place.successors:
            after = self._register.place_by_code(code)
            if after is None or after.tier != place.tier:
                continue
            if len(place.successors) > 1:
                kind = "split"
            elif after.holds(place.valid_to) or len(self._places_before(after)) > 1:
                kind = "merged"
            else:
                kind = "continued" if after.full_name == place.full_name else "renamed"
            yield Succession(body.id, f"{body.type.id}@{code}", kind, date, self._words(self._act(place, after, date)))

    def _act(self, place: RegisterPlace, after: RegisterPlace, date: str) -> str:
        """Return the act by which a place became another: the one that is in force since that day."""
        sources = self._register.sources
        named = [each for each in (*place.source.split("|"), *after.source.split("|")) if each in sources]
        return next((each for each in named if sources[each].in_force == date), "places")

    def _before(self, body: Body) -> tuple[str, ...]:
        found: list[str] = []
        for row in (*self._rows_before.get(body.type.id, ()), *self._rows_before.get(body.id, ())):
            if row.kind == _TASKS_ALONE or not body.holds(row.date):
                continue
            found.extend(self._by_row_before(body, row))
        place = body.place
        if place is not None and not body.number:
            for code in self._places_before(place):
                before = self._register.place_by_code(code)
                if before is None or before.tier != place.tier or not before.valid_to:
                    continue
                if body.type.holds(before.valid_to) and body.holds(_next_day(before.valid_to)):
                    found.append(f"{body.type.id}@{code}")
        return tuple(dict.fromkeys(each for each in found if each != body.id))

    def _by_row_before(self, body: Body, row: Reorganisation) -> Iterator[str]:
        if "@" in row.predecessor:
            yield row.predecessor
            return
        kind = self._register.types.get(row.predecessor)
        if kind is None or row.place == "area":
            return
        if kind.level == "central":
            yield kind.id
        elif kind.level == "unit":
            yield f"{kind.id}@{body.owner}" if body.owner else kind.id
        elif body.place is not None and row.place != "none":
            eve = _day_before(row.date)
            codes = (body.place.code,) if body.place.holds(eve) else self._places_before(body.place)
            for code in codes:
                if row.place == "same":
                    yield f"{kind.id}@{code}"
                else:
                    yield from (f"{kind.id}@{district}" for district in self._districts.get(code, ()))

    def follow(self, body: Body, date: str, *, forward: bool) -> tuple[Body, ...]:
        """Return the direct successors or predecessors, or with a date the bodies of that day."""
        found: dict[str, Body] = {}
        seen = {body.id}
        waiting = [body]
        while waiting:
            each = waiting.pop(0)
            if date and each.holds(date):
                found[each.id] = each
                continue
            if not date and each is not body:
                found[each.id] = each
                continue
            for identifier in each.successors if forward else each.predecessors:
                other = self._register.body_by_id(identifier)
                if other is not None and identifier not in seen:
                    seen.add(identifier)
                    waiting.append(other)
        return tuple(found.values())

    def became(self, body: Body, other: Body) -> bool | None:
        """Return whether one body became another; None where it is not known which of several it became."""
        wanted = {other.id}
        if other.number and other.place is not None:
            wanted.add(f"{other.type.id}@{other.place.code}")
        waiting = [(body, True)]
        seen: dict[str, bool] = {}
        answer: bool | None = False
        while waiting:
            each, certain = waiting.pop(0)
            for step in self.after(each):
                if not step.successor or step.kind == _TASKS_ALONE:
                    continue
                sure = certain and step.certain
                if step.successor in wanted:
                    if sure:
                        return True
                    answer = None
                following = self._register.body_by_id(step.successor)
                if following is not None and (step.successor not in seen or (sure and not seen[step.successor])):
                    seen[step.successor] = sure
                    waiting.append((following, sure))
        return answer


def _inverted(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for before, after in pairs:
        found.setdefault(after, []).append(before)
    return {code: tuple(codes) for code, codes in found.items()}


def _next_day(date: str) -> str:
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days=1)).isoformat()


def _day_before(date: str) -> str:
    return (datetime.date.fromisoformat(date) - datetime.timedelta(days=1)).isoformat()


def _is_there_before(body: Body, date: str) -> bool:
    """Return whether a body lasted until a day, or as long as its type did."""
    if body.valid_from and body.valid_from >= date:
        return False
    return not body.valid_to or body.valid_to >= _day_before(date) or body.valid_to == body.type.valid_to
