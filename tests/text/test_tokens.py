"""Tokens. In a case, what is written is raw text; ``|`` stands between the tokens expected of it."""

from __future__ import annotations

import datetime
import unicodedata

import numpy as np
import pytest

from vnjudnlp.batch import Gap, Kind, Shape
from vnjudnlp.text.tokens import fold, read_texts, split_phrase

# raw text, tokens with "|" between them, their kinds: s(yllable), n(umber), c(ode), a(bbreviation), @ (address),
# p(unctuation), y (symbol)
CASES = [
    # dates and times
    ("ngày 12/4/2022", "ngày|12/4/2022", "sn"),
    ("12/04/2022.", "12/04/2022|.", "np"),
    ("12-4-2022", "12-4-2022", "n"),
    ("12.4.2022,", "12.4.2022|,", "np"),
    ("12 / 4 / 2022", "12|/|4|/|2022", "npnpn"),
    ("2021-2025", "2021-2025", "n"),
    ("2021 – 2025", "2021|–|2025", "npn"),
    ("01/01/2020-31/12/2020", "01/01/2020-31/12/2020", "n"),
    ("30/4,1/5", "30/4|,|1/5", "npn"),
    ("08:30", "08:30", "n"),
    ("08h30", "08|h|30", "nsn"),
    ("quý IV/2023", "quý|IV|/|2023", "sspn"),
    ("năm2021", "năm|2021", "sn"),
    # numbers, amounts, units
    ("1.200.000.000 đồng", "1.200.000.000|đồng", "ns"),
    ("200.000đ", "200.000|đ", "ns"),
    ("47,28%", "47,28|%", "np"),
    ("120m2", "120|m2", "ns"),
    ("412m²", "412|m²", "ns"),
    ("5,9ha", "5,9|ha", "ns"),
    ("70km/h", "70|km|/|h", "nsps"),
    ("quyết định¹", "quyết|định|¹", "ssy"),
    ("số 12/3A", "số|12/3|A", "sns"),
    ("-5", "-|5", "pn"),
    # document numbers, receipts, plates
    ("62/2015/NĐ-CP", "62/2015/NĐ-CP", "c"),
    ("15/2021/HNGĐ-ST.", "15/2021/HNGĐ-ST|.", "cp"),
    ("210/QĐ-CTHADS;", "210/QĐ-CTHADS|;", "cp"),
    ("11/2016/TTLT-BTP-TANDTC-VKSNDTC,", "11/2016/TTLT-BTP-TANDTC-VKSNDTC|,", "cp"),
    ("(96/2019/QH14)", "(|96/2019/QH14|)", "pcp"),
    ("36/2016/TLST-HC", "36/2016/TLST-HC", "c"),
    ("06-NQ/TW", "06-NQ/TW", "c"),
    ("35-CT/TW.", "35-CT/TW|.", "cp"),
    ("123/TB-VP.UBND", "123/TB-VP.UBND", "c"),
    ("88/QĐ-CCTHADS.Tài sản", "88/QĐ-CCTHADS|.|Tài|sản", "cpss"),
    ("số:05/CV-VKS-P2", "số|:|05/CV-VKS-P2", "spc"),
    ("AA/2016/0000105", "AA/2016/0000105", "c"),
    ("27B1-234.05", "27B1-234.05", "c"),
    ("51F-123.45", "51F-123.45", "c"),
    # abbreviations
    ("TP. Hồ Chí Minh", "TP.|Hồ|Chí|Minh", "asss"),
    ("TP.Hồ Chí Minh", "TP.|Hồ|Chí|Minh", "asss"),
    ("TP.HCM", "TP.HCM", "a"),
    ("TP.Vinh", "TP.|Vinh", "as"),
    ("TM.UBND", "TM.|UBND", "as"),
    ("KT.CỤC TRƯỞNG", "KT.|CỤC|TRƯỞNG", "ass"),
    ("PGS.TS Nguyễn", "PGS.TS|Nguyễn", "as"),
    ("PGS. TS. Nguyễn", "PGS.|TS.|Nguyễn", "aas"),
    ("T.Ư", "T.Ư", "a"),
    ("Sở KH&ĐT", "Sở|KH&ĐT", "sa"),
    ("Sở LĐ-TB&XH", "Sở|LĐ|-|TB&XH", "sspa"),
    ("V/v cưỡng chế", "V/v|cưỡng|chế", "ass"),
    ("v.v.", "v.v.", "a"),
    ("QĐ-UBND", "QĐ|-|UBND", "sps"),
    ("Phòng PC01", "Phòng|PC01", "ss"),
    # names
    ("bà T.T.H. khai", "bà|T.T.H.|khai", "sas"),
    ("bà N.V.Anh", "bà|N.V.|Anh", "sas"),
    ("bà N.V.Ánh", "bà|N.V.|Ánh", "sas"),
    ("ông Nguyễn V. A.", "ông|Nguyễn|V|.|A|.", "ssspsp"),
    ("Trần Thị Bích H1", "Trần|Thị|Bích|H1", "ssss"),
    ("H'Hen Niê", "H'Hen|Niê", "ss"),
    ("K’Brêu", "K'Brêu", "s"),
    ("Y Bhăm Êban", "Y|Bhăm|Êban", "sss"),
    # punctuation, addresses, symbols
    ("(THADS)", "(|THADS|)", "psp"),
    ("“Không”,", "“|Không|”|,", "pspp"),
    ("......", "......", "p"),
    ("và/hoặc", "và|/|hoặc", "sps"),
    ("xã,phường", "xã|,|phường", "sps"),
    ("https://moj.gov.vn/tin?id=1.", "https://moj.gov.vn/tin?id=1|.", "@p"),
    ("(an.nguyen@moj.gov.vn)", "(|an.nguyen@moj.gov.vn|)", "p@p"),
    ("xong🙂rồi", "xong|🙂|rồi", "sys"),
    # broken words, invisible characters
    ("chi cục trư-\nởng ký", "chi|cục|trưởng|ký", "ssss"),
    ("tin-\nbài", "tin|-|bài", "sps"),
    ("nhân\u200b dân", "nhân|dân", "ss"),
]  # fmt: skip
KINDS = dict(zip("snca@py", map(Kind, (1, 2, 3, 4, 5, 6, 7)), strict=True))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("raw", "expected", "kinds"), CASES, ids=[raw for raw, _, _ in CASES])
def test_tokens(raw: str, expected: str, kinds: str, form: str) -> None:
    tokens = read_texts([unicodedata.normalize(form, raw)]).tokens
    assert "|".join(tokens.surface) == expected
    assert tokens.kind.tolist() == [KINDS[kind] for kind in kinds]
    assert tokens.form == [surface.lower() for surface in tokens.surface]


