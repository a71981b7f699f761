"""The register of bodies: ids, names, times, and what became of whom."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.agencies.register import Body, Register, register
from vnjudnlp.errors import InputError

REGISTER = register()

# full name, day, id
NAMES = [
    ("Bộ Tư pháp", "2025-01-01", "ministry_of_justice"),
    ("BTP", "", "ministry_of_justice"),
    ("Bộ Văn hóa, Thể thao và Du lịch", "", "ministry_of_culture_sports_and_tourism"),
    ("Tổng cục Thi hành án dân sự", "2024-05-01", "general_department_of_civil_enforcement"),
    ("Cục Thi hành án dân sự tỉnh Gia Lai", "2024-05-01", "province_civil_enforcement_department@64"),
    ("Cục THADS Gia Lai", "2024-05-01", "province_civil_enforcement_department@64"),
    ("Thi hành án dân sự tỉnh Gia Lai", "2025-07-01", "province_civil_enforcement@52-2025"),
    ("Thi hành án dân sự tỉnh Gia Lai", "2008-07-01", "province_civil_enforcement_before_2009@64"),
    ("Chi cục Thi hành án dân sự huyện Chư Sê", "", "district_civil_enforcement@64.huyen-chu-se"),
    ("Phòng Thi hành án dân sự khu vực 3 - Gia Lai", "", "area_civil_enforcement@52-2025.3"),
    ("Tòa án nhân dân khu vực 4 - Gia Lai", "", "area_court@52-2025.4"),
    ("Toà án nhân dân thành phố Pleiku, tỉnh Gia Lai", "", "district_court@64.thanh-pho-pleiku"),
    ("Tòa án nhân dân thành phố Hà Nội", "2010-01-01", "province_court@01"),
    ("Tòa án nhân dân cấp cao tại Đà Nẵng", "", "high_court_danang"),
    ("VKSNDTC", "", "supreme_procuracy"),
    ("Ủy ban nhân dân huyện Châu Thành, tỉnh Long An", "", "district_people_committee@80.huyen-chau-thanh"),
    ("UBND Thành phố Hồ Chí Minh", "2026-01-01", "province_people_committee@79-2025"),
    ("Ủy ban nhân dân xã Chư Sê", "", "commune_people_committee@52-2025.xa-chu-se"),
    ("Ủy ban nhân dân quận 2", "", "district_people_committee@79.quan-2"),
    ("Tỉnh ủy Gia Lai", "2020-01-01", "province_party_committee@64"),
    ("Thành ủy Hà Nội", "", "province_party_committee@01"),
    ("Thị ủy An Khê", "", "district_party_committee@64.thi-xa-an-khe"),
    ("Phòng Công chứng số 1 tỉnh Gia Lai", "2020-01-01", "state_notary_office@64.1"),
    ("Tòa án quân sự khu vực 1 Quân khu 5", "", "military_area_court@qk5.1"),
    ("Chi cục Hải quan khu vực VIII", "", "regional_customs_office@VIII"),
    ("Vụ Pháp luật hình sự - hành chính, Bộ Tư pháp", "", "justice_criminal_administrative_law_department"),
    ("Thanh tra Bộ Tư pháp", "", "inspectorate_of_a_body@ministry_of_justice"),
    ("Tòa Hình sự Tòa án nhân dân tỉnh Gia Lai", "2020-01-01", "criminal_chamber@province_court@64"),
    ("Đội Thi hành án huyện Chư Sê", "", "district_enforcement_team_before_2004@64.huyen-chu-se"),
    ("Tòa án nhân dân tỉnh Gia Lai - Kon Tum", "", "province_court@tinh-gia-lai-kon-tum"),
    ("Ủy ban nhân dân huyện Phú Quốc", "", "district_people_committee@91.huyen-phu-quoc"),
    ("Ủy ban nhân dân thành phố Phú Quốc", "", "district_people_committee@91.thanh-pho-phu-quoc"),
    ("Sở Tư pháp tỉnh Hà Tây", "", "province_justice_department@tinh-ha-tay"),
]

# before, after, whether the first became the second
LINEAGE: list[tuple[str, str, bool | None]] = [
    ("general_department_of_civil_enforcement", "justice_enforcement_management_agency", True),
    ("justice_enforcement_management_agency", "general_department_of_civil_enforcement", False),
    ("province_civil_enforcement_department@52", "province_civil_enforcement@52-2025", True),
    ("province_civil_enforcement_before_2009@64", "province_civil_enforcement@52-2025", True),
    ("province_civil_enforcement_department@48", "province_civil_enforcement@52-2025", False),
    ("district_civil_enforcement@64.huyen-chu-se", "area_civil_enforcement@52-2025.3", None),
    ("district_civil_enforcement@64.huyen-chu-se", "area_civil_enforcement@48-2025.3", False),
    ("district_court@64.huyen-chu-se", "area_court@52-2025", None),
    ("district_court@91.huyen-phu-quoc", "area_court@91-2025.2", None),
    ("district_court@91.huyen-phu-quoc", "district_court@91.thanh-pho-phu-quoc", True),
    ("district_enforcement_team_before_2004@64.huyen-chu-se", "district_civil_enforcement@64.huyen-chu-se", True),
    ("province_court@tinh-gia-lai-kon-tum", "province_court@52-2025", True),
    ("province_court@tinh-gia-lai-kon-tum", "province_court@51-2025", True),
    ("ministry_of_planning_and_investment", "ministry_of_finance", True),
    ("ministry_of_fisheries", "ministry_of_agriculture_and_environment", True),
    ("ministry_of_labour", "ministry_of_home_affairs", True),
    ("ministry_of_labour", "ministry_of_health", False),
    ("province_people_committee@52", "province_people_committee@52-2025", True),
    ("province_people_committee@64", "province_people_committee@52-2025", True),
    ("province_people_committee@01", "province_people_committee@52-2025", False),
    ("province_natural_resources_department@52", "province_agriculture_and_environment_department@52-2025", True),
    ("district_police@64.huyen-chu-se", "province_police@64", False),
    ("high_court_hanoi", "supreme_court_appellate_court_hanoi", True),
    ("high_court_hanoi", "supreme_court_appellate_court_danang", False),
    ("province_tax_department@64", "province_tax@52-2025", True),
    ("inspectorate_of_a_body@ministry_of_justice", "government_inspectorate", True),
    ("commune_people_committee@64.huyen-chu-se.xa-dun", "commune_people_committee@52-2025.xa-chu-se", True),
]


def body(identifier: str) -> Body:
    found = REGISTER.body_by_id(identifier)
    assert found is not None, identifier
    return found


@pytest.mark.parametrize(("name", "day", "identifier"), NAMES)
def test_names_lead_to_bodies(name: str, day: str, identifier: str) -> None:
    assert [each.id for each in REGISTER.find(name, day)] == [identifier]


@pytest.mark.parametrize(("before", "after", "expected"), LINEAGE)
def test_what_became_of_whom(before: str, after: str, expected: bool | None) -> None:
    assert REGISTER.became(body(before), body(after)) is expected


def test_a_body() -> None:
    court = body("district_court@64.huyen-chu-se")
    assert court.name == "Tòa án nhân dân huyện Chư Sê"
    assert court.full_name == "Tòa án nhân dân huyện Chư Sê, tỉnh Gia Lai"
    assert (court.level, court.parent, court.valid_to) == ("district", "province_court@64", "2025-06-30")
    assert court.successors == ("area_court@52-2025",)
    assert court.place is not None
    assert court.place.full_name == "huyện Chư Sê"
    assert court.holds("2025-06-30")
    assert not court.holds("2025-07-01")


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("province_party_committee@01", "Thành ủy Hà Nội"),
        ("district_party_committee@79.quan-1", "Quận ủy 1"),
        ("province_people_committee@79", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
        ("area_court@52-2025.4", "Tòa án nhân dân khu vực 4 - Gia Lai"),
        ("area_court@52-2025", "Tòa án nhân dân khu vực, tỉnh Gia Lai"),
        ("office_of_a_body@ministry_of_justice", "Văn phòng Bộ Tư pháp"),
        ("personnel_department@ministry_of_justice", "Vụ Tổ chức cán bộ, Bộ Tư pháp"),
    ],
)
def test_names_of_bodies(identifier: str, name: str) -> None:
    assert body(identifier).name == name


@pytest.mark.parametrize(
    ("type_id", "where"),
    [
        ("no_such_type", ""),
        ("ministry_of_justice", "64"),
        ("province_court", ""),
        ("province_court", "64.huyen-chu-se"),
        ("province_court", "00"),
        ("province_court", "64.1"),
        ("area_court", "64.1"),
        ("province_civil_enforcement", "64"),
        ("regional_customs_office", "viii"),
        ("notary_office", "64"),
        ("office_of_a_body", "@" * 2000),
        ("office_of_a_body", "office_of_a_body@" * 2000 + "ministry_of_justice"),
    ],
)
def test_there_is_no_such_body(type_id: str, where: str) -> None:
    assert REGISTER.body(type_id, where) is None


def test_time() -> None:
    assert REGISTER.body("ministry_of_transport", date="2025-02-28") is not None
    assert REGISTER.body("ministry_of_transport", date=datetime.date(2025, 3, 1)) is None
    with pytest.raises(InputError, match="1/3/2025"):
        REGISTER.body("ministry_of_transport", date="1/3/2025")


def test_successors_of_a_day() -> None:
    department = body("province_planning_department@52")
    assert [each.id for each in REGISTER.successors(department)] == ["province_finance_department@52"]
    assert [each.id for each in REGISTER.successors(department, "2025-05-01")] == ["province_finance_department@52"]
    assert [each.name for each in REGISTER.successors(department, "2026-01-01")] == ["Sở Tài chính tỉnh Gia Lai"]
    assert REGISTER.successors(department, "2024-01-01") == (department,)


def test_predecessors_of_a_day() -> None:
    found = REGISTER.predecessors(body("province_civil_enforcement@52-2025"), "2024-01-01")
    assert {each.name for each in found} == {
        "Cục Thi hành án dân sự tỉnh Bình Định",
        "Cục Thi hành án dân sự tỉnh Gia Lai",
    }


def test_kinds_and_acts() -> None:
    (step,) = REGISTER.successions(body("province_people_committee@64"))
    assert (step.kind, step.date, step.certain) == ("merged", "2025-07-01", True)
    assert step.source.startswith("Nghị quyết 202/2025/QH15")
    (step,) = REGISTER.successions(body("province_justice_department@tinh-thua-thien-hue"))
    assert (step.kind, step.date, step.source) == ("renamed", "2025-01-01", "Nghị quyết 175/2024/QH15")
    ended, tasks = REGISTER.successions(body("district_police@64.huyen-chu-se"))
    assert (ended.kind, ended.successor, ended.date) == ("abolished", "", "2025-03-01")
    assert (tasks.kind, tasks.successor) == ("transferred", "province_police@64")
    assert body("district_police@64.huyen-chu-se").successors == ()
    assert [row.successor for row in REGISTER.type_successors("province_transport_department")] == [
        "province_construction_department"
    ]


def test_parents() -> None:
    def names_above(identifier: str) -> list[str]:
        names = []
        above = REGISTER.parent(body(identifier))
        while above is not None:
            names.append(above.id)
            above = REGISTER.parent(above)
        return names

    assert (
        names_above("district_civil_enforcement@64.huyen-chu-se")
        == [
            "province_civil_enforcement_department@64",
            "general_department_of_civil_enforcement",
            "ministry_of_justice",
            "government",
            "national_assembly",
        ][: len(names_above("district_civil_enforcement@64.huyen-chu-se"))]
    )
    assert names_above("commune_police@64.huyen-chu-se.xa-dun")[0] == "district_police@64.huyen-chu-se"
    assert names_above("commune_police@52-2025.xa-chu-se")[0] == "province_police@52-2025"


def test_places() -> None:
    assert len(REGISTER.places("Châu Thành", "huyện")) >= 9
    assert REGISTER.place("Châu Thành", "huyện") is None
    found = REGISTER.place("Châu Thành", "huyện", parent="80-2025")
    assert found is None, "Long An and Tây Ninh, which are one province now, each had one"
    found = REGISTER.place("châu thành", "huyện", parent="80")
    assert found is not None
    assert found.code == "80.huyen-chau-thanh"
    assert [each.code for each in REGISTER.places("Gia Lai", "tỉnh")] == ["52-2025", "64"]
    assert [each.code for each in REGISTER.places("Gia Lai", "province", "2025-06-30")] == ["64"]
    assert {each.tier for each in REGISTER.places("Pleiku")} == {"district"}
    assert [each.code for each in REGISTER.places("Ia Ko", date="2026-01-01")] == ["52-2025.xa-ia-ko"]
    assert REGISTER.places("Không Đâu") == ()
    assert REGISTER.places("Đăk Lăk", "tỉnh") == REGISTER.places("Đắk Lắk", "tỉnh") != ()


def test_what_places_became() -> None:
    def codes(code: str, day: str = "") -> list[str]:
        return [each.code for each in REGISTER.merged_into(code, day)]

    assert codes("52") == codes("64") == ["52-2025"]
    assert codes("64", "2025-06-30") == ["64"]
    assert codes("01") == ["01"]
    assert codes("tinh-ha-tay", "2010-01-01") == ["01"]
    assert codes("79.quan-2", "2022-01-01") == ["79.thanh-pho-thu-duc"]
    assert codes("tinh-song-be", "2000-01-01") == ["74", "70"]
    assert codes("tinh-song-be", "2026-01-01") == ["79-2025", "75-2025"]
    assert "52-2025.xa-chu-se" in codes("64.huyen-chu-se", "2026-01-01")
    assert codes("52-2025", "2025-06-30") == []
    assert codes("no-such-place") == []


def test_communes_are_read_when_they_are_needed() -> None:
    fresh = Register(REGISTER.tables)
    fresh.find("Tòa án nhân dân huyện Chư Sê, tỉnh Gia Lai")
    fresh.find("Cục Thi hành án dân sự tỉnh Bình Định")
    assert "communes" not in vars(fresh)
    fresh.find("Ủy ban nhân dân xã Chư Sê")
    assert "communes" in vars(fresh)


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_is_looked_up(name: str, other: str) -> None:
    for text in (name, f"Tòa án nhân dân {name}", f"Tòa án nhân dân khu vực {name} - {other}", f"Văn phòng {name}"):
        assert isinstance(REGISTER.find(text), tuple)
    assert REGISTER.body_by_id(f"province_court@{name}") is None or name in ("01", "64")
    assert isinstance(REGISTER.places(name, other), tuple)
    assert isinstance(REGISTER.merged_into(name), tuple)
