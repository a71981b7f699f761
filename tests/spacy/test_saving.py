"""Saved pipelines, entry points, extensions: what other processes and packages see."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import vnjudnlp
import vnjudnlp.spacy
from vnjudnlp.errors import VnjudnlpError
from vnjudnlp.spacy.colors import DISPLACY_COLORS

Facts = Callable[[Doc], list[dict[str, Any]]]

ENTRY_POINTS = {
    ("spacy_factories", "vnjudnlp"): vnjudnlp.spacy.component.create_annotator,
    ("spacy_tokenizers", "vnjudnlp.Tokenizer.v1"): vnjudnlp.spacy.tokenizer.create_tokenizer,
    ("spacy_displacy_colors", "vnjudnlp"): DISPLACY_COLORS,
}

LOAD_SAVED = """
import json, sys
if sys.argv[2]:
    __import__(sys.argv[2])
import spacy
nlp = spacy.load(sys.argv[1])
texts = json.load(sys.stdin)
docs = list(nlp.pipe(texts))
assert [doc.text for doc in docs] == texts
print(json.dumps([[[ent.start_char, ent.end_char, ent.label_, ent._.norm] for ent in doc.ents] for doc in docs]))
"""

READ_PICKLE = """
import pickle, sys
nlp = pickle.load(sys.stdin.buffer)
doc = nlp("Ngày 5/7, Bộ trưởng Bộ Tư pháp họp.")
assert [ent.label_ for ent in doc.ents] == ["DATE", "TITLE", "AGENCY"]
assert doc.ents[2]._.norm == "Bộ Tư pháp"
"""

READ_SAVED_DOCUMENTS = """
import sys
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab
import vnjudnlp.spacy
assert not Doc.has_extension("date"), "registered at import"
vnjudnlp.spacy.register_extensions()
(doc,) = DocBin().from_bytes(sys.stdin.buffer.read()).get_docs(Vocab())
assert doc._.date == "2021-07-09"
assert doc.ents[0]._.norm == "2021-07-05"
assert "Thi hành án dân sự" in doc._.expanded
"""

ONLY_THE_COMPONENT = """
import spacy
import vnjudnlp.spacy
nlp = spacy.blank("xx")
nlp.add_pipe("vnjudnlp")
assert nlp("Bộ Tư pháp").ents[0]._.norm == "Bộ Tư pháp"
"""

ONLY_THE_TOKENIZER = """
import spacy
import vnjudnlp.spacy
nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "vnjudnlp.Tokenizer.v1"}}})
assert nlp("Bộ Tư pháp")._.abbreviations == []
"""


def installed_entry_points() -> dict[tuple[str, str], EntryPoint]:
    try:
        points = distribution("vnjudnlp").entry_points
    except PackageNotFoundError:
        pytest.skip("vnjudnlp is not installed, only on the path, so it has no entry points")
    return {(point.group, point.name): point for point in points}


def in_fresh_process(script: str, *arguments: str, data: bytes = b"") -> bytes:
    root = str(Path(vnjudnlp.__file__).parent.parent)
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    process = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        input=data,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        timeout=120,
    )
    assert process.returncode == 0, process.stderr.decode()
    return process.stdout


def positions(facts: list[dict[str, Any]]) -> list[list[Any]]:
    return [[fact["start"], fact["end"], fact["label"], fact["norm"]] for fact in facts]


@pytest.fixture
def saved(nlp: Language, tmp_path: Path) -> Path:
    nlp.to_disk(tmp_path / "pipeline")
    return tmp_path / "pipeline"


def load_elsewhere(saved: Path, first_import: str, texts: list[str]) -> Any:
    output = in_fresh_process(LOAD_SAVED, str(saved), first_import, data=json.dumps(texts).encode())
    return json.loads(output)


def test_saved_pipeline_in_a_fresh_process(nlp: Language, saved: Path, texts: list[str], facts: Facts) -> None:
    expected = [positions(facts(nlp(text))) for text in texts]
    assert load_elsewhere(saved, "vnjudnlp.spacy", texts) == expected


def test_saved_pipeline_is_found_by_entry_points(nlp: Language, saved: Path, texts: list[str], facts: Facts) -> None:
    installed_entry_points()
    assert load_elsewhere(saved, "", texts[:1]) == [positions(facts(nlp(texts[0])))]


def test_entry_points() -> None:
    points = installed_entry_points()
    for key, target in ENTRY_POINTS.items():
        assert key in points, f"setup.cfg lacks the entry point {key}"
        assert points[key].load() is target


def test_registries() -> None:
    assert spacy.registry.get("tokenizers", "vnjudnlp.Tokenizer.v1") is not None
    assert Language.has_factory("vnjudnlp")


@pytest.mark.parametrize("tokens", ["words", "syllables"])
def test_restored_pipelines_do_the_same(
    tokens: Any, texts: list[str], facts: Facts, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    nlp: Language = request.getfixturevalue("nlp" if tokens == "words" else "syllables")
    nlp.to_disk(tmp_path)
    restored = {
        "load": spacy.load(tmp_path),
        "from_disk": vnjudnlp.spacy.load(tokens=tokens).from_disk(tmp_path),
        "from_bytes": vnjudnlp.spacy.load(tokens=tokens).from_bytes(nlp.to_bytes()),
        "from_config": type(nlp).from_config(nlp.config),
        "pickle": pickle.loads(pickle.dumps(nlp)),
    }
    docs = list(nlp.pipe(texts))
    for name, other in restored.items():
        assert other.config == nlp.config, name
        for doc, again in zip(docs, other.pipe(texts), strict=True):
            assert facts(again) == facts(doc), name
            assert [token.text_with_ws for token in again] == [token.text_with_ws for token in doc], name


def test_pickled_pipeline_in_a_fresh_process(nlp: Language) -> None:
    in_fresh_process(READ_PICKLE, data=pickle.dumps(nlp))


def test_pickled_component_keeps_its_error_handler() -> None:
    component = vnjudnlp.spacy.Annotator("other", tokens="syllables")
    component.set_error_handler(ignore)  # type: ignore[arg-type]
    again = pickle.loads(pickle.dumps(component))
    assert (again.name, again.tokens, again.get_error_handler()) == ("other", "syllables", ignore)


def test_documents_are_read_without_a_pipeline(nlp: Language) -> None:
    text = "Ngày 5/7 Cục THADS tỉnh Nghệ An họp."
    ((doc, _),) = nlp.pipe([(text, {"doc_date": "2021-07-09"})], as_tuples=True)
    in_fresh_process(READ_SAVED_DOCUMENTS, data=DocBin(store_user_data=True, docs=[doc]).to_bytes())


def test_user_data_is_plain(nlp: Language, texts: list[str]) -> None:
    for doc in nlp.pipe(texts):
        data = {json.dumps(key): value for key, value in doc.user_data.items()}
        assert json.loads(json.dumps(data)) == data


@pytest.fixture
def foreign_norm() -> Iterator[None]:
    original = Span.remove_extension("norm")
    yield
    default, method, getter, setter = original
    assert (method, getter, setter) == (None, None, None)
    Span.set_extension("norm", default=default, force=True)


@pytest.mark.usefixtures("nlp", "foreign_norm")
def test_foreign_attribute_is_reported() -> None:
    Span.set_extension("norm", getter=lambda span: span.text)
    with pytest.raises(VnjudnlpError, match=r"Span\._\.norm is already registered"):
        vnjudnlp.spacy.load()


@pytest.mark.usefixtures("nlp", "foreign_norm")
def test_attribute_of_the_same_meaning_is_shared() -> None:
    Span.set_extension("norm", default="")
    doc = vnjudnlp.spacy.load()("Bộ Tư pháp")
    assert doc.ents[0]._.norm == "Bộ Tư pháp"


@pytest.mark.parametrize("script", [ONLY_THE_COMPONENT, ONLY_THE_TOKENIZER], ids=["component", "tokenizer"])
def test_each_part_registers_the_attributes(script: str) -> None:
    in_fresh_process(script)


def test_registering_twice_is_nothing(nlp: Language) -> None:
    before = {name: Doc.get_extension(name) for name in ("date", "abbreviations", "expanded")}
    vnjudnlp.spacy.register_extensions()
    vnjudnlp.spacy.load()
    assert {name: Doc.get_extension(name) for name in before} == before


def ignore(*arguments: Any) -> None:
    """Stand for an error handler."""


def test_values_of_dates_survive(nlp: Language) -> None:
    doc = nlp("Ngày 12/4/2022, Cục họp. Chiều cùng ngày, ông An nộp tiền.")
    values = [ent._.date for ent in doc.ents if ent.label_ == "DATE"]
    assert [value.norm for value in values] == ["2022-04-12", "2022-04-12TAF"]
    copy = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    (packed,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    for other in (copy, packed, pickle.loads(pickle.dumps(doc))):
        assert [ent._.date for ent in other.ents if ent.label_ == "DATE"] == values
        assert all(ent._.date is None for ent in other.ents if ent.label_ != "DATE")


def test_dates_that_other_components_found(nlp: Language) -> None:
    doc = nlp.make_doc("Hạn là 31/6, gia hạn tới 31/7.")
    doc._.date = "2022-06-01"
    doc.ents = [doc.char_span(7, 11, label="DATE"), doc.char_span(25, 29, label="DATE")]
    impossible, possible = doc.ents
    assert (impossible._.date.norm, impossible._.date.reason.value) == (None, "impossible date")
    assert possible._.date.norm == "2022-07-31"


def test_register_of_ones_own_is_saved_with_the_pipeline(tmp_path: Path) -> None:
    file = tmp_path / "own.txt"
    file.write_text("id\tname\tvalid_from\nministry_of_justice\tBộ Tư pháp\t1945-08-28\n", encoding="utf-8")
    nlp = vnjudnlp.load(register=file)
    text = "Bộ trưởng Bộ Tư pháp"
    assert nlp(text).ents[-1].kb_id_ == "ministry_of_justice"
    assert nlp(text).ents[-1]._.body["valid"] == ["1945-08-28", None]
    nlp.to_disk(tmp_path / "saved")
    file.unlink()
    loaded = spacy.load(tmp_path / "saved")
    assert loaded(text).ents[-1]._.body["valid"] == ["1945-08-28", None]
