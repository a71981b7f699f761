"""The names of places: with a level word before them, or known by themselves."""

from __future__ import annotations

from vnjudnlp.tagging.grammar.context import GLUED, LINE, NUMBER, PARAGRAPH, SINGLE, SPACE, SYLLABLE, UPPER, Context
from vnjudnlp.tagging.grammar.knowledge import Knowledge, PlaceLevel

__all__ = ["is_syllable_of_name", "is_written_as_name", "looks_like_person", "match_level", "match_place_name"]

_LONGEST_UNKNOWN = 4
_LONGEST_RUN = 6


def match_level(context: Context, knowledge: Knowledge, index: int, stop: int) -> tuple[int, PlaceLevel] | None:
    """Match a level word: "tỉnh", "thành phố", "TP."."""
    if index >= stop or context.form[index] not in knowledge.levels.root:
        return None
    found = knowledge.levels.match(context.form, index, stop)
    if found is None:
        return None
    if index and context.form[index - 1] in found[1].not_after and context.gap[index] < PARAGRAPH:
        return None
    return found


def match_place_name(context: Context, knowledge: Knowledge, index: int, stop: int, level: PlaceLevel | None) -> int:
    """Return where a place's name that begins at ``index`` ends, 0 if none does.

    Args:
        context: the tokens.
        knowledge: the lexicons.
        index: the first token of the name.
        stop: the token that the name must not reach.
        level: the level word before it; without one only known places count.
    """
    if index >= stop or context.owner[index] is not None:
        return 0
    tree = knowledge.places if level is not None else knowledge.bare_places
    end = 0
    for known, _ in tree.matches(context.form, index, stop):
        if context.heading[index] and any(context.gap[position] >= LINE for position in range(index + 1, known)):
            break
        if is_written_as_name(context, index, known):
            end = known
    if level is None:
        return end
    if context.gap[index] >= LINE and (context.sentence[index] or context.heading[index] != context.heading[index - 1]):
        return 0 if context.heading[index] != context.heading[index - 1] else end
    if context.form[index] == "số" and level.rank in (4, 5) and index + 1 < stop and context.kind[index + 1] == NUMBER:
        return _number_name(context, knowledge, index + 1, stop, level)
    if context.kind[index] == NUMBER:
        return _number_name(context, knowledge, index, stop, level)
    if level.form == "tt":
        return end
    if context.heading[index]:
        return end or (_heading_name(context, knowledge, index, stop) if level.body else 0)
    if not context.capital[index]:
        return 0
    if (
        not end
        and (level.rank == 1 or (level.rank <= 3 and looks_like_person(context, knowledge, index, stop)))
        and not _is_anonymous(context, index)
    ):
        return 0
    if end and level.form in knowledge.cues["numbered_area"]:
        return _joined_names(context, knowledge, end, stop)
    unknown = _capital_run(context, knowledge, index, stop)
    if end and (end >= unknown or (level.body and not _is_short_name(context, end, unknown))):
        return end
    return unknown


def _joined_names(context: Context, knowledge: Knowledge, end: int, stop: int) -> int:
    """Step over further names that a dash joins: "khu vực Long Thành - Nhơn Trạch"."""
    while end + 1 < stop and context.form[end] in ("-", "–"):
        place = knowledge.places.match(context.form, end + 1, stop)
        if place is None or not is_written_as_name(context, end + 1, place[0]):
            break
        end = place[0]
    return end


def looks_like_person(context: Context, knowledge: Knowledge, index: int, stop: int) -> bool:
    """Whether a capitalised run begins with a surname and goes on as a name does."""
    surname = knowledge.surnames.match(context.form, index, stop)
    if surname is None or surname[1].startswith("foreign") or surname[0] >= stop or not context.capital[surname[0]]:
        return False
    return context.gap[surname[0]] == SPACE and context.form[surname[0]] in knowledge.given_names


