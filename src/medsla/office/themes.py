"""The theme of a file resolved: fonts and colours that stand for others become the ones they stand for.

Text that moves into another file would otherwise take on that file's theme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from medsla.office.parts import relationships
from medsla.office.xml import Element, drop, local, parse, w

if TYPE_CHECKING:
    from collections.abc import Mapping

_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_FONTS: Final = {"asciiTheme": "ascii", "hAnsiTheme": "hAnsi", "eastAsiaTheme": "eastAsia", "cstheme": "cs"}
_SCRIPTS: Final = {"ja": "Jpan", "ko": "Hang", "zh-CN": "Hans", "zh-SG": "Hans", "zh-TW": "Hant", "zh-HK": "Hant"}
_SHADES: Final = ("themeTint", "themeShade", "themeFillTint", "themeFillShade")
_USUAL_MAP: Final = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_LONG_NAMES: Final = (
    {"background1": "bg1", "text1": "tx1", "background2": "bg2", "text2": "tx2"}
    | {"dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2"}
    | {"hyperlink": "hlink", "followedHyperlink": "folHlink"}
)


class Theme:
    """The fonts and colours of a file's theme; empty where it has none."""

    def __init__(self, parts: Mapping[str, bytes], main: str) -> None:
        self._fonts: dict[str, dict[str, str]] = {"major": {}, "minor": {}}
        self._colours: dict[str, str] = {}
        self._map = dict(_USUAL_MAP)
        self._script = "Jpan"
        for link in relationships(parts):
            if link.owner == main and link.target in parts:
                if link.kind == "theme":
                    self._read(parse(parts[link.target], link.target))
                elif link.kind == "settings":
                    self._read_settings(parse(parts[link.target], link.target))

    def _read(self, root: Element) -> None:
        for size in self._fonts:
            for font in root.iterfind(f".//{{{_A}}}{size}Font/*"):
                key = font.get("script", "") if local(font) == "font" else local(font)
                self._fonts[size][key] = font.get("typeface", "")
        for colour in root.iterfind(f".//{{{_A}}}clrScheme/*"):
            for plain in colour:
                self._colours[local(colour)] = plain.get("lastClr", plain.get("val", ""))

    def _read_settings(self, root: Element) -> None:
        mapping = root.find(w("clrSchemeMapping"))
        for short in _USUAL_MAP:
            said = "" if mapping is None else mapping.get(w(short), "")
            self._map[short] = _LONG_NAMES.get(said, said) or self._map[short]
        language = root.find(w("themeFontLang"))
        said = "" if language is None else language.get(w("eastAsia"), "")
        self._script = _SCRIPTS.get(said) or _SCRIPTS.get(said.partition("-")[0], "Jpan")

    def font(self, key: str) -> str:
        """The font that a name such as `minorEastAsia` stands for; "" where the theme has none."""
        fonts = self._fonts["major" if key.startswith("major") else "minor"]
        if key.endswith("EastAsia"):
            return fonts.get("ea") or fonts.get(self._script, "")
        return fonts.get("cs", "") if key.endswith("Bidi") else fonts.get("latin", "")

    def colour(self, key: str) -> str:
        """The colour that a name such as `accent1` or `text1` stands for, as six digits; "" where there is none."""
        short = _LONG_NAMES.get(key, key)
        return self._colours.get(self._map.get(short, short), "")

    def resolve(self, root: Element) -> None:
        """Puts plain fonts and colours in the place of those of the theme."""
        for element in root.iter():
            for mark, plain in _FONTS.items():
                if w(mark) in element.attrib:
                    font = self.font(element.get(w(mark), ""))
                    del element.attrib[w(mark)]
                    if font:
                        element.set(w(plain), font)
            self._plain_colours(element)
        for element in [one for one in root.iter() if local(one) == "schemeClr"]:
            self._plain_scheme(element)

    def _plain_colours(self, element: Element) -> None:
        own = "val" if element.tag == w("color") else "color"  # of lines and backgrounds `val` is the kind
        for mark, plain in (("themeColor", own), ("themeFill", "fill")):
            if w(mark) not in element.attrib:
                continue
            key = element.get(w(mark), "")
            del element.attrib[w(mark)]
            if element.get(w(plain), "auto") == "auto" and self.colour(key):  # else it is there, shades and all
                element.set(w(plain), self.colour(key))
        for mark in _SHADES:
            if w(mark) in element.attrib:
                del element.attrib[w(mark)]

    def _plain_scheme(self, element: Element) -> None:
        """A colour of a drawing; what makes it lighter or darker stays."""
        name = next((str(key) for key in element.attrib if str(key).rpartition("}")[2] == "val"), "val")
        colour = self.colour(element.get(name, ""))
        above = element.getparent()
        if not colour or above is None:
            return
        plain = element.makeelement(str(element.tag).replace("schemeClr", "srgbClr"), {name: colour})
        plain.extend(list(element))
        above.insert(above.index(element), plain)
        drop(element)
