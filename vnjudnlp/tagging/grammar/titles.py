"""Offices, ranks and professional positions, with the modifiers that belong to them."""

from __future__ import annotations

from collections.abc import Sequence

from vnjudnlp.batch import Span
from vnjudnlp.tagging.grammar.agency_names import match_agency
from vnjudnlp.tagging.grammar.context import GLUED, LOWER, NUMBER, PARAGRAPH, SINGLE, SPACE, TITLE, UPPER, Context
from vnjudnlp.tagging.grammar.knowledge import Knowledge, Title
from vnjudnlp.tagging.grammar.place_names import looks_like_person, match_level, match_place_name

__all__ = ["find_titles"]


def find_titles(context: Context, knowledge: Knowledge) -> None:
    """Take the titles."""
    for index in context.candidates(knowledge.titles.root.keys()):
        if context.owner[index] is not None:
            continue
        phrases = knowledge.titles.matches(context.form, index, context.stops[index])
        stop = _match_title(context, knowledge, index, phrases) if phrases else 0
        if stop and context.is_free(index, stop) and not _is_inside_name(context, knowledge, index, stop):
            context.take(Span(index, stop, "TITLE", "lexicon.title", 0.9))


def _is_inside_name(context: Context, knowledge: Knowledge, first: int, stop: int) -> bool:
    """Whether a title's words belong to a longer name: "Đoàn Luật sư tỉnh", "Hội đồng Thẩm phán", "Đại sứ quán"."""
    paragraph = context.stops[first]
    for start in range(max(0, first - 3), first + 1):
        if not context.capital[start] or context.stops[start] != paragraph:
            continue
        for tree in (knowledge.heads, knowledge.organisation_heads):
            head = tree.match(context.form, start, paragraph)
            if head is not None and head[0] >= stop and head[0] - start > stop - first:
                return True
        if (
            start < first
            and context.form[start] in knowledge.heads.root
            and all(context.gap[i] == SPACE for i in range(start + 1, first + 1))
        ):
            head = knowledge.heads.match(context.form, start, paragraph)
            if head is not None and head[0] == first and context.capital[first] and head[1].function == "required":
                function = knowledge.functions.match(context.form, first, paragraph)
                if function is not None and function[0] >= stop:
                    return True
    return False


def _match_title(
    context: Context, knowledge: Knowledge, index: int, phrases: Sequence[tuple[int, tuple[Title, ...]]]
) -> int:
    """Return where the title that begins at a token ends, 0 if none does.

    Args:
        context: the tokens.
        knowledge: the lexicons.
        index: the first token.
        phrases: the ends of the lexicon's phrases that begin there, and their titles.
    """
    paragraph = context.stops[index]
    best: tuple[int, Title] | None = None
    for stop, titles in phrases:
        if context.owner[stop - 1] is not None:
            break
        for title in titles:
            if _is_written(context, index, stop, title) and not _is_split(
                context, knowledge, index, stop, paragraph, title
            ):
                best = (stop, title)
    if best is None:
        return 0
    stop, title = best
    if not _is_title_here(context, knowledge, index, stop, title):
        return 0
    if title.kind == "unit_head" and title.condition != "leading":
        stop = _with_unit(context, knowledge, index, stop, paragraph)
    modifier = title.takes.match(context.form, stop, paragraph)
    if (
        modifier is not None
        and not _names_more(context, knowledge, stop, modifier[0])
        and not _places_follow(context, knowledge, stop, modifier[0], paragraph)
    ):
        stop = modifier[0]
    return _fused_body(context, knowledge, index, stop, paragraph)


def _is_written(context: Context, first: int, stop: int, title: Title) -> bool:
    """Whether an abbreviation is written as one, and a word not in capitals inside a name."""
    if title.as_written is None:
        return True
    surface = "".join(context.surface[first:stop])
    return all(token in surface for token in title.as_written)


def _is_split(context: Context, knowledge: Knowledge, first: int, stop: int, paragraph: int, title: Title) -> bool:
    """Whether a longer title holds a body that is a span by itself: "Chủ tịch Quốc hội", "Trưởng Công an huyện X"."""
    if title.kind == "unit_head":
        return _leads_named_body(context, knowledge, first, stop, paragraph)
    if title.kind in ("state", "abbreviation", "degree", "rank", "court"):
        return False
    return stop - first > 1 and _names_body(context, knowledge, first, stop, paragraph)


def _leads_named_body(context: Context, knowledge: Knowledge, first: int, stop: int, paragraph: int) -> bool:
    """Whether the unit in a title is a body by itself and named with its place: "Trưởng Công an huyện X"."""
    for index in range(first + 1, stop):
        head = knowledge.heads.match(context.form, index, paragraph)
        if head is not None and head[1].form in knowledge.cues["unit_in_title"]:
            continue
        if head is not None and head[1].function in ("none", "optional") and head[1].place and head[0] == stop:
            match = match_agency(context, knowledge, index)
            led = context.capital[index - 1] and head[1].function == "none" and match is not None and match.placed
            goes_on = match is not None and match.stop > stop and context.capital[match.stop - 1]
            return match is not None and (match.proper or led or goes_on)
    return False


def _names_body(context: Context, knowledge: Knowledge, first: int, stop: int, paragraph: int) -> bool:
    """Whether a capitalised body begins inside a title and goes on to a proper or full name."""
    for index in range(first + 1, stop):
        if not context.capital[index] or context.heading[index]:
            continue
        unit = knowledge.heads.match(context.form, index, paragraph)
        if unit is not None and unit[1].form in knowledge.cues["unit_in_title"]:
            continue
        body = knowledge.bodies.match(context.form, index, paragraph)
        if body is not None and body[0] >= stop:
            return True
        match = match_agency(context, knowledge, index)
        if match is None:
            continue
        if not match.complete and match.stop == stop and match.head in knowledge.cues["split_unit"]:
            return True
        if match.stop > stop or (match.complete and match.proper):
            return match.proper or match.stop - index > 2
        if match.complete and match.stop == stop:
            return True
    return False


