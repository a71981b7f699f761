from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

GOLD = (
    "# id: {id}\n# genre: {genre}\n# doc_date: 2022-04-13\n\nÔng [Lê Văn Sáu|PERSON] họp [ngày 12/4|DATE|2022-04-12].\n"
)


def write_corpus(folder: Path) -> Path:
    for name, genre in (("a", "news"), ("b", "court")):
        path = folder / "corpus" / genre / f"{name}.txt"
        path.parent.mkdir(parents=True)
        path.write_text(GOLD.format(id=name, genre=genre), encoding="utf-8")
    return folder / "corpus"


def rows(output: str) -> list[list[str]]:
    return [line.split() for line in output.splitlines() if line]


def test_the_package_tags_the_texts_itself(tmp_path: Path, vnjudnlp: Callable) -> None:
    write_corpus(tmp_path)
    result = vnjudnlp("evaluate", "corpus", "--by", "genre")
    assert (result.status, result.errors) == (0, [])
    lines = rows(result.output)
    assert lines[0][:4] == ["label", "gold", "predicted", "precision"]
    assert lines[3] == ["DATE", "2", "2", "1.000", "1.000", "1.000", "1.000-1.000", "1.000", "1.000", "1.000", "1.000"]
    assert ["2", "documents"] in lines
    assert [line[:3] for line in lines if line[0] in ("court", "news")] == [
        ["court", "core", "2"],
        ["court", "all", "2"],
        ["news", "core", "2"],
        ["news", "all", "2"],
    ]


def test_predictions_mistakes_and_json(tmp_path: Path, vnjudnlp: Callable) -> None:
    write_corpus(tmp_path)
    text = "Ông Lê Văn Sáu họp ngày 12/4."
    entities = [{"start": 4, "end": 10, "label": "PERSON"}, {"start": 0, "end": 3, "label": "X"}]
    (tmp_path / "p.jsonl").write_text(json.dumps({"id": "a", "text": text, "entities": entities}), encoding="utf-8")
    result = vnjudnlp("evaluate", "corpus", "p.jsonl", "--errors", "9", "--reliability")
    assert "1 without a prediction, counted as empty (b)" in result.output
    assert "…Ông ⟦Lê Văn Sáu⟧ họp ngày 12/4.… gold “Lê Văn Sáu”, predicted “Lê Văn”" in result.output
    assert "expected calibration error 1.0000" in result.output
    result = vnjudnlp(
        "evaluate", "corpus", "p.jsonl", "--format", "json", "--labels", "person", "--errors", "2", "-o", "s.json"
    )
    assert (result.status, result.output) == (0, "")
    data = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert data["labels"] == ["PERSON"]
    assert data["by_label"]["PERSON"]["relaxed"]["recall"]["value"] == 0.5
    assert [item["kind"] for item in data["mistakes"]] == ["missed", "wrong edge"]


def test_slices(tmp_path: Path, vnjudnlp: Callable) -> None:
    write_corpus(tmp_path)
    result = vnjudnlp("evaluate", "corpus", "--slices", "--format", "json", "--noise", "0")
    slices = json.loads(result.output)["slices"]
    assert list(slices) == ["capitals", "nfd", "without diacritics", "scan noise"]
    assert {name: item["by_group"]["all"]["gold"] for name, item in slices.items()} == dict.fromkeys(slices, 4)
    assert slices["nfd"]["by_group"]["all"]["strict"]["f1"]["value"] == 1
    assert slices["scan noise"]["by_group"]["all"]["strict"]["f1"]["value"] == 1
    assert "without diacritics" in vnjudnlp("evaluate", "corpus", "--slices").output


def test_predictions_are_written_for_diff(tmp_path: Path, vnjudnlp: Callable) -> None:
    corpus = write_corpus(tmp_path)
    # the tagger finds a DATE too, which the document's labels do not name
    partial = GOLD.format(id="c", genre="news").replace("\n\n", "\n# labels: PERSON\n\n")
    partial = partial.replace("[ngày 12/4|DATE|2022-04-12]", "ngày 12/4")
    (corpus / "news" / "c.txt").write_text(partial, encoding="utf-8")
    first = vnjudnlp("evaluate", "corpus", "--predictions", "before.jsonl")
    assert vnjudnlp("evaluate", "corpus", "before.jsonl").output == first.output
    assert (
        "spans unchanged: 6, changes: 0" in vnjudnlp("diff", "before.jsonl", "before.jsonl", "--gold", "corpus").output
    )


def test_bad_input(tmp_path: Path, vnjudnlp: Callable) -> None:
    write_corpus(tmp_path)
    (tmp_path / "bad.jsonl").write_text('{"id": "a", "text": 3}\n{"id": "b"}\n', encoding="utf-8")
    result = vnjudnlp("evaluate", "bad.jsonl")
    assert (result.status, result.output) == (1, "")
    assert [error.split(": ")[:2] for error in result.errors[:2]] == [
        ["error", "bad.jsonl:1"],
        ["error", "bad.jsonl:2"],
    ]
    assert result.errors[2] == "error: 2 faults; the corpus is refused whole, mend what is named above"
    result = vnjudnlp("evaluate", "corpus", "--labels", "PERSN")
    assert result.errors == ["error: no span has the label 'PERSN'; the labels are PERSON, DATE"]
    assert vnjudnlp("evaluate", "corpus", "--by", "court").errors == [
        "error: no document has the field 'court'; the fields are genre"
    ]
    result = vnjudnlp("evaluate", "corpus", "corpus", "--slices")
    assert (result.status, len(result.errors)) == (2, 1)
    assert vnjudnlp("evaluate").status == 2
    assert vnjudnlp("evaluate", "corpus", "--labels", "A B").status == 2
    assert vnjudnlp("evaluate", "corpus", "-o", "none/a").status == 1


def test_more_gold(tmp_path: Path, vnjudnlp: Callable) -> None:
    write_corpus(tmp_path)
    result = vnjudnlp("evaluate", "corpus/news", "--gold", "corpus/court", "--format", "json")
    assert json.loads(result.output)["documents"] == 2
