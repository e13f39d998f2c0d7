"""What to write instead, word for word."""

from __future__ import annotations

from typing import Any

import pytest

from medsla.comparison import diff
from medsla.explanation import explain
from medsla.sla import load_data


def remedy(address: str, reference: dict[str, Any], proposal: dict[str, Any], language: str) -> str:
    group, key = address.split(".")
    sides = [load_data({"medsla": "1.0", "terms": {group: {key: data}}}) for data in (reference, proposal)]
    return explain(diff(*sides).terms[0], language).remedy


@pytest.mark.parametrize(
    ("address", "reference", "proposal", "ja", "en"),
    [
        (
            "maintenance.planned_notice",
            {"lead": "P30D"},
            {"lead": "P1M"},
            "「30日前又は1か月前のいずれか早い日までに」とすれば争いを避けられる。",
            "“30 days or 1 month in advance, whichever is longer” would avoid the dispute.",
        ),
        (
            "recovery.rto",
            {"within": "P30D"},
            {"within": "P1M"},
            "「30日又は1か月のいずれか短い期間以内に」とすれば争いを避けられる。",
            "“within 30 days or 1 month, whichever is shorter” would avoid the dispute.",
        ),
        (
            "exit.retrieval_period",
            {"lasts": "P30D"},
            {"lasts": "P1M"},
            "「30日又は1か月のいずれか長い期間」とすれば争いを避けられる。",
            "“30 days or 1 month, whichever is longer” would avoid the dispute.",
        ),
        (
            "recovery.rto",
            {"within": "PT4H"},
            {"within": "PT8H"},
            "目標復旧時間(RTO)を「4時間以内」と改める。",
            "Change recovery time objective (RTO) to “within 4 hours”.",
        ),
        # Between two papers what cannot be compared is asked about, not changed back.
        ("recovery.rto", {"within": "PT4H"}, {"within": "P1BD"}, "", ""),
    ],
)
def test_the_counter_proposal_fits_the_kind_of_term(
    address: str, reference: dict[str, Any], proposal: dict[str, Any], ja: str, en: str
) -> None:
    assert remedy(address, reference, proposal, "ja") == ja
    assert remedy(address, reference, proposal, "en") == en
