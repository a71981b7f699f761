"""The names of bodies: unit noun, function, level, place, parent."""

from __future__ import annotations

from dataclasses import dataclass

from vnjudnlp.tagging.grammar.agency_functions import behind_number, match_function, match_one_function
from vnjudnlp.tagging.grammar.context import LINE, SPACE, UPPER, Context
from vnjudnlp.tagging.grammar.knowledge import Head, Knowledge
from vnjudnlp.tagging.grammar.place_names import is_written_as_name, match_level, match_place_name
from vnjudnlp.text.syllables import is_syllable

__all__ = ["AgencyMatch", "is_in_word", "match_agency"]

_DEEPEST = 3
"""How many parents a name may hold: "Đội 3 Phòng Cảnh sát hình sự Công an tỉnh X" has two."""


@dataclass(slots=True)
class AgencyMatch:
    """A body's name in running text.

    Attributes:
        stop: index behind its last token.
        head: the form of its unit noun, or of the fixed name.
        complete: whether it says more than the unit noun.
        proper: whether a place or another proper name is in it.
        placed: whether it ends with a level or a place, so that no parent follows.
    """

    stop: int
    head: str
    complete: bool
    proper: bool
    placed: bool


def match_agency(context: Context, knowledge: Knowledge, index: int, depth: int = 0) -> AgencyMatch | None:
    """Match a body's name that begins at a token.

    Args:
        context: the tokens.
        knowledge: the lexicons.
        index: the first token.
        depth: how many units stand before this one in the same name.

    Returns:
        the match, None if no body's name begins here; a unit noun alone is a match with ``complete`` False.
    """
    paragraph = context.stops[index]
    body = _match_body(context, knowledge, index, paragraph)
    head = _match_head(context, knowledge, index, paragraph)
    best: AgencyMatch | None = None
    if head is not None and not is_in_word(context, knowledge, index):
        best = _continue_head(context, knowledge, index, head[0], head[1], paragraph)
        if best is not None:
            best = _with_parent(context, knowledge, best, depth)
    if body:
        fixed = AgencyMatch(body, context.form[index], True, False, False)
        fixed = _with_level_and_place(context, knowledge, fixed, index, paragraph)
        fixed = _with_parent(context, knowledge, fixed, depth)
        if best is None or fixed.stop > best.stop:
            best = fixed
    return best


def is_in_word(context: Context, knowledge: Knowledge, index: int) -> bool:
    """Whether a unit noun's syllable is part of another word here: "Ban hành", "trụ sở"."""
    pairs = knowledge.cues["in_word"]
    if index + 1 < context.count and f"{context.form[index]} {context.form[index + 1]}" in pairs:
        return True
    return index > 0 and f"{context.form[index - 1]} {context.form[index]}" in pairs


def _match_body(context: Context, knowledge: Knowledge, index: int, paragraph: int) -> int:
    """Return where a fixed name ends, 0 if none begins; abbreviations must be written as the lexicon has them."""
    if not context.capital[index]:
        return 0
    best = 0
    for stop, written in knowledge.bodies.matches(context.form, index, paragraph):
        if written is not None and not context.heading[index]:
            surface = "".join(context.surface[index:stop])
            if any(token not in surface for token in written if token.isupper() and len(token) > 1):
                continue
        best = stop
    return best


def _match_head(context: Context, knowledge: Knowledge, index: int, paragraph: int) -> tuple[int, Head] | None:
    best = None
    for stop, head in knowledge.heads.matches(context.form, index, paragraph):
        if (
            len(head.form) <= 6
            and " " not in head.form
            and _is_abbreviation(head.form)
            and not context.shape[index] & UPPER
        ):
            continue
        if any(
            context.gap[position] >= LINE and context.heading[position] != context.heading[position - 1]
            for position in range(index + 1, stop)
        ):
            continue
        best = (stop, head)
    return best


def _is_abbreviation(form: str) -> bool:
    """Whether a head is a short form that counts only in capitals: it has no vowel pattern of a syllable."""

    return not is_syllable(form) or form in ("ca", "ta")


