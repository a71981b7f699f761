"""What a corpus holds, in figures: tables, plots, and a page with both.

>>> from vnjudnlp.records import Entity, Record
>>> from vnjudnlp.reports import count_corpus
>>> found = count_corpus([Record("a", "Ông Lê A", entities=[Entity(4, 8, "PERSON", "Lê A")])])
>>> found["corpus"]["entities"], found["names"]["PERSON"]["top"][0]["name"]
(1, 'Lê A')
"""

from vnjudnlp.reports.counting import count_corpus

__all__ = ["count_corpus"]
