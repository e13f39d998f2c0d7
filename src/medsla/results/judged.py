"""One term or one rule judged: verdicts, severities, evidence, and the fingerprint that knows a finding again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
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
