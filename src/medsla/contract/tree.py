"""What the fast way cannot write goes through docxtpl's own tree: pictures, links, appendices, columns.

The text is still written by the fence's environment and re-read like any other, so nothing is evaluated twice and
nothing is repaired. docxtpl has the part that needs a package: it takes in pictures and appendices, makes
relationships, and mends the columns of a table. It works on a copy of the template without its text, and what it
has changed there goes into the contract.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import quoteattr

from medsla import office
from medsla.contract import fence
from medsla.contract.extras import Extra, Link, Picture, Shade, Span, Subdocument, extra_faults
from medsla.contract.forms import EXTRA, MARK
from medsla.contract.proving import is_well_formed, text_of
from medsla.contract.values import Record, Shown
from medsla.errors import Place, Problem, RenderError
from medsla.office import CORE_PART, DATA_PART, R, w

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

    from medsla.contract.forms import Forms
    from medsla.contract.press import Press
    from medsla.office import Element, Entry

_LINK_COLOUR: Final = "0563C1"  # Word's own
_MOST_COLUMNS: Final = 63  # Word's limit
_FIRST_BOOKMARK: Final = 2_000_001  # behind those of the contract
_NUMBERING: Final = re.compile(r"(?:^|/)numbering[0-9]*\.xml\Z")
_CELL_ORDER: Final = (  # CT_TcPr, ECMA-376 part 1, 17.4.69
    *("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection"),
    *("tcFitText", "vAlign", "hideMark"),
)
_UNMERGEABLE: Final = (AttributeError, IndexError, KeyError, TypeError, ValueError)  # docxcompose, on odd files


@dataclass(frozen=True, slots=True)
class Package:
    """The template without its text: `file` for docxtpl to open, `saved` how docxtpl saves it when nothing is done."""

    parts: Mapping[str, bytes] = field(repr=False)
    file: bytes = field(repr=False)
    saved: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Made:
    """What a contract consists of besides unchanged entries.

    `pieces` are what its text parts were written from, `finished` those parts, `changed` other parts of the
    package, `known` the text of each piece of markup.
    """

    pieces: Mapping[str, list[str]]
    finished: Mapping[str, bytes]
    changed: Mapping[str, bytes]
    known: Mapping[str, str]
    package: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Tree:
    """Writes contracts from a template that uses the forms of `forms`.

    `wanted` has the kind of each extra by its name, `optional` those that may be missing.
    """

    wanted: Mapping[str, str]
    optional: frozenset[str]
    bare: Package = field(repr=False)
    carrying: Package = field(repr=False)

    def write(self, press: Press, context: Mapping[str, Any], extras: Mapping[str, Extra], *, carries: bool) -> Made:
        """The parts of one contract.

        Raises:
            RenderError: an extra is missing or of another kind, an appendix cannot be taken over, or a part is not
                well-formed; every problem at once.
        """
        faults = list(extra_faults(extras, self.wanted, self.optional))
        if faults:
            raise RenderError(faults)
        package = self.carrying if carries else self.bare
        desk = _Desk(package.file)
        desk.lay_out(extras[name] for name in sorted(self.wanted) if name in extras)
        given = Record({name: desk.placed(extra) for name, extra in extras.items() if name in self.wanted})
        given |= {name: _Absent() for name in self.optional if name not in given}
        pieces = {}
        for part, compiled in press.compiled.items():
            desk.turn_to(part)
            written = fence.write_part(compiled, {**context, EXTRA: given}, part)
            pieces[part] = list(_whole_tags(written, desk.known))
        finished = {part: desk.finish("".join(written), part) for part, written in pieces.items()}
        changed = {name: data for name, data in desk.save().items() if package.saved.get(name) != data}
        changed = {name: data for name, data in changed.items() if name not in finished}
        for name in filter(_NUMBERING.search, list(changed)):
            changed[name] = _settled_numbering(changed[name], name, package.parts.get(name))
        _refuse_doubled_bookmarks(finished[press.main], desk.bookmarks)
        return Made(pieces, finished, changed, desk.known, {**package.parts, **changed, **finished})


def prepare(forms: Forms, taken: frozenset[Element]) -> None:
    """Makes a template's trees ready for docxtpl, before they become sources.

    Tags get a run of their own, so that the letters behind them keep their look; cells whose look changes get the
    properties that docxtpl writes into; tables whose columns change are marked.

    Args:
        forms: What the linter has found.
        taken: Text elements that are cut elsewhere.
    """
    for element, tag in forms.alone:
        run = element.getparent()
        if element not in taken and run is not None and run.find(w("rPr")) is not None:
            office.surround(element, tag, "", "")
    for cell in forms.cells:
        properties = cell.find(w("tcPr"))
        if properties is None:
            properties = cell.makeelement(w("tcPr"))
            cell.insert(0, properties)
        if not len(properties):
            properties.append(cell.makeelement(w("tcW"), {w("w"): "0", w("type"): "auto"}))
    for table in forms.tables:
        table.set(MARK, "1")


def make_tree(press: Press, forms: Forms) -> Tree | None:
    """The way through docxtpl, or None where the template uses none of its forms."""
    if not forms.extras and not forms.tables:
        return None
    texts = {part: _emptied(press.parts[part], part) for part in press.compiled}
    return Tree(
        dict(forms.extras), frozenset(forms.optional), _package(press.bare, texts), _package(press.carrying, texts)
    )


class _Desk:
    """Where one contract is written: docxtpl's template, and what was set into it."""

    def __init__(self, file: bytes) -> None:
        from docxtpl import DocxTemplate

        self._template: DocxTemplate = DocxTemplate(io.BytesIO(file))
        self._template.render_init()
        self._parts = {str(part.partname).lstrip("/"): part for part in self._template.docx.part.package.iter_parts()}
        self.known: dict[str, str] = {}
        self.bookmarks: frozenset[str] = frozenset()

    def lay_out(self, extras: Iterable[Extra]) -> None:
        """Takes pictures in before appendices that may hold the same ones, which then cannot be measured any more."""
        for extra in extras:
            if isinstance(extra, Picture):
                self._template.docx.part.package.get_or_add_image_part(io.BytesIO(extra.data))

    def turn_to(self, part: str) -> None:
        """Says which part is written next: its pictures and links become its own."""
        self._template.current_rendering_part = self._parts[part]

    def placed(self, extra: Extra) -> _Placed | Shown:
        """An extra as the environment prints it."""
        if isinstance(extra, Shade):
            return Shown(extra.rgb)
        if isinstance(extra, Span):
            return Shown(str(extra.columns))
        return _Placed(lambda: self._set(extra))

    def _set(self, extra: Picture | Link | Subdocument) -> str:
        if isinstance(extra, Picture):
            markup = self._picture(extra)
            self.known[markup] = text_of(markup)
        elif isinstance(extra, Link):
            markup = self._link(extra)
            self.known[markup] = extra.text
        else:
            markup = self._subdocument(extra)
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
        for mark in body.iter(w("bookmarkStart"), w("bookmarkEnd")):
            identifier = mark.get(w("id"), "")
            number = int(identifier) if identifier.isascii() and identifier.isdigit() else 0
            mark.set(w("id"), str(_FIRST_BOOKMARK + number))
        if office.every_text(body) != subdocument.text:
            raise RenderError(Problem.of("fence.appendix-refused"))
        self.bookmarks |= subdocument.bookmarks
        return "".join(office.markup(child) for child in body if child.tag != w("sectPr"))

    def finish(self, text: str, part: str) -> bytes:
        """The finished part: columns mended, every drawing with a number of its own.

        Raises:
            RenderError: the text is broken XML, which docxtpl would repair by losing some of it.
        """
        data = text.encode()
        if MARK not in text and "<wp:docPr" not in text:
            return data
        if not is_well_formed(data):
            raise RenderError(Problem.of("fence.malformed", Place(spot=part)))
        root = office.parse(data, part)
        for table in list(root.iter(w("tbl"))):
            if table.attrib.pop(MARK, ""):
                self._mend(table, part)
        self._template.fix_docpr_ids(root)
        return office.serialize(root)

    def _mend(self, table: Element, part: str) -> None:
        """Gives a table as many columns as its rows have cells, and the look of cells the order that Word expects."""
        parent = table.getparent()
        if parent is None:
            return
        mended = self._template.fix_tables(office.markup(table))
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

    def save(self) -> dict[str, bytes]:
        """The package as docxtpl saves it."""
        self._template.is_rendered = True
        buffer = io.BytesIO()
        self._template.save(buffer)
        return _unzipped(buffer.getvalue())


