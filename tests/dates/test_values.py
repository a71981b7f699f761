"""One line a case: a sentence with the span in ⟦ ⟧, the document's date, the normal form."""

from __future__ import annotations

import unicodedata

import pytest

from vnjudnlp.dates import Reason, explain, value, value_spans

NEWS = "2022-04-13"  # a Wednesday

FULL_DATES = [
    ("Tin đăng ⟦13/04/2022⟧ trên trang chủ", NEWS, "2022-04-13"),
    ("theo Quyết định số 9/QĐ-UBND ⟦ngày 06 tháng 5 năm 2020⟧ của huyện", NEWS, "2020-05-06"),
    ("án tuyên ⟦ngày 28-7-2021⟧ tại trụ sở", NEWS, "2021-07-28"),
    ("họp ⟦ngày 12.9.2011⟧ tại xã", NEWS, "2011-09-12"),
    ("biên lai ⟦Ngày 12. 9.2011⟧ còn lưu", NEWS, "2011-09-12"),
    ("quyết định ⟦ngày 04- 02- 2013⟧ của Thanh tra", NEWS, "2013-02-04"),
    ("giao hồ sơ ⟦ngày 12/ 4 /2022⟧ cho Cục", NEWS, "2022-04-12"),
    ("giao ⟦ngày12/4/2022⟧ tại kho", NEWS, "2022-04-12"),
    ("⟦NGÀY 12 THÁNG 4 NĂM 2022⟧", NEWS, "2022-04-12"),
    ("ghi sổ ⟦2022-04-12⟧ rồi", NEWS, "2022-04-12"),
    ("⟦Thứ ba, ngày 12/4/2022⟧, Cục họp", NEWS, "2022-04-12"),
    ("⟦Thứ Ba (12/4/2022)⟧ Cục họp", NEWS, "2022-04-12"),
    ("sinh ⟦12 tháng 8, 1991⟧ tại Huế", NEWS, "1991-08-12"),
    ("giao ⟦ngày 12 tháng 4/2022⟧ tại kho", NEWS, "2022-04-12"),
    ("lập ⟦ngày mồng 5 tháng 4 năm 2022⟧ tại xã", NEWS, "2022-04-05"),
    ("lập ⟦ngày hai mươi lăm tháng ba năm 2022⟧ tại xã", NEWS, "2022-03-25"),
    ("xây năm ⟦2OO7⟧ thì xuống cấp", NEWS, "2007"),
    ("lập ⟦ngày l2/4/2022⟧ tại xã", NEWS, "2022-04-12"),
    ("họp ⟦ngày 12/4/22⟧ tại xã", NEWS, "2022-04-12"),
    ("ký ⟦ngày 5/3/98⟧ tại xã", NEWS, "1998-03-05"),
    ("ký ⟦ngày 5/3/98⟧ tại xã", "1999-01-01", "1998-03-05"),
    ("ký ⟦ngày 5/3/24⟧ tại xã", "2031-01-01", "2024-03-05"),
    ("hạn dùng ⟦5/3/24⟧ in trên vỏ", NEWS, "2024-03-05"),
    ("ký ⟦ngày 5/3/98⟧ tại xã", None, None),
]

MISSING_YEAR = [
    ("⟦Chiều ngày 12/4⟧, Đoàn đã tới Cục", NEWS, "2022-04-12TAF"),
    ("⟦ngày 12/4⟧ Đoàn đã tới Cục", NEWS, "2022-04-12"),
    ("⟦ngày 13/4⟧ Đoàn đã tới Cục", NEWS, "2022-04-13"),
    ("⟦ngày 14/4⟧ Đoàn đã tới Cục", NEWS, "2021-04-14"),
    ("Ông bị bắt ⟦ngày 30/12⟧ khi đang trốn", NEWS, "2021-12-30"),
    ("họp ⟦ngày 18 /02⟧ tại xã", NEWS, "2022-02-18"),
    ("họp ⟦hôm 18-3⟧ tại xã", NEWS, "2022-03-18"),
    ("⟦sáng 20-11⟧ trường làm lễ", NEWS, "2021-11-20TMO"),
    ("⟦Ngày 16.3⟧, Tòa tuyên án", NEWS, "2022-03-16"),
    ("⟦ngày 14 tháng 3⟧ Tòa tuyên án", NEWS, "2022-03-14"),
    ("⟦hồi tháng Ba⟧ Tòa tuyên án", NEWS, "2022-03"),
    ("⟦tháng 4⟧ Tòa đã xử hai vụ", NEWS, "2022-04"),
    ("⟦tháng 5⟧ Tòa đã xử hai vụ", NEWS, "2021-05"),
    ("Ông nghỉ từ ⟦ngày 29/2⟧ do ốm", NEWS, "2020-02-29"),
    ("⟦ngày 5⟧ vừa rồi ông mới nhận giấy", NEWS, "2022-04-05"),
    ("⟦ngày 25⟧ ông đã nhận giấy", NEWS, "2022-03-25"),
    ("⟦sáng 11⟧ ông đã nhận giấy", NEWS, "2022-04-11TMO"),
    ("⟦Quý I⟧ đơn vị thụ lý 40 việc", NEWS, "2022-Q1"),
    ("⟦QUÝ IV⟧ đơn vị thụ lý 40 việc", NEWS, "2021-Q4"),
    ("⟦ngày 12/4⟧ Đoàn đã tới Cục", None, None),
    ("⟦tháng 4⟧ Tòa đã xử hai vụ", None, None),
    ("⟦Nhân ngày Quốc tế Phụ nữ⟧, Hội tặng quà", NEWS, "2022-03-08"),
]

