"""Content controls: one phrase each, bound to a text of the package's own XML data.

The rules come from runs of Word-shaped files through editors: a bound text wins over the visible one,
so a control is bound to what it shows; names of elements and not attributes stand in the binding,
because an editor drops the attributes of a node that it rewrites.
"""

from __future__ import annotations

import re
from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from medsla.office.parts import relationships, with_part
from medsla.office.xml import DATASTORE, Element, R, local, parse, w
from medsla.reading.escaping import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SPACE: Final = "urn:sla-contract:1"
STORE: Final = "{7C2B9F1E-5A40-4D0B-9C57-3E6A1D84B2F0}"
DATA_PART: Final = "customXml/item1.xml"
CLOSING: Final = "</w:sdtContent></w:sdt>"
_PROPERTIES_PART: Final = "customXml/itemProps1.xml"
_PROPERTIES_KIND: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_LONGEST_TITLE: Final = 64
_PATH: Final = "/s:sla[1]/s:vals[1]/s:{}[1]"
_BOUND: Final = re.compile(r"/s:vals\[1\]/s:([A-Za-z][\w.\-]*)\[1\]\Z")


def element_name(tag: str) -> str:
    """The name of the bound element of a control.

    >>> element_name("support.response[critical.inside].ja")
    'support.response-critical.inside.ja'
    """
    return tag.replace("[", "-").replace("]", "")


@lru_cache(maxsize=4096)
def opening(tag: str, title: str, number: int, *, bound: bool = True) -> str:
    """The markup before the phrase of a control; `CLOSING` ends it. `number` is unique in the file.

    A `bound` control holds one run, which editors write anew from the data; any other may hold runs of several looks.
    """
    path = _PATH.format(element_name(tag))
    binding = (
        f'<w:dataBinding w:prefixMappings="xmlns:s=\'{SPACE}\'" w:xpath="{path}" w:storeItemID="{STORE}"/>'
        '<w:text w:multiLine="1"/>'
    )
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{_attribute(title[:_LONGEST_TITLE])}"/><w:tag w:val="{_attribute(tag)}"/>'
        f'<w:id w:val="{number}"/><w:lock w:val="sdtLocked"/>{binding if bound else ""}</w:sdtPr><w:sdtContent>'
    )


def with_data(parts: Mapping[str, bytes], main: str, data: bytes) -> dict[str, bytes]:
    """The package with its own XML data, which controls can be bound to."""
    properties = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{STORE}" xmlns:ds="{DATASTORE}"><ds:schemaRefs><ds:schemaRef ds:uri="{SPACE}"/>'
        "</ds:schemaRefs></ds:datastoreItem>"
    )
    changed = with_part(parts, DATA_PART, data, "application/xml", f"{R}/customXml", owner=main)
    return with_part(
        changed, _PROPERTIES_PART, properties.encode(), _PROPERTIES_KIND, f"{R}/customXmlProps", owner=DATA_PART
    )


def surround(text: Element, found: str, before: str, after: str) -> bool:
    """Sets `before` and `after` around the run that shows `found`, which is cut out of its run first.

    False where the run holds more than one text, so that it cannot be cut.
    """
    run = text.getparent()
    if run is None or run.tag != w("r") or [child for child in run if child.tag not in {w("rPr"), w("t")}]:
        return False
    if len(run.findall(w("t"))) != 1 or (text.text or "").count(found) != 1:
        return False
    start, _, end = (text.text or "").partition(found)
    parent = run.getparent()
    if parent is None:
        return False
    for piece, place in ((start, 0), (end, 1)):
        if piece:
            parent.insert(parent.index(run) + place, _copy_of(run, piece))
    text.text = found
    previous = run.getprevious()
    if previous is None:
        parent.text = (parent.text or "") + before
    else:
        previous.tail = (previous.tail or "") + before
    run.tail = after + (run.tail or "")
    return True


def controls(root: Element) -> Iterator[tuple[str, Element]]:
    """The tag and element of every control, in file order; the tag of one that lost it comes from its binding."""
    for control in root.iter(w("sdt")):
        yield control_tag(control), control


def control_tag(control: Element) -> str:
    """The tag of a control, or the name of the element it is bound to where an editor dropped the tag."""
    tag = control.find(f"{w('sdtPr')}/{w('tag')}")
    if tag is not None and tag.get(w("val")):
        return str(tag.get(w("val")))
    binding = control.find(f"{w('sdtPr')}/{w('dataBinding')}")
    found = _BOUND.search("" if binding is None else binding.get(w("xpath"), ""))
    return found.group(1) if found else ""


def strange_bindings(root: Element) -> Iterator[tuple[str, Element]]:
    """The tag and the binding of each control that takes its text from elsewhere than from its own element."""
    for control in root.iter(w("sdt")):
        name = control_tag(control)
        for binding in control.iterfind(f"{w('sdtPr')}/*"):
            if local(binding) != "dataBinding":
                continue
            path = binding.get(w("xpath"), "")
            own = path == _PATH.format(element_name(name)) and SPACE in binding.get(w("prefixMappings"), "")
            if not own or binding.get(w("storeItemID"), "").upper() != STORE:
                yield name, binding


def stores(parts: Mapping[str, bytes]) -> set[str]:
    """The parts of XML data that go by the id of the contract's own, and which an editor may so take for it."""
    return {
        link.owner
        for link in relationships(parts)
        if link.kind == "customXmlProps" and link.target in parts and not link.external
        if parse(parts[link.target], link.target).get(f"{{{DATASTORE}}}itemID", "").upper() == STORE
    }


def tidy(root: Element) -> None:
    """Takes out white space between elements, which no reader sees, so that all text left is text."""
    for element in root.iter():
        if element.tag in {w("t"), w("instrText"), w("delText")}:
            continue
        if element.text is not None and not element.text.strip():
            element.text = None
        for child in element:
            if child.tail is not None and not child.tail.strip():
                child.tail = None


def _attribute(text: str) -> str:
    plain = not ("&" in text or "<" in text or '"' in text or "\n" in text or "\t" in text)
    return text if plain else escape(text, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def _copy_of(run: Element, shown: str) -> Element:
    copied = run.makeelement(run.tag, {str(key): str(value) for key, value in run.attrib.items()})
    properties = run.find(w("rPr"))
    if properties is not None:
        copied.append(deepcopy(properties))
    text = run.makeelement(w("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    text.text = shown
    copied.append(text)
    return copied
