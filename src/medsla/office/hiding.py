"""Text that counts and does not read so: hidden, in the colour of its ground, too small to read, or struck through.

For whoever compares two files; what nobody sees in the file that was sent is known there too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from medsla.office.parts import main_part, relationships
from medsla.office.xml import MC, Element, local, parse, w

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LONGEST_CHAIN: Final = 100  # styles, each based on the next; no program follows more, and no author has ten
_TINY: Final = frozenset({"0", "1", "2", "3", "4"})  # half points; nobody reads two points
_NEAR: Final = 5  # of 255: two colours that no eye tells apart
_WHITE: Final = "FFFFFF"
_THEMES: Final = {"background1": _WHITE, "light1": _WHITE, "bg1": _WHITE}
_FILLS: Final = frozenset({"solidFill", "gradFill", "blipFill", "pattFill"})
_OLD_SHAPES: Final = frozenset({"shape", "rect", "roundrect", "oval"})
_NAMED: Final = {"white": _WHITE, "black": "000000"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of such text, and its paragraph, counted from 1."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles of a package, of which a text takes what it does not say itself."""

    styles: Mapping[str, Element]
    usual: Element | None
    plain: str = ""  # the style of a paragraph that names none

    @classmethod
    def of(cls, parts: Mapping[str, bytes]) -> Looks:
        """The styles of a package; none where it has none."""
        main = main_part(parts)
        for link in relationships(parts):
            if link.owner == main and link.kind == "styles" and not link.external and link.target in parts:
                root = parse(parts[link.target], link.target)
                styles = {style.get(w("styleId"), ""): style for style in root.iter(w("style"))}
                plain = (key for key, one in styles.items() if _is_plain(one))
                return cls(styles, root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}"), next(plain, ""))
        return cls({}, None)

    def chain(self, name: str) -> Iterator[Element]:
        """A style and those that it is based on."""
        seen: set[str] = set()
        while name in self.styles and name not in seen and len(seen) < LONGEST_CHAIN:
            seen.add(name)
            yield self.styles[name]
            name = _value(self.styles[name].find(w("basedOn")))


def hidden(root: Element, looks: Looks) -> Iterator[Stretch]:
    """Every stretch of text of a part that is there and is not seen, in file order; runs in a row are one."""
    return _stretches(root, looks, _is_hidden)


def struck(root: Element, looks: Looks) -> Iterator[Stretch]:
    """Every stretch that is struck through and is no tracked deletion: it counts, and reads as if it did not."""
    return _stretches(root, looks, _is_struck)


def _stretches(
    root: Element, looks: Looks, chosen: Callable[[Element, Element | None, Looks], bool]
) -> Iterator[Stretch]:
    for number, paragraph in enumerate(root.iter(w("p")), 1):
        text, about = "", paragraph.find(w("pPr"))
        for run in paragraph.iter(w("r")):
            shown = "".join(piece.text or "" for piece in run.iter(w("t")))
            if not shown or next(run.iterancestors(w("p")), None) is not paragraph or _is_copy(run):
                continue
            if chosen(run, about, looks):
                text += shown
            elif text:
                yield from _told(number, text)
                text = ""
        yield from _told(number, text)


def _told(number: int, text: str) -> Iterator[Stretch]:
    if text.strip():
        yield Stretch(number, text)


def _is_copy(run: Element) -> bool:
    return next(run.iterancestors(f"{{{MC}}}Fallback"), None) is not None


def _is_hidden(run: Element, about: Element | None, looks: Looks) -> bool:
    properties = list(_properties(run, about, looks))
    if _is_on(_first(properties, "vanish")) or _value(_first(properties, "sz")) in _TINY or _in_hidden_row(run):
        return True
    color = _color(_first(properties, "color"))
    return color is not None and _alike(color, _ground(run, about, properties, looks))


def _in_hidden_row(run: Element) -> bool:
    return any(_is_on(row.find(f"{w('trPr')}/{w('hidden')}")) for row in run.iterancestors(w("tr")))


