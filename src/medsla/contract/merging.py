"""A template's package with the headers, footers and margins of another file."""

from __future__ import annotations

import posixpath
from itertools import count
from typing import TYPE_CHECKING, Final

from medsla import office
from medsla.office import R, w

if TYPE_CHECKING:
    from collections.abc import Mapping

    from medsla.office import Element

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SWITCHES: Final = ("evenAndOddHeaders", "mirrorMargins", "gutterAtTop")


def merged(
    template: Mapping[str, bytes], letterhead: Mapping[str, bytes], ends: Mapping[tuple[str, str], str], source: str
) -> dict[str, bytes]:
    """The template on the letterhead's pages.

    A side (`header` or `footer`) that the letterhead does not have stays as the template has it, on all pages.

    Args:
        template: The template's parts.
        letterhead: Those of the letterhead, without private data.
        ends: The letterhead's part for each header and footer, by side and page.
        source: The letterhead's body.
    """
    main = office.main_part(template) or ""
    sides = {side for side, _ in ends}
    parts = _without_ends(template, main, sides)
    roots = {part: office.parse(letterhead[part], part) for part in sorted(set(ends.values()))}
    _number_drawings(parts, roots)
    parts = _with_styles(parts, letterhead, roots, main, source)
    ids: dict[str, str] = {}
    for part, root in roots.items():
        side = next(side for (side, _), one in ends.items() if one == part)
        name = _free(parts, f"word/{side}", ".xml")
        kind, relation = f"{_WORD}{side}+xml", f"{R}/{side}"
        parts = office.with_part(parts, name, office.serialize(root), kind, relation, owner=main)
        parts = _with_links(parts, letterhead, part, name)
        ids[part] = next(link.id for link in office.relationships(parts) if (link.owner, link.target) == (main, name))
    body = office.parse(parts[main], main)
    _set_pages(body, _section(letterhead, source), {key: ids[part] for key, part in ends.items()}, sides)
    return _with_switches({**parts, main: office.serialize(body)}, letterhead, main)


def _without_ends(parts: Mapping[str, bytes], main: str, sides: set[str]) -> dict[str, bytes]:
    """The template without its own headers, or footers, or both."""
    root = office.parse(parts[main], main)
    for side in sides:
        for reference in list(root.iter(w(f"{side}Reference"))):
            office.drop(reference)
    gone = {link.target for link in office.relationships(parts) if link.owner == main and link.kind in sides}
    return office.reached(office.without({**parts, main: office.serialize(root)}, gone))


def _number_drawings(parts: Mapping[str, bytes], roots: Mapping[str, Element]) -> None:
    """No two drawings of a document have one number."""
    there = [office.parse(parts[name], name) for name in office.text_parts(parts)]
    taken = {drawing.get("id", "") for root in there for drawing in _drawings(root)}
    numbers = (number for number in count(1) if str(number) not in taken)
    for root in roots.values():
        for drawing in _drawings(root):
            drawing.set("id", str(next(numbers)))


def _drawings(root: Element) -> list[Element]:
    return [one for one in root.iter() if office.local(one) == "docPr"]


def _with_styles(
    parts: Mapping[str, bytes],
    letterhead: Mapping[str, bytes],
    roots: Mapping[str, Element],
    main: str,
    source: str,
) -> dict[str, bytes]:
    """The styles that the headers and footers use, under names of their own; the theme's fonts made plain."""
    theme = office.Theme(letterhead, source)
    book = office.style_book(letterhead, source)
    for root in roots.values():
        theme.resolve(root)
    if book is None:
        return dict(parts)
    parts, target = _with_one(parts, main, "styles")
    there = office.parse(parts[target], target)
    taken = {style.get(w("styleId"), "") for style in there.iter(w("style"))}
    taken |= {name.get(w("val"), "") for name in there.iter(w("name"))}
    grid = _section(letterhead, source).find(w("docGrid"))
    on_grid = grid is not None and grid.get(w("type"), "default") != "default"
    for style in book.brought(list(roots.values()), taken, grid=on_grid):
        theme.resolve(style)
        there.append(style)
    return {**parts, target: office.serialize(there)}


