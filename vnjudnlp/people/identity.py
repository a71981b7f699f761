"""Which mentions are one person: the same name, a shorter form of it, an alias."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from vnjudnlp.people.lexicon import alternatives, lexicon
from vnjudnlp.people.names import Name, can_be_short_for, parse_name, readable, same_initials

__all__ = ["Cluster", "Mention", "find_people"]


@dataclass(slots=True)
class Mention:
    """A PERSON span.

    Attributes:
        row: index of its row.
        start: offset in the view.
        text: the normalised characters.
        name: what the form says.
        sex: what the honorific before it says, or "".
        paragraph: number of its paragraph.
        titles: the titles beside it, in lower case.
        gap: the text before it, back to the row before.
        after_person: whether the row before is a mention too.
        is_byline: whether it stands alone at the end of the text.
    """

    row: int
    start: int
    text: str
    name: Name
    sex: str
    paragraph: int
    gap: str
    after_person: bool
    is_byline: bool
    titles: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Cluster:
    """The mentions of one person.

    Attributes:
        mentions: indices of the mentions.
        sex: ``"m"``, ``"f"`` or "".
        candidates: the clusters that mentions without surname may belong to, where the text does not tell.
    """

    mentions: list[int] = field(default_factory=list)
    sex: str = ""
    candidates: list[Cluster] = field(default_factory=list)


@lru_cache(maxsize=1)
def _alias_pattern() -> re.Pattern[str]:
    # matches " (tức ", ", bí danh: “", " tự "; does not match " và "
    forms, honorific = alternatives(lexicon().cues["alias"]), lexicon().honorific
    return re.compile(
        rf"[\"”’]?\s*(?:[,(;\-–]|\.\s*{honorific})?\s*{forms}\s*[:,]?\s*{honorific}*[\"“'‘]?\s*", re.IGNORECASE
    )


# matches " (", " ( "; does not match " (con "
_BRACKET = re.compile(r"\s*\(\s*")


def find_people(mentions: Sequence[Mention]) -> list[Cluster]:
    """Gather the mentions of a document into people.

    Args:
        mentions: all mentions, in order.

    Returns:
        the people in the order of their first mention; every mention belongs to one.
    """
    forms: dict[tuple[str, ...], list[int]] = {}
    for index, mention in enumerate(mentions):
        forms.setdefault(mention.name.syllables, []).append(index)
    names = {key: mentions[indices[0]].name for key, indices in forms.items()}
    owner: list[Cluster | None] = [None] * len(mentions)
    by_syllable: dict[str, list[tuple[str, ...]]] = {}
    joined = False
    for key in sorted(forms, key=len, reverse=True):
        if len(key) == 1 and not joined:
            # so that a given name fits one person, not two
            _join_aliases(mentions, owner)
            joined = True
        longer = {
            other: None
            for syllable in {key[-1], key[0]}
            for other in by_syllable.get(syllable, ())
            if can_be_short_for(names[key], names[other]) or same_initials(names[key], names[other])
        }
        if longer:
            _place_short(forms[key], longer, forms, mentions, owner)
        else:
            _place_full(forms[key], mentions, owner)
        for syllable in set(key):
            by_syllable.setdefault(syllable, []).append(key)
    _join_aliases(mentions, owner)
    result: dict[int, Cluster] = {}
    for index, cluster in enumerate(owner):
        if cluster is not None:
            result.setdefault(id(cluster), cluster).mentions.append(index)
    return list(result.values())


def _place_full(indices: Sequence[int], mentions: Sequence[Mention], owner: list[Cluster | None]) -> None:
    """Make one person of the mentions of one form; given names alone may be those of a man and of a woman."""
    name = mentions[indices[0]].name
    sexes = {mentions[index].sex for index in indices} - {""}
    if len(sexes) == 2 and len(name.syllables) == 1:
        clusters = {sex: Cluster(sex=sex) for sex in ("m", "f")}
        unknown: Cluster | None = None
        for index in indices:
            sex = mentions[index].sex
            if sex:
                owner[index] = clusters[sex]
            else:
                unknown = unknown or Cluster(candidates=list(clusters.values()))
                owner[index] = unknown
        return
    cluster = Cluster(sex=min(sexes) if len(sexes) == 1 else name.sex)
    for index in indices:
        owner[index] = cluster


def _place_short(
    indices: Sequence[int],
    longer: dict[tuple[str, ...], None],
    forms: dict[tuple[str, ...], list[int]],
    mentions: Sequence[Mention],
    owner: list[Cluster | None],
) -> None:
    """Give each mention of a short form to the person whom it fits; where several fit, to none of them."""
    candidates: dict[int, tuple[Cluster, list[int]]] = {}
    for key in longer:
        for index in forms[key]:
            cluster = owner[index]
            if cluster is not None and not cluster.candidates:
                candidates.setdefault(id(cluster), (cluster, []))[1].append(index)
    alone: dict[str, Cluster] = {}
    open_cluster: Cluster | None = None
    for index in indices:
        mention = mentions[index]
        fitting = [
            (cluster, places)
            for cluster, places in candidates.values()
            if not (mention.sex and cluster.sex and mention.sex != cluster.sex)
        ]
        if mention.is_byline and mention.name.is_full:
            fitting = []
        chosen = fitting[0] if len(fitting) == 1 else _nearest(mention, fitting, mentions) if fitting else None
        if chosen is not None:
            owner[index] = chosen[0]
            chosen[1].append(index)
            if not chosen[0].sex:
                chosen[0].sex = mention.sex
        elif fitting:
            open_cluster = open_cluster or Cluster(candidates=[cluster for cluster, _ in fitting])
            owner[index] = open_cluster
        else:
            key_sex = "byline" if mention.is_byline else mention.sex
            owner[index] = alone.setdefault(key_sex, Cluster(sex=mention.sex))


def _nearest(
    mention: Mention, fitting: list[tuple[Cluster, list[int]]], mentions: Sequence[Mention]
) -> tuple[Cluster, list[int]] | None:
    """Return the one candidate that the title, the order of the text or the paragraph speaks for; None if none does."""
    if mention.titles:
        titled = [item for item in fitting if any(mention.titles & mentions[index].titles for index in item[1])]
        if len(titled) == 1:
            return titled[0]
        fitting = titled or fitting
    named = [item for item in fitting if any(mentions[index].start < mention.start for index in item[1])]
    if len(named) == 1:
        return named[0]
    beside = [
        item
        for item in named
        if any(
            mentions[index].paragraph == mention.paragraph and mentions[index].start < mention.start
            for index in item[1]
        )
    ]
    return beside[0] if len(beside) == 1 else None


def _join_aliases(mentions: Sequence[Mention], owner: list[Cluster | None]) -> None:
    """Make one person of two whose names the text puts side by side: ``Huỳnh Văn Tàng (tức Sáu Tàng)``."""
    for index in range(1, len(mentions)):
        mention = mentions[index]
        if not mention.after_person or len(mention.gap) > 40:
            continue
        first, second = owner[index - 1], owner[index]
        if first is None or second is None or first is second or first.candidates or second.candidates:
            continue
        one, other = mentions[index - 1].name.syllables, mention.name.syllables
        is_alias = _alias_pattern().fullmatch(mention.gap) is not None or (
            _BRACKET.fullmatch(mention.gap) is not None and one[-1] == other[-1]
        )
        if is_alias and not (first.sex and second.sex and first.sex != second.sex):
            first.sex = first.sex or second.sex
            for place, cluster in enumerate(owner):
                if cluster is second:
                    owner[place] = first
                elif cluster is not None and second in cluster.candidates:
                    cluster.candidates = [first if item is second else item for item in cluster.candidates]


def name_of(texts: Sequence[str]) -> tuple[str, list[str]]:
    """Return the fullest form of a person's name and the others, in running case.

    >>> name_of(["ĐÀO TRỌNG GIÁP", "Giáp", "Đào Trọng Giáp"])
    ('Đào Trọng Giáp', ['Giáp'])
    """
    if len(set(texts)) == 1:
        return readable(texts[0]), []
    forms = {readable(text): parse_name(text) for text in texts}
    ranked = sorted(
        forms,
        key=lambda form: (
            forms[form].is_full,
            len(forms[form].syllables),
            sum(len(syllable) for syllable in forms[form].syllables),
        ),
        reverse=True,
    )
    folded: dict[tuple[str, ...], str] = {}
    for form in ranked:
        folded.setdefault((*forms[form].syllables, *forms[form].nickname), form)
    unique = list(folded.values())
    return unique[0], unique[1:]