YET_TO_COME = [
    ("Báo cáo gửi về Cục trước ⟦ngày 25/4⟧ tới.", NEWS, "2022-04-25"),
    ("Kết quả báo về Thanh tra tỉnh trước ⟦30 / 6⟧ .", NEWS, "2022-06-30"),
    ("Hồ sơ gửi chậm nhất ⟦ngày 15/5⟧.", NEWS, "2022-05-15"),
    ("Dự kiến trong ⟦tháng 12⟧ tới, Trung tâm mở lớp.", NEWS, "2022-12"),
    ("Dự kiến, ⟦ngày 20/4⟧ Tòa mở lại phiên xử.", NEWS, "2022-04-20"),
    ("Phiên tòa sẽ mở vào ⟦ngày 9-6⟧.", NEWS, "2022-06-09"),
    ("Hạn chót kết thúc thống kê vẫn là ⟦30/9⟧, không lùi.", NEWS, "2022-09-30"),
    ("Phấn đấu hoàn thành trước ⟦30/9⟧.", NEWS, "2022-09-30"),
    ("Đợt cao điểm kéo dài đến hết ⟦31/5⟧.", NEWS, "2022-05-31"),
    ("Chiến dịch bắt đầu ⟦ngày 1/5⟧ tới đây", NEWS, "2022-05-01"),
    ("Chiến dịch bắt đầu ⟦ngày 13/4⟧ tới đây", NEWS, "2022-04-13"),
    ("Chiến dịch bắt đầu ⟦ngày 11/4⟧ tới đây", NEWS, "2022-04-11"),
    ("Chiến dịch bắt đầu ⟦ngày 11/3⟧ tới đây", NEWS, "2023-03-11"),
    ("Hội nghị mở ⟦tháng 9 sắp tới⟧ tại Huế", NEWS, "2022-09"),
    ("Luật có hiệu lực từ ⟦tháng 7 này⟧, xin lưu ý", NEWS, "2022-07"),
    ("Luật có hiệu lực từ ⟦tháng 7⟧ này, xin lưu ý", NEWS, "2022-07"),
    ("Sẽ nộp đủ tiền vào ⟦thứ Hai⟧.", NEWS, "2022-04-18"),
    ("Tòa hoãn phiên xử đến ⟦thứ Hai tới⟧.", NEWS, "2022-04-18"),
    ("⟦Thứ Sáu, ngày 22/4⟧, Tòa mở phiên họp.", NEWS, "2022-04-22"),
    ("Từ 01/5/2022, nghị định có hiệu lực; lớp tập huấn mở trong ⟦tháng 5⟧.", NEWS, "2022-05"),
    ("II. PHƯƠNG HƯỚNG\nTiếp tục rà soát sổ sách trong ⟦tháng 5⟧.", NEWS, "2022-05"),
    ("GIẤY MỜI\nKính mời bà đến dự họp.\n- Thời gian: ⟦8 giờ ngày 25/4⟧.", NEWS, "2022-04-25T08:00"),
    ("LỊCH XÉT XỬ THÁNG 4\nVụ ông An: ⟦sáng 25/4⟧", NEWS, "2022-04-25TMO"),
    ("BÁO CÁO\nCông tác xét xử\nVụ ông An: ⟦sáng 25/4⟧", NEWS, "2022-04-25TMO"),
    ("BÁO CÁO\nCông tác xét xử\nVụ ông An đã xử ⟦sáng 25/4⟧", NEWS, "2021-04-25TMO"),
    ("BÁO CÁO\nCông tác xét xử\nVụ ông An: ⟦sáng 25/9⟧", NEWS, "2021-09-25TMO"),
    ("Ông đã xin ý kiến, hẹn ⟦30/6⟧ xong.", NEWS, "2022-06-30"),
    ("Đề nghị xem lại khoản mà công ty đã nộp từ ⟦tháng 6⟧ vào kho bạc.", NEWS, "2021-06"),
    ("Kế hoạch tổng kiểm tra sau vụ cháy ⟦hồi tháng 6⟧.", NEWS, "2021-06"),
    ("Án phí nộp qua mạng từ ⟦01/7⟧.", NEWS, "2022-07-01"),
    ("Án phí nộp qua mạng ⟦từ ngày 01/7⟧.", NEWS, "2022-07-01"),
    ("Ông nghỉ hưu từ ⟦01/7⟧.", "2021-12-13", "2021-07-01"),
    ("Ông nghỉ hưu từ ⟦15/7⟧.", NEWS, "2021-07-15"),
    ("đề nghi trả lời trong ⟦tháng 5⟧ .", NEWS, "2022-05"),
    ("⟦sáng 27/3⟧ vừa qua, Chấp hành viên đã kê biên", NEWS, "2022-03-27TMO"),
    ("yêu cầu nêu tại Công văn số 8/CV-TA ⟦ngày 15/9⟧ của Tòa", NEWS, "2021-09-15"),
    ("dự kiến khai trương ⟦ngày 2/4⟧ nhưng phải lùi", NEWS, "2022-04-02"),
]

