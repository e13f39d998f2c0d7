"""What a returned contract changed: values, wording article by article, and what an eye may miss.

A changed value is read back into the agreed object and judged by the diff, as the institution sees it; one
that cannot be read is said to be so.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from medsla import office
from medsla.catalogue import catalogue, parse_address
from medsla.comparison import diff
from medsla.contract.carried import Carried, Paper, Shown, damage, read_paper, shown_controls
from medsla.contract.changes import Change, Inspection
from medsla.contract.redline import redline
from medsla.contract.rewording import wording_changes
from medsla.contract.snapshot import mask
from medsla.errors import InvalidSla, MedslaError, Place, Problem, ReadError
from medsla.wording import WordingError, read_term

if TYPE_CHECKING:
    from medsla.results import Verdict
    from medsla.sla import Sla

_OF_DATA = frozenset({"fence.no-data", "fence.several-data", "fence.data-changed"})


def inspect_contract(
    sent: str | os.PathLike[str] | bytes, returned: str | os.PathLike[str] | bytes | None = None
) -> Inspection:
    """What changed between the contract that was sent and the one that came back.

    With one file alone, it is compared with what it carries of itself; that is weaker, for whoever changes
    the page can change what it carries.

    Raises:
        ReadError: a file is no Word file or dangerous to open, or the sent one carries no data.
    """
    was = read_paper(sent)
    now = was if returned is None else read_paper(returned)
    carried = was.carried
    if carried is None:
        raise ReadError(Problem.of("fence.no-data", Place(file=was.name)))
    seen = list(shown_controls(now.root, carried.printed))
    found = [*_data_changes(now, carried), *_control_changes(now, carried, seen), *_value_changes(now, carried, seen)]
    found += wording_changes(now, carried)
    found += _elsewhere(was, now)
    found += _unseen(now)
    found += _unexplained(now, found)
    found += [Change("comment", after=one.text, author=one.author, date=one.date) for one in office.comments(now.parts)]
    return Inspection(was.name, now.name, carried.language, tuple(found))


def _data_changes(now: Paper, carried: Carried) -> Iterator[Change]:
    own = list(damage(now))
    yield from (Change("data", problem=problem) for problem in own if problem.code in _OF_DATA)
    if now.carried is not None and now.carried.intact and now.carried.data != carried.data:
        yield Change("data", problem=Problem.of("fence.data-differs", Place(file=now.name)))


def _control_changes(now: Paper, carried: Carried, seen: list[Shown]) -> Iterator[Change]:
    count = Counter(one.tag for one in seen)
    whole = "\n".join(carried.wording)
    for tag, phrase in carried.printed.items():
        if mask(tag) in whole and count[tag] != 1:
            code = "fence.control-copied" if count[tag] else "fence.control-lost"
            yield Change("control", before=phrase, address=_address(tag), problem=Problem.of(code, Place(address=tag)))
    bound = now.carried.bound if now.carried is not None else {}
    texts = {one.tag: one.text for one in seen}
    for tag, text in bound.items():
        if text not in {carried.printed.get(tag), texts.get(tag)}:
            problem = Problem.of("fence.bound-changed", Place(address=tag), text=text)
            yield Change(
                "data", address=_address(tag), before=carried.printed.get(tag, ""), after=text, problem=problem
            )


def _value_changes(now: Paper, carried: Carried, seen: list[Shown]) -> Iterator[Change]:
    """Phrases that read otherwise than they were printed."""
    changed = {one.tag: one for one in seen if one.text != carried.printed[one.tag]}
    verdicts = _verdicts(carried, changed)
    marks = {mark.tag: mark for mark in office.tracked_changes(now.root) if mark.tag}
    for tag, one in changed.items():
        meant = carried.printed[tag]
        mark = marks.get(tag) if one.original == meant else None
        yield Change(
            "value",
            before=meant,
            after=one.text,
            pieces=redline(meant, one.text),
            address=_address(tag),
            verdict=verdicts.get(tag),
            tracked=mark is not None,
            author=mark.author if mark else "",
            date=mark.date if mark else "",
        )


def _verdicts(carried: Carried, changed: Mapping[str, Shown]) -> dict[str, Verdict]:
    """The diff's verdict of each changed phrase that can be read as a value of its term."""
    if not changed:
        return {}
    try:
        before = carried.sla
    except InvalidSla:
        return {}
    found: dict[str, Verdict] = {}
    for tag, one in changed.items():
        after = _with_phrase(before, tag, one.text)
        if after is not None:
            judged = {term.address: term.verdict for term in diff(before, after)}
            found[tag] = judged[parse_address(_address(tag)).term]
    return found


def _with_phrase(sla: Sla, tag: str, text: str) -> Sla | None:
    """The object with one phrase read into it; None where the phrase is no value of its term."""
    address, language = _address(tag), tag.rpartition(".")[2]
    parts = parse_address(address)
    try:
        read = dict(read_term(catalogue().term(parts.term), text, language))
        if not parts.case:
            return sla.replace(address, read)
        if parts.case not in sla.cases(parts.term):
            return None  # a long case key is hashed in the tag
        shared = {key: value for key, value in sla.term(parts.term).items() if key != "cases"}
        return sla.replace(address, {key: value for key, value in read.items() if shared.get(key) != value})
    except (WordingError, MedslaError):
        return None


def _elsewhere(was: Paper, now: Paper) -> Iterator[Change]:
    """Headers, footers and notes line by line; the body has been compared already."""
    gone, come = (Counter(_beside_body(paper.parts)) for paper in (was, now))
    yield from (Change("elsewhere", before=text) for text in gone - come)
    yield from (Change("elsewhere", after=text) for text in come - gone)


def _beside_body(parts: Mapping[str, bytes]) -> Iterator[str]:
    body = office.main_part(parts)
    for part in office.text_parts(parts):
        if part != body:
            root = office.parse(parts[part], part)
            office.clear_field_results(root)
            yield from (line.text for line in office.lines(root) if line.text.strip())


def _unseen(now: Paper) -> Iterator[Change]:
    for part in office.text_parts(now.parts):
        for text in office.hidden_texts(office.parse(now.parts[part], part)):
            yield Change("hidden", part, after=text)


def _unexplained(now: Paper, found: list[Change]) -> Iterator[Change]:
    """Tracked changes that show in no difference found, such as a text taken out and put in again."""
    lines = {change.line for change in found if change.line}
    addresses = {change.address for change in found if change.address}
    for mark in office.tracked_changes(now.root):
        if mark.text and mark.line not in lines and _address(mark.tag) not in addresses:
            before, after = (mark.text, "") if mark.gone else ("", mark.text)
            yield Change("tracked", "", before, after, tracked=True, author=mark.author, date=mark.date)


def _address(tag: str) -> str:
    return tag.rpartition(".")[0]
