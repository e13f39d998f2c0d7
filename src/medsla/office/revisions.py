"""What editors leave in a Word part beside its text: tracked changes and comments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from medsla.office.controls import control_tag
from medsla.office.parts import relationships
from medsla.office.text import DELETED, INSERTED, lines
from medsla.office.xml import Element, parse, w

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TEXTS: Final = (w("t"), w("delText"))


@dataclass(frozen=True, slots=True)
class Mark:
    """One tracked insertion or deletion: its paragraph counted from 1, the control it is in, who and when."""

    line: int
    gone: bool
    text: str
    author: str
    date: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the margin."""

    text: str
    author: str
    date: str


@dataclass(slots=True)
class _Field:
    """A field that has begun: its code so far, and whether its result has."""

    code: str = ""
    shown: bool = False


def tracked_changes(root: Element) -> Iterator[Mark]:
    """Every tracked insertion and deletion of text or of a paragraph's end, in file order."""
    for number, paragraph in enumerate(root.iter(w("p")), 1):
        for change in paragraph.iter(*INSERTED, *DELETED):
            text = "".join(piece.text or "" for piece in change.iter(*_TEXTS))
            control = next(change.iterancestors(w("sdt")), None)
            tag = "" if control is None else control_tag(control)
            author, date = change.get(w("author"), ""), change.get(w("date"), "")
            yield Mark(number, change.tag in DELETED, text, author, date, tag)


def clear_field_results(root: Element) -> None:
    """Empties what editors compute anew on every save: page numbers, tables of contents.

    The text of a hyperlink is the author's and stays, and so does that of a reference: which article a sentence
    speaks of is part of what it says.
    """
    fields: list[_Field] = []
    for element in root.iter(w("fldChar"), w("instrText"), w("t")):
        if element.tag == w("instrText"):
            if fields:
                fields[-1].code += element.text or ""
        elif element.tag == w("t"):
            simple = next(element.iterancestors(w("fldSimple")), None)
            code = "" if simple is None else simple.get(w("instr"), "")
            if _is_computed(code) or any(field.shown and _is_computed(field.code) for field in fields):
                element.text = ""
        elif element.get(w("fldCharType")) == "begin":
            fields.append(_Field())
        elif fields and element.get(w("fldCharType")) == "separate":
            fields[-1].shown = True
        elif fields:
            fields.pop()


def comments(parts: Mapping[str, bytes]) -> Iterator[Comment]:
    """The comments of a package, in file order."""
    named = {link.target for link in relationships(parts) if link.kind == "comments" and not link.external}
    for name in sorted(named & parts.keys()):
        for comment in parse(parts[name], name).iter(w("comment")):
            text = "\n".join(line.text for line in lines(comment))
            yield Comment(text, comment.get(w("author"), ""), comment.get(w("date"), ""))


def _is_computed(code: str) -> bool:
    return bool(code.strip()) and code.split(maxsplit=1)[0].upper() not in {"HYPERLINK", "REF"}
