"""The parts of a body's name: units from the smallest to the largest, then a level and a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from vnjudnlp.agencies.folding import name_key
from vnjudnlp.agencies.lexicon import Completion, lexicon
from vnjudnlp.agencies.wording import Word, Written, join_words, words_of
from vnjudnlp.resources import read_table
from vnjudnlp.tagging.grammar.knowledge import knowledge
from vnjudnlp.text.tokens import split_phrase

__all__ = ["AgencyName", "parse_mention", "parse_places", "read_mention", "read_places"]

_SEPARATORS = (",", "-", "–")
_LONG_DASHES = ("–", "—")
_AREA = "khu vực"
_OTHER_WORDS = {"xã": ("hội", "viên", "luận"), "phường": ("hội",)}


@dataclass(frozen=True, slots=True)
class AgencyName:
    """A body's name in its parts.

    Attributes:
        leading: the units in front of the last one, as written; "" where there are none.
        unit: the last unit without its level and place.
        completion: how such a unit is completed, None where nothing is known.
        rest: whether the last unit goes on behind what ``completion`` knows, in lower case.
        ranked: whether it says its rank, as ``tối cao``, ``cấp huyện``, so that no place is missing.
        level: the level word, "" where there is none.
        place: the name of the place, "" where there is none.
        higher: the higher levels with their places, the nearest first; a place without a level word has "" for it.
    """

    leading: str
    unit: str
    completion: Completion | None
    rest: str
    ranked: bool = False
    level: str = ""
    place: str = ""
    higher: tuple[tuple[str, str], ...] = ()

    @property
    def head(self) -> str:
        """The last unit in lower case."""
        return self.unit.lower()

    def located(self, level: str, place: str, higher: tuple[tuple[str, str], ...] = ()) -> AgencyName:
        """Return the name with another level and place."""
        return replace(self, level=level, place=place, higher=higher)

    def __str__(self) -> str:
        text = " ".join(filter(None, (self.leading, self.unit, self.level, self.place)))
        if not self.higher:
            return text
        return ", ".join([text, *(" ".join(filter(None, pair)) for pair in self.higher)])


@lru_cache(maxsize=32768)
def read_mention(mention: Written) -> AgencyName:
    """Parse a mention as it is written; see :func:`parse_mention`."""
    name = parse_mention(words_of(mention, lexicon()))
    if (
        len(name.unit) > 1
        and not name.leading
        and mention.surface[0][-1:].isdigit()
        and name.unit.startswith("Cảnh sát ")
    ):
        # a code such as PC02 stands for the division
        name = replace(name, unit=f"Phòng {name.unit}")
    official = official_units().get(name_key(name.unit), "")
    return replace(name, unit=official) if official and name.rest else name


@lru_cache(maxsize=1)
def official_units() -> dict[str, str]:
    """Return the official spelling of units by their words, for those that are joined by dashes, commas or ``và``."""
    return {
        name_key(row["name"]): row["name"]
        for row in read_table("register/body_types.tsv")
        if not row["name"].replace(" ", "").isalpha() or " và " in row["name"]
    }


@lru_cache(maxsize=16384)
def read_places(mention: Written) -> tuple[tuple[str, str], ...]:
    """Read the places in a mention of a place as it is written; see :func:`parse_places`."""
    return tuple(parse_places(words_of(mention, lexicon())))


def parse_mention(words: tuple[Word, ...]) -> AgencyName:
    """Parse the words of a mention.

    Args:
        words: the mention, at least one word.

    Returns:
        its parts in name case.
    """
    forms = [word.form for word in words]
    starts, tail = _units(words, forms)
    last = starts[-1]
    pieces = [_cased(words[first:stop]) for first, stop in zip(starts, [*starts[1:], tail], strict=True)]
    unit = pieces.pop()
    completion, rest = _completion(forms, last, tail)
    level, place = "", ""
    higher: tuple[tuple[str, str], ...] = ()
    if completion is not None and completion.place == "name" and rest and tail == len(words):
        # behind "Thành ủy" stands a place, whether it is known or not
        tail = last + len(split_phrase(completion.form))
        unit, rest, place = _cased(words[last:tail]), "", _place_text(words[tail:])
    elif len(starts) == 1 and tail == len(words):
        unit = _official(forms) or unit
    elif tail < len(words):
        found = _places(words, forms, tail)
        (level, place), higher = found[0], tuple(found[1:])
    ranked = _is_ranked(forms[last:tail])
    return AgencyName(" ".join(pieces), unit, completion, rest, ranked, level, place, higher)


def _official(forms: list[str]) -> str:
    found = lexicon().bodies.match(forms, 0, len(forms))
    if found is None or found[0] < len(forms):
        return ""
    # a variant of case may be short for a longer name itself
    longer = split_phrase(found[1])
    again = lexicon().bodies.match(longer, 0, len(longer))
    return again[1] if again is not None and again[0] == len(longer) else found[1]


def _completion(forms: list[str], first: int, stop: int) -> tuple[Completion | None, str]:
    best: tuple[int, Completion | None] = first, None
    for end, row in lexicon().completions.matches(forms, first, stop):
        # a form that is short for a longer name says nothing about a name that goes on in another way
        if end == stop or not row.full:
            best = end, row
    return best[1], " ".join(forms[best[0] : stop])


def _is_ranked(forms: Sequence[str]) -> bool:
    if "tại" in forms or "cấp" in forms[-3:]:
        return True
    return tuple(forms[-2:]) in (("tối", "cao"), ("trung", "ương"), ("các", "cấp"))


def _units(words: Sequence[Word], forms: list[str]) -> tuple[list[int], int]:
    """Return where the units begin and where the level or place behind them does."""
    known, count = knowledge(), len(words)
    starts = [0]
    position = _behind_unit(words, forms, 0)
    while position < count:
        if _places(words, forms, position):
            break
        head = known.heads.match(forms, position, count)
        if head is not None and (words[position].recase or words[position].text[:1].isupper()):
            starts.append(position)
            position = _behind_unit(words, forms, position)
        else:
            position += 1
    return starts, position


def _behind_unit(words: Sequence[Word], forms: list[str], first: int) -> int:
    """Return where a unit noun and the words that say what the unit does end."""
    known, count = knowledge(), len(forms)
    head = known.heads.match(forms, first, count)
    body = lexicon().bodies.longest(forms, first, count)
    if head is None:
        return _before_level(forms, first + 1, first + max(body, 1))
    stop = max(head[0], _before_level(forms, first + 1, first + body))
    if stop < count and head[1].function in ("required", "optional"):
        if head[1].function == "optional" and known.heads.match(forms, stop, count) is not None:
            return stop
        function = known.functions.match(forms, stop, count)
        if function is not None:
            stop = _before_level(forms, stop, function[0])
    return stop


def _before_level(forms: list[str], first: int, stop: int) -> int:
    """Return ``stop``, or where a level word stands before it."""
    for index in range(first, stop):
        if _level(forms, index) is not None:
            return index
        row = lexicon().completions.match(forms, index, len(forms))
        if row is not None and (
            row[1].place == "name" or (row[0] == stop and row[1].form in lexicon().context["parent"])
        ):
            return index
    return stop


def _is_place_in_name(forms: list[str], index: int) -> bool:
    return index < len(forms) and forms[index] in ("ủy", "đoàn")


def _level(forms: list[str], index: int) -> tuple[int, str] | None:
    """Match a level word of the State's bodies; returns where it ends and its full form."""
    found = knowledge().levels.match(forms, index, len(forms))
    if found is None or found[1].rank > 4:
        return None
    stop, form = found[0], found[1].form
    if not found[1].body:
        return None
    if stop < len(forms) and forms[stop] in _OTHER_WORDS.get(form, ()):
        return None
    if index and forms[index - 1] in found[1].not_after:
        return None
    return stop, form


