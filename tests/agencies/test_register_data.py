"""The rows of the register: what follows from them is there, and has the name that leads back to it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tools.check_register import check_register
from vnjudnlp.agencies.register import Body, BodyType, register

DATA = Path(__file__).parents[2] / "data" / "register"
REGISTER = register()
# places of each level, so that every type has a body in one of them
PLACES = {
    "province": ("64", "52-2025", "01", "79"),
    "district": ("64.huyen-chu-se", "64.thanh-pho-pleiku", "79.quan-1", "64.thi-xa-an-khe"),
    "commune": ("52-2025.xa-chu-se", "64.huyen-chu-se.xa-dun"),
    "area": ("52-2025.4", "64.1"),
    "region": ("qk5", "qk5.1"),
    "unit": ("ministry_of_justice", "province_court@64"),
    "central": ("", "VIII"),
    "none": (),
}


def bodies_of(kind: BodyType) -> list[Body]:
    found = (REGISTER.body(kind.id, where) for where in PLACES[kind.level])
    return [body for body in found if body is not None]


@pytest.mark.parametrize("kind", REGISTER.types.values(), ids=lambda kind: kind.id)
def test_each_type_has_bodies_that_are_found_by_name(kind: BodyType) -> None:
    bodies = bodies_of(kind)
    assert bodies or kind.level == "none"
    for body in bodies:
        found = [each.id for each in REGISTER.find(body.full_name)]
        # a type with a number has a body without one, which stands for any of them
        assert body.id in found or ("{number}" in kind.pattern and not body.number)
        for alias in REGISTER.aliases(kind.id):
            if alias.kind == "short" and body.place is not None and alias.fits(body.place.level):
                assert kind.id in {each.id for each in REGISTER.types_by_alias[alias.alias.lower()]}


@pytest.mark.parametrize("kind", REGISTER.types.values(), ids=lambda kind: kind.id)
def test_what_bodies_became_is_there(kind: BodyType) -> None:
    for body in bodies_of(kind):
        for step in REGISTER.successions(body):
            assert step.source
            if step.successor:
                after = REGISTER.body_by_id(step.successor)
                assert after is not None
                assert after.holds(step.date)
                if step.certain and step.kind != "transferred":
                    assert body.id in after.predecessors
        for identifier in body.predecessors:
            before = REGISTER.body_by_id(identifier)
            assert before is not None
            assert body.id in before.successors
        assert body.parent == "" or REGISTER.body_by_id(body.parent) is not None


def test_there_are_tens_of_thousands_of_bodies() -> None:
    tiers = {tier: sum(1 for _ in REGISTER.all_places(tier)) for tier in ("province", "district", "commune")}
    assert tiers["province"] >= 63 + 23
    assert tiers["district"] >= 696
    assert tiers["commune"] >= 13_000
    kinds = [kind.level for kind in REGISTER.types.values()]
    assert sum(tiers[level] * kinds.count(level) for level in tiers) > 100_000


def test_today_has_34_provinces() -> None:
    assert len([place for place in REGISTER.all_places("province") if place.holds("2025-07-01")]) == 34
    assert len([place for place in REGISTER.all_places("province") if place.holds("2025-06-30")]) == 63
    assert len([place for place in REGISTER.all_places("province") if place.holds("2008-08-01")]) == 63
    assert len([place for place in REGISTER.all_places("province") if place.holds("2004-01-01")]) == 64
    assert not [place for place in REGISTER.all_places("district") if place.holds("2025-07-01")]


def copy_with(folder: Path, name: str, old: str, new: str) -> Path:
    """Copy the register's tables, with one change in one of them."""
    target = folder / "register"
    shutil.copytree(DATA, target)
    text = (target / name).read_text(encoding="utf-8")
    assert old in text
    (target / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return target


def test_the_tables_are_sound() -> None:
    assert list(check_register(DATA)) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("body_types.tsv", "\nministry_of_labour\t", "\nministry_of_health\t", "'ministry_of_health' stands twice"),
        (
            "body_types.tsv",
            "\tministry_of_health\t",
            "\tministry_of_nothing\t",
            "there is no type 'ministry_of_nothing'",
        ),
        ("body_types.tsv", "\tagencies_2016\n", "\tagencies_1900\n", "there is no source 'agencies_1900'"),
        ("body_types.tsv", "2015-06-01\t2025-06-30", "2025-07-01\t2025-06-30", "valid_to 2025-06-30 lies before"),
        ("body_types.tsv", "\tcourt\t2025-07-01\t", "\tcourt\t2025-08-01\t", "is not there on 2025-07-01"),
        ("body_aliases.tsv", "\narea_court\t", "\nregion_court\t", "there is no type 'region_court'"),
        ("places.tsv", "\t52-2025\n", "\t53-2025\n", "there is no place '53-2025'"),
        ("places_communes.tsv", "\t52-2025.xa-chu-se\n", "\t52-2025.xa-chu\n", "there is no place '52-2025.xa-chu'"),
        ("reorganisations.tsv", "\tarea\tmerged", "\tsame\tmerged", "has the level area, not district"),
        ("reorganisations.tsv", "\tmerged\t2025-03-01", "\tmerged\t2025-02-01", "is there until 2025-02-28"),
        ("sources.tsv", "\nplaces\t", "\nnowhere\tA\t\t\t\nplaces\t", "no row rests on 'nowhere'"),
    ],
)
def test_faults_are_found(tmp_path: Path, name: str, old: str, new: str, message: str) -> None:
    faults = [str(fault) for fault in check_register(copy_with(tmp_path, name, old, new))]
    assert any(message in fault for fault in faults), faults[:5]
