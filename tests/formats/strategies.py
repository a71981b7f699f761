"""Documents for property tests: any text, any spans, and as much of a record as a test asks for."""

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
