"""Changes of a contract's wording: lines changed, put in, taken out and moved, each with its article.

Two comparisons tell what was recorded from what was not: from what was sent to the returned file with all its
tracked changes refused, and from there to the file with all of them taken over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from medsla import office
from medsla.contract.inspection.changes import Change, Kind
from medsla.contract.inspection.lines import Base, Line, articles, known_as, page_lines, plain
from medsla.contract.redline import redline

if TYPE_CHECKING:
    from medsla.contract.carried import Paper

_MOST_PAIRS: Final = 4000  # beyond it, which line became which would take minutes to find
_MOST_LINES: Final = 3000  # lines between equal beginnings and ends
_MOST_ALIKE: Final = 200_000  # pairs of like lines among them: every article of a contract ends with the same sentence
_MOST_LETTERS: Final = 400_000_000  # pairs of letters in all lines that are held against each other
_FAR: Final = 10_000  # of two equally alike lines, the nearer one
_ALIKE: Final = Fraction(1, 2)  # less alike than this, a line was taken out and another put in

_PAIRED: Final[dict[Kind, Kind]] = {"added": "removed", "article-added": "article-removed"}

_Kind: TypeAlias = Literal["same", "changed", "gone", "come"]
_Opcode: TypeAlias = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Step:
    """What became of a line; `spot` is the paragraph of the returned file at which that is seen."""

    kind: _Kind
    old: Line | None = None
    new: Line | None = None
    spot: int = 0
    before: str = ""


@dataclass(slots=True)
class Rewording:
    """The changes of wording, and the paragraphs whose tracked changes they tell."""

    changes: list[Change] = field(default_factory=list)
    recorded: set[int] = field(default_factory=set)
    numbers: dict[int, int] = field(default_factory=dict)
    """The paragraph that was sent for each one that came back and is still the same line."""
    places: dict[int, str] = field(default_factory=dict)
    """The article of each paragraph that came back, as it was called when it was sent."""


def reworded(base: Base, now: Paper) -> Rewording:
    """Every line that is not as it was sent, in the order of the contract."""
    found = Rewording()
    sent = base.lines()
    refused = page_lines(now, base.printed, base.language, "original")
    steps = _steps(sent, refused)
    found.changes += _told(steps, sent, refused, tracked=False)
    names = {
        step.new.number: step.old or replace(step.new, where=step.before) for step in steps if step.new is not None
    }
    found.numbers = {step.new.number: step.old.number for step in steps if step.old and step.new}
    marks = list(office.tracked_changes(now.root))
    if marks:
        accepted = known_as(page_lines(now, base.printed, base.language), {})
        refused = known_as(refused, names)
        later = _steps(refused, accepted)
        found.changes += _signed(_told(later, refused, accepted, tracked=True), marks)
        both = [(step, one) for step in later for one in (step.old, step.new) if one is not None]
        found.recorded = {one.number for step, one in both if step.kind != "same"}
        kept = {step.new.number: step.old.number for step in later if step.old and step.new}
        found.numbers = {new: found.numbers[old] for new, old in kept.items() if old in found.numbers}
    found.changes.sort(key=lambda change: change.line)
    found.places = {number: line.where for number, line in names.items()}
    return found


def _steps(meant: Sequence[Line], found: Sequence[Line]) -> list[_Step]:
    """What became of each line, in the order of the contract."""
    steps: list[_Step] = []
    for kind, i, j, k, m in _slid(_opcodes(meant, found), meant, found):
        if kind == "equal":
            steps += [_Step("same", old, new) for old, new in zip(meant[i:j], found[k:m], strict=True)]
        elif kind == "far":
            steps += _counted(meant[i:j], found[k:m])
        else:
            before = meant[i - 1].where if i else ""
            near = found[min(max(k - 1, 0), len(found) - 1)].number if found else 0
            steps += _block(meant[i:j], found[k:m], before, near)
    return steps


def _opcodes(meant: Sequence[Line], found: Sequence[Line]) -> list[_Opcode]:
    """What stayed and what did not; what is equal at both ends is not looked at twice."""
    left, right = [line.letters for line in meant], [line.letters for line in found]
    shorter = min(len(left), len(right))
    start = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), shorter)
    ends = zip(reversed(left[start:]), reversed(right[start:]), strict=False)
    tail = next((i for i, (a, b) in enumerate(ends) if a != b), shorter - start)
    until, stop = len(left) - tail, len(right) - tail
    if _is_far(left[start:until], right[start:stop]):
        inner: list[_Opcode] = [("far", 0, until - start, 0, stop - start)]
    else:
        inner = SequenceMatcher(None, left[start:until], right[start:stop], autojunk=False).get_opcodes()  # type: ignore[assignment]
    moved = [(kind, i + start, j + start, k + start, m + start) for kind, i, j, k, m in inner]
    around = [("equal", 0, start, 0, start), *moved, ("equal", until, len(left), stop, len(right))]
    return [one for one in around if one[1] < one[2] or one[3] < one[4]]


def _is_far(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two sides have more lines, or more lines alike, than could be held against each other in time."""
    if max(len(left), len(right)) > _MOST_LINES:
        return True
    here, there = Counter(left), Counter(right)
    return sum(count * there[line] for line, count in here.items()) > _MOST_ALIKE


