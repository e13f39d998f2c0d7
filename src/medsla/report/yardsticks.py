"""A yardstick as a report of its own: what is asked of each term, on whose authority, and how well that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from medsla.catalogue import catalogue
from medsla.explanation import evidence_line
from medsla.profile import Item, Profile, reason
from medsla.report.blocks import Block, Heading, Outline, Pair, Pairs, Paragraph, Table
from medsla.report.places import label_of
from medsla.report.said import NOTHING, Said, Voice, neutral
from medsla.report.told import headed
from medsla.results import Evidence
from medsla.sla.plain import thawed
from medsla.wording import format_term

_COLUMNS = ("item", "applies", "requirement", "value", "evidence", "seen_words")


def profile_outline(profile: Profile, language: str) -> Outline:
    """Every item of a yardstick with its evidence; the headings of one that holds no values.

    >>> from medsla.profile import yardstick
    >>> str(profile_outline(yardstick("mic-sla-example"), "en").title)
    'SLA reference example (headings only)'
    """
    voice = Voice.of(language)
    return Outline(voice.words(profile.label), voice.languages, tuple(_blocks(profile, voice)))


def profiles_outline(shipped: Iterable[Profile], language: str) -> Outline:
    """The yardsticks that there are: name, label, edition, kind, number of items."""
    voice = Voice.of(language)
    heads = tuple(voice.say(f"yardstick.column.{name}") for name in ("name", "label", "edition", "kind", "items"))
    rows = tuple(
        (
            neutral(profile.name),
            voice.words(profile.label),
            neutral(profile.edition),
            voice.say(f"yardstick.{profile.kind}"),
            neutral(len(profile.items)),
        )
        for profile in shipped
    )
    return Outline(voice.say("yardsticks.title"), voice.languages, (Table(heads, rows, 0, "yardsticks"),))


def _blocks(profile: Profile, voice: Voice) -> Iterator[Block]:
    if profile.note:
        yield Paragraph(voice.words(profile.note), "banner")
    facts = voice.joined(
        (
            neutral(profile.name),
            voice.say("summary.edition", edition=profile.edition) if profile.edition else NOTHING,
            voice.say("summary.digest", digest=profile.digest[:12]),
        )
    )
    yield Pairs((Pair(voice.say("yardstick.kind"), (voice.say(f"yardstick.{profile.kind}"),)), _named(facts, voice)))
    if profile.items:
        yield Heading(voice.say("yardstick.items", number=len(profile.items)), "items")
        heads = tuple(voice.say(f"yardstick.column.{name}") for name in _COLUMNS)
        yield Table(heads, tuple(_item_row(item, voice) for item in profile.items), 0, "yardstick")
    if profile.headings:
        yield Heading(voice.say("yardstick.heading_list", number=len(profile.headings)), "headings")
        heads = tuple(voice.say(f"yardstick.column.{name}") for name in ("heading", "sure", "seen_in"))
        rows = (
            (
                voice.words(heading.words),
                voice.say(f"yardstick.sure.{heading.sure}"),
                neutral("\n".join(heading.seen_in)),
            )
            for heading in profile.headings
        )
        yield Table(heads, tuple(rows), 0, "headings")


def _named(facts: Said, voice: Voice) -> Pair:
    return Pair(voice.say("yardstick.name"), (facts,))


def _item_row(item: Item, voice: Voice) -> tuple[Said, ...]:
    term = catalogue().term(item.term)
    value = voice.each(partial(format_term, term, item.value)) if item.value else NOTHING
    return (
        headed(label_of(item.term, voice)),
        applies_words(item.applies, voice),
        voice.say(f"requirement.{item.requirement}"),
        value,
        lines(voice.each(partial(evidence_line, evidence)) for evidence in item.evidence),
        lines(neutral(evidence.words) for evidence in item.evidence if not evidence.suggested),
    )


def applies_words(applies: Mapping[str, Iterable[str]], voice: Voice) -> Said:
    """For which services something holds; nothing where it holds for all."""
    return voice.joined(
        voice.say(f"yardstick.use.{value}") if dimension == "use" else neutral(value)
        for dimension, values in applies.items()
        for value in values
    )


def lines(parts: Iterable[Said]) -> Said:
    """Statements below each other, each once."""
    chosen = [part for part in dict.fromkeys(parts) if part]
    languages = dict.fromkeys(language for part in chosen for language, _ in part.texts)
    return Said(tuple((language, "\n".join(part.of(language) for part in chosen)) for language in languages))


def profile_json(profile: Profile) -> dict[str, Any]:
    """The yardstick as plain data, with every piece of evidence."""
    return {
        "name": profile.name,
        "label": dict(profile.label),
        "edition": profile.edition,
        "kind": profile.kind,
        "digest": profile.digest,
        "note": dict(profile.note),
        "items": [item_json(item) for item in profile.items],
        "headings": [
            {"heading": dict(heading.words), "seen_in": list(heading.seen_in), "sure": heading.sure}
            for heading in profile.headings
        ],
    }


def item_json(item: Item) -> dict[str, Any]:
    """One item as plain data."""
    return {
        "term": item.term,
        "applies": thawed(item.applies),
        "requirement": item.requirement,
        "value": thawed(item.value),
        "silent": list(item.silent),
        "evidence": [evidence_json(evidence) for evidence in item.evidence],
    }


def evidence_json(evidence: Evidence) -> dict[str, Any]:
    """One piece of evidence as plain data; a suggestion has a reason in both languages instead of words."""
    told: dict[str, Any] = {
        "facets": list(evidence.facets),
        "authority": evidence.authority,
        "place": evidence.place,
        "seen": evidence.seen,
        "grade": evidence.grade,
        "origin": evidence.origin,
        "in_force": evidence.in_force,
    }
    if evidence.suggested:
        return told | {"reason": {"ja": reason(evidence, "ja"), "en": reason(evidence, "en")}}
    return told | {"words": evidence.words}
