"""The opposite of expansion: long forms give way to short forms, which are defined where they are first used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from vnjudnlp.abbreviations.context import Context
from vnjudnlp.abbreviations.definitions import OPENERS, Definition, find_definitions
from vnjudnlp.abbreviations.rewriting import Replacement, Rewriting
from vnjudnlp.abbreviations.short_forms import ShortForms
from vnjudnlp.abbreviations.user_lexicon import lexicon_with
from vnjudnlp.batch import Gap
from vnjudnlp.errors import InputError
from vnjudnlp.lexicon import PhraseTree
from vnjudnlp.text.tokens import fold, read_texts, split_phrase

__all__ = ["Contraction", "abbreviate"]

_FEWEST_LETTERS = 3
_INFORMAL = "internal"
_LONGEST = 24


@dataclass(frozen=True)
class Contraction(Rewriting):
    """A text whose long forms are shortened.

    Attributes:
        text: the new text.
        replacements: what was replaced, in order; where a short form is defined, the definition stands behind the
            long form and ``new_start`` and ``new_end`` hold both.
        raw: the raw text.
    """


class _Place(NamedTuple):
    first: int
    stop: int
    short: str
    is_defined: bool


def abbreviate(
    text: str,
    short_forms: Collection[str] | None = None,
    *,
    define: bool = True,
    min_count: int = 2,
    lexicon: str | Path | None = None,
) -> Contraction:
    """Write long forms short.

    Args:
        text: any text.
        short_forms: which short forms may be used; None for all of the lexicon that mean one thing, but for what is
            rare, and have at least three letters.
        define: whether the first use is written out with the short form behind it in brackets, unless the text
            itself defines it; without it every use is shortened.
        min_count: how often a long form has to stand in the text to be shortened.
        lexicon: a file with short forms of your own, which go before the package's: see
            :func:`~vnjudnlp.abbreviations.user_lexicon.read_short_forms`.

    Returns:
        the new text, what was replaced, and the map between both.

    Raises:
        InputError: one of ``short_forms`` is in no lexicon, ``min_count`` is below 1, or the file cannot be read or is
            faulty.

    >>> text = "Thi hành án dân sự là việc khó. Công tác thi hành án dân sự cần tập trung."
    >>> abbreviate(text).text
    'Thi hành án dân sự (THADS) là việc khó. Công tác THADS cần tập trung.'
    """
    if min_count < 1:
        raise InputError(f"min_count is 1 or more, not {min_count}")
    known = lexicon_with(lexicon)
    unknown = sorted(set(short_forms or ()) - known.readings.keys())
    if unknown:
        raise InputError(f"no such short form: {', '.join(unknown)}; give its long form in a lexicon of your own")
    batch = read_texts([text])
    if not len(batch.tokens):
        return Contraction(text, (), text)
    context = Context(batch, known)
    tree = _long_forms(known, None if short_forms is None else frozenset(short_forms))
    openers = (token for token, surface in enumerate(context.surface) if surface in OPENERS)
    definitions = find_definitions(context, openers)
    defined = {definition.short: definition.valid_from for definition in definitions}
    places, rare = list(_places(context, tree, definitions, frozenset())), frozenset[str]()
    # where a long form stands too seldom, a shorter one inside it may stand often enough: the longest go first
    while seldom := _seldom(places, min_count, defined.keys()):
        rare |= seldom
        places = list(_places(context, tree, definitions, rare))
    return _written(text, context, places, defined if define else dict.fromkeys({place.short for place in places}, -1))


@lru_cache(maxsize=8)
def _long_forms(known: ShortForms, wanted: frozenset[str] | None) -> PhraseTree[str]:
    """Return the long forms with the short form that stands for each; where several do, the shortest."""
    by_long: dict[str, str] = {}
    for short, readings in known.readings.items():
        if wanted is None:
            letters = sum(character.isalpha() for character in short)
            is_usual = readings[0].frequency == "common" and readings[0].register != _INFORMAL
            is_usual = is_usual and all(reading.frequency == "rare" for reading in readings[1:])
            if not is_usual or letters < _FEWEST_LETTERS or not short.isupper():
                continue
        elif short not in wanted:
            continue
        # of several readings the default is meant
        long = fold(readings[0].long)
        if " " in long and (long not in by_long or (len(short), short) < (len(by_long[long]), by_long[long])):
            by_long[long] = short
    tree: PhraseTree[str] = PhraseTree()
    for long, short in by_long.items():
        tree.add(split_phrase(long), short)
    return tree


def _places(
    context: Context, tree: PhraseTree[str], definitions: Sequence[Definition], rare: frozenset[str]
) -> Iterator[_Place]:
    """Yield where long forms stand that can be shortened, the longest of those that begin together."""
    taken = {token for item in definitions for token in range(item.long_first, item.long_stop)}
    own = {fold(context.batch.surface(item.long_first, item.long_stop)): item.short for item in definitions}
    own_tree: PhraseTree[str] = PhraseTree()
    for long, short in own.items():
        own_tree.add(long.split(" "), short)
    token = 0
    while token < context.count:
        limit = min(context.count, token + _LONGEST)
        matches = chain(own_tree.matches(context.form, token, limit), tree.matches(context.form, token, limit))
        usable = (match for match in matches if match[1] not in rare)
        found = max(usable, key=lambda match: match[0], default=None)
        if found is None or not taken.isdisjoint(range(token, found[0])) or not _is_one_line(context, token, found[0]):
            token += 1
            continue
        yield _Place(token, found[0], found[1], found[1] in own.values())
        token = found[0]


def _seldom(places: Sequence[_Place], min_count: int, defined: Collection[str]) -> frozenset[str]:
    """Return, of the short forms that stand for too few places, those for the longest run of words."""
    counts = Counter(place.short for place in places)
    few = [place for place in places if counts[place.short] < min_count and place.short not in defined]
    longest = max((place.stop - place.first for place in few), default=0)
    return frozenset(place.short for place in few if place.stop - place.first == longest)


def _is_one_line(context: Context, first: int, stop: int) -> bool:
    return all(context.gap[token] < Gap.PARAGRAPH for token in range(first + 1, stop))


def _written(text: str, context: Context, places: Sequence[_Place], valid_from: Mapping[str, int]) -> Contraction:
    pieces: list[str] = []
    replacements: list[Replacement] = []
    introduced: set[str] = set()
    done = length = 0
    for place in places:
        short = place.short
        start, end = context.batch.raw_offsets(place.first, place.stop)
        begins = valid_from.get(short)
        if begins is not None and place.first < begins:
            continue
        is_new = begins is None and short not in introduced
        introduced.add(short)
        long = text[start:end]
        written = f"{long} ({short})" if is_new else short
        pieces += (text[done:start], written)
        new_start = length + start - done
        length = new_start + len(written)
        replacements.append(Replacement(start, end, short, long, new_start, length, place.is_defined))
        done = end
    pieces.append(text[done:])
    return Contraction("".join(pieces), tuple(replacements), text)