MONTHS_QUARTERS_YEARS = [
    ("trong ⟦tháng 10/2021⟧ có 5 vụ", NEWS, "2021-10"),
    ("trong ⟦tháng 10-2021⟧ có 5 vụ", NEWS, "2021-10"),
    ("bổ nhiệm ⟦tháng  8 -2009⟧ tại huyện", NEWS, "2009-08"),
    ("trong ⟦T10/2021⟧ có 5 vụ", NEWS, "2021-10"),
    ("trong ⟦10/2021⟧ có 5 vụ", NEWS, "2021-10"),
    ("⟦Tháng 11 năm 1997⟧ tôi về đây", NEWS, "1997-11"),
    ("⟦tháng Năm năm 2020⟧ tôi về đây", NEWS, "2020-05"),
    ("⟦tháng Tư/2020⟧ tôi về đây", NEWS, "2020-04"),
    ("từ ⟦tháng 8 năm ngoái⟧ đến giờ", NEWS, "2021-08"),
    ("từ ⟦tháng 2 năm nay⟧ đã khác", NEWS, "2022-02"),
    ("⟦tháng này⟧ có 5 vụ", NEWS, "2022-04"),
    ("⟦tháng trước⟧ có 5 vụ", NEWS, "2022-03"),
    ("⟦tháng qua⟧ có 5 vụ", "2022-01-05", "2021-12"),
    ("⟦tháng tới⟧ có 5 vụ", NEWS, "2022-05"),
    ("⟦quý I/2023⟧ thu 4 tỷ đồng", "2023-05-01", "2023-Q1"),
    ("⟦quý 4 năm 2022⟧ thu 4 tỷ đồng", "2023-05-01", "2022-Q4"),
    ("⟦quý II-2020⟧ thu 4 tỷ đồng", NEWS, "2020-Q2"),
    ("⟦QUÝ III NĂM 2020⟧", NEWS, "2020-Q3"),
    ("⟦quý một năm 2020⟧ thu 4 tỷ đồng", NEWS, "2020-Q1"),
    ("⟦Quý đầu năm 2020⟧ thu 4 tỷ đồng", NEWS, "2020-Q1"),
    ("⟦quý IV năm ngoái⟧ thu 4 tỷ đồng", NEWS, "2021-Q4"),
    ("⟦quý trước⟧ thu 4 tỷ đồng", NEWS, "2022-Q1"),
    ("cùng kỳ ⟦năm 2021⟧ thu 4 tỷ đồng", NEWS, "2021"),
    ("án có từ ⟦2014⟧ chưa xong", NEWS, "2014"),
    ("⟦năm nay⟧ thu 4 tỷ đồng", NEWS, "2022"),
    ("⟦Năm ngoái⟧ ông hứa trả", NEWS, "2021"),
    ("cao hơn cùng kỳ ⟦năm trước⟧ (0,7%)", NEWS, "2021"),
    ("⟦năm kia⟧ ông hứa trả", NEWS, "2020"),
    ("⟦năm sau⟧ ông hứa trả", NEWS, "2023"),
    ("⟦năm tới⟧ ông hứa trả", NEWS, "2023"),
    ("⟦sang năm⟧ ông hứa trả", NEWS, "2023"),
    ("⟦Năm qua⟧ đơn vị xong 90% số việc", "2017-12-08", "2017"),
    ("⟦Năm qua⟧ đơn vị xong 90% số việc", "2018-01-08", "2017"),
    ("⟦ba năm trước⟧ ông vay tiền", NEWS, "2019"),
    ("⟦cách đây 10 ngày⟧ ông vay tiền", NEWS, "2022-04-03"),
    ("⟦năm 938⟧ quân ta thắng trận", NEWS, "0938"),
    ("⟦năm 98⟧ ông vay tiền", NEWS, "1998"),
    ("⟦năm học 2021-2022⟧ trường có 20 lớp", NEWS, "2021/2022"),
    ("từ ⟦thập niên 1990⟧ đã có án này", NEWS, "1990/1999"),
    ("⟦những năm 1990⟧ chưa có sổ", NEWS, "1990/1999"),
    ("⟦những năm 80 của thế kỷ XX⟧ chưa có sổ", NEWS, "1980/1989"),
    ("⟦những năm 90⟧ chưa có sổ", NEWS, "1990/1999"),
    ("⟦thế kỷ XX⟧ chưa có sổ", NEWS, "1901/2000"),
]

