"""Numbers of lists as letters and in Roman figures."""

from __future__ import annotations

__all__ = ["letters", "roman"]

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def letters(number: int) -> str:
    """Return the letter of a number as Word counts: behind ``z`` comes ``aa``, then ``bb``.

    >>> letters(2), letters(28)
    ('b', 'bb')
    """
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def roman(number: int) -> str:
    """Return a number in Roman figures.

    >>> roman(14)
    'xiv'
    """
    parts = []
    for value, figure in _ROMAN:
        count, number = divmod(number, value)
        parts.append(figure * count)
    return "".join(parts)
