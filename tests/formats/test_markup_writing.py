from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.strategies import records
from vnjudnlp.formats.corpus_files import read_documents
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.registry import format_by_name
from vnjudnlp.records import Abbreviation, Entity, Record

TEXT = format_by_name("text")


def written(folder: Path, given: list[Record], kind: str = "markup") -> tuple[dict[str, Record], list[str]]:
    losses = Losses()
    format_by_name(kind).write(given, folder, losses)
    again = list(read_documents([folder]))
    assert all(isinstance(item, Record) for item in again), again
    return {item.id: item for item in again if isinstance(item, Record)}, list(losses.messages())


@settings(max_examples=60, deadline=None)
@given(given_records=st.lists(records(surrogates=True, any_labels=True), min_size=1, max_size=3))
def test_any_records_come_back_or_are_counted(given_records: list[Record]) -> None:
    with tempfile.TemporaryDirectory() as place:
        given = [replace(record, id=f"{number}{record.id}") for number, record in enumerate(given_records)]
        given.append(Record("last", "Hết."))
        again, losses = written(Path(place, "out"), given)
        told = "\n".join(losses)
        for before in given:
            after = again.get(before.id)
            if after is None:
                assert "ids are written" in told or "characters that" in told or "without text" in told
                continue
            if after.text != before.text:
                assert "texts lose" in told or "characters that" in told
            spans = [[(e.start, e.end, e.label) for e in record.entities] for record in (before, after)]
            if sorted(spans[0]) != spans[1]:
                assert "spans " in told or "texts lose" in told
            norms = [[e.norm for e in record.entities if e.norm is not None] for record in (before, after)]
            if sorted(norms[0]) != sorted(norms[1]):
                assert "norms " in told or "spans " in told or "characters that" in told
            if before.doc_date != after.doc_date:
                raise AssertionError(after.doc_date)
            if before.extra != after.extra:
                assert "fields that" in told or "characters that" in told
            if len(before.abbreviations) != len(after.abbreviations):
                assert "abbreviations that" in told


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    text = "a=b [TAND] tỉnh\n"
    entities = [Entity(5, 15, "AGENCY", "x\ny"), Entity(11, 15, "LOC")]
    abbreviations = [
        Abbreviation(0, 3, "a=b", "x"),
        Abbreviation(3, 9, " [TAND", "y"),
        Abbreviation(5, 9, "TAND", "Tòa án", score=0.5),
        Abbreviation(5, 8, "TAN", "=a"),
    ]
    record = Record("a\nb", text, None, entities, abbreviations, {"court": "TAND", "size": 3, "a b": "c"})
    again, losses = written(tmp_path / "out", [record])
    assert list(again) == ["a b"]
    assert again["a b"].text == text.rstrip("\n")
    assert [(item.start, item.end, item.label) for item in again["a b"].entities] == [(5, 15, "AGENCY")]
    assert [item.short for item in again["a b"].abbreviations] == ["TAND"]
    assert again["a b"].extra == {"court": "TAND"}
    assert [message.split(": ")[:2] for message in losses] == [
        ["texts lose line breaks at their ends and the CR of CR LF", "1 in 1 document, first in a\nb"],
        ["ids are written with single spaces", "1 in 1 document, first in a\nb"],
        ["spans inside or across longer ones are left out", "1 in 1 document, first in a\nb (11-15)"],
        ["norms that are empty or not one line are left out", "1 in 1 document, first in a\nb (5-15)"],
        [
            "abbreviations that cross others or spans, or are not one line without '=', are left out",
            "3 in 1 document, first in a\nb (0-3)",
        ],
        ["scores and readings of abbreviations are left out", "1 in 1 document, first in a\nb (5-9)"],
        ["fields that are not one line of text are left out", "2 in 1 document, first in a\nb (size)"],
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.text(min_size=1, max_size=20))
def test_plain_text_comes_back_to_the_character(text: str, identifier: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        losses = Losses()
        TEXT.write([Record(f"{identifier}.txt", f"Điều 1.\r\n{text * 3}")], Path(place), losses)
        (after,) = read_documents([place], kind=TEXT)
        told = "\n".join(losses.messages())
        if isinstance(after, Record):
            assert after.text == f"Điều 1.\r\n{text * 3}" or "U+FFFD" in told
            assert after.id == f"{identifier}.txt" or "ids" in told
        else:
            assert "binary" in str(after) or "looks like" in str(after)


def test_names_that_clash(tmp_path: Path) -> None:
    again, losses = written(tmp_path / "out", [Record("a", "Một."), Record("a.txt", "Hai.")], "text")
    assert {record.text for record in again.values()} == {"Một.", "Hai."}
    assert losses == ["ids become names of files: 2 in 2 documents, first in a (a.txt)"]
