"""The engines of ``vnjudnlp annotate`` beside each other: seconds, syllables a second, memory of a worker, as JSON.

    python -m benchmarks.engines --documents 5000

Documents are paragraphs of the corpus's training part, drawn with a seed. The first figure, of one process without
workers, counts seconds of the processor, which other programs on the machine do not lengthen; the others are seconds of
the clock.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from vnjudnlp.formats.corpus_files import read_documents
from vnjudnlp.records import Record

PROJECT = Path(__file__).parents[1]


def write_documents(path: Path, count: int) -> int:
    """Write documents as JSON Lines and return how many syllables they have."""
    rows = (PROJECT / "data" / "corpus_splits.tsv").read_text(encoding="utf-8").splitlines()
    training = {row.split("\t")[0] for row in rows if row.endswith("\ttrain")}
    records = [item for item in read_documents([PROJECT / "data" / "corpus"]) if isinstance(item, Record)]
    paragraphs = [
        line for record in records if record.id in training for line in record.text.splitlines() if line.strip()
    ]
    choice = random.Random(7)
    syllables = 0
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = "\n".join(choice.choices(paragraphs, k=choice.randint(5, 40)))
            syllables += len(text.split())
            record = {"id": f"d{number}", "text": text, "doc_date": "2022-05-01"}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return syllables


def largest_worker(stop: threading.Event, found: list[int]) -> None:
    """Watch the memory of the processes of this run that annotate, in MB, until told to stop; needs /proc."""
    while not stop.wait(0.5):
        parents: dict[int, int] = {}
        peaks: dict[int, int] = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                title = (entry / "cmdline").read_text()
                status = dict(line.split(":", 1) for line in (entry / "status").read_text().splitlines())
            except OSError:
                continue
            parents[int(entry.name)] = int(status["PPid"])
            if "VmHWM" in status and ("ShardMaker" in title or "multiprocessing" in title or "vnjudnlp" in title):
                peaks[int(entry.name)] = int(status["VmHWM"].split()[0]) // 1024
        for process, peak in peaks.items():
            above = process
            while above in parents and above != os.getpid():
                above = parents[above]
            if above == os.getpid():
                found.append(peak)


def measure(source: Path, output: Path, options: list[str]) -> dict[str, float]:
    """Run the command once."""
    stop, found = threading.Event(), [0]
    watcher = threading.Thread(target=largest_worker, args=(stop, found))
    watcher.start()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    command = [sys.executable, "-m", "vnjudnlp", "annotate", str(source), "-o", f"{output}/", *options]
    subprocess.run(command, check=True, env={**os.environ, "OMP_NUM_THREADS": "1"}, cwd=PROJECT)
    seconds = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    stop.set()
    watcher.join()
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": round(seconds, 1), "processor_seconds": round(processor, 1), "worker_megabytes": max(found)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    workers = ["--workers", str(arguments.workers)]
    runs = {
        "one process": ["--workers", "0"],
        "local": ["--engine", "local", *workers],
        "ray": ["--engine", "ray", *workers],
    }
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.jsonl")
        syllables = write_documents(source, arguments.documents)
        found: dict[str, object] = {
            "documents": arguments.documents,
            "syllables": syllables,
            "input_bytes": source.stat().st_size,
        }
        for number, (name, options) in enumerate(runs.items()):
            result = measure(source, Path(folder, str(number)), options)
            result["syllables_a_second"] = round(syllables / result["seconds"])
            if name == "one process":
                result["syllables_a_processor_second"] = round(syllables / result["processor_seconds"])
            found[name] = result
        found["output_bytes"] = sum(path.stat().st_size for path in Path(folder, "1").iterdir())
        found["same_bytes"] = all(
            filecmp.cmp(path, Path(folder, "1", path.name), shallow=False) for path in Path(folder, "2").iterdir()
        )
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