def _with_links(parts: Mapping[str, bytes], letterhead: Mapping[str, bytes], old: str, new: str) -> dict[str, bytes]:
    """The pictures and links of a header or footer, under the ids by which its text names them."""
    found = dict(parts)
    kinds = office.content_types(letterhead)
    name = office.rels_name(old)
    if name not in letterhead:
        return found
    root = office.parse(letterhead[name], name)
    targets = {link.id: link for link in office.relationships(letterhead) if link.owner == old}
    for entry in root.iter(_RELATIONSHIP):
        link = targets[entry.get("Id", "")]
        if link.external:
            continue
        ending = posixpath.splitext(link.target)[1]
        picture = _free(found, "word/media/letterhead", ending)
        found[picture] = letterhead[link.target]
        found = office.declared(found, picture, kinds[link.target])
        entry.set("Target", f"/{picture}")
    found[office.rels_name(new)] = office.serialize(root)
    return found


def _set_pages(body: Element, section: Element, ids: Mapping[tuple[str, str], str], sides: set[str]) -> None:
    """Paper, margins, headers and footers of the letterhead; later sections go on with those of the first."""
    page = office.page_of(section)
    for number, (inside, own) in enumerate(office.sections(body)):
        before = office.page_of(own).text_width
        office.set_page(own, page)
        office.fit(inside, before, office.page_of(own).text_width)
        office.set_first_page(own, own=number == 0 and office.is_on(section, "titlePg"))
        if number == 0:
            _set_ends(own, ids, sides)


def _set_ends(section: Element, ids: Mapping[tuple[str, str], str], sides: set[str]) -> None:
    """Names the headers and footers of a section; a side that stays is shown on first and even pages as well."""
    pages = {page for _, page in ids}
    for side in ("footer", "header"):
        told = {page: key for (one, page), key in ids.items() if one == side}
        if side not in sides:
            found = section.iterfind(w(f"{side}Reference"))
            kept = {one.get(w("type"), "default"): one.get(f"{{{R}}}id", "") for one in found}
            told = {page: kept["default"] for page in pages - kept.keys() if "default" in kept}
        for page, key in sorted(told.items(), reverse=True):
            section.insert(0, section.makeelement(w(f"{side}Reference"), {w("type"): page, f"{{{R}}}id": key}))


def _with_switches(parts: Mapping[str, bytes], letterhead: Mapping[str, bytes], main: str) -> dict[str, bytes]:
    """The settings that decide which header stands on which page, as the letterhead has them."""
    there = office.settings_of(letterhead)
    switches = {name: any(office.is_on(root, name) for root in there) for name in _SWITCHES}
    parts, name = _with_one(parts, main, "settings")
    root = office.parse(parts[name], name)
    for switch, on in switches.items():
        office.set_switch(root, switch, on=on)
    return {**parts, name: office.serialize(root)}


def _with_one(parts: Mapping[str, bytes], main: str, kind: str) -> tuple[dict[str, bytes], str]:
    """The package with its styles or settings, empty ones where it had none, and the name of that part."""
    links = office.relationships(parts)
    name = next((link.target for link in links if (link.owner, link.kind) == (main, kind)), "")
    if name in parts:
        return dict(parts), name
    name = _free(parts, f"word/{kind}", ".xml")
    empty = f'<w:{kind} xmlns:w="{w("")[1:-1]}"/>'.encode()
    return office.with_part(parts, name, empty, f"{_WORD}{kind}+xml", f"{R}/{kind}", owner=main), name


def _section(parts: Mapping[str, bytes], main: str) -> Element:
    """The properties of the one section of a letterhead."""
    return next(section for _, section in office.sections(office.parse(parts[main], main)))


def _free(parts: Mapping[str, bytes], start: str, ending: str) -> str:
    taken = {name.casefold() for name in parts}
    return next(name for number in count(1) if (name := f"{start}{number}{ending}").casefold() not in taken)