PARTS_OF_A_YEAR = [
    ("trong ⟦05 tháng đầu năm 2022⟧, Cục đã xong", "2022-06-20", "2022-01/2022-05"),
    ("⟦6 tháng đầu năm 2022⟧ xong 40%", "2022-07-20", "2022-01/2022-06"),
    ("⟦9 tháng đầu năm nay⟧ xong 40%", "2022-10-20", "2022-01/2022-09"),
    ("⟦Sáu tháng đầu năm⟧ xong 40%", "2022-07-20", "2022-01/2022-06"),
    ("⟦6 tháng cuối năm 2021⟧ xong 40%", NEWS, "2021-07/2021-12"),
    ("5. Nhiệm vụ ⟦6 tháng cuối năm⟧\nRà soát sổ sách.", "2014-07-02", "2014-07/2014-12"),
    ("⟦6 tháng cuối năm⟧ xong 40%", "2015-01-12", "2014-07/2014-12"),
    ("⟦10 tháng năm 2023⟧ xong 40%", "2023-11-02", "2023-01/2023-10"),
    ("⟦8 tháng/2023⟧ xong 40%", "2023-11-02", "2023-01/2023-08"),
    ("⟦9 tháng của năm 2023⟧ xong 40%", "2023-11-02", "2023-01/2023-09"),
    ("⟦nửa đầu năm 2020⟧ xong 40%", NEWS, "2020-01/2020-06"),
    ("⟦nửa cuối năm ngoái⟧ xong 40%", NEWS, "2021-07/2021-12"),
    ("⟦nửa đầu tháng 5/2021⟧ xong 40%", NEWS, "2021-05-01/2021-05-15"),
    ("⟦nửa cuối tháng 2/2021⟧ xong 40%", NEWS, "2021-02-16/2021-02-28"),
    ("⟦hai quý đầu năm 2021⟧ xong 40%", NEWS, "2021-Q1/2021-Q2"),
    ("⟦10 ngày đầu tháng 3/2022⟧ xong 40%", NEWS, "2022-03-01/2022-03-10"),
    ("⟦6 tháng đầu năm⟧ xong 40%", None, None),
]

DAYS_FROM_THE_DOCUMENT = [
    ("⟦hôm nay⟧ Tòa tuyên án", NEWS, "2022-04-13"),
    ("⟦Hôm qua⟧ Tòa tuyên án", NEWS, "2022-04-12"),
    ("⟦hôm kia⟧ Tòa tuyên án", NEWS, "2022-04-11"),
    ("⟦ngày mai⟧ Tòa tuyên án", NEWS, "2022-04-14"),
    ("⟦mai⟧ tôi bận", NEWS, "2022-04-14"),
    ("⟦sáng mai⟧ tôi bận", NEWS, "2022-04-14TMO"),
    ("⟦sáng nay⟧ Tòa tuyên án", NEWS, "2022-04-13TMO"),
    ("⟦chiều qua⟧ Tòa tuyên án", NEWS, "2022-04-12TAF"),
    ("⟦tối hôm qua⟧ Tòa tuyên án", NEWS, "2022-04-12TEV"),
    ("⟦đêm qua⟧ Tòa tuyên án", NEWS, "2022-04-12TNI"),
    ("⟦Chiều nay (13/4)⟧, Tòa tuyên án", NEWS, "2022-04-13TAF"),
    ("⟦sáng hôm qua 12-4⟧ Tòa tuyên án", NEWS, "2022-04-12TMO"),
    ("⟦thứ Hai⟧ tôi ký văn bản", NEWS, "2022-04-11"),
    ("⟦Sáng thứ Hai⟧ tôi ký văn bản", NEWS, "2022-04-11TMO"),
    ("⟦thứ Tư⟧ tôi ký văn bản", NEWS, "2022-04-13"),
    ("⟦thứ Năm⟧ tôi ký văn bản", NEWS, "2022-04-07"),
    ("⟦Chủ nhật⟧ tôi ký văn bản", NEWS, "2022-04-10"),
    ("⟦chủ nhật này⟧ tôi ký văn bản", NEWS, "2022-04-17"),
    ("⟦thứ 6⟧ tôi ký văn bản", NEWS, "2022-04-08"),
    ("⟦thứ Sáu tuần trước⟧ tôi ký văn bản", NEWS, "2022-04-08"),
    ("⟦thứ Hai tuần sau⟧ tôi ký văn bản", NEWS, "2022-04-18"),
    ("⟦ngày 12 tháng trước⟧ tôi ký văn bản", NEWS, "2022-03-12"),
    ("⟦hôm qua⟧ Tòa tuyên án", None, None),
    ("⟦hôm qua⟧ Tòa tuyên án", "2022-03-01", "2022-02-28"),
    ("⟦hôm qua⟧ Tòa tuyên án", "0001-01-01", None),
]

