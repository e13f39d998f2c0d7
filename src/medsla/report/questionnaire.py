"""The questions to the other side (質問票): one polite question per term, with room for the reply.

Asked is what is not read, ambiguous, conditional or not stated. The rows are plain text, for any writer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from medsla.report.blocks import Block, Outline, Paragraph, Table
from medsla.report.html import html_of
from medsla.report.said import NOTHING, Said, Voice, neutral
from medsla.report.summary import side_name
from medsla.report.told import Told, tell, together
from medsla.results import Diff, Review, Task, TermJudgement, Verdict

_COLUMNS: Final = ("number", "item", "paper", "question", "reply")


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the list, as text; two languages stand on lines of their own, Japanese first.

    `said` is what the paper says as far as it was read; `reply` is left empty for the other side. `address` is for
    reading replies back and need not be printed.
    """

    number: int
    address: str
    item: str
    said: str
    question: str
    reply: str = ""


def questionnaire_rows(review: Review | Diff, language: str) -> tuple[Question, ...]:
    """One question for each term that needs one: what was read first, then what was not.

    >>> from medsla.results import Side
    >>> absent = TermJudgement("recovery.rto", Verdict.not_stated, reason="absent")
    >>> rows = questionnaire_rows(Diff(Side("a"), Side("b"), (absent,)), "ja")
    >>> rows[0].address, rows[0].reply
    ('recovery.rto', '')
    """
    voice = Voice.of(language)
    return tuple(
        Question(number, term.address, _lines(told.label), _lines(_paper(term, told, voice)), _lines(question))
        for number, (term, told, question) in enumerate(_asked(review, voice), 1)
    )


def render_questionnaire_html(review: Review | Diff, language: str) -> str:
    """The list as a page of A4 across that can be sent as it is.

    >>> from medsla.results import Side
    >>> "質問票" in render_questionnaire_html(Diff(Side("a"), Side("b"), ()), "ja")
    True
    """
    return html_of(questionnaire_sheet(review, language), sheet="sheet")


def questionnaire_sheet(review: Review | Diff, language: str) -> Outline:
    """The list without a format: what it is about, a greeting, who answers, and the questions.

    >>> from medsla.results import Side
    >>> len(questionnaire_sheet(Diff(Side("a"), Side("b"), ()), "ja").blocks)
    2
    """
    voice = Voice.of(language)
    rows = tuple(
        (neutral(number), told.label, _paper(term, told, voice), question, NOTHING)
        for number, (term, told, question) in enumerate(_asked(review, voice), 1)
    )
    content: list[Block] = [
        Paragraph(voice.say("questionnaire.subject", document=side_name(review.proposal, voice))),
        Paragraph(voice.say("questionnaire.greeting" if rows else "questionnaire.none")),
    ]
    if rows:
        heads = tuple(voice.say(f"column.{name}") for name in _COLUMNS)
        content += [Paragraph(voice.say("questionnaire.responder")), Table(heads, rows, name="reply")]
    return Outline(voice.say("title.questionnaire"), voice.languages, tuple(content))


def _asked(review: Review | Diff, voice: Voice) -> Iterator[tuple[TermJudgement, Told, Said]]:
    """The terms to ask about with their question; several open matters of one term make one question.

    What a waiver or a baseline covers is not asked again.
    """
    silent = review.silenced if isinstance(review, Review) else frozenset()
    terms = [term for term in review.terms if term.fingerprint not in silent]
    read = [term for term in terms if term.verdict.task is Task.ask]
    absent = [term for term in terms if term.verdict in (Verdict.not_stated, Verdict.removed)]
    unread = [term for term in terms if term.verdict.task is Task.not_read]
    for term in (*read, *absent, *unread):
        told = tell(term, voice)
        question = together(told.questions) if told.questions else voice.say("questionnaire.plain", label=told.label)
        yield term, told, question


def _paper(term: TermJudgement, told: Told, voice: Voice) -> Said:
    """What the paper says, or politely that nothing was found in it."""
    return voice.say("questionnaire.unseen") if not term.proposal else told.proposal


def _lines(said: Said) -> str:
    return "\n".join(text for _, text in said.texts if text)