def _slid(steps: list[_Opcode], meant: Sequence[Line], found: Sequence[Line]) -> list[_Opcode]:
    """Lines taken out or put in beside equal ones, moved so that they begin with the heading of an article.

    Every article ends with the same sentence; without this, an article that was taken out would seem to
    begin with the last line of the one before.
    """
    slid = list(steps)
    for place, (kind, i, j, k, m) in enumerate(steps[1:], 1):
        before = slid[place - 1]
        after = slid[place + 1] if place + 1 < len(slid) else ("equal", j, j, m, m)
        if kind not in {"delete", "insert"} or before[0] != "equal" or after[0] != "equal":
            continue
        lines, start, stop = (meant, i, j) if kind == "delete" else (found, k, m)
        by = _shift(lines, start, stop, before[2] - before[1], after[2] - after[1])
        if by:
            slid[place] = (kind, i + by, j + by, k + by, m + by)
            slid[place - 1 : place] = [("equal", before[1], i + by, before[3], k + by)]
            slid[place + 1 : place + 2] = [("equal", j + by, after[2], m + by, after[4])]
    return slid


def _shift(lines: Sequence[Line], start: int, stop: int, before: int, after: int) -> int:
    """By how many lines a stretch can be moved so that it begins with a heading; 0 where it cannot."""
    for back in range(min(before, stop - start) + 1):
        if lines[start - back].head:
            return -back
        if back < before and lines[start - back - 1].letters != lines[stop - back - 1].letters:
            break
    for on in range(min(after, stop - start)):
        if lines[start + on].letters != lines[stop + on].letters:
            break
        if lines[start + on + 1].head:
            return on + 1
    return 0


def _counted(meant: Sequence[Line], found: Sequence[Line]) -> Iterator[_Step]:
    """Files too long to be compared line by line: which lines there are less of, and which more."""
    gone = Counter(line.letters for line in meant) - Counter(line.letters for line in found)
    come = Counter(line.letters for line in found) - Counter(line.letters for line in meant)
    spot = found[0].number if found else 0
    for line in meant:
        if gone[line.letters]:
            gone[line.letters] -= 1
            yield _Step("gone", line, spot=spot)
    for line in found:
        if come[line.letters]:
            come[line.letters] -= 1
            yield _Step("come", None, line, line.number)


def _block(left: Sequence[Line], right: Sequence[Line], before: str, near: int) -> Iterator[_Step]:
    """One stretch of lines that differ: alike ones were changed, the others taken out or put in."""
    pairs = dict(_pairs(left, right))
    taken = set(pairs.values())
    for i, j in sorted(pairs.items()):
        yield _Step("changed", left[i], right[j], right[j].number)
    for i, one in enumerate(left):
        if i not in pairs:
            yield _Step("gone", one, spot=near)
    for j, other in enumerate(right):
        if j not in taken:
            yield _Step("come", None, other, other.number, before)


