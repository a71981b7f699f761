"""What an entity names, and how it is shown: texts of others may hold anything."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from vnjudnlp.batch import INVISIBLE
from vnjudnlp.formats.table import one_line
from vnjudnlp.records import Entity

__all__ = ["LONGEST", "as_list", "as_mapping", "as_text", "cut", "key_of", "name_of", "shown"]

LONGEST = 300
"""How many characters of a name are kept; two names that differ only behind them stay apart."""

_INVISIBLE = re.compile(f"[{INVISIBLE}\u2066-\u2069]")
# what XML does not have; matches U+FFFE, does not match any character
_NO_CHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_DIGEST_BYTES = 8


@lru_cache(maxsize=1 << 16)
def shown(text: str) -> str:
    """Return a text in one line, without characters that are invisible or steer a terminal, and not too long.

    >>> shown("Bộ \\n Tư\\u202e pháp\\x07")
    'Bộ Tư pháp\\\\x07'
    """
    return cut(one_line(_NO_CHARACTER.sub("\ufffd", unicodedata.normalize("NFC", _INVISIBLE.sub("", text)))), LONGEST)


@lru_cache(maxsize=1 << 16)
def key_of(text: str) -> str:
    """Return what is the same for all ways of writing a name: capitals and white space do not count.

    >>> key_of("BỘ  TƯ PHÁP") == key_of("Bộ Tư pháp")
    True
    """
    key = " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).casefold().split())
    if len(key) <= LONGEST:
        return key
    digest = hashlib.blake2b(key.encode(errors="surrogatepass"), digest_size=_DIGEST_BYTES).hexdigest()
    return f"{key[:LONGEST]}~{digest}"


def cut(text: str, longest: int) -> str:
    """Return a text, or its beginning with an ellipsis.

    >>> cut("Tòa án nhân dân", 8)
    'Tòa án…'
    """
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def name_of(entity: Entity, text: str) -> tuple[str, str, str | None]:
    """Say what an entity names.

    Args:
        entity: the entity.
        text: the text of its document.

    Returns:
        what makes the name the same, what is shown, and the id of its body in the register; a body is the same by its
        id, all else by its normal form, or by its text where there is none.
    """
    body = as_mapping((entity.details or {}).get("body"))
    identifier, full_name = as_text(body.get("id")), as_text(body.get("name"))
    if identifier and full_name:
        return f"id {identifier}", shown(full_name), shown(identifier)
    name = entity.norm or text[entity.start : entity.end]
    return key_of(name), shown(name), None


def as_mapping(value: Any) -> Mapping[str, Any]:
    """Return plain data that is a mapping, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def as_list(value: Any) -> list[Any]:
    """Return plain data that is a list, else an empty one."""
    return list(value) if isinstance(value, (list, tuple)) else []


def as_text(value: Any) -> str:
    """Return plain data that is a string, else an empty one."""
    return value if isinstance(value, str) else ""