def _continue_head(
    context: Context, knowledge: Knowledge, index: int, stop: int, head: Head, paragraph: int
) -> AgencyMatch | None:
    result = AgencyMatch(stop, head.form, head.function != "required" and head.alone == "yes", False, False)
    if head.function in ("required", "optional"):
        function = match_function(context, knowledge, stop, paragraph, head)
        if function:
            result.stop, result.complete = function, True
    result.stop = _inner_definition(context, knowledge, result.stop, paragraph)
    result = _with_level_and_place(context, knowledge, result, index, paragraph, allow=head.place or result.complete)
    return result


def _inner_definition(context: Context, knowledge: Knowledge, stop: int, paragraph: int) -> int:
    """Step over a bracket with a short form when the name goes on behind it: "(THADS) tỉnh Gia Lai"."""
    if stop + 3 >= paragraph or context.form[stop] != "(" or context.form[stop + 2] != ")":
        return stop
    if not context.shape[stop + 1] & UPPER:
        return stop
    behind = stop + 3
    function = match_one_function(context, knowledge, behind, paragraph)
    if function and not context.capital[behind]:
        return _inner_definition(context, knowledge, function, paragraph)
    if match_level(context, knowledge, behind, paragraph) is not None or match_place_name(
        context, knowledge, behind, paragraph, None
    ):
        return behind
    parent = knowledge.heads.match(context.form, behind, paragraph)
    if parent is not None and context.capital[behind] and context.gap[behind] == SPACE:
        return behind
    return stop


def _with_level_and_place(
    context: Context, knowledge: Knowledge, match: AgencyMatch, index: int, paragraph: int, allow: bool = True
) -> AgencyMatch:
    """Add "tối cao", "cấp huyện", "tỉnh", "huyện X, tỉnh Y", "tại Đà Nẵng", "Gia Lai"."""
    if not allow:
        return match
    match.stop = behind_number(context, match.stop, paragraph)
    position = _behind_rank(context, knowledge, match, paragraph)
    if position != match.stop:
        match.stop, match.complete, match.placed = position, True, True
        if position < paragraph and context.form[position] == "tại":
            place = _placed(context, knowledge, position + 1, paragraph)
            if place:
                match.stop, match.proper = place, True
            return match
    if context.form[match.stop : match.stop + 2] == ["chi", "nhánh"] or context.form[match.stop : match.stop + 1] == [
        "cn"
    ]:
        behind = match.stop + (2 if context.form[match.stop] == "chi" else 1)
        place = _placed(context, knowledge, behind, paragraph)
        if place:
            match.stop, match.complete, match.placed, match.proper = place, True, True, True
            return match
    place = _placed(context, knowledge, match.stop, paragraph)
    if not place and match.head in knowledge.cues["committee"]:
        place = _any_place(context, knowledge, match.stop, paragraph)
    if place:
        match.stop, match.complete, match.placed, match.proper = place, True, True, True
        match = _chain_of_levels(context, knowledge, match, paragraph)
    if match.head in knowledge.cues["seated_head"] and context.form[match.stop : match.stop + 1] == ["tại"]:
        seat = _placed(context, knowledge, match.stop + 1, paragraph) or _country(
            context, knowledge, match.stop + 1, paragraph
        )
        if seat:
            match.stop, match.complete, match.placed, match.proper = seat, True, True, True
    if place:
        return match
    level = match_level(context, knowledge, match.stop, paragraph)
    committee = knowledge.heads.match(context.form, match.stop, paragraph)
    if level is not None and committee is not None and committee[0] > level[0]:
        return match
    if (
        level is not None
        and level[1].body
        and context.continues(match.stop)
        and not _is_other_word(context, match.stop, level[0])
    ) and not (context.gap[match.stop] >= LINE and context.heading[match.stop] and not context.heading[match.stop - 1]):
        match.stop, match.complete, match.placed = level[0], True, True
    return match


def _any_place(context: Context, knowledge: Knowledge, position: int, paragraph: int) -> int:
    """Return where a place of any level ends, such as the city in "Thành ủy Vinh"; 0 if none begins here."""
    if position >= paragraph or not context.capital[position] or context.heading[position]:
        return 0
    found = knowledge.places.match(context.form, position, paragraph)
    return found[0] if found is not None and is_written_as_name(context, position, found[0]) else 0