def test_offsets_index_the_raw_text() -> None:
    text = "Tòa  án, ngày\n12/4."
    tokens = read_texts([text]).tokens
    assert [text[start:end] for start, end in zip(tokens.start, tokens.end, strict=True)] == [
        "Tòa", "án", ",", "ngày", "12/4", ".",
    ]  # fmt: skip


def test_gaps() -> None:
    tokens = read_texts(["Tòa án,\nngày \u2028 \r\n mai", "Hết"]).tokens
    assert tokens.surface == ["Tòa", "án", ",", "ngày", "mai", "Hết"]
    assert tokens.gap.tolist() == [Gap.DOCUMENT, Gap.SPACE, Gap.GLUED, Gap.LINE, Gap.PARAGRAPH, Gap.DOCUMENT]
    assert tokens.line.tolist() == [0, 0, 0, 1, 2, 3]


def test_a_carriage_return_with_a_line_feed_is_one_line_break() -> None:
    tokens = read_texts(["một\r\nhai\r\n\r\nba\rbốn"]).tokens
    assert tokens.gap.tolist() == [Gap.DOCUMENT, Gap.LINE, Gap.PARAGRAPH, Gap.LINE]


def test_shapes() -> None:
    tokens = read_texts(["tỉnh Gia UBND A 12 ThS iPhone ."]).tokens
    assert tokens.shape.tolist() == [
        Shape.LOWER, Shape.TITLE, Shape.UPPER, Shape.SINGLE | Shape.UPPER,
        Shape.DIGIT, Shape.TITLE, Shape.LOWER, Shape.NONE,
    ]  # fmt: skip


