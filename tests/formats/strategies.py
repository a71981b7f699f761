"""Documents for property tests: any text, spans that overlap or not, everything that a record can hold."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hypothesis import strategies as st

from vnjudnlp.formats.format import PARTS
from vnjudnlp.records import Abbreviation, Entity, Record

__all__ = ["any_text", "contents", "plain_data", "records"]

# what goes wrong first: decomposed letters, line breaks of all kinds, characters of two UTF-16 units, marks of formats
_PIECES = (
    *("Bộ trưởng", "Tòa án", "nh\u00e2n", "nha\u0302n", "12/4/2022", "THADS", "x" * 30, ".", "; "),
    *(
        " ",
        "  ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\x00",
        "\x0b",
        "\x0c",
        "\x1c",
        "\x85",
        "\u2028",
        "\ufeff",
        "\u200b",
        "\u00a0",
    ),
    *("😀", "𝒜", "👨‍👩‍👧", "|", "_", "*", "[1]", "\\", "->", "#Text=", "<!--", "]]>", "&amp;"),
)


def any_text(*, max_size: int = 12, surrogates: bool = False) -> st.SearchStrategy[str]:
    """Return texts: pieces that are hard for formats, and any other characters.

    Args:
        max_size: how many pieces at most.
        surrogates: whether halves of surrogate pairs may be among them.
    """
    characters = st.characters(exclude_categories=[] if surrogates else ["Cs"])
    piece = st.sampled_from(_PIECES) | st.text(characters, max_size=4)
    return st.lists(piece, max_size=max_size).map("".join)


def plain_data(text: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Return plain data as JSON has it, with strings of a strategy."""
    numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    return st.recursive(
        st.none() | st.booleans() | numbers | text,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
        max_leaves=5,
    )


@st.composite
def records(
    draw: st.DrawFn,
    parts: Collection[str] = PARTS,
    *,
    surrogates: bool = False,
    any_labels: bool = False,
    identifier: str | None = None,
) -> Record:
    """Return records with some of :data:`~vnjudnlp.formats.format.PARTS`.

    Args:
        draw: given by hypothesis.
        parts: what the records may hold.
        surrogates: whether strings may hold halves of surrogate pairs.
        any_labels: whether labels are any text that is not empty.
        identifier: the id; None for any.
    """
    strings = any_text(max_size=3, surrogates=surrogates)
    text = draw(any_text(surrogates=surrogates))
    record = Record(draw(st.text(max_size=12)) if identifier is None else identifier, text)
    scores = st.floats(0, 1)
    labels = st.sampled_from(["PERSON", "DATE", "chức-vụ", "x_1"])
    if any_labels:
        labels = labels | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4)
    if "spans" in parts and text:
        end = 0
        for start, stop in sorted(draw(st.lists(_spans(len(text)), max_size=5))):
            if start < end and "overlaps" not in parts:
                continue
            end = max(end, stop)
            record.entities.append(
                Entity(
                    start,
                    stop,
                    draw(labels),
                    draw(st.none() | strings) if "norms" in parts else None,
                    draw(scores) if "scores" in parts else 1.0,
                    draw(strings) if "sources" in parts else "",
                    text[start:stop],
                    draw(st.none() | st.dictionaries(strings, plain_data(strings), max_size=2))
                    if "details" in parts
                    else None,
                )
            )
    if "abbreviations" in parts and text:
        for start, stop in sorted(draw(st.lists(_spans(len(text)), max_size=2))):
            readings = tuple(draw(st.lists(strings, max_size=2)))
            long, defined, score = draw(strings), draw(st.booleans()), draw(scores)
            record.abbreviations.append(Abbreviation(start, stop, text[start:stop], long, defined, score, readings))
    if "doc_date" in parts:
        record.doc_date = draw(st.none() | st.dates().map(lambda date: date.isoformat()))
    if "fields" in parts:
        known = ("id", "text", "doc_date", "entities", "abbreviations")
        names = strings.filter(lambda name: name not in known)
        record.extra = draw(st.dictionaries(names, plain_data(strings), max_size=3))
    return record


def _spans(length: int) -> st.SearchStrategy[tuple[int, int]]:
    # small lengths make hypothesis find spans that share an edge
    starts = st.integers(0, length - 1)
    return st.tuples(starts, st.integers(1, 8) | st.integers(1, length)).map(
        lambda pair: (pair[0], min(length, pair[0] + pair[1]))
    )


def contents(record: Record) -> dict[str, Any]:
    """Return all that a record holds, its spans in an order that does not depend on how they are stacked."""
    data = record.to_dict()
    data["entities"].sort(key=lambda item: (item["start"], item["end"], repr(item)))
    data["abbreviations"].sort(key=lambda item: (item["start"], item["end"], repr(item)))
    return data
