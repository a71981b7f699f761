"""The pipeline component: what the core finds in many documents at once, written into spaCy's documents."""

# no "from __future__ import annotations": spaCy reads the annotations of registered functions as types

import datetime
import shutil
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import numpy as np
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc, Span, SpanGroup
from spacy.training import Example
from spacy.util import minibatch

from vnjudnlp.batch import Batch
from vnjudnlp.errors import InputError, ResourceError
from vnjudnlp.records import Entity
from vnjudnlp.spacy.extensions import register_extensions
from vnjudnlp.spacy.tokenizer import make_doc
from vnjudnlp.text.cutting import cut

__all__ = ["SPANS_KEY", "Annotator", "TokenUnit", "create_annotator"]

SPANS_KEY = "vnjudnlp"
"""The key of the component's spans in ``doc.spans``."""

TokenUnit = Literal["words", "syllables"]

_TOKEN_ANNOTATIONS = ("TAG", "POS", "MORPH", "LEMMA", "DEP")


class Annotator(Pipe):
    """Write entities, words, sentences, abbreviations and the date of documents into them.

    What the pipeline's texts need is computed for many documents at once; a component that comes later sees the
    words as tokens. Entities, spans and sentences of earlier components are kept.

    Args:
        name: the component's name in the pipeline.
        tokens: what the tokens are to be, ``"words"`` or ``"syllables"``.
        words: words of the user, which are whole unless an entity ends inside one.
        model: the folder of a model that you trained, or ``"grammar"`` for the rules alone; None for the default.
        min_score: entities of a lower score are left out.
        lexicon: abbreviations of the user, as rows with ``short``, ``long``, ``kind``, ``domain`` and ``frequency``.
        register: a user's own register of bodies; None for the one of the package alone.
    """

    def __init__(
        self,
        name: str = "vnjudnlp",
        tokens: TokenUnit = "words",
        words: Sequence[str] = (),
        model: str | None = None,
        min_score: float = 0.0,
        lexicon: Sequence[Mapping[str, str]] = (),
        register: str | None = None,
    ) -> None:
        if tokens not in ("words", "syllables"):
            raise InputError(f'tokens is "words" or "syllables", not {tokens!r}')
        from vnjudnlp.abbreviations.user_lexicon import merged_with
        from vnjudnlp.segmentation import Phrases

        register_extensions()
        self.name = name
        self.tokens = tokens
        self.words = tuple(words)
        self.model = model
        self.min_score = min_score
        self.lexicon = tuple(dict(row) for row in lexicon)
        self._short_forms = merged_with(self.lexicon) if self.lexicon else None
        self.register = register
        self._user_words = Phrases.of_user(self.words) if self.words else None

    def __reduce__(self) -> tuple[Any, ...]:
        # made anew, so that the attributes are registered in the other process too
        arguments = (self.name, self.tokens, self.words, self.model, self.min_score, self.lexicon, self.register)
        return type(self), arguments, {name: value for name, value in self.__dict__.items() if name != "_short_forms"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the entities; none while a model that was saved with the pipeline is not there yet."""
        from vnjudnlp.tagging import labels_of

        try:
            return labels_of(self.model)
        except ResourceError:
            return ()

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Save a model and a register of one's own with the pipeline; the defaults come with the package.

        Args:
            path: the component's folder.
            exclude: not used.
        """
        if self.model is not None and Path(self.model).is_dir():
            shutil.copytree(self.model, Path(path) / "model", dirs_exist_ok=True)
        if self.register is not None:
            _save_register(Path(self.register), Path(path) / "register")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "Annotator":
        """Take the model and the register that were saved with the pipeline.

        Args:
            path: the component's folder.
            exclude: not used.
        """
        saved = Path(path) / "model"
        if saved.is_dir():
            self.model = str(saved)
        register = Path(path) / "register"
        if register.is_dir():
            self.register = str(register)
        return self

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document.

        Args:
            doc: a document; its date may be set as ``doc._.date``.

        Returns:
            the annotated document: the same one if its tokens are as wanted, else a new one.

        Raises:
            InputError: the date is not an ISO date, or the tokens have to change although an earlier component has
                tagged them.
        """
        return next(self._annotate([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 1000) -> Iterator[Doc]:
        """Annotate a stream of documents, many at once.

        Args:
            stream: documents.
            batch_size: how many documents are gathered.

        Yields:
            the annotated documents, in order. What to do with one that fails is up to the error handler.
        """
        handle_error = self.get_error_handler()
        for docs in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]
            try:
                annotated = list(self._annotate(docs))
            except Exception:
                annotated = []
                for doc in docs:
                    try:
                        annotated.append(self(doc))
                    except Exception as error:
                        handle_error(self.name, self, [doc], error)
            yield from annotated

    def score(self, examples: Iterable[Example], **settings: Any) -> dict[str, Any]:
        """Compare the entities with a gold standard, as spaCy's ``ner`` does.

        Args:
            examples: pairs of an annotated and a gold document.
            **settings: not used.

        Returns:
            ``ents_p``, ``ents_r``, ``ents_f`` and ``ents_per_type``.
        """
        scores: dict[str, Any] = get_ner_prf(examples)
        return scores

    def _annotate(self, docs: list[Doc]) -> Iterator[Doc]:
        from vnjudnlp.pipeline import annotate, entities, in_batches

        remaining = iter(docs)
        for group in in_batches((doc.text, _given_date(doc)) for doc in docs):
            texts, dates = zip(*group, strict=True)
            batch = annotate(
                texts,
                dates,
                words=self.tokens == "words",
                user_words=self._user_words,
                model=self.model,
                min_score=self.min_score,
                short_forms=self._short_forms,
                register=self.register,
                facts=True,
            )
            for document, (found, doc) in enumerate(zip(entities(batch), remaining, strict=False)):
                yield self._write(doc, batch, document, found)

    def _write(self, doc: Doc, batch: Batch, document: int, found: list[Entity]) -> Doc:
        earlier_entities, earlier_groups = _earlier_spans(doc)
        sentences = _sentence_starts(doc, batch, document)
        edges = {
            *sentences,
            *(edge for entity in found for edge in (entity.start, entity.end)),
            *(edge for span in chain(earlier_entities, *earlier_groups.values()) for edge in _range(span)),
        }
        text = batch.texts[document]
        tokens = cut(text, edges.union(*self._units(batch, document, sorted(edges))))
        if tokens != _tokens(doc):
            doc = _with_tokens(doc, text, tokens)
            for key, group in earlier_groups.items():
                moved = [_moved(span, doc) for span in group]
                doc.spans[key] = SpanGroup(doc, name=group.name, attrs=group.attrs, spans=moved)
        _set_sentences(doc, sentences)
        bodies = [entity.details.get("body") if entity.details else None for entity in found]
        spans = [
            _span(doc, entity.start, entity.end, entity.label, body["id"] if body else "")
            for entity, body in zip(found, bodies, strict=True)
        ]
        for span, entity in zip(spans, found, strict=True):
            span._.norm, span._.source, span._.score = entity.norm, entity.source, entity.score
            span._.details = entity.details
        doc.spans[SPANS_KEY] = spans
        entities = [_moved(entity, doc) for entity in earlier_entities]
        taken = {index for entity in entities for index in range(entity.start, entity.end)}
        doc.ents = [*entities, *(span for span in spans if taken.isdisjoint(range(span.start, span.end)))]
        abbreviations = batch.abbreviations[document] if batch.abbreviations else []
        doc._.abbreviations = [abbreviation.to_dict() for abbreviation in abbreviations]
        if batch.facts is not None:
            facts = batch.facts[document]
            doc._.people, doc._.offices, doc._.case = facts["people"], facts["offices"], facts["case"]
        date = batch.found_dates[document] if batch.found_dates else None
        doc._.date = date.isoformat() if date else None
        return doc

    def _units(self, batch: Batch, document: int, edges: list[int]) -> Iterator[tuple[int, int]]:
        """Return where words or syllables stand in the raw text; a word with an edge inside gives its syllables."""
        from vnjudnlp.segmentation import words_of

        first, stop = batch.document_first[document : document + 2].tolist()
        if self.tokens == "words":
            firsts, stops = (indices.tolist() for indices in words_of(batch, document))
        else:
            firsts, stops = range(first, stop), range(first + 1, stop + 1)
        for first, stop in zip(firsts, stops, strict=True):
            start, end = batch.raw_offsets(first, stop)
            inside = bisect_right(edges, start)
            if inside < len(edges) and edges[inside] < end:
                yield from (batch.raw_offsets(index, index + 1) for index in range(first, stop))
            else:
                yield start, end


def _save_register(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        # a file of any name is read as tab-separated; in a folder only those that say so are
        shutil.copyfile(source, target / f"register{'.jsonl' if source.suffix == '.jsonl' else '.tsv'}")


@Language.factory(
    "vnjudnlp",
    default_config={
        "tokens": "words",
        "words": [],
        "model": None,
        "min_score": 0.0,
        "lexicon": [],
        "register": None,
    },
    assigns=[
        "doc.ents",
        "doc.spans",
        "doc._.date",
        "doc._.abbreviations",
        "doc._.expanded",
        "doc._.people",
        "doc._.offices",
        "doc._.case",
        "span._.norm",
        "span._.date",
        "span._.details",
        "span._.source",
        "span._.score",
        "span._.body",
        "token.ent_kb_id",
        "token.ent_iob",
        "token.ent_type",
        "token.is_sent_start",
    ],
    retokenizes=True,
    default_score_weights={"ents_f": None, "ents_p": None, "ents_r": None, "ents_per_type": None},
)
def create_annotator(
    nlp: Language,
    name: str,
    tokens: TokenUnit,
    words: list[str],
    model: str | None,
    min_score: float,
    lexicon: list[dict[str, str]],
    register: str | None,
) -> Annotator:
    """Make the component; for ``nlp.add_pipe("vnjudnlp", config={"tokens": "words", "words": ["họp trực tuyến"]})``."""
    return Annotator(name, tokens, words, model, min_score, lexicon, register)


def _given_date(doc: Doc) -> str | datetime.date | None:
    """Return the date that a document comes with: of its context in ``nlp.pipe(…, as_tuples=True)``, or set on it."""
    date: str | datetime.date | None = None
    if isinstance(doc._context, Mapping):
        date = doc._context.get("doc_date")
    return date or doc._.date


def _earlier_spans(doc: Doc) -> tuple[list[Span], dict[str, SpanGroup]]:
    """Return the entities and the groups of spans that other components have put into a document."""
    groups = dict(doc.spans.items())
    own = {(*_range(span), span.label) for span in groups.pop(SPANS_KEY, ())}
    return [entity for entity in doc.ents if (*_range(entity), entity.label) not in own], groups


def _has_sentences(doc: Doc) -> bool:
    # spaCy says so of every document with fewer than two tokens
    return len(doc) > 1 and doc.has_annotation("SENT_START")


def _sentence_starts(doc: Doc, batch: Batch, document: int) -> list[int]:
    """Return where sentences begin: where an earlier component has put them, else where the core found them."""
    if _has_sentences(doc):
        return [token.idx for token in doc if token.is_sent_start]
    first, stop = np.searchsorted(batch.sentence_first, batch.document_first[document : document + 2]).tolist()
    # white space before the first sentence belongs to it
    return [0, *(batch.raw_offsets(index, index + 1)[0] for index in batch.sentence_first[first + 1 : stop].tolist())]


def _set_sentences(doc: Doc, starts: list[int]) -> None:
    if len(doc) and not _has_sentences(doc):
        is_start = np.isin([start for start, _ in _tokens(doc)], starts)
        # spaCy's stubs know signed arrays only, its code reads unsigned ones
        doc.from_array(["SENT_START"], np.where(is_start, 1, -1).astype(np.uint64))  # type: ignore[arg-type]


def _with_tokens(doc: Doc, text: str, tokens: list[tuple[int, int]]) -> Doc:
    """Return a new document with other tokens and the same text, data and context."""
    if len(doc) and (doc.tensor.size or any(doc.has_annotation(name) for name in _TOKEN_ANNOTATIONS)):
        raise InputError(
            "the tokens of the document have to change, but another component has tagged, parsed or embedded them; "
            'put "vnjudnlp" before it: nlp.add_pipe("vnjudnlp", first=True)'
        )
    result = make_doc(doc.vocab, text, tokens, dict(doc.user_data))
    result._context = doc._context
    result.cats.update(doc.cats)
    return result


def _tokens(doc: Doc) -> list[tuple[int, int]]:
    array = doc.to_array(["IDX", "LENGTH"]).astype(np.int64).reshape(-1, 2)
    return [(start, start + length) for start, length in array.tolist()]


def _range(span: Span) -> tuple[int, int]:
    return span.start_char, span.end_char


def _moved(span: Span, doc: Doc) -> Span:
    return _span(doc, *_range(span), span.label_, span.kb_id_, span.id_)


def _span(doc: Doc, start: int, end: int, label: str, kb_id: str = "", span_id: str = "") -> Span:
    span = doc.char_span(start, end, label=label, kb_id=kb_id, span_id=span_id)
    if span is None:
        raise AssertionError(f"the span {start}-{end} ({label}) does not lie on the edges of tokens")
    return span
