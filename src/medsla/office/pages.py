"""Pages of a section: size and margins in twips (a twentieth of a point), and tables made as wide as the text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from medsla.office.xml import w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from medsla.office.xml import Element

_A4: Final = {"w": 11906, "h": 16838}
_USUAL: Final = {"top": 1701, "right": 1418, "bottom": 1418, "left": 1418, "header": 851, "footer": 680, "gutter": 0}
_AFTER_SIZE: Final = frozenset(
    {w("headerReference"), w("footerReference"), w("footnotePr"), w("endnotePr"), w("type"), w("pgSz")}
)
_SETTINGS: Final = (  # in the order of the schema, as far as a header depends on them
    *("writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime"),
    *("doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText"),
    *("printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts"),
    *("saveFormsData", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader"),
    *("bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors", "hideGrammaticalErrors", "formsDesign"),
    *("stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "revisionView", "trackRevisions"),
    *("doNotTrackMoves", "doNotTrackFormatting", "documentProtection", "autoFormatOverride", "styleLockTheme"),
    *("styleLockQFSet", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone"),
    *("doNotHyphenateCaps", "showEnvelope", "summaryLength", "clickAndTypeStyle", "defaultTableStyle"),
    "evenAndOddHeaders",
)
_SLACK: Final = 60  # twips: a millimetre
_BEHIND_TITLE: Final = frozenset(
    {w(name) for name in ("textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange")}
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size and margins; `header` and `footer` are their distances from the edges of the paper."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int
    gutter: int

    @property
    def text_width(self) -> int:
        """What lies between the margins, across."""
        return self.width - self.left - self.right - self.gutter

    @property
    def text_height(self) -> int:
        """What lies between the margins, or between header and footer where these stand further in."""
        return self.height - max(abs(self.top), self.header) - max(abs(self.bottom), self.footer)

    def turned(self) -> Page:
        """The page on its side, with the same margins."""
        return replace(self, width=self.height, height=self.width)


def page_of(section: Element) -> Page:
    """The page of a section; what it does not say is as on an A4 page of the shipped templates."""
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    found = {name: _number(size, name, usual) for name, usual in _A4.items()}
    found |= {name: _number(margins, name, usual) for name, usual in _USUAL.items()}
    return Page(found.pop("w"), found.pop("h"), **found)


def set_page(section: Element, page: Page) -> None:
    """Gives a section the page; one that lies on its side stays so."""
    lying = page_of(section).width > page_of(section).height
    if lying != (page.width > page.height):
        page = page.turned()
    for name in ("pgSz", "pgMar"):
        if section.find(w(name)) is None:
            before = sum(1 for child in section if child.tag in _AFTER_SIZE)
            section.insert(before, section.makeelement(w(name)))
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is not None and margins is not None:
        size.set(w("w"), str(page.width))
        size.set(w("h"), str(page.height))
        for name in _USUAL:
            margins.set(w(name), str(getattr(page, name)))


def set_first_page(section: Element, *, own: bool) -> None:
    """Says whether the first page of a section has a header and footer of its own."""
    for mark in section.findall(w("titlePg")):
        section.remove(mark)
    if own:
        behind = sum(1 for child in section if child.tag in _BEHIND_TITLE)
        section.insert(len(section) - behind, section.makeelement(w("titlePg")))


def is_on(above: Element | None, name: str) -> bool:
    """Whether a switch such as `titlePg` stands in an element and is not turned off."""
    mark = None if above is None else above.find(w(name))
    return mark is not None and mark.get(w("val"), "1") not in {"0", "false", "off"}


def set_switch(settings: Element, name: str, *, on: bool) -> None:
    """Turns a switch of the settings on or off, in the place that the schema gives it."""
    for mark in settings.findall(w(name)):
        settings.remove(mark)
    if on:
        before = {w(one) for one in _SETTINGS[: _SETTINGS.index(name)]}
        place = max((count for count, one in enumerate(settings, 1) if one.tag in before), default=0)
        settings.insert(place, settings.makeelement(w(name)))


def sections(root: Element) -> Iterator[tuple[list[Element], Element]]:
    """Each section of a document: what stands in it, and its properties."""
    inside: list[Element] = []
    body = root.find(w("body"))
    for child in body if body is not None else ():
        if child.tag == w("sectPr"):
            yield inside, child
            inside = []
            continue
        inside.append(child)
        own = child.find(f"{w('pPr')}/{w('sectPr')}")
        if own is not None:
            yield inside, own
            inside = []


def fit(inside: list[Element], before: int, after: int) -> None:
    """Tables that filled the text's width, or would not fit any more, fill the new one; right tabs go along."""
    if before == after:
        return
    for element in inside:
        width = _table_width(element) if element.tag == w("tbl") else 0
        if width > after or (width and abs(width - before) <= _SLACK):
            _scale(element, width, after)
        move_tabs(element, before, after)


def move_tabs(above: Element, before: int, after: int) -> None:
    """Tab stops at the right edge of the text stay there."""
    for tab in above.iter(w("tab")):
        if tab.get(w("val")) == "right" and abs(_number(tab, "pos", 0) - before) <= _SLACK:
            tab.set(w("pos"), str(after))


def _table_width(table: Element) -> int:
    """The width in twips; 0 where the table says none or a share of the page."""
    properties = table.find(f"{w('tblPr')}/{w('tblW')}")
    if properties is not None and properties.get(w("type")) == "dxa":
        return _number(properties, "w", 0)
    if properties is not None and properties.get(w("type")) == "pct":
        return 0
    return sum(_number(column, "w", 0) for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}"))


def _scale(table: Element, before: int, after: int) -> None:
    columns = list(table.iterfind(f"{w('tblGrid')}/{w('gridCol')}"))
    edges = [0]
    for column in columns:
        edges.append(edges[-1] + _number(column, "w", 0))
    moved = [edge * after // before for edge in edges]
    for column, left, right in zip(columns, moved, moved[1:], strict=False):
        column.set(w("w"), str(right - left))
    own = [table, *(cell for row in table.iterfind(w("tr")) for cell in row.iter(w("tc")) if _of(cell, table))]
    for element in own:
        path = f"{w('tblPr')}/{w('tblW')}" if element is table else f"{w('tcPr')}/{w('tcW')}"
        width = element.find(path)
        if width is not None and width.get(w("type")) == "dxa":
            width.set(w("w"), str(_number(width, "w", 0) * after // before))


def _of(cell: Element, table: Element) -> bool:
    return next(cell.iterancestors(w("tbl")), None) is table


def _number(element: Element | None, name: str, usual: int) -> int:
    text = "" if element is None else element.get(w(name), "")
    return int(text) if text.lstrip("-").isdigit() and text.isascii() else usual
