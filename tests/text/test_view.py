"""The normalised view and its map to the raw text."""

from __future__ import annotations

import unicodedata

import pytest

from vnjudnlp.text.view import normalize, place_tones


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("", ""),
        ("Tòa án", "Tòa án"),
        ("hai  dấu   cách", "hai dấu cách"),
        ("tab\tvà\u00a0dấu cách", "tab và dấu cách"),
        ("dòng\r\ndòng\rdòng", "dòng\ndòng\ndòng"),
        ("đoạn\n \n\nđoạn", "đoạn\n\nđoạn"),
        (" đầu và cuối\n", " đầu và cuối\n"),
        ("nh\u200bân d\u00adân", "nhân dân"),
        ("\ufeffTòa", "Tòa"),
        ("một \u200b hai", "một \u200b hai"),
        ("\u200b", "\u200b"),
        ("a\u200b\u0301n", "án"),
        ("\u00d0à Nẵng", "Đà Nẵng"),
        ("H’Hen", "H'Hen"),
        ("5\u20116", "5-6"),
        ("trư-\nởng", "trưởng"),
        ("trư-  \r\n\tởng", "trưởng"),
        ("trư\u00ad\nởng", "trưởng"),
        ("tin-\nbài", "tin-\nbài"),
        ("chi-\n5", "chi-\n5"),
        ("trư- ởng", "trư- ởng"),
        ("trư-\n\nởng", "trư-\n\nởng"),
        ("x\x00y", "x\ufffdy"),
        ("\ud800", "\ufffd"),
        ("👩\u200d⚖\ufe0f", "👩⚖"),
        ("각", "각"),
    ],
)
def test_view(raw: str, expected: str) -> None:
    assert normalize(raw).text == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà", "hòa"),
        ("HOÀ", "HÒA"),
        ("Hoả", "Hỏa"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("uỷ ban", "ủy ban"),
        ("UỶ BAN", "ỦY BAN"),
        ("hùynh", "huỳnh"),
        ("hòan", "hoàn"),
        ("qúy", "quý"),
        ("qủa", "quả"),
        ("gía", "giá"),
    ],
)
def test_tones_are_placed_as_today(old: str, new: str) -> None:
    assert place_tones(old) == new
    assert normalize(unicodedata.normalize("NFD", old)).text == new


@pytest.mark.parametrize(
    "text", ["hòa", "hoàn", "hoài", "quý", "quỳ", "quả", "gì", "gìn", "thủy", "thuyền", "giá", "khuỷu", "oạch"]
)
def test_tones_in_place_stay(text: str) -> None:
    assert place_tones(text) == text
    assert place_tones(text.upper()) == text.upper()


def test_map_of_decomposed_letters() -> None:
    raw = unicodedata.normalize("NFD", "việc ở")
    view = normalize(raw)
    assert view.text == "việc ở"
    back = [raw[start:end] for start, end in zip(view.start, view.end, strict=True)]
    assert [unicodedata.normalize("NFC", piece) for piece in back] == list("việc ở")


def test_map_of_white_space_and_invisible_characters() -> None:
    raw = "\u200ba\u200b  b\n\n\u200b"
    view = normalize(raw)
    assert view.text == "a b\n\n\u200b"
    assert list(zip(view.start.tolist(), view.end.tolist(), strict=True)) == [
        (0, 3),
        (3, 5),
        (5, 6),
        (6, 8),
        (6, 8),
        (8, 9),
    ]


def test_map_of_a_broken_word() -> None:
    raw = "trư-\nởng"
    view = normalize(raw)
    assert list(zip(view.start.tolist(), view.end.tolist(), strict=True)) == [
        (0, 1), (1, 2), (2, 5), (5, 6), (6, 7), (7, 8),
    ]  # fmt: skip
