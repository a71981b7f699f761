"""The ways in which documents write definitions, each with the short form used behind it."""

from __future__ import annotations

import pytest

from tests.abbreviations.reading import expected_and_found

_BRACKETS = [
    "Trung tâm cứu hộ động vật (TTCHĐV) mở cửa. Hôm sau {TTCHĐV==trung tâm cứu hộ động vật} nhận ba con vượn.",
    "Ban quản lý rừng đặc dụng \\[QLRĐD\\] kiểm đếm; ban {QLRĐD==quản lý rừng đặc dụng} lập biên bản.",
    "Hội đồng định giá gỗ lậu («ĐGGL») họp kín, hội đồng {ĐGGL==định giá gỗ lậu} chốt giá.",
    "Kho lưu giữ vật chứng nổ (‘LGVCN’) ở xa; kho {LGVCN==lưu giữ vật chứng nổ} có hai người gác.",
    "Đơn khiếu kiện tập thể (  ĐKKTT  ) nhiều; mỗi {ĐKKTT==đơn khiếu kiện tập thể} có mã riêng.",
    "Sổ theo dõi nợ đọng(TDNĐ) do kế toán giữ; sổ {TDNĐ==theo dõi nợ đọng} đóng dấu giáp lai.",
    "Quỹ bảo trợ cho người già neo đơn (BTNGNĐ) cấp gạo; quỹ {BTNGNĐ==bảo trợ cho người già neo đơn} hết tiền.",
    "Phòng Tổ chức và Kỷ luật (TC&KL) đề nghị; Phòng {TC&KL==Tổ chức và Kỷ luật} theo dõi.",
    "Đề án chống ngập, thoát lũ đô thị (CN-TLĐT) chậm; vốn {CN-TLĐT==chống ngập, thoát lũ đô thị} thiếu.",
    "Cầu vượt dây văng số 9 (VDV9) nứt; cầu {VDV9==vượt dây văng số 9} phải cấm xe.",
    "Kè chắn sóng (KCS) bị vỡ, việc\nsửa {KCS==kè chắn sóng} do xã làm.",
    "Tổ kiểm tra nồng độ khói\nbụi (KTNĐKB) đo ba lần; tổ {KTNĐKB==kiểm tra nồng độ khói bụi} kết luận.",
    "Dự án  cải   tạo lưới điện (CTLĐ) dừng; dự án {CTLĐ==cải tạo lưới điện} thiếu vốn.",
    "BAN GIẢI PHÓNG LÒNG HỒ (GPLH)\n\nThành viên ban {GPLH==giải phóng lòng hồ} ký nhận.",
    "Trường Kỹ thuật chăn nuôi Thú rừng (KTCNTR) tuyển sinh. Trường {KTCNTR==Kỹ thuật chăn nuôi Thú rừng} có 40 suất.",
    "Thiết bị ghi âm giấu kín (GÂGK) bị cấm; bán {GÂGK==ghi âm giấu kín} bị phạt.",
    "Chương trình đưa điện về bản (ĐĐVB) xong; nhờ {ĐĐVB==đưa điện về bản} mà có máy xát.",
    "Lực lượng kiểm soát khai thác cát (KSKTC) tuần tra ban đêm; tàu {KSKTC==kiểm soát khai thác cát} neo ở bến.",
]

_SEVERAL = [
    "Tổ thu phí, tổ kiểm vé (TTP, TKV) họp chung; {TTP==tổ thu phí} ý kiến khác {TKV==tổ kiểm vé}.",
    "Tòa án nhân dân, Viện kiểm sát nhân dân (TAND, VKSND) họp; {TAND==Tòa án nhân dân} ủng hộ.",
    "Kho hàng cấm và bãi xe lậu (KHC, BXL) đầy; {KHC==kho hàng cấm} có mái, {BXL==bãi xe lậu} thì không.",
    "Đội giám sát rừng và tổ bảo vệ đập (GSR; BVĐ) đi tuần; đội {GSR==giám sát rừng} về trước tổ {BVĐ==bảo vệ đập}.",
    "Nhà nuôi yến (NNY) và nhà ươm tằm (NƯT) bị cấm; {NNY==nhà nuôi yến} ồn, {NƯT==nhà ươm tằm} hôi.",
]

