"""Mentions of bodies: named in full, or by the unit noun alone where the document has named the body."""

from __future__ import annotations

from vnjudnlp.batch import Span
from vnjudnlp.tagging.grammar.agency_names import AgencyMatch, is_in_word, match_agency
from vnjudnlp.tagging.grammar.context import GLUED, LINE, SPACE, Context
from vnjudnlp.tagging.grammar.knowledge import Head, Knowledge
from vnjudnlp.tagging.grammar.place_names import is_syllable_of_name, looks_like_person

__all__ = ["find_agencies", "find_short_references"]


def find_agencies(context: Context, knowledge: Knowledge) -> dict[int, set[str]]:
    """Take the bodies that are named.

    Returns:
        for each document the heads of the bodies that it names in full, for the short references to them.
    """
    named: dict[int, set[str]] = {}
    document = context.batch.tokens.document
    for index in context.candidates(knowledge.body_starts):
        if context.owner[index] is not None:
            continue
        found = knowledge.heads.match(context.form, index, context.stops[index])
        head = found[1] if found is not None else None
        if not context.capital[index] and (head is None or not head.lower):
            continue
        if head is None and knowledge.bodies.match(context.form, index, context.stops[index]) is None:
            continue
        if is_syllable_of_name(context, knowledge, index):
            continue
        match = match_agency(context, knowledge, index)
        if match is None or not context.is_free(index, match.stop):
            continue
        if _is_other_name(context, knowledge, index, match, found):
            continue
        if not _is_mention(context, knowledge, index, match, found):
            continue
        context.take(Span(index, match.stop, "AGENCY", "grammar.agency", 0.9))
        heads = named.setdefault(int(document[index]), set())
        heads.update((match.head, knowledge.full_forms.get(match.head, match.head)))
    return named


def _is_other_name(
    context: Context, knowledge: Knowledge, index: int, match: AgencyMatch, found: tuple[int, Head] | None
) -> bool:
    """Whether the words are part of a number, or begin an organisation that is no body: "Văn phòng thừa phát lại"."""
    if index and context.gap[index] == GLUED and context.form[index - 1] == "/":
        return True
    organisation = knowledge.organisation_heads.match(context.form, index, context.stops[index])
    return organisation is not None and found is not None and organisation[0] > found[0] and not match.placed


def _is_mention(
    context: Context, knowledge: Knowledge, index: int, match: AgencyMatch, found: tuple[int, Head] | None
) -> bool:
    """Whether a body is named here, not only spoken of in general."""
    head = found[1] if found is not None else None
    if (
        head is not None
        and head.alone == "no"
        and head.function == "none"
        and match.head == head.form
        and not _is_body_position(context, knowledge, index, match.complete)
    ):
        return False
    if not context.capital[index]:
        return head is not None and head.lower and match.proper and _has_capital(context, index, match.stop)
    if head is None or match.head != head.form:
        return match.complete
    if found is not None and match.stop == found[0]:
        if head.alone == "yes":
            return not (context.heading[index] and found[0] - index == 1 and context.gap[index] < LINE)
        owner = context.owner[index - 1] if index else None
        return head.alone == "no" and head.function == "none" and owner is not None and owner.label == "TITLE"
    return match.complete


def _is_body_position(context: Context, knowledge: Knowledge, index: int, named: bool) -> bool:
    """Whether what is also a notion stands where a body does: "Trưởng THADS tỉnh", not "công tác THADS"."""
    if index == 0 or context.gap[index] >= LINE or context.sentence[index]:
        return True
    owner = context.owner[index - 1]
    if owner is not None:
        return owner.label == "TITLE"
    return named and context.form[index - 1] not in knowledge.cues["notion_before"]


def _has_capital(context: Context, first: int, stop: int) -> bool:
    return any(context.capital[first:stop])


def find_short_references(context: Context, knowledge: Knowledge, named: dict[int, set[str]]) -> None:
    """Take the capitalised unit nouns alone that point at a body named in the document."""
    if not named:
        return
    document = context.batch.tokens.document
    for index in context.candidates(knowledge.heads.root.keys(), capital=True):
        if context.owner[index] is not None or context.heading[index]:
            continue
        found = knowledge.heads.match(context.form, index, context.stops[index])
        if found is None or found[1].alone != "known" or not context.is_free(index, found[0]):
            continue
        heads = named.get(int(document[index]), set())
        form = found[1].form
        if not any(head == form or head.startswith(form + " ") for head in heads):
            continue
        if is_in_word(context, knowledge, index) or is_syllable_of_name(context, knowledge, index):
            continue
        before = context.form[index - 1] if index and context.gap[index] == SPACE else ""
        if (
            before
            and context.capital[index - 1]
            and context.owner[index - 1] is None
            and not context.sentence[index - 1]
        ):
            continue
        if before.isdigit() or before in knowledge.cues["no_reference_after"]:
            continue
        stop = found[0]
        after_capital = context.is_free_capital(stop)
        # "Vụ Thò Mí Già" is a person's case; "Cục Đặng Minh Triết" the body and its holder of office
        if after_capital and (form == "vụ" or not looks_like_person(context, knowledge, stop, context.stops[index])):
            continue
        context.take(Span(index, stop, "AGENCY", "grammar.short_reference", 0.8))
