"""Names written without diacritics, and kinds of body written in letters that the tables do not know."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from vnjudnlp.agencies.folding import skeleton
from vnjudnlp.agencies.lexicon import lexicon
from vnjudnlp.agencies.register import Register
from vnjudnlp.lexicon import PhraseTree
from vnjudnlp.resources import read_table
from vnjudnlp.text.syllables import is_syllable

__all__ = ["abbreviates", "with_diacritics"]

_LARGEST_RANK = 3
_LONGEST_SURE = 4
"""A word of so many letters that is like a level word may be another word: ``quán``, ``tính``."""


@lru_cache(maxsize=8)
def _bare_phrases(register: Register) -> PhraseTree[str]:
    """Return the names of kinds of body and of places, by their words without diacritics."""
    tree: PhraseTree[str] = PhraseTree()
    for kind in register.types.values():
        _add(tree, kind.name)
    for tier in ("province", "district"):
        for place in register.all_places(tier):
            _add(tree, place.name)
    for name in lexicon().place_names.values():
        _add(tree, name)
    return tree


@lru_cache(maxsize=1)
def _bare_levels() -> PhraseTree[str]:
    """Return the level words by their words without diacritics."""
    tree: PhraseTree[str] = PhraseTree()
    for row in read_table("lexicons/place_levels.tsv"):
        if row["use"] == "body" and row["rank"].isdigit() and int(row["rank"]) <= _LARGEST_RANK:
            _add(tree, row["form"])
    return tree


def _add(tree: PhraseTree[str], phrase: str) -> None:
    words = skeleton(phrase.lower()).split()
    if words:
        tree.add(words, phrase)


def with_diacritics(mention: str, register: Register) -> str:
    """Give a mention that has no diacritics at all those of the names in it.

    Args:
        mention: a mention.
        register: the register, whose names of kinds of body are known.

    Returns:
        the mention as it would be written, or as it was where it has diacritics or no name is known.
    """
    folded = mention.lower()
    words = folded.split()
    if len(words) < 2 or skeleton(folded) != folded:
        return _with_levels(mention)
    tree, levels = _bare_phrases(register), _bare_levels()
    given = mention.split()
    bare = [word.strip(",.;") for word in words]
    result: list[str] = []
    index = 0
    while index < len(words):
        found = tree.match(bare, index, len(bare))
        level = levels.match(bare, index, len(bare))
        place = tree.match(bare, level[0], len(bare)) if level is not None else None
        if level is not None and (found is None or (place is not None and place[0] > found[0])):
            found = level
        if found is None:
            result.append(given[index])
            index += 1
        else:
            tail = "," if words[found[0] - 1].endswith(",") else ""
            result.append(found[1] + tail)
            index = found[0]
    return " ".join(result)


def _with_levels(mention: str) -> str:
    """Mend a level word with a wrong diacritic between a name and a capitalised place: ``TAND huyên Nam Đàn``."""
    given, levels = mention.split(" "), _bare_levels()
    for index in range(1, len(given) - 1):
        word = given[index]
        may_be_level = len(word) > _LONGEST_SURE and word.islower() and given[index + 1][:1].isupper()
        found = levels.match([skeleton(word)], 0, 1) if may_be_level else None
        if found is not None and found[1] != word and skeleton(word) != word and skeleton(found[1]) == skeleton(word):
            given[index] = found[1]
    return " ".join(given)


def abbreviates(short: str, long: str) -> bool:
    """Return whether a key has the initials of words of another in the place of those words.

    Args:
        short: the key with initials.
        long: the key in full words.

    >>> abbreviates("bộ chqs", "bộ chỉ huy quân sự"), abbreviates("bộ chqs", "bộ chính trị")
    (True, False)
    """
    return short != long and _abbreviates(short.split(), long.split())


def _abbreviates(short: Sequence[str], long: Sequence[str]) -> bool:
    if not short or not long:
        return not short and not long
    if short[0] == long[0]:
        return _abbreviates(short[1:], long[1:])
    count = len(short[0])
    initials = "".join(word[0] for word in long[:count])
    is_short = count > 1 and not is_syllable(short[0])
    return is_short and initials == short[0] and _abbreviates(short[1:], long[count:])
