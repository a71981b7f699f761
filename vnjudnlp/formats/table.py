"""Tables for people to read, in a terminal or a pipe."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from vnjudnlp.records import Record

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["one_line", "write_rows", "write_table"]

_NO_LIMIT = 1 << 20
_STYLES = {
    "PERSON": "bold blue",
    "TITLE": "magenta",
    "AGENCY": "bold green",
    "DATE": "yellow",
    "ORG": "cyan",
    "LOC": "green",
    "LAW": "red",
    "CASE": "bright_red",
    "MONEY": "bright_yellow",
}
# matches the blanks that fill a column before a line break; does not match those between columns
_BLANKS_AT_LINE_END = re.compile(r"(?<! ) +$", re.MULTILINE)
# matches ESC, a bell, the marks that turn the direction of writing; does not match "a", a space, U+0301
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def write_table(record: Record, file: TextIO, *, title: bool = False) -> None:
    """Write a document's entities as a table: start, end, label, text, normal form.

    A terminal's lines are as wide as the terminal, longer texts go on in the next line; elsewhere each entity has one
    line, as long as it needs, and nothing is cut.

    Args:
        record: the tagged document.
        file: where to write; a terminal gets colours.
        title: whether the document's name stands above its table.
    """
    table = _table(record) if record.entities else None
    _write(table, file, title=one_line(record.id) if title else "", if_empty="no entities")


def write_rows(
    columns: Sequence[str], rows: Iterable[Sequence[str]], file: TextIO, *, title: str = "", text_columns: Sequence[str]
) -> None:
    """Write a table of figures and texts.

    Args:
        columns: the columns' names.
        rows: the cells of each row; their white space is made single, and what would steer a terminal is written out.
        file: where to write; see :func:`write_table`.
        title: a line above the table.
        text_columns: the names of the columns that hold text; the others hold numbers and are set to the right.
    """
    from rich.text import Text

    table = _empty_table()
    for name in columns:
        is_text = name in text_columns
        table.add_column(
            name,
            justify="left" if is_text else "right",
            no_wrap=not is_text,
            overflow="fold" if is_text else "ellipsis",
        )
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    _write(table, file, title=title, if_empty="")


def _write(table: Table | None, file: TextIO, *, title: str, if_empty: str) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(file=file, highlight=False)
    # rich ends the process by itself where a pipe is closed, so it only makes the text
    with console.capture() as capture:
        if title:
            console.print(Text(title, "bold"), soft_wrap=True)
        if table is None:
            console.print(Text(if_empty, "dim"), soft_wrap=True)
        else:
            if not file.isatty():
                unlimited = console.options.update(width=_NO_LIMIT, max_width=_NO_LIMIT)
                console.width = console.measure(table, options=unlimited).maximum
            console.print(table)
        if title:
            console.print()
    file.write(_BLANKS_AT_LINE_END.sub("", capture.get()))


def _empty_table() -> Table:
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")


def _table(record: Record) -> Table:
    from rich.text import Text

    table = _empty_table()
    table.add_column("start", justify="right", no_wrap=True)
    table.add_column("end", justify="right", no_wrap=True)
    table.add_column("label", no_wrap=True)
    table.add_column("text", overflow="fold")
    table.add_column("norm", overflow="fold")
    for entity in record.entities:
        style = _STYLES.get(entity.label, "")
        table.add_row(
            str(entity.start),
            str(entity.end),
            Text(one_line(entity.label), style),
            Text(one_line(record.text[entity.start : entity.end])),
            Text(one_line(entity.norm or ""), "dim" if entity.norm == entity.text else ""),
        )
    return table


def one_line(text: str) -> str:
    """Make white space single and write characters out that would steer a terminal."""
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), " ".join(text.split()))
