"""Annotated documents to tokens with tags and features."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from vnjudnlp.batch import Batch, BoolArray, IntArray, Span
from vnjudnlp.corpus import annotated_labels
from vnjudnlp.pipeline import BATCH_CHARACTERS
from vnjudnlp.records import Record
from vnjudnlp.segmentation import words_begin
from vnjudnlp.tagging.features import Columns, GrammarClasses, describe_tokens, template_keys
from vnjudnlp.tagging.grammar import grammar_spans
from vnjudnlp.tagging.span_model import active_tokens, pieces_of
from vnjudnlp.tagging.tags import spans_of, tag_count, tags_of
from vnjudnlp.text.tokens import read_texts
from vnjudnlp.training.fitting import Sample, inert_forms, vocabulary

__all__ = ["Examples", "Group", "describe_groups", "groups_of", "rules_of", "sample_of"]


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that are read together.

    Attributes:
        records: the documents.
        batch: their tokens.
        grammar: what the grammar finds in them.
        words: bool, one a token: whether a word begins there.
        tags: int64, one a token: the annotation.
    """

    records: list[Record]
    batch: Batch
    grammar: list[Span]
    words: BoolArray
    tags: IntArray


@dataclass(frozen=True, slots=True)
class Examples:
    """All documents as the model sees them.

    Attributes:
        forms: the vocabulary.
        classes: the numbers of the grammar's labels and rules.
        columns: for each group the description of its tokens.
        inert: bool, one a form: see :func:`~vnjudnlp.tagging.span_model.active_tokens`.
    """

    forms: dict[str, int]
    classes: GrammarClasses
    columns: list[Columns]
    inert: BoolArray


def groups_of(records: Sequence[Record], labels: Sequence[str], *, grammar: bool = True) -> Iterator[Group]:
    """Read documents, as many together as memory allows.

    Args:
        records: annotated documents.
        labels: the labels to learn; spans of others are left out.
        grammar: whether the rules of the package look for spans.

    Yields:
        groups of documents, in order.
    """
    numbers = {label: number for number, label in enumerate(labels)}
    group: list[Record] = []
    size = 0
    for index, record in enumerate(records):
        group.append(record)
        size += len(record.text)
        if size >= BATCH_CHARACTERS or index == len(records) - 1:
            batch = read_texts([record.text for record in group])
            words = words_begin(batch)
            found = grammar_spans(batch, words) if grammar else []
            yield Group(group, batch, found, words, _tags(group, batch, numbers))
            group, size = [], 0


def _tags(records: list[Record], batch: Batch, numbers: dict[str, int]) -> IntArray:
    """Return the annotation of tokens; a span that ends inside a token takes the whole of it, unless another has it."""
    tokens = batch.tokens
    taken = np.zeros(len(tokens), dtype=np.bool_)
    first, stop, label = [], [], []
    for document, record in enumerate(records):
        begin, end = batch.document_first[document : document + 2].tolist()
        token_starts, token_ends = tokens.start[begin:end], tokens.end[begin:end]
        for entity in record.entities:
            if entity.label not in numbers:
                continue
            left = begin + int(np.searchsorted(token_ends, entity.start, side="right"))
            right = begin + int(np.searchsorted(token_starts, entity.end, side="left"))
            if left < right and not taken[left:right].any():
                taken[left:right] = True
                first.append(left)
                stop.append(right)
                label.append(numbers[entity.label])
    begins, ends, numbered = (np.array(column, dtype=np.int64) for column in (first, stop, label))
    return tags_of(begins, ends, numbered, len(tokens))


def rules_of(groups: Sequence[Group]) -> tuple[tuple[str, str], ...]:
    """Return which rules of the grammar found spans of which labels."""
    return tuple(sorted({(span.label, span.source) for group in groups for span in group.grammar}))


def describe_groups(groups: Sequence[Group], grammar_labels: tuple[str, ...], least: int) -> Examples:
    """Describe the tokens of all documents.

    Args:
        groups: the documents.
        grammar_labels: the labels that the grammar has.
        least: how often a form has to occur to be known.

    Returns:
        what the model sees.
    """
    forms = vocabulary([group.batch for group in groups], least)
    classes = GrammarClasses(grammar_labels, rules_of(groups))
    columns = [describe_tokens(group.batch, forms, group.grammar, classes, group.words) for group in groups]
    inert = inert_forms(columns, [group.tags for group in groups], len(forms))
    return Examples(forms, classes, columns, inert)


def sample_of(
    groups: Sequence[Group], examples: Examples, labels: Sequence[str]
) -> tuple[Sample, list[list[IntArray]]]:
    """Collect the tokens to learn from.

    Args:
        groups: the documents.
        examples: their description.
        labels: the labels to learn.

    Returns:
        the sample, and for each group the keys of its tokens by template.
    """
    keys, tags, pieces, open_tags = [], [], [], []
    before = 0
    for group, columns in zip(groups, examples.columns, strict=True):
        active = active_tokens(columns, examples.inert)
        keys.append(list(template_keys(columns, columns.position[active])))
        # a span of which a token is left out begins or ends at what is left: such spans are not learned
        tags.append(_whole(group.tags, active))
        pieces.append(pieces_of(active, group.batch) + before)
        open_tags.append(_open_tags(group, active, labels))
        before += len(active)
    is_open = any(column is not None for column in open_tags)
    empty = [
        np.zeros((len(tag), tag_count(len(labels))), dtype=np.bool_) if column is None else column
        for tag, column in zip(tags, open_tags, strict=True)
    ]
    sample = Sample(
        [np.concatenate(column) for column in zip(*keys, strict=True)],
        np.concatenate(tags),
        np.concatenate(pieces),
        np.concatenate(empty) if is_open else None,
    )
    return sample, keys


def _whole(tags: IntArray, active: IntArray) -> IntArray:
    """Return the tags of active tokens, without the spans that have other tokens too."""
    first, stop, label = spans_of(tags)
    is_active = np.zeros(len(tags) + 1, dtype=np.int64)
    is_active[active + 1] = 1
    count = np.cumsum(is_active)
    whole = count[stop] - count[first] == stop - first
    return tags_of(first[whole], stop[whole], label[whole], len(tags))[active]


def _open_tags(group: Group, active: IntArray, labels: Sequence[str]) -> BoolArray | None:
    """Say for documents that are annotated with some labels only which tags a token outside all spans may have."""
    annotated = [annotated_labels(record) for record in group.records]
    if not any(names is not None for names in annotated):
        return None
    result = np.zeros((len(group.records), tag_count(len(labels))), dtype=np.bool_)
    for number, names in enumerate(annotated):
        for label, name in enumerate(labels):
            result[number, 4 * label + 1 : 4 * label + 5] = names is not None and name not in names
    document: IntArray = group.batch.tokens.document[active]
    return result[document]
