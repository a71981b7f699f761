"""Organisations that are not bodies of the State: companies, banks, schools, hospitals, the press."""

from __future__ import annotations

from vnjudnlp.batch import Span
from vnjudnlp.tagging.grammar.agency_names import match_agency
from vnjudnlp.tagging.grammar.context import GLUED, LINE, LOWER, NUMBER, SPACE, Context
from vnjudnlp.tagging.grammar.knowledge import Knowledge
from vnjudnlp.tagging.grammar.place_names import is_syllable_of_name, match_level, match_place_name

__all__ = ["find_organisation_references", "find_organisations"]

_QUOTES = {'"': '"', "“": "”", "«": "»", "'": "'"}
_LONGEST_QUOTED = 12
_LONGEST = 40


def find_organisations(context: Context, knowledge: Knowledge) -> None:
    """Take the organisations: a head with a name of its own, then names that are known by themselves."""
    for index in context.candidates(knowledge.organisation_heads.root.keys()):
        if context.owner[index] is not None:
            continue
        stop = _match_with_head(context, knowledge, index)
        if stop and context.is_free(index, stop):
            context.take(Span(index, stop, "ORG", "grammar.organisation", 0.8))
    for index in context.candidates(knowledge.organisation_names.root.keys()):
        if context.owner[index] is not None or (not context.capital[index] and context.shape[index] != 1):
            continue
        stop = _match_known(context, knowledge, index)
        if stop and context.is_free(index, stop):
            context.take(Span(index, stop, "ORG", "lexicon.organisation", 0.8))


def find_organisation_references(context: Context, knowledge: Knowledge) -> None:
    """Take the capitalised head alone of an organisation that the document has named: "Công ty"."""
    document = context.batch.tokens.document
    named: dict[int, set[tuple[str, ...]]] = {}
    for span in context.spans():
        if span.label == "ORG":
            heads = named.setdefault(int(document[span.first]), set())
            heads.update(tuple(context.form[span.first : stop]) for stop in range(span.first + 1, span.stop))
    if not named:
        return
    for phrase in knowledge.cues["organisation_reference"]:
        words = tuple(phrase.split())
        for index in context.candidates({words[0]}, capital=True):
            stop = index + len(words)
            if tuple(context.form[index:stop]) != words or not context.is_free(index, stop):
                continue
            if context.heading[index] or context.sentence[index] or context.capital[stop : stop + 1] == [True]:
                continue
            if words in named.get(int(document[index]), set()):
                context.take(Span(index, stop, "ORG", "grammar.organisation_reference", 0.7))


def _match_known(context: Context, knowledge: Knowledge, index: int) -> int:
    best = 0
    for stop, written in knowledge.organisation_names.matches(context.form, index, context.stops[index]):
        surface = " ".join(context.surface[index:stop])
        after_no = index and context.form[index - 1] in knowledge.cues["no_org_after"]
        if surface.replace(" ", "") == "".join(written) and not context.heading[index] and not after_no:
            best = stop
    if (
        best
        and context.form[best : best + 2] == ["việt", "nam"]
        and context.capital[best]
        and context.gap[best] == SPACE
    ):
        return best + 2
    if best - index == 1 and context.sentence[index] and context.form[index] in knowledge.given_names:
        return 0
    return best


def _match_with_head(context: Context, knowledge: Knowledge, index: int) -> int:
    paragraph = context.stops[index]
    found = knowledge.organisation_heads.match(context.form, index, paragraph)
    if found is None or not _is_head_here(context, knowledge, index, found[0], paragraph):
        return 0
    head_stop = position = found[0]
    named = False
    paragraph = min(paragraph, index + _LONGEST)
    while position < paragraph and context.owner[position] is None and context.continues(position):
        step, names = _step(context, knowledge, position, paragraph, named)
        if not step:
            break
        position, named = step, named or names
    if not named:
        return _headless(context, knowledge, index, head_stop, position)
    return _with_place(context, knowledge, position, paragraph)


def _is_head_here(context: Context, knowledge: Knowledge, index: int, stop: int, paragraph: int) -> bool:
    """Whether the words that may begin an organisation's name do, and begin no body, place or ordinary word."""
    agency = knowledge.heads.match(context.form, index, paragraph)
    if agency is not None and agency[0] >= stop and context.capital[index]:
        return False
    body = knowledge.bodies.match(context.form, index, paragraph)
    if body is not None and body[0] > stop and context.capital[index]:
        return False
    if knowledge.bare_places.match(context.form, index, paragraph) is not None and stop - index == 1:
        return False
    if stop - index == 1 and (context.heading[index] or (not context.capital[index] and context.form[index] != "báo")):
        return False
    if index and context.form[index - 1] in knowledge.cues["no_org_after"]:
        return False
    if stop - index == 1 and is_syllable_of_name(context, knowledge, index):
        return False
    inside_run = index and context.gap[index] == SPACE and context.capital[index] and context.capital[index - 1]
    if inside_run and stop - index == 1 and context.owner[index - 1] is None and not context.sentence[index - 1]:
        return False
    return context.capital[index] or not (context.form[index] == "tổ" or context.heading[index])


