"""The order of a review's findings, and what is told once only."""

from __future__ import annotations

from medsla.results import Coverage, LintFinding, Review, Severity, Side, TermJudgement, Verdict

REFUSED = TermJudgement("exit.erasure_certificate", Verdict.weaker, Severity.critical, reason="refused")
CERTIFICATE = LintFinding(
    "SLA267", "certificate-refused", "guideline", Severity.critical, ("exit.erasure_certificate",)
)
CLASH = LintFinding("SLA250", "rto-against-uptime", "logic", Severity.minor, ("recovery.rto",))


def reviewed(*terms: TermJudgement, lint: tuple[LintFinding, ...]) -> Review:
    return Review("0", "0", Side("a"), Side("b"), terms, lint, Coverage())


def test_a_rule_that_says_what_a_term_says_is_not_repeated() -> None:
    found = reviewed(REFUSED, lint=(CERTIFICATE,))
    assert found.findings == (REFUSED,)
    assert found.folded == (CERTIFICATE,)


def test_a_rule_that_weighs_more_than_the_term_is_kept() -> None:
    lighter = TermJudgement("exit.erasure_certificate", Verdict.weaker, Severity.minor)
    found = reviewed(lighter, lint=(CERTIFICATE,))
    assert found.findings == (CERTIFICATE, lighter)
    assert found.folded == ()


def test_a_contradiction_comes_first_and_is_never_folded() -> None:
    lost = TermJudgement("recovery.rto", Verdict.weaker, Severity.critical)
    assert reviewed(lost, lint=(CLASH,)).findings == (CLASH, lost)


def test_what_is_to_be_mended_stands_before_what_is_to_be_asked() -> None:
    asked = TermJudgement("recovery.rpo", Verdict.undecidable, Severity.major)
    mended = TermJudgement("recovery.rto", Verdict.weaker, Severity.major)
    assert reviewed(asked, mended, lint=()).findings == (mended, asked)


def test_two_readings_in_one_paper_are_a_contradiction() -> None:
    unclear = TermJudgement("change.upgrade_notice", Verdict.undecidable, Severity.info, reason="ambiguous")
    mended = TermJudgement("recovery.rto", Verdict.weaker, Severity.critical)
    assert reviewed(mended, unclear, lint=()).findings == (unclear, mended)
