"""Tables of the pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__all__ = ["table"]


def table(title: str, columns: tuple[str, ...], rows: Iterable[str], level: int = 2) -> Iterator[str]:
    """Write a table below its heading.

    Args:
        title: the heading, in HTML.
        columns: the names of the columns, in HTML.
        rows: the rows, in HTML.
        level: the level of the heading.

    Yields:
        the table, piece by piece.

    >>> "".join(table("A", ("B",), ["<tr><td>1</td></tr>"])).startswith("<h2>A</h2>")
    True
    """
    heads = "".join(f'<th scope="col" class="column-{column.split()[0].lower()}">{column}</th>' for column in columns)
    yield f'<h{level}>{title}</h{level}>\n<div class="scroll"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n'
    yield from rows
    yield "</tbody></table></div>\n"
