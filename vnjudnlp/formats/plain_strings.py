"""Strings that cannot be written as UTF-8, mended one for one so that no offset changes."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["REPLACEMENT", "replace_surrogates"]

REPLACEMENT = "\ufffd"

# matches a half of a pair that stands for one character in UTF-16; does not match any character
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def replace_surrogates(data: Any, pattern: re.Pattern[str] = _LONE_SURROGATE) -> tuple[Any, int]:
    """Write U+FFFD for every half of a surrogate pair in plain data.

    Args:
        data: a string, or lists and objects with strings, keys among them.
        pattern: another set of characters to be replaced.

    Returns:
        the data, and how many were replaced.

    >>> replace_surrogates({"a": ["b\\ud800", None]})
    ({'a': ['b\ufffd', None]}, 1)
    """
    if isinstance(data, str):
        return pattern.subn(REPLACEMENT, data)
    if isinstance(data, (list, tuple)):
        items = [replace_surrogates(item, pattern) for item in data]
        return [item for item, _ in items], sum(count for _, count in items)
    if isinstance(data, dict):
        pairs = [(replace_surrogates(key, pattern), replace_surrogates(value, pattern)) for key, value in data.items()]
        return {key: value for (key, _), (value, _) in pairs}, sum(key[1] + value[1] for key, value in pairs)
    return data, 0
