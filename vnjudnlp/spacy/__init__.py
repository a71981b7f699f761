"""The whole package as a spaCy pipeline.

>>> nlp = load()
>>> doc = nlp("Bộ trưởng  Bộ Tư pháp")
>>> doc.text
'Bộ trưởng  Bộ Tư pháp'
>>> [(ent.text, ent.label_) for ent in doc.ents]
[('Bộ trưởng', 'TITLE'), ('Bộ Tư pháp', 'AGENCY')]
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.language import Language

from vnjudnlp.abbreviations.user_lexicon import read_short_forms
from vnjudnlp.agencies.register import register as open_register
from vnjudnlp.formats.words import read_user_words
from vnjudnlp.spacy.component import SPANS_KEY, Annotator, TokenUnit
from vnjudnlp.spacy.extensions import register_extensions
from vnjudnlp.spacy.tokenizer import Tokenizer

__all__ = ["SPANS_KEY", "Annotator", "TokenUnit", "Tokenizer", "load", "register_extensions"]


def load(
    tokens: TokenUnit = "words",
    words: Iterable[str] | Path = (),
    *,
    model: str | Path | None = None,
    min_score: float = 0.0,
    lexicon: str | Path | None = None,
    register: str | Path | None = None,
) -> Language:
    """Return the whole pipeline as a spaCy ``Language``.

    Args:
        tokens: what the tokens of its documents are: ``"words"``, or ``"syllables"`` on which gold spans of every kind
            can be laid.
        words: words of your own, or a file with one a line; they are whole wherever they stand, whatever their
            capitals, unless an entity ends inside one. They are saved with the pipeline.
        model: the folder of a model that you trained, which is saved with the pipeline, or ``"grammar"`` for the rules
            alone; None for the model that ships with the package.
        min_score: entities of a lower score are left out.
        lexicon: a file with abbreviations of your own, as for :func:`vnjudnlp.expand`; they are saved with the
            pipeline.
        register: a register of bodies of your own, a file or a folder, which is saved with the pipeline.

    Returns:
        a pipeline with the one component ``"vnjudnlp"``, whose documents keep the raw text: ``doc.text == text``.

    Raises:
        ConfigValidationError: ``tokens`` is neither of the two.
        InputError: a file cannot be read or is faulty, or a word is empty.
        RecordError: a row of the register is faulty.

    >>> [token.text for token in load(tokens="syllables")("Bộ Tư pháp")]
    ['Bộ', 'Tư', 'pháp']
    """
    if register is not None:
        # faults of the register are told before anything is read
        open_register(register)
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "vnjudnlp.Tokenizer.v1"}}})
    given = read_user_words(words) if isinstance(words, Path) else [words] if isinstance(words, str) else list(words)
    settings = {
        "tokens": tokens,
        "words": given,
        "model": None if model is None else str(model),
        "min_score": min_score,
        "lexicon": [] if lexicon is None else read_short_forms(lexicon),
        "register": None if register is None else str(register),
    }
    nlp.add_pipe("vnjudnlp", config=settings)
    return nlp
