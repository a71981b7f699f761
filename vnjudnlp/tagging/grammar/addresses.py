"""Places with a level word, chained to addresses: "số 12 đường A, phường B, thành phố C"."""

from __future__ import annotations

from vnjudnlp.batch import Span
from vnjudnlp.tagging.grammar.context import CODE, LINE, NUMBER, PARAGRAPH, SPACE, SYLLABLE, Context
from vnjudnlp.tagging.grammar.knowledge import Knowledge
from vnjudnlp.tagging.grammar.place_names import is_written_as_name, match_level, match_place_name

__all__ = ["chain_places", "find_addresses"]


def find_addresses(context: Context, knowledge: Knowledge) -> None:
    """Take places with a level word and chain them to addresses: "số 12 đường A, phường B, thành phố C"."""
    for index in context.candidates(knowledge.levels.root.keys()):
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
        stop, rank = chain_places(context, knowledge, stop, rank)
        if context.is_free(first, stop):
            context.take(Span(first, stop, "LOC", "grammar.address", 0.9))
    _find_numbered_houses(context)
    _find_datelines(context)


def _find_numbered_houses(context: Context) -> None:
    """Take a house number with a street's bare name: "tại số 58-60 Trần Phú"."""
    for index in context.candidates({"số"}):
        number = index + 1
        if (
            number + 2 >= context.count
            or context.kind[number] not in (NUMBER, CODE)
            or context.owner[number] is not None
        ):
            continue
        if index == 0 or context.form[index - 1] not in ("tại", "ở", "nhà", ",", ":", "("):
            continue
        stop = number + 1
        while (
            stop < context.count
            and stop - number < 5
            and context.capital[stop]
            and context.owner[stop] is None
            and context.gap[stop] == SPACE
        ):
            stop += 1
        if stop - number > 2:
            context.take(Span(index, stop, "LOC", "grammar.address", 0.8))


def _find_datelines(context: Context) -> None:
    """Take the place before a letter's date: "Ninh Kiều, 20/02/2023", "Ba Tri, ngày 02 tháng 7 năm 2014"."""
    for span in [span for span in context.spans() if span.label == "DATE"]:
        comma = span.first - 1
        if comma < 1 or context.form[comma] != "," or context.gap[span.first] >= LINE:
            continue
        first = comma
        while (
            first > 0 and comma - first < 5 and context.owner[first - 1] is None and context.kind[first - 1] == SYLLABLE
        ):
            if not context.capital[first - 1]:
                break
            first -= 1
            if context.gap[first] >= LINE:
                break
        if first < comma and context.gap[first] >= LINE and context.is_free(first, comma):
            context.take(Span(first, comma, "LOC", "grammar.dateline", 0.9))


def _take_list(context: Context, knowledge: Knowledge, first: int, stop: int, level: int) -> None:
    """Take the names of a list behind one plural level word: "các huyện Thuận Nam, Ninh Phước và Ninh Hải"."""
    row = knowledge.levels.match(context.form, level, context.stops[level])
    while context.is_free(first, stop):
        context.take(Span(first, stop, "LOC", "grammar.place_list", 0.85))
        if stop + 1 >= context.count or context.form[stop] not in (",", "và") or not context.continues(stop + 1):
            return
        first = stop + 1
        if row is None or context.owner[first] is not None:
            return
        end = match_place_name(context, knowledge, first, context.stops[first], row[1])
        if not end:
            return
        stop = end


def _street_before(context: Context, knowledge: Knowledge, first: int) -> int:
    """Step back over a street named without its level word: "số 15 Hùng Vương, " before "thị trấn Di Linh"."""
    comma = first - 1
    if comma < 2 or context.form[comma] not in (",", "-") or context.gap[first] >= LINE:
        return first
    name = comma
    while (
        name > 0
        and comma - name < 4
        and context.capital[name - 1]
        and context.owner[name - 1] is None
        and context.gap[name] < LINE
    ):
        name -= 1
    number = name - 1
    if name == comma or number < 0 or context.gap[name] >= LINE or context.owner[number] is not None:
        return first
    if context.kind[number] not in (NUMBER, CODE) or (context.gap[number] >= LINE and context.form[name - 1] == "."):
        return first
    start = number
    if start > 0 and context.form[start - 1] == "số" and context.gap[start] < LINE:
        start -= 1
    if (
        start > 0
        and context.form[start - 1] == "nhà"
        and start != number
        and context.gap[start] < LINE
        and context.form[start] == "số"
    ):
        start -= 1
    return start if context.is_free(start, first) else first


