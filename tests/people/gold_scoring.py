"""Compares facts with the gold of ``gold/*.json``, whose form ``gold/README.md`` describes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any


def fold(text: str | None) -> str:
    """Return text without case, single spaces and one spelling of tones."""
    from vnjudnlp.text.view import normalize

    return "" if text is None else " ".join(normalize(text).text.lower().split())


def gold_groups(gold: Mapping[str, Any], facts: Mapping[str, Any], text: str) -> dict[tuple[int, int], str]:
    """Return the gold person of each mention: forms that the gold does not name are people by themselves."""
    owner = {fold(form): fold(group[0]) for group in gold["people"] for form in group}
    mentions = [tuple(span) for person in facts["people"] for span in person["mentions"]]
    return {span: owner.get(fold(text[slice(*span)]), fold(text[slice(*span)])) for span in mentions}


def compare_people(gold: Mapping[str, Any], facts: Mapping[str, Any], text: str) -> tuple[float, float, int, list[str]]:
    """Return B-cubed precision and recall, summed over mentions, their number and what is wrong."""
    truth = gold_groups(gold, facts, text)
    found = {tuple(span): person["id"] for person in facts["people"] for span in person["mentions"]}
    precision = recall = 0.0
    wrong = []
    for span, group in truth.items():
        same_truth = {other for other in truth if truth[other] == group}
        same_found = {other for other in found if found[other] == found[span]}
        both = len(same_truth & same_found)
        precision += both / len(same_found)
        recall += both / len(same_truth)
        if same_truth != same_found:
            wrong.append(f"{text[slice(*span)]}@{span[0]} gold {group} found {found[span]}")
    return precision, recall, len(truth), wrong


def _name_key(facts: Mapping[str, Any], gold: Mapping[str, Any], name: str) -> str:
    owner = {fold(form): fold(group[0]) for group in gold["people"] for form in group}
    return owner.get(fold(name), fold(name))


def office_rows(gold: Mapping[str, Any], facts: Mapping[str, Any]) -> tuple[Counter[Any], Counter[Any]]:
    """Return gold and found offices as rows of person, title, body and whether it is held no longer."""
    truth = Counter(
        (_name_key(facts, gold, row[0]), fold(row[1]), fold(row[2]), len(row) > 3 and row[3] == "former")
        for row in gold["offices"]
    )
    found = Counter(
        (_name_key(facts, gold, row["person"]), fold(row["title"]), fold(row["body"]), row["former"])
        for row in facts["offices"]
    )
    return truth, found


_PLAIN = ("court", "number", "date", "kind", "instance", "document", "referral")


def case_rows(gold: Mapping[str, Any], facts: Mapping[str, Any]) -> tuple[set[Any], set[Any]]:
    """Return the gold and the found facts of a header as sets."""
    truth: set[Any] = {(name, fold(gold["case"][name])) for name in _PLAIN if gold["case"].get(name)}
    truth |= {("panel", fold(role), fold(name)) for role, name in gold["case"]["panel"]}
    truth |= {("party", fold(role), fold(name)) for role, name in gold["case"]["parties"]}
    case = facts["case"]
    if case is None:
        return truth, set()
    found: set[Any] = {(name, fold(case[name])) for name in _PLAIN if case[name]}
    found |= {("panel", fold(item["role"]), fold(item["name"])) for item in case["panel"]}
    found |= {("party", fold(item["role"]), fold(item["name"])) for item in case["parties"]}
    return truth, found


def report(
    gold: Mapping[str, Any], facts: Mapping[str, Any], texts: Mapping[str, str], quiet: bool = False
) -> dict[str, float]:
    """Print and return the scores."""
    precision = recall = 0.0
    mentions = 0
    offices, cases = Counter(), Counter()
    loose = Counter()
    for name, item in gold.items():
        p, r, n, wrong = compare_people(item, facts[name], texts[name])
        precision, recall, mentions = precision + p, recall + r, mentions + n
        truth, found = office_rows(item, facts[name])
        offices.update(truth=truth.total(), found=found.total(), right=(truth & found).total())
        cut_truth, cut_found = ({row[:2] for row in rows} for rows in (truth, found))
        loose.update(truth=len(cut_truth), found=len(cut_found), right=len(cut_truth & cut_found))
        lines = [f"  person {line}" for line in wrong]
        lines += [f"  office missed {row}" for row in truth - found] + [
            f"  office wrong {row}" for row in found - truth
        ]
        if "case" in item:
            truth_case, found_case = case_rows(item, facts[name])
            cases.update(truth=len(truth_case), found=len(found_case), right=len(truth_case & found_case))
            lines += [f"  case missed {row}" for row in sorted(truth_case - found_case, key=str)]
            lines += [f"  case wrong {row}" for row in sorted(found_case - truth_case, key=str)]
        if lines and not quiet:
            print(name, *lines, sep="\n")
    result = {"people precision": precision / max(mentions, 1), "people recall": recall / max(mentions, 1)}
    for kind, counts in (("offices", offices), ("holders and titles", loose), ("case", cases)):
        result[f"{kind} precision"] = counts["right"] / max(counts["found"], 1)
        result[f"{kind} recall"] = counts["right"] / max(counts["truth"], 1)
        if not quiet:
            print(kind, dict(counts))
    print({name: round(value, 3) for name, value in result.items()})
    return result
