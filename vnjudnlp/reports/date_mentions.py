"""Which days, months and years the DATE entities of a corpus mean."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from typing import Any, NamedTuple

from vnjudnlp.dates import Granularity
from vnjudnlp.records import Entity
from vnjudnlp.reports.names import as_mapping, as_text, shown
from vnjudnlp.reports.tally import Tally

__all__ = ["DateMentions", "iso_date", "mention_of"]

_DAYS = frozenset({Granularity.DAY.value, Granularity.PART_OF_DAY.value, Granularity.TIME.value})
_OTHER = "other"
_UNSAID = "not said"
_MOST_REASONS = 100

# matches "2022", "2022-04", "2022-Q1", "2022-04-12", "2022-04-12TAF", "2022-04-12T08:30"; does not match "2022-4"
_POINT = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d\d)(?:-(\d\d)(T(?:\d\d:\d\d|[A-Z]{2}))?)?))?")


class Mention(NamedTuple):
    """What a DATE entity means.

    Attributes:
        granularity: how fine it is; None where it has no value.
        certainty: what of it was inferred.
        first: its first day; None where that is not known.
        last: its last day.
        reason: why it has no value.
    """

    granularity: str | None
    certainty: str | None
    first: datetime.date | None
    last: datetime.date | None
    reason: str | None


def iso_date(text: Any) -> datetime.date | None:
    """Return the date that plain data holds as ``YYYY-MM-DD``; None for all else.

    >>> iso_date("2022-04-13"), iso_date("13/4")
    (datetime.date(2022, 4, 13), None)
    """
    try:
        return datetime.date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None


def mention_of(entity: Entity) -> Mention:
    """Read what a DATE entity means from its details or, without any, from its normal form.

    >>> mention_of(Entity(0, 9, "DATE", "2022-04"))[:2]
    ('month', None)
    """
    details = as_mapping((entity.details or {}).get("date"))
    first, last = iso_date(details.get("start")), iso_date(details.get("end"))
    if first is not None and last is not None:
        granularity = shown(as_text(details.get("granularity"))) or _OTHER
        return Mention(granularity, shown(as_text(details.get("certainty"))) or None, first, last, None)
    if entity.norm is None:
        return Mention(None, None, None, None, shown(as_text(details.get("reason"))) or _UNSAID)
    points = [_point(part) for part in entity.norm.split("/")]
    if len(points) > 2 or any(point is None for point in points):
        return Mention(_OTHER, None, None, None, None)
    (granularity, start, end), *more = (point for point in points if point is not None)
    if more:
        return Mention(Granularity.INTERVAL.value, None, start, more[0][2], None)
    return Mention(granularity, None, start, end, None)


def _point(norm: str) -> tuple[str, datetime.date, datetime.date] | None:
    match = _POINT.fullmatch(norm)
    if match is None:
        return None
    year, quarter, month, day = (int(part) if part else None for part in match.groups()[:4])
    try:
        if quarter:
            months, granularity = (3 * quarter - 2, 3 * quarter), Granularity.QUARTER
        elif month is None:
            months, granularity = (1, 12), Granularity.YEAR
        else:
            months, granularity = (month, month), Granularity.MONTH
        first = datetime.date(year or 0, months[0], day or 1)
        last = first if day else _last_of_month(year or 0, months[1])
    except ValueError:
        return None
    if day:
        time = match[5]
        granularity = Granularity.DAY if not time else Granularity.TIME if ":" in time else Granularity.PART_OF_DAY
    return granularity.value, first, last


def _last_of_month(year: int, month: int) -> datetime.date:
    return datetime.date(year, 12, 31) if month == 12 else datetime.date(year, month + 1, 1) - datetime.timedelta(1)


class DateMentions:
    """Counts of what DATE entities mean, and of the dates of documents.

    Args:
        limit: how many days are kept at most.
    """

    def __init__(self, limit: int) -> None:
        self._granularity: Counter[str] = Counter()
        self._certainty: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._years: Counter[int] = Counter()
        self._days = Tally(limit)
        self._documents = Tally(limit)
        self._first: datetime.date | None = None
        self._last: datetime.date | None = None

    def add(self, entity: Entity, document: int) -> None:
        """Count a DATE entity."""
        mention = mention_of(entity)
        if mention.granularity is None:
            _count(self._reasons, mention.reason or _UNSAID)
            return
        _count(self._granularity, mention.granularity)
        if mention.certainty is not None:
            _count(self._certainty, mention.certainty)
        if mention.first is None or mention.last is None:
            return
        self._first = mention.first if self._first is None else min(self._first, mention.first)
        self._last = mention.last if self._last is None else max(self._last, mention.last)
        self._years[mention.first.year] += 1
        if mention.granularity in _DAYS:
            self._days.add((mention.first.isoformat(),), document)

    def add_document(self, day: datetime.date, document: int) -> None:
        """Count the date of a document."""
        self._documents.add((day.isoformat(),), document)

    def to_dict(self) -> dict[str, Any]:
        """Return the counts as plain data."""
        mentions = {key[0]: row.count for key, row in self._days}
        documents = {key[0]: row.count for key, row in self._documents}
        return {
            "granularity": dict(self._granularity.most_common()),
            "certainty": dict(self._certainty.most_common()),
            "without_value": dict(self._reasons.most_common()),
            "first": self._first.isoformat() if self._first else None,
            "last": self._last.isoformat() if self._last else None,
            "years": [{"year": year, "mentions": self._years[year]} for year in sorted(self._years)],
            "days": [
                {"day": day, "mentions": mentions.get(day, 0), "documents": documents.get(day, 0)}
                for day in sorted({*mentions, *documents})
            ],
            "days_most_missed": max(self._days.most_missed, self._documents.most_missed),
        }


def _count(counts: Counter[str], name: str) -> None:
    counts[name if name in counts or len(counts) < _MOST_REASONS else _OTHER] += 1