def _match_address_part(context: Context, knowledge: Knowledge, index: int) -> tuple[int, int] | None:
    paragraph = context.stops[index]
    level = match_level(context, knowledge, index, paragraph)
    if level is None or not context.is_free(index, level[0]):
        return None
    position, row = level
    if row.form in knowledge.cues["numbered_area"] and context.kind[position : position + 1] != [NUMBER]:
        return None
    if row.form.endswith(".") and index and context.gap[index] == SPACE and context.capital[index - 1]:
        return None
    if row.rank not in (1, 2, 3) and _is_surname_here(context, knowledge, index):
        return None
    # two level words on end: "xã đảo Thổ Châu", "thành phố thuộc tỉnh"
    second = match_level(context, knowledge, position, paragraph)
    if second is not None and row.rank in (3, 6, 5) and not context.capital[position]:
        nested = match_place_name(context, knowledge, second[0], paragraph, second[1])
        if nested:
            return nested, row.rank
    stop = match_place_name(context, knowledge, position, paragraph, row)
    if not stop or (
        row.rank == 0 and row.form != "bang" and knowledge.bare_places.match(context.form, position, paragraph) is None
    ):
        return None
    numbered_only = knowledge.cues["numbered_only"]
    if context.kind[position] != NUMBER and row.form == "khu":
        return None
    if context.kind[position] == NUMBER and (
        row.rank == 6 or (row.form in numbered_only | knowledge.cues["never_numbered"] and stop - position == 1)
    ):
        if row.form not in numbered_only:
            return None
        if not context.same_line(stop) or context.form[stop] not in (",", "-", "ấp", "khu", "thôn", "phường", "xã"):
            return None
    return stop, row.rank


def _is_surname_here(context: Context, knowledge: Knowledge, index: int) -> bool:
    """Whether a capitalised word is a surname and no level word: "Hồ Thị Ngọc"."""
    if not context.capital[index] or context.heading[index] or index + 1 >= context.count:
        return False
    if (
        index
        and context.gap[index] == SPACE
        and context.capital[index - 1]
        and context.kind[index - 1] == SYLLABLE
        and not context.sentence[index - 1]
    ):
        return True
    if context.sentence[index] and context.capital[index + 1 : index + 3] != [True, True]:
        return False
    return (
        knowledge.surnames.match(context.form, index, index + 1) is not None
        and context.form[index + 1] in knowledge.given_names
    )


def _number_of_house(context: Context, index: int) -> int:
    """Step back over "số 12", "nhà số 5A", "12/3" before a street."""
    first = index
    while first > 0 and index - first < 5 and context.gap[first] < PARAGRAPH and context.owner[first - 1] is None:
        form = context.form[first - 1]
        if (
            form == "số"
            or (form == "," and first > 1 and context.kind[first - 2] in (NUMBER, CODE))
            or (context.kind[first - 1] in (NUMBER, CODE) and first > 1 and context.form[first - 2] in ("số", "nhà"))
            or (context.kind[first - 1] in (NUMBER, CODE) and "/" in form)
            or (form == "nhà" and context.kind[first] in (NUMBER, CODE))
        ):
            first -= 1
        elif form == "nhà" and context.form[first] == "số":
            return first
        else:
            break
    return first if context.form[first] != "," else index


def chain_places(context: Context, knowledge: Knowledge, stop: int, rank: int) -> tuple[int, int]:
    """Add the higher units behind a comma, a dash or nothing: ", phường 2, thành phố Sóc Trăng"."""
    while stop < context.count and context.gap[stop] < PARAGRAPH:
        position = stop + (context.form[stop] in (",", "-", "–"))
        if position >= context.count or context.gap[position] >= PARAGRAPH or context.owner[position] is not None:
            break
        paragraph = context.stops[position]
        level = match_level(context, knowledge, position, paragraph)
        if level is not None:
            end = match_place_name(context, knowledge, level[0], paragraph, level[1])
            higher = (
                level[1].rank < rank
                or (rank == 1 and level[1].rank == 1 and position > stop)
                or (rank in (4, 5, 6) and level[1].rank in (3, 4, 5))
            )
            if not end or not (higher or (level[1].rank == 1 and rank == 2)) or level[1].rank == 0:
                break
            if rank <= 1 and level[1].rank == 1 and context.form[stop] != ",":
                break
            stop, rank = end, min(rank, level[1].rank)
            continue
        if position == stop or context.form[stop] != "," or rank == 0:
            break
        found = knowledge.bare_places.match(context.form, position, paragraph)
        if (
            found is None
            or not is_written_as_name(context, position, found[0])
            or found[1] not in ("province", "variant", "former", "district", "country")
        ):
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
    return (
        index < context.count
        and context.form[index] == "và"
        and index + 1 < context.count
        and context.capital[index + 1]
    )


def _is_plural_before(context: Context, index: int) -> bool:
    return index > 0 and context.form[index - 1] in ("các", "những", "hai", "ba")


def _behind_level(context: Context, knowledge: Knowledge, index: int) -> int:
    level = knowledge.levels.match(context.form, index, context.stops[index])
    return level[0] if level is not None else index
