"""Dates and amounts: what is written in figures, or with the words of the calendar."""

from __future__ import annotations

import re

import numpy as np

from vnjudnlp.batch import Gap, Span
from vnjudnlp.tagging.context import Context
from vnjudnlp.tagging.knowledge import Knowledge
from vnjudnlp.tagging.patterns import DATE, MONEY, RANGE_LINK, RANGE_OPENING

__all__ = ["find_dates", "find_money", "token_range"]

# a group of DATE whose two ends may be joined to a range
_RANGE_KINDS = frozenset({"shared", "day", "month", "quarter", "year", "years", "relative", "bare", "edge", "period"})


def token_range(context: Context, start: int, end: int) -> tuple[int, int] | None:
    """Return the tokens that fill a range of the view exactly, None where an end falls inside a token."""
    tokens = context.batch.tokens
    first = int(np.searchsorted(tokens.view_start, start))
    stop = int(np.searchsorted(tokens.view_end, end)) + 1
    if first >= len(tokens) or stop > len(tokens) or first >= stop:
        return None
    if tokens.view_start[first] != start or tokens.view_end[stop - 1] != end:
        return None
    return first, stop


def find_money(context: Context, knowledge: Knowledge) -> None:
    """Take the amounts of money."""
    counted = knowledge.cues["money_counted"]
    for match in MONEY.finditer(context.batch.view_folded):
        found = token_range(context, *match.span())
        if found is None or not context.is_free(*found):
            continue
        first, stop = found
        if stop < len(context) and context.form[stop - 1] == "đồng" and f"đồng {context.form[stop]}" in knowledge.cues["in_word"]:
            continue
        first = max([first, *(index for index in range(first + 1, stop) if context.gap[index] >= Gap.PARAGRAPH)])
        if not context.form[first][0].isdigit() and context.form[first] not in ("$", "€"):
            continue
        if match.lastgroup == "scaled" and stop < len(context) and context.form[stop] in counted:
            continue
        context.take(Span(first, stop, "MONEY", "grammar.money"))


def find_dates(context: Context, knowledge: Knowledge) -> None:
    """Take the dates: points of the calendar first, then the ranges between two of them."""
    view = context.batch.view_folded
    points: list[tuple[int, int, str]] = []
    for match in DATE.finditer(view):
        start, end = match.span()
        kind = match.lastgroup or ""
        if kind == "day" and "(" in match[0] and not view.startswith(")", end):
            start += match[0].index("(") + 1
        elif kind == "day" and "(" in match[0]:
            if match[0].startswith("("):
                start += 1
            else:
                end += 1
        found = token_range(context, start, end)
        if found is None or not context.is_free(*found) or not _is_date(context, knowledge, view, start, end, kind, *found):
            continue
        points.append((start, end, kind))
    for start, end in _ranges(view, points):
        found = token_range(context, start, end)
        if found is not None and context.is_free(*found):
            context.take(Span(*found, "DATE", "grammar.date"))


def _ranges(view: str, points: list[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Join the two ends of each range, with the word that opens it."""
    result: list[tuple[int, int]] = []
    index = 0
    while index < len(points):
        start, end, kind = points[index]
        if index + 1 < len(points) and kind in _RANGE_KINDS:
            next_start, next_end, next_kind = points[index + 1]
            link = view[end:next_start]
            if next_kind in _RANGE_KINDS and len(link) < 16 and _joins(link, kind, next_kind):
                end, index = next_end, index + 1
                # 31.3 năm nay: the year of the second end stands apart
                opening = RANGE_OPENING.search(view, max(0, start - 12), start)
                start = opening.start() if opening else start
        if index + 1 < len(points) and points[index + 1][2] == "relative" and view[end : points[index + 1][0]] in (" ", "\n"):
            if kind in ("day", "shared") and view.startswith("năm", points[index + 1][0]):
                end, index = points[index + 1][1], index + 1
        result.append((start, end))
        index += 1
    return result


def _joins(link: str, kind: str, next_kind: str) -> bool:
    if not RANGE_LINK.fullmatch(link):
        return False
    if link.strip(" \n") in ("-", "–"):
        return kind == next_kind
    return kind != "edge" or next_kind == "edge"


def _is_date(
    context: Context, knowledge: Knowledge, view: str, start: int, end: int, kind: str, first: int, stop: int
) -> bool:
    """Whether what looks like a date is one here: 24/7, 3/4 vụ, 3 năm trước, lần thứ hai are not."""
    cues = knowledge.cues
    before = context.form[first - 1] if first and context.gap[first] < 3 else ""
    after = context.form[stop] if stop < len(context) and context.gap[stop] < 3 else ""
    text = view[start:end]
    if kind in ("day", "shared"):
        if text[0].isdigit() and before in ("số", "luật", "điều", "khoản", "đạt"):
            return False
        if re.search(r"(?:1[89]|20)\d\d(?: \d+:\d\d)?\)?$", text) or re.search(r"[^\W\d]", text):
            return not re.match(r"(?:sáng|trưa|chiều|tối|đêm|khuya) \d+[.–-]", text) or after not in cues["counted"]
        if after in cues["counted"] and not view.startswith((" năm nay", " năm ngoái", " năm trước"), end):
            return False
        if before in cues["date_before"]:
            return not (before in ("từ", "đến", "tới", "là", "và", "sau", "trước") and after == "%")
        if before == "(":
            return after in (")", ",", ";", "và")
        return bool(re.search(r"\d/\d{1,2}/\d\d$", text))
    if kind == "weekday":
        if after in ("hằng", "hàng") or after == "," and "hằng tuần" in view[end : end + 30]:
            return False
        if "tuần" in text or text.startswith("chủ") or not text.startswith("thứ"):
            return before not in ("mỗi", "cứ", "các", "hằng", "hàng")
        capital = context.capital[stop - 1] or context.kind[stop - 1] == 2
        return capital and before not in cues["weekday_before"] and not context.heading[first]
    if kind == "relative" or kind == "edge":
        if before in cues["vague_before"] or before.isdigit():
            return kind == "edge" and not before.isdigit() and before not in ("những", "các")
        if text.startswith("năm sau") or text.startswith("năm kia"):
            return before in ("cùng kỳ", "trong", "của", "vào", "đến", "kỳ", "sang", "")
        return True
    if kind == "month":
        return before not in ("mỗi", "hằng", "hàng") and not before[:1].isdigit()
    if kind == "monthyear":
        return before in cues["date_before"] and before not in ("là", "và")
    if kind == "bare":
        if context.kind[first] != 2 or after in cues["counted"] or context.gap[first] == 0 and before not in ("(", "-", "–", ":"):
            return False
        return before in cues["year_before"] or (before == "(" and after == ")")
    if kind == "deictic":
        return before not in ("những", "các", "mỗi")
    return True
