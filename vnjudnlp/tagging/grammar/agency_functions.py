"""The content phrase behind a unit noun: "Tổ chức cán bộ", "Hộ tịch, quốc tịch, chứng thực", "Nghiệp vụ 2"."""

from __future__ import annotations

from vnjudnlp.tagging.grammar.context import LINE, NUMBER, SINGLE, SPACE, SYLLABLE, UPPER, Context
from vnjudnlp.tagging.grammar.knowledge import Head, Knowledge
from vnjudnlp.tagging.grammar.place_names import looks_like_person, match_level

__all__ = ["behind_number", "match_function", "match_one_function"]


def match_function(context: Context, knowledge: Knowledge, start: int, paragraph: int, head: Head) -> int:
    """Return where the content phrase behind a unit noun ends, 0 if there is none."""
    stop = match_one_function(context, knowledge, start, paragraph)
    verbs = knowledge.cues["verb_function"]
    if (
        stop
        and not context.capital[start]
        and head.form in knowledge.cues["acting_head"]
        and _text(context, start, stop) in verbs
    ):
        return 0
    if not stop:
        stop = _number_of_unit(context, knowledge, start, paragraph, head) or _unknown_function(
            context, knowledge, start, paragraph, head
        )
        if not stop:
            return 0
    while stop + 1 < paragraph and context.owner[stop] is None:
        joint = context.form[stop]
        level = match_level(context, knowledge, stop, paragraph)
        if level is not None and level[1].body:
            break
        if joint in ("và", "-", "–", ",", "&"):
            following = stop + 1
            # a comma inside a name is part of the lexicon's phrases; behind one a list goes on
            if joint == "," or not context.continues(following):
                break
            if _begins_new_mention(context, knowledge, following, paragraph):
                break
            end = match_one_function(context, knowledge, following, paragraph)
            if not end and joint == "và" and context.capital[following]:
                end = _unknown_function(context, knowledge, following, paragraph, head)
            if not end or (joint == "và" and not context.capital[following] and head.form in ("cơ quan", "công an")):
                break
            if joint in ("-", "–") and context.gap[stop] != context.gap[following]:
                break
            stop = end
        elif context.kind[stop] == NUMBER:
            return _number_of_unit(context, knowledge, stop, paragraph, head) or stop
        else:
            end = match_one_function(context, knowledge, stop, paragraph)
            if (
                not end
                or _begins_new_mention(context, knowledge, stop, paragraph)
                # lower case belongs to a name only within one phrase of the lexicon: behind it a verb may follow
                or not context.capital[stop]
                or (context.gap[stop] >= LINE and context.capital[stop] and not context.heading[stop])
            ):
                break
            stop = end
    return behind_number(context, stop, paragraph)


def _text(context: Context, first: int, stop: int) -> str:
    return " ".join(context.form[first:stop])


def behind_number(context: Context, stop: int, paragraph: int) -> int:
    """Step over "số 1" behind a name."""
    if (
        stop + 1 < paragraph
        and context.form[stop] == "số"
        and context.form[stop + 1].isdigit()
        and len(context.form[stop + 1]) <= 2
    ):
        return stop + 2
    return stop


def _number_of_unit(context: Context, knowledge: Knowledge, start: int, paragraph: int, head: Head) -> int:
    """Return where the number of a unit ends, as in "Phòng 11", "Vụ 14"; 0 if there is none."""
    if start >= paragraph or head.form not in knowledge.cues["numbered_head"] or context.gap[start] != SPACE:
        return 0
    if not context.form[start].isdigit() or len(context.form[start]) > 2:
        return 0
    if start + 1 < paragraph and context.form[start + 1] in knowledge.cues["counted"]:
        return 0
    return start + 1


def match_one_function(context: Context, knowledge: Knowledge, start: int, paragraph: int) -> int:
    """Return where one function phrase of the lexicon ends, the longest that begins no title inside."""
    if start >= paragraph or context.owner[start] is not None:
        return 0
    best = 0
    for stop, _ in knowledge.functions.matches(context.form, start, paragraph):
        if context.owner[stop - 1] is not None:
            break
        if stop < paragraph and context.form[stop] == "viên" and context.gap[stop] == SPACE:
            continue
        best = stop
    return best


def _begins_new_mention(context: Context, knowledge: Knowledge, index: int, paragraph: int) -> bool:
    if knowledge.titles.match(context.form, index, paragraph) is not None:
        return True
    head = knowledge.heads.match(context.form, index, paragraph)
    return head is not None and context.capital[index] and not (context.heading[index] and head[0] - index == 1)


def _unknown_function(context: Context, knowledge: Knowledge, start: int, paragraph: int, head: Head) -> int:
    """A capitalised content word that no lexicon knows: the word that the segmenter makes of it."""
    if start >= paragraph or not context.capital[start] or context.heading[start] or context.owner[start] is not None:
        return 0
    if _begins_new_mention(context, knowledge, start, paragraph) or context.gap[start] >= LINE:
        return 0
    if knowledge.bare_places.match(context.form, start, paragraph) is not None or knowledge.levels.match(
        context.form, start, paragraph
    ):
        return 0
    if looks_like_person(context, knowledge, start, paragraph) and head.function == "required":
        return 0
    if context.shape[start] & (UPPER | SINGLE):
        return start + 1
    stop = start + 1
    while stop < paragraph and context.owner[stop] is None and context.kind[stop] == SYLLABLE and stop - start < 5:
        if not context.is_inside_word(stop) and not (
            context.capital[stop] and not _begins_new_mention(context, knowledge, stop, paragraph)
        ):
            break
        stop += 1
    return stop
