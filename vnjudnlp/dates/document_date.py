"""The document's own date: news dateline, letterhead, head of a judgment, opening of minutes."""

from __future__ import annotations

import datetime
import re

from vnjudnlp.dates.circumstances import Circumstances
from vnjudnlp.dates.grammar import parse
from vnjudnlp.dates.misreadings import mend
from vnjudnlp.dates.resolve import resolve

__all__ = ["document_date"]

_HEAD_LINES = 16
_FOOT_LINES = 12
_LONGEST_LINE = 160

_FULL_DATE = (
    r"(?:\d{1,2} ?[/.\-–] ?\d{1,2} ?[/.\-–] ?\d{4}|\d{1,2} ?tháng ?\d{1,2} ?năm ?\d{4}"
    r"|\d{1,2} ?tháng ?\d{1,2} ?[/\-] ?\d{4})"
)
_CLOCK = r"(?:\d{1,2} ?(?::|giờ|h|g) ?(?:\d{2})?(?: ?(?:phút|'))?(?: ?\(?gmt ?\+ ?7\)?)?)"
_BETWEEN = r" ?[,|\-–—]{0,2} ?"
_PART = r"(?:(?:buổi )?(?:sáng|trưa|chiều|tối|đêm))"
_WEEKDAY = r"(?:(?:sáng |chiều |tối )?(?:thứ (?:\w{2,4}|\d)|chủ nhật))"

# matches "(13/04/2022)", "Thứ tư, 13/04/2022 | 08:30 (GMT+7)", "22.05.2019 - Thực hiện …",
# "Báo Gia Lai - Thứ Sáu, 13/4/2022"; does not match "13/04/2022 ông An đến", "Từ 13/04/2022"
_DATELINE = re.compile(
    rf"(?:[^\d\n]{{3,60}}?\d{{0,3}} [|\-–—] )?[(\[]?(?:(?:ngày|đăng lúc|lúc)(?: lúc)? ?:? ?)?"
    rf"(?:{_WEEKDAY}{_BETWEEN})?(?:{_CLOCK}{_BETWEEN})?(?:{_PART}{_BETWEEN})?(?:ngày )?(?P<date>{_FULL_DATE})"
    rf"(?:{_BETWEEN}{_WEEKDAY})?(?:{_BETWEEN}{_CLOCK})?(?: ?[)\]])?(?:[.;]?$| ?[-–—:] (?=[^\W\d_]))"
)
# matches "Ngày đăng: 13/04/2022", "ngày duyệt đăng: 15/9/2020", "Cập nhật lúc 08:30, 13/04/2022";
# does not match "ngày 13/4/2022"
_PUBLISHED = re.compile(
    rf"(?:cập nhật|ngày đăng|đăng ngày|ngày cập nhật|ngày duyệt đăng|ngày xuất bản|đăng lúc)(?: lúc)? ?:? ?"
    rf"(?:{_WEEKDAY}{_BETWEEN})?(?:{_CLOCK}{_BETWEEN})?(?:ngày )?(?P<date>{_FULL_DATE})"
)
# matches "Gia Lai, ngày 12 tháng 4 năm 2022", "Tam Kỳ, 18-9-2006"; does not match "theo Công văn ngày 12/4/2022"
_LETTERHEAD = re.compile(
    rf"(?:^|[^\S\n]|\d|[-–\w] )(?!{_WEEKDAY} ?,)"
    rf"(?:[^\W\d_][^\n,;:.\d]{{1,40}})(?<!phút)(?<!giờ) ?, ?ngày ?(?P<date>{_FULL_DATE})[ .]{{0,2}}$"
    rf"|^(?:(?:tp|tx|tt)\. ?)?[^\W\d_][^\n,;:.\d]{{1,24}} ?, ?(?P<bare>{_FULL_DATE})[ .]{{0,2}}$"
)
# matches "Ngày: 28-7-2021", "Bản án số: 15/2021/HNGĐ-ST ngày 06/5/2021"; does not match "Căn cứ Bản án số … ngày …"
_JUDGMENT_LINE = re.compile(
    rf"(?:(?:trích )?(?:bản án|quyết định|cáo trạng|số) ?[^\n]{{0,60}}? )?ngày ?:? ?(?P<date>{_FULL_DATE})[ .;]{{0,3}}$"
)
# matches "Bản án số: 21/2021/HS-ST", "Số: 96/2017/QĐST-HNGĐ"; does not match "Căn cứ Bản án số 3"
_NUMBER_LINE = re.compile(r"(?:trích )?(?:bản án|quyết định|cáo trạng|số)(?:[^\n]{0,40}?số)? ?[:.]? ?[\w.]*\d")
# matches "Hôm nay, ngày 12 tháng 5 năm 2021", "Vào hồi 08 giờ 30 phút, ngày 12/5/2021"; does not match "hôm nay ông An"
_MINUTES = re.compile(
    rf"(?:hôm nay ?[ ,:(]{{1,3}}|(?=(?:vào )?(?:h[ồô]i|lúc) ?\d))"
    rf"(?:(?:vào )?(?:h[ồô]i |lúc ){{0,2}}{_CLOCK} ?[ ,]{{1,3}})?"
    rf"(?:{_WEEKDAY} ?[ ,]{{1,3}})?(?:ngày ?)?(?P<date>{_FULL_DATE})"
)

