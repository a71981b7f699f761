from __future__ import annotations

import struct
import tempfile
import zlib
from pathlib import Path
from typing import Any

import pytest
import srsly
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin, Span, SpanGroup
from spacy.vocab import Vocab

from tests.formats.strategies import contents, records
from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats import docbin_unpacking
from vnjudnlp.formats.corpus_files import read_documents
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.plain_strings import replace_surrogates
from vnjudnlp.formats.registry import format_by_name
from vnjudnlp.records import Abbreviation, Entity, Record
from vnjudnlp.spacy.extensions import register_extensions

DOCBIN = format_by_name("docbin")
RECORD = Record(
    "a",
    "😀 Bộ Tư pháp,  2022",
    "2022-04-13",
    [Entity(2, 12, "AGENCY", "Bộ Tư pháp", 0.5, "s", "Bộ Tư pháp", {"body": {"id": "bo-tu-phap"}})],
    [Abbreviation(2, 4, "Bộ", "Bộ", readings=("Bộ",))],
    {"k": [1]},
)


def docs_of(path: Path) -> list[Doc]:
    return list(DocBin().from_disk(path).get_docs(Vocab()))


def written(path: Path, *documents: Record) -> list[str]:
    losses = Losses()
    DOCBIN.write(documents, path, losses)
    return list(losses.messages())


def read(path: Path) -> list[Record]:
    found = list(DOCBIN.read(path))
    assert all(isinstance(item, Record) for item in found), found
    return [item for item in found if isinstance(item, Record)]


@settings(max_examples=50)
@given(st.lists(records(any_labels=True), max_size=3))
def test_records_come_back(documents: list[Record]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.spacy")
        assert written(path, *documents) == []
        found = list(read_documents([path]))
        docs = docs_of(path) if documents else []
    assert [contents(item) for item in found if isinstance(item, Record)] == [contents(item) for item in documents]
    for doc, record in zip(docs, documents, strict=True):
        assert doc.text == record.text
        places = [(entity.start, entity.end, entity.label) for entity in record.entities]
        assert [(span.start_char, span.end_char, span.label_) for span in doc.spans["vnjudnlp"]] == places
        # none overlaps, all others do
        taken = [set(range(span.start_char, span.end_char)) for span in doc.ents]
        assert sum(map(len, taken)) == len(set[int]().union(*taken))
        for start, end, label in places:
            span = range(start, end)
            assert any(not held.isdisjoint(span) for held in taken), (start, end, label)


@settings(max_examples=30)
@given(records(surrogates=True))
def test_halves_of_surrogate_pairs_are_counted(record: Record) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.spacy")
        losses = written(path, record)
        (found,) = read(path)
        (doc,) = docs_of(path)
    mended, count = replace_surrogates(record.to_dict())
    assert doc.text == found.text == mended["text"]
    assert bool(losses) == bool(count)
    assert all("U+FFFD" in loss for loss in losses)
    assert contents(found) == contents(Record.from_dict(mended))


@pytest.mark.parametrize(
    ("text", "span", "words"),
    [
        ("Bộ Tư pháp", (0, 3), ["Bộ", " ", "Tư", "pháp"]),
        ("Bộ Tư pháp", (2, 3), ["Bộ", " ", "Tư", "pháp"]),
        ("Bộ Tư pháp", (2, 5), ["Bộ", " ", "Tư", "pháp"]),
        ("Bộ Tư pháp", (4, 8), ["Bộ", "T", "ư", "ph", "áp"]),
        ("Bộ  Tư", (0, 4), ["Bộ", " ", "Tư"]),
        ("Bộ  Tư", (0, 3), ["Bộ", " ", "Tư"]),
    ],
)
def test_tokens_are_cut_where_spans_begin_and_end(
    tmp_path: Path, text: str, span: tuple[int, int], words: list[str]
) -> None:
    written(tmp_path / "a.spacy", Record("a", text, entities=[Entity(*span, "X")]))
    (doc,) = docs_of(tmp_path / "a.spacy")
    assert [token.text for token in doc] == words
    assert doc.text == text
    assert [(entity.start_char, entity.end_char) for entity in doc.ents] == [span]


def test_spacy_needs_no_extensions(tmp_path: Path) -> None:
    assert written(tmp_path / "a.spacy", RECORD) == []
    (doc,) = docs_of(tmp_path / "a.spacy")
    assert [(entity.text, entity.label_, entity.kb_id_) for entity in doc.ents] == [
        ("Bộ Tư pháp", "AGENCY", "bo-tu-phap")
    ]
    assert doc.user_data["vnjudnlp"]["entities"][0]["norm"] == "Bộ Tư pháp"
    assert doc.user_data["vnjudnlp"]["doc_date"] == "2022-04-13"


def test_what_msgpack_cannot_hold_is_counted(tmp_path: Path) -> None:
    deep: Any = "x"
    for _ in range(500):
        deep = [deep]
    extra = {"n": 10**5000, "m": -(2**63), "f": float("nan"), "deep": deep, "path": Path("a")}
    losses = written(tmp_path / "a.spacy", Record("a", "", extra=extra))
    (found,) = read(tmp_path / "a.spacy")
    assert found.extra["n"] == f"1{'0' * 5000}"
    assert (found.extra["m"], found.extra["f"], found.extra["path"]) == (-(2**63), None, "a")
    assert [loss.partition(":")[0] for loss in losses] == [
        "whole numbers of more than 64 bits are written as strings",
        "numbers that are not finite are written as null",
        "data nested more than 100 deep are left out",
        "values that are no plain data are written as strings",
    ]


def test_spans_that_were_changed_in_spacy(tmp_path: Path) -> None:
    """What a Doc has counts; what is said of spans goes with those of the same place and label."""
    second = Entity(15, 19, "DATE", "2022", text="2022")
    written(tmp_path / "a.spacy", Record("a", RECORD.text, entities=[*RECORD.entities, second]))
    (doc,) = docs_of(tmp_path / "a.spacy")
    doc.spans["vnjudnlp"] = [doc.spans["vnjudnlp"][1]]
    doc.ents = [Span(doc, 0, 1, label="EMOJI"), doc.spans["vnjudnlp"][0]]
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "b.spacy")
    (found,) = read(tmp_path / "b.spacy")
    assert found.entities == [Entity(0, 1, "EMOJI", text="😀"), second]


