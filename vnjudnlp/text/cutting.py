"""A raw text in the tokens of spaCy, which are words with one blank or none behind each."""

from __future__ import annotations

from collections.abc import Container, Iterable

__all__ = ["cut", "cut_at_spans", "words_and_blanks"]


def cut(text: str, edges: Iterable[int], own_blanks: Container[int] = ()) -> list[tuple[int, int]]:
    """Cut a text as spaCy cuts: one blank behind a token belongs to it.

    Args:
        text: a raw text.
        edges: offsets where tokens begin and end.
        own_blanks: offsets of blanks that belong to no token before them; edges stand on both their sides.

    Returns:
        start and end of each token; what lies between the tokens meant, such as line breaks and further blanks, is
        tokens of its own.

    >>> cut("Gia Lai,  ngày", [0, 7, 7, 8, 10, 14])
    [(0, 7), (7, 8), (9, 10), (10, 14)]
    """
    tokens: list[tuple[int, int]] = []
    start = 0
    for end in sorted({*edges, len(text)}):
        if tokens and tokens[-1][1] == start and text[start : start + 1] == " " and start not in own_blanks:
            start += 1
        if start < end:
            tokens.append((start, end))
            start = end
    return tokens


def cut_at_spans(text: str, edges: Iterable[int], spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut a text so that each of the spans is whole tokens, blanks at its edges among them.

    Args:
        text: a raw text.
        edges: offsets where tokens begin and end.
        spans: start and end of each span; none is empty.

    Returns:
        start and end of each token.

    >>> cut_at_spans("Gia Lai", [0, 3, 4, 7], [(0, 4), (5, 7)])
    [(0, 3), (3, 4), (4, 5), (5, 7)]
    """
    found = set(edges)
    own_blanks = set()
    for start, end in spans:
        found |= {start, end}
        for offset in (start, end - 1):
            if text[offset] == " ":
                own_blanks.add(offset)
                found |= {offset, offset + 1}
    return cut(text, found, own_blanks)


def words_and_blanks(text: str, tokens: list[tuple[int, int]]) -> tuple[list[str], list[bool]]:
    """Return what spaCy's ``Doc`` is made of.

    Args:
        text: a raw text.
        tokens: start and end of each token, as from :func:`cut`.

    Returns:
        the words, and of each whether a blank follows it.

    >>> words_and_blanks("Gia Lai,", [(0, 3), (4, 7), (7, 8)])
    (['Gia', 'Lai', ','], [True, False, False])
    """
    following = [start for start, _ in tokens[1:]] + [len(text)]
    blanks = [next_start > end for (_, end), next_start in zip(tokens, following, strict=False)]
    return [text[start:end] for start, end in tokens], blanks