TIMES = [
    ("⟦08 giờ 30 phút ngày 12/4/2022⟧, tại trụ sở", NEWS, "2022-04-12T08:30"),
    ("⟦21h30 ngày 12/4⟧, tại trụ sở", NEWS, "2022-04-12T21:30"),
    ("⟦8h ngày 12/4⟧, tại trụ sở", NEWS, "2022-04-12T08:00"),
    ("⟦9 giờ sáng ngày 12/4⟧, tại trụ sở", NEWS, "2022-04-12T09:00"),
    ("⟦lúc 15 giờ ngày 12/4⟧, tại trụ sở", NEWS, "2022-04-12T15:00"),
    ("⟦3 giờ chiều 12/4⟧, tại trụ sở", NEWS, "2022-04-12T15:00"),
    ("⟦8 giờ tối 12/4⟧, tại trụ sở", NEWS, "2022-04-12T20:00"),
    ("⟦11 giờ đêm 12/4⟧, tại trụ sở", NEWS, "2022-04-12T23:00"),
    ("⟦2 giờ đêm 12/4⟧, tại trụ sở", NEWS, "2022-04-12T02:00"),
    ("⟦12 giờ trưa 12/4⟧, tại trụ sở", NEWS, "2022-04-12T12:00"),
    ("⟦12 giờ đêm 12/4⟧, tại trụ sở", NEWS, "2022-04-12T24:00"),
    ("⟦24h ngày 12/4⟧, tại trụ sở", NEWS, "2022-04-12T24:00"),
    ("⟦0 giờ ngày 12/4⟧, tại trụ sở", NEWS, "2022-04-12T00:00"),
    ("⟦8 giờ rưỡi sáng 12/4⟧, tại trụ sở", NEWS, "2022-04-12T08:30"),
    ("⟦9 giờ kém 15 ngày 12/4⟧, tại trụ sở", NEWS, "2022-04-12T08:45"),
    ("⟦8g30 ngày 12-4⟧, tại trụ sở", NEWS, "2022-04-12T08:30"),
    ("⟦8h30' sáng 12/4⟧, tại trụ sở", NEWS, "2022-04-12T08:30"),
    ("⟦14h 12/4⟧, tại trụ sở", NEWS, "2022-04-12T14:00"),
    ("⟦13/04/2022 08:30⟧", NEWS, "2022-04-13T08:30"),
    ("⟦13/04/2022 - 08:30⟧", NEWS, "2022-04-13T08:30"),
    ("⟦08:30 - 13/04/2022⟧", NEWS, "2022-04-13T08:30"),
    ("⟦Thứ tư, 13/04/2022 | 08:30 (GMT+7)⟧", NEWS, "2022-04-13T08:30"),
    ("⟦14h00, thứ Sáu (22/4/2022)⟧, tại trụ sở", NEWS, "2022-04-22T14:00"),
    ("⟦07 giờ 30 phút, thứ Tư, ngày 29/6/2016⟧, tại trụ sở", NEWS, "2016-06-29T07:30"),
    ("⟦21h đêm qua⟧, tại trụ sở", NEWS, "2022-04-12T21:00"),
    ("⟦rạng sáng 12/4⟧, tại trụ sở", NEWS, "2022-04-12TMO"),
    ("⟦trưa ngày 12/4⟧, tại trụ sở", NEWS, "2022-04-12TMI"),
    ("⟦tối 12/4⟧, tại trụ sở", NEWS, "2022-04-12TEV"),
    ("⟦đêm 12/4⟧, tại trụ sở", NEWS, "2022-04-12TNI"),
    ("⟦đầu giờ chiều 12/4⟧, tại trụ sở", NEWS, "2022-04-12TAF"),
    ("⟦25 giờ ngày 12/4⟧, tại trụ sở", NEWS, None),
    ("⟦15 giờ⟧, tại trụ sở", NEWS, None),
]

