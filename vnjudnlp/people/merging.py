"""From mentions and holdings to people and offices as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vnjudnlp.people.facts import Office, Person
from vnjudnlp.people.identity import Cluster, Mention, name_of
from vnjudnlp.people.letterhead import body_name, is_panel_body
from vnjudnlp.people.lexicon import lexicon
from vnjudnlp.people.reading import Holding
from vnjudnlp.people.rows import Document
from vnjudnlp.people.titles import running_title
from vnjudnlp.records import Abbreviation

__all__ = ["offices_of", "people_of", "written_title"]

_ACTING = (" phụ trách", "quyền ")


def people_of(
    document: Document, mentions: Sequence[Mention], clusters: Sequence[Cluster], titles: Mapping[int, Sequence[int]]
) -> list[Person]:
    """Return the people of a document.

    Args:
        document: the document.
        mentions: all mentions.
        clusters: the people, in the order of their first mention.
        titles: the rows of titles, by the row of the person beside whom they stand.
    """
    ids = {id(cluster): f"P{number}" for number, cluster in enumerate(clusters, 1)}
    result: list[Person] = []
    for cluster in clusters:
        rows = [mentions[index].row for index in cluster.mentions]
        name, forms = name_of([document.rows[row].text for row in rows])
        beside = [document.rows[title].text for row in rows for title in titles.get(row, ())]
        person: Person = {
            "id": ids[id(cluster)],
            "name": name,
            "mentions": [list(document.rows[row].raw) for row in rows],
            "forms": forms,
            "titles": list(dict.fromkeys(beside)),
            "candidates": [ids[id(candidate)] for candidate in cluster.candidates if id(candidate) in ids],
        }
        result.append(person)
    return result


def offices_of(
    document: Document,
    holdings: Sequence[Holding],
    people: Mapping[int, Person],
    abbreviations: Sequence[Abbreviation],
    doc_date: str | None,
) -> list[Office]:
    """Return the offices of a document, each once.

    Args:
        document: the document.
        holdings: who holds which title where.
        people: the people by the rows of their mentions.
        abbreviations: the document's abbreviations.
        doc_date: the document's date.

    Returns:
        the offices in the order of their first evidence. A title that stands once with a body and once without is one
        office, if the person has it in one body only.
    """
    rows = document.rows
    long_forms = {
        (abbreviation.start, abbreviation.end): abbreviation.long
        for abbreviation in abbreviations
        if not abbreviation.defined
    }
    found: dict[tuple[str, str, str, bool], Office] = {}
    for holding in sorted(holdings, key=lambda item: (item.title, item.person)):
        title, person = rows[holding.title], people[holding.person]
        norm = written_title(title.text, title.raw, long_forms)
        body = None if holding.body is None else body_name(rows[holding.body])
        if body is not None and is_panel_body(body):
            body = None
        if holding.body is None:
            body = lexicon().fused_bodies.get(title.text.lower())
        key = (person["id"], norm.lower(), "" if body is None else body.lower(), holding.former)
        office = found.get(key)
        if office is None:
            details = None if holding.body is None else rows[holding.body].span.details
            acting = any(word in f"{norm.lower()} " for word in _ACTING) or holding.sign == "Q"
            office = found[key] = {
                "person": person["name"],
                "person_id": person["id"],
                "title": title.text,
                "title_norm": norm,
                "body": body,
                "body_id": details["body"]["id"] if details and "body" in details else None,
                "place": None if holding.place is None else rows[holding.place].text,
                "former": holding.former,
                "acting": acting,
                "signed_for": None,
                "doc_date": doc_date,
                "evidence": [],
            }
        if holding.sign and holding.sign != "Q":
            office["signed_for"] = holding.sign
        in_text = holding.body is not None and body is not None
        office["evidence"].append(
            {
                "kind": holding.kind,
                "person": list(rows[holding.person].raw),
                "title": list(title.raw),
                "body": list(rows[holding.body].raw) if in_text and holding.body is not None else None,
            }
        )
    return _without_repetition(list(found.values()))


def _without_repetition(offices: list[Office]) -> list[Office]:
    """Put the evidence for a title without its body to that with it, where there is one only."""
    result: list[Office] = []
    for office in offices:
        if office["body"] is None:
            same = [
                other
                for other in offices
                if other["body"] is not None
                and other["person_id"] == office["person_id"]
                and other["former"] == office["former"]
                and other["title_norm"].lower() == office["title_norm"].lower()
            ]
            if len(same) == 1:
                same[0]["evidence"] = sorted(
                    [*same[0]["evidence"], *office["evidence"]], key=lambda item: item["title"]
                )
                same[0]["signed_for"] = same[0]["signed_for"] or office["signed_for"]
                continue
        result.append(office)
    return sorted(result, key=lambda item: item["evidence"][0]["title"])


def written_title(text: str, raw: tuple[int, int], long_forms: Mapping[tuple[int, int], str]) -> str:
    """Write a title out: by the abbreviations found in the document, else by the lexicon.

    Args:
        text: the title, normalised.
        raw: its offsets in the raw text.
        long_forms: what stands at which offsets.
    """
    if not any(character.isupper() for character in text[1:]) or raw not in long_forms:
        return running_title(text)
    return running_title(long_forms[raw])