_HEADS = [
    "Cục Thi hành án dân sự thành phố Hà Nội (Cục THADS) kê biên; Cục {THADS==Thi hành án dân sự} ra thông báo.",
    "Cục Thi hành án dân sự thành phố Vinh (gọi tắt: Cục THADS TP) họp; Cục {THADS==Thi hành án dân sự} ký.",
    "Sở Tư pháp tỉnh Phú Thọ (sau đây gọi là Sở TP) trả lời. Giám đốc Sở {TP==Tư pháp} ký; dân {TP=thành phố} Huế chờ.",
    "Công ty cổ phần Bình Mão (sau đây gọi tắt là Công ty BM) kháng cáo; Công ty {BM==Bình Mão} vắng mặt.",
    "Luật Phòng thủ bờ sông năm 2001 (Luật PTBS) hết hiệu lực; Điều 2 Luật {PTBS==Phòng thủ bờ sông} bị bãi bỏ.",
    "Ban Chỉ đạo phòng chống hạn mặn (BCĐ PCHM) họp; thường trực {BCĐ==ban chỉ đạo} {PCHM==phòng chống hạn mặn} ký.",
    "Ngân hàng Phát triển Rạch Giồng (viết tắt: Ngân hàng PTRG) kiện; Ngân hàng {PTRG==Phát triển Rạch Giồng} rút đơn.",
]

_SAID = [
    "Hợp đồng thuê khoán rẫy (sau đây gọi tắt là HĐTKR) vô hiệu; {HĐTKR==hợp đồng thuê khoán rẫy} không công chứng.",
    "Hợp đồng thuê khoán rẫy (sau đây gọi là HĐTKR) vô hiệu; {HĐTKR==hợp đồng thuê khoán rẫy} không công chứng.",
    "Bến đò ngang thôn Hạ (viết tắt: BĐN) đóng; chủ {BĐN==bến đò ngang} bị phạt.",
    "Giếng khoan tầng sâu (viết tắt là GKTS) cạn; nước {GKTS==giếng khoan tầng sâu} nhiễm phèn.",
    "Các hộ nuôi cá bè và nuôi tôm hùm (gọi chung là NCBNTH) kêu; {NCBNTH==nuôi cá bè và nuôi tôm hùm} bị lỗ.",
    "Sân bóng mi ni (gọi tắt: SBMN) gây ồn; thuê {SBMN==sân bóng mi ni} giá cao.",
    "Máng nước thủy lợi (dưới đây viết là MNTL) vỡ; sửa {MNTL==máng nước thủy lợi} hết 9 triệu.",
    "Phiếu xuất hàng rời (tắt là PXHR) bị sửa; {PXHR==phiếu xuất hàng rời} số 4 là giả.",
    'Lò gạch thủ công, sau đây viết tắt là "LGTC", ngừng đốt; chủ {LGTC==lò gạch thủ công} xin gia hạn.',
    "Đập dâng Khe Mơ (từ sau gọi là: “ĐDKM”) xả lũ; nước từ {ĐDKM==Đập dâng Khe Mơ} ngập ruộng.",
    "Trại giống thủy sản (trong bản án này viết tắt là TGTS) phá sản; nợ của {TGTS==trại giống thủy sản} lớn.",
    "Xưởng đóng ghe bầu, viết tắt là XĐGB, nợ thuế; {XĐGB==xưởng đóng ghe bầu} khất nợ.",
    "Xưởng đóng ghe bầu (XĐGB là tên viết tắt) nợ thuế; {XĐGB==xưởng đóng ghe bầu} khất nợ.",
    "Chợ nổi hàng bông gọi tắt là “CNHB” dời đi; tiểu thương {CNHB==chợ nổi hàng bông} phản đối.",
    "Quỹ Nhi đồng Liên hợp quốc (gọi tắt là UNICEF) tài trợ; vốn {UNICEF==Quỹ Nhi đồng Liên hợp quốc} đã về.",
]

