"""The numbers that Word puts before paragraphs by itself (第1条, 2, (一)), as they would be read.

They are no text of the file: they come from the style or the paragraph, the list it belongs to, and the
paragraphs before it. What is counted here are lists of up to nine levels with their restarts; a format of
number that is not known here is shown with its name, so that another one is still another text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from medsla.office.hiding import LONGEST_CHAIN
from medsla.office.parts import main_part, relationships
from medsla.office.text import lines
from medsla.office.xml import Element, parse, w

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEVELS: Final = 9
_PLACE: Final = re.compile(r"%([1-9])")
_KANJI: Final = "〇一二三四五六七八九"
_AIUEO: Final = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_ROMAN: Final = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ALIKE: Final = {  # names of formats that read the same as far as a contract counts
    "taiwaneseCounting": "japaneseCounting",
    "taiwaneseCountingThousand": "japaneseCounting",
    "chineseCounting": "japaneseCounting",
    "chineseCountingThousand": "japaneseCounting",
    "aiueo": "aiueoFullWidth",
    "decimalFullWidth2": "decimalFullWidth",
}
_MOST: Final = 10_000  # a number beyond it is shown in digits, whatever its format


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a paragraph: as it reads, and the pattern it is made from (`decimal 第%1条`)."""

    text: str
    pattern: str


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    pattern: str
    style: str


