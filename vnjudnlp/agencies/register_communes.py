"""The communes of the register: thirteen thousand rows, of which a document needs a few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from vnjudnlp.agencies.register_records import RegisterPlace
from vnjudnlp.errors import ResourceError
from vnjudnlp.resources import read_text

__all__ = ["Communes"]

_FILE = "register/places_communes.tsv"
_HEADER = "code\tname\tlevel\ttier\tparent\tvalid_from\tvalid_to\tsuccessors"


class Communes:
    """The rows of ``places_communes.tsv``, taken apart when they are asked for.

    Args:
        own: a user's communes by code, which go before those of the package.
    """

    def __init__(self, own: Mapping[str, RegisterPlace]) -> None:
        self._own = own

    @cached_property
    def _lines(self) -> dict[str, str]:
        lines = read_text(_FILE).split("\n")
        first = next((number for number, line in enumerate(lines) if not line.startswith("#")), 0)
        if lines[first] != _HEADER:
            raise ResourceError(f"the package's data file {_FILE} has other columns; install vnjudnlp again")
        rows = {line[: line.index("\t")]: line for line in lines[first + 1 :] if line}
        return {code: line for code, line in rows.items() if code not in self._own} if self._own else rows

    @cached_property
    def _codes(self) -> dict[str, list[str]]:
        codes: dict[str, list[str]] = {}
        for code, line in self._lines.items():
            # the names of the file have the modern tone placement, which tools/check_data.py checks
            codes.setdefault(line.split("\t", 2)[1].lower(), []).append(code)
        return codes

    def get(self, code: str) -> RegisterPlace | None:
        """Return the commune of a code, None if there is none."""
        line = self._lines.get(code)
        if line is None:
            return self._own.get(code)
        code, name, level, tier, parent, first, last, successors = line.split("\t")
        after = tuple(successors.split("|")) if successors else ()
        return RegisterPlace(code, name, level, tier, parent, first, last, after)

    def named(self, folded: str) -> tuple[RegisterPlace, ...]:
        """Return the package's communes of a folded name."""
        found = (self.get(code) for code in self._codes.get(folded, ()))
        return tuple(place for place in found if place is not None)

    def __iter__(self) -> Iterator[RegisterPlace]:
        yield from self._own.values()
        for code in self._lines:
            place = self.get(code)
            if place is not None:
                yield place

    def became(self) -> Iterator[tuple[str, str]]:
        """Yield the code of each commune with each code that it became."""
        for place in self._own.values():
            yield from ((place.code, code) for code in place.successors)
        for code, line in self._lines.items():
            successors = line[line.rindex("\t") + 1 :]
            if successors:
                yield from ((code, each) for each in successors.split("|"))
