"""The part of a report that sets an offer beside a position: stand, tiers, and the sentence for the other side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from medsla.catalogue import catalogue
from medsla.messages import Language, say
from medsla.position import ready_sentence, reason_sentence, stand_word
from medsla.report.blocks import Block, Count, Counts, Heading, Pair, Pairs, Paragraph, Table
from medsla.report.places import label_of
from medsla.report.said import NOTHING, Said, Voice
from medsla.report.told import headed
from medsla.results import Negotiation, Stance, Stand
from medsla.wording import format_term

_COLUMNS = ("item", "stand", "offered", "counter", "reason", "sentence")


def negotiation_part(found: Negotiation, voice: Voice) -> Iterator[Block]:
    """The table of conditions (条件対照表), for internal use: it shows how far one may give way."""
    yield Heading(voice.say("position.heading", number=len(found.stances)), "position")
    counted = found.by_stand()
    yield Counts(
        tuple(
            Count(headed(voice.each(partial(stand_word, stand))), counted[stand.value], stand.value) for stand in Stand
        )
    )
    yield Pairs((Pair(voice.say("position.side"), (_side(found, voice),)),))
    yield Paragraph(voice.say("position.internal"), "limit")
    heads = tuple(voice.say(f"position.column.{name}") for name in _COLUMNS)
    yield Table(heads, tuple(_row(stance, voice) for stance in found), 1, "position")


def _side(found: Negotiation, voice: Voice) -> Said:
    side = found.position
    parts = [voice.words(side.label)]
    if side.edition:
        parts.append(voice.say("summary.edition", edition=side.edition))
    parts.append(voice.say("summary.digest", digest=side.digest[:12]))
    parts.append(voice.say("position.round", number=found.round))
    return voice.joined(parts)


def _row(stance: Stance, voice: Voice) -> tuple[Said, ...]:
    term = catalogue().term(stance.address)

    def offered(language: Language) -> str:
        data = stance.offered or {}
        if set(data) - {"said"}:
            return format_term(term, data, language)
        return str(data["said"]) if data else say(f"verdict.{_absent(stance)}", language)

    return (
        headed(label_of(stance.address, voice)),
        voice.each(partial(stand_word, stance.stand)),
        voice.each(offered),
        voice.each(partial(_counter, stance)) if stance.counter is not None else NOTHING,
        voice.joined(_reasons(stance, voice), "report.position.between"),
        voice.each(partial(ready_sentence, stance)),
    )


def _absent(stance: Stance) -> str:
    return "not_read" if stance.reason == "not_read" else "not_stated"


def _counter(stance: Stance, language: Language) -> str:
    """The next tier to ask for, and below it what may be conceded."""
    term = catalogue().term(stance.address)
    lines = [format_term(term, stance.counter or {}, language)]
    lines += [
        say("report.position.fallback", language, text=format_term(term, tier, language)) for tier in stance.fallbacks
    ]
    return "\n".join(lines)


def _reasons(stance: Stance, voice: Voice) -> Iterator[Said]:
    yield voice.each(partial(reason_sentence, stance))
    if stance.note:
        yield voice.words(stance.note)
    if stance.approver and stance.stand is Stand.reject:
        yield voice.say("position.approver", approver=voice.words(stance.approver))
