"""Dates and amounts: what is written in figures, or with the words of the calendar."""

from __future__ import annotations

from vnjudnlp.batch import Span
from vnjudnlp.tagging.grammar.anchors import matches_at, token_ranges
from vnjudnlp.tagging.grammar.context import PARAGRAPH, Context
from vnjudnlp.tagging.grammar.date_checks import DateCandidate, is_date
from vnjudnlp.tagging.grammar.knowledge import Knowledge
from vnjudnlp.tagging.grammar.patterns import DATE, DATE_OPENERS, MONEY, RANGE_LINK, RANGE_OPENING

__all__ = ["find_dates", "find_money"]

# a group of DATE whose two ends may be joined to a range
_RANGE_KINDS = frozenset({"shared", "day", "month", "quarter", "year", "years", "relative", "bare", "edge", "period"})


def find_money(context: Context, knowledge: Knowledge) -> None:
    """Take the amounts of money."""
    counted = knowledge.cues["money_counted"]
    matches = list(matches_at(MONEY, context.batch.view_folded, context.anchors.starts(frozenset())))
    for match, found in zip(matches, token_ranges(context.batch, [match.span() for match in matches]), strict=True):
        if found is None or not context.is_free(*found):
            continue
        first, stop = found
        if (
            stop < context.count
            and context.form[stop - 1] == "đồng"
            and f"đồng {context.form[stop]}" in knowledge.cues["in_word"]
        ):
            continue
        first = max([first, *(index for index in range(first + 1, stop) if context.gap[index] >= PARAGRAPH)])
        if not context.form[first][0].isdigit() and context.form[first] not in ("$", "€"):
            continue
        if match.lastgroup == "scaled" and stop < context.count and context.form[stop] in counted:
            continue
        context.take(Span(first, stop, "MONEY", "grammar.money"))


def find_dates(context: Context, knowledge: Knowledge) -> None:
    """Take the dates: points of the calendar first, then the ranges between two of them."""
    view = context.batch.view_folded
    matches: list[tuple[int, int, str]] = []
    for match in matches_at(DATE, view, context.anchors.starts(DATE_OPENERS)):
        start, end = match.span()
        kind = match.lastgroup or ""
        if kind == "day" and "(" in match[0] and not view.startswith(")", end):
            start += match[0].index("(") + 1
        elif kind == "day" and "(" in match[0]:
            if match[0].startswith("("):
                start += 1
            else:
                end += 1
        matches.append((start, end, kind))
    points: list[tuple[int, int, str]] = []
    ranges = token_ranges(context.batch, [(start, end) for start, end, _ in matches])
    for (start, end, kind), found in zip(matches, ranges, strict=True):
        if (
            found is not None
            and context.is_free(*found)
            and is_date(context, knowledge, DateCandidate(view[start:end], kind, *found))
        ):
            points.append((start, end, kind))
    for found in token_ranges(context.batch, _ranges(view, points)):
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
