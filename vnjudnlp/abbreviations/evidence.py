"""What a short form's place says of its readings, in the shape that the reading model takes.

There are two kinds: features, strings that the model has learned a weight for with each long form (``b:ký`` speaks
for ``hợp đồng``), and figures, a few numbers a reading whose weights all readings share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from vnjudnlp.abbreviations.alignment import letters_of
from vnjudnlp.abbreviations.context import UPPER, Context
from vnjudnlp.abbreviations.cues import cue_scores, speak_against
from vnjudnlp.abbreviations.occurrences import Occurrence
from vnjudnlp.abbreviations.short_forms import Reading, ShortForms
from vnjudnlp.abbreviations.surroundings import NEAR, Surroundings
from vnjudnlp.text.tokens import fold

__all__ = ["FIGURE_NAMES", "Evidence", "EvidenceReader", "plain_figures"]

FIGURE_NAMES = (
    "cues",
    "frequency",
    "default",
    "said in full",
    "field beside",
    "field of document",
    "none",
    "none, short",
)
"""The figures of a reading; the last two are 1 for "no abbreviation" alone."""

_FREQUENCY = {"common": 1.0, "uncommon": 0.0, "rare": -1.0}
_TOPIC_TOKENS = 40
_BESIDE = 4


@lru_cache(maxsize=8)
def _single_readings(lexicon: ShortForms) -> dict[str, tuple[str, ...]]:
    """Return the words, in lower case, of the short forms that can mean one thing only."""
    return {
        short: tuple(fold(readings[0].long).split(" "))
        for short, readings in lexicon.readings.items()
        if len(readings) == 1 and short.isupper()
    }


def _pairs_and_words(words: Sequence[str]) -> set[str]:
    """Return the words and the pairs of neighbouring words; numbers and punctuation are left out and break pairs."""
    found = {word for word in words if word.isalpha()}
    found.update(f"{one} {other}" for one, other in pairwise(words) if one.isalpha() and other.isalpha())
    return found


class Evidence(NamedTuple):
    """What speaks for the readings of one short form.

    Attributes:
        features: what is true of the place.
        figures: for each reading, and last for "no abbreviation", one number for each of :data:`FIGURE_NAMES`.
    """

    features: list[str]
    figures: list[tuple[float, ...]]


def plain_figures(reading: Reading) -> list[tuple[float, ...]]:
    """Return the figures of an only reading of which nothing is known but its frequency, and of "no abbreviation"."""
    blank = [0.0] * len(FIGURE_NAMES)
    own, none = list(blank), list(blank)
    own[FIGURE_NAMES.index("frequency")] = _FREQUENCY[reading.frequency]
    own[FIGURE_NAMES.index("default")] = 1.0
    none[FIGURE_NAMES.index("none")] = 1.0
    return [tuple(own), tuple(none)]


class EvidenceReader:
    """Reads the evidence for the short forms of a batch.

    Args:
        context: the batch.
        occurrences: all places with a short form, from which the fields that a document speaks of are known.
    """

    def __init__(self, context: Context, occurrences: Iterable[Occurrence]) -> None:
        self.context = context
        self._fields: dict[int, Counter[str]] = {}
        self._topics: dict[int, list[str]] = {}
        known = context.lexicon.readings
        for occurrence in occurrences:
            readings = known.get(occurrence.short, ())
            if len(readings) == 1 and len(letters_of(occurrence.short)) > 2:
                fields = self._fields.setdefault(context.document[occurrence.first], Counter())
                fields[readings[0].domain] += 1

    def figures(self, around: Surroundings, short: str, readings: Sequence[Reading]) -> list[tuple[float, ...]]:
        """Return the figures of each reading and of "no abbreviation"."""
        context, first = self.context, around.first
        document = context.document[first]
        # where there is nothing to choose, what speaks for the one reading can be left aside
        is_open = len(readings) > 1 or speak_against(short)
        cues = cue_scores(around, short, readings) if is_open else (0.0, 0.0)
        fields = self._fields.get(document)
        total = sum(fields.values()) if fields else 0
        beside = self._fields_beside(around) if len(readings) > 1 else frozenset()
        rows = []
        for reading, cue in zip(readings, cues, strict=False):
            said = len(readings) > 1 and " " in reading.long and context.says(document, fold(reading.long))
            share = fields[reading.domain] / total if fields else 0.0
            frequency = _FREQUENCY[reading.frequency]
            rows.append((cue, frequency, reading.rank == 0, said, reading.domain in beside, share, 0.0, 0.0))
        letters = len(letters_of(short))
        is_short = letters <= 2 and (letters < 2 or short.isalnum())
        return [*rows, (cues[-1], 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, float(is_short))]

    def read(self, around: Surroundings, short: str, readings: Sequence[Reading]) -> Evidence:
        """Return all evidence for one short form.

        Args:
            around: what stands around it.
            short: its entry in the lexicon.
            readings: what it can stand for.
        """
        return Evidence(self.features(around, short), self.figures(around, short, readings))

    def features(self, around: Surroundings, short: str) -> list[str]:
        """Return what is true of a short form's place: words, labels, position and what the document speaks of."""
        context, first, stop = self.context, around.first, around.stop
        features = [f"s:{short}"]
        features += [f"b:{text}" for text in around.before]
        features += [f"a:{text}" for text in around.after]
        features += [f"l:{text}" for text in around.label]
        before = context.form[first - 1] if context.follows(first) else ""
        after = context.form[stop] if context.follows(stop) else ""
        features.append(f"p:{before}|{after}")
        line_first, _ = context.line(first, NEAR)
        _, line_stop = context.line(stop - 1, NEAR)
        before_words = self._written_out(line_first, first)
        after_words = self._written_out(stop, line_stop)
        near = _pairs_and_words(before_words) | _pairs_and_words(after_words)
        features += [f"n:{text}" for text in near]
        features += [f"b:{' '.join(before_words[-count:])}" for count in (1, 2) if len(before_words) >= count]
        features += [f"a:{' '.join(after_words[:count])}" for count in (1, 2) if len(after_words) >= count]
        if context.opens_sentence(first):
            features.append("o:sentence")
        if context.is_filed(first):
            features.append("o:filed")
        if context.capitals[first]:
            features.append("o:capitals")
        features += self._topic(context.document[first])
        return features

    def _written_out(self, first: int, stop: int) -> list[str]:
        """Return words in lower case; short forms that can mean one thing only are written out."""
        known = _single_readings(self.context.lexicon)
        words: list[str] = []
        for surface, form in zip(self.context.surface[first:stop], self.context.form[first:stop], strict=True):
            words += known.get(surface) or (form,)
        return words

    def _topic(self, document: int) -> list[str]:
        """Return the word pairs of a document's head and the fields of its other short forms."""
        known = self._topics.get(document)
        if known is None:
            bounds = self.context.batch.document_first
            first = int(bounds[document])
            forms = self.context.form[first : min(int(bounds[document + 1]), first + _TOPIC_TOKENS)]
            known = [f"h:{text}" for text in _pairs_and_words(forms) if " " in text]
            known += [f"f:{field}" for field in self._fields.get(document, ())]
            self._topics[document] = known
        return known

    def _fields_beside(self, around: Surroundings) -> frozenset[str]:
        """Return the fields that the short forms beside one belong to, as in ``án HS, DS, HNGĐ``."""
        context = self.context
        forms = context.lexicon
        line_first, line_stop = context.line(around.first, _BESIDE)
        found: set[str] = set()
        for token in [*range(line_first, around.first), *range(around.stop, min(line_stop, around.stop + _BESIDE))]:
            if not context.shape[token] & UPPER:
                continue
            for pattern in forms.by_first.get(context.surface[token], ())[-1:]:
                others = forms.readings[pattern.short]
                if len({reading.domain for reading in others}) == 1 and len(letters_of(pattern.short)) > 2:
                    found.add(others[0].domain)
        return frozenset(found)
