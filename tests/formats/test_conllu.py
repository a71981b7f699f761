from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.formats.strategies import records
from vnjudnlp.errors import RecordError
from vnjudnlp.formats.format import WriteOptions
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.registry import format_by_name
from vnjudnlp.records import Entity, Record

FORMAT = format_by_name("conllu")


def span_key(entity: Entity) -> tuple[Any, ...]:
    """All of an entity, to compare and to sort by."""
    return (*entity.to_dict().items(),)


def written(tmp_path: Path, given: list[Record], **options: Any) -> tuple[list[Record], list[str], str]:
    losses = Losses()
    target = tmp_path / "a.conllu"
    FORMAT.write(given, target, losses, WriteOptions(**options))
    again = list(FORMAT.read(target))
    assert all(isinstance(item, Record) for item in again), again
    return [item for item in again if isinstance(item, Record)], list(losses.messages()), target.read_text("utf-8")


def check_rules(content: str) -> None:
    """The rules of the format: ten columns, none empty, ids counted from 1, the text that the forms make."""
    assert content.endswith("\n\n")
    seen: set[str] = set()
    for sentence in content[:-2].split("\n\n"):
        comments = [line for line in sentence.split("\n") if line.startswith("# ")]
        rows = [line.split("\t") for line in sentence.split("\n")[len(comments) :]]
        assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
        assert all(len(row) == 10 and all(row) for row in rows)
        assert all(cell == cell.strip() for row in rows for cell in row)
        (sent_id,) = (line for line in comments if line.startswith("# sent_id = "))
        assert sent_id not in seen
        assert len(sent_id.split()) == 4
        seen.add(sent_id)
        (text,) = (line for line in comments if line.startswith("# text = "))
        joined = "".join(row[1] + ("" if "SpaceAfter=No" in row[9].split("|") else " ") for row in rows)
        assert text == f"# text = {joined}".rstrip(" ")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(records(surrogates=True, any_labels=True), min_size=1, max_size=3), st.data())
def test_any_records_come_back(tmp_path: Path, given: list[Record], data: st.DataObject) -> None:
    given = [replace(record, id=f"{number}-{record.id}") for number, record in enumerate(given)]
    unit, scheme = data.draw(st.sampled_from(["word", "syllable"])), data.draw(st.sampled_from(["bio", "bilou"]))
    again, losses, content = written(tmp_path, given, unit=unit, scheme=scheme)
    check_rules(content)
    assert len(again) == len(given)
    for before, after in zip(given, again, strict=True):
        assert after.text == before.text
        assert (after.id, after.doc_date, after.extra) == (before.id, before.doc_date, before.extra)
        assert sorted(after.abbreviations, key=repr) == sorted(before.abbreviations, key=repr)
        left = sorted(map(span_key, before.entities), key=repr)
        for key in map(span_key, after.entities):
            assert key in left
            left.remove(key)
        assert not left or "spans inside or across longer ones are left out" in losses[0]
    count = sum(len(record.entities) for record in given) - sum(len(record.entities) for record in again)
    assert [message.split(": ")[1].split()[0] for message in losses] == ([str(count)] if count else [])


@example("")
@example(" \n")
@example("\ufeffa\x00b\ud800")
@example("_")
@example("_ _  __")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=8))
def test_any_text_and_id_come_back(tmp_path: Path, text: str) -> None:
    (record,), losses, _ = written(tmp_path, [Record(text or "a", text)])
    assert (record.id, record.text, losses) == (text or "a", text, [])


def test_what_is_written(tmp_path: Path) -> None:
    text = "Cục trưởng Cục THADS.\n\n"
    entities = [Entity(0, 10, "TITLE"), Entity(11, 20, "AGENCY", "Cục | 50%", 0.5, "gold")]
    record = Record("a b", text, "2022-04-13", entities, extra={"court": "TAND", "id": 3})
    _, losses, content = written(tmp_path, [record])
    assert losses == []
    empty = "\t".join("_" * 7)
    assert content == (
        '# newdoc id = a b\n# doc_date = 2022-04-13\n# court = "TAND"\n# %69d = 3\n# sent_id = a%20b-1\n'
        "# text = Cục trưởng Cục THADS.\n"
        f"1\tCục trưởng\t{empty}\tNER=B-TITLE\n"
        f"2\tCục\t{empty}\tNER=B-AGENCY|Norm=Cục %7C 50%25|Score=0.5|Source=gold\n"
        f"3\tTHADS\t{empty}\tSpaceAfter=No|NER=I-AGENCY\n"
        f"4\t.\t{empty}\tSpacesAfter=\\n\\n\n\n"
    )


