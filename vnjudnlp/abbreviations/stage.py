"""The abbreviations stage: what each short form of a batch stands for where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from vnjudnlp.abbreviations.casing import case_long
from vnjudnlp.abbreviations.choice import choose_reading
from vnjudnlp.abbreviations.context import TITLE, UPPER, Context
from vnjudnlp.abbreviations.definitions import OPENERS, Definition, find_definitions
from vnjudnlp.abbreviations.expansion import Expansion, apply
from vnjudnlp.abbreviations.occurrences import Occurrence, find_occurrences, stands_for_itself
from vnjudnlp.abbreviations.short_forms import Reading, helper_words, patterns_of, short_forms
from vnjudnlp.batch import Batch, Gap
from vnjudnlp.records import Abbreviation
from vnjudnlp.text.tokens import fold, read_texts

__all__ = ["expand", "expand_texts", "find_abbreviations"]


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
    found: list[list[Abbreviation]] = [[] for _ in batch.texts]
    if not len(batch.tokens):
        return found
    context = Context(batch)
    lexicon = short_forms()
    wanted = lexicon.by_first.keys() | OPENERS
    candidates = [token for token, surface in enumerate(context.surface) if surface in wanted]
    definitions = find_definitions(context, (token for token in candidates if context.surface[token] in OPENERS))
    occurrences = list(find_occurrences(context, candidates, lexicon.by_first))
    own = _Definitions(context, definitions)
    for occurrence in _with_own(context, occurrences, own):
        abbreviation = _read(context, occurrence, own)
        if abbreviation is not None:
            found[context.document[occurrence.first]].append(abbreviation)
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
        if short not in short_forms().readings:
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
    for reading in short_forms().readings.get(definition.short, ()):
        if fold(reading.long) == same:
            return reading
    first = definition.long_first
    if long.isupper():
        long = _sentence_case(long)
        if context.follows(first):
            # the rest of a name in a heading: "BAN GIẢI PHÓNG LÒNG HỒ"
            return Reading(_without_short_forms(long[:1].lower() + long[1:]))
    opens = definition.is_listed or _goes_on_name(context, first) or context.opens_sentence(first)
    if context.shape[first] & TITLE and opens:
        words = long.split(" ")
        if not any(word[:1].isupper() for word in words[1:]):
            long = long[:1].lower() + long[1:]
    return Reading(_without_short_forms(long))


def _sentence_case(long: str) -> str:
    return long[:1] + long[1:].lower()


def _goes_on_name(context: Context, token: int) -> bool:
    """Whether a word with a capital stands before: the long form is part of a longer name."""
    return context.follows(token) and bool(context.shape[token - 1] & (TITLE | UPPER))


def _without_short_forms(long: str) -> str:
    """Write out the short forms inside a long form that can mean one thing only."""
    readings = short_forms().readings
    words = [readings[word][0].long if len(readings.get(word, ())) == 1 else word for word in long.split(" ")]
    return " ".join(words)


def _with_own(context: Context, occurrences: list[Occurrence], own: _Definitions) -> list[Occurrence]:
    """Add the short forms that only the documents know; where two overlap, the longer one stays."""
    known = short_forms().readings
    added: list[Occurrence] = []
    for document, definitions in own.by_document.items():
        patterns = patterns_of({short: short for short in definitions if short not in known})
        if not patterns:
            continue
        first, stop = context.batch.document_first[document], context.batch.document_first[document + 1]
        surface = context.surface
        tokens = [token for token in range(int(first), int(stop)) if surface[token] in patterns]
        added += find_occurrences(context, tokens, patterns)
    if not added:
        return occurrences
    merged: list[Occurrence] = []
    for occurrence in sorted([*occurrences, *added], key=lambda item: (item.first, -item.stop)):
        if not merged or occurrence.first >= merged[-1].stop:
            merged.append(occurrence)
    return merged


def _read(context: Context, occurrence: Occurrence, own: _Definitions) -> Abbreviation | None:
    first, stop, short = occurrence.first, occurrence.stop, occurrence.short
    if not own.occupied.isdisjoint(range(first, stop)):
        return None
    document = context.document[first]
    reading = own.reading(document, short, first)
    is_defined = reading is not None
    if stands_for_itself(context, first, stop, is_defined):
        return None
    if reading is None and short in short_forms().readings:
        reading = choose_reading(context, first, stop, short)
    if reading is None:
        return None
    long = _without_head(context, case_long(context, reading, first, stop), reading, first)
    if _has_full_stop(context, reading, stop):
        stop += 1
    start, end = context.batch.raw_offsets(first, stop)
    text = context.batch.texts[document]
    if _ends_sentence(context, stop, text, end):
        end -= 1
    return Abbreviation(start, end, text[start:end], long, is_defined)


def _without_head(context: Context, long: str, reading: Reading, first: int) -> str:
    """Leave out the head of a unit's name that stands before its number: ``Phòng PC45``."""
    head, _, name = long.partition(" ")
    if reading.kind != "agency" or not name or not context.follows(first) or fold(head) != context.form[first - 1]:
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
    if text[end - 1] != "." or context.surface[stop - 1][:-1] not in short_forms().by_first:
        return False
    return stop >= context.count or context.gap[stop] >= Gap.LINE


def expand(text: str) -> Expansion:
    """Write the short forms of a text out.

    Args:
        text: any text.

    Returns:
        the new text, what was replaced, and the map between both.

    >>> expand("Cục Thi hành án dân sự (THADS) tỉnh họp. Cục THADS tỉnh kết luận.").text
    'Cục Thi hành án dân sự (THADS) tỉnh họp. Cục Thi hành án dân sự tỉnh kết luận.'
    """
    return expand_texts([text])[0]


def expand_texts(texts: Sequence[str], tagger: Callable[[Batch], None] | None = None) -> list[Expansion]:
    """Write the short forms of many texts out.

    Args:
        texts: any texts.
        tagger: adds spans to the batch before the short forms are read; without it they are read without spans.

    Returns:
        one expansion a text.
    """
    batch = read_texts(texts)
    if tagger is not None:
        tagger(batch)
    return [apply(text, found) for text, found in zip(texts, find_abbreviations(batch), strict=True)]
