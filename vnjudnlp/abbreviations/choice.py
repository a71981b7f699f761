"""The choice between the readings of a short form: a sum of weights that a table holds.

Every reading starts with the weight of its frequency; each cue of ``data/lexicons/abbreviation_cues.tsv`` that holds
where the short form stands adds its own. The reading ``-`` stands for "no abbreviation"; it wins where no other is
better. A learned scorer can take the place of :func:`score_readings`: it gets the same arguments and returns the same
list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from vnjudnlp.abbreviations.alignment import letters_of
from vnjudnlp.abbreviations.context import Context
from vnjudnlp.abbreviations.short_forms import Reading, helper_words, short_forms
from vnjudnlp.batch import Gap, Kind
from vnjudnlp.resources import read_table
from vnjudnlp.text.tokens import fold

__all__ = ["NO_ABBREVIATION", "Cue", "choose_reading", "cues_of", "score_readings"]

NO_ABBREVIATION = "-"

_FREQUENCY = {"common": 1.5, "uncommon": 0.25, "rare": -1.0}
_SHORT_FREQUENCY = {"common": 1.5, "uncommon": -0.5, "rare": -1.5}
_DEFAULT = 0.5
_SAID_IN_FULL = 1.0
_SAME_DOMAIN = 0.5
_SINGLE_LETTER = -2.0
_NEAR = 12
_ADJACENT = 3


class Cue(NamedTuple):
    """One row of the table of cues.

    Attributes:
        long: the reading that it speaks for, ``-`` for none, or ``kind=place`` for all readings of a kind.
        text: words in lower case, or a class such as ``<place>``.
        position: before, after, near, document or label.
        weight: what it adds.
    """

    long: str
    text: str
    position: str
    weight: float


Cues = Mapping[str, Mapping[str, tuple[tuple[str, float], ...]]]
"""By position and text what a cue speaks for and how strongly."""


@lru_cache(maxsize=1)
def _cues() -> dict[str, list[Cue]]:
    found: dict[str, list[Cue]] = {}
    for row in read_table("lexicons/abbreviation_cues.tsv"):
        cue = Cue(row["long"], row["cue"], row["position"], float(row["weight"]))
        found.setdefault(row["short"], []).append(cue)
    return found


@lru_cache(maxsize=4096)
def cues_of(short: str) -> Cues:
    """Return the cues for a short form: its own, those for all (``*``) and those for forms of two letters (``**``).

    >>> cues_of("TP")["before"]["phòng chống"]
    (('tội phạm', 4.0),)
    """
    cues = _cues()
    names = [short, "*", "**"] if len(letters_of(short)) <= 2 else [short, "*"]
    by_position: dict[str, dict[str, tuple[tuple[str, float], ...]]] = {}
    for name in names:
        for cue in cues.get(name, ()):
            by_text = by_position.setdefault(cue.position, {})
            by_text[cue.text] = (*by_text.get(cue.text, ()), (cue.long, cue.weight))
    return by_position


def choose_reading(context: Context, first: int, stop: int, short: str) -> Reading | None:
    """Choose what a short form of the lexicon stands for.

    Args:
        context: the batch.
        first: its first token.
        stop: the token behind it.
        short: its entry in the lexicon.

    Returns:
        the reading, None where it is no abbreviation.
    """
    readings = short_forms().readings[short]
    scores = score_readings(context, first, stop, short, readings)
    best = max(range(len(readings)), key=lambda index: scores[index])
    return readings[best] if scores[best] > scores[-1] else None


def score_readings(context: Context, first: int, stop: int, short: str, readings: Sequence[Reading]) -> list[float]:
    """Score the readings of a short form where it stands.

    Args:
        context: the batch.
        first: its first token.
        stop: the token behind it.
        short: its entry in the lexicon.
        readings: what it can stand for.

    Returns:
        one score a reading, and last the score of being no abbreviation.
    """
    letters = len(letters_of(short))
    # "K/T" cannot be mistaken for a name or a code as "KT" can
    weights = _SHORT_FREQUENCY if letters <= 2 and (letters < 2 or short.isalnum()) else _FREQUENCY
    scores = [weights[reading.frequency] + (_DEFAULT if reading.rank == 0 else 0.0) for reading in readings]
    if letters == 1:
        scores = [score + _SINGLE_LETTER for score in scores]
    if len(readings) > 1:
        document = context.document[first]
        for index, reading in enumerate(readings):
            scores[index] += _SAID_IN_FULL * (" " in reading.long and context.says(document, fold(reading.long)))
        _add_domains(context, first, stop, readings, scores)
    none = 0.0
    for long, weight in _Surroundings(context, first, stop).speak(cues_of(short)):
        if long == NO_ABBREVIATION:
            none += weight
            continue
        for index, reading in enumerate(readings):
            if long == reading.long or long == f"kind={reading.kind}":
                scores[index] += weight
    return [*scores, none]


def _add_domains(context: Context, first: int, stop: int, readings: Sequence[Reading], scores: list[float]) -> None:
    """Favour the reading of the field that the short forms beside it belong to, as in ``án HS, DS, HNGĐ``."""
    forms = short_forms()
    line_first, line_stop = context.line(first, 4)
    domains: set[str] = set()
    for token in [*range(line_first, first), *range(stop, min(line_stop, stop + 4))]:
        for pattern in forms.by_first.get(context.surface[token], ())[-1:]:
            others = forms.readings[pattern.short]
            if len({reading.domain for reading in others}) == 1 and len(letters_of(pattern.short)) > 2:
                domains.add(others[0].domain)
    for index, reading in enumerate(readings):
        scores[index] += _SAME_DOMAIN * (reading.domain in domains)


class _Surroundings:
    """The words around one short form; a side is looked at only if the short form has cues for it."""

    def __init__(self, context: Context, first: int, stop: int) -> None:
        self.context = context
        self.first = first
        self.stop = stop

    def speak(self, cues: Cues) -> Iterator[tuple[str, float]]:
        """Yield what the cues that hold here speak for, and how strongly."""
        for position, by_text in cues.items():
            if position == "document":
                document = self.context.document[self.first]
                held = [text for text in by_text if self.context.says(document, text)]
            elif position == "near":
                words = self.near()
                held = [text for text in by_text if f" {text} " in words]
            else:
                held = [text for text in _ADJACENT_PARTS[position](self) if text in by_text]
            for text in held:
                yield from by_text[text]

    def before(self) -> frozenset[str]:
        context, first = self.context, self.first
        found = {"<line>"} if context.wide_gap(first) else set()
        if first == 0 or context.gap[first] >= Gap.PARAGRAPH:
            return frozenset(found)
        start = first
        while start > 0 and first - start < _ADJACENT and context.gap[start] < Gap.PARAGRAPH:
            start -= 1
            found.add(" ".join(context.form[start:first]))
        last = first - 1
        if context.follows(first):
            if context.form[last] in helper_words("person"):
                found.add("<person>")
            if context.ends_person(first):
                found.add("<name>")
        found |= _classes(context, last)
        return frozenset(found)

    def after(self) -> frozenset[str]:
        context, stop = self.context, self.stop
        found = {"<line>"} if stop >= context.count or context.wide_gap(stop) else set()
        if stop >= context.count or context.gap[stop] >= Gap.PARAGRAPH:
            return frozenset(found)
        end = stop
        while end < context.count and end - stop < _ADJACENT and context.gap[end] < Gap.PARAGRAPH:
            end += 1
            found.add(" ".join(context.form[stop:end]))
        if context.is_place(stop):
            found.add("<place>")
        if context.is_surname(stop):
            found.add("<surname>")
        if context.is_capitalised(stop):
            found.add("<capitalised>")
        found |= _classes(context, stop)
        return frozenset(found)

    def near(self) -> str:
        context = self.context
        first, _ = context.line(self.first, _NEAR)
        _, stop = context.line(self.stop - 1, _NEAR)
        words = [*context.form[first : self.first], "\x00", *context.form[self.stop : stop]]
        return f" {' '.join(words)} "

    def label(self) -> frozenset[str]:
        context = self.context
        inside = context.span(self.first)
        found = {f"inside {inside.label}"} if inside else set()
        if inside and inside.first == self.first and inside.stop == self.stop:
            found.add(f"whole {inside.label}")
        if inside and inside.first == self.first:
            found.add(f"first {inside.label}")
        if self.stop < context.count and (behind := context.span(self.stop)) and behind is not inside:
            found.add(f"next {behind.label}")
        if self.first > 0 and (before := context.span(self.first - 1)) and before is not inside:
            found.add(f"previous {before.label}")
        return frozenset(found)


def _classes(context: Context, token: int) -> set[str]:
    """Return the classes of a neighbour that do not depend on the side."""
    found: set[str] = set()
    if context.kind[token] == Kind.NUMBER:
        found.add("<number>")
    if context.kind[token] == Kind.CODE:
        found.add("<code>")
    if context.form[token] in helper_words("level"):
        found.add("<level>")
    if context.surface[token] in short_forms().by_first:
        found.add("<short>")
    return found


_ADJACENT_PARTS: Mapping[str, Callable[[_Surroundings], frozenset[str]]] = {
    "before": _Surroundings.before,
    "after": _Surroundings.after,
    "label": _Surroundings.label,
}
