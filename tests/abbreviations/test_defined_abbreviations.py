"""Definitions with their offsets, in any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.abbreviations import DefinedAbbreviation, defined_abbreviations, find_abbreviations
from vnjudnlp.text.tokens import read_texts

_PIECES = st.sampled_from(
    [
        *("kiểm kê tài sản", "Quỹ Nhi đồng", "Cục", "UBND", "KKTS", "TAND", "A05", "ThS", "Ttr", "2015", "xã", "và"),
        *("(", ")", "[", "]", "“", '"', ":", "-", "–", "=", "|", ",", ";", ".", "*", "\t", "    ", "\n", "\n\n"),
        *("sau đây gọi tắt là", "viết tắt", "gọi là", "là viết tắt của", "DANH MỤC TỪ VIẾT TẮT", "Ghi chú:", "e\u0301"),
    ]
)
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=24).map(" ".join), st.lists(_PIECES).map("".join))


@given(_TEXTS)
def test_offsets_lie_in_the_text_and_no_definition_crosses_a_paragraph(text: str) -> None:
    listed = "viết tắt" in text.lower()
    for item in defined_abbreviations(text):
        assert 0 <= item.short_start < item.short_end <= len(text)
        assert 0 <= item.long_start < item.long_end <= len(text)
        assert item.short_end <= item.long_start or item.long_end <= item.short_start
        if not listed:
            first, last = min(item.short_start, item.long_start), max(item.short_end, item.long_end)
            assert "\n\n" not in text[first:last]


@given(_TEXTS)
def test_a_definition_is_never_expanded(text: str) -> None:
    defined = defined_abbreviations(text)
    for found in find_abbreviations(read_texts([text]))[0]:
        assert not any(item.short_start < found.end and found.start < item.short_end for item in defined)


def test_offsets_are_those_of_the_raw_text() -> None:
    text = unicodedata.normalize("NFD", "Họp tổ  kiểm kê\ntài sản ( “KKTS” ) hôm nay.")
    (item,) = defined_abbreviations(text)
    assert item.long == "kiểm kê tài sản"
    assert unicodedata.normalize("NFC", text[item.long_start : item.long_end]) == "kiểm kê\ntài sản"
    assert text[item.short_start : item.short_end] == item.short == "KKTS"


def test_definitions_come_in_order() -> None:
    text = "Chữ viết tắt:\nKKTS: kiểm kê tài sản\nBGTV: bàn giao tang vật\n\nTổ thu phí (TTP) mới lập."
    assert [item.short for item in defined_abbreviations(text)] == ["KKTS", "BGTV", "TTP"]


@pytest.mark.parametrize("text", ["", " ", "\n", "()", "(", "viết tắt", "DANH MỤC TỪ VIẾT TẮT\n", "* :", "A - "])
def test_a_text_without_definitions(text: str) -> None:
    assert defined_abbreviations(text) == []


def test_a_short_form_may_be_defined_twice() -> None:
    text = "Kiểm kê muối (KKM) xong. Kênh kè mới (KKM) bị lở."
    assert defined_abbreviations(text) == [
        DefinedAbbreviation("KKM", "kiểm kê muối", 14, 17, 0, 12),
        DefinedAbbreviation("KKM", "kênh kè mới", 38, 41, 25, 36),
    ]
