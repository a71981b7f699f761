"""Who is who in one document."""

from __future__ import annotations

import pytest

from tests.people.gold_spans import facts_of

CASES = [
    ("Ông [Đào Trọng Giáp|PERSON] đến. Ông [Giáp|PERSON] nói.\n[ĐÀO TRỌNG GIÁP|PERSON]", [["Đào Trọng Giáp", "Giáp"]]),
    (
        "Anh [Trần Văn Nam|PERSON] và chị [Nguyễn Thị Nam|PERSON] kiện. Chị [Nam|PERSON] thắng.",
        [["Trần Văn Nam"], ["Nguyễn Thị Nam", "Nam"]],
    ),
    # two men of one given name, neither nearer: nobody is guessed
    (
        "Anh [Trần Văn Nam|PERSON] và anh [Lê Văn Nam|PERSON] kiện.\n\nSau đó, anh [Nam|PERSON] rút đơn.",
        [["Trần Văn Nam"], ["Lê Văn Nam"], ["Nam"]],
    ),
    (
        "[Chánh án|TITLE] [Lê Văn Nam|PERSON] và anh [Trần Văn Nam|PERSON] gặp nhau.\n\n[Chánh "
        "án|TITLE] [Nam|PERSON] ký.",
        [["Lê Văn Nam", "Nam"], ["Trần Văn Nam"]],
    ),
    ("Bị cáo [Nguyễn Văn A|PERSON] khai. Ông [A|PERSON] nhận tội; bà [A|PERSON] khóc.", [["Nguyễn Văn A", "A"], ["A"]]),
    ("[Huỳnh Văn Tàng|PERSON] (tức [Sáu Cá|PERSON]) trốn; [Sáu Cá|PERSON] bị bắt.", [["Huỳnh Văn Tàng", "Sáu Cá"]]),
    ("Ông [Y Bhăm Êban|PERSON] và [Y Bhăm|PERSON]", [["Y Bhăm Êban", "Y Bhăm"]]),
    ("Ông [Ted Nakamura|PERSON] đến; [Nakamura|PERSON] đi.", [["Ted Nakamura", "Nakamura"]]),
    ("bà [Hồ Thị Hoà|PERSON], sau này bà [Hồ Thị Hòa|PERSON]", [["Hồ Thị Hòa"]]),
    ("[T.T.H.|PERSON] khai; chị [H|PERSON] nói.", [["T.T.H.", "H"]]),
]


@pytest.mark.parametrize(("markup", "expected"), CASES)
def test_people(markup: str, expected: list[list[str]]) -> None:
    assert [[person["name"], *person["forms"]] for person in facts_of(markup)["people"]] == expected


def test_who_is_not_resolved_names_the_candidates() -> None:
    people = facts_of(CASES[2][0])["people"]
    assert [person["candidates"] for person in people] == [[], [], ["P1", "P2"]]


def test_every_mention_belongs_to_one_person() -> None:
    for markup, _ in CASES:
        facts = facts_of(markup)
        spans = [tuple(span) for person in facts["people"] for span in person["mentions"]]
        assert len(spans) == len(set(spans)) == markup.count("|PERSON]")