RANGES = [
    ("⟦từ ngày 01/10/2021 đến ngày 31/3/2022⟧, toàn tỉnh", NEWS, "2021-10-01/2022-03-31"),
    ("⟦từ ngày 01/10/2021 đến hết ngày 31/3/2022⟧, toàn tỉnh", NEWS, "2021-10-01/2022-03-31"),
    ("⟦01/10/2021 - 31/3/2022⟧, toàn tỉnh", NEWS, "2021-10-01/2022-03-31"),
    ("⟦01-10-2021 - 31-3-2022⟧, toàn tỉnh", NEWS, "2021-10-01/2022-03-31"),
    ("⟦Từ 1.10.2021 tới 31.3 năm nay⟧, toàn tỉnh", NEWS, "2021-10-01/2022-03-31"),
    ("⟦từ ngày 01/10/2021 đến 31/3⟧, toàn tỉnh", NEWS, "2021-10-01/2022-03-31"),
    ("⟦từ 20/12 đến 5/1/2022⟧, toàn tỉnh", NEWS, "2021-12-20/2022-01-05"),
    ("⟦từ 11/4 đến 20/4⟧, toàn tỉnh", NEWS, "2022-04-11/2022-04-20"),
    ("⟦từ 20/12 đến 5/1⟧, toàn tỉnh", NEWS, "2021-12-20/2022-01-05"),
    ("(⟦10-11/4⟧), toàn tỉnh", NEWS, "2022-04-10/2022-04-11"),
    ("⟦ngày 10 - 11/4⟧, toàn tỉnh", NEWS, "2022-04-10/2022-04-11"),
    ("⟦ngày 10-11/4/2021⟧, toàn tỉnh", NEWS, "2021-04-10/2021-04-11"),
    ("⟦Ngày 19 và 20/7⟧ đã họp", "2022-08-01", "2022-07-19/2022-07-20"),
    ("⟦ngày 27, 28 và 29-3⟧ đã họp", NEWS, "2022-03-27/2022-03-29"),
    ("⟦trong hai ngày 07 và 08/4⟧ đã họp", NEWS, "2022-04-07/2022-04-08"),
    ("⟦ngày 13 và 14 tháng 9 năm 2018⟧ đã họp", NEWS, "2018-09-13/2018-09-14"),
    ("⟦ngày 9 và 16/3/2022⟧ đã họp", NEWS, None),
    ("⟦30/4 và 1/5/2021⟧ đã họp", NEWS, "2021-04-30/2021-05-01"),
    ("⟦từ ngày 5 đến 7/6/2021⟧ đã họp", NEWS, "2021-06-05/2021-06-07"),
    ("⟦từ ngày 07 đến ngày 10/4⟧ đã họp", NEWS, "2022-04-07/2022-04-10"),
    ("⟦từ ngày 28 đến ngày 2/4⟧ đã họp", NEWS, "2022-03-28/2022-04-02"),
    ("⟦ngày 5-7 tháng 3⟧ đã họp", NEWS, "2022-03-05/2022-03-07"),
    ("giai đoạn ⟦2021-2025⟧", NEWS, "2021/2025"),
    ("nhiệm kỳ ⟦2020 - 2025⟧", NEWS, "2020/2025"),
    ("⟦2020–2025⟧", NEWS, "2020/2025"),
    ("mùa giải ⟦2021-22⟧", NEWS, "2021/2022"),
    ("mùa giải ⟦2009-10⟧", NEWS, "2009/2010"),
    ("nhập kho ⟦2016-05⟧", NEWS, "2016-05"),
    ("⟦ngày 30 tháng 4 và 1 tháng 5 năm 2021⟧ đã họp", NEWS, "2021-04-30/2021-05-01"),
    ("⟦từ năm 2015 đến năm 2020⟧", NEWS, "2015/2020"),
    ("⟦năm 2011 , 2012⟧ thu qua quỹ", NEWS, "2011/2012"),
    ("⟦năm 2020 và 2021⟧ thu qua quỹ", NEWS, "2020/2021"),
    ("⟦năm 2014 và 2018⟧ thu qua quỹ", NEWS, None),
    ("⟦từ tháng 3 đến tháng 8/2020⟧ có mưa", NEWS, "2020-03/2020-08"),
    ("⟦từ tháng 11 đến tháng 2/2020⟧ có mưa", NEWS, "2019-11/2020-02"),
    ("⟦từ tháng 3-2005 đến tháng 1-2007⟧ có mưa", NEWS, "2005-03/2007-01"),
    ("⟦tháng 6, 7/2021⟧ có mưa", NEWS, "2021-06/2021-07"),
    ("⟦tháng 4-6/2021⟧ có mưa", NEWS, "2021-04/2021-06"),
    ("⟦quý I và II/2023⟧ có mưa", "2023-08-01", "2023-Q1/2023-Q2"),
    ("⟦quý III, IV năm 2022⟧ có mưa", "2023-08-01", "2022-Q3/2022-Q4"),
    ("⟦quý I-II/2023⟧ có mưa", "2023-08-01", "2023-Q1/2023-Q2"),
    ("⟦từ 24/3 đến nay⟧ có mưa", NEWS, "2022-03-24/2022-04-13"),
    ("⟦từ năm 2015 đến nay⟧ có mưa", NEWS, "2015/2022-04-13"),
    ("⟦từ ngày 31/5/2021 đến hết năm 2021⟧ có mưa", NEWS, "2021-05-31/2021-12-31"),
    ("⟦từ 8h đến 11h30 ngày 12/4⟧ có mưa", NEWS, "2022-04-12T08:00/2022-04-12T11:30"),
    ("⟦8 - 10 giờ ngày 12/4⟧ có mưa", NEWS, "2022-04-12T08:00/2022-04-12T10:00"),
    ("⟦từ sáng 11/4 đến chiều 12/4⟧ có mưa", NEWS, "2022-04-11TMO/2022-04-12TAF"),
    ("⟦đêm 11 rạng sáng 12/4⟧ có mưa", NEWS, "2022-04-11/2022-04-12"),
    ("⟦sáng và chiều 12/4⟧ có mưa", NEWS, "2022-04-12TMO/2022-04-12TAF"),
    ("⟦từ thứ Hai đến thứ Sáu tuần trước⟧ có mưa", NEWS, "2022-04-04/2022-04-08"),
    ("⟦từ năm 2019 đến 6 tháng đầu năm 2021⟧ có mưa", NEWS, "2019-01/2021-06"),
    ("⟦ngày 29 - 30/6 và 01/7/2021⟧ có mưa", NEWS, "2021-06-29/2021-07-01"),
    ("⟦ngày 29 - 30/6 và 05/7/2021⟧ có mưa", NEWS, None),
    ("⟦từ tháng 3/2020 đến hết năm 2021⟧ có mưa", NEWS, "2020-03/2021-12"),
    ("⟦từ ngày 10/5/2021 đến ngày 1/5/2021⟧ có mưa", NEWS, None),
]

