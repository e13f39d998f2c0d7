"""The forms of a template beyond printing, repeating and choosing: extras, columns, and the look of a cell.

`{{ extra.NAME }}` is a picture, `{{r extra.NAME }}` a link, `{{p extra.NAME }}` a file of its own in the place of
its paragraph. `{%tc for … %}` repeats cells. `{% cellbg extra.NAME %}` shades a cell, `{% colspan extra.NAME %}`
makes it wider, `{% vm %}` joins the cells of repeated rows, `{% hm %}` those of repeated columns.

What is found here decides how the template is written (`tree`); none of these forms computes or calls anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from medsla.errors import Place, Problem
from medsla.office import local, w

if TYPE_CHECKING:
    from medsla.office import Element

EXTRA: Final = "extra"
MARK: Final = "columns"  # set on the tables that are looked after when they are written; no contract keeps it
CELL_TAG: Final = re.compile(r"\{%\s*(?:(?P<word>cellbg|colspan)\s+(?P<chain>[a-z][a-z0-9_.]*)|(?P<merge>vm|hm))\s*%\}")
_NAME: Final = re.compile(r"extra\.([a-z][a-z0-9_]{0,63})")
_BY_FORM: Final = {"": "Picture", "r": "Link", "p": "Subdocument", "cellbg": "Shade", "colspan": "Span"}
_WITH_PICTURES: Final = frozenset({"document", "hdr", "ftr"})
_MERGED: Final = {"vm": "tr", "hm": "tc"}


class Forms:
    """What the linter has found of these forms in one template.

    `extras` has the kind of each extra by its name ("" where it is only asked for), `optional` those that are asked
    for in a condition, `alone` the tags that are cut out of their runs, so that the letters round them keep their
    look, `cells` the cells whose look changes, `tables` the tables round them, `pictures` the paragraphs that show
    one.
    """

    def __init__(self) -> None:
        self.extras: dict[str, str] = {}
        self.optional: set[str] = set()
        self.alone: list[tuple[Element, str]] = []
        self.cells: list[Element] = []
        self.tables: list[Element] = []
        self.pictures: list[tuple[Element, Place]] = []
        self._files: set[str] = set()
        self._merged: list[Element] = []

    def printed(self, chain: str, form: str, tag: str, paragraph: Element, place: Place) -> Iterator[Problem]:
        """An extra that is printed in one of its forms; its file, if it is one, stands in the body and once."""
        yield from self._noted(chain, form, place)
        part = local(paragraph.getroottree().getroot())
        if not form:
            self.pictures.append((paragraph, place))
        if form == "p":
            parent = paragraph.getparent()
            if parent is None or local(parent) != "body" or chain in self._files:
                yield Problem.of("fence.extra-place", place, tag=tag)
            self._files.add(chain)
        elif part not in _WITH_PICTURES or (form == "r" and _is_linked(paragraph, chain)):
            yield Problem.of("fence.extra-place", place, tag=tag)

    def asked(self, chain: str, place: Place) -> Iterator[Problem]:
        """An extra that a condition asks for need not be given."""
        found = _NAME.fullmatch(chain)
        if found is None:
            yield _unknown(chain, place)
            return
        self.optional.add(found.group(1))
        self.extras.setdefault(found.group(1), "")

    def cell(self, tag: str, paragraph: Element, loop: str | None, place: Place) -> Iterator[Problem]:
        """A tag that changes its cell; `loop` is the level of the innermost loop round it."""
        found = CELL_TAG.fullmatch(tag)
        cell = next(paragraph.iterancestors(w("tc")), None)
        if found is None or cell is None:
            yield Problem.of("fence.outside-cell", place, tag=tag)
            return
        if found["word"]:
            yield from self._noted(found["chain"], found["word"], place)
        elif loop != _MERGED[found["merge"]]:
            yield Problem.of("fence.merge-loop", place, tag=tag, level=_MERGED[found["merge"]])
        elif len(list(cell.iter(w("t")))) != 1 or next(cell.iter(w("gridSpan"), w("vMerge")), None) is not None:
            yield Problem.of("fence.merge-cell", place, tag=tag)
        else:
            self._merged.append(cell)
        self.cells.append(cell)
        yield from self.column(cell, place)

    def column(self, cell: Element, place: Place) -> Iterator[Problem]:
        """A cell whose table gets other columns, which needs a grid and stands by itself."""
        table = next(cell.iterancestors(w("tbl")), None)
        if table is None or table in self.tables:
            return
        self.tables.append(table)
        if sum(1 for _ in table.iter(w("tbl"))) > 1:
            yield Problem.of("fence.nested-columns", place)
        widths = [column.get(w("w"), "") for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
        if not widths or not all(width.isascii() and width.isdigit() for width in widths):
            yield Problem.of("fence.no-grid", place)

    def is_merged(self, element: Element) -> bool:
        """Whether a text stands in a cell that is joined with others, where nothing may cut it."""
        return next(element.iterancestors(w("tc")), None) in self._merged

    def cut_out(self, tag: str, pieces: list[tuple[str, Element]], start: int) -> None:
        """Notes a tag that stands in one text element."""
        for piece, element in pieces:
            if 0 <= start < len(piece):
                if piece.startswith(tag, start):
                    self.alone.append((element, tag))
                return
            start -= len(piece)

    def _noted(self, chain: str, form: str, place: Place) -> Iterator[Problem]:
        found = _NAME.fullmatch(chain)
        if found is None:
            yield _unknown(chain, place)
            return
        kind = _BY_FORM[form]
        known = self.extras.get(found.group(1)) or kind
        self.extras[found.group(1)] = known
        if known != kind:
            yield Problem.of("fence.extra-two-forms", place, name=chain, one=known, other=kind)


def is_extra(chain: str) -> bool:
    """Whether a dotted name is that of an extra.

    >>> is_extra("extra.logo"), is_extra("extras")
    (True, False)
    """
    return chain.partition(".")[0] == EXTRA


def _is_linked(paragraph: Element, chain: str) -> bool:
    """Whether a link would stand inside another one."""
    linked = paragraph.iter(w("hyperlink"), w("fldSimple"))
    return any(chain in "".join(text.text or "" for text in link.iter(w("t"))) for link in linked)


def _unknown(chain: str, place: Place) -> Problem:
    return Problem.of("fence.extra-unnamed", place, name=chain)
