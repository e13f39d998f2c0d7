"""The block on top of a report: how much there is to do, what weighs most, on what grounds, and what was read.

Everything in it is a count or a fact of the review; the words come through the voice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

from medsla.explanation import kind_word, severity_word, task_word, verdict_word
from medsla.profile import grades
from medsla.report.blocks import Block, Count, Counts, Heaviest, Heavy, Pair, Pairs, Paragraph
from medsla.report.places import Origin, place_lines
from medsla.report.said import NOTHING, Said, Voice, neutral
from medsla.report.told import Finding, headed, tell
from medsla.results import Coverage, Diff, Evidence, LintFinding, Review, Side, Task, TermJudgement, Verdict

HEAVIEST: Final = 3
"""How many findings the summary names."""

TASKS: Final = (Task.mend, Task.ask, Task.fine, Task.not_read)


class Ground(StrEnum):
    """On what a finding rests, the strongest that stands behind it."""

    duty = "duty"
    guide = "guide"
    own = "own"
    suggestion = "suggestion"
    contradiction = "contradiction"
    wording = "wording"
    comparison = "comparison"


def ground_of(found: Finding) -> Ground:
    """The ground of a finding; a contradiction within the paper needs no authority.

    >>> ground_of(TermJudgement("recovery.rto", Verdict.weaker)).value
    'comparison'
    """
    if isinstance(found, LintFinding) and found.contradiction:
        return Ground.contradiction
    official = [evidence for evidence in found.evidence if not evidence.suggested and not evidence.own]
    if any(_duty(evidence) for evidence in official):
        return Ground.duty
    if official:
        return Ground.guide
    if any(evidence.own for evidence in found.evidence):
        return Ground.own
    if found.evidence:
        return Ground.suggestion
    return Ground.wording if isinstance(found, LintFinding) else Ground.comparison


def _duty(evidence: Evidence) -> bool:
    grade = grades().get(evidence.grade)
    return grade is not None and grade.duty and evidence.seen in ("original", "reprint") and evidence.in_force == "yes"


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures and facts of a summary, without a word: what `summary_blocks` puts into words."""

    tasks: tuple[tuple[Task, int], ...]
    stated: int
    rules: int
    contradictions: int
    folded: int
    heaviest: tuple[Finding, ...]
    grounds: tuple[tuple[Ground, int], ...]
    reference: Side
    proposal: Side
    coverage: Coverage | None
    example_values: bool
    silenced: bool = False


def summary(result: Review | Diff) -> Summary:
    """The summary of a review or of a bare comparison.

    >>> from medsla.results import Side
    >>> summary(Diff(Side("a"), Side("b"), ())).tasks[0]
    (<Task.mend: 'mend'>, 0)
    """
    lint: tuple[LintFinding, ...] = ()
    terms = result.terms
    if isinstance(result, Review):
        silent = result.silenced
        lint = tuple(found for found in result.lint if found.fingerprint not in silent)
        terms = tuple(term for term in terms if term.fingerprint not in silent)
    findings = findings_of(result)
    grounds = Counter(ground_of(found) for found in findings)
    return Summary(
        tasks=tuple((task, sum(term.verdict.task is task for term in terms)) for task in TASKS),
        stated=sum(term.verdict is Verdict.stated for term in result.terms),
        rules=len(lint),
        contradictions=sum(found.contradiction for found in lint),
        folded=len(result.folded) if isinstance(result, Review) else 0,
        heaviest=findings[:HEAVIEST],
        grounds=tuple((ground, grounds[ground]) for ground in Ground if grounds[ground]),
        reference=result.reference,
        proposal=result.proposal,
        coverage=result.coverage if isinstance(result, Review) else None,
        silenced=isinstance(result, Review) and bool(result.waived),
        example_values=any(_reference_example(e) for term in result.terms for e in term.evidence),
    )


def _reference_example(evidence: Evidence) -> bool:
    """Whether a value of the ministry's reference example stands behind something: only its owner can load one."""
    return evidence.authority.startswith("mic-sla-example") and evidence.seen in ("original", "reprint")


def findings_of(result: Review | Diff) -> tuple[Finding, ...]:
    """What needs work, most pressing first; for a bare comparison the order of a review without rules."""
    if isinstance(result, Review):
        return result.findings
    return Review("", "", result.reference, result.proposal, result.terms, (), Coverage()).findings


