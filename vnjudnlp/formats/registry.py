"""The formats of annotated and of raw documents; :mod:`vnjudnlp.formats.format` says what a format is."""

from __future__ import annotations

from vnjudnlp.errors import InputError
from vnjudnlp.formats.format import PARTS, Format

__all__ = ["FORMATS", "format_by_name"]


def _without(*parts: str) -> frozenset[str]:
    return frozenset(PARTS).difference(parts)


_TEXT_ALONE = frozenset({"text"})

# where several formats share an ending, the first that recognizes a file has it
FORMATS: tuple[Format, ...] = (
    Format(
        "doccano",
        "doccano JSON Lines",
        "vnjudnlp.formats.doccano",
        (".jsonl",),
        by_content=True,
    ),
    Format(
        "jsonl",
        "JSON Lines",
        "vnjudnlp.formats.jsonl",
        (".jsonl", ".ndjson"),
        divides=True,
    ),
    Format(
        "markup",
        "inline mark-up",
        "vnjudnlp.formats.markup",
        (".txt",),
        layout="folder",
        carries=_without("text", "overlaps", "scores", "sources", "details"),
        by_content=True,
    ),
    Format(
        "text",
        "plain text",
        "vnjudnlp.formats.plain_text",
        (".txt", ".md", ".text"),
        layout="folder",
        carries=_TEXT_ALONE,
    ),
    Format(
        "conll",
        "CoNLL-2003 columns",
        "vnjudnlp.formats.conll2003",
        (".conll", ".bio", ".iob", ".tsv"),
        carries=frozenset({"spans"}),
        by_content=True,
    ),
    Format(
        "conllu",
        "CoNLL-U",
        "vnjudnlp.formats.conllu",
        (".conllu", ".conllup"),
        carries=_without("overlaps"),
    ),
    Format(
        "brat",
        "brat standoff",
        "vnjudnlp.formats.brat",
        (".ann",),
        layout="folder",
    ),
    Format(
        "label-studio",
        "Label Studio JSON",
        "vnjudnlp.formats.label_studio",
        (".json",),
        by_content=True,
    ),
    Format(
        "webanno",
        "WebAnno TSV 3.3",
        "vnjudnlp.formats.webanno",
        (".tsv",),
        layout="folder",
        carries=frozenset({"text", "spans", "overlaps", "norms"}),
        by_content=True,
    ),
    Format(
        "xmi",
        "UIMA CAS XMI",
        "vnjudnlp.formats.xmi",
        (".xmi",),
        layout="folder",
        extra="inception",
    ),
    Format(
        "docbin",
        "spaCy DocBin",
        "vnjudnlp.formats.docbin",
        (".spacy",),
    ),
    Format(
        "parquet",
        "Parquet (Hugging Face datasets)",
        "vnjudnlp.formats.parquet",
        (".parquet",),
        extra="parquet",
        divides=True,
    ),
    Format(
        "csv",
        "table of spans, comma-separated",
        "vnjudnlp.formats.csv_table",
        (".csv",),
    ),
    Format(
        "html",
        "HTML page",
        "vnjudnlp.formats.html_documents",
        (".html", ".htm", ".xhtml"),
        extra="documents",
    ),
    Format(
        "docx",
        "Word document",
        "vnjudnlp.formats.docx",
        (".docx",),
        carries=frozenset({"text", "fields"}),
        writes=False,
        extra="documents",
    ),
    Format(
        "pdf",
        "PDF with a text layer",
        "vnjudnlp.formats.pdf",
        (".pdf",),
        carries=frozenset({"text", "fields"}),
        writes=False,
        extra="documents",
    ),
    Format(
        "zip",
        "ZIP archive of documents",
        "vnjudnlp.formats.zip_archive",
        (".zip",),
        writes=False,
    ),
)


def format_by_name(name: str) -> Format:
    """Return the format of a name.

    Raises:
        InputError: there is none of that name.

    >>> format_by_name("jsonl").title
    'JSON Lines'
    """
    for item in FORMATS:
        if item.name == name:
            return item
    raise InputError(f"unknown format {name!r}; the formats are {', '.join(item.name for item in FORMATS)}")
