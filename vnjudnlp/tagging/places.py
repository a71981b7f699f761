"""Places: a level word with a name, chains of them, and names that are places by themselves."""

from __future__ import annotations

from vnjudnlp.batch import Gap, Kind, Shape, Span
from vnjudnlp.tagging.context import Context
from vnjudnlp.tagging.knowledge import Knowledge, PlaceLevel

__all__ = ["find_addresses", "find_bare_places", "find_states", "looks_like_person", "match_level", "match_place_name"]

_LONGEST_UNKNOWN = 4


def match_level(context: Context, knowledge: Knowledge, index: int, stop: int) -> tuple[int, PlaceLevel] | None:
    """Match a level word: "tỉnh", "thành phố", "TP."."""
    found = knowledge.levels.match(context.form, index, stop)
    if found is None:
        return None
    if index and context.form[index - 1] in found[1].not_after and context.gap[index] < Gap.PARAGRAPH:
        return None
    return found


def match_place_name(
    context: Context, knowledge: Knowledge, index: int, stop: int, level: PlaceLevel | None
) -> int:
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
    known = tree.match(context.form, index, stop)
    end = known[0] if known is not None and _is_written_as_name(context, index, known[0]) else 0
    if level is None:
        return end
    if context.gap[index] >= Gap.LINE and (context.sentence[index] or context.heading[index] != context.heading[index - 1]):
        return 0 if context.heading[index] != context.heading[index - 1] else end
    if context.form[index] == "số" and level.rank in (4, 5) and index + 1 < stop and context.kind[index + 1] == Kind.NUMBER:
        return _number_name(context, knowledge, index + 1, stop, level)
    if context.kind[index] == Kind.NUMBER:
        return _number_name(context, knowledge, index, stop, level)
    if level.form == "tt":
        return end
    if context.heading[index]:
        return end or (_heading_name(context, knowledge, index, stop) if level.body else 0)
    if not context.capital[index]:
        return 0
    if not end and (level.rank == 1 or level.rank <= 3 and looks_like_person(context, knowledge, index, stop)) and not _is_anonymous(context, index):
        return 0
    unknown = _capital_run(context, knowledge, index, stop)
    if end and (end >= unknown or not _is_short_name(context, end, unknown)):
        return end
    return unknown


def looks_like_person(context: Context, knowledge: Knowledge, index: int, stop: int) -> bool:
    """Whether a capitalised run begins with a surname and goes on as a name does."""
    surname = knowledge.surnames.match(context.form, index, stop)
    if surname is None or surname[1].startswith("foreign") or surname[0] >= stop or not context.capital[surname[0]]:
        return False
    return context.gap[surname[0]] == Gap.SPACE and context.form[surname[0]] in knowledge.given_names


def _is_anonymous(context: Context, index: int) -> bool:
    """Whether a name is a single letter, as published judgments write it."""
    return bool(context.shape[index] & Shape.SINGLE) or context.surface[index][1:].isdigit()


def _is_short_name(context: Context, known: int, unknown: int) -> bool:
    """Whether what follows a known name in capitals is a letter or syllable that may belong to a longer name."""
    return unknown - known == 1 and context.gap[known] == Gap.SPACE and not context.sentence[known]


def _is_written_as_name(context: Context, first: int, stop: int) -> bool:
    if context.heading[first]:
        return True
    return context.capital[first] and all(
        context.capital[index] or context.kind[index] != Kind.SYLLABLE or context.form[index - 1] == "-"
        for index in range(first + 1, stop)
    )


def _number_name(context: Context, knowledge: Knowledge, index: int, stop: int, level: PlaceLevel) -> int:
    """The number that names a ward, a district, a street or an area: "quận 1", "khu vực 7 - Đắk Lắk"."""
    if "/" in context.form[index] and level.rank not in (4, 5):
        return 0
    if len(context.form[index]) > 8 or "." in context.form[index] or "," in context.form[index] or context.gap[index] >= Gap.LINE:
        return 0
    end = index + 1
    if level.rank == 5 and end < stop and context.gap[end] == Gap.GLUED and context.shape[end] & Shape.SINGLE:
        end += 1
    if level.form == "khu vực" and end + 1 < stop and context.form[end] in ("-", "–"):
        place = knowledge.bare_places.match(context.form, end + 1, stop)
        if place is not None and _is_written_as_name(context, end + 1, place[0]):
            return place[0]
    return end


def _heading_name(context: Context, knowledge: Knowledge, index: int, stop: int) -> int:
    """A name that no lexicon knows in a line of capitals: the rest of the line if it is short."""
    end = index
    while end < stop and (end == index or context.gap[end] < Gap.LINE) and context.kind[end] == Kind.SYLLABLE:
        if end > index and _begins_something(context, knowledge, end, stop):
            break
        end += 1
    return end if 0 < end - index <= 3 and context.shape[index] & (Shape.UPPER | Shape.SINGLE) else 0


