"""One term, judged: facets and cases put together, absence told apart, first match wins.

The order of the decisions is that of the design: refused or not stated, stated where a statement is enough,
weaker or mixed, undecidable, different, conditional, and only then same or stronger.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from medsla.catalogue import Term, case_key
from medsla.comparison.alternatives import judge_alternatives
from medsla.comparison.availability import settle_availability
from medsla.comparison.clocks import settle_deadline
from medsla.comparison.facets import Pair, judge_pair
from medsla.quantities.bound import Bound
from medsla.results import EMPTY, FacetJudgement, Fact, Plain, TermJudgement, Verdict
from medsla.sla import Sla
from medsla.sla.canonical import canonical_term
from medsla.sla.plain import merged

Data = Mapping[str, Any]

_ABSENT_ANSWERS = ("undisclosed", "unset")
_WEAKEST_FIRST = (
    Verdict.weaker,
    Verdict.mixed,
    Verdict.not_stated,
    Verdict.undecidable,
    Verdict.different,
    Verdict.conditional,
    Verdict.same,
    Verdict.stronger,
)


@dataclass(frozen=True, slots=True)
class Yard:
    """What one term is measured against: the plain data, what it is silent about, and who stands behind it."""

    data: Data
    silent: frozenset[str] = frozenset()
    statement_only: bool = False
    whole: Sla | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """The proposal's side of a term: its data, and the whole document for what other terms decide."""

    data: Data
    whole: Sla
    absence: Verdict = Verdict.not_stated


def judge_term(term: Term, yard: Yard, offer: Offer) -> TermJudgement:
    """The verdict on one term, without severity and evidence."""
    judged = _answered(term, yard, offer) or _stated(term, yard, offer)
    return replace(judged, reference=yard.data or None, proposal=offer.data or None)


def _answered(term: Term, yard: Yard, offer: Offer) -> TermJudgement | None:
    """The verdict where an answer or an absence decides before any facet is looked at."""
    mine, theirs = yard.data.get("answer", ""), offer.data.get("answer", "")
    if yard.data and offer.data and _canonical(term, yard.data) == _canonical(term, offer.data):
        return TermJudgement(term.address, Verdict.same)
    if theirs == "none" or mine == "none":
        return _refused(term, mine, theirs, offer)
    if theirs in _ABSENT_ANSWERS:
        return TermJudgement(term.address, Verdict.not_stated, reason=theirs)
    unclear = (
        "said_not_applicable" if theirs == "not_applicable" else "ambiguous" if "ambiguous" in (mine, theirs) else ""
    )
    if unclear:
        return TermJudgement(term.address, Verdict.undecidable, reason=unclear, open=(term.address,))
    if not has_principal(term, offer.data):
        return _unstated(term, offer)
    if yard.statement_only:
        return TermJudgement(term.address, Verdict.stated, reason="must_state")
    if not yard.data:
        return TermJudgement(term.address, Verdict.no_reference, reason="no_reference")
    return None


def _unstated(term: Term, offer: Offer) -> TermJudgement:
    """Nothing that could be ranked is stated; what was said in words is a question, not a silence."""
    if offer.data and offer.data.keys() & {"said", "commitment", "hedges", "actual"}:
        if "actual" in offer.data:
            return TermJudgement(term.address, Verdict.not_stated, reason="actual_only")
        return TermJudgement(term.address, Verdict.undecidable, reason="words_only", open=(term.address,))
    return TermJudgement(term.address, offer.absence, reason="absent")


def _refused(term: Term, mine: str, theirs: str, offer: Offer) -> TermJudgement:
    if mine == theirs:
        return TermJudgement(term.address, Verdict.same)
    if theirs != "none" and not has_principal(term, offer.data):
        return _unstated(term, offer)
    verdict = Verdict(term.none)
    return TermJudgement(term.address, verdict if theirs == "none" else verdict.mirrored, reason="refused")


def _stated(term: Term, yard: Yard, offer: Offer) -> TermJudgement:
    mine, theirs = cases_of(term, yard.data), cases_of(term, offer.data)
    plan = str(offer.whole.service.get("plan", ""))
    pairs = _case_pairs(mine, theirs, yard.data, offer.data, plan)
    if pairs is None:
        return TermJudgement(term.address, Verdict.undecidable, reason="cases_unaligned", open=(term.address,))
    judged = [_judge_case(term, key, left, right, yard, offer) for key, left, right in pairs]
    worst = min(judged, key=lambda j: _WEAKEST_FIRST.index(j.verdict))
    return replace(
        worst,
        facets=tuple(f for j in judged for f in j.facets),
        open=tuple(dict.fromkeys(a for j in judged for a in j.open)),
    )


