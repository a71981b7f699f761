"""Copies of documents in capitals, NFD, without diacritics and with scan noise keep their spans."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.corpus import read_records, to_capitals, to_nfd, with_scan_noise, without_diacritics
from vnjudnlp.corpus.scan_noise import noisy_characters
from vnjudnlp.records import Abbreviation, Entity, Record

CHARACTERS = st.sampled_from([*"aầẾđĐ 1.:(-ßŉIl\n", "\u0301", "\u0323", "\u200b", "가", "ﬁ", "😀"])


@st.composite
def records(draw: st.DrawFn) -> Record:
    text = draw(st.text(CHARACTERS, max_size=40))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    spans = [(start, end) for start, end in spans if text[start:end] == text[start:end].strip()]
    entities = [Entity(start, end, "X", "norm", 0.5, "gold", text[start:end]) for start, end in spans]
    return Record("a", text, "2022-04-13", entities, extra={"genre": "news"})


def check(record: Record, copy: Record, expected: Callable[[Entity], str]) -> None:
    assert (copy.id, copy.doc_date, copy.extra) == (record.id, record.doc_date, record.extra)
    assert len(copy.entities) == len(record.entities)
    position = 0
    for old, new in zip(record.entities, copy.entities, strict=True):
        assert new.start >= position
        assert new.start < new.end <= len(copy.text)
        assert copy.text[new.start : new.end] == new.text == expected(old)
        assert (new.label, new.norm, new.score, new.source) == (old.label, old.norm, old.score, old.source)
        position = new.end


def plain(text: str) -> str:
    """Leave marks out, letter by letter."""
    letters = (unicodedata.normalize("NFD", letter.translate({273: "d", 272: "D"})) for letter in text)
    kept = "".join(part for letter in letters for part in letter if not "\u0300" <= part <= "\u036f")
    return unicodedata.normalize("NFC", kept) or text


@given(records())
def test_capitals(record: Record) -> None:
    copy = to_capitals(record)
    assert copy.text == record.text.upper()
    check(record, copy, lambda span: span.text.upper())


@given(records())
def test_nfd(record: Record) -> None:
    copy = to_nfd(record)
    assert unicodedata.normalize("NFD", copy.text) == unicodedata.normalize("NFD", record.text)
    check(record, copy, lambda span: unicodedata.normalize("NFD", span.text))


@given(records())
def test_without_diacritics(record: Record) -> None:
    copy = without_diacritics(record)
    assert "đ" not in copy.text
    check(record, copy, lambda span: plain(span.text))


@given(records(), st.integers(0, 5), st.sampled_from([0.0, 0.1, 0.5, 1.0]))
def test_scan_noise(record: Record, seed: int, rate: float) -> None:
    copy = with_scan_noise(record, np.random.default_rng(seed), rate)
    hits, replacements = noisy_characters(record.text, np.random.default_rng(seed), rate)
    characters = list(record.text)
    for hit, replacement in zip(hits, replacements, strict=True):
        characters[hit] = replacement
    assert copy.text == "".join(characters)
    check(record, copy, lambda span: "".join(characters[span.start : span.end]).strip())
    if rate == 0:
        assert copy == record


def test_scan_noise_hits_what_it_should() -> None:
    record = Record("a", "Quyết định số 15: ông Lê Văn Sáu. " * 200)
    copy = with_scan_noise(record, np.random.default_rng(0), 0.05)
    assert copy == with_scan_noise(record, np.random.default_rng(0), 0.05)
    assert copy != with_scan_noise(record, np.random.default_rng(1), 0.05)
    hits, _ = noisy_characters(record.text, np.random.default_rng(0), 0.05)
    assert 0.02 * len(record.text) < len(hits) < 0.06 * len(record.text)
    assert {"\n", "  "} <= {piece for piece in ("\n", "  ") if piece in copy.text}
    with pytest.raises(ValueError, match="between 0 and 1"):
        with_scan_noise(record, np.random.default_rng(0), 1.5)


@pytest.mark.parametrize("change", [to_capitals, to_nfd, without_diacritics])
def test_abbreviations_move_along(change: Callable[[Record], Record]) -> None:
    text = "Ở Cục THADS tỉnh Đắk Lắk"
    record = Record("a", text, None, [Entity(2, 24, "AGENCY")], [Abbreviation(6, 11, "THADS", "Thi hành án dân sự")])
    copy = change(record)
    (short,) = copy.abbreviations
    assert (copy.text[short.start : short.end], short.short, short.long) == ("THADS", "THADS", "Thi hành án dân sự")
    assert record.abbreviations[0].start == 6


def test_the_projects_corpus(project: Path) -> None:
    for record in read_records(project / "data" / "corpus" / "scan"):
        check(record, without_diacritics(record), lambda span: plain(span.text))
        noisy = with_scan_noise(record, np.random.default_rng(0), 0.1)
        assert [span.text for span in noisy.entities] == [span.text.strip() for span in noisy.entities]
