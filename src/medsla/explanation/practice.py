"""What a value means in practice: minutes of stop, hours of lost entries, days to leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from medsla.messages import say
from medsla.quantities.duration import Duration
from medsla.quantities.percent import allowed_downtime
from medsla.results import TermJudgement
from medsla.wording import format_duration, format_seconds

_MONTH, _YEAR = 30 * 86_400, 365 * 86_400


def practice_sentences(judged: TermJudgement, language: str) -> tuple[str, ...]:
    """Whole sentences on what the proposal's value permits or costs; none where it states no plain value.

    >>> from medsla.results import Verdict
    >>> practice_sentences(
    ...     TermJudgement("recovery.rpo", Verdict.stated, proposal={"within": "PT24H"}),
    ...     "ja",
    ... )
    ('障害1回につき、最大24時間分の入力が失われ得ます。',)
    """
    data = judged.proposal or {}
    if judged.address == "availability.uptime":
        return _uptime(data, judged, language)
    said = _SAID.get(judged.address)
    if said is None or said[0] not in data:
        return ()
    key, sentence = said
    return (sentence(data[key], language),)


def _uptime(data: Mapping[str, Any], judged: TermJudgement, language: str) -> tuple[str, ...]:
    if "percent" not in data:
        return ()
    percent = Decimal(data["percent"])
    month = format_seconds(allowed_downtime(percent, _MONTH), language)
    year = format_seconds(allowed_downtime(percent, _YEAR), language)
    months = Duration.parse(str(data["per"])).months if "per" in data else 0
    key = "uptime" if months == 1 else "uptime_no_period" if "per" not in data else ""
    found = []
    if key:
        shown = f"{percent:f}%"
        found.append(say(f"explanation.practice.{key}", language, percent=shown, month=month, year=year))
    if judged.facts.get("proposal_uncapped"):
        found.append(say("explanation.practice.uptime_uncapped", language))
    elif "proposal_month_seconds" in judged.facts and months == 1:
        planned = Fraction(str(judged.facts["proposal_month_seconds"])) - allowed_downtime(percent, _MONTH)
        if planned > 0:
            text = format_seconds(planned, language)
            found.append(say("explanation.practice.uptime_planned", language, planned=text))
    return tuple(found)


def _duration(key: str) -> Callable[[Any, str], str]:
    def sentence(value: Any, language: str) -> str:
        return say(f"explanation.practice.{key}", language, duration=format_duration(str(value), language))

    return sentence


def _generations(value: Any, language: str) -> str:
    return say("explanation.practice.generations", language, count=str(value))


_SAID: Mapping[str, tuple[str, Callable[[Any, str], str]]] = {
    "recovery.rto": ("within", _duration("rto")),
    "recovery.rpo": ("within", _duration("rpo")),
    "maintenance.planned_notice": ("lead", _duration("planned_notice")),
    "continuity.termination_notice": ("lead", _duration("termination_notice")),
    "exit.retrieval_period": ("lasts", _duration("retrieval")),
    "access.log_retention": ("lasts", _duration("log")),
    "breach.notice_to_institution": ("within", _duration("breach")),
    "incident.outage_notice": ("within", _duration("outage_notice")),
    "backup.generations": ("count", _generations),
}
"""The address of a term, the facet that is said, and the sentence; a house test holds both to the catalogue."""
