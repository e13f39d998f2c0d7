"""Reviews made by hand, so that reports are tested without any judging: every verdict once, every part filled."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from medsla.results import (
    Coverage,
    Diff,
    Evidence,
    FacetJudgement,
    LintFinding,
    Review,
    Severity,
    Side,
    TermJudgement,
    Verdict,
)

OFFICIAL = Evidence(
    "meti-checklist-2010",
    "No.2",
    "30日前にメール/ホームページで通知",
    seen="reprint",
    grade="設定例",
    in_force="no",
    facets=("lead", "percent"),
)
DUTY = Evidence("meti-checklist-2010", "", "…", seen="original", grade="遵守事項", in_force="yes")
SUGGESTION = Evidence("", "", "RTOの目安", origin="suggestion", facets=("within",))

YARDSTICK = Side("medsla", "ab" * 32, {"ja": "照合基準(medsla編)", "en": "medsla yardstick"}, "yardstick", "2026.11")


def side(text: str = "別添") -> Side:
    """The paper that is reviewed, with a text in every field that a paper fills."""
    return Side(text, "cd" * 32, {"ja": text, "en": text}, "requirement", note={"ja": text, "en": text})


def uptime(said: str = "99%以上") -> TermJudgement:
    """A term that is weaker, with an official source."""
    facet = FacetJudgement(
        "availability.uptime.percent",
        Verdict.weaker,
        Decimal("99.9"),
        Decimal("99.90000000000000000001"),
        facts={"gap_percent": Decimal("0.9"), "share": Fraction(1, 30), "whole": Fraction(3)},
    )
    return TermJudgement(
        "availability.uptime",
        Verdict.weaker,
        Severity.major,
        requirement="should_meet",
        reference={"percent": Decimal("99.9"), "per": "P1M"},
        proposal={"percent": Decimal("99.0"), "said": said},
        facets=(facet,),
        evidence=(OFFICIAL,),
    )


def conditional() -> TermJudgement:
    """A term of which one facet is open."""
    address = "maintenance.planned_notice.channels"
    return TermJudgement(
        "maintenance.planned_notice",
        Verdict.conditional,
        Severity.major,
        reference={"lead": "P30D", "channels": ("email",)},
        proposal={"lead": "P30D"},
        facets=(FacetJudgement(address, Verdict.conditional, ("email",), None),),
        open=(address,),
        evidence=(OFFICIAL,),
        facts={"given": "same"},
    )


def absent() -> TermJudgement:
    """A term that is not stated, with a suggestion behind it."""
    return TermJudgement(
        "recovery.rto",
        Verdict.not_stated,
        Severity.minor,
        reason="absent",
        reference={"within": "PT4H"},
        evidence=(SUGGESTION,),
    )


def terms(said: str = "99%以上") -> tuple[TermJudgement, ...]:
    """One term for each part of a report."""
    return (
        TermJudgement(
            "availability.service_hours", Verdict.same, reference={"windows": "always"}, proposal={"windows": "always"}
        ),
        uptime(said),
        conditional(),
        absent(),
        TermJudgement(
            "breach.notice_to_institution",
            Verdict.undecidable,
            Severity.critical,
            reason="words_only",
            proposal={"said": said},
            open=("breach.notice_to_institution",),
            evidence=(DUTY,),
        ),
        TermJudgement("recovery.rpo", Verdict.not_read, reason="absent"),
        TermJudgement("capacity.concurrent_users", Verdict.no_reference, reason="no_reference", proposal={"count": 20}),
        TermJudgement("data.retention_service", Verdict.not_applicable, reason="applicability"),
    )


def review(text: str = "別添", lint: tuple[LintFinding, ...] = ()) -> Review:
    """A review with every part filled and one text wherever a paper gives text."""
    coverage = Coverage((text,), "excerpt", (text,), 5, 1, ({"file": text, "place": text, "said": text},))
    return Review("0.1.0", "2026.11", YARDSTICK, side(text), terms(text), lint, coverage)


def clean() -> Review:
    """A review without findings."""
    return Review("0.1.0", "2026.11", YARDSTICK, side(), terms()[:1], (), Coverage(("offer.yaml",), stated=1))


def diff() -> Diff:
    """Two rounds of one offer."""
    return Diff(Side("first.yaml", role="offer"), Side("second.yaml", role="offer"), (uptime(), absent()))


def origin(text: str = "99%以上") -> dict[str, dict[str, str]]:
    """Where the uptime stands in the papers."""
    return {"availability.uptime.percent": {"file": text, "place": text, "said": text, "matched": "alias"}}
