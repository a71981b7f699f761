"""Long forms written short, defined where they are first used."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp import abbreviate
from vnjudnlp.abbreviations import expand
from vnjudnlp.errors import InputError

_SHORTENED = [
    (
        "Thi hành án dân sự là việc khó. Công tác thi hành án dân sự cần tập trung.",
        "Thi hành án dân sự (THADS) là việc khó. Công tác THADS cần tập trung.",
    ),
    # once is not worth a definition
    ("Công tác thi hành án dân sự cần tập trung.", "Công tác thi hành án dân sự cần tập trung."),
    # the text's own definition is enough, and before it the long form stays
    (
        "Ban thi hành án dân sự (THADS) họp. Việc thi hành án dân sự tăng.",
        "Ban thi hành án dân sự (THADS) họp. Việc THADS tăng.",
    ),
    # the longest long form: not "Cục Quản lý THADS" out of "thi hành án"
    (
        "Tòa án nhân dân tối cao họp. Tòa án nhân dân tối cao kết luận.",
        "Tòa án nhân dân tối cao (TANDTC) họp. TANDTC kết luận.",
    ),
    ("BỘ LUẬT HÌNH SỰ; BỘ LUẬT HÌNH SỰ", "BỘ LUẬT HÌNH SỰ (BLHS); BLHS"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "short"), _SHORTENED)
def test_long_forms_are_shortened(text: str, short: str) -> None:
    assert abbreviate(text).text == short


def test_chosen_short_forms_alone() -> None:
    text = "Tòa án nhân dân huyện và thi hành án dân sự; Tòa án nhân dân tỉnh và thi hành án dân sự."
    assert abbreviate(text, ["TAND"]).text == (
        "Tòa án nhân dân (TAND) huyện và thi hành án dân sự; TAND tỉnh và thi hành án dân sự."
    )
    assert abbreviate(text, ["TAND"], define=False).text.startswith("TAND huyện")


def test_once_is_enough_if_wanted() -> None:
    assert abbreviate("Công tác thi hành án dân sự.", min_count=1).text == "Công tác thi hành án dân sự (THADS)."


def test_unknown_short_form_is_an_error() -> None:
    with pytest.raises(InputError, match="XQZW"):
        abbreviate("Tòa án nhân dân", ["TAND", "XQZW"])
    with pytest.raises(InputError, match="min_count"):
        abbreviate("Tòa án nhân dân", min_count=0)


def test_own_lexicon(tmp_path: Path) -> None:
    lexicon = tmp_path / "ours.tsv"
    lexicon.write_text("short\tlong\nTKK\ttổ kiểm kê\n", encoding="utf-8")
    text = "Tổ kiểm kê họp; tổ kiểm kê tan."
    assert abbreviate(text, lexicon=lexicon).text == "Tổ kiểm kê (TKK) họp; TKK tan."


def test_spans_are_mapped_both_ways() -> None:
    contraction = abbreviate(_SHORTENED[0][0])
    raw, new = contraction.raw, contraction.text
    second = raw.index("thi hành án dân sự")
    assert contraction.to_new(second, second + 18) == (new.rindex("THADS"), new.rindex("THADS") + 5)
    assert contraction.to_raw(new.rindex("THADS"), new.rindex("THADS") + 5) == (second, second + 18)


_WORDS = st.sampled_from(
    ["Thi hành án dân sự", "thi hành án dân sự", "tòa án nhân dân", "Ủy ban nhân dân", "(THADS)", "xã", ".", "và", "\n"]
)


@given(st.lists(_WORDS, max_size=20).map(" ".join))
def test_expanding_gives_the_words_back(text: str) -> None:
    contraction = abbreviate(text)
    for item in contraction.replacements:
        assert text[item.start : item.end] == item.long
        assert item.short in contraction.text[item.new_start : item.new_end]
        assert contraction.to_raw(*contraction.to_new(item.start, item.end)) == (item.start, item.end)


@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    contraction = abbreviate(text)
    for place in range(len(text)):
        start, end = contraction.to_new(place, place + 1)
        assert 0 <= start <= end <= len(contraction.text)


def test_round_trip_of_an_article() -> None:
    text = (
        "Hội đồng nhân dân tỉnh giao Ủy ban nhân dân tỉnh. Ủy ban nhân dân tỉnh báo cáo Hội đồng nhân dân tỉnh về "
        "trợ giúp pháp lý; Trung tâm Trợ giúp pháp lý thực hiện."
    )
    short = abbreviate(text).text
    assert short.count("UBND") == 2
    assert short.count("HĐND") == 2
    written = expand(short).text
    for definition in (" (UBND)", " (HĐND)", " (TGPL)"):
        written = written.replace(definition, "")
    assert written == text
