"""Training of the tagger on annotated documents."""

from vnjudnlp.training.estimator import SpanTagger
from vnjudnlp.training.parts import held_out, parts_of
from vnjudnlp.training.saving import save_model

__all__ = ["SpanTagger", "held_out", "parts_of", "save_model"]
