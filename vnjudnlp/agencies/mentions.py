"""Mentions given as strings, alone or in the document in which they stand: ``compare`` and ``link``."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from vnjudnlp.agencies.comparison import Answer, compare_names
from vnjudnlp.agencies.identity import Identity, identity_of, identity_of_text
from vnjudnlp.agencies.lexicon import lexicon
from vnjudnlp.agencies.linking import LinkedBody, link_name, located
from vnjudnlp.agencies.register import Register
from vnjudnlp.agencies.register import register as open_register
from vnjudnlp.agencies.spelling import with_diacritics
from vnjudnlp.agencies.stage import DocumentNames
from vnjudnlp.batch import Batch, Span
from vnjudnlp.errors import InputError
from vnjudnlp.records import Abbreviation
from vnjudnlp.tagging.grammar.knowledge import knowledge
from vnjudnlp.text.tokens import split_phrase

__all__ = ["compare", "link"]

# a place in brackets at the end, matches "huyện Châu Thành (Long An)"; does not match "Thi hành án dân sự (THADS)"
_PLACE_IN_BRACKETS = re.compile(r"\s*\((?=[^()]*[^\WA-ZĐ\d_])([^()]+)\)\s*$")
# between a unit and the body that it belongs to: matches " thuộc ", " trực thuộc "
_BELONGS_TO = re.compile(r"\s+(?:trực\s+)?thuộc\s+")
_LONGEST_MENTION = 400


def compare(
    a: str,
    b: str,
    *,
    context: str | None = None,
    doc_date: str | datetime.date | None = None,
    register: str | Path | Register | None = None,
) -> Answer:
    """Say whether two mentions of bodies mean one body.

    Args:
        a: a mention, as written.
        b: another.
        context: the document in which both stand; short references (``Cục``, ``UBND tỉnh``) are completed from it.
        doc_date: the document's date; without it, and with a context, it is looked for in the document.
        register: a user's own register file or folder, or a register that was read.

    Returns:
        ``"same"``; ``"predecessor"`` where ``a`` became ``b`` by law; ``"successor"`` where ``b`` became ``a``;
        ``"different"``; ``"unknown"`` where the mentions and their document do not tell.

    Raises:
        InputError: ``doc_date`` is not an ISO date, or the user's register cannot be read.
        RecordError: a row of the user's register is faulty.
        TypeError: ``a``, ``b`` or ``context`` is not a string.

    >>> compare("Cục THADS Gia Lai", "Cục Thi hành án dân sự tỉnh Gia Lai")
    'same'
    >>> compare("TAND tỉnh Gia Lai", "TAND TP Pleiku")
    'different'
    """
    for text in (a, b, context or ""):
        if not isinstance(text, str):
            raise TypeError(f"a mention is a string, not {type(text).__name__}")
    bodies = _opened(register)
    document = _document(context, doc_date)
    first, second = _read(a, document, bodies), _read(b, document, bodies)
    if first is None or second is None:
        return "unknown"
    return compare_names(
        first.identity, second.identity, bodies, document.date, together=first.is_in_text and second.is_in_text
    )


def link(
    mention: str,
    *,
    context: str | None = None,
    doc_date: str | datetime.date | None = None,
    register: str | Path | Register | None = None,
) -> LinkedBody | None:
    """Return the body of the register that a mention means.

    Args:
        mention: the mention, as written.
        context: the document in which it stands.
        doc_date: the document's date; without it, and with a context, it is looked for in the document.
        register: a user's own register file or folder, or a register that was read.

    Returns:
        the body as it was on that date, or is today; None where the mention does not tell which body it is, or the
        register does not have it.

    Raises:
        InputError: ``doc_date`` is not an ISO date, or the user's register cannot be read.
        RecordError: a row of the user's register is faulty.
        TypeError: ``mention`` or ``context`` is not a string.

    >>> body = link("THADS tỉnh Gia Lai", doc_date="2026-03-01")
    >>> body.id, body.valid
    ('province_civil_enforcement@52-2025', ('2025-07-01', None))
    """
    for text in (mention, context or ""):
        if not isinstance(text, str):
            raise TypeError(f"a mention is a string, not {type(text).__name__}")
    bodies = _opened(register)
    document = _document(context, doc_date)
    found = _read(mention, document, bodies)
    return link_name(found.identity, bodies, document.date, found.certainty) if found is not None else None


def _opened(register: str | Path | Register | None) -> Register:
    return register if isinstance(register, Register) else open_register(register)


@dataclass(frozen=True, slots=True)
class _Context:
    """A document that was tagged: its text, the spans found in it as offsets of tokens, and its date."""

    text: str
    spans: tuple[tuple[int, int, str], ...] = ()
    date: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    identity: Identity
    is_in_text: bool
    certainty: float


def _document(context: str | None, doc_date: str | datetime.date | None) -> _Context:
    if isinstance(doc_date, datetime.datetime):
        doc_date = doc_date.date()
    if isinstance(doc_date, str) and doc_date:
        try:
            doc_date = datetime.date.fromisoformat(doc_date)
        except ValueError:
            raise InputError(f"not an ISO date such as 2022-04-13: {doc_date!r}") from None
    given = doc_date.isoformat() if isinstance(doc_date, datetime.date) else ""
    return _tagged(context, given) if context and context.strip() else _Context("", (), given)


@lru_cache(maxsize=64)
def _tagged(context: str, date: str) -> _Context:
    from vnjudnlp.abbreviations import find_abbreviations
    from vnjudnlp.dates import value_dates
    from vnjudnlp.tagging import tag_batch
    from vnjudnlp.text.tokens import read_texts

    batch = read_texts([context], [datetime.date.fromisoformat(date) if date else None])
    tag_batch(batch)
    batch.abbreviations = find_abbreviations(batch)
    found = value_dates(batch)[0]
    spans = tuple((span.first, span.stop, span.label) for span in batch.spans or ())
    return _Context(context, spans, found.isoformat() if found is not None else "")


@lru_cache(maxsize=4096)
def _read(mention: str, document: _Context, register: Register) -> _Found | None:
    from vnjudnlp.text.tokens import read_texts

    mention = with_diacritics(_prepared(mention), register)
    alone = read_texts([mention])
    if not len(alone.tokens):
        return None
    if not document.text:
        return _named(alone, [Span(0, len(alone.tokens), "AGENCY", "")], [0], register, document.date, is_in_text=False)
    batch = read_texts([document.text])
    places = _occurrences(batch.tokens.form, alone.tokens.form)
    spans = [Span(first, stop, label, "") for first, stop, label in document.spans]
    if places:
        spans, indices = _with_mentions(spans, _chosen(spans, places))
    else:
        first = len(batch.tokens)
        batch = read_texts([f"{document.text}\n\n{mention}."])
        spans = [span for span in spans if span.stop <= first]
        indices = [len(spans)]
        stop = min(first + len(alone.tokens), len(batch.tokens))
        if first >= stop:
            return None
        spans.append(Span(first, stop, "AGENCY", ""))
    return _named(batch, spans, indices, register, document.date, is_in_text=True)


def _prepared(mention: str) -> str:
    """Write a mention as running text has it: a place behind a comma, a unit and the body above it side by side."""
    mention = mention.strip()[:_LONGEST_MENTION]
    mention = _BELONGS_TO.sub(" ", _PLACE_IN_BRACKETS.sub(r", \1", mention))
    first, *others = mention.split(", ")
    for part in others:
        words = split_phrase(part)
        known = knowledge()
        is_body = part[:1].isupper() and (
            known.heads.match(words, 0, len(words)) is not None
            or lexicon().bodies.match(words, 0, len(words)) is not None
        )
        first = f"{first} {part}" if is_body else f"{first}, {part}"
    return first


def _occurrences(forms: Sequence[str], wanted: Sequence[str]) -> list[tuple[int, int]]:
    length = len(wanted)
    return [
        (index, index + length)
        for index, form in enumerate(forms)
        if form == wanted[0] and list(forms[index : index + length]) == list(wanted)
    ]


def _chosen(spans: list[Span], places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Prefer mentions that the tagger found, then those that are not part of a longer name."""
    tagged = {(span.first, span.stop) for span in spans if span.label == "AGENCY"}
    found = [place for place in places if place in tagged]
    if found:
        return found
    longer = [span for span in spans if span.label == "AGENCY"]
    free = [
        (first, stop) for first, stop in places if not any(span.first <= first and stop <= span.stop for span in longer)
    ]
    return free or places