def is_syllable_of_name(context: Context, knowledge: Knowledge, index: int) -> bool:
    """Whether a unit noun of one syllable is part of another name: "huyện Trạm Tấu", "Trần Văn Phòng"."""
    if not index or context.gap[index] != SPACE or not context.capital[index] or context.heading[index]:
        return False
    for start in (index - 1, index - 2):
        level = knowledge.levels.match(context.form, start, index) if start >= 0 else None
        if level is not None and level[0] == index and level[1].rank:
            known = knowledge.places.match(context.form, index, context.stops[index])
            return known is not None or (level[1].rank >= 4 and context.capital[index + 1 : index + 2] == [True])
    first = index
    while (
        first > max(0, index - _LONGEST_RUN)
        and context.gap[first] == SPACE
        and context.capital[first - 1]
        and context.owner[first - 1] is None
    ):
        first -= 1
    if first == index:
        following = index + 1
        return looks_like_person(context, knowledge, index, context.stops[index]) and (
            context.form[following] in knowledge.cues["middle_name"]
        )
    return any(looks_like_person(context, knowledge, start, index + 1) for start in range(first, index))


def _is_anonymous(context: Context, index: int) -> bool:
    """Whether a name is a single letter, as published judgments write it."""
    return bool(context.shape[index] & SINGLE) or context.surface[index][1:].isdigit()


def _is_short_name(context: Context, known: int, unknown: int) -> bool:
    """Whether what follows a known name in capitals is a letter or syllable that may belong to a longer name."""
    return unknown - known == 1 and context.gap[known] == SPACE and not context.sentence[known]


def is_written_as_name(context: Context, first: int, stop: int) -> bool:
    if context.heading[first]:
        return True
    return context.capital[first] and all(
        context.capital[index] or context.kind[index] != SYLLABLE or context.form[index - 1] == "-"
        for index in range(first + 1, stop)
    )


def _number_name(context: Context, knowledge: Knowledge, index: int, stop: int, level: PlaceLevel) -> int:
    """The number that names a ward, a district, a street or an area: "quận 1", "khu vực 7 - Đắk Lắk"."""
    if "/" in context.form[index] and level.rank not in (4, 5):
        return 0
    if (
        len(context.form[index]) > 8
        or "." in context.form[index]
        or "," in context.form[index]
        or context.gap[index] >= LINE
    ):
        return 0
    end = index + 1
    if level.rank == 5 and end < stop and context.gap[end] == GLUED and context.shape[end] & SINGLE:
        end += 1
    if level.form in knowledge.cues["numbered_area"] and end + 1 < stop and context.form[end] in ("-", "–"):
        place = knowledge.bare_places.match(context.form, end + 1, stop)
        if place is not None and is_written_as_name(context, end + 1, place[0]):
            return place[0]
    return end if end >= stop or context.form[end] not in knowledge.cues["counted"] else 0


def _heading_name(context: Context, knowledge: Knowledge, index: int, stop: int) -> int:
    """A name that no lexicon knows in a line of capitals: the rest of the line if it is short."""
    end = index
    while end < stop and (end == index or context.gap[end] < LINE) and context.kind[end] == SYLLABLE:
        if end > index and _begins_something(context, knowledge, end, stop):
            break
        end += 1
    return end if 0 < end - index <= 3 and context.shape[index] & (UPPER | SINGLE) else 0


def _capital_run(context: Context, knowledge: Knowledge, index: int, stop: int) -> int:
    """A name that no lexicon knows: capitalised syllables up to something else that begins."""
    end = index
    while end < stop and end - index < _LONGEST_UNKNOWN and context.capital[end] and context.owner[end] is None:
        if end > index and (context.gap[end] == GLUED or _begins_something(context, knowledge, end, stop)):
            break
        if end == index and _begins_body_or_paper(context, knowledge, end, stop):
            return 0
        end += 1
    while end + 1 < stop and context.form[end] in ("-", "–") and context.capital[end + 1] and end - index < 4:
        end += 2
    return end


def _begins_something(context: Context, knowledge: Knowledge, index: int, stop: int) -> bool:
    level = knowledge.levels.match(context.form, index, stop)
    return (
        knowledge.titles.match(context.form, index, stop) is not None
        or (level is not None and level[1].body)
        or _begins_body_or_paper(context, knowledge, index, stop)
    )


def _begins_body_or_paper(context: Context, knowledge: Knowledge, index: int, stop: int) -> bool:
    head = knowledge.heads.match(context.form, index, stop)
    if head is not None and (
        head[0] - index > 1 or context.form[index] in ("tand", "vksnd", "ubnd", "hđnd", "cục", "sở")
    ):
        return True
    paper = knowledge.document_kinds.match(context.form, index, stop)
    return paper is not None and paper[0] - index > 1
