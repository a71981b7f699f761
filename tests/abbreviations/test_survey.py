"""What short forms a corpus uses."""

from __future__ import annotations

from vnjudnlp.abbreviations import lexicon_with
from vnjudnlp.abbreviations.survey import Survey

_TEXTS = [
    "Tổ kiểm kê tang quỹ (KKTQ) họp. KKTQ báo cáo UBND xã; KKTQ đề nghị UBND huyện và HRC.",
    "UBND xã làm việc với HRC về máy HRC. NGHỊ QUYẾT CỦA ĐẢNG BỘ. Theo 5/QĐ-UBND thì khóa XV xong.",
]


def test_forms_are_counted_by_what_is_known_of_them() -> None:
    survey = Survey()
    survey.add(["a", "b"], _TEXTS)
    rows = {(row.short, row.status): row for row in survey.rows()}
    assert {key: (row.count, row.documents) for key, row in rows.items()} == {
        ("KKTQ", "defined"): (2, 1),
        ("UBND", "known"): (3, 2),
        ("HRC", "unknown"): (3, 2),
    }
    assert rows["UBND", "known"].long == "Ủy ban nhân dân"
    assert rows["HRC", "unknown"].document == "a"
    assert "HRC" in rows["HRC", "unknown"].example


def test_order_does_not_depend_on_batches() -> None:
    together, apart = Survey(lexicon_with(None)), Survey()
    together.add(["a", "b"], _TEXTS)
    for name, text in zip("ab", _TEXTS, strict=True):
        apart.add([name], [text])
    assert together.rows() == apart.rows()


def test_nothing_is_nothing() -> None:
    survey = Survey()
    survey.add([], [])
    survey.add(["a"], [""])
    assert survey.rows() == []
