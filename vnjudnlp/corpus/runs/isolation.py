"""Annotation in a process of its own, for documents over which a worker may die."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Sequence
from multiprocessing.connection import Connection

from vnjudnlp.corpus.runs.mapper import Annotate, Settings, annotate_batch
from vnjudnlp.errors import InputError
from vnjudnlp.records import Record

__all__ = ["annotate_isolated"]


def annotate_isolated(records: Sequence[Record], settings: Settings, annotate: Annotate = annotate_batch) -> None:
    """Annotate documents in another process; see :func:`vnjudnlp.corpus.runs.mapper.annotate_batch`.

    Raises:
        InputError: the process died.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_annotate, args=(list(records), settings, annotate, there), daemon=True)
    process.start()
    there.close()
    try:
        answer = here.recv()
    except EOFError:
        process.join()
        raise InputError(_death(process.exitcode or 0)) from None
    finally:
        here.close()
    process.join()
    if isinstance(answer, Exception):
        raise answer
    for record, done in zip(records, answer, strict=True):
        record.entities, record.abbreviations, record.extra = done.entities, done.abbreviations, done.extra


def _annotate(records: list[Record], settings: Settings, annotate: Annotate, answers: Connection) -> None:
    try:
        annotate(records, settings)
    except Exception as error:
        answers.send(error)
    else:
        answers.send(records)


def _death(code: int) -> str:
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"exit status {code}"
    return f"the process that annotated it died ({name}); please report it with the document"
