"""One term of the catalogue for a reader: why it matters, what can be stated of it, and what the yardstick asks."""

from __future__ import annotations

from functools import partial

from medsla.catalogue import Term
from medsla.explanation import evidence_line, severity_word
from medsla.profile import Item, yardstick
from medsla.report.blocks import Block, Pair, Pairs
from medsla.report.said import Said, Voice, neutral
from medsla.results import Severity
from medsla.wording import format_term


def term_blocks(term: Term, voice: Voice) -> tuple[Block, ...]:
    """The term as labels with their lines; the yardstick is medsla's, each demand with its evidence.

    >>> from medsla.catalogue import catalogue
    >>> (pairs,) = term_blocks(catalogue().term("recovery.rto"), Voice.of("en"))
    >>> str(pairs.items[0].label)
    'Address'
    """
    aliases = voice.joined(neutral(word) for words in term.aliases.values() for word in words)
    pairs = [
        _pair("address", neutral(term.address), voice=voice),
        _pair("why", voice.words(term.why), voice=voice),
        _pair("weight", voice.each(partial(severity_word, Severity(term.weight))), voice=voice),
        _pair("aliases", *((aliases,) if aliases else ()), voice=voice),
        _pair("facets", voice.joined(voice.words(facet.label) for facet in term.own), voice=voice),
    ]
    asked = (item for item in yardstick().items if item.term == term.address)
    pairs += [_pair("yardstick", _asked(term, item, voice), *_evidence(item, voice), voice=voice) for item in asked]
    return (Pairs(tuple(pair for pair in pairs if pair.lines)),)


def _pair(key: str, *lines: Said, voice: Voice) -> Pair:
    return Pair(voice.say(f"term.{key}"), lines)


def _asked(term: Term, item: Item, voice: Voice) -> Said:
    asked = voice.say(f"requirement.{item.requirement}")
    if not item.value:
        return asked
    value = voice.each(lambda language: format_term(term, item.value, language))
    return voice.say("term.asked", asked=asked, value=value)


def _evidence(item: Item, voice: Voice) -> tuple[Said, ...]:
    return tuple(dict.fromkeys(voice.each(partial(evidence_line, evidence)) for evidence in item.evidence))
