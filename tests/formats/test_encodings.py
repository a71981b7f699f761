from __future__ import annotations

import string
import unicodedata
from itertools import product

import pytest

from vnjudnlp.errors import InputError
from vnjudnlp.formats.encodings import find_encoding, guess_encoding
from vnjudnlp.resources import read_table

TONES = "\u0300\u0309\u0303\u0301\u0323"
VOWELS = "aăâeêioôơuưy"
TONED = [unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS, TONES)]
SMALL = sorted({*TONED, *"ăâêôơưđ"})
CAPITALS = [letter.upper() for letter in SMALL]

PARAGRAPH = (
    "Độc lập – Tự do – Hạnh phúc\n"
    "Toà án nhân dân tỉnh Quảng Bình xử “bị cáo” Nguyễn Thị Hường… phạt 200.000 đồng; kỳ hạn đến ngày 12/4/2022.\r\n"
    "Ông Đặng Hữu Nghĩa, uỷ viên, đã ký biên bản ở xã Ia Ơ, huyện Ia Grai; bà Ỷ Lan vắng mặt.\n"
)


def to_tcvn3(text: str) -> bytes:
    """Write the letters of VN3; capitals with a tone, which it does not have, as small letters."""
    table = {
        row["text"]: bytes.fromhex(row["bytes"])
        for row in read_table("lexicons/encodings_tcvn3.tsv")
        if row["set"] == "VN3"
    }
    return b"".join(table.get(letter) or table.get(letter.lower()) or letter.encode("cp1252") for letter in text)


def to_vni(text: str) -> bytes:
    table: dict[str, bytes] = {}
    for row in read_table("lexicons/encodings_vni.tsv"):
        table.setdefault(row["text"], bytes.fromhex(row["bytes"]))
    return b"".join(table.get(letter) or letter.encode("cp1252") for letter in text)


def to_cp1258(text: str) -> bytes:
    """Write letters of Windows 1258; a tone stands behind its letter."""
    pieces = []
    for letter in text:
        decomposed = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in decomposed[1:] if mark in TONES), "")
        pieces.append(unicodedata.normalize("NFC", decomposed.replace(tone, "") if tone else decomposed) + tone)
    return "".join(pieces).encode("cp1258")


WRITERS = {"tcvn3": to_tcvn3, "vni": to_vni, "cp1258": to_cp1258}


@pytest.mark.parametrize("name", WRITERS)
def test_a_paragraph_comes_back(name: str) -> None:
    # "Ỷ" has no place in VN3
    text = PARAGRAPH.replace("Ỷ", "Ý" if name != "tcvn3" else "I")
    assert find_encoding(name).decode(WRITERS[name](text)) == text


@pytest.mark.parametrize("name", ["vni", "cp1258"])
def test_every_letter_comes_back(name: str) -> None:
    text = " ".join([*SMALL, *CAPITALS, *string.printable.split()])
    assert find_encoding(name).decode(WRITERS[name](text)) == text


def test_every_small_letter_and_plain_capital_of_tcvn3_comes_back() -> None:
    text = " ".join(["x", *SMALL, *"ĂÂÊÔƠƯĐ"])
    assert find_encoding("tcvn3").decode(to_tcvn3(text)) == text


def test_tables_are_whole() -> None:
    letters = {*SMALL, *CAPITALS}
    assert len(letters) == 134
    assert {row["text"] for row in read_table("lexicons/encodings_vni.tsv")} == letters
    rows = read_table("lexicons/encodings_tcvn3.tsv")
    assert {row["text"] for row in rows if row["set"] == "VN3"} == {*SMALL, *"ĂÂÊÔƠƯĐ", *TONES}
    assert [int(row["bytes"], 16) for row in rows] == list(range(0xA1, 0x100))


@pytest.mark.parametrize(
    "line",
    [
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TOÀ ÁN NHÂN DÂN TỈNH QUẢNG BÌNH: Ở ĐÂY",
        "Ông NGUYỄN VĂN HIẾU, huyện Lệ Thuỷ",
        "UBND xã Á Châu đã ký",
        "Từ",
    ],
)
def test_capitals_of_tcvn3_are_restored(line: str) -> None:
    expected = line.replace("Á C", "á C")
    assert find_encoding("tcvn3").decode(to_tcvn3(line)) == expected


def test_small_mark_on_a_capital_is_read() -> None:
    assert find_encoding("vni").decode(b"A\xf9n") == "Án"


@pytest.mark.parametrize("name", [*WRITERS, "utf-16-le", "utf-16-be", "utf-8"])
def test_guess(name: str) -> None:
    text = PARAGRAPH.replace("Ỷ", "Ý")
    assert guess_encoding(WRITERS.get(name, lambda text: text.encode(name))(text)) == name


@pytest.mark.parametrize(
    "sample",
    [
        b"",
        b"abc",
        bytes(range(256)),
        "Déjà vu à la mairie, garçon".encode("latin-1"),
        "Приговор суда".encode("cp1251"),
        b"\0" * 64,
    ],
)
def test_no_guess(sample: bytes) -> None:
    assert guess_encoding(sample) is None


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("ABC", "tcvn3"),
        ("TCVN-3", "tcvn3"),
        ("VNI Windows", "vni"),
        ("Windows-1258", "cp1258"),
        ("UTF_16", "utf-16-le"),
    ],
)
def test_names(alias: str, name: str) -> None:
    assert find_encoding(alias).name == name


@pytest.mark.parametrize("name", ["", "klingon", "hex", "rot13", "a\0b", "idna2"])
def test_unknown_names(name: str) -> None:
    with pytest.raises(InputError, match="no text encoding named"):
        find_encoding(name)


def test_bytes_without_meaning_are_refused() -> None:
    with pytest.raises(UnicodeDecodeError):
        find_encoding("vni").decode(b"a\x81")
