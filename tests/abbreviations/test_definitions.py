"""What a document says its short forms stand for, from where on, and where it says no such thing."""

from __future__ import annotations

import pytest

from tests.abbreviations.reading import expected_and_found

_DEFINED = [
    # the long form before brackets
    "Cơ quan thi hành án dân sự (THADS) có trách nhiệm; việc {THADS==thi hành án dân sự} do ngân sách bảo đảm.",
    "Cục Thi hành án dân sự (THADS) tỉnh Lào Cai họp. Cục {THADS==Thi hành án dân sự} tỉnh kết luận.",
    "Cục Thi hành án dân sự (THADS) tỉnh Lào Cai họp, bàn công tác {THADS==thi hành án dân sự} năm sau.",
    "Tổ hòa giải cộng đồng (HGCĐ) có bảy người; trong năm tổ {HGCĐ==hòa giải cộng đồng} nhận 12 việc.",
    "Quỹ hỗ trợ nạn nhân (HTNN) do tỉnh lập. Tiền của {HTNN==hỗ trợ nạn nhân} gửi ở kho bạc.",
    "Dự án trồng rừng ngập mặn (TRNM) bị kiện; chủ dự án {TRNM==trồng rừng ngập mặn} vắng mặt.",
    "Một ban điều phối và kiểm kê tang vật (ĐPKKTV) họp. Mọi ban {ĐPKKTV==điều phối và kiểm kê tang vật} gồm 5 người.",
    "Phiếu của người chưa nộp (PNCN) để riêng; mỗi {PNCN==phiếu của người chưa nộp} có mã.",
    "Tổ Quản lý - Kê khai (QL-KK) nhận đơn. Tổ {QL-KK==Quản lý - Kê khai} trả lời sau 3 ngày.",
    "Vụ Nghiên cứu và Phản biện (NC&PB) góp ý; Vụ {NC&PB==Nghiên cứu và Phản biện} tiếp thu.",
    "Đề án đổi mới điện tử hóa (ĐMĐTH) đã duyệt. Kinh phí {ĐMĐTH==đổi mới điện tử hóa} chưa cấp.",
    "Kế hoạch duy tu đê điều (DTĐĐ) chậm; việc {DTĐĐ==duy tu đê điều} xong trước mùa lũ.",
    "Hộ dân nằm trong vùng sạt lở (VSL) phải dời; danh sách {VSL==vùng sạt lở} gồm 41 hộ.",
    "Hội đồng ra Nghị quyết 05 (NQ05) và được công bố; theo {NQ05==Nghị quyết 05} thì phí giảm một nửa.",
    "Viện kiểm sát nhân dân tỉnh Sơn La (VKSND) kháng nghị. {VKSND==Viện kiểm sát nhân dân} giữ nguyên ý kiến.",
    "Bộ luật Tố tụng dân sự năm 2015 (BLTTDS) quy định; Điều 92 {BLTTDS==Bộ luật Tố tụng dân sự} nêu rõ.",
    "Mức đóng bảo hiểm cây trồng ( BHCT ) tăng; người mua {BHCT==bảo hiểm cây trồng} kêu khó.",
    'Chương trình khuyến học toàn xã ("KHTX") bắt đầu; quỹ {KHTX==khuyến học toàn xã} còn ít.',
    "Hợp tác xã vận tải đường sông (“VTĐS”) thua kiện; nợ của {VTĐS==vận tải đường sông} rất lớn.",
    "Đội trật tự đường thủy (TTĐTh – thuộc Sở) báo cáo; đội {TTĐTh==trật tự đường thủy} có 9 người.",
    # the short form before brackets
    "Tổ KKTS (kiểm kê tài sản) gồm năm người; biên bản của tổ {KKTS==kiểm kê tài sản} được lưu.",
    "Quỹ PTCĐ (phát triển cộng đồng) cho vay 200 triệu; nợ quỹ {PTCĐ==phát triển cộng đồng} đã trả.",
    "Phần mềm QLVA (quản lý vụ án) bị lỗi; dữ liệu {QLVA==quản lý vụ án} không mất.",
    # with defining words
    "Đơn vị kiểm định thiết bị nổ (sau đây gọi tắt là KĐTBN) đóng tại xã; xe của {KĐTBN==kiểm định thiết bị nổ} hỏng.",
    'Công trình thoát nước ven sông (sau đây gọi là "TNVS") lún; chủ {TNVS==thoát nước ven sông} bị phạt.',
    "Khu nuôi tôm công nghệ cao (sau đây gọi tắt là “NTCNC”) lụt; đất {NTCNC==nuôi tôm công nghệ cao} bán.",
    "Bản kê tài sản riêng (viết tắt là KTSR) có ba trang; mẫu {KTSR==kê tài sản riêng} do tòa cấp.",
    "Nhóm giám hộ trẻ mồ côi (gọi tắt: GHTMC) lập năm ngoái; người {GHTMC==giám hộ trẻ mồ côi} ký.",
    "Trạm quan trắc nước ngầm, sau đây gọi tắt là QTNN, đã đóng; máy của {QTNN==quan trắc nước ngầm} bán lại.",
    "Phí giữ gìn kho bãi gọi tắt là GGKB không thu nữa; ai nộp {GGKB==giữ gìn kho bãi} được hoàn.",
    'Trong báo cáo này, KBTLN là viết tắt của "khu bảo tồn loài nhỏ"; ranh giới {KBTLN==khu bảo tồn loài nhỏ} rõ.',
    "Luật Bảo vệ bờ biển (sau đây viết tắt là Luật BVBB) có hiệu lực; Luật {BVBB==Bảo vệ bờ biển} gồm 9 chương.",
    "Tổ xác minh nhân thân (từ đây gọi chung là XMNT) làm việc; tổ {XMNT==xác minh nhân thân} có hai người.",
    # the document against the lexicon, a later definition against an earlier one
    "Giá {TS=tài sản} thế chấp giảm. Một trạm sưởi (TS) bị cháy; {TS==trạm sưởi} này mới xây.",
    "Ngày {HĐXX=Hội đồng xét xử} nghị án. Hộ được xét xóa (HĐXX) nợ gồm 7 hộ; 5 {HĐXX==hộ được xét xóa} vắng.",
    "Kiểm kê muối (KKM) đã xong; {KKM==kiểm kê muối} tốt. Kênh kè mới (KKM) bị lở; {KKM==kênh kè mới} phải sửa.",
]

