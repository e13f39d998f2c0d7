"""Marks that editing leaves in a part and no reader sees: sessions, cursors, comments' anchors, spell checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from medsla.office.xml import W, drop, w

if TYPE_CHECKING:
    from medsla.office.xml import Element

_W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
_SESSION: Final = (f"{{{W}}}rsid", f"{{{_W14}}}paraId", f"{{{_W14}}}textId")
_PERSONAL: Final = frozenset({w("author"), w("initials"), w("date")})
_COMMENTS: Final = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))
_MARKS: Final = (w("proofErr"), w("lastRenderedPageBreak"), w("rsid"), w("fldData"))
_CURSOR: Final = "_GoBack"  # where the last author stopped: Word writes it as a bookmark


def forget(root: Element) -> int:
    """Takes out the marks of editing sessions, of their authors and of comments; how many there were."""
    gone = 0
    for element in root.iter():
        for attribute in [str(key) for key in element.attrib]:
            if attribute.startswith(_SESSION) or attribute in _PERSONAL:
                del element.attrib[attribute]
                gone += 1
    for element in [*root.iter(*_COMMENTS, *_MARKS), *_ranges(root)]:
        _drop_with_empty_run(element)
        gone += 1
    return gone


def _ranges(root: Element) -> list[Element]:
    """The bookmark of the cursor, and ranges that only a named person may edit, each with its end."""
    found: list[Element] = []
    for start, end, own in (
        ("bookmarkStart", "bookmarkEnd", lambda mark: mark.get(w("name")) == _CURSOR),
        ("permStart", "permEnd", lambda mark: mark.get(w("ed")) is not None),
    ):
        starts = [mark for mark in root.iter(w(start)) if own(mark)]
        ids = {mark.get(w("id")) for mark in starts}
        found += starts + [mark for mark in root.iter(w(end)) if mark.get(w("id")) in ids]
    return found


def _drop_with_empty_run(element: Element) -> None:
    """The run that held only the sign of a comment goes with it."""
    run = element.getparent()
    drop(element)
    if run is not None and run.tag == w("r") and element.tag in _COMMENTS and not [e for e in run if e.tag != w("rPr")]:
        drop(run)
