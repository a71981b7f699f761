"""Numbers, initials, numerals, units, names, codes and words in capitals, none of which is written out.

The texts are read without tags: rules that ask for the name of a person need another sign of it.
"""

from __future__ import annotations

import pytest

from tests.abbreviations.reading import expected_and_found

_NUMBERS = [
    "Căn cứ Nghị định số 62/2015/NĐ-CP.",
    "Bản án số 15/2021/HNGĐ-ST ngày 04/5.",
    "Báo cáo số 12/BC-CTHADS.",
    "Số: 12 / QĐ - CTHADS",
    "Số:     /KH-UBND",
    "Số: ..../TB-VKS",
    "Số:……/GM-TA",
    "theo Công văn số 2207/TCTHADS-NV1",
    "Quyết định số 05/2019/QĐST-KDTM",
    "Quyết định số 05 / 2019 / QĐST - KDTM",
    "Thông báo thụ lý số 88/TB-TLVA",
    "Tờ trình 17/TTr-SNV",
    "Kết luận số 33-KL/TU",
    "Nghị quyết số 18-NQ/TW",
    "Hợp đồng số 045/HĐTD-BIDV.QN",
    "Bản án số: 21 / 2014 / HSST",
    "hồ sơ mang ký hiệu 114/HS-TP",
    "Cáo trạng số 09/CT-VKSKV5",
]

_INITIALS = [
    "Ông T và bà H không đến.",
    "Nguyễn Văn TP bị phạt 2 triệu.",
    "anh HĐ khai như trên",
    "bà Trần Thị T.A rút đơn",
    "chị L.T.K xin vắng mặt",
    "Bị cáo Lê Phước Q. nhận tội.",
    "ông T.M.Q. Bà L.T.A đi cùng",
    "bị án P. Q. V., nguyên cán bộ",
    "(Tin: Q.Thắm)",
    "Đồ họa: Q. Bảo",
    "Tr.Hải - Bình An",
    "ông Đặng Phước Toàn và bà H. Bergström",
    "cháu Sùng A Tr. 4 tuổi",
    "bị hại là cháu TH sinh ngày 3/4",
    "bà Phạm Thị BC trả nợ",
    "vợ chồng ông CT, bà TS thỏa thuận",
]

_NUMERALS = [
    "Quốc hội khóa XV",
    "quý IV năm 2020",
    "Phần II. Kết quả",
    "vua Gia Long, thế kỷ XIX",
    "loại xe hạng C, bậc V",
    "IV. KIẾN NGHỊ",
    "Mục C, Phụ lục IX",
]

_UNITS = [
    "nặng 12 kg, dài 3 km, rộng 2 ha, 40 m2",
    "máy 350 CV",
    "kèm máy 13 HP",
    "trạm 220 KV",
    "dung lượng 16 GB",
    "công suất 5 KW",
    "máy biến áp 120 VA",
    "ổ cứng 2TB",
]

_BRANDS = [
    "Công ty CT Group nộp tiền",
    "hãng TC Motor",
    "sữa TH True Milk",
    "xe Honda SH 150i",
    "ngân hàng HD Bank",
    "trang web vtv.vn",
    "chạy phần mềm e-THA",
]

_CODES = [
    "mã KH001",
    "lô TT3",
    "thửa TN-2",
    "xe 59-TA 123.45",
    "sổ đỏ có seri BA 123456",
    "Giấy chứng nhận số BĐ 330175",
    "tàu cá BTh 98417 TS",
    "tàu QNg 96xxx TS cháy",
    "tàu KN 490 rời bến",
    "chuyến bay VN 36",
    "bưu phẩm RD 1440 2 VN",
    "máy bay số hiệu VN 0600",
    "số khung RLHCT 12345",
    "phòng CT5-A2",
]

_WORDS = [
    "BAN CA TỤC",
    "HÀNG BA NGĂN",
    "TA VỀ QUÊ",
    "CON CÒ CO CHÂN",
    "ĐOÀN CA KỊCH",
    "TRÚ TẠI ẤP BA",
    "Bài hát BA NGỌN NẾN",
    "THE END OF CASE",
]


@pytest.mark.parametrize("markup", [*_NUMBERS, *_INITIALS, *_NUMERALS, *_UNITS, *_BRANDS, *_CODES, *_WORDS])
def test_nothing_is_expanded(markup: str) -> None:
    _, found = expected_and_found(markup)
    assert found == []


_NO_DEFINITION = [
    "Anh Nguyễn Văn An (NVA) đến; sau đó NVA về.",
    "Bà Lò Thị Xuân (LTX) khai; LTX ký tên.",
    "Đường quốc lộ qua đèo (QL1A) sạt lở.",
    "Cảnh chợ nổi buổi sớm (Ảnh: TBQX). TBQX đưa tin.",
    "Xã đã xử lý vi phạm (05 vụ).",
    "Đại hội lần thứ mười (XVII) họp; XVII kết thúc.",
    "Trồng cây gây rừng (2019) tốt.",
    "Văn phòng Thừa phát lại Bến Nghé (sau đây gọi là Chi nhánh) lập vi bằng; Chi nhánh thu phí.",
    "Công ty cổ phần Bình Mão (sau đây gọi tắt là Công ty Bình Mão) kháng cáo; Công ty Bình Mão rút đơn.",
    "Tên trộm bị bắt tại chợ (NHKX) khai nhận; NHKX im lặng.",
]


@pytest.mark.parametrize("markup", _NO_DEFINITION)
def test_no_definition_is_read(markup: str) -> None:
    expected, found = expected_and_found(markup)
    assert found == expected
