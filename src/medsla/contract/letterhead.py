"""A letterhead of one's own: the headers, footers and margins of an ordinary Word file in the place of a template's.

It passes the same guard as a template, may print the same names, and is merged with a template before that is made
ready to write from. Of its author's private data, and of its body, nothing gets into a contract.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from medsla import office
from medsla.contract.amendment.text import amendment_shape
from medsla.contract.context import Language, Shape, shape_of
from medsla.contract.guard import guarded, named
from medsla.contract.lint import Linter
from medsla.contract.merging import merged
from medsla.contract.template import Template, load_template
from medsla.errors import Place, Problem, ReadError, TemplateError
from medsla.office.hiding import Looks, hidden

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from medsla.office import Element, Page

_FIELDS: Final = frozenset({"", "PAGE", "NUMPAGES", "SECTIONPAGES", "HYPERLINK"})
_NARROWEST: Final = 5_103  # twips: 9 cm
_LOWEST: Final = 5_670  # twips: 10 cm
_CARRIED_LINKS: Final = frozenset({"image", "hyperlink"})
_SIDES: Final = ("header", "footer")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A letterhead that holds nothing refused.

    `ends` has the part of each header and footer in use by side and page (`header`, `first`); `page` is the
    size of its paper and its margins; `hints` stop nothing.
    """

    name: str
    sha256: str
    main: str
    ends: Mapping[tuple[str, str], str]
    page: Page
    names: frozenset[str] = field(repr=False)
    parts: Mapping[str, bytes] = field(repr=False)
    hints: tuple[Problem, ...] = ()


def load_letterhead(source: str | os.PathLike[str] | bytes, *, language: Language = "ja", form: str = "") -> Letterhead:
    """A letterhead, checked: everything it must not hold is named at once.

    Args:
        source: A Word file, or its bytes.
        language: The language of the contracts; it says which names its text may print.
        form: `amendment` for the memorandum that changes an agreement.

    Raises:
        ReadError: the file is missing, no Word file, or dangerous to open.
        TemplateError: it holds tags, links, objects or numbering that are refused, or no header and no footer.
    """
    name, data = _read(source)
    try:
        return _checked(data, name, amendment_shape(language) if form == "amendment" else shape_of(language))
    except ReadError as error:
        raise ReadError(named(error.problems, name)) from error


def on_letterhead(template: Template, letterhead: Letterhead) -> Template:
    """The template with the headers, footers and margins of a letterhead.

    Raises:
        TemplateError: what was put together cannot be used as a template.
    """
    key = (template.name, template.sha256, template.language, letterhead.sha256)
    return _put_together(_Pair(key, template, letterhead))


def put_on(
    template: Template, letterhead: str | os.PathLike[str] | bytes | Letterhead | None
) -> tuple[Template, tuple[Problem, ...]]:
    """The template on a letterhead, if there is one, and what its author may want to know of that.

    Raises:
        ReadError, TemplateError: the letterhead is refused.
    """
    if letterhead is None:
        return template, ()
    if not isinstance(letterhead, Letterhead):
        letterhead = load_letterhead(letterhead, language=template.language, form=template.form)
    chosen = on_letterhead(template, letterhead)
    return chosen, _hints_of(chosen, letterhead)


