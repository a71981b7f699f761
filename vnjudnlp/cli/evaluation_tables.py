"""Evaluations and differences as tables in a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TextIO

from vnjudnlp.formats.table import one_line, write_rows

if TYPE_CHECKING:
    from vnjudnlp.evaluation import Change, Differences, Evaluation, Figure, Mistake, Scores
    from vnjudnlp.records import Entity

__all__ = [
    "write_differences",
    "write_field",
    "write_mistakes",
    "write_reliability",
    "write_scores",
    "write_slices",
]

_SCORES = ("gold", "predicted", "precision", "recall", "F1", "95 % interval", "relaxed", "partial", "overlap", "norm")
_SHOWN_IDS = 5


def write_scores(evaluation: Evaluation, file: TextIO) -> None:
    """Write the scores of labels and groups, and what was not compared."""
    rows = [(name, *_scores(scores)) for name, scores in {**evaluation.by_label, **evaluation.by_group}.items()]
    write_rows(("label", *_SCORES), rows, file, text_columns=("label",))
    file.write(f"\n{_documents(evaluation.documents)}")
    file.write(_ids("without a prediction, counted as empty", evaluation.not_predicted))
    file.write(_ids("predicted only, not counted", evaluation.not_gold) + "\n")


def _documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documents"


def _ids(what: str, ids: tuple[str, ...]) -> str:
    if not ids:
        return ""
    more = ", …" if len(ids) > _SHOWN_IDS else ""
    return f"; {len(ids)} {what} ({', '.join(map(one_line, ids[:_SHOWN_IDS]))}{more})"


def write_field(evaluation: Evaluation, field: str, file: TextIO) -> None:
    """Write the scores of the groups for each value of a field."""
    rows = [
        (value, name, *_scores(scores))
        for value, found in evaluation.by_field[field].items()
        for name, scores in found.items()
        if name in evaluation.by_group
    ]
    file.write("\n")
    write_rows((one_line(field), "labels", *_SCORES), rows, file, text_columns=(one_line(field), "labels"))


def write_slices(evaluations: Mapping[str, Evaluation], file: TextIO) -> None:
    """Write the scores of the groups for documents as they are and for changed copies."""
    rows = [
        (slice_name, name, *_scores(scores))
        for slice_name, evaluation in evaluations.items()
        for name, scores in evaluation.by_group.items()
    ]
    file.write("\n")
    write_rows(("copies", "labels", *_SCORES), rows, file, text_columns=("copies", "labels"))


def write_reliability(evaluation: Evaluation, file: TextIO) -> None:
    """Write the mean score and the share that is right for each bin of scores."""
    if evaluation.reliability is None:
        file.write("\nno reliability: a score is not between 0 and 1\n")
        return
    rows = [
        (f"{item.low:.2f}-{item.high:.2f}", str(item.spans), f"{item.mean_score:.3f}", f"{item.accuracy:.3f}")
        for item in evaluation.reliability.bins
        if item.spans
    ]
    file.write("\n")
    write_rows(("score", "spans", "mean score", "right"), rows, file, text_columns=("score",))
    file.write(f"\nexpected calibration error {evaluation.reliability.expected_calibration_error:.4f}\n")


def write_mistakes(evaluation: Evaluation, limit: int, file: TextIO) -> None:
    """Write how many mistakes of each kind there are, which labels are confused, and the first mistakes."""
    kinds = list(evaluation.kinds)
    rows = [(label, *(str(evaluation.kinds[kind].get(label, 0)) for kind in kinds)) for label in evaluation.labels]
    file.write("\n")
    write_rows(("label", *kinds), rows, file, text_columns=("label",))
    confused = [
        (str(count), label, other)
        for label, line in evaluation.overlapping.to_dict().items()
        for other, count in line.items()
        if label != other and label != "spurious" and other != "missed"
    ]
    if confused:
        file.write("\n")
        confused.sort(key=lambda row: (-int(row[0]), row[1:]))
        write_rows(("spans", "gold", "predicted"), confused, file, text_columns=("gold", "predicted"))
    if evaluation.mistakes:
        listed = [
            (item.kind, _label(item.gold), _label(item.predicted), item.id, _context(item))
            for item in evaluation.mistakes[:limit]
        ]
        columns = ("kind", "gold", "predicted", "document", "text")
        file.write("\n")
        write_rows(columns, listed, file, text_columns=columns)


def write_differences(differences: Differences, limit: int | None, file: TextIO) -> None:
    """Write how many spans two runs gained, lost and changed, then each of them, by label."""
    counts = differences.counts()
    has_verdicts = any(change.verdict for change in differences.changes)
    verdicts = ("right", "wrong", "neither") if has_verdicts else ()
    rows = [
        (label, kind, *(str(counts[kind][label].get(name, 0)) for name in ("all", *verdicts)))
        for label in differences.labels
        for kind in counts
        if label in counts[kind]
    ]
    spans = f"spans unchanged: {differences.unchanged}, changes: {len(differences.changes)}"
    file.write(f"{_documents(differences.documents)}, {spans}" + _ids("in the first run only", differences.only_before))
    file.write(_ids("in the second run only", differences.only_after) + "\n")
    if not differences.changes:
        return
    file.write("\n")
    write_rows(("label", "change", "spans", *verdicts), rows, file, text_columns=("label", "change"))
    order = {label: number for number, label in enumerate(differences.labels)}
    changes = sorted(differences.changes, key=lambda change: (order[change.label], change.kind))
    file.write("\n")
    columns = ("label", "change", *(("by gold",) if has_verdicts else ()), "document", "text", "difference")
    listed = [
        (
            change.label,
            change.kind,
            *((change.verdict or "",) if has_verdicts else ()),
            change.id,
            _around(change.text_before, change.inside, change.text_behind),
            _difference(change),
        )
        for change in changes[:limit]
    ]
    if listed:
        write_rows(columns, listed, file, text_columns=columns)


def _difference(change: Change) -> str:
    if change.before is None or change.after is None:
        return ""
    before, after = change.before, change.after
    told = {
        "label": f"{before.label} → {after.label}",
        "edge": f"“{before.text}” → “{after.text}”",
        "norm": f"{before.norm or '-'} → {after.norm or '-'}",
    }
    return "; ".join(told[what] for what in change.what)


def _label(span: Entity | None) -> str:
    return span.label if span is not None else "-"


def _context(mistake: Mistake) -> str:
    text = _around(mistake.before, mistake.inside, mistake.behind)
    if mistake.gold is None or mistake.predicted is None or "edge" not in mistake.kind:
        return text
    return f"{text} gold “{mistake.gold.text}”, predicted “{mistake.predicted.text}”"


def _around(before: str, inside: str, behind: str) -> str:
    return f"…{before}⟦{inside}⟧{behind}…"


def _scores(scores: Scores) -> Iterable[str]:
    strict = scores.strict
    yield from (str(scores.gold), str(scores.predicted))
    yield from (f"{figure.value:.3f}" for figure in (strict.precision, strict.recall, strict.f1))
    yield _interval(strict.f1)
    yield from (f"{measure.f1.value:.3f}" for measure in (scores.relaxed, scores.partial, scores.overlap))
    yield f"{scores.norm.value:.3f}" if scores.norm is not None else "-"


def _interval(figure: Figure) -> str:
    return f"{figure.low:.3f}-{figure.high:.3f}"
