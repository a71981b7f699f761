"""What a person's name says: its syllables, and whether one form can be short for another."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from vnjudnlp.people.lexicon import lexicon
from vnjudnlp.text.syllables import is_syllable

__all__ = ["Name", "can_be_short_for", "parse_name", "readable"]

# matches '“Mắm”' in 'Toàn “Mắm”'; does not match "H'Nhiên"
_NICKNAME = re.compile(r"[\"“”«»‘]([^\"“”«»’]*)[\"“”«»’]")
# matches "T.T.H.", "N.V", "T."; does not match "Tr", "Nguyễn"
_INITIALS = re.compile(r"[^\W\d_]{1,2}\d?(?:\.[^\W\d_]{1,2}\d?)*\.?")
_APOSTROPHES = str.maketrans("’ʼ`´", "''''")
_VOWELS = frozenset("aeiouyaăâeêioôơuưy")


@dataclass(frozen=True, slots=True)
class Name:
    """A form of a name.

    Attributes:
        syllables: in lower case; initials that are written together are several.
        is_capital: whether it is written in capitals throughout.
        sex: ``"m"`` or ``"f"`` where ``Văn`` or ``Thị`` tells it, else "".
        is_full: whether it begins with a surname and has more than one syllable.
        is_native: whether all syllables are Vietnamese ones or initials.
        nickname: syllables in quotation marks.
    """

    syllables: tuple[str, ...]
    is_capital: bool
    sex: str
    is_full: bool
    is_native: bool
    nickname: tuple[str, ...]


@lru_cache(maxsize=16384)
def parse_name(text: str) -> Name:
    """Read a form of a name as it stands in the view.

    >>> parse_name("Trần Thị H1").syllables, parse_name("T.T.H.").syllables
    (('trần', 'thị', 'h1'), ('t', 't', 'h'))
    """
    nickname: tuple[str, ...] = ()
    bare = text
    if found := _NICKNAME.search(text):
        nickname = tuple(found[1].lower().split())
        bare = text[: found.start()] + text[found.end() :]
    bare = bare.translate(_APOSTROPHES)
    syllables: list[str] = []
    for part in bare.split():
        if "." in part and _INITIALS.fullmatch(part):
            syllables += part.lower().strip(".").split(".")
        else:
            syllables += [piece for piece in (part.lower().strip(".,;:"),) if piece]
    if not syllables:
        syllables = text.lower().split() or [text.lower()]
    inner = syllables[1:-1]
    sex = "m" if "văn" in inner else "f" if "thị" in inner or (len(syllables) > 1 and syllables[0] == "thị") else ""
    surnames = lexicon().surnames
    is_full = len(syllables) > 1 and (
        syllables[0] in surnames or " ".join(syllables[:2]) in surnames or len(syllables) > 2
    )
    native = all(len(syllable) <= 2 or is_syllable(syllable) for syllable in syllables)
    return Name(tuple(syllables), text.isupper(), sex, is_full, native, nickname)


def can_be_short_for(short: Name, full: Name) -> bool:
    """Whether a form can be short for a longer one.

    The given name comes last, so ``Giáp`` is short for ``Đào Trọng Giáp``; people of the highlands may drop the name
    of the clan behind (``Y Bhăm`` for ``Y Bhăm Êban``), and of foreign names any part stands alone.

    >>> can_be_short_for(parse_name("Giáp"), parse_name("Đào Trọng Giáp"))
    True
    >>> can_be_short_for(parse_name("Đào"), parse_name("Đào Trọng Giáp"))
    False
    """
    part, whole = short.syllables, full.syllables
    if len(part) >= len(whole):
        return False
    if whole[-len(part) :] == part:
        return True
    if len(whole) == 2 and len(part) == 1 and part[0] == whole[0] and part[0] in lexicon().cues["order"]:
        return True
    if full.is_native and whole[0] not in ("y", "a") and not whole[0].startswith("h'"):
        return False
    if whole[: len(part)] == part:
        # "Y" and "A" alone are no name
        return len(part) > 1 or len(part[0]) > 2
    return len(part) == 1 and len(part[0]) > 2 and part[0] in whole and whole[0] in ("y", "a")


def same_initials(initials: Name, full: Name) -> bool:
    """Whether a form with initials stands for a full one of as many syllables: ``Nguyễn V. A`` for ``Nguyễn Văn A``."""
    pairs = list(zip(initials.syllables, full.syllables, strict=False))
    if len(initials.syllables) != len(full.syllables) or len(pairs) < 3:
        return False
    return initials.syllables != full.syllables and all(
        one == other or (len(one) == 1 and other.startswith(one)) for one, other in pairs
    )


def readable(text: str) -> str:
    """Write a name in capitals as in running text; other names stay.

    >>> readable("ĐÀO TRỌNG GIÁP"), readable("NGUYỄN VĂN A1"), readable("H'HEN NIÊ"), readable("T.T.H.")
    ('Đào Trọng Giáp', 'Nguyễn Văn A1', "H'Hen Niê", 'T.T.H.')
    """
    if not text.isupper():
        return text
    return " ".join(_readable_word(word) for word in text.split())


def _readable_word(word: str) -> str:
    bare = unicodedata.normalize("NFD", word.lower())
    letters = [character for character in bare if character.isalpha()]
    if "." in word or len(letters) < 2 or not _VOWELS.intersection(letters):
        return word
    return re.sub(r"[^\W\d_]+", lambda match: match[0][0] + match[0][1:].lower(), word)
