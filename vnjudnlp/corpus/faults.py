"""Where in a corpus something is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from vnjudnlp.records import Record

__all__ = ["Fault", "LocatedRecord"]


class Fault(NamedTuple):
    """Something wrong in a data file.

    Attributes:
        path: the file.
        line: the line, counted from 1; for a record of JSON Lines the record's own. 0 in a format without lines.
        message: what is wrong.
    """

    path: Path
    line: int
    message: str

    @property
    def place(self) -> str:
        """The file, with the line where there is one."""
        return f"{self.path}:{self.line}" if self.line else f"{self.path}"

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class LocatedRecord:
    """A record and the place that it was read from.

    Attributes:
        record: the document.
        path: its file.
        line: the line of the record; for mark-up that of the first line of the text; 0 in a format without lines.
        lines_are_those_of_text: whether each line of the text is a line of the file.
    """

    record: Record
    path: Path
    line: int
    lines_are_those_of_text: bool = False

    def fault(self, message: str, offset: int | None = None) -> Fault:
        """Say that something is wrong in this record.

        Args:
            message: what is wrong.
            offset: where in the text; None for the record as a whole.

        Returns:
            the fault with its line.
        """
        if not self.line:
            return Fault(self.path, 0, f"in the document {self.record.id!r}: {message}")
        if not self.lines_are_those_of_text:
            return Fault(self.path, self.line, message)
        if offset is None:
            return Fault(self.path, 1, message)
        return Fault(self.path, self.line + self.record.text.count("\n", 0, offset), message)