POINTING_BACK = [
    ("Ngày 3/5/2021 anh D bị bắt. ⟦Cùng ngày⟧, nhà anh D bị khám.", NEWS, "2021-05-03"),
    ("Ngày 3/5/2021 anh D bị bắt. ⟦Chiều cùng ngày⟧, nhà bị khám.", NEWS, "2021-05-03TAF"),
    ("19 giờ ngày 3/5/2021 họ gặp nhau. Đến ⟦20 giờ 45 phút cùng ngày⟧ thì về.", NEWS, "2021-05-03T20:45"),
    ("Ngày 3/5/2021 anh D bị bắt. ⟦Hôm sau⟧, nhà anh D bị khám.", NEWS, "2021-05-04"),
    ("Ngày 31/5/2021 anh D bị bắt. ⟦Sáng hôm sau⟧, nhà bị khám.", NEWS, "2021-06-01TMO"),
    ("Ngày 3/5/2021 anh D bị bắt. ⟦Tối hôm đó⟧ trời mưa.", NEWS, "2021-05-03TEV"),
    ("Ngày 3/5/2021 anh D bị bắt. ⟦Sau đó 2 ngày⟧ nhà bị khám.", NEWS, "2021-05-05"),
    ("Ngày 3/5/2021 anh D bị bắt. ⟦Ba ngày sau⟧ nhà bị khám.", NEWS, "2021-05-06"),
    ("Ngày 3/5/2021 anh D bị bắt. ⟦Hai ngày trước đó⟧ anh đi vắng.", NEWS, "2021-05-01"),
    ("Năm 2016 anh D vay tiền, đến ⟦tháng 10 cùng năm⟧ thì trả.", NEWS, "2016-10"),
    ("Năm 2016 anh D vay tiền, đến ⟦tháng 12 năm ấy⟧ thì trả.", NEWS, "2016-12"),
    ("Năm 2016 anh D vay tiền. ⟦Hai năm sau⟧ anh trả đủ.", NEWS, "2018"),
    ("Tháng 5/2016 anh D vay tiền, ⟦ngày 20 tháng đó⟧ thì trả.", NEWS, "2016-05-20"),
    (
        "Ngày 3/5/2021 anh D bị bắt theo Lệnh số 7/LB-CSĐT ngày 1/5/2021. ⟦Cùng ngày⟧, nhà bị khám.",
        NEWS,
        "2021-05-03",
    ),
    (
        "Ngày 3/5/2021 anh D bị bắt. Có Kết luận số 7/KL-PY của Trung tâm ngày 1/6/2021. ⟦Cùng ngày⟧ nhà bị khám.",
        NEWS,
        "2021-05-03",
    ),
    ("Ngày 15/02/2023 (âm lịch là ⟦25 tháng Giêng⟧), bà cho vay.", NEWS, "2023-02-15"),
    ("Ông mất ngày 3/8/2013 (tức ⟦ngày 27 tháng 6 năm Quý Tỵ⟧), thọ 86 tuổi.", NEWS, "2013-08-03"),
    (
        "Gia Lai, ngày 13 tháng 4 năm 2022\nNgày 3/5/2021 anh D bị bắt. "
        + "Trời mưa to. " * 60
        + "⟦Cùng ngày⟧ mất điện.",
        NEWS,
        "2021-05-03",
    ),
    ("Trời mưa. ⟦Cùng ngày⟧ nhà bị khám.", NEWS, None),
    ("Trời mưa. ⟦Năm đó⟧ mất mùa.", NEWS, None),
]

WITHOUT_NORM = [
    ("⟦cuối năm 2021⟧ có mưa", NEWS, None),
    ("⟦đầu tháng 4⟧ có mưa", NEWS, None),
    ("⟦giữa tháng 3/2022⟧ có mưa", NEWS, None),
    ("⟦cuối quý\nI-2012⟧ có mưa", NEWS, None),
    ("⟦tuần trước⟧ có mưa", NEWS, None),
    ("⟦tuần qua⟧ có mưa", NEWS, None),
    ("⟦đầu tuần⟧ có mưa", NEWS, None),
    ("⟦giữa thập niên 1990⟧ có mưa", NEWS, None),
    ("⟦hè năm 2006⟧ có mưa", NEWS, None),
    ("⟦Tết⟧ có mưa", NEWS, None),
    ("⟦tháng Chạp⟧ có mưa", NEWS, None),
    ("⟦Tết năm nay⟧ có mưa", NEWS, None),
    ("⟦31/02/2021⟧ có mưa", NEWS, None),
    ("⟦29/2/2021⟧ có mưa", NEWS, None),
    ("⟦tháng 13⟧ có mưa", NEWS, None),
    ("⟦ngày 45/4⟧ có mưa", NEWS, None),
    ("⟦31/4⟧ có mưa", NEWS, None),
    ("⟦hằng năm⟧ có mưa", NEWS, None),
    ("⟦ngày 5 hằng tháng⟧ có mưa", NEWS, None),
    ("⟦những năm qua⟧ có mưa", NEWS, None),
    ("⟦10 năm qua⟧ có mưa", NEWS, None),
    ("⟦24 tháng⟧ có mưa", NEWS, None),
    ("⟦40 năm⟧ có mưa", NEWS, None),
    ("⟦ngày nay⟧ có mưa", NEWS, None),
    ("⟦buổi sáng⟧ có mưa", NEWS, None),
    ("⟦12⟧ có mưa", NEWS, None),
    ("⟦ngày tháng năm 2021⟧ có mưa", NEWS, None),
    ("⟦ngày 12 năm 2020⟧ có mưa", NEWS, None),
    ("⟦từ đầu năm đến nay⟧ có mưa", NEWS, None),
    ("⟦1234567890/4/2022⟧ có mưa", NEWS, None),
    ("⟦Nguyễn Văn An⟧ có mặt", NEWS, None),
]

