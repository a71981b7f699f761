"""Tables of n-grams: whole-number keys and the rows of weights that belong to them, held in arrays.

An n-gram of up to four forms is packed into one 64-bit key, 15 bits a form and two bits for its kind. Keys lie in an
open-addressing table with linear probing, so that all n-grams of a batch are looked up with a few array operations.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vnjudnlp.batch import IntArray

__all__ = ["FORM_BITS", "MOST_FORMS", "KeyTable", "pack", "shifted"]

FORM_BITS = 15
MOST_FORMS = 1 << FORM_BITS
"""How many forms a vocabulary can hold."""

_KIND_SHIFT = 4 * FORM_BITS
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_EMPTY = -1

RowArray = npt.NDArray[np.int32]


def pack(kind: int, *ids: IntArray) -> IntArray:
    """Pack n-grams into keys.

    Args:
        kind: a number below 4 that keeps n-grams of different kinds apart.
        *ids: one to four int64 arrays of one shape with the forms' numbers, each below :data:`MOST_FORMS`.

    Returns:
        int64, of the same shape: keys of zero and above.

    >>> pack(1, np.array([2]), np.array([3])) == (1 << 60) + (2 << 15) + 3
    array([ True])
    """
    keys = ids[0].astype(np.int64)
    for numbers in ids[1:]:
        keys = (keys << FORM_BITS) | numbers
    keys |= kind << _KIND_SHIFT
    return keys


def shifted(values: npt.NDArray[np.int64], distance: int) -> IntArray:
    """Return an array whose item ``i`` is item ``i + distance`` of the given one, 0 outside.

    >>> shifted(np.array([1, 2, 3]), 1).tolist(), shifted(np.array([1, 2, 3]), -1).tolist()
    ([2, 3, 0], [0, 1, 2])
    """
    result = np.zeros_like(values)
    if distance < 0:
        result[-distance:] = values[:distance]
    elif distance:
        result[:-distance] = values[distance:]
    else:
        result[:] = values
    return result


@dataclass(frozen=True, slots=True)
class KeyTable:
    """An open-addressing table from keys to row numbers.

    Attributes:
        keys: int64, shape ``(slots,)`` with a power of two as size: the key in each slot, -1 where it is empty.
        rows: int32, of the same shape: the row that belongs to the key.
    """

    keys: IntArray
    rows: RowArray

    @classmethod
    def build(cls, keys: IntArray, rows: RowArray, load: float = 0.45) -> KeyTable:
        """Make a table.

        Args:
            keys: int64, different from one another, zero and above.
            rows: int32, of the same shape, above zero.
            load: how full the table may be at most, between 0 and 1; what is not in a fuller table takes longer to
                miss.

        Returns:
            a table of the smallest size that is not fuller.
        """
        bits = max(4, int(np.ceil(np.log2(max(len(keys), 1) / load))))
        slot_keys = np.full(1 << bits, _EMPTY, dtype=np.int64)
        slot_rows = np.zeros(1 << bits, dtype=np.int32)
        pending = np.arange(len(keys))
        slots = _slots(keys, bits)
        taker = np.empty(1 << bits, dtype=np.int64)
        while len(pending):
            wanted = slots[pending]
            # of several that want one slot the last gets it
            taker[wanted] = pending
            placed = (taker[wanted] == pending) & (slot_keys[wanted] == _EMPTY)
            slot_keys[wanted[placed]] = keys[pending[placed]]
            slot_rows[wanted[placed]] = rows[pending[placed]]
            pending = pending[~placed]
            slots[pending] = (slots[pending] + 1) & ((1 << bits) - 1)
        return cls(slot_keys, slot_rows)

    def find(self, keys: IntArray) -> RowArray:
        """Look keys up.

        Args:
            keys: int64, shape ``(n,)``, zero and above.

        Returns:
            int32, shape ``(n,)``: the row of each key, 0 where the table does not have it.

        >>> table = KeyTable.build(np.array([5, 9]), np.array([1, 2], dtype=np.int32))
        >>> table.find(np.array([9, 7, 5])).tolist()
        [2, 0, 1]
        """
        size = len(self.keys)
        slots = _slots(keys, size.bit_length() - 1)
        found = self.keys[slots]
        result: RowArray = np.where(found == keys, self.rows[slots], np.int32(0))
        pending = np.flatnonzero((found != keys) & (found != _EMPTY))
        slots, keys = slots[pending], keys[pending]
        while len(pending):
            slots = (slots + 1) & (size - 1)
            found = self.keys[slots]
            hit = found == keys
            result[pending[hit]] = self.rows[slots[hit]]
            going_on = ~hit & (found != _EMPTY)
            pending, slots, keys = pending[going_on], slots[going_on], keys[going_on]
        return result


def _slots(keys: IntArray, bits: int) -> IntArray:
    """Return each key's first slot: the high bits of its product with the golden ratio."""
    hashed: npt.NDArray[np.uint64] = (keys.view(np.uint64) * _MULTIPLIER) >> np.uint64(64 - bits)
    return hashed.astype(np.int64)