_SHORT_FIRST = [
    "Nhóm KĐCL (kiểm định chất lượng) gồm 4 người; nhóm {KĐCL==kiểm định chất lượng} lấy mẫu.",
    "HTLĐ (hỗ trợ lao động) là quỹ mới; tiền {HTLĐ==hỗ trợ lao động} do hội viên góp.",
    "Sổ QLNK (viết tắt của quản lý nhân khẩu) bị mất; sổ {QLNK==quản lý nhân khẩu} lập lại.",
    "Chữ ĐTKS trong biên bản là viết tắt của đào tạo kiểm sát; lớp {ĐTKS==đào tạo kiểm sát} có 20 người.",
    "Mẫu PKTS \\[phiếu kê tài sản\\] phát cho dân; {PKTS==phiếu kê tài sản} nộp trước ngày 5.",
]

_DASHES = [
    "* THNX: thu hồi nợ xấu\n\nViệc {THNX==thu hồi nợ xấu} chậm.",
    "Ghi chú: KKTR - kê khai tài rừng.\n\nSổ {KKTR==kê khai tài rừng} mất.",
    "Ghi chú: BGTV là bàn giao tang vật.\n\nBiên bản {BGTV==bàn giao tang vật} thiếu chữ ký.",
    "Trung tâm Cứu hộ sông nước - CHSN\n\nTrung tâm {CHSN==Cứu hộ sông nước} có 3 ca nô.",
]

_LISTS = [
    "DANH MỤC TỪ VIẾT TẮT\nPTĐB: phát triển địa bàn\nTHKK: tổng hợp kê khai\n\nI. MỞ ĐẦU\n",
    "DANH MỤC CÁC CHỮ VIẾT TẮT\n\n1. PTĐB - phát triển địa bàn\n2. THKK - tổng hợp kê khai\n\nMở đầu\n\n",
    "Các chữ viết tắt trong báo cáo:\nPTĐB\tphát triển địa bàn\nTHKK\ttổng hợp kê khai\n\n",
    "BẢNG CHỮ VIẾT TẮT\n\\| PTĐB \\| phát triển địa bàn \\|\n\\| THKK \\| tổng hợp kê khai \\|\n\n",
    "Danh mục chữ viết tắt\nPTĐB        phát triển địa bàn\nTHKK        tổng hợp kê khai\n\n",
    "CÁC TỪ VIẾT TẮT\nPTĐB = phát triển địa bàn\nTHKK = tổng hợp kê khai\n\n",
    "TỪ VIẾT TẮT\n+ PTĐB: Phát triển địa bàn;\n+ THKK: Tổng hợp kê khai.\n\n",
    "DANH MỤC VIẾT TẮT\nTT \\| Viết tắt \\| Đủ\n1 \\| PTĐB \\| phát triển địa bàn\n2 \\| THKK \\| Tổng hợp kê khai\n\n",
    "Bảng kê từ viết tắt: PTĐB: phát triển địa bàn; THKK: tổng hợp kê khai.\n\n",
    "CHỮ VIẾT TẮT\nUNHCR: Cao ủy Liên hợp quốc về người tị nạn\nPTĐB: phát triển địa bàn\nTHKK: tổng hợp kê khai\n\n",
]

# the same sentence stands behind every list
_USE = "Việc {PTĐB==phát triển địa bàn} và {THKK==tổng hợp kê khai} xong."
_AFTER_LISTS = [text + _USE for text in _LISTS]


@pytest.mark.parametrize("markup", [*_BRACKETS, *_SEVERAL, *_HEADS, *_SAID, *_SHORT_FIRST, *_DASHES, *_AFTER_LISTS])
def test_definition_is_read(markup: str) -> None:
    expected, found = expected_and_found(markup)
    assert found == expected
    assert any(defined for *_, defined in found)
