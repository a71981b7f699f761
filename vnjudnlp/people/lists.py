"""Titles and bodies that stand once for several names: lists, panels of judges; bodies behind a name."""

from __future__ import annotations

from collections.abc import Iterator

from vnjudnlp.people.letterhead import body_name, is_court, is_panel_body
from vnjudnlp.people.lexicon import lexicon
from vnjudnlp.people.reading import Holding, Reading
from vnjudnlp.people.relations import heads, is_plural, list_step
from vnjudnlp.people.titles import goes_with, running_title
from vnjudnlp.people.units import BODY, OFFICE, PERSON, RANK, Unit

__all__ = ["ListReader"]

_MARKED_LINE = "line"


class ListReader:
    """Reads the lists of a document whose titles beside names have been read.

    Args:
        reading: what has been read.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.units = reading.units
        self.rows = reading.rows
        self.issuer = reading.issuer
        self.holdings = reading.holdings
        self.by_person = reading.by_person

    def read(self) -> None:
        """Add the holdings of lists, and the bodies that lists, panels and signatures say."""
        self._read_lists()
        self._add_bodies_behind()
        self._add_issuer()

    def _read_lists(self) -> None:
        """Carry titles and bodies over the names of a list."""
        units, rows = self.units, self.rows
        series: list[Holding] = []
        is_open = False
        body: int | None = None
        is_panel = False
        previous: int | None = None
        for index, unit in enumerate(units):
            is_headed = index > 0 and units[index - 1].kind == BODY and heads(unit.gap)
            if body is not None and index and not is_headed and self._leaves_line(unit.gap):
                body, is_panel = None, is_panel and "\n\n" not in unit.gap
            if unit.kind == BODY and index + 1 < len(units) and heads(units[index + 1].gap):
                body = unit.first
                if unit.gap.strip() == "(" and units[index - 1].kind == BODY and index:
                    body = units[index - 1].first
                is_panel = is_panel_body(body_name(rows[body]))
            if unit.kind != PERSON or self._is_in_brackets(index):
                continue
            own = [holding for holding in self.by_person.get(unit.first, ()) if holding.title < unit.first]
            if own:
                series = own
                is_open = self._opens_list(unit, own)
            elif series and self._continues(previous, index, is_open, series):
                for holding in series:
                    copy = Holding(unit.first, holding.title, holding.kind, holding.body, holding.place, holding.former)
                    copy.kind = "list"
                    self.reading.add(copy)
            else:
                series = []
            if body is not None or is_panel:
                self._take_body(unit, body, is_panel)
            previous = index
        self._mark_panels()

    def _leaves_line(self, gap: str) -> bool:
        return "\n" in gap and list_step(gap) != _MARKED_LINE

    def _is_in_brackets(self, index: int) -> bool:
        """Whether a name stands in a remark: ``A (bào chữa cho B), C``."""
        gap = self.units[index].gap
        opened = gap.rfind("(")
        behind = self.units[index + 1].gap if index + 1 < len(self.units) else ""
        return opened >= 0 and ")" not in gap[opened:] and bool(gap[opened + 1 :].strip()) and behind.startswith(")")

    def _opens_list(self, person: Unit, own: list[Holding]) -> bool:
        """Whether several people may follow a title: behind a colon, a plural word, or where it is always so."""
        title = self.rows[own[0].title]
        if running_title(title.text).lower() in lexicon().cues["several"]:
            return True
        return own[-1].kind == "list" or is_plural(title.gap)

    def _continues(self, previous: int | None, index: int, is_open: bool, series: list[Holding]) -> bool:
        """Whether a name goes on with the list of the name before it."""
        if previous is None or not is_open:
            return False
        units = self.units
        first = index
        while first - 1 > previous and units[first - 1].kind == RANK:
            first -= 1
        step = list_step(units[first].gap)
        if not step:
            return False
        presides = any(
            running_title(self.rows[holding.title].text).lower().startswith(("chủ tọa", "thẩm phán chủ tọa"))
            for holding in series
        )
        if presides:
            return False
        held = {holding.title for holding in self.by_person.get(units[previous].first, ())}
        between = units[previous + 1 : first]
        return all(
            unit.kind == PERSON or unit.first in held or (unit.kind != OFFICE and "\n" not in unit.gap)
            for unit in between
        )

    def _take_body(self, person: Unit, body: int | None, is_panel: bool) -> None:
        """Give titles without a body the one that heads the list, if they go with it."""
        for holding in self.by_person.get(person.first, ()):
            if holding.body is not None or holding.place is not None:
                continue
            title = running_title(self.rows[holding.title].text)
            chosen = self.issuer if is_panel and (body is None or is_panel_body(body_name(self.rows[body]))) else body
            if chosen is not None and goes_with(title, body_name(self.rows[chosen])):
                holding.body = chosen

    def _mark_panels(self) -> None:
        """Name the court for those who try the case: titles of a court in lists, under a court's letterhead."""
        if self.issuer is None:
            return
        court = body_name(self.rows[self.issuer])
        if not is_court(court):
            return
        for holding in self.holdings:
            if holding.kind == "list" or holding.body == self.issuer:
                title = running_title(self.rows[holding.title].text)
                if holding.body is None and goes_with(title, court):
                    holding.body = self.issuer
                if holding.body == self.issuer and holding.kind == "list":
                    holding.kind = "panel"
        members = {holding.person for holding in self.holdings if holding.kind == "panel"}
        for holding in self.holdings:
            is_bare = holding.person in members and holding.body is None and not holding.former
            if is_bare and goes_with(running_title(self.rows[holding.title].text), court):
                holding.body = self.issuer

    def _add_issuer(self) -> None:
        """Name the issuer for the title behind the name of somebody who signs for another: ``KT. …``, ``An, PCT``."""
        if self.issuer is None:
            return
        issuer = body_name(self.rows[self.issuer])
        for person, sign in self.reading.signers.items():
            for holding in self.by_person.get(person, ()):
                if holding.title > person and holding.body is None:
                    title = running_title(self.rows[holding.title].text)
                    if goes_with(title, issuer) is not False:
                        holding.body, holding.kind, holding.sign = self.issuer, "signature", sign

    def _add_bodies_behind(self) -> None:
        """Read a body behind the name: ``Luật sư An, Văn phòng Luật sư Bình``; ``Chấp hành viên An thuộc Cục``."""
        units = self.units
        belongs = lexicon().cues["belongs"]
        for index, unit in enumerate(units[:-1]):
            if unit.kind not in (PERSON, OFFICE) or units[index + 1].kind != BODY:
                continue
            following = units[index + 1]
            gap = following.gap.strip().lower()
            if gap not in (",", "(", "-", "–") and gap.strip("(, ") not in belongs:
                continue
            name = body_name(self.rows[following.first])
            for holding in self._without_body(index):
                title = running_title(self.rows[holding.title].text)
                fits = goes_with(title, name)
                if fits or (fits is None and gap.strip("(, ") == "thuộc"):
                    holding.body = following.first

    def _without_body(self, index: int) -> Iterator[Holding]:
        unit = self.units[index]
        if unit.kind == PERSON:
            candidates = [item for item in self.by_person.get(unit.first, ()) if item.title < unit.first]
        else:
            candidates = [item for item in self.holdings if item.title == unit.first]
        yield from (holding for holding in candidates if holding.body is None and holding.place is None)
