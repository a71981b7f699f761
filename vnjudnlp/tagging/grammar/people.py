"""Names of people: behind honorifics, roles and titles, or by their surname."""

from __future__ import annotations

import re

from vnjudnlp.batch import Span
from vnjudnlp.tagging.grammar.agency_names import match_agency
from vnjudnlp.tagging.grammar.context import (
    ABBREVIATION,
    GLUED,
    LINE,
    PARAGRAPH,
    SINGLE,
    SPACE,
    SYLLABLE,
    TITLE,
    UPPER,
    Context,
)
from vnjudnlp.tagging.grammar.knowledge import Knowledge
from vnjudnlp.tagging.grammar.name_endings import with_hyphen, with_initials, with_nickname
from vnjudnlp.text.syllables import is_syllable

__all__ = ["ANONYMOUS", "find_people"]

_LONGEST = 7
_LONGEST_HONORIFIC = 5


# matches "N.V.T", "Tr.V.K."; does not match "T.Ư", "TP.HCM"
_THREE_INITIALS = re.compile(r"[A-ZĐ][rhgl]?\.(?:[A-ZĐ][rhgl]?\.)+[A-ZĐ][rhgl]?\.?")
# matches "H1", "P1", "A", "T.Y.T.N"; does not match "PC01", "An"
ANONYMOUS = re.compile(r"[A-ZĐƯÔÂÊƠĂ]\d{0,2}(?:\.[A-ZĐƯÔÂÊƠĂ]\d?)*\.?")


def find_people(context: Context, knowledge: Knowledge) -> None:
    """Take the names that their context or their form shows."""
    count, behind = context.count, 0
    for index in context.capitals():
        if index < behind or context.owner[index] is not None or not _may_begin(context, index):
            continue
        behind_place = _behind_place_of_office(context, knowledge, index)
        if behind_place:
            context.take(Span(index, behind_place, "LOC", "lexicon.place", 0.8))
            behind = behind_place
            continue
        honorific = knowledge.honorifics.match(context.form, index, context.stops[index])
        if honorific is not None:
            place = knowledge.bare_places.match(context.form, index, context.stops[index])
            if place is not None and place[0] - index > 1 and context.capital[place[0] : place[0] + 1] != [True]:
                honorific = None
        if (
            honorific is not None
            and honorific[0] < count
            and (not context.heading[index] or honorific[1] == "honorific")
            and _opens(context, index, honorific[0])
        ):
            behind = honorific[0]
            continue
        if context.kind[index] == ABBREVIATION and _is_initials(context, knowledge, index):
            context.take(Span(index, index + 1, "PERSON", "grammar.initials", 0.7))
            behind = index + 1
            continue
        stop = _run(context, index)
        introduced = _is_introduced(context, knowledge, index)
        found = _name_in_run(context, knowledge, index, stop, introduced)
        if found is not None:
            first, end, score = found
            end = with_nickname(context, with_initials(context, with_hyphen(context, end)), introduced)
            context.take(Span(first, end, "PERSON", "grammar.person", score))
            behind = end
        elif not (introduced or context.heading[index] or context.sentence[index]):
            behind = stop


def _behind_place_of_office(context: Context, knowledge: Knowledge, index: int) -> int:
    """Return where the place between an office and its holder ends: "Tổng thống Nga Vladimir Putin"; 0 for none."""
    office = context.owner[index - 1] if index else None
    if office is None or office.label != "TITLE" or context.gap[index] != SPACE:
        return 0
    place = knowledge.bare_places.match(context.form, index, context.stops[index])
    if place is None or not (context.is_free_capital(place[0]) and context.is_free_capital(place[0] + 1)):
        return 0
    name = context.form[place[0]]
    is_surname = (
        place[0] - index > 1 and knowledge.surnames.match(context.form, place[0], context.stops[index]) is not None
    )
    return place[0] if is_surname or not is_syllable(name) else 0


