"""Counts in memory that is bounded, and what is computed of them."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.records import Entity
from vnjudnlp.reports.date_mentions import mention_of
from vnjudnlp.reports.lengths import Lengths
from vnjudnlp.reports.names import LONGEST, key_of, shown
from vnjudnlp.reports.pairs import MOST_NAMES, Pairs, association
from vnjudnlp.reports.tally import Tally


@given(st.lists(st.sampled_from("abcdefgh")), st.integers(1, 10))
def test_no_count_is_too_high_and_none_too_low_by_more_than_is_said(names: list[str], limit: int) -> None:
    tally = Tally(limit)
    for name in names:
        tally.add((name,), 0)
    found = {key[0]: row.count for key, row in tally}
    assert len(found) <= limit
    assert tally.total == len(names)
    for name, count in Counter(names).items():
        assert count - tally.most_missed <= found.get(name, 0) <= count


def test_documents_are_counted_once_each() -> None:
    tally = Tally()
    for document in (0, 0, 1):
        tally.add(("a",), document)
    (row,) = tally.top(3)
    assert (row.count, row.documents) == (3, 2)


def test_a_name_is_shown_without_capitals_where_it_can_be() -> None:
    tally = Tally()
    tally.add(("a",), 0, shown=("BỘ TƯ PHÁP",))
    tally.add(("a",), 0, shown=("Bộ Tư pháp",))
    tally.add(("a",), 0, shown=("Bộ tư pháp",))
    assert tally.top(1)[0].shown == ("Bộ Tư pháp",)


def test_names_that_differ_far_behind_stay_apart() -> None:
    first, second = "a" * 10_000, "a" * 10_000 + "b"
    assert key_of(first) != key_of(second)
    assert len(shown(first)) == LONGEST


def test_names_steer_nothing() -> None:
    assert shown("a\u202e\u2066b\nc\x1b\ud800") == "ab c\\x1b\\ud800"


@pytest.mark.parametrize(
    ("norm", "granularity", "first", "last"),
    [
        ("2022", "year", "2022-01-01", "2022-12-31"),
        ("2022-Q4", "quarter", "2022-10-01", "2022-12-31"),
        ("2022-02", "month", "2022-02-01", "2022-02-28"),
        ("2022-04-12", "day", "2022-04-12", "2022-04-12"),
        ("2022-04-12TAF", "part of day", "2022-04-12", "2022-04-12"),
        ("2022-04-12T08:30", "time", "2022-04-12", "2022-04-12"),
        ("2022-04-12/2022-05", "interval", "2022-04-12", "2022-05-31"),
        ("2022-02-30", "other", "None", "None"),
        ("0000", "other", "None", "None"),
        ("XXXX-04", "other", "None", "None"),
    ],
)
def test_dates_are_read_from_normal_forms(norm: str, granularity: str, first: str, last: str) -> None:
    found = mention_of(Entity(0, 1, "DATE", norm))
    assert (found.granularity, str(found.first), str(found.last)) == (granularity, first, last)


def test_dates_are_read_from_details_first() -> None:
    date = {"start": "2022-04-01", "end": "2022-04-30", "granularity": "month", "certainty": "stated"}
    found = mention_of(Entity(0, 1, "DATE", "x", details={"date": date}))
    assert (found.granularity, found.certainty) == ("month", "stated")
    assert mention_of(Entity(0, 1, "DATE", details={"date": {"reason": "impossible date"}})).reason == "impossible date"


def test_measures_of_association() -> None:
    # 100 sentences, 20 with A, 10 with B, 5 with both: 2.5 times what chance would bring
    assert association(5, 20, 10, 100) == {"pmi": 1.322, "jaccard": 0.2}
    assert association(0, 20, 10, 100) == {"pmi": None, "jaccard": None}


def test_pairs_of_a_unit_are_bounded() -> None:
    pairs = Pairs(10_000)
    pairs.add({f"{number:03}": f"name {number}" for number in range(MOST_NAMES + 40)})
    assert (pairs.units, pairs.cut) == (1, 1)
    assert len(pairs.top(10_000)) == MOST_NAMES * (MOST_NAMES - 1) // 2


def test_pairs_of_two_kinds() -> None:
    pairs = Pairs(10, two_sides=True)
    pairs.add({"a": "A"}, {"a": "Body", "b": "B"})
    pairs.add({"a": "A"}, {})
    assert [(row["first"], row["second"], row["first_count"], row["second_count"]) for row in pairs.top(2)] == [
        ("A", "Body", 2, 1),
        ("A", "B", 2, 1),
    ]


def test_long_lengths_are_rounded() -> None:
    lengths = Lengths()
    for length in (0, 5, 123_456):
        lengths.add(length)
    found = lengths.to_dict()
    assert (found["min"], found["median"], found["max"]) == (0, 5, 123_000)
    assert sum(item["count"] for item in found["bins"]) == 3
