"""Words by underthesea's trained segmenter; the one file that imports underthesea.

The segmenter is asked for the tags of tokens that this package has made, not for words of its own tokenisation, so
nothing has to be found again in the text. Its weights are read from underthesea's wheel; its templates and dictionary
from ``models/underthesea_words``, where ``tools/convert_underthesea.py`` has written them as text. With an underthesea
whose weights are others, underthesea's own loader is used, which takes half a second more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from vnjudnlp.errors import ResourceError
from vnjudnlp.resources import models_file

__all__ = ["tag_tokens"]

_MODEL = "ws_crf_vlsp2013_20230727"


@lru_cache(maxsize=1)
def _tagger() -> Callable[[list[list[str]]], list[str]]:
    """Load the trained segmenter: a function from the tokens of a sentence to their tags."""
    package = find_spec("underthesea")
    if package is None or package.origin is None:
        raise ResourceError("underthesea is not installed as a package with files; install it again")
    folder = Path(package.origin).parent / "pipeline" / "word_tokenize" / "models" / _MODEL
    weights = folder / "models.bin"
    meta = json.loads(models_file("underthesea_words/meta.json").read_text(encoding="utf-8"))
    if not weights.is_file():
        raise ResourceError(f"this underthesea has no segmenter {_MODEL}; install the version {meta['source']!r}")
    if hashlib.sha256(weights.read_bytes()).hexdigest() != meta["weights_sha256"]:
        from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger

        original = FastCRFSequenceTagger()
        original.load(str(folder))
        predict: Callable[[list[list[str]]], list[str]] = original.predict
        return predict

    from underthesea_core import CRFFeaturizer, CRFTagger

    dictionary = models_file("underthesea_words/dictionary.txt").read_text(encoding="utf-8").split("\n")[:-1]
    featurizer = CRFFeaturizer(meta["templates"], set(dictionary))
    tagger = CRFTagger()
    tagger.load(str(weights))

    def tag(tokens: list[list[str]]) -> list[str]:
        tags: list[str] = tagger.tag(featurizer.process([tokens])[0])
        return tags

    return tag


def tag_tokens(tokens: Sequence[str]) -> list[bool]:
    """Say for each token of one sentence whether a word begins there.

    Args:
        tokens: normalised tokens (syllables, numbers, punctuation) of one sentence.

    Returns:
        True where a word begins; as many as there are tokens. The first is always True.
    """
    if not tokens:
        return []
    # the tagger takes UTF-8 only, which has no form for half a surrogate pair
    encodable = [token.encode("utf-8", "replace").decode("utf-8") for token in tokens]
    starts = [tag != "I-W" for tag in _tagger()([[token] for token in encodable])]
    starts[0] = True
    return starts
