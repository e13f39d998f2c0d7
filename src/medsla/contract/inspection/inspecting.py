"""What a returned contract changed: values, wording article by article, and what an eye may miss.

A changed value is read back into the agreed object and judged by the diff, as the institution sees it; one
that cannot be read is said to be so. What nobody has looked at is said as well.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from medsla import office
from medsla.contract.blanks import read_blanks
from medsla.contract.carried import Paper, damage, read_paper, shown_controls
from medsla.contract.inspection.beside import beside, numbered
from medsla.contract.inspection.changes import Change, Inspection
from medsla.contract.inspection.lines import Base, Line, page_lines
from medsla.contract.inspection.references import without_renumbered
from medsla.contract.inspection.rewording import Rewording, reworded
from medsla.contract.inspection.values import address_of, control_changes, data_changes, value_changes
from medsla.contract.redline import whole
from medsla.contract.snapshot import mask
from medsla.errors import Place, Problem, ReadError
from medsla.office.attachments import attachments

if TYPE_CHECKING:
    from collections.abc import Mapping

_MANY: Final = 3  # phrases written several times over: an editor's fault and nobody's wish


def inspect_contract(
    sent: str | os.PathLike[str] | bytes, returned: str | os.PathLike[str] | bytes | None = None
) -> Inspection:
    """What changed between the contract that was sent and the one that came back.

    With one file alone, it is compared with what it carries of itself; that is weaker, for whoever changes
    the page can change what it carries. Two files that carry nothing are compared by their wording.

    Raises:
        ReadError: a file is no Word file or dangerous to open, or there is one alone and it carries no data.
    """
    alone = returned is None
    was, was_digest = _read(sent)
    now, now_digest = (was, was_digest) if returned is None else _read(returned)
    base = Base.of(was, alone=alone)
    if alone and base.carried is None:
        raise ReadError(Problem.of("fence.no-data", Place(file=was.name)))
    seen = list(shown_controls(now.root, base.printed))
    lines = base.lines()
    words = reworded(base, now)
    if not alone:
        words.changes = list(without_renumbered(words.changes, was, now, words.numbers, base.printed))
    words.changes = list(_with_filled(words.changes, base, now))
    places = _places(base, now, words)
    of_terms = [*control_changes(base, now, lines, seen), *value_changes(base, now, seen)]
    found = [
        *data_changes(base, now),
        *(_located(change, lines, words.numbers) for change in of_terms),
        *words.changes,
        *(() if alone else numbered(was, now, words.numbers, places)),
        *beside(was, now, words.numbers, places, alone=alone),
    ]
    found += _unexplained(now, words, found, places)
    found += [Change("comment", after=one.text, author=one.author, date=one.date) for one in _new_comments(was, now)]
    limits = tuple(_limits(base, now, found))
    return Inspection(was.name, now.name, base.language, tuple(found), was_digest, now_digest, limits)


def _read(path: str | os.PathLike[str] | bytes) -> tuple[Paper, str]:
    """A file with the SHA-256 of the very bytes that were read."""
    if isinstance(path, bytes):
        return read_paper(path), hashlib.sha256(path).hexdigest()
    name = os.fspath(path)
    try:
        data = Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise ReadError(Problem.of("fence.contract-missing", Place(file=name))) from error
    return read_paper(data, name=name), hashlib.sha256(data).hexdigest()


def _with_filled(changes: Iterable[Change], base: Base, now: Paper) -> Iterator[Change]:
    """The changes of wording, those told apart that fill in what was left blank."""
    own = base.carried.wording if base.alone and base.carried else [text for _, text in base.paper.lines(base.printed)]
    lines = now.lines(base.printed, "original")
    blanks = {lines[place][0] for place in read_blanks(own, [text for _, text in lines]).filled}
    for change in changes:
        fills = change.line in blanks and not change.tracked and change.kind in {"added", "wording"}
        yield replace(change, kind="filled", before="", pieces=()) if fills else change


def _located(change: Change, lines: Sequence[Line], numbers: Mapping[int, int]) -> Change:
    """A change of a term with its row of the annex, and the paragraph that came back there or just before."""
    own = next((line for line in lines if change.tag and mask(change.tag) in line.text), None)
    if own is None:
        return change
    before = [(old, new) for new, old in numbers.items() if 0 < old <= own.number]
    return replace(change, where=own.where, line=max(before, default=(0, 0))[1])


def _places(base: Base, now: Paper, words: Rewording) -> dict[int, str]:
    """The article of each paragraph that came back."""
    return {line.number: line.where for line in page_lines(now, base.printed, base.language)} | words.places


def _unexplained(now: Paper, words: Rewording, found: Sequence[Change], places: Mapping[int, str]) -> Iterator[Change]:
    """Tracked changes that show in no difference found, such as a text taken out and put in again."""
    addresses = {change.address for change in found if change.kind == "value"}
    for mark in office.tracked_changes(now.root):
        if mark.text and mark.line not in words.recorded and address_of(mark.tag) not in addresses:
            before, after = (mark.text, "") if mark.gone else ("", mark.text)
            where = places.get(mark.line, "")
            yield Change(
                "tracked", where, before, after, tracked=True, author=mark.author, date=mark.date, line=mark.line
            )


def _new_comments(was: Paper, now: Paper) -> Iterator[office.Comment]:
    known = Counter(office.comments(was.parts) if was is not now else ())
    for one in office.comments(now.parts):
        if known[one] > 0:
            known[one] -= 1
        else:
            yield one


def _limits(base: Base, now: Paper, found: Sequence[Change]) -> Iterator[str]:
    """What was not compared: always the layout, and whatever else these two files hold."""
    if base.carried is None:
        yield "values"
    if base.alone:
        yield "alone"
    elif base.carried is not None and any(True for _ in damage(base.paper)):
        yield "own"
    if sum(_is_garbled(change) for change in found) >= _MANY:
        yield "garbled"
    things = [*attachments(base.paper.parts), *attachments(now.parts)]
    for kind in ("image", "object", "outside"):
        if any(one.kind == kind for one in things):
            yield kind
    if any(whole(change.pieces) for change in found):
        yield "long"
    yield "layout"


def _is_garbled(change: Change) -> bool:
    """Whether a phrase stands there more than once, with pieces of itself and nothing else beside it."""
    before, after = change.before, change.after
    return change.kind == "value" and before in after and before != after and after.replace(before, "") in before
