"""What the table of cues says for and against each reading of a short form.

Each cue of ``data/lexicons/abbreviation_cues.tsv`` that holds where a short form stands adds its weight to the
reading that it names. The reading ``-`` stands for "no abbreviation".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from vnjudnlp.abbreviations.alignment import letters_of
from vnjudnlp.abbreviations.short_forms import Reading
from vnjudnlp.abbreviations.surroundings import Surroundings
from vnjudnlp.resources import read_table

__all__ = ["NO_ABBREVIATION", "Cue", "cue_scores", "cues_of", "speak_against"]

NO_ABBREVIATION = "-"


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


@lru_cache(maxsize=4096)
def speak_against(short: str) -> bool:
    """Whether there are cues that can speak for a short form's being none."""
    return any(
        long == NO_ABBREVIATION
        for by_text in cues_of(short).values()
        for speaking in by_text.values()
        for long, _ in speaking
    )


def cue_scores(around: Surroundings, short: str, readings: Sequence[Reading]) -> list[float]:
    """Sum the cues that hold where a short form stands.

    Args:
        around: what stands around it.
        short: its entry in the lexicon.
        readings: what it can stand for.

    Returns:
        one sum a reading, and last the sum for being no abbreviation.
    """
    scores = [0.0] * (len(readings) + 1)
    for long, weight in _speaking(around, cues_of(short)):
        if long == NO_ABBREVIATION:
            scores[-1] += weight
            continue
        for index, reading in enumerate(readings):
            if long == reading.long or long == f"kind={reading.kind}":
                scores[index] += weight
    return scores


def _speaking(around: Surroundings, cues: Cues) -> Iterator[tuple[str, float]]:
    """Yield what the cues that hold here speak for, and how strongly."""
    for position, by_text in cues.items():
        if position == "document":
            document = around.context.document[around.first]
            held = [text for text in by_text if around.context.says(document, text)]
        elif position == "near":
            words = around.near
            held = [text for text in by_text if f" {text} " in words]
        else:
            held = [text for text in getattr(around, position) if text in by_text]
        for text in held:
            yield from by_text[text]
