"""Changes of a contract's wording: lines changed, put in, taken out and moved, each with its article."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from medsla import office
from medsla.contract.changes import Change
from medsla.contract.places import located
from medsla.contract.redline import redline
from medsla.contract.snapshot import mask

if TYPE_CHECKING:
    from medsla.contract.carried import Carried, Paper

_MOST_PAIRS: Final = 4000  # beyond it, which line became which would take minutes to find
_FAR: Final = 10_000  # of two equally alike lines, the nearer one
_ALIKE: Final = Fraction(1, 2)  # less alike than this, a line was taken out and another put in


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of either side: its article or number, its text with masks, its text without."""

    where: str
    number: int
    text: str
    filled: str

    @property
    def key(self) -> str:
        return plain(self.text)


def wording_changes(now: Paper, carried: Carried) -> list[Change]:
    """Every line that is not as it was written, in the order of the contract."""
    masks = {mask(tag): phrase for tag, phrase in carried.printed.items()}
    meant = [_Line(where, 0, text, _filled(text, masks)) for where, text in located(carried.wording, carried.language)]
    found = [_Line("", number, text, _filled(text, masks)) for number, text in now.lines(carried.printed)]
    meant, found = ([line for line in lines if line.key] for lines in (meant, found))
    original = {number: plain(text) for number, text in now.lines(carried.printed, "original")}
    changes: list[Change] = []
    matcher = SequenceMatcher(None, [line.key for line in meant], [line.key for line in found], autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind != "equal":
            before = meant[start - 1].where if start else ""
            changes += _block(meant[start:end], found[begin:stop], original, before)
    return _signed(_moves(changes), now)


def plain(text: str) -> str:
    """The letters that count: full and half width are the same, and blanks nothing."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _block(
    meant: Sequence[_Line], found: Sequence[_Line], original: Mapping[int, str], before: str
) -> Iterator[Change]:
    """One stretch of lines that differ: alike ones were changed, the others taken out or put in."""
    left, right = list(meant), list(found)
    for old, new in _pairs(meant, found):
        left.remove(old)
        right.remove(new)
        if plain(old.filled) != plain(new.filled):  # else a control was taken away and its text left
            tracked = original.get(new.number) == old.key
            pieces = redline(old.filled, new.filled)
            yield Change("wording", old.where, old.filled, new.filled, pieces, tracked=tracked, line=new.number)
    by_text = {text: number for number, text in original.items()}
    for old in left:
        number = by_text.get(old.key, 0)
        yield Change("removed", old.where, before=old.filled, tracked=bool(number), line=number)
    for new in right:
        tracked = not original.get(new.number)
        yield Change("added", before, after=new.filled, tracked=tracked, line=new.number)


def _pairs(meant: Sequence[_Line], found: Sequence[_Line]) -> list[tuple[_Line, _Line]]:
    """Lines that are one line changed, best likeness first, each used once; in the order of the contract."""
    if len(meant) * len(found) > _MOST_PAIRS:
        return []
    alike = []
    alone = len(meant) == len(found) == 1
    for i, old in enumerate(meant):
        for j, new in enumerate(found):
            likeness = _likeness(plain(old.filled), plain(new.filled))
            if alone or likeness >= _ALIKE:
                alike.append((likeness - Fraction(abs(i - j), _FAR), i, j))
    rows: set[int] = set()
    columns: set[int] = set()
    chosen = []
    for _, i, j in sorted(alike, reverse=True):
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            chosen.append((i, j))
    return [(meant[i], found[j]) for i, j in sorted(chosen)]


def _likeness(left: str, right: str) -> Fraction:
    """The share of letters that two lines have in common, in order."""
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return Fraction(2 * sum(block.size for block in blocks), max(len(left) + len(right), 1))


def _moves(changes: Sequence[Change]) -> list[Change]:
    """A line that was taken out here and put in there was moved."""
    added = {plain(change.after): change for change in changes if change.kind == "added"}
    moved = {plain(change.before) for change in changes if change.kind == "removed"} & added.keys()
    found = []
    for change in changes:
        if change.kind == "removed" and plain(change.before) in moved:
            target = added[plain(change.before)]
            found.append(Change("moved", change.where, change.before, target.where, tracked=target.tracked))
        elif not (change.kind == "added" and plain(change.after) in moved):
            found.append(change)
    return found


def _signed(changes: Iterable[Change], now: Paper) -> list[Change]:
    """Recorded changes with who made them and when."""
    marks = {mark.line: mark for mark in office.tracked_changes(now.root)}
    return [
        replace(change, author=marks[change.line].author, date=marks[change.line].date)
        if change.tracked and change.line in marks
        else change
        for change in changes
    ]


def _filled(text: str, masks: Mapping[str, str]) -> str:
    """A line with the phrases in the place of their masks."""
    if "{" in text:
        for masked, phrase in masks.items():
            text = text.replace(masked, phrase)
    return text
