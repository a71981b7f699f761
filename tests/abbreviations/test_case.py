"""In which case a long form is written, and how far a short form reaches."""

from __future__ import annotations

import pytest

from tests.abbreviations.reading import expected_and_found

_CASED = [
    # behind the head of a name and in running text
    "Cục {THADS=Thi hành án dân sự} tỉnh báo cáo về công tác {THADS=thi hành án dân sự}.",
    "Ông là người phải {THA=thi hành án}.",
    "Lãnh đạo Phòng {CSĐT=Cảnh sát điều tra} có mặt.",
    "Luật {THADS=Thi hành án dân sự} đã sửa.",
    "Học ở Trường {PTDTBT=Phổ thông dân tộc bán trú} {THCS=Trung học cơ sở} Nậm Lúc.",
    # the first word of a sentence, a list, a table's cell
    "{THA=Thi hành án} xong thì nộp biên lai.",
    "- {GCN=Giấy chứng nhận} đã cấp.",
    "1. {BHXH=Bảo hiểm xã hội} trả tiền.",
    "{TT=Thứ tự}\tHọ tên\tĐịa chỉ",
    # offices of the courts and the State
    "Các {KSV=Kiểm sát viên} và {CHV=Chấp hành viên} dự.",
    "Tòa mời {CVP=Chánh Văn phòng} đến.",
    "Kính gửi {PCT=Phó Chủ tịch} {UBND=Ủy ban nhân dân} xã.",
    # capitals
    "{TAND=TÒA ÁN NHÂN DÂN} TỈNH LÀO CAI",
    "CỤC {THADS=THI HÀNH ÁN DÂN SỰ} TỈNH",
    "{TM=THAY MẶT} HỘI ĐỒNG XÉT XỬ",
    "{KT.=KÝ THAY} CỤC TRƯỞNG",
    "{T/M.=THAY MẶT} HỘI ĐỒNG XÉT XỬ",
    "{K/T=KÝ THAY} VIỆN TRƯỞNG",
    "Ban hành kèm theo.\n{UBND=ỦY BAN NHÂN DÂN} XÃ NẬM LÚC\nSố 5",
    # a name in capitals does not make its title so
    "Mời {LS=luật sư} [HÀ THỊ MÂY|PERSON] đến.",
    # signatures in mixed case, filing lists
    "{TM.=Thay mặt} Ủy ban xã\nChủ tịch",
    "Lưu: {VT=Văn thư}, {THA=thi hành án}.",
    # names with what follows
    "Anh làm ở {TP=Thành phố} Hồ Chí Minh, nay về {TP=thành phố} Vinh.",
    "Tòa án quân sự {QK=Quân khu} 9 xét xử.",
    "Xưởng nằm trong {KCN=Khu công nghiệp} Trà Nóc.",
    "Thực hiện {QĐ=Quyết định} số 5/QĐ-UBND, các {QĐ=quyết định} khác bị hủy.",
    # the full stop
    "Ngụ tại {TP.=thành phố} Vinh.",
    "Ngụ tại {TP.=thành phố}Cần Thơ, {Q.=quận}Bình Thủy.",
    "Ngụ tại {P.=phường} 5, {Q.=quận} 3.",
    "{ThS.=Thạc sĩ} [Hà Thị Mây|PERSON] nói.",
    "{NCS.=Nghiên cứu sinh} [Hà Thị Mây|PERSON] nói.",
    "Anh sống ở {TP=thành phố}.",
    "Hồ sơ có {GCN=giấy chứng nhận}. Anh ký.",
    # one office's unit by its number
    "Phòng {PC45=Cảnh sát điều tra tội phạm về trật tự xã hội} bắt giữ.",
    # spelt with other marks and characters
    "Cục {T\u200bHADS=Thi hành án dân sự} tỉnh",
]


@pytest.mark.parametrize("markup", _CASED)
def test_case_and_extent(markup: str) -> None:
    expected, found = expected_and_found(markup)
    assert found == expected
