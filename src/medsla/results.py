"""What medsla answers, as values: verdicts, findings, evidence, coverage, and the review that holds them.

Records store facts (addresses, plain values, rule ids, evidence), never prose: sentences are made last,
per language, by `explanation`. This module must not know locales, colours or file formats.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

Plain = str | bool | int | Decimal | Sequence["Plain"] | Mapping[str, "Plain"]
"""JSON-like data: text, truth values, whole numbers, decimals, lists and mappings of them."""

Fact = str | int | Decimal | Fraction | tuple[str, ...]
"""A value that a sentence may need: never prose, so that it can be said in any language."""

EMPTY: Mapping[str, Fact] = MappingProxyType({})


class Verdict(StrEnum):
    """How a proposal stands to a reference, seen from the institution's side."""

    same = "same"
    stronger = "stronger"
    weaker = "weaker"
    mixed = "mixed"
    undecidable = "undecidable"
    different = "different"
    conditional = "conditional"
    stated = "stated"
    not_stated = "not_stated"
    not_read = "not_read"
    removed = "removed"
    no_reference = "no_reference"
    not_applicable = "not_applicable"

    @property
    def mirrored(self) -> Verdict:
        """The verdict when the two sides change places."""
        return {Verdict.weaker: Verdict.stronger, Verdict.stronger: Verdict.weaker}.get(self, self)

    @property
    def task(self) -> Task:
        """What a reviewer has to do about it."""
        return _TASKS[self]


class Task(StrEnum):
    """The four heaps of a report: to mend, to ask, at least equal, not read; and what needs nothing."""

    mend = "mend"
    ask = "ask"
    fine = "fine"
    not_read = "not_read"
    nothing = "nothing"


_TASKS = {
    Verdict.same: Task.fine,
    Verdict.stronger: Task.fine,
    Verdict.stated: Task.fine,
    Verdict.weaker: Task.mend,
    Verdict.mixed: Task.mend,
    Verdict.not_stated: Task.mend,
    Verdict.removed: Task.mend,
    Verdict.undecidable: Task.ask,
    Verdict.different: Task.ask,
    Verdict.conditional: Task.ask,
    Verdict.not_read: Task.not_read,
    Verdict.no_reference: Task.nothing,
    Verdict.not_applicable: Task.nothing,
}


class Severity(StrEnum):
    """How much a finding matters to the institution; ordered from critical to info."""

    critical = "critical"
    major = "major"
    minor = "minor"
    info = "info"

    @property
    def rank(self) -> int:
        """0 for critical, 3 for info: the smaller, the heavier."""
        return list(Severity).index(self)

    @property
    def lowered(self) -> Severity:
        """One step lighter; info stays info."""
        return list(Severity)[min(self.rank + 1, len(Severity) - 1)]

    def capped(self, ceiling: Severity) -> Severity:
        """This severity, or the ceiling where this is heavier."""
        return self if self.rank >= ceiling.rank else ceiling


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a yardstick value comes from and how well that is known.

    `seen` is original, reprint, draft, paraphrase or none; `grade` is the source's own word (遵守事項, 設定例, …);
    `origin` is official, suggestion (medsla's) or own (the user's organisation). `facets` are the facet keys that it
    carries.
    """

    authority: str
    place: str = ""
    words: str = ""
    seen: str = "none"
    grade: str = ""
    origin: str = "official"
    in_force: str = "unknown"
    facets: tuple[str, ...] = ()

    @property
    def suggested(self) -> bool:
        """True where the value is medsla's own suggestion, which no authority has set."""
        return self.origin == "suggestion"

    @property
    def own(self) -> bool:
        """True where the user's own organisation has set the value, and no authority."""
        return self.origin == "own"


@dataclass(frozen=True, slots=True)
class FacetJudgement:
    """One facet of a term (or of one case of it), both sides and the verdict.

    `verdict` is same, stronger, weaker, mixed, undecidable, different, or conditional for a facet stated on one
    side only. `facts` are what a sentence needs: gap, ratio, gained, lost, minutes permitted.
    """

    address: str
    verdict: Verdict
    reference: Plain | None = None
    proposal: Plain | None = None
    far: bool = False
    facts: Mapping[str, Fact] = field(default_factory=lambda: EMPTY)


