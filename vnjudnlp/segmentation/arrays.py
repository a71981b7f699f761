"""A trained model's folder: ``meta.json``, arrays and a list of forms. Loading one runs no code of it."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vnjudnlp.errors import ResourceError
from vnjudnlp.resources import models_file

__all__ = ["ModelFiles"]

Array = npt.NDArray[Any]


class ModelFiles:
    """The files of one trained model.

    Args:
        model: the name of one that ships with the package, or the folder of another.
        version: the version of the files' form that the caller reads.

    Attributes:
        meta: the content of ``meta.json``.

    Raises:
        ResourceError: the folder is missing or damaged, or of another version.
    """

    def __init__(self, model: str | Path, version: int) -> None:
        self._name = str(model)
        self._folder = models_file(model) if isinstance(model, str) else model
        self._remedy = "install vnjudnlp again" if isinstance(model, str) else "train it again, or copy all its files"
        try:
            self.meta: dict[str, Any] = json.loads(self._folder.joinpath("meta.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ResourceError(f"the model {self._name} has no readable meta.json ({error}); {self._remedy}") from None
        found = self.meta.get("version") if isinstance(self.meta, dict) else None
        if found != version:
            raise ResourceError(
                f"the model {self._name} has the version {found}, this vnjudnlp reads {version}; {self._remedy}"
            )

    def _read(self, file: str) -> bytes:
        expected = self.meta.get("files", {}).get(file)
        try:
            data = self._folder.joinpath(file).read_bytes()
        except OSError:
            raise ResourceError(f"the model {self._name} lacks its file {file}; {self._remedy}") from None
        if hashlib.sha256(data).hexdigest() != expected:
            raise ResourceError(f"the model {self._name} has a damaged file {file}; {self._remedy}")
        return data

    def array(self, name: str) -> Array:
        """Read one array; it is as it was saved, or an error is raised."""
        array: Array = np.load(io.BytesIO(self._read(f"{name}.npy")), allow_pickle=False)
        return array

    def forms(self) -> dict[str, int]:
        """Read the forms with their numbers, the lines of ``forms.txt`` counted from 0."""
        lines = self._read("forms.txt").decode("utf-8").split("\n")[:-1]
        return {form: number for number, form in enumerate(lines)}