def _capital_run(context: Context, knowledge: Knowledge, index: int, stop: int) -> int:
    """A name that no lexicon knows: capitalised syllables up to something else that begins."""
    end = index
    while end < stop and end - index < _LONGEST_UNKNOWN and context.capital[end] and context.owner[end] is None:
        if end > index and (context.gap[end] == Gap.GLUED or _begins_something(context, knowledge, end, stop)):
            break
        if end == index and _begins_body_or_paper(context, knowledge, end, stop):
            return 0
        end += 1
    while end + 1 < stop and context.form[end] in ("-", "–") and context.capital[end + 1] and end - index < 4:
        end += 2
    return end


def _begins_something(context: Context, knowledge: Knowledge, index: int, stop: int) -> bool:
    return (
        knowledge.titles.match(context.form, index, stop) is not None
        or knowledge.levels.match(context.form, index, stop) is not None
        or _begins_body_or_paper(context, knowledge, index, stop)
    )


def _begins_body_or_paper(context: Context, knowledge: Knowledge, index: int, stop: int) -> bool:
    head = knowledge.heads.match(context.form, index, stop)
    if head is not None and (head[0] - index > 1 or context.form[index] in ("tand", "vksnd", "ubnd", "hđnd", "cục", "sở")):
        return True
    paper = knowledge.document_kinds.match(context.form, index, stop)
    return paper is not None and paper[0] - index > 1


def find_addresses(context: Context, knowledge: Knowledge) -> None:
    """Take places with a level word and chain them to addresses: "số 12 đường A, phường B, thành phố C"."""
    for index in context.candidates(knowledge.levels.root):
        if context.owner[index] is not None:
            continue
        found = _match_address_part(context, knowledge, index)
        if found is None:
            continue
        stop, rank = found
        if _is_plural_before(context, index) and rank != 5:
            _take_list(context, knowledge, _behind_level(context, knowledge, index), stop, index)
            continue
        first = _number_of_house(context, index) if rank in (4, 5) else index
        first = _street_before(context, knowledge, first)
        stop, rank = _chain(context, knowledge, stop, rank)
        if context.is_free(first, stop):
            context.take(Span(first, stop, "LOC", "grammar.address", 0.9))
    _find_numbered_houses(context)
    _find_datelines(context)


def _find_numbered_houses(context: Context) -> None:
    """Take a house number with a street's bare name: "tại số 58-60 Trần Phú"."""
    for index in context.candidates(("số",)):
        number = index + 1
        if number + 2 >= len(context) or context.kind[number] not in (Kind.NUMBER, Kind.CODE) or context.owner[number] is not None:
            continue
        if index == 0 or context.form[index - 1] not in ("tại", "ở", "nhà", ",", ":", "("):
            continue
        stop = number + 1
        while stop < len(context) and stop - number < 5 and context.capital[stop] and context.owner[stop] is None and context.gap[stop] == Gap.SPACE:
            stop += 1
        if stop - number > 2:
            context.take(Span(index, stop, "LOC", "grammar.address", 0.8))


def _find_datelines(context: Context) -> None:
    """Take the place before a letter's date: "Ninh Kiều, 20/02/2023", "Ba Tri, ngày 02 tháng 7 năm 2014"."""
    for span in [span for span in context.spans() if span.label == "DATE"]:
        comma = span.first - 1
        if comma < 1 or context.form[comma] != "," or context.gap[span.first] >= Gap.LINE:
            continue
        first = comma
        while first > 0 and comma - first < 5 and context.owner[first - 1] is None and context.kind[first - 1] == Kind.SYLLABLE:
            if not context.capital[first - 1]:
                break
            first -= 1
            if context.gap[first] >= Gap.LINE:
                break
        if first < comma and context.gap[first] >= Gap.LINE and context.is_free(first, comma):
            context.take(Span(first, comma, "LOC", "grammar.dateline", 0.9))


def _take_list(context: Context, knowledge: Knowledge, first: int, stop: int, level: int) -> None:
    """Take the names of a list behind one plural level word: "các huyện Thuận Nam, Ninh Phước và Ninh Hải"."""
    row = knowledge.levels.match(context.form, level, context.stop(level))
    while context.is_free(first, stop):
        context.take(Span(first, stop, "LOC", "grammar.place_list", 0.85))
        if stop + 1 >= len(context) or context.form[stop] not in (",", "và") or not context.continues(stop + 1):
            return
        first = stop + 1
        if row is None or context.owner[first] is not None:
            return
        end = match_place_name(context, knowledge, first, context.stop(first), row[1])
        if not end:
            return
        stop = end


