"""The words that users see for codes: verdicts, severities, kinds, and how a value is known."""

from __future__ import annotations

from medsla.messages import say
from medsla.profile import authorities, grades, reason
from medsla.results import Evidence, Severity, Task, TermJudgement, Verdict


def verdict_word(verdict: Verdict, language: str) -> str:
    """The verdict as users read it, always from the institution's side.

    >>> verdict_word(Verdict.weaker, "ja")
    '不利'
    """
    return say(f"verdict.{verdict.value}", language)


def severity_word(severity: Severity | None, language: str) -> str:
    """The severity as users read it; empty where there is none.

    >>> severity_word(Severity.critical, "ja")
    '重大'
    """
    return say(f"severity.{severity.value}", language) if severity else ""


def task_word(task: Task, language: str) -> str:
    """What is to be done, as the heading of a heap.

    >>> task_word(Task.ask, "ja")
    '要質問'
    """
    return say(f"task.{task.value}", language)


def kind_word(kind: str, language: str) -> str:
    """The kind of a rule.

    >>> kind_word("law", "en")
    'law'
    """
    return say(f"kind.{kind}", language)


def seen_word(evidence: Evidence, language: str) -> str:
    """How the value is known; a suggestion of medsla's own is unmistakable.

    >>> seen_word(Evidence("meti-checklist-2010", seen="reprint"), "ja")
    '転載で確認'
    """
    return say(f"seen.{evidence.seen if evidence.origin == 'official' else evidence.origin}", language)


def authority_title(evidence: Evidence, language: str) -> str:
    """Issuer and title of the document behind a value.

    >>> authority_title(Evidence("meti-checklist-2010"), "ja").startswith("経済産業省")
    True
    """
    authority = authorities()[evidence.authority]
    return say(
        "explanation.authority_title", language, issuer=authority.issuer[language], title=authority.title[language]
    )


def evidence_line(evidence: Evidence, language: str) -> str:
    """One source in one phrase: authority, place, grade in the source's own word, and how it was seen.

    >>> evidence_line(
    ...     Evidence("meti-checklist-2010", "No.2", seen="reprint", grade="設定例"),
    ...     "en",
    ... )[:5]
    'Minis'
    """
    seen = seen_word(evidence, language)
    if evidence.own:
        words = say("explanation.own.because", language, words=evidence.words) if evidence.words else ""
        return say("explanation.own.evidence", language, seen=seen, words=words)
    if evidence.suggested:
        if evidence.words:
            return say("explanation.evidence_suggestion", language, seen=seen, words=reason(evidence, language))
        return say("explanation.evidence_suggestion_bare", language, seen=seen)
    place = f" {evidence.place}" if evidence.place else ""
    title = authority_title(evidence, language)
    if evidence.grade:
        return say(
            "explanation.evidence",
            language,
            authority=title,
            place=place,
            grade=grade_word(evidence, language),
            seen=seen,
        )
    return say("explanation.evidence_without_grade", language, authority=title, place=place, seen=seen)


def yard_name(found: TermJudgement, address: str, language: str) -> str:
    """What the other side is called in a sentence: an authority's own grade, medsla's suggestion, or a document.

    `address` is the facet in question; it is empty for the term as a whole.
    """
    if not found.evidence:
        key = "explanation.yard_document" if found.requirement == "must_meet" else "explanation.yard_profile"
        return say(key, language)
    facet = address.rpartition(".")[2]
    behind = [e for e in found.evidence if not facet or facet in e.facets]
    if not behind:
        return say("explanation.yard_profile", language)
    if behind[0].suggested:
        return say("explanation.yard_suggestion", language)
    if behind[0].own:
        return say("explanation.own.yard", language)
    issuer = authorities()[behind[0].authority].issuer[language]
    return say(
        "explanation.yard_authority",
        language,
        issuer=issuer,
        grade=grade_word(behind[0], language),
        seen=seen_word(behind[0], language),
    )


def grade_word(evidence: Evidence, language: str) -> str:
    """The source's own word for how binding it is; in English with a rendering beside it."""
    grade = grades().get(evidence.grade)
    if grade is None or language == "ja":
        return evidence.grade
    return grade.label[language]
