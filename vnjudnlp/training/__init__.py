"""Training of the tagger on annotated documents."""

from vnjudnlp.training.estimator import SpanTagger
from vnjudnlp.training.saving import save_model

__all__ = ["SpanTagger", "save_model"]
