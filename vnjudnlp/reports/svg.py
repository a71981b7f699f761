"""A drawn plot as a part of a page: no ids that could be there twice, the page's colours, a name for screen readers."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

from vnjudnlp.reports.drawing import draw
from vnjudnlp.reports.palette import CSS
from vnjudnlp.reports.plots import Plot

__all__ = ["inline_svg"]

# matches "{http://www.w3.org/2000/svg}" before "path"
_NAMESPACE = re.compile(r"\{[^}]*\}")
# matches "#1d2228"
_COLOR = re.compile(r"#[0-9a-f]{6}\b")
# matches "url(#p1)" and "#p1"
_REFERENCE = re.compile(r"(?<=url\(#)[^)]+|(?<=^#).+")
_LEFT_OUT = frozenset({"metadata", "style", "title"})
_STYLED = frozenset({"style", "fill", "stroke"})


def inline_svg(plot: Plot) -> str:
    """Draw a plot as SVG that stands inside a page.

    Args:
        plot: what to draw.

    Returns:
        one ``svg`` element, with its text as text.

    Raises:
        InputError: matplotlib is not installed.
    """
    # what matplotlib has written holds no entities
    root = ElementTree.fromstring(draw(plot, "svg", text_as_text=True))
    prefix = f"{plot.name}-"
    used = {
        found for element in root.iter() for value in element.attrib.values() for found in _REFERENCE.findall(value)
    }
    _clean(root, prefix, used)
    root.attrib = {"viewBox": root.get("viewBox", ""), "role": "img", "aria-label": plot.description}
    return ElementTree.tostring(root, encoding="unicode")


def _clean(element: ElementTree.Element, prefix: str, used: set[str]) -> None:
    element.tag = _NAMESPACE.sub("", element.tag)
    attributes = {}
    for name, value in element.attrib.items():
        name = _NAMESPACE.sub("", name)
        if name == "id":
            if value not in used:
                continue
            value = prefix + value
        elif name in _STYLED:
            value = _COLOR.sub(lambda match: CSS.get(match[0], match[0]), value)
        attributes[name] = _REFERENCE.sub(lambda match: prefix + match[0], value)
    element.attrib = attributes
    for child in list(element):
        if _NAMESPACE.sub("", child.tag) in _LEFT_OUT:
            element.remove(child)
        else:
            _clean(child, prefix, used)
