"""The cases of a term, and how cases and addresses are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from medsla.catalogue import DIMENSIONS, case_key, catalogue, parse_address
from medsla.wording.languages import demand
from medsla.wording.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["cases_of", "format_address_label", "format_case_label"]

_HOURS: Final = ("inside", "outside")
_SEVERITIES: Final = ("critical", "major", "minor")


def cases_of(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, str], Mapping[str, Any]]]:
    """Key, dimensions and facts of each case; the case's own facts win over those stated for all.

    >>> term = {
    ...     "counted_from": "report",
    ...     "cases": [{"when": {"class": "a"}, "within": "PT1H"}],
    ... }
    >>> list(cases_of(term))
    [('a', {'class': 'a'}, {'counted_from': 'report', 'within': 'PT1H'})]
    """
    shared = {key: value for key, value in data.items() if key != "cases"}
    for case in data.get("cases", ()):
        own = {key: value for key, value in case.items() if key != "when"}
        yield case_key(case["when"]), case["when"], shared | own


def format_case_label(when: Mapping[str, str], language: str, severities: Sequence[Mapping[str, str]] = ()) -> str:
    """What a case is for: 緊急・受付時間内.

    `severities` are the document's own levels (`service.severities`); what they are called there is printed in
    Japanese, and in English where it is written in Latin letters.

    >>> format_case_label({"hours": "inside", "severity": "critical"}, "en")
    'critical, inside support hours'
    """
    called = _levels(severities)
    parts = (
        word(f"case.{dimension}", language, token=_called(dimension, when[dimension], language, called))
        for dimension in DIMENSIONS
        if dimension in when
    )
    return word("case.between", language).join(parts)


def format_address_label(address: str, language: str, severities: Sequence[Mapping[str, str]] = ()) -> str:
    """What an address is called: the term, its case, and the facet where it is not the main one.

    >>> format_address_label("support.response[critical.inside].within", "ja")
    '初動対応時間（緊急・受付時間内）'
    >>> format_address_label("availability.uptime.per", "ja")
    'サービス稼働率：測定期間'
    """
    demand(language)
    parts = parse_address(address)
    term = catalogue().term(parts.term)
    label = term.label[language]
    if parts.case:
        label = word("label.case", language, term=label, case=_key_label(parts.case, language, severities))
    if not parts.facet or term.principal == (parts.facet,):
        return label
    facet = catalogue().facet(f"{parts.term}.{parts.facet}")
    return word("label.facet", language, term=label, facet=facet.label[language])


def _key_label(key: str, language: str, severities: Sequence[Mapping[str, str]]) -> str:
    """The label of a key, which does not say its dimensions: a token is hours, a level, or stands as it is."""
    called = _levels(severities)
    parts = (_called("hours" if token in _HOURS else "severity", token, language, called) for token in key.split("."))
    return word("case.between", language).join(parts)


def _levels(severities: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
    return {level["key"]: level["said"] for level in severities if "said" in level}


def _called(dimension: str, token: str, language: str, called: Mapping[str, str]) -> str:
    if dimension == "hours" and token in _HOURS:
        return word(f"case.{token}", language)
    if dimension == "severity":
        said = called.get(token, "")
        if said and (language == "ja" or said.isascii()):
            return said
        if token in _SEVERITIES:
            return word(f"severity.{token}", language)
    return token.replace("_", " ")
