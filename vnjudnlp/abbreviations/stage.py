"""The abbreviations stage: what each short form of a batch stands for where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from vnjudnlp.abbreviations.casing import case_long
from vnjudnlp.abbreviations.choice import MIN_SCORE, Choice, choose_readings
from vnjudnlp.abbreviations.context import TITLE, UPPER, Context
from vnjudnlp.abbreviations.definitions import OPENERS, Definition, find_definitions
from vnjudnlp.abbreviations.expansion import Expansion, Mode, apply
from vnjudnlp.abbreviations.occurrences import Occurrence, find_occurrences, stands_for_itself
from vnjudnlp.abbreviations.short_forms import Reading, ShortForms, by_first_token, helper_words, patterns_of
from vnjudnlp.abbreviations.user_lexicon import lexicon_with
from vnjudnlp.batch import Batch, Gap
from vnjudnlp.records import Abbreviation
from vnjudnlp.text.tokens import fold, read_texts

__all__ = [
    "Candidates",
    "Found",
    "expand",
    "expand_texts",
    "find_abbreviations",
    "find_candidates",
    "read_abbreviations",
    "read_candidates",
]


class Found(NamedTuple):
    """The short forms of one document, in order; the definitions themselves are not among them.

    Attributes:
        known: those whose long form is known.
        undecided: those of which no reading is probable enough; their ``long`` is empty.
    """

    known: list[Abbreviation]
    undecided: list[Abbreviation]


def find_abbreviations(batch: Batch) -> list[list[Abbreviation]]:
    """Find the short forms of a batch and what they stand for.

    Args:
        batch: a batch with tokens and sentences; spans are used where there are some.

    Returns:
        the abbreviations of each document in order; the definitions themselves are not among them.

    >>> text = "Chi cục Thi hành án dân sự (THADS) báo cáo UBND huyện về công tác THADS."
    >>> [(item.short, item.long, item.defined) for item in find_abbreviations(read_texts([text]))[0]]
    [('UBND', 'Ủy ban nhân dân', False), ('THADS', 'thi hành án dân sự', True)]
    """
    return [found.known for found in read_abbreviations(batch)]


def read_abbreviations(
    batch: Batch, *, lexicon: ShortForms | None = None, case: bool = True, min_score: float = MIN_SCORE
) -> list[Found]:
    """Find the short forms of a batch, what they stand for and which are left undecided.

    Args:
        batch: a batch with tokens and sentences; spans are used where there are some.
        lexicon: the short forms that are known; those of the package if None.
        case: whether long forms are written in the case that their place asks for, else as in running text.
        min_score: how probable a reading of several has to be, between 0 and 1.

    Returns:
        what was found in each document.
    """
    candidates = find_candidates(batch, lexicon)
    if candidates is None:
        return [Found([], []) for _ in batch.texts]
    return read_candidates(candidates, case=case, min_score=min_score)


def read_candidates(candidates: Candidates, *, case: bool = True, min_score: float = MIN_SCORE) -> list[Found]:
    """Say what the candidates of a batch stand for; the arguments and the result are :func:`read_abbreviations`'."""
    results = [Found([], []) for _ in candidates.context.batch.texts]
    context = candidates.context
    documents = context.document
    chosen = iter(choose_readings(context, candidates.open, candidates.occurrences, min_score))
    for occurrence, own in zip(candidates.occurrences, candidates.own, strict=True):
        choice = Choice(own, 1.0, ((own, 1.0),)) if own is not None else next(chosen)
        if choice.readings:
            found = results[documents[occurrence.first]]
            place = found.known if choice.reading is not None else found.undecided
            place.append(_abbreviation(context, occurrence, choice, own is not None, case))
    return results


@dataclass(frozen=True, slots=True)
class Candidates:
    """The short forms of a batch that are no part of something else and no definition.

    Attributes:
        context: the batch.
        occurrences: where they stand, in order.
        own: for each what its document says it stands for, None where it says nothing.
    """

    context: Context
    occurrences: list[Occurrence]
    own: list[Reading | None]

    @property
    def open(self) -> list[Occurrence]:
        """Those whose document does not say what they stand for."""
        return [occurrence for occurrence, own in zip(self.occurrences, self.own, strict=True) if own is None]