def _street_before(context: Context, knowledge: Knowledge, first: int) -> int:
    """Step back over a street named without its level word: "số 15 Hùng Vương, " before "thị trấn Di Linh"."""
    comma = first - 1
    if comma < 2 or context.form[comma] not in (",", "-") or context.gap[first] >= Gap.LINE:
        return first
    name = comma
    while name > 0 and comma - name < 4 and context.capital[name - 1] and context.owner[name - 1] is None and context.gap[name] < Gap.LINE:
        name -= 1
    number = name - 1
    if name == comma or number < 0 or context.gap[name] >= Gap.LINE or context.owner[number] is not None:
        return first
    if context.kind[number] not in (Kind.NUMBER, Kind.CODE) or context.gap[number] >= Gap.LINE and context.form[name - 1] == ".":
        return first
    start = number
    if start > 0 and context.form[start - 1] == "số" and context.gap[start] < Gap.LINE:
        start -= 1
    if start > 0 and context.form[start - 1] == "nhà" and start != number and context.gap[start] < Gap.LINE and context.form[start] == "số":
        start -= 1
    return start if context.is_free(start, first) else first


def _match_address_part(context: Context, knowledge: Knowledge, index: int) -> tuple[int, int] | None:
    paragraph = context.stop(index)
    level = match_level(context, knowledge, index, paragraph)
    if level is None or not context.is_free(index, level[0]):
        return None
    position, row = level
    if row.rank >= 4 and _is_surname_here(context, knowledge, index):
        return None
    # two level words on end: "xã đảo Thổ Châu", "thành phố thuộc tỉnh"
    second = match_level(context, knowledge, position, paragraph)
    if second is not None and row.rank in (3, 6, 5) and not context.capital[position]:
        nested = match_place_name(context, knowledge, second[0], paragraph, second[1])
        if nested:
            return nested, row.rank
    stop = match_place_name(context, knowledge, position, paragraph, row)
    if not stop or (row.rank == 0 and row.form != "bang" and knowledge.bare_places.match(context.form, position, paragraph) is None):
        return None
    if context.kind[position] == Kind.NUMBER and (row.rank == 6 or row.form in ("tổ", "bản", "nước", "khối", "khu vực") and stop - position == 1):
        if row.form not in ("tổ", "khối"):
            return None
        if not context.same_line(stop) or context.form[stop] not in (",", "-", "ấp", "khu", "thôn", "phường", "xã"):
            return None
    return stop, row.rank


def _is_surname_here(context: Context, knowledge: Knowledge, index: int) -> bool:
    """Whether a capitalised word is a surname and no level word: "Hồ Thị Ngọc"."""
    if not context.capital[index] or context.heading[index]:
        return False
    if index and context.gap[index] == Gap.SPACE and context.capital[index - 1] and context.kind[index - 1] == Kind.SYLLABLE and not context.sentence[index - 1]:
        return True
    if context.sentence[index] and not context.capital[index + 1 : index + 3] == [True, True]:
        return False
    return knowledge.surnames.match(context.form, index, index + 1) is not None and context.form[index + 1] in knowledge.given_names


def _number_of_house(context: Context, index: int) -> int:
    """Step back over "số 12", "nhà số 5A", "12/3" before a street."""
    first = index
    while first > 0 and index - first < 5 and context.gap[first] < Gap.PARAGRAPH and context.owner[first - 1] is None:
        form = context.form[first - 1]
        if form == "số" or form == "," and first > 1 and context.kind[first - 2] in (Kind.NUMBER, Kind.CODE):
            first -= 1
        elif context.kind[first - 1] in (Kind.NUMBER, Kind.CODE) and first > 1 and context.form[first - 2] in ("số", "nhà"):
            first -= 1
        elif context.kind[first - 1] in (Kind.NUMBER, Kind.CODE) and "/" in form:
            first -= 1
        elif form == "nhà" and context.kind[first] in (Kind.NUMBER, Kind.CODE):
            first -= 1
        elif form == "nhà" and context.form[first] == "số":
            return first
        else:
            break
    return first if context.form[first] != "," else index


