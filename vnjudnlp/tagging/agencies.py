"""Bodies of the State, the Party and socio-political organisations: head, function, level, place, parent."""

from __future__ import annotations

from dataclasses import dataclass

from vnjudnlp.batch import Gap, Kind, Shape, Span
from vnjudnlp.tagging.context import Context
from vnjudnlp.tagging.knowledge import Head, Knowledge
from vnjudnlp.tagging.places import looks_like_person, match_level, match_place_name

__all__ = ["AgencyMatch", "find_agencies", "find_short_references", "match_agency"]


_FAMILY = {"viện": "vks", "cơ quan": "cơ quan"}
"""Short references whose full name may stand in the document as an abbreviation only."""


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


def match_agency(context: Context, knowledge: Knowledge, index: int) -> AgencyMatch | None:
    """Match a body's name that begins at a token.

    Args:
        context: the tokens.
        knowledge: the lexicons.
        index: the first token.

    Returns:
        the match, None if no body's name begins here; a unit noun alone is a match with ``complete`` False.
    """
    paragraph = context.stop(index)
    body = _match_body(context, knowledge, index, paragraph)
    head = _match_head(context, knowledge, index, paragraph)
    best: AgencyMatch | None = None
    if head is not None and not _is_in_word(context, knowledge, index):
        best = _continue_head(context, knowledge, index, head[0], head[1], paragraph)
        if best is not None:
            best = _with_parent(context, knowledge, best, index, paragraph)
    if body:
        fixed = AgencyMatch(body, context.form[index], True, False, False)
        fixed = _with_level_and_place(context, knowledge, fixed, index, paragraph)
        fixed = _with_parent(context, knowledge, fixed, index, paragraph)
        if best is None or fixed.stop > best.stop:
            best = fixed
    return best


def _is_in_word(context: Context, knowledge: Knowledge, index: int) -> bool:
    """Whether a unit noun's syllable is part of another word here: "Ban hành", "trụ sở"."""
    pairs = knowledge.cues["in_word"]
    if index + 1 < len(context) and f"{context.form[index]} {context.form[index + 1]}" in pairs:
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
        if len(head.form) <= 6 and " " not in head.form and _is_abbreviation(head.form) and not context.shape[index] & Shape.UPPER:
            continue
        if any(context.gap[position] >= Gap.LINE and context.heading[position] != context.heading[position - 1] for position in range(index + 1, stop)):
            continue
        best = (stop, head)
    return best


def _is_abbreviation(form: str) -> bool:
    """Whether a head is a short form that counts only in capitals: it has no vowel pattern of a syllable."""
    from vnjudnlp.text.syllables import is_syllable

    return not is_syllable(form) or form in ("ca", "ta")


def _continue_head(
    context: Context, knowledge: Knowledge, index: int, stop: int, head: Head, paragraph: int
) -> AgencyMatch | None:
    result = AgencyMatch(stop, head.form, head.function == "none" and head.alone == "yes", False, False)
    if head.function in ("required", "optional"):
        function = _function(context, knowledge, stop, paragraph, head)
        if function:
            result.stop, result.complete = function, True
    result.stop = _inner_definition(context, knowledge, result.stop, paragraph)
    result = _with_level_and_place(context, knowledge, result, index, paragraph, allow=head.place or result.complete)
    return result


def _function(context: Context, knowledge: Knowledge, start: int, paragraph: int, head: Head) -> int:
    """Return where the content phrase behind a unit noun ends, 0 if there is none."""
    stop = _one_function(context, knowledge, start, paragraph)
    verbs = knowledge.cues["verb_function"]
    if stop and not context.capital[start] and head.form in knowledge.cues["acting_head"] and _text(context, start, stop) in verbs:
        return 0
    if not stop:
        stop = _number_of_unit(context, knowledge, start, paragraph, head) or _unknown_function(context, knowledge, start, paragraph, head)
        if not stop:
            return 0
    while stop + 1 < paragraph and context.owner[stop] is None:
        joint = context.form[stop]
        level = match_level(context, knowledge, stop, paragraph)
        if level is not None and level[1].body:
            break
        if joint in ("và", "-", "–", ",", "&"):
            following = stop + 1
            if not context.continues(following) or (joint == "," and not _goes_on_in_list(context, knowledge, following, paragraph)):
                break
            if _begins_new_mention(context, knowledge, following, paragraph):
                break
            end = _one_function(context, knowledge, following, paragraph)
            if not end or (joint == "và" and not context.capital[following] and head.form in ("cơ quan", "công an")):
                break
            if joint in ("-", "–") and context.gap[stop] != context.gap[following]:
                break
            stop = end
        elif context.kind[stop] == Kind.NUMBER:
            return _number_of_unit(context, knowledge, stop, paragraph, head) or stop
        else:
            end = _one_function(context, knowledge, stop, paragraph)
            if not end or _begins_new_mention(context, knowledge, stop, paragraph) or not context.capital[stop] and _text(context, stop, end) in verbs or context.gap[stop] >= Gap.LINE and context.capital[stop] and not context.heading[stop]:
                break
            stop = end
    return _numbered(context, stop, paragraph)


