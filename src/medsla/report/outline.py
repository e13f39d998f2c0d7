"""The order of a report: summary, findings, what is at least equal, what was not read, the rest, the evidence.

Gives an outline without a format for each kind of subject. Nothing is judged here and nothing is left out: every
term of a review stands in exactly one part of its report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Final

from medsla.report.accepted import accepted_lines, accepted_part, failing_part
from medsla.report.bargaining import negotiation_part
from medsla.report.blocks import Block, Heading, Outline, Paragraph
from medsla.report.entries import finding_entry, problem_entry
from medsla.report.places import Origin, with_words
from medsla.report.said import Voice, neutral
from medsla.report.subjects import LintReport, ProblemReport, Subject
from medsla.report.summary import findings_of, summary, summary_blocks
from medsla.report.tables import evidence_part, fine_part, outside_part, unmapped_part, unread_part
from medsla.report.told import Finding
from medsla.results import Diff, Review, Side

NOWHERE: Final[Origin] = MappingProxyType({})


def outline(subject: Subject, language: str, *, origin: Origin | None = None) -> Outline:
    """The report on a review, a comparison, the rules' findings or refused input.

    Args:
        subject: what the report is about.
        language: `ja`, `en`, or `ja-en` for both with Japanese first.
        origin: where the values stand, by address (`origins_of`); without it no paper is named.

    Raises:
        UnknownLocale: medsla does not write that language.

    >>> found = outline(ProblemReport(("offer.yaml",), ()), "en")
    >>> str(found.title)
    'Check of the input'
    """
    voice = Voice.of(language)
    places = NOWHERE if origin is None else origin
    if isinstance(subject, Review):
        name, blocks = "review", _compared(subject, voice, places)
    elif isinstance(subject, Diff):
        name, blocks = "diff", _compared(subject, voice, places)
    elif isinstance(subject, LintReport):
        name, blocks = "lint", _linted(subject, voice, places)
    else:
        name, blocks = "problems", _refused(subject, voice)
    return Outline(voice.say(f"title.{name}"), voice.languages, tuple(blocks))


def _compared(result: Review | Diff, voice: Voice, origin: Origin) -> Iterator[Block]:
    lint = result.lint if isinstance(result, Review) else ()
    sides = result.reference, result.proposal
    origin = with_words(origin, result.terms)
    yield Heading(voice.say("summary.heading"), "summary")
    yield from summary_blocks(summary(result), voice, origin)
    if isinstance(result, Review):
        yield from accepted_lines(result, voice)
        yield from failing_part(result, voice)
    yield from _findings(findings_of(result), sides, voice, origin)
    if isinstance(result, Review):
        if result.negotiation is not None:
            yield from negotiation_part(result.negotiation, voice)
        yield from accepted_part(result, voice)
    yield from fine_part(result.terms, sides, voice)
    yield from unread_part(result.terms, voice)
    yield from outside_part(result.terms, sides, voice)
    if isinstance(result, Review):
        yield from unmapped_part(result.coverage.unmapped, voice)
    yield from evidence_part([*lint, *result.terms], voice)
    yield Paragraph(voice.say("closing"), "closing")


def _linted(report: LintReport, voice: Voice, origin: Origin) -> Iterator[Block]:
    yield Paragraph(neutral(report.name))
    if report.note:
        yield Paragraph(voice.words(report.note), "banner")
    if not report.findings:
        yield Paragraph(voice.say("lint.none"))
    found = sorted(report.findings, key=lambda one: (not one.contradiction, one.severity.rank))
    yield from _findings(found, (), voice, origin)
    yield from evidence_part(found, voice)
    yield Paragraph(voice.say("closing"), "closing")


def _refused(report: ProblemReport, voice: Voice) -> Iterator[Block]:
    key, number = ("some", len(report.problems)) if report.problems else ("none", len(report.files))
    yield Paragraph(voice.say(f"problems.{key}", number=number))
    for count, problem in enumerate(report.problems, 1):
        yield problem_entry(count, problem, voice)


def _findings(found: Sequence[Finding], sides: Sequence[Side], voice: Voice, origin: Origin) -> Iterator[Block]:
    if found:
        name = "findings" if sides else "linted"
        yield Heading(voice.say(f"section.{name}", number=len(found)), "findings")
    for number, one in enumerate(found, 1):
        yield finding_entry(number, one, sides, voice, origin)
