"""What holds for any text at all."""

from __future__ import annotations

import unicodedata

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.batch import Batch, Gap
from vnjudnlp.text.tokens import read_texts
from vnjudnlp.text.view import normalize

# what Vietnamese text is made of and what makes trouble, so that it meets more often than in random Unicode
PARTS = st.sampled_from(
    [
        *"aêệơưđĐAÀB1290.,;:-–/\\&'’\"“”()[]%…*•",
        *" \n\t\r\u00a0\u2028\u3000",
        *"\u0300\u0301\u0302\u0306\u0309\u031b\u0323\u0338\u0344",
        *"\u200b\u00ad\ufeff\u200d\u034f\u2060",
        *"\x00\x1c\x7f\ud800\udfff🙂\u1100\u1161\u11a8\u0958ﬁİß²½",
        *(
            "hoà",
            "uỷ",
            "hùynh",
            "trư-\n",
            "ởng",
            "12/4/2022",
            "62/2015/NĐ-CP",
            "TP.",
            "KH&ĐT",
            "T.T.H.",
            "https://a.vn/",
        ),
        *("ngày ", " năm ", "tòa án\n", "Điều 6. ", "\r\n", "\n\n"),
    ]
)
MADE_OF_PARTS = st.lists(PARTS, max_size=40).map("".join)
ANY_TEXT = st.one_of(MADE_OF_PARTS, st.text(st.characters(exclude_categories=[]), max_size=60))


@given(ANY_TEXT)
def test_the_map_covers_the_raw_text_in_order(raw: str) -> None:
    view = normalize(raw)
    assert len(view.text) == len(view.start) == len(view.end)
    covered = np.zeros(len(raw), dtype=bool)
    for start, end in zip(view.start, view.end, strict=True):
        assert 0 <= start < end <= len(raw)
        covered[start:end] = True
    assert covered.all()
    apart = view.end[:-1] <= view.start[1:]
    same = (view.start[:-1] == view.start[1:]) & (view.end[:-1] == view.end[1:])
    assert (apart | same).all()


@given(ANY_TEXT)
def test_the_view_of_a_view_is_the_view(raw: str) -> None:
    view = normalize(raw).text
    assert normalize(view).text == view


LOOKALIKES = str.maketrans("ÐƉðɖƢƣ", "ĐĐđđƯư")


@given(ANY_TEXT)
def test_nothing_visible_is_lost_or_invented(raw: str) -> None:
    def skeleton(text: str) -> str:
        """Keep letters, without marks, and digits."""
        decomposed = unicodedata.normalize("NFD", text.translate(LOOKALIKES))
        return "".join(character for character in decomposed if character.isalnum())

    assert skeleton(normalize(raw).text) == skeleton(raw)


@given(ANY_TEXT)
def test_tokens_cover_every_character_that_is_not_white_space(raw: str) -> None:
    batch = read_texts([raw])
    check_tokens(batch)
    tokens = batch.tokens
    covered = np.zeros(len(raw), dtype=bool)
    for start, end in zip(tokens.start, tokens.end, strict=True):
        covered[start:end] = True
    assert all(covered[index] or character.isspace() for index, character in enumerate(raw))


@given(st.lists(ANY_TEXT, max_size=5))
def test_texts_are_read_together_as_alone(texts: list[str]) -> None:
    batch = read_texts(texts)
    check_tokens(batch)
    assert batch.view.count("\x00") == len(texts)
    for document, text in enumerate(texts):
        alone = read_texts([text])
        first, stop = batch.document_first[document : document + 2].tolist()
        assert batch.tokens.surface[first:stop] == alone.tokens.surface
        for column in ("start", "end", "kind", "shape", "gap", "capitals"):
            assert getattr(batch.tokens, column)[first:stop].tolist() == getattr(alone.tokens, column).tolist()
        sentences = batch.sentence_first[(batch.sentence_first >= first) & (batch.sentence_first < stop)] - first
        assert sentences.tolist() == alone.sentence_first.tolist()


def check_tokens(batch: Batch) -> None:
    """Check what every batch promises."""
    tokens = batch.tokens
    assert len(tokens) == len(tokens.start) == len(tokens.surface) == len(tokens.form)
    assert (tokens.start < tokens.end).all()
    same_document = tokens.document[:-1] == tokens.document[1:]
    assert (tokens.document[:-1] <= tokens.document[1:]).all()
    assert (tokens.end[:-1] <= tokens.start[1:])[same_document].all()
    assert (tokens.view_end[:-1] <= tokens.view_start[1:]).all()
    glued = tokens.view_end[:-1] == tokens.view_start[1:]
    assert ((tokens.gap[1:] == Gap.GLUED) == glued).all()
    assert ((tokens.gap[1:] == Gap.DOCUMENT) == ~same_document).all()
    assert len(batch.view) == len(batch.view_folded)
    alone = [normalize(text) for text in batch.texts]
    assert batch.view == "".join(f"{view.text}\x00" for view in alone)
    view_first = np.cumsum([0, *(len(view.text) + 1 for view in alone)])
    for index in range(len(tokens)):
        view = slice(int(tokens.view_start[index]), int(tokens.view_end[index]))
        assert batch.view[view] == tokens.surface[index]
        assert batch.view_folded[view] == tokens.form[index]
        assert not any(map(str.isspace, tokens.surface[index]))
        document = tokens.document[index]
        own = slice(view.start - view_first[document], view.stop - view_first[document])
        assert alone[document].start[own][0] == tokens.start[index]
        assert alone[document].end[own][-1] == tokens.end[index]
    assert set(np.flatnonzero(tokens.gap >= Gap.PARAGRAPH)) <= set(batch.sentence_first)
    assert (np.diff(batch.sentence_first) > 0).all()


SYLLABLES = st.lists(
    st.sampled_from(
        [
            "hoà",
            "uỷ",
            "Toà",
            "án",
            "trưởng",
            "quyền",
            "Đắk",
            "nghiêng",
            "ngày 12/4",
            "TP.",
            "\n",
            "trư-\nởng",
            "H'Hen",
            ".",
        ]
    ),
    max_size=20,
).map(" ".join)


@given(SYLLABLES)
def test_forms_do_not_depend_on_the_unicode_form(text: str) -> None:
    composed = read_texts([unicodedata.normalize("NFC", text)])
    decomposed = read_texts([unicodedata.normalize("NFD", text)])
    assert composed.tokens.surface == decomposed.tokens.surface
    assert composed.sentence_first.tolist() == decomposed.sentence_first.tolist()
    assert composed.view == decomposed.view
