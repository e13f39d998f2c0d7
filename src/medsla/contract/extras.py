"""What a user's own template may be given besides the contract's words: pictures, links, appendices, shades.

Each is looked through when it is made, and never called or evaluated by a template. A template names them under
`extra.`; the form of its tag says which kind it needs (`lint`), and `tree` sets them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from medsla import office
from medsla.contract.context import LONGEST_VALUE, refused_character
from medsla.contract.guard import guarded
from medsla.errors import Place, Problem, ReadError, RenderError
from medsla.office import Element, R, w
from medsla.office.hiding import Looks, hidden

LONGEST_ADDRESS: Final = 2_000
LARGEST_BODY: Final = 16 * 2**20  # bytes of text of an appendix; 100 pages have about 2 million
WIDEST: Final = 160 * 36_000  # EMU: what a picture without a size of its own takes of an A4 page at most
_LENGTH: Final = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,2})?)(mm|cm|in|pt)")
_EMU: Final[Mapping[str, Decimal]] = {
    "mm": Decimal(36_000),
    "cm": Decimal(360_000),
    "in": Decimal(914_400),
    "pt": Decimal(12_700),
}
_LONGEST_LENGTH: Final = 1_000 * 36_000
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")
_RGB: Final = re.compile(r"#?([0-9A-Fa-f]{6})")
_ADDRESS: Final = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_MAIL: Final = re.compile(r"[^@/\s:?#]+@[A-Za-z0-9](?:[A-Za-z0-9.\-]*[A-Za-z0-9])?(?:\?.*)?")
_ENDS: Final = (w("headerReference"), w("footerReference"))
_SESSION: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"  # ids of editing sessions
_NOTES: Final = (w("footnoteReference"), w("endnoteReference"))


@dataclass(frozen=True, init=False, slots=True)
class Picture:
    """A PNG or JPEG for `{{ extra.NAME }}`: a logo, a diagram.

    Args:
        source: The file, or its bytes.
        width: How wide it is to be (`40mm`, `4cm`, `1.5in`, `120pt`); its height follows.
        height: How high; with both, it is stretched to them. Without either it has its natural size, at most
            160 mm wide.
        description: What it shows, for readers who cannot see it.

    Raises:
        ReadError: it cannot be read, is no PNG or JPEG, damaged or too large.
        RenderError: a length is none, or the description holds refused characters.
    """

    data: bytes = field(repr=False)
    width: int | None
    height: int | None
    description: str

    def __init__(
        self, source: str | os.PathLike[str] | bytes, *, width: str = "", height: str = "", description: str = ""
    ) -> None:
        name, data = _read(source)
        try:
            bitmap = office.clean_picture(data)
        except ReadError as error:
            raise ReadError(_in_file(error, name)) from error
        wide, high = _length(width, name), _length(height, name)
        if wide is None and high is None and bitmap.width > WIDEST:
            wide = WIDEST
        _check_letters(description, name)
        for key, value in (("data", bitmap.data), ("width", wide), ("height", high), ("description", description)):
            object.__setattr__(self, key, value)


@dataclass(frozen=True, slots=True)
class Link:
    """An address for `{{r extra.NAME }}`, shown as its text.

    Raises:
        RenderError: the address is not http, https or mailto, or holds anything but an address does; the text is
            empty or holds refused characters.

    >>> Link("https://portal.example.jp/sla", "ポータル").text
    'ポータル'
    """

    address: str
    text: str = ""

    def __post_init__(self) -> None:
        if not _is_address(self.address):
            raise RenderError(Problem.of("fence.extra-address", address=self.address))
        if not self.text:
            object.__setattr__(self, "text", self.address)
        _check_letters(self.text, self.address)


@dataclass(frozen=True, slots=True)
class Shade:
    """The background of a table cell for `{% cellbg extra.NAME %}`, as six hexadecimal digits.

    >>> Shade("#d9e2f3").rgb
    'D9E2F3'
    """

    rgb: str

    def __post_init__(self) -> None:
        found = _RGB.fullmatch(self.rgb)
        if found is None:
            raise RenderError(Problem.of("fence.extra-shade", text=self.rgb))
        object.__setattr__(self, "rgb", found.group(1).upper())


@dataclass(frozen=True, slots=True)
class Span:
    """How many columns a table cell takes, for `{% colspan extra.NAME %}`."""

    columns: int

    def __post_init__(self) -> None:
        if type(self.columns) is not int or not 1 <= self.columns <= 63:  # 63 columns are Word's limit
            raise RenderError(Problem.of("fence.extra-span", number=str(self.columns)))


@dataclass(frozen=True, init=False, slots=True)
class Subdocument:
    """A Word file for `{{p extra.NAME }}`: an appendix that is kept apart, such as a price list.

    Its text, tables, pictures, lists and styles come along; where both files have a style of one name, the
    contract's holds. Its headers, footers, page size and properties stay behind. `text` is what it says.

    Raises:
        ReadError: it cannot be read, is no Word file, or dangerous to open.
        TemplateError: it holds what a template must not hold (macros, links outside, tracked changes, hidden text),
            sections, notes or template tags, or is itself a finished contract.
    """

    data: bytes = field(repr=False)
    text: str = field(repr=False)
    bookmarks: frozenset[str] = field(repr=False)

    def __init__(self, source: str | os.PathLike[str] | bytes) -> None:
        name, data = _read(source)
        try:
            parts, roots, problems = guarded(data, name, finished="fence.appendix-contract")
        except ReadError as error:
            raise ReadError(_in_file(error, name)) from error
        main = office.main_part(parts) or ""
        root = roots[main]
        problems += _not_to_be_merged(root, parts, main)
        if not any(problem.code == "fence.hidden-text" for problem in problems):
            problems += _unseen(root, parts, main)
        problems += office.check_package(parts)
        if len(parts[main]) > LARGEST_BODY:
            problems.append(Problem.of("package-large", limit=f"{LARGEST_BODY // 2**20} MiB"))
        if problems:
            raise ReadError(_in_file(ReadError(problems), name))
        _forget(root)
        parts[main] = office.serialize(root)
        marks = frozenset(mark.get(w("name"), "") for mark in root.iter(w("bookmarkStart")))
        for key, value in (("data", office.repack(parts)), ("text", office.every_text(root)), ("bookmarks", marks)):
            object.__setattr__(self, key, value)


Extra: TypeAlias = Picture | Link | Shade | Span | Subdocument
KINDS: Final[Mapping[type, str]] = {kind: kind.__name__ for kind in (Picture, Link, Shade, Span, Subdocument)}
"""What each class is called in a template's list of what it needs."""