def _is_initials(context: Context, knowledge: Knowledge, index: int) -> bool:
    """Whether an abbreviation is the initials of a person alone: three or more, in no lexicon: "N.V.T"."""
    if not _THREE_INITIALS.fullmatch(context.surface[index]):
        return False
    after = index + 1 == context.count or context.gap[index + 1] != GLUED or context.form[index + 1] in ",.;:)"
    return (
        after and context.form[index] not in knowledge.titles.root and context.form[index] not in knowledge.bodies.root
    )


def _may_begin(context: Context, index: int) -> bool:
    """Whether a token may be the first of a name: a syllable or initials, not "TM.", "KH&ĐT", "TNHH"."""
    if context.shape[index] & UPPER and not context.shape[index] & SINGLE and not context.heading[index]:
        surface = context.surface[index]
        name_in_capitals = len(surface) > 3 and context.capital[index + 1 : index + 2] == [True]
        return bool(ANONYMOUS.fullmatch(surface)) or is_syllable(context.form[index]) or name_in_capitals
    return context.kind[index] == SYLLABLE or bool(ANONYMOUS.fullmatch(context.surface[index]))


def _opens(context: Context, first: int, stop: int) -> bool:
    """Whether an honorific with a capital stands before a name, and is no part of one: "Bà Lê Thị An"."""
    if context.gap[stop] not in (SPACE, LINE):
        return False
    before = first and context.gap[first] == SPACE and context.capital[first - 1] and context.owner[first - 1] is None
    return bool(not before or context.sentence[first])


def _run(context: Context, first: int) -> int:
    """Return where the capitalised syllables from a token on end."""
    capital, owner, gaps, heading = context.capital, context.owner, context.gap, context.heading
    stop, last = first + 1, min(context.count, first + _LONGEST)
    while stop < last and owner[stop] is None:
        joint = _joint(context, first, stop) if gaps[stop] == GLUED else 0
        following = stop + joint
        if following >= context.count or not capital[following] or owner[following] is not None:
            break
        gap = gaps[following]
        if gap == LINE and (
            heading[following] or (context.sentence[following] and not _is_unfinished(context, first, stop))
        ):
            break
        if gap >= PARAGRAPH or (gap == GLUED and not joint) or heading[following] != heading[first]:
            break
        stop = following + 1
    return stop


def _joint(context: Context, first: int, position: int) -> int:
    """Count the marks inside a name at a glued token: the apostrophe of "H' Lan", the full stop of "Y T. Bkrông"."""
    if not context.shape[position - 1] & SINGLE:
        return 0
    if context.form[position] == "'":
        return 1
    inside = context.form[position] == "." and position - first >= 2
    return int(inside and context.sentence[position + 1 : position + 2] == [False])


def _is_unfinished(context: Context, first: int, stop: int) -> bool:
    """Whether a name cannot end here, so that it goes on in the next line: a surname alone, or "Thị"."""
    return stop - first == 1 or context.form[stop - 1] in ("thị", "văn")


def _is_introduced(context: Context, knowledge: Knowledge, index: int) -> str | bool:
    """Whether the word before says that a person follows: an honorific, a role, a title."""
    if index == 0 or context.gap[index] >= PARAGRAPH:
        return False
    if context.gap[index] == LINE and context.sentence[index]:
        return False
    before = index - 1
    if context.form[before] in (":", "-", "–") and before > 0:
        owner = context.owner[before - 1]
        if owner is not None and owner.label == "TITLE" and context.gap[index] < LINE:
            return "title"
        before -= 1 if context.form[before] == ":" else 0
    owner = context.owner[before]
    if owner is not None:
        return "title" if owner.label == "TITLE" and context.gap[index] < LINE else False
    form, places, honorifics = context.form, knowledge.bare_places, knowledge.honorifics
    for start in range(before, max(-1, before - _LONGEST_HONORIFIC), -1):
        if form[start] in places.root:
            place = places.match(form, start, context.stops[start])
            if place is not None and place[0] > index:
                return False
        if form[start] in honorifics.root:
            found = honorifics.match(form, start, before + 1)
            if found is not None and found[0] == before + 1:
                return found[1]
    return False


