"""What a contract file carries of itself, read back, and whether the page still says it.

The file comes from others: it passes the zip guard, its XML is read strictly, its object is validated like
any other document. A digest shows an accident, not a fraud: whoever changes the object can change the
digest. What was signed, or the copy that was kept, decides.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from medsla import office
from medsla.contract.blanks import read_blanks
from medsla.contract.embedding import FORMAT
from medsla.contract.snapshot import mask, read_lines
from medsla.errors import Place, Problem, ReadError
from medsla.office import SPACE, Element, element_name
from medsla.office.controls import stores, strange_bindings
from medsla.reading.packages import open_package
from medsla.sla import load

if TYPE_CHECKING:
    from medsla.sla import Sla

MOST_TAGS: Final = 300_000  # a contract in two languages has 22,000; to compare ten times as many takes seconds
_MASK: Final = re.compile(r"\{([a-z_]+\.[a-z_]+(?:-[a-z0-9_.]+)?\.(?:ja|en))\}")


@dataclass(frozen=True, slots=True)
class Carried:
    """The data that a contract was written with.

    `printed` is what each control showed, by tag; `bound` what its element holds now; `wording` every
    line of the body with `{tag}` for each phrase.
    """

    data: str
    sha256: str
    language: str
    form: str
    printed: Mapping[str, str]
    bound: Mapping[str, str]
    wording: tuple[str, ...]

    @property
    def sla(self) -> Sla:
        """The agreed object; InvalidSla where it is none any more."""
        start = '{"version":'
        text = self.data.replace(start, '{"medsla":', 1) if self.data.startswith(start) else self.data
        return load(text.encode())

    @property
    def intact(self) -> bool:
        """Whether the object is byte by byte what was written."""
        return hashlib.sha256(self.data.encode()).hexdigest() == self.sha256


@dataclass(frozen=True, slots=True)
class Shown:
    """A content control as it stands in a file: what is shown, and what was before tracked changes."""

    tag: str
    text: str
    original: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A contract file, read: its data, its controls and its body."""

    name: str
    parts: Mapping[str, bytes] = field(repr=False)
    root: Element = field(repr=False)
    carried: Carried | None
    copies: int
    shown: tuple[Shown, ...]

    def lines(self, tags: Iterable[str], view: str = "accepted") -> list[tuple[int, str]]:
        """The lines of the body with their numbers, the phrases of these controls masked."""
        return read_lines(self.root, tags, view)


def extract(path: str | os.PathLike[str] | bytes) -> Sla:
    """The agreed SLA that a contract carries, where the file still is as it was written.

    Blanks may have been filled in: the date of signature, and the cells of forms.

    Raises:
        ReadError: no contract of ours, or anything in it was changed; every change is named.
        InvalidSla: the object it carries breaks the schema.
    """
    paper = read_paper(path)
    problems = list(damage(paper))
    if problems or paper.carried is None:
        raise ReadError(problems)
    return paper.carried.sla


def blanks_filled(paper: Paper) -> tuple[str, ...]:
    """What was written into the blanks of a contract: words that nobody but a reader can judge."""
    if paper.carried is None:
        return ()
    lines = [text for _, text in paper.lines(paper.carried.printed)]
    return tuple(lines[place].strip() for place in sorted(read_blanks(paper.carried.wording, lines).filled))


def read_paper(path: str | os.PathLike[str] | bytes, *, name: str = "") -> Paper:
    """A contract file as it stands, changed or not; bytes have the name that is given.

    Raises:
        ReadError: no Word file, or one that is dangerous to open.
    """
    name = name or ("contract.docx" if isinstance(path, bytes) else os.fspath(path))
    try:
        data = path if isinstance(path, bytes) else Path(path).read_bytes()
    except OSError as error:
        raise ReadError(Problem.of("fence.contract-missing", Place(file=name))) from error
    parts = dict(open_package(data, name=name).parts)
    texts = office.text_parts(parts)
    if sum(parts[part].count(b"<") for part in texts) > MOST_TAGS:
        raise ReadError(Problem.of("fence.contract-large", Place(file=name), limit=MOST_TAGS))
    main = office.main_part(parts)
    if main is None:
        raise ReadError(Problem.of("fence.no-word-document", Place(file=name)))
    root = office.parse(parts[main], main)
    office.clear_field_results(root)
    found = dict(_data_parts(parts))
    carried = _carried(list(found.values())[-1]) if found else None
    tags = carried.printed if carried is not None else {}
    return Paper(name, parts, root, carried, len(found.keys() | stores(parts)), tuple(shown_controls(root, tags)))


