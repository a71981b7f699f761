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

_MIXED = [
    "Bãi tập kết phế liệu (BTKPL) cháy; chủ {BTKPL==bãi tập kết phế liệu} bỏ trốn.",
    "Giấy hẹn trả đồ ( GHTĐ ) bị rách; cấp lại {GHTĐ==giấy hẹn trả đồ} mất phí.",
    "Tổ liên ngành dẹp vỉa hè (“TLNDVH”) giải tán; {TLNDVH==tổ liên ngành dẹp vỉa hè} hết việc.",
    "Phụ cấp của dân quân thôn (PCDQT) tăng; {PCDQT==phụ cấp của dân quân thôn} trả theo quý.",
    "Ban vận động xóa nhà tạm (XNT) quyên góp; ban {XNT==xóa nhà tạm} nhận gạo.",
    "Nhà máy nước xã Đông (sau đây viết tắt: NMNXĐ) ngừng; {NMNXĐ==Nhà máy nước xã Đông} bị khóa van.",
    "Đường ống dẫn xăng dầu, gọi tắt là ĐÔDXD, rò rỉ; vá {ĐÔDXD==đường ống dẫn xăng dầu} mất hai ngày.",
    "Kho bãi hải sản khô (dưới đây gọi là “KBHSK”) bị kê biên; hàng ở {KBHSK==kho bãi hải sản khô} hỏng.",
    "Tuyến xe buýt số 7 (XB7) dừng; vé {XB7==xe buýt số 7} được hoàn.",
    "Khu tái định cư Đồng Cò (Khu TĐC) sạt lở; dân Khu {TĐC==tái định cư} dời đi.",
    "Hội đồng nghĩa vụ quân sự xã (HĐNVQS xã) họp; {HĐNVQS==hội đồng nghĩa vụ quân sự} xã chốt danh sách.",
    (
        "Phòng Lao động - Thương binh và Xã hội (LĐ-TB&XH) báo; Phòng {LĐ-TB&XH==Lao động - Thương binh "
        "và Xã hội} rà soát."
    ),
    "Mạng lưới y tế thôn bản \\[YTTB\\] mỏng; mỗi {YTTB==y tế thôn bản} lo 90 hộ.",
    "Chính sách bồi thường, hỗ trợ, tái định cư (BT, HT, TĐC) chậm; {TĐC==tái định cư} xong sau.",
    "Ủy ban nhân dân và Hội đồng nhân dân (UBND và HĐND) thống nhất; {HĐND==Hội đồng nhân dân} giám sát.",
    "Tổ chức Di cư Quốc tế (IOM) tặng xe; xe của {IOM==Tổ chức Di cư Quốc tế} đã về.",
    (
        "Tổ chức Lao động Quốc tế (International Labour Organization - ILO) góp ý; {ILO==Tổ chức Lao "
        "động Quốc tế} cử người."
    ),
    "Hiệp hội Doanh nghiệp Mộc Châu (MBA) kiến nghị; {MBA==Hiệp hội Doanh nghiệp Mộc Châu} gửi đơn.",
    "Công ty cổ phần Thép Sông Cả (sau đây gọi tắt là TSC) nợ; {TSC==Thép Sông Cả} khất nợ.",
    "Nguyên đơn là Hợp tác xã Rau sạch Mỹ An (gọi tắt HTX RSMA); {HTX==hợp tác xã} {RSMA==Rau sạch Mỹ An} rút đơn.",
    "Bộ luật Hàng hải (BLHH) năm 2005 cũ; Điều 9 {BLHH==Bộ luật Hàng hải} bị bỏ.",
    "Luật Phá sản năm 2014 (sau đây gọi là LPS 2014) áp dụng; khoản 2 {LPS==Luật Phá sản} 2014 quy định.",
    "Thông tư hướng dẫn nuôi chim (TTHDNC); trái {TTHDNC==thông tư hướng dẫn nuôi chim} bị phạt.",
    "BÁO CÁO KẾT QUẢ THU GOM RÁC BIỂN (TGRB)\n\nLượng {TGRB==thu gom rác biển} tăng.",
    "Đề án xây dựng\ntrạm bơm (XDTB) duyệt; vốn {XDTB==xây dựng trạm bơm} ít.",
    "KTTG (kiểm tra tạm giữ) làm ban đêm; sổ {KTTG==kiểm tra tạm giữ} khớp.",
    "Phòng HSNV (hồ sơ nghiệp vụ) chuyển; {HSNV==hồ sơ nghiệp vụ} lưu 5 năm.",
    "Kí hiệu NTKB là viết tắt của người thân không biết; ghi {NTKB==người thân không biết} vào ô 3.",
    (
        "Ghi chú: CNSH: chăn nuôi sinh học; TTHC: trồng trọt hữu cơ.\n\nVốn {CNSH==chăn nuôi sinh học} ít "
        "hơn {TTHC==trồng trọt hữu cơ}."
    ),
    "(*) CNSH: Chăn nuôi sinh học\n\nVốn {CNSH==chăn nuôi sinh học} ít.",
    (
        "- CNSH: chăn nuôi sinh học.\n- PTNL: phát triển nhân lực.\nVốn {CNSH==chăn nuôi sinh học} và "
        "{PTNL==phát triển nhân lực} ít."
    ),
    "CNSH – Chăn nuôi sinh học\n\nVốn {CNSH==chăn nuôi sinh học} ít.",
    "Trung tâm Chăn nuôi sinh học – CNSH, đơn vị mới, họp. Giám đốc {CNSH==Chăn nuôi sinh học} vắng.",
    "Vốn {CNSX==chăn nuôi sinh xanh} ít.\n\nCác chữ viết tắt:\nCNSX: chăn nuôi sinh xanh",
    (
        "NHỮNG TỪ VIẾT TẮT TRONG ĐỀ ÁN\n\nCNSH\n: chăn nuôi sinh học\n\nPTNX\t: phát triển nông xanh\n\nVốn "
        "{PTNX==phát triển nông xanh} ít."
    ),
    (
        "KÝ HIỆU VIẾT TẮT\n1)  CNSX   Chăn nuôi sinh xanh\n2)  PTNX   Phát triển nông xanh\n\nVốn "
        "{PTNX==phát triển nông xanh} và {CNSX==chăn nuôi sinh xanh}."
    ),
    (
        "DANH MỤC CHỮ VIẾT TẮT\n\nChăn nuôi sinh xanh: CNSX\nPhát triển nông xanh: PTNX\n\nVốn {PTNX==phát "
        "triển nông xanh} và {CNSX==chăn nuôi sinh xanh}."
    ),
    (
        "DANH MỤC CÁC TỪ VIẾT TẮT (xếp theo vần)\nCNSX: chăn nuôi sinh xanh\nPTNX: phát triển nông "
        "xanh\n\nVốn {PTNX==phát triển nông xanh}."
    ),
    (
        "Bảng chữ viết tắt\nSố thứ tự\\|Ký hiệu\\|Nghĩa\n01\\|CNSX\\|Chăn nuôi sinh xanh\\|\n02\\|PTNX\\|Phát "
        "triển nông xanh\\|\n\nVốn {PTNX==phát triển nông xanh}."
    ),
    (
        "Từ viết tắt: CNSX (chăn nuôi sinh xanh), PTNX (phát triển nông xanh).\n\nVốn {PTNX==phát triển "
        "nông xanh} cho {CNSX==chăn nuôi sinh xanh}."
    ),
    (
        "DANH MỤC TỪ VIẾT TẮT\nASEAN: Hiệp hội các quốc gia Đông Nam Á\nGDP: Tổng sản phẩm quốc nội\nCNSX: "
        "chăn nuôi sinh xanh\n\nDân {CNSX==chăn nuôi sinh xanh} vui, {GDP==tổng sản phẩm quốc nội} tăng."
    ),
    (
        "Chương trình Vì người nghèo bản Dao (gọi tắt là Chương trình VNNBD) kết thúc; Chương trình "
        "{VNNBD==Vì người nghèo bản Dao} dư 5 triệu."
    ),
    "Ủy ban nhân dân thành phố Lào Cai (sau đây gọi là UBND TP) ra lệnh; {UBND==Ủy ban nhân dân} {TP==thành phố} họp.",
    (
        "Cơ quan Điều tra Hình sự khu vực 3 (sau đây gọi tắt là CQĐTHS KV3) khởi tố; {CQĐTHS==cơ quan "
        "điều tra hình sự} kết luận."
    ),
    "Khoa Cấp cứu ngoại viện (CCNV) trực 24 giờ; xe {CCNV==cấp cứu ngoại viện} hỏng.",
    "Quỹ Hỗ trợ ngư dân và Ban Quản lý cảng cá (Quỹ HTND và Ban QLCC) ký; Quỹ {HTND==hỗ trợ ngư dân} chi tiền.",
    "Đồn Biên phòng Cửa Lân (ĐBP Cửa Lân) bắt ghe; {ĐBP==Đồn Biên phòng} Cửa Lân lập biên bản.",
    (
        "Hiệp định Đối tác Toàn diện và Tiến bộ xuyên Thái Bình Dương (CPTPP) có lợi; theo {CPTPP==Hiệp "
        "định Đối tác Toàn diện và Tiến bộ xuyên Thái Bình Dương} thì thuế giảm."
    ),
    "Trạm kiểm lâm cửa rừng, sau đây gọi là 'TKLCR', thu súng; {TKLCR==trạm kiểm lâm cửa rừng} bàn giao.",
    "Tiền bồi dưỡng người làm chứng được viết tắt là BDNLC trong bảng; mức {BDNLC==bồi dưỡng người làm chứng} thấp.",
    "Cột “Số biên lai thu phạt” (SBLTP) để trống; ghi {SBLTP==Số biên lai thu phạt} sau.",
    "Dịch vụ giữ xe đêm (tên viết tắt: DVGXĐ) tăng giá; {DVGXĐ==dịch vụ giữ xe đêm} lãi.",
    "Đội Quản lý trật tự đô thị (QLTTĐT – trực thuộc phường) dẹp; Đội {QLTTĐT==Quản lý trật tự đô thị} thu biển.",
    (
        "Khu bảo tồn voọc mông trắng (KBTVMT, thành lập năm 2001) rộng; ranh {KBTVMT==khu bảo tồn voọc "
        "mông trắng} đã cắm mốc."
    ),
    "Bản cam kết không săn thú (BCKKST hoặc CKKST) đã ký; {BCKKST==bản cam kết không săn thú} lưu ở xã.",
]

