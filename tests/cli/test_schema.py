"""The JSON Schema of the records, against what the package writes and against faulty records."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from enum import Enum
from typing import Any, get_type_hints

import pytest

from vnjudnlp.agencies.linking import LinkedBody
from vnjudnlp.agencies.register_reading import LEVELS
from vnjudnlp.dates import Certainty, Granularity, Reason
from vnjudnlp.errors import RecordError
from vnjudnlp.formats.jsonl import record_schema, write_record
from vnjudnlp.people import facts
from vnjudnlp.pipeline import annotate, entities
from vnjudnlp.records import Abbreviation, Entity, Record
from vnjudnlp.resources import read_text

jsonschema = pytest.importorskip(
    "jsonschema", reason="the package 'jsonschema' is not installed; make test installs it"
)

EVERYTHING = (
    "TÒA ÁN NHÂN DÂN HUYỆN KRÔNG PẮC\nBản án số: 12/2021/DS-ST\nNgày: 06-5-2021\n\n"
    "Thẩm phán - Chủ tọa phiên tòa: Bà Lê Thị An\n\n"
    "Hôm nay, ngày 06/5/2021, xét xử công khai vụ án thụ lý số 30/2021/TLST-DS.\n"
    "Nguyên đơn: Ông Trần Văn B, sinh năm 1970\nNgười đại diện theo ủy quyền: Bà Phan Thu Hà\n"
    "Bị đơn: Công ty TNHH Hòa Bình\n\nNỘI DUNG VỤ ÁN:\n"
    "Ông B trình bày: chiều 12/4, đồng chí Đào Trọng Giáp, nguyên Cục trưởng Cục THADS tỉnh Gia Lai, hẹn ngày 31/6. "
    "Tháng 3/2021, quý I/2020, từ ngày 01/02/2021 đến ngày 05/02/2021 và tuần trước, Cục nhận 5.000.000 đồng.\n"
    "KT. CHÁNH ÁN\nPHÓ CHÁNH ÁN\nNguyễn Văn Hùng\n"
)
KINDS = {
    "everything": (EVERYTHING, None),
    "a decision on enforcement": (
        "CỤC THI HÀNH ÁN DÂN SỰ TỈNH GIA LAI\nSố: 12/QĐ-CTHADS\nGia Lai, ngày 12 tháng 4 năm 2022\n\nQUYẾT ĐỊNH\n"
        "THI HÀNH ÁN THEO YÊU CẦU\n\nNgười phải thi hành án: Ông Lê Văn Sáu\n",
        None,
    ),
    "news": ("Hôm qua, ông Lê Văn Sáu, Bộ trưởng Bộ Tư pháp (BTP), họp. BTP và UBND xã cũng họp.", "2022-04-13"),
    "no word": (" \n", None),
    "not a character": ("ông Lê Văn Sáu \ud800", None),
}
VALIDATOR = jsonschema.Draft202012Validator(record_schema())


def records(text: str, doc_date: str | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the record of a text as it is written, without and with its facts."""
    batch = annotate([text], [doc_date], facts=True)
    (found,), (known,) = entities(batch), batch.abbreviations or []
    record = Record("a", text, doc_date, found, known)
    plain = json.loads(write_record(record))
    return plain, json.loads(write_record(record, **(batch.facts or [{}])[0]))


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    return records(EVERYTHING)[1]


def test_it_is_a_schema_that_describes_each_field() -> None:
    jsonschema.Draft202012Validator.check_schema(record_schema())
    definitions = record_schema()["$defs"]
    for name, definition in [("record", record_schema()), *definitions.items()]:
        assert definition["description"], name
        for field, value in definition.get("properties", {}).items():
            described = value if "description" in value else definitions[value["$ref"].removeprefix("#/$defs/")]
            assert described["description"].endswith("."), f"{name}.{field}"


@pytest.mark.parametrize(("text", "doc_date"), KINDS.values(), ids=KINDS)
def test_what_is_written_fits(text: str, doc_date: str | None) -> None:
    for record in records(text, doc_date):
        VALIDATOR.validate(record)


