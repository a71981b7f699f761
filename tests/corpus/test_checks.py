"""Checks of annotated documents, and their size."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vnjudnlp.corpus.checks import check_corpus, date_norm_fault
from vnjudnlp.corpus.duplicates import near_duplicates
from vnjudnlp.corpus.statistics import statistics
from vnjudnlp.errors import InputError
from vnjudnlp.records import Entity, Record

LONG = " ".join(f"từ{number}" for number in range(60))


def write(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def one(text: str, label: str, norm: str | None = None) -> dict[str, Any]:
    return {"id": "a", "text": text, "entities": [{"start": 0, "end": len(text), "label": label, "norm": norm}]}


@pytest.mark.parametrize(
    "norm",
    [
        "2022",
        "2022-04",
        "2022-Q1",
        "2022-04-12",
        "2022-04-12TAF",
        "2022-04-12T08:30",
        "2021-10-01/2022-03-31",
        "2020/2025",
    ]
    + ["2022-01/2022-05", "2022-Q1/2022-Q2", "2022-Q1/2022-03", "2022-04-12T08:00/2022-04-12T17:00", "2021/2021-05-01"],
)
def test_good_date_norms(norm: str) -> None:
    assert date_norm_fault(norm) is None


@pytest.mark.parametrize(
    "norm",
    [
        "",
        "22",
        "2022-4",
        "2022-13",
        "2022-02-30",
        "2022-Q5",
        "2022-04T08:30",
        "2022-04-12T24:00",
        "2022-04-12TXX",
        "12/4/2022",
    ]
    + ["2022/2021", "2022-05/2022-01", "2022-Q3/2022-Q1", "2022/2023/2024", "2022/", "0000"],
)
def test_bad_date_norms(norm: str) -> None:
    assert date_norm_fault(norm) is not None


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (one("12/4", "DATE", "12-4-2022"), "the normal form of '12/4' is wrong: not ISO 8601"),
        (one("Lê A,", "PERSON"), "punctuation at the edge of the span 'Lê A,'"),
        (one("Lê A", "PERSON", "Lê B"), "a PERSON has no normal form beyond"),
        (one("Luật", "LAW", "Luật"), "a LAW has no normal form of its own"),
        (one("Tòa án", "AGENCY", "Tòa  án"), "is not in Unicode form NFC with single spaces"),
        (one(" Tòa án", "AGENCY"), "white space at the edge"),
    ],
)
def test_faults(record: dict[str, Any], message: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"id": "b", "text": "Hết."}, record)
    report = check_corpus(path)
    (fault,) = report.faults
    assert str(fault).startswith(f"{path}:2: ")
    assert message in fault.message
    assert (report.documents, report.warnings) == (2, ())


def test_what_is_no_fault(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", one("Lê  A", "PERSON", "Lê A"), {**one("A,", "ROLE", "x"), "id": "b"})
    report = check_corpus(path)
    assert report.faults == ()
    assert [str(item) for item in report.warnings] == [
        f"{path}:2: the label 'ROLE' is not one of the package's; name your own with --labels"
    ]
    assert check_corpus(path, labels=["PERSON", "ROLE"]).warnings == ()
    assert len(check_corpus(path, labels=["PERSON"]).faults) == 1


def test_texts_that_are_there_twice(tmp_path: Path) -> None:
    texts = {"a": LONG, "b": LONG.upper() + " \n", "c": f"{LONG[:300]} hết", "d": "khác"}
    path = write(tmp_path / "a.jsonl", *({"id": name, "text": text} for name, text in texts.items()))
    report = check_corpus(path)
    assert report.faults == ()
    assert [item.line for item in report.warnings] == [2, 3]
    assert report.warnings[0].message == "the same text as a"
    splits = tmp_path / "splits.tsv"
    splits.write_text("# Source: drawn.\nid\tpart\na\ttrain\nb\ttest\nc\ttrain\nd\ttest\n", encoding="utf-8")
    report = check_corpus(path, splits=splits)
    assert [item.message for item in report.faults] == ["the same text as a, which is in another part"]
    assert [item.line for item in report.warnings] == [3]
    splits.write_text("id\tpart\na\ttrain\nb\ttrain\nc\ttest\ne\ttest\n", encoding="utf-8")
    messages = [item.message for item in check_corpus(path, splits=splits).faults]
    assert messages[0] == f"d has no part in {splits}"
    assert messages[1].endswith("% the same text as a, which is in another part")


def test_the_table_of_parts(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"id": "a", "text": "một"})
    splits = tmp_path / "splits.tsv"
    splits.write_text("a\ttrain\nz\ttest\n", encoding="utf-8")
    assert [str(item) for item in check_corpus(path, splits=splits).faults] == [
        f"{splits}:1: z has a part but is no document"
    ]
    splits.write_text("a\ttrain\na\ttest\nb\n", encoding="utf-8")
    assert [item.line for item in check_corpus(path, splits=splits).faults] == [2, 3]
    with pytest.raises(InputError, match="table of ids and parts"):
        check_corpus(path, splits=tmp_path / "none.tsv")


def test_a_part_of_a_longer_text_is_found_in_either_order() -> None:
    short = " ".join(LONG.split()[:20])
    rest = " ".join(f"khác{number}" for number in range(500))
    assert [pair[:2] for pair in near_duplicates([short, f"{short} {rest}"])] == [(1, 0)]
    assert [pair[:2] for pair in near_duplicates([f"{short} {rest}", short])] == [(1, 0)]
    assert list(near_duplicates([rest, LONG, "một"])) == []


def test_statistics() -> None:
    records = [
        Record("a", "Ông Lê A", entities=[Entity(4, 8, "PERSON"), Entity(0, 3, "X")], extra={"genre": "news"}),
        Record("b", "Huế", "2022-04-13", entities=[Entity(0, 3, "LOC")]),
    ]
    sizes = statistics(records)
    assert list(sizes) == ["(none)", "news", "all"]
    assert sizes["all"].to_dict() == {"documents": 2, "syllables": 4, "spans": {"PERSON": 1, "LOC": 1, "X": 1}}
    assert list(sizes["all"].spans) == ["PERSON", "LOC", "X"]
    assert list(statistics(records, "doc_date")) == ["(none)", "2022-04-13", "all"]
