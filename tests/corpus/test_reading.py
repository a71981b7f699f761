"""Reading annotated documents, and refusing a corpus with its faults."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.corpus import annotated_labels, read_records
from vnjudnlp.errors import CorpusError, RecordError
from vnjudnlp.formats.columns import sentences_of
from vnjudnlp.formats.conll2003 import write_document as write_columns
from vnjudnlp.formats.conll2003_reading import numbered_documents
from vnjudnlp.formats.markup import parse_document, write_document
from vnjudnlp.formats.text_input import Source
from vnjudnlp.records import Entity, Record

MARKUP = "# id: {id}\n# genre: news\n\nÔng [Lê A|PERSON] họp\n[12/4|DATE|2022-04-12].\n"


def write(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8"))
    return path


def json_lines(path: Path, *records: dict[str, Any]) -> Path:
    return write(path, "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))


def spans(record: Record) -> list[tuple[str, str]]:
    return [(record.text[entity.start : entity.end], entity.label) for entity in record.entities]


def faults(*paths: Path, labels: tuple[str, ...] | None = None) -> list[str]:
    with pytest.raises(CorpusError) as error:
        read_records(paths, labels=labels)
    return list(error.value.faults)


def test_folders_files_and_json_lines_together(tmp_path: Path) -> None:
    write(tmp_path / "corpus" / "news" / "b.txt", MARKUP.format(id="b"))
    write(tmp_path / "corpus" / "court" / "a.txt", MARKUP.format(id="a"))
    single = write(tmp_path / "c.txt", MARKUP.format(id="c").replace("\n", "\r\n"))
    entities = [{"start": 4, "end": 8, "label": "ROLE-1"}, {"start": 0, "end": 3, "label": "X"}]
    lines = json_lines(tmp_path / "d.jsonl", {"id": "d", "text": "Ông Lê A", "entities": entities, "court": 1})
    records = read_records([tmp_path / "corpus", str(single), lines])
    assert [record.id for record in records] == ["a", "b", "c", "d"]
    assert [spans(record) for record in records[:3]] == [[("Lê A", "PERSON"), ("12/4", "DATE")]] * 3
    assert spans(records[3]) == [("Ông", "X"), ("Lê A", "ROLE-1")]
    assert records[3].extra == {"court": 1}
    assert read_records(tmp_path / "corpus") == records[:2]


def test_the_projects_corpus_is_read(project: Path) -> None:
    assert len(read_records(project / "data" / "corpus")) >= 600


def test_labels_of_a_user(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "# id: a\n\n[bị cáo|vai-trò_1] [A|PERSON]\n")
    (record,) = read_records(path)
    assert spans(record) == [("bị cáo", "vai-trò_1"), ("A", "PERSON")]
    assert faults(path, labels=("PERSON",)) == [f"{path}:3: unknown label 'vai-trò_1'; the labels are PERSON"]
    bad = write(tmp_path / "b.txt", "# id: b\n\n[bị cáo|vai trò]\n")
    assert faults(bad) == [f"{bad}:3: a label has letters, digits, '_' and '-' only, not 'vai trò'"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "# id: a\n# labels: PERSON, DATE\n\n[Lê A|PERSON]\n"),
        ("a.jsonl", '{"id": "a", "text": "Lê A", "labels": ["PERSON", "DATE"]}\n'),
        ("a.conll", "# newdoc id = a\n# labels = PERSON, DATE\nLê B-PERSON\nA I-PERSON\n"),
    ],
)
def test_partial_annotation(name: str, content: str, tmp_path: Path) -> None:
    (record,) = read_records(write(tmp_path / name, content))
    assert annotated_labels(record) == {"PERSON", "DATE"}
    other = content.replace("PERSON, DATE", "DATE").replace('"labels": ["PERSON"', '"entities": 3, "labels": ["PERSON"')
    assert len(faults(write(tmp_path / "x" / name, other))) == 1


def test_partial_annotation_comes_back_from_the_markup() -> None:
    document = "# id: a\n# labels: PERSON, DATE\n\n[Lê A|PERSON]\n"
    assert write_document(parse_document(document)) == document
    assert annotated_labels(Record("a", "Hết.")) is None
    with pytest.raises(RecordError, match="labels"):
        annotated_labels(Record("a", "Hết.", extra={"labels": "PERSON"}))


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"text": " \n"}, "the document has no text"),
        ({"text": "Lê A họp", "entities": [[0, 9, "X"]]}, "the span 0-9 lies outside the text of 8 characters"),
        ({"text": "Lê A họp", "entities": [[0, 5, "X"]]}, "white space at the edge of the span 0-5 'Lê A '"),
        ({"text": "Lê A họp", "entities": [[0, 4, "X"], [3, 8, "Y"]]}, "the spans 0-4 'Lê A' and 3-8 'A họp' overlap"),
        ({"text": "Lê A họp", "entities": [[0, 4, "X"], [0, 4, "Y"]]}, "the spans 0-4 'Lê A' and 0-4 'Lê A' overlap"),
        ({"text": "Lê A họp", "entities": [[0, 4, "X Y"]]}, "a label has letters, digits, '_' and '-' only"),
        ({"text": "Lê A họp", "entities": [[0, 4, "X"]], "labels": ["Y"]}, "the document's labels do not name"),
        ({"text": "Lê A họp", "labels": "X"}, 'the field "labels" is not a list'),
        ({"text": "Lê A họp", "doc_date": "13/4"}, "not an ISO date"),
        ({"entities": []}, 'the field "text" is missing'),
    ],
)
def test_faults_of_records(record: dict[str, Any], message: str, tmp_path: Path) -> None:
    entities = [dict(zip(("start", "end", "label"), entity, strict=True)) for entity in record.get("entities", ())]
    good = {"id": "good", "text": "Hết."}
    path = json_lines(tmp_path / "a.jsonl", good, {"id": "b", **record, "entities": entities})
    (fault,) = faults(path)
    assert fault.startswith(f"{path}:2: ")
    assert message in fault


def test_every_fault_is_listed_and_twenty_are_shown(tmp_path: Path) -> None:
    same = json_lines(tmp_path / "a.jsonl", *[{"id": "a", "text": "Hết."}] * 30)
    with pytest.raises(CorpusError) as error:
        read_records([same, tmp_path / "none.jsonl", write(tmp_path / "b.txt", "# id: a\n\nÔng [A|PERSON\n")])
    assert len(error.value.faults) == 29 + 2
    assert len(error.value.lines) == 21
    assert error.value.lines[-1].startswith("31 faults, of which 11 are not shown")
    text = "\n".join(error.value.faults)
    assert f"{same}:2: the same id as line 1: 'a'" in text
    assert f"{tmp_path / 'none.jsonl'}:1: there is no such file" in text
    assert f"{tmp_path / 'b.txt'}:3: " in text


def test_no_documents(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "the folder has no documents" in faults(tmp_path / "empty")[0]
    assert "there are no documents" in faults()[0]
    assert "holds no records" in faults(write(tmp_path / "a.jsonl", "\n"))[0]


@pytest.mark.parametrize(
    "rows",
    [
        "Ông O\nLê B-PER\nA I-PER\nhọp O\n\nHuế B-LOC\n. O",
        "Ông O\nLê I-PER\nA I-PER\nhọp O\n\nHuế I-LOC\n. O",
        "Ông O\nLê B-PER\nA L-PER\nhọp O\n\nHuế U-LOC\n. O",
        "Ông O\nLê B-PER\nA E-PER\nhọp O\n\nHuế S-LOC\n. O",
        "Ông\tN\tO\nLê_A\tNp\tB-PER\nhọp\tV\tO\n\nHuế\tNp\tB-LOC\n.\t.\tO",
    ],
)
def test_plain_columns(rows: str, tmp_path: Path) -> None:
    (record,) = read_records(write(tmp_path / "tokens.conll", rows + "\n"))
    assert (record.id, record.text) == ("tokens", "Ông Lê A họp\nHuế .")
    assert spans(record) == [("Lê A", "PER"), ("Huế", "LOC")]


def test_documents_and_space_after_in_columns(tmp_path: Path) -> None:
    rows = (
        "# newdoc id = a\n# doc_date = 2022-04-13\n# genre = news\n# text = Huế.\n"
        "Huế\tB-LOC\tSpaceAfter=No\n.\tO\t_\n\n# sent_id = 2\n#\tO\tSpaceAfter=Yes\n1\tO\tSpaceAfter=No\n\n"
        "# newdoc\n12/4 B-DATE\n"
    )
    first, second = read_records(write(tmp_path / "t.txt", rows))
    assert (first.id, first.doc_date, first.extra, first.text) == ("a", "2022-04-13", {"genre": "news"}, "Huế.\n# 1")
    assert (second.id, spans(second)) == ("t-2", [("12/4", "DATE")])


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        ("Huế B-LOC\nVinh", 2, "a line is a token and its tag"),
        ("Huế B-LOC\nVinh LOC", 2, "a line is a token and its tag"),
        ("Huế B-LOC\nVinh O\nA U-X", 2, "the tag O cannot stand behind B-LOC in BILOU"),
        ("Huế U-LOC\nVinh L-LOC", 2, "the tag L-LOC cannot stand behind U-LOC in BILOU"),
        ("Huế U-LOC\nVinh B-LOC", 2, "is not closed by L-"),
        ("Huế\t0\t3\tB-LOC\nVinh\t2\t6\tO", 2, "does not fit between its offsets 2 and 6"),
        ("Huế\t0\t5\tB-LOC", 1, "does not fit between its offsets 0 and 5"),
        ("# newdoc id = a\n\n# newdoc id = b\nHuế O", 1, "the document has no text"),
        ("# newdoc id = a\n# doc_date = 2022\nHuế O", 1, "doc_date is not an ISO date"),
    ],
)
def test_faults_of_columns(rows: str, line: int, message: str, tmp_path: Path) -> None:
    path = write(tmp_path / "t.conll", rows + "\n")
    (fault,) = faults(path)
    assert fault.startswith(f"{path}:{line}: ")
    assert message in fault


WORDS = st.lists(st.sampled_from(["Lê", "A", "họp", "Tòa_án", "12/4", ".", "____", "(", "trư-\nởng"]), min_size=1)


@given(WORDS, st.lists(st.sampled_from([" ", "", "\n", "  ", "\n\n"]), min_size=60), st.data())
def test_the_projects_own_columns_come_back(words: list[str], gaps: list[str], data: st.DataObject) -> None:
    words = [word.replace("_", " ") if word == "Tòa_án" else word for word in words[:40]]
    text, places = "", []
    for word, gap in zip(words, gaps, strict=False):
        places.append((len(text), len(text) + len(word)))
        text += word + gap
    labels = data.draw(st.lists(st.sampled_from(["", "X", "Y-1"]), min_size=len(words), max_size=len(words)))
    entities = [Entity(*place, label) for place, label in zip(places, labels, strict=True) if label]
    first = data.draw(st.integers(0, len(places)))
    sentences = [part for part in (places[:first], places[first:]) if part]
    stream = io.BytesIO(write_columns("a b", text, sentences, entities).encode())
    ((line, record),) = numbered_documents(Source(stream, "t.conll"), "t")
    assert line == 1
    assert isinstance(record, Record)
    assert record.id == "a b"
    assert [(item.start, item.end, item.label) for item in record.entities] == [
        (item.start, item.end, item.label) for item in entities
    ]
    for start, end in places:
        assert record.text[start:end].split() == text[start:end].split()
    assert "".join(record.text.split()) == "".join(text.split())


def test_what_tag_writes_is_read(tmp_path: Path) -> None:
    from vnjudnlp.pipeline import annotate, entities

    text = "Chiều ngày 12/4, đồng chí Đào Trọng Giáp, Cục trưởng Cục THADS tỉnh Gia Lai đã báo cáo.\nHết  rồi."
    batch = annotate([text], words=True)
    (found,) = entities(batch)
    path = write(tmp_path / "a.conll", write_columns("a", text, sentences_of(batch, 0), found))
    (record,) = read_records(path)
    assert [(e.start, e.end, e.label, e.text) for e in record.entities] == [
        (e.start, e.end, e.label, e.text) for e in found
    ]


def test_other_formats_go_through_the_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from vnjudnlp.corpus import reading
    from vnjudnlp.formats.format import Format

    class Other:
        name, reads = "other", True

        def read(self, path: Path, options: Any) -> Any:
            yield Record(options.name, "Lê A họp", entities=[Entity(0, 5, "X")])
            yield RecordError(f"{path}:7: no text")
            yield RecordError(f"{path}: is cut off")

    def format_of(path: Path) -> Format:
        return Other() if path.suffix == ".other" else registered(path)  # type: ignore[return-value]

    registered = reading.format_of
    monkeypatch.setattr(reading, "format_of", format_of)
    path = write(tmp_path / "corpus" / "a.other", "")
    write(tmp_path / "corpus" / ".hidden", "")
    assert faults(tmp_path / "corpus") == [
        f"{path}:7: no text",
        f"{path}: is cut off",
        f"{path}: in the document 'a.other': white space at the edge of the span 0-5 'Lê A '",
    ]


def test_folders_hold_any_format_and_no_other_files(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", MARKUP.format(id="a"))
    json_lines(tmp_path / "b.jsonl", {"id": "b", "text": "Hết."})
    assert [record.id for record in read_records(tmp_path)] == ["a", "b"]
    write(tmp_path / "README.md", "# Corpus\n")
    assert len(read_records(tmp_path)) == 2
    path = write(tmp_path / "notes.md", "# Corpus\n")
    assert [fault.startswith(f"{path}:1: ") for fault in faults(tmp_path)] == [True]
