"""Tokens by their forms."""

from __future__ import annotations

from vnjudnlp.tagging.grammar.forms import Forms
from vnjudnlp.text.tokens import read_texts


def test_tokens_are_found_by_their_forms_in_order() -> None:
    batch = read_texts(["Tòa án, tòa", "ÁN phí tòa"])
    forms = Forms(batch.tokens)
    assert list(forms.number) == list(dict.fromkeys(batch.tokens.form))
    assert [list(forms.number)[number] for number in forms.of_token.tolist()] == batch.tokens.form
    assert forms.tokens_of({"tòa", "phí", "ngày"}).tolist() == [0, 3, 5, 6]
    assert forms.tokens_of({"án": 1}.keys()).tolist() == [1, 4]
    assert forms.tokens_of(set()).tolist() == []
    assert Forms(read_texts([""]).tokens).tokens_of({"tòa"}).tolist() == []
