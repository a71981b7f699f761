"""The rules in their order. What an earlier rule took, a later one leaves."""

from __future__ import annotations

from vnjudnlp.batch import Batch, BoolArray, Span
from vnjudnlp.tagging.grammar.addresses import find_addresses
from vnjudnlp.tagging.grammar.agencies import find_agencies, find_short_references
from vnjudnlp.tagging.grammar.context import Context
from vnjudnlp.tagging.grammar.documents import find_documents
from vnjudnlp.tagging.grammar.figures import find_dates, find_money
from vnjudnlp.tagging.grammar.knowledge import knowledge
from vnjudnlp.tagging.grammar.later_mentions import find_bylines, find_later_mentions
from vnjudnlp.tagging.grammar.organisations import find_organisation_references, find_organisations
from vnjudnlp.tagging.grammar.people import find_people
from vnjudnlp.tagging.grammar.places import find_bare_places, find_states
from vnjudnlp.tagging.grammar.titles import find_titles

__all__ = ["grammar_spans"]


def grammar_spans(batch: Batch, words: BoolArray | None = None) -> list[Span]:
    """Return what the rules find named in the texts, in order and without overlaps.

    Args:
        batch: a batch with tokens and sentences.
        words: bool, one a token: whether a word begins there; None to look for words only where a rule asks.
    """
    lexicons = knowledge()
    context = Context(batch, words)
    find_documents(context, lexicons)
    find_dates(context, lexicons)
    find_money(context, lexicons)
    find_states(context, lexicons)
    find_titles(context, lexicons)
    find_organisations(context, lexicons)
    named = find_agencies(context, lexicons)
    find_bylines(context, lexicons)
    find_addresses(context, lexicons)
    find_short_references(context, lexicons, named)
    find_organisation_references(context, lexicons)
    find_people(context, lexicons)
    find_bare_places(context, lexicons)
    find_later_mentions(context, lexicons)
    return context.spans()
