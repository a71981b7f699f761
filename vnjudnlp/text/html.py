"""Text that goes into HTML."""

from __future__ import annotations

import re
from html import escape

__all__ = ["count_not_in_html", "html_data", "html_text"]

# matches a bell, ESC, half of a surrogate pair; does not match a tab, a line break, "a"
_NOT_IN_HTML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def html_text(text: str) -> str:
    """Escape text for HTML, between tags as in quoted attributes.

    Args:
        text: any text.

    Returns:
        the text with ``&``, ``<``, ``>``, quotation marks and carriage returns escaped; a character that HTML does not
        allow becomes U+FFFD.

    >>> html_text("<b> & '\\x07'")
    '&lt;b&gt; &amp; &#x27;\ufffd&#x27;'
    """
    # a carriage return that is not escaped is read as a line feed
    return escape(_NOT_IN_HTML.sub("\ufffd", text)).replace("\r", "&#13;")


def count_not_in_html(text: str) -> int:
    """Count the characters of a text that HTML does not allow.

    >>> count_not_in_html("a\\x07")
    1
    """
    return len(_NOT_IN_HTML.findall(text))


def html_data(json: str) -> str:
    """Escape JSON for a quoted attribute of HTML, so that nothing of it is lost.

    >>> html_data('{"a": "\x7f"}')
    '{&quot;a&quot;: &quot;\\\\u007f&quot;}'
    """
    return escape(_NOT_IN_HTML.sub(lambda match: f"\\u{ord(match[0]):04x}", json))
