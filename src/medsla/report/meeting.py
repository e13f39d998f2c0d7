"""The sheet for a meeting: per finding what they offer, what we propose, on what grounds, and room for the result.

The rows are plain text, for any writer; as a page they fill one sheet of A4 across.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from medsla.explanation import evidence_line, kind_word, severity_word
from medsla.report.blocks import Table
from medsla.report.elements import blocks, element
from medsla.report.html import page, table
from medsla.report.said import NOTHING, Said, Voice, neutral
from medsla.report.summary import findings_of, ground_of, side_name
from medsla.report.told import Finding, Told, tell
from medsla.results import Diff, LintFinding, Review

LONGEST: Final = 10
"""Findings that fit one page; the sheet says how many more there are."""

_COLUMNS: Final = ("number", "item", "proposal", "ours", "grounds", "priority", "result")


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One line of the sheet, as text; two languages stand on lines of their own, Japanese first.

    `proposal` is what the paper says, or what is wrong with it where it contradicts itself; `ours` what to write
    instead, else the yardstick's value, else what to ask. `result` is left empty for the meeting.
    """

    number: int
    address: str
    item: str
    proposal: str
    ours: str
    grounds: str
    priority: str
    result: str = ""


def meeting_rows(review: Review | Diff, language: str) -> tuple[MeetingRow, ...]:
    """One row for each finding, most pressing first.

    >>> from medsla.results import Side
    >>> meeting_rows(Diff(Side("a"), Side("b"), ()), "ja")
    ()
    """
    voice = Voice.of(language)
    return tuple(_row(number, found, voice) for number, found in enumerate(findings_of(review), 1))


def render_meeting_html(review: Review | Diff, language: str) -> str:
    """The sheet as a page of A4 across: the most pressing findings, and how many more there are.

    >>> from medsla.results import Side
    >>> "協議用一覧" in render_meeting_html(Diff(Side("a"), Side("b"), ()), "ja")
    True
    """
    voice = Voice.of(language)
    rows = [_cells(number, found, voice) for number, found in enumerate(findings_of(review), 1)]
    names = {"document": side_name(review.proposal, voice), "yardstick": side_name(review.reference, voice)}
    content = [blocks(voice.say("meeting.subject", **names))]
    if review.proposal.note:
        content.append(element("aside", blocks(voice.words(review.proposal.note)), class_="banner", role="note"))
    columns = tuple(voice.say(f"column.{name}") for name in _COLUMNS)
    content.append(table(Table(columns, tuple(rows[:LONGEST]))) if rows else blocks(voice.say("summary.no_findings")))
    if len(rows) > LONGEST:
        content.append(blocks(voice.say("meeting.more", number=len(rows) - LONGEST)))
    limits = voice.joined((voice.say("perspective"), voice.say("closing")), "report.sentence")
    content.append(blocks(limits, class_="closing"))
    return page(voice.say("title.meeting"), voice.languages, *content, sheet="sheet")


def _row(number: int, found: Finding, voice: Voice) -> MeetingRow:
    _, *texts = (_lines(cell) for cell in _cells(number, found, voice))
    address = found.rule if isinstance(found, LintFinding) else found.address
    return MeetingRow(number, address, *texts)


def _lines(said: Said) -> str:
    return "\n".join(text for _, text in said.texts if text)


def _cells(number: int, found: Finding, voice: Voice) -> tuple[Said, ...]:
    told = tell(found, voice)
    return (
        neutral(number),
        told.label,
        _theirs(found, told),
        told.remedy or told.reference or told.counter,
        _grounds(found, voice),
        voice.each(partial(severity_word, found.severity)),
        NOTHING,
    )


def _theirs(found: Finding, told: Told) -> Said:
    """What the paper says; a contradiction is itself what there is to talk about."""
    return told.finding if isinstance(found, LintFinding) or not told.proposal else told.proposal


def _grounds(found: Finding, voice: Voice) -> Said:
    """The first source that stands behind the finding, or what stands behind it instead."""
    official = [evidence for evidence in found.evidence if not evidence.suggested]
    for evidence in (*official, *found.evidence):
        return voice.each(partial(evidence_line, evidence))
    if isinstance(found, LintFinding):
        return voice.each(partial(kind_word, found.kind))
    return voice.say(f"ground.{ground_of(found).value}")
