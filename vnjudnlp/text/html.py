"""Text that goes into HTML."""

from __future__ import annotations

import re
from html import escape

__all__ = ["html_text"]

# matches a bell, ESC, half of a surrogate pair; does not match a tab, a line break, "a"
_NOT_IN_HTML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def html_text(text: str) -> str:
    """Escape text for HTML, between tags as in quoted attributes.

    Args:
        text: any text.

    Returns:
        the text with ``&``, ``<``, ``>`` and quotation marks escaped; a character that HTML does not allow becomes
        U+FFFD.

    >>> html_text("<b> & '\\x07'")
    '&lt;b&gt; &amp; &#x27;\ufffd&#x27;'
    """
    return escape(_NOT_IN_HTML.sub("\ufffd", text))
