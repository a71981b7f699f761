"""The attributes that documents and spans get: ``doc._.date``, ``ent._.norm`` and so on.

All that is stored is plain data in ``doc.user_data``, so it survives saving, pickling and other processes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc, Span

from vnjudnlp.errors import VnjudnlpError
from vnjudnlp.records import Abbreviation

if TYPE_CHECKING:
    from vnjudnlp.dates import DateValue

__all__ = ["register_extensions"]

# where spaCy itself would keep it
_ABBREVIATIONS_KEY = ("._.", "abbreviations", None, None)


def register_extensions() -> None:
    """Register the attributes with spaCy, where they are not registered yet.

    :func:`vnjudnlp.spacy.load` does so by itself; it is called by hand only to read saved documents without a
    pipeline.

    Raises:
        VnjudnlpError: another package has registered an attribute of the same name that cannot be written.
    """
    for holder in (Doc, Span):
        for name, definition in _definitions(holder).items():
            if not holder.has_extension(name):
                holder.set_extension(name, **definition)
            elif not _agrees(holder.get_extension(name), definition):
                raise VnjudnlpError(
                    f"the spaCy attribute {holder.__name__}._.{name} is already registered with another meaning; "
                    f"call {holder.__name__}.remove_extension({name!r}) first, or do without the other package"
                )


def _definitions(holder: type[Doc] | type[Span]) -> dict[str, dict[str, Any]]:
    if holder is Span:
        stored: dict[str, dict[str, Any]] = {name: {"default": None} for name in ("norm", "source", "score")}
        return {
            **stored,
            "details": {"getter": _get_details, "setter": _set_details},
            "date": {"getter": _get_date_value},
            "body": {"getter": _get_body},
        }
    return {
        "date": {"default": None},
        "abbreviations": {"getter": _get_abbreviations, "setter": _set_abbreviations},
        "expanded": {"getter": _get_expanded},
        "people": {"getter": _get_people, "setter": _set_people},
        "offices": {"getter": _get_offices, "setter": _set_offices},
        "case": {"getter": _get_case, "setter": _set_case},
    }


def _agrees(registered: tuple[Any, ...], definition: dict[str, Any]) -> bool:
    _, method, getter, setter = registered
    if "getter" in definition:
        # a reloaded module's function is another object with the same name
        return getattr(getter, "__module__", None) == __name__
    return method is None and getter is None and setter is None


def _get_date_value(span: Span) -> DateValue | None:
    """Return what a span with the label DATE means, whichever component has found it; None for any other span."""
    from vnjudnlp.dates import DateValue, explain

    if span.label_ != "DATE":
        return None
    details = span._.details
    if details is not None and "date" in details:
        return DateValue.from_dict(span._.norm, details["date"])
    return explain(span.doc.text, span.start_char, span.end_char, span.doc._.date)


def _get_abbreviations(doc: Doc) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _with_lists(_data(doc).get(_ABBREVIATIONS_KEY, []))
    return found


def _set_abbreviations(doc: Doc, abbreviations: list[dict[str, Any]]) -> None:
    _data(doc)[_ABBREVIATIONS_KEY] = abbreviations


def _details_key(span: Span) -> tuple[str, str, int, int]:
    # where spaCy itself would keep it
    return "._.", "details", span.start_char, span.end_char


def _get_details(span: Span) -> dict[str, Any] | None:
    details: dict[str, Any] | None = _with_lists(_data(span.doc).get(_details_key(span)))
    return details


def _set_details(span: Span, details: dict[str, Any] | None) -> None:
    _data(span.doc)[_details_key(span)] = details


def _get_body(span: Span) -> dict[str, Any] | None:
    body: dict[str, Any] | None = (span._.details or {}).get("body")
    return body


def _with_lists(value: Any) -> Any:
    """Return plain data with lists where DocBin has made tuples of them."""
    if isinstance(value, dict):
        return {name: _with_lists(item) for name, item in value.items()}
    return [_with_lists(item) for item in value] if isinstance(value, (tuple, list)) else value


def _get_expanded(doc: Doc) -> str:
    from vnjudnlp.abbreviations import apply

    known = [Abbreviation(**{**fields, "readings": tuple(fields["readings"])}) for fields in doc._.abbreviations]
    return apply(doc.text, known).text


def _get_people(doc: Doc) -> list[dict[str, Any]]:
    return _plain(_data(doc).get(_fact_key("people"), ()))  # type: ignore[no-any-return]


def _set_people(doc: Doc, people: list[dict[str, Any]]) -> None:
    _data(doc)[_fact_key("people")] = people


def _get_offices(doc: Doc) -> list[dict[str, Any]]:
    return _plain(_data(doc).get(_fact_key("offices"), ()))  # type: ignore[no-any-return]


def _set_offices(doc: Doc, offices: list[dict[str, Any]]) -> None:
    _data(doc)[_fact_key("offices")] = offices


def _get_case(doc: Doc) -> dict[str, Any] | None:
    return _plain(_data(doc).get(_fact_key("case")))  # type: ignore[no-any-return]


def _set_case(doc: Doc, case: dict[str, Any] | None) -> None:
    _data(doc)[_fact_key("case")] = case


def _fact_key(name: str) -> tuple[str, str, None, None]:
    return ("._.", name, None, None)


def _plain(value: Any) -> Any:
    """Return plain data with lists where DocBin has made tuples of them."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _data(doc: Doc) -> dict[Any, Any]:
    data: dict[Any, Any] = doc.user_data
    return data
