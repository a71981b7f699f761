"""Scores of short forms by kind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vnjudnlp.errors import InputError
from vnjudnlp.evaluation.abbreviations import KINDS, score_abbreviations
from vnjudnlp.formats.markup import parse_markup
from vnjudnlp.records import Abbreviation, Record

_MARKUP = (
    "Tổ kiểm kê (TKK) họp; {TKK==tổ kiểm kê} báo cáo {UBND=Ủy ban nhân dân} về {HĐ=hợp đồng} và {QZX=quá} số 5/QĐ-UBND."
)


def _record() -> Record:
    text, _, abbreviations = parse_markup(_MARKUP)
    return Record("a", text, abbreviations=abbreviations)


def test_all_right() -> None:
    gold = _record()
    scores = score_abbreviations([gold], [gold])
    assert {kind: (scores.by_kind[kind].gold, scores.by_kind[kind].accuracy) for kind in KINDS[:4]} == dict.fromkeys(
        KINDS[:4], (1, 1.0)
    )
    assert scores.by_kind[KINDS[4]].right == scores.by_kind[KINDS[4]].gold
    assert scores.mistakes == ()


def test_each_kind_of_mistake() -> None:
    gold = _record()
    defined, agency, ambiguous, unknown = gold.abbreviations
    code = gold.text.index("TKK")
    found = [
        Abbreviation(code, code + 3, "TKK", "tổ kiểm kê"),
        replace(agency, long="ủy ban nhân dân"),
        replace(ambiguous, long="hội đồng"),
        unknown,
    ]
    scores = score_abbreviations([gold], [replace(gold, abbreviations=found)])
    assert (scores.by_kind["defined"].right, scores.by_kind["defined"].abstained) == (0, 1)
    assert (scores.by_kind["lexicon"].right, scores.by_kind["lexicon"].cased) == (1, 0)
    assert scores.by_kind["ambiguous"].right == 0
    assert scores.by_kind["unknown"].right == 1
    assert [(item.short, item.long, item.found) for item in scores.mistakes] == [
        ("TKK", defined.long, ""),
        ("HĐ", "hợp đồng", "hội đồng"),
    ]


def test_what_is_no_abbreviation_is_counted() -> None:
    gold = Record("a", "ông HĐ ở lô TP")
    found = [Abbreviation(4, 6, "HĐ", "hợp đồng")]
    scores = score_abbreviations([gold], [replace(gold, abbreviations=found)])
    assert (scores.by_kind["not to be expanded"].gold, scores.by_kind["not to be expanded"].right) == (2, 1)


def test_other_documents_are_refused() -> None:
    with pytest.raises(InputError):
        score_abbreviations([Record("a", "x")], [Record("a", "y")])
