"""The words and tagged spans around one short form: what its readings are told apart by."""

from __future__ import annotations

from functools import cached_property

from vnjudnlp.abbreviations.context import Context
from vnjudnlp.abbreviations.short_forms import helper_words
from vnjudnlp.batch import Gap, Kind

__all__ = ["ADJACENT", "NEAR", "Surroundings"]

ADJACENT = 3
"""How many tokens on either side are read together with the short form."""

NEAR = 12
"""How many tokens on either side are near it."""


class Surroundings:
    """What stands around one short form; each part is looked at once, when it is asked for.

    Args:
        context: the batch.
        first: the first token of the short form.
        stop: the token behind it.
    """

    def __init__(self, context: Context, first: int, stop: int) -> None:
        self.context = context
        self.first = first
        self.stop = stop

    @cached_property
    def before(self) -> frozenset[str]:
        """Words that end right before the short form, at most :data:`ADJACENT`, and classes of them."""
        context, first = self.context, self.first
        found = {"<line>"} if context.wide_gap(first) else set()
        if first == 0 or context.gap[first] >= Gap.PARAGRAPH:
            return frozenset(found)
        start = first
        while start > 0 and first - start < ADJACENT and context.gap[start] < Gap.PARAGRAPH:
            start -= 1
            found.add(" ".join(context.form[start:first]))
        last = first - 1
        if context.follows(first):
            if context.form[last] in helper_words("person"):
                found.add("<person>")
            if context.ends_person(first):
                found.add("<name>")
        found |= _classes(context, last)
        return frozenset(found)

    @cached_property
    def after(self) -> frozenset[str]:
        """Words that begin right behind the short form, at most :data:`ADJACENT`, and classes of them."""
        context, stop = self.context, self.stop
        found = {"<line>"} if stop >= context.count or context.wide_gap(stop) else set()
        if stop >= context.count or context.gap[stop] >= Gap.PARAGRAPH:
            return frozenset(found)
        end = stop
        while end < context.count and end - stop < ADJACENT and context.gap[end] < Gap.PARAGRAPH:
            end += 1
            found.add(" ".join(context.form[stop:end]))
        if context.is_place(stop):
            found.add("<place>")
        if context.is_surname(stop):
            found.add("<surname>")
        if context.is_capitalised(stop):
            found.add("<capitalised>")
        found |= _classes(context, stop)
        return frozenset(found)

    @cached_property
    def near(self) -> str:
        """The words of the paragraph within :data:`NEAR` tokens on either side, with a space before and behind each."""
        context = self.context
        first, _ = context.line(self.first, NEAR)
        _, stop = context.line(self.stop - 1, NEAR)
        words = [*context.form[first : self.first], "\x00", *context.form[self.stop : stop]]
        return f" {' '.join(words)} "

    @cached_property
    def label(self) -> frozenset[str]:
        """The labels of the spans that hold the short form or stand beside it."""
        context = self.context
        inside = context.span(self.first)
        found = {f"inside {inside.label}"} if inside else set()
        if inside and inside.first == self.first and inside.stop == self.stop:
            found.add(f"whole {inside.label}")
        if inside and inside.first == self.first:
            found.add(f"first {inside.label}")
        if self.stop < context.count and (behind := context.span(self.stop)) and behind is not inside:
            found.add(f"next {behind.label}")
        if self.first > 0 and (before := context.span(self.first - 1)) and before is not inside:
            found.add(f"previous {before.label}")
        return frozenset(found)


def _classes(context: Context, token: int) -> set[str]:
    """Return the classes of a neighbour that do not depend on the side."""
    found: set[str] = set()
    if context.kind[token] == Kind.NUMBER:
        found.add("<number>")
    if context.kind[token] == Kind.CODE:
        found.add("<code>")
    if context.form[token] in helper_words("level"):
        found.add("<level>")
    if context.surface[token] in context.lexicon.by_first:
        found.add("<short>")
    return found