def _name_in_run(
    context: Context, knowledge: Knowledge, first: int, stop: int, introduced: str | bool
) -> tuple[int, int, float] | None:
    """Decide which part of a run of capitals is a name: first token, end, confidence."""
    if introduced and not context.heading[first]:
        return _introduced_name(context, knowledge, first, stop, introduced)
    if (
        first
        and context.gap[first] < PARAGRAPH
        and (
            context.form[first - 1] in knowledge.cues["no_person_after"]
            or context.form[first - 1] in knowledge.cues["no_org_after"]
        )
    ):
        return None
    end = _surname_name(context, knowledge, first, stop, bool(introduced))
    if not end and introduced == "honorific" and context.heading[first]:
        end = _short_heading_name(context, knowledge, first)
    if end:
        return first, end, 0.85
    return None


def _introduced_name(
    context: Context, knowledge: Knowledge, first: int, stop: int, introduced: str | bool
) -> tuple[int, int, float] | None:
    form = context.form[first]
    head = knowledge.heads.match(context.form, first, context.stops[first])
    abbreviation = context.shape[first] & UPPER and not context.shape[first] & SINGLE and not is_syllable(form)
    if abbreviation and introduced == "title" and not ANONYMOUS.fullmatch(context.surface[first]):
        return None
    if head is not None and (
        head[0] - first > 1 or head[1].alone == "yes" or context.shape[first + 1 : first + 2] == [UPPER]
    ):
        return None
    end = _end_of_name(context, knowledge, first, stop)
    if (
        introduced == "title"
        and end - first == 1
        and context.shape[first] & TITLE
        and knowledge.functions.match(context.form, first, stop)
    ):
        return None
    if introduced == "title" and end - first == 1 and form in knowledge.heads.root:
        return None
    if context.form[first - 1] == ":" and end - first == 1 and context.shape[first] & TITLE and introduced != "title":
        return None
    weak = introduced in ("kin", "role in general", "title") and end - first == 1
    if weak and context.shape[first] & TITLE and form not in knowledge.given_names and is_syllable(form):
        return None
    place = knowledge.bare_places.match(context.form, first, stop)
    if (
        place is not None
        and place[0] >= end
        and end - first > 1
        and knowledge.surnames.match(context.form, first, stop) is None
    ):
        return None
    if (
        place is not None
        and place[0] >= end
        and introduced in ("title", "role in general", "kin")
        and place[1] in ("province", "country", "city")
    ):
        return None
    return first, end, 0.95


def _end_of_name(context: Context, knowledge: Knowledge, first: int, stop: int) -> int:
    """Cut a run behind an introduced name where another name begins: a body, a place behind a full name."""
    end = first + 1
    while end < stop:
        paragraph = context.stops[first]
        head = knowledge.heads.match(context.form, end, paragraph)
        middle = knowledge.cues["middle_name"]
        in_name = context.form[end] in middle or (
            context.form[end - 1] in middle and context.capital[end + 1 : end + 2] == [True]
        )
        if head is not None and head[0] - end > 1 and not in_name:
            break
        if head is not None and end - first >= 2:
            agency = match_agency(context, knowledge, end)
            if agency is not None and agency.complete and agency.stop - end > 1 and not in_name:
                break
        if end - first >= 3:
            place = knowledge.bare_places.match(context.form, end, stop)
            if place is not None and place[0] == stop and place[0] - end > 1 and place[1] in ("province", "country"):
                break
            if (
                knowledge.surnames.match(context.form, first, stop)
                and end - first >= 5
                and not context.heading[first]
                and not _is_ethnic(context, first)
            ):
                break
        end += 1
    return end


def _is_ethnic(context: Context, first: int) -> bool:
    return not is_syllable(context.form[first])


