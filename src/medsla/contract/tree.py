"""What the fast way cannot write goes through docxtpl's own tree: pictures, links, appendices, columns.

The text is still written by the fence's environment and re-read like any other, so nothing is evaluated twice and
nothing is repaired. docxtpl has the part that needs a package: it takes in pictures and appendices, makes
relationships, and mends the columns of a table. It works on a copy of the template without its text, and what it
has changed there goes into the contract. Contracts that set in the same things share what was made for the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from medsla import office
from medsla.contract import fence
from medsla.contract.desk import Package, mended, package_of, setting_of
from medsla.contract.extras import Extra, Shade, Span, extra_faults
from medsla.contract.forms import EXTRA, MARK
from medsla.contract.printed import Record, Shown
from medsla.contract.proving import text_of
from medsla.contract.snapshot import Composer
from medsla.errors import Problem, RenderError
from medsla.office import w
from medsla.office.hiding import Looks

if TYPE_CHECKING:
    from medsla.contract.forms import Forms
    from medsla.contract.press import Press
    from medsla.office import Element, Entry

_FIRST_DRAWING: Final = 1_001  # as docxtpl counts them
_DRAWING: Final = re.compile(r'(<wp:docPr (?:[^>]* )?id=")[0-9]*(?=")')
_STORE: Final = b'storeItemID="{'


@dataclass(frozen=True, slots=True)
class Made:
    """What a contract consists of besides unchanged entries.

    `pieces` are what its text parts were written from, `finished` those parts, `entries` other parts of the package
    that have changed, `known` the text of each piece of markup, `package` every part. `composer` puts the wording
    together, unless an appendix or the template holds what can only be read.
    """

    pieces: Mapping[str, list[str]]
    finished: Mapping[str, bytes]
    entries: tuple[Entry, ...]
    known: Mapping[str, str]
    package: Mapping[str, bytes]
    composer: Composer | None

    @property
    def changed(self) -> frozenset[str]:
        """The names of the other parts that have changed."""
        return frozenset(entry.name for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Tree:
    """Writes contracts from a template that uses the forms of `forms`.

    `wanted` has the kind of each extra by its name, `optional` those that may be missing; `cells` says whether the
    look of cells changes. `hints` are what the template's author may want to know.
    """

    wanted: Mapping[str, str]
    optional: frozenset[str]
    cells: bool
    hints: tuple[Problem, ...]
    bare: Package = field(repr=False)
    carrying: Package = field(repr=False)

    def write(self, press: Press, context: Mapping[str, Any], extras: Mapping[str, Extra], *, carries: bool) -> Made:
        """The parts of one contract.

        Raises:
            RenderError: an extra is missing or of another kind, an appendix cannot be taken over, or a part is not
                well-formed; every problem at once.
        """
        faults = list(extra_faults(extras, self.wanted, self.optional))
        if faults:
            raise RenderError(faults)
        package = self.carrying if carries else self.bare
        marks = {_mark(name): name for name in self.wanted if name in extras}
        given: dict[str, Any] = {name: _shown(name, extras[name]) for name in marks.values()}
        given |= {name: _Absent() for name in self.optional if name not in given}
        values = {**context, EXTRA: Record(given)}
        pieces = {part: fence.write_part(made, values, part) for part, made in press.compiled.items()}
        printed = dict.fromkeys(
            (part, marks[one]) for part, written in pieces.items() for one in written if one in marks
        )
        setting = setting_of(package, tuple((part, name, extras[name]) for part, name in printed))
        known = dict(setting.known)
        for part, written in pieces.items():
            here = [setting.markup[part, marks[piece]] if piece in marks else piece for piece in written]
            pieces[part] = list(_whole_tags(here, known)) if self.cells else here
        count = iter(range(_FIRST_DRAWING, 2**31))
        finished = {
            part: mended(_DRAWING.sub(lambda found: f"{found[1]}{next(count)}", "".join(written)), part)
            for part, written in pieces.items()
        }
        _refuse_doubled_bookmarks(finished[press.main], setting.bookmarks)
        composer = press.composer if setting.simple else None
        if composer is not None:
            composer = Composer({**composer.pieces, **Composer.of(known).pieces})
        whole = {**package.parts, **setting.changed, **finished}
        return Made(pieces, finished, setting.entries, known, whole, composer)


def prepare(forms: Forms, taken: frozenset[Element]) -> None:
    """Makes a template's trees ready for docxtpl, before they become sources.

    Tags get a run of their own, so that the letters behind them keep their look; cells whose look changes get the
    properties that docxtpl writes into; tables whose columns change are marked.

    Args:
        forms: What the linter has found.
        taken: Text elements that are cut elsewhere.
    """
    for element, tag in forms.alone:
        run = element.getparent()
        if element not in taken and run is not None and run.find(w("rPr")) is not None:
            office.surround(element, tag, "", "")
    for cell in forms.cells:
        properties = cell.find(w("tcPr"))
        if properties is None:
            properties = cell.makeelement(w("tcPr"))
            cell.insert(0, properties)
        if not len(properties):
            properties.append(cell.makeelement(w("tcW"), {w("w"): "0", w("type"): "auto"}))
    for table in forms.tables:
        table.set(MARK, "1")


def make_tree(press: Press, forms: Forms) -> Tree | None:
    """The way through docxtpl, or None where the template uses none of its forms."""
    if not forms.extras and not forms.tables:
        return None
    texts = {part: _emptied(press.parts[part], part) for part in press.compiled}
    bare, carrying = package_of(press.bare, texts), package_of(press.carrying, texts)
    hints = tuple(_cropped(forms, Looks.of(press.parts)))
    return Tree(dict(forms.extras), frozenset(forms.optional), bool(forms.cells), hints, bare, carrying)


def faults_of(made: Made, allowed: Mapping[str, Any]) -> Iterator[Problem]:
    """What the finished text must not hold; a look at every brace, where there are any but those of controls."""
    if any(
        data.count(b"{") != data.count(_STORE) or data.count(b"}") != data.count(_STORE)
        for data in made.finished.values()
    ):
        yield from office.check_package(made.package, allowed=(*allowed, *made.known.values()))


def _cropped(forms: Forms, looks: Looks) -> Iterator[Problem]:
    """Pictures of which Word shows one line's height: their paragraph, or its style, has lines of a fixed height."""
    first = ("paragraph", "1")
    usual = [name for name, one in looks.styles.items() if (one.get(w("type")), one.get(w("default"))) == first]
    for paragraph, place in forms.pictures:
        named = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        chain = looks.chain(named.get(w("val"), "") if named is not None else "".join(usual[:1]))
        spacings = (one.find(f"{w('pPr')}/{w('spacing')}") for one in (paragraph, *chain))
        rules = [one.get(w("lineRule")) for one in spacings if one is not None and one.get(w("line"))]
        if rules[:1] == ["exact"]:
            yield Problem.of("fence.picture-cropped", place)


