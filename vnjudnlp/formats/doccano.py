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
    if not isinstance(data, dict) or "entities" in data:
        return False
    labels = data.get("label", data.get("labels"))
    # names alone say which labels were annotated in a record of JSON Lines
    return isinstance(labels, list) and all(isinstance(item, list) for item in labels)
