"""What the lexicon of short forms must hold, and how compound and dotted ones are read."""

from __future__ import annotations

import pytest

from tests.abbreviations.reading import expected_and_found
from vnjudnlp.abbreviations.short_forms import short_forms

_NEEDED = """
    BLTTDS BPBĐ BTNN BTP BTT CHV CQĐT CSĐT GCNQSDĐ GĐT HNGĐ HTQTCT HĐND KDTM KSTTHC LLTP NHNN ODA PBGDPL PCMT
    PCTN QLNN QSDĐ STP TAND TANDKV TANDTC TCTD TGPL THA THADS THADSKV THAHC TPL TSBĐ TT TTDS TTHC TTHS UBND
    VKSKV VKSND XLVPHC ĐGTS ĐKBPBĐ ĐTTP BDTTG BNNMT
"""
_AMBIGUOUS = """
    BA BB BC BCH BL BT BV BĐ CA CB CC CN CP CQ CS CT CV CĐ DN DS DT GP GT GV GĐ HC HD HS HT HV HĐ KD KH KK KL
    KN KS KT LS LĐ MT NH NN NQ NS NT NV PC PL PT PV QL QT QĐ SN ST TA TB TC TD TG TH TK TL TM TN TP TS TT TV
    TX VB VH VP VT XD XH ĐB ĐC ĐH ĐK ĐT ĐV
"""


@pytest.mark.parametrize("short", _NEEDED.split())
def test_short_forms_of_the_sector_are_known(short: str) -> None:
    assert short in short_forms().readings


@pytest.mark.parametrize("short", _AMBIGUOUS.split())
def test_ambiguous_forms_have_their_readings(short: str) -> None:
    assert len(short_forms().readings[short]) > 1


def test_size() -> None:
    readings = short_forms().readings
    assert len(readings) >= 2700
    assert sum(len(known) > 1 for known in readings.values()) >= 250


@pytest.mark.parametrize(
    "markup",
    [
        "Sở {KH&ĐT=Kế hoạch và Đầu tư} góp ý.",
        "Sở {GD-ĐT=Giáo dục và Đào tạo} góp ý.",
        "Sở {TN-MT=Tài nguyên và Môi trường} kiểm tra.",
        "Sở {LĐ-TB và XH=Lao động - Thương binh và Xã hội} kiểm tra.",
        "Hội nghị {T.Ư=Trung ương} họp.",
        "Chị ngụ tại {Q.=quận}1, {TP.HCM=Thành phố Hồ Chí Minh}.",
        "Chị ngụ tại {P.=phường} Bến Nghé.",
        "Anh ngụ phường 13, {Q.BT=quận Bình Thạnh}.",
        "Đơn gửi {UB=Ủy ban nhân dân} xã từ năm ngoái.",
        "Theo {k.=khoản} 2 {Đ.=Điều} 5 thì đơn hợp lệ.",
        "Hồ sơ có chữ ký của {ô.=ông} Trần Văn Tám.",
        "Giá {k/đ=khởi điểm} ghi trong thông báo.",
        "Nay {CCTHA=Chi cục Thi hành án} huyện trả lời.",
        "Họ bị {KT=khởi tố} vụ án tháng trước.",
        "Các bên lập biên bản {LV=làm việc} tại xã.",
        "Nhà {TG=tạm giữ} được sửa lại.",
    ],
)
def test_new_readings(markup: str) -> None:
    expected, found = expected_and_found(markup)
    assert found == expected


@pytest.mark.parametrize(
    "text", ["Anh đi xe SH về.", "Nhà ở ngoại ô. Trần nhà thấp.", "Ông xem TV cả tối.", "Bị cáo N.V.K. khai."]
)
def test_letters_that_stand_for_themselves(text: str) -> None:
    assert expected_and_found(text)[1] == []
