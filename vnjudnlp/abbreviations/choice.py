"""The choice between the readings of a short form by what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from vnjudnlp.abbreviations.context import Context
from vnjudnlp.abbreviations.cues import speak_against
from vnjudnlp.abbreviations.evidence import Evidence, EvidenceReader, plain_figures
from vnjudnlp.abbreviations.occurrences import Occurrence
from vnjudnlp.abbreviations.reading_model import reading_model
from vnjudnlp.abbreviations.short_forms import Reading
from vnjudnlp.abbreviations.surroundings import Surroundings

__all__ = ["MIN_SCORE", "Choice", "choose_readings"]

MIN_SCORE = 0.25
"""How probable a reading has to be, if the short form has several."""


class Choice(NamedTuple):
    """What a short form stands for where it stands.

    Attributes:
        reading: the chosen reading; None if none is probable enough, or if it is no abbreviation.
        score: the probability of the chosen reading, of the best one where none was chosen.
        readings: all readings with their probabilities, the most probable first; empty if it is no abbreviation.
    """

    reading: Reading | None
    score: float
    readings: tuple[tuple[Reading, float], ...]


def choose_readings(
    context: Context, occurrences: Sequence[Occurrence], everywhere: Sequence[Occurrence], min_score: float = MIN_SCORE
) -> list[Choice]:
    """Choose what short forms of the lexicon stand for.

    Args:
        context: the batch.
        occurrences: the short forms.
        everywhere: all short forms of the batch.
        min_score: how probable a reading of several has to be.

    Returns:
        one choice each.
    """
    reader = EvidenceReader(context, everywhere)
    known = context.lexicon.readings
    choices: list[Choice | None] = []
    places: list[tuple[Evidence, Sequence[Reading]]] = []
    for occurrence in occurrences:
        readings = known[occurrence.short]
        if len(readings) == 1 and not speak_against(occurrence.short):
            # nothing can be learned from what stands around it
            choices.append(_only_choice(readings[0]))
            continue
        around = Surroundings(context, occurrence.first, occurrence.stop)
        if len(readings) > 1:
            places.append((reader.read(around, occurrence.short, readings), readings))
        else:
            places.append((Evidence([], reader.figures(around, occurrence.short, readings)), readings))
        choices.append(None)
    probabilities = reading_model().probabilities(places)
    decided = (
        _decide(readings, shares, min_score) for (_, readings), shares in zip(places, probabilities, strict=True)
    )
    return [choice if choice is not None else next(decided) for choice in choices]


@lru_cache(maxsize=4096)
def _only_choice(reading: Reading) -> Choice:
    """Choose the one reading of a short form that nothing speaks against."""
    figures = plain_figures(reading)
    [shares] = reading_model().probabilities([(Evidence([], figures), (reading,))])
    return Choice(reading, shares[0], ((reading, shares[0]),))


def _decide(readings: Sequence[Reading], shares: Sequence[float], min_score: float) -> Choice:
    none = shares[-1]
    ordered = sorted(zip(readings, shares, strict=False), key=lambda item: -item[1])
    reading, score = ordered[0]
    # what is more probably nothing than something is left alone, whichever reading it would be
    if none > score:
        return Choice(None, none, ())
    given = score / (1 - none) if none < 1 else 0.0
    if len(readings) > 1 and given < min_score:
        return Choice(None, score, tuple(ordered))
    return Choice(reading, score, tuple(ordered))
