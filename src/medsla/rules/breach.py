"""Checks on incidents with personal data: what is told, from how many persons on, and by when.

The provider's notice and the reports to the authority are separate clocks, each from its own knowledge; nothing here
adds them up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from medsla.catalogue import catalogue
from medsla.quantities.duration import Duration
from medsla.quantities.order import Order
from medsla.results import Fact, Severity
from medsla.rules import sources, statutes
from medsla.rules.presence import absence
from medsla.rules.reading import views, words_of, worst_facts
from medsla.rules.rule import Found
from medsla.sla import Sla
from medsla.sla.clock import compare_longest

__all__ = ["american_notice", "late_for_exemption", "number_of_persons", "report_items", "reports_to_authority"]

NOTICE, ITEMS = "breach.notice_to_institution", "breach.information_items"
PRELIMINARY, FINAL = "breach.preliminary_report", "breach.final_report"

_SOON, _MONTH, _TWO_MONTHS = (Duration.parse(text) for text in ("P5D", "P30D", "P60D"))
_KNOWN = ("", "knowledge", "detection", "occurrence")
"""Starts of the notice that are not later than the provider's knowledge."""

_MANY = re.compile(
    r"(?:[0-9,]+|[一二三四五六七八九十百千万]+) ?(?:人|名|件)(?:分|の個人データ)?(?:以上|を超え(?:る|た)?|超)"
    r"|(?:more than|at least|over) [0-9,]+ (?:persons|people|individuals|records|patients)",
    re.IGNORECASE,
)
_ONE = re.compile(r"(?:1|一) ?(?:人|名|件)以上|at least 1 [a-z]+", re.IGNORECASE)


def number_of_persons(sla: Sla) -> Iterator[Found]:
    """A notice only from a certain number of persons on, though that of one patient is reportable."""
    for address, words in words_of(sla):
        found = _MANY.search(normalize("NFKC", words))
        if address.partition("[")[0] == NOTICE and found and not _ONE.fullmatch(found.group()):
            yield Found((address,), {"limit_words": found.group()})


def reports_to_authority(sla: Sla) -> Iterator[Found]:
    """A date for the reports to the authority that is later than the ordinance allows."""
    for address, limit, variant in ((PRELIMINARY, _SOON, "finding_preliminary"), (FINAL, _TWO_MONTHS, "finding")):
        yield from _later(sla, address, limit, variant)
    for view in views(sla, FINAL):
        within = view.duration("within")
        if within and within.compare(_MONTH) is Order.greater and within.compare(_TWO_MONTHS) is not Order.greater:
            facts: dict[str, Fact] = {
                "variant": "finding_purpose",
                "report_duration": within.text,
                "limit_duration": _MONTH.text,
                "longer_duration": _TWO_MONTHS.text,
            }
            yield Found((view.at("within"),), facts, Severity.minor)


def late_for_exemption(sla: Sla) -> Iterator[Found]:
    """A notice too late to free the provider from its own report, or counted from later than its knowledge."""
    yield from _later(sla, NOTICE, _SOON, "finding")
    for view in views(sla, NOTICE):
        start = str(view.facets.get("counted_from", ""))
        if start not in _KNOWN:
            facts: dict[str, Fact] = {
                "variant": "finding_start",
                "start_tokens": (f"{NOTICE}.counted_from", start),
            }
            yield Found((view.at("counted_from"),), facts)


def report_items(sla: Sla) -> Iterator[Found]:
    """Some of the nine matters of the report that the provider does not promise to supply."""
    yield from absence(sla, ITEMS, Severity.major, "finding_absent")
    known = catalogue().facet(f"{ITEMS}.items").tokens
    for view in views(sla, ITEMS):
        items = view.facets.get("items")
        missing = [token for token in known if items is not None and token not in items]
        if missing:
            facts: dict[str, Fact] = {"missing_tokens": (f"{ITEMS}.items", *missing)}
            yield Found((view.at("items"),), facts)


def american_notice(sla: Sla) -> Iterator[Found]:
    """A notice later than 60 calendar days, the limit for business associates in the United States."""
    yield from _later(sla, NOTICE, _TWO_MONTHS, "finding")


def _later(sla: Sla, address: str, limit: Duration, variant: str) -> Iterator[Found]:
    """Deadlines over the limit; one in business time by the longest it takes over the support hours stated."""
    evidence = (statutes.BREACH_ITEMS, sources.INCIDENT_NOTICE_GUIDE) if address == PRELIMINARY else ()
    for view in views(sla, address):
        within = view.duration("within")
        order, worst = compare_longest(within, limit, sla, None) if within else (None, None)
        if within is None or order is not Order.greater:
            continue
        facts: dict[str, Fact] = {
            "variant": variant,
            "report_duration": within.text,
            "limit_duration": limit.text,
        }
        if worst:
            facts |= worst_facts(worst) | {"variant": f"{variant}_worst"}
        yield Found((view.at("within"),), facts, evidence=evidence)
