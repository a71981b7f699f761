"""The stage that gives each AGENCY span its full name."""

from __future__ import annotations

from vnjudnlp.batch import Batch

__all__ = ["name_agencies"]


def name_agencies(batch: Batch) -> None:
    """Set the ``norm`` of every AGENCY span of a batch to the body's full name.

    Args:
        batch: a tagged batch whose abbreviations have been looked for.
    """
    for span in batch.spans or ():
        if span.label == "AGENCY":
            span.norm = batch.surface(span.first, span.stop)
