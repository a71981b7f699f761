"""Which reading of an ambiguous short form its surroundings ask for."""

from __future__ import annotations

import pytest

from tests.abbreviations.reading import expected_and_found
from vnjudnlp.abbreviations.short_forms import short_forms
from vnjudnlp.resources import read_table

_CHOSEN = [
    "Anh ngụ tại {TP=thành phố} Vinh, không có việc làm.",
    "{UBND=Ủy ban nhân dân} {TP=thành phố} Phạm Văn Tân đã trả lời.",
    "Phiên tòa do {TP=Thẩm phán} [Lò Văn Sơ|PERSON] làm chủ tọa.",
    "Giám đốc Sở {TP=Tư pháp} chủ trì.",
    "Cần chủ động phòng ngừa {TP=tội phạm} trong dịp Tết.",
    "Vi phạm an toàn {TP=thực phẩm} ở chợ.",
    "Họ bị khởi tố trong vụ án {HS=hình sự} khác.",
    "Án {HS=hình sự}, {DS=dân sự}, {HNGĐ=hôn nhân và gia đình} đều tăng.",
    "Cán bộ lập {HS=hồ sơ} vụ việc rồi chuyển đi.",
    "Trường có 40 {HS=học sinh} nghèo được tặng sách.",
    "Tòa thụ lý vụ án {DS=dân sự} về đòi nợ.",
    "Xã đã lập {DS=danh sách} cử tri vùng cao.",
    "Cán bộ {DS=dân số} - {KHHGĐ=kế hoạch hóa gia đình} đến từng nhà.",
    "Bà đến {UBND=Ủy ban nhân dân} xã xin đăng ký {KH=kết hôn} lại.",
    "Đội đã hoàn thành {KH=kế hoạch} năm.",
    "Bên {KH=khách hàng} vay phải ký.",
    "Đề tài {KH=khoa học} cấp bộ đã nghiệm thu.",
    "Người dân đến {CA=Công an} xã trình báo.",
    "Ông là Phó {CA=Chánh án} [{TAND=Tòa án nhân dân} huyện|AGENCY].",
    "Theo {BA=bản án} phúc thẩm, ông phải trả nhà.",
    "Bệnh viện lưu hồ sơ {BA=bệnh án} của bị hại.",
    "Hai bên ký {HĐ=hợp đồng} mua bán nhà.",
    "Ông là thư ký {HĐ=hội đồng} kỷ luật.",
    "Cửa hàng không xuất {HĐ=hóa đơn} cho khách.",
    "Phó {CT=Chủ tịch} {UBND=Ủy ban nhân dân} xã ký.",
    "Anh làm ở {CT=công ty} {TNHH=trách nhiệm hữu hạn} Ban Mai.",
    "Lệ phí {CT=chứng thực} chữ ký là 10.000 đồng.",
    "Thực hiện nhiệm vụ {CT=chính trị} được giao.",
    "{CT=Chương trình} mục tiêu quốc gia được duyệt.",
    "{TS=Tiến sĩ} [Hà Thị Mây|PERSON] giảng bài.",
    "Chấp hành viên kê biên {TS=tài sản} chung của vợ chồng.",
    "Họ nuôi trồng {TS=thủy sản} ven bờ.",
    "Trường ra thông báo {TS=tuyển sinh} lớp 10.",
    "Bà ngụ tại {TT=thị trấn} Sa Pa.",
    "Một đoàn {TT=thanh tra} làm việc ba ngày.",
    "Ông là Phó Chủ tịch {TT=thường trực} {UBND=Ủy ban nhân dân} tỉnh.",
    "Đợt {TT=tuyên truyền} pháp luật kéo dài một tuần.",
    "Hội đồng họp ở {TT=trung tâm} y tế huyện.",
    "{TA=Tòa án} xét xử vắng mặt bị đơn.",
    "Chị là giáo viên môn {TA=tiếng Anh} ở huyện.",
    "Người dân gửi đơn tới {VP=văn phòng} luật sư.",
    "Họ bị xử phạt {VP=vi phạm} hành chính hai lần.",
    "Nguyên đơn và {BĐ=bị đơn} hòa giải.",
    "Đăng ký biện pháp {BĐ=bảo đảm} tại văn phòng.",
    "Hồ sơ gửi qua {BĐ=bưu điện} trong ngày.",
    "Cán bộ, {CC=công chức} xã trực Tết.",
    "Áp dụng biện pháp {CC=cưỡng chế} giao nhà.",
    "Các văn phòng {CC=công chứng} lập văn bản.",
    "Bộ đội đồn {BP=biên phòng} tuần tra.",
    "Anh điều khiển xe mô tô {BS=biển số} 24B1-123.45.",
    "{BS=Bác sĩ} [Lý Thị Mai|PERSON] khám lại.",
    "Hàng do công ty {CP=cổ phần} sản xuất.",
    "Nghị quyết của {CP=Chính phủ} đã ban hành.",
    "Chủ tịch {CĐ=công đoàn} cơ sở phát biểu.",
    "Anh học trường {CĐ=cao đẳng} nghề.",
    "Số {ĐT=điện thoại} ghi trong đơn không gọi được.",
    "Cơ quan cảnh sát {ĐT=điều tra} khởi tố.",
    "Các bên kêu gọi {ĐT=đầu tư} xây dựng chợ.",
    "Bắt quả tang hai {ĐT=đối tượng} trộm cắp.",
    "Gia đình {LS=liệt sĩ} được tặng nhà.",
    "Bị cáo mời {LS=luật sư} bào chữa.",
    "Khu di tích {LS=lịch sử} bị lấn chiếm.",
    "Sở Tài nguyên và {MT=môi trường} kiểm tra.",
    "Tội phạm về {MT=ma túy} giảm.",
    "Hai {NS=nghệ sĩ} ưu tú hát.",
    "Thu {NS=ngân sách} xã đạt thấp.",
    "Khoản 2 điều 5 của {NĐ=nghị định} này.",
    "{NĐ=Nguyên đơn} rút đơn khởi kiện.",
    "Tái phạm vi phạm {PL=pháp luật} đất đai.",
    "Xem {PL=phụ lục} kèm theo.",
    "Trại có 200 {PN=phạm nhân} được giảm án.",
    "Hội liên hiệp {PN=phụ nữ} xã.",
    "Ngày 12/3, tòa xét xử {PT=phúc thẩm}.",
    "Các {PT=phương tiện} giao thông dừng lại.",
    "Nạn nhân nằm ở {BV=bệnh viện} đa khoa.",
    "Nhân viên {BV=bảo vệ} mở cổng.",
    "Anh mang {QT=quốc tịch} Lào.",
    "Xe chạy trên {QL=quốc lộ} 6.",
    "Một ban {QL=quản lý} dự án trả lời.",
    "Đơn vị {SN=sự nghiệp} công lập.",
    "Anh Tẩn ({SN=sinh năm} 1988) vắng mặt.",
    "Ông nộp đơn khiếu nại, {TC=tố cáo} lên tỉnh.",
    "Vợ chồng ký hợp đồng {TC=thế chấp} tài sản.",
    "Các phòng {TC=tài chính} - {KH=kế hoạch} thẩm định.",
    "Chị là giáo viên trường {TH=tiểu học} trong xã.",
    "Có ba {TH=trường hợp} vi phạm.",
    "Lưu: {VT=Văn thư}, {TH=Tổng hợp}.",
    "Số dư trong {TK=tài khoản} ngân hàng còn ít.",
    "Chị là {TK=Thư ký} Tòa án.",
    "Con chưa {TN=thành niên} sống với mẹ.",
    "Bỏ trốn theo lệnh {TN=truy nã} cũ.",
    "Xe chở hàng {XN=xí nghiệp} may.",
    "Giấy {XN=xác nhận} của xã.",
    "Kết quả {XN=xét nghiệm} ma túy dương tính.",
    "Giao nhận {VC=vật chứng} của vụ án.",
    "Công chức, {VC=viên chức} nghỉ lễ.",
    "Thừa phát lại lập {VB=vi bằng} ghi nhận.",
    "{ĐC=Địa chỉ}: bản Mường, xã Nậm.",
    "Quyết định {ĐC=đình chỉ} vụ án.",
]


@pytest.mark.parametrize("markup", _CHOSEN)
def test_reading_is_chosen(markup: str) -> None:
    expected, found = expected_and_found(markup)
    assert found == expected


def test_every_cue_speaks_for_a_reading() -> None:
    readings = short_forms().readings
    for row in read_table("lexicons/abbreviation_cues.tsv"):
        if row["short"] in ("*", "**") or row["long"] == "-":
            continue
        assert row["long"] in {reading.long for reading in readings[row["short"]]}, row
        assert row["position"] in ("before", "after", "near", "document", "label"), row


def test_ambiguous_forms_have_cues() -> None:
    with_cues = {row["short"] for row in read_table("lexicons/abbreviation_cues.tsv")}
    ambiguous = {short for short, known in short_forms().readings.items() if len(known) > 1}
    assert len(ambiguous & with_cues) >= 100
