"""The outline of a contract: its articles in order, when each is printed, and what each paragraph depends on.

A sentence of an article may never say what a term says, nor speak of a promise that was refused. So a
paragraph that touches a term has a rule here; what no term settles, a paragraph leaves open too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

Form: TypeAlias = Literal["a", "b"]
When: TypeAlias = Literal["always", "levels", "request", "bilingual"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What must be agreed for a paragraph to be printed.

    Entries are addresses of terms, groups of terms, or a term with one of its values
    (`audit.right:right=none`).

    `needs`: at least one of these is promised. `bars`: none of these is promised. `unless_refused`:
    none of these is stated only to say no. `yields`: none of these is stated at all, so that the
    paragraph never speaks beside a term.
    """

    needs: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()
    unless_refused: tuple[str, ...] = ()
    yields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """One article of the outline and when each form prints it.

    `always`: whenever it has a paragraph to print. `levels`: only with at least one service level of
    this article. `request`: the master agreement usually has it, so the annex prints it only when asked.
    """

    number: int
    key: str
    form_a: When = "always"
    form_b: When = "levels"
    rules: Mapping[str, Rule] = field(default_factory=lambda: MappingProxyType({}))


def _needs(*addresses: str) -> Rule:
    return Rule(needs=addresses)


def _unless_refused(*addresses: str) -> Rule:
    return Rule(unless_refused=addresses)


_BACKUP: Final = tuple(
    f"backup.{key}"
    for key in ("interval", "generations", "retention", "success_rate", "responsible_party", "method", "location")
)
_AVAILABILITIES: Final = ("uptime", "network_uptime")
_RETENTION: Final = ("data.retention_service", "data.retention_medical_record", "data.retention_other")

