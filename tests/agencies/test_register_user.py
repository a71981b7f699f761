"""A user's own rows of the register."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vnjudnlp.agencies.register import register
from vnjudnlp.errors import InputError, RecordError

TYPES = (
    "# our own\n"
    "id\tname\tlevel\tparent\tvalid_from\n"
    "law_clinic\tVăn phòng thực hành luật\tprovince\tprovince_justice_department\t2020-01-01\n"
)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_type_of_ones_own(tmp_path: Path) -> None:
    mine = register(write(tmp_path, "types.tsv", TYPES))
    (body,) = mine.find("Văn phòng thực hành luật tỉnh Gia Lai", "2024-01-01")
    assert (body.id, body.parent) == ("law_clinic@64", "province_justice_department@64")
    assert body.successors == ("law_clinic@52-2025",)
    assert register().find("Văn phòng thực hành luật tỉnh Gia Lai") == ()
    assert mine.find("Bộ Tư pháp") == register().find("Bộ Tư pháp")


def test_a_row_takes_the_place_of_another(tmp_path: Path) -> None:
    path = write(tmp_path, "types.tsv", "id\tname\nministry_of_justice\tBộ Tư pháp và Pháp chế\n")
    body = register(path).body("ministry_of_justice")
    assert body is not None
    assert body.name == "Bộ Tư pháp và Pháp chế"


def test_the_area_of_a_district(tmp_path: Path) -> None:
    row = {
        "predecessor": "district_court@64.huyen-chu-se",
        "successor": "area_court@52-2025.9",
        "kind": "merged",
        "date": "2025-07-01",
        "source": "our list",
    }
    mine = register(write(tmp_path, "areas.jsonl", json.dumps(row) + "\n\n"))
    before, after, other = (
        mine.body_by_id(each)
        for each in ("district_court@64.huyen-chu-se", "area_court@52-2025.9", "area_court@52-2025.8")
    )
    assert before is not None
    assert after is not None
    assert other is not None
    assert before.successors == ("area_court@52-2025.9",)
    assert mine.became(before, after) is True
    assert mine.became(before, other) is False
    assert after.predecessors == ("district_court@64.huyen-chu-se",)
    assert mine.successions(before)[0].source == "our list"


def test_a_folder_of_files(tmp_path: Path) -> None:
    write(tmp_path, "1-types.tsv", TYPES)
    alias = {"type": "law_clinic", "alias": "VPTHL", "kind": "short"}
    write(tmp_path, "2-aliases.jsonl", json.dumps(alias) + "\n")
    write(tmp_path, "3-places.tsv", "code\tname\tlevel\ttier\tparent\nx-1\tMường Mới\txã\tcommune\t64\n")
    mine = register(tmp_path)
    assert [each.id for each in mine.find("VPTHL tỉnh Gia Lai", "2024-01-01")] == ["law_clinic@64"]
    (place,) = mine.places("mường mới")
    assert place.code == "x-1"
    assert mine.place_by_code("x-1") == place
    (body,) = mine.find("Ủy ban nhân dân xã Mường Mới")
    assert body.parent == "province_people_committee@64"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.tsv", "id\tname\tlevel\nx\tX\tcity\n", "a.tsv:2: level 'city' is none of central"),
        ("a.tsv", "# a\n\nid\tname\nx\tX\ty\n", "a.tsv:4: 3 fields, the header has 2"),
        ("a.tsv", "id\tname\tcolour\nx\tX\tred\n", "a.tsv:2: body_types has no column 'colour'"),
        ("a.tsv", "id\tname\tid\nx\tX\ty\n", "a.tsv:1: a column stands twice"),
        ("a.tsv", "name\tage\nx\t3\n", "a.tsv:2: the columns are those of no table"),
        ("a.tsv", "id\tname\nX 1\tX\n", "a.tsv:2: the id 'X 1'"),
        ("a.tsv", "id\tname\nx\t\n", "a.tsv:2: name is empty"),
        ("a.tsv", "id\tname\tparent\nx\tX\tno_type\n", "a.tsv:2: there is no type 'no_type'"),
        ("a.tsv", "id\tname\tvalid_from\nx\tX\t1/7/2025\n", "a.tsv:2: valid_from '1/7/2025' is no date"),
        (
            "a.tsv",
            "id\tname\tvalid_from\tvalid_to\nx\tX\t2025-07-01\t2025-06-30\n",
            "a.tsv:2: valid_to 2025-06-30 lies",
        ),
        ("a.tsv", "id\tname\tpattern\nx\tX\t{name} {colour}\n", "a.tsv:2: pattern"),
        ("a.tsv", "type\talias\nno_type\tX\n", "a.tsv:2: there is no type 'no_type'"),
        ("a.tsv", "code\tname\tlevel\ttier\na@b\tX\txã\tcommune\n", "a.tsv:2: the code 'a@b'"),
        ("a.tsv", "code\tname\tlevel\ttier\tparent\na\tX\txã\tcommune\tno\n", "a.tsv:2: there is no place 'no'"),
        ("a.tsv", "predecessor\tkind\tdate\nno_type\tabolished\t2025-07-01\n", "a.tsv:2: there is no type 'no_type'"),
        ("a.tsv", "predecessor\tkind\tdate\nprovince_court\tmerged\t2025-07-01\n", "a.tsv:2: kind abolished has no"),
        ("a.jsonl", '{"id": "x", "name": "X"}\n[1]\n', "a.jsonl:2: a row is an object whose values are strings"),
        ("a.jsonl", '{"id": "x", "name": 1}\n', "a.jsonl:1: a row is an object whose values are strings"),
        ("a.jsonl", '{"id": \n', "a.jsonl:1: not JSON"),
    ],
)
def test_faults_say_where_they_are(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(RecordError) as caught:
        register(write(tmp_path, name, text))
    assert str(caught.value).startswith(f"{tmp_path}/{message}")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        register(tmp_path / "none.tsv")
    with pytest.raises(InputError, match=r"a register is a \.tsv or a \.jsonl file"):
        register(tmp_path)
    path = tmp_path / "latin.tsv"
    path.write_bytes("id\tname\nx\tBộ\n".encode("utf-16"))
    with pytest.raises(InputError, match="not UTF-8"):
        register(path)