def extra_faults(given: Mapping[str, Extra], wanted: Mapping[str, str], optional: frozenset[str]) -> Iterator[Problem]:
    """What is missing, of another kind than the template's tag needs, or no extra at all."""
    for name, kind in wanted.items():
        if name not in given:
            if name not in optional:
                yield Problem.of("fence.extra-missing", name=f"extra.{name}", kind=kind or "?")
            continue
        found = KINDS.get(type(given[name]), "?")
        if kind and found != kind:
            yield Problem.of("fence.extra-kind", name=f"extra.{name}", wanted=kind, found=found)
    for name in given:
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            yield Problem.of("fence.extra-name", name=str(name))
        elif name not in wanted and type(given[name]) not in KINDS:
            yield Problem.of("fence.extra-kind", name=f"extra.{name}", wanted=", ".join(KINDS.values()), found="?")


def read_extra(text: str) -> tuple[str, Extra]:
    """The name and value of an extra as written on a command line.

    `logo=logo.png@40mm` is a picture 40 mm wide, `portal=ポータル <https://…>` a link, `prices=prices.docx` an
    appendix, `head=#D9E2F3` a shade, `title=3` a span.

    >>> read_extra("portal=ポータル <https://portal.example.jp/>")
    ('portal', Link(address='https://portal.example.jp/', text='ポータル'))
    """
    name, _, value = text.partition("=")
    if not _NAME.fullmatch(name) or not value:
        raise RenderError(Problem.of("fence.extra-name", name=name))
    shown = re.fullmatch(r"(.*?)\s*<([^<>]*)>", value, re.DOTALL)
    if shown:
        return name, Link(shown.group(2), shown.group(1))
    if re.match(r"[A-Za-z][A-Za-z0-9+.\-]+:(?!\\)", value):
        return name, Link(value)
    if value.startswith("#"):
        return name, Shade(value)
    if value.isascii() and value.isdigit():
        return name, Span(int(value[:4]))
    if value.casefold().endswith(".docx"):
        return name, Subdocument(value)
    file, _, width = value.rpartition("@")
    return name, Picture(file, width=width) if file and _LENGTH.fullmatch(width) else Picture(value)