def _is_title_here(context: Context, knowledge: Knowledge, first: int, stop: int, title: Title) -> bool:
    """Whether a word that may be a title is one: TP, TS and CT have other readings, "đại biểu" are also guests."""
    single = stop - first == 1
    if stop < context.count and context.form[stop] in knowledge.cues["title_not_before"] and context.gap[stop] == SPACE:
        return False
    if (
        title.as_written is not None
        and first > 1
        and context.gap[first] == GLUED
        and context.form[first - 1] in ("-", "/", "&")
    ) and not context.shape[first - 2] & TITLE:
        return False
    after = context.form[stop] if stop < context.count and context.gap[stop] < PARAGRAPH else ""
    if first and f"{context.form[first - 1]} {context.form[first]}" in knowledge.cues["in_word"]:
        return False
    if first and context.form[first - 1] in knowledge.cues["title_not_after"] and context.gap[first] == SPACE:
        return False
    if title.kind == "abbreviation":
        agency = match_agency(context, knowledge, first)
        if agency is not None and agency.complete and agency.stop > stop:
            return False
    numbered = first > 0 and context.form[first - 1] in knowledge.cues["numbered_before"]
    condition = title.condition
    if condition == "modified":
        return title.takes.match(context.form, stop, context.stops[first]) is not None
    if condition == "elected":
        return after in knowledge.cues["elected_body"]
    if condition == "named":
        return stop < context.count and context.capital[stop] and context.gap[stop] < PARAGRAPH and not numbered
    if condition == "leading":
        leads = stop < context.count and context.capital[first] and context.capital[stop]
        return leads and match_agency(context, knowledge, stop) is not None
    if condition == "capital":
        return context.capital[first]
    upper = single and bool(context.shape[first] & UPPER) and not context.heading[first]
    return not (upper and title.as_written is None)


def _with_unit(context: Context, knowledge: Knowledge, first: int, stop: int, paragraph: int) -> int:
    """Add the function phrase of the unit that a head leads: "Trưởng phòng Nghiệp vụ 2"."""
    if stop < paragraph and context.form[stop] == context.form[stop - 1] and context.capital[stop]:
        return stop
    position = stop
    while position < paragraph and context.owner[position] is None:
        joint = position
        if position > stop and context.form[position] in ("và", "-", "–") and context.continues(position + 1):
            joint = position + 1
        if joint >= paragraph or context.gap[joint] >= PARAGRAPH:
            break
        found = 0
        for end, _ in knowledge.functions.matches(context.form, joint, paragraph):
            found = end
        if not found and position == stop and context.capital[joint] and not context.heading[joint]:
            found = _unknown_unit(context, knowledge, joint, paragraph)
        if not found or (knowledge.titles.match(context.form, joint, paragraph) is not None and joint > position):
            break
        if (
            position == stop
            and not context.capital[joint]
            and context.form[joint] not in ("chỉ", "thi", "nghiệp", "tổ", "quản")
        ) and (context.capital[first] or not knowledge.functions.match(context.form, joint, paragraph)):
            break
        body = knowledge.heads.match(context.form, joint, paragraph)
        if (
            body is not None
            and context.capital[joint]
            and body[1].place
            and body[1].function == "none"
            and context.form[joint] != "thads"
        ):
            break
        position = found
    if (
        position < paragraph
        and context.kind[position] == NUMBER
        and context.form[position].isdigit()
        and len(context.form[position]) <= 2
    ):
        position += 1
    return position


def _unknown_unit(context: Context, knowledge: Knowledge, start: int, paragraph: int) -> int:
    """Return where a capitalised word ends that says what unit a head leads and that no lexicon knows; 0 if none."""
    if context.shape[start] & (UPPER | SINGLE) or context.gap[start] != SPACE:
        return 0
    if looks_like_person(context, knowledge, start, paragraph) or knowledge.heads.match(context.form, start, paragraph):
        return 0
    stop = start + 1
    if stop >= paragraph or not context.shape[stop] & LOWER or not context.is_inside_word(stop):
        return 0
    return stop + 1


def _names_more(context: Context, knowledge: Knowledge, first: int, stop: int) -> bool:
    """Whether a modifier is the unit noun of a body that is named: "Giám đốc Sở Tư pháp"."""
    if not context.capital[first]:
        return False
    modifier = " ".join(context.form[first:stop])
    if modifier in knowledge.cues["split_unit"] or modifier in knowledge.cues["split_company"]:
        return True
    head = knowledge.heads.match(context.form, first, stop)
    if head is not None and head[1].function == "parent":
        return False
    match = match_agency(context, knowledge, first)
    return match is not None and match.stop > stop


def _places_follow(context: Context, knowledge: Knowledge, first: int, stop: int, paragraph: int) -> bool:
    """Whether a level word behind a title belongs to a place with a name: "Chủ tịch tỉnh Gia Lai"."""
    level = match_level(context, knowledge, first, paragraph)
    return level is not None and bool(match_place_name(context, knowledge, level[0], paragraph, level[1]))


def _fused_body(context: Context, knowledge: Knowledge, first: int, stop: int, paragraph: int) -> int:
    """Add a unit noun alone that names no body by itself: "Giám đốc Sở"."""
    if stop < paragraph and context.form[stop] == "sở" and context.capital[stop] and context.gap[stop] == SPACE:
        match = match_agency(context, knowledge, stop)
        if match is not None and not match.complete:
            return stop + 1
    return stop
