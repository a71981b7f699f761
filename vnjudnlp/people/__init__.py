"""People and offices of documents, and the facts of the headers of judgments."""

from vnjudnlp.people.stage import find_facts

__all__ = ["find_facts"]