def _read(source: str | os.PathLike[str] | bytes) -> tuple[str, bytes]:
    if isinstance(source, bytes):
        return "", source
    path = Path(source)
    try:
        if path.stat().st_size > 64 * 2**20:
            raise ReadError(Problem.of("file-large", Place(file=str(path)), limit="64 MiB"))
        return path.name, path.read_bytes()
    except OSError as error:
        raise ReadError(Problem.of("fence.extra-unread", Place(file=str(path)))) from error


def _in_file(error: ReadError, name: str) -> list[Problem]:
    return [Problem(p.code, Place(file=name or None, spot=p.place.spot), p.fields) for p in error.problems]


def _length(text: str, name: str) -> int | None:
    if not text:
        return None
    found = _LENGTH.fullmatch(text)
    emu = int(Decimal(found.group(1)) * _EMU[found.group(2)]) if found else 0
    if not 0 < emu <= _LONGEST_LENGTH:
        raise RenderError(Problem.of("fence.extra-length", Place(file=name or None), text=text))
    return emu


def _is_address(text: str) -> bool:
    if len(text) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(text):
        return False
    scheme, _, rest = text.partition(":")
    if scheme.casefold() == "mailto":
        return _MAIL.fullmatch(rest) is not None
    if scheme.casefold() not in {"http", "https"}:
        return False
    try:
        parts = urlsplit(text)
        usable = bool(parts.hostname) and parts.username is None and (parts.port or 1) > 0
    except ValueError:
        return False
    return usable


def _check_letters(text: str, where: str) -> None:
    """Letters that a contract can carry, on one line."""
    broken = re.search(r"[\n\t]", text)
    line = ("fence.illegal-character", broken.start() + 1, f"U+{ord(broken.group()):04X}") if broken else None
    found = refused_character(text) or line
    place = Place(file=where or None)
    if found:
        code, position, point = found
        raise RenderError(Problem(code, place, (("position", str(position)), ("character", point))))
    if len(text) > LONGEST_VALUE:
        raise RenderError(Problem.of("fence.long-value", place, length=len(text), limit=LONGEST_VALUE))


def _not_to_be_merged(root: Element, parts: Mapping[str, bytes], main: str) -> Iterator[Problem]:
    """What would get lost, or do something else, when the body is set into another file."""
    if any(section.getparent() is not root[0] for section in root.iter(w("sectPr"))):
        yield Problem.of("fence.appendix-sections", Place(spot=main))
    if next(root.iter(*_NOTES), None) is not None:
        yield Problem.of("fence.appendix-notes", Place(spot=main))
    known = {link.id for link in office.relationships(parts) if link.owner == main}
    for element in root.iter():
        for key, value in element.attrib.items():
            if str(key).startswith(f"{{{R}}}") and element.tag not in _ENDS and value not in known:
                yield Problem.of("fence.appendix-broken", Place(spot=main), id=str(value))


def _unseen(root: Element, parts: Mapping[str, bytes], main: str) -> Iterator[Problem]:
    """Text that would be part of the contract and that nobody sees: white, tiny, or hidden by its style."""
    for stretch in hidden(root, Looks.of(parts)):
        yield Problem.of("fence.hidden-text", Place(spot=f"{main}, paragraph {stretch.line}"))


def _forget(root: Element) -> None:
    """Takes out what would take part in the contract's own marks: where the cursor was, names of controls."""
    for element in root.iter():
        for key in [key for key in element.attrib if str(key).startswith(_SESSION)]:
            del element.attrib[key]
    for mark in list(root.iter(w("bookmarkStart"))):
        if mark.get(w("name")) == "_GoBack":
            ends = [end for end in root.iter(w("bookmarkEnd")) if end.get(w("id")) == mark.get(w("id"))]
            for element in (mark, *ends):
                office.drop(element)
    for properties in root.iter(w("sdtPr")):
        for name in ("id", "tag", "dataBinding"):
            for element in properties.findall(w(name)):
                office.drop(element)
