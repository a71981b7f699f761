"""Agreement between annotators as tables in a terminal or a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from vnjudnlp.formats.table import one_line, write_rows

if TYPE_CHECKING:
    from vnjudnlp.evaluation import Agreement, Disagreement, Figure, JointFigures

__all__ = ["write_agreement"]

_JOINT = ("F1", "95 % interval", "overlapping", "alpha", "95 % interval", "alpha, annotated")
_SHOWN_IDS = 5


def write_agreement(found: Agreement, limit: int, file: TextIO) -> None:
    """Write the figures of all annotators and of each pair, what was not compared, and the first disagreements."""
    rows: list[tuple[str, ...]] = [(name, *_joint(figures)) for name, figures in found.joint.items()]
    write_rows(("label", *_JOINT), rows, file, text_columns=("label",))
    for (first, second), by_label in found.pairs.items():
        rows = [
            (
                label,
                str(row.first),
                str(row.second),
                str(row.same),
                _value(row.f1),
                _value(row.kappa),
                _interval(row.kappa),
                _value(row.kappa_annotated),
                _value(row.norm),
            )
            for label, row in by_label.items()
        ]
        columns = ("label", one_line(first), one_line(second), "same", "F1", "kappa", "95 % interval")
        file.write("\n")
        write_rows((*columns, "kappa, annotated", "norm"), rows, file, text_columns=("label",))
    for field, values in found.by_field.items():
        rows = [
            (value, name, *_joint(figures))
            for value, by_name in values.items()
            for name, figures in by_name.items()
            if name == "all"
        ]
        file.write("\n")
        write_rows((one_line(field), "labels", *_JOINT), rows, file, text_columns=(one_line(field), "labels"))
    kinds = ", ".join(f"{kind} {count}" for kind, count in found.kinds.items() if count)
    documents = "1 document" if found.documents == 1 else f"{found.documents} documents"
    file.write(f"\n{documents}, disagreements: {len(found.disagreements)}{f' ({kinds})' if kinds else ''}\n")
    for name, ids in found.lacking.items():
        if ids:
            more = ", …" if len(ids) > _SHOWN_IDS else ""
            shown = ", ".join(map(one_line, ids[:_SHOWN_IDS]))
            file.write(f"{one_line(name)} lacks {len(ids)} that others have ({shown}{more})\n")
    if limit and found.disagreements:
        names = ("kind", "document", "start", "end", "text", *map(one_line, found.annotators))
        listed = [_row(item, found.annotators) for item in found.disagreements[:limit]]
        file.write("\n")
        write_rows(names, listed, file, text_columns=[name for name in names if name not in ("start", "end")])


def _row(item: Disagreement, annotators: tuple[str, ...]) -> tuple[str, ...]:
    cells = []
    for name in annotators:
        if name not in item.spans:
            cells.append("(no document)")
            continue
        spans = item.spans[name]
        shown = []
        for span in spans:
            whole = (span.start, span.end) == (item.start, item.end)
            text = "" if whole else f" “{item.text[span.start - item.start : span.end - item.start]}”"
            norm = f" = {span.norm}" if "norm" in item.kinds and span.norm else ""
            shown.append(f"{span.label}{text}{norm}")
        cells.append(", ".join(shown) or "-")
    around = f"…{item.before}⟦{item.text}⟧{item.behind}…"
    return (", ".join(item.kinds), item.id, str(item.start), str(item.end), around, *cells)


def _joint(figures: JointFigures) -> tuple[str, ...]:
    return (
        _value(figures.f1),
        _interval(figures.f1),
        _value(figures.overlapping_f1),
        _value(figures.alpha),
        _interval(figures.alpha),
        _value(figures.alpha_annotated),
    )


def _value(figure: Figure | None) -> str:
    return "-" if figure is None else f"{figure.value:.3f}"


def _interval(figure: Figure | None) -> str:
    return "-" if figure is None else f"{figure.low:.3f} to {figure.high:.3f}"
