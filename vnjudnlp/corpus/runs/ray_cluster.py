"""A Ray cluster: one that runs, or one of this machine alone, started for a run and gone after it."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from vnjudnlp.errors import InputError

__all__ = ["ray_cluster"]

_LONGEST_FOLDER = 40
"""Sockets lie below Ray's folder, and their paths have at most 107 bytes."""

_OBJECT_STORE = 100 << 20
"""Bytes for what tasks send each other: here numbers and names."""

_PATIENCE = 10.0
"""How many seconds a cluster has to answer."""


@contextmanager
def ray_cluster(address: str | None, workers: int | None) -> Iterator[int]:
    """Connect to a cluster, or start one; end the connection, or the cluster, afterwards.

    A cluster of our own listens to this machine alone, asks for a secret that is made for it, sends nothing to
    anybody, and leaves no files.

    Args:
        address: the cluster: ``HOST:PORT`` or ``auto``; None to start one.
        workers: how many worker processes are wanted; None for one a core.

    Yields:
        how many workers the cluster has room for, at most as many as are wanted.

    Raises:
        InputError: Ray is not installed, or the cluster cannot be reached.
    """
    own = address is None
    if address is not None:
        _refuse_silent_host(address)
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    # the log of the C++ core goes to standard error, whatever the level of logging
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    os.environ.setdefault("RAY_DATA_DISABLE_PROGRESS_BARS", "1")
    # Ray reads these when it is imported; later they would hold for its other processes alone
    if own and "ray" not in sys.modules and "RAY_AUTH_MODE" not in os.environ:
        os.environ["RAY_AUTH_MODE"] = "token"
        os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
        # Ray then takes the loopback address, as it does on Windows and macOS
        os.environ.setdefault("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise InputError(
            f"--engine ray needs the package ray ({error}); install it with: pip install 'vnjudnlp[ray]'"
        ) from None
    if ray.is_initialized():
        # the caller's own connection
        yield _room(workers)
        return
    folder = _folder() if own else None
    try:
        try:
            if folder is not None:
                # what a killed worker leaves goes with the cluster's folder
                with _environment("TMPDIR", folder):
                    ray.init(
                        address="local",
                        num_cpus=workers or os.cpu_count(),
                        include_dashboard=False,
                        object_store_memory=_OBJECT_STORE,
                        log_to_driver=False,
                        logging_level=logging.ERROR,
                        _temp_dir=folder,
                    )
            else:
                ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
        except (ConnectionError, ValueError, RuntimeError, OSError) as error:
            where = "a cluster of this machine" if own else address
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise InputError(f"{where} cannot be reached ({reason}); check --address and that it runs") from None
        yield _room(workers)
    finally:
        ray.shutdown()
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _refuse_silent_host(address: str) -> None:
    """Refuse an address where nothing listens, at which Ray would knock for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdecimal():
        return

    async def knock() -> None:
        _, writer = await asyncio.wait_for(asyncio.open_connection(host.strip("[]"), int(port)), _PATIENCE)
        writer.close()
        await writer.wait_closed()

    try:
        asyncio.run(knock())
    except (OSError, OverflowError, asyncio.TimeoutError) as error:
        number = getattr(error, "errno", None)
        reason = "no answer" if isinstance(error, asyncio.TimeoutError) else os.strerror(number) if number else error
        raise InputError(f"{address} cannot be reached ({reason}); check --address and that the cluster runs") from None


def _room(workers: int | None) -> int:
    import ray

    cores = max(1, int(ray.cluster_resources().get("CPU", 1)))
    return cores if workers is None else min(workers, cores)


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """Set a variable for the processes that are started meanwhile."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _folder() -> str:
    """Make a folder whose path is short."""
    usual = tempfile.gettempdir()
    return tempfile.mkdtemp(prefix="vj-ray-", dir=usual if len(usual) <= _LONGEST_FOLDER else "/tmp")
