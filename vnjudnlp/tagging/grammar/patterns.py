"""Regular expressions over the folded view for what has a form of its own: dates, amounts, provisions, numbers.

Each pattern has a name, an example that it matches and one that it does not. White space in the view is single,
and a scan may put one where print has none, so the separators allow it.
"""

from __future__ import annotations

import re

__all__ = [
    "DATE",
    "DATE_BEGINNING",
    "DATE_OPENERS",
    "DOCUMENT_NUMBER",
    "MONEY",
    "MONEY_BEGINNING",
    "PROVISION",
    "PROVISION_OPENERS",
    "RANGE_LINK",
    "RANGE_OPENING",
    "SERIES",
]

_S = r"[ \n]"
_O = r"[ \n]?"

_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_YEAR = r"(?:1[89]\d\d|20\d\d)(?!\d|[.,]\d)"
_SLASH = rf"{_O}[/.\-–]{_O}"
_DASH = rf"{_O}[-–]{_O}"
_NOT_LONGER = rf"(?!\d|{_O}[/\-–]{_O}\d|[.,:]\d|{_O}%)"

# matches "12/4/2022", "04- 02- 2013", "12.9.21"; does not match "12/4", "1.200.000"
_FULL = rf"{_DAY}{_SLASH}{_MONTH}{_SLASH}(?:{_YEAR}|\d\d{_NOT_LONGER})"
# matches "12/4", "18 /02", "30-9"; does not match "12/2022", "20/37"
_DAY_MONTH = rf"{_DAY}{_SLASH}{_MONTH}{_NOT_LONGER}"
# matches " năm 2021", " năm ngoái", ", năm 2021"
_OF_YEAR = rf",?{_S}năm(?:{_O}{_YEAR}|{_S}(?:nay|ngoái|trước|qua|sau|tới)(?!\w))"
# matches "tháng 10/2022", "tháng 8 năm ngoái", "tháng 12"; does not match "tháng tù", "tháng 13"
_MONTH_WORDS = (
    rf"tháng{_S}(?:{_MONTH}(?!\d|[.,]\d)|giêng|chạp|(?:một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?:{_S}một|{_S}hai)?)(?={_S}năm{_S}\d))"
    rf"(?:{_SLASH}{_YEAR}|{_OF_YEAR})?"
)
# matches "06 tháng 5 năm 2020", "12 tháng 4"; does not match "12 tháng tù"
_DAY_WORDS = rf"{_DAY}{_S}{_MONTH_WORDS}"
_QUARTER_NUMBER = r"(?:iv|i{1,3}|[1-4])(?!\w)"
# matches "quý I/2023", "quý 4 năm 2022", "quý I và II"; does not match "quý khách"
_QUARTER = (
    rf"quý{_S}{_QUARTER_NUMBER}(?:(?:{_DASH}|,{_S}|{_S}và{_S})(?:quý{_S})?{_QUARTER_NUMBER})?"
    rf"(?:{_SLASH}{_YEAR}|{_OF_YEAR})?"
)
# matches "05 tháng đầu năm 2022", "6 tháng cuối năm", "nửa đầu năm 2020"; does not match "05 tháng tù"
_PERIOD = (
    rf"(?:(?:(?:\d{{1,2}}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười){_S}(?:tháng|tuần|quý){_S}|nửa{_S})(?:đầu|cuối)"
    rf"{_S}năm(?:{_S}(?:{_YEAR}|nay|ngoái|trước))?|nửa{_S}(?:đầu|cuối){_S}{_MONTH_WORDS})"
)
# matches "10 tháng năm 2023"
_MONTHS_OF_YEAR = rf"\d{{1,2}}{_S}tháng{_S}năm{_S}{_YEAR}"
# matches "năm 2021", "năm 2011 , 2012", "năm 2021-2022"; does not match "05 năm", "năm người"
_YEAR_WORDS = rf"năm{_S}{_YEAR}(?:(?:{_O}[,–-]{_O}|{_S}và{_S}){_YEAR})*"
_RELATIVE_YEAR = rf"năm{_S}(?:nay|ngoái|kia|trước|qua|sau|tới)(?!\w)"
_RELATIVE_MONTH = rf"tháng{_S}(?:này|trước|qua|sau|tới)(?!\w)"
_RELATIVE_WEEK = rf"tuần{_S}(?:này|trước|qua|rồi|sau|tới)(?!\w)"
# matches "đầu năm 2022", "cuối quý I-2012", "giữa tháng 3"; does not match "đầu năm"
_EDGE = (
    rf"(?:đầu|giữa|cuối){_S}(?:{_MONTH_WORDS}|{_QUARTER}|năm{_S}{_YEAR}|{_YEAR}"
    rf"|{_RELATIVE_YEAR}|{_RELATIVE_MONTH}|{_RELATIVE_WEEK})"
)

