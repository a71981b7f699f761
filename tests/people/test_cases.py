"""Headers of judgments and decisions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.people.gold_spans import facts_of

_COURT = "[TÒA ÁN NHÂN DÂN\nHUYỆN IA GRAI|AGENCY|Tòa án nhân dân huyện Ia Grai]"

CASES: list[tuple[str, dict[str, Any], list[tuple[str, str]], list[tuple[str, str]]]] = [
    (
        f"{_COURT}\nBản án số: 12/2021/HNGĐ-ST\nNgày: [06-5-2021|DATE|2021-05-06]\nV/v ly hôn\n\nThành phần gồm có:\n"
        "[Thẩm phán|TITLE] - [Chủ tọa phiên tòa|TITLE]: Bà [Lê Thị An|PERSON]\n"
        "Các [Hội thẩm nhân dân|TITLE]: 1. Ông [Bùi Văn Bình|PERSON]\n2. Bà [Siu H'Lan|PERSON]\n"
        "[Thư ký phiên tòa|TITLE]: Ông [Hồ Cường|PERSON]\n"
        "xét xử vụ án thụ lý số: 30/2021/TLST-HNGĐ.\n"
        "Nguyên đơn: Chị [Trần Thị D|PERSON], sinh năm 1990; địa chỉ: [xã Ia Tô|LOC]\n"
        "Bị đơn: Anh [Võ Văn E|PERSON], con ông [Võ F|PERSON]\n\nNỘI DUNG VỤ ÁN:\nChị [D|PERSON] xin ly hôn.",
        {
            "court": "Tòa án nhân dân huyện Ia Grai",
            "number": "12/2021/HNGĐ-ST",
            "date": "2021-05-06",
            "kind": "hôn nhân và gia đình sơ thẩm",
            "document": "bản án",
            "referral": "30/2021/TLST-HNGĐ",
        },
        [
            ("Thẩm phán - Chủ tọa phiên tòa", "Lê Thị An"),
            ("Hội thẩm nhân dân", "Bùi Văn Bình"),
            ("Hội thẩm nhân dân", "Siu H'Lan"),
            ("Thư ký phiên tòa", "Hồ Cường"),
        ],
        [("nguyên đơn", "Trần Thị D"), ("bị đơn", "Võ Văn E")],
    ),
    (
        f"{_COURT}\nSố: 96/2020/QĐST-HNGĐ\nIa Grai, ngày [12/5/2020|DATE|2020-05-12]\n\nQUYẾT ĐỊNH\n"
        "CÔNG NHẬN THUẬN TÌNH LY HÔN\n\nNguyên đơn: Anh [Hồ A|PERSON]\nBị đơn: Chị [Bùi B|PERSON]\n",
        {"number": "96/2020/QĐST-HNGĐ", "kind": "hôn nhân và gia đình sơ thẩm", "document": "quyết định"},
        [],
        [("nguyên đơn", "Hồ A"), ("bị đơn", "Bùi B")],
    ),
    (
        f"{_COURT}\nBản án số: 05/2015/HSST\nNgày [03/02/2015|DATE|2015-02-03]\n\n"
        "Xét xử công khai vụ án thụ lý số 02/2015/HSST đối với các bị cáo:\n1. [Rah Lan T|PERSON], sinh năm 1988, "
        "con ông [Rah Lan U|PERSON]; 2. [Ksor V|PERSON].\nNgười bị hại: Công ty, do ông [Lê "
        "X|PERSON] đại diện.\n\nNHẬN THẤY\n",
        {"number": "05/2015/HSST", "kind": "hình sự sơ thẩm", "referral": "02/2015/HSST"},
        [],
        [("bị cáo", "Rah Lan T"), ("bị cáo", "Ksor V")],
    ),
    (
        "[TÒA ÁN NHÂN DÂN CẤP CAO TẠI ĐÀ NẴNG|AGENCY|Tòa án nhân dân cấp cao tại Đà Nẵng]\n"
        "Quyết định giám đốc thẩm số: 8/2022/KDTM-GĐT\nNgày [1-2-2022|DATE|2022-02-01]\n",
        {"kind": "kinh doanh thương mại giám đốc thẩm", "document": "quyết định", "date": "2022-02-01"},
        [],
        [],
    ),
    (
        f"{_COURT}\nBản án số: 3/2022/HC-ST\nNgày [1-2-2022|DATE|2022-02-01]\n"
        "Người khởi kiện: ông [K' Tem|PERSON]; người đại diện theo ủy quyền: bà [Hà Vy|PERSON].\n"
        "Người bị kiện: [Chủ tịch|TITLE] [UBND huyện|AGENCY|Ủy ban nhân dân huyện Ia Grai].\n\nNỘI DUNG VỤ ÁN\n",
        {"kind": "hành chính sơ thẩm"},
        [],
        [("người khởi kiện", "K' Tem"), ("người bị kiện", "Chủ tịch Ủy ban nhân dân huyện Ia Grai")],
    ),
    (
        "[TÒA PHÚC THẨM\nTÒA ÁN NHÂN DÂN TỐI CAO|AGENCY|Tòa phúc thẩm Tòa án nhân dân tối cao]\n"
        "Bản án số 21/2012/LĐPT\nNgày [6/11/2012|DATE|2012-11-06]\n",
        {"court": "Tòa phúc thẩm Tòa án nhân dân tối cao", "kind": "lao động phúc thẩm"},
        [],
        [],
    ),
    (
        "[PHÒNG THADS KHU VỰC 8|AGENCY|Phòng Thi hành án dân sự khu vực 8]\nSố: 14/QĐ-THADS\n"
        "Pleiku, ngày [2/3/2026|DATE|2026-03-02]\n\nQUYẾT ĐỊNH\n\nNgười phải thi hành án: ông [Lê An|PERSON]\n",
        {"court": None, "issuer": "Phòng Thi hành án dân sự khu vực 8", "number": "14/QĐ-THADS", "kind": None},
        [],
        [("người phải thi hành án", "Lê An")],
    ),
    (
        f"{_COURT}\nBản án số: 9/2022/DS-ST\nNgày [1-2-2022|DATE|2022-02-01]\n"
        "[Kiểm sát viên|TITLE] [VKSND huyện|AGENCY|Viện kiểm sát nhân dân huyện Ia Grai]: bà [Cao "
        "Thu|PERSON].\n\nNỘI DUNG VỤ ÁN",
        {"kind": "dân sự sơ thẩm"},
        [("Kiểm sát viên", "Cao Thu")],
        [],
    ),
    (
        f"{_COURT}\nBản án sô : 22/2007/ DSST\nNgày [14 - 3 - 2007|DATE|2007-03-14]\n",
        {"number": "22/2007/DSST", "date": "2007-03-14"},
        [],
        [],
    ),
    (
        f"TRÍCH SAO\nBẢN ÁN DÂN SỰ PHÚC THẨM SỐ 58/2013/DS-PT\nNGÀY [27/8/2013|DATE|2013-08-27]\nCỦA {_COURT}\n",
        {"number": "58/2013/DS-PT", "kind": "dân sự phúc thẩm", "document": "bản án"},
        [],
        [],
    ),
]


@pytest.mark.parametrize(("markup", "facts", "panel", "parties"), CASES)
def test_headers(
    markup: str, facts: dict[str, Any], panel: list[tuple[str, str]], parties: list[tuple[str, str]]
) -> None:
    case = facts_of(markup)["case"]
    assert case is not None
    assert {name: case[name] for name in facts} == facts
    assert [(item["role"], item["name"]) for item in case["panel"]] == panel
    assert [(item["role"], item["name"]) for item in case["parties"]] == parties


def test_details_of_parties() -> None:
    case = facts_of(CASES[0][0])["case"]
    assert case is not None
    assert [(party["birth_year"], party["address"]) for party in case["parties"]] == [(1990, "xã Ia Tô"), (None, None)]
    represented = facts_of(CASES[4][0])["case"]
    assert represented is not None
    assert [item["name"] for item in represented["parties"][0]["representatives"]] == ["Hà Vy"]


@pytest.mark.parametrize(
    "markup",
    [
        "Theo Bản án số 12/2021/HNGĐ-ST của [TAND huyện|AGENCY|Tòa án nhân dân huyện Ia Grai], ông "
        "[Lê An|PERSON] phải trả.",
        "[CỤC THADS TỈNH|AGENCY|Cục Thi hành án dân sự tỉnh]\nSố: 12/BC-CTHADS\n\nBÁO CÁO\n",
        "",
    ],
)
def test_other_documents_are_no_cases(markup: str) -> None:
    assert facts_of(markup)["case"] is None
