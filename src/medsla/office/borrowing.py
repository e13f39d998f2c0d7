"""Styles that text brings along when it moves into another file: under names of their own, whole and unchanged.

A style is more than it says: it rests on others, on the usual style and on the usual settings of its file.
All of that is brought, so that neither file's look touches the other's.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from medsla.office.hiding import LONGEST_CHAIN
from medsla.office.parts import relationships
from medsla.office.xml import Element, drop, local, parse, w

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

_USES: Final = {w("pStyle"): "paragraph", w("rStyle"): "character", w("tblStyle"): "table"}
_NOT_BROUGHT: Final = frozenset({w(name) for name in ("aliases", "next", "link", "qFormat", "rsid", "autoRedefine")})
_PARAGRAPH_ORDER: Final = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers"),
    *("pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct"),
    *("autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing"),
    *("mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl"),
    *("divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
)
_RUN_ORDER: Final = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow"),
    *("emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern"),
    *("position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs"),
    *("em", "lang", "eastAsianLayout", "specVanish", "oMath"),
)
# What a file means that says nothing in its settings for all text, of what another file's settings may say
_NEUTRAL_PARAGRAPH: Final = {
    "spacing": {"before": "0", "after": "0", "line": "240", "lineRule": "auto"},
    "jc": {"val": "left"},
}
_NEUTRAL_RUN: Final = {
    "rFonts": dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), "Times New Roman"),
    "kern": {"val": "0"},
    "sz": {"val": "20"},
    "szCs": {"val": "20"},
}


def style_book(parts: Mapping[str, bytes], main: str) -> StyleBook | None:
    """The styles of a file, or None where it has none."""
    links = relationships(parts)
    name = next((link.target for link in links if (link.owner, link.kind) == (main, "styles")), "")
    return StyleBook(parse(parts[name], name)) if name in parts else None


class StyleBook:
    """The styles of the file that text comes from."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._styles = {one.get(w("styleId"), ""): one for one in root.iter(w("style"))}
        self._usual = {
            one.get(w("type"), ""): key
            for key, one in self._styles.items()
            if one.get(w("default"), "0") in {"1", "true", "on"}
        }

    def used(self, roots: Iterable[Element]) -> list[str]:
        """The styles that text needs, in the order of the file: named ones, the usual ones, and what these rest on."""
        wanted: set[str] = set()
        for root in roots:
            for element in root.iter(*_USES):
                wanted.add(self._known(element.get(w("val"), ""), _USES[str(element.tag)]))
            wanted |= {self._usual.get("paragraph", "")}
            if next(root.iter(w("tbl")), None) is not None:
                wanted.add(self._usual.get("table", ""))
        found = {one for key in wanted for one in self._chain(key)}
        return [key for key in self._styles if key in found]

    def numbered(self, roots: Iterable[Element]) -> list[str]:
        """The names of used styles that number their paragraphs."""
        return [key for key in self.used(roots) if _numbers(self._styles[key])]

    def brought(self, roots: Collection[Element], taken: Collection[str], *, grid: bool) -> list[Element]:
        """The styles that text needs under new names, which are written into the text as well.

        Args:
            roots: The text; it is changed.
            taken: Ids and names of the styles where it goes.
            grid: Whether its lines stood on the grid of their page.
        """
        keys = self.used(roots)
        names = _free(len(keys) + 1, taken)
        base = names[0]
        new = dict(zip(keys, names[1:], strict=True))
        for root in roots:
            self._settle_tables(root)
            self._rename(root, new, base)
        return [self._base(base, grid=grid), *(self._copy(key, new, base) for key in keys)]

    def _known(self, key: str, kind: str) -> str:
        return key if key in self._styles else self._usual.get(kind, "")

    def _chain(self, key: str) -> Iterator[str]:
        seen: set[str] = set()
        while key in self._styles and key not in seen and len(seen) < LONGEST_CHAIN:
            seen.add(key)
            yield key
            key = _value(self._styles[key], "basedOn")

    def _rename(self, root: Element, new: dict[str, str], base: str) -> None:
        for element in list(root.iter(*_USES)):
            key = self._known(element.get(w("val"), ""), _USES[str(element.tag)])
            if key in new and (element.tag != w("rStyle") or key != self._usual.get("character")):
                element.set(w("val"), new[key])
            else:
                drop(element)
        usual = new.get(self._usual.get("paragraph", ""), base)
        for paragraph in root.iter(w("p")):
            _put(_properties(paragraph, "pPr"), "pStyle", {"val": usual}, _PARAGRAPH_ORDER)
        table_style = new.get(self._usual.get("table", ""))
        for table in root.iter(w("tbl")):
            properties = table.find(w("tblPr"))
            if properties is not None and table_style and properties.find(w("tblStyle")) is None:
                properties.insert(0, properties.makeelement(w("tblStyle"), {w("val"): table_style}))

    def _base(self, key: str, *, grid: bool) -> Element:
        """The style on which all others rest: the settings of the file for all text, said in full."""
        style = self._root.makeelement(w("style"), {w("type"): "paragraph", w("customStyle"): "1", w("styleId"): key})
        style.append(style.makeelement(w("name"), {w("val"): key}))
        for name, neutral, order in (
            ("pPr", _NEUTRAL_PARAGRAPH, _PARAGRAPH_ORDER),
            ("rPr", _NEUTRAL_RUN, _RUN_ORDER),
        ):
            properties = style.makeelement(w(name))
            said = self._root.find(f"{w('docDefaults')}/{w(f'{name}Default')}/{w(name)}")
            for entry in said if said is not None else ():
                properties.append(deepcopy(entry))
            for entry_name, values in neutral.items():
                _put(properties, entry_name, values, order)
            if name == "pPr" and not grid:
                _put(properties, "snapToGrid", {"val": "0"}, order)
            style.append(properties)
        return style

    def _copy(self, key: str, new: dict[str, str], base: str) -> Element:
        copied = deepcopy(self._styles[key])
        kind = copied.get(w("type"), "")
        if w("default") in copied.attrib:
            del copied.attrib[w("default")]
        copied.set(w("customStyle"), "1")
        copied.set(w("styleId"), new[key])
        for entry in [entry for entry in copied if entry.tag in _NOT_BROUGHT]:
            drop(entry)
        name, rests = copied.find(w("name")), copied.find(w("basedOn"))
        if name is not None:
            name.set(w("val"), new[key])
        above = new.get("" if rests is None else rests.get(w("val"), ""), base if kind == "paragraph" else "")
        if rests is not None:
            drop(rests)
        if above:
            copied.insert(0 if name is None else 1, copied.makeelement(w("basedOn"), {w("val"): above}))
        return copied

    def _settle_tables(self, root: Element) -> None:
        """What a table's style says of all its paragraphs, said in these where their own styles are silent.

        The settings of the file for all text, which a table's style outranks, now stand in styles that outrank it.
        """
        for paragraph in root.iter(w("p")):
            table = next(paragraph.iterancestors(w("tbl")), None)
            if table is None:
                continue
            key = self._known(_value(table.find(w("tblPr")), "tblStyle"), "table")
            own = self._known(_value(paragraph.find(w("pPr")), "pStyle"), "paragraph")
            silent = {entry.tag for one in self._chain(own) for entry in self._said(one, "pPr")}
            for one in self._chain(key):
                for entry in self._said(one, "pPr"):
                    if entry.tag not in silent and not len(entry) and local(entry) in _PARAGRAPH_ORDER:
                        values = {str(name).rpartition("}")[2]: str(value) for name, value in entry.attrib.items()}
                        _put(_properties(paragraph, "pPr"), local(entry), values, _PARAGRAPH_ORDER)

    def _said(self, key: str, name: str) -> list[Element]:
        properties = self._styles[key].find(w(name))
        return [] if properties is None else list(properties)


def _put(properties: Element, name: str, values: dict[str, str], order: tuple[str, ...]) -> None:
    """Adds a property in the place that the schema gives it; of one that is there, only what it does not say."""
    entry = properties.find(w(name))
    if entry is None:
        before = set(order[: order.index(name)])
        place = max((count for count, one in enumerate(properties, 1) if local(one) in before), default=0)
        entry = properties.makeelement(w(name))
        properties.insert(place, entry)
    for key, value in values.items():
        if w(key) not in entry.attrib:
            entry.set(w(key), value)


def _properties(element: Element, name: str) -> Element:
    found = element.find(w(name))
    if found is None:
        found = element.makeelement(w(name))
        element.insert(0, found)
    return found


def _numbers(style: Element) -> bool:
    number = style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    return number is not None and number.get(w("val")) != "0"


def _free(count: int, taken: Collection[str]) -> list[str]:
    """Names that no style has yet."""
    found: list[str] = []
    number = 0
    while len(found) < count:
        number += 1
        if f"Letterhead{number}" not in taken:
            found.append(f"Letterhead{number}")
    return found


def _value(above: Element | None, name: str) -> str:
    element = None if above is None else above.find(w(name))
    return "" if element is None else element.get(w("val"), "")
