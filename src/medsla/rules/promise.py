"""Checks on promises as such: credits that do not add up, targets only, figures of the past."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from medsla.catalogue import catalogue
from medsla.quantities.ladder import Flaw, Ladder
from medsla.results import Fact, Severity
from medsla.rules.reading import Stance, View, compatible, read_whole, stance, views
from medsla.rules.rule import Found
from medsla.sla import Sla

__all__ = ["actual_as_promise", "incomplete_uptime", "ladder_flaws", "only_remedy", "targets_only"]

CREDIT, UPTIME, SOLE = "remedy.credit", "availability.uptime", "remedy.sole"

_PARTS = ("per", "formula", "exclusions", "commitment")
"""What makes a percentage a promise: over what period, how counted, what left out, how strong."""

_WEAK = ("target", "best_effort", "none")
_FLAWS = {
    "gap": "finding_gap",
    "overlap": "finding_overlap",
    "not_falling": "finding_not_falling",
    "unclear": "finding_unclear",
    "missing_bottom": "finding_bottom",
}


def ladder_flaws(sla: Sla) -> Iterator[Found]:
    """Gaps, overlaps and credits that shrink as uptime falls, also against the uptime promised."""
    for view in views(sla, CREDIT):
        if "steps" not in view.facets:
            continue
        ladder = Ladder.parse(view.facets["steps"])
        yield from (_flaw(view, flaw) for flaw in ladder.flaws())
        yield from _gap_below_promise(sla, view, ladder)


def _flaw(view: View, flaw: Flaw) -> Found:
    facts: dict[str, Fact] = {"variant": _FLAWS[flaw.kind], "low_percent": flaw.low, "high_percent": flaw.high}
    return Found((view.at("steps"),), facts, Severity.minor if flaw.kind == "unclear" else None)


def _gap_below_promise(sla: Sla, credit: View, ladder: Ladder) -> Iterator[Found]:
    """Uptimes that miss the promise and still give no credit."""
    top = max(Decimal(100) if step.below is None else step.below for step in ladder.steps)
    for uptime in views(sla, UPTIME):
        percent = uptime.percent()
        if percent is not None and top < percent and compatible(credit, uptime):
            facts: dict[str, Fact] = {"variant": "finding_top", "low_percent": top, "high_percent": percent}
            yield Found((credit.at("steps"), uptime.at("percent")), facts)


def targets_only(sla: Sla) -> Iterator[Found]:
    """Every strength of promise that is stated is a target or less, and no credit follows a miss."""
    if not read_whole(sla) or "steps" in sla.term(CREDIT) or sla.term(CREDIT).get("cases"):
        return
    strengths = {
        view.address: view.facets.get("commitment")
        for address in sla.stated
        for view in views(sla, address)
        if "commitment" in view.facets or address == UPTIME
    }
    if strengths and all(strength in _WEAK for strength in strengths.values()):
        terms = tuple(dict.fromkeys(address.partition("[")[0] for address in strengths))
        facts: dict[str, Fact] = {"target_labels": terms, "target_count": len(terms)}
        yield Found(tuple(f"{address}.commitment" for address in strengths), facts)


def actual_as_promise(sla: Sla) -> Iterator[Found]:
    """A figure of the past where a promise should stand."""
    for term in catalogue():
        data = sla.term(term.address)
        if "actual" in data and not data.get("answer") and stance(sla, term.address) is not Stance.given:
            yield Found((term.address,), {"term_label": term.address})


def incomplete_uptime(sla: Sla) -> Iterator[Found]:
    """A percentage without its period, formula, exclusions or strength."""
    if not read_whole(sla):
        return
    for view in views(sla, UPTIME):
        missing = tuple(f"{UPTIME}.{part}" for part in _PARTS if part not in view.facets)
        if missing and view.percent() is not None:
            facts: dict[str, Fact] = {"missing_facets": missing}
            yield Found((view.at("percent"),), facts)


def only_remedy(sla: Sla) -> Iterator[Found]:
    """The credit is all that a miss gives; or it may be read as the damages agreed, since nothing preserves others."""
    for view in views(sla, SOLE):
        if view.facets.get("rule") == "sole":
            yield Found((view.at("rule"),))
    credit = [view for view in views(sla, CREDIT) if "steps" in view.facets]
    if credit and stance(sla, SOLE).absent:
        yield Found((credit[0].at("steps"), SOLE), {"variant": "finding_open"}, Severity.minor)
