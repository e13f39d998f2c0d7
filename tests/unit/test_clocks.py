"""Business time against elapsed time: settled by its worst case where the hours are stated, left open otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from medsla.comparison import diff
from medsla.comparison.clocks import settle_clock
from medsla.explanation import explain
from medsla.messages import languages
from medsla.quantities.duration import Duration
from medsla.quantities.order import Order
from medsla.results import FacetJudgement, Verdict
from medsla.sla import Sla, load_data
from medsla.sla.clock import compare_longest, longest_of

WEEKDAYS = [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "18:00"}]


def paper(notice: str | None = None, windows: Any = None, **beside: Any) -> Sla:
    terms: dict[str, Any] = {}
    if notice:
        terms["incident"] = {"outage_notice": {"within": notice, **beside}}
    if windows:
        terms["support"] = {"incident_hours": {"windows": windows}}
    return load_data({"medsla": "1.0", "terms": terms})


def judged(reference: Sla, proposal: Sla) -> FacetJudgement:
    (term,) = [t for t in diff(reference, proposal).terms if t.address == "incident.outage_notice"]
    return next(facet for facet in term.facets if facet.address.endswith(".within"))


@pytest.mark.parametrize(
    ("reference", "proposal", "expected"),
    [
        ("PT8H", "PT4BH", Order.greater),  # 163 hours over the turn of the year
        ("P7D", "PT4BH", Order.less),
        ("PT163H", "PT4BH", Order.equal),
        ("PT162H", "PT4BH", Order.greater),
        ("P1D", "P1BD", Order.greater),
        ("P1M", "P1BD", Order.less),  # 28 days at least against 186 hours
        ("PT4H", "PT8H", None),  # no business time: nothing to settle
        ("P1BD", "PT4BH", None),  # both in business time
        ("P2BD", "P1BD", None),
    ],
)
def test_a_deadline_in_business_time_counts_as_the_longest_it_takes(
    reference: str, proposal: str, expected: Order | None
) -> None:
    offer = paper(windows=WEEKDAYS)
    assert settle_clock(Duration.parse(reference), Duration.parse(proposal), offer, None) is expected


def test_each_side_counts_its_own_hours() -> None:
    weekdays, silent = paper(windows=WEEKDAYS), paper()
    business, elapsed = Duration.parse("PT4BH"), Duration.parse("PT8H")
    assert settle_clock(business, elapsed, silent, weekdays) is Order.less
    assert settle_clock(business, elapsed, weekdays, silent) is None
    assert settle_clock(elapsed, business, silent, weekdays) is None


@pytest.mark.parametrize(
    "windows",
    [None, [{"from": "18:00"}], [{"days": ["sun"], "nth": 4, "from": "00:00", "to": "05:00"}]],
    ids=["unstated", "open end", "two readings"],
)
def test_hours_that_are_not_known_for_sure_settle_nothing(windows: Any) -> None:
    assert longest_of(Duration.parse("PT4BH"), paper(windows=windows)) is None


def test_hours_that_are_refused_settle_nothing() -> None:
    refused = load_data({"medsla": "1.0", "terms": {"support": {"incident_hours": {"answer": "none"}}}})
    assert longest_of(Duration.parse("PT4BH"), refused) is None


def test_the_year_is_that_in_which_the_agreement_takes_effect() -> None:
    for effective, start in (("2026-04-01", "2026-12-28T14:01"), ("2030-04-01", "2030-12-27T14:01")):
        sla = load_data(
            {
                "medsla": "1.0",
                "agreement": {"effective": effective},
                "terms": {"support": {"incident_hours": {"windows": WEEKDAYS}}},
            }
        )
        worst = longest_of(Duration.parse("PT4BH"), sla)
        assert worst is not None
        assert worst.start.isoformat(timespec="minutes")[:16] == start


def test_hours_that_treat_holidays_differently_are_not_mistaken_for_each_other() -> None:
    every_day = [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "00:00", "to": "24:00"}]
    weekend = [{"days": ["sat", "sun"], "from": "00:00", "to": "24:00"}]
    split, always = (longest_of(Duration.parse("PT4BH"), paper(windows=w)) for w in (every_day + weekend, "always"))
    assert split is not None
    assert always is not None
    assert always.elapsed == 4 * 3600 < split.elapsed


def test_a_verdict_says_its_worst_case() -> None:
    found = judged(paper("PT8H"), paper("PT4BH", WEEKDAYS))
    assert (found.verdict, found.far) == (Verdict.weaker, True)
    assert dict(found.facts) == {"worst_case_seconds": 163 * 3600, "worst_case_start": "2027-12-28T14:01"}


def test_the_verdict_turns_when_the_sides_change_places() -> None:
    assert judged(paper("PT4BH", WEEKDAYS), paper("PT8H")).verdict is Verdict.stronger


def test_without_hours_the_pair_stays_undecidable() -> None:
    assert judged(paper("PT8H"), paper("PT4BH")).verdict is Verdict.undecidable


def test_the_bound_decides_between_equal_lengths() -> None:
    same, shorter = (judged(paper("PT163H"), paper("PT4BH", WEEKDAYS, **b)) for b in ({}, {"bound": "exclusive"}))
    assert (same.verdict, shorter.verdict) == (Verdict.same, Verdict.stronger)


@pytest.mark.parametrize("language", languages)
@pytest.mark.parametrize(("first", "second"), [("PT8H", "PT4BH"), ("PT4BH", "PT8H")])
def test_the_sentence_names_the_worst_case_and_its_start(first: str, second: str, language: str) -> None:
    sides = [paper(text, WEEKDAYS if "B" in text else None) for text in (first, second)]
    (term,) = [t for t in diff(*sides).terms if t.address == "incident.outage_notice"]
    finding = explain(term, language).finding
    expected = {"ja": ("163時間", "2027年12月28日 14:01"), "en": ("163 h", "14:01 on 28 December 2027")}[language]
    assert all(words in finding for words in expected)


def test_an_advance_notice_is_left_alone() -> None:
    """Its worst case is the shortest that business time takes, which nothing here knows."""
    reference, proposal = (
        load_data({"medsla": "1.0", "terms": {"maintenance": {"planned_notice": {"lead": lead}}, **support}})
        for lead, support in (("P5D", {}), ("P3BD", {"support": {"incident_hours": {"windows": WEEKDAYS}}}))
    )
    (term,) = [t for t in diff(reference, proposal).terms if t.address == "maintenance.planned_notice"]
    assert term.verdict is Verdict.undecidable


def test_two_deadlines_in_elapsed_time_need_no_hours() -> None:
    found = compare_longest(Duration.parse("PT4H"), Duration.parse("PT8H"), None, None)
    assert (found.order, found.worst) == (Order.less, None)
