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

_MIXED = [
    "Quyết định số 7/2023/QĐST-HNGĐ",
    "Thông tư liên tịch số 14/TTLT-BTP-VKSNDTC",
    "Công văn số 91 /TA - THADS",
    "Số: 112/CV-HĐTP",
    "Thông báo số: 5 /TB- TA",
    "Số:       /BB-CCTHADS",
    "Giấy mời số 3/GM.UBND",
    "Biên bản số 06/BB-VPHC",
    "hồ sơ vụ án số 17/2022/TLPT-DS",
    "Kế hoạch 40-KH/ĐU",
    "Hợp đồng thuê số 09/2016/HĐTĐ",
    "Cáo trạng số 55/CT-VKS-P2",
    "quyết định số 01/QĐ-CA(CSHS)",
    "bà K và ông Q tranh chấp",
    "chị Nguyễn Thị KT nộp án phí",
    "ông Đinh Văn BL vắng mặt",
    "em Vàng Thị TT nghỉ học",
    "bị hại Hồ Văn Q. xin bãi nại",
    "ông H.V.T. và bà N.T.P. ký",
    "cháu bé A.T. 5 tuổi",
    "cụ BT mất năm 1999",
    "bị cáo ĐT cúi đầu",
    "nhân chứng QL kể lại",
    "anh TC, chị TB ly hôn",
    "Lê Thị HP và Đỗ Văn CB đều nhận",
    "(Ảnh: H.Lan)",
    "Bài và ảnh: P.Nam",
    "người lao động Trần Văn NV bị sa thải",
    "nguyên đơn TM khởi kiện",
    "bà Lê Q. khai",
    "khóa XI, nhiệm kỳ II",
    "Chương IX, Mục III",
    "thế kỷ XV",
    "Quý I và quý III",
    "phụ lục XL",
    "VI. TỔ CHỨC",
    "Điều II của hợp đồng",
    "đường dây 35 KV",
    "đường dây 500KV",
    "ắc quy 12 V",
    "mô tơ 3 HP",
    "máy thủy 90 CV",
    "thẻ nhớ 64 GB",
    "pin 5000 mAh",
    "cao 40 cm, rộng 3 dm",
    "Tập đoàn TH True Milk",
    "Công ty VN Steel",
    "khu đô thị HP Land",
    "xe Toyota CT 200",
    "máy lạnh LG",
    "điện thoại HTC",
    "Ngân hàng SCB",
    "xe mang biển 51C-TT 1234",
    "số khung KH 2201",
    "giấy chứng nhận số CT 221133",
    "sổ đỏ seri CM 112233",
    "ghe KG 9012",
    "tàu BL 9321 TS chìm",
    "căn hộ CT2-1205",
    "lô HC-12",
    "mã hồ sơ HC 0091",
    "kiện hàng mã VT-88",
    "xe tải TC 45",
    "ký hiệu mẫu BV3",
    "thửa QH 12",
    "NGƯỜI MẸ BA CON",
    "TA ĐI CHỢ",
    "LÀNG CA DAO",
    "CHIẾC BA LÔ",
    "TO BE OR NOT",
    "ĐƯỜNG BA VÌ",
    "CO CỤM",
    "MA TÚY",
    "THI CA VIỆT NAM",
    "BÀ BA TÁO",
]


@pytest.mark.parametrize("markup", [*_NUMBERS, *_INITIALS, *_NUMERALS, *_UNITS, *_BRANDS, *_CODES, *_WORDS, *_MIXED])
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
