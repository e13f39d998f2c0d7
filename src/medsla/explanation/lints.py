"""The sentences of a rule's finding: its facts put into words by what their names say they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from medsla.catalogue import catalogue, parse_address
from medsla.explanation.moments import say_moment
from medsla.messages import field_names, keys, say
from medsla.results import LintFinding
from medsla.wording import format_country_list, format_duration, format_list, format_seconds


@dataclass(frozen=True, slots=True)
class LintWords:
    """Title, reason, finding and proposed sentence of a rule, in one language."""

    title: str
    why: str
    finding: str
    remedy: str


def lint_sentences(found: LintFinding, language: str) -> LintWords:
    """The words of one finding; the fact `variant` chooses among a rule's sentences."""
    facts = {name: fact_text(name, value, language) for name, value in found.facts.items()}
    variant = str(found.facts.get("variant", "finding"))
    remedy = f"remedy_{variant}" if f"rule.{found.rule}.remedy_{variant}" in keys() else "remedy"
    return LintWords(
        title=_say(found.rule, "title", facts, language),
        why=_say(found.rule, "why", facts, language),
        finding=_say(found.rule, variant, facts, language),
        remedy=_say(found.rule, remedy, facts, language),
    )


def _say(rule: str, name: str, facts: Mapping[str, str], language: str) -> str:
    key = f"rule.{rule}.{name}"
    return say(key, language, **{field: facts[field] for field in field_names(key, language)})


def fact_text(name: str, value: Any, language: str) -> str:
    """A fact as text; the last part of its name says what it is (`rto_duration`, `left_percent`, …).

    >>> fact_text("rto_duration", "PT48H", "ja")
    '48時間'
    """
    suffix = name.rpartition("_")[2]
    return _FORMATS.get(suffix, _plain)(value, language)


def _plain(value: Any, language: str) -> str:
    if isinstance(value, tuple):
        return format_list([_plain(v, language) for v in value], language)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _percent(value: Any, _language: str) -> str:
    number = Fraction(value)
    exact = Decimal(number.numerator) / Decimal(number.denominator) if not isinstance(value, Decimal) else value
    return f"{exact:f}%"


def _label(value: Any, language: str) -> str:
    parts = parse_address(str(value))
    return catalogue().term(parts.term).label[language]


def _tokens(value: Any, language: str) -> str:
    """The tokens of a facet, whose address stands first."""
    known = catalogue().facet(value[0]).tokens
    return format_list([known[token][language] for token in value[1:]], language)


def _facets(value: Any, language: str) -> str:
    """The names of facets by themselves: the sentence names their term."""
    return format_list([catalogue().facet(address).label[language] for address in value], language)


_FORMATS: Mapping[str, Callable[[Any, str], str]] = {
    "duration": lambda value, language: format_duration(str(value), language),
    "seconds": lambda value, language: format_seconds(Fraction(str(value)), language),
    "percent": _percent,
    "shown": lambda value, _language: f"{value:f}%",
    "country": lambda value, language: format_country_list(tuple(value), language),
    "label": _label,
    "labels": lambda value, language: format_list([_label(a, language) for a in value], language),
    "tokens": _tokens,
    "facets": _facets,
    "moment": lambda value, language: say_moment(str(value), language),
}