_PREFIX = rf"(?:{_WEEKDAY}{_BETWEEN})?(?:{_CLOCK}{_BETWEEN})?(?:{_PART}{_BETWEEN})?(?:{_WEEKDAY}{_BETWEEN})?(?:ngày )?"
# matches "18/10/2018 | An ninh", "(17/5/2018) Chuyến tàu"; does not match "28/8/2015. Kỷ niệm"
_LEADING = re.compile(rf"(?:\({_PREFIX}(?P<date>{_FULL_DATE})\)|{_PREFIX}(?P<bare>{_FULL_DATE})) ?(?:[|·]|(?<=\)) )")
# matches "CÀ MAU, 1-7-2025. Mới", "HUẾ (15/5/2026) – Nếu", "(HẠ LONG - 11.9.2015) Tàu",
# "Nha Trang, thứ Hai, 07/8/2023"; does not match "Luật có hiệu lực, 01/01/2022 - xem"
_PLACE = re.compile(
    rf"\(?(?P<place>[^\W\d_][^\n,;:.()\d|]{{1,28}}?) ?(?:[,(–-]|, ngày) ?"
    rf"{_PREFIX}(?P<date>{_FULL_DATE}) ?(?:$|[).|–—-]+ ?(?:$|(?=\w)))"
)
# matches "(Báo Công lý, số ra ngày 19-11-2009)", "(dán ở phòng bảo vệ, 09/02/2026)"; not "(12/4/2022) Cục họp"
_IN_BRACKETS = re.compile(
    rf"\((?:[^()\n:]{{1,140}}?[ ,])?{_PREFIX}(?P<date>{_FULL_DATE})(?:, [^\d()\n]{{1,60}})?\)[.]?$"
)
# matches "Bắt đầu lúc 14 giờ, ngày 12/12/2019", "10g15 ngày 9-11-2016, tôi", "Phiên: 8h ngày 19/5/2022";
# does not match "Ông An đến lúc 8h ngày 19/5/2022"
_OPENING = re.compile(
    rf"(?:^|(?<=[.:] ))(?:(?:bắt đầu|mở đầu|khai mạc|họp|phiên|thời gian lập)(?: lúc| hồi| vào| từ){{0,2}} ?:? ?)?"
    rf"(?:vào )?(?:hồi |lúc )?"
    rf"{_CLOCK} ?[, ]{{1,3}}(?:{_WEEKDAY} ?[ ,]{{1,3}})?(?:ngày ?)?(?P<date>{_FULL_DATE})"
    rf"|^(?:ngày|hôm nay là|hôm nay,?|{_PART} {_WEEKDAY},?) ?:? ?(?P<bare>{_FULL_DATE})"
    rf"(?:$| ?,? (?:hồi|từ|lúc|tại|bắt đầu|vào|tôi|chúng tôi)(?!\w)| ?\.)"
)
# matches "Bản án số 03/2022/KDTM-ST ngày 15 tháng 9 năm 2022 của Tòa án"; does not match "Căn cứ Bản án số 3 …"
_TITLE = re.compile(
    rf"(?:trích )?(?:bản án|quyết định|cáo trạng)[^\n;()]{{0,60}}? ?ngày ?(?P<date>{_FULL_DATE})(?: của|$)"
)
# matches "HẢI ĐĂNG (30-9-2019)", "Ba Chẽ 29 tháng 3 năm 2004", "Bài: Lý Cúc Hoa. 15/9/2022", "lập ngày 13/01/2012";
# does not match "Hạn nộp: trước ngày 13/01/2012"
_SIGNATURE = re.compile(
    rf"(?:[^\n\d;]{{1,50}}?[ .,(])?(?:(?:đăng|lập|ký số|đi lúc|phát hành|ngày) ?)?"
    rf"{_PREFIX}(?P<date>{_FULL_DATE})[ .)]{{0,3}}$"
)
# what dates something else: matches "theo", "đến ngày"; does not match "kèm theo"
_REFERENCE = re.compile(
    r"(?<!kèm )(?<!\w)(?:theo|căn cứ|của|trước|đến|tới|từ|hạn|sau|sinh"
    r"|mất|hiệu lực|ban hành|nhận bài|bài nhận|sửa đổi|thời gian|năm sinh|cấp)(?!\w)"
)
# matches "2O16", "l2", "nãm", where a scan has misread a date; does not match "2016"
_MISREAD = re.compile(r"\d[oil]|[oil]\d|nãm|thảng|ngáy")
# matches "8 giờ ngày", "14h00, thứ Sáu" in lower case; does not match "ngày 8"
_BEGINS_WITH_CLOCK = re.compile(_CLOCK)
# matches "BIÊN BẢN" in lower case, "bản gỡ băng"; does not match "bản án"
_IS_MINUTES = re.compile(r"biên bản|gỡ băng|ghi chép|tường trình")
# matches "GIẤY MỜI" in lower case; does not match "mời"
_ANNOUNCES = re.compile(r"giấy mời|yết thị|thông báo|lịch|giấy báo|kế hoạch|giấy triệu tập")
# matches "thứ tư", "chủ nhật"; does not match "thủ đức"
_WEEKDAY_NAME = re.compile(_WEEKDAY)
# matches "2022"; does not match "12"
_YEAR = re.compile(r"\d{4}")
# matches "12/4/2022"; does not match "12/4"
_ANY_DATE = re.compile(_FULL_DATE)
_TODAY = "hôm nay"
_TIMELINE = 3
"""So many lines that begin with dates tell what happened, not when the document was written."""
_TOP_LINES, _LAST_LINES, _TITLE_LINES = 6, 3, 2