class _Placed:
    """An extra that sets itself where it is printed; templates can do nothing else with it."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make

    def __html__(self) -> str:
        return self._make()


class _Absent:
    """An extra that was asked for in a condition and not given."""

    def __bool__(self) -> bool:
        return False

    def __html__(self) -> str:
        from jinja2 import UndefinedError

        raise UndefinedError(f"'{EXTRA}'")


def _whole_tags(pieces: list[str], known: dict[str, str]) -> Iterator[str]:
    """The pieces with those joined that are cut inside a tag, as the shade of a cell cuts its attribute."""
    begun = ""
    for piece in pieces:
        whole = f"{begun}{piece}"  # where a piece is Markup, + would escape the other
        if whole.rfind("<") > whole.rfind(">"):
            begun = whole
            continue
        if begun:
            known[whole] = text_of(whole)
        begun = ""
        yield whole
    if begun:
        yield begun


def _emptied(part: bytes, name: str) -> bytes:
    """A part without its text, for docxtpl to carry along."""
    root = office.parse(part, name)
    for child in list(root):
        root.remove(child)
    if root.tag == w("document"):
        root.append(root.makeelement(w("body")))
    return office.serialize(root)


def _package(entries: tuple[Entry, ...], texts: Mapping[str, bytes]) -> Package:
    parts = {entry.name: zlib.decompress(entry.data, -zlib.MAX_WBITS) for entry in entries}
    stubs = {CORE_PART: office.core_part(office.Properties("", "")), DATA_PART: b"<sla/>", **texts}
    linked = {link.target for link in office.relationships(parts)}
    file = office.repack({**parts, **{name: data for name, data in stubs.items() if name in linked}})
    return Package(parts, file, _Desk(file).save())


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


def _refuse_doubled_bookmarks(body: bytes, names: frozenset[str]) -> None:
    """Two bookmarks of one name: a reference would lead to the wrong one."""
    for name in sorted(names):
        found = re.findall(rb'<w:bookmarkStart [^>]*w:name="' + re.escape(name.encode()) + rb'"', body)
        if len(found) > 1:
            raise RenderError(Problem.of("fence.appendix-bookmark", name=name))


def faults_of(made: Made, allowed: Mapping[str, Any]) -> Iterator[Problem]:
    """What the finished package must not hold, its new links and parts included."""
    yield from office.check_package(made.package, allowed=(*allowed, *made.known.values()))