def _chain(context: Context, knowledge: Knowledge, stop: int, rank: int) -> tuple[int, int]:
    """Add the higher units behind a comma, a dash or nothing: ", phường 2, thành phố Sóc Trăng"."""
    while stop < len(context) and context.gap[stop] < Gap.PARAGRAPH:
        position = stop + (context.form[stop] in (",", "-", "–"))
        if position >= len(context) or context.gap[position] >= Gap.PARAGRAPH or context.owner[position] is not None:
            break
        paragraph = context.stop(position)
        level = match_level(context, knowledge, position, paragraph)
        if level is not None:
            end = match_place_name(context, knowledge, level[0], paragraph, level[1])
            higher = level[1].rank < rank or (rank == 1 and level[1].rank == 1 and position > stop) or (rank in (4, 5, 6) and level[1].rank in (3, 4, 5))
            if not end or not (higher or level[1].rank == 1 and rank == 2) or level[1].rank == 0:
                break
            if rank <= 1 and level[1].rank == 1 and context.form[stop] != ",":
                break
            stop, rank = end, min(rank, level[1].rank)
            continue
        if position == stop or context.form[stop] != "," or rank <= 1 and not rank:
            break
        found = knowledge.bare_places.match(context.form, position, paragraph)
        if found is None or not _is_written_as_name(context, position, found[0]) or found[1] not in ("province", "variant", "former", "district", "country"):
            break
        if rank == 1 and found[1] != "country" and not _is_city_of(context, stop):
            break
        if _is_listed(context, found[0]):
            break
        if found[1] == "district" and rank <= 2:
            break
        stop, rank = found[0], 2 if found[1] == "district" else 1
    return stop, rank


def _is_city_of(context: Context, comma: int) -> bool:
    """Whether "thành phố" stands for a city of a province before this comma, as in "TP Pleiku, Gia Lai"."""
    return any(form in ("phố", "tp", "tp.") for form in context.form[max(0, comma - 5) : comma])


def _is_listed(context: Context, index: int) -> bool:
    """Whether a list goes on behind a name, so that it completes no address."""
    return index < len(context) and context.form[index] in ("và",) and index + 1 < len(context) and context.capital[index + 1]


def _is_plural_before(context: Context, index: int) -> bool:
    return index > 0 and context.form[index - 1] in ("các", "những", "hai", "ba")


def _behind_level(context: Context, knowledge: Knowledge, index: int) -> int:
    level = knowledge.levels.match(context.form, index, context.stop(index))
    return level[0] if level is not None else index


def find_states(context: Context, knowledge: Knowledge) -> None:
    """Take the long official names of states, which hold words that begin other names."""
    for index in context.candidates(("cộng", "nước", "vương", "liên", "hợp", "đại")):
        start = index + (context.form[index] == "nước")
        found = knowledge.bare_places.match(context.form, start, context.stop(index))
        if found is None or found[1] != "country" or found[0] - start < 4 or not context.capital[start]:
            continue
        first = index if start == index or context.capital[index] else start
        if context.is_free(first, found[0]):
            context.take(Span(first, found[0], "LOC", "lexicon.place", 0.95))


def find_bare_places(context: Context, knowledge: Knowledge) -> None:
    """Take the names that are places without a level word: provinces, countries, regions."""
    for index in context.candidates(knowledge.bare_places.root):
        if context.owner[index] is not None or not context.capital[index]:
            continue
        paragraph = context.stop(index)
        found = knowledge.bare_places.match(context.form, index, paragraph)
        if found is None or not _is_written_as_name(context, index, found[0]) or not context.is_free(index, found[0]):
            continue
        stop, kind = found
        if not _stands_alone(context, knowledge.cues, index, stop, kind):
            continue
        end, _ = _chain(context, knowledge, stop, 2) if kind in ("district", "city", "feature") else (stop, 1)
        context.take(Span(index, end if context.is_free(index, end) else stop, "LOC", "lexicon.place", 0.8))


def _stands_alone(context: Context, cues: dict[str, frozenset[str]], first: int, stop: int, kind: str) -> bool:
    """Whether a known name is not merely part of a longer capitalised name."""
    if context.heading[first]:
        return kind in ("province", "country", "variant", "former") and stop - first > 1
    before = first > 0 and context.gap[first] == Gap.SPACE and context.capital[first - 1] and context.owner[first - 1] is None
    if before and not context.sentence[first - 1] and context.form[first - 1] not in cues["function_word"]:
        return False
    if stop - first == 1 and context.form[first] in cues["ambiguous_country"]:
        owner = context.owner[first - 1] if first else None
        titled = owner is not None and owner.label == "TITLE"
        if not first or not (titled or context.form[first - 1] in cues["place_before"]) or context.gap[first] >= Gap.LINE:
            return False
        if not titled and context.form[first - 1] not in ("ở", "tại", "sang", "nước") and stop < len(context) and context.gap[stop] == Gap.SPACE and (context.capital[stop] or context.is_inside_word(stop)):
            return False
    after = stop < len(context) and context.gap[stop] == Gap.SPACE and context.capital[stop] and context.owner[stop] is None
    if after and kind not in ("province", "country"):
        return False
    return stop - first > 1 or kind in ("country", "city", "region", "province")