def _headless(context: Context, knowledge: Knowledge, index: int, head_stop: int, position: int) -> int:
    """A head without a proper name counts only where it is capitalised and a place completes it."""
    if not context.capital[index] or context.heading[index]:
        return 0
    if head_stop - index >= 4 and sum(context.capital[index:head_stop]) > 1:
        return _with_place(context, knowledge, head_stop, context.stops[index])
    end = _with_place(context, knowledge, position, context.stops[index])
    return end if end > position else 0


def _step(context: Context, knowledge: Knowledge, position: int, paragraph: int, named: bool) -> tuple[int, bool]:
    """Read one more piece of a name: returns where it ends (0: the name is over) and whether it is a proper name."""
    form = context.form[position]
    if context.gap[position] >= LINE and context.heading[position] != context.heading[position - 1]:
        return 0, False
    if form in _QUOTES and context.gap[position] == SPACE:
        for end in range(position + 2, min(paragraph, position + _LONGEST_QUOTED)):
            if context.form[end] == _QUOTES[form] and context.gap[end] == GLUED:
                return end + 1, True
        return 0, False
    if form == "(" and position + 2 < paragraph and context.form[position + 2] == ")" and not named:
        return position + 3, False
    if (
        named
        and context.shape[position] & LOWER
        and form not in ("và", "chi", "phòng")
        and not context.heading[position]
    ):
        return _lower_part(context, position, paragraph), False
    function = knowledge.organisation_functions.match(context.form, position, paragraph)
    if function is not None and not (
        context.capital[position] and _is_person_or_title(context, knowledge, position, paragraph)
    ):
        return function[0], context.capital[position] and not context.heading[position] and function[0] - position > 1
    if form in ("và", "-", "&") and position + 1 < paragraph and (named or position > 0):
        partner = knowledge.organisation_functions.match(context.form, position + 1, paragraph)
        if (
            partner is not None
            and context.owner[position - 1] is None
            and knowledge.organisation_functions.root.get(context.form[position - 1]) is not None
        ):
            return partner[0], False
    if (
        form in ("-", "–", "&", "và", "+")
        and position + 1 < paragraph
        and named
        and context.capital[position + 1]
        and not _is_person_or_title(context, knowledge, position + 1, paragraph)
    ):
        if form == "và" or context.gap[position] != context.gap[position + 1]:
            return 0, False
        return position + 1, False
    if (
        context.kind[position] == NUMBER
        and context.form[position].isdigit()
        and len(form) <= 3
        and context.gap[position] == SPACE
    ):
        return position + 1, True
    if not context.capital[position] or (context.heading[position] and named and context.gap[position] >= LINE):
        return 0, False
    if _is_person_or_title(context, knowledge, position, paragraph):
        return 0, False
    field = knowledge.functions.match(context.form, position, paragraph)
    if field is not None and not context.heading[position]:
        return field[0], True
    return position + 1, True


def _lower_part(context: Context, position: int, paragraph: int) -> int:
    """Return where small-letter words inside a name end, 0 if they are none: "Nông sản Vĩnh Cường".

    They belong to it where the first is of one word with the capital before and a capital follows soon.
    """
    if not context.is_inside_word(position):
        return 0
    for end in range(position + 1, min(paragraph, position + 5)):
        if context.gap[end] != SPACE:
            return 0
        if context.capital[end]:
            return end
    return 0


def _is_person_or_title(context: Context, knowledge: Knowledge, position: int, paragraph: int) -> bool:
    title = knowledge.titles.match(context.form, position, paragraph)
    if title is not None and (title[0] - position > 1 or context.shape[position] & 4 == 0):
        return True
    head = knowledge.heads.match(context.form, position, paragraph)
    if head is not None and head[0] - position > 1:
        return True
    if head is None or not context.capital[position]:
        return False
    agency = match_agency(context, knowledge, position)
    return agency is not None and agency.complete


def _with_place(context: Context, knowledge: Knowledge, position: int, paragraph: int) -> int:
    """Add "tỉnh X", "chi nhánh Y" behind a name."""
    if (
        position + 2 < paragraph
        and context.form[position] in ("-", "–")
        and context.form[position + 1] in ("chi", "phòng", "cn", "pgd")
    ):
        branch = knowledge.organisation_functions.match(context.form, position + 1, paragraph)
        if branch is not None:
            place = match_place_name(context, knowledge, branch[0], paragraph, None)
            position = place or position
    level = match_level(context, knowledge, position, paragraph)
    if level is not None and level[1].body and context.same_line(position):
        stop = match_place_name(context, knowledge, level[0], paragraph, level[1])
        following = level[0] < paragraph and context.gap[level[0]] == SPACE and context.capital[level[0]]
        return stop or (position if following else level[0])
    return position