def foreign_doc() -> Doc:
    doc = Doc(Vocab(), words=["Bộ", "Tư", "pháp", "họp", "ở", "Huế", "Huế"], spaces=[True] * 5 + [False, True])
    doc.ents = [Span(doc, 0, 3, label="ORG", kb_id="Q1"), *(Span(doc, i, i + 1, label="LOC") for i in (5, 6))]
    return doc


def test_entities_of_others(tmp_path: Path) -> None:
    doc = foreign_doc()
    doc.cats = {"news": 1.0}
    unknown = Doc(doc.vocab, words=["Huế", "."])
    path = tmp_path / "a.spacy"
    DocBin(docs=[doc, unknown]).to_disk(path)
    found = read(path)
    assert [item.text for item in found] == ["Bộ Tư pháp họp ở HuếHuế ", unknown.text]
    assert found[0].entities == [
        Entity(0, 10, "ORG", text="Bộ Tư pháp"),
        Entity(17, 20, "LOC", text="Huế"),
        Entity(20, 23, "LOC", text="Huế"),
    ]
    assert found[0].entities[0].details == {"kb_id": "Q1"}
    assert found[0].extra == {"cats": {"news": 1.0}}
    assert found[0].id == f"{path}:1"


def test_what_the_pipeline_has_kept(tmp_path: Path) -> None:
    register_extensions()
    doc = foreign_doc()
    doc.spans["vnjudnlp"] = doc.ents
    agency, _, place = doc.spans["vnjudnlp"]
    agency._.norm, agency._.score, agency._.source, agency._.details = "Bộ Tư pháp", 0.5, "model", {"body": {"id": "b"}}
    doc._.date, doc._.offices = "2022-04-13", [{"title": "Bộ trưởng"}]
    doc._.abbreviations = [Abbreviation(3, 5, "Tư", "Tư", readings=("Tư", "tư")).to_dict()]
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "a.spacy")
    (found,) = read(tmp_path / "a.spacy")
    assert found.entities[0] == Entity(0, 10, "ORG", "Bộ Tư pháp", 0.5, "model", "Bộ Tư pháp")
    assert found.entities[0].details == {"body": {"id": "b"}}
    assert found.entities[2] == Entity(place.start_char, place.end_char, "LOC", text="Huế")
    assert (found.doc_date, found.extra) == ("2022-04-13", {"offices": [{"title": "Bộ trưởng"}]})
    assert found.abbreviations == [Abbreviation(3, 5, "Tư", "Tư", readings=("Tư", "tư"))]


