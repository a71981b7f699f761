from __future__ import annotations

import io

from vnjudnlp.formats.table import write_table
from vnjudnlp.records import Entity, Record


def written(record: Record, *, title: bool = False) -> str:
    file = io.StringIO()
    write_table(record, file, title=title)
    return file.getvalue()


def test_long_texts_stay_whole_on_one_line() -> None:
    text = "Tòa án nhân dân " * 40
    entity = Entity(0, len(text) - 1, "AGENCY", text.strip(), 1.0, "", text.strip())
    lines = written(Record("a", text, entities=[entity])).splitlines()
    assert len(lines) == 3
    assert lines[2].count(text.strip()) == 2
    assert not any(line.endswith(" ") for line in lines)


def test_text_cannot_steer_a_terminal_or_the_table() -> None:
    text = "\x1b[31m[bold]a[/bold]\n\u202eb\x9b :smile:"
    shown = written(Record("\x07id", text, entities=[Entity(0, len(text), "LOC", "[red]")]), title=True)
    assert "\\x1b[31m[bold]a[/bold] \\u202eb\\x9b :smile:" in shown
    assert "[red]" in shown
    assert shown.startswith("\\x07id\n")
    assert not any(character in shown for character in "\x1b\x07\x9b\u202e")


def test_columns_stand_under_one_another_with_combining_marks() -> None:
    text = "Toa\u0300 a\u0301n|Tòa án"
    lines = written(
        Record("a", text, entities=[Entity(0, 8, "AGENCY", "x"), Entity(9, 15, "AGENCY", "x")])
    ).splitlines()
    assert lines[2].replace("\u0300", "").replace("\u0301", "").index("x") == lines[3].index("x")


def test_nothing_found() -> None:
    assert written(Record("a", "b")) == "no entities\n"
