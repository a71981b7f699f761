"""How well predictions agree with gold documents, and how two runs differ."""

from vnjudnlp.evaluation.evaluation import Evaluation, evaluate
from vnjudnlp.evaluation.mistakes import Confusion, Mistake
from vnjudnlp.evaluation.reliability import Bin, Reliability, reliability
from vnjudnlp.evaluation.scores import Figure, Measure, Scores

__all__ = [
    "Bin",
    "Confusion",
    "Evaluation",
    "Figure",
    "Measure",
    "Mistake",
    "Reliability",
    "Scores",
    "evaluate",
    "reliability",
]