def _with_mentions(spans: list[Span], places: list[tuple[int, int]]) -> tuple[list[Span], list[int]]:
    taken: list[tuple[int, int]] = []
    for first, stop in places:
        if not taken or first >= taken[-1][1]:
            taken.append((first, stop))
    kept = [span for span in spans if all(span.stop <= first or stop <= span.first for first, stop in taken)]
    wanted = [Span(first, stop, "AGENCY", "") for first, stop in taken]
    together = sorted([*kept, *wanted], key=lambda span: span.first)
    chosen = {id(span) for span in wanted}
    return together, [index for index, span in enumerate(together) if id(span) in chosen]


def _named(
    batch: Batch, spans: list[Span], indices: list[int], register: Register, date: str, *, is_in_text: bool
) -> _Found:
    from vnjudnlp.abbreviations import find_abbreviations

    batch.spans = spans
    batch.abbreviations = find_abbreviations(batch)
    abbreviations: Sequence[Abbreviation] = batch.abbreviations[0]
    names = DocumentNames(batch, spans, abbreviations, 0)
    names.name()
    counts = Counter(spans[index].norm for index in indices)
    norm = counts.most_common(1)[0][0]
    index = next(each for each in indices if spans[each].norm == norm)
    full, basis = names.full_name(index)
    identity = identity_of_text(full) if isinstance(full, str) else identity_of(full)
    return _Found(located(identity, names.province(index), register, date), is_in_text, basis.value)