def document_date(view: str) -> datetime.date | None:
    """Find the date that a document gives itself.

    Args:
        view: the normalised text.

    Returns:
        the date of its letterhead, of the head of a judgment, of its dateline or of minutes, in this order of
        preference; None where it has none of these.
    """
    written = [line for line in map(str.strip, view.split("\n")) if line]
    first = _mended(written[: 3 * _HEAD_LINES])
    head = first[:_HEAD_LINES]
    foot = _mended(written[max(_HEAD_LINES, len(written) - _FOOT_LINES) :])
    opening = "\n".join(head)
    is_minutes = _IS_MINUTES.search(opening) is not None
    announces = _ANNOUNCES.search(opening) is not None
    dated_head, dated_foot = _with_year(head), _with_year(foot)
    sure = (
        _in_judgment_head(head)
        or _first(_TITLE, _with_year(first[:_TITLE_LINES]))
        or _first(_LETTERHEAD, dated_head, at_end=True)
        or (None if _is_timeline(first) else _first(_DATELINE, _without_clock(dated_head) if announces else dated_head))
        or _first(_PUBLISHED, dated_head, anywhere=True)
        or _first(_LEADING, _with_year(first[:_TOP_LINES]))
        or _first(_MINUTES, _with_year(first if is_minutes else _of_today(first)))
        or _first(_LETTERHEAD, _without_references(dated_foot), at_end=True)
    )
    if sure is not None:
        return sure
    end = _mended(written[max(_TOP_LINES, len(written) - _LAST_LINES) :])
    top, last = _with_year(first[:_TOP_LINES]), _with_year(end)
    likely = (
        _behind_place(_with_year(written[:_TOP_LINES]))
        or _first(_IN_BRACKETS, _without_references(top))
        or (_first(_OPENING, dated_head, anywhere=True) if is_minutes else None)
        or _behind_place(_with_year(written[max(_HEAD_LINES, len(written) - _LAST_LINES) :]))
        or _first(_IN_BRACKETS, _without_references(last))
        or _first(_SIGNATURE, _without_references(last))
    )
    return None if likely is None or _names_a_later_day(view.lower(), likely) else likely


