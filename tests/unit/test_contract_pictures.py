"""Pictures and links for a template of one's own: looked through, without private data, never more than they seem."""

from __future__ import annotations

import contextlib
import struct
import zlib

import pytest
from tests.contract_texts import CONTRACT
from tests.docxtpl_ways import chunk, codes, jpeg, lines, png, template
from tests.naughty_strings import NAUGHTY
from tests.word_files import paragraphs_of

from medsla.contract import Link, Picture, load_template, render_text
from medsla.errors import RenderError

LOGO = png()


def huge(width: int, height: int) -> bytes:
    """A head that promises more than there is."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def swollen() -> bytes:
    """A small head, and pixels that unpack to 64 MiB."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 10, 10, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(64 * 2**20))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "picture-kind"),
        (b"GIF89a", "picture-kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture-kind"),
        (b"II*\x00", "picture-kind"),
        (b"\x89PNG\r\n\x1a\n", "picture-damaged"),
        (LOGO[:-12], "picture-damaged"),
        (LOGO.replace(b"IDAT", b"IDAX"), "picture-damaged"),
        (LOGO[:40] + b"\xff" + LOGO[41:], "picture-damaged"),
        (huge(0, 10), "picture-size"),
        (huge(12_001, 1), "picture-size"),
        (huge(2**32 - 1, 2**32 - 1), "picture-size"),
        (huge(10_000, 10_000), "picture-size"),
        (swollen(), "picture-damaged"),
        (bytes(8 * 2**20 + 1), "picture-large"),
        (jpeg()[:-2], "picture-damaged"),
        (jpeg()[:30], "picture-damaged"),
        (b"\xff\xd8\xff\xe0\x00\x00", "picture-damaged"),
    ],
)
def test_what_is_no_safe_picture_is_refused(data: bytes, code: str) -> None:
    assert codes(Picture, data) == [code]


def exif(orientation: int) -> tuple[int, bytes]:
    """What a camera writes: which way it was held, and a text."""
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    return 0xE1, b"Exif\0\0II*\0\x08\0\0\0\x01\0" + entry + b"canary-51c"


def test_a_picture_turned_by_its_camera_is_refused_and_an_upright_one_is_not() -> None:
    assert codes(Picture, jpeg(exif(6))) == ["picture-turned"]
    assert Picture(jpeg(exif(1))).data == jpeg()


def test_what_a_camera_or_a_program_has_written_into_a_picture_is_taken_out() -> None:
    said = (0xFE, b"canary-51c"), (0xED, b"canary-51c"), (0xE2, b"canary-51c")
    assert Picture(jpeg(exif(1), *said) + b"canary-51c").data == jpeg()
    written = chunk(b"tEXt", b"Author\0canary-51c"), chunk(b"iCCP", b"canary-51c\0\0")
    assert Picture(png(40, 20, (1, 2, 3), *written) + b"canary-51c").data == png(40, 20, (1, 2, 3))


def test_a_plain_picture_stays_as_it_is() -> None:
    dense = chunk(b"pHYs", struct.pack(">IIB", 11811, 11811, 1))
    profile = (0xE2, b"ICC_PROFILE\0\1\1")
    for data in (LOGO, jpeg(), jpeg(profile), png(3, 3, (0, 0, 0), dense)):
        assert Picture(data).data == data


def test_a_density_that_would_make_a_picture_endless_is_taken_out() -> None:
    odd = png(3, 3, (0, 0, 0), chunk(b"pHYs", struct.pack(">IIB", 1, 0, 1)))
    assert Picture(odd).data == png(3, 3, (0, 0, 0))


def test_a_picture_without_a_size_of_its_own_stays_within_the_page() -> None:
    assert Picture(png(2_000, 10)).width == 160 * 36_000
    assert (Picture(LOGO, width="1.5in").width, Picture(LOGO, height="12pt").height) == (1_371_600, 152_400)


@pytest.mark.parametrize("text", ["40", "mm", "-1mm", "0mm", "1e3mm", "4０mm", "9999cm", "1.234mm", "40 mm"])
def test_a_length_is_a_number_with_its_unit(text: str) -> None:
    assert codes(Picture, LOGO, width=text) == ["extra-length"]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.jp",
        "http://example.jp:8080/a?b=c&d#e",
        "mailto:a@example.jp?subject=SLA",
        "HTTPS://EXAMPLE.JP/",
    ],
)
def test_links_lead_to_the_web_or_to_mail(address: str) -> None:
    assert Link(address).text == address


@pytest.mark.parametrize(
    "address",
    [
        "", "javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "file:///etc/passwd", "\\\\host\\share",
        "//example.jp", "example.jp", "ftp://example.jp", "https://", "https:///a", "https:example.jp",
        "https://user:pw@example.jp", "https://example.jp:x/", "https://example.jp:99999/", "https://例.jp/",
        "https://example.jp/ a", "https://example.jp/\n", 'https://example.jp/"onclick', "https://e.jp/<b>",
        "mailto:", "mailto:a", "mailto:a@b c", "https://e.jp/" + "a" * 2_000, " https://example.jp", "ms-word:ofe|u|x",
    ],
)  # fmt: skip
def test_a_link_to_anything_else_is_refused(address: str) -> None:
    assert codes(Link, address, "x") == ["extra-address"]


@pytest.mark.parametrize("text", ["a\x00", "\u202eabc", "a\nb", "a\tb", "\ud800"])
def test_a_links_text_holds_no_letter_that_a_contract_cannot_carry(text: str) -> None:
    assert codes(Link, "https://example.jp", text)[0] in {"illegal-character", "direction-override"}


def test_a_naughty_text_of_a_link_is_printed_letter_by_letter_or_refused() -> None:
    shown: dict[str, Link] = {}
    for number, text in enumerate(filter(None, NAUGHTY)):
        with contextlib.suppress(RenderError):
            shown[f"a{number}"] = Link("https://example.jp", text)
    wanted = load_template(template(lines(*(f"{{{{r extra.{name} }}}}" for name in shown))))
    found = paragraphs_of(render_text(CONTRACT, wanted, extras=shown))
    assert [one.text for one in shown.values() if one.text not in found] == []
    assert len(shown) > 100
