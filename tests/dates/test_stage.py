"""The stage: norms of the DATE spans of a batch, and nothing else changed."""

from __future__ import annotations

import datetime

from vnjudnlp.batch import Batch, Span
from vnjudnlp.dates import find_document_date, value_dates, value_spans
from vnjudnlp.text.tokens import read_texts

TEXTS = [
    "Thi hành xong vụ khó\n\n13/04/2022\nChiều ngày 12/4, ông An giao nhà. Cùng ngày, xã nhận nhà.",
    "",
    "Ông An nhận nhà ngày 12/4.",
    "Hoa\u0300  giải xong ngày\u00a012/4.",
]
MARKED = [["13/04/2022", "Chiều ngày 12/4", "Cùng ngày"], [], ["ngày 12/4"], ["ngày 12/4"]]


def _batch(texts: list[str], dates: list[datetime.date | None] | None = None) -> Batch:
    batch = read_texts(texts, dates)
    spans = []
    for document, parts in enumerate(MARKED[: len(texts)]):
        first_token, stop_token = batch.document_first[document : document + 2].tolist()
        for part in parts:
            spans += [
                Span(first, stop, "DATE", "test")
                for first in range(first_token, stop_token)
                for stop in range(first + 1, min(first + 4, stop_token) + 1)
                if batch.surface(first, stop) == part and (first == 0 or batch.tokens.form[first - 1] != "chiều")
            ][:1]
    spans.append(Span(0, 1, "PERSON", "test", norm="Thi"))
    batch.spans = sorted(spans, key=lambda span: span.first)
    return batch


def test_norms_and_document_dates() -> None:
    batch = _batch(TEXTS, [None, None, datetime.date(2021, 1, 5), datetime.date(2020, 4, 12)])
    found = value_dates(batch)
    assert found == [datetime.date(2022, 4, 13), None, datetime.date(2021, 1, 5), datetime.date(2020, 4, 12)]
    norms = [span.norm for span in batch.spans or () if span.label == "DATE"]
    assert norms == ["2022-04-13", "2022-04-12TAF", "2022-04-12", "2020-04-12", "2020-04-12"]


def test_other_labels_and_other_columns_stay() -> None:
    batch = _batch(TEXTS)
    forms = list(batch.tokens.form)
    value_dates(batch)
    assert [span.norm for span in batch.spans or () if span.label == "PERSON"] == ["Thi"]
    assert batch.tokens.form == forms
    assert batch.doc_dates == [None] * len(TEXTS)


def test_same_as_the_function_for_raw_text() -> None:
    batch = _batch(TEXTS[:1])
    dates = value_dates(batch)
    members = [span for span in batch.spans or () if span.label == "DATE"]
    offsets = [batch.raw_offsets(span.first, span.stop) for span in members]
    found = value_spans(TEXTS[0], offsets)
    assert [value.norm for value in found] == [span.norm for span in members]
    assert [{"date": value.to_dict()} for value in found] == [span.details for span in members]
    assert dates == [find_document_date(TEXTS[0])]


def test_batch_without_spans() -> None:
    assert value_dates(read_texts(["13/04/2022\nÔng An họp", ""])) == [datetime.date(2022, 4, 13), None]
    assert value_dates(read_texts([])) == []