def _places(words: Sequence[Word], forms: list[str], index: int) -> list[tuple[str, str]]:
    """Read a level and a place, then higher ones, that reach to the end; empty where there are none."""
    result: list[tuple[str, str]] = []
    count = len(forms)
    while index < count:
        if result and forms[index] in _SEPARATORS:
            index += 1
        level = _level(forms, index)
        country = knowledge().levels.match(forms, index, count) if result and level is None else None
        if country is not None and country[1].rank == 0:
            return [*result, ("", join_words(words[index:]))]
        if level is not None:
            if not result and index and forms[index - 1] == "cấp":
                return []
            stop = _name_end(words, forms, level[0], level[1])
            if (stop == level[0] and stop < count) or _is_place_in_name(forms, level[0]):
                return []
            result.append((level[1], _place_text(words[level[0] : stop])))
        else:
            stop = _bare_place(words, forms, index)
            if not stop:
                return []
            result.append(("", _place_text(words[index:stop])))
        index = stop
    return result


def _name_end(words: Sequence[Word], forms: list[str], first: int, level: str) -> int:
    """Return where the name behind a level word ends; ``first`` where there is none."""
    count = len(forms)
    if first >= count or not (
        words[first].recase or words[first].text[:1].isupper() or words[first].text[:1].isdigit()
    ):
        return first
    known = knowledge()
    if level == _AREA:
        if first + 2 < count and forms[first + 1] in _SEPARATORS[1:] and _bare_place(words, forms, first + 2):
            return _bare_place(words, forms, first + 2)
        return count if count - first <= 3 else first
    best = known.places.match(forms, first, count)
    if best is not None and (best[0] == count or _ends_name(forms, best[0])):
        return best[0]
    stop = first + 1
    while stop < count and not _ends_name(forms, stop):
        stop += 1
    return stop


