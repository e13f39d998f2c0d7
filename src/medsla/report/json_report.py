"""A report as JSON for programs: the interface that scripts rely on, published as `schemas/review.schema.json`.

Decimals keep their digits. Fractions stand as exact text such as "1/30" and whole ones as numbers. Both languages
are always in it, so there is no choice of language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import medsla
from medsla.catalogue import catalogue
from medsla.errors import Problem, visible
from medsla.explanation import Explanation, explain
from medsla.messages import languages
from medsla.position import ready_sentence, reason_sentence
from medsla.reading.values import FORBIDDEN
from medsla.reading.writing import dump_json
from medsla.report.places import Origin
from medsla.report.subjects import LintReport, ProblemReport, Subject
from medsla.results import (
    Coverage,
    Diff,
    Evidence,
    FacetJudgement,
    LintFinding,
    Negotiation,
    Review,
    Severity,
    Side,
    Stance,
    TermJudgement,
    Verdict,
    Waived,
    WaiverFinding,
)

Json = dict[str, Any]

SCHEMA: Final = "review.schema.json"
"""The published schema: a review at its root, a comparison, lint and problems in its `$defs`."""


def render_json(subject: Subject, language: str = "ja-en", *, origin: Origin | None = None) -> str:
    """The report as JSON that ends with a line feed; `language` and `origin` change nothing in it.

    >>> from medsla.report.subjects import ProblemReport
    >>> '"problems": []' in render_json(ProblemReport(("a.yaml",), ()))
    True
    """
    del language, origin
    return dump_json(json_of(subject))


def json_of(subject: Subject) -> Json:
    """The report as plain data."""
    if isinstance(subject, Review):
        return _versions(subject.medsla, subject.catalogue) | _review(subject)
    versions = _versions(medsla.__version__, catalogue().edition)
    if isinstance(subject, Diff):
        return versions | _diff(subject)
    if isinstance(subject, LintReport):
        return versions | _lint_report(subject)
    return versions | _problem_report(subject)


def _versions(version: str, edition: str) -> Json:
    return {"medsla": version, "catalogue": edition}


def _review(review: Review) -> Json:
    return {
        "reference": _side(review.reference),
        "proposal": _side(review.proposal),
        "summary": {
            "by_verdict": review.by_verdict(),
            "by_severity": review.by_severity(),
            "coverage": _coverage(review.coverage),
        },
        "terms": [_term(term) for term in review.terms],
        "lint": [_lint(found) for found in review.lint],
    } | _accepted(review)


def _accepted(review: Review) -> Json:
    """What waivers, a baseline and a position add; nothing where there are none."""
    parts: Json = {}
    if review.waived:
        parts["waived"] = [_waived(one) for one in review.waived]
    if review.waiver_findings:
        parts["waiver_findings"] = [_waiver_finding(one) for one in review.waiver_findings]
    if review.negotiation is not None:
        parts["negotiation"] = _negotiation(review.negotiation)
    return parts


def _waived(one: Waived) -> Json:
    found = one.finding
    return {
        "fingerprint": found.fingerprint,
        "about": found.rule if isinstance(found, LintFinding) else found.address,
        "by": one.by,
        "reason": _plain(one.reason),
        "person": _safe(one.person),
        "until": one.until,
    }


def _waiver_finding(one: WaiverFinding) -> Json:
    return {
        "code": one.code,
        "number": one.number,
        "addresses": list(one.addresses),
        "rule": one.rule,
        "person": _safe(one.person),
        "until": one.until,
        "severity": one.severity.value,
    }


def _negotiation(found: Negotiation) -> Json:
    return {
        "position": _side(found.position),
        "round": found.round,
        "by_stand": found.by_stand(),
        "stances": [_stance(stance) for stance in found],
    }


def _stance(stance: Stance) -> Json:
    return {
        "address": stance.address,
        "stand": stance.stand.value,
        "reason": stance.reason,
        "tier": stance.tier,
        "offered": _plain(stance.offered),
        "counter": _plain(stance.counter),
        "fallbacks": _plain(stance.fallbacks),
        "approver": _plain(stance.approver),
        "note": _plain(stance.note),
        "open": list(stance.open),
        "why": {language: _safe(reason_sentence(stance, language)) for language in languages},
        "sentence": {language: _safe(ready_sentence(stance, language)) for language in languages},
    }


def _diff(diff: Diff) -> Json:
    found = [term.severity for term in diff.terms]
    return {
        "reference": _side(diff.reference),
        "proposal": _side(diff.proposal),
        "summary": {
            "by_verdict": {verdict.value: sum(t.verdict is verdict for t in diff.terms) for verdict in Verdict},
            "by_severity": {severity.value: found.count(severity) for severity in Severity},
        },
        "terms": [_term(term) for term in diff.terms],
    }


def _lint_report(report: LintReport) -> Json:
    found = [one.severity for one in report.findings]
    return {
        "file": _safe(report.name),
        "summary": {"by_severity": {severity.value: found.count(severity) for severity in Severity}},
        "lint": [_lint(one) for one in report.findings],
    }


def _problem_report(report: ProblemReport) -> Json:
    return {
        "files": [_safe(file) for file in report.files],
        "problems": [_problem(problem) for problem in report.problems],
    }


def _side(side: Side) -> Json:
    return {
        "name": _safe(side.name),
        "digest": side.digest,
        "label": _plain(side.label),
        "role": side.role,
        "edition": side.edition,
        "note": _plain(side.note),
    }


def _coverage(coverage: Coverage) -> Json:
    return {
        "files": [_safe(file) for file in coverage.files],
        "extent": coverage.extent,
        "incorporates": _plain(coverage.incorporates),
        "stated": coverage.stated,
        "not_read": coverage.not_read,
        "unmapped": _plain(coverage.unmapped),
        "complete": coverage.complete,
    }


def _term(term: TermJudgement) -> Json:
    told = {language: explain(term, language) for language in languages}
    return {
        "address": term.address,
        "verdict": term.verdict.value,
        "severity": term.severity.value if term.severity else None,
        "label": {language: words.label for language, words in told.items()},
        "reference": _plain(term.reference),
        "proposal": _plain(term.proposal),
        "facets": [_facet(facet) for facet in term.facets],
        "evidence": [_evidence(evidence) for evidence in term.evidence],
        "explanation": {language: _whole(words) for language, words in told.items()},
        "fingerprint": term.fingerprint,
    }


def _whole(words: Explanation) -> str:
    """All that is said of a term, one matter a line: finding, practice, authority, counter-proposal, questions."""
    lines = (words.finding, words.practice, words.authority, words.remedy, *words.questions)
    return _joined(*lines)


def _facet(facet: FacetJudgement) -> Json:
    return {
        "address": facet.address,
        "verdict": facet.verdict.value,
        "reference": _plain(facet.reference),
        "proposal": _plain(facet.proposal),
        "far": facet.far,
        "facts": _plain(facet.facts),
    }


def _evidence(evidence: Evidence) -> Json:
    return {
        "authority": evidence.authority,
        "place": evidence.place,
        "words": evidence.words,
        "seen": evidence.seen,
        "grade": evidence.grade,
        "origin": evidence.origin,
        "in_force": evidence.in_force,
        "facets": list(evidence.facets),
    }


def _lint(found: LintFinding) -> Json:
    told = {language: explain(found, language) for language in languages}
    return {
        "rule": found.rule,
        "slug": found.slug,
        "kind": found.kind,
        "severity": found.severity.value,
        "title": {language: words.label for language, words in told.items()},
        "addresses": list(found.addresses),
        "facts": _plain(found.facts),
        "evidence": [_evidence(evidence) for evidence in found.evidence],
        "explanation": {language: _joined(words.finding, words.practice) for language, words in told.items()},
        "remedy": {language: _joined(words.remedy, *words.questions) for language, words in told.items()},
        "fingerprint": found.fingerprint,
    }


def _joined(*lines: str) -> str:
    return _safe("\n".join(line for line in lines if line))


def _problem(problem: Problem) -> Json:
    place = problem.place
    known = {
        "file": _safe(place.file) if place.file else None,
        "line": place.line,
        "column": place.column,
        "pointer": _safe(place.pointer) if place.pointer else None,
        "address": _safe(place.address) if place.address else None,
        "spot": _safe(place.spot) if place.spot else None,
    }
    return {
        "code": problem.code,
        "place": {key: value for key, value in known.items() if value is not None},
        "message": {language: _safe(problem.sentence(language)) for language in languages},
    }


def _plain(value: object) -> Any:
    """Plain data that JSON knows: exact, text safe to write, tuples as lists, no truth lost."""
    if value is None or isinstance(value, (bool, int, Decimal)):
        return value
    if isinstance(value, str):
        return _safe(value)
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else str(value)
    if isinstance(value, Mapping):
        return {_safe(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [_plain(item) for item in value]
    message = f"no fact is a {type(value).__name__}"
    raise TypeError(message)


def _safe(text: str) -> str:
    """The text with escapes for the characters that no reader would take back, such as those of a file's name."""
    return FORBIDDEN.sub(lambda found: visible(found.group()), text)
