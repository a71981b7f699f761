"""The features of the span model: what it sees of each token, for many texts at once.

A token is described by a few columns of small whole numbers; a template names the columns, and at which distance, that
together make one feature. The values of a template are packed into one key, and a feature that has weights is found by
its key in the template's table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from operator import attrgetter, itemgetter

import numpy as np

from vnjudnlp.batch import Batch, BoolArray, Gap, IntArray, Kind, Span
from vnjudnlp.resources import read_table
from vnjudnlp.segmentation.forms import UNKNOWN, CaseClass, NameClass, describe
from vnjudnlp.tagging.tags import tags_of
from vnjudnlp.text.syllables import is_syllable

__all__ = [
    "COLUMN_BITS",
    "PADS",
    "TEMPLATES",
    "TEMPLATE_NAMES",
    "Columns",
    "GrammarClasses",
    "describe_tokens",
    "template_keys",
]

Template = tuple[tuple[str, int], ...]
"""The columns of a feature, each with its distance from the token."""

PADS = 2
"""How many pads stand before the tokens of each piece and behind the last."""

COLUMN_BITS = {
    "form": 15,
    "case": 4,
    "name": 3,
    "figure": 4,
    "grammar": 8,
    "rule": 8,
    "word": 2,
    "layout": 6,
    "memory": 6,
}
"""How many bits the values of each column need; 0 is a pad in each."""


def _template(text: str) -> Template:
    """Read a template such as ``"form-1 case0"``."""
    parts = []
    for part in text.split():
        cut = next(index for index, character in enumerate(part) if character in "-+0123456789")
        parts.append((part[:cut], int(part[cut:])))
    return tuple(parts)


TEMPLATE_NAMES = (
    "form0",
    "form-1",
    "form+1",
    "form-2",
    "form+2",
    "form0 case0",
    "form-1 case0",
    "form+1 case0",
    "form-1 form0",
    "form0 form+1",
    "form-2 form-1",
    "form+1 form+2",
    "form-2 form-1 form0",
    "form-1 form0 form+1",
    "form-2 form-1 case0",
    "case-2 case-1 case0 case+1",
    "case-1 case0 case+1 case+2",
    "figure-1 figure0 figure+1",
    "figure0 form-1",
    "name-2 name-1 name0 case0",
    "name-1 name0 name+1 case0",
    "word0 word+1 case0",
    "layout0 case0",
    "layout+1 case0",
    "rule-1",
    "rule+1",
    "rule0 case0 case+1",
    "rule0 case-1 case0",
    "rule-2 rule-1 rule0",
    "grammar-1 grammar0 grammar+1",
    "rule0 form0",
    "grammar0 form-1",
    "grammar0 form+1",
    "grammar-1 form0",
    "grammar+1 form0",
    "memory0 grammar0 case0",
    "memory-1 memory0 memory+1",
    "memory0 form-1",
    "memory0 form+1",
)
"""Every feature: the columns whose values it joins, each with its distance from the token."""

TEMPLATES = tuple(map(_template, TEMPLATE_NAMES))


class GrammarClasses:
    """The numbers of what the grammar finds: a label alone, and a label with the rule that found it.

    Args:
        labels: the labels of the grammar.
        rules: pairs of a label and the name of a rule that finds it.
    """

    def __init__(self, labels: tuple[str, ...], rules: tuple[tuple[str, str], ...]) -> None:
        self.labels = labels
        self.rules = rules
        self._label = {label: number for number, label in enumerate(labels)}
        self._rule = {rule: number for number, rule in enumerate(rules)}

    def columns(self, spans: list[Span], count: int) -> tuple[IntArray, IntArray]:
        """Return the tags of spans by their label, and by their label and rule; a rule that is not known is none."""
        first = np.array([span.first for span in spans], dtype=np.int64)
        stop = np.array([span.stop for span in spans], dtype=np.int64)
        label = np.array([self._label[span.label] for span in spans], dtype=np.int64)
        rule = np.array([self._rule.get((span.label, span.source), -1) for span in spans], dtype=np.int64)
        known = rule >= 0
        return tags_of(first, stop, label, count), tags_of(first[known], stop[known], rule[known], count)


@dataclass(frozen=True, slots=True)
class Columns:
    """What the model sees of each token, with pads between pieces.

    Attributes:
        values: int64 arrays of one shape, by the names of :data:`COLUMN_BITS`; 0 is a pad.
        position: int64, one a token: where the token stands in the arrays.
    """

    values: dict[str, IntArray]
    position: IntArray


_FOREIGN_NAME = 7
"""Beside the :class:`~vnjudnlp.segmentation.forms.NameClass` of a token: a part of a foreigner's name."""


@lru_cache(maxsize=1)
def _foreign_names() -> frozenset[str]:
    """Return the parts of foreign names that are not spelt as a Vietnamese syllable is."""
    rows = read_table("lexicons/foreign_names.tsv")
    return frozenset(form for row in rows if row["part"] != "full" and not is_syllable(form := row["form"].lower()))


_FORM, _KIND, _SHAPE = attrgetter("form"), attrgetter("kind"), attrgetter("shape")