def test_groups_of_others(tmp_path: Path) -> None:
    doc = foreign_doc()
    doc.spans["sc"] = [Span(doc, 1, 3, label="AREA"), Span(doc, 0, 3, label="ORG"), Span(doc, 1, 2)]
    doc.spans["more"] = [Span(doc, 1, 3, label="AREA")]
    DocBin(docs=[doc]).to_disk(tmp_path / "a.spacy")
    (found,) = read(tmp_path / "a.spacy")
    spans = [(entity.text, entity.label) for entity in found.entities]
    assert spans == [("Bộ Tư pháp", "ORG"), ("Tư pháp", "AREA"), ("Tư", "sc"), ("Huế", "LOC"), ("Huế", "LOC")]


def test_groups_of_spacy_before_3_3(tmp_path: Path) -> None:
    doc = foreign_doc()
    doc.ents = []
    doc.spans["sc"] = SpanGroup(doc, name="sc", spans=[Span(doc, 1, 3, label="AREA", kb_id="Q2")])
    packed = DocBin(docs=[doc])
    group = srsly.msgpack_loads(doc.spans["sc"].to_bytes())
    group["spans"] = [struct.pack(">QQllll", *struct.unpack(">QQQllll", span)[1:]) for span in group["spans"]]
    packed.span_groups = [srsly.msgpack_dumps([srsly.msgpack_dumps(group)])]
    packed.to_disk(tmp_path / "a.spacy")
    (found,) = read(tmp_path / "a.spacy")
    assert found.entities == [Entity(3, 10, "AREA", text="Tư pháp")]
    assert found.entities[0].details == {"kb_id": "Q2"}


def test_entities_without_tags(tmp_path: Path) -> None:
    doc = foreign_doc()
    DocBin(docs=[doc], attrs=["ENT_TYPE"]).to_disk(tmp_path / "a.spacy")
    DocBin(docs=[doc], attrs=["LEMMA"]).to_disk(tmp_path / "b.spacy")
    assert [entity.text for entity in read(tmp_path / "a.spacy")[0].entities] == ["Bộ Tư pháp", "HuếHuế"]
    assert read(tmp_path / "b.spacy")[0].entities == []


def test_no_documents(tmp_path: Path) -> None:
    written(tmp_path / "a.spacy")
    assert read(tmp_path / "a.spacy") == []


# --- files that are damaged or made to do harm


