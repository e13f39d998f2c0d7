"""The sheet for a meeting: per finding what they offer, what we propose, on what grounds, and room for the result.

The rows are plain text, for any writer; as a page they fill one sheet of A4 across.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from medsla.explanation import kind_word, seen_word, severity_word
from medsla.messages import Language, say
from medsla.profile import authorities, grades
from medsla.report.blocks import Block, Outline, Paragraph, Table
from medsla.report.html import html_of
from medsla.report.said import NOTHING, Said, Voice, neutral
from medsla.report.summary import findings_of, ground_of, side_name
from medsla.report.told import Finding, Told, tell
from medsla.report.width import columns
from medsla.results import Diff, Evidence, LintFinding, Review


@dataclass(frozen=True, slots=True)
class Space:
    """What one page holds, by a careful estimate; the sheet says what it leaves out.

    Heights are points: `height` that of the rows together, `spoken` what each language takes of it above and below
    the rows, a note not counted. `widths` are the half-width characters that fit a line of each column.
    """

    height: int
    spoken: int
    line: int
    padding: int
    widths: tuple[int, ...]


SCREEN: Final = Space(465, 32, 12, 8, (4, 22, 44, 44, 26, 8, 20))
"""The page that a browser prints."""

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
    return html_of(meeting_sheet(review, language), sheet="sheet")


def meeting_sheet(review: Review | Diff, language: str, space: Space = SCREEN) -> Outline:
    """The sheet without a format: as many rows as fit one page, and how many it leaves out.

    >>> from medsla.results import Side
    >>> str(meeting_sheet(Diff(Side("a"), Side("b"), ()), "en").title)
    'SLA meeting sheet'
    """
    voice = Voice.of(language)
    rows = [_cells(number, found, voice) for number, found in enumerate(findings_of(review), 1)]
    names = {"document": side_name(review.proposal, voice), "yardstick": side_name(review.reference, voice)}
    content: list[Block] = [Paragraph(voice.say("meeting.subject", **names))]
    if review.proposal.note:
        content.append(Paragraph(voice.words(review.proposal.note), "banner"))
    heads = tuple(voice.say(f"column.{name}") for name in _COLUMNS)
    fit = fitting(rows, _left(space, content, len(voice.languages)))
    content.append(
        Table(heads, tuple(rows[:fit]), name="meeting") if rows else Paragraph(voice.say("summary.no_findings"))
    )
    if len(rows) > fit:
        content.append(Paragraph(voice.say("meeting.more", number=len(rows) - fit)))
    limits = voice.joined((voice.say("perspective"), voice.say("closing")), "report.sentence")
    content.append(Paragraph(limits, "closing"))
    return Outline(voice.say("title.meeting"), voice.languages, tuple(content))


def fitting(rows: Sequence[tuple[Said, ...]], space: Space = SCREEN) -> int:
    """How many of the rows fit one page, at least one.

    >>> fitting([(neutral(1), neutral("復旧"))] * 100)
    23
    """
    height = 0
    for number, row in enumerate(rows):
        height += space.padding + space.line * max(map(_height, row, space.widths))
        if height > space.height:
            return max(1, number)
    return len(rows)


def _left(space: Space, above: Sequence[Block], languages: int) -> Space:
    """The space that is left for rows beside the statements in each language; a note may take any height."""
    notes = [block.text for block in above if isinstance(block, Paragraph) and block.tone == "banner"]
    lines = sum(_height(note, sum(space.widths)) for note in notes)
    taken = space.spoken * languages + space.line * lines + len(notes) * languages * space.padding * 3
    return replace(space, height=space.height - taken)


def _height(cell: Said, width: int) -> int:
    """Lines that a cell takes."""
    return sum(-(-columns(line) // width) for _, text in cell.texts for line in text.split("\n"))


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
    """Who stands behind the finding and how that is known, shortly; the review has it in full."""
    official = [evidence for evidence in found.evidence if not evidence.suggested]
    for evidence in (*official, *found.evidence):
        return voice.each(partial(_ground, evidence))
    if isinstance(found, LintFinding):
        return voice.each(partial(kind_word, found.kind))
    return voice.say(f"ground.{ground_of(found).value}")


def _ground(evidence: Evidence, language: Language) -> str:
    seen = seen_word(evidence, language)
    if evidence.suggested or evidence.own:
        return seen
    issuer = authorities()[evidence.authority].issuer[language]
    grade = grades()[evidence.grade].label[language] if evidence.grade in grades() else evidence.grade
    return say("report.meeting.ground", language, issuer=issuer, grade=grade, seen=seen)
