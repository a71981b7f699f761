"""Colours of the plots: fixed ones on paper, the page's own in the page, so that it can be light or dark.

The steps of a heat map are one hue from light to dark (in the dark, from dark to light), so that they can be told apart
without seeing colours; labels are always written beside their colour.
"""

from __future__ import annotations

import colorsys

from vnjudnlp.formats.html_style import HUES

__all__ = ["CSS", "HEAT", "INK", "LINE", "PAPER", "PLAIN", "QUIET", "STYLE", "label_color"]


def _hex(hue: int, saturation: int, lightness: int) -> str:
    parts = colorsys.hls_to_rgb(hue / 360, lightness / 100, saturation / 100)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


INK, QUIET, LINE, PAPER = "#1d2228", "#626b75", "#dcdfe3", "#ffffff"
PLAIN = _hex(HUES["OTHER"], 65, 31)
"""The colour of bars that stand for no label."""

_BLUE = HUES["PERSON"]
# saturation and lightness of each step; between the third and the fourth the numbers on them change their colour
_LIGHT = ((70, 92), (65, 82), (60, 71), (58, 48), (65, 39), (75, 28))
_DARK = ((45, 18), (48, 25), (50, 33), (55, 62), (65, 71), (80, 82))

HEAT = tuple(_hex(_BLUE, *step) for step in _LIGHT)
"""The steps of a heat map, the least first."""


def label_color(label: str) -> str:
    """Return the colour of a label.

    >>> label_color("PERSON") != label_color("TITLE"), label_color("mine") == PLAIN
    (True, True)
    """
    return _LABELS.get(label, PLAIN)


_LABELS = {label: _hex(hue, 65, 31) for label, hue in HUES.items()}

CSS = {
    INK: "var(--ink)",
    QUIET: "var(--quiet)",
    LINE: "var(--line)",
    PAPER: "var(--paper)",
    **{color: f"hsl({HUES[label]} var(--edge-s) var(--edge-l))" for label, color in _LABELS.items()},
    **{color: f"var(--heat-{step})" for step, color in enumerate(HEAT)},
}
"""What the page writes for each colour."""


def _steps(steps: tuple[tuple[int, int], ...]) -> str:
    return " ".join(
        f"--heat-{number}: hsl({_BLUE} {saturation}% {lightness}%);"
        for number, (saturation, lightness) in enumerate(steps)
    )


STYLE = (
    f":root {{ {_steps(_LIGHT)} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {_steps(_DARK)} }} }}\n"
    # paper is white
    "@media print { :root { --paper: #fff; --ink: #1d2228; --quiet: #626b75; --line: #dcdfe3; --raised: #fff;"
    f" --back-l: 90%; --back-s: 75%; --edge-l: 31%; --edge-s: 65%; {_steps(_LIGHT)} }} }}\n"
)
"""Their values in light, in the dark and in print."""
