from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.strategies import contents, records
from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.corpus_files import read_documents
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.registry import format_by_name
from vnjudnlp.formats.webanno import recognizes, write_document
from vnjudnlp.formats.webanno_reading import parse_document
from vnjudnlp.records import Entity, Record

WEBANNO = format_by_name("webanno")
NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"


def document(*lines: str, layers: tuple[str, ...] = (f"#T_SP={NER}|identifier|value",), version: str = "3.3") -> str:
    return "\n".join([f"#FORMAT=WebAnno TSV {version}", *layers, "", "", *lines, ""])


def spans(record: Record) -> list[tuple[int, int, str, str | None]]:
    return [(entity.start, entity.end, entity.label, entity.norm) for entity in record.entities]


def rows(content: str) -> list[str]:
    return [line.rstrip("\t") for line in content.split("\n") if line[:1].isdigit()]


@settings(max_examples=150)
@given(records(("text", "spans", "overlaps", "norms"), identifier="a"))
def test_records_come_back(record: Record) -> None:
    for number, entity in enumerate(record.entities):
        norm = entity.norm and entity.norm.replace("\r", " ")
        record.entities[number] = Entity(entity.start, entity.end, entity.label, norm, text=entity.text)
    content = write_document(record.text, record.entities)
    assert contents(parse_document(content, "a")) == contents(record)


@settings(max_examples=60)
@given(records(("text", "spans", "overlaps", "norms"), identifier="a"))
def test_offsets_are_those_of_java(record: Record) -> None:
    """The text of the file's sentences, put together as INCEpTION does, in UTF-16, has each token at its offsets."""
    buffer = b""
    fragments: list[str] = []
    for line in write_document(record.text, []).split("\n"):
        if line.startswith("#Text="):
            fragments.append(line.removeprefix("#Text=") + "\n")
        elif line[:1].isdigit():
            _, offsets, token = line.split("\t")[:3]
            begin, end = (2 * int(number) for number in offsets.split("-"))
            if fragments:
                if len(buffer) > begin:
                    assert len(buffer) == begin + 2
                    buffer = buffer[:-2]
                buffer += " ".encode("utf-16-le") * ((begin - len(buffer)) // 2)
                for fragment in fragments:
                    buffer += unescaped(fragment).encode("utf-16-le")
                fragments = []
            assert buffer[begin:end].decode("utf-16-le") == unescaped(token)
    assert buffer.decode("utf-16-le")[:-1] == record.text


def unescaped(text: str) -> str:
    for escape, character in (("\\\\", "\ue000"), ("\\t", "\t"), ("\\n", "\n"), ("\\r", "\r"), ("\\f", "\f")):
        text = text.replace(escape, character)
    return text.replace("\\b", "\b").replace("\\", "").replace("\ue000", "\\")


def test_a_span_within_a_token_is_a_part_of_it() -> None:
    content = write_document("aaaa bb", [Entity(0, 7, "LAW"), Entity(1, 6, "LOC", "x"), Entity(0, 4, "ORG")])
    assert rows(content) == [
        "1-1\t0-4\taaaa\t*[1]|*[2]\tLAW[1]|ORG[2]",
        "1-1.1\t1-4\taaa\tx[3]\tLOC[3]",
        "1-2\t5-7\tbb\t*[1]\tLAW[1]",
        "1-2.1\t5-6\tb\tx[3]\tLOC[3]",
    ]


def test_single_spans_need_no_number_and_values_are_escaped() -> None:
    content = write_document("An", [Entity(0, 2, "*", "a|b[1]_->;\t\\-")])
    assert rows(content) == ["1-1\t0-2\tAn\ta\\|b\\[1\\]\\_\\->\\;\\t\\\\-\t\\*"]


def test_sentences_are_cut_where_the_text_comes_back() -> None:
    lines = write_document("Một.\nHai.  Ba 😀 x.\r\n\r\n", []).split("\n")
    assert [line for line in lines if line.startswith("#")][2:] == [
        "#Text=Một.",
        "#Text=Hai.  ",
        "#Text=Ba 😀 x.\\r",
        "#Text=\\r",
        "#Text=",
    ]
    assert "3-2\t14-16\t😀\t_\t_\t" in lines
    assert "3-3\t17-18\tx\t_\t_\t" in lines


def test_example_of_the_guide_with_stacked_spans() -> None:
    layers = ("#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue", f"#T_SP={NER}|value")
    content = document(
        "#Text=Ms. Haag", "1-1\t0-3\tMs.\tNNP\tPER[1]|PERpart[2]", "1-2\t4-8\tHaag\tNNP\tPER[1]", layers=layers
    )
    assert spans(parse_document(content, "a")) == [(0, 3, "PERpart", None), (0, 8, "PER", None)]


def test_layers_of_others() -> None:
    content = document(
        "#Sentence.id=s1",
        "#Text=Bob sold",
        "#Text=it 😊 .",
        "1-1\t0-3\tBob\t*\t_\t_\tx\t3\tpr[1]\tcoref->1-1\t",
        "1-2\t4-8\tsold\t_\tseller;goods\t1-1;1-3\t_\t_\t_\t_\t",
        "1-3\t9-11\tit\t_\t_\t_\t_\t_\t_\t_\t",
        "1-4\t12-14\t😊\t_\t_\t_\ty\t*\t_\t_\t",
        "1-4.1\t14-14\t\t_\t_\t_\ty\t*\t_\t_\t",
        "1-5\t15-16\t.\t_\t_\t_\t_\t_\t_\t_\t",
        layers=(
            "#T_SP=webanno.custom.Mark|",
            "#T_SP=webanno.custom.Frame|ROLE_webanno.custom.Frame:Roles_webanno.custom.FrameRolesLink|webanno.custom.Lu",
            "#T_SP=webanno.custom.Emotion|label|strength",
            "#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceType|referenceRelation",
        ),
    )
    record = parse_document(content, "a")
    assert record.text == "Bob sold\nit 😊 ."
    assert spans(record) == [(0, 3, "Mark", None), (0, 3, "x", None), (4, 8, "Frame", None), (12, 13, "y", None)]
    assert record.entities[1].details == {"strength": "3"}


def test_older_versions_escape_as_java_does() -> None:
    content = document("#Text=T\\u00F2a \\uD83D\\uDE00", "1-1\t0-3\tTòa\t_\tLOC", version="3.0")
    assert parse_document(content, "a").text == "Tòa 😀"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("#Text=a", "1-1\t0-1"), "6: has 2 columns, but the header names 5"),
        (("#Text=a", "1-1 0-1 a"), "6: is neither a token nor"),
        (("#Text=a", "1-1\t0-x\ta\t_\t_"), "6: is neither a token nor"),
        (("#Text=a", "1-1\t0-9\ta\t_\tLOC"), "6: 0-9 is no place in the text"),
        (("#Text=😀", "1-1\t0-1\ta\t_\tLOC"), "6: 0-1 is no place in the text"),
        (("#Text=a", "1-1\t9999999999-9999999999\ta\t_\t_"), "6: the sentence begins at 9999999999"),
        (("#Text=abc", "1-1\t0-3\tabc\t_\t_", "", "#Text=d", "2-1\t1-2\td\t_\t_"), "9: the sentence begins at 1, but"),
    ],
)
def test_unsound_files_are_named_with_the_line(lines: tuple[str, ...], message: str, tmp_path: Path) -> None:
    file = tmp_path / "a.tsv"
    file.write_text(document(*lines), encoding="utf-8")
    (error,) = WEBANNO.read(file)
    assert isinstance(error, RecordError)
    assert str(error).startswith(f"{file}:{message}")


