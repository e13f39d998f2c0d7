"""The parts of a report behind its findings: what is at least equal, not read, outside, unmapped, and the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from medsla.catalogue import catalogue
from medsla.explanation import evidence_line, severity_word, verdict_word
from medsla.report.blocks import Block, Heading, Paragraph, Table
from medsla.report.entries import side_labels
from medsla.report.places import label_of
from medsla.report.said import NOTHING, Said, Voice, neutral
from medsla.report.told import Finding, headed, tell
from medsla.results import Evidence, LintFinding, Plain, Severity, Side, Task, TermJudgement, Verdict

Sides = tuple[Side, Side]
Terms = Sequence[TermJudgement]


def fine_part(terms: Terms, sides: Sides, voice: Voice) -> Iterator[Block]:
    """The terms that are equal or better, and apart from them those of which only a statement was asked."""
    rows, stated = [], []
    for term in _heap(terms, Task.fine):
        told = tell(term, voice)
        if term.verdict is Verdict.stated:
            stated.append((told.label, told.proposal))
        else:
            rows.append((told.label, _verdict(term, voice), told.reference, told.proposal))
    heads = (voice.say("column.item"), voice.say("column.verdict"), *side_labels(sides, voice))
    yield from _part("fine", heads, rows, voice, tags=1)
    yield from _part("stated", (voice.say("column.item"), side_labels(sides, voice)[1]), stated, voice)


def unread_part(terms: Terms, voice: Voice) -> Iterator[Block]:
    """The terms that may be stated where nobody has looked, the weightiest first, with what would be at stake."""
    heads = tuple(voice.say(f"column.{name}") for name in ("item", "weight", "stake"))
    heap = sorted(_heap(terms, Task.not_read), key=lambda term: _weight(term).rank)
    rows = [(*_label_and_weight(term, voice), tell(term, voice).why) for term in heap]
    yield from _part("not_read", heads, rows, voice, tags=1)


def _weight(term: TermJudgement) -> Severity:
    return Severity(catalogue().term(term.address).weight)


def _label_and_weight(term: TermJudgement, voice: Voice) -> tuple[Said, Said]:
    return headed(label_of(term.address, voice)), voice.each(partial(severity_word, _weight(term)))


def outside_part(terms: Terms, sides: Sides, voice: Voice) -> Iterator[Block]:
    """The terms that were not judged, each with the reason."""
    rows = []
    for term in _heap(terms, Task.nothing):
        told = tell(term, voice)
        if term.verdict is Verdict.not_applicable:
            rows.append((told.label, _verdict(term, voice), NOTHING, told.finding))
        else:
            rows.append((told.label, _verdict(term, voice), told.proposal, NOTHING))
    columns = (voice.say("column.item"), voice.say("column.verdict"))
    heads = (*columns, side_labels(sides, voice)[1], voice.say("column.reason"))
    yield from _part("nothing", heads, rows, voice, tags=1)


def unmapped_part(unmapped: Sequence[Mapping[str, Plain]], voice: Voice) -> Iterator[Block]:
    """The passages that fit no term, with their place."""
    rows = [
        (neutral(" ".join(str(item[key]) for key in ("file", "place") if key in item)), neutral(item["said"]))
        for item in unmapped
    ]
    yield from _part("unmapped", (voice.say("column.place"), voice.say("column.words")), rows, voice)


def evidence_part(found: Iterable[Finding], voice: Voice) -> Iterator[Block]:
    """Each source once, with the words seen in it and what it was used for; a suggestion has no words but its own."""
    used: dict[Evidence, list[Said]] = {}
    for one in found:
        if isinstance(one, TermJudgement) and one.verdict.task in (Task.not_read, Task.nothing):
            continue  # nothing was judged by it
        name = neutral(one.rule) if isinstance(one, LintFinding) else label_of(one.address, voice)
        for evidence in one.evidence:
            names = used.setdefault(evidence, [])
            if name not in names:
                names.append(name)
    rows = [
        (
            voice.each(partial(evidence_line, evidence)),
            NOTHING if evidence.suggested else neutral(evidence.words),
            voice.joined(names),
        )
        for evidence, names in used.items()
    ]
    heads = tuple(voice.say(f"column.{key}") for key in ("evidence", "seen_words", "items"))
    yield from _part("evidence", heads, rows, voice)


def _heap(terms: Terms, task: Task) -> Iterator[TermJudgement]:
    return (term for term in terms if term.verdict.task is task)


def _verdict(term: TermJudgement, voice: Voice) -> Said:
    return voice.each(partial(verdict_word, term.verdict))


def _part(
    name: str, heads: tuple[Said, ...], rows: Sequence[tuple[Said, ...]], voice: Voice, *, tags: int = 0
) -> Iterator[Block]:
    """Heading, introduction and table; nothing at all where there are no rows."""
    if rows:
        yield Heading(voice.say(f"section.{name}", number=len(rows)), name)
        yield Paragraph(voice.say(f"section.{name}_intro"))
        yield Table(heads, tuple(rows), tags, name)