def test_documents_of_each_genre_fit(project: Any) -> None:
    from vnjudnlp.corpus import read_records

    for folder in sorted((project / "data" / "corpus").iterdir()):
        document = next(iter(read_records([str(folder)])))
        for record in records(document.text, document.doc_date):
            VALIDATOR.validate(record)


def test_the_text_with_everything_has_everything(whole: dict[str, Any]) -> None:
    """What the faults below change is there."""
    dates = [entity["details"]["date"] for entity in whole["entities"] if entity["label"] == "DATE"]
    assert {date.get("granularity") for date in dates} >= {"day", "month", "quarter", "year", "interval", "part of day"}
    assert {date.get("reason") for date in dates} >= {"impossible date", "no definite bounds"}
    assert any("body" in entity.get("details", {}) for entity in whole["entities"])
    assert whole["abbreviations"]
    assert {office["signed_for"] for office in whole["offices"]} == {None, "KT"}
    assert any(office["former"] for office in whole["offices"])
    case = whole["case"]
    assert all(case[name] for name in get_type_hints(facts.Case)), case
    assert any(party["representatives"] for party in case["parties"])
    assert any(party["person_id"] is None for party in case["parties"])


def test_the_command_writes_what_fits(vnjudnlp: Callable, whole: dict[str, Any]) -> None:
    lines = [
        {"id": 7, "text": "ông Lê Văn Sáu", "doc_date": "2022-04-13", "court": {"level": 1}, "people_seen": 2},
        {"text": EVERYTHING},
    ]
    stdin = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
    for options in ([], ["--facts"], ["--labels", "PERSON", "--facts"], ["--model", "grammar"]):
        result = vnjudnlp("tag", "--format", "jsonl", *options, stdin=stdin)
        first, second = (json.loads(line) for line in result.output.splitlines())
        VALIDATOR.validate(first)
        VALIDATOR.validate(second)
        assert first["court"] == {"level": 1}
        assert ("people" in first) is ("--facts" in options)
    assert json.loads(vnjudnlp("data", "schema").output) == record_schema()


def test_other_forms_of_iso_dates_are_written_as_one() -> None:
    """Python 3.11 reads ``20220413`` too, Python 3.10 does not."""
    try:
        record = Record.from_dict({"id": "a", "text": "b", "doc_date": "20220413"})
    except RecordError:
        return
    VALIDATOR.validate(record.to_dict())