def _surname_name(context: Context, knowledge: Knowledge, first: int, stop: int, introduced: bool = False) -> int:
    """Return where a name that begins with a surname ends, 0 if the run is none."""
    surname = knowledge.surnames.match(context.form, first, stop)
    if surname is None:
        return 0
    after, weight = surname
    if after >= stop:
        return 0
    place = knowledge.bare_places.match(context.form, first, stop)
    if (
        place is not None
        and place[0] == stop
        and (place[1] in ("province", "country", "city", "region", "variant", "former") or weight != "common")
    ):
        return 0
    if place is not None and place[1] in ("province", "country") and place[0] > after:
        return 0
    if context.sentence[first] and context.form[first] in knowledge.cues["function_word"]:
        behind = knowledge.bare_places.match(context.form, first + 1, stop)
        if behind is not None and behind[0] == stop:
            return 0
    if place is not None and place[0] == stop and context.form[stop : stop + 1] == [","]:
        following = knowledge.bare_places.match(context.form, stop + 1, context.stops[first])
        if following is not None and context.capital[stop + 1]:
            return 0
    if stop - first == 2 and context.surface[first + 1][-1].isdigit():
        return 0
    if context.heading[first]:
        return _heading_name(context, knowledge, first, after, stop, weight, introduced)
    end = _end_of_name(context, knowledge, first, stop)
    if (after - first > 1 or not is_syllable(context.form[first])) and weight in ("common", "uncommon"):
        return end
    likely = sum(_is_given(context, knowledge, index) for index in range(after, end))
    length = end - after
    if weight.startswith("foreign"):
        return (
            end
            if length >= 1 and likely < length and not all(is_syllable(form) for form in context.form[first:end])
            else 0
        )
    if not likely or likely * 2 < length:
        return 0
    if context.sentence[first] and end - first == 2 and weight != "common":
        return 0
    if weight == "rare" and (likely < length or end - first < 3):
        return 0
    if weight == "uncommon" and end - first < 3 and likely < length:
        return 0
    return end


def _heading_name(
    context: Context, knowledge: Knowledge, first: int, after: int, stop: int, weight: str, introduced: bool
) -> int:
    """A name in a line of capitals, where case tells nothing: every syllable must be one of names."""
    end = after
    weights = knowledge.given_names
    pairs = (f"{context.form[index]} {context.form[index + 1]}" for index in range(first, min(stop, context.count - 1)))
    if any(pair in knowledge.cues["in_word"] for pair in pairs):
        return 0
    while end < stop and end - first < 5 and (introduced or weights.get(context.form[end]) != "rare"):
        if not _is_given(context, knowledge, end) or context.form[end] in knowledge.cues["function_word"]:
            break
        end += 1
    if end < stop and context.form[end - 1] == "thị":
        end += 1
    at_mark = stop < context.count and context.gap[stop] < LINE and context.kind[stop] != SYLLABLE
    if introduced and at_mark and 2 <= stop - first <= 5:
        return stop
    if weight not in ("common", "uncommon") or context.form[first] in knowledge.cues["function_word"]:
        return 0
    if end < stop:
        # the line goes on: a word before the name tells it from the sentence, or syllables that are mostly names
        usual = all(weights.get(form) == "common" for form in context.form[after:end])
        return end if end - first >= (2 if introduced else 3) and (introduced or (usual and weight == "common")) else 0
    whole_line = context.gap[first] >= LINE and (stop == context.count or context.gap[stop] >= LINE)
    if introduced:
        return end if end - first >= 2 else 0
    alone = whole_line or (first > 0 and context.owner[first - 1] is not None)
    return end if alone and end - first >= 3 else 0


def _short_heading_name(context: Context, knowledge: Knowledge, first: int) -> int:
    """A given name alone behind an honorific in a line of capitals: "ÔNG GIÁP"; 0 where it may be a word."""
    if f"{context.form[first - 1]} {context.form[first]}" in knowledge.cues["in_word"]:
        return 0
    return first + 1 if knowledge.given_names.get(context.form[first], "rare") != "rare" else 0


def _is_given(context: Context, knowledge: Knowledge, index: int) -> bool:
    surface = context.surface[index]
    return context.form[index] in knowledge.given_names or bool(ANONYMOUS.fullmatch(surface))