def _hints_of(template: Template, letterhead: Letterhead) -> tuple[Problem, ...]:
    """What its author may want to know: no page number, no contract number, text that is not carried over."""
    hints = list(letterhead.hints)
    place = Place(file=letterhead.name)
    if not any(chain.rpartition(".")[2] == "number" for chain in template.names):
        hints.append(Problem.of("letterhead.no-number", place))
    return tuple(hints)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A template and a letterhead, known by the digests of their files."""

    key: tuple[str, str, str, str]
    template: Template = field(compare=False)
    letterhead: Letterhead = field(compare=False)


@lru_cache(maxsize=8)
def _put_together(pair: _Pair) -> Template:
    """Made once in a process."""
    template, letterhead = pair.template, pair.letterhead
    parts = merged(template.press.parts, letterhead.parts, letterhead.ends, letterhead.main)
    try:
        whole = load_template(office.repack(parts, level=1), language=template.language)
    except TemplateError as error:
        raise TemplateError(named(error.problems, letterhead.name)) from error
    both = hashlib.sha256(f"{template.sha256} {letterhead.sha256}".encode()).hexdigest()
    return replace(whole, name=template.name, sha256=both)


def _checked(data: bytes, name: str, shape: Shape) -> Letterhead:
    parts, roots, problems = guarded(data, name, finished="letterhead.contract")
    main = office.main_part(parts) or ""
    found = list(office.sections(roots[main]))
    if len(found) != 1:
        raise TemplateError(Problem.of("letterhead.sections", Place(file=name), number=len(found)))
    section = found[0][1]
    ends = _ends(office.reached(parts), main, section)
    if not ends:
        raise TemplateError(Problem.of("letterhead.empty", Place(file=name)))
    kept = office.reached({**parts, **{part: _cleared(roots[part]) for part in set(ends.values())}})
    carried = {part: office.parse(kept[part], part) for part in sorted(set(ends.values()))}
    pictures = {link.target for link in office.relationships(kept) if link.owner in carried and not link.external}
    problems = [
        one
        for one in problems
        if (one.place.spot or "").partition(",")[0] in {*carried, *pictures} and one.code != "fence.refused-field"
    ]
    linter = Linter(shape)
    for part, root in carried.items():
        linter.read(root, part)
    problems += [*linter.problems, *_refused(kept, carried, main)]
    page = office.page_of(section)
    if page.text_width < _NARROWEST or page.text_height < _LOWEST:
        problems.append(Problem.of("letterhead.room", Place(spot=main)))
    if problems:
        raise TemplateError(named(dict.fromkeys(problems), name))
    hints = tuple(named(_hints(carried, roots[main]), name))
    return Letterhead(name, hashlib.sha256(data).hexdigest(), main, ends, page, frozenset(linter.names), kept, hints)


def _read(source: str | os.PathLike[str] | bytes) -> tuple[str, bytes]:
    if isinstance(source, bytes):
        return "letterhead", source
    path = Path(source)
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise ReadError(Problem.of("letterhead.missing", Place(file=str(path)))) from error


def _ends(parts: Mapping[str, bytes], main: str, section: Element) -> dict[tuple[str, str], str]:
    """The headers and footers that a page shows: those of the first page and of even pages only where they count."""
    targets = {link.id: link.target for link in office.relationships(parts) if link.owner == main}
    pages = {"default"} | ({"first"} if office.is_on(section, "titlePg") else set())
    if any(office.is_on(root, "evenAndOddHeaders") for root in office.settings_of(parts)):
        pages.add("even")
    texts = office.text_parts(parts)
    found: dict[tuple[str, str], str] = {}
    for side in _SIDES:
        for reference in section.iterfind(office.w(f"{side}Reference")):
            page = reference.get(office.w("type"), "default")
            target = targets.get(reference.get(f"{{{office.R}}}id", ""), "")
            if page in pages and target in texts:
                found[side, page] = target
    return found


def _cleared(root: Element) -> bytes:
    """A header or footer without private data, content controls and bookmarks, which mean nothing elsewhere."""
    office.clean_tree(root)
    office.open_controls(root)
    for mark in list(root.iter(office.w("bookmarkStart"), office.w("bookmarkEnd"))):
        office.drop(mark)
    return office.serialize(root)


def _refused(parts: Mapping[str, bytes], carried: Mapping[str, Element], main: str) -> Iterator[Problem]:
    """Numbering, fields that need the letterhead's own text, text that nobody sees, and parts of other kinds."""
    looks = Looks.of(parts)
    book = office.style_book(parts, main)
    for part, root in carried.items():
        where = {
            paragraph: f"{part}, paragraph {number}" for number, paragraph in enumerate(root.iter(office.w("p")), 1)
        }
        direct = root.iterfind(f".//{office.w('pPr')}/{office.w('numPr')}/{office.w('numId')}")
        for number in direct:
            if number.get(office.w("val")) != "0":
                yield Problem.of("letterhead.numbering", Place(spot=where[next(number.iterancestors(office.w("p")))]))
        for style in book.numbered([root]) if book is not None else ():
            yield Problem.of("letterhead.numbered-style", Place(spot=part), style=style)
        for start, code in office.fields(root):
            name = office.field_name(code)
            paragraph = next(start.iterancestors(office.w("p")), None)
            if name not in _FIELDS:
                place = Place(spot=part if paragraph is None else where[paragraph])
                yield Problem.of("letterhead.field", place, name=name)
        for stretch in hidden(root, looks):
            yield Problem.of("fence.hidden-text", Place(spot=f"{part}, paragraph {stretch.line}"))
    for link in office.relationships(parts):
        if link.owner in carried and (link.kind not in _CARRIED_LINKS or not (link.external or link.target in parts)):
            spot = posixpath.join(link.owner, link.id) if link.external else link.target
            yield Problem.of("fence.unknown-part", Place(spot=spot), kind=link.kind)


def _hints(carried: Mapping[str, Element], body: Element) -> Iterator[Problem]:
    pages = any(office.field_name(code) == "PAGE" for root in carried.values() for _, code in office.fields(root))
    if not pages:
        yield Problem.of("letterhead.no-page")
    text = next((line.text for line in office.lines(body) if line.text.strip()), "")
    if text:
        yield Problem.of("letterhead.body", text=text)
