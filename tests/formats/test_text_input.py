from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.errors import EncodingError, InputError
from vnjudnlp.formats.text_input import BLOCK_BYTES, Source, open_source, split_lines

# what a file with one of these signatures holds is another matter
SIGNATURES = ("%PDF-", "PK\x03\x04", "{\\rtf", "\ufeff")
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(
    lambda text: text.strip() and not text.startswith(SIGNATURES)
)


def source(data: bytes, encoding: str | None = None) -> Source:
    return Source(io.BytesIO(data), "a.txt", encoding)


class Endless(io.RawIOBase):
    """Many lines that are made as they are read."""

    def __init__(self, line: bytes, size: int) -> None:
        self.line, self.left = line, size

    def read(self, size: int = -1) -> bytes:
        count = min(size, self.left)
        self.left -= count
        return (self.line * (count // len(self.line) + 1))[:count]


@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_unicode_text_comes_back_as_it_is(text: str, encoding: str) -> None:
    assert source(text.encode(encoding)).text() == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_lines_over_the_edges_of_blocks(encoding: str) -> None:
    # where U+0100 and U+0A01 meet, two characters hold the bytes of a line break between them
    lines = ["ử" * size + "\u0100\u0a01\u0100" for size in (0, 1, 2, 20_000, 70_000, 3, 40_001)] * 3
    text = "\n".join(lines)
    opened = source(text.encode(encoding), encoding)
    assert list(opened.lines()) == lines
    assert source(text.encode(encoding), encoding).text() == text
    assert [number for number, _ in source(text.encode(encoding), encoding).numbered_lines()] == list(range(1, 22))


def test_first_line_is_read_again() -> None:
    text = "\n \n{}\n" + "a" * 3 * BLOCK_BYTES
    opened = source(text.encode())
    assert opened.first_line() == "{}"
    assert opened.first_line() == "{}"
    assert opened.text() == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_first_line_in_wide_characters(encoding: str) -> None:
    opened = source("\n{\u0100\u0a01\u0100}\nđ".encode(encoding), encoding)
    assert opened.first_line() == "{\u0100\u0a01\u0100}"


def test_first_line_may_be_long() -> None:
    text = "{" + "a" * 5 * BLOCK_BYTES
    opened = source(text.encode())
    assert opened.first_line() == text
    assert opened.text() == text


def test_only_line_feeds_end_lines() -> None:
    assert split_lines("a\u2028b\x0bc\x85d\r\ne\rf\n\n") == ["a\u2028b\x0bc\x85d", "e\rf", ""]


def test_place_of_an_error_counts_over_blocks() -> None:
    line = "đường phố Huế\n"
    data = line.encode() * 10_000 + "ngã b".encode() + b"\xe9"
    assert len(data) > 2 * BLOCK_BYTES
    with pytest.raises(EncodingError, match=rf"line 10001, column 6 \(byte {len(data) - 1}: 0xE9\)"):
        source(data).text()


def test_lines_around_a_bad_one_are_read() -> None:
    numbered = list(source(b"a\nb\xff\n\nc").numbered_lines())
    assert [number for number, _ in numbered] == [1, 2, 3, 4]
    assert [line for _, line in numbered if isinstance(line, str)] == ["a", "", "c"]
    assert isinstance(numbered[1][1], EncodingError)
    assert "line 2, column 2 (byte 3: 0xFF)" in str(numbered[1][1])


def test_mark_decides_unless_another_encoding_is_named() -> None:
    assert source("án".encode("utf-16")).text() == "án"
    assert source("án".encode("utf-16"), "utf-16").text() == "án"
    assert source("án".encode("utf-16-be"), "utf-16-be").text() == "án"
    assert source(b"\xef\xbb\xbf\xc3\xa1n", "utf-8").text() == "án"
    assert source(b"\xff\xfea", "latin-1").text() == "ÿþa"


def test_memory_stays_flat() -> None:
    def peak(size: int) -> int:
        opened = Source(Endless("Toà án nhân dân tỉnh Quảng Bình\n".encode(), size), "a.txt")  # type: ignore[arg-type]
        tracemalloc.start()
        count = sum(1 for _ in opened.lines())
        result = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count > size // 50
        return result

    small, large = peak(1_000_000), peak(16_000_000)
    assert large < 1.5 * small
    assert large < 20 * BLOCK_BYTES


def test_a_line_without_end_is_not_copied_over_and_over() -> None:
    reads = []

    class Counting(Endless):
        def read(self, size: int = -1) -> bytes:
            reads.append(size)
            return super().read(size)

    assert len(Source(Counting(b"a", 64 * BLOCK_BYTES), "a.txt").text()) == 64 * BLOCK_BYTES  # type: ignore[arg-type]
    assert len(reads) < 12


def test_failing_stream() -> None:
    class Failing(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(InputError, match=r"^a.txt: cannot be read \(Input/output error\); "):
        Source(Failing(), "a.txt")  # type: ignore[arg-type]


def test_forbidden_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(InputError, match="may not be read; give yourself permission"), open_source(str(tmp_path / "a")):
        pass
