"""The date that a document gives itself, and nothing guessed from running text."""

from __future__ import annotations

import datetime
import unicodedata

import pytest

from vnjudnlp.dates import find_document_date

STATED = [
    ("Thi hành xong một vụ khó\n\n13/04/2022\nÔng An cho biết", "2022-04-13"),
    ("Thi hành xong một vụ khó\n(13/04/2022)\nÔng An cho biết", "2022-04-13"),
    ("Thi hành xong một vụ khó\n13/04/2022 08:30\nÔng An cho biết", "2022-04-13"),
    ("Thi hành xong một vụ khó\nThứ tư, 13/04/2022\nÔng An cho biết", "2022-04-13"),
    ("Thi hành xong một vụ khó\nThứ Tư, ngày 13 tháng 4 năm 2022, 08:30 (GMT+7)\nÔng An", "2022-04-13"),
    ("Thi hành xong một vụ khó\nNgày đăng: 13/04/2022 | Lượt xem: 30\nÔng An", "2022-04-13"),
    ("Thi hành xong một vụ khó\nCập nhật lúc 08:30, 13/04/2022\nÔng An", "2022-04-13"),
    ("Thi hành xong một vụ khó\n\n13.04.2022 - Thực hiện kế hoạch công tác, Cục đã họp", "2022-04-13"),
    ("Thi hành xong một vụ khó\n\n(13/4/2022) – Cục đã họp với xã", "2022-04-13"),
    ("Thi hành xong một vụ khó\nBáo Đồng Tháp - Thứ Tư, 13/4/2022\nÔng An", "2022-04-13"),
    ("CỤC THADS\nSố: 12/CV-CTHADS\nGia Lai, ngày 12 tháng 4 năm 2022\nKính gửi: Ủy ban", "2022-04-12"),
    ("SỞ TƯ PHÁP\nSố : 14 /KL-TTr            Đông  Hà ,  ngày  22  tháng 4  năm 2013\nKẾT LUẬN", "2013-04-22"),
    ("SỞ TƯ PHÁP\nĐà Nẵng, 05/10/2020\nQUYẾT ĐỊNH", "2020-10-05"),
    (
        "THÔNG BÁO\n" + "Đơn vị thông báo việc bán tài sản.\n" * 30 + "Ba Tri, ngày 02 tháng 7 năm 2014\nCHÁNH ÁN",
        "2014-07-02",
    ),
    ("TÒA ÁN NHÂN DÂN\nBản án số: 21/2021/HS-ST\nNgày: 28-7-2021\nNHÂN DANH", "2021-07-28"),
    ("TÒA ÁN NHÂN DÂN\nBản án số: 21/2021/HS-ST\nNgày 28 tháng 7 năm 2021\nV/v ly hôn", "2021-07-28"),
    ("TÒA ÁN NHÂN DÂN\nBản án số: 21/2021/HS-ST ngày 28 - 7 - 2021\nV/v ly hôn", "2021-07-28"),
    ("BIÊN BẢN\nHôm nay, ngày 12 tháng 5 năm 2021, tại trụ sở xã", "2021-05-12"),
    ("BIÊN BẢN\nHôm nay, vào hồi 08 giờ 30 phút, ngày 12/5/2021, tại trụ sở xã", "2021-05-12"),
    ("BIÊN BẢN\nVào lúc 07 giờ 45 phút, ngày 12 tháng 5 năm 2021, tại trụ sở xã", "2021-05-12"),
]

NOT_STATED = [
    "",
    "Ngày 12/4/2022, Cục đã họp với xã.",
    "Ông An bị bắt ngày 12/4/2022.\nÔng khai đã vay tiền từ ngày 1/1/2020.",
    "Căn cứ Bản án số 21/2021/HS-ST ngày 28-7-2021 của Tòa án;\nCăn cứ đơn yêu cầu ngày 1/8/2021",
    "13/04/2022 ông An đến xã nộp đơn",
    "QUYẾT ĐỊNH\nGia Lai, ngày … tháng … năm 2022\nKính gửi: Ủy ban",
    "Thi hành xong một vụ khó\n31/02/2022\nÔng An cho biết",
    "Từ 01/01/2022 - Luật có hiệu lực",
    "BIÊN BẢN\nHôm nay ông An nộp đơn lần hai, lần đầu ngày 12/5/2021",
]


@pytest.mark.parametrize(("text", "date"), STATED)
def test_stated(text: str, date: str) -> None:
    assert find_document_date(text) == datetime.date.fromisoformat(date)
    assert find_document_date(unicodedata.normalize("NFD", text)) == datetime.date.fromisoformat(date)


@pytest.mark.parametrize("text", NOT_STATED)
def test_not_stated(text: str) -> None:
    assert find_document_date(text) is None


def test_head_of_a_judgment_goes_before_its_opening() -> None:
    text = "Bản án số: 5/2021/HS-ST\nNgày: 28-7-2021\nHôm nay, ngày 27 tháng 7 năm 2021, xét xử vụ án"
    assert find_document_date(text) == datetime.date(2021, 7, 28)


def test_date_far_down_is_no_dateline() -> None:
    text = "Bảng theo dõi\n" + "Một dòng của bảng\n" * 40 + "13/04/2022\n" + "Một dòng của bảng\n" * 40
    assert find_document_date(text) is None
