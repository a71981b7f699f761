"""CoNLL columns: one word a line with its place and its BIO tag, as CoNLL-2003 has them.

::

    -DOCSTART-    -X-    -X-    O    # id = letter-7

    Cục_trưởng    0      10     B-TITLE
    Cục           11     14     B-AGENCY

The columns are separated by tabs: the word, white space inside it written as underscores; the offsets of its first
character and behind its last one in the raw text; the tag. An empty line ends a sentence. The first and the last column
are what readers of CoNLL-2003 read. No word crosses the edge of an entity.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from vnjudnlp.records import Entity

if TYPE_CHECKING:
    from vnjudnlp.batch import Batch

__all__ = ["sentences_of", "write_document"]


def sentences_of(batch: Batch, document: int) -> list[list[tuple[int, int]]]:
    """Return the words of a document, sentence by sentence.

    Args:
        batch: a segmented batch.
        document: index of the document.

    Returns:
        for each sentence the raw offsets of its words. A word over the edge of two sentences keeps them together.
    """
    import numpy as np

    from vnjudnlp.segmentation import words_of

    firsts, stops = words_of(batch, document)
    if not len(firsts):
        return []
    starts, ends = batch.tokens.start[firsts].tolist(), batch.tokens.end[stops - 1].tolist()
    words = list(zip(starts, ends, strict=True))
    begins = np.flatnonzero(np.isin(firsts, batch.sentence_first)).tolist()
    edges = [*sorted({0, *begins}), len(words)]
    return [words[first:stop] for first, stop in pairwise(edges)]


def write_document(
    identifier: str, text: str, sentences: Sequence[Sequence[tuple[int, int]]], entities: Sequence[Entity]
) -> str:
    """Write one document.

    Args:
        identifier: the document's name.
        text: the raw text.
        sentences: for each sentence the raw offsets of its words, in order.
        entities: entities in order, not overlapping.

    Returns:
        its lines, each ended by a line break, with an empty line behind every sentence. An entity that goes on in the
        next sentence joins the two, since a tag ``I-`` needs its ``B-`` before it.

    >>> text = "Bộ trưởng Bộ Tư pháp"
    >>> entities = [Entity(0, 9, "TITLE"), Entity(10, 20, "AGENCY")]
    >>> print(write_document("a", text, [[(0, 9), (10, 12), (13, 20)]], entities).expandtabs(12), end="")
    -DOCSTART-  -X-         -X-         O           # id = a
    <BLANKLINE>
    Bộ_trưởng   0           9           B-TITLE
    Bộ          10          12          B-AGENCY
    Tư_pháp     13          20          I-AGENCY
    <BLANKLINE>
    """
    lines = [f"-DOCSTART-\t-X-\t-X-\tO\t# id = {' '.join(identifier.split())}", ""]
    remaining = iter(entities)
    entity = next(remaining, None)
    begun = False
    for sentence in sentences:
        if begun and entity is not None and sentence and sentence[0][0] < entity.end:
            lines.pop()
        for start, end in sentence:
            while entity is not None and entity.end <= start:
                entity, begun = next(remaining, None), False
            tag = "O"
            if entity is not None and entity.start < end:
                tag = f"{'I' if begun else 'B'}-{''.join(entity.label.split())}"
                begun = True
            lines.append(f"{'_'.join(text[start:end].split())}\t{start}\t{end}\t{tag}")
        if sentence:
            lines.append("")
    return "\n".join(lines) + "\n"
