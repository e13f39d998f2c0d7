"""The parts of a report behind its findings: what is at least equal, not read, outside, unmapped, and the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from medsla.explanation import evidence_line, verdict_word
from medsla.report.blocks import Block, Heading, Paragraph, Table
from medsla.report.entries import side_label
from medsla.report.places import label_of
from medsla.report.said import Said, Voice, neutral
from medsla.report.told import Finding, tell, together
from medsla.results import Evidence, LintFinding, Plain, Side, Task, TermJudgement

Sides = tuple[Side, Side]
Terms = Sequence[TermJudgement]


def fine_part(terms: Terms, sides: Sides, voice: Voice) -> Iterator[Block]:
    """The terms that are equal, better, or stated where a statement is asked for."""
    rows = []
    for term in _heap(terms, Task.fine):
        told = tell(term, voice)
        rows.append((told.label, _verdict(term, voice), told.reference, told.proposal))
    heads = (voice.say("column.item"), voice.say("column.verdict"), *(side_label(side, voice) for side in sides))
    yield from _part("fine", heads, rows, voice)


def unread_part(terms: Terms, voice: Voice) -> Iterator[Block]:
    """The terms that may be stated where nobody has looked, with what to ask."""
    heads = (voice.say("column.item"), voice.say("column.question"))
    told = [tell(term, voice) for term in _heap(terms, Task.not_read)]
    yield from _part("not_read", heads, [(each.label, together(each.questions)) for each in told], voice)


def outside_part(terms: Terms, sides: Sides, voice: Voice) -> Iterator[Block]:
    """The terms that were not judged, each with the reason."""
    rows = []
    for term in _heap(terms, Task.nothing):
        told = tell(term, voice)
        rows.append((told.label, _verdict(term, voice), told.proposal, told.finding))
    columns = (voice.say("column.item"), voice.say("column.verdict"))
    heads = (*columns, side_label(sides[1], voice), voice.say("column.reason"))
    yield from _part("nothing", heads, rows, voice)


def unmapped_part(unmapped: Sequence[Mapping[str, Plain]], voice: Voice) -> Iterator[Block]:
    """The passages that fit no term, with their place."""
    rows = [
        (neutral(" ".join(str(item[key]) for key in ("file", "place") if key in item)), neutral(item["said"]))
        for item in unmapped
    ]
    yield from _part("unmapped", (voice.say("column.place"), voice.say("column.words")), rows, voice)


def evidence_part(found: Iterable[Finding], voice: Voice) -> Iterator[Block]:
    """Each source once, with the words seen in it and what it was used for."""
    used: dict[Evidence, list[Said]] = {}
    for one in found:
        name = neutral(one.rule) if isinstance(one, LintFinding) else label_of(one.address, voice)
        for evidence in one.evidence:
            names = used.setdefault(evidence, [])
            if name not in names:
                names.append(name)
    rows = [
        (voice.each(partial(evidence_line, evidence)), neutral(evidence.words), voice.joined(names))
        for evidence, names in used.items()
    ]
    heads = tuple(voice.say(f"column.{key}") for key in ("evidence", "seen_words", "items"))
    yield from _part("evidence", heads, rows, voice)


def _heap(terms: Terms, task: Task) -> Iterator[TermJudgement]:
    return (term for term in terms if term.verdict.task is task)


def _verdict(term: TermJudgement, voice: Voice) -> Said:
    return voice.each(partial(verdict_word, term.verdict))


def _part(name: str, heads: tuple[Said, ...], rows: Sequence[tuple[Said, ...]], voice: Voice) -> Iterator[Block]:
    """Heading, introduction and table; nothing at all where there are no rows."""
    if rows:
        yield Heading(voice.say(f"section.{name}", number=len(rows)), name)
        yield Paragraph(voice.say(f"section.{name}_intro"))
        yield Table(heads, tuple(rows))
