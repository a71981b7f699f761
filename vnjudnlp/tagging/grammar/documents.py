"""Laws and their provisions, and the numbers of case files, judgments and decisions."""

from __future__ import annotations

import re

import numpy as np

from vnjudnlp.batch import Batch, Span
from vnjudnlp.tagging.grammar.anchors import Anchors, matches_at, token_ranges
from vnjudnlp.tagging.grammar.context import NUMBER, PUNCTUATION, SYLLABLE, SYMBOL, Context
from vnjudnlp.tagging.grammar.knowledge import Knowledge
from vnjudnlp.tagging.grammar.patterns import DOCUMENT_NUMBER, PROVISION, PROVISION_OPENERS, SERIES

__all__ = ["find_documents", "number_starts"]

_KIND_REACH = 14
"""How many tokens before a number the words that say what paper it is may begin."""

# matches in "62/2015/NĐ-CP"; does not match in "210/QĐ-CTHADS"
_YEAR = re.compile(r"(?:19|20)\d\d")
# matches in "NĐ-CP", "QH14", "TT-BTP", "57-NQ/TW"; does not match in "QĐ-CTHADS", "CV-BTP"
_NORMATIVE = re.compile(
    r"NĐ(?:-CP)?$|NĐ-|/QH\d|UBTVQH|PL-|TTLT|NQ-HĐTP|NQLT|L-CTN|SL$|/AL$|(?:^|[/\d])TT-|(?:NQ|CT|QĐ|KL|HD)/TW|(?:QĐ|CT)-TTg"
)
# matches in "HNGĐ-ST", "TLST-HC", "QĐST-DS", "HSPT"; does not match in "QĐ-UBND", "BC-TA"
_COURT = re.compile(r"HNGĐ|KDTM|HN-?GĐ|QĐST|QĐPT|TLST|TLPT|BPKCTT|(?:HS|DS|HC|LĐ|KT|TC|PS)-?(?:ST|PT|GĐT|TT)")
# matches "CV-TA", "BC-HSST"; does not match "HS-ST"
_LETTER_OR_REPORT = re.compile(r"CV|BC|GM|TTr")
# matches in "QĐ-UBND", "NQ-HĐND"; does not match in "QĐ-CTHADS"
_FOR_EVERYONE = re.compile(r"(?:QĐ|NQ|CT)-(?:UBND|HĐND|B[A-Z]{1,5}|TANDTC|VKSNDTC|CTN|TTCP|KTNN)")
# matches "QĐ-CTHADS", "L-CSĐT"; does not match "NQ-HĐND"
_DECISION = re.compile(r"(?:QĐ|L)\b")
# matches "QĐ-CCTHADS", "CT-VKS", "KLĐT-CSĐT"; does not match "BC-TA", "CTr-BTP"
_CASE_PAPER = re.compile(r"QĐ|L|CT-V|KLĐT|CSĐT|KSĐT|LB")
# matches "KLGĐ-PC54"; does not match "KL-TTr"
_EXPERT_CONCLUSION = re.compile(r"KL[GĐ]")


def find_documents(context: Context, knowledge: Knowledge) -> None:
    """Take case numbers, then laws with the provisions before them."""
    _find_numbers(context, knowledge)
    _find_laws(context, knowledge)


def _find_numbers(context: Context, knowledge: Knowledge) -> None:
    _find_plain_numbers(context, knowledge)
    view = context.batch.view
    matches = list(matches_at(DOCUMENT_NUMBER, view, number_starts(context.batch, context.anchors)))
    ranges = [(match.start(), _end_of_number(match)) for match in matches]
    for match, found in zip(matches, token_ranges(context.batch, ranges), strict=True):
        if found is None or not context.is_free(*found):
            continue
        number = re.sub(r"\s", "", match[0])
        label, first = _classify(context, knowledge, number, *found)
        if label and context.is_free(first, found[1]):
            stop = found[1]
            context.take(Span(first, stop, label, "grammar.number"))


def number_starts(batch: Batch, anchors: Anchors) -> list[int]:
    """Return where in the view a document's number may begin, in order."""
    letters = [match.start() - before for match in SERIES.finditer(batch.view) for before in (2, 1, 0)]
    starts = set(anchors.starts(frozenset()))
    starts.update(start for start in letters if start >= 0)
    return sorted(starts)


def _end_of_number(match: re.Match[str]) -> int:
    """Return where a number ends without marks behind its last letter or digit."""
    length = len(match[0])
    while length and not match[0][length - 1].isalnum():
        length -= 1
    return match.start() + length


