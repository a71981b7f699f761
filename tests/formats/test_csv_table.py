"""The table of spans: what comes back, what a spreadsheet sees, what is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import assume, given, settings

from tests.formats.strategies import contents, records
from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats import csv_table
from vnjudnlp.formats.format import ReadOptions, WriteOptions
from vnjudnlp.formats.losses import Losses
from vnjudnlp.records import Abbreviation, Entity, Record


def written(items: list[Record], target: Path, **options: bool) -> Losses:
    losses = Losses()
    csv_table.write(items, target, losses, WriteOptions(**options))  # type: ignore[arg-type]
    return losses


def read_back(path: Path) -> list[Record | RecordError]:
    return list(csv_table.read(path, ReadOptions()))


def sample() -> Record:
    text = "=Bộ Tư pháp\r\nhọp\r12/4 😀 \u2028THADS"
    return Record(
        "-a",
        text,
        "2022-04-12",
        [
            Entity(1, 11, "AGENCY", "", 0.25, "@rule", text[1:11], {"body": {"id": "x"}}),
            Entity(17, 21, "DATE", "2022-04-12", 1.0, "", text[17:21]),
        ],
        [Abbreviation(25, 30, "THADS", "thi hành án dân sự", True, 0.5, ("thi hành án dân sự",))],
        {"court": "TAND", "list": [1, None]},
    )


@settings(max_examples=25)
@given(item=records())
def test_records_come_back(tmp_path_factory: pytest.TempPathFactory, item: Record) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    # NUL has a test of its own
    assume(not written([item, Record("", "")], path))
    found = read_back(path)
    assert all(isinstance(record, Record) for record in found), found
    assert [contents(record) for record in found if isinstance(record, Record)] == [
        contents(item),
        contents(Record("", "")),
    ]


@settings(max_examples=25)
@given(item=records(surrogates=True))
def test_what_cannot_be_written_is_counted(tmp_path_factory: pytest.TempPathFactory, item: Record) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    losses = written([item], path)
    found = read_back(path)
    assert len(found) == 1
    assert isinstance(found[0], Record)
    assert (found[0].text == item.text) or losses
    assert len(found[0].text) == len(item.text)
    assert [(e.start, e.end, e.label) for e in found[0].entities] == [(e.start, e.end, e.label) for e in item.entities]


def test_long_texts_fit_cells(tmp_path: Path) -> None:
    text = "Tòa án 😀\n" * 20_000
    written([Record("a", text)], tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert max(len(cell.encode("utf-16-le")) // 2 for row in rows for cell in row) <= 32_767
    (record,) = read_back(tmp_path / "a.csv")
    assert isinstance(record, Record)
    assert record.text == text


def test_large_cells_of_others(tmp_path: Path) -> None:
    limit = csv.field_size_limit()
    text = "a" * (limit + 10)
    (tmp_path / "a.csv").write_text(f"document,kind,start,end,text\nx,document,0,{len(text)},{text}\n")
    (record,) = read_back(tmp_path / "a.csv")
    assert isinstance(record, Record)
    assert record.text == text
    assert csv.field_size_limit() == limit


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    written([sample()], tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r") and cell]
    assert "'=Bộ Tư pháp\r\nhọp\r12/4 😀 \u2028THADS" in cells


@pytest.mark.parametrize("byte_order_mark", [False, True])
def test_byte_order_mark(tmp_path: Path, byte_order_mark: bool) -> None:
    written([sample()], tmp_path / "a.csv", byte_order_mark=byte_order_mark)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf") == byte_order_mark
    (record,) = read_back(tmp_path / "a.csv")
    assert isinstance(record, Record)
    assert contents(record) == contents(sample())


def test_pandas_reads_it(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    written([sample()], tmp_path / "a.csv", byte_order_mark=True)
    frame = pandas.read_csv(tmp_path / "a.csv", keep_default_na=False, dtype=str, lineterminator=None)
    assert list(frame.columns) == list(csv_table.COLUMNS)
    assert list(frame["kind"]) == ["document", "entity", "entity", "abbreviation"]
    assert frame["text"][0] == "'" + sample().text
    assert list(frame[frame["kind"] == "entity"]["text"]) == ["Bộ Tư pháp", "12/4"]


def test_a_table_saved_with_other_separators(tmp_path: Path) -> None:
    written([sample()], tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with (tmp_path / "b.csv").open("w", encoding="utf-16", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    (record,) = read_back(tmp_path / "b.csv")
    assert isinstance(record, Record)
    assert contents(record) == contents(sample())


HEADER = "document,kind,start,end,label,text,score,details,doc_date\n"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("a,document,0,2,,ab,,,\na,entity,0,9,X,ab,,,\na,entity,0,1,X,b,,,", "a.csv:3: the span 0-9 lies outside"),
        ("a,document,0,2,,ab,,,\na,entity,0,1,X,b,,,", "a.csv:3: the text at 0-1 is 'a', not 'b'"),
        ("a,document,0,3,,ab,,,", "a.csv:2: the text has 2 characters, not the 3"),
        ("a,document,0,2,,ab,,,\nb,entity,0,1,X,a,,,", "a.csv:3: the row is of 'b' but stands below 'a'"),
        ("a,document,0,2,,ab,,,\na,entity,0,1,X,a,nan,,", 'a.csv:3: "score" is not a number'),
        ("a,document,0,2,,ab,,,\na,entity,0,1,X,a,," + "{,", "a.csv:3: not JSON"),
        ("a,document,0,2,,ab,,[],", 'a.csv:2: "details" is not a JSON object'),
        ("a,document,0,2,,ab,,,12/4/2022", 'a.csv:2: the field "doc_date"'),
        ("a,document,0,²,,ab,,,", 'a.csv:2: "end" is not a whole number'),
        ("a,document,0,2,,ab,,,\na,phrase,0,1,X,a,,,", "a.csv:3: the kind is document, text, entity"),
        ("a,document,0,2,,a,,,\na,text,1,2,,b,,,\na,entity,0,1,,a,,,", "a.csv:4: the span 0-1 has no"),
    ],
)
def test_faulty_documents_are_named_and_the_rest_is_read(tmp_path: Path, rows: str, message: str) -> None:
    (tmp_path / "a.csv").write_text(f"{HEADER}{rows}\nz,document,0,1,,z,,,\n", encoding="utf-8")
    error, record = read_back(tmp_path / "a.csv")
    assert isinstance(error, RecordError)
    assert message in str(error)
    assert isinstance(record, Record)
    assert record.id == "z"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "a.csv:1: not a table of spans"),
        (b"id,text\n1,2\n", "a.csv:1: not a table of spans: no column document, end, kind, start"),
        (b"document,kind,start,end,text,remark\n", "a.csv:1: unknown or repeated columns 'remark'"),
        (b"document,kind,start,end,text,kind\n", "a.csv:1: unknown or repeated columns 'kind'"),
        (b'document,kind,start,end,text\na,document,0,1,"x\n', "a.csv:2: not CSV"),
        (b"document,kind,start,end,text\na,entity,0,1,x\n", "a.csv:2: the first row"),
        (b"document,kind,start,end,text\na,document,0,1,x,y\n", "a.csv:2: 6 cells for 5 columns"),
        (b"document,kind,start,end,text\na,document,0,1,\xff\n", "a.csv: not UTF-8 at line 2"),
    ],
)
def test_files_that_are_no_tables(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(InputError, match=r"a\.csv") as caught:
        read_back(tmp_path / "a.csv")
    assert message in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read_back(tmp_path / "a.csv")
