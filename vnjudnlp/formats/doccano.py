"""doccano JSON Lines: ``{"text": "…", "label": [[0, 9, "TITLE"]]}``."""

from __future__ import annotations

import json

__all__ = ["recognizes"]


def recognizes(head: bytes) -> bool:
    """Whether the first line is an object with a text and a list of labels, as doccano exports it."""
    try:
        data = json.loads(head.partition(b"\n")[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and "entities" not in data and isinstance(data.get("label", data.get("labels")), list)
