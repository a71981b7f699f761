"""How well predictions agree with gold documents and annotators with each other, and how two runs differ."""

from vnjudnlp.evaluation.agreement import Agreement, JointFigures, PairFigures, agreement
from vnjudnlp.evaluation.differences import Change, Differences, differences
from vnjudnlp.evaluation.disagreements import Disagreement
from vnjudnlp.evaluation.evaluation import Evaluation, evaluate
from vnjudnlp.evaluation.mistakes import Confusion, Mistake
from vnjudnlp.evaluation.reliability import Bin, Reliability, reliability
from vnjudnlp.evaluation.scores import Figure, Measure, Scores

__all__ = [
    "Agreement",
    "Bin",
    "Change",
    "Confusion",
    "Differences",
    "Disagreement",
    "Evaluation",
    "Figure",
    "JointFigures",
    "Measure",
    "Mistake",
    "PairFigures",
    "Reliability",
    "Scores",
    "agreement",
    "differences",
    "evaluate",
    "reliability",
]