# a change of the record with everything, each of which makes it faulty
FAULTS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "no id": lambda record: record.pop("id"),
    "no text": lambda record: record.pop("text"),
    "no entities": lambda record: record.pop("entities"),
    "people without offices": lambda record: record.pop("offices"),
    "a day that is none": lambda record: record.update(doc_date="13/4/2022"),
    "an offset before the text": lambda record: record["entities"][0].update(start=-1),
    "an offset that is no number": lambda record: record["entities"][0].update(end="3"),
    "a score above 1": lambda record: record["entities"][0].update(score=1.5),
    "no label": lambda record: record["entities"][0].pop("label"),
    "an unknown field of an entity": lambda record: record["entities"][0].update(colour="red"),
    "unknown details": lambda record: named(record, "AGENCY")["details"].update(colour="red"),
    "details of a person": lambda record: named(record, "PERSON").update(details={}),
    "the body of a date": lambda record: named(record, "DATE").update(details=named(record, "AGENCY")["details"]),
    "a date without details": lambda record: named(record, "DATE").pop("details"),
    "a value and no norm": lambda record: named(record, "DATE").update(norm=None),
    "a norm and no value": lambda record: named(record, "DATE").update(details={"date": {"reason": "recurring"}}),
    "a value and a reason": lambda record: named(record, "DATE")["details"]["date"].update(reason="recurring"),
    "an unknown reason": lambda record: named(record, "DATE").update(norm=None, details={"date": {"reason": "x"}}),
    "an unknown granularity": lambda record: named(record, "DATE")["details"]["date"].update(granularity="week"),
    "an unknown level": lambda record: named(record, "AGENCY")["details"]["body"].update(level="city"),
    "a body valid from": lambda record: named(record, "AGENCY")["details"]["body"].update(valid=["2009-07-01"]),
    "an unknown field of a body": lambda record: named(record, "AGENCY")["details"]["body"].update(a=1),
    "an abbreviation without long form": lambda record: record["abbreviations"][0].pop("long"),
    "an unknown field of an abbreviation": lambda record: record["abbreviations"][0].update(a=1),
    "a mention of three offsets": lambda record: record["people"][0].update(mentions=[[1, 2, 3]]),
    "a person without mentions": lambda record: record["people"][0].update(mentions=[]),
    "an id of another form": lambda record: record["people"][0].update(id="1"),
    "an unknown field of a person": lambda record: record["people"][0].update(a=1),
    "an office without evidence": lambda record: record["offices"][0].update(evidence=[]),
    "unknown evidence": lambda record: record["offices"][0]["evidence"][0].update(kind="rumour"),
    "an unknown field of evidence": lambda record: record["offices"][0]["evidence"][0].update(a=1),
    "an unknown field of an office": lambda record: record["offices"][0].update(a=1),
    "a case without parties": lambda record: record["case"].pop("parties"),
    "an unknown instance": lambda record: record["case"].update(instance="third"),
    "an unknown field of a case": lambda record: record["case"].update(a=1),
    "a year of birth as text": lambda record: record["case"]["parties"][0].update(birth_year="1970"),
    "an unknown field of a party": lambda record: record["case"]["parties"][0].update(a=1),
    "an unknown field of the panel": lambda record: record["case"]["panel"][0].update(a=1),
    "an unknown field of a representative": lambda record: record["case"]["parties"][0]["representatives"][0].update(
        a=1
    ),
}


def named(record: dict[str, Any], label: str) -> dict[str, Any]:
    """Return the first entity with a label; of dates and agencies one that has a value."""
    return next(
        entity
        for entity in record["entities"]
        if entity["label"] == label and (label not in ("DATE", "AGENCY") or (entity["norm"] and entity["details"]))
    )


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_faulty_records_are_refused(fault: Callable[[dict[str, Any]], Any], whole: dict[str, Any]) -> None:
    record = copy.deepcopy(whole)
    fault(record)
    assert record != whole
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(record)


def test_fields_of_users_are_allowed_at_the_top(whole: dict[str, Any]) -> None:
    VALIDATOR.validate({**whole, "court": {"level": 1}, "n": 2.5})


def test_the_schema_has_the_fields_and_values_of_the_code() -> None:
    definitions = record_schema()["$defs"]

    def fields(name: str) -> list[str]:
        return list(definitions[name]["properties"])

    assert fields("entity") == list(Entity.__slots__)
    assert fields("abbreviation") == list(Abbreviation.__slots__)
    assert fields("body") == list(LinkedBody.__slots__)
    for name in facts.__all__:
        if name != "DocumentFacts":
            written = {"PanelMember": "panel_member"}.get(name, name.lower())
            assert fields(written) == list(get_type_hints(getattr(facts, name))), name
    assert set(get_type_hints(facts.DocumentFacts)) <= set(record_schema()["properties"])

    def values(enumeration: type[Enum]) -> list[str]:
        return [member.value for member in enumeration]

    assert definitions["date_reason"]["properties"]["reason"]["enum"] == values(Reason)
    assert definitions["date_value"]["properties"]["granularity"]["enum"] == values(Granularity)
    assert definitions["date_value"]["properties"]["certainty"]["enum"] == values(Certainty)
    assert definitions["body"]["properties"]["level"]["enum"] == list(LEVELS)


def test_no_web_address_is_made_up() -> None:
    addresses = [line for line in read_text("schema/record.schema.json").splitlines() if "://" in line]
    assert [line.split('"')[1] for line in addresses] == ["$schema"]
