"""Packages from strangers open with the right parts, or are refused by name before they cost anything."""

from __future__ import annotations

import io
import struct
import time
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from medsla.errors import Place, Problem, ReadError
from medsla.reading.contents import External
from medsla.reading.packages import Limits, open_package

OPEN = "application/vnd.openxmlformats-officedocument."
WORD = f"{OPEN}wordprocessingml.document.main+xml"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DTD = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x "9">]><w>&x;</w>'


def types(main: str = WORD, part: str = "word/document.xml", more: str = "") -> bytes:
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{part}" ContentType="{main}"/>{more}</Types>'
    ).encode()


def relation(kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="r" Type="{RELS}/{kind}" Target="{target}"{mode}/>'


def relations(*entries: str) -> bytes:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(entries)}</Relationships>'.encode()


def parts(**changes: bytes | None) -> dict[str, bytes]:
    """A small Word package; names are given with `__` for a slash and `_` for a dot."""
    whole: dict[str, bytes] = {
        "[Content_Types].xml": types(),
        "_rels/.rels": relations(relation("officeDocument", "word/document.xml")),
        "word/document.xml": "<w>稼働率 99.9%</w>".encode(),
    }
    for name, data in changes.items():
        key = name.replace("__", "/").replace("_", ".")
        if data is None:
            whole.pop(key)
        else:
            whole[key] = data
    return whole


def packed(members: Mapping[str, bytes] | list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    listed = list(members.items()) if isinstance(members, Mapping) else members
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, data in listed:
            archive.writestr(name, data)
    return out.getvalue()


def refusal(data: bytes, limits: Limits | None = None) -> list[tuple[str, str | None]]:
    """Code and part of each problem."""
    with pytest.raises(ReadError) as caught:
        open_package(data, name="offer.docx", limits=limits or Limits())
    assert all(problem.place.file == "offer.docx" for problem in caught.value.problems)
    assert all("problem." not in sentence for sentence in caught.value.sentences("ja"))
    return [(problem.code, problem.place.spot) for problem in caught.value.problems]


def test_a_package_gives_its_parts_and_says_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "offer.docx"
    file.write_bytes(packed(parts()))
    package = open_package(file)
    assert dict(package.parts) == parts()
    assert (package.kind, package.main, package.file) == ("docx", "word/document.xml", str(file))
    assert package.data == file.read_bytes()
    assert (package.macros, package.embeddings, package.external_targets) == ((), (), ())


@pytest.mark.parametrize(
    ("main", "kind"),
    [
        (WORD, "docx"),
        (WORD.upper(), "docx"),
        (f"{OPEN}wordprocessingml.template.main+xml", "dotx"),
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "docm"),
        (f"{OPEN}spreadsheetml.sheet.main+xml", "xlsx"),
        ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "xlsm"),
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
        (f"{OPEN}presentationml.presentation.main+xml", "pptx"),
    ],
)
def test_the_kind_comes_from_the_content_type_and_not_the_name(main: str, kind: str) -> None:
    whole = parts()
    whole["[Content_Types].xml"] = types(main)
    assert open_package(packed(whole), name="renamed.docx").kind == kind


def test_names_with_backslashes_are_the_names_they_stand_for() -> None:
    whole = {name.replace("/", "\\"): data for name, data in parts().items()}
    package = open_package(packed(whole))
    assert (set(package.parts), package.kind) == (set(parts()), "docx")


def test_folders_are_no_parts() -> None:
    assert set(open_package(packed(parts() | {"word/": b""})).parts) == set(parts())


def test_programs_and_other_files_inside_are_told() -> None:
    more = '<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    whole = parts() | {
        "[Content_Types].xml": types(more=more),
        "word/x.bin": b"1",
        "word/activeX/activeX1.xml": b"<a/>",
        "word/embeddings/oleObject1.bin": b"2",
    }
    package = open_package(packed(whole))
    assert package.macros == ("word/activeX/activeX1.xml", "word/x.bin")
    assert package.embeddings == ("word/embeddings/oleObject1.bin",)