def _case_pairs(
    mine: Mapping[str, Data], theirs: Mapping[str, Data], reference: Data, proposal: Data, plan: str
) -> list[tuple[str, Data, Data | None]] | None:
    """The cases to compare, by key; a side without cases stands for all of them; None where none line up."""
    if plan and plan in theirs:
        theirs = {plan: theirs[plan]}
    if not mine and not theirs:
        return [("", reference, proposal)]
    if not mine:
        return [(key, reference, data) for key, data in theirs.items()]
    if not theirs:
        return [(key, data, proposal) for key, data in mine.items()]
    if not mine.keys() & theirs.keys():
        return None
    return [(key, data, theirs.get(key)) for key, data in mine.items()]


def _judge_case(
    term: Term, key: str, reference: Data, proposal: Data | None, yard: Yard, offer: Offer
) -> TermJudgement:
    place = f"{term.address}[{key}]" if key else term.address
    if proposal is None:
        return TermJudgement(term.address, Verdict.not_stated, reason="case_absent", open=(place,))
    if proposal.get("answer") == "none" and reference.get("answer") != "none":
        return TermJudgement(term.address, Verdict(term.none), reason="refused")
    if not has_principal(term, proposal) and has_principal(term, reference):
        return TermJudgement(term.address, Verdict.undecidable, reason="words_only", open=(place,))
    facets = list(_facets(term, place, reference, proposal, yard, offer))
    open_ = tuple(f.address for f in facets if f.verdict is Verdict.conditional)
    verdict = combine(f.verdict for f in facets)
    facts: dict[str, Fact] = {}
    reason = "facets"
    if term.address == "availability.uptime":
        settled = settle_availability(verdict, facets, reference, proposal, yard.whole, offer.whole)
        verdict, facts = settled.verdict, dict(settled.facts)
        reason = "availability" if settled.resolved else reason
    if verdict is Verdict.conditional:
        facts["given"] = combine(f.verdict for f in facets if f.verdict is not Verdict.conditional).value
    return TermJudgement(term.address, verdict, reason=reason, facets=tuple(facets), open=open_, facts=facts or EMPTY)


def combine(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on a whole from the verdicts on its parts, first match wins.

    >>> combine([Verdict.weaker, Verdict.stronger, Verdict.same]).value
    'mixed'
    """
    found = set(verdicts)
    if Verdict.mixed in found or {Verdict.weaker, Verdict.stronger} <= found:
        return Verdict.mixed
    for verdict in (Verdict.weaker, Verdict.undecidable, Verdict.different, Verdict.conditional, Verdict.stronger):
        if verdict in found:
            return verdict
    return Verdict.same


def _facets(
    term: Term, place: str, reference: Data, proposal: Data, yard: Yard, offer: Offer
) -> Iterable[FacetJudgement]:
    """Every facet that either side states and the yardstick does not leave open on purpose."""
    alternatives = judge_alternatives(term, place, reference, proposal, yard.whole, offer.whole)
    if alternatives is not None:
        yield alternatives
    rate = all(key in side for key in ("count", "per") for side in (reference, proposal))
    for key, facet in term.facets.items():
        if key in yard.silent or (facet.principal and alternatives is not None) or (rate and key == "per"):
            continue
        empty: Plain | None = () if facet.absent == "empty" else None
        left, right = reference.get(key, empty), proposal.get(key, empty)
        address = f"{place}.{key}"
        if left is None and right is None:
            continue
        if left is None or right is None:
            yield FacetJudgement(address, Verdict.conditional, left, right)
            continue
        if not _rankable(term, key, reference, proposal) and left != right:
            yield FacetJudgement(address, Verdict.undecidable, left, right, facts={"unranked_because": "counted_from"})
            continue
        bounds = _bound(reference), _bound(proposal)
        periods = (str(reference["per"]), str(proposal["per"])) if rate and facet.kind == "count" else None
        judged = judge_pair(Pair(facet, address, left, right, bounds, periods))
        yield settle_deadline(judged, facet, bounds, offer.whole, yard.whole)


def _rankable(term: Term, key: str, reference: Data, proposal: Data) -> bool:
    """False for a facet that may be ranked only under conditions which one side does not meet."""
    wanted = term.facets[key].ranked_when
    return all(side.get(facet) in allowed for facet, allowed in wanted.items() for side in (reference, proposal))


def _bound(data: Data) -> Bound:
    return "exclusive" if data.get("bound") == "exclusive" else "inclusive"


def cases_of(term: Term, data: Data) -> dict[str, Data]:
    """The cases of a term's plain data by key, each with what the term says for all of them."""
    return {case_key(row["when"]): merged(term, data, row) for row in data.get("cases", ())}


def has_principal(term: Term, data: Data) -> bool:
    """True where one of the term's principal facets is stated, in the term or in one of its cases."""
    blocks = [data, *data.get("cases", ())]
    return any(key in block for block in blocks for key in term.principal)


def _canonical(term: Term, data: Data) -> Data:
    """What counts when two terms are called the same: everything but the source's own words."""
    return canonical_term(term.address, {k: v for k, v in data.items() if k != "said"})
