"""Where sentences begin. In each case ``‖`` stands where the next sentence begins; it is no part of the text."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest

from vnjudnlp.text.tokens import read_texts

CASES = [
    # full stops, question and exclamation marks
    "Cục trưởng đã ký quyết định. ‖Việc bán đấu giá được hoãn lại.",
    "Ai là người phải thi hành án? ‖Hồ sơ không ghi rõ.",
    "Không được! ‖Bà Tươi kêu lên.",
    "Hội nghị kết thúc... ‖Mọi người ra về.",
    "Ông ngập ngừng… ‖Rồi ông ký.",
    "Ông ngập ngừng... rồi ký vào biên bản.",
    "Tổng số tiền là 1.250.000 đồng. ‖Ông Hòa đã nộp đủ.",
    "Án phí là 5% của 47,28 triệu đồng. ‖Bị cáo không kháng cáo.",
    "Hội nghị họp ngày 12.4.2022. ‖Chủ trì là bà Lan.",
    "Vụ việc xảy ra năm 2019. ‖Đến năm 2021. ‖Tòa mới xử.",
    "Tòa tuyên 24 tháng tù. ‖12 bị cáo khác được hưởng án treo.",
    # abbreviations, initials, titles
    "Cơ quan đóng tại TP. Hồ Chí Minh từ năm 2010.",
    "Đoàn làm việc tại TX. Ba Đồn và H. Lệ Thủy.",
    "Bị hại là ông Nguyễn V. A. trú tại xã Hòa Bình.",
    "Bị hại là bà T.T.H. ‖Bà không đến phiên tòa.",
    "Người làm chứng là chị Phạm N.T. khai như trên.",
    "Chủ trì là PGS. TS. Trần Đình Khôi.",
    "Chủ trì là ThS. Lê Mai và GS.TSKH. Bùi Văn Độ.",
    "Trụ sở ở đường Nguyễn Trãi, Q. 5, P. 12.",
    "Ký thay là KT. Cục trưởng.",
    "Gồm bàn, ghế, tủ, v.v. và một xe máy.",
    "Bị cáo Nguyễn Văn A. ‖Bị cáo vắng mặt.",
    "Nguyên đơn là ông Lê Văn H. ‖Ông H. yêu cầu chia tài sản.",
    # provisions and numbered clauses
    "Điều 6. Quyền yêu cầu thi hành án\n‖1. Đương sự có quyền yêu cầu.\n‖2. Cơ quan có trách nhiệm giải quyết.",
    "Theo khoản 2 Điều 48. ‖Chấp hành viên ra quyết định hoãn.",
    "QUYẾT ĐỊNH:\n‖1. Buộc ông Tám trả nợ.\n‖2. Bà Chín chịu án phí.",
    "Chương II. Thủ tục thi hành án",
    "II. Kết quả thực hiện\n‖a. Về việc: xong 120 việc.\n‖b. Về tiền: thu 3 tỷ đồng.",
    "a) Ông Hòa trả 5 triệu đồng;\n‖b) Bà Lành trả 3 triệu đồng.",
    "Nhiệm vụ gồm:\n‖- Xác minh tài sản;\n‖- Kê biên nhà đất;\n‖+ Báo cáo kết quả.",
    # letterheads, signatures, recipients
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n‖Độc lập - Tự do - Hạnh phúc",
    "TÒA ÁN NHÂN DÂN\nHUYỆN LỆ THỦY\nTỈNH QUẢNG BÌNH\n‖Số: 15/2021/HNGĐ-ST",
    "BỘ TƯ PHÁP\n\n‖CỤC THI HÀNH ÁN DÂN SỰ\nTỈNH KON TUM",
    "Nơi nhận:\n‖- Như Điều 3;\n‖- Viện kiểm sát;\n‖- Lưu: VT.",
    "KT. CỤC TRƯỞNG\nPHÓ CỤC TRƯỞNG\n\n‖Trần Văn Bình",
    "Kon Tum, ngày 05 tháng 8 năm 2020\n‖QUYẾT ĐỊNH\n‖Về việc cưỡng chế kê biên tài sản",
    # quotations and brackets
    "“Chúng tôi đã vận động.” ‖Ông Sơn nói thêm.",
    "“Chúng tôi sẽ nộp đủ!”, bà Lan nói với chấp hành viên.",
    "Bà nói: “Tôi không ký. ‖Tôi chờ tòa.” ‖Rồi bà về.",
    '"Ai ký?" ‖Ông hỏi.',
    "(Ảnh: Thu Hà.) ‖Hội nghị bế mạc.",
    "Bị cáo (sinh năm 1970. trú tại xã Yên Sở) kháng cáo.",
    # wrapped lines
    "Chiều cùng ngày, đoàn công tác của Cục Thi hành\nán dân sự đã làm việc với Ủy ban nhân dân\nxã Ia Blang.",
    "Tòa án nhân dân tỉnh\nQuảng Bình đã xét xử phúc thẩm vụ án.\n‖Bị cáo kháng cáo.",
    "Người bị kiện là Ủy ban nhân dân huyện,\nĐại diện là ông Toàn.",
    "số tiền phải thi hành là\n250.000.000 đồng và lãi.",
    "Thi hành xong 120 việc\n\n‖Đạt 80% kế hoạch",
    "Một dòng ngắn.\r\n‖Một dòng khác.",
    # glued and doubled
    "Ông Hòa đã nộp đủ.‖Bà Lành chưa nộp.",
    "Đoàn kiểm tra năm 2020.‖Sau đó báo cáo Tổng cục.",
    "Xem tại www.thads.moj.gov.vn. ‖Trang được cập nhật hằng ngày.",
    "Đã xong .  ‖Việc khác chưa xong .",
    "Luật số 26/2008/QH12. ‖Nghị định số 62/2015/NĐ-CP. ‖Hết.",
]


def sentences_of(text: str) -> list[str]:
    """Return the raw text of each sentence."""
    batch = read_texts([text])
    bounds = [*batch.sentence_first.tolist(), len(batch.tokens)]
    return [text[slice(*batch.raw_offsets(first, stop))] for first, stop in pairwise(bounds)]


@pytest.mark.parametrize("case", CASES)
def test_sentences_begin_where_marked(case: str) -> None:
    expected = [sentence.strip() for sentence in case.split("‖")]
    assert sentences_of(case.replace("‖", "")) == expected


@pytest.mark.parametrize("case", CASES)
def test_sentences_do_not_depend_on_the_unicode_form(case: str) -> None:
    decomposed = unicodedata.normalize("NFD", case)
    assert sentences_of(decomposed.replace("‖", "")) == [sentence.strip() for sentence in decomposed.split("‖")]


def test_documents_begin_sentences() -> None:
    batch = read_texts(["Một câu", "", "  ", "một câu khác. Hết."])
    assert batch.tokens.form[2] == "một"
    assert batch.sentence_first.tolist() == [0, 2, 6]
    assert batch.document_first.tolist() == [0, 2, 2, 2, 8]


def test_no_text_has_no_sentence() -> None:
    assert read_texts([]).sentence_first.tolist() == []
    assert read_texts([" \n"]).sentence_first.tolist() == []
