"""A template made ready to write from: what all its contracts share is done once, here.

Jinja sources are compiled, content controls are placed round the phrases of service levels, and every
part that no value changes is deflated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from medsla import office
from medsla.contract import fence
from medsla.contract.anchors import set_anchors
from medsla.contract.proving import text_of
from medsla.contract.references import LINK_END
from medsla.contract.snapshot import Composer, is_simple
from medsla.contract.stretches import Reader
from medsla.office import CORE_PART, DATA_PART, Properties

if TYPE_CHECKING:
    from collections.abc import Iterable

    import jinja2

    from medsla.contract.anchors import Printed
    from medsla.errors import Problem
    from medsla.office import Element, Entry


@dataclass(frozen=True, slots=True)
class Press:
    """Writes contracts from one template.

    `main` is the part with the body; `controlled` says whether phrases stand in content controls,
    `anchored` which places have bookmarks (`article.ja`); `fixed` is the text of each fixed piece, `readers`
    read each part again; `bare` and `carrying` are the unchanged entries of a contract without and with its
    own data.
    """

    main: str
    controlled: bool
    anchored: frozenset[str]
    parts: Mapping[str, bytes] = field(repr=False)
    compiled: Mapping[str, jinja2.Template] = field(repr=False, compare=False)
    fixed: dict[str, str] = field(repr=False)
    composer: Composer | None = field(repr=False, compare=False)
    readers: Mapping[str, Reader] = field(repr=False, compare=False)
    bare: tuple[Entry, ...] = field(repr=False)
    carrying: tuple[Entry, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Plate:
    """What a press is made from: plain text and bytes, which can be kept.

    `simple` says whether the wording can be composed; `sources` are the jinja sources of the parts with values; the
    others are as in `Press`.
    """

    main: str
    controlled: bool
    simple: bool
    anchored: frozenset[str]
    parts: Mapping[str, bytes] = field(repr=False)
    sources: Mapping[str, str] = field(repr=False)
    bare: tuple[Entry, ...] = field(repr=False)
    carrying: tuple[Entry, ...] = field(repr=False)


def make_plate(
    parts: Mapping[str, bytes], roots: Mapping[str, Element], printed: Iterable[Printed], language: str
) -> Plate:
    """The plate of a template whose parts have been read into trees and found harmless."""
    main = office.main_part(parts) or ""
    simple = is_simple(roots[main])
    for root in roots.values():
        office.tidy(root)
    wanted = frozenset(language.split("-"))
    printed = list(printed)
    placed = _place(roots[main], ((one.element, one.tag) for one in printed if one.kind == "phrase"), language)
    anchored = set_anchors(roots[main], printed, parts, wanted, language)
    sources = {part: fence.to_source(office.markup(root)) for part, root in roots.items()}
    sources = {part: text for part, text in sources.items() if any(mark in text for mark in ("{{", "{%", "{#"))}
    bare = office.set_properties(parts, Properties("", ""))
    carrying = office.with_data(bare, main, b"<sla/>")
    changing = {*sources, CORE_PART, DATA_PART}
    unchanged = _unchanged(bare, changing), _unchanged(carrying, changing)
    return Plate(main, placed == wanted, simple, anchored, dict(parts), sources, *unchanged)


def press_of(plate: Plate) -> Press:
    """The press with a plate in it.

    Raises:
        TemplateError: a part holds anything but text, printed names, loops and conditions.
    """
    main = plate.main
    compiled: dict[str, jinja2.Template] = {}
    constants: dict[str, list[str]] = {}
    for part, source in plate.sources.items():
        compiled[part], constants[part] = fence.compile_with_texts(source, part)
    composer = Composer.of(constants[main]) if plate.simple and main in compiled else None
    return Press(
        main,
        plate.controlled,
        plate.anchored,
        plate.parts,
        compiled,
        {text: text_of(text) for found in constants.values() for text in found} | {office.CLOSING: "", LINK_END: ""},
        composer,
        {part: Reader(part, texts, composer if part == main else None) for part, texts in constants.items()},
        plate.bare,
        plate.carrying,
    )


def faults(press: Press) -> list[Problem]:
    """What no value changes and no contract may hold: broken controls, open fields."""
    found = office.check_package(press.parts)
    return [problem for problem in found if problem.code != "fence.leftover"]


def _place(root: Element, phrases: Iterable[tuple[Element, str]], language: str) -> set[str]:
    """Sets a control round the first place of each language where the phrase of a service level is printed."""
    placed: set[str] = set()
    inside = set(root.iter(office.w("t")))
    for text, tag in phrases:
        owner = tag.strip("{} ").rpartition(".")[0]
        own = owner.rpartition(".")[2] if language == "ja-en" else language
        if own in placed or text not in inside:
            continue
        if office.surround(text, tag, f"{{{{ {owner}.control }}}}", f"{{{{ {owner}.closing }}}}"):
            placed.add(own)
    return placed


def _unchanged(parts: Mapping[str, bytes], changing: set[str]) -> tuple[Entry, ...]:
    return tuple(office.constant(name, data) for name, data in parts.items() if name not in changing)
