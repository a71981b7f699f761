"""Who holds what where: one short text a case, with the spans in the inline mark-up."""

from __future__ import annotations

import pytest

from tests.people.gold_spans import facts_of

# text; offices as "person: title @ body", with "former" and "acting" in front
CASES = [
    (
        "Chiều 12/4, đồng chí [Đào Trọng Giáp|PERSON], [Cục trưởng|TITLE] [Cục THADS tỉnh Gia Lai|AGENCY], đã báo cáo.",
        ["Đào Trọng Giáp: Cục trưởng @ Cục Thi hành án dân sự tỉnh Gia Lai"],
    ),
    (
        "[Thứ trưởng|TITLE] [Đặng Hoàng Oanh|PERSON] làm việc tại Gia Lai. Đồng chí [Đặng Hoàng Oanh|PERSON], "
        "[Thứ trưởng|TITLE] [Bộ Tư pháp|AGENCY] làm [Trưởng đoàn|TITLE].",
        ["Đặng Hoàng Oanh: Thứ trưởng @ Bộ Tư pháp"],
    ),
    ("[Thứ trưởng|TITLE] [Lê Thu Hà|PERSON] phát biểu.", ["Lê Thu Hà: Thứ trưởng @ "]),
    (
        "[Bí thư|TITLE] [Tỉnh ủy|AGENCY|Tỉnh ủy Gia Lai], [Chủ tịch|TITLE] [HĐND tỉnh|AGENCY|Hội "
        "đồng nhân dân tỉnh Gia Lai] "
        "[Rơ Châm Thanh|PERSON] dự lễ.",
        [
            "Rơ Châm Thanh: Bí thư @ Tỉnh ủy Gia Lai",
            "Rơ Châm Thanh: Chủ tịch @ Hội đồng nhân dân tỉnh Gia Lai",
        ],
    ),
    (
        "Về phía [Cục THADS tỉnh Đắk Lắk|AGENCY|Cục Thi hành án dân sự tỉnh Đắk Lắk] có ông [Hồ Văn Lư|PERSON], "
        "[Cục trưởng|TITLE]; các [Phó Cục trưởng|TITLE]: [Bùi Thị Sen|PERSON], [Y Thông|PERSON].",
        [
            "Hồ Văn Lư: Cục trưởng @ Cục Thi hành án dân sự tỉnh Đắk Lắk",
            "Bùi Thị Sen: Phó Cục trưởng @ Cục Thi hành án dân sự tỉnh Đắk Lắk",
            "Y Thông: Phó Cục trưởng @ Cục Thi hành án dân sự tỉnh Đắk Lắk",
        ],
    ),
    (
        "Ông [Trần Văn Nam|PERSON], nguyên [Chánh án|TITLE] [TAND huyện Ia Grai|AGENCY|Tòa án nhân "
        "dân huyện Ia Grai], đã mất.",
        ["former Trần Văn Nam: Chánh án @ Tòa án nhân dân huyện Ia Grai"],
    ),
    (
        "Bà [Võ Thị Mai|PERSON] (sinh năm 1970), [Phó Cục trưởng phụ trách|TITLE], chủ trì.",
        ["acting Võ Thị Mai: Phó Cục trưởng phụ trách @ "],
    ),
    (
        "[Luật sư|TITLE] [Phan Anh|PERSON] thuộc [Đoàn Luật sư tỉnh Kon Tum|ORG] và bị cáo [Lê Văn T|PERSON].",
        ["Phan Anh: Luật sư @ Đoàn Luật sư tỉnh Kon Tum"],
    ),
    (
        "[CHI CỤC THADS HUYỆN TRẦN ĐỀ|AGENCY|Chi cục Thi hành án dân sự huyện Trần Đề]\nSố: "
        "12/BC-CCTHADS\n\nBÁO CÁO\n\n"
        "KT. [CHI CỤC TRƯỞNG|TITLE]\n[PHÓ CHI CỤC TRƯỞNG|TITLE]\n(Đã ký)\n[PHAN THÀNH NHUẬN|PERSON]",
        ["Phan Thành Nhuận: Phó chi cục trưởng @ Chi cục Thi hành án dân sự huyện Trần Đề"],
    ),
    (
        "Gặp ông [Lý Kim|PERSON], [Thượng tá|TITLE], [Trưởng|TITLE] [Công an huyện X|AGENCY], rồi "
        "[TS.|TITLE] [Hà Vi|PERSON].",
        ["Lý Kim: Trưởng @ Công an huyện X"],
    ),
    # what says nothing of an office
    ("Ông [Lê Văn Ba|PERSON] gặp [Chủ tịch|TITLE] [UBND xã Ea Kao|AGENCY] hôm qua.", []),
    ("[Chủ tịch|TITLE] [UBND xã Ea Kao|AGENCY] đã giải thích. Ông [Lê Văn Ba|PERSON] không nghe.", []),
    ("Bị cáo [Lê Văn Ba|PERSON] và nguyên đơn [Hồ Thị Tư|PERSON]; [Chấp hành viên|TITLE] đã đến.", []),
    ("Kính gửi: [Cục trưởng|TITLE] [Cục THADS tỉnh|AGENCY]\n\nTôi là [Lê Văn Ba|PERSON].", []),
    (
        "1. Về phía [Bộ Tư pháp|AGENCY] có:\n- Đồng chí [Mai Thị Xuân|PERSON] - [Thứ trưởng|TITLE];\n"
        "2. Về phía [Cục THADS tỉnh Hà Tĩnh|AGENCY]:\n- Ông [Bùi Văn Viết|PERSON] - [Cục trưởng|TITLE];\n"
        "- Bà [Hồ Thị Lan|PERSON] - [Phó Cục trưởng|TITLE].",
        [
            "Mai Thị Xuân: Thứ trưởng @ Bộ Tư pháp",
            "Bùi Văn Viết: Cục trưởng @ Cục Thi hành án dân sự tỉnh Hà Tĩnh",
            "Hồ Thị Lan: Phó Cục trưởng @ Cục Thi hành án dân sự tỉnh Hà Tĩnh",
        ],
    ),
]


@pytest.mark.parametrize(("markup", "expected"), CASES)
def test_offices(markup: str, expected: list[str]) -> None:
    found = [
        f"{'former ' * office['former']}{'acting ' * office['acting']}"
        f"{office['person']}: {office['title_norm']} @ {office['body'] or ''}"
        for office in facts_of(markup)["offices"]
    ]
    assert sorted(found) == sorted(expected)


def test_a_body_that_does_not_go_with_the_title_is_not_taken() -> None:
    facts = facts_of("Về phía [Bộ Tư pháp|AGENCY] có bà [Hồ An|PERSON], [Chánh án|TITLE].")
    assert [office["body"] for office in facts["offices"]] == [None]


def test_signature_says_for_whom_and_evidence_has_offsets() -> None:
    markup = CASES[8][0]
    (office,) = facts_of(markup)["offices"]
    assert office["signed_for"] == "KT"
    assert [item["kind"] for item in office["evidence"]] == ["signature"]


def test_titles_that_name_their_body() -> None:
    (office,) = facts_of("[Thủ tướng Chính phủ|TITLE] [Lê An Bình|PERSON] ký.")["offices"]
    assert office["body"] == "Chính phủ"
