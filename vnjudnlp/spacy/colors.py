"""Colours for displaCy; labels that spaCy knows keep spaCy's own."""

from __future__ import annotations

__all__ = ["DISPLACY_COLORS"]

DISPLACY_COLORS = {"AGENCY": "#9fd3a8", "TITLE": "#f6c177", "CASE": "#d7b9a5"}
