"""The laws of overlays, waivers and positions, over values made from the catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.property.strategies import stated, term_data
from tests.property.test_comparison import tighter

from medsla import overlay
from medsla.catalogue import Term, catalogue
from medsla.comparison import diff
from medsla.errors import ProfileError
from medsla.position import load_position, negotiate
from medsla.profile import Item, yardstick
from medsla.reading.documents import read_document
from medsla.reading.writing import dump_json
from medsla.results import Coverage, Review, Severity, Side, Stand, TermJudgement, Verdict
from medsla.sla import Sla, load_data
from medsla.sla.plain import thawed
from medsla.waiver import Waiver, apply_waivers

TERMS = st.sampled_from(list(catalogue()))
SETTLED = [item for item in yardstick().items if item.value]
REASON = {"ja": "理由", "en": "reason"}
DURING = {"person": "法務部長", "until": date(2027, 3, 31), "reason": REASON}
ORDER = [Stand.accept, Stand.negotiate, Stand.escalate, Stand.reject]


def document(term: Term, data: Any) -> Sla:
    return load_data({"medsla": "1.0", "terms": {term.group: {term.key: thawed(data)}}})


# -------------------------------------------------------------------------------- overlays


def overlaid(item: Item, **row: Any) -> Item:
    applies = {"applies": thawed(item.applies)} if item.applies else {}
    data = {
        "medsla": "1.0",
        "extends": "medsla",
        "name": "ours",
        "label": {"ja": "当院", "en": "ours"},
        "edition": "1",
        "items": [{"term": item.term} | applies | row],
    }
    found = overlay._overlaid(read_document(dump_json(data).encode("utf-8"), name="overlay.json"))
    return next(one for one in found.items if one.term == item.term and one.applies == item.applies)


@given(st.sampled_from(SETTLED), st.data())
def test_tightening_an_overlay_never_needs_a_reason(item: Item, data: st.DataObject) -> None:
    facets = catalogue().term(item.term).facets
    keys = [key for key in item.value if key in facets and tighter(facets[key], thawed(item.value)[key]) is not None]
    assume(keys)
    key = data.draw(st.sampled_from(keys))
    value = tighter(facets[key], thawed(item.value)[key])
    if facets[key].ranked_when:
        return  # whether that is tighter depends on other facets
    assert thawed(overlaid(item, value={key: value}).value)[key] == value


def refused(item: Item, value: dict[str, Any]) -> set[str]:
    try:
        overlaid(item, value=value)
    except ProfileError as error:
        return {problem.code for problem in error.problems}
    return set()


@given(st.sampled_from(SETTLED), st.data())
def test_what_an_offer_of_the_new_value_would_lack_needs_a_reason(item: Item, data: st.DataObject) -> None:
    term = catalogue().term(item.term)
    value = data.draw(term_data(term))
    facets = {key: value[key] for key in value if key in item.value and key in term.facets}
    assume(facets and "cases" not in value and "answer" not in value)
    new = thawed(item.value) | facets
    loosens = diff(document(term, item.value), document(term, new)).terms[0].verdict
    codes = refused(item, facets)
    assert codes <= {"overlay.loosens", "profile.value-missing"}  # a refusal is no value to be met
    assert bool(codes) == (loosens not in (Verdict.same, Verdict.stronger))


# --------------------------------------------------------------------------------- waivers


def covers(term: Term, waived: dict[str, Any], offered: dict[str, Any]) -> bool:
    """Whether a waiver of one value covers the finding on another."""
    offer = document(term, offered)
    finding = TermJudgement(term.address, Verdict.weaker, Severity.major, proposal=offer.term(term.address) or None)
    review = Review("", "", Side("a"), Side("b"), (finding,), (), Coverage())
    waiver = Waiver({term.address: document(term, waived).term(term.address)}, **DURING)
    found = apply_waivers(review, offer, [waiver], date(2027, 1, 1))
    assert bool(found.waived) != bool(found.waiver_findings)
    return bool(found.waived)


@given(TERMS.flatmap(lambda term: st.tuples(st.just(term), term_data(term), term_data(term))))
def test_a_waiver_never_hides_a_worse_offer(case: tuple[Term, dict[str, Any], dict[str, Any]]) -> None:
    term, waived, offered = case
    if covers(term, waived, offered):
        verdict = diff(document(term, waived), document(term, offered)).terms[0].verdict
        assert verdict in (Verdict.same, Verdict.stronger)


RANKED = st.sampled_from(
    [
        term
        for term in catalogue()
        if any(
            facet.principal and facet.kind in {"percent", "count", "duration"} and facet.better in {"higher", "lower"}
            for facet in term.facets.values()
        )
    ]
)


@given(RANKED.flatmap(lambda term: st.tuples(st.just(term), stated(term))), st.data())
def test_a_waiver_of_a_tighter_value_does_not_hold(case: tuple[Term, dict[str, Any]], data: st.DataObject) -> None:
    term, offered = case
    facets = [term.facets[key] for key in offered if key in term.facets and tighter(term.facets[key], offered[key])]
    assume(facets)
    facet = data.draw(st.sampled_from(facets))
    waived = offered | {facet.key: tighter(facet, offered[facet.key])}
    verdict = diff(document(term, waived), document(term, offered)).terms[0].verdict
    assume(verdict is not Verdict.same)  # the bound of another principal facet may decide
    assert not covers(term, waived, offered)


@given(TERMS.flatmap(lambda term: st.tuples(st.just(term), term_data(term))))
def test_a_waiver_of_the_offer_itself_holds(case: tuple[Term, dict[str, Any]]) -> None:
    term, offered = case
    assert covers(term, offered, offered)


# ------------------------------------------------------------------------------- positions


@given(st.lists(st.integers(1, 500), min_size=3, max_size=5, unique=True), st.integers(1, 600), st.integers(0, 100))
def test_a_better_offer_never_meets_a_harder_stand(hours: list[int], offered: int, less: int) -> None:
    tiers = [{"within": f"PT{number}H"} for number in sorted(hours)]
    text = dump_json(
        {
            "medsla": "1.0",
            "name": "ours",
            "label": {"ja": "当院", "en": "ours"},
            "terms": {"recovery.rto": {"preferred": tiers[0], "acceptable": tiers[1:-1], "walk_away": tiers[-1]}},
        }
    )
    position = load_position(text.encode("utf-8"))
    worse, better = (
        negotiate(document(catalogue().term("recovery.rto"), {"within": f"PT{number}H"}), position).stances[0]
        for number in (offered, max(1, offered - less))
    )
    assert ORDER.index(better.stand) <= ORDER.index(worse.stand)
    assert (worse.counter is None) == (worse.stand is Stand.accept)


@given(TERMS.flatmap(lambda term: st.tuples(st.just(term), term_data(term), term_data(term))))
def test_what_is_accepted_is_as_good_as_the_preferred_tier(case: tuple[Term, dict[str, Any], dict[str, Any]]) -> None:
    term, preferred, offered = case
    data = {
        "medsla": "1.0",
        "name": "ours",
        "label": {"ja": "当院", "en": "ours"},
        "terms": {term.address: {"preferred": preferred}},
    }
    position = load_position(dump_json(data).encode("utf-8"))
    stance = negotiate(document(term, offered), position).stances[0]
    itself = negotiate(document(term, preferred), position).stances[0]
    assert itself.stand is Stand.accept
    if stance.stand is Stand.accept:
        assert_only_silent_facets_are_worse(term, preferred, offered)


def assert_only_silent_facets_are_worse(term: Term, preferred: dict[str, Any], offered: dict[str, Any]) -> None:
    """What the position does not speak of is not judged; everything it speaks of is at least as good."""
    found = diff(document(term, preferred), document(term, offered)).terms[0]
    spoken = {key for block in (preferred, *preferred.get("cases", ())) for key in block}
    worse = {
        facet.address.rpartition(".")[2] for facet in found.facets if facet.verdict in (Verdict.weaker, Verdict.mixed)
    }
    assert not worse & spoken or found.reason == "availability"
