"""Hugging Face ``datasets`` reads the Parquet files and knows their features; offline."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.registry import format_by_name
from vnjudnlp.records import Abbreviation, Entity, Record


@pytest.mark.filterwarnings("ignore")  # of packages that only datasets brings
def test_datasets_reads_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    datasets = pytest.importorskip("datasets", reason="pip install datasets, to read Parquet with it")
    entity = Entity(0, 10, "AGENCY", "Bộ Tư pháp", 0.5, "grammar.agency", "Bộ Tư pháp", {"rank": 1})
    documents = [
        Record("a", "Bộ Tư pháp", "2022-04-13", [entity], [Abbreviation(0, 2, "Bộ", "Bộ", True, 0.5, ("Bộ",))]),
        Record("b", "", extra={"genre": "letter"}),
    ]
    target = tmp_path / "a.parquet"
    format_by_name("parquet").write(documents, target, Losses())
    found = datasets.load_dataset("parquet", data_files=str(target), split="train", cache_dir=str(tmp_path / "cache"))
    assert list(found.features) == ["id", "text", "doc_date", "entities", "abbreviations", "fields"]
    assert found.features["id"].dtype == "string"
    (row,) = found[0]["entities"]
    assert row == {**entity.to_dict(), "details": '{"rank": 1}'}
    assert found[0]["abbreviations"][0]["readings"] == ["Bộ"]
    assert found[1]["fields"] == '{"genre": "letter"}'
    # what datasets writes is read back
    found.to_parquet(str(tmp_path / "back.parquet"))
    back = [item for item in format_by_name("parquet").read(tmp_path / "back.parquet") if isinstance(item, Record)]
    assert [item.to_dict() for item in back] == [item.to_dict() for item in documents]
