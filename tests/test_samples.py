"""The sample article that ``make tag`` shows."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

import vnjudnlp
from vnjudnlp.records import CORE_LABELS, Entity
from vnjudnlp.resources import data_file

SAMPLE = Path(str(data_file("samples/thi_hanh_an.txt")))


@pytest.fixture(scope="module")
def text() -> str:
    return SAMPLE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def entities(text: str) -> list[Entity]:
    return vnjudnlp.tag(text)


def test_there_is_one_sample_at_least_and_each_is_tagged() -> None:
    samples = sorted(SAMPLE.parent.glob("*.txt"))
    assert samples
    for sample in samples:
        assert {entity.label for entity in vnjudnlp.tag(sample.read_text(encoding="utf-8"))} >= set(CORE_LABELS)


def test_offsets(text: str, entities: list[Entity]) -> None:
    assert all(text[entity.start : entity.end] == entity.text for entity in entities)
    assert all(left.end <= right.start for left, right in pairwise(entities))


@pytest.mark.parametrize(
    ("label", "surface", "norm"),
    [
        ("DATE", "ngày 18/10/2023", "2023-10-18"),
        ("DATE", "Sáng 17/10", "2023-10-17TMO"),
        ("DATE", "Ngày 05 tháng 11 năm 2019", "2019-11-05"),
        ("DATE", "quý IV/2023", "2023-Q4"),
        ("DATE", "9 tháng đầu năm 2023", "2023-01/2023-09"),
        ("AGENCY", "Cục Thi hành án dân sự (THADS) tỉnh Lâm Đồng", "Cục Thi hành án dân sự tỉnh Lâm Đồng"),
        ("AGENCY", "VKSND huyện Đức Trọng", "Viện kiểm sát nhân dân huyện Đức Trọng"),
        ("AGENCY", "TAND tỉnh Lâm Đồng", "Tòa án nhân dân tỉnh Lâm Đồng"),
        ("AGENCY", "UBND xã Ninh Gia", "Ủy ban nhân dân xã Ninh Gia"),
        ("AGENCY", "Chi cục THADS huyện", "Chi cục Thi hành án dân sự huyện Đức Trọng"),
        ("AGENCY", "Cục THADS tỉnh", "Cục Thi hành án dân sự tỉnh Lâm Đồng"),
        ("TITLE", "Phó Cục trưởng phụ trách", "Phó Cục trưởng phụ trách"),
        ("TITLE", "Chấp hành viên trung cấp", "Chấp hành viên trung cấp"),
        ("TITLE", "Thượng tá", "Thượng tá"),
        ("PERSON", "Trịnh Quốc Bảo", "Trịnh Quốc Bảo"),
        ("PERSON", "Lò Văn Pảo", "Lò Văn Pảo"),
        ("PERSON", "K'Brêu", "K'Brêu"),
        ("CASE", "Bản án số 27/2019/KDTM-PT", None),
        ("CASE", "Quyết định thi hành án số 88/QĐ-CCTHADS", None),
        ("LAW", "điểm a khoản 1 Điều 48 Luật Thi hành án dân sự năm 2008", None),
        ("LAW", "Nghị định số 62/2015/NĐ-CP", None),
        ("MONEY", "6.482.000.000 đồng", None),
        ("ORG", "Ngân hàng TMCP Phương Nam Việt", None),
    ],
)
def test_facts(entities: list[Entity], label: str, surface: str, norm: str | None) -> None:
    found = [entity for entity in entities if entity.text == surface]
    assert [(entity.label, entity.norm) for entity in found] == [(label, norm)] * max(len(found), 1)


def test_abbreviations_are_written_out(text: str) -> None:
    expanded = vnjudnlp.expand(text).text
    assert "Viện kiểm sát nhân dân huyện Đức Trọng" in expanded
    assert re.findall(r"\b(?:VKSND|UBND|TAND|TMCP|TNHH)\b", expanded) == []
