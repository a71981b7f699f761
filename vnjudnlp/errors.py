"""Every error that the package raises for its users, each with a message that says what to do."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "CorpusError",
    "EncodingError",
    "InputError",
    "MarkupError",
    "RecordError",
    "ResourceError",
    "RunError",
    "VnjudnlpError",
]

_FAULTS_SHOWN = 20


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


class CorpusError(VnjudnlpError):
    """Annotated documents are faulty; the whole corpus is refused, so that nothing is counted or learned from a part.

    Args:
        faults: every fault, as ``FILE:LINE: what is wrong``.

    Attributes:
        faults: every fault.
        lines: the message, line by line: the first twenty faults and a summary.
    """

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        shown = self.faults[:_FAULTS_SHOWN]
        more = len(self.faults) - len(shown)
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        hidden = f", of which {more} are not shown" if more else ""
        self.lines = (*shown, f"{count}{hidden}; the corpus is refused whole, mend what is named above")
        super().__init__("\n".join(self.lines))


class InputError(VnjudnlpError):
    """An input file cannot be read as text or as records."""


class EncodingError(InputError):
    """A file's bytes are not text in the encoding that was asked for."""


class ResourceError(VnjudnlpError):
    """A data file of the package is missing or damaged."""


class RunError(VnjudnlpError):
    """A run over a corpus cannot begin or go on."""