@dataclass(frozen=True, slots=True)
class TermJudgement:
    """One term, judged: the verdict, how serious it is, and everything that led there.

    `severity` is None where there is nothing to mend or ask. `reason` says which way of judging decided
    (facets, availability, event, refused, must_state, applicability, …); `open` lists the addresses to ask about.
    """

    address: str
    verdict: Verdict
    severity: Severity | None = None
    reason: str = "facets"
    requirement: str = ""
    reference: Mapping[str, Plain] | None = None
    proposal: Mapping[str, Plain] | None = None
    facets: tuple[FacetJudgement, ...] = ()
    open: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=lambda: EMPTY)

    @property
    def contradiction(self) -> bool:
        """True where the paper itself gives several values for one thing."""
        return self.reason == "ambiguous"

    @property
    def suggested(self) -> bool:
        """True where only medsla's own suggestions stand behind what was found."""
        return bool(self.evidence) and all(e.suggested for e in self.evidence)

    @property
    def fingerprint(self) -> str:
        """A short hash of verdict, address and canonical values: survives new wording and another language."""
        return fingerprint(self.verdict, self.address, self.reference, self.proposal)


@dataclass(frozen=True, slots=True)
class LintFinding:
    """What a rule says of one document by itself; `addresses` are the places it rests on."""

    rule: str
    slug: str
    kind: str
    severity: Severity
    addresses: tuple[str, ...]
    facts: Mapping[str, Fact] = field(default_factory=lambda: EMPTY)
    evidence: tuple[Evidence, ...] = ()

    @property
    def contradiction(self) -> bool:
        """True where the document contradicts itself, which needs no authority."""
        return self.kind == "logic"

    @property
    def fingerprint(self) -> str:
        """A short hash of rule, addresses and facts."""
        return fingerprint(self.rule, *self.addresses, {k: str(v) for k, v in sorted(self.facts.items())})


Finding = LintFinding | TermJudgement
"""Anything a reviewer may have to act on."""


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that is not counted: accepted by somebody (`waiver`), or there before (`baseline`).

    Reason, person and the last day (ISO date) stand only beside a waiver.
    """

    finding: Finding
    by: str
    reason: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    person: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class WaiverFinding:
    """Why a waiver does not count: `reasonless`, `expired`, `unmatched`, `worse` or `open`.

    `worse` means that the offer fell below the waived value, `open` that the two cannot be compared in full.
    `number` counts the waivers of the file from 1; `addresses` are the terms (or facets) concerned.
    """

    code: str
    number: int
    addresses: tuple[str, ...]
    rule: str = ""
    person: str = ""
    until: str = ""
    severity: Severity = Severity.minor


class Stand(StrEnum):
    """What a position says to one term of an offer."""

    accept = "accept"
    negotiate = "negotiate"
    escalate = "escalate"
    reject = "reject"
    ask = "ask"


@dataclass(frozen=True, slots=True)
class Stance:
    """One term of an offer against a position.

    `reason` says what decided: preferred, acceptable, conceded (acceptable, after asking for better), not_stated,
    between, walk_away, mixed, position_silent, undecidable, not_read or unwritten (no walk-away is given). `tier` is
    the best tier the offer is not weaker than, 0 for the preferred one. `counter` is the next tier to ask for,
    `fallbacks` are what may be conceded after it, best first. `open` lists the addresses that could not be compared.
    """

    address: str
    stand: Stand
    reason: str
    tier: int | None = None
    offered: Mapping[str, Plain] | None = None
    counter: Mapping[str, Plain] | None = None
    fallbacks: tuple[Mapping[str, Plain], ...] = ()
    approver: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    note: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sentence: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Negotiation:
    """An offer against a position, term by term in catalogue order; `round` counts from 1."""

    position: Side
    proposal: Side
    stances: tuple[Stance, ...]
    round: int = 1

    def __iter__(self) -> Iterator[Stance]:
        return iter(self.stances)

    def by_stand(self) -> dict[str, int]:
        """Number of terms per stand, every stand named."""
        return {stand.value: sum(s.stand is stand for s in self.stances) for stand in Stand}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the proposal was read: counts that make a hole visible."""

    files: tuple[str, ...] = ()
    extent: str = "whole"
    incorporates: tuple[str, ...] = ()
    stated: int = 0
    not_read: int = 0
    unmapped: tuple[Mapping[str, Plain], ...] = ()

    @property
    def complete(self) -> bool:
        """True only where the whole paper and all it incorporates were read and mapped."""
        return self.extent == "whole" and not self.incorporates and not self.unmapped


