"""Write the trained word segmenter of underthesea as arrays and JSON.

The weights lie in underthesea's wheel as a CRFsuite model, the templates and the dictionary as pickles of plain
strings. The model's binary form is read here; the strings are read off the pickles' instructions, and nothing of them
is run. Run this after an update of underthesea: ``python -m tools.convert_underthesea``.
"""

from __future__ import annotations

import hashlib
import json
import pickletools
import re
import struct
from collections import defaultdict
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from vnjudnlp.segmentation.tables import pack
from vnjudnlp.segmentation.underthesea_words import BIGRAM, BIGRAM_PLACES, LOWERED, TRIGRAM, TRIGRAM_PLACES, VERSION

NAME = "ws_crf_vlsp2013_20230727"
TARGET = Path(__file__).parent.parent / "models" / "underthesea_words"

# the instructions that make one list or one set of strings; any other means that the file holds something else
_PLAIN = {"PROTO", "FRAME", "EMPTY_LIST", "EMPTY_SET", "MARK", "MEMOIZE", "APPENDS", "ADDITEMS", "STOP"}
_STRING = {"SHORT_BINUNICODE", "BINUNICODE"}

# T[-1,0].lower=tòa án; not B=1
_ATTRIBUTE = re.compile(r"T\[(?P<first>-?\d)(?:,(?P<last>-?\d))?\](?P<function>\.\w+)?=(?P<value>.*)", re.DOTALL)


def pickled_strings(path: Path) -> list[str]:
    """Return the strings of a pickled list or set of strings, without unpickling it.

    Args:
        path: the pickle.

    Returns:
        its strings, in their order in the file.

    Raises:
        SystemExit: the file holds anything but strings.
    """
    strings: list[str] = []
    for instruction, value, _ in pickletools.genops(path.read_bytes()):
        if instruction.name in _STRING:
            strings.append(str(value))
        elif instruction.name not in _PLAIN:
            raise SystemExit(f"{path} is no plain list of strings: it has the instruction {instruction.name}")
    return strings


def read_crfsuite(data: bytes) -> tuple[dict[str, dict[str, float]], dict[tuple[str, str], float]]:
    """Read a model in the binary form of CRFsuite 0.12.

    Args:
        data: the file.

    Returns:
        the weight of each label for each attribute, and of each pair of labels that follow each other.

    Raises:
        SystemExit: the file has another form.
    """
    magic, _, kind, *_, features_at, labels_at, attributes_at, _, _ = struct.unpack_from("<4sI4s9I", data)
    if (magic, kind) != (b"lCRF", b"FOMC"):
        raise SystemExit("the weights are no first-order CRFsuite model")
    labels, attributes = _read_names(data, labels_at), _read_names(data, attributes_at)
    _, _, count = struct.unpack_from("<4sII", data, features_at)
    record = np.dtype([("kind", "<u4"), ("source", "<u4"), ("label", "<u4"), ("weight", "<f8")])
    states: dict[str, dict[str, float]] = defaultdict(dict)
    transitions: dict[tuple[str, str], float] = {}
    for feature, source, label, weight in np.frombuffer(data, record, count, features_at + 12).tolist():
        if feature == 0:
            states[attributes[source]][labels[label]] = weight
        else:
            transitions[labels[source], labels[label]] = weight
    return states, transitions


def _read_names(data: bytes, start: int) -> dict[int, str]:
    """Read a constant database: names by their numbers."""
    _, _, _, _, count, back_at = struct.unpack_from("<4s5I", data, start)
    names: dict[int, str] = {}
    for offset in struct.unpack_from(f"<{count}I", data, start + back_at):
        if offset:
            number, size = struct.unpack_from("<II", data, start + offset)
            names[number] = data[start + offset + 8 : start + offset + 7 + size].decode("utf-8")
    return names


