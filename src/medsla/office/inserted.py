"""Fields, links and bookmarks of a Word part: what a program puts in or follows, with what it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import TYPE_CHECKING, Final

from medsla.office.parts import relationships
from medsla.office.xml import MC, Element, R, w

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_KEPT_LOOK: Final = re.compile(r"\\\*\s*MERGEFORMAT", re.IGNORECASE)
_FALLBACK: Final = f"{{{MC}}}Fallback"


@dataclass(slots=True)
class Field:
    """A field that stands in no other one: its first paragraph counted from 1, its code, what it shows."""

    line: int
    code: str = ""
    shown: str = ""
    pieces: list[Element] = dataclass_field(default_factory=list, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The first word of the code, in capitals."""
        return self.code.split(maxsplit=1)[0].upper() if self.code.strip() else ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its paragraph counted from 1, the words that carry it, and where it leads."""

    line: int
    text: str
    target: str


def inserted_fields(root: Element) -> list[Field]:
    """The fields of a part in file order; what stands inside another field belongs to that one.

    >>> xml = f'<w:p xmlns:w="{w("")[1:-1]}"><w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>'
    >>> from medsla.office.xml import parse
    >>> inserted_fields(parse(xml.encode(), ""))
    [Field(line=1, code='PAGE', shown='3')]
    """
    found: list[Field] = []
    waiting: list[bool] = []  # of each field that has begun, whether its result has
    line = 0
    for element in root.iter(w("p"), w("fldChar"), w("instrText"), w("fldSimple"), w("t")):
        if element.tag == w("p"):
            line += 1
            if waiting and waiting[0]:
                found[-1].shown += "\n"
        elif next(element.iterancestors(_FALLBACK), None) is not None:
            continue  # a program that reads the other copy never comes here
        elif element.tag == w("fldSimple"):
            if not waiting and next(element.iterancestors(w("fldSimple")), None) is None:
                pieces = list(element.iter(w("t")))
                text = "".join(piece.text or "" for piece in pieces)
                found.append(Field(line, element.get(w("instr"), ""), text, pieces))
        elif element.tag == w("fldChar"):
            _turn(element.get(w("fldCharType"), ""), line, found, waiting)
        elif waiting and element.tag == w("instrText") and not waiting[0]:
            found[-1].code += element.text or ""
        elif waiting and element.tag == w("t") and waiting[0]:
            found[-1].shown += element.text or ""
            found[-1].pieces.append(element)
    for one in found:
        one.code = " ".join(_KEPT_LOOK.sub(" ", one.code).split())
    return found


def replace_results(root: Element, instead: Callable[[Field], str | None]) -> None:
    """Shows what `instead` gives for a field in the place of its result, in the tree itself; None leaves it."""
    for one in inserted_fields(root):
        text = instead(one) if one.pieces else None
        if text is not None:
            for piece in one.pieces:
                piece.text = ""
            one.pieces[0].text = text


def _turn(kind: str, line: int, found: list[Field], waiting: list[bool]) -> None:
    if kind == "begin":
        if not waiting:
            found.append(Field(line))
        waiting.append(False)
    elif kind == "separate" and waiting:
        waiting[-1] = True
    elif kind == "end" and waiting:
        waiting.pop()


def links(parts: Mapping[str, bytes], part: str, root: Element) -> Iterator[Link]:
    """The links of a part that lead out of the file, in file order."""
    targets = {link.id: link.target for link in relationships(parts) if link.owner == part}
    numbers = {paragraph: number for number, paragraph in enumerate(root.iter(w("p")), 1)}
    for element in root.iter(w("hyperlink")):
        anchor = element.get(w("anchor"), "")
        external = targets.get(element.get(f"{{{R}}}id", ""), "")
        if not external or next(element.iterancestors(_FALLBACK), None) is not None:
            continue
        above = next(element.iterancestors(w("p")), None)
        text = "".join(piece.text or "" for piece in element.iter(w("t")))
        yield Link(0 if above is None else numbers[above], text, external + (f"#{anchor}" if anchor else ""))


def bookmarks(root: Element) -> dict[str, int]:
    """The paragraph in which each bookmark begins, counted from 1; one between paragraphs belongs to the next.

    >>> from medsla.office.xml import parse
    >>> xml = f'<w:body xmlns:w="{w("")[1:-1]}"><w:p/><w:p><w:bookmarkStart w:id="0" w:name="a"/></w:p></w:body>'
    >>> bookmarks(parse(xml.encode(), ""))
    {'a': 2}
    """
    found: dict[str, int] = {}
    line = 0
    for element in root.iter(w("p"), w("bookmarkStart")):
        if element.tag == w("p"):
            line += 1
        else:
            inside = next(element.iterancestors(w("p")), None) is not None
            found.setdefault(element.get(w("name"), ""), line if inside else line + 1)
    return found
