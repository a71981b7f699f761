"""All stages in their order, for many texts at once."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vnjudnlp.batch import Batch, Gap
from vnjudnlp.errors import InputError
from vnjudnlp.records import Abbreviation, Entity, Record

if TYPE_CHECKING:
    from vnjudnlp.abbreviations import Expansion
    from vnjudnlp.abbreviations.expansion import Mode
    from vnjudnlp.abbreviations.short_forms import ShortForms
    from vnjudnlp.segmentation import Model, Phrases

__all__ = [
    "annotate",
    "entities",
    "expand_texts",
    "in_batches",
    "parse_date",
    "records_in_batches",
    "segment_texts",
    "tag_texts",
    "word_offsets",
    "words",
]

# white space that a word must not show; matches "\t", U+00A0, U+00AD, "-\n" of a word that is broken at a line's end;
# does not match " ", "\n"
_ODD_SPACE = re.compile(r"[^\S \n]|[-\u00ad\u2010][^\S\n]*\n|\u00ad")

BATCH_CHARACTERS = 500_000
"""How many characters of text are worked on at once: enough that numpy's calls cost nothing, few enough for memory."""


def parse_date(date: str | datetime.date | None) -> datetime.date | None:
    """Read a document's date.

    Args:
        date: an ISO date such as ``"2022-04-13"``, a date, a datetime, or None.

    Returns:
        the date, None for None.

    Raises:
        InputError: the string is not an ISO date.
    """
    if date is None or date == "":
        return None
    if isinstance(date, datetime.datetime):
        return date.date()
    if isinstance(date, datetime.date):
        return date
    if isinstance(date, str):
        try:
            return datetime.date.fromisoformat(date[:10] if "T" in date[10:11] else date)
        except ValueError:
            pass
    raise InputError(f"not an ISO date such as 2022-04-13: {date!r}")


def annotate(
    texts: Sequence[str],
    doc_dates: Sequence[str | datetime.date | None] | None = None,
    *,
    words: bool = False,
    user_words: Phrases | None = None,
    model: str | Path | None = None,
    min_score: float = 0.0,
    short_forms: ShortForms | None = None,
    register: str | Path | None = None,
    facts: bool = False,
) -> Batch:
    """Run every stage over many texts.

    Args:
        texts: raw texts; together of a size that fits in memory (see :func:`in_batches`).
        doc_dates: the date of each document, where known.
        words: whether words are wanted; without them segmentation runs only if tagging asks for it.
        user_words: words of the user, which are whole unless an entity ends inside one.
        model: which tagger: see :func:`vnjudnlp.tagging.tag_batch`.
        min_score: entities of a lower score are left out.
        short_forms: the abbreviations that are known; those of the package if None.
        register: a user's own register of bodies, over the one that ships with the package.
        facts: whether people, offices and the facts of judgments' headers are wanted.

    Returns:
        the batch with all its columns; ``word_first`` is set only with ``words``, ``facts`` only with ``facts``.
    """
    from vnjudnlp.abbreviations import read_abbreviations
    from vnjudnlp.agencies import name_agencies
    from vnjudnlp.dates import value_dates
    from vnjudnlp.segmentation import fit_words_to_spans, segment_batch
    from vnjudnlp.tagging import tag_batch
    from vnjudnlp.text.tokens import read_texts

    batch = read_texts(texts, None if doc_dates is None else [parse_date(date) for date in doc_dates])
    if words:
        segment_batch(batch, user_words=user_words)
    tag_batch(batch, model=model, min_score=min_score)
    if words:
        fit_words_to_spans(batch)
    found = read_abbreviations(batch, lexicon=short_forms)
    batch.abbreviations = [document.known for document in found]
    batch.found_dates = value_dates(batch)
    name_agencies(batch, register)
    if facts:
        from vnjudnlp.people import find_facts

        batch.facts = list(find_facts(batch))
    return batch


def entities(batch: Batch) -> list[list[Entity]]:
    """Return the spans of a tagged batch as entities with raw offsets, one list a document."""
    result: list[list[Entity]] = [[] for _ in batch.texts]
    for span in batch.spans or ():
        document = int(batch.tokens.document[span.first])
        start, end = batch.raw_offsets(span.first, span.stop)
        text = batch.texts[document][start:end]
        norm = span.norm
        if norm is None and span.label in ("PERSON", "TITLE"):
            norm = " ".join(text.split())
        result[document].append(Entity(start, end, span.label, norm, span.score, span.source, text, span.details))
    return result


def in_batches(
    texts: Iterable[tuple[str, str | datetime.date | None]],
) -> Iterator[list[tuple[str, str | datetime.date | None]]]:
    """Group a stream of texts with their dates so that each group is worked on at once.

    Args:
        texts: pairs of a raw text and its document's date.

    Yields:
        lists of pairs with about :data:`BATCH_CHARACTERS` characters together.
    """
    group: list[tuple[str, str | datetime.date | None]] = []
    size = 0
    for pair in texts:
        group.append(pair)
        size += len(pair[0])
        if size >= BATCH_CHARACTERS:
            yield group
            group, size = [], 0
    if group:
        yield group


