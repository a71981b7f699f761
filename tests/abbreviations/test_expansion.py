"""The text written out and the map between both texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.abbreviations import Expansion, apply, expand, expand_texts
from vnjudnlp.abbreviations.expansion import Mode
from vnjudnlp.abbreviations.short_forms import short_forms
from vnjudnlp.errors import VnjudnlpError
from vnjudnlp.records import Abbreviation

_WRITTEN = [
    ("Cục THADS tỉnh", "Cục Thi hành án dân sự tỉnh"),
    ("công tác THADS", "công tác thi hành án dân sự"),
    ("Cục Thi hành án dân sự (THADS) tỉnh", "Cục Thi hành án dân sự (THADS) tỉnh"),
    ("UBND nhân dân xã họp", "Ủy ban nhân dân xã họp"),
    ("Tòa TAND huyện", "Tòa án nhân dân huyện"),
    ("Ủy ban UBND xã", "Ủy ban nhân dân xã"),
    ("ngụ P.5, Q.3", "ngụ phường 5, quận 3"),
    ("ở TP.Cần Thơ", "ở thành phố Cần Thơ"),
    ("số 5/QĐ-UBND", "số 5/QĐ-UBND"),
    ("TAND, VKSND", "Tòa án nhân dân, Viện kiểm sát nhân dân"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "written"), _WRITTEN)
def test_text_is_written_out(text: str, written: str) -> None:
    assert expand(text).text == written


def test_replacements_say_where_they_stand() -> None:
    text = "Tổ kiểm kê tang quỹ (KKTQ) và UBND xã; tổ KKTQ ký."
    expansion = expand(text)
    assert [(item.short, item.long, item.defined) for item in expansion.replacements] == [
        ("UBND", "Ủy ban nhân dân", False),
        ("KKTQ", "kiểm kê tang quỹ", True),
    ]
    for item in expansion.replacements:
        assert text[item.start : item.end] == item.short
        assert expansion.text[item.new_start : item.new_end] == item.long


def test_spans_are_mapped_both_ways() -> None:
    expansion = expand("ngụ P.5, Q.3 TP.Cần Thơ")
    assert expansion.text == "ngụ phường 5, quận 3 thành phố Cần Thơ"
    number = (expansion.text.index("5"), expansion.text.index("5") + 1)
    assert expansion.to_raw(*number) == (6, 7)
    assert expansion.to_new(6, 7) == number
    assert expansion.to_new(4, 6) == (4, 10)
    assert expansion.to_raw(4, 10) == (4, 6)
    # an edge inside a long form moves to the edge of the short form
    assert expansion.to_raw(5, 7) == (4, 6)
    assert expansion.to_new(0, 23) == (0, len(expansion.text))
    assert expansion.to_raw(0, len(expansion.text)) == (0, 23)


@pytest.mark.parametrize("span", [(-1, 0), (0, 100), (3, 2)])
def test_span_out_of_the_text_is_an_error(span: tuple[int, int]) -> None:
    expansion = expand("UBND xã")
    with pytest.raises(VnjudnlpError):
        expansion.to_new(*span)
    with pytest.raises(VnjudnlpError):
        expansion.to_raw(*span)


def test_overlapping_abbreviations_leave_the_first() -> None:
    both = [Abbreviation(0, 4, "UBND", "Ủy ban nhân dân"), Abbreviation(2, 4, "ND", "nhân dân")]
    assert apply("UBND xã", both).text == "Ủy ban nhân dân xã"


def test_abbreviation_out_of_the_text_is_an_error() -> None:
    with pytest.raises(VnjudnlpError):
        apply("UBND", [Abbreviation(0, 9, "UBND", "Ủy ban nhân dân")])


def test_many_texts_are_read_alone() -> None:
    texts = ["Tổ kiểm kê tang quỹ (KKTQ) họp; KKTQ tan.", "KKTQ họp.", "", "UBND xã"]
    assert [item.text for item in expand_texts(texts)] == [expand(text).text for text in texts]


_SHORT = st.sampled_from([*sorted(short_forms().readings)[::7], "THADS", "TP.", "P.", "UBND", "TP", "(THADS)"])
_PIECES = st.one_of(
    _SHORT,
    st.sampled_from(["thi hành án dân sự (", ")", "Cục ", " (sau đây gọi tắt là ", "-", "/", ".", " ", "\n", "\n\n"]),
    st.sampled_from(["nhân dân", "Vinh", "12", "số ", "gọi là “", "viết tắt của ", "tắt", "gọi", "Lưu: ", "\u0301"]),
    st.text(max_size=6),
)
_TEXTS = st.one_of(st.text(), st.lists(_PIECES, max_size=24).map("".join), st.lists(_PIECES, max_size=24).map(" ".join))


def _check_alignment(text: str, expansion: Expansion) -> None:
    done = new_done = 0
    for item in expansion.replacements:
        assert done <= item.start < item.end <= len(text)
        assert text[item.start : item.end] == item.short
        between = text[done : item.start]
        assert expansion.text[new_done : item.new_start] in (between, f" {between}")
        assert expansion.text[item.new_start : item.new_end].strip()
        assert expansion.to_new(item.start, item.end) == (item.new_start, item.new_end)
        assert expansion.to_raw(item.new_start, item.new_end) == (item.start, item.end)
        done, new_done = item.end, item.new_end
    assert expansion.text[new_done:] in (text[done:], f" {text[done:]}")


@given(_TEXTS)
def test_any_text_is_expanded_and_mapped(text: str) -> None:
    expansion = expand(text)
    _check_alignment(text, expansion)
    covered = {place for item in expansion.replacements for place in range(item.start, item.end)}
    for place in range(len(text)):
        start, end = expansion.to_new(place, place + 1)
        assert 0 <= start <= end <= len(expansion.text)
        if place not in covered:
            assert expansion.text[start:end] == text[place]
            assert expansion.to_raw(start, end) == (place, place + 1)


@given(_TEXTS, st.data())
def test_any_spans_are_written_out_and_mapped(text: str, data: st.DataObject) -> None:
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    longs = st.sampled_from(["thành phố", "Ủy ban nhân dân", "x", "tòa án"])
    items = [
        Abbreviation(start, end, text[start:end], data.draw(longs))
        for start, end in zip(edges[::2], edges[1::2], strict=False)
    ]
    _check_alignment(text, apply(text, items))


_MODES = [
    ("all", "Tòa án nhân dân gửi Tòa án nhân dân; hội đồng xét xử vào nghị án; 5/QĐ-UBND"),
    ("first", "Tòa án nhân dân gửi TAND; hội đồng xét xử vào nghị án; 5/QĐ-UBND"),
    ("ambiguous", "TAND gửi TAND; hội đồng xét xử vào nghị án; 5/QĐ-UBND"),
    ("none", "TAND gửi TAND; HĐ xét xử vào nghị án; 5/QĐ-UBND"),
]


@pytest.mark.parametrize(("mode", "written"), _MODES)
def test_modes(mode: Mode, written: str) -> None:
    expansion = expand("TAND gửi TAND; HĐ xét xử vào nghị án; 5/QĐ-UBND", mode)
    assert expansion.text == written
    # whatever is written out, all that is known is told
    assert [item.short for item in expansion.abbreviations] == ["TAND", "TAND", "HĐ"]


def test_unknown_mode_is_an_error() -> None:
    with pytest.raises(VnjudnlpError, match="sometimes"):
        expand("TAND", "sometimes")  # type: ignore[arg-type]


def test_case_of_the_place_or_of_running_text() -> None:
    text = "Cục THADS tỉnh; công tác THADS"
    assert expand(text).text == "Cục Thi hành án dân sự tỉnh; công tác thi hành án dân sự"
    assert expand(text, case=False).text == "Cục thi hành án dân sự tỉnh; công tác thi hành án dân sự"


def test_long_is_what_was_written() -> None:
    expansion = expand("UBND nhân dân xã và HĐ xét xử vào nghị án")
    for item in expansion.replacements:
        assert expansion.text[item.new_start : item.new_end] == item.long
    assert expansion.replacements[0].long == "Ủy ban"
    assert 0 < expansion.replacements[1].score <= 1
    assert "hội đồng" in expansion.replacements[1].readings


def test_improbable_readings_are_left_and_listed() -> None:
    expansion = expand("TAND; HĐ", min_score=1.0)
    assert expansion.text == "Tòa án nhân dân; HĐ"
    assert [(item.short, item.long) for item in expansion.undecided] == [("HĐ", "")]
    assert "hợp đồng" in expansion.undecided[0].readings


def test_html_escapes_the_text_and_the_long_forms() -> None:
    text = "<b>TAND</b>\x07 & HĐND"
    assert expand(text).to_html() == (
        '&lt;b&gt;<abbr title="Tòa án nhân dân">TAND</abbr>&lt;/b&gt;\ufffd &amp; '
        '<abbr title="Hội đồng nhân dân">HĐND</abbr>'
    )
    own = Abbreviation(0, 1, "x", '"><script>')
    assert "<script>" not in apply("x", [own]).to_html()
