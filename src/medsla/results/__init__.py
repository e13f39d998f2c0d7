"""What medsla answers, as values: verdicts, findings, evidence, coverage, and the review that holds them.

Records store facts (addresses, plain values, rule ids, evidence), never prose: sentences are made last,
per language, by `explanation`. This module must not know locales, colours or file formats.
"""

from __future__ import annotations

from medsla.results.accepted import (
    Negotiation,
    Stance,
    Stand,
    Waived,
    WaiverFinding,
)
from medsla.results.compared import (
    Coverage,
    Diff,
    Side,
)
from medsla.results.judged import (
    EMPTY,
    Evidence,
    FacetJudgement,
    Fact,
    Finding,
    LintFinding,
    Plain,
    Severity,
    Task,
    TermJudgement,
    Verdict,
    fingerprint,
)
from medsla.results.reviewed import (
    Review,
)

__all__ = [
    "EMPTY",
    "Coverage",
    "Diff",
    "Evidence",
    "FacetJudgement",
    "Fact",
    "Finding",
    "LintFinding",
    "Negotiation",
    "Plain",
    "Review",
    "Severity",
    "Side",
    "Stance",
    "Stand",
    "Task",
    "TermJudgement",
    "Verdict",
    "Waived",
    "WaiverFinding",
    "fingerprint",
]
