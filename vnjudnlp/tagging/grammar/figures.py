"""Dates and amounts: what is written in figures, or with the words of the calendar."""

from __future__ import annotations

import numpy as np

from vnjudnlp.batch import Span
from vnjudnlp.tagging.grammar.context import PARAGRAPH, Context
from vnjudnlp.tagging.grammar.date_checks import DateCandidate, is_date
from vnjudnlp.tagging.grammar.knowledge import Knowledge
from vnjudnlp.tagging.grammar.patterns import DATE, MONEY, RANGE_LINK, RANGE_OPENING

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
        if (
            stop < len(context)
            and context.form[stop - 1] == "đồng"
            and f"đồng {context.form[stop]}" in knowledge.cues["in_word"]
        ):
            continue
        first = max([first, *(index for index in range(first + 1, stop) if context.gap[index] >= PARAGRAPH)])
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
        if (
            found is None
            or not context.is_free(*found)
            or not is_date(context, knowledge, DateCandidate(view[start:end], kind, *found))
        ):
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
        if (
            (
                index + 1 < len(points)
                and points[index + 1][2] == "relative"
                and view[end : points[index + 1][0]] in (" ", "\n")
            )
            and kind in ("day", "shared")
            and view.startswith("năm", points[index + 1][0])
        ):
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
