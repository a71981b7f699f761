"""Who holds which title: what stands side by side, signatures; lists are in :mod:`vnjudnlp.people.lists`."""

from __future__ import annotations

from dataclasses import dataclass

from vnjudnlp.people.letterhead import body_name, find_issuer, is_panel_body
from vnjudnlp.people.lexicon import lexicon
from vnjudnlp.people.lists import ListReader
from vnjudnlp.people.reading import Holding, Reading
from vnjudnlp.people.relations import apposition, is_joint, is_plural, list_step, title_before
from vnjudnlp.people.rows import Document
from vnjudnlp.people.titles import goes_with, running_title
from vnjudnlp.people.units import BODY, OFFICE, PERSON, RANK, Unit, sign_before, units_of

__all__ = ["find_holdings"]


@dataclass(slots=True)
class _Series:
    """Titles that stand together, with the people on both sides."""

    units: list[int]
    former: list[bool]


class _Reader:
    """Reads one document from front to back."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.document = reading.document
        self.rows = reading.rows
        self.units = reading.units

    def read(self) -> None:
        units = self.units
        position = 0
        for unit in units:
            if unit.ranks:
                self.reading.ranks.setdefault(unit.first, []).extend(unit.ranks)
        while position < len(units):
            if units[position].kind in (OFFICE, RANK):
                series = self._series(position)
                self._place(series)
                position = series.units[-1] + 1
            else:
                position += 1

    # --- series of titles -------------------------------------------------------------------------------------------

    def _series(self, position: int) -> _Series:
        """Gather the titles from a unit on that are one person's: ``Tỉnh ủy viên, Giám đốc Sở``."""
        indices, former = [position], [False]
        while indices[-1] + 1 < len(self.units):
            unit = self.units[indices[-1] + 1]
            if unit.kind not in (OFFICE, RANK):
                break
            joint = is_joint(unit.gap)
            if joint is None:
                break
            indices.append(indices[-1] + 1)
            former.append(joint.former)
        return _Series(indices, former)

    def _place(self, series: _Series) -> None:
        """Give a series of titles to the person before it or behind it."""
        units, first, last = self.units, series.units[0], series.units[-1]
        before = units[first - 1] if first and units[first - 1].kind == PERSON else None
        appositive = apposition(units[first].gap) if before is not None else None
        behind, relation = self._behind(last)
        if relation == "line" and behind is not None and not self._is_signature(first, behind):
            relation = ""
        if appositive is not None and behind is not None and relation == "strong" and "\n" in behind.gap:
            relation = ""
        own, next_one = series.units, []
        if appositive is not None and relation in ("strong", "colon", "line"):
            cut = self._last_office(series)
            own, next_one = series.units[:cut], series.units[cut:]
            if "(" in units[first].gap and ")" not in (behind.gap if behind else ""):
                own, next_one = series.units, []
        elif appositive is None:
            own, next_one = [], series.units
        if before is not None and appositive is not None:
            former = appositive.former
            for number, index in enumerate(own):
                self._hold(before, index, "apposition", former or series.former[number])
                former = former and units[index].kind == RANK
            if appositive.all_are:
                self._share(first - 1, own)
        if behind is not None and relation:
            former = self._is_former(units[next_one[0]].gap) if next_one else False
            above = units[next_one[0] - 1] if next_one and next_one[0] else None
            signed_above = (
                above is not None
                and above.kind == OFFICE
                and "\n" in units[next_one[0]].gap
                and sign_before(above.gap)[1] == "substitute"
            )
            if relation == "line" or signed_above:
                self._sign(next_one, behind)
                return
            for number, index in enumerate(next_one):
                marked = series.former[series.units.index(index)] or (former and number == 0)
                self._hold(behind, index, "list" if relation == "colon" else "title before name", marked)

    def _behind(self, last: int) -> tuple[Unit | None, str]:
        """Return the person behind a series of titles and how the text joins them."""
        units = self.units
        if last + 1 >= len(units):
            return None, ""
        unit = units[last + 1]
        if unit.kind == PERSON:
            relation = title_before(unit.gap, bool(unit.ranks))
            return unit, relation
        # "Chủ nhiệm: Luật sư Lê Văn An"
        if unit.kind != OFFICE or last + 2 >= len(units) or units[last + 2].kind != PERSON:
            return None, ""
        joins = title_before(unit.gap) == "colon" and title_before(units[last + 2].gap) == "strong"
        return (units[last + 2], "colon") if joins else (None, "")

    def _last_office(self, series: _Series) -> int:
        """Return from which title on a series belongs to the person behind it, where there is one before it too."""
        cut = len(series.units) - 1
        while cut > 0 and self.units[series.units[cut]].kind == RANK:
            cut -= 1
        return cut

    def _is_former(self, gap: str) -> bool:
        words = gap.lower().split()[-3:]
        return any(" ".join(words[-count:]) in lexicon().cues["former"] for count in (1, 2, 3))

    def _hold(self, person: Unit, index: int, kind: str, former: bool, sign: str = "") -> Holding | None:
        unit = self.units[index]
        if unit.kind == RANK:
            self.reading.ranks.setdefault(person.first, []).append(unit.first)
            return None
        if not sign and kind != "apposition" and sign_before(unit.gap)[1] == "substitute":
            return None
        holding = Holding(person.first, unit.first, kind, unit.body, unit.place, former, sign)
        self.reading.add(holding)
        return holding

    def _share(self, person: int, titles: list[int]) -> None:
        """Give titles to the names before a person too: ``A, B, C, đều là Thẩm phán``."""
        while person > 0 and self.units[person - 1].kind == PERSON and list_step(self.units[person].gap) == "inline":
            person -= 1
            for index in titles:
                self._hold(self.units[person], index, "list", False)

    # --- signatures -------------------------------------------------------------------------------------------------

    def _is_signature(self, first: int, person: Unit) -> bool:
        """Whether a title opens its line and a name below it fills one."""
        view, row = self.document.view, self.rows[self.units[first].first]
        line = view[view.rfind("\n", 0, row.start) + 1 : row.start].strip()
        end = self.rows[person.first].end
        rest = view[end : (view.find("\n", end) + 1 or len(view) + 1) - 1].strip()
        opens = not line or bool(sign_before(line)[0]) or is_plural(f"{line} ")
        opens = opens or (first > 0 and self.units[first - 1].kind in (OFFICE, RANK))
        following = rest[:1]
        return opens and (not following or following in "(,-–" or self._columns(first, person) > 1)

    def _columns(self, first: int, person: Unit) -> int:
        """Count the names on the line of a name that have nothing but blanks between them."""
        position = first
        while self.units[position] is not person:
            position += 1
        count = 1
        while (
            position + count < len(self.units)
            and self.units[position + count].kind == PERSON
            and self.units[position + count].gap.strip() == ""
            and "\n" not in self.units[position + count].gap
        ):
            count += 1
        return count

    def _targets(self, titles: list[int], position: int, columns: int, person: Unit) -> list[tuple[Unit, int]]:
        """Pair signers with titles: column by column where there are several, all on the line below a plural title."""
        groups: list[list[int]] = []
        for index in titles:
            if groups and self.units[index].gap.strip():
                groups[-1].append(index)
            else:
                groups.append([index])
        signers = self.units[position : position + columns]
        if len(groups) == 1 and is_plural(self.units[titles[0]].gap):
            return [(signer, index) for signer in self._on_line(position) for index in titles]
        several = [is_plural(self.rows[self.units[group[0]].first].gap) for group in groups]
        if len(groups) == 1 or columns < len(groups) or (columns > len(groups) and several.count(True) != 1):
            return [(person, index) for index in titles]
        pairs: list[tuple[Unit, int]] = []
        for group, is_several in zip(groups, several, strict=True):
            count = 1 + columns - len(groups) if is_several else 1
            pairs += [(signer, index) for signer in signers[:count] for index in group]
            signers = signers[count:]
        return pairs

    def _on_line(self, position: int) -> list[Unit]:
        """Return the names of a line that have blanks, dashes or commas between them."""
        count = 1
        while (
            position + count < len(self.units)
            and self.units[position + count].kind == PERSON
            and not self.units[position + count].gap.strip(" ,;-–")
        ):
            count += 1
        return self.units[position : position + count]

    def _sign(self, titles: list[int], person: Unit) -> None:
        """Read a signature: the title of the signer, below that of the person for whom it is signed."""
        units = self.units
        first, position = titles[0], titles[-1] + 1
        columns = self._columns(first, person)
        targets = self._targets(titles, position, columns, person)
        sign, meaning = sign_before(units[first].gap)
        above = units[first - 1] if first else None
        if not sign and above is not None and above.kind == OFFICE and "\n" in units[first].gap:
            sign, meaning = sign_before(above.gap)
        body: int | None = self.reading.issuer
        for back in range(first - 1, max(first - 4, -1), -1):
            if units[back].kind == BODY and sign_before(units[back].gap)[1] == "body":
                signed = units[back].first
                body = signed if not is_panel_body(body_name(self.rows[signed])) else self.reading.issuer
                sign = sign or "TM"
        held_for_another = sign_before(units[first].gap)[1] == "substitute"
        for target, index in targets:
            if index == first and held_for_another:
                self.reading.signers[person.first] = sign
                continue
            holding = self._hold(target, index, "signature", False, sign if meaning != "acting" else "Q")
            if holding is not None and holding.body is None and body is not None:
                title = running_title(self.rows[holding.title].text)
                if goes_with(title, body_name(self.rows[body])) is not False:
                    holding.body = body


def find_holdings(document: Document) -> Reading:
    """Find who holds which title in a document.

    Args:
        document: a document with its rows.

    Returns:
        the holdings, the ranks and the body that issues the document.
    """
    reading = Reading(document, units_of(document) if document.has_people else [], find_issuer(document))
    if document.has_people:
        _Reader(reading).read()
        ListReader(reading).read()
    return reading