def _is_struck(run: Element, about: Element | None, looks: Looks) -> bool:
    properties = list(_properties(run, about, looks))
    return any(_is_on(_first(properties, name)) for name in ("strike", "dstrike"))


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get(w("val"), "1") not in {"0", "false", "off"}


def _properties(run: Element, about: Element | None, looks: Looks) -> Iterator[Element]:
    """What decides the look of a run in a paragraph with these properties, the nearest first."""
    own = run.find(w("rPr"))
    if own is not None:
        yield own
    character = "" if own is None else _value(own.find(w("rStyle")))
    for name in (character, _style(about) or looks.plain):
        for style in looks.chain(name):
            properties = style.find(w("rPr"))
            if properties is not None:
                yield properties
    if looks.usual is not None:
        yield looks.usual


def _first(properties: list[Element], name: str) -> Element | None:
    return next((found for one in properties if (found := one.find(w(name))) is not None), None)


def _color(element: Element | None) -> str | None:
    """The colour of letters as six digits; None where the program chooses one that is seen."""
    if element is None:
        return None
    theme = element.get(w("themeColor"))
    if theme is not None and not (element.get(w("themeTint")) or element.get(w("themeShade"))):
        return _THEMES.get(theme, _digits(_value(element)))
    return _digits(_value(element))


def _digits(value: str) -> str | None:
    plain = value.upper()
    return plain if len(plain) == 6 and all(letter in "0123456789ABCDEF" for letter in plain) else None


def _ground(run: Element, about: Element | None, properties: list[Element], looks: Looks) -> str | None:
    """The colour behind a run: its own, its paragraph's or its cell's shading, else white; None where not known."""
    if _in_filled_shape(run) or _in_shaded_table(run, looks):
        return None
    light = _first(properties, "highlight")
    if light is not None and _value(light) != "none":
        return _NAMED.get(_value(light))
    own = _first(properties, "shd")
    cell = next(run.iterancestors(w("tc")), None)
    styles = looks.chain(_style(about))
    around = [
        about,
        *(style.find(w("pPr")) for style in styles),
        None if cell is None else cell.find(w("tcPr")),
    ]
    shades = [own, *(None if one is None else one.find(w("shd")) for one in around)]
    for shade in shades:
        if shade is not None and (shade.get(w("fill"), "auto") != "auto" or shade.get(w("themeFill"))):
            return _THEMES.get(shade.get(w("themeFill"), ""), _digits(shade.get(w("fill"), "")))
    return _WHITE


def _in_filled_shape(run: Element) -> bool:
    """Whether the text stands in a text box with a fill of its own."""
    for above in run.iterancestors():
        if local(above) == "wsp":
            properties = next((child for child in above if local(child) == "spPr"), None)
            return properties is not None and any(local(child) in _FILLS for child in properties)
        if local(above) in _OLD_SHAPES:
            return above.get("fillcolor", "") != "" and above.get("filled", "t") not in {"f", "false"}
    return False


def _in_shaded_table(run: Element, looks: Looks) -> bool:
    """Whether the text stands in a table whose style shades some of it; which cells, only a page can tell."""
    for table in run.iterancestors(w("tbl")):
        for style in looks.chain(_value(table.find(f"{w('tblPr')}/{w('tblStyle')}"))):
            if any(shade.get(w("fill"), "auto") != "auto" for shade in style.iter(w("shd"))):
                return True
    return False


def _is_plain(style: Element) -> bool:
    return style.get(w("type")) == "paragraph" and style.get(w("default")) in {"1", "true", "on"}


def _alike(left: str, right: str | None) -> bool:
    if right is None:
        return False
    pairs = ([int(one[place : place + 2], 16) for one in (left, right)] for place in (0, 2, 4))
    return all(abs(first - second) <= _NEAR for first, second in pairs)


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(w("val"), "")


def _style(about: Element | None) -> str:
    """The style that the properties of a paragraph name."""
    return "" if about is None else _value(about.find(w("pStyle")))
