"""How well predictions agree with gold documents, and how two runs differ."""

from vnjudnlp.evaluation.differences import Change, Differences, differences
from vnjudnlp.evaluation.evaluation import Evaluation, evaluate
from vnjudnlp.evaluation.mistakes import Confusion, Mistake
from vnjudnlp.evaluation.reliability import Bin, Reliability, reliability
from vnjudnlp.evaluation.scores import Figure, Measure, Scores

__all__ = [
    "Bin",
    "Change",
    "Confusion",
    "Differences",
    "Evaluation",
    "Figure",
    "Measure",
    "Mistake",
    "Reliability",
    "Scores",
    "differences",
    "evaluate",
    "reliability",
]