_PART_OF_DAY = rf"(?:rạng{_S}sáng|sáng{_S}sớm|chiều{_S}tối|nửa{_S}đêm|sáng|trưa|chiều|tối|đêm|khuya)"
# matches "08 giờ 30 phút", "8h30", "21g", "08:30"; does not match "8 người"
_CLOCK = rf"(?:\d{{1,2}}{_O}(?:giờ|h|g)(?:{_O}\d{{1,2}}(?:{_O}(?:phút|')|p(?!\w))?)?|\d{{1,2}}:\d\d)"
_TIME = rf"(?:(?:{_CLOCK}|{_PART_OF_DAY})(?:{_S}{_PART_OF_DAY})?(?:{_O},)?{_S}(?:(?:{_PART_OF_DAY}|vào|của){_S})?)"
_WEEKDAY = rf"(?:thứ{_S}(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])(?!\w)|chủ{_S}nhật)"
_STEM = r"(?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý)"
_BRANCH = r"(?:tý|sửu|dần|mão|thìn|tỵ|ngọ|mùi|thân|dậu|tuất|hợi)"
# matches " âm lịch", " năm Nhâm Thìn"; does not match " năm 2012"
_LUNAR = rf"{_S}(?:âm{_S}lịch|năm{_S}{_STEM}{_S}{_BRANCH})(?!\w)"
# matches "ngày 12/4/2022", "hôm 22-6", "13/04/2022 08:30", "31.3 năm nay", "mùng 3 tháng 3"; does not match "24/7/365"
_NUMERIC_DAY = (
    rf"(?:(?:hôm|ngày){_O})?(?:(?:mùng|mồng){_S})?"
    rf"(?:{_DAY_WORDS}|{_FULL}(?:{_S}\d{{1,2}}:\d\d(?!\d))?|{_DAY_MONTH}(?:{_S}năm{_S}(?:nay|ngoái|trước|sau|tới)(?!\w))?)"
    rf"(?:{_LUNAR})?"
)
# matches "cùng ngày", "hôm qua", "ngày mai"; does not match "ngày nay"
_DEICTIC_DAY = (
    rf"(?:(?:ngày{_S})?hôm{_S}(?:nay|qua|kia|sau|trước|ấy|đó)|cùng{_S}ngày(?!{_S}\d)|ngày{_S}(?:mai|kia))(?!\w)"
)
# matches "14-15/8", "ngày 19 và 20/7", "từ ngày 5 đến 7/6/2021", "12/4-15/4"
_SHARED_DAYS = (
    rf"(?:từ{_S})?(?:ngày{_S})?{_DAY}(?:{_O},{_O}{_DAY}){{0,5}}(?:{_DASH}|{_S}và{_S}|,{_O}|{_S}(?:đến|tới){_S}(?:hết{_S})?(?:ngày{_S})?)"
    rf"(?:{_FULL}|{_DAY_MONTH}|{_DAY_WORDS})"
    rf"|{_DAY}/{_MONTH}{_DASH}(?:{_FULL}|{_DAY_MONTH})"
    rf"|ngày{_S}{_DAY}{_S}và{_S}ngày{_S}(?:{_FULL}|{_DAY_MONTH}|{_DAY_WORDS})"
    rf"|đêm{_S}{_DAY},?{_S}rạng{_S}(?:sáng{_S})?(?:ngày{_S})?(?:{_FULL}|{_DAY_MONTH})"
)
# matches "tháng 6, 7/2022", "tháng 3 - 5/2021"
_SHARED_MONTHS = (
    rf"tháng{_S}{_MONTH}(?:,{_O}{_MONTH})*(?:{_DASH}|,{_O}|{_S}và{_S})(?:tháng{_S})?{_MONTH}{_SLASH}{_YEAR}"
)
# matches "2021-2025", "2020 - 2025"
_YEARS = rf"(?:1[89]|20)\d\d{_DASH}{_YEAR}"

