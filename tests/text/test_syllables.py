"""What a Vietnamese syllable can look like."""

from __future__ import annotations

import pytest

from vnjudnlp.text.syllables import is_syllable


@pytest.mark.parametrize(
    "form",
    "thi hành án dân sự cục trưởng quyền quý gì gìn giữ nghiêng khuya khuỷu huỳnh thuở ương yên oan uỷ ủy".split(),
)
def test_syllables(form: str) -> None:
    assert is_syllable(form)


@pytest.mark.parametrize(
    "form",
    ["", "tr", "halvorsen", "jrai", "đắk", "thads", "ubnd", "ắạ", "truởngg", "qx", "12", "a1", "h'hen", "nghiêngg"],
)
def test_other_words(form: str) -> None:
    assert not is_syllable(form)