def test_addresses_outside_the_file_are_told() -> None:
    rels = relations(
        relation("hyperlink", "https://example.org/", external=True),
        relation("attachedTemplate", r"\\example.org\x.dotm", external=True),
        relation("styles", "styles.xml"),
    )
    package = open_package(packed(parts() | {"word/_rels/document.xml.rels": rels}))
    part = "word/_rels/document.xml.rels"
    assert package.external_targets == (
        External(part, "hyperlink", "https://example.org/"),
        External(part, "attachedTemplate", r"\\example.org\x.dotm"),
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "file-ole2"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "file-encrypted"),
        (b"<html><table><tr><td>99.9%</td></tr></table></html>", "file-html"),
        (b"a,b\n1,2\n", "file-no-office"),
        (b"%PDF-1.4", "file-pdf"),
        (b"PK\x03\x04 and no more", "package-damaged"),
        (b"PK\x05\x06" + b"\x00" * 18, "package-no-office"),
    ],
)
def test_what_is_no_package_is_named(data: bytes, code: str) -> None:
    assert refusal(data) == [(code, None)]


def test_a_zip_of_something_else_is_named() -> None:
    assert refusal(packed({"readme.txt": b"x"})) == [("package-no-office", None)]
    odf = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}
    assert refusal(packed(odf)) == [("package-odf", None)]
    assert refusal(packed(parts() | {"[Content_Types].xml": types("text/plain")})) == [("package-no-office", None)]


@pytest.mark.parametrize("keep", [5, 60, 200, -1, -30])
def test_a_package_that_is_cut_off_is_refused(keep: int) -> None:
    assert refusal(packed(parts())[:keep])[0][0] in {"package-damaged", "package-part-damaged"}


def test_a_package_with_a_changed_byte_is_refused_or_whole() -> None:
    data = packed(parts())
    for place in range(0, len(data), 3):
        changed = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
        try:
            package = open_package(changed)
        except ReadError:
            continue
        assert set(package.parts.values()) >= {parts()["word/document.xml"]}


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = packed(parts() | {"word/document.xml": b"<w>" + b" " * 50_000_000 + b"</w>"})
    began = time.perf_counter()
    assert refusal(data) == [("package-bomb", "word/document.xml")]
    assert time.perf_counter() - began < 1


def test_small_parts_may_be_packed_well_and_large_ones_a_hundred_times() -> None:
    whole = parts() | {"word/a.xml": b"<w>" + b" " * 90_000 + b"</w>"}
    assert len(open_package(packed(whole)).parts["word/a.xml"]) == 90_007
    stored = packed(parts() | {"word/media/a.bin": b"\x00" * 2**20}, zipfile.ZIP_STORED)
    assert open_package(stored).kind == "docx"


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Limits(part=500), ("package-large", "word/a.bin")),
        (Limits(total=1500), ("package-large", None)),
        (Limits(members=3), ("package-many-members", None)),
        (Limits(file=100), ("file-large", None)),
        (Limits(ratio=2, ratio_from=500), ("package-bomb", "word/a.bin")),
    ],
)
def test_each_limit_is_raised_or_lowered_by_name(limits: Limits, expected: tuple[str, str | None]) -> None:
    data = packed(parts() | {"word/a.bin": b"a" * 1000})
    assert open_package(data).kind == "docx"
    assert refusal(data, limits) == [expected]


def test_a_package_without_the_part_it_begins_with_is_refused() -> None:
    assert refusal(packed(parts(word__document_xml=None))) == [("package-damaged", None)]


def test_thousands_of_members_are_refused() -> None:
    data = packed(parts() | {f"word/{number}": b"" for number in range(2_100)})
    assert refusal(data) == [("package-many-members", None)]


def lying(data: bytes, name: str, size: int) -> bytes:
    """The archive with another size of one member in its directory and in front of the member."""
    out = bytearray(data)
    for mark, at, name_at in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            if data[place + name_at :].startswith(name.encode()):
                out[place + at : place + at + 4] = struct.pack("<I", size)
    return bytes(out)


@pytest.mark.parametrize("size", [1, 100, 5000])
def test_a_member_that_lies_about_its_size_is_refused(size: int) -> None:
    data = packed(parts() | {"word/media/a.bin": bytes(range(256)) * 8})
    assert refusal(lying(data, "word/media/a.bin", size)) == [("package-part-damaged", "word/media/a.bin")]


def test_a_lying_bomb_is_given_up_after_one_piece() -> None:
    data = packed(parts() | {"word/media/a.bin": b"\x00" * 30_000_000})
    assert refusal(lying(data, "word/media/a.bin", 1000)) == [("package-part-damaged", "word/media/a.bin")]


def test_a_wrong_checksum_is_refused() -> None:
    data = packed(parts() | {"word/media/a.bin": b"99.9"}, zipfile.ZIP_STORED)
    assert refusal(data.replace(b"99.9", b"95.0", 1).replace(b"99.9", b"95.0")) != []


