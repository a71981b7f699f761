"""The checker of lexicons and corpus finds what it says it finds, and finds nothing in the project's own data."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.check_abbreviations import check_abbreviations
from tools.check_data import check_corpus, check_lexicon, check_parts, check_words, main

LEXICON = "# Words.\n# Source: compiled by the authors.\nform\tkind\nông\thonorific\nbà\thonorific\n"
SHORT_FORMS = (
    "# Short forms.\n# Keys of the column source: usage: general usage; other-name: of another name.\n"
    "# Source: the authors.\n"
    "short\tlong\tdomain\tfrequency\tkind\tregister\tsource\texample\n"
    "TA\ttòa án\tcourt\tcommon\tword\tgeneral\tusage\tTA xét xử\n"
    "TA\ttiếng Anh\teducation\tuncommon\tword\tinternal\tusage\tmôn TA\n"
    "TƯ\tTrung ương\tparty\tcommon\tagency\tparty\tusage\thội nghị TƯ\n"
    "VAT\tthuế giá trị gia tăng\tfinance\tcommon\tword\tgeneral\tother-name\thóa đơn VAT\n"
)
DOCUMENT = "# id: news-01\n# genre: news\n# doc_date: 2022-04-13\n\nÔng [Lê A|PERSON] họp\n[12/4|DATE|2022-04-12].\n"


def test_the_projects_own_data_has_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    status = main([])
    output = capsys.readouterr()
    assert output.err == ""
    assert status == 0
    assert output.out.endswith(" documents, 0 faults\n")


def test_a_good_lexicon(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text(LEXICON, encoding="utf-8")
    assert list(check_lexicon(path)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("# Source: compiled", "# Compiled", "1: no comment line '# … Source: …' at the head"),
        ("form\tkind", "form\tform", "3: column names"),
        ("form\tkind", "Form\tkind", "3: column names"),
        ("ông\thonorific", "ông", "4: 1 fields, the header has 2"),
        ("ông\thonorific", "ông\thonorific\t", "4: 3 fields, the header has 2"),
        ("ông\t", "ông \t", "4: a space at the edge"),
        ("ông\t", "đồng  chí\t", "4: a space at the edge of the field or two in a row"),
        ("ông\t", "\t", "4: the first field is empty"),
        ("ông\t", "o\u0302ng\t", "4: not in Unicode form NFC"),
        ("ông\t", "ôn\u200bg\t", "4: an invisible character, U+200B"),
        ("bà\thonorific", "ông\thonorific", "5: the same row as line 4"),
        ("bà\thonorific", "# bà", "5: a comment among the rows"),
        ("bà\thonorific", "\nbà\thonorific", "5: an empty line"),
        ("honorific\nbà", "honorific\r\nbà", "4: a carriage return"),
        ("bà\thonorific\n", "bà\thonorific", "5: the last line does not end"),
        ("# Words", "\ufeff# Words", "1: begins with a byte order mark"),
    ],
)
def test_faults_of_lexicons(tmp_path: Path, old: str, new: str, fault: str) -> None:
    path = tmp_path / "words.tsv"
    path.write_bytes(LEXICON.replace(old, new, 1).encode("utf-8"))
    faults = [str(found) for found in check_lexicon(path)]
    assert any(found.startswith(f"{path}:{fault}") for found in faults), faults


def test_a_lexicon_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_bytes(LEXICON.encode("utf-8")[:30] + b"\xff\n")
    assert [str(fault) for fault in check_lexicon(path)] == [f"{path}:2: not UTF-8 at byte 30"]


def test_good_short_forms(tmp_path: Path) -> None:
    path = tmp_path / "abbreviations.tsv"
    path.write_text(SHORT_FORMS, encoding="utf-8")
    assert [*check_lexicon(path), *check_abbreviations(path)] == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("register\tsource", "source\tregister", "4: the columns are short, long,"),
        ("court\tcommon", "judiciary\tcommon", "5: the domain 'judiciary' is none of"),
        ("court\tcommon", "court\toften", "5: the frequency 'often' is none of"),
        ("common\tword\tgeneral", "common\tverb\tgeneral", "5: the kind 'verb' is none of"),
        ("word\tgeneral", "word\teverywhere", "5: the register 'everywhere' is none of"),
        ("general\tusage", "general\thearsay", "5: the source 'hearsay' is not explained"),
        ("general\tusage", "general\tSource", "5: the source 'Source' is not explained"),
        ("TA xét xử", "TAND xét xử", "5: the example 'TAND xét xử' does not hold the short form"),
        ("TA xét xử", "TA", "5: the example is the short form alone"),
        ("tòa án", "tài sản bảo đảm", "5: 'TA' has letters that 'tài sản bảo đảm' has not"),
        ("TƯ\tTrung ương", "TĐ\tTrung ương", "7: 'TĐ' has letters that 'Trung ương' has not"),
        ("other-name\thóa", "usage\thóa", "8: 'VAT' has letters"),
        ("tiếng Anh", "Tòa án", "6: the same reading as line 5"),
        ("court\tcommon", "court\trare", "6: rows are sorted by short form, then by frequency"),
        ("TƯ\tTrung", "A\tTrung", "7: rows are sorted by short form, then by frequency"),
    ],
)
def test_faults_of_short_forms(tmp_path: Path, old: str, new: str, fault: str) -> None:
    path = tmp_path / "abbreviations.tsv"
    path.write_text(SHORT_FORMS.replace(old, new, 1), encoding="utf-8")
    faults = [str(found) for found in check_abbreviations(path)]
    assert any(found.startswith(f"{path}:{fault}") for found in faults), faults


def write_document(folder: Path, text: str, name: str = "news-01", genre: str = "news") -> Path:
    path = folder / genre / f"{name}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return path


def test_a_good_document(tmp_path: Path) -> None:
    write_document(tmp_path, DOCUMENT)
    assert list(check_corpus(tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("news-01", "news-02", "1: the id 'news-02' is not the file's name 'news-01'"),
        ("genre: news", "genre: report", "1: the genre 'report' is not the folder's name 'news'"),
        ("2022-04-13", "13/4/2022", "1: doc_date is not an ISO date"),
        ("|PERSON]", "|HUMAN]", "5: unknown label 'HUMAN'"),
        ("[Lê A|PERSON]", "[Lê A|PERSON", "5: the ']' of this annotation is missing"),
        ("[Lê A|", "[ Lê A|", "5: white space at the edge"),
        ("[Lê A|", "[Lê A,|", "5: punctuation at the edge of the span 'Lê A,'"),
        ("[Lê A|", "[“Lê A|", "5: punctuation at the edge of the span '“Lê A'"),
        ("PERSON]", "PERSON|Lê B]", "5: a PERSON has no normal form beyond the white space made single"),
        ("2022-04-12", "2022-04-31", "6: the normal form of '12/4' is wrong: no such day: '2022-04-31'"),
        ("2022-04-12", "12-04-2022", "6: the normal form of '12/4' is wrong: not ISO 8601"),
    ],
)
def test_faults_of_documents(tmp_path: Path, old: str, new: str, fault: str) -> None:
    path = write_document(tmp_path, DOCUMENT.replace(old, new, 1))
    faults = [str(found) for found in check_corpus(tmp_path)]
    assert any(found.startswith(f"{path}:{fault}") for found in faults), faults


def test_documents_that_are_there_twice(tmp_path: Path) -> None:
    first = write_document(tmp_path, DOCUMENT)
    other = DOCUMENT.replace("news-01", "news-02").replace("họp\n", "họp  \n")
    second = write_document(tmp_path, other, "news-02")
    assert [str(fault) for fault in check_corpus(tmp_path)] == [f"{second}:1: the same text as {first}"]


def test_files_that_are_no_documents(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Notes.\n", encoding="utf-8")
    assert [str(fault) for fault in check_corpus(tmp_path)] == [f"{path}:1: a document is GENRE/ID.txt"]


def make_data(folder: Path, words: str, parts: str) -> Path:
    for place in ("corpus/news", "words/news"):
        (folder / place).mkdir(parents=True)
    (folder / "corpus" / "news" / "news-01.txt").write_text(DOCUMENT, encoding="utf-8")
    (folder / "words" / "news" / "news-01.txt").write_text(words, encoding="utf-8")
    (folder / "corpus_splits.tsv").write_text(f"# Parts. Source: drawn.\nid\tpart\n{parts}", encoding="utf-8")
    return folder


def test_good_words_and_parts(tmp_path: Path) -> None:
    folder = make_data(tmp_path, "Ông Lê_A họp 12/4 .\n", "news-01\ttrain\n")
    assert [*check_words(folder), *check_parts(folder)] == []


def test_faults_of_words_and_parts(tmp_path: Path) -> None:
    folder = make_data(tmp_path, "Ông Lê_A\nhọp 12/5 .\n", "news-01\ttrain\nnews-02\teval\n")
    assert [fault.line for fault in check_words(folder)] == [2]
    messages = "\n".join(fault.message for fault in check_parts(folder))
    assert "'eval' of news-02 is none of train, dev, test" in messages
    assert "news-02 is a document without a part" in messages
    (folder / "words" / "news" / "news-03.txt").write_text("a\n", encoding="utf-8")
    assert any("no such document" in fault.message for fault in check_words(folder))


def test_one_text_in_two_parts(tmp_path: Path) -> None:
    folder = make_data(tmp_path, "Ông Lê_A họp 12/4 .\n", "news-01\ttrain\nnews-02\ttest\n")
    text = " ".join(f"từ{number}" for number in range(60))
    for name, tail in (("news-01", "hết"), ("news-02", "xong")):
        path = folder / "corpus" / "news" / f"{name}.txt"
        path.write_text(f"# id: {name}\n# genre: news\n\n{text} {tail}\n", encoding="utf-8")
    assert list(check_parts(folder)) == []
    (fault,) = check_corpus(folder / "corpus", {"news-01": "train", "news-02": "test"})
    assert str(fault).endswith("% the same text as news-01, which is in another part")


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "corpus").mkdir()
    assert main([str(tmp_path)]) == 1
    (tmp_path / "lexicons" / "words.tsv").write_text(LEXICON, encoding="utf-8")
    path = write_document(tmp_path / "corpus", DOCUMENT)
    capsys.readouterr()
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out == "1 lexicons, 1 documents, 0 faults\n"
    path.write_text(DOCUMENT.replace("PERSON", "HUMAN"), encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    output = capsys.readouterr()
    assert output.err.startswith(f"{path}:5: ")
    assert output.out == "1 lexicons, 1 documents, 1 faults\n"
