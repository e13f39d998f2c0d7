"""What a returned contract says of its service levels: phrases judged by the diff, controls and data looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from medsla import office
from medsla.catalogue import catalogue, parse_address
from medsla.comparison import diff
from medsla.contract.carried import Paper, Shown, damage, rebound
from medsla.contract.inspection.changes import Change
from medsla.contract.redline import redline
from medsla.contract.snapshot import mask
from medsla.errors import InvalidSla, MedslaError, Place, Problem
from medsla.wording import WordingError, read_term

if TYPE_CHECKING:
    from medsla.contract.carried import Carried
    from medsla.contract.inspection.lines import Base, Line
    from medsla.results import Verdict
    from medsla.sla import Sla

_OF_DATA: Final = frozenset({"fence.no-data", "fence.several-data", "fence.data-changed"})


def data_changes(base: Base, now: Paper) -> Iterator[Change]:
    """What happened to the data that the contract carries."""
    carried = base.carried
    if carried is None:
        return
    yield from (Change("data", problem=problem) for problem in damage(now) if problem.code in _OF_DATA)
    if now.carried is not None and now.carried.intact and now.carried.data != carried.data:
        yield Change("data", problem=Problem.of("fence.data-differs", Place(file=now.name)))


def control_changes(base: Base, now: Paper, lines: Sequence[Line], seen: Sequence[Shown]) -> Iterator[Change]:
    """Controls that are gone or doubled, and bound texts that say something else; all gone at once is one change."""
    count = Counter(one.tag for one in seen)
    whole = "\n".join(line.text for line in lines)
    expected = [tag for tag in base.printed if mask(tag) in whole]
    if expected and not any(count[tag] for tag in expected) and len(expected) > 1:
        problem = Problem.of("fence.controls-gone", Place(file=now.name), number=len(expected))
        yield Change("control", problem=problem, part="body")
        return
    for tag in expected:
        if count[tag] != 1:
            code = "fence.control-copied" if count[tag] else "fence.control-lost"
            problem = Problem.of(code, Place(address=tag))
            yield Change("control", before=base.printed[tag], address=address_of(tag), problem=problem, tag=tag)
    yield from _rebound(base, now)
    bound = now.carried.bound if now.carried is not None else {}
    texts = {one.tag: one.text for one in seen}
    for tag, text in bound.items():
        if tag in base.printed and text not in {base.printed[tag], texts.get(tag)}:
            problem = Problem.of("fence.bound-changed", Place(address=tag), text=text)
            yield Change(
                "data", before=base.printed[tag], after=text, address=address_of(tag), problem=problem, tag=tag
            )


def _rebound(base: Base, now: Paper) -> Iterator[Change]:
    """Controls that take their text from elsewhere and did not so when they were sent."""
    known: Counter[tuple[str, object]] = (
        Counter() if base.alone else Counter((tag, one.fields) for tag, one in rebound(base.paper))
    )
    for tag, problem in rebound(now):
        if known[tag, problem.fields] > 0:
            known[tag, problem.fields] -= 1
        elif tag in base.printed:
            yield Change("control", before=base.printed[tag], address=address_of(tag), problem=problem, tag=tag)
        else:
            yield Change("control", problem=problem, part="body", tag=tag)


def value_changes(base: Base, now: Paper, seen: Sequence[Shown]) -> Iterator[Change]:
    """Phrases that read otherwise than they were sent."""
    changed = {one.tag: one for one in seen if one.text != base.printed[one.tag]}
    verdicts = {} if base.carried is None else _verdicts(base.carried, base.printed, changed)
    marks: dict[str, list[office.Mark]] = {}
    for mark in office.tracked_changes(now.root):
        marks.setdefault(mark.tag, []).append(mark)
    for tag, one in changed.items():
        meant = base.printed[tag]
        own = marks.get(tag, []) if one.original == meant else []
        yield Change(
            "value",
            before=meant,
            after=one.text,
            pieces=redline(meant, one.text),
            address=address_of(tag),
            verdict=verdicts.get(tag),
            tracked=bool(own),
            author=", ".join(dict.fromkeys(mark.author for mark in own)),
            date=", ".join(dict.fromkeys(mark.date for mark in own)),
            tag=tag,
        )


def _verdicts(carried: Carried, printed: Mapping[str, str], changed: Mapping[str, Shown]) -> dict[str, Verdict]:
    """The diff's verdict of each changed phrase that can be read as a value of its term."""
    if not changed:
        return {}
    try:
        agreed = carried.sla
    except InvalidSla:
        return {}
    found: dict[str, Verdict] = {}
    for tag, one in changed.items():
        # A page that was edited before it was sent says something else than its data
        before = agreed if printed[tag] == carried.printed.get(tag) else _with_phrase(agreed, tag, printed[tag])
        after = None if before is None else _with_phrase(before, tag, one.text)
        if before is not None and after is not None:
            judged = {term.address: term.verdict for term in diff(before, after)}
            found[tag] = judged[parse_address(address_of(tag)).term]
    return found


def _with_phrase(sla: Sla, tag: str, text: str) -> Sla | None:
    """The object with one phrase read into it; None where the phrase is no value of its term."""
    address, language = address_of(tag), tag.rpartition(".")[2]
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


def address_of(tag: str) -> str:
    """The address of the term or case whose phrase a control holds.

    >>> address_of("support.response[a].ja")
    'support.response[a]'
    """
    return tag.rpartition(".")[0]
