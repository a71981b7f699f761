"""Altered copies: the spans stay on their names, and a person keeps one new name."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.formats.markup import parse_markup
from vnjudnlp.records import Entity, Record
from vnjudnlp.training.augmentation import Names, augmented, with_other_names, with_replacements

MARKUP = (
    "Ông [Nguyễn Văn Hải|PERSON], [Cục trưởng|TITLE] [Cục THADS tỉnh Gia Lai|AGENCY], trú tại [thành phố Pleiku|LOC]. "
    "[Hải|PERSON] và bà [H|PERSON] về [Gia Lai|LOC]."
)


def record() -> Record:
    text, entities, _ = parse_markup(MARKUP)
    return Record("1", text, None, entities)


def test_names_change_everywhere_alike() -> None:
    changed = with_other_names(record(), Names(), np.random.default_rng(0))
    texts = [entity.text for entity in changed.entities]
    assert [entity.text for entity in changed.entities if entity.label == "TITLE"] == ["Cục trưởng"]
    assert texts[0].split()[1] == "Văn"
    assert texts[0].split()[-1] == texts[4].split()[-1] != "Hải"
    assert texts[5] == "H"
    assert texts[2].removeprefix("Cục THADS tỉnh ") == texts[6] != "Gia Lai"


def test_copies_keep_labels_in_order() -> None:
    copies = augmented([record()], 20, np.random.default_rng(5))
    assert len(copies) == 20
    for copy in copies:
        assert [entity.label for entity in copy.entities] == [entity.label for entity in record().entities]
        assert all(copy.text[entity.start : entity.end] == entity.text for entity in copy.entities)
    assert len({copy.text for copy in copies}) > 15


def test_a_share_of_the_documents_is_copied() -> None:
    copies = augmented([record()] * 400, 0.5, np.random.default_rng(1))
    assert 150 < len(copies) < 250
    assert augmented([record()], 0, np.random.default_rng(1)) == []


@given(st.lists(st.tuples(st.text(max_size=4), st.text(min_size=1, max_size=4), st.text(max_size=6)), max_size=6))
def test_replaced_parts_stand_where_the_spans_say(parts: list[tuple[str, str, str]]) -> None:
    text, wanted, entities, replacements = "", "", [], []
    for between, old, new in parts:
        text, wanted = text + between, wanted + between
        entities.append(Entity(len(text), len(text) + len(old), "X", text=old))
        replacements.append((len(text), len(text) + len(old), new))
        text, wanted = text + old, wanted + new
    changed = with_replacements(Record("1", text, None, entities), replacements)
    assert changed.text == wanted
    assert [entity.text for entity in changed.entities] == [new for _, _, new in parts]