def _find_plain_numbers(context: Context, knowledge: Knowledge) -> None:
    """Take papers that are numbered with figures alone: "biên lai số 0003358", "Nghị quyết 388"."""
    form = context.form
    last_words = {pair.split()[-1] for pair in knowledge.cues["numbered_law"]}
    for before in np.flatnonzero(context.batch.tokens.kind[1:] == NUMBER).tolist():
        index = before + 1
        if form[before] != "số" and form[before] not in last_words:
            continue
        if context.gap[index] >= 3 or not form[index].isdigit() or form[index + 1 : index + 2] in (["/"], ["-"]):
            continue
        if form[before] == "số":
            kind, start, _ = _kind_before(context, knowledge, index)
            named = before - start > 2
            if kind == "CASE" and (named or form[start] not in ("ba", "quyết") or len(form[index]) >= 3):
                context.take(Span(start, index + 1, "CASE", "grammar.number", 0.8))
                continue
        if 2 <= len(form[index]) <= 3 and not (
            index + 1 < context.count and form[index + 1] in knowledge.cues["counted"]
        ):
            numbered = before - (form[before] == "số")
            pair = " ".join(form[max(0, numbered - 1) : numbered + 1])
            if pair in knowledge.cues["numbered_law"]:
                context.take(Span(numbered - 1, index + 1, "LAW", "grammar.number", 0.8))


def _classify(context: Context, knowledge: Knowledge, number: str, first: int, stop: int) -> tuple[str, int]:
    """Say what a document number belongs to and where the words that name the paper begin."""
    kind, start, explicit = _kind_before(context, knowledge, first)
    has_year = _YEAR.search(number) is not None
    if not any(character.isalpha() for character in number):
        accepted = kind == "CASE" and explicit and has_year
        return ("CASE", start) if accepted else ("", first)
    code = number.partition("/")[2] or number
    if _NORMATIVE.search(code) or _NORMATIVE.search(number):
        return "LAW", start if kind else first
    if _COURT.search(code) and not _LETTER_OR_REPORT.match(code):
        return "CASE", start if kind == "CASE" else first
    if kind and has_year and (kind == "LAW" or _FOR_EVERYONE.search(code)):
        return "LAW", start
    if kind:
        return ("LAW" if kind == "LAW" and not _DECISION.match(code) else "CASE"), start
    on_own_line = context.form[max(0, first - 2) : first] == ["số", ":"]
    if on_own_line and _CASE_PAPER.match(code):
        return "CASE", first
    if explicit and _EXPERT_CONCLUSION.match(code):
        named = context.form[max(0, first - 3) : first - 1] == ["kết", "luận"]
        return "CASE", first - 3 if named else first
    return "", first


def _kind_before(context: Context, knowledge: Knowledge, first: int) -> tuple[str, int, bool]:
    """Find the words that say what paper a number belongs to; directly before it but for "số"."""
    form, gap = context.form, context.gap
    behind = first
    explicit = False
    while behind > 0 and first - behind < 3 and form[behind - 1] in ("số", ":", ".", "số:") and gap[behind] < 3:
        explicit = explicit or form[behind - 1] == "số"
        behind -= 1
    best: tuple[str, int, bool] = ("", first, explicit)
    for start in range(behind - 1, max(-1, behind - _KIND_REACH - 1), -1):
        if context.owner[start] is not None or (context.kind[start] in (PUNCTUATION, SYMBOL) and form[start] != ","):
            break
        found = knowledge.document_kinds.match(form, start, behind)
        if found is not None and _fills(context, knowledge, found[0], behind):
            if best[0] and not _is_longer_kind(context, start, best[1]):
                break
            best = (found[1], start, explicit)
        if gap[start] >= 2 and not context.heading[start]:
            break
    return best


def _is_longer_kind(context: Context, start: int, known: int) -> bool:
    """Whether a kind that begins further left goes on to the one known: no capital begins a new word between."""
    return not any(context.capital[index] for index in range(start + 1, known + 1)) or context.heading[start]


def _fills(context: Context, knowledge: Knowledge, position: int, behind: int) -> bool:
    """Whether the words between a kind and its number only say more of the kind: lower case and few."""
    if behind - position > 10:
        return False
    return all(
        context.kind[index] == SYLLABLE
        and (not context.capital[index] or context.heading[index])
        and context.form[index] not in knowledge.cues["no_paper_word"]
        for index in range(position, behind)
    )