def summary_blocks(found: Summary, voice: Voice, origin: Origin) -> tuple[Block, ...]:
    """The summary as blocks: banner, counts, heaviest findings, grounds, yardstick, what was read, limits."""
    blocks: list[Block] = [_banner(found.proposal, voice)] if found.proposal.note else []
    heaps = ((headed(voice.each(partial(task_word, task))), number, task.value) for task, number in found.tasks)
    blocks.append(Counts(tuple(Count(*heap) for heap in heaps)))
    if found.stated:
        blocks.append(Paragraph(voice.say("summary.stated", number=found.stated)))
    if found.rules:
        key = "summary.rules_folded" if found.folded else "summary.rules"
        more = {"folded": found.folded} if found.folded else {}
        text = voice.say(key, number=found.rules, contradictions=found.contradictions, **more)
        blocks.append(Paragraph(text))
    if found.heaviest:
        label = voice.say("summary.heaviest", number=len(found.heaviest))
        blocks.append(Heaviest(label, tuple(_heavy(n, f, voice, origin) for n, f in enumerate(found.heaviest, 1))))
    else:
        blocks.append(Paragraph(voice.say("waiver.none_counted" if found.silenced else "summary.no_findings")))
    if found.grounds:
        grounds = (Count(voice.say(f"ground.{ground.value}"), number, ground.value) for ground, number in found.grounds)
        blocks.append(Counts(tuple(grounds), voice.say("summary.grounds")))
    blocks.append(Pairs(tuple(_facts(found, voice))))
    if found.reference.role == "yardstick" and not found.example_values:
        blocks.append(Paragraph(voice.say("summary.example"), "limit"))
    return tuple(blocks)


def _banner(side: Side, voice: Voice) -> Paragraph:
    return Paragraph(voice.words(side.note), "banner")


def _heavy(number: int, found: Finding, voice: Voice, origin: Origin) -> Heavy:
    told = tell(found, voice)
    return Heavy(
        number=number,
        tone=found.severity.value if found.severity else "",
        tags=tags_of(found, voice),
        finding=told.finding,
        counter=told.counter,
        places=place_lines(found, origin, voice) or _no_place(found),
    )


def _no_place(found: Finding) -> tuple[Said, ...]:
    if isinstance(found, TermJudgement):
        return (neutral(found.address),)
    return tuple(neutral(address) for address in found.addresses)


def tags_of(found: Finding, voice: Voice) -> tuple[Said, ...]:
    """Severity, verdict or kind, and the mark of a suggestion where nothing else stands behind it."""
    severity = voice.each(partial(severity_word, found.severity))
    if isinstance(found, LintFinding):
        return (severity, voice.each(partial(kind_word, found.kind)))
    verdict = voice.each(partial(verdict_word, found.verdict))
    suggestion = voice.say("suggestion") if found.suggested else NOTHING
    return tuple(tag for tag in (severity, verdict, suggestion) if tag)


def _facts(found: Summary, voice: Voice) -> list[Pair]:
    facts = [
        Pair(voice.say(f"summary.{side_key(found.reference)}"), (_side_line(found.reference, voice),)),
        Pair(voice.say("summary.document"), tuple(_document_lines(found, voice))),
    ]
    if found.coverage is not None:
        facts.append(Pair(voice.say("summary.read"), tuple(_read_lines(found.coverage, voice))))
    facts.append(Pair(voice.say("summary.perspective"), (voice.say("perspective"),)))
    return facts


def side_key(side: Side) -> str:
    """`yardstick`, or `other` where the other side is itself a document."""
    return "yardstick" if side.role == "yardstick" else "other"


def side_name(side: Side, voice: Voice) -> Said:
    """What a side is called: its label, or its file."""
    return voice.words(side.label) if any(side.label.values()) else neutral(side.name)


def _side_line(side: Side, voice: Voice) -> Said:
    parts = [side_name(side, voice)]
    if side.role != "yardstick" and side.name:
        parts = _once([*parts, neutral(side.name)])
    if side.edition:
        parts.append(voice.say("summary.edition", edition=side.edition))
    if side.digest:
        parts.append(voice.say("summary.digest", digest=side.digest[:12]))
    return voice.joined(parts)


def _document_lines(found: Summary, voice: Voice) -> Iterator[Said]:
    side = found.proposal
    files = found.coverage.files if found.coverage else ()
    parts = [side_name(side, voice), *(neutral(file) for file in files or (side.name,) if file)]
    if side.role:
        parts.append(voice.say(f"role.{side.role}"))
    yield voice.joined(_once(parts))
    if side.digest:
        yield voice.say("summary.digest", digest=side.digest[:12])


def _once(parts: Sequence[Said]) -> list[Said]:
    """The parts without one that says the same as an earlier one in every language."""
    kept: list[Said] = []
    for part in parts:
        texts = {text for _, text in part.texts}
        if not any(texts == {text for _, text in other.texts} for other in kept):
            kept.append(part)
    return kept


def _read_lines(coverage: Coverage, voice: Voice) -> list[Said]:
    lines = [voice.say(f"summary.extent_{coverage.extent}", stated=coverage.stated, not_read=coverage.not_read)]
    if coverage.incorporates:
        names = voice.joined(neutral(name) for name in coverage.incorporates)
        lines.append(voice.say("summary.incorporates", names=names))
    if coverage.unmapped:
        lines.append(voice.say("summary.unmapped", number=len(coverage.unmapped)))
    return lines
