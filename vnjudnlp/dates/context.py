"""What the text around a date tells of it: whether it is still to come, and whether it dates a paper or a birth."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from vnjudnlp.dates.circumstances import Outlook
from vnjudnlp.resources import read_table

__all__ = [
    "begins_a_time",
    "begins_its_line",
    "closes_the_minutes",
    "dates_a_birth",
    "dates_a_paper",
    "equals_date_before",
    "in_same_paragraph",
    "in_same_sentence",
    "outlook_around",
    "says_lunar",
    "stamps_the_document",
    "stands_in_brackets_behind",
    "year_behind",
]

_WINDOW_BEFORE, _WINDOW_BEHIND, _LONGEST_SENTENCE, _SECTION = 160, 24, 800, 1500
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))

# matches ". " and a line break; does not match the full stops of "12.4.2022"
_SENTENCE_END = re.compile(r"[.!?;…](?=\s|$)|\n")

# matches "3. Đề nghị", "II. PHƯƠNG HƯỚNG", "a) Án dân sự:"; does not match "Ông An đề nghị Tòa án …"
_NUMBERED_HEADING = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,2}|[IVX]{1,5}|[A-Za-zđ])[.)/:] ?\S")
_SHORTEST_HEADING, _LONGEST_HEADING = 4, 120

_NUMBER_WORD, _ISSUER_WORD = "số", "của"
_ENDS = ",;:.)"
# matches the "(" of "ngày 22/01 (29 Tết)"; does not match the dash of "Đêm 14.5 – Rằm tháng Tư"
_BRACKET = re.compile(r" ?\( ?")
# matches "(1832" behind "năm Nhâm Thìn"; does not match "(12/4/2022"
_YEAR_BEHIND = re.compile(r"\s?\((?P<year>\d{4})(?![\d/.-])")
# matches "– ", "• ", "1. "; does not match "Ngày"
_BULLET = re.compile(r"[^\S\n]*(?:[-–—•*+▪●]|\d{1,2}[.)])?[^\S\n]*")

_STRENGTH = (Outlook.PAST, Outlook.NEXT, Outlook.THIS, Outlook.PLANNED, Outlook.EITHER)


# what must stand before and behind the cues of a place; elsewhere mere word boundaries
_EDGES = {
    # "… phải nộp trước" directly before the date; not "trước đó"
    "adjacent": (r"(?<![^\W_])", r"\s*[:(]?\s*$"),
    # "tới" directly behind the date; not "vào tới nơi"
    "following": (r"^[\s)]*", r"(?![^\W_])"),
    # "từ ngày" before or in "từ ngày 01/7"; not "từ nay đến 01/7"
    "beginning": (r"(?<![^\W_])", r"\s+(?:ngày\s*)?(?=\d|$)"),
    # "(âm lịch)", ", tính theo ta" behind a date; not " và âm lịch"
    "lunar_behind": (r"^(?: \w+ \w+,)?[\s(,]*", r"(?![^\W_])"),
    # "Giỗ Tổ (" before a date; not "Giỗ Tổ, hôm"
    "lunar_before": (r"(?<![^\W_])", r"[\s(:]*$"),
    # " (tức " between two dates; not " và sau đó, tức là"
    "equal": (r"^[\s(,]*", r"[\s:]*$"),
}


@lru_cache(maxsize=1)
def _cues() -> dict[str, re.Pattern[str]]:
    """Return one pattern for each place of ``date_cues.tsv``, with one group for each outlook."""
    forms: dict[str, dict[str, list[str]]] = {}
    for row in read_table("lexicons/date_cues.tsv"):
        forms.setdefault(row["place"], {}).setdefault(Outlook(row["outlook"]).value, []).append(row["form"])
    patterns = {}
    for place, members in forms.items():
        before, behind = _EDGES.get(place, (r"(?<![^\W_])", r"(?![^\W_])"))
        groups = "|".join(
            f"(?P<{outlook}>{'|'.join(map(_loosely, sorted(group, key=len, reverse=True)))})"
            for outlook, group in members.items()
        )
        patterns[place] = re.compile(f"{before}(?:{groups}){behind}")
    return patterns


def _loosely(form: str) -> str:
    """Return a pattern for a form; where it is too long to be mistaken, a scan may have lost its tone marks."""
    if " " not in form:
        return re.escape(form)
    letters = []
    for letter in form:
        base = unicodedata.normalize("NFC", unicodedata.normalize("NFD", letter).translate(_TONES))
        letters.append(re.escape(letter) if base == letter else f"[{letter}{base}]")
    return "".join(letters)


def outlook_around(view: str, start: int, end: int, *, may_be_coming: bool = False) -> Outlook:
    """Say on which side of the document's date the text looks where a date stands.

    Args:
        view: normalised text.
        start: offset of the date.
        end: offset behind it.
        may_be_coming: whether something outside the words beside it lets it be still to come.

    Returns:
        the outlook; ``Outlook.UNSAID`` where the text says nothing.

    >>> text = "Dự kiến ngày 9-6 mở lại phiên tòa."
    >>> outlook_around(text, 8, 16)
    <Outlook.PLANNED: 'planned'>
    """
    before = view[max(0, start - _WINDOW_BEFORE) : start].lower()
    behind = view[end : end + _WINDOW_BEHIND].lower()
    ends = [match.end() for match in _SENTENCE_END.finditer(before)]
    clause_start = ends[-1] if ends else 0
    # the span itself can hold the cue: "hồi tháng 2"
    clause, earlier = (
        before[clause_start:] + view[start:end].lower(),
        before[ends[-2] if len(ends) > 1 else 0 : clause_start],
    )
    beside = {*_outlooks("following", behind), *_outlooks("adjacent", before)}
    if not beside & {Outlook.PAST, Outlook.NEXT} and dates_a_paper(view, start):
        return Outlook.PAST
    spoken = _outlooks("clause", clause)
    if spoken and spoken[-1] is Outlook.PAST:
        spoken = [] if beside else [Outlook.PAST]
    elif not spoken:
        spoken = [*_outlooks("earlier", earlier), *_outlooks("heading", _heading_above(view, start))]
        spoken += [Outlook.EITHER] if may_be_coming else []
    else:
        spoken = [outlook for outlook in spoken if outlook is not Outlook.PAST]
    found = beside.union(spoken)
    outlook = next((outlook for outlook in _STRENGTH if outlook in found), Outlook.UNSAID)
    return outlook if outlook is not Outlook.UNSAID else _outlook_behind(view, end)


def _outlook_behind(view: str, end: int) -> Outlook:
    """Say what the rest of the sentence tells: ``ngày 14/4 Đoàn đã tới``, ``sau ngày 31/12 sẽ còn``."""
    rest = view[end : end + _WINDOW_BEFORE].lower()
    stop = _SENTENCE_END.search(rest)
    found = _outlooks("clause", rest[: stop.start()] if stop else rest)
    if Outlook.PAST in found:
        return Outlook.PAST
    return Outlook.EITHER if found[:1] == [Outlook.PLANNED] else Outlook.UNSAID


def _outlooks(place: str, text: str) -> list[Outlook]:
    """Return the outlook of each cue of a place, in the order of the text."""
    found = [Outlook(match.lastgroup) for match in _cues()[place].finditer(text)]
    return [outlook for outlook in found if outlook is not Outlook.UNSAID]


def _heading_above(view: str, start: int) -> str:
    """Return the nearest line above an offset that is numbered or in capitals, in lower case."""
    line_start = view.rfind("\n", 0, start) + 1
    for line in reversed(view[max(0, start - _SECTION) : line_start].split("\n")):
        line = line.strip()
        if _SHORTEST_HEADING <= len(line) <= _LONGEST_HEADING and (line.isupper() or _NUMBERED_HEADING.match(line)):
            return line.lower()
    return ""


def begins_a_time(view: str, start: int, end: int) -> bool:
    """Say whether something begins on a date: ``từ 01/7``, ``kể từ ngày 01/01``.

    >>> begins_a_time("Thi hành từ ngày 01/7.", 12, 21), begins_a_time("Họp ngày 01/7.", 4, 13)
    (True, False)
    """
    return _cues()["beginning"].search(view[max(0, start - _WINDOW_BEHIND) : end].lower()) is not None


def equals_date_before(view: str, end: int, start: int) -> bool:
    """Say whether nothing but ``tức`` or ``nhằm`` stands between the end of one date and the start of another.

    >>> equals_date_before("ngày 03/8/2013 (tức ngày 27 tháng 6 năm Quý Tỵ)", 14, 20)
    True
    """
    return start - end < _WINDOW_BEHIND and _cues()["equal"].search(view[end:start].lower()) is not None


def stands_in_brackets_behind(view: str, end: int, start: int) -> bool:
    """Say whether nothing but an opening bracket stands between the end of one date and the start of another."""
    return _BRACKET.fullmatch(view, end, start) is not None


def year_behind(view: str, end: int) -> int | None:
    """Return a year in brackets directly behind a date.

    >>> year_behind("Năm Nhâm Thìn (1832), triều đình", 13)
    1832
    """
    match = _YEAR_BEHIND.match(view, end)
    return int(match["year"]) if match is not None else None


def says_lunar(view: str, start: int, end: int) -> bool:
    """Say whether the words beside a date tell that it is one of the lunar calendar.

    >>> says_lunar("Hôm mùng 3 tháng Tám, tính theo ta, chị đến.", 0, 20)
    True
    """
    before, behind = view[max(0, start - _WINDOW_BEHIND) : start].lower(), view[end : end + _WINDOW_BEHIND].lower()
    cues = _cues()
    return cues["lunar_behind"].search(behind) is not None or cues["lunar_before"].search(before) is not None


def begins_its_line(view: str, start: int) -> bool:
    """Say whether a date begins its line, maybe behind a bullet.

    >>> begins_its_line("Na kể:\\n• 13/3, với Công an xã.", 9)
    True
    """
    return _BULLET.fullmatch(view, view.rfind("\n", 0, start) + 1, start) is not None


def closes_the_minutes(view: str, start: int) -> bool:
    """Say whether a sentence that holds a date tells when minutes, a session or a search ended.

    >>> closes_the_minutes("Ông An ký tên. Biên bản lập xong lúc 11 giờ cùng ngày.", 37)
    True
    """
    before = view[max(0, start - _WINDOW_BEFORE) : start].lower()
    ends = [match.end() for match in _SENTENCE_END.finditer(before)]
    return _cues()["closing"].search(before[ends[-1] if ends else 0 :]) is not None


def in_same_sentence(view: str, end: int, start: int) -> bool:
    """Say whether no sentence ends between two offsets that are not far apart."""
    return start - end <= _LONGEST_SENTENCE and _SENTENCE_END.search(view, end, start) is None


def in_same_paragraph(view: str, end: int, start: int, *, line_breaks: int = 0) -> bool:
    """Say whether two offsets are not far apart and at most so many line breaks stand between them."""
    return start - end <= _LONGEST_SENTENCE and view.count("\n", end, start) <= line_breaks


def stamps_the_document(view: str, start: int, end: int) -> bool:
    """Say whether a date is the document's own stamp: alone on its line, or behind a place or a form's label.

    >>> stamps_the_document("Gia Lai, ngày 12/4/2022", 9, 23), stamps_the_document("Gặp ngày 12/4", 4, 13)
    (True, False)
    """
    line_start = view.rfind("\n", 0, start) + 1
    line_end = view.find("\n", end)
    behind = view[end : line_end if line_end >= 0 else len(view)][:_WINDOW_BEHIND].strip(" .)]|–-")
    before = view[max(line_start, start - _WINDOW_BEFORE) : start].strip(" ([")
    return not behind and (not before or before[-1] in ",:")


def _words_before(view: str, start: int) -> list[str]:
    """Return the last words before an offset; the first of them may be cut."""
    return view[max(0, start - _WINDOW_BEFORE) : start].lower().rstrip(" :,(").split()


def _is_document_number(word: str) -> bool:
    return ("/" in word or "-" in word) and any(map(str.isdigit, word)) and any(map(str.isalpha, word))


def dates_a_paper(view: str, start: int) -> bool:
    """Say whether a date stands behind the number of a document, whose date it then is.

    >>> dates_a_paper("Quyết định số 210/QĐ-CTHADS ngày 06/5/2021", 28)
    True
    >>> dates_a_paper("Kết luận số 455/KL-PY của Trung tâm pháp y ngày 02/10", 43)
    True
    """
    before = view[max(0, start - _WINDOW_BEFORE) : start]
    if "/" not in before and "-" not in before and _NUMBER_WORD not in before.lower():
        return False
    words = _words_before(view, start)
    if not words:
        return False
    if _is_document_number(words[-1]) or (len(words) > 1 and words[-2] == _NUMBER_WORD and words[-1][-1] not in _ENDS):
        return True
    # the body that issued it may stand between the number and the date
    for behind, word in zip(reversed(words[1:]), reversed(words[:-1]), strict=True):
        if _is_document_number(word):
            return behind == _ISSUER_WORD
        if word[-1] in _ENDS:
            return False
    return False


def dates_a_birth(view: str, start: int) -> bool:
    """Say whether a date is that of a birth: ``sinh ngày 02/9/1991``, ``SN 1970``."""
    words = _words_before(view, start)
    return bool(words) and words[-1] in ("sinh", "sn")