OUTLINE: Final[tuple[Plan, ...]] = (
    Plan(1, "purpose", form_b="always"),
    Plan(
        2,
        "definitions",
        form_b="always",
        rules={"p3": _needs("support.incident_hours"), "p4": Rule(bars=("support.incident_hours",))},
    ),
    Plan(
        3,
        "scope",
        form_b="always",
        rules={"p2": Rule(needs=("support",), unless_refused=("support.general_hours", "support.channels"))},
    ),
    Plan(
        4,
        "precedence",
        form_b="always",
        rules={"p2": Rule(bars=("governance.precedence:first=terms_of_use",))},
    ),
    Plan(5, "approach", form_b="always"),
    Plan(6, "preconditions", form_b="always"),
    Plan(
        7,
        "roles",
        form_b="always",
        rules={"p1": Rule(yields=("responsibility.matrix",)), "p2": Rule(yields=("responsibility.demarcation",))},
    ),
    Plan(
        8,
        "hours",
        "levels",
        rules={
            "p1": _needs("availability.service_hours"),
            "p2": _unless_refused("maintenance.planned_notice"),
            "p3": _unless_refused("maintenance.emergency_notice"),
        },
    ),
    Plan(
        9,
        "levels",
        "levels",
        rules={
            "p2": _needs("availability.uptime", "availability.network_uptime"),
            "p3": _needs(*(f"availability.{key}:formula=planned_time_less_downtime" for key in _AVAILABILITIES)),
        },
    ),
    Plan(
        10,
        "incidents",
        "levels",
        rules={
            "p1": Rule(needs=("monitoring",), unless_refused=("monitoring.coverage",)),
            "p2": _unless_refused("incident.outage_notice", "incident.notice_process", "incident.reports"),
            "p3": Rule(bars=("recovery.rlo:level=none",), unless_refused=("recovery.rlo",)),
            "p4": Rule(
                bars=("recovery.rlo:level=none",),
                unless_refused=(
                    "incident.status_update",
                    "incident.restoration_forecast",
                    "incident.reports",
                    "recovery.rlo",
                ),
            ),
            "p5": Rule(
                bars=("recovery.rlo:level=none",),
                unless_refused=("incident.final_report", "incident.reports", "recovery.rlo"),
            ),
        },
    ),
    Plan(
        11,
        "support",
        "levels",
        rules={"p1": _unless_refused("support.channels", "support.incident_hours", "support.general_hours")},
    ),
    Plan(
        12,
        "backup",
        "levels",
        rules={
            "p1": Rule(needs=_BACKUP, unless_refused=_BACKUP),
            "p2": Rule(
                needs=("continuity.disaster_recovery", "continuity.alternative_means"),
                bars=("continuity.disaster_recovery:level=none",),
                unless_refused=("continuity.disaster_recovery",),
            ),
        },
    ),
    Plan(13, "handling", form_b="request", rules={"p2": _needs("data.secondary_use")}),
    Plan(
        14,
        "location",
        "levels",
        rules={"p1": _needs("data.storage_country"), "p2": _needs("data.storage_country")},
    ),
    Plan(15, "retention", "levels", rules={"p1": _needs(*_RETENTION), "p2": _needs(*_RETENTION)}),
    Plan(16, "security"),
    Plan(
        17,
        "logs",
        "levels",
        rules={
            "p1": Rule(needs=("access",), unless_refused=("access.log_content", "access.log_retention")),
            "p2": _unless_refused("maintenance.remote_log"),
        },
    ),
    Plan(18, "confidentiality", form_b="request", rules={"p3": _needs("confidentiality.staff")}),
    Plan(
        19,
        "subcontract",
        "levels",
        "request",
        rules={
            "p1": Rule(
                needs=("subcontract.consent:rule=consent", "subcontract.consent:rule=notify"),
                bars=("subcontract.consent:rule=forbidden", "subcontract.consent:rule=free"),
            ),
            "p2": Rule(
                needs=("subcontract.flowdown",),
                bars=("subcontract.consent:rule=forbidden", "responsibility.lead_provider:answers_for=own_part"),
                unless_refused=("responsibility.lead_provider",),
            ),
        },
    ),
    Plan(
        20,
        "breach",
        "levels",
        rules={
            "p1": _needs("breach.notice_to_institution"),
            "p3": _unless_refused("breach.information_items", "breach.notice_to_institution"),
        },
    ),
    Plan(
        21,
        "reports",
        rules={
            "p1": _needs("reporting.frequency"),
            "p2": Rule(needs=("audit.right",), bars=("audit.right:right=none",)),
        },
    ),
    Plan(22, "remedies", form_b="always", rules={"p2": _needs("remedy.credit")}),
    Plan(
        23,
        "damages",
        form_b="request",
        rules={
            "p2": Rule(
                needs=("liability.cap:extent=capped", "liability.cap:extent=excluded"),
                bars=("liability.cap:excepted=wilful_or_gross_negligence",),
            ),
            "p3": _needs("remedy.sole"),
        },
    ),
    Plan(24, "review", form_b="always", rules={"p1": _needs("governance.review")}),
    Plan(25, "term", form_b="request"),
    Plan(
        26,
        "discontinuation",
        "levels",
        rules={"p1": _needs("continuity.termination_notice"), "p2": _needs("continuity.termination_notice")},
    ),
    Plan(
        27,
        "return",
        "levels",
        rules={
            "p1": _needs("exit.data_return"),
            "p2": _needs("exit.transition_support"),
            "p3": _needs("exit.data_return"),
        },
    ),
    Plan(
        28,
        "erasure",
        "levels",
        rules={
            "p1": _needs("exit.erasure"),
            "p2": _needs("exit.data_return"),
            "p3": _needs("exit.erasure_certificate"),
        },
    ),
    Plan(29, "antisocial", form_b="request"),
    Plan(30, "law", form_b="request", rules={"p1": Rule(yields=("legal.jurisdiction",))}),
    Plan(31, "language", "bilingual", "bilingual"),
    Plan(32, "consultation", form_b="request"),
)
