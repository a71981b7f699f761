"""Documents for property tests: any text, any spans, and as much of a record as a test asks for."""
"""Documents for property tests: any text, spans that overlap or not, everything that a record can hold."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hypothesis import strategies as st

from vnjudnlp.formats.registry import PARTS
from vnjudnlp.records import Abbreviation, Entity, Record

__all__ = ["PIECES", "plain_data", "records", "span_key", "texts"]

PIECES = [
    "Cục THADS tỉnh Gia Lai", "Chấp hành viên", "ngày 12/4/2022", "ông Nguyễn Văn An", "NGUYỄN VĂN AN", "trư-\nởng",
    "200.000 đồng", "a@moj.gov.vn", "Toa\u0300 a\u0301n", "\u200b", "\n", "\n\n", "\r\n", "\r", ". ", ",", " ", "  ",
    "\t", "\u00a0", "\u2028", "\u0085", "\ufeff", "😀", "𝔊", "_", "#", "|", "%", "\\", "=", "<b>", "&amp;", '"', "-",
]  # fmt: skip
"""What texts of justice hold, and what formats have to mind."""


def texts(*, controls: bool = False, min_size: int = 0) -> st.SearchStrategy[str]:
    """Any texts; with ``controls`` also NUL and halves of surrogate pairs."""
    alphabet = st.characters() if controls else st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
    pieces = st.one_of(st.sampled_from(PIECES), st.text(alphabet, max_size=4))
    return st.lists(pieces, min_size=min_size, max_size=10).map("".join)


def plain_data() -> st.SearchStrategy[Any]:
    """What JSON can hold."""
    leaves = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    leaves = leaves | st.text(max_size=8)
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
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


def span_key(entity: Entity) -> tuple[Any, ...]:
    """All of an entity, to compare and to sort by."""
    return (entity.start, entity.end, entity.label, entity.norm or "", entity.score, entity.source, str(entity.details))


@st.composite
def records(
    draw: st.DrawFn,
    parts: Collection[str] = PARTS,
    *,
    ids: st.SearchStrategy[str] | None = None,
    controls: bool = False,
    any_labels: bool = False,
    min_size: int = 0,
) -> Record:
    """Records that hold the given parts, see :data:`vnjudnlp.formats.registry.PARTS`.

    Args:
        draw: given by hypothesis.
        parts: what they hold; without ``"overlaps"`` no two spans overlap.
        ids: their ids; any short text with a letter if None.
        controls: whether texts have NUL and halves of surrogate pairs too.
        any_labels: whether labels are any text that is not empty.
        min_size: how many pieces a text has at least.
    """
    text = draw(texts(controls=controls, min_size=min_size))
    identifier = draw(ids if ids is not None else st.text(max_size=6).map(lambda end: f"a{end}"))
    record = Record(identifier, text)
    labels = st.sampled_from(["PERSON", "TITLE", "AGENCY", "DATE", "chức-vụ"])
    if any_labels:
        labels = labels | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4)
    if "spans" in parts and text:
        for start, end in draw(_places(len(text), overlaps="overlaps" in parts)):
            record.entities.append(
                Entity(
                    start,
                    end,
                    draw(labels),
                    draw(st.none() | st.text(max_size=8)) if "norms" in parts else None,
                    draw(st.floats(0, 1)) if "scores" in parts else 1.0,
                    draw(st.sampled_from(["", "gold", "grammar.person", "a|b=c"])) if "sources" in parts else "",
                    text[start:end],
                    draw(st.none() | st.dictionaries(st.text(max_size=4), plain_data(), max_size=2))
@st.composite
def records(
    draw: st.DrawFn, parts: Collection[str] = PARTS, *, surrogates: bool = False, identifier: str | None = None
) -> Record:
    """Return records with some of :data:`~vnjudnlp.formats.registry.PARTS`.

    Args:
        draw: given by hypothesis.
        parts: what the records may hold.
        surrogates: whether strings may hold halves of surrogate pairs.
        identifier: the id; None for any.
    """
    strings = any_text(max_size=3, surrogates=surrogates)
    text = draw(any_text(surrogates=surrogates))
    record = Record(draw(st.text(max_size=12)) if identifier is None else identifier, text)
    scores = st.floats(0, 1)
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
                    draw(st.sampled_from(["PERSON", "DATE", "chức-vụ", "x_1"])),
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
        for start, end in draw(_places(len(text), overlaps=True)):
            record.abbreviations.append(
                Abbreviation(
                    start,
                    end,
                    text[start:end],
                    draw(st.text(max_size=8)),
                    draw(st.booleans()),
                    draw(st.floats(0, 1)),
                    tuple(draw(st.lists(st.text(max_size=4), max_size=2))),
                )
            )
    if "doc_date" in parts:
        record.doc_date = draw(st.none() | st.dates().map(lambda date: date.isoformat()))
    if "fields" in parts:
        taken = {"id", "text", "doc_date", "entities", "abbreviations"}
        names = st.sampled_from(["court", "genre", "sent_id", "a b"]) | st.text(min_size=1, max_size=5)
        record.extra = draw(st.dictionaries(names.filter(lambda name: name not in taken), plain_data(), max_size=3))
    return record


def _places(size: int, *, overlaps: bool) -> st.SearchStrategy[list[tuple[int, int]]]:
    """Places in a text, in order."""
    if overlaps:
        pairs = st.tuples(st.integers(0, size - 1), st.integers(1, 12))
        return st.lists(pairs.map(lambda pair: (pair[0], min(size, sum(pair)))), max_size=4).map(sorted)
    edges = st.lists(st.integers(0, size), max_size=8, unique=True).map(sorted)
    return edges.map(lambda found: list(zip(found[::2], found[1::2], strict=False)))
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
