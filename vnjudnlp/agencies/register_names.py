"""Bodies of the register by their full names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from vnjudnlp.agencies.register_records import Body, BodyType
from vnjudnlp.text.normalization import place_tones

if TYPE_CHECKING:
    from vnjudnlp.agencies.register import Register

__all__ = ["find_bodies", "fold_name"]

_LEVEL_WORDS = "tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|quân khu|quân chủng|thủ đô"
# matches "tỉnh gia lai", "gia lai"; does not match ""
_PLACE = re.compile(rf"(?:(?P<level>{_LEVEL_WORDS}) )?(?P<place>.+)")
_FIELDS = {
    "level": rf"(?:(?P<level>{_LEVEL_WORDS}) )?",
    "place": "(?P<place>[^,]+?)",
    "number": "(?P<number>[0-9]+|[ivxlc]+)",
}
# how many units of units a name may have, and how many words the name of a type
_DEPTH = 3
_LONGEST_NAME = 24


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """Return a name in the form in which names are compared: NFC, lower case, modern tone placement, single spaces.

    >>> fold_name("Toà án  nhân dân")
    'tòa án nhân dân'
    """
    folded = place_tones(unicodedata.normalize("NFC", name).lower())
    return " ".join(folded.replace("–", "-").replace("—", "-").split())


def find_bodies(register: Register, full_name: str, date: str) -> tuple[Body, ...]:
    """Return the bodies of a full name; see :meth:`Register.find`."""
    found = {body.id: body for body in _bodies(register, fold_name(full_name), _DEPTH) if body.holds(date)}
    return tuple(sorted(found.values(), key=lambda body: body.valid_to or "9999", reverse=True))


def _bodies(register: Register, name: str, depth: int) -> Iterator[Body]:
    words = name.split(" ")
    found = False
    for count in range(min(len(words), _LONGEST_NAME), 0, -1):
        # the longest name of a type that leads to a body counts
        head = " ".join(words[:count])
        rest = " ".join(words[count:])
        for form in {head, head.rstrip(",")}:
            for kind in (*register.types_by_name.get(form, ()), *register.types_by_alias.get(form, ())):
                for body in _of_type(register, kind, rest, depth):
                    found = True
                    yield body
        if found:
            return


def _of_type(register: Register, kind: BodyType, rest: str, depth: int) -> Iterator[Body]:
    is_numbered = "{number}" in kind.pattern
    if kind.level == "unit" or (kind.level == "central" and not is_numbered):
        owners = list(_owners(register, rest, depth)) if rest else []
        if kind.level == "central":
            body = register.body(kind.id)
            if body is not None and (not rest or any(owner.id == body.parent for owner in owners)):
                yield body
        else:
            yield from (body for owner in owners if (body := register.body(kind.id, owner.id)) is not None)
        return
    match = _pattern(kind.pattern).fullmatch(rest)
    if match is None:
        return
    parts = match.groupdict()
    number = (parts.get("number") or "").upper()
    if kind.level == "central":
        body = register.body(kind.id, number)
        if body is not None:
            yield body
        return
    tier = "province" if kind.level == "area" else kind.level
    for place in register.places(parts.get("place") or "", parts.get("level") or tier):
        if place.tier == tier and _lies_in(register, place.code, parts["higher"] or ""):
            body = register.body(kind.id, f"{place.code}.{number}" if number else place.code)
            if body is not None:
                yield body


def _owners(register: Register, rest: str, depth: int) -> Iterator[Body]:
    for word in ("của ", "thuộc "):
        rest = rest.removeprefix(word)
    if depth:
        yield from _bodies(register, rest, depth - 1)


def _lies_in(register: Register, code: str, higher: str) -> bool:
    place = register.place_by_code(code)
    for part in higher.split(", ") if higher else ():
        match = _PLACE.fullmatch(part)
        if match is None or place is None:
            return False
        above = register.places(match["place"], match["level"] or "")
        if not any(each.code != code and register.lies_in(place, each.code) for each in above):
            return False
    return True


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    """Return what may stand behind a type's name: ``{name} {level} {place}`` matches "tỉnh gia lai"."""
    tail = fold_name(pattern).removeprefix("{name}").lstrip(" ,")
    if "{level}" not in tail:
        # "Tòa án nhân dân khu vực 2 - thành phố Cần Thơ" is written beside "… khu vực 2 - Cần Thơ"
        tail = tail.replace("{place}", "{level} {place}")
    pieces = re.split(r"\{(level|place|number)\} ?", tail)
    text = ""
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            text += re.escape(piece)
        else:
            text += _FIELDS[piece] + (" ?" if piece == "number" else "")
    return re.compile(text + "(?:, (?P<higher>.+))?")
