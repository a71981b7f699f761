from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from vnjudnlp.corpus.runs.fingerprint import fingerprint
from vnjudnlp.corpus.runs.mapper import Settings, annotate_batch, annotate_records, prepare
from vnjudnlp.corpus.runs.outcomes import run_split
from vnjudnlp.corpus.runs.plan import plan_splits
from vnjudnlp.errors import InputError, RecordError, ResourceError
from vnjudnlp.formats.corpus_files import find_files
from vnjudnlp.formats.markup import read_document
from vnjudnlp.records import Record


def documents(project: Path) -> list[Record]:
    """Some twenty documents of all kinds."""
    return [read_document(path) for path in sorted((project / "data" / "corpus").glob("*/*.txt"))[::40]]


def lines(records: Sequence[Record]) -> list[bytes]:
    found = list(annotate_records(records, Settings(facts=True)))
    assert all(isinstance(line, bytes) for line in found)
    return [line for line in found if isinstance(line, bytes)]


def test_a_result_does_not_depend_on_the_others_of_its_batch(project: Path) -> None:
    together = lines(documents(project))
    records = documents(project)
    sevens = [line for first in range(0, len(records), 7) for line in lines(records[first : first + 7])]
    alone = [line for record in documents(project)[::3] for line in lines([record])]
    assert len(together) > 20
    assert sevens == together
    assert alone == together[::3]


def test_the_one_document_that_fails_is_found() -> None:
    calls = []

    def fail(records: Sequence[Record], settings: Settings) -> None:
        calls.append(len(records))
        for record in records:
            if "!" in record.text:
                raise KeyError(record.text)
        annotate_batch(records, settings)

    records = [Record(str(number), f"bà Phan Thu Hà{'!' * (number == 5)}") for number in range(9)]
    results = list(annotate_records(records, Settings(), fail))
    assert [number for number, result in enumerate(results) if isinstance(result, RecordError)] == [5]
    assert "KeyError" in str(results[5])
    assert [json.loads(result)["id"] for result in results if isinstance(result, bytes)] == list("01234678")
    assert len(calls) < 9


def test_a_field_that_json_does_not_have_is_an_error_of_its_document() -> None:
    fields: list[dict[str, object]] = [{}, {"n": math.nan}, {"n": Path("a")}]
    records = [Record(str(number), "Hà", extra=dict(extra)) for number, extra in enumerate(fields)]
    kinds = [type(result) for result in annotate_records(records, Settings())]
    assert kinds == [bytes, RecordError, RecordError]


def test_settings_are_plain_data_and_what_they_name_is_checked(tmp_path: Path) -> None:
    settings = Settings(labels=("PERSON",), facts=True, doc_date="2022-04-13")
    assert Settings.from_dict(json.loads(json.dumps(settings.to_dict()))) == settings
    with pytest.raises(ResourceError):
        prepare(Settings(model=str(tmp_path / "none")))
    with pytest.raises(InputError):
        prepare(Settings(register=str(tmp_path / "none.tsv")))
    with pytest.raises(ResourceError):
        list(annotate_records([Record("a", "b")], Settings(model=str(tmp_path / "none"))))


def test_the_fingerprint_knows_what_results_depend_on(tmp_path: Path) -> None:
    register = tmp_path / "register.tsv"
    register.write_text("a", encoding="utf-8")
    settings = Settings(register=str(register))
    first = fingerprint(settings)
    assert fingerprint(Settings(register=str(register), doc_date="2022-04-13", encoding="vni")) == first
    assert fingerprint(Settings(register=str(register), facts=True)) != first
    register.write_text("b", encoding="utf-8")
    changed = fingerprint(settings)
    assert {name for name in first if first[name] != changed[name]} == {"--register"}


def test_a_split_becomes_a_shard(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text('{"id": "x", "text": "bà Phan Thu Hà"}\n{\n{"id": "y", "text": "Hà"}\n', encoding="utf-8")
    [split] = plan_splits(find_files([source]))
    shard = run_split(split, Settings(), tmp_path)
    assert (shard.documents, shard.errors) == (2, 1)
    assert [json.loads(line)["id"] for line in Path(shard.path).read_bytes().splitlines()] == ["x", "y"]
    rows = [json.loads(line) for line in Path(shard.index).read_bytes().splitlines()]
    assert [row[:3] for row in rows] == [[str(source), 1, "x"], [str(source), 2, None], [str(source), 3, "y"]]
    assert rows[1][3].startswith("not JSON")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".part-00000.jsonl.index",
        "a.jsonl",
        "part-00000.jsonl",
    ]
