"""Which documents to annotate next: those that a model is unsure of, those that stand for many, and a random share."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

import numpy as np

from vnjudnlp.corpus.runs.mapper import Settings, annotate_documents, prepare
from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.pipeline import records_in_batches
from vnjudnlp.records import Record
from vnjudnlp.training.candidates import Basket, Candidate, Pool, Strategy, by_lot, by_uncertainty
from vnjudnlp.training.coverage import take_by_coverage
from vnjudnlp.training.likeness import WIDTH, LikenessIndex, describe_texts, word_vectors

__all__ = ["DEFAULT_COUNT", "STRATEGIES", "Selection", "Strategy", "select_documents"]

STRATEGIES: tuple[Strategy, ...] = get_args(Strategy)

DEFAULT_COUNT = 50

_CANDIDATES = 4
"""How many times what is wanted is kept of the documents that a model is most unsure of."""
_SAMPLE = 1000
"""How many documents stand for the corpus."""


@dataclass(slots=True)
class Selection:
    """What was chosen.

    Attributes:
        records: copies of the documents in the order in which they are to be annotated, each with ``selection`` among
            its own fields.
        documents: how many documents could be chosen from.
        known: how many more were left out because they are nearly the same as one that is annotated.
        faulty: how many could not be read or tagged.
        without_scores: how many came with spans and without scores, so that they seem certain.
    """

    records: list[Record] = field(default_factory=list)
    documents: int = 0
    known: int = 0
    faulty: int = 0
    without_scores: int = 0


def select_documents(
    documents: Iterable[Record | RecordError],
    *,
    count: int | None = None,
    syllables: int | None = None,
    strategy: Strategy = "uncertainty",
    random_share: float = 0.2,
    seed: int = 0,
    exclude: Iterable[Record | RecordError] = (),
    model: str | Path | None = None,
    report: Callable[[str], None] = lambda message: None,
) -> Selection:
    """Choose documents that are worth annotating.

    The documents are read once, and what is kept of them does not grow with their number. Those without entities are
    tagged; the others are taken with the spans that they have.

    Args:
        documents: the documents, and errors, which are reported.
        count: how many are chosen at most; 50 if neither this nor ``syllables`` is given.
        syllables: how many syllables they have together at most.
        strategy: ``"uncertainty"``: those with most expected mistakes for their length, by the scores of their spans;
            ``"diversity"``: those that cover the words of the corpus best; ``"mixed"``: of the most uncertain ones
            those that cover these best; ``"random"``.
        random_share: which share is chosen by chance, whatever the strategy, as an honest sample of the corpus.
        seed: of the chance.
        exclude: documents that are annotated; what is nearly the same is left out, what they cover is covered.
        model: which tagger: see :func:`vnjudnlp.tagging.tag_batch`.
        report: called with a message for each document that is faulty.

    Returns:
        what was chosen.

    Raises:
        InputError: a setting is not as it should be.
        ResourceError: there is no such model, or it is damaged.

    >>> texts = ["bà Phan Thu Hà", "Họp ngày 12/4 tại Hà Nội"]
    >>> found = select_documents([Record(str(n), text) for n, text in enumerate(texts)], count=1, strategy="random")
    >>> [record.extra["selection"]["strategy"] for record in found.records]
    ['random']
    """
    if strategy not in STRATEGIES:
        raise InputError(f"unknown strategy {strategy!r}; the strategies are {', '.join(STRATEGIES)}")
    if not 0 <= random_share <= 1:
        raise InputError(f"the random share lies between 0 and 1, not {random_share}")
    for number in (count, syllables):
        if number is not None and number < 1:
            raise InputError(f"at least one document or syllable has to be chosen, not {number}")
    if count is None and syllables is None:
        count = DEFAULT_COUNT
    settings = Settings(model=None if model is None else str(model))
    prepare(settings)
    done = Selection()
    excluded, index = Pool(_SAMPLE, 0, by_lot), LikenessIndex()
    for number, item in enumerate(_described(_reported(exclude, done, report), seed)):
        index.add(number, item.likeness.sketch)
        excluded.offer(replace(item, record=Record("", "")))

    wanted, needed = (count, 0) if count is not None else (0, syllables or 0)
    least = _SAMPLE if strategy != "random" else wanted
    sample = Pool(max(2 * wanted, least), 2 * needed, by_lot)
    doubtful = Pool(_CANDIDATES * wanted, _CANDIDATES * needed, by_uncertainty)
    for item in _described(_tagged(_reported(documents, done, report), settings, done, report), seed):
        if index.find(item.likeness.sketch) is not None:
            done.known += 1
            continue
        done.documents += 1
        sample.offer(item)
        if strategy in ("uncertainty", "mixed"):
            doubtful.offer(item)

    basket = Basket(count, syllables)
    drawn = sample.best()
    for item in drawn:
        if basket.is_filled(1.0 if strategy == "random" else random_share):
            break
        basket.take(item, "random")
    if strategy == "uncertainty":
        for item in doubtful.best():
            if basket.is_filled():
                break
            basket.take(item, strategy)
    elif strategy != "random":
        candidates = drawn if strategy == "diversity" else doubtful.best()
        _cover(basket, strategy, candidates, drawn, excluded.best(), per_syllable=count is None)
    done.records = [_marked(item, how, rank, seed) for rank, (item, how) in enumerate(basket.in_order(), 1)]
    return done


def _reported(
    items: Iterable[Record | RecordError], done: Selection, report: Callable[[str], None]
) -> Iterator[Record]:
    for item in items:
        if isinstance(item, RecordError):
            done.faulty += 1
            report(str(item))
        elif item.text.strip():
            yield item


def _tagged(
    records: Iterable[Record], settings: Settings, done: Selection, report: Callable[[str], None]
) -> Iterator[Record]:
    """Yield the documents in their order, those without entities tagged."""
    for group in records_in_batches(records):
        # the caller's own records stay as they are
        group = [replace(record) for record in group]
        has_spans = [bool(record.entities) for record in group]
        found = annotate_documents(
            (record for record, is_tagged in zip(group, has_spans, strict=True) if not is_tagged), settings
        )
        for record, is_tagged in zip(group, has_spans, strict=True):
            if is_tagged:
                done.without_scores += all(entity.score == 1.0 for entity in record.entities)
                yield record
                continue
            item = next(found)
            if isinstance(item, RecordError):
                done.faulty += 1
                report(f"{record.id}: {item}")
            else:
                yield item


def _described(records: Iterable[Record], seed: int) -> Iterator[Candidate]:
    key = hashlib.blake2b(str(seed).encode(), digest_size=32).digest()
    for group in records_in_batches(records):
        for record, likeness in zip(group, describe_texts([record.text for record in group]), strict=True):
            mistakes = sum(1.0 - max(0.0, min(1.0, entity.score)) for entity in record.entities)
            digest = hashlib.blake2b(record.text.encode("utf-8", "surrogatepass"), digest_size=8, key=key).digest()
            lot = int.from_bytes(digest, "big")
            yield Candidate(record, len(record.text.split()), mistakes, likeness, lot)


def _cover(
    basket: Basket,
    strategy: Strategy,
    candidates: list[Candidate],
    drawn: list[Candidate],
    excluded: list[Candidate],
    *,
    per_syllable: bool,
) -> None:
    """Choose the candidates that cover best: for ``"diversity"`` the corpus, for ``"mixed"`` the candidates.

    Source of the latter: Wei, Iyer and Bilmes 2015, "Submodularity in data subset selection and active learning".
    """
    if not candidates:
        return
    share = (_counts(drawn) > 0).mean(axis=0, dtype=np.float32)
    frequency = np.maximum(share, np.float32(1 / (len(drawn) + 1)))
    sample = sorted(candidates, key=by_lot, reverse=True)[:_SAMPLE]
    ground = word_vectors(_counts(sample), frequency)
    # what was chosen by chance covers too
    before = [item for item, _ in basket.in_order()] + excluded
    covered = np.zeros(len(ground), dtype=np.float32)
    if before:
        covered = (word_vectors(_counts(before), frequency) @ ground.T).max(axis=0)
    lengths = np.array([item.syllables if per_syllable else 1 for item in candidates], dtype=np.float32)

    def take(place: int) -> bool | None:
        return None if basket.is_filled() else basket.take(candidates[place], strategy)

    take_by_coverage(word_vectors(_counts(candidates), frequency), ground, covered, lengths, take)


def _counts(candidates: list[Candidate]) -> np.ndarray[tuple[int, ...], np.dtype[np.uint16]]:
    return np.array([item.likeness.words for item in candidates], dtype=np.uint16).reshape(-1, WIDTH)


def _marked(candidate: Candidate, strategy: Strategy, rank: int, seed: int) -> Record:
    record = candidate.record
    selection = {
        "strategy": strategy,
        "rank": rank,
        "uncertainty": round(candidate.uncertainty, 4),
        "expected_mistakes": round(candidate.mistakes, 4),
        "syllables": candidate.syllables,
        "seed": seed,
    }
    return replace(record, extra={**record.extra, "selection": selection})
