"""Packages from deflated entries: whole zip archives, the same bytes every time, with either deflater."""

from __future__ import annotations

import io
import sys
import zipfile
import zlib

import pytest

from medsla import office
from medsla.office import entries

PARTS = {
    "word/document.xml": "<w>稼働率は99.9%以上</w>".encode() * 500,
    "[Content_Types].xml": b"<Types/>",
    "customXml/item1.xml": b"",
    "甲.xml": b"<a/>",
}


def archive(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


@pytest.mark.parametrize("deflater", [None, office.by_zlib])
def test_a_bundle_is_a_whole_zip_archive(deflater: entries.Deflater | None) -> None:
    made = office.bundle([office.entry(name, data, deflater) for name, data in PARTS.items()])
    with archive(made) as found:
        assert found.testzip() is None
        assert {name: found.read(name) for name in found.namelist()} == PARTS
        assert {info.date_time for info in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_bundle_has_the_order_of_a_package_whatever_it_is_made_from() -> None:
    made_of = [office.constant(name, data) for name, data in PARTS.items()]
    made = office.bundle(made_of)
    assert made == office.bundle(list(reversed(made_of)))
    with archive(made) as found, archive(office.repack(PARTS)) as other:
        assert found.namelist() == other.namelist()
        assert found.namelist()[0] == "[Content_Types].xml"


def test_every_way_to_deflate_gives_the_same_part() -> None:
    data = PARTS["word/document.xml"]
    ways = [office.constant("a", data), office.entry("a", data), office.entry("a", data, office.by_zlib)]
    ways.append(office.quick_entry("a", data))
    assert {(one.crc, one.size) for one in ways} == {(ways[0].crc, len(data))}
    for one in ways:
        with archive(office.bundle([one])) as found:
            assert found.read("a") == data


def long_text(changed: int) -> bytes:
    """Paragraphs of many lengths, one of them changed."""
    lines = [f"<w:p><w:t>{'稼働率' * (number % 11)}{number}</w:t></w:p>" for number in range(2000)]
    lines[changed] = "<w:p><w:t>別の文</w:t></w:p>"
    return "".join(lines).encode()


@pytest.mark.parametrize("end", [b"", b"</w:p>", b"<w:sectPr/>"])
def test_a_long_text_is_deflated_in_sections_that_give_it_back(end: bytes) -> None:
    entries._known_section.cache_clear()
    data = long_text(0) + end
    assert zlib.decompress(office.by_zlib(data), -zlib.MAX_WBITS) == data
    assert entries._known_section.cache_info().misses > 10
    whole = zlib.compressobj(3, zlib.DEFLATED, -zlib.MAX_WBITS)
    assert len(office.by_zlib(data)) < 1.3 * len(whole.compress(data) + whole.flush())


def test_what_was_deflated_before_changes_no_byte() -> None:
    texts = [long_text(changed) for changed in (0, 700, 1999, 700)]
    warm = [office.by_zlib(text) for text in texts]
    for text, made in zip(texts, warm, strict=True):
        entries._known_section.cache_clear()
        assert office.by_zlib(text) == made
        assert zlib.decompress(made, -zlib.MAX_WBITS) == text


def test_a_section_of_unusual_length_is_not_kept() -> None:
    entries._known_section.cache_clear()
    data = b"<sla>" + bytes(range(32, 59)) * 4000 + b"<p>a</p>" * 4000
    assert zlib.decompress(office.quick_entry("a", data).data, -zlib.MAX_WBITS) == data
    assert 0 < entries._known_section.cache_info().misses < 5
    assert office.quick_entry("a", data) == office.quick_entry("a", data)


def test_only_the_sections_round_a_change_are_deflated_again() -> None:
    entries._known_section.cache_clear()
    office.by_zlib(long_text(0))
    known = entries._known_section.cache_info().misses
    office.by_zlib(long_text(1000))
    assert entries._known_section.cache_info().misses - known <= known // 3


def test_without_isal_the_standard_library_deflates(monkeypatch: pytest.MonkeyPatch) -> None:
    entries.fastest.cache_clear()
    monkeypatch.setitem(sys.modules, "isal", None)
    assert entries.fastest() is office.by_zlib
    entries.fastest.cache_clear()


def test_the_times_of_entries_follow_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    with archive(office.bundle([office.constant("a", b"a")])) as found:
        assert found.infolist()[0].date_time == (2027, 1, 15, 8, 0, 0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "99999999999")
    for data in (office.bundle([office.constant("a", b"a")]), office.repack({"a": b"a"})):
        with archive(data) as found:
            assert found.infolist()[0].date_time == (2107, 12, 31, 23, 59, 58)
