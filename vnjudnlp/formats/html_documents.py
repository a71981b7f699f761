"""Web pages as documents: pages of this package with all that they show, other pages with their visible text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.document_text import DocumentText, day_of
from vnjudnlp.formats.format import ReadOptions, WriteOptions
from vnjudnlp.formats.html import write_page
from vnjudnlp.formats.html_blocks import read_blocks
from vnjudnlp.formats.html_charset import page_text
from vnjudnlp.formats.jsonl import parse_json
from vnjudnlp.formats.legacy_fonts import LegacyFont, guess_legacy
from vnjudnlp.formats.losses import Losses
from vnjudnlp.records import LABELS, Record
from vnjudnlp.text.html import count_not_in_html

__all__ = ["read", "write"]

_GENERATOR = "vnjudnlp "
# libxml2 stops at an element that stands in more than 2,048 others; what comes behind it would be missing
_FATAL = "FATAL"


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read a web page; see :mod:`vnjudnlp.formats.format`."""
    page, encoding, damaged = page_text(path, options.encoding)
    root = _parsed(page, path)
    head = _metadata(root)
    if head.get("generator", "").startswith(_GENERATOR):
        articles = root.findall(".//article[@data-record]")
        if articles:
            for number, article in enumerate(articles, 1):
                yield _own_record(article, f"{path}: document {number}")
            return
    source: dict[str, Any] = {"format": "html", "encoding": encoding}
    if head.get("og:url"):
        source["url"] = head["og:url"]
    if damaged:
        source["damaged_characters"] = damaged
    text = DocumentText(source=dict(source))
    if not read_blocks(root, text):
        legacy = guess_legacy(text.text())
        if legacy is not None:
            text = DocumentText(source={**source, "encoding": legacy})
            read_blocks(root, text, LegacyFont(legacy))
    title = head.get("og:title") or _title(root)
    yield text.record(
        options.name or str(path), str(path), title=title, doc_date=day_of(head.get("article:published_time"))
    )


def write(records: Iterable[Record], target: Path, losses: Losses, options: WriteOptions) -> None:
    """Write documents as one page; see :mod:`vnjudnlp.formats.format`."""

    def counted() -> Iterator[Record]:
        for record in records:
            losses.add("characters that HTML does not have become U+FFFD", record.id, count_not_in_html(record.text))
            yield record

    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(write_page(counted(), LABELS))


def _parsed(page: str, path: Path) -> Any:
    parser = etree.HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(page.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        root = None
    if root is None:
        raise InputError(f"{path}: holds no text; check that it is the right file")
    fatal = [entry for entry in parser.error_log if entry.level_name == _FATAL]
    if fatal:
        raise InputError(f"{path}: its elements stand inside one another without end; save the page once more")
    return root


def _metadata(root: Any) -> dict[str, str]:
    """Return the contents of the ``<meta>`` elements by name; the first of a name counts."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name")
        if name and element.get("content"):
            found.setdefault(name.lower(), element.get("content"))
    return found


def _title(root: Any) -> str:
    element = root.find(".//head/title")
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _own_record(article: Any, place: str) -> Record | RecordError:
    try:
        data = parse_json(article.get("data-record"))
        text = "".join(article.find("div[@class='text']").itertext())
        if not isinstance(data, dict):
            raise RecordError("its data are no object; write the page once more")
        if data.pop("characters", None) != len(text):
            raise RecordError("its text was changed, so that its spans no longer fit; write the page once more")
        return Record.from_dict({**data, "text": text})
    except RecordError as error:
        return RecordError(f"{place}: {error}")
    except AttributeError:
        return RecordError(f"{place}: its text is missing; write the page once more")
