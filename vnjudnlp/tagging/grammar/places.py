"""Names that are places by themselves: states, provinces, regions."""

from __future__ import annotations

from vnjudnlp.batch import Span
from vnjudnlp.tagging.grammar.addresses import chain_places
from vnjudnlp.tagging.grammar.context import LINE, SPACE, Context
from vnjudnlp.tagging.grammar.knowledge import Knowledge
from vnjudnlp.tagging.grammar.place_names import is_written_as_name

__all__ = ["find_bare_places", "find_states"]


def find_states(context: Context, knowledge: Knowledge) -> None:
    """Take the long official names of states, which hold words that begin other names."""
    for index in context.candidates(knowledge.cues["long_place"]):
        start = index + (context.form[index] == "nước")
        found = knowledge.bare_places.match(context.form, start, context.stops[index])
        if found is None or found[0] - start < 4 or not any(context.capital[start : found[0]]):
            continue
        if found[1] not in ("country", "region") or (found[1] == "country" and not context.capital[start]):
            continue
        before = start - 1 - (context.form[start - 1] == "nước")
        if before >= 0 and context.form[before] in knowledge.cues["no_state_after"]:
            continue
        first = index if start == index or context.capital[index] else start
        if context.is_free(first, found[0]):
            context.take(Span(first, found[0], "LOC", "lexicon.place", 0.95))


def find_bare_places(context: Context, knowledge: Knowledge) -> None:
    """Take the names that are places without a level word: provinces, countries, regions."""
    for index in context.candidates(knowledge.bare_places.root.keys(), capital=True):
        if context.owner[index] is not None:
            continue
        paragraph = context.stops[index]
        found = knowledge.bare_places.match(context.form, index, paragraph)
        if found is None or not is_written_as_name(context, index, found[0]) or not context.is_free(index, found[0]):
            continue
        stop, kind = found
        if not _stands_alone(context, knowledge.cues, index, stop, kind):
            continue
        end, _ = chain_places(context, knowledge, stop, 2) if kind in ("district", "city", "feature") else (stop, 1)
        context.take(Span(index, end if context.is_free(index, end) else stop, "LOC", "lexicon.place", 0.8))


def _stands_alone(context: Context, cues: dict[str, frozenset[str]], first: int, stop: int, kind: str) -> bool:
    """Whether a known name is not merely part of a longer capitalised name."""
    if context.heading[first]:
        return kind in ("province", "country", "variant", "former") and stop - first > 1
    before = (
        first > 0 and context.gap[first] == SPACE and context.capital[first - 1] and context.owner[first - 1] is None
    )
    if before and not context.sentence[first - 1] and context.form[first - 1] not in cues["function_word"]:
        return False
    if stop - first == 1 and context.form[first] in cues["ambiguous_country"]:
        owner = context.owner[first - 1] if first else None
        titled = owner is not None and owner.label == "TITLE"
        if not first or not (titled or context.form[first - 1] in cues["place_before"]) or context.gap[first] >= LINE:
            return False
        if (
            not titled
            and context.form[first - 1] not in ("ở", "tại", "sang", "nước")
            and stop < context.count
            and context.gap[stop] == SPACE
            and (context.capital[stop] or context.is_inside_word(stop))
        ):
            return False
    if context.is_free_capital(stop) and kind not in ("province", "country"):
        return False
    return stop - first > 1 or kind in ("country", "city", "region", "province", "variant")
