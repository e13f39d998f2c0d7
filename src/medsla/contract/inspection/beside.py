"""What a returned contract changed beside its wording: notes, numbers, fields, links, pictures, unseen text."""

from __future__ import annotations

import unicodedata
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, Final, TypeVar

from medsla import office
from medsla.contract.inspection.changes import Change, Kind
from medsla.contract.inspection.lines import plain
from medsla.contract.inspection.references import is_contents, told_line
from medsla.office.attachments import Attachment, attachments
from medsla.office.hiding import Looks, hidden, struck
from medsla.office.inserted import Field, Link, bookmarks, inserted_fields, links
from medsla.office.numbering import Number, numbers

if TYPE_CHECKING:
    from medsla.contract.carried import Paper

_T = TypeVar("_T")
_PARTS: Final = {"hdr": "header", "ftr": "footer", "footnotes": "footnotes", "endnotes": "endnotes", "document": "body"}
_DIGITS: Final = str.maketrans("", "", "0123456789")
_WATERMARK: Final = "{urn:schemas-microsoft-com:vml}textpath"  # its text is an attribute
_MOST_FIELDS: Final = 2000
_MOST_NAMES: Final = 20
_TOLD: Final = frozenset({"HYPERLINK", "REF"})  # what these show is wording, and compared as such


def beside(
    was: Paper, now: Paper, same: Mapping[int, int], places: Mapping[int, str], *, alone: bool
) -> Iterator[Change]:
    """Every difference beside the wording of the body.

    Args:
        was: The file that was sent.
        now: The file that came back; the same where there is one file alone.
        same: The paragraph that was sent for each that came back, where the line was not put in.
        places: The article of each paragraph of the returned body.
        alone: Whether there is one file alone.
    """
    old, new = ({} if alone else _roots(was)), _roots(now)
    for part in new:
        yield from _unseen(part, (was, old.get(part)), (now, new[part]), places)
    if alone:
        return
    yield from _lines(was, now, old, new)
    lines = frozenset(told_line(line.text) for line in office.lines(now.root))
    for part in dict.fromkeys([*new, *old]):
        yield from _fields((old.get(part), new.get(part)), same, places, lines)
        yield from _links((was, old.get(part)), (now, new.get(part)), part, places)
    yield from _led_elsewhere(was, now, same, places)
    yield from _attached(was, now, old, new)


def numbered(was: Paper, now: Paper, same: Mapping[int, int], places: Mapping[int, str]) -> Iterator[Change]:
    """Numbers that Word puts before lines by itself and that read otherwise before the same lines.

    Args:
        was: The file that was sent.
        now: The file that came back.
        same: The paragraph that was sent for each that came back, where the line is still the same.
        places: The article of each paragraph that came back.
    """
    old, new = numbers(was.parts, was.root), numbers(now.parts, now.root)
    none = Number("", "")
    pairs = [(here, old.get(there, none), new.get(here, none)) for here, there in sorted(same.items())]
    # Where a line was put in or taken out, the numbers behind it are others by themselves
    whole = set(same) >= set(new) and set(same.values()) >= set(old)
    told: set[tuple[str, str]] = set()
    for here, before, after in pairs:
        pattern = (before.pattern, after.pattern)
        if before.pattern != after.pattern and pattern not in told:
            told.add(pattern)  # a change of the list shows before every line; the first one is told
            yield Change("number", places.get(here, ""), before.text, after.text, line=here)
    if whole and not told:
        counted = (
            Change("number", places.get(here, ""), before.text, after.text, line=here)
            for here, before, after in pairs
            if before.text != after.text
        )
        yield from islice(counted, 1)


def part_kind(root: office.Element) -> str:
    """What a part of text is: body, header, footer, footnotes or endnotes."""
    return _PARTS.get(office.local(root), "body")


def _roots(paper: Paper) -> dict[str, office.Element]:
    """The parts of text as they stand, what editors compute included."""
    return {part: office.parse(paper.parts[part], part) for part in office.text_parts(paper.parts)}


def _lines(
    was: Paper, now: Paper, old: Mapping[str, office.Element], new: Mapping[str, office.Element]
) -> Iterator[Change]:
    """Headers, footers and notes line by line; the body has been compared already."""
    before, after = Counter(_beside_body(was, old)), Counter(_beside_body(now, new))
    refused = set(_beside_body(now, new, "original"))
    marks: dict[str, list[office.Mark]] = {}
    for root in new.values():
        marks.setdefault(part_kind(root), []).extend(mark for mark in office.tracked_changes(root) if mark.text)
    told = {
        kind: (_several(mark.author for mark in own), _several(mark.date for mark in own))
        for kind, own in marks.items()
        if own
    }

    def noted(kind: str, before: str, after: str) -> Change:
        tracked = ((kind, before) in refused) if before else ((kind, after) not in refused)
        authors, dates = told.get(kind, ("", "")) if tracked else ("", "")
        own = tracked and kind in told
        return Change("elsewhere", before=before, after=after, part=kind, tracked=own, author=authors, date=dates)

    yield from (noted(kind, text, "") for kind, text in before - after)
    yield from (noted(kind, "", text) for kind, text in after - before)


