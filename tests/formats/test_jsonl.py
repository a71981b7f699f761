from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.errors import RecordError
from vnjudnlp.formats.jsonl import looks_like_record, parse_record, read_records, write_json, write_record
from vnjudnlp.formats.text_input import Source
from vnjudnlp.records import Abbreviation, Entity, Record

# surrogates too: JSON can hold them
ANY_TEXT = st.text(st.characters(exclude_categories=[]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=6,
)
KNOWN = {"id", "text", "doc_date", "entities", "abbreviations"}


@given(ANY_TEXT, ANY_TEXT, st.dictionaries(ANY_TEXT.filter(lambda name: name not in KNOWN), VALUES, max_size=3))
def test_records_come_back(identifier: str, text: str, extra: dict[str, object]) -> None:
    entities = [Entity(0, len(text), "LAW", None, 0.5, "x", text)] if text else []
    abbreviations = [Abbreviation(0, len(text), text, "b", True)] if text else []
    record = Record(identifier, text, "2022-04-13", entities, abbreviations, extra)
    line = write_record(record)
    assert "\n" not in line
    assert line.encode("utf-8").decode("utf-8") == line
    # halves of a pair that meet in the text are one character in JSON, as everywhere
    assert parse_record(line).to_dict() == json.loads(json.dumps(record.to_dict()))


def test_letters_are_written_as_they_are() -> None:
    assert write_json({"text": "Tòa án\u2028"}) == '{"text": "Tòa án\u2028"}'
    assert write_json({"text": "\ud800"}) == '{"text": "\\ud800"}'


def test_reader_goes_on_behind_bad_lines() -> None:
    data = b'{"text": "a"}\r\n\n{"text": }\n{"id": "x", "text": "b\xff"}\n{"id": 5, "text": "c"}'
    items = list(read_records(Source(io.BytesIO(data), "f.jsonl")))
    assert [item.id for item in items if isinstance(item, Record)] == ["f.jsonl:1", "5"]
    errors = [str(item) for item in items if isinstance(item, RecordError)]
    assert errors[0] == "f.jsonl:3: not JSON: Expecting value at column 10"
    assert errors[1].startswith(f"f.jsonl:4: not UTF-8 at line 4, column 23 (byte {data.index(0xFF)}: 0xFF); ")


def test_reader_asks_for_no_more_than_it_gives() -> None:
    class Stream(io.BytesIO):
        reads = 0

        def read(self, size: int | None = -1) -> bytes:
            self.reads += 1
            return super().read(size)

    stream = Stream(b'{"text": "abc"}\n' * 100_000)
    records = read_records(Source(stream, "f.jsonl"))
    next(records)
    assert stream.reads == 1


@pytest.mark.parametrize("line", ['{"text": "a"}', '{"id": 1, "text": 3}'])
def test_objects_with_a_text_look_like_records(line: str) -> None:
    assert looks_like_record(line)


@pytest.mark.parametrize("line", ["", "text", "{", '"text"', '["text"]', '{"txt": ""}', "{text}", '{"a":' * 100_000])
def test_others_do_not(line: str) -> None:
    assert not looks_like_record(line)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 5000])
def test_numbers_that_json_does_not_have(number: str) -> None:
    with pytest.raises(RecordError, match="not JSON"):
        parse_record(f'{{"text": "a", "n": {number}}}')
