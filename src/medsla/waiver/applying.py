"""Which findings the waivers cover today, and which waivers no longer count.

A waiver holds while the offer is the same as the waived value or better. Facets that only one of the two states
leave it open: what the waiver does not name was not accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from medsla.catalogue import case_key, catalogue
from medsla.comparison.terms import Offer, Yard, judge_term
from medsla.results import Finding, LintFinding, Review, TermJudgement, Verdict, Waived, WaiverFinding
from medsla.sla import Sla
from medsla.waiver.loading import Waiver

_HOLDS = (Verdict.same, Verdict.stronger)
_OPEN = (Verdict.conditional, Verdict.undecidable, Verdict.different, Verdict.not_read)


def apply_waivers(review: Review, offer: Sla, waivers: Sequence[Waiver], today: date) -> Review:
    """The review in which the findings that the waivers cover no longer count.

    Args:
        review: of the offer, as `medsla.review` made it.
        offer: the document that was reviewed.
        waivers: as `load_waivers` read them.
        today: a waiver holds on its last day and no longer.

    >>> from medsla.results import Coverage, Side
    >>> from medsla.sla import load_data
    >>> empty = Review("", "", Side("a"), Side("b"), (), (), Coverage())
    >>> offer = load_data({"medsla": "1.0", "terms": {}})
    >>> old = Waiver({"recovery.rto": None}, "法務部長", date(2027, 3, 31))
    >>> found = apply_waivers(empty, offer, [old], date(2027, 4, 1)).waiver_findings
    >>> [one.code for one in found]
    ['reasonless', 'expired']
    """
    waived: dict[str, Waived] = {}
    told: list[WaiverFinding] = []
    for number, waiver in enumerate(waivers, 1):
        faults = list(_faults(waiver, number, today))
        if faults:
            told += faults
            continue  # what the offer says changes nothing
        covered, other = _matched(review.findings, waiver, number, offer)
        told += other
        for finding in covered:
            waived.setdefault(finding.fingerprint, _waived(finding, waiver))
    return replace(
        review,
        waived=(*review.waived, *waived.values()),
        waiver_findings=(*review.waiver_findings, *told),
    )


def _waived(finding: Finding, waiver: Waiver) -> Waived:
    return Waived(finding, "waiver", waiver.reason, waiver.person, waiver.until.isoformat())


def _faults(waiver: Waiver, number: int, today: date) -> Iterator[WaiverFinding]:
    """Why the waiver does not count, whatever the offer says."""
    if not any(text.strip() for text in waiver.reason.values()):
        yield _told("reasonless", waiver, number, tuple(waiver.waived))
    if waiver.until < today:
        yield _told("expired", waiver, number, tuple(waiver.waived))


def _matched(
    findings: Iterable[Finding], waiver: Waiver, number: int, offer: Sla
) -> tuple[list[Finding], list[WaiverFinding]]:
    """The findings that the waiver covers, and what has to be said of it."""
    covered: list[Finding] = []
    told: list[WaiverFinding] = []
    met: set[str] = set()
    for finding in findings:
        terms = _terms(finding, waiver)
        if not terms:
            continue
        met |= terms
        standings = [_standing(address, waiver, offer) for address in sorted(terms)]
        if not any(code for code, _ in standings):
            covered.append(finding)
        for code in ("worse", "open"):
            places = [address for found, at in standings if found == code for address in at]
            if places:
                told.append(_told(code, waiver, number, tuple(places)))
    if idle := tuple(address for address in waiver.waived if address not in met):
        told.append(_told("unmatched", waiver, number, idle))
    return covered, list(dict.fromkeys(told))


def _terms(finding: Finding, waiver: Waiver) -> frozenset[str]:
    """The terms of a finding if the waiver is about it and names all of them; empty otherwise."""
    if isinstance(finding, TermJudgement):
        named = {finding.address}
        about = not waiver.rule
    else:
        named = _terms_of_rule(finding)
        about = waiver.rule == finding.rule
    return frozenset(named) if about and named and named <= waiver.waived.keys() else frozenset()


def _terms_of_rule(finding: LintFinding) -> set[str]:
    """The terms a rule's finding rests on, without the service's own properties."""
    terms = {".".join(address.partition("[")[0].split(".")[:2]) for address in finding.addresses}
    return terms & catalogue().terms.keys()


def _standing(address: str, waiver: Waiver, offer: Sla) -> tuple[str, tuple[str, ...]]:
    """How the offer stands to the waived value: '' while the waiver holds, else worse or open, and where."""
    value = waiver.waived[address]
    offered = offer.term(address)
    if value is None or value.keys() <= {"said"}:
        # Words that nobody could rank are accepted as they stand, and silence as silence.
        return ("", ()) if offered == (value or {}) else ("open", (address,))
    if value.get("cases") and not offer.cases(address).keys() <= _case_keys(value):
        return "open", tuple(f"{address}[{key}]" for key in offer.cases(address) if key not in _case_keys(value))
    term = catalogue().term(address)
    found = judge_term(term, Yard(value, whole=offer), Offer(offered, offer))
    if found.verdict in _HOLDS:
        return "", ()
    return ("open", found.open or (address,)) if found.verdict in _OPEN else ("worse", (address,))


def _case_keys(value: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(case_key(row["when"]) for row in value["cases"])


def _told(code: str, waiver: Waiver, number: int, addresses: tuple[str, ...]) -> WaiverFinding:
    return WaiverFinding(code, number, addresses, waiver.rule, waiver.person, waiver.until.isoformat())