def _several(names: Iterable[str]) -> str:
    """Names, each once; of very many, the first."""
    found = list(dict.fromkeys(names))
    return ", ".join([*found[:_MOST_NAMES], *(["…"] if len(found) > _MOST_NAMES else [])])


def _beside_body(
    paper: Paper, roots: Mapping[str, office.Element], view: office.View = "accepted"
) -> Iterator[tuple[str, str]]:
    body = office.main_part(paper.parts)
    for part, root in roots.items():
        if part != body:
            cleared = office.parse(paper.parts[part], part)
            office.clear_field_results(cleared)
            kind = part_kind(root)
            yield from ((kind, line.text) for line in office.lines(cleared, view=view) if line.text.strip())
        yield from ((part_kind(root), shape.get("string", "")) for shape in root.iter(_WATERMARK))


def _unseen(
    part: str, old: tuple[Paper, office.Element | None], new: tuple[Paper, office.Element], places: Mapping[int, str]
) -> Iterator[Change]:
    """Text that is not seen, or struck through by hand, where it was not so before."""
    kind = part_kind(new[1])
    for name, find in (("hidden", hidden), ("struck", struck)):
        before = Counter(plain(one.text) for one in find(old[1], Looks.of(old[0].parts))) if old[1] is not None else {}
        for one in find(new[1], Looks.of(new[0].parts)):
            if before.get(plain(one.text), 0):
                before[plain(one.text)] -= 1
            else:
                line = one.line if kind == "body" else 0
                near = places.get(line, "")
                yield Change(name, part, after=one.text, line=line, part=kind, near=near)  # type: ignore[arg-type]


def _fields(
    roots: tuple[office.Element | None, office.Element | None],
    same: Mapping[int, int],
    places: Mapping[int, str],
    lines: frozenset[str],
) -> Iterator[Change]:
    """Fields put in, taken out, with another code, or showing something else than what is counted anew."""
    old, new = roots
    root = new if new is not None else old
    kind = "body" if root is None else part_kind(root)
    before = [] if old is None else _telling(old, set(same.values()) if kind == "body" else None)
    after = [] if new is None else _telling(new, set(same) if kind == "body" else None)
    for one, other in _paired(before, after):
        if one is not None and other is not None and _code(one) == _code(other) and is_contents(other, lines):
            continue
        if one is None or other is None or _code(one) != _code(other) or _shown(one) != _shown(other):
            yield _swapped("field", kind, one, other, places)


def _paired(before: Sequence[Field], after: Sequence[Field]) -> Iterator[tuple[Field | None, Field | None]]:
    """Fields with those that took their place; beyond any number that a contract has, in the order of the files."""
    if max(len(before), len(after)) > _MOST_FIELDS:
        yield from zip_longest(before, after)
        return
    steps = SequenceMatcher(None, [_code(one) for one in before], [_code(one) for one in after], autojunk=False)
    for _, i, j, k, m in steps.get_opcodes():
        yield from zip_longest(before[i:j], after[k:m])


def _telling(root: office.Element, lines: AbstractSet[int] | None) -> list[Field]:
    """Fields other than links; a reference goes and comes with its line, which is told already."""
    found = (one for one in inserted_fields(root) if one.name != "HYPERLINK")
    return [one for one in found if lines is None or one.name not in _TOLD or one.line in lines]


def _code(field: Field) -> str:
    """What a field does; editors rewrite the switches of a table of contents, whose entries are compared."""
    return field.name if field.name == "TOC" else field.code.casefold()


def _shown(field: Field) -> str:
    """What a field shows without the numbers in it, which an editor counts anew; a reference is wording."""
    return "" if field.name in _TOLD else unicodedata.normalize("NFKC", plain(field.shown)).translate(_DIGITS)


def _swapped(kind: Kind, part: str, old: Field | None, new: Field | None, places: Mapping[int, str]) -> Change:
    before, after = ("" if one is None else _described(one) for one in (old, new))
    line = new.line if new is not None and part == "body" else 0
    return Change(kind, places.get(line, ""), before, after, line=line, part="" if line else part)


