"""The one call that applies the rules to a document."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from medsla.errors import MedslaError, Problem
from medsla.profile import ceiling
from medsla.results import Fact, LintFinding, Severity
from medsla.rules.reading import handles
from medsla.rules.register import RULES
from medsla.rules.rule import Found, Rule
from medsla.sla import Sla

__all__ = ["RULES", "lint", "rule"]


def rule(name: str) -> Rule:
    """The rule with this id or slug.

    Raises:
        MedslaError: there is no such rule.

    >>> rule("rto-against-uptime").id
    'SLA250'
    """
    for row in RULES:
        if name in (row.id, row.slug):
            return row
    raise MedslaError(Problem.of("rule.unknown", rule=name))


def lint(sla: Sla, *, only: Collection[str] = ()) -> tuple[LintFinding, ...]:
    """What the rules find in one document, in the order of the table.

    Args:
        sla: the document; silence counts against it only where it was read whole.
        only: ids or slugs of the rules to apply; where it is empty, all but those on foreign law.

    Raises:
        MedslaError: `only` names a rule that does not exist.

    >>> from medsla.sla import load_data
    >>> late = {"rto": {"within": "PT48H"}}
    >>> offer = {
    ...     "medsla": "1.0",
    ...     "terms": {"availability": {"uptime": {"percent": 99}}, "recovery": late},
    ... }
    >>> [found.rule for found in lint(load_data(offer), only=["SLA250"])]
    ['SLA250']
    """
    wanted = {rule(name).id for name in only}
    rows = [row for row in RULES if (row.id in wanted if wanted else not row.foreign)]
    return tuple(found for row in rows for found in _findings(row, sla))


def _findings(row: Rule, sla: Sla) -> Iterator[LintFinding]:
    applies = handles(sla, row.information) if row.information else True
    if applies is False:
        return
    for found in row.check(sla):
        facts: dict[str, Fact] = dict(found.facts)
        if applies is None:
            facts["doubt"] = "information"
        yield LintFinding(
            rule=row.id,
            slug=row.slug,
            kind=row.kind,
            severity=_severity(row, found, doubtful=applies is None),
            addresses=found.addresses,
            facts=facts,
            evidence=found.evidence or row.evidence,
        )


def _severity(row: Rule, found: Found, *, doubtful: bool) -> Severity:
    """The weight of the loss, lighter where the rule may not apply, capped by the evidence unless plainly refused."""
    severity = found.severity or row.severity
    if doubtful:
        severity = severity.lowered
    if found.refused or row.kind not in ("law", "guideline"):
        return severity
    return severity.capped(ceiling(found.evidence or row.evidence))
