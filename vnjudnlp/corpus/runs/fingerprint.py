"""On what results depend beside the documents; if one of these changes, everything has to be done anew."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from vnjudnlp import __version__
from vnjudnlp.corpus.runs.mapper import Settings
from vnjudnlp.errors import InputError
from vnjudnlp.resources import data_file, models_file

if TYPE_CHECKING:
    if sys.version_info >= (3, 11):
        from importlib.resources.abc import Traversable
    else:
        from importlib.abc import Traversable

__all__ = ["fingerprint"]


def fingerprint(settings: Settings) -> dict[str, str]:
    """Say on what results depend beside the documents.

    Args:
        settings: what is done.

    Returns:
        for each thing, by its name for people, its value or a hash of its content.

    Raises:
        InputError: the user's model or register cannot be read.
    """
    options = {name: getattr(settings, name) for name in ("labels", "min_score", "facts")}
    values = {
        "the version of vnjudnlp": __version__,
        "the code of vnjudnlp": _hash_of(Path(__file__).parents[2], ".py"),
        "the lexicons of vnjudnlp": _hash_of(data_file("lexicons")),
        "the register of vnjudnlp": _hash_of(data_file("register")),
        "the models of vnjudnlp": _hash_of(models_file("")),
        **{f"--{name.replace('_', '-')}": json.dumps(value) for name, value in options.items()},
        "--model": json.dumps(settings.model),
        "--register": json.dumps(settings.register),
    }
    for name, path in (("--model", settings.model), ("--register", settings.register)):
        # a model may be a name of the package's own, whose files are counted above
        if path is not None and os.path.exists(path):
            try:
                values[name] = _hash_of(Path(path))
            except OSError as error:
                raise InputError(f"{path}: cannot be read ({error.strerror or error}); check the name") from None
    return values


def _hash_of(place: Traversable | Path, suffix: str = "") -> str:
    """Return a hash of a file or of the files below a folder, names and contents."""
    digest = hashlib.blake2b(digest_size=16)
    for name, file in sorted(_files(place, ""), key=lambda item: item[0]):
        if name.endswith(suffix):
            content = file.read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode(errors="surrogateescape"))
            digest.update(content)
    return digest.hexdigest()


def _files(place: Traversable | Path, prefix: str) -> Iterator[tuple[str, Traversable | Path]]:
    if place.is_file():
        yield prefix, place
    elif place.name != "__pycache__":
        for item in place.iterdir():
            yield from _files(item, f"{prefix}/{item.name}")