def _country(context: Context, knowledge: Knowledge, position: int, paragraph: int) -> int:
    """Return where a country with its form of state ends: "Vương quốc Bỉ"; 0 if none begins here."""
    level = match_level(context, knowledge, position, paragraph)
    if level is None or level[1].rank != 0:
        return 0
    return match_place_name(context, knowledge, level[0], paragraph, None)


def _behind_rank(context: Context, knowledge: Knowledge, match: AgencyMatch, paragraph: int) -> int:
    """Step over the words of rank that belong to a name: "tối cao", "cấp cao", "cấp huyện", "hai cấp tỉnh"."""
    position = match.stop
    found = knowledge.ranks.match(context.form, position, paragraph)
    if found is None:
        return position
    level = match_level(context, knowledge, found[0], paragraph)
    return found[0] if found[1] == "always" or (level is not None and level[1].body) else position


def _placed(context: Context, knowledge: Knowledge, position: int, paragraph: int) -> int:
    """Return where a level with its place, or a bare place, ends; 0 if none begins here."""
    if position >= paragraph or not context.continues(position):
        return 0
    level = match_level(context, knowledge, position, paragraph)
    if level is not None and level[1].body:
        stop = match_place_name(context, knowledge, level[0], paragraph, level[1])
        return stop
    if context.gap[position] >= LINE and not context.heading[position]:
        return 0
    return match_place_name(context, knowledge, position, paragraph, None)


def _chain_of_levels(context: Context, knowledge: Knowledge, match: AgencyMatch, paragraph: int) -> AgencyMatch:
    """Add the higher levels behind commas that complete a name: ", tỉnh Quảng Bình"."""
    while match.stop + 1 < paragraph:
        comma = context.form[match.stop] == ","
        position = match.stop + comma
        level = match_level(context, knowledge, position, paragraph)
        if level is None and not comma:
            break
        if level is not None:
            if not level[1].body or (
                not comma
                and not (context.gap[position] == LINE and context.heading[position])
                and context.gap[position] >= LINE
            ):
                break
            place = match_place_name(context, knowledge, level[0], paragraph, level[1])
            if (
                not place
                or level[1].rank > 2
                or (level[1].rank == 2 and level[1].form != "quận" and not _is_commune_before(context, match.stop))
            ):
                break
            match.stop = place
            continue
        found = knowledge.bare_places.match(context.form, position, paragraph)
        if (
            found is None
            or found[1] not in ("province", "variant", "former")
            or not context.capital[position]
            or _is_province_before(context, match.stop)
        ):
            break
        following = found[0]
        if (
            following < paragraph
            and context.form[following] in (",", "và")
            and following + 1 < paragraph
            and context.capital[following + 1]
        ) and knowledge.bare_places.match(context.form, following + 1, paragraph) is not None:
            break
        match.stop = found[0]
    return match


def _is_commune_before(context: Context, stop: int) -> bool:
    return any(form in ("xã", "phường", "trấn") for form in context.form[max(0, stop - 6) : stop])


def _is_province_before(context: Context, stop: int) -> bool:
    recent = context.form[max(0, stop - 5) : stop]
    return "tỉnh" in recent


def _is_other_word(context: Context, first: int, stop: int) -> bool:
    """Whether a level word after a name is part of another word: "xã hội", "phường hội"."""
    return stop < context.count and context.form[first] == "xã" and context.form[stop] in ("hội", "viên", "luận")


def _with_parent(context: Context, knowledge: Knowledge, match: AgencyMatch, depth: int) -> AgencyMatch:
    """Add the parent body that follows a unit without a word between: "Phòng Cảnh sát hình sự Công an tỉnh"."""
    position = match.stop
    if (match.placed and match.proper) or depth >= _DEEPEST or not context.continues(position):
        return match
    if context.owner[position] is not None:
        return match
    if context.gap[position] >= LINE and context.heading[position]:
        return match
    parent = match_agency(context, knowledge, position, depth + 1)
    if parent is None or not (parent.complete or parent.head in knowledge.cues["parent_alone"]):
        return match
    # in small letters only what has a name of its own: "cơ quan cảnh sát điều tra công an tỉnh Bắc Ninh"
    if not context.capital[position] and not (parent.placed and parent.proper):
        return match
    if not match.complete and match.head not in knowledge.cues["unit_of_parent"]:
        return match
    return AgencyMatch(parent.stop, match.head, True, parent.proper, parent.placed)
