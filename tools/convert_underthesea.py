"""Write the templates and the dictionary of underthesea's word segmenter as plain text.

The weights stay in underthesea's wheel; its templates and its dictionary lie there as pickles, which are opened in
this script alone. Run it after an update of underthesea: ``python -m tools.convert_underthesea``.
"""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import joblib

TARGET = Path(__file__).parent.parent / "models" / "underthesea_words"


def main() -> None:
    """Convert the segmenter of the installed underthesea."""
    package = find_spec("underthesea")
    if package is None or package.origin is None:
        raise SystemExit("underthesea is not installed")
    name = "ws_crf_vlsp2013_20230727"
    source = Path(package.origin).parent / "pipeline" / "word_tokenize" / "models" / name
    templates = list(joblib.load(source / "features.bin"))
    dictionary = sorted(joblib.load(source / "dictionary.bin"))
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
