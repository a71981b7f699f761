"""The different lower-case forms of a batch, so that a rule looks at each form once and not at each token."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import numpy as np
import numpy.typing as npt

from vnjudnlp.batch import IntArray, Tokens

__all__ = ["Forms"]


class Forms:
    """The different lower-case forms of the tokens of a batch.

    Args:
        tokens: the tokens.

    Attributes:
        number: the number of each form; the forms are in the order of their numbers.
        of_token: int32, the number of each token's form.
    """

    __slots__ = ("number", "of_token")

    def __init__(self, tokens: Tokens) -> None:
        self.number: dict[str, int] = {}
        number = self.number
        of_type = [number.setdefault(token.form, len(number)) for token in tokens.types]
        self.of_token: npt.NDArray[np.int32] = np.array(of_type, dtype=np.int32)[tokens.type]

    def tokens_of(self, forms: AbstractSet[str]) -> IntArray:
        """Return the indices of the tokens with one of some forms, in order.

        Args:
            forms: forms, as a set or the keys of a dictionary.
        """
        return self.tokens_with([self.number[form] for form in self.number.keys() & forms])

    def tokens_with(self, numbers: list[int]) -> IntArray:
        """Return the indices of the tokens whose form has one of some numbers, in order."""
        if not numbers:
            return np.zeros(0, dtype=np.int64)
        chosen = np.zeros(len(self.number), dtype=np.bool_)
        chosen[numbers] = True
        return chosen[self.of_token].nonzero()[0]
