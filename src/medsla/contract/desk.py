"""docxtpl at work on a package: it takes in pictures and appendices, makes relationships, mends tables.

It is given a copy of the template without its text, so that it has nothing to evaluate. What it and docxcompose
would leave to chance, lose or mix up is settled or refused here.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from medsla import office
from medsla.contract.extras import Extra, Link, Picture, Subdocument
from medsla.contract.forms import MARK
from medsla.contract.proving import text_of
from medsla.contract.snapshot import is_simple
from medsla.errors import Place, Problem, ReadError, RenderError
from medsla.office import CORE_PART, DATA_PART, R, w
from medsla.reading.escaping import quoteattr

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

    from medsla.office import Element, Entry

_LINK_COLOUR: Final = "0563C1"  # Word's own
_MOST_COLUMNS: Final = 63  # Word's limit
_FIRST_BOOKMARK: Final = 2_000_001  # behind those of the contract
_KEPT: Final = 8  # what was made for so many different sets of extras is kept
_NUMBERING: Final = re.compile(r"(?:^|/)numbering[0-9]*\.xml\Z")
_CELL_ORDER: Final = (  # CT_TcPr, ECMA-376 part 1, 17.4.69
    *("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection"),
    *("tcFitText", "vAlign", "hideMark"),
)
_UNMERGEABLE: Final = (  # what docxcompose and python-docx raise for odd files
    *(ArithmeticError, AssertionError, AttributeError, LookupError),
    *(NotImplementedError, SyntaxError, TypeError, ValueError),
)


@dataclass(frozen=True, eq=False, slots=True)
class Package:
    """The template without its text: `file` for docxtpl to open, `saved` how docxtpl saves it when nothing is done."""

    parts: Mapping[str, bytes] = field(repr=False)
    file: bytes = field(repr=False)
    saved: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Setting:
    """What docxtpl makes of some extras in a package.

    `markup` is what stands for each extra in each part, `known` the text of that, `changed` the parts of the
    package that are new or other than before, `entries` the same deflated, `bookmarks` the names that came along.
    `simple` says whether the wording of all this can be told without reading it as a tree.
    """

    markup: Mapping[tuple[str, str], str]
    known: Mapping[str, str]
    changed: Mapping[str, bytes]
    entries: tuple[Entry, ...]
    bookmarks: frozenset[str]
    simple: bool


def package_of(entries: tuple[Entry, ...], texts: Mapping[str, bytes]) -> Package:
    """The package of a template: its unchanged entries, and its text parts without their text."""
    parts = {entry.name: zlib.decompress(entry.data, -zlib.MAX_WBITS) for entry in entries}
    stubs = {CORE_PART: office.core_part(office.Properties("", "")), DATA_PART: b"<sla/>", **texts}
    linked = {link.target for link in office.relationships(parts)}
    file = office.repack({**parts, **{name: data for name, data in stubs.items() if name in linked}})
    return Package(parts, file, _Desk(file).save())


@lru_cache(maxsize=_KEPT)
def setting_of(package: Package, printed: tuple[tuple[str, str, Extra], ...]) -> Setting:
    """What docxtpl makes of the extras in the order in which they are printed.

    Raises:
        RenderError: an appendix cannot be taken over.
    """
    desk = _Desk(package.file, (extra for _, _, extra in printed))
    markup = {(part, name): desk.set_in(part, extra) for part, name, extra in printed}
    stubs = {part for part, data in package.saved.items() if part not in package.parts}
    changed = {
        name: data for name, data in desk.save().items() if package.saved.get(name) != data and name not in stubs
    }
    for name in filter(_NUMBERING.search, list(changed)):
        changed[name] = _settled_numbering(changed[name], name, package.parts.get(name))
    whole = {**package.parts, **changed}
    problems = [*office.dangerous_links(whole), *office.embedded_objects(whole)]
    if problems:
        raise RenderError(problems)
    entries = tuple(office.constant(name, data) for name, data in changed.items())
    return Setting(markup, desk.known, changed, entries, desk.bookmarks, desk.simple)


def mended(text: str, part: str) -> bytes:
    """The finished part, the columns of its marked tables mended.

    Raises:
        RenderError: the text is broken XML, which docxtpl would repair by losing some of it.
    """
    if f' {MARK}="1"' not in text:
        return text.encode()
    try:
        root = office.parse(text.encode(), part)
    except ReadError as error:
        raise RenderError(Problem.of("fence.malformed", Place(spot=part))) from error
    for table in list(root.iter(w("tbl"))):
        if table.attrib.pop(MARK, ""):
            _mend(table, part)
    return office.serialize(root)


class _Desk:
    """Where docxtpl works: its template, and what was set into it."""

    def __init__(self, file: bytes, extras: Iterable[Extra] = ()) -> None:
        from docxtpl import DocxTemplate

        self._template: DocxTemplate = DocxTemplate(io.BytesIO(file))
        self._template.render_init()
        package = self._template.docx.part.package
        self._parts = {str(part.partname).lstrip("/"): part for part in package.iter_parts()}
        self.known: dict[str, str] = {}
        self.bookmarks: frozenset[str] = frozenset()
        self.simple = True
        self._bookmark = _FIRST_BOOKMARK
        for extra in extras:  # first, for an appendix may hold the same picture, and that cannot be measured any more
            if isinstance(extra, Picture):
                package.get_or_add_image_part(io.BytesIO(extra.data))

    def set_in(self, part: str, extra: Extra) -> str:
        """The markup of an extra in a part, whose pictures and links are its own."""
        self._template.current_rendering_part = self._parts[part]
        if isinstance(extra, Link):
            markup = self._link(extra)
            self.known[markup] = extra.text
            return markup
        markup = self._picture(extra) if isinstance(extra, Picture) else ""
        markup = self._subdocument(extra) if isinstance(extra, Subdocument) else markup
        self.known[markup] = text_of(markup)
        return markup

    def _picture(self, picture: Picture) -> str:
        from docxtpl import InlineImage

        markup = str(InlineImage(self._template, io.BytesIO(picture.data), picture.width, picture.height))
        shown = f"<wp:docPr descr={quoteattr(picture.description)} "
        return markup.replace("<wp:docPr ", shown, 1) if picture.description else markup

    def _link(self, link: Link) -> str:
        from docxtpl import RichText

        part = self._template.current_rendering_part
        number = part.relate_to(link.address, f"{R}/hyperlink", is_external=True)
        return str(RichText(link.text, color=_LINK_COLOUR, underline=True, url_id=number))

    def _subdocument(self, subdocument: Subdocument) -> str:
        """The body of a file, its pictures, lists and styles taken over."""
        try:
            from docxtpl.subdoc import Subdoc
        except ImportError as error:
            raise RenderError(Problem.of("fence.appendix-package")) from error
        try:
            body = Subdoc(self._template, io.BytesIO(subdocument.data)).subdocx.element.body
        except _UNMERGEABLE as error:
            raise RenderError(Problem.of("fence.appendix-refused")) from error
        numbers: dict[str, str] = {}
        for mark in body.iter(w("bookmarkStart"), w("bookmarkEnd")):
            mark.set(w("id"), numbers.setdefault(mark.get(w("id"), ""), str(self._bookmark + len(numbers))))
        self._bookmark += len(numbers)
        if office.every_text(body) != subdocument.text:
            raise RenderError(Problem.of("fence.appendix-refused"))
        self.bookmarks |= subdocument.bookmarks
        self.simple &= is_simple(body)
        return "".join(office.markup(child) for child in body if child.tag != w("sectPr"))

    def save(self) -> dict[str, bytes]:
        """The package as docxtpl saves it."""
        self._template.is_rendered = True
        buffer = io.BytesIO()
        self._template.save(buffer)
        return _unzipped(buffer.getvalue())


def _mend(table: Element, part: str) -> None:
    """Gives a table as many columns as its rows have cells, and the look of cells the order that Word expects."""
    parent = table.getparent()
    if parent is None:
        return
    mended = _mender().fix_tables(office.markup(table))
    mended.tail = None
    parent.replace(table, mended)
    for properties in mended.iter(w("tcPr")):
        properties[:] = sorted(properties, key=_in_cell)
    for row in mended.iter(w("tr")):
        if next(row.iter(w("tc")), None) is None:
            raise RenderError(Problem.of("fence.empty-row", Place(spot=part)))
    columns = len(mended.findall(f"{w('tblGrid')}/{w('gridCol')}"))
    if columns > _MOST_COLUMNS:
        raise RenderError(Problem.of("fence.many-columns", Place(spot=part), number=str(columns)))


@cache
def _mender() -> DocxTemplate:
    """An engine without a file: it mends tables from their text alone."""
    from docxtpl import DocxTemplate

    return DocxTemplate("")


def _unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _in_cell(element: Element) -> int:
    name = office.local(element)
    return _CELL_ORDER.index(name) if name in _CELL_ORDER else len(_CELL_ORDER)


def _settled_numbering(data: bytes, name: str, before: bytes | None) -> bytes:
    """The lists with numbers that depend on nothing but the files; docxcompose draws some by chance.

    Raises:
        RenderError: two lists got one number, as docxcompose gives them within one table.
    """
    root = office.parse(data, name)
    numbers = [entry.get(w("numId")) for entry in root.iter(w("num"))]
    if len(numbers) != len(set(numbers)):
        raise RenderError(Problem.of("fence.appendix-numbering"))
    old = set() if before is None else {_nsid(one) for one in office.parse(before, name).iter(w("abstractNum"))}
    for entry in root.iter(w("abstractNum")):
        nsid = entry.find(w("nsid"))
        if nsid is not None and nsid.get(w("val")) not in old:
            nsid.set(w("val"), f"{zlib.crc32(entry.get(w('abstractNumId'), '').encode()):08X}")
    return office.serialize(root)


def _nsid(entry: Element) -> str | None:
    found = entry.find(w("nsid"))
    return None if found is None else found.get(w("val"))