def _find_laws(context: Context, knowledge: Knowledge) -> None:
    """Take named laws, then the provisions, alone or with the law behind them."""
    for first in context.candidates(knowledge.laws.root.keys()):
        if context.owner[first] is not None:
            continue
        stop = _law_name(context, knowledge, first) or _unknown_law(context, knowledge, first)
        if stop:
            stop = _with_number(context, first, stop)
            context.take(Span(first, stop, "LAW", "lexicon.law"))
    starts = context.anchors.starts(PROVISION_OPENERS, figures=False)
    matches = list(matches_at(PROVISION, context.batch.view_folded, starts))
    for match, found in zip(matches, token_ranges(context.batch, [match.span() for match in matches]), strict=True):
        if found is None:
            continue
        first, stop = found
        if not context.is_free(first, stop) or (
            stop < context.count and context.form[stop] in ("này", "đó", "nêu", "trên")
        ):
            continue
        if not _names_provision(context, first, stop):
            continue
        law = _law_behind(context, stop)
        if law is not None:
            context.drop(law)
            context.take(Span(first, law.stop, "LAW", "grammar.provision"))
        elif "điều" in match[0]:
            context.take(Span(first, stop, "LAW", "grammar.provision"))


def _with_number(context: Context, first: int, stop: int) -> int:
    """Join a law's name with the number behind it: "Luật Đấu giá tài sản số 01/2016/QH14"."""
    position = stop + (context.form[stop : stop + 1] == ["số"])
    owner = context.owner[position] if position < context.count else None
    if owner is None or owner.label != "LAW" or owner.source != "grammar.number" or context.gap[position] >= 3:
        return stop
    if owner.first == position or owner.first == first:
        context.drop(owner)
        return owner.stop
    return stop


def _unknown_law(context: Context, knowledge: Knowledge, first: int) -> int:
    """Return where a law ends that no lexicon knows: "Luật HN&GĐ", "Luật Quảng bá du lịch"; 0 if there is none."""
    if context.form[first] != "luật" or not context.capital[first] or context.heading[first]:
        return 0
    if first and context.gap[first] == 1 and context.form[first - 1] in knowledge.cues["no_law_after"]:
        return 0
    stop = first + 1
    if stop >= context.count or not context.capital[stop] or context.gap[stop] != 1 or context.owner[stop] is not None:
        return 0
    if context.shape[stop] & 4:
        return _with_amendment_year(context, stop + 1) if len(context.form[stop]) > 2 else 0
    if knowledge.surnames.match(context.form, stop, stop + 1) and context.capital[stop + 1 : stop + 2] == [True]:
        return 0
    stop += 1
    while stop < context.count and context.gap[stop] == 1 and context.shape[stop] & 1 and context.is_inside_word(stop):
        stop += 1
    return _with_amendment_year(context, stop) if stop - first > 2 else 0


def _names_provision(context: Context, first: int, stop: int) -> bool:
    """Whether a provision is cited: a heading "Điều 1." of the document itself is not."""
    if context.gap[first] >= 2 and context.form[stop : stop + 1] in (["."], [":"]) and context.form[first] == "điều":
        return False
    return not (first and context.form[first - 1] in ("hợp", "đồng") and context.form[first] != "điều")


def _law_behind(context: Context, stop: int) -> Span | None:
    """Return the law that follows a provision directly or behind "của"."""
    position = stop
    if position < context.count and context.form[position] == "của":
        position += 1
    if position < context.count and context.gap[position] < 3:
        owner = context.owner[position]
        if (
            owner is not None
            and owner.label == "LAW"
            and owner.first == position
            and owner.source != "grammar.provision"
        ):
            return owner
    return None


def _law_name(context: Context, knowledge: Knowledge, first: int) -> int:
    """Return where the name of a law that begins here ends, 0 if there is none."""
    found = knowledge.laws.match(context.form, first, context.stops[first])
    if found is None:
        return 0
    stop = found[0]
    single = stop - first == 1
    if single and (not (context.shape[first] & 4) or len(context.form[first]) < 3):
        return 0
    if not context.capital[first] and not any(context.capital[index] for index in range(first, stop)):
        return 0
    if first and context.gap[first] == 1 and context.form[first - 1] in knowledge.cues["no_law_after"]:
        return 0
    return _with_amendment_year(context, stop)


def _with_amendment_year(context: Context, stop: int) -> int:
    """Let the year behind a law's name belong to it: "năm 2015", "2015", not a day."""
    form, count = context.form, context.count
    position = stop
    if (
        position < count
        and form[position] == "("
        and position + 3 < count
        and form[position + 1 : position + 3] == ["sửa", "đổi"]
        and form[position + 3] == ")"
    ):
        position = stop = position + 4
    if position < count and form[position] == "năm" and context.gap[position] < 3:
        position += 1
    if position < count and re.fullmatch(r"(?:19|20)\d\d", form[position]) and context.gap[position] < 3:
        return position + 1
    return stop
