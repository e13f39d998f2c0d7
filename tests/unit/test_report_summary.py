from __future__ import annotations

from dataclasses import replace

import pytest
from tests import made_reviews as made

from medsla.report import summary
from medsla.report.summary import Ground, ground_of
from medsla.results import Evidence, LintFinding, Severity, Task, TermJudgement, Verdict

CONTRADICTION = LintFinding("SLA201", "rto-against-uptime", "logic", Severity.major, ("recovery.rto",))
STATUTE = replace(CONTRADICTION, kind="law", evidence=(made.DUTY,))


def term(*evidence: Evidence) -> TermJudgement:
    return TermJudgement("recovery.rto", Verdict.weaker, Severity.major, evidence=evidence)


@pytest.mark.parametrize(
    ("found", "ground"),
    [
        (term(made.DUTY), Ground.duty),
        (term(made.SUGGESTION, made.DUTY), Ground.duty),
        (term(replace(made.DUTY, in_force="no")), Ground.guide),
        (term(replace(made.DUTY, seen="paraphrase")), Ground.guide),
        (term(made.OFFICIAL), Ground.guide),
        (term(made.SUGGESTION), Ground.suggestion),
        (term(), Ground.comparison),
        (CONTRADICTION, Ground.contradiction),
        (replace(CONTRADICTION, evidence=(made.DUTY,)), Ground.contradiction),
        (STATUTE, Ground.duty),
    ],
)
def test_a_finding_rests_on_the_strongest_that_stands_behind_it(
    found: TermJudgement | LintFinding, ground: Ground
) -> None:
    assert ground_of(found) is ground


def test_the_four_heaps_are_counted_in_their_order() -> None:
    assert summary(made.review()).tasks == ((Task.mend, 2), (Task.ask, 2), (Task.fine, 1), (Task.not_read, 1))


def test_the_three_heaviest_are_the_first_three_findings() -> None:
    review = made.review()
    assert summary(review).heaviest == review.findings[:3]
    assert [found.severity for found in summary(review).heaviest] == [Severity.critical, Severity.major, Severity.major]


def test_contradictions_are_counted_among_the_findings_of_rules() -> None:
    found = summary(made.review(lint=(CONTRADICTION, STATUTE)))
    assert (found.rules, found.contradictions) == (2, 1)


def test_grounds_count_every_finding_once() -> None:
    found = summary(made.review(lint=(CONTRADICTION,)))
    assert dict(found.grounds) == {Ground.duty: 1, Ground.guide: 2, Ground.suggestion: 1, Ground.contradiction: 1}


def test_a_comparison_without_authorities_says_so() -> None:
    bare = replace(made.diff(), terms=(term(),))
    assert summary(bare).grounds == ((Ground.comparison, 1),)


def test_only_a_value_seen_in_the_reference_example_counts_as_its_value() -> None:
    seen = term(Evidence("mic-sla-example", seen="original"))
    unseen = term(Evidence("mic-sla-example", seen="none"))
    assert summary(replace(made.diff(), terms=(seen,))).example_values
    assert not summary(replace(made.diff(), terms=(unseen,))).example_values
