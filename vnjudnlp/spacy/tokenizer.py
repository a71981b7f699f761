"""Raw text to a spaCy ``Doc`` whose text is the raw text."""

# no "from __future__ import annotations": spaCy reads the annotations of registered functions as types

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from vnjudnlp.errors import InputError
from vnjudnlp.spacy.extensions import register_extensions
from vnjudnlp.text.cutting import cut, words_and_blanks

__all__ = ["Tokenizer", "create_tokenizer", "make_doc"]


class Tokenizer(DummyTokenizer):
    """Make syllables, numbers, document numbers and punctuation the tokens of a document.

    Words are made later, by the component: they depend on the entities, and those are found in many documents at
    once.

    Args:
        vocab: the vocabulary of the pipeline.
    """

    def __init__(self, vocab: Vocab) -> None:
        register_extensions()
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Make a document.

        Args:
            text: any text.

        Returns:
            the document; ``doc.text == text``.

        Raises:
            InputError: the text holds half of a surrogate pair, which spaCy cannot store.
        """
        from vnjudnlp.text.tokens import read_texts

        batch = read_texts([text])
        edges = (edge for index in range(len(batch.tokens)) for edge in batch.raw_offsets(index, index + 1))
        return make_doc(self.vocab, text, cut(text, edges))

    def __reduce__(self) -> tuple[Any, ...]:
        # made anew, so that the attributes are registered in the other process too
        return type(self), (self.vocab,)


@registry.tokenizers("vnjudnlp.Tokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """Return what makes the tokenizer of a pipeline; for ``@tokenizers = "vnjudnlp.Tokenizer.v1"`` in a config."""

    def tokenizer_of(nlp: Language) -> Tokenizer:
        return Tokenizer(nlp.vocab)

    return tokenizer_of


def make_doc(vocab: Vocab, text: str, tokens: list[tuple[int, int]], user_data: dict[Any, Any] | None = None) -> Doc:
    """Make a document of a text that is cut into tokens.

    Args:
        vocab: the vocabulary of the pipeline.
        text: the raw text.
        tokens: start and end of each token, as from :func:`vnjudnlp.text.cutting.cut`.
        user_data: the document's ``user_data``.

    Returns:
        the document; ``doc.text == text``.

    Raises:
        InputError: the text holds half of a surrogate pair, which spaCy cannot store.
    """
    words, blanks = words_and_blanks(text, tokens)
    try:
        return Doc(vocab, words=words, spaces=blanks, user_data=user_data)
    except UnicodeEncodeError:
        offset = next(index for index, character in enumerate(text) if "\ud800" <= character <= "\udfff")
        raise InputError(
            f"the character {text[offset]!r} at offset {offset} is half of a surrogate pair, which spaCy cannot store; "
            'read the text with errors="replace"'
        ) from None
