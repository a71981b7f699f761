"""Words by underthesea's trained segmenter; the one file that imports underthesea.

The segmenter is asked for the tags of tokens that this package has made, not for words of its own tokenisation, so
nothing has to be found again in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from vnjudnlp.errors import ResourceError

__all__ = ["tag_tokens"]


class _Tagger(Protocol):
    def predict(self, tokens: list[list[str]]) -> list[str]: ...


@lru_cache(maxsize=1)
def _tagger() -> _Tagger:
    """Load the model that lies in underthesea's wheel."""
    from importlib.util import find_spec
    from pathlib import Path

    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger

    package = find_spec("underthesea")
    if package is None or package.origin is None:
        raise ResourceError("underthesea is not installed as a package with files; install it again")
    tagger: _Tagger = FastCRFSequenceTagger()
    folder = Path(package.origin).parent / "pipeline" / "word_tokenize" / "models" / "ws_crf_vlsp2013_20230727"
    tagger.load(str(folder))  # type: ignore[attr-defined]
    return tagger


def tag_tokens(tokens: Sequence[str]) -> list[bool]:
    """Say for each token of one sentence whether a word begins there.

    Args:
        tokens: normalised tokens (syllables, numbers, punctuation) of one sentence.

    Returns:
        True where a word begins; as many as there are tokens. The first is always True.
    """
    if not tokens:
        return []
    tags = _tagger().predict([[token] for token in tokens])
    starts = [tag != "I-W" for tag in tags]
    starts[0] = True
    return starts
