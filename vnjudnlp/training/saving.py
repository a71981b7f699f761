"""A trained tagger to files that :class:`~vnjudnlp.tagging.span_model.SpanModel` loads."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vnjudnlp.tagging.features import TEMPLATES
from vnjudnlp.tagging.span_model import UNIT, VERSION
from vnjudnlp.training.fitting import Fitted

__all__ = ["LARGEST", "save_arrays", "save_model", "to_arrays"]

LARGEST = 512
"""The largest weight, in whole numbers: so many of them as there are templates fit into 16 bits."""

_LEAST = 0.01


def to_arrays(fitted: Fitted) -> tuple[dict[str, npt.NDArray[Any]], list[int]]:
    """Turn weights into whole numbers and leave out the features whose weights are next to nothing.

    Args:
        fitted: what was learned.

    Returns:
        the arrays by name, and how many features each template has.
    """
    keys, weights, sizes = [], [], []
    before = 0
    for known in fitted.keys:
        part = fitted.weights[before : before + len(known)]
        before += len(known)
        kept = np.abs(part).max(axis=1, initial=0) >= _LEAST
        keys.append(known[kept])
        weights.append(np.clip(np.round(part[kept] * UNIT), -LARGEST, LARGEST).astype(np.int16))
        sizes.append(int(kept.sum()))
    arrays = {
        "keys": np.concatenate(keys),
        "weights": np.concatenate(weights),
        "transitions": np.asarray(fitted.chain.parameters, dtype=np.float32),
    }
    return arrays, sizes


def save_model(
    folder: Path,
    arrays: Mapping[str, npt.NDArray[Any]],
    forms: Mapping[str, int],
    meta: Mapping[str, Any],
    card: str = "",
) -> None:
    """Write a model's files; an existing model is replaced only when all of them are written.

    Args:
        folder: where; made if it does not exist.
        arrays: the arrays by name.
        forms: the vocabulary.
        meta: what ``meta.json`` is to hold beside the version and the checksums.
        card: the model card, in Markdown; none if empty.

    Raises:
        OSError: the files cannot be written; what was there is still there.
    """
    listed = "".join(f"{form}\n" for form in sorted(forms, key=forms.__getitem__)).encode()
    save_arrays(folder, arrays, {"version": VERSION, **meta}, card, {"forms.txt": listed})


def save_arrays(
    folder: Path,
    arrays: Mapping[str, npt.NDArray[Any]],
    meta: Mapping[str, Any],
    card: str = "",
    others: Mapping[str, bytes] | None = None,
) -> None:
    """Write arrays with their checksums; what was there is replaced only when all files are written.

    Args:
        folder: where; made if it does not exist.
        arrays: the arrays by name.
        meta: what ``meta.json`` is to hold beside the checksums.
        card: the model card, in Markdown; none if empty.
        others: the content of other files by name.

    Raises:
        OSError: the files cannot be written; what was there is still there.
    """
    files: dict[str, bytes] = dict(others or {})
    for name, array in arrays.items():
        buffer = io.BytesIO()
        np.save(buffer, array, allow_pickle=False)
        files[f"{name}.npy"] = buffer.getvalue()
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    description = {**meta, "files": sums}
    files["meta.json"] = (json.dumps(description, ensure_ascii=False, indent=1) + "\n").encode()
    if card:
        files["README.md"] = card.encode()
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, data in files.items():
            (new / name).write_bytes(data)
        new.chmod(0o755)
        if folder.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
            folder.rename(old / folder.name)
            try:
                new.rename(folder)
            except OSError:
                (old / folder.name).rename(folder)
                raise
            finally:
                shutil.rmtree(old)
        else:
            new.rename(folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


assert len(TEMPLATES) * LARGEST < 2**15