def _ends_name(forms: list[str], index: int) -> bool:
    if forms[index] == ",":
        return True
    behind = index + 1 if forms[index] in _SEPARATORS else index
    return _level(forms, behind) is not None


def _bare_place(words: Sequence[Word], forms: list[str], index: int) -> int:
    """Return where a known place without a level word ends, 0 if none begins here."""
    if index >= len(forms) or not (words[index].recase or words[index].text[:1].isupper()):
        return 0
    found = knowledge().bare_places.match(forms, index, len(forms))
    if found is None or found[1] not in ("province", "district", "variant", "former"):
        return 0
    return found[0] if found[0] == len(forms) or _ends_name(forms, found[0]) else 0


def _place_text(words: Sequence[Word]) -> str:
    words = [replace(word, form="-", text="-") if word.text in _LONG_DASHES else word for word in words]
    text = join_words(words)
    known = lexicon().place_names.get(text.lower())
    if known is not None and (text.islower() or text.isupper() or any(word.recase for word in words)):
        return known
    return "".join(
        _capitalised(word) if word.glued or not index else f" {_capitalised(word)}" for index, word in enumerate(words)
    )


def _capitalised(word: Word) -> str:
    return word.text.capitalize() if word.recase else word.text


def _cased(words: Sequence[Word]) -> str:
    """Write a unit's name in the case of a name: official names as they are, else the unit noun and its function."""
    forms = [word.form for word in words]
    tables, known = lexicon(), knowledge()
    texts = [_lowered(word) for word in words]
    body = tables.bodies.match(forms, 0, len(forms))
    head = known.heads.match(forms, 0, len(forms))
    covered = 0
    if body is not None and (head is None or body[0] >= head[0] or body[0] > 1):
        covered = _put(texts, words, 0, body[0], body[1])
    elif head is not None:
        covered = head[0]
    if texts:
        texts[0] = texts[0][:1].upper() + texts[0][1:]
    if covered and covered < len(words) and (head is None or head[1].function != "none" or covered > 1):
        _put_function(texts, words, forms, covered)
    return "".join(
        text if word.glued or not index else f" {text}"
        for index, (text, word) in enumerate(zip(texts, words, strict=True))
    )


def _put_function(texts: list[str], words: Sequence[Word], forms: list[str], first: int) -> None:
    if words[first].text[:1].isupper() and not words[first].recase:
        return
    index = first
    while index < len(words):
        found = lexicon().casing.match(forms, index, len(forms))
        if found is not None and any(word.recase for word in words[index : found[0]]):
            _put(texts, words, index, found[0], found[1])
            index = found[0]
        else:
            index += 1
    if words[first].recase and forms[first] not in ("nhân", "tối", "cấp", "và", "hai", "các"):
        texts[first] = texts[first][:1].upper() + texts[first][1:]


def _put(texts: list[str], words: Sequence[Word], first: int, stop: int, official: str) -> int:
    """Put the official spelling of a run of words where it has as many words; returns where it ends."""
    spelt = official.replace(",", " ,").split()
    if len(spelt) == stop - first:
        texts[first:stop] = spelt
    return stop


def _lowered(word: Word) -> str:
    if not word.recase:
        return word.text
    return (
        word.form if any(character.isalpha() for character in word.form) and not word.form[-1].isdigit() else word.text
    )


def parse_places(words: Sequence[Word]) -> list[tuple[str, str]]:
    """Return the levels and names in the words of a place or an address, the smallest first."""
    forms = [word.form for word in words]
    result: list[tuple[str, str]] = []
    index = 0
    while index < len(forms):
        level = _level(forms, index)
        stop = 0
        if level is not None:
            stop = _name_end(words, forms, level[0], level[1])
            if stop > level[0]:
                result.append((level[1], _place_text(words[level[0] : stop])))
        elif not index or forms[index - 1] == ",":
            stop = _bare_place(words, forms, index)
            if stop:
                result.append(("", _place_text(words[index:stop])))
        index = max(stop, index + 1)
    return result
