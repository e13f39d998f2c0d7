"""One finding explained: what differs, what it means, by what authority, what to write instead, what to ask."""

from __future__ import annotations

from dataclasses import dataclass

from medsla.catalogue import Term, catalogue, parse_address
from medsla.explanation.facets import facet_label, facet_sentence, say_value
from medsla.explanation.lints import lint_sentences
from medsla.explanation.practice import practice_sentences
from medsla.explanation.reasons import candidates, reason_sentences
from medsla.explanation.remedies import remedy_sentence
from medsla.explanation.words import evidence_line, kind_word, severity_word, verdict_word, yard_name
from medsla.messages import say
from medsla.results import LintFinding, Plain, TermJudgement, Verdict
from medsla.wording import format_term


@dataclass(frozen=True, slots=True)
class Explanation:
    """A finding in words of one language; empty text where there is nothing to say.

    `finding`, `practice` and `remedy` are whole sentences, `questions` one polite question each; `reference` and
    `proposal` are the two sides as a contract would word them.
    """

    label: str
    verdict: str
    severity: str
    finding: str
    practice: str = ""
    authority: str = ""
    remedy: str = ""
    questions: tuple[str, ...] = ()
    why: str = ""
    reference: str = ""
    proposal: str = ""


def explain(found: TermJudgement | LintFinding, language: str) -> Explanation:
    """The words for one finding in `ja` or `en`.

    >>> explain(
    ...     TermJudgement("recovery.rto", Verdict.not_stated, reason="absent"), "ja"
    ... ).finding
    '目標復旧時間(RTO)の記載がありません。'
    """
    return _lint(found, language) if isinstance(found, LintFinding) else _term(found, language)


def _join(sentences: tuple[str, ...] | list[str], language: str) -> str:
    """Whole sentences, one after the other; an English one begins with a capital, whatever label it begins with."""
    if language == "ja":
        return "".join(sentences)
    return " ".join(s[0].upper() + s[1:] for s in sentences if s)


def _lint(found: LintFinding, language: str) -> Explanation:
    words = lint_sentences(found, language)
    return Explanation(
        label=words.title,
        verdict=kind_word(found.kind, language),
        severity=severity_word(found.severity, language),
        finding=words.finding,
        authority=_authorities(found.evidence, language),
        remedy=words.remedy,
        why=words.why,
    )


def _term(found: TermJudgement, language: str) -> Explanation:
    term = catalogue().term(found.address)
    return Explanation(
        label=term.label[language],
        verdict=verdict_word(found.verdict, language),
        severity=severity_word(found.severity, language),
        finding=_join(_sentences(term, found, language), language),
        practice=_join(practice_sentences(found, language), language),
        authority=_authorities(found.evidence, language),
        remedy=remedy_sentence(term, found, language),
        questions=_questions(term, found, language),
        why=say("explanation.why.line", language, why=term.why[language]),
        reference=format_term(term, found.reference, language) if found.reference else "",
        proposal=_side(term, found, language),
    )


def _authorities(evidence: tuple[object, ...], language: str) -> str:
    separator = "。" if language == "ja" else "; "
    return separator.join(dict.fromkeys(evidence_line(e, language) for e in evidence))  # type: ignore[arg-type]


def _side(term: Term, found: TermJudgement, language: str) -> str:
    if found.proposal and set(found.proposal) - {"said"}:
        return format_term(term, found.proposal, language)
    if found.proposal and "said" in found.proposal:
        return str(found.proposal["said"])
    absent = found.verdict if found.verdict in (Verdict.not_read, Verdict.removed) else Verdict.not_stated
    return verdict_word(absent, language)


def _sentences(term: Term, found: TermJudgement, language: str) -> list[str]:
    first = reason_sentences(term, found, language)
    if first:
        return first
    keep = {
        Verdict.weaker: (Verdict.weaker, Verdict.mixed, Verdict.undecidable),
        Verdict.mixed: (Verdict.weaker, Verdict.stronger, Verdict.mixed, Verdict.undecidable),
        Verdict.conditional: (Verdict.conditional,),
    }.get(found.verdict, (found.verdict,))
    said = [
        facet_sentence(f, yard_name(found, f.address, language), language) for f in found.facets if f.verdict in keep
    ]
    if found.verdict is Verdict.conditional:
        yard = say("explanation.yard_profile" if found.evidence else "explanation.yard_document", language)
        said.append(say(f"explanation.reason.conditional_{found.facts.get('given', 'same')}", language, yard=yard))
    if found.verdict is Verdict.same and not any(said):
        said = [
            say("explanation.same.plain", language, label=term.label[language], yard=yard_name(found, "", language))
        ]
    return said


def _questions(term: Term, found: TermJudgement, language: str) -> tuple[str, ...]:
    label = term.label[language]
    if found.verdict is Verdict.not_read:
        return (say("question.not_read", language, label=label),)
    if found.verdict is Verdict.not_stated:
        return (say("question.not_stated", language, label=label),)
    if found.reason == "ambiguous":
        return (
            say(
                "question.ambiguous", language, label=label, candidates=candidates(term, found.proposal or {}, language)
            ),
        )
    if found.reason == "use_unknown":
        return (say("question.use", language),)
    if found.reason == "cases_unaligned":
        return (say("question.cases_unaligned", language, label=label),)
    if found.reason == "words_only" and found.proposal and "said" in found.proposal:
        return (say("question.words_only", language, label=label, said=str(found.proposal["said"])),)
    asked = [*_undecidable_questions(term, found, language)]
    asked += [_open_question(address, language) for address in found.open if parse_address(address).facet]
    if not asked and found.verdict in (Verdict.undecidable, Verdict.different):
        asked = [say("question.term", language, label=label)]
    return tuple(dict.fromkeys(asked))


def _undecidable_questions(term: Term, found: TermJudgement, language: str) -> list[str]:
    asked = []
    for facet in found.facets:
        if facet.verdict is not Verdict.undecidable:
            continue
        if "needs" in facet.facts:
            event = _event(term, facet.proposal, language)
            asked.append(say("question.event", language, label=term.label[language], proposal=event))
        elif "unranked_because" in facet.facts:
            asked.append(say("question.counted", language, label=term.label[language]))
    return asked


def _event(term: Term, value: Plain | None, language: str) -> str:
    for facet in term.facets.values():
        if facet.principal and value in facet.tokens:
            return say_value(facet, value, language)
    return str(value)


def _open_question(address: str, language: str) -> str:
    parts = parse_address(address)
    term = catalogue().term(parts.term)
    label = facet_label(term, term.facets[parts.facet], parts.case, language)
    return say("question.facet", language, label=label)