def records_in_batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Group a stream of records as :func:`in_batches` groups texts."""
    group: list[Record] = []
    size = 0
    for record in records:
        group.append(record)
        size += len(record.text)
        if size >= BATCH_CHARACTERS:
            yield group
            group, size = [], 0
    if group:
        yield group


def tag_texts(
    texts: Iterable[tuple[str, str | datetime.date | None]],
    *,
    model: str | Path | None = None,
    min_score: float = 0.0,
    register: str | Path | None = None,
) -> Iterator[tuple[list[Entity], list[Abbreviation]]]:
    """Tag a stream of texts, batch by batch.

    Args:
        texts: pairs of a raw text and its document's date.
        model: which tagger: see :func:`vnjudnlp.tagging.tag_batch`.
        min_score: entities of a lower score are left out.
        register: a user's own register of bodies, over the one that ships with the package.

    Yields:
        the entities and the abbreviations of each text, in order.
    """
    for group in in_batches(texts):
        texts_of_group, dates = [text for text, _ in group], [date for _, date in group]
        batch = annotate(texts_of_group, dates, model=model, min_score=min_score, register=register)
        yield from zip(entities(batch), batch.abbreviations or [[] for _ in group], strict=True)


def words(batch: Batch) -> list[list[tuple[int, int]]]:
    """Return the raw offsets of the words of a segmented batch, one list a document."""
    return [list(zip(starts, ends, strict=True)) for starts, ends in _word_edges(batch)]


def _word_edges(batch: Batch) -> Iterator[tuple[list[int], list[int]]]:
    """Yield where the words of each document start and end in its raw text."""
    if batch.word_first is None:
        raise ValueError("the batch has no words yet; call segment_batch first")
    firsts = np.flatnonzero(batch.word_first)
    starts = batch.tokens.start[firsts].tolist()
    ends = batch.tokens.end[np.append(firsts[1:], len(batch.tokens)) - 1].tolist() if len(firsts) else []
    edges = np.searchsorted(firsts, batch.document_first).tolist()
    for first, stop in pairwise(edges):
        yield starts[first:stop], ends[first:stop]


def word_offsets(
    texts: Iterable[str], *, model: Model = "vnjudnlp", user_words: Phrases | None = None
) -> Iterator[list[tuple[int, int]]]:
    """Segment a stream of texts, batch by batch.

    Args:
        texts: raw texts.
        model: which trained segmenter.
        user_words: words of the user, which are whole.

    Yields:
        the raw offsets of the words of each text.
    """
    for batch in _segmented(texts, model, user_words):
        yield from words(batch)


def segment_texts(
    texts: Iterable[str], *, model: Model = "vnjudnlp", user_words: Phrases | None = None
) -> Iterator[list[str]]:
    """Segment a stream of texts, batch by batch.

    Args:
        texts: raw texts.
        model: which trained segmenter.
        user_words: words of the user, which are whole.

    Yields:
        the words of each text, white space inside a word made single.
    """
    for batch in _segmented(texts, model, user_words):
        columns = zip(batch.texts, _word_edges(batch), _has_words_over_lines(batch), strict=True)
        for text, (starts, ends), has_lines in columns:
            found = [text[start:end] for start, end in zip(starts, ends, strict=True)]
            if has_lines or _ODD_SPACE.search(text):
                found = [word if word.isalnum() else " ".join(word.split()) for word in found]
            yield found


def _has_words_over_lines(batch: Batch) -> list[bool]:
    """Say of each document whether there is a line break, or more than one space, inside a word of it."""
    tokens = batch.tokens
    inside = ~batch.word_first if batch.word_first is not None else np.ones(len(tokens), dtype=np.bool_)
    distance = tokens.start - np.append(tokens.start[:1], tokens.end[:-1])
    odd = np.flatnonzero(inside & ((distance > 1) | (tokens.gap >= Gap.LINE)))
    result = np.zeros(len(batch.texts), dtype=np.bool_)
    result[tokens.document[odd]] = True
    found: list[bool] = result.tolist()
    return found


def _segmented(texts: Iterable[str], model: Model, user_words: Phrases | None) -> Iterator[Batch]:
    from vnjudnlp.segmentation import segment_batch
    from vnjudnlp.text.tokens import read_texts

    for group in in_batches((text, None) for text in texts):
        batch = read_texts([text for text, _ in group])
        segment_batch(batch, model=model, user_words=user_words)
        yield batch


def expand_texts(
    texts: Iterable[str],
    mode: Mode = "all",
    case: bool = True,
    *,
    lexicon: str | Path | None = None,
    min_score: float | None = None,
) -> Iterator[Expansion]:
    """Write the abbreviations of a stream of texts out, batch by batch.

    Args:
        texts: raw texts.
        mode: which of them: see :func:`vnjudnlp.expand`.
        case: whether long forms are written in the case that their place asks for.
        lexicon: a file with short forms of the user.
        min_score: how probable a reading has to be where there are several; None for the default.

    Yields:
        the expansion of each text.

    Raises:
        InputError: the mode is unknown, or the file cannot be read or is faulty.
    """
    from vnjudnlp.abbreviations import stage
    from vnjudnlp.abbreviations.choice import MIN_SCORE

    least = MIN_SCORE if min_score is None else min_score
    for group in in_batches((text, None) for text in texts):
        yield from stage.expand_texts([text for text, _ in group], mode, case, lexicon=lexicon, min_score=least)
