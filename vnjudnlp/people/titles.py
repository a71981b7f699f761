"""Titles: what kind they are, how they are written out, which bodies they go with."""

from __future__ import annotations

from functools import lru_cache

from vnjudnlp.people.lexicon import lexicon
from vnjudnlp.text.diacritics import strip_diacritics

__all__ = ["goes_with", "is_office", "running_title"]

_RANKS = frozenset(("rank", "degree"))


@lru_cache(maxsize=8192)
def is_office(title: str) -> bool:
    """Whether a title is an office or a position, not a rank or a degree, nor held for one visit only.

    >>> [is_office(title) for title in ("Cục trưởng", "Thượng tá", "PGS.TS", "Trưởng đoàn")]
    [True, False, False, False]
    """
    words = title.lower()
    tables = lexicon()
    if words in tables.cues["no_office"]:
        return False
    kind = tables.title_kinds.get(words)
    if kind is None:
        kind = tables.title_kinds.get(words.replace(" ", "").rstrip("."))
    return kind not in _RANKS


@lru_cache(maxsize=8192)
def goes_with(title: str, body: str) -> bool | None:
    """Say whether a title goes with a body; None where the table does not know the title.

    Args:
        title: the title, abbreviations written out.
        body: the body's full name.

    >>> goes_with("Phó Cục trưởng", "Cục Thi hành án dân sự tỉnh Gia Lai"), goes_with("Chánh án", "Bộ Tư pháp")
    (True, False)
    """
    words, name = f" {title.lower()} ", body.lower()
    for written, pairs in ((words, lexicon().bodies_of_titles), (strip_diacritics(words), _unmarked_titles())):
        for phrase, beginnings in pairs:
            if f" {phrase} " in written:
                return any(
                    beginning == "*" or (beginning[1:] in name if beginning[0] == "~" else name.startswith(beginning))
                    for beginning in beginnings
                )
    return None


@lru_cache(maxsize=1)
def _unmarked_titles() -> tuple[tuple[str, tuple[str, ...]], ...]:
    # one word without marks is like many others
    return tuple((strip_diacritics(phrase), bodies) for phrase, bodies in lexicon().bodies_of_titles if " " in phrase)


@lru_cache(maxsize=8192)
def running_title(title: str) -> str:
    """Write a title without abbreviations and not in capitals, its first letter a capital.

    >>> running_title("PHÓ CỤC TRƯỞNG"), running_title("PCT"), running_title("chấp hành viên")
    ('Phó cục trưởng', 'Phó chủ tịch', 'Chấp hành viên')
    """
    long_titles = lexicon().long_titles
    long = long_titles.get(title)
    if long is None:
        long = " ".join(long_titles.get(word, word) for word in title.split())
    if long.isupper():
        long = long.lower()
    return long[:1].upper() + long[1:]
