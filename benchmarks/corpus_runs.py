"""Runs over a generated corpus: one worker against two, memory, kills at random moments, malformed files.

Run ``python -m benchmarks.corpus_runs [--documents N] [--rounds N] [--kills N] [--malformed N]`` from the checkout; it
prints one JSON object. Rounds with one and with two workers take turns; their ratio is what to compare, absolute
figures depend on the machine and what else it does.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.corpus.runs.test_malformed import malformed_files
from vnjudnlp.formats.markup import read_document

CHECKOUT = Path(__file__).parent.parent
CORPUS = CHECKOUT / "data" / "corpus"
FILES = 4
SEED = 20251001


def generate(folder: Path, documents: int) -> int:
    """Write records whose lines are drawn from the project's own corpus, into a few files; return their syllables."""
    chance = random.Random(SEED)
    records = [read_document(path) for path in sorted(CORPUS.glob("*/*.txt"))]
    lines = [line for record in records for line in record.text.split("\n") if line.strip()]
    dates = [record.doc_date for record in records]
    folder.mkdir()
    syllables = 0
    for number in range(FILES):
        with (folder / f"{number}.jsonl").open("w", encoding="utf-8") as file:
            for document in range(number, documents, FILES):
                text = "\n".join(chance.choices(lines, k=chance.randrange(4, 18)))
                syllables += len(text.split())
                record = {"id": f"d{document}", "text": text, "doc_date": chance.choice(dates)}
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return syllables


def command(source: Path, output: Path, workers: int) -> list[str]:
    """Return the command that annotates a corpus."""
    options = ["-o", str(output), "--workers", str(workers)]
    return [sys.executable, "-m", "vnjudnlp", "annotate", str(source), *options]


def annotate(source: Path, output: Path, workers: int) -> dict[str, float]:
    """Annotate a corpus and return seconds and memory."""
    script = (
        "import json, resource, subprocess, sys, time; begun = time.perf_counter();"
        "status = subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL).returncode;"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(json.dumps([time.perf_counter() - begun, used.ru_maxrss, used.ru_utime + used.ru_stime, status]))"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, *command(source, output, workers)], capture_output=True, check=True, cwd=CHECKOUT
    )
    seconds, memory, processor, status = json.loads(result.stdout)
    return {"seconds": seconds, "megabytes": memory / 1024, "processor": processor, "status": status}


def hashes(output: Path) -> list[str]:
    """Return hashes of an output and of its errors."""
    files = [output, output.with_name(f"{output.name}.run") / "errors.jsonl"]
    return [hashlib.blake2b(file.read_bytes()).hexdigest() for file in files]


def measure_speed(source: Path, folder: Path, rounds: int, syllables: int) -> dict[str, Any]:
    """Annotate with one worker and with two, in turn."""
    found: dict[int, list[dict[str, float]]] = {1: [], 2: []}
    same = set()
    for number in range(rounds):
        for workers, runs in found.items():
            output = folder / f"{number}-{workers}.jsonl"
            runs.append(annotate(source, output, workers))
            same.add(tuple(hashes(output)))
    median = {workers: statistics.median(run["seconds"] for run in runs) for workers, runs in found.items()}
    return {
        "seconds": {str(workers): round(seconds, 1) for workers, seconds in median.items()},
        "syllables a second": {str(workers): round(syllables / seconds) for workers, seconds in median.items()},
        "processor seconds": {
            str(workers): round(statistics.median(run["processor"] for run in runs), 1)
            for workers, runs in found.items()
        },
        "two workers to one": round(median[1] / median[2], 2),
        "ratio of each round": [
            round(one["seconds"] / two["seconds"], 2) for one, two in zip(found[1], found[2], strict=True)
        ],
        "peak megabytes of a process": round(max(run["megabytes"] for runs in found.values() for run in runs)),
        "outputs are the same": len(same) == 1,
    }


def measure_kills(source: Path, folder: Path, kills: int, seconds: float) -> dict[str, Any]:
    """Kill a run at random moments, start it again each time, and compare its output with that of another."""
    chance = random.Random(SEED)
    expected = folder / "0-2.jsonl"
    output = folder / "killed.jsonl"
    killed = rounds = 0
    same = True
    while killed < kills:
        rounds += 1
        while True:
            process = subprocess.Popen(command(source, output, 2), stderr=subprocess.DEVNULL, cwd=CHECKOUT)
            try:
                # by and by the run comes to its end, and is killed there too
                process.wait(chance.uniform(0.2, 2 * seconds / max(1, kills)) if killed < kills else None)
                break
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
                killed += 1
        same = same and hashes(output) == hashes(expected)
        output.unlink()
    return {"kills": killed, "runs that came to their end": rounds, "all as if undisturbed": same}


def measure_malformed(folder: Path, count: int) -> dict[str, Any]:
    """Annotate files that are malformed in all ways."""
    malformed_files(folder / "malformed", count)
    result = subprocess.run(
        command(folder / "malformed", folder / "malformed.jsonl", 2), capture_output=True, check=False, cwd=CHECKOUT
    )
    lines = (folder / "malformed.jsonl.run" / "errors.jsonl").read_bytes().splitlines()
    errors = [json.loads(line) for line in lines]
    return {
        "files": count,
        "files with an error": len({error["file"] for error in errors}),
        "documents": (folder / "malformed.jsonl").read_bytes().count(b"\n"),
        "status": result.returncode,
        "tracebacks": result.stderr.count(b"Traceback"),
    }


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--malformed", type=int, default=1000)
    arguments = parser.parse_args()
    os.environ["PYTHONPATH"] = str(CHECKOUT)
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in"
        syllables = generate(source, arguments.documents)
        size = sum(path.stat().st_size for path in source.iterdir())
        figures: dict[str, Any] = {"documents": arguments.documents, "syllables": syllables, "input bytes": size}
        figures |= measure_speed(source, folder, arguments.rounds, syllables)
        figures["output bytes"] = (folder / "0-2.jsonl").stat().st_size
        figures["kills"] = measure_kills(source, folder, arguments.kills, figures["seconds"]["2"])
        figures["malformed"] = measure_malformed(folder, arguments.malformed)
    figures["seconds in all"] = round(time.perf_counter() - begun)
    figures["peak megabytes here"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
