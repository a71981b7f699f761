from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.strategies import contents, records
from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.corpus_files import read_documents
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.registry import format_by_name
from vnjudnlp.records import Entity, Record

cassis = pytest.importorskip("cassis")

XMI = format_by_name("xmi")
NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
ILLEGAL = [*map(chr, range(9)), "\x0b", "\x0c", *map(chr, range(14, 32)), "\ufffe", "\uffff"]
MENDED = str.maketrans(dict.fromkeys(ILLEGAL, "\ufffd"))


def round_trip(record: Record) -> tuple[Record | RecordError, list[str]]:
    losses = Losses()
    with tempfile.TemporaryDirectory() as folder:
        XMI.write([record], Path(folder, "out"), losses)
        (found,) = read_documents([Path(folder, "out")])
    return found, list(losses.messages())


@settings(max_examples=80)
@given(records(identifier="a"))
def test_records_come_back(record: Record) -> None:
    found, losses = round_trip(record)
    assert isinstance(found, Record), found
    held = contents(found)
    expected = contents(record)
    whole = [record.text, *(entity.source + (entity.norm or "") for entity in record.entities)]
    whole += [abbreviation.long for abbreviation in record.abbreviations]
    assert bool(losses) == any(character in ILLEGAL for text in whole for character in text)
    if losses:
        expected["text"] = expected["text"].translate(MENDED)
        for key, names in (("entities", ("text", "norm", "source")), ("abbreviations", ("short", "long"))):
            for item in expected[key]:
                item.update({name: item[name] and item[name].translate(MENDED) for name in names})
            for items in (held[key], expected[key]):
                items.sort(key=lambda item: (item["start"], item["end"], repr(item)))
    assert held == expected


def test_cassis_reads_it_with_offsets_of_java(tmp_path: Path) -> None:
    record = Record("a", "😀 Bộ Tư pháp.\r\nHai.", entities=[Entity(2, 12, "AGENCY", "Bộ Tư pháp")])
    XMI.write([record], tmp_path / "out", Losses())
    types = cassis.load_typesystem(tmp_path / "out" / "TypeSystem.xml")
    cas = cassis.load_cas_from_xmi(tmp_path / "out" / "a.xmi", types)
    assert cas.sofa_string == record.text
    (entity,) = cas.select(NAMED_ENTITY)
    assert (entity.get_covered_text(), entity.value, entity.identifier) == ("Bộ Tư pháp", "AGENCY", "Bộ Tư pháp")
    assert 'begin="3" end="13"' in (tmp_path / "out" / "a.xmi").read_text(encoding="utf-8")
    (data,) = cas.select("de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData")
    assert (data.documentId, data.language) == ("a", "vi")
    kinds = ("Sentence", "Token")
    first, _ = (cas.select(f"de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.{kind}") for kind in kinds)
    assert [sentence.get_covered_text() for sentence in first] == ["😀 Bộ Tư pháp.", "Hai."]


def folder_with(tmp_path: Path, content: str) -> Path:
    XMI.write([Record("a", "Bộ 😀", entities=[Entity(0, 2, "AGENCY")])], tmp_path / "out", Losses())
    (tmp_path / "out" / "a.xmi").write_text(content, encoding="utf-8")
    return tmp_path / "out" / "a.xmi"


HEAD = '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:c="http:///custom.ecore"'
TYPE = "http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore"


def xmi(spans: str, text: str = "Bộ 😀") -> str:
    return (
        f'{HEAD} xmlns:type="{TYPE}" xmi:version="2.0">{spans}'
        f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="{text}"/>'
        '<cas:View sofa="1" members="5"/></xmi:XMI>'
    )


def test_files_of_others(tmp_path: Path) -> None:
    spans = '<type:NamedEntity xmi:id="5" sofa="1" begin="3" end="5" value="LOC"/><c:Other xmi:id="9"/>'
    (found,) = XMI.read(folder_with(tmp_path, xmi(spans)))
    assert isinstance(found, Record), found
    assert found.entities == [Entity(3, 4, "LOC", text="😀")]


@pytest.mark.parametrize(
    "content",
    [
        xmi('<type:NamedEntity xmi:id="5" sofa="1" begin="3" end="4" value="LOC"/>'),
        xmi('<type:NamedEntity xmi:id="5" sofa="1" begin="0" end="99" value="LOC"/>'),
        xmi('<type:NamedEntity xmi:id="5" sofa="1" begin="x" end="99" value="LOC"/>'),
        xmi('<type:NamedEntity xmi:id="5" sofa="7" begin="0" end="1" value="LOC"/>'),
        xmi('<type:NamedEntity xmi:id="5" sofa="1" begin="0" end="1" other="LOC"/>'),
        xmi(""),
        "<a>",
        "<a/>",
    ],
)
def test_unsound_files_are_named(tmp_path: Path, content: str) -> None:
    path = folder_with(tmp_path, content)
    (error,) = XMI.read(path)
    assert isinstance(error, RecordError)
    assert str(error).startswith(f"{path}: ")


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ((LAUGHS + xmi("", "&b;&c;")).encode(), "has a DOCTYPE"),
        (f'<?xml version="1.0" encoding="UTF-7"?>{xmi("")}'.encode(), "is not XML in UTF-8"),
        ((LAUGHS + xmi("")).encode("utf-16"), "is not XML in UTF-8"),
        (b"", "is not XML in UTF-8"),
    ],
)
@pytest.mark.parametrize("name", ["a.xmi", "TypeSystem.xml"])
def test_entities_are_not_read(tmp_path: Path, content: bytes, message: str, name: str) -> None:
    path = folder_with(tmp_path, xmi(""))
    (path.parent / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        list(XMI.read(path))


def test_the_types_are_needed(tmp_path: Path) -> None:
    path = folder_with(tmp_path, xmi(""))
    (path.parent / "TypeSystem.xml").unlink()
    with pytest.raises(InputError, match=r"there is no TypeSystem\.xml beside it"):
        list(XMI.read(path))


@settings(max_examples=60)
@given(st.binary(max_size=10), st.integers(0, 900), st.integers(0, 30))
def test_damaged_files_never_end_in_a_traceback(noise: bytes, place: int, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        record = Record(
            "a", "Bộ", "2022-04-13", [Entity(0, 2, "AGENCY", "x", 0.5, "s", details={"a": 1})], [], {"k": 1}
        )
        XMI.write([record], Path(folder, "out"), Losses())
        file = Path(folder, "out", "a.xmi")
        content = file.read_bytes()
        file.write_bytes(content[:place] + noise + content[place + cut :])
        list(read_documents([file]))