def find_candidates(batch: Batch, lexicon: ShortForms | None = None) -> Candidates | None:
    """Find what may be a short form.

    Args:
        batch: a batch with tokens and sentences; spans are used where there are some.
        lexicon: the short forms that are known; those of the package if None.

    Returns:
        the candidates; None if the batch has no tokens.
    """
    if not len(batch.tokens):
        return None
    context = Context(batch, lexicon)
    lexicon = context.lexicon
    definitions = find_definitions(context, context.places(OPENERS.__contains__).tolist())
    tokens: list[int] = context.places(lexicon.by_first.__contains__).tolist()
    own = _Definitions(context, definitions)
    found = Candidates(context, [], [])
    documents, occupied = context.document, own.occupied
    for occurrence in _with_own(context, list(find_occurrences(context, tokens, lexicon.by_first)), own):
        first, stop, short = occurrence.first, occurrence.stop, occurrence.short
        if occupied and not occupied.isdisjoint(range(first, stop)):
            continue
        reading = own.reading(documents[first], short, first) if own.by_document else None
        if stands_for_itself(context, first, stop, reading is not None):
            continue
        if reading is not None or short in lexicon.readings:
            found.occurrences.append(occurrence)
            found.own.append(reading)
    return found


class _Definitions:
    """The definitions of a batch by document and short form, and the tokens that they occupy."""

    def __init__(self, context: Context, definitions: Sequence[Definition]) -> None:
        self.context = context
        self.occupied: set[int] = set()
        self.by_document: dict[int, dict[str, list[tuple[Definition, Reading]]]] = {}
        for definition in definitions:
            self.occupied.update(range(definition.short_first, definition.short_stop))
            known = self.by_document.setdefault(definition.document, {})
            reading = defined_reading(context, definition)
            known.setdefault(definition.short, []).append((definition, reading))

    def reading(self, document: int, short: str, token: int) -> Reading | None:
        """Return what the latest definition before a token says; a later one wins over an earlier one.

        A list or a note explains the text before it too, where the lexicon does not know the short form.
        """
        known = self.by_document.get(document, {}).get(short)
        if not known:
            return None
        place = bisect_right(known, token, key=lambda item: item[0].valid_from)
        for definition, reading in reversed(known[:place]):
            if not definition.head or (self.context.follows(token) and self.context.form[token - 1] == definition.head):
                return reading
        if short not in self.context.lexicon.readings:
            return next((reading for definition, reading in known if definition.is_listed), None)
        return None


def defined_reading(context: Context, definition: Definition) -> Reading:
    """Make a reading of a definition; the lexicon knows its case in running text, if it knows the long form.

    Args:
        context: the batch.
        definition: a definition of it.

    Returns:
        the reading, whose long form is written as in running text.
    """
    long = context.batch.surface(definition.long_first, definition.long_stop)
    same = fold(long).replace(" ,", ",")
    for reading in context.lexicon.readings.get(definition.short, ()):
        if fold(reading.long) == same:
            return reading
    first = definition.long_first
    if long.isupper():
        long = _sentence_case(long)
        if context.follows(first):
            # the rest of a name in a heading: "BAN GIẢI PHÓNG LÒNG HỒ"
            return Reading(_without_short_forms(context.lexicon, long[:1].lower() + long[1:]))
    opens = definition.is_listed or _goes_on_name(context, first) or context.opens_sentence(first)
    if context.shape[first] & TITLE and opens:
        words = long.split(" ")
        if not any(word[:1].isupper() for word in words[1:]):
            long = long[:1].lower() + long[1:]
    return Reading(_without_short_forms(context.lexicon, long))


def _sentence_case(long: str) -> str:
    return long[:1] + long[1:].lower()


def _goes_on_name(context: Context, token: int) -> bool:
    """Whether a word with a capital stands before: the long form is part of a longer name."""
    return context.follows(token) and bool(context.shape[token - 1] & (TITLE | UPPER))


def _without_short_forms(lexicon: ShortForms, long: str) -> str:
    """Write out the short forms inside a long form that can mean one thing only."""
    readings = lexicon.readings
    words = [readings[word][0].long if len(readings.get(word, ())) == 1 else word for word in long.split(" ")]
    return " ".join(words)


def _with_own(context: Context, occurrences: list[Occurrence], own: _Definitions) -> list[Occurrence]:
    """Add the short forms that only the documents know; where two overlap, the longer one stays."""
    known = context.lexicon.readings
    added: list[Occurrence] = []
    shorts = {short: short for definitions in own.by_document.values() for short in definitions if short not in known}
    if not shorts:
        return occurrences
    split = {pattern.short: pattern for patterns in patterns_of(shorts).values() for pattern in patterns}
    places = context.places({pattern.surfaces[0] for pattern in split.values()}.__contains__)
    edges = np.searchsorted(places, context.batch.document_first).tolist()
    for document, definitions in own.by_document.items():
        patterns = by_first_token(split[short] for short in definitions if short in split)
        if patterns:
            tokens = places[edges[document] : edges[document + 1]].tolist()
            added += find_occurrences(context, tokens, patterns)
    if not added:
        return occurrences
    merged: list[Occurrence] = []
    for occurrence in sorted([*occurrences, *added], key=lambda item: (item.first, -item.stop)):
        if not merged or occurrence.first >= merged[-1].stop:
            merged.append(occurrence)
    return merged


