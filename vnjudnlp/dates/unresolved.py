"""Why an expression that the grammar understands has no value."""

from __future__ import annotations

from dataclasses import replace

from vnjudnlp.dates.circumstances import Circumstances
from vnjudnlp.dates.expressions import Base, Expression, Link, Point, Unit
from vnjudnlp.dates.reasons import Reason
from vnjudnlp.dates.values import Value

__all__ = ["why_unresolved"]

_LEAP_YEAR = 2000


def why_unresolved(expression: Expression, circumstances: Circumstances) -> Reason:
    """Say why an expression has no value.

    Args:
        expression: what the span says.
        circumstances: what the text around it gave to resolve it.

    >>> why_unresolved(Expression((Point(day=31, month=6),)), Circumstances())
    <Reason.IMPOSSIBLE: 'impossible date'>
    """
    points = expression.points
    if not all(map(_is_possible, points)):
        return Reason.IMPOSSIBLE
    if circumstances.document is None and any(_needs_document(point) for point in points):
        return Reason.NO_DOCUMENT_DATE
    if any(point.relative is not None and point.relative.base is Base.MENTIONED for point in points):
        return Reason.NOTHING_NAMED
    if len(points) > 1:
        return Reason.SEVERAL if Link.LIST in expression.links else _of_range(points)
    if points[0].is_lunar or (points[0].day is not None and points[0].year is not None):
        return Reason.IMPOSSIBLE
    return Reason.VAGUE


def _of_range(points: tuple[Point, ...]) -> Reason:
    return Reason.VAGUE if any(point.now for point in points) else Reason.BACKWARDS


def _is_possible(point: Point) -> bool:
    if point.is_lunar or point.month is None or point.day is None:
        return True
    year = _LEAP_YEAR if point.year is None or point.short_year else point.year
    return Value(year, None, point.month, point.day).is_possible


def _needs_document(point: Point) -> bool:
    if point.relative is not None:
        return point.relative.base is Base.DOCUMENT or point.relative.unit is Unit.WEEK
    return point.short_year or point.now or not replace(point, cycle=None).is_complete