def _mended(lines: list[str]) -> list[str]:
    """Return lines in lower case, with what a scan has misread in them put right."""
    lowered = [line.lower() for line in lines]
    # one search for all lines: few documents are scanned
    if _MISREAD.search("\n".join(lowered)) is None:
        return lowered
    return [mend(line) if len(line) <= _LONGEST_LINE and _MISREAD.search(line) else line for line in lowered]


def _with_year(lines: list[str]) -> list[str]:
    """Keep the lines that can hold a full date."""
    return [line for line in lines if _YEAR.search(line)]


def _names_a_later_day(text: str, date: datetime.date) -> bool:
    """Say whether the document names a full date behind the one that seemed to be its own."""
    found = (_read(match[0]) for match in _ANY_DATE.finditer(text))
    return any(day is not None and date < day for day in found)


def _without_clock(lines: list[str]) -> list[str]:
    """Leave out the lines that begin with an hour: in an invitation it is that of the meeting."""
    return [line for line in lines if _BEGINS_WITH_CLOCK.match(line) is None]


def _is_timeline(lines: list[str]) -> bool:
    matches = (_DATELINE.match(line[:_LONGEST_LINE]) for line in lines if line[:1].isdigit())
    return len({match["date"] for match in matches if match is not None}) >= _TIMELINE


def _of_today(lines: list[str]) -> list[str]:
    return [line for line in lines if _TODAY in line]


def _without_references(lines: list[str]) -> list[str]:
    return [line for line in lines if _REFERENCE.search(line) is None]


def _behind_place(lines: list[str]) -> datetime.date | None:
    """Return the date that stands behind a place, whose words are all capitalised, at the beginning of a line."""
    for line in lines:
        match = _PLACE.match(line[:_LONGEST_LINE].lower())
        if match is None:
            continue
        words = line[match.start("place") : match.end("place")].split()
        is_place = _WEEKDAY_NAME.match(match["place"]) is None and all(word[0].isupper() for word in words)
        if is_place and (found := _read(match["date"])) is not None:
            return found
    return None


def _read(date: str) -> datetime.date | None:
    expression = parse(date)
    values = None if expression is None else resolve(expression, Circumstances())
    return values[0].first_day if values is not None and len(values) == 1 and values[0].day is not None else None


def _first(
    pattern: re.Pattern[str], lines: list[str], *, anywhere: bool = False, at_end: bool = False
) -> datetime.date | None:
    """Return the date of the first line that a pattern fits at its beginning, at its end or anywhere."""
    for line in lines:
        part = line[-_LONGEST_LINE:] if at_end else line[:_LONGEST_LINE]
        match = pattern.search(part) if anywhere or at_end else pattern.match(part)
        if match is not None and (found := _read(match[match.lastgroup or 0])) is not None:
            return found
    return None


def _in_judgment_head(lines: list[str]) -> datetime.date | None:
    """Read the line ``Ngày:`` on or directly below the line with the number."""
    for index, line in enumerate(lines):
        if _NUMBER_LINE.match(line) is None:
            continue
        for candidate in lines[index : index + 3]:
            if len(candidate) <= _LONGEST_LINE and (match := _JUDGMENT_LINE.match(candidate)) is not None:
                return _read(match["date"])
    return None
