"""The values of a large JSON file one by one, so that memory holds one of them at a time."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any, TextIO

from vnjudnlp.errors import InputError

__all__ = ["stream_values"]

_CHUNK = 1 << 16
_LONGEST = 1 << 28
# white space of JSON
_BLANK = " \t\r\n"
_BEHIND = f"{_BLANK},]"
# the longest word of JSON, -Infinity, and an escape \uXXXX\uXXXX may be cut at the end of what is read so far
_CUT = 13


def stream_values(stream: TextIO, name: str) -> Iterator[Any]:
    """Yield the items of a list, or values one after the other.

    Args:
        stream: JSON: one list, one object, or several of them with white space between (JSON Lines).
        name: what messages call it.

    Yields:
        the items of lists, and other values themselves.

    Raises:
        InputError: it is not JSON, has numbers that JSON does not have, or one value is too large or nested too deeply.
    """
    return _Reader(stream, name).values()


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{number} is not a number of JSON")
    return value


class _Reader:
    def __init__(self, stream: TextIO, name: str) -> None:
        self.stream = stream
        self.name = name
        self.buffer = ""
        self.position = 0
        self.count = 0
        self.decoder = json.JSONDecoder(parse_float=_finite, parse_constant=_finite)

    def values(self) -> Iterator[Any]:
        while self.next_character():
            if self.next_character() != "[":
                yield self.value()
                continue
            self.position += 1
            if self.next_character() == "]":
                self.position += 1
                continue
            separator = ","
            while separator == ",":
                yield self.value()
                separator = self.next_character()
                if separator not in (",", "]"):
                    raise self.error("a comma or the end of the list is missing behind it")
                self.position += 1

    def error(self, message: str) -> InputError:
        return InputError(f"{self.name}: item {self.count}: not JSON: {message}; export the file again")

    def more(self) -> bool:
        """Read as much again as there is, so that a long value is tried a few times only."""
        self.buffer = self.buffer[self.position :]
        self.position = 0
        if len(self.buffer) > _LONGEST:
            raise self.error(f"it is longer than {_LONGEST} characters")
        chunk = self.stream.read(max(_CHUNK, len(self.buffer)))
        self.buffer += chunk
        return bool(chunk)

    def next_character(self) -> str:
        """Step over white space and return the character behind it, "" at the end."""
        while True:
            while self.position < len(self.buffer):
                character = self.buffer[self.position]
                if character not in _BLANK:
                    return character
                self.position += 1
            if not self.more():
                return ""

    def value(self) -> Any:
        self.next_character()
        self.count += 1
        while True:
            try:
                value, end = self.decoder.raw_decode(self.buffer, self.position)
            except json.JSONDecodeError as error:
                is_cut = error.msg.startswith("Unterminated string") or error.pos >= len(self.buffer) - _CUT
                if not (is_cut and self.more()):
                    raise self.error(error.msg) from None
            except RecursionError:
                raise self.error("objects or lists inside one another without end") from None
            except ValueError as error:
                raise self.error(str(error)) from None
            else:
                rest = len(self.buffer) - end
                # a number may go on behind what is read so far
                is_whole = rest > 0 and (isinstance(value, (str, dict, list)) or self.buffer[end] in _BEHIND)
                if is_whole or not self.more():
                    self.position = len(self.buffer) - rest
                    return value
