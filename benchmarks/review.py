"""One SLA reviewed with every term and every rule, and what comparing costs beside a plain deepdiff of both sides."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from deepdiff import DeepDiff
from measuring import interleaved, least_ms, median_ms, options, report

import medsla
from medsla.catalogue import Facet, catalogue
from medsla.overlay import yardstick
from medsla.report import render_html, render_json, render_text
from medsla.rules import RULES
from medsla.sla import Sla, load_data

OFFER = Path(__file__).resolve().parents[1] / "examples" / "vendor-offer.yaml"

_DURATIONS = {"lead": "P30D", "lasts": "P1Y", "every": "P1D", "per": "P1M"}


def value(facet: Facet, *, changed: bool) -> Any:
    """A value of a facet; another one where it is to differ."""
    tokens = tuple(facet.tokens)
    by_kind: dict[str, Any] = {
        "percent": Decimal("99.5") if changed else Decimal("99.9"),
        "count": 2 if changed else 3,
        "duration": "PT9H" if changed else _DURATIONS.get(facet.key, "PT4H"),
        "flag": True,
        "windows": [{"days": ["mon"], "from": "09:00", "to": "17:00" if changed else "18:00"}],
        "countries": ["JP", "SG"] if changed else ["JP"],
        "token": tokens[-1 if changed else 0] if tokens else "",
        "tokens": list(tokens[: 1 if changed else 2]),
        "ladder": [{"below": Decimal("99.9"), "credit": {"percent": 5 if changed else 10}}],
        "text": facet.label["ja"],
    }
    return by_kind[facet.kind]


def everything(*, changed: int) -> Sla:
    """An SLA that states every facet of every term; every so many-th term differs."""
    terms: dict[str, dict[str, Any]] = {}
    for number, term in enumerate(catalogue()):
        other = bool(changed) and number % changed == 0
        facets = {f.key: value(f, changed=other) for f in term.own if not f.alternatives_of}
        terms.setdefault(term.group, {})[term.key] = facets
    service = {"model": "saas", "use": "core_clinical", "information": ["medical_records"]}
    return load_data({"medsla": "1.0", "service": service, "terms": terms})


def flat(sla: Sla) -> dict[str, Any]:
    """Address → value: what deepdiff is given."""
    return {f"{address}.{key}": item for address in sla.stated for key, item in sla.term(address).items()}


def main() -> None:
    """Measure and print."""
    asked = options(str(__doc__))
    whole, other, offer = everything(changed=0), everything(changed=8), medsla.load(OFFER)
    yard = yardstick()
    left, right = flat(whole), flat(other)
    reviewed = medsla.review(offer, against=yard)
    jobs = {
        "load the vendor's offer": lambda: medsla.load(OFFER),
        "review: every term, every rule": lambda: medsla.review(other, against=yard),
        "review: the vendor's offer": lambda: medsla.review(offer, against=yard),
        "diff: two SLAs with every term": lambda: medsla.diff(whole, other),
        "deepdiff: the same values": lambda: DeepDiff(left, right, view="tree"),
        "lint: every rule": lambda: medsla.lint(other),
        "text of a review": lambda: render_text(reviewed, "ja"),
        "page of a review": lambda: render_html(reviewed, "ja"),
        "JSON of a review": lambda: render_json(reviewed),
    }
    found = interleaved(jobs, rounds=12 if asked.quick else 100, seconds=35 if asked.quick else 240)
    rows = [(name, median_ms(times), least_ms(times), "") for name, times in found.items()]
    medians = {name: median for name, median, _, _ in rows}
    figures = {
        "terms": len(catalogue().terms),
        "facets": len(left),
        "rules": len(RULES),
        "load_ms": round(medians["load the vendor's offer"], 2),
        "review_ms": round(medians["review: every term, every rule"], 2),
        "diff_ms": round(medians["diff: two SLAs with every term"], 2),
        "deepdiff_ms": round(medians["deepdiff: the same values"], 2),
        "deepdiff_share_of_diff": round(
            medians["deepdiff: the same values"] / medians["diff: two SLAs with every term"], 2
        ),
        "lint_ms": round(medians["lint: every rule"], 2),
        "text_ms": round(medians["text of a review"], 2),
        "rounds": min(map(len, found.values())),
    }
    report(f"{figures['terms']} terms, {figures['facets']} facets, {figures['rules']} rules", rows, figures)


if __name__ == "__main__":
    main()
