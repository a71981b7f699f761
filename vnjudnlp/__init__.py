"""Reading Vietnamese justice text by machine: words, people, titles, agencies, dates and abbreviations.

>>> import vnjudnlp
>>> text = "Chiều ngày 12/4, đồng chí Đào Trọng Giáp, Cục trưởng Cục THADS tỉnh Gia Lai đã báo cáo."
>>> for entity in vnjudnlp.tag(text, doc_date="2022-04-13"):
...     print(entity.label, entity.text, entity.norm, sep=" | ")
DATE | Chiều ngày 12/4 | 2022-04-12TAF
PERSON | Đào Trọng Giáp | Đào Trọng Giáp
TITLE | Cục trưởng | Cục trưởng
AGENCY | Cục THADS tỉnh Gia Lai | Cục Thi hành án dân sự tỉnh Gia Lai
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from spacy.language import Language

    from vnjudnlp.abbreviations import Contraction, Expansion
    from vnjudnlp.abbreviations.expansion import Mode
    from vnjudnlp.records import Entity
    from vnjudnlp.segmentation import Model

__all__ = ["Contraction", "Entity", "Expansion", "__version__", "abbreviate", "expand", "load", "segment", "tag"]

__version__ = "0.1.0"

_LAZY = {
    "Contraction": "vnjudnlp.abbreviations",
    "Entity": "vnjudnlp.records",
    "Expansion": "vnjudnlp.abbreviations",
}


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        import importlib

        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@overload
def tag(  # type: ignore[overload-overlap]
    text: str,
    doc_date: str | datetime.date | None = None,
    *,
    model: str | Path | None = None,
    min_score: float = 0.0,
    register: str | Path | None = None,
) -> list[Entity]: ...
@overload
def tag(
    text: Iterable[str],
    doc_date: str | datetime.date | Sequence[str | datetime.date | None] | None = None,
    *,
    model: str | Path | None = None,
    min_score: float = 0.0,
    register: str | Path | None = None,
) -> list[list[Entity]]: ...
def tag(
    text: str | Iterable[str],
    doc_date: str | datetime.date | Sequence[str | datetime.date | None] | None = None,
    *,
    model: str | Path | None = None,
    min_score: float = 0.0,
    register: str | Path | None = None,
) -> list[Entity] | list[list[Entity]]:
    """Find people, titles, agencies, dates, organisations, places, laws, cases and amounts.

    Args:
        text: a raw text, in any Unicode form, or several.
        doc_date: the document's own date, from which dates without a year are valued: an ISO string or a date;
            for several texts one for all of them or one each. Without it the date is looked for in the document.
        model: the folder of a model that you trained, or ``"grammar"`` for the rules alone; None for the model that
            ships with the package.
        min_score: entities of a lower score are left out.
        register: a register of bodies of your own, a file or a folder; its rows go before those of the package.

    Returns:
        the entities in the order of the text, not overlapping, with offsets into the raw text; for several
        texts a list of such lists.

    Raises:
        InputError: ``doc_date`` is not an ISO date, or the register cannot be read.
        RecordError: a row of the register is faulty.
        ResourceError: there is no such model, or it is damaged.
        TypeError: ``text`` is neither a string nor strings.

    >>> [(entity.start, entity.end, entity.label) for entity in tag("bị cáo Nguyễn Văn A")]
    [(7, 19, 'PERSON')]
    """
    from vnjudnlp.pipeline import tag_texts

    if isinstance(text, str):
        if doc_date is not None and not isinstance(doc_date, str) and not hasattr(doc_date, "isoformat"):
            raise TypeError("one text has one doc_date: an ISO string or a date")
        pairs = [(text, doc_date)]
        found = tag_texts(pairs, model=model, min_score=min_score, register=register)  # type: ignore[arg-type]
        return next(found)[0]
    texts = _strings(text)
    dates: Sequence[Any]
    if doc_date is None or isinstance(doc_date, str) or hasattr(doc_date, "isoformat"):
        dates = [doc_date] * len(texts)
    else:
        dates = list(doc_date)
        if len(dates) != len(texts):
            raise ValueError(f"{len(texts)} texts with {len(dates)} dates")
    pairs_of_all = zip(texts, dates, strict=True)
    tagged = tag_texts(pairs_of_all, model=model, min_score=min_score, register=register)
    return [entities for entities, _ in tagged]


@overload
def segment(  # type: ignore[overload-overlap]
    text: str, format: None = None, *, model: Model = "vnjudnlp", words: Iterable[str] | None = None
) -> list[str]: ...
@overload
def segment(  # type: ignore[overload-overlap]
    text: str, format: Literal["text"], *, model: Model = "vnjudnlp", words: Iterable[str] | None = None
) -> str: ...
@overload
def segment(  # type: ignore[overload-overlap]
    text: str, format: Literal["offsets"], *, model: Model = "vnjudnlp", words: Iterable[str] | None = None
) -> list[tuple[int, int]]: ...
@overload
def segment(
    text: Iterable[str], format: None = None, *, model: Model = "vnjudnlp", words: Iterable[str] | None = None
) -> list[list[str]]: ...
@overload
def segment(
    text: Iterable[str], format: Literal["text"], *, model: Model = "vnjudnlp", words: Iterable[str] | None = None
) -> list[str]: ...
@overload
def segment(
    text: Iterable[str], format: Literal["offsets"], *, model: Model = "vnjudnlp", words: Iterable[str] | None = None
) -> list[list[tuple[int, int]]]: ...
def segment(
    text: str | Iterable[str],
    format: Literal["text", "offsets"] | None = None,
    *,
    model: Model = "vnjudnlp",
    words: Iterable[str] | None = None,
) -> Any:
    """Segment a text into words; takes the place of underthesea's ``word_tokenize``.

    Args:
        text: a raw text, or several.
        format: None for a list of words, ``"text"`` for one string with underscores inside words, as PhoBERT is given
            it, ``"offsets"`` for the start and the end of each word in the raw text.
        model: ``"vnjudnlp"``, or ``"underthesea"`` for underthesea's own trained model, which reads each line as one
            sentence and gives what underthesea gives for the same tokens.
        words: words of your own, whole wherever they stand, whatever their capitals.

    Returns:
        the words, with the characters of the raw text and single spaces between the syllables of a word; for
        several texts a list of results.

    Raises:
        ValueError: the format or the model is unknown, or a word of your own is empty.
        TypeError: ``text`` is neither a string nor strings.

    >>> segment("Chấp hành viên làm việc tại tỉnh Gia Lai.")
    ['Chấp hành viên', 'làm việc', 'tại', 'tỉnh', 'Gia Lai', '.']
    >>> segment("Chấp hành viên làm việc tại tỉnh Gia Lai.", format="text")
    'Chấp_hành_viên làm_việc tại tỉnh Gia_Lai .'
    >>> segment("Gia  Lai.", format="offsets")
    [(0, 8), (8, 9)]
    >>> segment("họp trực tuyến", words=["họp trực tuyến"])
    ['họp trực tuyến']
    """
    from vnjudnlp.pipeline import segment_texts, word_offsets
    from vnjudnlp.segmentation import Phrases

    if format not in (None, "text", "offsets"):
        raise ValueError(f'format is None, "text" or "offsets", not {format!r}')
    single = isinstance(text, str)
    texts = [text] if isinstance(text, str) else _strings(text)
    user_words = None if words is None else Phrases.of_user(words)
    results: list[Any]
    if format == "offsets":
        results = list(word_offsets(texts, model=model, user_words=user_words))
    else:
        results = list(segment_texts(texts, model=model, user_words=user_words))
    if format == "text":
        results = [" ".join(word.replace(" ", "_") for word in found) for found in results]
    return results[0] if single else results


def expand(
    text: str,
    mode: Mode = "all",
    case: bool = True,
    *,
    lexicon: str | Path | None = None,
    min_score: float | None = None,
) -> Expansion:
    """Write the abbreviations of a text out.

    Args:
        text: a raw text.
        mode: which of them: ``"all"``; ``"first"``, of each the first in the text only; ``"ambiguous"``, those that
            can mean several things; ``"none"``.
        case: whether long forms are written in the case that their place asks for, ``Cục Thi hành án dân sự`` but
            ``công tác thi hành án dân sự``; else as in running text.
        lexicon: a file with abbreviations of your own, tab-separated or JSON Lines, which go before the package's.
        min_score: how probable a reading has to be where there are several, between 0 and 1; what stays below is left
            as it is and listed in ``undecided``. None for the default.

    Returns:
        the new text and, for each replacement, where it stands in the raw text and in the new one; spans are mapped
        both ways.

    Raises:
        InputError: the mode is unknown, or the file cannot be read or is faulty.
        TypeError: ``text`` is not a string.

    >>> expand("Cục THADS tỉnh Gia Lai").text
    'Cục Thi hành án dân sự tỉnh Gia Lai'
    >>> expansion = expand("Tòa tuyên HĐ vay vô hiệu; HĐ xét xử vào nghị án.", mode="ambiguous")
    >>> expansion.text
    'Tòa tuyên hợp đồng vay vô hiệu; hội đồng xét xử vào nghị án.'
    """
    from vnjudnlp.pipeline import expand_texts

    if not isinstance(text, str):
        raise TypeError(f"a text is a string, not {type(text).__name__}")
    return next(expand_texts([text], mode, case, lexicon=lexicon, min_score=min_score))


def abbreviate(
    text: str,
    short_forms: Collection[str] | None = None,
    *,
    define: bool = True,
    min_count: int = 2,
    lexicon: str | Path | None = None,
) -> Contraction:
    """Write long forms short, the opposite of :func:`expand`.

    Args:
        text: a raw text.
        short_forms: which abbreviations may be used; None for the usual ones that can mean one thing only.
        define: whether the first use is written out, with the abbreviation behind it in brackets.
        min_count: how often a long form has to stand in the text to be shortened.
        lexicon: a file with abbreviations of your own, as for :func:`expand`.

    Returns:
        the new text and its map, as of :func:`expand`.

    Raises:
        InputError: one of ``short_forms`` is unknown, or the file cannot be read or is faulty.
        TypeError: ``text`` is not a string.

    >>> abbreviate("Cục Thi hành án dân sự báo cáo kết quả thi hành án dân sự.").text
    'Cục Thi hành án dân sự (THADS) báo cáo kết quả THADS.'
    """
    from vnjudnlp.abbreviations import abbreviate as shorten

    if not isinstance(text, str):
        raise TypeError(f"a text is a string, not {type(text).__name__}")
    return shorten(text, short_forms, define=define, min_count=min_count, lexicon=lexicon)


def load(**settings: Any) -> Language:
    """Return the whole pipeline as a spaCy ``Language``.

    Args:
        **settings: see :func:`vnjudnlp.spacy.load`.

    Returns:
        a pipeline whose documents keep the raw text: ``doc.text == text``.

    >>> nlp = load()
    >>> doc = nlp("Bộ trưởng Bộ Tư pháp")
    >>> [(ent.text, ent.label_) for ent in doc.ents]
    [('Bộ trưởng', 'TITLE'), ('Bộ Tư pháp', 'AGENCY')]
    """
    from vnjudnlp.spacy import load as load_language

    return load_language(**settings)


def _strings(texts: Iterable[Any]) -> list[str]:
    if isinstance(texts, (bytes, bytearray)):
        raise TypeError("a text is a string, not bytes; decode it first")
    result = list(texts)
    for text in result:
        if not isinstance(text, str):
            raise TypeError(f"a text is a string, not {type(text).__name__}")
    return result