# what any date begins with, so that a place where none begins is left at once; matches "12/4" in "12/4", "từ 5" in
# "từ 5 người"; does not match "12 người", "từ đó"
DATE_BEGINNING = (
    rf"\d{{1,2}}(?:{_O}(?:[/.,–-]{_O}|:)\d|{_O}[hg]|{_S}(?:tháng|tuần|quý|và|đến|tới){_S})|(?:1[89]|20)\d\d(?!\d|[.,]\d)"
    rf"|\((?:\d|hôm|ngày|mùng|mồng)|từ{_S}(?:\d|ngày)|ngày{_O}(?:\d|m|hôm|kia)|hôm(?:\d|m|{_S})"
    rf"|năm{_S}(?:\d|nay|ngoái|kia|trước|qua|sau|tới|tháng|tuần|quý)"
    rf"|(?:hai|ba|bốn|sáu|bảy|tám|chín|mười){_S}(?:tháng|tuần|quý)|(?:đầu|giữa|cuối){_S}(?:\d|năm|tháng|tuần|quý)"
    rf"|chủ{_S}nhật|cùng{_S}ngày|(?:mùng|mồng|tháng|tuần|quý|thứ|rạng|nửa){_S}|(?:sáng|trưa|chiều|tối|đêm|khuya)(?:{_O},)?{_S}"
)

DATE = re.compile(
    rf"(?<![\w/])(?={DATE_BEGINNING})(?:"
    rf"(?P<shared>{_TIME}?(?:{_SHARED_DAYS}))"
    rf"|(?P<day>{_TIME}?(?:{_WEEKDAY},?{_S})?\(?{_NUMERIC_DAY})"
    rf"|(?P<deictic>(?:{_TIME})?{_DEICTIC_DAY}|{_PART_OF_DAY}{_S}(?:nay|qua|mai)(?!\w))"
    rf"|(?P<weekday>(?:{_TIME})?{_WEEKDAY}(?:{_S}(?:{_RELATIVE_WEEK}|này|tới)(?!\w))?)"
    rf"|(?P<period>{_PERIOD}|{_MONTHS_OF_YEAR})"
    rf"|(?P<edge>{_EDGE})"
    rf"|(?P<months>{_SHARED_MONTHS})"
    rf"|(?P<month>{_MONTH_WORDS})"
    rf"|(?P<quarter>{_QUARTER})"
    rf"|(?P<year>{_YEAR_WORDS})"
    rf"|(?P<relative>{_RELATIVE_YEAR}|{_RELATIVE_MONTH}|{_RELATIVE_WEEK})"
    rf"|(?P<monthyear>{_MONTH}/{_YEAR})"
    rf"|(?P<years>{_YEARS})"
    rf"|(?P<bare>{_YEAR})"
    rf")(?![\w])"
)
"""A point or short period on the calendar; the name of the group says of what kind."""

DATE_OPENERS = frozenset(
    "rạng sáng chiều nửa trưa tối đêm khuya thứ chủ hôm ngày mùng mồng cùng từ hai ba bốn năm sáu bảy tám chín mười"
    " đầu giữa cuối tháng quý tuần ngàymùng ngàymồng hômmùng hômmồng".split()
)
"""The words that a match of DATE may begin with; others begin with a digit or a bracket."""

RANGE_LINK = re.compile(rf"{_S}(?:đến|tới){_S}(?:hết{_S})?|{_DASH}")
"""What stands between the two ends of a range."""

RANGE_OPENING = re.compile(rf"từ{_S}(?:hết{_S})?\Z")
"""What stands before the first end of a range."""

