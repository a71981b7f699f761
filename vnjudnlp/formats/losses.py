"""What a format cannot carry, counted while documents are written, so that nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["Losses"]


@dataclass(slots=True)
class _Loss:
    count: int = 0
    documents: int = 0
    last_document: str | None = None
    example: str = ""


@dataclass(slots=True)
class Losses:
    """Counts of what was left out or changed, by what it is.

    Memory does not grow with the number of documents.

    >>> losses = Losses()
    >>> losses.add("overlapping spans are left out", "letter-7", example="0-9 TITLE")
    >>> losses.add("overlapping spans are left out", "letter-8", 2)
    >>> list(losses.messages())
    ['overlapping spans are left out: 3 in 2 documents, first in letter-7 (0-9 TITLE)']
    """

    _found: dict[str, _Loss] = field(default_factory=dict)

    def add(self, what: str, document: str, count: int = 1, *, example: str = "") -> None:
        """Count a loss.

        Args:
            what: what is lost, in the plural, with what becomes of it: ``"norms are left out"``.
            document: the id of the document; documents come one after the other.
            count: how many.
            example: which one, shown for the first.
        """
        if count <= 0:
            return
        first = f"first in {document}" + (f" ({example})" if example else "")
        loss = self._found.setdefault(what, _Loss(example=first))
        loss.count += count
        if loss.last_document != document:
            loss.documents += 1
            loss.last_document = document

    def __bool__(self) -> bool:
        return bool(self._found)

    def messages(self) -> Iterator[str]:
        """Yield one line for each kind of loss, in the order of their first place."""
        for what, loss in self._found.items():
            documents = "1 document" if loss.documents == 1 else f"{loss.documents} documents"
            yield f"{what}: {loss.count} in {documents}, {loss.example}"
