"""Learning which reading a short form has."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.base import clone

from vnjudnlp.abbreviations.reading_model import VERSION, ReadingModel, joint_keys
from vnjudnlp.errors import MarkupError
from vnjudnlp.formats.markup import read_lines
from vnjudnlp.records import Record
from vnjudnlp.training.readings import ReadingChooser, examples_of
from vnjudnlp.training.saving import save_arrays
from vnjudnlp.training.shortening import shorten

_LINES = """# HĐ
bên bán ký {HĐ=hợp đồng} vay tiền với ngân hàng
hai bên thanh lý {HĐ=hợp đồng} thuê nhà
{HĐ=hợp đồng} mua bán có công chứng
vi phạm {HĐ=hợp đồng} đặt cọc
{HĐ=Hội đồng} kỷ luật họp xét
thành lập {HĐ=hội đồng} định giá tài sản
Chủ tịch {HĐ=hội đồng} thi đua kết luận
{HĐ=Hội đồng} nghiệm thu gồm 5 người
"""


@pytest.fixture
def records(tmp_path: Path) -> list[Record]:
    path = tmp_path / "lines.txt"
    path.write_text(_LINES, encoding="utf-8")
    return read_lines(path)


def test_lines_are_documents_of_their_own(records: list[Record], tmp_path: Path) -> None:
    assert [record.id for record in records][:2] == ["lines:2", "lines:3"]
    bad = tmp_path / "bad.txt"
    bad.write_text("một\n{HĐ=hợp đồng\n", encoding="utf-8")
    with pytest.raises(MarkupError, match=r"bad\.txt:2"):
        read_lines(bad)


def test_contexts_decide(records: list[Record]) -> None:
    examples = list(examples_of(records, tagged=False))
    assert len(examples) == 8
    chooser = ReadingChooser(least=1).fit(examples)
    assert chooser.score(examples) == 1.0
    unseen = [Record("x", "ký HĐ vay tiền"), Record("y", "HĐ kỷ luật họp")]
    marked = list(examples_of(unseen, tagged=False))
    longs = [example.readings[found].long for example, found in zip(marked, chooser.predict(marked), strict=True)]
    assert longs == ["hợp đồng", "hội đồng"]


def test_same_examples_give_the_same_weights(records: list[Record]) -> None:
    examples = list(examples_of(records, tagged=False))
    chooser = ReadingChooser(least=1)
    first, second = chooser.fit(examples).to_arrays(), clone(chooser).fit(examples).to_arrays()
    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_arrays_are_saved_and_loaded(records: list[Record], tmp_path: Path) -> None:
    examples = list(examples_of(records, tagged=False))
    chooser = ReadingChooser(least=1).fit(examples).calibrate(examples)
    meta = {"version": VERSION, "temperature": chooser.temperature_}
    save_arrays(tmp_path / "model", chooser.to_arrays(), meta)
    arrays = {name: np.load(tmp_path / "model" / f"{name}.npy") for name in ("keys", "weights", "figures")}
    places = [(example.evidence, example.readings) for example in examples]
    loaded = ReadingModel.from_arrays(arrays, meta).probabilities(places)
    assert loaded == chooser.model().probabilities(places)
    assert all(abs(sum(shares) - 1) < 1e-9 for shares in loaded)


def test_no_abbreviation_is_learned_where_nothing_is_marked() -> None:
    marked = [Record("a", "lô TP 12"), Record("b", "mã TP 13")]
    examples = list(examples_of(marked, tagged=False))
    assert all(example.right == len(example.readings) for example in examples)


def test_keys_tell_features_and_readings_apart(records: list[Record]) -> None:
    readings = next(examples_of(records, tagged=False)).readings
    keys = joint_keys([(["o:x", "h:x"], readings), ([], readings), (["o:x"], readings)])
    size = len(readings) + 1
    assert keys.rows.tolist() == [size] * 3
    of_row = [set(keys.keys[keys.row == row].tolist()) for row in range(3 * size)]
    # "no abbreviation" is paired with each feature once, and equal features have equal keys
    assert (len(of_row[size - 1]), len(of_row[2 * size - 1]), len(of_row[3 * size - 1])) == (2, 0, 1)
    assert all(of_row[2 * size + index] <= of_row[index] for index in range(size))
    assert of_row[0].isdisjoint(of_row[size - 1])


def test_shortened_copies_keep_offsets() -> None:
    text = "Hai bên ký hợp đồng vay; thành phố Vinh có kế hoạch thi hành án. Hợp đồng hết hạn."
    [copy] = shorten([Record("a", text)], np.random.default_rng(0), share=1.0)
    assert copy.abbreviations
    for item in copy.abbreviations:
        assert copy.text[item.start : item.end] == item.short
    for item in reversed(copy.abbreviations):
        copy.text = copy.text[: item.start] + item.long + copy.text[item.end :]
    assert copy.text.lower() == text.lower()