_NOT_DEFINED = [
    "Chị Vi Thị Hoa (VTH) khai; VTH ký tên.",
    "Ông Trần Quốc Bảo (sinh năm 1970, viết tắt TQB) khai; TQB về.",
    "Ra đến bến (NVQ) thì tàu chạy; NVQ ở lại.",
    "Họ ăn cơm ở quán (XIV) bên đường; XIV là tên quán.",
    "Theo lời khai của chủ ghe. (LKCG) là chữ trên mạn ghe; LKCG mờ.",
    "Tòa nhà Sao Mai (sau đây gọi là Tòa nhà) xuống cấp; Tòa nhà dột.",
]

# the same sentence stands behind every list
_USE = "Việc {PTĐB==phát triển địa bàn} và {THKK==tổng hợp kê khai} xong."
_AFTER_LISTS = [text + _USE for text in _LISTS]


@pytest.mark.parametrize(
    "markup", [*_BRACKETS, *_SEVERAL, *_HEADS, *_SAID, *_SHORT_FIRST, *_DASHES, *_AFTER_LISTS, *_MIXED]
)
def test_definition_is_read(markup: str) -> None:
    expected, found = expected_and_found(markup)
    assert found == expected
    assert any(defined for *_, defined in found)


@pytest.mark.parametrize("markup", _NOT_DEFINED)
def test_no_definition_is_read(markup: str) -> None:
    expected, found = expected_and_found(markup)
    assert found == expected