def test_members_that_share_bytes_are_refused() -> None:
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = raw.compress(b"x" * 1000) + raw.flush()
    check = zlib.crc32(b"x" * 1000)
    head = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, check, len(body), 1000, 1, 0) + b"a"
    directory = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, check, len(body), 1000, 1, 0, 0, 0, 0, 0, 0)
        + name
        for name in (b"a", b"b")
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 2, 2, len(directory), len(head + body), 0)
    assert refusal(head + body + directory + end) == [("package-overlap", "b")]


@pytest.mark.parametrize("second", ["word/document.xml", "Word/Document.XML", "word\\document.xml"])
def test_two_parts_of_one_name_are_refused(second: str) -> None:
    members = [*parts().items(), (second, b"<w>other</w>")]
    assert refusal(packed(members))[0][0] == "package-doubled"


@pytest.mark.parametrize("name", ["../evil.xml", "/word/a.xml", "word/../../a", "C:/a", "C:a", "a\x1bb", "a//b", "./a"])
def test_names_that_lead_out_of_the_file_are_refused(name: str) -> None:
    assert refusal(packed([*parts().items(), (name, b"x")])) == [
        ("package-name", Problem.of("x", Place(spot=name)).place.spot)
    ]


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(packed(parts()))
    place = data.rfind(b"PK\x01\x02")
    data[place + 8] |= 1
    assert refusal(bytes(data)) == [("package-encrypted", "word/document.xml")]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_office_does_not_use_is_refused(method: int) -> None:
    assert refusal(packed(parts(), method)) == [("package-method", "[Content_Types].xml")]


@pytest.mark.parametrize(
    "text",
    [
        DTD.encode(),
        DTD.replace("?>", ' encoding="UTF-16"?>').encode("utf-16"),
        DTD.replace("?>", ' encoding="UTF-16"?>').encode("utf-16-be"),
        b'<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd"><w/>',
        b"<!-- x -->" * 20_000 + b"<!DOCTYPE w><w/>",
        b"\xef\xbb\xbf<!DOCTYPE w><w/>",
    ],
)
@pytest.mark.parametrize("part", ["word/document.xml", "word/header9.xml", "word/_rels/x.xml.rels", "docProps/a.vml"])
def test_a_part_with_a_dtd_is_refused_in_any_encoding(part: str, text: bytes) -> None:
    assert refusal(packed(parts() | {part: text}, zipfile.ZIP_STORED)) == [("package-dtd", part)]


def test_a_dtd_in_the_content_types_or_under_an_unusual_name_is_refused() -> None:
    assert ("package-dtd", "[Content_Types].xml") in refusal(packed(parts() | {"[Content_Types].xml": DTD.encode()}))
    whole = parts() | {
        "[Content_Types].xml": types(part="word/document.bin"),
        "_rels/.rels": relations(relation("officeDocument", "word/document.bin")),
        "word/document.bin": DTD.encode(),
    }
    assert refusal(packed(whole)) == [("package-dtd", "word/document.bin")]


def test_the_word_doctype_in_a_text_is_no_dtd() -> None:
    text = b"<w><![CDATA[<!DOCTYPE w>]]> &lt;!DOCTYPE w&gt;</w>"
    assert open_package(packed(parts() | {"word/document.xml": text})).kind == "docx"


@pytest.mark.parametrize(
    "text",
    [b"no xml", b"<w", b"<?xml version='1.0' encoding='shift_jis'?><w/>", b"<?xml version='1.0' encoding='x'?><w/>"],
)
def test_a_part_that_cannot_be_looked_at_is_refused(text: bytes) -> None:
    assert refusal(packed(parts() | {"word/document.xml": text})) == [("package-xml", "word/document.xml")]


def test_a_root_that_never_begins_is_given_up() -> None:
    text = b"<!-- x -->" * 200_000 + b"<w/>"
    assert refusal(packed(parts() | {"word/document.xml": text}, zipfile.ZIP_STORED)) == [
        ("package-xml", "word/document.xml")
    ]


def test_all_parts_that_are_refused_are_named_at_once() -> None:
    whole = parts() | {"word/a.xml": DTD.encode(), "word/b.xml": b"x"}
    assert refusal(packed(whole)) == [("package-dtd", "word/a.xml"), ("package-xml", "word/b.xml")]


def test_a_missing_file_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        open_package(tmp_path / "no.docx")
    assert caught.value.problems[0].code == "file-missing"
