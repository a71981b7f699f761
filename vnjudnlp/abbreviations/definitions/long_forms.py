"""The long form among the words before a short form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnjudnlp.abbreviations.alignment import align_backward, align_forward, letters_of
from vnjudnlp.abbreviations.context import TITLE, UPPER, Context
from vnjudnlp.abbreviations.definitions.record import Definition
from vnjudnlp.abbreviations.definitions.short_runs import DASHES, FILLERS, short_run, split_run
from vnjudnlp.abbreviations.short_forms import helper_words
from vnjudnlp.batch import Kind
from vnjudnlp.text.syllables import is_syllable
from vnjudnlp.text.tokens import fold

__all__ = ["is_known", "long_before", "long_forward", "match_item"]

# matches "PC02", "A05", "NV1"; does not match "QĐ"
_UNIT_CODE = re.compile(r"[A-ZĐ]{1,3}\d{1,3}[A-Z]?")
_LONGEST_LONG_FORM = 40
_LONGEST_NAME = 18
_WORDS_BETWEEN = 12
_WORDS_SKIPPED = 5
_WORDS_LEFT_OUT = 3
_LETTERS_OF_NAME = 3
_LETTERS_OF_AMBIGUOUS = 2
_NAME_WORDS = 3
_LONGEST_HEAD = 3

Run = tuple[int, int]
"""First token and the token behind the last."""


def match_item(
    context: Context, lowest: int, long_stop: int, item: Run, behind: int | None, is_said: bool
) -> list[Definition]:
    """Match one short form, with the words that it repeats, with the words before ``long_stop``.

    Args:
        context: the batch.
        lowest: the first token that the long form may hold.
        long_stop: the token behind the last that it may hold.
        item: the tokens of the short form: ``THADS``, ``Cục THADS``, ``BCĐ PCHM``, ``BLDS 2015``.
        behind: the first token at which the definition holds, None for the one behind the short form.
        is_said: whether words such as ``gọi tắt là`` stand before it.

    Returns:
        a definition for each short form in the item, none if they do not fit.
    """
    first, stop = item
    run_first = first
    while run_first < stop and short_run(context, run_first, stop) == run_first:
        run_first += 1
    run_stop = short_run(context, run_first, stop)
    if run_stop == run_first:
        return []
    while long_stop > lowest and context.surface[long_stop - 1] in FILLERS | DASHES:
        long_stop -= 1
    lowest = max(lowest, long_stop - _LONGEST_LONG_FORM)
    if not _goes_with(context, long_stop, run_stop, stop, is_said):
        return []
    matched = _match_parts(context, lowest, long_stop, _parts(context, first, stop, run_stop))
    if not matched and run_first == first:
        long_form = long_before(context, lowest, long_stop, (run_first, run_stop), is_said)
        matched = [((run_first, run_stop), long_form)] if long_form else []
    return [
        _define(context, run, long_form, run[1] if behind is None else behind, first)
        for run, long_form in matched
        if long_form[1] - long_form[0] > 1 and not _is_person(context, *long_form)
    ]


def _define(context: Context, run: Run, long_form: Run, behind: int, first: int) -> Definition:
    short = context.batch.surface(*run)
    # "Sở TP" says nothing of "TP Vinh"
    is_bound = run[0] > first and len(letters_of(short)) <= _LETTERS_OF_AMBIGUOUS and short in context.lexicon.readings
    head = context.form[run[0] - 1] if is_bound else ""
    return Definition(context.document[run[0]], short, *run, *long_form, behind, head)


def _goes_with(context: Context, long_stop: int, run_stop: int, stop: int, is_said: bool) -> bool:
    """Whether what follows the short form in its item says the same as the words before: ``2015``, ``xã``."""
    if run_stop >= stop or is_said:
        return True
    said_before = context.form[max(0, long_stop - _WORDS_BETWEEN) : long_stop]
    is_number = context.kind[run_stop] in (Kind.NUMBER, Kind.CODE)
    if is_number or context.shape[run_stop] & (TITLE | UPPER):
        return all(form in said_before for form in context.form[run_stop:stop])
    return True


def _parts(context: Context, first: int, stop: int, run_stop: int) -> list[Run | str]:
    """Part an item into short forms and words that stand in the long form as they are."""
    parts: list[Run | str] = []
    token = first
    while token < stop:
        end = short_run(context, token, stop)
        if end > token:
            parts += split_run(context, token, end)
            token = end
        elif (
            token > run_stop
            and short_run(context, token, stop, 1) == token
            and not any(short_run(context, later, stop) > later for later in range(token, stop))
        ):
            break
        else:
            parts.append(context.form[token])
            token += 1
    return parts


def _match_parts(context: Context, lowest: int, long_stop: int, parts: Sequence[Run | str]) -> list[tuple[Run, Run]]:
    """Match several short forms and words in the order of the long form, words of which may be left out between."""
    while parts:
        if len(parts) == 1:
            return []
        head = parts[0]
        for place in range(long_stop - 1, lowest - 1, -1):
            if isinstance(head, str) and context.form[place] != head:
                continue
            matched = _follow(context, place, long_stop, parts)
            if matched:
                return matched
        if isinstance(parts[-1], tuple):
            return []
        # "Ủy ban nhân dân (UBND gửi)": words that follow are no part of it
        parts = parts[:-1]
    return []


def _follow(context: Context, place: int, long_stop: int, parts: Sequence[Run | str]) -> list[tuple[Run, Run]]:
    matched: list[tuple[Run, Run]] = []
    for index, part in enumerate(parts):
        for skipped in range(_WORDS_SKIPPED + 1 if index else 1):
            start = place + skipped
            if start >= long_stop:
                return []
            if isinstance(part, str):
                length = int(context.form[start] == part)
            else:
                length = long_forward(context, context.batch.surface(*part), start, long_stop)
                if length:
                    matched.append((part, (start, start + length)))
            if length:
                place = start + length
                break
        else:
            return []
    return matched


def long_forward(context: Context, short: str, first: int, stop: int) -> int:
    """Return how many words from ``first`` on the letters of a short form stand for, 0 if they do not fit."""
    stop = min(stop, first + _LONGEST_LONG_FORM)
    return align_forward(short, context.surface[first:stop], context.form[first:stop])


def long_before(context: Context, lowest: int, long_stop: int, run: Run, is_said: bool) -> Run | None:
    """Find the long form of one short form right before a token.

    Its letters are tried first, then the lexicon, the name of a police unit, the tagged name and last a name that
    begins with the word for an organisation: the letters of ``UNICEF`` are those of another language.
    """
    short = context.batch.surface(*run)
    words, forms = context.surface[lowest:long_stop], context.form[lowest:long_stop]
    first, stop = align_backward(short, words, forms, skip=_WORDS_BETWEEN)
    if stop:
        return lowest + first, lowest + stop
    found = _known_before(context, lowest, long_stop, short) or _unit_before(context, lowest, long_stop, short)
    if found is None and _is_foreign(context, run, short, is_said):
        found = _organisation_before(context, lowest, long_stop, short) or _tagged_before(context, long_stop)
    return found


def is_known(context: Context, short: str, first: int, stop: int) -> bool:
    """Whether the lexicon has the words as a long form of the short form."""
    forms = context.form[first:stop]
    return any(_words_of(reading.long) == forms for reading in context.lexicon.readings.get(short, ()))


def _words_of(long: str) -> list[str]:
    return fold(long).replace(",", " ,").split()


def _known_before(context: Context, lowest: int, long_stop: int, short: str) -> Run | None:
    """Find a long form of the lexicon among the words before, however its letters fall."""
    forms = context.form[lowest:long_stop]
    for reading in context.lexicon.readings.get(short, ()):
        wanted = _words_of(reading.long)
        if len(wanted) < 2:
            continue
        for place in range(len(forms) - len(wanted), -1, -1):
            if forms[place : place + len(wanted)] == wanted:
                return lowest + place, lowest + place + len(wanted)
    return None


def _unit_before(context: Context, lowest: int, long_stop: int, short: str) -> Run | None:
    """Take the name of the office that ends before the code of a police unit: ``Cục Cảnh sát hình sự (C02)``."""
    readings = context.lexicon.readings.get(short, ())
    if not _UNIT_CODE.fullmatch(short) or not any(reading.kind == "agency" for reading in readings):
        return None
    heads = helper_words("name_head")
    for first in range(long_stop - 2, max(lowest, long_stop - _LONGEST_NAME) - 1, -1):
        if context.surface[first] in (".", ";", "(", ")", ":"):
            return None
        if context.form[first] in heads and context.shape[first + 1] & (TITLE | UPPER):
            return first, long_stop
    return None


def _is_foreign(context: Context, run: Run, short: str, is_said: bool) -> bool:
    """Whether the letters can be those of a name in another language: the lexicon would know a Vietnamese one."""
    letters = letters_of(short)
    if len(letters) < _LETTERS_OF_NAME or not letters.isalpha() or " " in short:
        return False
    if context.capitals[run[0]] and is_syllable(fold(letters)):
        return False
    readings = context.lexicon.readings.get(short, ())
    return is_said or not readings or readings[0].kind == "organisation"


def _tagged_before(context: Context, long_stop: int) -> Run | None:
    """Take the tagged name that ends before the bracket; an article is no name."""
    span = context.span(long_stop - 1) if long_stop else None
    if span is None or span.label not in ("AGENCY", "ORG", "LAW") or span.stop != long_stop:
        return None
    if span.label == "LAW" and not _opens_organisation(context, span.first, span.stop):
        return None
    return span.first, span.stop


def _organisation_before(context: Context, lowest: int, long_stop: int, short: str) -> Run | None:
    """Take the name that begins with the nearest word for an organisation or a law with a capital."""
    if long_stop - lowest > 2 and context.form[long_stop - 2] == "năm" and context.kind[long_stop - 1] == Kind.NUMBER:
        long_stop -= 2
    if fold(short) in context.form[lowest:long_stop]:
        # "Diễn đàn Apec (APEC)" shortens nothing
        return None
    for first in range(long_stop - 1, max(lowest, long_stop - _LONGEST_NAME) - 1, -1):
        if context.kind[first] in (Kind.PUNCTUATION, Kind.NUMBER) and context.surface[first] not in {",", "&", *DASHES}:
            return None
        if not _opens_organisation(context, first, long_stop):
            continue
        # "Liên minh Hợp tác xã Việt Nam" begins with two of them
        for longer in range(first - 1, max(lowest, first - _LONGEST_HEAD) - 1, -1):
            if _opens_organisation(context, longer, first, is_whole=True):
                first = longer
                break
        names = sum(bool(shape & (TITLE | UPPER)) for shape in context.shape[first:long_stop])
        return (first, long_stop) if long_stop - first >= _NAME_WORDS and names > 1 else None
    return None


def _opens_organisation(context: Context, first: int, stop: int, *, is_whole: bool = False) -> bool:
    """Whether a word for an organisation, written with a capital, begins at a token; whether it ends at ``stop``."""
    if not context.shape[first] & (TITLE | UPPER):
        return False
    heads = helper_words("organisation_head")
    ends = [stop] if is_whole else range(first + 1, min(first + _LONGEST_HEAD, stop) + 1)
    return any(" ".join(context.form[first:end]) in heads for end in ends)


def _is_person(context: Context, first: int, stop: int) -> bool:
    """Whether the words are a name, whose initials hide it rather than shorten it."""
    span = context.span(first)
    if span is not None:
        return span.label == "PERSON"
    if not context.is_surname(first) or not all(context.shape[token] & TITLE for token in range(first, stop)):
        return False
    # "Công ty Trần Gia Phát" is none
    before = context.form[max(0, first - _WORDS_LEFT_OUT) : first]
    heads = helper_words("organisation_head") | helper_words("name_head")
    return not any(form in heads or " ".join(before[place : place + 2]) in heads for place, form in enumerate(before))
