"""Whether what looks like a date is one: "24/7", "3/4 vụ", "3 năm trước", "lần thứ hai" are not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from vnjudnlp.tagging.grammar.context import GLUED, LINE, NUMBER, PARAGRAPH, SPACE, SYLLABLE, Context
from vnjudnlp.tagging.grammar.knowledge import Knowledge

__all__ = ["DateCandidate", "is_date"]

# matches at the end of "13/04/2022", "13/04/2022 08:30", "(24/8/2018)"; does not match "12/4", "9/21"
_FULL_YEAR = re.compile(r"(?:1[89]|20)\d\d(?: \d+:\d\d)?\)?$")
# matches at the end of "12/9/21"; does not match "12.9.21"
_SHORT_YEAR = re.compile(r"\d/\d{1,2}/\d\d$")
# matches "sáng 27.7", "tối 3-5"; does not match "sáng 27/7"
_PART_OF_DAY_AND_FIGURES = re.compile(r"(?:sáng|trưa|chiều|tối|đêm|khuya) \d+[.–-]")
# matches "15/4", "07/12"; does not match "32/4", "15/13", "15-4"
_DAY_AND_MONTH = re.compile(r"(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])")
_BULLETS = frozenset("-–•+*")
_LETTER = re.compile(r"[^\W\d]")


class DateCandidate(NamedTuple):
    """A match of the date pattern.

    Attributes:
        text: its characters in lower case.
        kind: the group of the pattern that matched.
        first: index of its first token.
        stop: index behind its last token.
    """

    text: str
    kind: str
    first: int
    stop: int


def is_date(context: Context, knowledge: Knowledge, candidate: DateCandidate) -> bool:
    """Say whether a match of the date pattern is a date where it stands.

    Args:
        context: the tokens.
        knowledge: the lexicons.
        candidate: the match.
    """
    first, stop = candidate.first, candidate.stop
    before = context.form[first - 1] if first and context.gap[first] < PARAGRAPH else ""
    after = context.form[stop] if stop < context.count and context.gap[stop] < PARAGRAPH else ""
    check = _CHECKS.get(candidate.kind)
    return check is None or check(context, knowledge, candidate, before, after)


def _is_day(context: Context, knowledge: Knowledge, candidate: DateCandidate, before: str, after: str) -> bool:
    cues, text = knowledge.cues, candidate.text
    if text[0].isdigit() and before in cues["no_date_after"]:
        return False
    counted = after in cues["counted"]
    if _FULL_YEAR.search(text) or _LETTER.search(text):
        return not (counted and _PART_OF_DAY_AND_FIGURES.match(text))
    if counted:
        return False
    if before in cues["date_before"]:
        return after != "%" and not _is_fraction(context, knowledge, candidate, before)
    if text in cues["not_a_date"] or after == "%":
        return False
    if before == "(" and after in cues["behind_bracketed_date"]:
        return True
    return _SHORT_YEAR.search(text) is not None or _is_no_fraction(context, candidate, before, after)


def _is_no_fraction(context: Context, candidate: DateCandidate, before: str, after: str) -> bool:
    """Whether figures such as ``15/4`` cannot be a share, or stand where an entry of a list begins with its date."""
    match = _DAY_AND_MONTH.fullmatch(candidate.text)
    if match is None:
        return False
    day, month = int(match[1]), int(match[2])
    if day > month:
        return not before[:1].isdigit()
    head = candidate.first - (before in _BULLETS)
    begins_line = context.gap[head] >= LINE
    return begins_line and after in (":", ",") and match[0].startswith("0") | match[2].startswith("0")


def _is_fraction(context: Context, knowledge: Knowledge, candidate: DateCandidate, before: str) -> bool:
    """Whether figures behind "là" or "lên đến" are a share: "là 1/2 tài sản", "lên đến 3/4 diện tích"."""
    if candidate.text in knowledge.cues["not_a_date"]:
        return before in knowledge.cues["share_before"]
    first, stop = candidate.first, candidate.stop
    counted = stop < context.count and context.gap[stop] == SPACE and context.kind[stop] == SYLLABLE
    rising = first > 1 and context.form[first - 2] in knowledge.cues["rising"]
    return counted and (before in knowledge.cues["share_before"] or rising)


def _is_weekday(context: Context, knowledge: Knowledge, candidate: DateCandidate, before: str, after: str) -> bool:
    cues, text, last = knowledge.cues, candidate.text, candidate.stop - 1
    recurring = after in cues["recurring"] or context.form[last + 2 : last + 5 : 2] == ["thứ", "hằng"]
    listed = after == "," and cues["recurring"].intersection(context.form[last + 1 : last + 6])
    if recurring or listed or before in cues["recurring"] or before in cues["plural"]:
        return False
    if not text.startswith("thứ") or len(text.split()) > 2:
        return True
    written_as_name = context.capital[last] or context.kind[last] == NUMBER
    return written_as_name and before not in cues["weekday_before"] and not context.heading[last]


def _is_edge(context: Context, knowledge: Knowledge, candidate: DateCandidate, before: str, after: str) -> bool:
    return not before.isdigit() and before not in knowledge.cues["plural"]


def _is_relative(context: Context, knowledge: Knowledge, candidate: DateCandidate, before: str, after: str) -> bool:
    cues = knowledge.cues
    if before in cues["vague_before"] or before.isdigit() or after in cues["relative_not_before"]:
        return False
    return candidate.text not in cues["relative_in_context"] or before in cues["relative_before"] or not before


def _is_month(context: Context, knowledge: Knowledge, candidate: DateCandidate, before: str, after: str) -> bool:
    return before not in knowledge.cues["recurring"] and not before[:1].isdigit()


def _is_month_and_year(
    context: Context, knowledge: Knowledge, candidate: DateCandidate, before: str, after: str
) -> bool:
    return before in knowledge.cues["month_before"]


def _is_bare_year(context: Context, knowledge: Knowledge, candidate: DateCandidate, before: str, after: str) -> bool:
    if context.kind[candidate.first] != NUMBER or after in knowledge.cues["counted"]:
        return False
    if context.gap[candidate.first] == GLUED and before not in ("(", "-", "–", ":"):
        return False
    return before in knowledge.cues["year_before"] or (before == "(" and after == ")")


def _is_deictic(context: Context, knowledge: Knowledge, candidate: DateCandidate, before: str, after: str) -> bool:
    return before not in knowledge.cues["plural"] and before not in knowledge.cues["recurring"]


_Check = Callable[[Context, Knowledge, DateCandidate, str, str], bool]
_CHECKS: dict[str, _Check] = {
    "day": _is_day,
    "shared": _is_day,
    "weekday": _is_weekday,
    "edge": _is_edge,
    "relative": _is_relative,
    "month": _is_month,
    "monthyear": _is_month_and_year,
    "bare": _is_bare_year,
    "deictic": _is_deictic,
}