def _text(context: Context, first: int, stop: int) -> str:
    return " ".join(context.form[first:stop])


def _numbered(context: Context, stop: int, paragraph: int) -> int:
    """Step over "số 1" behind a name."""
    if stop + 1 < paragraph and context.form[stop] == "số" and context.form[stop + 1].isdigit() and len(context.form[stop + 1]) <= 2:
        return stop + 2
    return stop


def _number_of_unit(context: Context, knowledge: Knowledge, start: int, paragraph: int, head: Head) -> int:
    """Return where the number of a unit ends, as in "Phòng 11", "Vụ 14"; 0 if there is none."""
    if start >= paragraph or head.form not in knowledge.cues["numbered_head"] or context.gap[start] != Gap.SPACE:
        return 0
    if not context.form[start].isdigit() or len(context.form[start]) > 2:
        return 0
    if start + 1 < paragraph and context.form[start + 1] in knowledge.cues["counted"]:
        return 0
    return start + 1


def _one_function(context: Context, knowledge: Knowledge, start: int, paragraph: int) -> int:
    """Return where one function phrase of the lexicon ends, the longest that begins no title inside."""
    if start >= paragraph or context.owner[start] is not None:
        return 0
    best = 0
    for stop, _ in knowledge.functions.matches(context.form, start, paragraph):
        if context.owner[stop - 1] is not None:
            break
        if stop < paragraph and context.form[stop] in ("viên",) and context.gap[stop] == Gap.SPACE:
            continue
        best = stop
    return best


def _goes_on_in_list(context: Context, knowledge: Knowledge, index: int, paragraph: int) -> bool:
    """Whether a comma inside a unit's name goes on: only in lower case, as in "Hộ tịch, quốc tịch"."""
    return not context.capital[index] and not context.heading[index] and False


def _begins_new_mention(context: Context, knowledge: Knowledge, index: int, paragraph: int) -> bool:
    if knowledge.titles.match(context.form, index, paragraph) is not None:
        return True
    head = knowledge.heads.match(context.form, index, paragraph)
    return head is not None and context.capital[index] and not (context.heading[index] and head[0] - index == 1)


def _unknown_function(context: Context, knowledge: Knowledge, start: int, paragraph: int, head: Head) -> int:
    """A capitalised content word that no lexicon knows: the word that the segmenter makes of it."""
    if start >= paragraph or not context.capital[start] or context.heading[start] or context.owner[start] is not None:
        return 0
    if _begins_new_mention(context, knowledge, start, paragraph) or context.gap[start] >= Gap.LINE:
        return 0
    if knowledge.bare_places.match(context.form, start, paragraph) is not None or knowledge.levels.match(context.form, start, paragraph):
        return 0
    if looks_like_person(context, knowledge, start, paragraph) and head.function == "required":
        return 0
    if context.shape[start] & (Shape.UPPER | Shape.SINGLE):
        return start + 1
    stop = start + 1
    while stop < paragraph and context.owner[stop] is None and context.kind[stop] == Kind.SYLLABLE and stop - start < 5:
        if not context.is_inside_word(stop) and not (context.capital[stop] and not _begins_new_mention(context, knowledge, stop, paragraph)):
            break
        stop += 1
    return stop


def _inner_definition(context: Context, knowledge: Knowledge, stop: int, paragraph: int) -> int:
    """Step over a bracket with a short form when the name goes on behind it: "(THADS) tỉnh Gia Lai"."""
    if stop + 3 >= paragraph or context.form[stop] != "(" or context.form[stop + 2] != ")":
        return stop
    if not context.shape[stop + 1] & Shape.UPPER:
        return stop
    behind = stop + 3
    function = _one_function(context, knowledge, behind, paragraph)
    if function and not context.capital[behind]:
        return _inner_definition(context, knowledge, function, paragraph)
    if match_level(context, knowledge, behind, paragraph) is not None or match_place_name(context, knowledge, behind, paragraph, None):
        return behind
    return stop


