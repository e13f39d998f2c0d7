"""Checks on the end of the agreement: what is erased when, and how that is proven."""

from __future__ import annotations

from collections.abc import Iterator

from medsla.catalogue import catalogue
from medsla.quantities.duration import Duration
from medsla.quantities.order import Order
from medsla.results import Fact, Severity
from medsla.rules import statutes
from medsla.rules.reading import Stance, View, compatible, read_whole, stance, views
from medsla.rules.rule import Found
from medsla.sla import Sla
from medsla.sla.clock import compare_longest

__all__ = [
    "certificate_fields",
    "certificate_refused",
    "erasure_against_retrieval",
    "european_switching",
    "usable_formats",
]

ERASURE, RETRIEVAL, RETURN = "exit.erasure", "exit.retrieval_period", "exit.data_return"
CERTIFICATE = "exit.erasure_certificate"

SWITCHING, FEE = "exit.switching_notice", "exit.fee"

_END = "agreement_end"
_FOR_EYES = frozenset({"pdf", "paper"})
"""Formats that can be read but not taken into another system."""

_EU_NOTICE, _EU_RETRIEVAL = Duration.parse("P2M"), Duration.parse("P30D")


def erasure_against_retrieval(sla: Sla) -> Iterator[Found]:
    """Records that are erased before the institution's time to fetch them is over, or before they are returned."""
    refused = stance(sla, RETRIEVAL) is Stance.refused
    for erasure in views(sla, ERASURE):
        deadline = erasure.duration("within")
        start = erasure.facets.get("counted_from", "")
        if deadline is None or start not in ("", _END):
            continue
        if refused:
            facts: dict[str, Fact] = {"variant": "finding_refused", "erasure_duration": deadline.text}
            yield Found((erasure.at("within"), RETRIEVAL), facts)
        for period in views(sla, RETRIEVAL):
            yield from _too_early(sla, erasure, period, "lasts", "finding" if start else "finding_unstated")
        for handover in views(sla, RETURN):
            yield from _too_early(sla, erasure, handover, "within", "finding_return")


def _too_early(sla: Sla, erasure: View, other: View, facet: str, variant: str) -> Iterator[Found]:
    deadline, needed = erasure.duration("within"), other.duration(facet)
    if deadline is None or needed is None or not compatible(erasure, other):
        return
    # a deadline in business time is too early where even the longest it takes is
    order = compare_longest(deadline, needed, sla, None).order
    if other.facets.get("counted_from", _END) == _END and order is Order.less:
        facts: dict[str, Fact] = {
            "variant": variant,
            "erasure_duration": deadline.text,
            "needed_duration": needed.text,
        }
        yield Found((erasure.at("within"), other.at(facet)), facts)


def certificate_refused(sla: Sla) -> Iterator[Found]:
    """No certificate of erasure, said in so many words."""
    if stance(sla, CERTIFICATE) is Stance.refused:
        yield Found((CERTIFICATE,), refused=True)


def certificate_fields(sla: Sla) -> Iterator[Found]:
    """A certificate that is promised without what makes it proof, or not mentioned at all."""
    if stance(sla, CERTIFICATE).absent:
        yield Found((CERTIFICATE,), {"variant": "finding_absent"})
    known = catalogue().facet(f"{CERTIFICATE}.fields").tokens
    for view in views(sla, CERTIFICATE):
        if view.facets.get("provided") is not True:
            continue
        listed = view.facets.get("fields")
        missing = [token for token in known if token not in (listed or ())]
        if missing:
            facts: dict[str, Fact] = {
                "variant": "finding" if listed else "finding_unlisted",
                "missing_tokens": (f"{CERTIFICATE}.fields", *missing),
            }
            yield Found((view.at("fields") if listed else view.address,), facts)


def usable_formats(sla: Sla) -> Iterator[Found]:
    """Data that comes back in no format, or only in one that another system cannot take in."""
    for view in views(sla, RETURN):
        if view.facets.get("provided") is not True:
            continue
        formats = tuple(str(token) for token in view.facets.get("formats", ()))
        if formats and _FOR_EYES.issuperset(formats):
            yield Found((view.at("formats"),), {"format_tokens": (f"{RETURN}.formats", *formats)})
        elif not formats and read_whole(sla):
            yield Found((view.at("formats"),), {"variant": "finding_open"}, Severity.minor)


def european_switching(sla: Sla) -> Iterator[Found]:
    """Notice, retrieval and fee measured by the EU Data Act; what the paper does not state is left alone."""
    for notice in views(sla, SWITCHING):
        within = notice.duration("within")
        if within and within.compare(_EU_NOTICE) is Order.greater:
            facts: dict[str, Fact] = {"stated_duration": within.text, "limit_duration": _EU_NOTICE.text}
            yield Found((notice.at("within"),), facts)
    for period in views(sla, RETRIEVAL):
        lasts = period.duration("lasts")
        if lasts and lasts.compare(_EU_RETRIEVAL) is Order.less:
            facts = {
                "variant": "finding_retrieval",
                "stated_duration": lasts.text,
                "limit_duration": _EU_RETRIEVAL.text,
            }
            yield Found((period.at("lasts"),), facts)
    for fee in views(sla, FEE):
        charge = str(fee.facets.get("charge", ""))
        if charge in ("at_cost", "charged"):
            facts = {"variant": "finding_fee", "charge_tokens": (f"{FEE}.charge", charge)}
            yield Found((fee.at("charge"),), facts, evidence=(statutes.DATA_ACT_FEE,))
