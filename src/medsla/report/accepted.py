"""The parts of a report about what was accepted: findings under a waiver or a baseline, and waivers that fail."""

from __future__ import annotations

from collections.abc import Iterator

from medsla.report.blocks import Block, Heading, Paragraph, Table
from medsla.report.places import label_of
from medsla.report.said import NOTHING, Said, Voice, neutral
from medsla.report.told import headed, tell
from medsla.results import Review, Waived, WaiverFinding


def accepted_lines(review: Review, voice: Voice) -> Iterator[Block]:
    """How many findings are not counted, and how many waivers fail; nothing where there are none."""
    for by in ("waiver", "baseline"):
        number = sum(one.by == by for one in review.waived)
        if number:
            yield Paragraph(voice.say(f"waiver.count_{by}", number=number))
    if review.waiver_findings:
        yield Paragraph(voice.say("waiver.count_failing", number=len(review.waiver_findings)), "limit")


def failing_part(review: Review, voice: Voice) -> Iterator[Block]:
    """The waivers that do not count, each with the reason and what to do."""
    if not review.waiver_findings:
        return
    yield Heading(voice.say("waiver.failing", number=len(review.waiver_findings)), "waivers")
    rows = tuple(_failing(one, voice) for one in review.waiver_findings)
    heads = tuple(voice.say(f"waiver.column.{name}") for name in ("waiver", "about", "state", "person", "until"))
    yield Table(heads, rows, name="waivers")


def accepted_part(review: Review, voice: Voice) -> Iterator[Block]:
    """The findings that are not counted, with who accepted them, why and until when."""
    if not review.waived:
        return
    yield Heading(voice.say("waiver.accepted", number=len(review.waived)), "waived")
    yield Paragraph(voice.say("waiver.accepted_intro"))
    rows = tuple(_accepted(one, voice) for one in review.waived)
    heads = tuple(voice.say(f"waiver.column.{name}") for name in ("about", "finding", "reason", "person", "until"))
    yield Table(heads, rows, name="waived")


def _failing(one: WaiverFinding, voice: Voice) -> tuple[Said, ...]:
    about = voice.joined(headed(label_of(address, voice)) for address in one.addresses)
    return (
        voice.say("waiver.number", number=one.number),
        voice.joined((neutral(one.rule), about)) if one.rule else about,
        voice.say(f"waiver.code.{one.code}"),
        neutral(one.person),
        neutral(one.until),
    )


def _accepted(one: Waived, voice: Voice) -> tuple[Said, ...]:
    told = tell(one.finding, voice)
    known = one.by == "baseline"
    return (
        told.label,
        told.finding,
        voice.say("waiver.known") if known else voice.words(one.reason),
        NOTHING if known else neutral(one.person),
        NOTHING if known else neutral(one.until),
    )