def figure_class(form: str, kind: int) -> int:
    """Return what a number looks like: a day, a month, a year, a full date, the number of a document."""
    if kind == Kind.CODE:
        return 14
    if kind != Kind.NUMBER:
        return 1
    parts = form.replace("-", "/").replace(".", "/").split("/")
    if not all(part.isdigit() for part in parts):
        return 13 if ":" in form else 12
    if len(parts) == 1:
        number = int(form[:8])
        if len(form) <= 2:
            return 2 if number <= 12 else 3 if number <= 31 else 4
        return 5 if len(form) == 4 and 1800 <= number <= 2100 else 6
    if len(parts) == 2:
        day, month = int(parts[0][:8]), int(parts[1][:8])
        return 7 if day <= 31 and month <= 12 else 8 if day <= 12 and 1800 <= month <= 2100 else 9
    return 10 if len(parts) == 3 and int(parts[2][:8]) >= 1800 and len(parts[1]) <= 2 else 11


def describe_tokens(
    batch: Batch, numbers: Mapping[str, int], grammar: list[Span], classes: GrammarClasses, words: BoolArray
) -> Columns:
    """Describe the tokens of a batch.

    Args:
        batch: a batch with tokens and sentences.
        numbers: the vocabulary.
        grammar: what the grammar found.
        classes: the numbers of its labels and rules.
        words: bool, one a token: whether a word begins there.

    Returns:
        the columns; a piece ends where a paragraph does.
    """
    tokens = batch.tokens
    count = len(tokens)
    types = tokens.types
    seen = list(map(describe, map(_FORM, types), map(_KIND, types), map(_SHAPE, types)))
    form = np.array(list(map(numbers.get, map(itemgetter(0), seen), repeat(UNKNOWN))), dtype=np.int64)[tokens.type]
    described = np.array(list(map(itemgetter(1), seen)), dtype=np.int64)[tokens.type]
    figure = np.array(list(map(figure_class, map(_FORM, types), map(_KIND, types))), dtype=np.int64)[tokens.type]
    known = _foreign_names()
    foreign = np.array([token.form in known for token in types], dtype=np.bool_)
    case = np.where(tokens.capitals, described >> 4, described) & 15
    name_class = described >> 8
    name_class[foreign[tokens.type] & (name_class == NameClass.NONE)] = _FOREIGN_NAME
    tags, rules = classes.columns(grammar, count)
    word = np.where(words, 1, 3)
    word[:-1][words[:-1] & ~words[1:]] = 2
    sentence = np.zeros(count, dtype=np.int64)
    sentence[batch.sentence_first] = 1
    line = tokens.line - tokens.line[batch.document_first[tokens.document]]
    gap = np.minimum(tokens.gap, Gap.PARAGRAPH).astype(np.int64)
    layout = 1 + gap + 4 * sentence + 8 * np.searchsorted([0, 2, 8], line)
    columns = {
        "form": form,
        "case": case,
        "name": name_class,
        "figure": figure,
        "grammar": tags + 1,
        "rule": rules + 1,
        "word": word,
        "layout": layout,
        "memory": _memory(batch, tags, case),
    }
    pads = np.zeros(count, dtype=np.int64)
    pads[tokens.gap >= Gap.PARAGRAPH] = PADS
    position = np.arange(count) + np.cumsum(pads)
    size = count + int(pads.sum()) + PADS
    values = {}
    for name, column in columns.items():
        padded = np.zeros(size, dtype=np.int64)
        padded[position] = column
        values[name] = padded
    return Columns(values, position)


# how a token is written that may belong to a name elsewhere in its document
_CAPITAL_CASES = np.isin(
    np.arange(len(CaseClass)),
    [
        CaseClass.TITLE,
        CaseClass.UPPER,
        CaseClass.SINGLE,
        CaseClass.IN_CAPITALS,
        CaseClass.ABBREVIATION,
        CaseClass.FOREIGN_IN_CAPITALS,
        CaseClass.FOREIGN_TITLE,
    ],
)


def _memory(batch: Batch, tags: IntArray, case: IntArray) -> IntArray:
    """Return for each capitalised token the tag that its form has in the document's names, and 1 for all others.

    It is the most frequent one, of names of several tokens if there are any: a name in full tells more than one alone.
    """
    tokens = batch.tokens
    numbers: dict[str, int] = {}
    form = np.array([numbers.setdefault(token.form, len(numbers)) for token in tokens.types], dtype=np.int64)
    capital = np.flatnonzero(_CAPITAL_CASES[case])
    keys = (tokens.document[capital] * len(numbers) + form[tokens.type[capital]]) << 8
    named = tags[capital] > 0
    found, counts = np.unique(keys[named] | tags[capital[named]], return_counts=True)
    alone = (found & 255) % 4 == 0
    order = np.lexsort((counts, ~alone, found >> 8))
    found = found[order]
    best = found[np.append(found[1:] >> 8 != found[:-1] >> 8, True)] if len(found) else found
    memory = np.ones(len(tokens), dtype=np.int64)
    if len(best):
        place = np.minimum(np.searchsorted(best >> 8, keys >> 8), len(best) - 1)
        hit = best[place] >> 8 == keys >> 8
        memory[capital[hit]] = (best[place[hit]] & 255) + 1
    return memory


def template_bits(template: Template) -> int:
    """Return how many bits the keys of a template have."""
    return sum(COLUMN_BITS[name] for name, _ in template)


def template_keys(columns: Columns, positions: IntArray) -> Iterator[IntArray]:
    """Yield the keys of each template of :data:`TEMPLATES` at some positions.

    Args:
        columns: the tokens of a batch.
        positions: int64: places in the columns.
    """
    shifted: dict[tuple[str, int], IntArray] = {}
    for template in TEMPLATES:
        keys = np.zeros(len(positions), dtype=np.int64)
        for part in template:
            values = shifted.get(part)
            if values is None:
                values = shifted[part] = columns.values[part[0]][positions + part[1]]
            keys <<= COLUMN_BITS[part[0]]
            keys |= values
        yield keys