def content_of(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = srsly.msgpack_loads(zlib.decompress(path.read_bytes()))
    return content


def put(path: Path, content: Any) -> Path:
    path.write_bytes(zlib.compress(srsly.msgpack_dumps(content)))
    return path


def test_unpacking_has_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.spacy"
    monkeypatch.setattr(docbin_unpacking, "LARGEST", 1 << 21)
    path.write_bytes(zlib.compress(bytes(50 << 20)))
    with pytest.raises(InputError, match=r"a\.spacy: unpacks to more than 2,097,152 bytes"):
        list(DOCBIN.read(path))
    path.write_bytes(bytes(3 << 20))
    with pytest.raises(InputError, match="unpacks to more than"):
        list(DOCBIN.read(path))
    with pytest.raises(InputError, match=r"too many for one DocBin; divide the corpus"):
        written(path, *[Record("a", "Bộ " * 10_000)] * 20)


def test_texts_have_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One long word, many times, is a small file of a huge text."""
    monkeypatch.setattr(docbin_unpacking, "LARGEST", 1 << 21)
    path = tmp_path / "a.spacy"
    doc = Doc(Vocab(), words=["x" * 100_000] * 1_000)
    DocBin(docs=[doc], attrs=[]).to_disk(path)
    with pytest.raises(InputError, match="its texts have 100,001,000 characters, more than"):
        list(DOCBIN.read(path))


@pytest.mark.parametrize(
    "content",
    [
        b"\xdd\x7f\xff\xff\xff",  # an array of two milliard items that are not there
        b"\xc6\x7f\xff\xff\xff",
        b"\x91" * 100_000,
        b"\x81\x90\x01\x02",
        b"\xc1",
        b"\x01",
        b"\xd7\xff" + b"\xff" * 8,
        b"",
    ],
)
def test_sizes_that_lie(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.spacy"
    path.write_bytes(zlib.compress(content))
    with pytest.raises(InputError, match="is not a sound spaCy DocBin"):
        list(DOCBIN.read(path))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x78\x9c", b"{}"])
def test_other_files(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.spacy"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"^.*a\.spacy: is "):
        list(DOCBIN.read(path))


def test_a_file_that_is_cut_off(tmp_path: Path) -> None:
    written(tmp_path / "a.spacy", RECORD)
    path = tmp_path / "b.spacy"
    path.write_bytes((tmp_path / "a.spacy").read_bytes()[:-20])
    with pytest.raises(InputError, match="is not a spaCy DocBin, or it is damaged"):
        list(DOCBIN.read(path))


@pytest.mark.parametrize("name", ["attrs", "tokens", "spaces", "lengths", "strings", "cats", "flags", "span_groups"])
@pytest.mark.parametrize("value", [None, 5, "x", ["x"], b"12345", {"a": 1}, [[]]])
def test_parts_of_a_wrong_kind(tmp_path: Path, name: str, value: Any) -> None:
    written(tmp_path / "a.spacy", RECORD)
    path = put(tmp_path / "b.spacy", {**content_of(tmp_path / "a.spacy"), name: value})
    found = list(read_documents([path]))
    assert all(isinstance(item, Record) or str(item).startswith(f"{path}:") for item in found)
    is_optional = name in ("cats", "flags", "span_groups") and value in (None, [[]])
    assert is_optional or isinstance(found[0], RecordError)


@pytest.mark.parametrize(
    "user_data",
    [
        {"vnjudnlp": 5},
        {"vnjudnlp": {"entities": 5}},
        {"vnjudnlp": {"entities": [5]}},
        {"vnjudnlp": {"entities": [{"start": 2, "end": 12, "label": "AGENCY", "norm": 5}]}},
        {"vnjudnlp": {"entities": [{"start": [2], "end": 12, "label": "AGENCY"}]}},
        {"vnjudnlp": {"fields": [1]}},
        {"vnjudnlp": {"doc_date": "13/4"}},
        {"vnjudnlp": {"abbreviations": [{"start": 0, "end": 99, "long": "x"}]}},
        {"vnjudnlp": {"fields": {"x": b"bytes"}}},
        [1],
    ],
)
def test_a_damaged_document_leaves_the_others(tmp_path: Path, user_data: Any) -> None:
    written(tmp_path / "a.spacy", RECORD, RECORD)
    content = content_of(tmp_path / "a.spacy")
    content["user_data"][0] = srsly.msgpack_dumps(user_data)
    path = put(tmp_path / "b.spacy", content)
    error, found = DOCBIN.read(path)
    assert isinstance(error, RecordError)
    assert str(error).startswith(f"{path}:document 1: ")
    assert found == RECORD


@pytest.mark.parametrize("place", [(0, 99), (-1, 2), (3, 2)])
def test_spans_outside_the_tokens(tmp_path: Path, place: tuple[int, int]) -> None:
    written(tmp_path / "a.spacy", RECORD)
    content = content_of(tmp_path / "a.spacy")
    span = struct.pack(">QQQllll", 0, 0, 0, *place, 0, 0)
    group = srsly.msgpack_dumps({"name": "vnjudnlp", "attrs": {}, "spans": [span]})
    content["span_groups"][0] = srsly.msgpack_dumps({group: ["vnjudnlp"]})
    (error,) = DOCBIN.read(put(tmp_path / "b.spacy", content))
    assert isinstance(error, RecordError)
    assert "document 1: is damaged (a span has the tokens" in str(error)


@settings(max_examples=150)
@given(st.binary(max_size=9), st.integers(0, 2000), st.integers(0, 9))
def test_damaged_files_never_end_in_a_traceback(noise: bytes, place: int, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.spacy")
        written(path, RECORD, Record("b", "Huế"))
        content = zlib.decompress(path.read_bytes())
        place %= len(content)
        path.write_bytes(zlib.compress(content[:place] + noise + content[place + cut :]))
        for item in read_documents([path]):
            assert isinstance(item, Record) or str(item).startswith(str(path))
