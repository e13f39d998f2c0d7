"""How serious a verdict is: the weight of the term, lowered by nearness and grade, capped by the evidence.

A refusal is judged by the loss alone: no ceiling holds for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from medsla.catalogue import Term
from medsla.profile import ceiling
from medsla.results import Evidence, Severity, Task, TermJudgement, Verdict

_SHOULD = ("should_meet", "should_state")


def severity_of(term: Term, judged: TermJudgement, requirement: str, evidence: Sequence[Evidence]) -> Severity | None:
    """The severity of a judged term; None where there is nothing to mend and nothing to ask.

    The evidence is what stands behind the facets that were found wanting (`relevant_evidence`).
    """
    if judged.verdict.task not in (Task.mend, Task.ask):
        return None
    weight = Severity(term.weight)
    if judged.reason == "refused":
        return Severity(term.none_severity or term.weight)
    if _settled_by_a_sentence(judged):
        return Severity.minor if weight.rank <= Severity.minor.rank else weight
    if judged.verdict in (Verdict.conditional, Verdict.different) or _only_near(judged):
        weight = weight.lowered
    if requirement in _SHOULD or requirement == "info":
        weight = weight.lowered
    return weight.capped(ceiling(evidence)) if evidence else weight


def relevant_evidence(term: Term, judged: TermJudgement, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence behind what was found wanting: the facets that decided, else the demand and the principal value."""
    if not judged.facets:
        return tuple(e for e in evidence if not e.facets or set(e.facets) & set(term.principal)) or tuple(evidence)
    wanting = {f.address.rpartition(".")[2] for f in judged.facets if f.verdict.task in (Task.mend, Task.ask)}
    if judged.verdict is Verdict.mixed or judged.verdict is Verdict.weaker:
        weaker = {f.address.rpartition(".")[2] for f in judged.facets if f.verdict.task is Task.mend}
        wanting = weaker or wanting
    found = tuple(e for e in evidence if wanting & set(e.facets))
    return found or tuple(evidence)


def _only_near(judged: TermJudgement) -> bool:
    weaker = [f for f in judged.facets if f.verdict in (Verdict.weaker, Verdict.mixed)]
    return bool(weaker) and not any(f.far for f in weaker)


def _settled_by_a_sentence(judged: TermJudgement) -> bool:
    doubtful = [f for f in judged.facets if f.verdict is Verdict.undecidable]
    return judged.verdict is Verdict.undecidable and bool(doubtful) and all(f.facts.get("near") for f in doubtful)
