"""Every error that the package raises for its users, each with a message that says what to do."""

from __future__ import annotations

__all__ = ["EncodingError", "InputError", "MarkupError", "RecordError", "ResourceError", "VnjudnlpError"]


class VnjudnlpError(ValueError):
    """The base of all errors of this package: bad input, bad data, bad settings."""


class RecordError(VnjudnlpError):
    """A record has a missing or a wrong field."""


class MarkupError(VnjudnlpError):
    """A document in the inline mark-up is not well formed.

    Args:
        message: what is wrong.
        line: the line of the document, counted from 1.
        path: the file, where there is one.
    """

    def __init__(self, message: str, line: int, path: str = "") -> None:
        self.line = line
        self.path = path
        super().__init__(f"{path or 'document'}:{line}: {message}")


class InputError(VnjudnlpError):
    """An input file cannot be read as text or as records."""


class EncodingError(InputError):
    """A file's bytes are not text in the encoding that was asked for."""


class ResourceError(VnjudnlpError):
    """A data file of the package is missing or damaged."""
