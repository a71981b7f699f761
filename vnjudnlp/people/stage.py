"""The stage: people, offices and the facts of the header of each document of a batch."""

from __future__ import annotations

from vnjudnlp.batch import Batch
from vnjudnlp.people.cases import read_case
from vnjudnlp.people.facts import DocumentFacts, Person
from vnjudnlp.people.holders import find_holdings
from vnjudnlp.people.identity import Mention, find_people
from vnjudnlp.people.lexicon import lexicon
from vnjudnlp.people.merging import offices_of, people_of
from vnjudnlp.people.names import parse_name
from vnjudnlp.people.rows import Document, documents

__all__ = ["find_facts"]


def find_facts(batch: Batch) -> list[DocumentFacts]:
    """Find people, offices and the facts of the header.

    Args:
        batch: a tagged batch whose dates are valued and whose agencies are named.

    Returns:
        the facts of each document, in order.
    """
    dates = batch.found_dates or batch.doc_dates
    result: list[DocumentFacts] = []
    for document in documents(batch):
        date = dates[document.index]
        reading = find_holdings(document)
        titles: dict[int, list[int]] = {person: list(rows) for person, rows in reading.ranks.items()}
        for holding in reading.holdings:
            titles.setdefault(holding.person, []).append(holding.title)
        mentions = _mentions(document, titles)
        clusters = find_people(mentions)
        people = people_of(document, mentions, clusters, titles)
        by_row: dict[int, Person] = {
            mentions[index].row: person
            for cluster, person in zip(clusters, people, strict=True)
            for index in cluster.mentions
        }
        abbreviations = batch.abbreviations[document.index] if batch.abbreviations else []
        offices = offices_of(document, reading.holdings, by_row, abbreviations, date.isoformat() if date else None)
        case = read_case(reading, by_row)
        result.append({"people": people, "offices": offices, "case": case})
    return result


def _mentions(document: Document, titles: dict[int, list[int]]) -> list[Mention]:
    """Return the mentions of a document with what stands around them."""
    if not document.has_people:
        return []
    rows, view, sexes = document.rows, document.view, lexicon().sexes
    result: list[Mention] = []
    paragraph = 0
    for number, row in enumerate(rows):
        paragraph += row.gap.count("\n")
        if row.label != "PERSON":
            continue
        words = view[max(row.start - 24, 0) : row.start].lower().split()
        sex = sexes.get(words[-1], "") if words else ""
        beside = {rows[title].text.lower() for title in titles.get(number, ())}
        is_byline = (
            number == len(rows) - 1 and view[: row.start].endswith("\n") and not view[row.end :].strip() and not beside
        )
        after_person = number > 0 and rows[number - 1].label == "PERSON"
        name = parse_name(row.text)
        result.append(
            Mention(number, row.start, row.text, name, sex, paragraph, row.gap, after_person, is_byline, beside)
        )
    return result
