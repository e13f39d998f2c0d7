"""One proposal reviewed: everything found, what of it counts, and what presses most."""

from __future__ import annotations

from dataclasses import dataclass

from medsla.results.accepted import Negotiation, Waived, WaiverFinding
from medsla.results.compared import Coverage, Side
from medsla.results.judged import Finding, LintFinding, Severity, Task, TermJudgement, Verdict


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
