"""Full names of bodies, in documents composed for these tests; what stands in [square brackets] is a mention."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnjudnlp.abbreviations import find_abbreviations
from vnjudnlp.agencies import name_agencies
from vnjudnlp.batch import Batch, Span
from vnjudnlp.text.tokens import read_texts

# matches "[Cục|AGENCY]" and "[Cục]"; does not match "Cục"
_MENTION = re.compile(r"\[([^\]|]+)(?:\|([A-Z]+))?\]")


def tagged(*documents: str) -> Batch:
    """Make a batch of documents whose mentions stand in brackets, ``[...|LABEL]``, AGENCY where no label is given."""
    texts, offsets = [], []
    for marked in documents:
        text, position, found = "", 0, []
        for match in _MENTION.finditer(marked):
            text += marked[position : match.start()]
            found.append((len(text), len(text) + len(match[1]), match[2] or "AGENCY"))
            text += match[1]
            position = match.end()
        texts.append(text + marked[position:])
        offsets.append(found)
    batch = read_texts(texts)
    tokens, spans = batch.tokens, []
    for document, found in enumerate(offsets):
        first, stop = int(batch.document_first[document]), int(batch.document_first[document + 1])
        starts, ends = tokens.start[first:stop].tolist(), tokens.end[first:stop].tolist()
        for start, end, label in found:
            spans.append(Span(first + bisect_right(ends, start), first + bisect_left(starts, end), label, "test"))
    batch.spans = spans
    batch.abbreviations = find_abbreviations(batch)
    return batch


def norms(*documents: str) -> list[str | None]:
    batch = tagged(*documents)
    name_agencies(batch)
    return [span.norm for span in batch.spans or [] if span.label == "AGENCY"]


# the last mention of each document is the one that is asked for
CASES = [
    # written out
    ("Ông gửi đơn đến [VKSND huyện Hoằng Sa].", "Viện kiểm sát nhân dân huyện Hoằng Sa"),
    ("Đơn do [TANDTC] thụ lý.", "Tòa án nhân dân tối cao"),
    ("Đại diện [UBND TP. Vũng Tàu] có mặt.", "Ủy ban nhân dân thành phố Vũng Tàu"),
    ("Đại diện [UBND TP Vũng Tàu] có mặt.", "Ủy ban nhân dân thành phố Vũng Tàu"),
    ("Đại diện [UBND TX Ba Đồn] có mặt.", "Ủy ban nhân dân thị xã Ba Đồn"),
    ("Bản sao gửi [VKSNDTP Cần Thơ].", "Viện kiểm sát nhân dân thành phố Cần Thơ"),
    ("Án do [TAND TP.HCM] xử.", "Tòa án nhân dân Thành phố Hồ Chí Minh"),
    ("Án do [TAND cấp cao tại Đà Nẵng] xử.", "Tòa án nhân dân cấp cao tại Đà Nẵng"),
    ("Theo [CA huyện Mộc Châu], đối tượng đã bỏ trốn.", "Công an huyện Mộc Châu"),
    ("Tại phiên tòa, [HĐXX] nghị án.", "Hội đồng xét xử"),
    ("Cán bộ [Cục Thi hành án dân sự (THADS) tỉnh Lai Châu] có mặt.", "Cục Thi hành án dân sự tỉnh Lai Châu"),
    ("Báo cáo [TT Tỉnh ủy Hà Nam].", "Thường trực Tỉnh ủy Hà Nam"),
    ("Đại diện [ĐSQ Hàn Quốc] đến dự.", "Đại sứ quán Hàn Quốc"),
    # case and spelling
    ("[TOÀ ÁN NHÂN DÂN\nHUYỆN ĐĂK GLEI\nTỈNH KON TUM]\n", "Tòa án nhân dân huyện Đăk Glei, tỉnh Kon Tum"),
    ("[TÒA ÁN NHÂN DÂN\nHUYỆN LẮK - TỈNH ĐẮK LẮK]\n", "Tòa án nhân dân huyện Lắk, tỉnh Đắk Lắk"),
    ("[UỶ BAN  NHÂN  DÂN\nTỈNH  LAI  CHÂU]\n", "Ủy ban nhân dân tỉnh Lai Châu"),
    ("[BỘ TƯ PHÁP]\n", "Bộ Tư pháp"),
    ("[TỔNG CỤC THI HÀNH ÁN DÂN SỰ]\n", "Tổng cục Thi hành án dân sự"),
    ("[CHI CỤC THADS QUẬN Ô MÔN]\n", "Chi cục Thi hành án dân sự quận Ô Môn"),
    ("[CÔNG AN HUYỆN CƯ M'GAR]\n", "Công an huyện Cư M'gar"),
    ("[SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG TỈNH HÀ NAM]\n", "Sở Tài nguyên và Môi trường tỉnh Hà Nam"),
    ("[TÒA ÁN NHÂN DÂN HUYỆN BA TƠ]\n", "Tòa án nhân dân huyện Ba Tơ"),
    ("Tại [Viện Kiểm sát nhân dân tối cao] sáng nay.", "Viện kiểm sát nhân dân tối cao"),
    ("Ông Nam công tác tại [Toà án\n  nhân dân huyện Kim Sơn].", "Tòa án nhân dân huyện Kim Sơn"),
    ("Nhân viên [Bảo hiểm xã hội huyện Kim Sơn] xác nhận.", "Bảo hiểm xã hội huyện Kim Sơn"),
    ("Theo [Cục Hộ tịch, quốc tịch, chứng thực], hồ sơ đủ.", "Cục Hộ tịch, quốc tịch, chứng thực"),
    # the level of a bare place
    ("Đoàn của [Cục THADS Hà Nam] đến dự.", "Cục Thi hành án dân sự tỉnh Hà Nam"),
    ("Đoàn của [Sở Tư pháp Hải Phòng] đến dự.", "Sở Tư pháp thành phố Hải Phòng"),
    ("Đoàn của [Tỉnh ủy Hà Nam] đến dự.", "Tỉnh ủy Hà Nam"),
    ("Đoàn của [Thành ủy Vinh] đến dự.", "Thành ủy Vinh"),
    ("[Toà án huyện Mai Châu] đã xử.", "Tòa án nhân dân huyện Mai Châu"),
    ("[Ủy ban xã Nà Phặc] xác nhận.", "Ủy ban nhân dân xã Nà Phặc"),
    ("[Thi hành án huyện Mai Châu] đã kê biên.", "Thi hành án dân sự huyện Mai Châu"),
    ("Sáng nay [tòa án Seoul] đã tuyên.", "Tòa án Seoul"),
    # a bare level
    ("[Cục THADS tỉnh Hà Nam] họp. Sau đó [UBND tỉnh] góp ý.", "Ủy ban nhân dân tỉnh Hà Nam"),
    ("Tại [huyện Mai Châu|LOC], [Công an huyện] vào cuộc.", "Công an huyện Mai Châu"),
    ("Ở [xã Nà Phặc|LOC] và [xã Vân Tùng|LOC], [UBND xã] xác nhận.", "Ủy ban nhân dân xã Vân Tùng"),
    ("[TAND huyện Mai Châu] xử, có mặt [VKSND tỉnh].", "Viện kiểm sát nhân dân tỉnh Hòa Bình"),
    ("[TAND thành phố Pleiku] xử. [Công an TP] dẫn giải.", "Công an thành phố Pleiku"),
    ("[Hà Nam|LOC]: Tuyên dương\nĐại diện [Tỉnh ủy] có mặt.", "Tỉnh ủy Hà Nam"),
    ("[Hà Nam|LOC]: Tuyên dương\nĐại diện [Ban Thường vụ Tỉnh ủy] dự.", "Ban Thường vụ Tỉnh ủy Hà Nam"),
    ("[UBND huyện Mai Châu] họp với [Huyện ủy].", "Huyện ủy Mai Châu"),
    ("[UBND huyện Mai Châu] họp với [Huyện đoàn].", "Huyện đoàn Mai Châu"),
    ("[UBND huyện Mai Châu] họp với [Hội LHPN huyện].", "Hội Liên hiệp Phụ nữ huyện Mai Châu"),
    ("Vụ án ở [tỉnh Hà Nam|LOC] do [Cơ quan CSĐT Công an tỉnh] điều tra.",
     "Cơ quan Cảnh sát điều tra Công an tỉnh Hà Nam"),
    # no level at all
    ("[UBND tỉnh Hà Nam] giao [Sở Tư pháp] tham mưu.", "Sở Tư pháp tỉnh Hà Nam"),
    ("[UBND tỉnh Hà Nam] mời [Đoàn ĐBQH] dự.", "Đoàn đại biểu Quốc hội tỉnh Hà Nam"),
    ("[UBND HUYỆN MAI CHÂU]\n[PHÒNG TƯ PHÁP]\n", "Phòng Tư pháp huyện Mai Châu"),
    ("[HỘI ĐỒNG NHÂN DÂN TỈNH HÀ NAM]\n[BAN PHÁP CHẾ]\n", "Ban Pháp chế Hội đồng nhân dân tỉnh Hà Nam"),
    ("[SỞ TƯ PHÁP TỈNH HÀ NAM]\n[TRUNG TÂM TRỢ GIÚP PHÁP LÝ NHÀ NƯỚC]\n",
     "Trung tâm Trợ giúp pháp lý nhà nước tỉnh Hà Nam"),
    ("[SỞ TƯ PHÁP TỈNH HÀ NAM]\n[TRUNG TÂM DỊCH VỤ ĐẤU GIÁ TÀI SẢN]\n",
     "Trung tâm Dịch vụ đấu giá tài sản tỉnh Hà Nam"),
    ("[Bộ Tư pháp] họp. [Bộ Tư pháp] và [Bộ Công an] ký kết; [Bộ] giao việc.", "Bộ Tư pháp"),
    ("[VKSND TỈNH HÀ NAM]\n[VKSND KHU VỰC 3]\n", "Viện kiểm sát nhân dân khu vực 3 - Hà Nam"),
    # short references
    ("[Cục THADS tỉnh Hà Nam] họp. [Cục] đề nghị giao sớm.", "Cục Thi hành án dân sự tỉnh Hà Nam"),
    ("[Cục THADS tỉnh Hà Nam] họp. [Cục THADS] đề nghị giao sớm.", "Cục Thi hành án dân sự tỉnh Hà Nam"),
    ("[Chi cục THADS huyện Mai Châu] họp. [Chi cục] đề nghị giao sớm.", "Chi cục Thi hành án dân sự huyện Mai Châu"),
    ("[Cục THADS tỉnh Bến Tre] họp. [Chi cục Ba Tri] xếp cuối.", "Chi cục Thi hành án dân sự huyện Ba Tri"),
    ("[Cục THADS tỉnh Bến Tre] họp, xin ý kiến [Tổng cục].", "Tổng cục Thi hành án dân sự"),
    ("[Bộ Tư pháp] họp. Tham dự có [Văn phòng Bộ].", "Văn phòng Bộ Tư pháp"),
    ("[Sở Tư pháp tỉnh Hà Nam] họp. Có mặt [Thanh tra Sở].", "Thanh tra Sở Tư pháp tỉnh Hà Nam"),
    ("[TÒA ÁN NHÂN DÂN\nHUYỆN MAI CHÂU]\nBản án\nXét thấy [Tòa án] đã triệu tập.", "Tòa án nhân dân huyện Mai Châu"),
    ("[VKSND huyện Mai Châu] truy tố. [Viện kiểm sát] giữ quan điểm.", "Viện kiểm sát nhân dân huyện Mai Châu"),
    ("[TÒA ÁN NHÂN DÂN\nHUYỆN MAI CHÂU]\nBản án\nXét thấy [Viện kiểm sát] giữ quan điểm.",
     "Viện kiểm sát nhân dân huyện Mai Châu"),
    ("[TÒA ÁN NHÂN DÂN TỈNH HÀ NAM]\nBản án\nTheo án của [TAND huyện Kim Bảng], [Tòa án cấp sơ thẩm] đã bác.",
     "Tòa án nhân dân huyện Kim Bảng"),
    # a list with one level for all
    ("[Tỉnh ủy Hà Nam] họp. Nhờ [Ủy ban nhân dân], [Hội đồng nhân dân] và [Công an tỉnh].", "Công an tỉnh Hà Nam"),
    # the letterhead outweighs what is nearer
    ("[TÒA ÁN NHÂN DÂN HUYỆN MAI CHÂU]\nBản án\nÁn của [TAND huyện Kim Bảng], [TAND huyện Kim Bảng],"
     " [TAND huyện Kim Bảng], [TAND huyện Kim Bảng]. [Tòa án] xét thấy",
     "Tòa án nhân dân huyện Mai Châu"),
    ("[UBND HUYỆN MAI CHÂU]\nÔng trú tại [huyện Kim Bảng|LOC], [huyện Kim Bảng|LOC]. Báo [Công an huyện].",
     "Công an huyện Mai Châu"),
    # general statements stay as they are
    ("[UBND tỉnh Hà Nam] họp. Chủ tịch [Ủy ban nhân dân] phải đối thoại.", "Ủy ban nhân dân"),
    ("[UBND huyện Mai Châu] họp với các [UBND xã].", "Ủy ban nhân dân xã"),
    ("[Chi cục THADS huyện Mai Châu] dẫn đầu 06 [Chi cục THADS].", "Chi cục Thi hành án dân sự"),
    ("[Cục THADS tỉnh Hà Nam] họp với [TAND] các huyện.", "Tòa án nhân dân"),
    ("[Chi cục THADS huyện Mai Châu] họp với [Chi cục THADS] các huyện khác.", "Chi cục Thi hành án dân sự"),
    ("[Chi cục THADS huyện Mai Châu] họp với [Chi cục THADS] 10 huyện khác.", "Chi cục Thi hành án dân sự"),
    ("Toàn ngành có 07 [TAND cấp huyện].", "Tòa án nhân dân cấp huyện"),
    ("[UBND tỉnh] họp.", "Ủy ban nhân dân tỉnh"),
    # a unit with a full name of its own is not given its parent
    ("[Công an tỉnh Hà Nam] họp. [Phòng Cảnh sát hình sự] báo cáo.", "Phòng Cảnh sát hình sự"),
    ("[Bộ Tư pháp] họp. [Vụ Tổ chức cán bộ] báo cáo.", "Vụ Tổ chức cán bộ"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "expected"), CASES, ids=lambda value: value[-40:])
def test_last_mention(document: str, expected: str) -> None:
    assert norms(document)[-1] == expected


def test_level_at_the_end_of_a_list_holds_for_all() -> None:
    found = norms("Tại [tỉnh Hà Nam|LOC] có [Công an], [VKSND], [TAND tỉnh] và đông đảo người dân.")
    assert found == ["Công an tỉnh Hà Nam", "Viện kiểm sát nhân dân tỉnh Hà Nam", "Tòa án nhân dân tỉnh Hà Nam"]


def test_party_committee_belongs_to_the_body_that_its_secretary_leads() -> None:
    document = (
        "Ông là Bí thư [Đảng ủy], [Cục trưởng|TITLE] [Cục THADS tỉnh Hà Nam]; hôm qua ông thăm [TAND tỉnh Hà Nam]."
    )
    assert norms(document)[0] == "Đảng ủy Cục Thi hành án dân sự tỉnh Hà Nam"


def test_documents_are_independent() -> None:
    first, second = "[Cục THADS tỉnh Hà Nam] họp. [Cục] kết luận.", "Hôm nay [Cục] họp với [UBND tỉnh]."
    assert norms(first, second) == norms(first) + norms(second)
    assert norms(second) == ["Cục", "Ủy ban nhân dân tỉnh"]


def test_without_spans_or_abbreviations() -> None:
    batch = read_texts(["Không có gì.", ""])
    name_agencies(batch)
    batch.spans = []
    name_agencies(batch)
    marked = tagged("[UBND tỉnh Hà Nam] họp.")
    marked.abbreviations = None
    name_agencies(marked)
    assert [span.norm for span in marked.spans or []] == ["Ủy ban nhân dân tỉnh Hà Nam"]


def test_naming_twice_changes_nothing() -> None:
    batch = tagged("[UBND TỈNH HÀ NAM]\n[SỞ TƯ PHÁP]\nBáo cáo của [Sở] gửi [Tỉnh ủy], [VP UBND tỉnh].")
    name_agencies(batch)
    once = [span.norm for span in batch.spans or []]
    name_agencies(batch)
    assert [span.norm for span in batch.spans or []] == once


def test_long_document_takes_time_in_proportion() -> None:
    line = "[Cục THADS tỉnh Hà Nam], [UBND tỉnh], [Sở Tư pháp], [Công an huyện] họp ở [huyện Mỹ|LOC]. [Cục] xong.\n"
    short, long = tagged(line * 100), tagged(line * 1000)
    name_agencies(short)
    assert calls_of(long) < 60 * calls_of(short)


def calls_of(batch: Batch) -> int:
    """Count the calls of functions while agencies are named: unlike seconds they do not depend on the machine."""
    count = 0

    def on_event(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(on_event)
    try:
        name_agencies(batch)
    finally:
        sys.setprofile(before)
    return count


_PIECES = st.sampled_from(
    ["UBND", "TP.", "TP", "tỉnh", "TỈNH", "huyện", "Cục", "THADS", "Hà Nam", "(", ")", "(THADS)", ",", "-", "–", "\n",
     " ", "cấp", "Tòa án", "Viện", "khu vực", "7", "12/4", "các", "Tỉnh ủy", "Thành ủy", "Đảng ủy",
     "Văn phòng", "Bộ", "của",
     "TOÀ ÁN NHÂN DÂN", "PC03", "TT.", "TT", "H.", "\u200b", "e\u0302\u0300", "M'GAR", "/", "\"", "sơ thẩm", "TP.HCM"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    pieces=st.lists(_PIECES, min_size=1, max_size=25), cuts=st.lists(st.integers(0, 30), max_size=12), data=st.data()
)
def test_never_an_exception(pieces: list[str], cuts: list[int], data: st.DataObject) -> None:
    batch = read_texts([" ".join(pieces), "".join(pieces)])
    spans: list[Span] = []
    for document in (0, 1):
        first, stop = int(batch.document_first[document]), int(batch.document_first[document + 1])
        edges = sorted({min(first + cut, stop) for cut in cuts} | {first, stop})
        labels = data.draw(st.lists(st.sampled_from(["AGENCY", "AGENCY", "LOC", "TITLE"]), min_size=40, max_size=40))
        spans += [Span(a, b, label, "test") for a, b, label in zip(edges, edges[1:], labels, strict=False) if a < b]
    batch.spans = spans
    batch.abbreviations = find_abbreviations(batch)
    name_agencies(batch)
    for span in spans:
        assert (span.norm is None) == (span.label != "AGENCY")
        assert span.norm is None or span.norm == " ".join(span.norm.split())


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_as_one_mention(text: str) -> None:
    batch = read_texts([text])
    count = len(batch.tokens)
    batch.spans = [Span(0, count, "AGENCY", "test")] if count else []
    batch.abbreviations = find_abbreviations(batch)
    name_agencies(batch)
