"""The second round of the vendor's offer: what was mended, what cannot be ranked, and what went without a word."""

from __future__ import annotations

from pathlib import Path

import medsla
from medsla.results import Diff, Verdict

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

BETTER = {
    "availability.uptime",
    "maintenance.planned_notice",
    "incident.outage_notice",
    "backup.interval",
    "backup.generations",
    "remedy.credit",
    "exit.erasure_certificate",
}
UNRANKED = {"breach.notice_to_institution", "exit.erasure"}
GONE = {"backup.restore_test"}


def rounds(first: str, second: str) -> Diff:
    return medsla.diff(medsla.load(EXAMPLES / first), medsla.load(EXAMPLES / second))


def test_the_second_round_changes_these_terms_and_no_other() -> None:
    found = {term.address: term.verdict for term in rounds("vendor-offer.yaml", "vendor-offer-round-2.yaml").changed}
    assert found == (
        dict.fromkeys(BETTER, Verdict.stronger)
        | dict.fromkeys(UNRANKED, Verdict.undecidable)
        | dict.fromkeys(GONE, Verdict.removed)
    )


def test_going_back_to_the_first_round_would_lose_all_that_was_won() -> None:
    found = {term.address: term.verdict for term in rounds("vendor-offer-round-2.yaml", "vendor-offer.yaml").changed}
    assert {address for address, verdict in found.items() if verdict is Verdict.weaker} == BETTER


def test_the_second_round_has_less_to_mend() -> None:
    first, second = (medsla.review(str(EXAMPLES / name)) for name in ("vendor-offer.yaml", "vendor-offer-round-2.yaml"))
    assert second.by_task()["mend"] < first.by_task()["mend"]
    assert second.by_task()["ask"] < first.by_task()["ask"]
