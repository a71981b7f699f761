"""Letters without their diacritics, as hasty writers, old machines and scans leave them."""

from __future__ import annotations

import unicodedata

__all__ = ["strip_diacritics"]


def strip_diacritics(text: str) -> str:
    """Return text without tones and marks; ``đ`` becomes ``d``.

    >>> strip_diacritics("Đắk Lắk"), strip_diacritics("Thẩm phán")
    ('Dak Lak', 'Tham phan')
    """
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))
