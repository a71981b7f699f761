"""Every shell example of the documentation shows what it prints."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCUMENTS = Path(__file__).parents[2] / "docs"

# matches a block that begins with ```console
_EXAMPLES = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)

# the last digits of a score may differ between processors; matches "0.9994" behind "score", not "1.0"
_SCORE = re.compile(r'(?<="score": )0\.\d+')


# pages, and how many examples they have at least
PAGES = {
    "command_line.md": 17,
    "formats.md": 4,
    "evaluation.md": 8,
    "agreement.md": 3,
    "selection.md": 4,
    "tutorial.md": 15,
    "formats/jsonl.md": 4,
    "formats/conll2003.md": 5,
}
FOUND = [path.relative_to(DOCUMENTS).as_posix() for path in sorted(DOCUMENTS.glob("formats/*.md"))]


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize("name", sorted({*PAGES, *FOUND}))
def test_shell_examples(name: str, tmp_path: Path, environment: dict[str, str]) -> None:
    count = 0
    for block in _EXAMPLES.findall((DOCUMENTS / name).read_text(encoding="utf-8")):
        for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, expected = example.partition("\n")
            process = subprocess.run(
                ["bash", "-c", f'vnjudnlp() {{ "{sys.executable}" -m vnjudnlp "$@"; }}; {command}'],
                check=False,
                cwd=tmp_path,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            shown, printed = (_SCORE.sub("", text.rstrip("\n")) for text in (expected, process.stdout.decode("utf-8")))
            assert printed == shown, command
            count += 1
    assert count >= PAGES.get(name, 0)
