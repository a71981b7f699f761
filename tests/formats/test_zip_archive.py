"""Archives: every member as the file that it is, nothing outside the temporary folder, nothing without bound."""

from __future__ import annotations

import io
import tempfile
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnjudnlp.errors import RecordError
from vnjudnlp.formats import zip_archive
from vnjudnlp.formats.corpus_files import read_documents
from vnjudnlp.formats.jsonl import write_record
from vnjudnlp.records import Entity, Record


def packed(members: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def read(data: bytes, folder: Path) -> dict[str, str]:
    (folder / "a.zip").write_bytes(data)
    found = {}
    for item in read_documents([folder]):
        if isinstance(item, RecordError):
            found[str(item)] = "!"
        else:
            found[item.id] = item.text
    assert not [name for name in found if tempfile.gettempdir() in name and str(folder) not in name]
    return found


def test_members_of_several_formats(tmp_path: Path) -> None:
    record = Record("x", "Bộ Tư pháp", entities=[Entity(0, 10, "AGENCY")])
    data = packed(
        {
            "hồ sơ/": "",
            "hồ sơ/một.txt": "Một",
            "b.jsonl": f'{write_record(record)}\n{{"text": "không tên"}}\nx\n',
            "__MACOSX/._b.jsonl": "x",
            ".DS_Store": "x",
            "c.jpg": "x",
        }
    )
    found = read(data, tmp_path)
    names = list(found)
    assert names[:3] == ["a.zip/hồ sơ/một.txt", "x", "a.zip/b.jsonl:2"]
    assert names[3].startswith("a.zip/b.jsonl:3: not JSON")
    assert names[4].startswith("a.zip/c.jpg: no format that is read ends in .jpg")
    assert len(names) == 5


def test_no_path_leads_out(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = ["../out.txt", "/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt"]
    found = read(packed(dict.fromkeys(names, "x")), folder)
    assert set(found.values()) == {"x"}
    assert len(found) == 5
    assert not (tmp_path / "out.txt").exists()
    assert list(folder.iterdir()) == [folder / "a.zip"]


def test_archives_in_archives(tmp_path: Path) -> None:
    data = packed({"a.txt": "x"})
    for depth in range(1, 5):
        found = read(data, tmp_path)
        name = "a.zip/" + "b.zip/" * (depth - 1)
        if depth <= zip_archive.DEEPEST:
            assert found == {f"{name}a.txt": "x"}
        else:
            (message,) = found
            assert "archives stand inside one another" in message
        data = packed({"b.zip": data})


def test_names_of_old_programs(tmp_path: Path) -> None:
    def named(raw: bytes) -> dict[str, str]:
        place = packed({"@" * len(raw): "x"})
        return read(place.replace(b"@" * len(raw), raw), tmp_path)

    assert named("bản án.txt".encode()) == {"a.zip/bản án.txt": "x"}
    old = "thi h\u00e0nh \u00e1n d\u00e2n s\u01b0\u0323.txt".encode("cp1258")
    assert named(old) == {"a.zip/thi hành án dân sự.txt": "x"}
    assert named(b"caf\x82.txt") == {"a.zip/café.txt": "x"}


def test_name_in_unicode_beside(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("ban an.txt")
    name = b"\x01" + zlib.crc32(b"ban an.txt").to_bytes(4, "little") + "bản án.txt".encode()
    info.extra = (0x7075).to_bytes(2, "little") + len(name).to_bytes(2, "little") + name
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(info, "x")
    assert read(stream.getvalue(), tmp_path) == {"a.zip/bản án.txt": "x"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
        archive.writestr("a.txt", "y")
    assert read(stream.getvalue(), tmp_path) == {"a.zip/a.txt": "x", "a.zip/a.txt (2)": "y"}


def test_too_much_in_too_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(packed({"a.txt": b" " * (20 << 20), "b.txt": "x"}), tmp_path)
    first, second = found
    assert "a.zip/a.txt: unpacks to far more than its size lets expect" in first
    assert second == "a.zip/b.txt"
    monkeypatch.setattr(
        zip_archive._Budget, "__init__", lambda self: (setattr(self, "left", 5), setattr(self, "depth", 0))[0]
    )
    found = read(packed({"a.txt": "1234", "b.txt": "1234", "c.txt": "1"}), tmp_path)
    assert found["a.zip/a.txt"] == "1234"
    assert any(name.startswith("a.zip/b.txt: is left out, since the archive") for name in found)
    assert found["a.zip/c.txt"] == "1"


def test_passwords_and_damage(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": "x" * 50, "b.txt": "y"}))
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    first, second = read(bytes(data), tmp_path)
    assert first.startswith("a.zip/a.txt: has a password; ")
    assert second == "a.zip/b.txt"
    data = bytearray(packed({"a.txt": "x" * 50, "b.txt": "y"}))
    data[data.index(b"a.txt") + 6] ^= 0xFF
    first, second = read(bytes(data), tmp_path)
    assert first == "a.zip/a.txt: is damaged in the archive; get the archive once more"
    for whole, message in (
        (b"", "is empty"),
        (b"x" * 30, "is not a ZIP archive, or it is damaged"),
        (packed({}), "holds no documents"),
    ):
        (only,) = read(whole, tmp_path)
        assert message in only


@settings(max_examples=60)
@given(st.data())
def test_any_damage_is_told(data: st.DataObject) -> None:
    whole = bytearray(SMALL)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=6)):
        whole[place] ^= data.draw(st.integers(1, 255))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.zip").write_bytes(whole[: data.draw(st.integers(1, len(whole)))])
        for item in read_documents([Path(folder)]):
            assert isinstance(item, (Record, RecordError))


SMALL = packed({"á.txt": "Một hai ba " * 9, "b.jsonl": '{"text": "x"}', "c.zip": packed({"d.txt": "x"})})


def test_members_that_belong_together(tmp_path: Path) -> None:
    pytest.importorskip("cassis", reason="dkpro-cassis is not installed; it is the extra 'inception'")
    from vnjudnlp.formats.losses import Losses
    from vnjudnlp.formats.registry import format_by_name

    folder = tmp_path / "xmi"
    records = [Record(name, "Bộ Tư pháp", entities=[Entity(0, 10, "AGENCY")]) for name in ("một", "hai")]
    format_by_name("xmi").write(records, folder, Losses())
    members: dict[str, bytes | str] = {f"in/{path.name}": path.read_bytes() for path in sorted(folder.iterdir())}
    inside = tmp_path / "zip"
    inside.mkdir()
    (inside / "a.zip").write_bytes(packed(members))
    found = list(read_documents([inside]))
    assert sorted(item.text for item in found if isinstance(item, Record)) == ["Bộ Tư pháp"] * 2
    assert all(isinstance(item, Record) and item.entities for item in found)


def test_brat_pairs_are_one_document(tmp_path: Path) -> None:
    note = "T1\tAGENCY 0 10\tBộ Tư pháp\n"
    (tmp_path / "a.zip").write_bytes(packed({"b/a%2Fx.ann": note, "b/a%2Fx.txt": "Bộ Tư pháp", "b/c.txt": "Huế"}))
    first, second = read_documents([tmp_path])
    assert isinstance(first, Record), first
    assert [entity.text for entity in first.entities] == ["Bộ Tư pháp"]
    assert isinstance(second, Record), second
    assert (second.id, second.text) == ("a.zip/b/c.txt", "Huế")
