"""The document's own date: news dateline, letterhead, head of a judgment, opening of minutes."""

from __future__ import annotations

import datetime
import re

from vnjudnlp.dates.circumstances import Circumstances
from vnjudnlp.dates.grammar import parse
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
    rf"(?:^|[^\S\n]|\d|[-–\w] )(?:[^\W\d_][^\n,;:.\d]{{1,40}}) ?, ?ngày ?(?P<date>{_FULL_DATE})[ .]{{0,2}}$"
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


def document_date(view: str) -> datetime.date | None:
    """Find the date that a document gives itself.

    Args:
        view: the normalised text.

    Returns:
        the date of its letterhead, of the head of a judgment, of its dateline or of minutes, in this order of
        preference; None where it has none of these.
    """
    lines = [line.strip() for line in view.split("\n")]
    filled = [line.lower() for line in lines if line]
    head = filled[:_HEAD_LINES]
    foot = filled[max(_HEAD_LINES, len(filled) - _FOOT_LINES) :]
    return (
        _in_judgment_head(head)
        or _first(_LETTERHEAD, head, at_end=True)
        or _first(_DATELINE, head)
        or _first(_PUBLISHED, head, anywhere=True)
        or _first(_MINUTES, filled[: 3 * _HEAD_LINES])
        or _first(_LETTERHEAD, foot, at_end=True)
    )


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