def damage(paper: Paper) -> Iterator[Problem]:
    """Everything by which a contract differs from what was written, but for blanks that were filled in."""
    where = Place(file=paper.name)
    carried = paper.carried
    if carried is None:
        yield Problem.of("fence.no-data", where)
        return
    if paper.copies > 1:
        yield Problem.of("fence.several-data", where)
    if not carried.intact:
        yield Problem.of("fence.data-changed", where)
    yield from _control_damage(paper, carried)
    changed = read_blanks(carried.wording, [text for _, text in paper.lines(carried.printed)]).changed
    if changed:
        meant, found = changed[0]
        yield Problem.of("fence.wording-changed", where, near=_MASK.sub("…", found or meant))


def _control_damage(paper: Paper, carried: Carried) -> Iterator[Problem]:
    count = Counter(one.tag for one in paper.shown)
    expected = {tag for tag in carried.printed if any(mask(tag) in line for line in carried.wording)}
    for tag in carried.printed:
        place = Place(file=paper.name, address=tag)
        if tag in expected and not count[tag]:
            yield Problem.of("fence.control-lost", place)
        elif count[tag] > 1:
            yield Problem.of("fence.control-copied", place)
        if carried.bound.get(tag) != carried.printed[tag]:
            yield Problem.of("fence.bound-changed", place, text=carried.bound.get(tag, ""))
    for one in paper.shown:
        meant = carried.printed[one.tag]
        if one.text != meant:
            doubled = len(one.text) > len(meant) and meant in one.text
            code = "fence.phrase-garbled" if doubled else "fence.phrase-changed"
            yield Problem.of(code, Place(file=paper.name, address=one.tag), before=meant, after=one.text)
    yield from dict.fromkeys(problem for _, problem in rebound(paper))


def rebound(paper: Paper) -> Iterator[tuple[str, Problem]]:
    """Controls anywhere that take their text from elsewhere as soon as Word opens the file, with their tags."""
    for part in office.text_parts(paper.parts):
        if b"dataBinding" in paper.parts[part]:
            for tag, binding in strange_bindings(office.parse(paper.parts[part], part)):
                place = Place(file=paper.name, spot=part)
                yield tag, Problem.of("fence.control-rebound", place, source=binding.get(office.w("xpath"), ""))


def _data_parts(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Element]]:
    for name in sorted(parts):
        if name.startswith("customXml/") and name.endswith(".xml") and SPACE.encode() in parts[name]:
            root = office.parse(parts[name], name)
            if root.tag == f"{{{SPACE}}}sla":
                yield name, root


def _carried(root: Element) -> Carried:
    def child(name: str) -> Element | None:
        return root.find(f"{{{SPACE}}}{name}")

    meta, data = child("meta"), child("data")
    if meta is None or data is None or meta.get("v") != FORMAT:
        raise ReadError(Problem.of("fence.unknown-format", version="?" if meta is None else meta.get("v", "?")))
    printed = {one.get("t", ""): one.text or "" for one in _children(child("orig"))}
    by_name = {element_name(tag): tag for tag in printed}
    bound = {office.local(one): one.text or "" for one in _children(child("vals"))}
    return Carried(
        data.text or "",
        meta.get("sha256", ""),
        meta.get("language", ""),
        meta.get("form", ""),
        printed,
        {by_name[name]: text for name, text in bound.items() if name in by_name},
        tuple(one.text or "" for one in _children(child("snap"))),
    )


def _children(element: Element | None) -> Iterator[Element]:
    return iter(()) if element is None else iter(element)


def shown_controls(root: Element, printed: Mapping[str, str]) -> Iterator[Shown]:
    """The controls of a body that have one of these tags, in file order."""
    by_name = {element_name(tag): tag for tag in printed}
    for found, control in office.controls(root):
        tag = by_name.get(element_name(found))
        if tag is not None:
            yield Shown(tag, office.text_within(control), office.text_within(control, "original"))
