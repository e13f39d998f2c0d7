"""What `explanation` says of one finding, in every language of the report at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from medsla.explanation import Explanation, explain
from medsla.messages import Language
from medsla.report.said import Said, Voice
from medsla.results import LintFinding, TermJudgement

Finding = LintFinding | TermJudgement


@dataclass(frozen=True, slots=True)
class Told:
    """The parts of an explanation, each in the report's languages."""

    label: Said
    finding: Said
    practice: Said
    remedy: Said
    questions: tuple[Said, ...]
    why: Said
    reference: Said
    proposal: Said

    @property
    def counter(self) -> Said:
        """What to answer: what to write instead, or else what to ask."""
        return self.remedy or together(self.questions)


def tell(found: Finding, voice: Voice) -> Told:
    """The explanation of a finding in the voice's languages.

    >>> from medsla.results import Verdict
    >>> absent = TermJudgement("recovery.rto", Verdict.not_stated, reason="absent")
    >>> str(tell(absent, Voice.of("ja")).finding)
    '目標復旧時間(RTO)の記載がありません。'
    """
    by_language = {language: explain(found, language) for language in voice.languages}

    def part(name: str) -> Said:
        return voice.each(lambda language: str(getattr(by_language[language], name)))

    return Told(
        label=headed(part("label")),
        finding=part("finding"),
        practice=part("practice"),
        remedy=part("remedy"),
        questions=_questions(by_language, voice),
        why=part("why"),
        reference=part("reference"),
        proposal=part("proposal"),
    )


def headed(said: Said) -> Said:
    """A statement that heads something: English begins with a capital letter.

    >>> str(headed(Said((("ja", "稼働率"), ("en", "uptime")))))
    '稼働率 / Uptime'
    """
    return Said(
        tuple((language, text[:1].upper() + text[1:] if language == "en" else text) for language, text in said.texts)
    )


def _questions(by_language: Mapping[Language, Explanation], voice: Voice) -> tuple[Said, ...]:
    """The questions side by side; each language asks the same ones in the same order."""
    number = max(len(words.questions) for words in by_language.values())

    def question(index: int) -> Said:
        return voice.each(lambda language: by_language[language].questions[index])

    return tuple(question(index) for index in range(number))


def together(statements: tuple[Said, ...]) -> Said:
    """Several statements as one, language by language, each on its own line."""
    languages = dict.fromkeys(language for statement in statements for language, _ in statement.texts)
    return Said(tuple((language, "\n".join(s.of(language) for s in statements)) for language in languages))
