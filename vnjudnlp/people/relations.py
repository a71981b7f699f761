"""What the text between two units says about them; each different text is read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vnjudnlp.people.lexicon import alternatives, lexicon

__all__ = ["Apposition", "apposition", "heads", "is_joint", "list_step", "title_before"]

_LONGEST = 90

# matches "(sinh năm 1970)", "(đã ký)"; does not match "(con ông"
_BRACKET = re.compile(r"\([^()\n]*\)")
# matches what stands between a title and a name in a signature: "(Đã ký)", "[đóng dấu]", "____"
_SEAL = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[/_.…\-–—*]+|đã ký|ký tên|đóng dấu", re.IGNORECASE)
# matches ", ", " - "; does not match "; "
_DASH_OR_COMMA = re.compile(r"\s*[,\-–—]\s*")
_MARK = r"(?:(?:[-–—+*•]|\(?\d{1,2}[.)/]|\(?[a-zđ]\))\s*){0,3}"


@dataclass(frozen=True, slots=True)
class Apposition:
    """A title behind a name.

    Attributes:
        former: whether it is held no longer.
        all_are: whether all names before it have it.
    """

    former: bool
    all_are: bool


@dataclass(frozen=True, slots=True)
class _Patterns:
    apposition: re.Pattern[str]
    joint: re.Pattern[str]
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    colon: re.Pattern[str]
    step: re.Pattern[str]
    heads: re.Pattern[str]
    insertion: re.Pattern[str]
    plural: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    tables = lexicon()
    cues, honorific = tables.cues, tables.honorific
    former, becomes = alternatives(cues["former"]), alternatives(cues["becomes"])
    attends = alternatives(cues["attends"])
    leaves, all_are = alternatives(cues["leaves"]), alternatives(cues["all_are"])

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return _Patterns(
        # matches ", ", " - ", " (", ", nguyên ", " được bổ nhiệm giữ chức vụ "; does not match "\n- ", " và "
        apposition=compiled(
            rf"(?=\s*\S)[^\S\n]*(?:[,:(]|(?<=  );|[-–—])?\s*"
            rf"(?:(?:(?P<leaves>{leaves})|(?P<all>{all_are})|{becomes})[\s:]+)?"
            rf"(?:(?P<former>{former})\s+)?"
        ),
        # matches ", ", " kiêm ", " - ", ", nguyên "; does not match "; ", " và "
        joint=compiled(
            rf"[^\S\n]*(?:[,\-–—](?:\s*kiêm|\s*làm|\s*đồng thời là)?|kiêm|đồng thời là)?\s*"
            rf"(?:(?P<former>{former})\s+)?"
        ),
        # matches " ", " ông ", " là bà "; does not match ", "
        strong=compiled(rf"[^\S\n]*\n?[^\S\n]*(?:là\s+)?{honorific}*[\"“]?"),
        # matches ", đồng chí ", " - ông "; does not match ", "
        weak=compiled(rf"\s*[,\-–—]\s*{tables.polite}+"),
        # matches ": Ông ", " (chủ tọa): ", " là: 1. "; does not match " "
        colon=compiled(rf"\s*(?:là|gồm có|gồm|{attends})?\s*:\s*{_MARK}{honorific}*"),
        # matches ", ", "; 2. Bà ", " và ông ", "\nÔng "; does not match ". Sau đó "
        step=compiled(rf"\s*(?P<sign>[,;.)]*)\s*(?:và\s+|cùng\s+|với\s+)*(?P<mark>{_MARK})(?P<honorific>{honorific}*)"),
        # matches ": ", " có ", " tham gia phiên tòa: "; does not match " đã có "
        heads=compiled(
            rf"\s*\)?,?\s*(?:{alternatives(cues['heads'])}\s*:?|:)\s*{_MARK}{honorific}*(?:{alternatives(cues['plural'])}\s+)?{honorific}*"
        ),
        # matches ", người Ba Na", ", 45 tuổi"; does not match ", Cục trưởng"
        insertion=compiled(rf"[,(]?\s*(?:{alternatives(cues['insertion'])}\b|\d+\s+tuổi)[^,;:()\n]{{0,40}}(?=[,;])"),
        # matches "các ", "hai "; does not match "của "
        plural=compiled(rf"(?:^|[\s(]){alternatives(cues['plural'])}\s+{honorific}*$"),
    )


def _cleaned(gap: str) -> str:
    """Leave out brackets and remarks such as ``sinh năm 1970``."""
    if "(" in gap and ")" in gap:
        gap = _BRACKET.sub(" ", gap)
    return _patterns().insertion.sub("  ", gap, count=2) if "," in gap or ";" in gap else gap


@lru_cache(maxsize=8192)
def apposition(gap: str) -> Apposition | None:
    """Read the text between a name and a title behind it; None where the title is not the person's."""
    if len(gap) > _LONGEST or "\n\n" in gap:
        return None
    found = _patterns().apposition.fullmatch(_cleaned(gap))
    if found is None:
        return None
    return Apposition(bool(found["former"] or found["leaves"]), bool(found["all"]))


@lru_cache(maxsize=8192)
def is_joint(gap: str) -> Apposition | None:
    """Read the text between two titles; None where they need not be one person's."""
    if len(gap) > 40 or "\n" in gap:
        return None
    found = _patterns().joint.fullmatch(gap)
    return None if found is None else Apposition(bool(found["former"]), False)


@lru_cache(maxsize=8192)
def title_before(gap: str, has_rank: bool = False) -> str:
    """Read the text between a title and a name behind it.

    Args:
        gap: the text.
        has_rank: whether a rank stands before the name, which takes the place of an honorific.

    Returns:
        ``"strong"`` (only honorifics between them), ``"weak"`` (a comma and an honorific), ``"colon"``, ``"line"`` (the
        name stands on a later line, as in signatures) or "" where the text does not join them.
    """
    if len(gap) > _LONGEST:
        return ""
    patterns = _patterns()
    if patterns.colon.fullmatch(gap):
        return "colon"
    if "\n" in gap:
        sealed = _SEAL.sub(" ", gap)
        if sealed.isspace():
            return "line"
        return "strong" if patterns.strong.fullmatch(gap) else ""
    cleaned = _cleaned(gap)
    if patterns.colon.fullmatch(cleaned):
        return "colon"
    if patterns.strong.fullmatch(cleaned):
        return "strong"
    return "weak" if patterns.weak.fullmatch(cleaned) or (has_rank and _DASH_OR_COMMA.fullmatch(cleaned)) else ""


@lru_cache(maxsize=8192)
def list_step(gap: str) -> str:
    """Read the text between two names of a list.

    Returns:
        ``"inline"``, ``"line"`` (the second begins a line, with a number, a dash or an honorific) or "".
    """
    if len(gap) > _LONGEST or "\n\n" in gap:
        return ""
    found = _patterns().step.fullmatch(_BRACKET.sub(" ", gap) if "(" in gap else gap)
    if found is None:
        return ""
    if "\n" in gap:
        return "line" if found["mark"] or found["honorific"] else ""
    if "." in found["sign"] and not found["mark"]:
        return ""
    return "inline" if found["sign"] or "và" in gap or "cùng" in gap or "với" in gap or found["mark"] else ""


@lru_cache(maxsize=8192)
def heads(gap: str) -> bool:
    """Whether the text behind a body says that its people follow."""
    return len(gap) <= _LONGEST and _patterns().heads.fullmatch(gap) is not None


@lru_cache(maxsize=8192)
def is_plural(gap: str) -> bool:
    """Whether the title behind this text is one of several people."""
    return _patterns().plural.search(gap[-24:]) is not None
