"""The sentence on one facet: what both sides say and how they differ."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from medsla.catalogue import Facet, Term, catalogue, parse_address
from medsla.explanation.moments import say_moment
from medsla.messages import say
from medsla.results import FacetJudgement, Verdict
from medsla.wording import format_bare, format_duration, format_list, format_seconds, format_value

_DECIDED = (Verdict.weaker, Verdict.stronger)


def facet_label(term: Term, facet: Facet, case: str, language: str) -> str:
    """How a facet is called in a sentence: the term's label, with the facet's own where it is not the principal one.

    >>> rto = catalogue().term("recovery.rto")
    >>> facet_label(rto, rto.facets["within"], "", "ja")
    '目標復旧時間(RTO)'
    """
    label = term.label[language]
    if not facet.principal and not facet.absent:
        label = say("explanation.facet_label", language, term=label, facet=facet.label[language])
    return say("explanation.case_label", language, label=label, case=case) if case else label


def facet_sentence(found: FacetJudgement, yard: str, language: str) -> str:
    """The whole sentence on one judged facet; empty where both sides are the same.

    `yard` is what the other side is called, such as the name of an authority's example.
    """
    parts = parse_address(found.address)
    term = catalogue().term(parts.term)
    facet = term.facets[parts.facet]
    fields = _fields(found, term, facet, parts.case, yard, language)
    key = _key(found, facet)
    return say(f"explanation.{key}", language, **_only(key, fields, language)) if key else ""


def _only(key: str, fields: Mapping[str, str], language: str) -> dict[str, str]:
    from medsla.messages import field_names

    wanted = field_names(f"explanation.{key}", language)
    return {name: fields[name] for name in wanted}


def _fields(found: FacetJudgement, term: Term, facet: Facet, case: str, yard: str, language: str) -> dict[str, str]:
    fields = {"label": facet_label(term, facet, case, language), "yard": yard}
    mine, other = _own_facet(term, facet, found.reference), _other_facet(term, facet, found.proposal)
    for side, value, kind in (("reference", found.reference, mine), ("proposal", found.proposal, other)):
        fields[side] = "" if value is None else say_value(kind, value, language)
    facts = found.facts
    for name in ("lost", "gained"):
        if isinstance(facts.get(name), tuple):
            fields[name] = (
                _quoted(facet, facts[name], language) if facet.absent else format_bare(facet, facts[name], language)
            )
        elif name in facts:
            fields[name] = format_seconds(Fraction(str(facts[name])) * 60, language)
    core = facts.get("lost_core_minutes" if "lost_core_minutes" in facts else "gained_core_minutes", 0)
    minutes = Fraction(str(core))
    fields["core"] = format_seconds(minutes * 60, language) if minutes else say("explanation.no_time", language)
    if "gap_percent" in facts:
        fields["gap"] = format(Decimal(str(facts["gap_percent"])), "f")
    elif "gap_low_seconds" in facts:
        fields["gap"] = _gap(facts, language)
    for name, fact in (("low", "gap_low_days"), ("high", "gap_high_days")):
        fields[name] = format(Decimal(str(facts[fact])), "f") if fact in facts else ""
    if "worst_case_seconds" in facts:
        fields["worst"] = format_seconds(Fraction(str(facts["worst_case_seconds"])), language)
        fields["moment"] = say_moment(str(facts["worst_case_start"]), language)
    if "resolved_duration" in facts:
        fields["interval"] = format_value(
            catalogue().facet("backup.interval.every"), str(facts["resolved_duration"]), language
        )
        fields["verdict"] = say(f"verdict.{found.verdict.value}", language)
    return fields


def _quoted(facet: Facet, tokens: Any, language: str) -> str:
    """Tokens that are clauses of their own, each in quotation marks."""
    marks = ("「", "」") if language == "ja" else ("“", "”")
    return format_list([f"{marks[0]}{facet.tokens[token][language]}{marks[1]}" for token in tokens], language)


def _gap(facts: Mapping[str, Any], language: str) -> str:
    """The difference of two durations, in whole days or hours where it is that; empty where it is a range."""
    if "gap_months" in facts:
        return format_duration(f"P{facts['gap_months']}M", language)
    low, high = abs(Fraction(facts["gap_low_seconds"])), abs(Fraction(facts["gap_high_seconds"]))
    if low != high:
        return ""
    for unit, seconds in (("P{}D", 86_400), ("PT{}H", 3_600), ("PT{}M", 60)):
        if low and low % seconds == 0:
            return format_duration(unit.format(low // seconds), language)
    return format_seconds(low, language)


def say_value(facet: Facet, value: Any, language: str) -> str:
    """A stated value as a sentence names it."""
    if facet.kind in ("tokens", "countries"):
        return format_bare(facet, value, language) if value else say("answer.none", language)
    if facet.kind in ("token", "text", "flag", "ladder"):
        return format_bare(facet, value, language)
    return format_value(facet, value, language)


def _other_facet(term: Term, facet: Facet, value: Any) -> Facet:
    """The facet that the proposal's value belongs to, where alternatives were compared."""
    own = _own_facet(term, facet, value)
    return term.facets[own.alternatives_of] if own.alternatives_of else own


