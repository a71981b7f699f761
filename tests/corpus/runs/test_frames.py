"""The mapper over pandas data frames: Spark's ``mapInPandas``, dask's ``map_partitions``, pandas."""

from __future__ import annotations

import datetime
import functools
import json
import shutil
import sys
import warnings
from typing import Any

import pytest

from vnjudnlp import pipeline
from vnjudnlp.errors import InputError

pandas = pytest.importorskip("pandas", reason="pandas is not installed")

from vnjudnlp.corpus.runs.frames import (  # noqa: E402
    ADDED_COLUMNS,
    ADDED_JSON_COLUMNS,
    SCHEMA,
    annotate_frame,
    annotate_frames,
)

TEXTS = [
    "😀 Bộ trưởng Bộ Tư pháp Lê Thành Long ký ngày 12/4.",
    "Thi hành án dân sự (THADS) tỉnh Gia Lai. Bà Phan Thu Hà ở Cục THADS.",
    "",
]


def frame(**columns: Any) -> Any:
    return pandas.DataFrame({"id": [f"d{n}" for n in range(len(TEXTS))], "text": TEXTS, **columns})


def test_rows_get_what_the_pipeline_finds() -> None:
    found = annotate_frame(frame(doc_date=["2022-04-13", None, None]))
    batch = pipeline.annotate(TEXTS, ["2022-04-13", None, None])
    for document, expected in enumerate(pipeline.entities(batch)):
        entities = found["entities"][document]
        assert [{**item, "details": None} for item in entities] == [
            {**item.to_dict(), "details": None} for item in expected
        ]
        for item, entity in zip(entities, expected, strict=True):
            assert (json.loads(item["details"]) if item["details"] else None) == entity.details
    assert [item["norm"] for item in found["entities"][0] if item["label"] == "DATE"] == ["2022-04-12"]
    assert [item["short"] for item in found["abbreviations"][1]] == ["THADS"]
    assert found["error"].isna().all()
    assert found["facts"].isna().all()
    assert list(found.columns) == ["id", "text", "doc_date", "entities", "abbreviations", "facts", "error"]


def test_index_and_columns_of_the_frame_stay() -> None:
    given = frame(court=["a", "b", "c"]).set_index(pandas.Index([7, 7, 3]))
    before = given.copy()
    found = annotate_frame(given)
    pandas.testing.assert_frame_equal(given, before)
    pandas.testing.assert_frame_equal(found[["id", "text", "court"]], before)


@pytest.mark.parametrize(
    "date",
    ["2022-04-13", datetime.date(2022, 4, 13), datetime.datetime(2022, 4, 13, 5), pandas.Timestamp("2022-04-13")],
    ids=repr,
)
def test_forms_of_dates(date: Any) -> None:
    found = annotate_frame(pandas.DataFrame({"text": ["ngày 12/4"], "doc_date": [date]}))
    assert found["entities"][0][0]["norm"] == "2022-04-12"


def test_faulty_rows_say_why() -> None:
    given = pandas.DataFrame(
        {
            "text": ["Bộ Tư pháp", None, 5, "Bộ Tư pháp", "Bộ Tư pháp", "Bộ Tư pháp"],
            "doc_date": [pandas.NaT, None, None, "13/4/2022", 2022, pandas.NA],
        },
        dtype=object,
    )
    found = annotate_frame(given)
    assert [error if isinstance(error, str) else None for error in found["error"]] == [
        None,
        "the text is missing",
        "the text is not a string",
        "the doc_date is not an ISO date such as 2022-04-13: '13/4/2022'",
        "the doc_date is not a date: 2022",
        None,
    ]
    assert [len(entities) for entities in found["entities"]] == [1, 0, 0, 0, 0, 1]


def test_json_columns_and_facts() -> None:
    [found] = annotate_frames([frame()], nested=False, facts=True, labels=["PERSON"])
    assert {item["label"] for item in json.loads(found["entities"][0])} == {"PERSON"}
    assert list(json.loads(found["facts"][0])) == ["people", "offices", "case"]
    assert json.loads(found["abbreviations"][2]) == []


def test_empty_frame_and_no_text() -> None:
    found = annotate_frame(frame().head(0))
    assert len(found) == 0
    assert "entities" in found.columns
    with pytest.raises(InputError, match="has no one column 'text'; its columns are a"):
        annotate_frame(pandas.DataFrame({"a": [1]}))


def test_dask() -> None:
    dataframe = pytest.importorskip("dask.dataframe", reason="dask is not installed")
    given = dataframe.from_pandas(frame(), npartitions=2)
    found = given.map_partitions(annotate_frame, nested=False).compute(scheduler="synchronous")
    expected = annotate_frame(frame(), nested=False)
    assert list(found["entities"]) == list(expected["entities"])


@pytest.fixture(scope="module")
def spark() -> Any:
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not installed")
    pytest.importorskip("pyarrow", reason="Spark's data frames need pyarrow, which is not installed")
    builder = sql.SparkSession.builder.master("local[2]")
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
        "spark.executorEnv.OMP_NUM_THREADS": "1",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        warnings.simplefilter("ignore")
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        session = builder.getOrCreate()
        yield session
        session.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_spark(spark: Any) -> None:
    documents = spark.createDataFrame(
        [(f"d{n}", text, "2022-04-13") for n, text in enumerate([*TEXTS, None])],
        "id string, text string, doc_date string",
    ).repartition(2)
    rows = sorted(documents.mapInPandas(annotate_frames, SCHEMA).collect(), key=lambda row: row["id"])
    expected = annotate_frame(frame(doc_date=["2022-04-13"] * 3))
    assert [row["error"] for row in rows] == [None, None, None, "the text is missing"]
    for row, entities, abbreviations in zip(rows, expected["entities"], expected["abbreviations"], strict=False):
        assert [item.asDict() for item in row["entities"]] == entities
        assert [item.asDict() for item in row["abbreviations"]] == abbreviations
    # Spark counts characters as Python does, from 1
    documents.mapInPandas(annotate_frames, SCHEMA).createOrReplaceTempView("annotated")
    texts = spark.sql(
        "select e.text as found, substring(text, e.start + 1, e.end - e.start) as cut "
        "from (select text, explode(entities) as e from annotated)"
    ).collect()
    assert texts
    assert all(row["found"] == row["cut"] for row in texts)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_spark_keeps_other_columns(spark: Any) -> None:
    documents = spark.createDataFrame([("TAND", "Bộ Tư pháp"), ("VKS", "")], "court string, text string")
    schema = "court string, text string, "
    nested = documents.mapInPandas(functools.partial(annotate_frames, facts=True), schema + ADDED_COLUMNS).collect()
    assert [(row["court"], len(row["entities"])) for row in nested] == [("TAND", 1), ("VKS", 0)]
    assert list(json.loads(nested[0]["facts"])) == ["people", "offices", "case"]
    flat = documents.mapInPandas(functools.partial(annotate_frames, nested=False), schema + ADDED_JSON_COLUMNS)
    assert json.loads(flat.collect()[0]["entities"])[0]["text"] == "Bộ Tư pháp"
