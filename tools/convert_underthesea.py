"""Write the templates and the dictionary of underthesea's word segmenter as plain text.

The weights stay in underthesea's wheel; its templates and its dictionary lie there as pickles of plain strings. Their
strings are read off the pickle's instructions and nothing of it is run. Run this after an update of underthesea:
``python -m tools.convert_underthesea``.
"""

from __future__ import annotations

import hashlib
import json
import pickletools
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

TARGET = Path(__file__).parent.parent / "models" / "underthesea_words"


# the instructions that make one list or one set of strings; any other means that the file holds something else
_PLAIN = {"PROTO", "FRAME", "EMPTY_LIST", "EMPTY_SET", "MARK", "MEMOIZE", "APPENDS", "ADDITEMS", "STOP"}
_STRING = {"SHORT_BINUNICODE", "BINUNICODE"}


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


def main() -> None:
    """Convert the segmenter of the installed underthesea."""
    package = find_spec("underthesea")
    if package is None or package.origin is None:
        raise SystemExit("underthesea is not installed")
    name = "ws_crf_vlsp2013_20230727"
    source = Path(package.origin).parent / "pipeline" / "word_tokenize" / "models" / name
    templates = pickled_strings(source / "features.bin")
    dictionary = sorted(pickled_strings(source / "dictionary.bin"))
    if any("\n" in word for word in dictionary):
        raise SystemExit("a dictionary entry holds a line break")
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "dictionary.txt").write_text("\n".join(dictionary) + "\n", encoding="utf-8", newline="\n")
    meta = {
        "name": name,
        "source": f"underthesea {version('underthesea')}",
        "license": "Apache-2.0",
        "weights_sha256": hashlib.sha256((source / "models.bin").read_bytes()).hexdigest(),
        "templates": templates,
        "dictionary_entries": len(dictionary),
    }
    (TARGET / "meta.json").write_text(
        json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    main()