def _pairs(meant: Sequence[Line], found: Sequence[Line]) -> list[tuple[int, int]]:
    """Lines that are one line changed: by what names them, else best likeness first, each used once."""
    rows: set[int] = set()
    columns: set[int] = set()
    chosen: list[tuple[int, int]] = []

    def take(i: int, j: int) -> None:
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            chosen.append((i, j))

    for i, old in enumerate(meant):
        for j, new in enumerate(found):
            if old.key and old.key == new.key:
                take(i, j)
    if len(meant) * len(found) > _MOST_PAIRS:
        return chosen
    alike = []
    alone = len(meant) == len(found) == 1
    left, right = [plain(line.filled) for line in meant], [plain(line.filled) for line in found]
    most = _MOST_LETTERS // (len(meant) * len(found) or 1)
    for i, old_text in enumerate(left):
        for j, new_text in enumerate(right):
            likeness = _likeness(old_text, new_text, most)
            if alone or likeness >= _ALIKE:
                alike.append((likeness - Fraction(abs(i - j), _FAR), i, j))
    for _, i, j in sorted(alike, reverse=True):
        take(i, j)
    return chosen


def _likeness(left: str, right: str, most: int) -> Fraction:
    """The share of letters that two lines have in common, in order; of very long lines, in any order.

    `most` is how many pairs of letters may be looked at.
    """
    total = max(len(left) + len(right), 1)
    if 4 * min(len(left), len(right)) < total:
        return Fraction(0)  # even if all of the shorter one were in the longer
    if len(left) * len(right) > most:
        return Fraction(2 * sum((Counter(left) & Counter(right)).values()), total)
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return Fraction(2 * sum(block.size for block in blocks), total)


def _told(steps: Sequence[_Step], meant: Sequence[Line], found: Sequence[Line], *, tracked: bool) -> list[Change]:
    """The changes that the steps amount to, whole articles as one, moved lines as one."""
    gone = {id(step.old) for step in steps if step.kind == "gone"}
    come = {id(step.new) for step in steps if step.kind == "come"}
    heads_gone = {id(own[0]): own for _, own in articles(meant) if all(id(line) in gone for line in own)}
    heads_come = {id(own[0]): own for _, own in articles(found) if all(id(line) in come for line in own)}
    within = {id(line) for own in (*heads_gone.values(), *heads_come.values()) for line in own}
    changes = []
    for step in steps:
        own = heads_gone.get(id(step.old)) or heads_come.get(id(step.new))
        if own is not None and step.kind in {"gone", "come"}:
            changes.append(_article(step, own, tracked=tracked))
        elif step.kind != "same" and not {id(step.old), id(step.new)} & within:
            changes += _change(step, tracked=tracked)
    return _moves(changes)


def _article(step: _Step, own: Sequence[Line], *, tracked: bool) -> Change:
    text = "\n".join(line.filled for line in own)
    if step.old is not None:
        line = step.old.number if tracked else step.spot
        return Change("article-removed", step.old.where, text, tracked=tracked, line=line)
    return Change("article-added", step.before, after=text, tracked=tracked, line=own[0].number)


def _change(step: _Step, *, tracked: bool) -> Iterator[Change]:
    old, new = step.old, step.new
    if old is not None and new is not None:
        if plain(old.filled) != plain(new.filled):  # else a control was taken away and its text left
            pieces = redline(old.filled, new.filled)
            yield Change("wording", old.where, old.filled, new.filled, pieces, tracked=tracked, line=new.number)
    elif old is not None:
        yield Change(
            "removed", old.where, before=old.filled, tracked=tracked, line=old.number if tracked else step.spot
        )
    elif new is not None:
        yield Change("added", step.before, after=new.filled, tracked=tracked, line=new.number)


def _moves(changes: Sequence[Change]) -> list[Change]:
    """What was taken out here and put in there was moved."""
    come = {(_PAIRED[change.kind], plain(change.after)): change for change in changes if change.kind in _PAIRED}
    moved = {
        id(come[change.kind, plain(change.before)]) for change in changes if (change.kind, plain(change.before)) in come
    }
    found = []
    for change in changes:
        target = come.get((change.kind, plain(change.before)))
        if target is not None:
            found.append(replace(target, kind="moved", where=change.where, before=change.before, after=target.where))
        elif id(change) not in moved:
            found.append(change)
    return found


def _signed(changes: Iterable[Change], marks: Iterable[office.Mark]) -> list[Change]:
    """Recorded changes with everybody who made them, and when."""
    by_line: dict[int, list[office.Mark]] = {}
    for mark in marks:
        by_line.setdefault(mark.line, []).append(mark)
    found = []
    for change in changes:
        own = by_line.get(change.line, [])
        authors, dates = (", ".join(dict.fromkeys(names)) for names in ((m.author for m in own), (m.date for m in own)))
        found.append(replace(change, author=authors, date=dates))
    return found
