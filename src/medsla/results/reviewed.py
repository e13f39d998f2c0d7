"""One proposal reviewed: everything found, what of it counts, and what presses most."""

from __future__ import annotations

from collections.abc import Mapping
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

        What a waiver or a baseline covers is not among them, nor a rule's finding that a term already tells.
        """
        terms = [t for t in self.terms if t.verdict.task in (Task.mend, Task.ask)]
        both: list[Finding] = [*self.lint, *terms]
        silent = self.silenced | {found.fingerprint for found in self.folded}
        return tuple(sorted((f for f in both if f.fingerprint not in silent), key=_pressing))

    @property
    def folded(self) -> tuple[LintFinding, ...]:
        """The rules' findings that rest on terms to be mended alone, each at least as serious: the same thing twice.

        They stay folded where the term is waived or known: who accepted its value accepted the same matter.
        """
        mend = {t.address: t.severity for t in self.terms if t.verdict.task is Task.mend and t.severity}
        return tuple(found for found in self.lint if not found.contradiction and _told(found, mend))

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


def _told(found: LintFinding, mend: Mapping[str, Severity]) -> bool:
    """Whether every term that a finding rests on is to be mended and weighs at least as much."""
    severities = [mend.get(".".join(address.partition("[")[0].split(".")[:2])) for address in found.addresses]
    return bool(severities) and all(s is not None and s.rank <= found.severity.rank for s in severities)


def _pressing(finding: Finding) -> tuple[int, int, int]:
    """Contradictions first, since they need no authority; then by severity; what to mend before what to ask."""
    rank = finding.severity.rank if finding.severity else len(Severity)
    ask = isinstance(finding, TermJudgement) and finding.verdict.task is Task.ask
    return (0 if finding.contradiction else 1, rank, int(ask))
