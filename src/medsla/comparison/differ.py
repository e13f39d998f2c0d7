"""Two sides in, a Diff out: which yardstick item applies to which term, what absence means, how serious it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from medsla.catalogue import Catalogue, Term, catalogue
from medsla.comparison.severity import relevant_evidence, severity_of
from medsla.comparison.structure import changed_addresses
from medsla.comparison.terms import Offer, Yard, judge_term
from medsla.profile import Item, Profile
from medsla.results import Diff, Side, TermJudgement, Verdict
from medsla.sla import Sla

_STATEMENT_ONLY = ("must_state", "should_state", "info")


def diff(reference: Profile | Sla, proposal: Sla) -> Diff:
    """Every term judged, weaker and stronger meant from the institution's side.

    Args:
        reference: a yardstick (`medsla.yardstick()`), or another SLA such as the first round of the same offer.
        proposal: what is offered.

    >>> from medsla.sla import load_data
    >>> offer = load_data(
    ...     {"medsla": "1.0", "terms": {"recovery": {"rto": {"within": "PT4H"}}}}
    ... )
    >>> [t.verdict.value for t in diff(offer, offer)]
    ['same']
    """
    terms = catalogue()
    if isinstance(reference, Sla):
        judged = _against_document(reference, proposal, terms)
        side = _document_side(reference)
    else:
        judged = _against_profile(reference, proposal, terms)
        side = Side(
            name=reference.name,
            digest=reference.digest,
            label=reference.label,
            role="yardstick",
            edition=reference.edition,
        )
    return Diff(side, _document_side(proposal), tuple(judged))


def _document_side(sla: Sla) -> Side:
    document = sla.data.get("document", {})
    return Side(
        name=sla.file or str(document.get("title", "")),
        digest=sla.digest,
        label={"ja": str(document.get("title", "")), "en": str(document.get("title", ""))},
        role=sla.role,
        note=document.get("note", {}),
    )


def _against_document(reference: Sla, proposal: Sla, terms: Catalogue) -> list[TermJudgement]:
    changed = {address.partition("[")[0] for address in changed_addresses(reference, proposal, terms)}
    touched = {".".join(address.split(".")[:2]) for address in changed}
    absence = _absence(proposal, rounds=_rounds(reference, proposal))
    judged = []
    for term in terms:
        data = reference.term(term.address)
        if not data and not proposal.states(term.address):
            continue
        offer = Offer(proposal.term(term.address), proposal, absence)
        if data and term.address not in touched:
            found = TermJudgement(term.address, Verdict.same, reference=data, proposal=offer.data)
        else:
            found = judge_term(term, Yard(data, whole=reference), offer)
        judged.append(replace(found, severity=severity_of(term, found, "must_meet", ()), requirement="must_meet"))
    return judged


def _against_profile(reference: Profile, proposal: Sla, terms: Catalogue) -> list[TermJudgement]:
    applicable = reference.applicable(proposal.service)
    whole = reference.sla_for(proposal.service)
    absence = _absence(proposal, rounds=False)
    judged = []
    for term in terms:
        items = [item for item in applicable if item.term == term.address]
        offer = Offer(proposal.term(term.address), proposal, absence)
        if not _applies(term, proposal.service):
            if items or offer.data:
                judged.append(
                    TermJudgement(
                        term.address, Verdict.not_applicable, reason="applicability", proposal=offer.data or None
                    )
                )
        elif items:
            judged.append(_one_of([_against_item(term, item, offer, whole) for item in items]))
        elif offer.data:
            judged.append(TermJudgement(term.address, Verdict.no_reference, reason="no_reference", proposal=offer.data))
    return judged


def _against_item(term: Term, item: Item, offer: Offer, whole: Sla) -> TermJudgement:
    statement_only = item.requirement in _STATEMENT_ONLY and not item.value
    found = judge_term(term, Yard(item.value, frozenset(item.silent), statement_only, whole), offer)
    evidence = relevant_evidence(term, found, item.evidence)
    return replace(
        found,
        severity=severity_of(term, found, item.requirement, evidence),
        requirement=item.requirement,
        evidence=evidence,
    )


def _one_of(judged: list[TermJudgement]) -> TermJudgement:
    """The verdict where several yardstick values might apply: shared, or a question which use is meant."""
    first = judged[0]
    if all(j.verdict is first.verdict for j in judged):
        return min(judged, key=lambda j: j.severity.rank if j.severity else len(judged) + 4)
    heaviest = min((j.severity for j in judged if j.severity), key=lambda s: s.rank)
    return replace(
        first,
        verdict=Verdict.undecidable,
        severity=heaviest.lowered,
        reason="use_unknown",
        open=("service.use",),
        evidence=tuple(dict.fromkeys(e for j in judged for e in j.evidence)),
        facts={"variants": tuple(str(j.reference) for j in judged)},
    )


def _applies(term: Term, service: Mapping[str, Any]) -> bool:
    """False only where the document itself says that it is another model, use or kind of information."""
    for dimension, wanted in term.applies.items():
        said = service.get(dimension)
        if said is None:
            continue
        values = {said} if isinstance(said, str) else set(said)
        if values.isdisjoint(wanted):
            return False
    return True


def _absence(proposal: Sla, *, rounds: bool) -> Verdict:
    """What it means that the proposal does not state a term."""
    if proposal.extent == "excerpt" or proposal.incorporates:
        return Verdict.not_read
    return Verdict.removed if rounds else Verdict.not_stated


def _rounds(reference: Sla, proposal: Sla) -> bool:
    """True where both are rounds of one offer: the same named provider on both sides."""
    names = [sla.parties.get("provider", {}).get("name") for sla in (reference, proposal)]
    return names[0] is not None and names[0] == names[1]