CASES = [
    *FULL_DATES,
    *MISSING_YEAR,
    *YET_TO_COME,
    *MONTHS_QUARTERS_YEARS,
    *PARTS_OF_A_YEAR,
    *DAYS_FROM_THE_DOCUMENT,
    *TIMES,
    *RANGES,
    *POINTING_BACK,
    *WITHOUT_NORM,
]


def _unmark(marked: str) -> tuple[str, int, int]:
    start = marked.index("⟦")
    end = marked.index("⟧") - 1
    return marked.replace("⟦", "").replace("⟧", ""), start, end


def norm_of(text: str, start: int, end: int, document_date: str | None = None) -> str | None:
    found = value(text, start, end, document_date)
    return None if found is None else found.norm


def test_table_is_whole() -> None:
    assert len(CASES) >= 150
    assert len({(sentence, date) for sentence, date, _ in CASES}) == len(CASES)


@pytest.mark.parametrize(("sentence", "document_date", "norm"), CASES)
def test_value(sentence: str, document_date: str | None, norm: str | None) -> None:
    text, start, end = _unmark(sentence)
    assert norm_of(text, start, end, document_date) == norm


@pytest.mark.parametrize(("sentence", "document_date", "norm"), CASES[::3])
def test_decomposed_text_has_the_same_value(sentence: str, document_date: str | None, norm: str | None) -> None:
    text, start, end = _unmark(unicodedata.normalize("NFD", sentence))
    assert norm_of(text, start, end, document_date) == norm


@pytest.mark.parametrize(("sentence", "document_date", "norm"), CASES[::3])
def test_capitals_have_the_same_value(sentence: str, document_date: str | None, norm: str | None) -> None:
    text, start, end = _unmark(sentence)
    shouted = text[:start] + text[start:end].upper() + text[end:]
    assert norm_of(shouted, start, end, document_date) == norm


@pytest.mark.parametrize(("sentence", "document_date", "norm"), CASES)
def test_one_span_is_valued_alone_as_in_the_list(sentence: str, document_date: str | None, norm: str | None) -> None:
    text, start, end = _unmark(sentence)
    if sentence not in {case[0] for case in (*POINTING_BACK, *YET_TO_COME)}:
        assert [found.norm for found in value_spans(text, [(start, end)], document_date)] == [norm]


def test_date_in_the_text_stands_in_for_a_missing_document_date() -> None:
    text = "Thi hành xong một vụ khó\n\n13/04/2022\nChiều ngày 12/4, ông An giao nhà."
    assert norm_of(text, text.index("Chiều"), text.index(", ông")) == "2022-04-12TAF"
    assert norm_of(text, text.index("Chiều"), text.index(", ông"), "not a date") == "2022-04-12TAF"


@pytest.mark.parametrize("offsets", [(-1, 3), (3, 3), (5, 2), (0, 99), (99, 120)])
def test_offsets_outside_the_text_have_no_value(offsets: tuple[int, int]) -> None:
    assert value("12/4/2022", *offsets, NEWS) is None
    assert explain("12/4/2022", *offsets, NEWS).reason is Reason.OUTSIDE
    assert [found.norm for found in value_spans("12/4/2022", [offsets, (0, 9)], NEWS)] == [None, "2022-04-12"]


def test_coming_back_to_the_day_reported_on() -> None:
    """Far behind any other date, ``cùng ngày`` is the day on which the minutes were written."""
    body = (
        "Anh Tùng khai đã vay tiền từ ngày 4/2/2019 và trả được một nửa. " + "Hai bên trình bày ý kiến của mình. " * 20
    )
    text = f"Hôm nay, ngày 12/5/2021, tại trụ sở xã.\n{body}\nBiên bản lập xong lúc 11 giờ cùng ngày."
    spans = [
        (text.index(part), text.index(part) + len(part))
        for part in ("ngày 12/5/2021", "ngày 4/2/2019", "11 giờ cùng ngày")
    ]
    assert value_spans(text, spans, "2021-05-12")[-1].norm == "2021-05-12T11:00"
