"""The stage that gives each AGENCY span its full name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from vnjudnlp.agencies.completion import AREA, FAMILY, Place, complete, is_located, written_out
from vnjudnlp.agencies.identity import place_key
from vnjudnlp.agencies.lexicon import PROVINCE, lexicon
from vnjudnlp.agencies.linking import Basis, Linker, linker_of
from vnjudnlp.agencies.memory import BODY_WEIGHT, DocumentMemory
from vnjudnlp.agencies.mention import AgencyName, read_mention, read_places
from vnjudnlp.agencies.register import register as open_register
from vnjudnlp.agencies.wording import Columns, Written, written
from vnjudnlp.batch import Batch, Gap, Kind, Span
from vnjudnlp.records import Abbreviation

__all__ = ["DocumentNames", "name_agencies"]

_LETTERHEAD_TOKENS = 80
_LONGEST_LIST = 8
_DATELINE_TOKENS = 12
_DATELINE_WEIGHT = 3.0
_LINE = int(Gap.LINE)
_NUMBER = int(Kind.NUMBER)


def name_agencies(batch: Batch, register: str | Path | None = None) -> None:
    """Set the ``norm`` of every AGENCY span of a batch to the body's full name, its ``details`` to the body.

    Args:
        batch: a tagged batch whose abbreviations and dates have been looked for.
        register: a user's own register of bodies; see :func:`vnjudnlp.agencies.register.register`.

    Raises:
        InputError: the user's register cannot be read.
        RecordError: a row of it is faulty.
    """
    spans = batch.spans or []
    linker = linker_of(open_register(register)) if spans or register is not None else None
    dates = batch.found_dates or batch.doc_dates
    documents = batch.tokens.document
    columns = Columns.of(batch) if spans else None
    first = 0
    while first < len(spans):
        document = int(documents[spans[first].first])
        stop = first + 1
        end = int(batch.document_first[document + 1])
        while stop < len(spans) and spans[stop].first < end:
            stop += 1
        abbreviations = batch.abbreviations[document] if batch.abbreviations else []
        names = DocumentNames(batch, spans[first:stop], abbreviations, document, columns)
        names.name()
        if linker is not None:
            names.link(linker, linker.period(dates[document]))
        first = stop


class DocumentNames:
    """The full names of the bodies that one document mentions.

    Args:
        batch: a tagged batch.
        spans: the spans of the document, in order.
        abbreviations: its short forms, in order.
        document: its index in the batch.
        columns: the columns of the batch, where they are at hand.
    """

    def __init__(
        self,
        batch: Batch,
        spans: list[Span],
        abbreviations: Sequence[Abbreviation],
        document: int,
        columns: Columns | None = None,
    ) -> None:
        self.batch = batch
        self.columns = columns or Columns.of(batch)
        self.spans = spans
        self.abbreviations = abbreviations
        self.first_token = int(batch.document_first[document])
        self.stop_token = int(batch.document_first[document + 1])
        self.memory = DocumentMemory(lexicon())
        self.names: dict[int, AgencyName] = {}
        self.letterhead: set[int] = set()
        self.full: dict[int, AgencyName | str] = {}

    def name(self) -> None:
        """Set the norms."""
        for index, span in enumerate(self.spans):
            if span.label == "AGENCY":
                self.names[index] = read_mention(self._written(span))
        if not self.names:
            return
        self._remember_places()
        for index, name in self.names.items():
            self.names[index] = written_out(name, self.memory)
        self._read_letterhead()
        for index, name in self.names.items():
            if is_located(name):
                self.memory.add_body(self.spans[index].first, name)
                if name.leading:
                    self.memory.add_body(self.spans[index].first, replace(name, leading=""))
        for index, name in self.names.items():
            if index in self.letterhead:
                continue
            place = self._place(index)
            full = self.full[index] = complete(name, place, self.memory)
            self.spans[index].norm = str(full)
            if isinstance(full, str):
                self.memory.add_body(self.spans[index].first, name, full)
            elif not is_located(name) and not place.general and self._says_which(full):
                self.memory.add_body(self.spans[index].first, full, self.spans[index].norm or "")

    def link(self, linker: Linker, period: str) -> None:
        """Set the details of the spans to the bodies that the register has for their names.

        Args:
            linker: the register's linker.
            period: the time of the document; see :meth:`Linker.period`.
        """
        for index in self.names:
            full, basis = self.full_name(index)
            body = linker.link(full, basis, period, partial(self.province, index))
            self.spans[index].details = {"body": body.to_dict()} if body is not None else None

    def full_name(self, index: int) -> tuple[AgencyName | str, Basis]:
        """Return the full name of a mention and what it rests on.

        Args:
            index: the index of its span.

        Returns:
            the name, that of the only body that the mention may point at where it has no place itself.
        """
        full = self.full[index]
        if isinstance(full, str):
            return full, Basis.NAMED
        pointed = self._referent(index, full)
        if pointed is not full:
            return pointed, Basis.ONLY_ONE
        if index in self.letterhead:
            return full, Basis.LETTERHEAD
        return full, Basis.STATED if full == self.names[index] else Basis.COMPLETED

    def _referent(self, index: int, name: AgencyName) -> AgencyName | str:
        """Return the only body of the document that a mention without a place may point at."""
        if name.place or name.level or name.ranked or name.leading or self._is_general(index):
            return name
        row = name.completion
        head = (row.full if row is not None and row.full and not name.rest else name.unit).lower()
        found = {body.folded: body for body in self.memory.bodies_like(head, self.spans[index].first)}
        bodies = [body for body in found.values() if _has_name(body.name, head)]
        return bodies[0].text if len(bodies) == 1 else name

    def province(self, index: int) -> str:
        """Return the key of the province that the text around a mention is about, "" where it is not known."""
        found = self.memory.place_of(PROVINCE, self.spans[index].first)
        return place_key(found[1]) if found is not None else ""

    def _says_which(self, name: AgencyName) -> bool:
        return bool(name.place or name.rest or name.ranked) or name.completion is None

    def _written(self, span: Span) -> Written:
        return written(self.columns, span.first, span.stop, self.abbreviations)

    def _remember_places(self) -> None:
        memory = self.memory
        for index, span in enumerate(self.spans):
            if span.label == "LOC":
                bonus = _DATELINE_WEIGHT if span.first - self.first_token < _DATELINE_TOKENS else 1.0
                for level, place in read_places(self._written(span)):
                    memory.add_place(span.first, level, place, bonus)
            elif index in self.names:
                name = self.names[index]
                if name.place and not name.ranked:
                    memory.add_place(span.first, name.level, name.place, BODY_WEIGHT)
                if name.level == AREA and " - " in name.place:
                    memory.add_place(span.first, "", name.place.rpartition(" - ")[2], BODY_WEIGHT)
                for level, place in name.higher:
                    memory.add_place(span.first, level, place, BODY_WEIGHT)
                if name.completion is not None and name.rest and name.completion.form in FAMILY:
                    memory.add_function(name.completion.form, name.unit[len(name.completion.form) :].strip())

    def _read_letterhead(self) -> None:
        """Name the bodies above the title in order: each belongs to the one before, the last issues the document."""
        tokens = self.batch.tokens
        for index, span in enumerate(self.spans):
            if span.first - self.first_token > _LETTERHEAD_TOKENS or span.label in ("PERSON", "TITLE"):
                break
            if span.label != "AGENCY":
                continue
            opens = span.first == self.first_token or self.columns.gap[span.first] >= _LINE
            if not opens or not tokens.capitals[span.first]:
                break
            full = complete(self.names[index], Place(span.first), self.memory)
            above = self.memory.issuer
            if isinstance(full, AgencyName) and above is not None:
                full = self._below(full, above.name)
            if isinstance(full, AgencyName):
                self.names[index] = name = full
            elif above is not None:
                name = self.names[index].located(above.name.level, above.name.place)
            else:
                name = self.names[index]
            self.memory.letterhead.append(self.memory.add_body(span.first, name, str(full)))
            self.letterhead.add(index)
            self.full[index] = full
            span.norm = str(full)

    def _below(self, name: AgencyName, above: AgencyName) -> AgencyName:
        """Give a body of the letterhead the place of the body above it where it works for the same area."""
        inherits = any(name.head.startswith(f"{form} ") for form in lexicon().context["inherits"])
        if is_located(name) or name.level or name.ranked or above.ranked or not above.place or not inherits:
            return name
        return name.located(above.level, above.place)

    def _place(self, index: int) -> Place:
        span = self.spans[index]
        name = self.names[index]
        if is_located(name):
            return Place(span.first)
        general = self._is_general(index)
        level, place = ("", "") if general or name.level else self._level_of_list(index)
        return Place(span.first, general, level, place, self._leader(index))

    def _is_general(self, index: int) -> bool:
        span, columns, cues = self.spans[index], self.columns, self.memory.lexicon.context
        form, gap = self.batch.tokens.form, columns.gap
        before, behind = span.first - 1, span.stop
        if before >= self.first_token and gap[span.first] < _LINE:
            if form[before] in cues["general_before"]:
                return True
            if columns.kind[before] == _NUMBER and gap[before] < _LINE:
                tagged = index > 0 and self.spans[index - 1].stop == span.first
                ordinal = before > self.first_token and form[before - 1] in cues["ordinal_before"]
                if not tagged and not ordinal:
                    return True
        following = form[behind : min(behind + 2, self.stop_token)]
        if not following or gap[behind] >= _LINE:
            return False
        if len(following) == 2 and following[0].isdigit() and following[1] in cues["area_word"]:
            return True
        return following[0] in cues["general_after"]

    def _joined(self, left: int, right: int) -> bool:
        """Whether two spans are neighbours in a list of bodies."""
        first, stop = self.spans[left].stop, self.spans[right].first
        if self.spans[left].label != "AGENCY" or self.spans[right].label != "AGENCY":
            return False
        return first < stop <= first + 2 and all(
            form in lexicon().context["list_joint"] for form in self.batch.tokens.form[first:stop]
        )

    def _level_of_list(self, index: int) -> tuple[str, str]:
        """Return the level, and the place if it is said, that the end of a list says for all its bodies."""
        for other in range(index + 1, min(index + 1 + _LONGEST_LIST, len(self.spans))):
            if not self._joined(other - 1, other):
                break
            name = self.names[other]
            if name.level and not name.ranked and name.level != AREA:
                return name.level, name.place
            if self._is_general(other):
                return "", ""
        for other in range(index - 1, max(-1, index - 1 - _LONGEST_LIST), -1):
            if not self._joined(other, other + 1):
                break
            row = self.names[other].completion
            if row is not None and row.place == "name":
                return row.level, ""
        return "", ""

    def _leader(self, index: int) -> str:
        """Return how the body begins whose head is named right behind: ``Bí thư Đảng ủy, Cục trưởng``."""
        if index + 1 >= len(self.spans) or self.spans[index + 1].label != "TITLE":
            return ""
        title = self.spans[index + 1]
        if title.first - self.spans[index].stop > 1:
            return ""
        behind = index + 2
        if behind in self.names and self.spans[behind].first == title.stop and is_located(self.names[behind]):
            return str(self.names[behind]).lower().rsplit(" ", 1)[0]
        return lexicon().context["leader"].get(" ".join(self.batch.tokens.form[title.first : title.stop]), "")


def _has_name(name: AgencyName, head: str) -> bool:
    """Whether a body that says which one it is has a unit for its name that another mention has alone."""
    return name.leading.lower() == head or (not name.leading and name.head == head and bool(name.place))
