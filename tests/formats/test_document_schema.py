"""What documents bring along fits the JSON Schema of records, and the schema would tell if it did not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed; make test installs it")
pytest.importorskip("docx", reason="python-docx is not installed; it is part of the extra 'documents'")
pytest.importorskip("fpdf", reason="fpdf2 is not installed; make test installs it")

from tests.formats.pdf_documents import add_scan, add_text_page, new_pdf  # noqa: E402
from tests.formats.word_documents import judgment  # noqa: E402
from vnjudnlp.formats.corpus_files import read_documents  # noqa: E402
from vnjudnlp.formats.jsonl import record_schema, write_record  # noqa: E402
from vnjudnlp.records import Record  # noqa: E402

VALIDATOR = jsonschema.Draft202012Validator(record_schema())


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("documents")
    judgment().save(folder / "a.docx")
    pdf = new_pdf()
    pdf.set_title("Bản án")
    add_text_page(pdf, ["Điều 1."])
    add_scan(pdf)
    (folder / "b.pdf").write_bytes(pdf.output())
    (folder / "c.html").write_text(
        '<meta charset=utf-8><meta property="og:url" content="https://example.org"><title>Tin</title><i hidden>y</i>'
        "<h1>x</h1><table><td>y",
        encoding="utf-8",
    )
    found = list(read_documents([Path(folder)]))
    assert [type(item) for item in found] == [Record] * 3
    return [json.loads(write_record(item)) for item in found if isinstance(item, Record)]


def test_documents_fit(documents: list[dict[str, Any]]) -> None:
    for data in documents:
        VALIDATOR.validate(data)


@pytest.mark.parametrize(
    ("document", "field", "value"),
    [
        (0, "paragraphs", [{"start": 0}]),
        (0, "paragraphs", [{"start": 0, "end": 5, "colour": "red"}]),
        (0, "source", {"format": "docx", "left_out": {"comments": "2"}}),
        (1, "pages", [{"number": 0, "start": 0, "end": 5, "has_text": True}]),
        (2, "title", 5),
    ],
)
def test_faults_are_told(document: int, field: str, value: object, documents: list[dict[str, Any]]) -> None:
    assert not VALIDATOR.is_valid({**documents[document], field: value})


def test_other_records_may_use_these_names(documents: list[dict[str, Any]]) -> None:
    VALIDATOR.validate({**documents[0], "source": "báo", "title": 5, "pages": "3-4", "paragraphs": None})
