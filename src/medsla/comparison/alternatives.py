"""Principal facets that stand for one another: a duration or an event, certifications held or any one of several.

Where both sides state the same principal facet the ordinary comparison applies; this module judges the pairs
that do not share one, and an event by the interval that bounds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from medsla.catalogue import Term, catalogue
from medsla.comparison.facets import Pair, judge_pair
from medsla.quantities.sets import satisfies
from medsla.results import FacetJudgement, Fact, Plain, Verdict
from medsla.sla import Sla

Data = Mapping[str, Any]


def judge_alternatives(
    term: Term, place: str, reference: Data, proposal: Data, yard: Sla | None, offer: Sla
) -> FacetJudgement | None:
    """The verdict on principals that the two sides do not share; None where they share one or a side has none."""
    mine = [key for key in term.principal if key in reference]
    theirs = [key for key in term.principal if key in proposal]
    if not mine or not theirs or set(mine) & set(theirs):
        return None
    left, right = mine[0], theirs[0]
    if term.facets[left].alternatives_of == right:
        return _any_of(place, left, right, reference, proposal)
    if term.facets[right].alternatives_of == left:
        return _offers_any_of(place, left, right, reference, proposal)
    if term.facets[right].resolves:
        return _event(term, f"{place}.{left}", reference[left], str(proposal[right]), offer)
    if term.facets[left].resolves and yard is not None:
        turned = _event(term, f"{place}.{right}", proposal[right], str(reference[left]), yard)
        return replace(turned, verdict=turned.verdict.mirrored, reference=turned.proposal, proposal=turned.reference)
    return _unlike(f"{place}.{left}", reference[left], proposal[right])


def _any_of(place: str, left: str, right: str, reference: Data, proposal: Data) -> FacetJudgement:
    """Any one of the alternatives is enough: holding more of them is no more than was asked."""
    enough = satisfies(proposal[right], reference[left])
    verdict = Verdict.same if enough else Verdict.weaker
    return FacetJudgement(f"{place}.{left}", verdict, reference[left], proposal[right], far=True)


def _offers_any_of(place: str, left: str, right: str, reference: Data, proposal: Data) -> FacetJudgement:
    """One of several is promised where certain ones are asked: which one must be asked."""
    same = set(reference[left]) == set(proposal[right])
    outside = set(proposal[right]).isdisjoint(reference[left])
    verdict = Verdict.weaker if outside else Verdict.same if same and len(reference[left]) == 1 else Verdict.undecidable
    return FacetJudgement(f"{place}.{left}", verdict, reference[left], proposal[right], far=True)


def _event(term: Term, address: str, limit: Plain, event: str, offer: Sla) -> FacetJudgement:
    """An event against a limit: judged by the interval at which it recurs, if the same paper states that interval."""
    source = _resolver(term, event)
    if source is None:
        return _unlike(address, limit, event)
    if _nobody_backs_up(offer):
        facts: dict[str, Fact] = {"resolved_by": "backup.responsible_party"}
        return FacetJudgement(address, Verdict.weaker, limit, event, far=True, facts=facts)
    interval = offer.get(source)
    if interval is None:
        return _unlike(address, limit, event, needs=source)
    judged = judge_pair(Pair(catalogue().facet(address), address, limit, interval))
    facts = {**judged.facts, "resolved_by": source, "resolved_duration": str(interval)}
    return FacetJudgement(address, judged.verdict, limit, event, judged.far, facts)


def _resolver(term: Term, event: str) -> str | None:
    """The address of the interval at which an event recurs; None where the catalogue names none."""
    return next((facet.resolves[event] for facet in term.facets.values() if event in facet.resolves), None)


def _nobody_backs_up(offer: Sla) -> bool:
    party = offer.get("backup.responsible_party.party")
    refused = offer.term("backup.interval").get("answer") == "none"
    return refused or party == "institution"


def _unlike(address: str, mine: Any, theirs: Any, needs: str = "") -> FacetJudgement:
    facts: dict[str, Fact] = {"needs": needs} if needs else {"unlike": 1}
    return FacetJudgement(address, Verdict.undecidable, mine, theirs, far=True, facts=facts)