def convert(
    states: dict[str, dict[str, float]], dictionary: list[str]
) -> tuple[dict[str, np.ndarray], list[str], dict[str, Any]]:
    """Turn attributes with weights into arrays.

    Args:
        states: the weight of each label for each attribute.
        dictionary: the dictionary's entries.

    Returns:
        the arrays by name, the forms by number, and the weights of the templates with few values.
    """
    weights = {name: labels.get("I-W", 0.0) - labels.get("B-W", 0.0) for name, labels in states.items()}
    few: dict[str, dict[str, float]] = defaultdict(dict)
    grams: dict[int, dict[tuple[str, ...], dict[int, float]]] = {
        1: defaultdict(dict),
        2: defaultdict(dict),
        3: defaultdict(dict),
    }
    lowered: dict[int, dict[tuple[str, ...], dict[int, float]]] = {1: defaultdict(dict), 2: defaultdict(dict)}
    for name, weight in weights.items():
        match = _ATTRIBUTE.fullmatch(name)
        if match is None:
            raise SystemExit(f"unknown template in {name!r}")
        first, last, value = int(match["first"]), int(match["last"] or match["first"]), match["value"]
        forms = tuple(value.split(" "))
        if match["function"] not in (None, ".lower") or value in ("BOS", "EOS"):
            few[name[: match.start("value") - 1]][value] = weight
        elif match["function"]:
            lowered[last - first + 1][forms][first] = weight
        else:
            grams[last - first + 1][forms][first] = weight
    entries = {tuple(entry.split(" ")) for entry in dictionary}
    entries = {entry for entry in entries if len(entry) <= 3 and all(entry)}
    used = {form for table in (*grams.values(), *lowered.values()) for gram in table for form in gram}
    forms_by_number = ["", *sorted(used | {form for entry in entries for form in entry})]
    numbers = {form: number for number, form in enumerate(forms_by_number)}
    arrays: dict[str, np.ndarray] = {}
    for name, table in (("unigrams", grams[1]), ("lowered_unigrams", lowered[1])):
        arrays[name] = np.zeros((len(numbers), 5))
        for (form,), by_place in table.items():
            for place, weight in by_place.items():
                arrays[name][numbers[form], place + 2] = weight
    arrays["words"] = np.zeros(len(numbers), dtype=np.bool_)
    arrays["words"][[numbers[entry[0]] for entry in entries if len(entry) == 1]] = True
    keys: list[int] = []
    rows: list[int] = []
    for name, kind, table, places in (
        ("bigrams", BIGRAM, grams[2], BIGRAM_PLACES),
        ("lowered_bigrams", BIGRAM | LOWERED, lowered[2], BIGRAM_PLACES),
        ("trigrams", TRIGRAM, grams[3], TRIGRAM_PLACES),
        ("lowered_trigrams", TRIGRAM | LOWERED, {}, ()),
    ):
        length = 3 if kind & TRIGRAM else 2
        words = {entry for entry in entries if len(entry) == length} if kind & LOWERED else set()
        ordered = sorted(set(table) | words)
        packed = [int(pack(kind, *(np.array([numbers[form]]) for form in gram))[0]) for gram in ordered]
        keys += packed
        rows += range(1, len(ordered) + 1)
        arrays[name] = np.zeros((len(ordered) + 1, len(places)))
        for row, gram in enumerate(ordered, 1):
            for place, weight in table.get(gram, {}).items():
                arrays[name][row, places.index(place)] = weight
        if kind & LOWERED:
            arrays[f"{name}_in_dictionary"] = np.array([False, *(gram in words for gram in ordered)])
    arrays["keys"], arrays["rows"] = np.array(keys, dtype=np.int64), np.array(rows, dtype=np.int32)
    return arrays, forms_by_number, few


def source_folder() -> Path:
    """Return the folder of the segmenter in the installed underthesea.

    Raises:
        SystemExit: underthesea is not installed.
    """
    package = find_spec("underthesea")
    if package is None or package.origin is None:
        raise SystemExit("underthesea is not installed")
    return Path(package.origin).parent / "pipeline" / "word_tokenize" / "models" / NAME


def dictionary() -> list[str]:
    """Return the entries of underthesea's dictionary."""
    return sorted(pickled_strings(source_folder() / "dictionary.bin"))


def main() -> None:
    """Convert the segmenter of the installed underthesea."""
    source = source_folder()
    weights = (source / "models.bin").read_bytes()
    states, transitions = read_crfsuite(weights)
    arrays, forms, few = convert(states, dictionary())
    TARGET.mkdir(parents=True, exist_ok=True)
    for path in TARGET.iterdir():
        path.unlink()
    if any("\n" in form for form in forms):
        raise SystemExit("a form holds a line break")
    (TARGET / "forms.txt").write_text("\n".join(forms) + "\n", encoding="utf-8", newline="\n")
    for array_name, array in arrays.items():
        np.save(TARGET / f"{array_name}.npy", array, allow_pickle=False)
    meta = {
        "version": VERSION,
        "name": NAME,
        "source": f"underthesea {version('underthesea')}",
        "license": "Apache-2.0",
        "weights_sha256": hashlib.sha256(weights).hexdigest(),
        "templates": pickled_strings(source / "features.bin"),
        "transitions": [[transitions[before, behind] for behind in ("B-W", "I-W")] for before in ("B-W", "I-W")],
        "few_values": few,
        "files": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(TARGET.iterdir())},
    }
    (TARGET / "meta.json").write_text(
        json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    main()
