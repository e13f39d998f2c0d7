"""Sentences for verdicts that no single facet decided: absence, refusal, ambiguity, availability as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from medsla.catalogue import Term
from medsla.explanation.words import yard_name
from medsla.messages import field_names, say
from medsla.results import TermJudgement, Verdict
from medsla.wording import format_list, format_seconds, format_term


def reason_sentences(term: Term, found: TermJudgement, language: str) -> list[str]:
    """The sentence where the reason decides; an empty list where the facets speak for themselves."""
    key = _key(found)
    if not key:
        return []
    fields = _fields(term, found, language)
    wanted = field_names(f"explanation.reason.{key}", language)
    return [say(f"explanation.reason.{key}", language, **{name: fields[name] for name in wanted})]


def _key(found: TermJudgement) -> str:
    if found.reason == "refused":
        return _refusal(found)
    if found.reason == "absent":
        if found.verdict in (Verdict.not_read, Verdict.removed):
            return found.verdict.value
        return "absent_value" if found.reference else "absent"
    if found.reason == "availability":
        uncapped = found.facts.get("proposal_uncapped") and not found.facts.get("reference_uncapped")
        return "availability_uncapped" if uncapped else f"availability_{found.verdict.value}"
    if found.reason == "words_only":
        return "words_only" if found.proposal and "said" in found.proposal else "words_only_bare"
    return "" if found.reason == "facets" else found.reason


def _refusal(found: TermJudgement) -> str:
    refused = bool(found.proposal) and (found.proposal or {}).get("answer") == "none"
    return f"refused_{found.verdict.value}" if refused else "refused_reference"


def _fields(term: Term, found: TermJudgement, language: str) -> dict[str, str]:
    data: Mapping[str, Any] = found.proposal or {}
    fields = {
        "label": term.label[language],
        "yard": yard_name(found, "", language),
        "reference": format_term(term, found.reference, language) if found.reference else "",
        "proposal": format_term(term, data, language) if set(data) - {"said"} else str(data.get("said", "")),
        "said": str(data.get("said", "")),
        "candidates": candidates(term, data, language),
        "case": found.open[0].partition("[")[2].partition("]")[0] if found.open else "",
    }
    for side in ("reference", "proposal"):
        for span in ("month", "year"):
            seconds = found.facts.get(f"{side}_{span}_seconds")
            fields[f"{side}_{span}"] = format_seconds(Fraction(str(seconds)), language) if seconds is not None else ""
    return fields


def candidates(term: Term, data: Mapping[str, Any], language: str) -> str:
    """The values that stand side by side in an ambiguous term, as one list."""
    texts = [format_term(term, candidate, language) for candidate in data.get("candidates", ())]
    return format_list([f"「{t}」" if language == "ja" else f"“{t}”" for t in texts], language) if texts else ""
