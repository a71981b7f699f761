"""brat standoff: what comes back, what brat's own rules say of it, files of others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.strategies import contents, records
from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats import brat
from vnjudnlp.formats.corpus_files import read_documents
from vnjudnlp.formats.format import ReadOptions, WriteOptions
from vnjudnlp.formats.losses import Losses
from vnjudnlp.records import Abbreviation, Entity, Record


def written(items: list[Record], target: Path) -> Losses:
    losses = Losses()
    brat.write(items, target, losses, WriteOptions())
    return losses


def read_one(path: Path) -> Record:
    (record,) = brat.read(path, ReadOptions())
    assert isinstance(record, Record), record
    return record


def read_ann(tmp_path: Path, text: str, ann: str) -> Record | RecordError:
    (tmp_path / "a.txt").write_bytes(text.encode())
    (tmp_path / "a.ann").write_bytes(ann.encode())
    (record,) = brat.read(tmp_path / "a.ann", ReadOptions())
    return record


def check_rules(folder: Path) -> None:
    """Hold every file of a folder against the rules of brat.

    They are those of https://brat.nlplab.org/standoff.html and of its reader: a line is ID, tab, annotation; ids are a
    letter or ``#`` and a number, each once; text-bound annotations have a type without blanks, offsets in code points
    and the text at them, pieces joined by blanks, line breaks as blanks; what others refer to is there. The reader
    takes lines apart as Python's ``codecs`` does.
    """
    for path in folder.glob("*.ann"):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        content = path.read_bytes().decode("utf-8")
        lines = content.splitlines()
        assert lines == content.split("\n")[:-1]
        ids: set[str] = set()
        targets: set[str] = set()
        for line in lines:
            name, data, *tail = line.split("\t", 2)
            assert re.fullmatch(r"[TRANE#][0-9]+", name), line
            assert name not in ids, line
            ids.add(name)
            if name[0] == "T":
                kind, places = data.split(" ", 1)
                assert re.fullmatch(r"[\w-]+", kind)
                assert re.fullmatch(r"\d+ \d+(;\d+ \d+)*", places)
                pieces = [tuple(map(int, piece.split())) for piece in places.split(";")]
                assert all(0 <= start < end <= len(text) for start, end in pieces)
                shown = " ".join(text[start:end] for start, end in pieces)
                assert tail == [re.sub("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", shown)]
            elif name[0] == "#":
                kind, target = data.split()
                assert len(tail) == 1
                targets.add(target)
            elif name[0] == "A":
                assert len(data.split(" ")) in (2, 3)
                assert not tail
                targets.add(data.split(" ")[1])
            elif name[0] == "N":
                kind, target, reference = data.split(" ")
                assert ":" in reference
                targets.add(target)
            else:
                targets.update(re.findall(r":(\S+)", data))
        assert targets <= ids
    for name in ("annotation.conf", "visual.conf"):
        content = (folder / name).read_text(encoding="utf-8")
        assert re.search(r"\A\[(entities|labels)\]\n", content)


@settings(max_examples=25)
@given(items=st.lists(records(), max_size=3, unique_by=lambda item: item.id.lower()))
def test_records_come_back(tmp_path_factory: pytest.TempPathFactory, items: list[Record]) -> None:
    folder = tmp_path_factory.mktemp("brat")
    written(items, folder)
    check_rules(folder)
    found = [record for record in read_documents([folder]) if isinstance(record, Record)] if items else []
    expected = sorted((contents(item) for item in items), key=lambda data: data["id"])
    assert sorted((contents(record) for record in found), key=lambda data: data["id"]) == expected


@settings(max_examples=25)
@given(item=records(surrogates=True))
def test_what_cannot_be_written_is_counted(tmp_path_factory: pytest.TempPathFactory, item: Record) -> None:
    folder = tmp_path_factory.mktemp("brat")
    losses = written([item], folder)
    check_rules(folder)
    (path,) = folder.glob("*.ann")
    record = read_one(path)
    assert record.text == item.text or losses
    assert [(e.start, e.end, e.norm) for e in record.entities] == [(e.start, e.end, e.norm) for e in item.entities]


def sample() -> Record:
    text = "Bộ\nTư pháp 😀 họp 12/4, THADS"
    return Record(
        "2022/a",
        text,
        "2022-04-12",
        [Entity(0, 10, "AGENCY", "Bộ Tư pháp", 0.5, "rule", text[0:10]), Entity(17, 21, "chức vụ", None, text="12/4")],
        [Abbreviation(23, 28, "THADS", "thi hành án dân sự", True, 0.5, ("x",))],
        {"court": "TAND"},
    )


def test_what_is_written(tmp_path: Path) -> None:
    assert not written([sample()], tmp_path)
    assert (tmp_path / "2022%2Fa.ann").read_text(encoding="utf-8").split("\n") == [
        "T1\tAGENCY 0 10\tBộ Tư pháp",
        "#1\tAnnotatorNotes T1\tBộ Tư pháp",
        '#2\tvnjudnlp T1\t{"norm": "Bộ Tư pháp", "score": 0.5, "source": "rule"}',
        "T2\tchức_vụ 17 21\t12/4",
        '#3\tvnjudnlp T2\t{"label": "chức vụ"}',
        "T3\tABBREVIATION 23 28\tTHADS",
        "#4\tAnnotatorNotes T3\tthi hành án dân sự",
        '#5\tvnjudnlp T3\t{"long": "thi hành án dân sự", "defined": true, "score": 0.5, "readings": ["x"]}',
        "",
    ]
    assert {path.name for path in tmp_path.iterdir()} == {
        *(f"2022%2Fa{ending}" for ending in (".txt", ".ann", ".vnjudnlp.json")),
        "annotation.conf",
        "visual.conf",
    }
    check_rules(tmp_path)
    (record,) = read_documents([tmp_path])
    assert isinstance(record, Record)
    assert contents(record) == contents(sample())


def test_what_an_annotator_changed(tmp_path: Path) -> None:
    written([sample()], tmp_path)
    path = tmp_path / "2022%2Fa.ann"
    ann = path.read_text(encoding="utf-8")
    ann = ann.replace("AnnotatorNotes T1\tBộ Tư pháp", "AnnotatorNotes T1\tBộ TP").replace("T3\tthi hành án", "T3\tTHA")
    ann += "T9\tPERSON 11 12\t😀\n#9\tAnnotatorNotes T9\tmột người\n"
    path.write_text(ann, encoding="utf-8")
    record = read_one(path)
    assert [(e.label, e.norm) for e in record.entities] == [
        ("AGENCY", "Bộ TP"),
        ("PERSON", "một người"),
        ("chức vụ", None),
    ]
    assert record.abbreviations[0].long == "THA dân sự"
    path.write_text("".join(line for line in ann.splitlines(True) if "Notes T1" not in line), encoding="utf-8")
    assert read_one(path).entities[0].norm is None


FOREIGN = """\
T1\tPerson 0 6\tBarack
T2\tOrganization 7 13;19 21\tUnited US
T3\tElection 14 18\tvote
E1\tElection:T3 Who:T1 Where:T2
R1\tMember Arg1:T1 Arg2:T2
*\tAlias T1 T2
A1\tNegation T1
M2\tSpeculation T2
A3\tConfidence T2 High
A4\tNegation E1
N1\tReference T1 Wikipedia:534366\tBarack Obama
#1\tAnnotatorNotes T1\tsee elsewhere
#2\tCheck T1\twho?
"""


def test_files_of_others_survive(tmp_path: Path) -> None:
    record = read_ann(tmp_path, "Barack United vote US", FOREIGN)
    assert isinstance(record, Record)
    assert [(e.start, e.end, e.label, e.norm) for e in record.entities] == [
        (0, 6, "Person", "Barack Obama"),
        (7, 21, "Organization", None),
        (14, 18, "Election", None),
    ]
    assert record.entities[0].details == {
        "brat": {
            "attributes": {"Negation": True},
            "normalizations": [["Wikipedia:534366", "Barack Obama"]],
            "notes": ["see elsewhere"],
            "comments": {"Check": ["who?"]},
        }
    }
    assert record.entities[1].details == {
        "brat": {"places": [[7, 13], [19, 21]], "attributes": {"Speculation": True, "Confidence": "High"}}
    }
    folder = tmp_path / "out"
    assert not written([record], folder)
    again = read_one(folder / "a.ann")
    assert contents(again) == contents(record)
    ann = (folder / "a.ann").read_text(encoding="utf-8")
    for line in ("T2\tOrganization 7 13;19 21\tUnited US", "E1\tElection:T3 Who:T1 Where:T2", "*\tAlias T1 T2"):
        assert f"{line}\n" in ann
    config = (folder / "annotation.conf").read_text(encoding="utf-8")
    assert "Member\tArg1:<ANY>, Arg2:<ANY>\n" in config
    assert "Election\tWhere*:<ANY>, Who*:<ANY>\n" in config
    assert "Confidence\tArg:<ANY>, Value:High\n" in config


def test_what_hangs_on_a_span_that_is_gone_is_counted(tmp_path: Path) -> None:
    record = read_ann(tmp_path, "Barack United vote US", FOREIGN)
    assert isinstance(record, Record)
    del record.entities[0]
    losses = written([record], tmp_path / "out")
    assert list(losses.messages()) == [
        "relations and events of spans that are no longer there are left out: 4 in 1 document, first in a"
    ]
    assert read_one(tmp_path / "out" / "a.ann").extra == {}


@pytest.mark.parametrize(
    ("ann", "message"),
    [
        ("T1\n", "a.ann:1: behind T1 stand a type"),
        ("x\n", "a.ann:1: a line begins with an id"),
        ("T1\tX 0 9\tabc\n", "a.ann:1: the span 0-9 lies outside"),
        ("\nT1\tX 1 1\t\n", "a.ann:2: the span 1-1 lies outside"),
        ("T1\tX 0 1\ta\nT1\tX 0 1\ta\n", "a.ann:2: the id T1 is taken"),
        ("T1\tX 0 1;\ta\n", "a.ann:1: behind T1 stand a type"),
        (f"T1\tX 0 {'9' * 5000}\ta\n", "a.ann:1: behind T1 stand a type"),
        ("A1\tX\n", "a.ann:1: behind A1 stand"),
        ("T1\tX 0 1\ta\nN1\tReference T1\n", "a.ann:2: behind N1"),
        ("T1\tX 0 1\ta\n#1\tvnjudnlp T1\t{\n", "a.ann: not JSON"),
        ("T1\tX 0 1\ta\n#1\tvnjudnlp T1\t[]\n", "a.ann: the comment vnjudnlp of T1"),
        ('T1\tX 0 1\ta\n#1\tvnjudnlp T1\t{"score": "x"}\n', 'a.ann: "score" of the span'),
    ],
)
def test_faulty_files_are_named(tmp_path: Path, ann: str, message: str) -> None:
    error = read_ann(tmp_path, "abc", ann)
    assert isinstance(error, RecordError)
    assert message in str(error)


@given(text=st.text(max_size=5), ann=st.text(st.sampled_from("T1R#AN*E \t\n;0XY:{}")))
def test_any_lines_are_a_document_or_an_error(tmp_path_factory: pytest.TempPathFactory, text: str, ann: str) -> None:
    read_ann(tmp_path_factory.mktemp("brat"), text, ann)


def test_files_that_are_missing_or_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_bytes(b"")
    with pytest.raises(InputError, match=r"a\.txt: there is no such file"):
        read_one(tmp_path / "a.ann")
    (tmp_path / "a.txt").write_bytes(b"\xff")
    with pytest.raises(InputError, match=r"a\.txt: not UTF-8 at byte 0"):
        read_one(tmp_path / "a.ann")
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "a.vnjudnlp.json").write_bytes(b"[]")
    assert "a.vnjudnlp.json: not an object" in str(next(brat.read(tmp_path / "a.ann", ReadOptions())))
