"""Cells of CSV files that no spreadsheet takes for a formula."""

from __future__ import annotations

__all__ = ["bare_cell", "safe_cell"]

_APOSTROPHE = "'"
# what makes a spreadsheet take a cell for a formula; https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r", _APOSTROPHE)


def safe_cell(text: str) -> str:
    """Return a cell's text with an apostrophe before it where it could be a formula or begins with one.

    >>> safe_cell("=1+1"), safe_cell("'quoted"), safe_cell("a = b")
    ("'=1+1", "''quoted", 'a = b')
    """
    return f"{_APOSTROPHE}{text}" if text.startswith(_FORMULA) else text


def bare_cell(cell: str) -> str:
    """Return the text of which :func:`safe_cell` made a cell.

    >>> bare_cell("'=1+1"), bare_cell("''quoted")
    ('=1+1', "'quoted")
    """
    return cell[1:] if cell.startswith(_APOSTROPHE) else cell
