"""The configuration of a folder of brat: https://brat.nlplab.org/configuration.html."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from vnjudnlp.records import LABELS

__all__ = ["BratTypes"]

_COLORS = ("#a6cee3", "#fdbf6f", "#b2df8a", "#fb9a99", "#cab2d6", "#ffff99", "#e5c494", "#8dd3c7", "#fccde5", "#d9d9d9")


class BratTypes:
    """The types that occur in the documents of a folder."""

    def __init__(self) -> None:
        self._entities: set[str] = set()
        self._relations: set[str] = set()
        self._events: dict[str, set[str]] = defaultdict(set)
        self._attributes: dict[str, set[str]] = defaultdict(set)

    def add(self, lines: Iterable[str]) -> None:
        """Take in the lines of a document."""
        triggers: dict[str, str] = {}
        for line in lines:
            name, _, rest = line.partition("\t")
            kind, *arguments = rest.partition("\t")[0].split(" ")
            if name.startswith("T"):
                triggers[name] = kind
            elif name.startswith("R"):
                self._relations.add(kind)
            elif name.startswith("E"):
                roles = {item.partition(":")[0].rstrip("0123456789") for item in arguments if ":" in item}
                self._events[kind.partition(":")[0]] |= roles
                triggers.pop(kind.partition(":")[2], None)
            elif name[:1] in ("A", "M"):
                self._attributes[kind].update(arguments[1:2])
        self._entities.update(triggers.values())

    def write(self, folder: Path) -> None:
        """Write ``annotation.conf`` and ``visual.conf``."""
        known = [label for label in LABELS if label in self._entities or not self._entities]
        entities = known + sorted(self._entities.difference(known))
        pair = "Arg1:<ANY>, Arg2:<ANY>"
        relations = [f"<OVERLAP>\t{pair}, <OVL-TYPE>:<ANY>", *(f"{kind}\t{pair}" for kind in sorted(self._relations))]
        events = [
            "\t".join([kind, ", ".join(f"{role}*:<ANY>" for role in sorted(roles))]).rstrip("\t")
            for kind, roles in sorted(self._events.items())
        ]
        attributes = [
            f"{kind}\tArg:<ANY>" + (f", Value:{'|'.join(sorted(values))}" if values else "")
            for kind, values in sorted(self._attributes.items())
        ]
        sections = {"entities": entities, "relations": relations, "events": events, "attributes": attributes}
        _write(folder / "annotation.conf", sections)
        drawing = ["SPAN_DEFAULT\tfgColor:black, bgColor:#d9d9d9, borderColor:darken"]
        drawing += [f"{kind}\tbgColor:{_COLORS[number % len(_COLORS)]}" for number, kind in enumerate(entities)]
        _write(folder / "visual.conf", {"labels": [], "drawing": drawing})


def _write(path: Path, sections: dict[str, list[str]]) -> None:
    content = "\n".join("\n".join([f"[{name}]", *lines]) + "\n" for name, lines in sections.items())
    path.write_text(content, encoding="utf-8", newline="\n")
