"""Bodies by their full names."""

from vnjudnlp.agencies.stage import name_agencies

__all__ = ["name_agencies"]