def _mark(name: str) -> str:
    """What stands for an extra until it is known where it is printed; no value holds such letters."""
    return f"\ufdd0{name}\ufdd1"


def _shown(name: str, extra: Extra) -> Shown:
    """An extra as the environment prints it."""
    if isinstance(extra, Shade):
        return Shown(extra.rgb)
    return Shown(extra.columns if isinstance(extra, Span) else _mark(name))


class _Absent:
    """An extra that was asked for in a condition and not given."""

    def __bool__(self) -> bool:
        return False

    def __html__(self) -> str:
        from jinja2 import UndefinedError

        raise UndefinedError(f"'{EXTRA}'")


def _whole_tags(pieces: list[str], known: dict[str, str]) -> Iterator[str]:
    """The pieces with those joined that are cut inside a tag, as the shade of a cell cuts its attribute."""
    begun = ""
    for piece in pieces:
        whole = f"{begun}{piece}"  # where a piece is Markup, + would escape the other
        if whole.rfind("<") > whole.rfind(">"):
            begun = whole
            continue
        if begun and whole not in known:
            known[whole] = text_of(whole)
        begun = ""
        yield whole
    if begun:
        yield begun


def _refuse_doubled_bookmarks(body: bytes, names: frozenset[str]) -> None:
    """Two bookmarks of one name: a reference would lead to the wrong one."""
    for name in sorted(names):
        found = re.findall(rb'<w:bookmarkStart [^>]*w:name="' + re.escape(name.encode()) + rb'"', body)
        if len(found) > 1:
            raise RenderError(Problem.of("fence.appendix-bookmark", name=name))


def _emptied(part: bytes, name: str) -> bytes:
    """A part without its text, for docxtpl to carry along."""
    root = office.parse(part, name)
    for child in list(root):
        root.remove(child)
    if root.tag == w("document"):
        root.append(root.makeelement(w("body")))
    return office.serialize(root)
