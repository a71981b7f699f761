"""The workers of a run on a Ray cluster: an actor pool of Ray Data, each of whose actors makes shard after shard."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from vnjudnlp.corpus.runs.fingerprint import fingerprint
from vnjudnlp.corpus.runs.isolation import annotate_isolated
from vnjudnlp.corpus.runs.mapper import Settings
from vnjudnlp.corpus.runs.plan import Split
from vnjudnlp.corpus.runs.shard_store import Made, ShardStore
from vnjudnlp.errors import InputError, VnjudnlpError

__all__ = ["Task", "make_shards"]

Task = tuple[Split, Collection[int] | None]
"""A split, and which of its results are left out: see :meth:`~vnjudnlp.corpus.runs.shard_store.ShardStore.make`."""

_MOST_BLOCKS = 10_000
"""Ray Data describes each block in memory."""


class ShardMaker:
    """What runs in a worker process.

    Args:
        output: the folder or URL of the shards.
        settings: what is done, as plain data.
        basis: on what results depend, by the machine that started the run.
    """

    def __init__(self, output: str, settings: Mapping[str, Any], basis: Mapping[str, str]) -> None:
        self._settings = Settings.from_dict(settings)
        self._basis = hashlib.blake2b(json.dumps(basis, sort_keys=True).encode(), digest_size=16).hexdigest()
        self._fault: str | None = None
        try:
            self._store = ShardStore(output)
            here = fingerprint(self._settings)
            other = [name for name in basis if basis[name] != here.get(name)]
            if other:
                self._fault = (
                    f"a machine of the cluster differs in {', '.join(other)}; install the same package and put the "
                    "same files on all"
                )
        except VnjudnlpError as error:
            self._fault = str(error)

    def __call__(self, row: Mapping[str, str]) -> dict[str, str]:
        """Make one shard; what went wrong is an answer too, since an exception would be tried again."""
        if self._fault is not None:
            return {"answer": json.dumps({"fault": self._fault})}
        task = json.loads(row["task"])
        try:
            made = self._store.make(
                Split.from_dict(task["split"]), self._settings, self._basis, task["left_out"], annotate_isolated
            )
        except VnjudnlpError as error:
            return {"answer": json.dumps({"fault": str(error)})}
        except OSError as error:
            where = error.filename or "the shard"
            return {"answer": json.dumps({"fault": f"{where}: cannot be written ({error.strerror or error})"})}
        return {"answer": json.dumps({"made": asdict(made)})}


def make_shards(
    tasks: Sequence[Task], output: str, settings: Settings, basis: Mapping[str, str], workers: int
) -> Iterator[Made]:
    """Make shards on the cluster to which this process is connected.

    A worker that dies, whyever, is started again and its split is given out again.

    Args:
        tasks: what is to be made.
        output: the folder or URL of the shards.
        settings: what is done.
        basis: on what results depend.
        workers: how many worker processes.

    Yields:
        the shards as they are done, in any order.

    Raises:
        InputError: a shard cannot be made.
    """
    import ray
    from ray.data import ActorPoolStrategy, DataContext
    from ray.exceptions import RayError

    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = DataContext.get_current()
    context.enable_progress_bars = False
    rows = [{"task": json.dumps({"split": split.to_dict(), "left_out": left_out})} for split, left_out in tasks]
    answers = ray.data.from_items(rows, override_num_blocks=min(len(rows), _MOST_BLOCKS)).map(
        ShardMaker,
        fn_constructor_args=(output, settings.to_dict(), dict(basis)),
        compute=ActorPoolStrategy(
            min_size=1, max_size=max(1, min(workers, len(rows))), initial_size=max(1, min(workers, len(rows)))
        ),
        num_cpus=1,
    )
    try:
        for row in answers.iter_rows():
            answer = json.loads(row["answer"])
            if "fault" in answer:
                raise InputError(answer["fault"])
            yield Made(**{**answer["made"], "left_out": tuple(answer["made"]["left_out"])})
    except RayError as error:
        reason = str(error).strip().splitlines()[0]
        raise InputError(f"the cluster failed ({reason}); run again, the shards that are there stay") from None