def _own_facet(term: Term, facet: Facet, value: Any) -> Facet:
    """The facet itself, or the other principal that a value of another kind belongs to."""
    if value is None or _holds(facet, value):
        return facet
    return next((other for other in term.facets.values() if other.principal and _holds(other, value)), facet)


def _holds(facet: Facet, value: Any) -> bool:
    """Whether a value is of the facet's kind, as far as alternatives of one term differ in kind."""
    if facet.kind == "token":
        return isinstance(value, str) and value in facet.tokens
    if facet.kind == "duration":
        return isinstance(value, str) and value.startswith("P")
    if facet.kind in ("text", "tokens", "countries"):
        return isinstance(value, str) is (facet.kind == "text")
    return True


def _key(found: FacetJudgement, facet: Facet) -> str:
    """The message that fits the facet's kind, direction and verdict."""
    if found.verdict is Verdict.same:
        return "duration.event_interval_same" if "resolved_duration" in found.facts else ""
    if found.verdict is Verdict.conditional:
        return "open.proposal" if found.proposal is None else "open.reference"
    if "unlike" in found.facts:
        return "duration.undecidable_unlike"
    key: str = _KEYS[facet.kind](found, facet)
    return key


def _duration_key(found: FacetJudgement, facet: Facet) -> str:
    facts = found.facts
    if "worst_case_seconds" in facts:
        return f"duration.{facet.better}.{found.verdict.value}_worst"
    if facts.get("resolved_by") == "backup.responsible_party":
        return "duration.event_nobody"
    if "resolved_duration" in facts:
        return "duration.event_interval" if found.verdict in _DECIDED else "duration.undecidable_unlike"
    if found.verdict is Verdict.undecidable:
        return _undecidable_duration(facts)
    if found.reference == found.proposal or facts.get("gap_high_seconds") == 0 == facts.get("gap_low_seconds"):
        return "duration.bound"
    loose = "gap_months" not in facts and facts.get("gap_low_seconds") != facts.get("gap_high_seconds", "unknown")
    return f"duration.{facet.better}.{found.verdict.value}{'_loose' if loose else ''}"


def _undecidable_duration(facts: Mapping[str, Any]) -> str:
    for fact, key in (("unranked_because", "counted"), ("needs", "event")):
        if fact in facts:
            return f"duration.undecidable_{key}"
    return "duration.undecidable_gap" if "gap_low_days" in facts else "duration.undecidable"


def _set_key(found: FacetJudgement, facet: Facet) -> str:
    if facet.alternatives_of or not ({"lost", "gained"} & found.facts.keys()):
        return "set.any_of_missing" if found.verdict is Verdict.weaker else "set.any_of_open"
    if facet.absent:
        return f"hedges.{found.verdict.value}"
    if facet.kind == "countries":
        return f"countries.{found.verdict.value}"
    if found.verdict is Verdict.mixed:
        return "set.mixed"
    return f"set.{found.verdict.value}_{'lost' if 'lost' in found.facts else 'gained'}"


def _windows_key(found: FacetJudgement, facet: Facet) -> str:
    if found.verdict is Verdict.undecidable:
        return "windows.undecidable"
    loose = found.verdict is Verdict.weaker and ("lost" if facet.better == "covers" else "gained") not in found.facts
    return f"windows.{facet.better}.{found.verdict.value}{'_loose' if loose else ''}"


def _simple(prefix: str) -> Any:
    return lambda found, _facet: f"{prefix}.{found.verdict.value}"


_KEYS = {
    "duration": _duration_key,
    "percent": lambda found, facet: f"percent.{facet.better}.{found.verdict.value}",
    "count": _simple("count"),
    "tokens": _set_key,
    "countries": _set_key,
    "token": _simple("token"),
    "flag": _simple("flag"),
    "windows": _windows_key,
    "ladder": _simple("ladder"),
    "text": _simple("text"),
}