def _abbreviation(
    context: Context, occurrence: Occurrence, choice: Choice, is_defined: bool, case: bool
) -> Abbreviation:
    first, stop = occurrence.first, occurrence.stop
    readings = tuple(reading.long for reading, _ in choice.readings)
    reading, long = choice.reading, ""
    if reading is not None:
        long = case_long(context, reading, first, stop) if case else reading.long
        long = _without_head(context, long, reading, first)
        if _has_full_stop(context, reading, stop):
            stop += 1
    text = context.batch.texts[context.document[first]]
    start, end = context.start[first], context.end[stop - 1]
    if not (text[start].isalnum() and text[end - 1].isalnum()):
        # invisible characters may stand at its edges
        start, end = context.batch.raw_offsets(first, stop)
    if _ends_sentence(context, stop, text, end):
        end -= 1
    return Abbreviation(start, end, text[start:end], long, is_defined, round(choice.score, 4), readings)


def _without_head(context: Context, long: str, reading: Reading, first: int) -> str:
    """Leave out the head of a unit's name that stands before its number: ``Phòng PC45``."""
    if reading.kind != "agency":
        return long
    head, _, name = long.partition(" ")
    if not name or not context.follows(first) or fold(head) != context.form[first - 1]:
        return long
    return name[:1].upper() + name[1:] if any(map(str.isdigit, context.surface[first])) else long


def _has_full_stop(context: Context, reading: Reading, stop: int) -> bool:
    """Whether the full stop behind a degree or ``T/M`` is the short form's: a name or an office follows."""
    if stop + 1 >= context.count or context.surface[stop] != "." or context.gap[stop] != Gap.GLUED:
        return False
    if reading.kind != "degree" and reading.long not in helper_words("signing") | helper_words("honorific"):
        return False
    return context.gap[stop + 1] < Gap.LINE and bool(context.shape[stop + 1] & (TITLE | UPPER))


def _ends_sentence(context: Context, stop: int, text: str, end: int) -> bool:
    """Whether the full stop of ``TP.`` is the sentence's: nothing follows on the line, and ``TP`` is known too."""
    if text[end - 1] != "." or context.surface[stop - 1][:-1] not in context.lexicon.by_first:
        return False
    return stop >= context.count or context.gap[stop] >= Gap.LINE


def expand(
    text: str,
    mode: Mode = "all",
    case: bool = True,
    *,
    lexicon: str | Path | None = None,
    min_score: float = MIN_SCORE,
) -> Expansion:
    """Write the short forms of a text out.

    Args:
        text: any text.
        mode: which of them: ``"all"``; ``"first"``, of each short form the first only; ``"ambiguous"``, those with
            several readings; ``"none"``.
        case: whether long forms are written in the case that their place asks for (``Cục Thi hành án dân sự``, but
            ``công tác thi hành án dân sự``), else as in running text.
        lexicon: a file with short forms of your own, which go before the package's: see
            :func:`~vnjudnlp.abbreviations.user_lexicon.read_short_forms`.
        min_score: how probable a reading has to be where there are several, between 0 and 1; below it the short form
            is left as it is and listed in ``undecided``.

    Returns:
        the new text, what was replaced, and the map between both.

    Raises:
        InputError: the mode is unknown, or the file cannot be read or is faulty.

    >>> expand("Cục Thi hành án dân sự (THADS) tỉnh họp. Cục THADS tỉnh kết luận.").text
    'Cục Thi hành án dân sự (THADS) tỉnh họp. Cục Thi hành án dân sự tỉnh kết luận.'
    """
    return expand_texts([text], mode, case, lexicon=lexicon, min_score=min_score)[0]


def expand_texts(
    texts: Sequence[str],
    mode: Mode = "all",
    case: bool = True,
    *,
    lexicon: str | Path | None = None,
    min_score: float = MIN_SCORE,
) -> list[Expansion]:
    """Write the short forms of many texts out, all of them in memory at once.

    Args:
        texts: any texts.
        mode: as for :func:`expand`.
        case: as for :func:`expand`.
        lexicon: as for :func:`expand`.
        min_score: as for :func:`expand`.

    Returns:
        one expansion a text.
    """
    found = read_abbreviations(read_texts(texts), lexicon=lexicon_with(lexicon), case=case, min_score=min_score)
    return [apply(text, item.known, mode, item.undecided) for text, item in zip(texts, found, strict=True)]