_NOT_DEFINED = [
    # a sentence's edge parts the long form from the brackets
    "Họ bàn việc kiểm kê tài sản. (KKTS) là tên một tổ khác; tổ KKTS vắng.",
    "Chợ quê\n\n(CQXX) là tên một cửa hàng; CQXX đóng cửa.",
    # what stands in the brackets goes on
    "Anh Trần Phúc ({TP=thành phố} Vinh) vắng mặt; {TP=thành phố} Vinh lạnh.",
    "Bị hại Sầm Ngân ({SN=sinh năm} 1992) khai; chị Sầm Nga ({SN=sinh năm} 1990) không đến.",
    # initials of a person hide the name
    "Anh [Nông Văn Thức|PERSON] (NVT) khai; sau đó [NVT|PERSON] ký.",
    # the letters do not fit
    "Cửa hàng bán sách cũ (QWZ) đóng cửa; QWZ nợ thuế.",
    # a word is no long form
    "Diễn đàn Apec (APEC) khai mạc; APEC có 21 thành viên.",
    # said of something that is not short
    "Văn phòng công chứng Ánh Dương (sau đây gọi là Văn phòng) vắng mặt; Văn phòng có đơn.",
    "Loại cây này gọi là sa nhân; sa nhân mọc ở Yên Bái.",
    # behind its definition only
    "Tổ KKTQ vào làm. Đội kiểm kê tang quỹ (KKTQ) mới lập.",
]


@pytest.mark.parametrize("markup", _DEFINED)
def test_definition_is_read(markup: str) -> None:
    expected, found = expected_and_found(markup)
    assert found == expected
    assert any(defined for *_, defined in found)


@pytest.mark.parametrize("markup", _NOT_DEFINED)
def test_no_definition_is_read(markup: str) -> None:
    expected, found = expected_and_found(markup)
    assert found == expected


def test_definition_holds_in_its_own_document_only() -> None:
    from vnjudnlp.abbreviations import find_abbreviations
    from vnjudnlp.text.tokens import read_texts

    texts = ["Tổ kiểm kê tang quỹ (KKTQ) họp; KKTQ tan.", "Tổ KKTQ họp."]
    first, second = find_abbreviations(read_texts(texts))
    assert [(item.short, item.long) for item in first] == [("KKTQ", "kiểm kê tang quỹ")]
    assert second == []
