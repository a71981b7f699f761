"""Whatever the text: no exception, offsets of the raw text, plain data."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.people.gold_spans import batch_of
from vnjudnlp.people import find_facts
from vnjudnlp.people.names import parse_name, readable
from vnjudnlp.people.numbers import kind_of_number
from vnjudnlp.people.relations import apposition, heads, is_joint, list_step, title_before
from vnjudnlp.records import Entity, Record

PIECES = st.sampled_from(
    [
        "ông ",
        ", ",
        "\n",
        "\n\n",
        " (",
        ")",
        ": ",
        " - ",
        "KT. ",
        "TM. ",
        "Số: 1/2020/DS-ST\n",
        "Nguyên đơn: ",
        "các ",
        "\u200b",
    ]
)
SPANS = st.sampled_from(
    [
        ("Lê Văn An", "PERSON"),
        ("An", "PERSON"),
        ("T.", "PERSON"),
        ("CHỦ TỊCH", "TITLE"),
        ("Thẩm phán", "TITLE"),
        ("Đại tá", "TITLE"),
        ("TÒA ÁN NHÂN DÂN HUYỆN IA GRAI", "AGENCY"),
        ("Hội đồng xét xử", "AGENCY"),
        ("Công ty X", "ORG"),
        ("xã Y", "LOC"),
        ("ngày 1/2/2020", "DATE"),
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(PIECES, SPANS, st.text(max_size=8)), max_size=25))
def test_any_row_of_spans(parts: list[str | tuple[str, str]]) -> None:
    text, entities = "", []
    for part in parts:
        if isinstance(part, tuple):
            text += " " if text and not text[-1].isspace() else ""
            entities.append(Entity(len(text), len(text) + len(part[0]), part[1]))
            text += part[0] + " "
        else:
            text += part
    (facts,) = find_facts(batch_of([Record("x", text, None, entities)], norms=False))
    assert json.loads(json.dumps(facts)) == facts
    mentions = [span for person in facts["people"] for span in person["mentions"]]
    assert all(0 <= start < end <= len(text) for start, end in mentions)
    assert len(mentions) == sum(entity.label == "PERSON" for entity in entities)
    ids = {person["id"] for person in facts["people"]}
    for office in facts["offices"]:
        assert office["person_id"] in ids
        assert all(tuple(item["person"]) in {tuple(span) for span in mentions} for item in office["evidence"])


@given(st.text())
def test_any_string(text: str) -> None:
    parse_name(text or "x")
    readable(text)
    kind_of_number(text)
    for read in (apposition, is_joint, title_before, list_step, heads):
        read(text)


def test_long_rows_of_marks_cost_no_time_of_their_own() -> None:
    text = "TÒA ÁN NHÂN DÂN HUYỆN X\nBản án số: 1/2020/DS-ST\n" + "1. 2) - " * 700 + "\nnguyên đơn " * 200
    entities = [Entity(0, 23, "AGENCY", "Tòa án nhân dân huyện X")]
    (facts,) = find_facts(batch_of([Record("x", text, None, entities)]))
    assert facts["case"] is not None