_AMOUNT = rf"\d{{1,3}}(?:{_O}[.,]{_O}\d{{3}})+(?:,\d{{1,3}})?|\d{{1,15}}(?:[.,]\d{{1,3}})?"
_SCALE = r"(?:tỷ|tỉ|triệu|nghìn|ngàn|trăm|tr(?!\w)|k(?!\w))"
_CURRENCY = (
    rf"(?:đồng(?:{_S}việt{_S}nam)?|đ|vnđ|vnd|usd|eur|euro|đô{_S}la(?:{_S}mỹ)?|đôla(?:{_S}mỹ)?|nhân{_S}dân{_S}tệ|ndt|cny|yên|jpy|won|krw"
    rf"|bảng{_S}anh|gbp|baht|bạt|kíp|riel|aud|sgd|đôla|franc)(?!\w)"
)
# matches "4.500.000 đồng", "312 tỷ 450 triệu đồng", "5.000 USD", "370 triệu", "64.500. 000 đ";
# does not match "4.500 người"
# what any amount begins with: figures that a unit or more figures follow; does not match "4.500 người"
MONEY_BEGINNING = rf"[$€]|\d[\d.,]*(?![\d.,])(?:{_O}{_SCALE}|{_O}{_CURRENCY}|{_S}[.,\d])"
MONEY = re.compile(
    rf"(?<![\w.,/])(?={MONEY_BEGINNING})(?:(?P<currency>(?:{_AMOUNT})(?:{_O}{_SCALE})*(?:{_S}(?:{_AMOUNT}){_O}{_SCALE}){{0,3}}{_O}{_CURRENCY})"
    rf"|(?P<scaled>(?:{_AMOUNT}){_O}(?:tỷ|tỉ|triệu)(?!\w)(?:{_S}(?:{_AMOUNT}){_O}(?:tỷ|tỉ|triệu|nghìn|ngàn))?(?:{_S}rưỡi)?|\d{{1,3}}{_O}(?:nghìn|ngàn)(?!\w))"
    rf"|(?P<symbol>[$€]{_O}(?:{_AMOUNT})))(?!\w)"
)

_POINT_LIST = rf"[a-zđ]\d?(?!\w)(?:(?:,{_O}|{_S}và{_S}|{_S}hoặc{_S}|;{_S})[a-zđ]\d?(?!\w)){{0,12}}"
_ARTICLE_NUMBER = r"\d{1,4}[a-zđ]?(?![\w/]|[.,]\d)"
_NUMBER_LIST = (
    rf"{_ARTICLE_NUMBER}(?:(?:{_O},{_O}|{_S}và{_S}|{_S}hoặc{_S}|;{_S}|{_DASH}){_ARTICLE_NUMBER}"
    rf"(?!{_S}(?:năm|tháng|ngày|người|vụ|việc|bị)(?!\w))){{0,20}}"
)
_ROMAN_OR_NUMBER = r"(?:[ivxl]{1,7}|\d{1,3})(?!\w)"
_JOIN = rf"(?:,{_O}|{_S}và{_S}|{_S}|;{_S})"
# matches "điểm a khoản 1 điều 48", "điều 26, 35, 39", "mục ii", "khoản 1, khoản 2 điều 35"; does not match "điều này"
PROVISION = re.compile(
    rf"(?<!\w)(?:(?:(?:tiết|điểm){_S}{_POINT_LIST}{_JOIN}){{0,4}}"
    rf"(?:(?:điểm{_S}{_POINT_LIST}{_JOIN})?khoản{_S}{_NUMBER_LIST}{_JOIN}){{0,6}}(?:của{_S})?"
    rf"điều{_S}{_NUMBER_LIST}"
    rf"|(?:(?:mục|chương|phần|phụ{_S}lục){_S}{_ROMAN_OR_NUMBER}(?:{_JOIN}(?=mục|chương|phần))?){{1,3}})"
)

PROVISION_OPENERS = frozenset("tiết điểm khoản của điều mục chương phần phụ".split())
"""The words that a match of PROVISION begins with."""

_CODE_PART = r"[A-ZĐƯÔ][^\W¹²³⁰-⁹]*"
# matches "62/2015/NĐ-CP", "31 /QĐ-TTr", "22/2010/ HSST", "11/2016/TTLT-BTP-TANDTC", "AA/2010/ 03377", "96/2019/QH14"
DOCUMENT_NUMBER = re.compile(
    rf"(?<![\w/.])(?:\d{{1,6}}[A-Za-zĐđ]?{_O}/{_O}(?:(?:19|20)\d\d[A-Z]?{_O}/{_O})?{_CODE_PART}(?:(?:[-–/&]{_O}|\.|{_O}[-–])(?:{_CODE_PART}|[ivx]{{1,4}}(?!\w)))*(?:\.?\d+)?"
    rf"|\d{{1,4}}{_O}-{_O}(?:NQ|CT|KL|QĐ|QC|HD|TB)/[A-ZĐ]{{2,5}}"
    rf"|[A-Z]{{1,3}}/\d{{2,4}}[A-Z]?/{_O}\d{{2,9}}"
    rf"|\d{{1,6}}{_O}/{_O}(?:19|20)\d\d(?![\w/]))"
)
"""The number of a document, on the view as written; a case file's may be without letters."""

SERIES = re.compile(r"[A-Z]/\d\d")
"""The end of the letters that a document's number may begin with, and what follows them; others begin with a digit."""