@given(st.text(max_size=40), st.integers(0, 120), st.integers(0, 20))
def test_damaged_files_never_end_in_a_traceback(noise: str, place: int, cut: int) -> None:
    content = write_document("Bộ Tư\npháp 😀.", [Entity(0, 5, "AGENCY", "x"), Entity(1, 9, "LOC")])
    with suppress(RecordError):
        parse_document(content[:place] + noise + content[place + cut :], "a")


def test_folder_of_files(tmp_path: Path) -> None:
    documents = [
        Record("2022/a", "Tòa", "2022-04-13", [Entity(0, 3, "LOC", "x\ry", 0.5, text="Tòa")]),
        Record("b", "\ud800"),
    ]
    losses = Losses()
    WEBANNO.write(documents, tmp_path / "out", losses)
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["2022%2Fa.tsv", "b.tsv"]
    messages = "\n".join(losses.messages())
    for loss in ("scores are left out", "dates of documents", "carriage returns", "halves of surrogate pairs"):
        assert loss in messages
    found = [item for item in read_documents([tmp_path / "out"], kind=WEBANNO) if isinstance(item, Record)]
    assert [(item.id, item.text) for item in found] == [("2022/a", "Tòa"), ("b", "\ufffd")]
    assert spans(found[0]) == [(0, 3, "LOC", "x y")]


def test_two_documents_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="two documents have the id 'a'"):
        WEBANNO.write([Record("a", "x"), Record("a", "y")], tmp_path, Losses())


def test_recognized_by_its_beginning(tmp_path: Path) -> None:
    assert recognizes(b"\xef\xbb\xbf#FORMAT=WebAnno TSV 3.2\n")
    assert not recognizes(b"a\tO\n")
    (tmp_path / "a.tsv").write_bytes(b"#FORMAT=WebAnno TSV 3.3\n\n\n#Text=\xff")
    with pytest.raises(InputError, match=r"is not UTF-8 at byte 32"):
        list(WEBANNO.read(tmp_path / "a.tsv"))