def _with_level_and_place(
    context: Context, knowledge: Knowledge, match: AgencyMatch, index: int, paragraph: int, allow: bool = True
) -> AgencyMatch:
    """Add "tối cao", "cấp huyện", "tỉnh", "huyện X, tỉnh Y", "tại Đà Nẵng", "Gia Lai"."""
    if not allow:
        return match
    match.stop = _numbered(context, match.stop, paragraph)
    position = _behind_rank(context, match, paragraph)
    if position != match.stop:
        match.stop, match.complete, match.placed = position, True, True
        if position < paragraph and context.form[position] == "tại":
            place = _placed(context, knowledge, position + 1, paragraph)
            if place:
                match.stop, match.proper = place, True
            return match
    if context.form[match.stop : match.stop + 2] == ["chi", "nhánh"] or context.form[match.stop : match.stop + 1] == ["cn"]:
        behind = match.stop + (2 if context.form[match.stop] == "chi" else 1)
        place = _placed(context, knowledge, behind, paragraph)
        if place:
            match.stop, match.complete, match.placed, match.proper = place, True, True, True
            return match
    place = _placed(context, knowledge, match.stop, paragraph)
    if place:
        match.stop, match.complete, match.placed, match.proper = place, True, True, True
        match = _chain_of_levels(context, knowledge, match, paragraph)
    if match.head in knowledge.cues["seated_head"] and context.form[match.stop : match.stop + 1] == ["tại"]:
        seat = _placed(context, knowledge, match.stop + 1, paragraph) or _country(context, knowledge, match.stop + 1, paragraph)
        if seat:
            match.stop, match.complete, match.placed, match.proper = seat, True, True, True
    if place:
        return match
    level = match_level(context, knowledge, match.stop, paragraph)
    if level is not None and level[1].body and context.continues(match.stop) and not _is_other_word(context, match.stop, level[0]):
        if not (context.gap[match.stop] >= Gap.LINE and context.heading[match.stop] and not context.heading[match.stop - 1]):
            match.stop, match.complete, match.placed = level[0], True, True
    return match


def _country(context: Context, knowledge: Knowledge, position: int, paragraph: int) -> int:
    """Return where a country with its form of state ends: "Vương quốc Bỉ"; 0 if none begins here."""
    level = match_level(context, knowledge, position, paragraph)
    if level is None or level[1].rank != 0:
        return 0
    return match_place_name(context, knowledge, level[0], paragraph, None)


def _behind_rank(context: Context, match: AgencyMatch, paragraph: int) -> int:
    """Step over the words of rank that belong to a name: "tối cao", "cấp cao", "cấp huyện", "hai cấp", "trung ương"."""
    position = match.stop
    if context.form[position : position + 2] in (["hai", "cấp"], ["2", "cấp"]) and context.form[position + 2 : position + 3] in (["tỉnh"], ["thành"]):
        return position + 2
    for phrase in (("tối", "cao"), ("cấp", "cao"), ("cấp", "tỉnh"), ("cấp", "huyện"), ("cấp", "xã"), ("cấp", "tối", "cao"), ("cấp", "sơ", "thẩm"), ("cấp", "phúc", "thẩm"), ("trung", "ương"), ("cấp", "trên"), ("cơ", "sở")):
        if tuple(context.form[position : position + len(phrase)]) == phrase and position + len(phrase) <= paragraph:
            if phrase[0] in ("cơ",):
                continue
            return position + len(phrase)
    return position


def _placed(context: Context, knowledge: Knowledge, position: int, paragraph: int) -> int:
    """Return where a level with its place, or a bare place, ends; 0 if none begins here."""
    if position >= paragraph or not context.continues(position):
        return 0
    level = match_level(context, knowledge, position, paragraph)
    if level is not None and level[1].body:
        stop = match_place_name(context, knowledge, level[0], paragraph, level[1])
        return stop
    if context.gap[position] >= Gap.LINE and not context.heading[position]:
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
            if not level[1].body or (not comma and not (context.gap[position] == Gap.LINE and context.heading[position]) and context.gap[position] >= Gap.LINE):
                break
            place = match_place_name(context, knowledge, level[0], paragraph, level[1])
            if not place or level[1].rank > 2 or (level[1].rank == 2 and level[1].form != "quận" and not _is_commune_before(context, match.stop)):
                break
            match.stop = place
            continue
        found = knowledge.bare_places.match(context.form, position, paragraph)
        if found is None or found[1] not in ("province", "variant", "former") or not context.capital[position] or _is_province_before(context, match.stop):
            break
        following = found[0]
        if following < paragraph and context.form[following] in (",", "và") and following + 1 < paragraph and context.capital[following + 1]:
            if knowledge.bare_places.match(context.form, following + 1, paragraph) is not None:
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
    return stop < len(context) and context.form[first] == "xã" and context.form[stop] in ("hội", "viên", "luận")


