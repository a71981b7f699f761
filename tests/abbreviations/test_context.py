"""What the context says of single tokens is what a plain walk over the columns finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.abbreviations.context import Context
from vnjudnlp.batch import Gap
from vnjudnlp.text.tokens import read_texts

TEXTS = st.lists(st.text(alphabet=st.sampled_from("TAND x\n\t|(-.\u0301\u200bĐ1"), max_size=60), min_size=1, max_size=3)


@given(TEXTS, st.integers(0, 6))
def test_lines_end_at_paragraphs_and_at_the_reach(texts: list[str], reach: int) -> None:
    context = Context(read_texts(texts))
    for token in range(context.count):
        first, stop = token, token + 1
        while first > 0 and token - first < reach and context.gap[first] < Gap.PARAGRAPH:
            first -= 1
        while stop < context.count and stop - token <= reach and context.gap[stop] < Gap.PARAGRAPH:
            stop += 1
        assert context.line(token, reach) == (first, stop)


@given(TEXTS)
def test_places_are_all_tokens_that_are_wanted(texts: list[str]) -> None:
    context = Context(read_texts(texts))
    wanted = [token for token, surface in enumerate(context.surface) if surface in ("x", "(", "-")]
    assert context.places({"x", "(", "-"}.__contains__).tolist() == wanted


@given(st.lists(st.text(max_size=60), min_size=1, max_size=3))
def test_the_surface_of_one_token_is_that_of_the_view(texts: list[str]) -> None:
    batch = read_texts(texts)
    tokens = batch.tokens
    for token in range(len(tokens)):
        start, end = int(tokens.view_start[token]), int(tokens.view_end[token])
        assert batch.surface(token, token + 1) == " ".join(batch.view[start:end].split())
