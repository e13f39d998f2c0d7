"""What to write instead: a sentence ready for the negotiation, in contract language."""

from __future__ import annotations

from medsla.catalogue import Term
from medsla.messages import say
from medsla.results import TermJudgement, Verdict
from medsla.wording import format_bare, format_term

_REPLACE = (Verdict.weaker, Verdict.mixed, Verdict.undecidable)
_ADD = (Verdict.not_stated, Verdict.removed)
_ASK_FIRST = ("ambiguous", "use_unknown", "cases_unaligned", "words_only")
"""Reasons for which a question comes before any proposal."""


def remedy_sentence(term: Term, found: TermJudgement, language: str) -> str:
    """The proposed change; empty where nothing is to be changed, only asked.

    >>> from medsla.catalogue import catalogue
    >>> term = catalogue().term("recovery.rto")
    >>> lost = TermJudgement(
    ...     term.address, Verdict.not_stated, reference={"within": "PT4H"}
    ... )
    >>> remedy_sentence(term, lost, "ja")
    '目標復旧時間(RTO)として「4時間以内」を加える。'
    """
    label = term.label[language]
    near = [f for f in found.facets if f.facts.get("near")]
    if near and found.verdict is Verdict.undecidable:
        facet = term.facets[near[0].address.rpartition(".")[2]]
        sides = {
            "reference": format_bare(facet, near[0].reference, language),
            "proposal": format_bare(facet, near[0].proposal, language),
        }
        key = "near_lead" if facet.key == "lead" else f"near_{facet.better}"
        return say(f"explanation.remedy.{key}", language, **sides)
    between_papers = found.verdict is Verdict.undecidable and not found.evidence
    if found.reason in _ASK_FIRST or between_papers:
        return ""
    if found.reference:
        text = format_term(term, found.reference, language)
        if found.verdict in _ADD:
            return say("explanation.remedy.add", language, label=label, text=text)
        if found.verdict in _REPLACE:
            return say("explanation.remedy.replace", language, label=label, text=text)
    wanted = found.verdict in _ADD or (found.reason == "refused" and found.verdict is Verdict.weaker)
    return say("explanation.remedy.state", language, label=label) if wanted else ""