def _described(field: Field) -> str:
    """A field as its code and what it shows."""
    shown = " ".join(field.shown.split())
    return f"{{{field.code}}} {shown}".strip()


def _led_elsewhere(was: Paper, now: Paper, same: Mapping[int, int], places: Mapping[int, str]) -> Iterator[Change]:
    """References whose bookmark stands round another line now: they will read otherwise when counted anew."""
    names = {one.code.split()[1] for one in inserted_fields(now.root) if one.name == "REF" and one.code.count(" ")}
    before, after = bookmarks(was.root), bookmarks(now.root)
    texts = {line.number: line.text for line in office.lines(was.root)}
    for name, line in after.items():
        there = same.get(line)
        if name in names and name in before and there is not None and there != before[name]:
            old, new = (f"{{REF {name}}} {texts.get(one, '')}" for one in (before[name], there))
            yield Change("field", places.get(line, ""), old, new, line=line)


def _links(
    old: tuple[Paper, office.Element | None],
    new: tuple[Paper, office.Element | None],
    part: str,
    places: Mapping[int, str],
) -> Iterator[Change]:
    """Links that lead elsewhere, are new or are gone."""
    before, after = (
        [] if root is None else [*links(paper.parts, part, root), *_field_links(root)] for paper, root in (old, new)
    )
    root = new[1] if new[1] is not None else old[1]
    kind = "body" if root is None else part_kind(root)
    left, right = (Counter((plain(one.text), one.target) for one in side) for side in (before, after))
    come = list(_other(after, right - left))
    gone = list(_other(before, left - right))
    for one, same in _partners(come, gone, lambda link: plain(link.text)):
        line = one.line if one is not None and kind == "body" else 0
        led, leads = ("" if link is None else _led(link) for link in (same, one))
        yield Change("link", places.get(line, ""), led, leads, line=line, part="" if line else kind)


def _partners(
    come: Iterable[_T], gone: Iterable[_T], key: Callable[[_T], object]
) -> Iterator[tuple[_T | None, _T | None]]:
    """What is there with what it took the place of, then what is gone and has nothing in its place."""
    waiting: dict[object, deque[_T]] = {}
    for one in gone:
        waiting.setdefault(key(one), deque()).append(one)
    for one in come:
        same = waiting.get(key(one))
        yield one, same.popleft() if same else None
    yield from ((None, one) for left in waiting.values() for one in left)


def _other(found: Iterable[Link], more: Counter[tuple[str, str]]) -> Iterator[Link]:
    for one in found:
        if more[plain(one.text), one.target] > 0:
            more[plain(one.text), one.target] -= 1
            yield one


def _field_links(root: office.Element) -> Iterator[Link]:
    """Links that are fields."""
    yield from (Link(one.line, one.shown, one.code) for one in inserted_fields(root) if one.name == "HYPERLINK")


def _led(link: Link) -> str:
    return f"{link.text} → {link.target}"


def _attached(
    was: Paper, now: Paper, old: Mapping[str, office.Element], new: Mapping[str, office.Element]
) -> Iterator[Change]:
    """Pictures and other things that were put in, taken out or exchanged, and addresses that a program fetches."""
    before, after = attachments(was.parts), attachments(now.parts)
    left, right = (Counter(map(_key, side)) for side in (before, after))
    gone = list(_more(before, left - right))
    come = list(_more(after, right - left))
    for one, same in _partners(come, gone, lambda thing: (thing.kind, thing.owner)):
        before_it, after_it = ("" if thing is None else _named(thing) for thing in (same, one))
        if one is not None:
            yield _thing(one, part_kind(new[one.owner]), before_it, after_it)
        elif same is not None:
            yield _thing(same, part_kind(old[same.owner]), before_it, after_it)


def _more(found: Iterable[Attachment], more: Counter[tuple[str, str, str, str]]) -> Iterator[Attachment]:
    for one in found:
        if more[_key(one)] > 0:
            more[_key(one)] -= 1
            yield one


def _key(one: Attachment) -> tuple[str, str, str, str]:
    return one.kind, one.owner, one.digest, one.name if one.kind == "outside" else ""


def _named(one: Attachment) -> str:
    """A thing by its name and the beginning of its digest, an address as it is."""
    return one.name if one.kind == "outside" else f"{one.name} (sha256 {one.digest[:12]}…)"


def _thing(one: Attachment, part: str, before: str, after: str) -> Change:
    kind: Kind = {"image": "image", "object": "object", "outside": "link"}[one.kind]  # type: ignore[assignment]
    return Change(kind, before=before, after=after, part=part)
