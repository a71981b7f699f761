"""Letters that look like a short form and are something else."""

from __future__ import annotations

import pytest

from tests.abbreviations.reading import expected_and_found

_UNTOUCHED = [
    # numbers of documents and cases, whole and torn apart
    "Quyết định số 41/QĐ-UBND.",
    "Quyết định số 41 /QĐ - UBND.",
    "Bản án số 7/2019/HS-ST.",
    "Bản án số 7 /2019 /HS - ST.",
    "Số: 88/TB-THADSKV3",
    "Nghị định số 11/2020/NĐ-CP.",
    "Công văn 502/CV-TA.",
    "Thông tư 09/2018/TTLT-BTP-TANDTC.",
    "Chỉ thị 17-CT/TW.",
    "thụ lý số 36/2016/TLST-HC",
    "Chỉ thị 299 -TTg .",
    # plates, seats of registers, models
    "tàu QN-70312-TS",
    "xe 29A1-123.45",
    "ghe LA-3371",
    "số khung TP 1192",
    "giấy chứng nhận số CS 04417",
    "máy cày hiệu CT 50",
    # units
    "đường dây 110KV",
    "5HS",
    # Roman numerals
    "Chương II, mục VI, phần XL",
    "Đại hội XII, khóa XV, quý IV",
    # initials
    "bà [T|PERSON] và anh [Lê Văn TS|PERSON]",
    "bị cáo [CT|PERSON] khai",
    "Ông [Phạm N.T.|PERSON] vắng mặt.",
    "(P.V.D)",
    # brands and names of organisations in capitals
    "Công ty [VTB|ORG] nộp đơn.",
    "quán cà phê [TK|ORG]",
    "Chỉ số VN-Index giảm.",
    "máy chụp CT-Scanner hỏng",
    "trang VOV.VN đưa tin",
    "(Ảnh: CT)",
    # ordinary words in headings of capitals
    "GIA ĐÌNH BA NGƯỜI",
    "NGUYỄN THỊ BA",
    "NHÀ CA HÁT",
    "ĐOÀN CA MÚA NHẠC",
    "THA THỨ",
    "CHỢ BA ĐỒN",
    # small letters
    "ba người, tha tù, ca hát",
    "anh hs",
]

_BESIDE = [
    "{UBND=Ủy ban nhân dân} xã ra Quyết định số 5/QĐ-UBND.",
    "Chương II của {BLHS=Bộ luật Hình sự}.",
    "xe {BKS=biển kiểm soát} 24B1-123.45",
    "Bà [Hà Thị T|PERSON] ở {TP=thành phố} Vinh.",
    "Điều 5 {BLDS=Bộ luật Dân sự} và Thông tư số 2/2010/TT-BTP.",
    "Đơn gửi {TAND=Tòa án nhân dân}, {VKSND=Viện kiểm sát nhân dân} huyện ngày 12/4.",
    "vợ/{CHV=Chấp hành viên} cùng ký",
]


@pytest.mark.parametrize("markup", _UNTOUCHED)
def test_nothing_is_expanded(markup: str) -> None:
    _, found = expected_and_found(markup)
    assert found == []


@pytest.mark.parametrize("markup", _BESIDE)
def test_short_form_beside_is_expanded(markup: str) -> None:
    expected, found = expected_and_found(markup)
    assert found == expected