def test_lines_in_capitals() -> None:
    tokens = read_texts(["TÒA ÁN\nHuyện A\nA. 12\nSỐ: 5"]).tokens
    assert dict(zip(tokens.surface, tokens.capitals.tolist(), strict=True)) == {
        "TÒA": True, "ÁN": True, "Huyện": False, "A": False, ".": False, "12": False, "SỐ": True, ":": True, "5": True,
    }  # fmt: skip


def test_many_texts_are_read_as_each_alone() -> None:
    texts = ["Tòa án trư-", "ởng phòng", "", "  hoà\n", "\x00", "Hết."]
    batch = read_texts(texts)
    for document, text in enumerate(texts):
        alone = read_texts([text]).tokens
        tokens = slice(*batch.document_first[document : document + 2].tolist())
        assert batch.tokens.surface[tokens] == alone.surface
        for column in ("start", "end", "kind", "shape", "gap", "capitals"):
            assert getattr(batch.tokens, column)[tokens].tolist() == getattr(alone, column).tolist()


def test_no_texts() -> None:
    batch = read_texts([])
    assert len(batch.tokens) == 0
    assert batch.document_first.tolist() == [0]
    assert batch.view == ""


def test_column_types() -> None:
    for texts in ([], ["Tòa án."]):
        tokens = read_texts(texts).tokens
        assert {tokens.document.dtype, tokens.start.dtype, tokens.end.dtype, tokens.line.dtype} == {np.dtype(np.int64)}
        assert {tokens.kind.dtype, tokens.shape.dtype, tokens.gap.dtype} == {np.dtype(np.int8)}
        assert tokens.capitals.dtype == np.bool_


def test_dates_belong_to_texts() -> None:
    date = datetime.date(2022, 4, 13)
    assert read_texts(["một", "hai"], [None, date]).doc_dates == [None, date]
    assert read_texts(["một"]).doc_dates == [None]
    with pytest.raises(ValueError, match="2 texts with 1 dates"):
        read_texts(["một", "hai"], [date])


def test_fold_keeps_the_length() -> None:
    text = "İSTANBUL THẨM PHÁN ẞ Σ"
    assert len(fold(text)) == len(text)
    assert fold("ĐÀ NẴNG") == "đà nẵng"


def test_phrases_are_split_as_text_is() -> None:
    for phrase in ("Sở KH&ĐT", "TP. HCM", "phòng, chống tham nhũng", "LĐ-TB&XH"):
        assert split_phrase(phrase) == read_texts([phrase]).tokens.form


# hostile inputs: what would take hours if a pattern were not linear
HOSTILE = {
    "letters": "a" * 1_000_000,
    "digits": "1" * 1_000_000,
    "dates": "1/" * 500_000,
    "initials": "A." * 500_000,
    "capitals and ampersands": "A&" * 500_000,
    "code": "1/2020/QĐ-" + "A-" * 500_000,
    "code with stops": "1/QĐ" + ".A" * 500_000 + "a",
    "stops": "." * 1_000_000,
    "abbreviation and stops": "AB.C" + "." * 1_000_000,
    "address": "https://" + "?" * 300_000,
    "mail": "a.b@" * 250_000,
    "quotes": "a'" * 500_000,
    "marks": "a" + "\u0301" * 500_000,
    "invisible": "\u200b" * 1_000_000,
    "hyphens and spaces": ("a-" + " " * 100) * 10_000,
    "spaces": " " * 1_000_000,
    "line breaks": "a\n" * 300_000,
    "full stops": "A. " * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_long_texts_without_a_space_are_read(name: str) -> None:
    text = HOSTILE[name]
    tokens = read_texts([text]).tokens
    covered = int((tokens.end - tokens.start).sum())
    assert covered == len(text) - sum(map(text.count, " \n"))