def row(number: object, form: str, misc: str = "_") -> str:
    return "\t".join([str(number), form, *"_______", misc])


def read(tmp_path: Path, *lines: str, name: str = "a.conllu") -> list[Record | RecordError]:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n\n", "utf-8")
    return list(FORMAT.read(path))


def test_treebanks_are_read(tmp_path: Path) -> None:
    lines = ["# newdoc id = x", "# genre = report", "# year = 2020", "# sent_id = 1", "# text = a"]
    lines += [
        row("1-2", "Vịnh", "SpaceAfter=No"),
        row(1, "Vị", "ner=B-LOC"),
        row(2, "nh"),
        row("2.1", "có"),
        row(3, "."),
    ]
    (record,) = read(tmp_path, *lines, "", "# sent_id = 2", row(1, "Hà Nội", "NER=U-LOC"))
    assert isinstance(record, RecordError)
    (record,) = read(tmp_path, *lines, "", "# sent_id = 2", row(1, "Hà Nội", "NER=B-LOC"))
    assert isinstance(record, Record)
    assert (record.text, record.extra) == ("Vịnh.\nHà Nội", {"genre": "report", "year": 2020})
    assert [entity.text for entity in record.entities] == ["Vịnh", "Hà Nội"]


def test_plus_is_read_and_written(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "# global.columns = ID FORM X:NE", "1\tHuế\tB-LOC", "2\t.\tO", name="a.conllup")
    assert isinstance(record, Record)
    assert (record.text, record.entities[0].text) == ("Huế .", "Huế")
    target = tmp_path / "b.conllup"
    FORMAT.write([record], target, Losses())
    assert target.read_text("utf-8").startswith("# global.columns = ID FORM LEMMA UPOS")
    (again,) = FORMAT.read(target)
    assert isinstance(again, Record)
    assert again.entities == record.entities


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1\ta", "a word has 10 columns with tabs between them, not 2"),
        (row("a", "b"), "the column ID is not a number"),
        (row(1, ""), "the column FORM is empty"),
        (row(1, "a", "NER=PER"), "not a tag"),
        (row(1, "a", "NER=B-PER|Score=nan"), "Score is not a number"),
        (row(1, "a", "NER=B-PER|Details=[" + "[" * 100_000), "Details is not JSON"),
        (row(1, "a", "NER=B-PER|Details=3"), "is not an object"),
        (row(1, "a", "NER=B-PER|Norm=%ff"), "not UTF-8"),
        (row(1, "a", "Abbreviations={}"), "not a list of objects"),
        (row(1, "a", 'Abbreviations=[{"start": 0, "end": 9, "long": "b"}]'), "lies outside the text"),
        ("# doc_date = 13/4\n" + row(1, "a"), "not an ISO date"),
        ("# newpar", "the document has no words"),
    ],
)
def test_faults(line: str, message: str, tmp_path: Path) -> None:
    good, bad, last = read(tmp_path, "# newdoc", row(1, "a"), "", "# newdoc", line, "", "# newdoc id = c", row(1, "a"))
    assert isinstance(good, Record)
    assert isinstance(last, Record)
    assert isinstance(bad, RecordError)
    assert str(bad).startswith(f"{tmp_path / 'a.conllu'}:")
    assert message in str(bad)


def test_the_vietnamese_treebank_is_read(project: Path) -> None:
    path = project.parent / "shared" / "data" / "ud_vietnamese_vtb" / "vi_vtb-ud-dev.conllu"
    if not path.exists():
        pytest.skip("the treebank is not there")
    (record,) = FORMAT.read(path)
    assert isinstance(record, Record)
    assert record.text.startswith("Trả lời phỏng vấn , ông Lộc nói : bán đất")
    assert record.text.count("\n") > 700
