"""The text of a Word part, paragraph by paragraph, as a reader of the page would meet it.

The walk goes through content controls, tracked insertions, hyperlinks, fields, smart tags and
text boxes, which python-docx's own properties skip. A text box stands once in the result although
a part holds it twice (mc:Choice and mc:Fallback). Numbers that Word makes itself are no text.

Three views: *accepted* (tracked insertions in, deletions out), *original* (the reverse) and *raw*
(both).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from medsla.office.parts import text_parts
from medsla.office.xml import MATH, MC, Element, parse, w

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

View: TypeAlias = Literal["accepted", "original", "raw"]

INSERTED = frozenset({w("ins"), w("moveTo")})
DELETED = frozenset({w("del"), w("moveFrom")})
_CONTROL = w("sdt")
_LETTERS = frozenset({w("t"), w("delText"), f"{{{MATH}}}t"})
_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_NO_TEXT = frozenset(
    {w(name) for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr")}
    | {w(name) for name in ("instrText", "delInstrText", "fldData")}
    | {f"{{{MC}}}Fallback"}
)


@dataclass(frozen=True, slots=True)
class Line:
    r"""One paragraph as read: its place, its style's id and its text (line breaks as \n, tabs as \t).

    `number` counts the paragraphs of the part from 1, in the order of the file.
    """

    part: str
    number: int
    text: str
    style: str | None = None

    def __str__(self) -> str:
        return self.text


def lines(
    root: Element, part: str = "", view: View = "accepted", *, masked: Callable[[Element], str | None] | None = None
) -> list[Line]:
    """Every paragraph of a part in order, tables and text boxes included, empty ones too.

    A paragraph whose mark is deleted (or, in the original view, inserted) is joined with the next. What
    `masked` gives for a content control stands in the place of its text.

    >>> xml = f'<w:p xmlns:w="{w("")[1:-1]}"><w:ins><w:r><w:t>99.9</w:t></w:r></w:ins><w:r><w:t>%</w:t></w:r></w:p>'
    >>> [line.text for line in lines(parse(xml.encode(), ""))]
    ['99.9%']
    >>> [line.text for line in lines(parse(xml.encode(), ""), view="original")]
    ['%']
    """
    found: list[Line] = []
    carried = ""
    for number, paragraph in enumerate(_paragraphs(root, view), 1):
        if paragraph is None:
            continue
        text = carried + "".join(_letters(paragraph, view, masked))
        carried = ""
        if _mark_gone(paragraph, view):
            carried = text
            continue
        found.append(Line(part, number, text, _style(paragraph)))
    if carried:
        found.append(Line(part, len(found) + 1, carried))
    return found


def package_lines(parts: Mapping[str, bytes], view: View = "accepted") -> list[Line]:
    """Every paragraph of the body, the headers, footers, footnotes and endnotes of a package.

    Comments are no text of the document and are left out.
    """
    return [line for part in text_parts(parts) for line in lines(parse(parts[part], part), part, view)]


def full_text(parts: Mapping[str, bytes], view: View = "accepted") -> str:
    """The text of a package, one line a paragraph."""
    return "\n".join(line.text for line in package_lines(parts, view))


def text_within(element: Element, view: View = "accepted") -> str:
    """The text inside a content control or another element within a paragraph."""
    outside = any(_skipped(above, view) for above in element.iterancestors())
    return "" if outside else "".join(_letters(element, view, None))


def words(paragraph: Element) -> list[tuple[str, Element]]:
    """The pieces of a paragraph's own text with the elements that hold them, tracked changes included.

    A text box inside the paragraph has paragraphs of its own and is left out.
    """
    return [
        (element.text or "", element)
        for element in paragraph.iter(w("t"))
        if next(element.iterancestors(w("p")), None) is paragraph
    ]


def every_text(root: Element) -> str:
    r"""All text of a part in file order, also the second copy of a text box: for comparing what was written.

    >>> xml = f'<w:p xmlns:w="{w("")[1:-1]}"><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>'
    >>> every_text(parse(xml.encode(), ""))
    '甲\n乙'
    """
    return "".join(
        element.text or "" if element.tag == w("t") else _SIGNS[element.tag]
        for element in root.iter(w("t"), w("br"), w("tab"))
    )


def _paragraphs(root: Element, view: View) -> Iterator[Element | None]:
    """Paragraphs in file order; None stands for one that this view does not show, so that numbers agree."""
    for paragraph in root.iter(w("p")):
        hidden = False
        for above in paragraph.iterancestors():
            if above.tag == f"{{{MC}}}Fallback" or _skipped(above, view):
                hidden = True
                break
        yield None if hidden else paragraph


def _skipped(element: Element, view: View) -> bool:
    tag = element.tag
    if tag in INSERTED:
        return view == "original"
    if tag in DELETED:
        return view == "accepted"
    if tag == w("tr") and view != "raw":
        return element.find(f"{w('trPr')}/{w('del' if view == 'accepted' else 'ins')}") is not None
    return False


def _letters(element: Element, view: View, masked: Callable[[Element], str | None] | None) -> Iterator[str]:
    for child in element:
        tag = child.tag
        instead = masked(child) if masked is not None and tag == _CONTROL else None
        if instead is not None:
            yield instead
        elif tag in _LETTERS:
            yield child.text or ""
        elif tag in _SIGNS:
            yield "" if _is_break_of_pages(child) else _SIGNS[tag]
        elif tag == w("sym"):
            yield _symbol(child)
        elif tag in _NO_TEXT or tag == w("p") or _skipped(child, view):
            continue  # a paragraph inside a paragraph is a text box: it has a line of its own
        else:
            yield from _letters(child, view, masked)


def _is_break_of_pages(element: Element) -> bool:
    """Where a new page or column begins, which an editor may put in or take out anywhere."""
    return element.get(w("type")) in {"page", "column"}


def _symbol(element: Element) -> str:
    code = element.get(w("char"), "")
    try:
        letter = chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
    return "\ufffd" if unicodedata.category(letter) in {"Cc", "Cs"} or letter in "\ufffe\uffff" else letter


def _mark_gone(paragraph: Element, view: View) -> bool:
    if view == "raw":
        return False
    mark = "del" if view == "accepted" else "ins"
    return paragraph.find(f"{w('pPr')}/{w('rPr')}/{w(mark)}") is not None


def _style(paragraph: Element) -> str | None:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return None if style is None else style.get(w("val"))