@dataclass(frozen=True, slots=True)
class Side:
    """What stood on one side: a profile or a document, by name and digest, with its role and title."""

    name: str
    digest: str = ""
    label: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    role: str = ""
    edition: str = ""
    note: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Diff:
    """Every term judged, in catalogue order; empty of findings when the two sides are the same."""

    reference: Side
    proposal: Side
    terms: tuple[TermJudgement, ...]

    def __iter__(self) -> Iterator[TermJudgement]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    @property
    def changed(self) -> tuple[TermJudgement, ...]:
        """The terms that are not the same and that both or either side speaks of."""
        quiet = {Verdict.same, Verdict.not_applicable, Verdict.stated}
        return tuple(t for t in self.terms if t.verdict not in quiet)


@dataclass(frozen=True, slots=True)
class Review:
    """One proposal reviewed: diff against a yardstick, lint, coverage. Nothing in it is prose."""

    medsla: str
    catalogue: str
    reference: Side
    proposal: Side
    terms: tuple[TermJudgement, ...]
    lint: tuple[LintFinding, ...]
    coverage: Coverage
    waived: tuple[Waived, ...] = ()
    waiver_findings: tuple[WaiverFinding, ...] = ()
    negotiation: Negotiation | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What needs work, most pressing first: contradictions, then by severity, then in reading order.

        What a waiver or a baseline covers is not among them.
        """
        terms = [t for t in self.terms if t.verdict.task in (Task.mend, Task.ask)]
        both: list[Finding] = [*self.lint, *terms]
        silent = self.silenced
        return tuple(sorted((f for f in both if f.fingerprint not in silent), key=_pressing))

    @property
    def silenced(self) -> frozenset[str]:
        """The fingerprints of the findings that a waiver or a baseline covers."""
        return frozenset(waived.finding.fingerprint for waived in self.waived)

    def by_verdict(self) -> dict[str, int]:
        """Number of terms per verdict, every verdict named."""
        return {v.value: sum(t.verdict is v for t in self.terms) for v in Verdict}

    def by_severity(self) -> dict[str, int]:
        """Number of findings (terms and lint) per severity."""
        return {s.value: sum(f.severity is s for f in self.findings) for s in Severity}

    def by_task(self) -> dict[str, int]:
        """Number of terms to mend, to ask about, at least equal, not read, and without a task.

        A term whose finding a waiver or a baseline covers is in none of them.
        """
        silent = self.silenced
        left = [t for t in self.terms if t.fingerprint not in silent]
        return {k.value: sum(t.verdict.task is k for t in left) for k in Task}

    def worst(self, *, suggestions: bool = False) -> Severity | None:
        """The heaviest severity found; medsla's own suggestions count only when asked for."""
        found = [
            f.severity
            for f in self.findings
            if f.severity and (suggestions or isinstance(f, LintFinding) or not f.suggested)
        ]
        found += [waiver.severity for waiver in self.waiver_findings]
        return min(found, key=lambda s: s.rank, default=None)


def _pressing(finding: Finding) -> tuple[int, int, int]:
    """Contradictions first, since they need no authority; then by severity; what to mend before what to ask."""
    rank = finding.severity.rank if finding.severity else len(Severity)
    ask = isinstance(finding, TermJudgement) and finding.verdict.task is Task.ask
    return (0 if finding.contradiction else 1, rank, int(ask))


def fingerprint(*facts: object) -> str:
    """Twelve hexadecimal digits over the facts, equal for equal values however their digits are written.

    >>> fingerprint(
    ...     "weaker", "recovery.rto", {"within": Decimal("1.0")}
    ... ) == fingerprint("weaker", "recovery.rto", {"within": Decimal("1")})
    True
    """
    text = json.dumps(facts, default=_canonical, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _canonical(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence):
        return list(value)
    return str(value)
