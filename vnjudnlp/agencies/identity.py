"""What a body's full name says of it: which kind of body, at which place, belonging to which other."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from vnjudnlp.agencies.completion import AREA
from vnjudnlp.agencies.folding import name_key
from vnjudnlp.agencies.lexicon import COMMUNE, DISTRICT, PROVINCE, Lexicon, lexicon
from vnjudnlp.agencies.mention import AgencyName, parse_mention
from vnjudnlp.agencies.wording import words_of_text
from vnjudnlp.resources import read_table
from vnjudnlp.tagging.grammar.knowledge import knowledge

__all__ = ["TIERS", "Identity", "identity_of", "identity_of_text", "place_key", "type_key"]

TIERS = (PROVINCE, DISTRICT, COMMUNE)
"""The tiers of places, from the largest to the smallest."""
_HOME = "VN"
# a body of a military region, matches "tòa án quân sự quân khu 5"; does not match "quân khu 5"
_REGION = re.compile(r"(.+) (quân khu) (\d+|thủ đô)")
# a body of an area in a military region, matches "tòa án quân sự khu vực 1 quân khu 5"; does not match "quân khu 5"
_AREA_OF_REGION = re.compile(r"(.+) khu vực (\d+) (quân khu) (\d+|thủ đô)")
# a body of an area whose province follows, matches "tòa án nhân dân khu vực 3"; does not match "khu vực 3"
_NUMBERED_AREA = re.compile(r"(.+) khu vực (\d{1,2}|[ivx]{1,5})")
# a province behind a dash, matches "Lệ Thủy - Quảng Bình", "Krông Pắc - tỉnh Đắk Lắk"; does not match "Lệ Thủy"
_BEHIND_DASH = re.compile(r"(.+?)\s+[-–—]\s+(?:(tỉnh|thành phố)\s+)?(.+)", re.IGNORECASE)
_LEVELS_OF_SEATS = ("", "tỉnh", "thành phố", "tp.", "tp")
# a level word before a seat, matches " tại thành phố "; does not match " thành phố "
_SEAT = re.compile(r"(?<= tại )(?:tỉnh|thành phố|tp) ")
_LONGEST_COUNTRY = 7


@dataclass(frozen=True, slots=True)
class Identity:
    """The parts of a full name in the form in which they are compared.

    Attributes:
        text: the full name.
        unit: the key of the last unit, the one that has the place.
        leading: the key of the units before it, "" where there are none.
        level: the level word, "" where the name has none.
        tier: province, district, commune or area; "" where the name does not say.
        place: the key of the place's name, "" where there is none; of an area, its province.
        number: the number of an area.
        above: level words and keys of the places that the name gives above its own.
        country: the ISO 3166 code of another country, "" for bodies of Viet Nam.
        is_reference: whether it is a unit noun alone, such as ``Cục``, or a short form that may be several bodies.
    """

    text: str
    unit: str
    leading: str = ""
    level: str = ""
    tier: str = ""
    place: str = ""
    number: str = ""
    above: tuple[tuple[str, str], ...] = ()
    country: str = ""
    is_reference: bool = False

    @property
    def kind(self) -> str:
        """The key of the whole name without its place."""
        return f"{self.leading} {self.unit}" if self.leading else self.unit

    @property
    def is_placed(self) -> bool:
        """Whether the name says where the body is."""
        return bool(self.place or self.number)


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    """Return the key of the usual name for the key of each variant of a place."""
    rows = read_table("lexicons/places_other.tsv")
    # a name of a former place that is also a variant means the former place: "Thừa Thiên - Huế"
    former = {name_key(row["name"]) for row in rows if row["kind"] == "former"}
    variants = {name_key(row["name"]): name_key(row["note"]) for row in rows if row["kind"] == "variant"}
    return {key: usual for key, usual in variants.items() if key not in former}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    return {
        name_key(row["name"]): row["note"].split(",")[0].split(";")[0].strip()
        for row in read_table("lexicons/places_other.tsv")
        if row["kind"] == "country"
    }


def place_key(name: str) -> str:
    """Return the key of a place's name, the same for all its spellings.

    >>> place_key("Đăk Lăk") == place_key("Đắk Lắk")
    True
    """
    key = name_key(name)
    return _spellings().get(key, key)


def type_key(name: str) -> str:
    """Return the key of a body's name without its place; the level word of its seat does not count.

    >>> type_key("Tòa án nhân dân cấp cao tại Thành phố Hồ Chí Minh")
    'tòa án nhân dân cấp cao tại hồ chí minh'
    """
    key = name_key(name)
    return _SEAT.sub("", key) if " tại " in key else key


def identity_of_text(text: str) -> Identity:
    """Return the identity of a full name.

    Args:
        text: a full name, abbreviations written out.

    Returns:
        its parts.
    """
    return _of_text(text)


@lru_cache(maxsize=16384)
def _of_text(text: str) -> Identity:
    words = words_of_text(text)
    return identity_of(parse_mention(words), text) if words else Identity(text, name_key(text))


def identity_of(name: AgencyName, text: str = "") -> Identity:
    """Return the identity of a parsed name.

    Args:
        name: the name.
        text: the name as a whole, where it is not that of the parts.

    Returns:
        its parts in the form in which they are compared.
    """
    tables = lexicon()
    text = text or str(name)
    name = _with_province(name, tables)
    unit, country = _without_country(name.unit)
    row = name.completion
    level, place, number = name.level.lower(), place_key(name.place), ""
    above = tuple((word.lower(), place_key(each)) for word, each in name.higher)
    tier = tables.tier(level, name.place) if level else ""
    if level == AREA:
        tier, number, place = _area(name, above)
        above = ()
    elif not level and row is not None and row.place == "name" and not name.rest:
        level = "" if row.level in (PROVINCE, DISTRICT) else row.level
        tier = _tier_of_implied(row.level, name.place, tables)
    elif level == "thành phố" and not place:
        tier = ""
    leading = name_key(name.leading)
    if unit.endswith(" tại") and place and level in _LEVELS_OF_SEATS:
        # the seat is a part of the name: "Tòa án nhân dân cấp cao tại Đà Nẵng" is no body of Đà Nẵng
        unit, level, tier, place, above = f"{unit} {place}", "", "", "", ()
    else:
        unit = type_key(unit)
    within = _AREA_OF_REGION.fullmatch(f"{leading} {unit}") if leading and not level else None
    if within is not None:
        return Identity(text, within[1], "", within[3], "region", within[4], within[2])
    region = _REGION.fullmatch(unit) if not level else None
    area = _NUMBERED_AREA.fullmatch(unit) if tier == PROVINCE else None
    if region is not None:
        unit, level, tier, place = region[1], region[2], "region", region[3]
    elif area is not None:
        unit, level, tier, number, above = area[1], AREA, AREA, area[2].upper(), ()
    reference = not (name.place or name.level or name.ranked or country or name.rest) and _is_reference(name)
    return Identity(text, unit, leading, level, tier, place, number, above, country, reference and unit != "")


def _with_province(name: AgencyName, tables: Lexicon) -> AgencyName:
    """Part the province behind a dash from a district or commune: ``huyện Lệ Thủy - Quảng Bình``."""
    found = _BEHIND_DASH.fullmatch(name.place) if name.level and not name.higher else None
    if found is None or tables.tier(name.level.lower(), found[1]) not in (DISTRICT, COMMUNE):
        return name
    province = found[3].lower()
    if province not in tables.provinces or name.place.lower() in tables.place_names:
        return name
    return replace(name, place=found[1], higher=((found[2] or "", found[3]),))


def _area(name: AgencyName, above: tuple[tuple[str, str], ...]) -> tuple[str, str, str]:
    number, _, place = name.place.replace("–", "-").replace("—", "-").partition("-")
    key = place_key(place) if place else above[0][1] if above else ""
    return AREA, number.strip().upper(), key


def _tier_of_implied(level: str, place: str, tables: Lexicon) -> str:
    if level in (PROVINCE, DISTRICT):
        return level
    return tables.tier(level, place) if place or level != "thành phố" else ""


def _is_reference(name: AgencyName) -> bool:
    row = name.completion
    if row is not None and (row.full or row.owner == "lower"):
        return True
    words = name.head.split(" ")
    head = knowledge().heads.match(words, 0, len(words))
    return head is not None and head[0] == len(words) and head[1].function == "required"


def _without_country(name: str) -> tuple[str, str]:
    """Part the country from the name of a foreign body: ``Bộ Tư pháp Lào``, but not ``Bộ Tư Pháp``."""
    unit = name_key(name).removesuffix(" tại việt nam")
    words = unit.split(" ")
    if words[-1] not in _last_words():
        return unit, ""
    known = knowledge()
    head = known.heads.match(words, 0, len(words))
    function = known.functions.match(words, head[0], len(words)) if head is not None else None
    for first in range(max(1, len(words) - _LONGEST_COUNTRY), len(words)):
        code = _countries().get(" ".join(words[first:]))
        if code is None or (function is not None and function[0] > first) or not _is_capital(name, words[first]):
            continue
        stop = first - 1 if first > 1 and words[first - 1] == "nước" else first
        return (unit, "") if code == _HOME else (" ".join(words[:stop]), code)
    return unit, ""


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    return frozenset(name.rsplit(" ", 1)[-1] for name in _countries())


def _is_capital(name: str, word: str) -> bool:
    """Whether a word stands in a name with a capital letter."""
    return any(name_key(each) == word and each[:1].isupper() for each in name.split())
