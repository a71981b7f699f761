"""The places of the register: by code, by name, and what became of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from vnjudnlp.agencies.register_communes import Communes
from vnjudnlp.agencies.register_names import fold_name
from vnjudnlp.agencies.register_reading import Tables
from vnjudnlp.agencies.register_records import RegisterPlace, iso_date
from vnjudnlp.resources import read_table

__all__ = ["Places"]


class Places:
    """Provinces, districts, communes and military regions.

    Args:
        tables: the rows.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    @property
    def tables(self) -> Tables:
        """The rows, as read."""
        return self._tables

    @cached_property
    def communes(self) -> Communes:
        """The communes, read when the first of them is asked for."""
        return Communes({code: place for code, place in self._tables.places.items() if place.tier == "commune"})

    @cached_property
    def _larger_names(self) -> dict[str, tuple[RegisterPlace, ...]]:
        return _places_by_name(place for place in self._tables.places.values() if place.tier != "commune")

    @cached_property
    def _own_commune_names(self) -> dict[str, tuple[RegisterPlace, ...]]:
        return _places_by_name(place for place in self._tables.places.values() if place.tier == "commune")

    @cached_property
    def _larger_levels(self) -> frozenset[str]:
        """The level words and tiers of which no commune is."""
        larger = [place for place in self._tables.places.values() if place.tier != "commune"]
        return frozenset([*(place.level.lower() for place in larger), *(place.tier for place in larger)])

    @cached_property
    def _variants(self) -> dict[str, str]:
        """Other spellings of provinces and districts, with the one that the register has."""
        rows = (row for row in read_table("lexicons/places_other.tsv") if row["kind"] == "variant")
        return {fold_name(row["name"]): fold_name(row["note"]) for row in rows}

    def _communes_named(self, folded: str) -> tuple[RegisterPlace, ...]:
        found = (*self._own_commune_names.get(folded, ()), *self.communes.named(folded))
        return tuple(sorted(found, key=_last_day, reverse=True))

    def all_places(self, tier: str) -> Iterator[RegisterPlace]:
        """Yield the places of a tier: province, district, commune or region."""
        for place in self.communes if tier == "commune" else self._tables.places.values():
            if place.tier == tier:
                yield place

    def place_by_code(self, code: str) -> RegisterPlace | None:
        """Return the place of a code, None if there is none."""
        found = self._tables.places.get(code)
        # communes are read when the first of them is asked for; all their codes have a full stop
        return self.communes.get(code) if found is None and "." in code else found

    def places(
        self, name: str, level: str = "", date: str | datetime.date | None = None, parent: str = ""
    ) -> tuple[RegisterPlace, ...]:
        """Return the places of a name.

        Args:
            name: the name without its level word; case does not matter.
            level: a level word (``huyện``) or a tier (``district``); "" for all. Communes are looked for only where the
                level is theirs or nothing larger has the name.
            date: a day on which they were there; None for any time.
            parent: the code of a place above, at any distance; "" for all.

        Returns:
            the places, those of today first.
        """
        folded, day, wanted = fold_name(name), iso_date(date), level.lower()

        def chosen(places: Sequence[RegisterPlace]) -> tuple[RegisterPlace, ...]:
            return tuple(
                place
                for place in places
                if (not wanted or wanted in (place.level.lower(), place.tier))
                and place.holds(day)
                and (not parent or self.lies_in(place, parent))
            )

        found = chosen(self._larger_names.get(folded, ()))
        if not found and folded in self._variants:
            found = chosen(self._larger_names.get(self._variants[folded], ()))
        return found if found or wanted in self._larger_levels else chosen(self._communes_named(folded))

    def place(
        self, name: str, level: str = "", date: str | datetime.date | None = None, parent: str = ""
    ) -> RegisterPlace | None:
        """Return the only place of a name, None if there is none or if there are several; see :meth:`places`."""
        found = self.places(name, level, date, parent)
        return found[0] if len(found) == 1 else None

    def lies_in(self, place: RegisterPlace, code: str) -> bool:
        """Return whether a place is that of a code or lies in it, in what became it or in what it became."""
        wanted = self.place_by_code(code)
        after = wanted.successors if wanted is not None else ()
        above: RegisterPlace | None = place
        while above is not None:
            if above.code == code or code in above.successors or above.code in after:
                return True
            above = self.place_by_code(above.parent)
        return False

    def merged_into(self, code: str, date: str | datetime.date | None = None) -> tuple[RegisterPlace, ...]:
        """Return what a place became.

        Args:
            code: the place's code.
            date: the day to look at; None for today's state.

        Returns:
            the places that hold its area on that day, the largest part first; itself while it is there.
        """
        day = iso_date(date)
        place = self.place_by_code(code)
        if place is None or (day and place.valid_from > day):
            return ()
        if not place.valid_to or (day and place.valid_to >= day):
            return (place,)
        found = (each for successor in place.successors for each in self.merged_into(successor, day))
        return tuple({each.code: each for each in found}.values())


def _last_day(place: RegisterPlace) -> str:
    return place.valid_to or "9999"


def _places_by_name(places: Iterable[RegisterPlace]) -> dict[str, tuple[RegisterPlace, ...]]:
    found: dict[str, list[RegisterPlace]] = {}
    for place in places:
        found.setdefault(fold_name(place.name), []).append(place)
    return {name: tuple(sorted(each, key=_last_day, reverse=True)) for name, each in found.items()}
