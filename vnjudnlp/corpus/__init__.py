"""Annotated documents: reading, checking, counting and changing them."""

from vnjudnlp.corpus.faults import Fault
from vnjudnlp.corpus.labels import annotated_labels
from vnjudnlp.corpus.reading import read_records
from vnjudnlp.corpus.slices import to_capitals, to_nfd, with_scan_noise, without_diacritics

__all__ = [
    "Fault",
    "annotated_labels",
    "read_records",
    "to_capitals",
    "to_nfd",
    "with_scan_noise",
    "without_diacritics",
]