@dataclass(slots=True)
class _List:
    """A list as paragraphs refer to it: its levels, where it counts, and the levels it begins anew."""

    counter: str
    levels: Mapping[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


def numbers(parts: Mapping[str, bytes], root: Element) -> dict[int, Number]:
    """The number of each numbered paragraph of a body as it reads, by the paragraph's own count from 1.

    Args:
        parts: The package.
        root: Its body.
    """
    lists = _lists(parts)
    if not lists:
        return {}
    styles = _styles(parts)
    shown = {line.number for line in lines(root)}
    counts: dict[str, list[int | None]] = {}
    found: dict[int, Number] = {}
    for place, paragraph in enumerate(root.iter(w("p")), 1):
        if place not in shown:
            continue
        name, depth = _membership(paragraph, styles, lists)
        one = lists.get(name)
        level = one.levels.get(depth) if one is not None else None
        if one is not None and level is not None:
            count = counts.setdefault(one.counter, [None] * _LEVELS)
            _advance(count, one, depth, level)
            found[place] = Number(_read(level, one.levels, count), f"{level.form} {level.pattern}")
    return found


def _advance(count: list[int | None], one: _List, depth: int, level: _Level) -> None:
    """Counts one paragraph on; deeper levels begin anew."""
    before = count[depth]
    fresh = one.starts.pop(depth, None)
    if fresh is not None:
        count[depth] = fresh
    else:
        count[depth] = level.start if before is None else before + 1
    for deeper in range(depth + 1, _LEVELS):
        count[deeper] = None


def _read(level: _Level, levels: Mapping[int, _Level], count: list[int | None]) -> str:
    def one(match: re.Match[str]) -> str:
        place = int(match.group(1)) - 1
        other = levels.get(place)
        number = count[place]
        if other is None:
            return ""
        return _written(other.start if number is None else number, other.form)

    return _PLACE.sub(one, level.pattern)


def _written(number: int, form: str) -> str:
    """A number in a format of Word's.

    >>> [
    ...     _written(12, form)
    ...     for form in (
    ...         "decimal",
    ...         "japaneseCounting",
    ...         "lowerLetter",
    ...         "aiueoFullWidth",
    ...         "upperRoman",
    ...     )
    ... ]
    ['12', '十二', 'l', 'シ', 'XII']
    """
    if not 0 < number <= _MOST or form == "decimal":
        return str(number)
    if form == "decimalFullWidth":
        return str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"}:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    if form in {"japaneseCounting", "ideographDigital", "japaneseDigitalTenThousand"}:
        return _kanji(number, counted=form == "japaneseCounting")
    if form == "aiueoFullWidth":
        return _AIUEO[(number - 1) % len(_AIUEO)]
    return "" if form == "none" else f"{form}{number}"


def _roman(number: int) -> str:
    found = "m" * (number // 1000)
    left = number % 1000
    for value, letters in ((900, "cm"), (500, "d"), (400, "cd"), *_ROMAN):
        found += letters * (left // value)
        left %= value
    return found


def _kanji(number: int, *, counted: bool) -> str:
    if not counted or number >= 100:
        return "".join(_KANJI[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    return ("十" if tens == 1 else f"{_KANJI[tens]}十" if tens else "") + (_KANJI[ones] if ones else "")


def _membership(paragraph: Element, styles: Mapping[str, Element], lists: Mapping[str, _List]) -> tuple[str, int]:
    """The list that a paragraph belongs to, and its level; "" for none."""
    own = paragraph.find(f"{w('pPr')}/{w('numPr')}")
    name, depth = _numbering(own)
    style = _value(paragraph.find(f"{w('pPr')}/{w('pStyle')}"))
    linked = style
    seen: set[str] = set()
    while name is None and style in styles and style not in seen and len(seen) < LONGEST_CHAIN:
        seen.add(style)
        name, above = _numbering(styles[style].find(f"{w('pPr')}/{w('numPr')}"))
        depth = above if depth is None else depth
        linked = style if name is not None else linked
        style = _value(styles[style].find(w("basedOn")))
    if name is None or name == "0":
        return "", 0
    if depth is None and name in lists:
        depth = next((place for place, level in lists[name].levels.items() if level.style == linked), 0)
    return name, depth or 0


def _numbering(properties: Element | None) -> tuple[str | None, int | None]:
    if properties is None:
        return None, None
    return _value(properties.find(w("numId"))) or None, _count(_value(properties.find(w("ilvl"))))


def _lists(parts: Mapping[str, bytes]) -> dict[str, _List]:
    root = _part(parts, "numbering")
    if root is None:
        return {}
    kinds = {kind.get(w("abstractNumId"), ""): kind for kind in root.iter(w("abstractNum"))}
    by_style = {_value(kind.find(w("styleLink"))): kind for kind in kinds.values()}
    found: dict[str, _List] = {}
    for one in root.iter(w("num")):
        kind = kinds.get(_value(one.find(w("abstractNumId"))))
        if kind is None:
            continue
        kind = by_style.get(_value(kind.find(w("numStyleLink"))) or None, kind)  # type: ignore[arg-type]
        levels = dict(_levels(kind))
        starts: dict[int, int] = {}
        for change in one.iter(w("lvlOverride")):
            depth = _count(change.get(w("ilvl"), "0")) or 0
            levels.update((depth, level) for _, level in _levels(change))
            start = _count(_value(change.find(w("startOverride"))))
            if start is not None:
                starts[depth] = start
        found[one.get(w("numId"), "")] = _List(kind.get(w("abstractNumId"), ""), levels, starts)
    return found


def _levels(above: Element) -> Iterator[tuple[int, _Level]]:
    for level in above.findall(w("lvl")):
        depth = _count(level.get(w("ilvl"), "0"))
        form = _value(level.find(w("numFmt"))) or "decimal"
        if depth is not None and depth < _LEVELS:
            yield (
                depth,
                _Level(
                    _count(_value(level.find(w("start")))) or 0,
                    _ALIKE.get(form, form),
                    _value(level.find(w("lvlText"))),
                    _value(level.find(w("pStyle"))),
                ),
            )


def _styles(parts: Mapping[str, bytes]) -> dict[str, Element]:
    root = _part(parts, "styles")
    return {} if root is None else {style.get(w("styleId"), ""): style for style in root.iter(w("style"))}


def _part(parts: Mapping[str, bytes], kind: str) -> Element | None:
    main = main_part(parts)
    for link in relationships(parts):
        if link.owner == main and link.kind == kind and not link.external and link.target in parts:
            return parse(parts[link.target], link.target)
    return None


def _count(text: str) -> int | None:
    """A number of the file; None for anything that is none, or far too long to be one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(w("val"), "")
