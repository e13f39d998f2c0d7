"""The laws of the judgement, held over documents made from the catalogue."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.property.strategies import documents, facet_value, term_data

from medsla.catalogue import Facet, Term, catalogue
from medsla.comparison import diff
from medsla.comparison.structure import changed_addresses, flatten
from medsla.quantities.duration import Duration
from medsla.results import TermJudgement, Verdict
from medsla.sla import Sla, load_data

TERMS = st.sampled_from(list(catalogue()))
DECIDED = (Verdict.same, Verdict.stronger, Verdict.weaker)


def document(term: Term, data: dict[str, Any]) -> Sla:
    return load_data({"medsla": "1.0", "terms": {term.group: {term.key: data}}})


def judged(term: Term, reference: dict[str, Any], proposal: dict[str, Any]) -> TermJudgement:
    return diff(document(term, reference), document(term, proposal)).terms[0]


@given(documents())
def test_a_document_against_itself_is_the_same_throughout(data: dict[str, Any]) -> None:
    sla = load_data(data)
    found = diff(sla, sla)
    assert {term.verdict for term in found} <= {Verdict.same}
    assert found.changed == ()
    assert [term.address for term in found] == list(sla.stated)


@st.composite
def single_facets(draw: st.DrawFn, *, count: int = 2) -> tuple[Term, Facet, list[Any]]:
    """A term, one principal facet of it, and some values of that facet that are not refusals."""
    term = draw(TERMS)
    facet = term.facets[draw(st.sampled_from(term.principal))]
    values = [draw(facet_value(facet).filter(lambda v: v is not False and v != [])) for _ in range(count)]
    return term, facet, values


def asymmetrical(facet: Facet, values: list[Any]) -> bool:
    """Countries of which neither set holds the other are weaker both ways (decision 003)."""
    return facet.better == "allowed" and not (set(values[0]) <= set(values[1]) or set(values[1]) <= set(values[0]))


@given(single_facets())
def test_swapping_the_sides_swaps_weaker_and_stronger(case: tuple[Term, Facet, list[Any]]) -> None:
    term, facet, (first, second) = case
    there = judged(term, {facet.key: first}, {facet.key: second})
    back = judged(term, {facet.key: second}, {facet.key: first})
    expected = there.verdict if asymmetrical(facet, [first, second]) else there.verdict.mirrored
    assert back.verdict is expected


@given(single_facets(count=3))
def test_decided_verdicts_are_transitive(case: tuple[Term, Facet, list[Any]]) -> None:
    term, facet, (first, second, third) = case
    if any(asymmetrical(facet, pair) for pair in ([first, second], [second, third], [first, third])):
        return
    steps = [
        judged(term, {facet.key: a}, {facet.key: b}).verdict
        for a, b in ((first, second), (second, third), (first, third))
    ]
    up = {Verdict.same, Verdict.stronger}
    down = {Verdict.same, Verdict.weaker}
    if set(steps[:2]) <= up:
        assert steps[2] in up
    if set(steps[:2]) <= down:
        assert steps[2] in down


@given(TERMS.flatmap(lambda term: st.tuples(st.just(term), term_data(term))), st.data())
def test_tightening_one_facet_never_gives_weaker(case: tuple[Term, dict[str, Any]], data: st.DataObject) -> None:
    term, stated = case
    facets = [f for f in term.facets.values() if f.key in stated and tighter(f, stated[f.key]) is not None]
    if not facets or "cases" in stated:
        return
    facet = data.draw(st.sampled_from(facets))
    changed = stated | {facet.key: tighter(facet, stated[facet.key])}
    found = judged(term, stated, changed)
    assert found.verdict in {Verdict.same, Verdict.stronger, Verdict.undecidable}
    if found.verdict is Verdict.undecidable:
        assert facet.ranked_when


def tighter(facet: Facet, value: Any) -> Any:
    """A value that promises more to the institution; None where the facet has no direction or no room."""
    if facet.kind == "tokens" and facet.better == "superset" and not facet.alternatives_of:
        rest = sorted(set(facet.tokens) - set(value))
        return [*value, rest[0]] if rest else None
    if facet.kind == "tokens" and facet.better == "subset":
        return list(value[1:]) if value and not facet.principal else None
    if facet.kind == "percent":
        return 100 if value < 100 and facet.better == "higher" else None
    if facet.kind == "count":
        return {"higher": value + 1, "lower": value - 1 if value else None}.get(facet.better)
    if facet.kind == "duration" and facet.better in ("higher", "lower"):
        return _other_duration(str(value), longer=facet.better == "higher")
    if facet.kind == "token" and facet.better == "ordered":
        above = [better for better, worse in facet.order if worse == value]
        return above[0] if above else None
    return None


def _other_duration(text: str, *, longer: bool) -> str | None:
    length = Duration.parse(text)
    seconds = length.in_seconds
    if seconds is None or seconds < 2:
        return None
    whole = int(seconds)
    return f"PT{whole + 2}S" if longer else f"PT{whole - 1}S"


@given(st.integers(1, 500), st.sampled_from(["recovery.rto", "incident.outage_notice", "exit.retrieval_period"]))
def test_the_spelling_of_units_is_irrelevant(hours: int, address: str) -> None:
    term = catalogue().term(address)
    key = term.principal[0]
    spellings = [f"PT{hours}H", f"PT{hours * 60}M", f"PT{hours * 3600}S"]
    verdicts = {judged(term, {key: a}, {key: b}).verdict for a in spellings for b in spellings}
    assert verdicts == {Verdict.same}


@given(documents(), documents())
def test_every_changed_address_gets_a_verdict(left: dict[str, Any], right: dict[str, Any]) -> None:
    reference, proposal = load_data(left), load_data(right)
    changed = changed_addresses(reference, proposal, catalogue())
    terms = {".".join(address.partition("[")[0].split(".")[:2]) for address in changed}
    found = {term.address: term.verdict for term in diff(reference, proposal)}
    spoken = set(reference.stated) | {a for a in terms if reference.term(a)} | set(proposal.stated)
    assert (terms & spoken) <= found.keys()
    differing = {address for address in terms & spoken if found[address] is Verdict.same}
    for address in differing:
        here, there = reference.term(address), proposal.term(address)
        assert (here, there) != ({}, there)


@given(documents(), documents())
def test_no_structural_change_means_the_same_flat_values(left: dict[str, Any], right: dict[str, Any]) -> None:
    reference, proposal = load_data(left), load_data(right)
    flat = flatten(reference, catalogue()), flatten(proposal, catalogue())
    assert (changed_addresses(reference, proposal, catalogue()) == frozenset()) == (flat[0] == flat[1])


@given(documents(min_terms=1), st.randoms(use_true_random=False))
def test_shuffling_cases_and_sets_changes_nothing(data: dict[str, Any], random: Any) -> None:
    shuffled = _shuffled(data, random)
    found = diff(load_data(data), load_data(shuffled))
    assert {term.verdict for term in found} <= {Verdict.same}


def _shuffled(value: Any, random: Any) -> Any:
    if isinstance(value, dict):
        items = list(value.items())
        random.shuffle(items)
        return {k: _shuffled(v, random) for k, v in items}
    if isinstance(value, list):
        rows = [_shuffled(v, random) for v in value]
        random.shuffle(rows)
        return rows
    return value