def _with_parent(
    context: Context, knowledge: Knowledge, match: AgencyMatch, index: int, paragraph: int
) -> AgencyMatch:
    """Add the parent body that follows a unit without a word between: "Phòng Cảnh sát hình sự Công an tỉnh"."""
    position = match.stop
    if (match.placed and match.proper) or position >= paragraph or not context.continues(position):
        return match
    if context.owner[position] is not None or not context.capital[position]:
        return match
    if context.gap[position] >= Gap.LINE and (context.heading[position] or not context.same_line(position) and _ends_line_short(context, position)):
        return match
    parent = match_agency(context, knowledge, position)
    if parent is None or (not parent.complete and parent.head not in ("bộ", "cục", "sở", "tổng cục", "chi cục", "tòa", "tòa án", "trung tâm", "công an", "ca")):
        return match
    if not match.complete and match.head in knowledge.cues["acting_head"] - {"thanh tra", "văn phòng"}:
        return match
    return AgencyMatch(parent.stop, match.head, True, parent.proper, parent.placed)


def _ends_line_short(context: Context, index: int) -> bool:
    return False


def find_agencies(context: Context, knowledge: Knowledge) -> dict[int, set[str]]:
    """Take the bodies that are named.

    Returns:
        for each document the heads of the bodies that it names in full, for the short references to them.
    """
    named: dict[int, set[str]] = {}
    starts = set(knowledge.heads.root) | set(knowledge.bodies.root)
    document = context.batch.tokens.document
    for index in context.candidates(starts):
        if context.owner[index] is not None:
            continue
        match = match_agency(context, knowledge, index)
        if match is None or not context.is_free(index, match.stop):
            continue
        if not _is_mention(context, knowledge, index, match):
            continue
        context.take(Span(index, match.stop, "AGENCY", "grammar.agency", 0.9))
        named.setdefault(int(document[index]), set()).add(match.head)
    return named


def _is_mention(context: Context, knowledge: Knowledge, index: int, match: AgencyMatch) -> bool:
    """Whether a body is named here, not only spoken of in general."""
    found = knowledge.heads.match(context.form, index, context.stop(index))
    head = found[1] if found is not None else None
    if head is not None and head.alone == "no" and head.function == "none" and match.head == head.form and not _is_body_position(context, knowledge, index, match.complete):
        return False
    if not context.capital[index]:
        return head is not None and head.lower and match.proper and _has_capital(context, index, match.stop)
    if head is None or match.head != head.form:
        return match.complete
    if match.stop == found[0] if found else False:
        return head.alone == "yes"
    if context.heading[index]:
        return match.complete
    return match.complete


def _is_body_position(context: Context, knowledge: Knowledge, index: int, named: bool) -> bool:
    """Whether a name that is also a notion, as "THADS", stands where a body does: "Trưởng THADS tỉnh", not "công tác THADS"."""
    if index == 0 or context.gap[index] >= Gap.LINE or context.sentence[index]:
        return True
    owner = context.owner[index - 1]
    if owner is not None:
        return owner.label == "TITLE"
    return named and context.form[index - 1] not in knowledge.cues["notion_before"]


def _has_capital(context: Context, first: int, stop: int) -> bool:
    return any(context.capital[first:stop])


def find_short_references(context: Context, knowledge: Knowledge, named: dict[int, set[str]]) -> None:
    """Take the capitalised unit nouns alone that point at a body named in the document."""
    document = context.batch.tokens.document
    for index in context.candidates(knowledge.heads.root):
        if context.owner[index] is not None or not context.capital[index] or context.heading[index]:
            continue
        found = knowledge.heads.match(context.form, index, context.stop(index))
        if found is None or found[1].alone != "known" or not context.is_free(index, found[0]) or _is_in_word(context, knowledge, index):
            continue
        heads = named.get(int(document[index]), set())
        form = found[1].form
        if not any(head == form or head.startswith((form + " ", _FAMILY.get(form, form + " "))) for head in heads):
            continue
        if index and (context.form[index - 1].isdigit() and context.gap[index] == Gap.SPACE):
            continue
        if index and context.form[index - 1] in ("các", "những", "mọi", "mỗi", "từng", "lãnh"):
            continue
        stop = found[0]
        after_capital = stop < len(context) and context.gap[stop] == Gap.SPACE and context.capital[stop] and context.owner[stop] is None
        if after_capital and (form == "vụ" or not looks_like_person(context, knowledge, stop, context.stop(index))):
            continue
        context.take(Span(index, stop, "AGENCY", "grammar.short_reference", 0.8))
