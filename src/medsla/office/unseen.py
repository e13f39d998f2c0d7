"""Text that stands in the file and not on the page: hidden, white on white, or too small to read.

What stands behind the text counts: a white heading on a dark band is for everybody to read. `hiding` tells
whoever compares two files of the same, paragraph by paragraph, and of text that is struck through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from medsla.office.parts import content_types
from medsla.office.xml import parse, w

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from medsla.office.xml import Element

_TINY: Final = 4  # half points
_WHITE: Final = frozenset({"FFFFFF", "FEFEFE", "FDFDFD"})
_OFF: Final = frozenset({"0", "false", "off"})
_LOOKED_AT: Final = ("vanish", "color", "sz")
_NO_FILL: Final = frozenset({"", "AUTO"}) | _WHITE

Look = dict[str, str]


class Styles:
    """What the styles of a package make of text, as far as it can hide it."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._own: dict[str, Look] = {}
        self._parent: dict[str, str] = {}
        self._shaded: set[str] = set()
        self._usual: dict[str, str] = {}
        for name, kind in content_types(parts).items():
            if kind.endswith("wordprocessingml.styles+xml"):
                for style in parse(parts[name], name).iter(w("style")):
                    self._take(style)

    def _take(self, style: Element) -> None:
        key = style.get(w("styleId"), "")
        properties = style.find(w("rPr"))
        self._own[key] = _look(properties) if properties is not None else {}
        self._parent[key] = _value(style, "basedOn")
        if any(_fills(shade) for shade in style.iter(w("shd"))):
            self._shaded.add(key)
        if style.get(w("default"), "0") not in {"0", "false", "off"}:
            self._usual[style.get(w("type"), "")] = key

    def look(self, key: str, kind: str) -> Look:
        """What a style and those it is based on say; "" is the usual style of its kind."""
        return {name: value for one in reversed(self._chain(key, kind)) for name, value in self._own[one].items()}

    def shades(self, key: str, kind: str) -> bool:
        """Whether a style gives its text a background."""
        return any(one in self._shaded for one in self._chain(key, kind))

    def _chain(self, key: str, kind: str) -> list[str]:
        chain: list[str] = []
        key = key or self._usual.get(kind, "")
        while key in self._own and key not in chain:
            chain.append(key)
            key = self._parent[key]
        return chain


def unseen(root: Element, styles: Styles) -> Iterator[tuple[Element, str]]:
    """Each run that nobody sees, with its text; and each hidden row of a table."""
    for run in root.iter(w("r")):
        text = "".join(piece.text or "" for piece in run.iter(w("t")))
        if text.strip() and _hides(run, styles):
            yield run, text
    for row in root.iter(w("tr")):
        hidden = row.find(f"{w('trPr')}/{w('hidden')}")
        if hidden is not None and hidden.get(w("val"), "1") not in _OFF:
            yield row, "".join(piece.text or "" for piece in row.iter(w("t")))


def _hides(run: Element, styles: Styles) -> bool:
    paragraph = next(run.iterancestors(w("p")), None)
    own = run.find(w("rPr"))
    outer = "" if paragraph is None else _value(paragraph.find(w("pPr")), "pStyle")
    inner = _value(own, "rStyle")
    look = styles.look(outer, "paragraph") | styles.look(inner, "character") | (_look(own) if own is not None else {})
    size = look.get("sz", "")
    if look.get("vanish", "0") not in _OFF or (size.isdigit() and int(size) <= _TINY):
        return True
    if look.get("color", "").upper() not in _WHITE:
        return False
    return not (styles.shades(outer, "paragraph") or styles.shades(inner, "character") or _on_a_fill(run, styles))


def _on_a_fill(run: Element, styles: Styles) -> bool:
    """Whether anything behind the text may be dark: shading, a highlight, a shaded table, the fill of a shape."""
    for place in (run, *run.iterancestors(w("p"), w("tc"), w("tbl"), w("txbxContent"))):
        if place.tag == w("txbxContent"):
            return True
        properties = place.find(w({"r": "rPr", "p": "pPr", "tc": "tcPr", "tbl": "tblPr"}[place.tag.rpartition("}")[2]]))
        if properties is None:
            continue
        shade = properties.find(w("shd"))
        if (shade is not None and _fills(shade)) or properties.find(w("highlight")) is not None:
            return True
        if place.tag == w("tbl") and styles.shades(_value(properties, "tblStyle"), "table"):
            return True
    return False


def _look(properties: Element) -> Look:
    found = {name: properties.find(w(name)) for name in _LOOKED_AT}
    return {name: element.get(w("val"), "1") for name, element in found.items() if element is not None}


def _fills(shade: Element) -> bool:
    return shade.get(w("fill"), "").upper() not in _NO_FILL or shade.get(w("val"), "clear") not in {"clear", "nil"}


def _value(above: Element | None, name: str) -> str:
    element = None if above is None else above.find(w(name))
    return "" if element is None else element.get(w("val"), "")
