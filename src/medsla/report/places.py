"""Where a finding's values stand in the papers: file, place and the source's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from medsla.catalogue import catalogue
from medsla.messages import say
from medsla.report.said import Said, Voice, neutral
from medsla.results import LintFinding, TermJudgement
from medsla.sla import Sla
from medsla.wording import format_address_label

Origin = Mapping[str, Mapping[str, str]]
"""By address: `file`, `place`, `said`, `matched`, each if known. `Sla.origin` is one; `origins_of` knows lines too."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place in the papers; `said` are the words that stand there."""

    address: str
    where: str = ""
    said: str = ""


def origins_of(sla: Sla) -> Origin:
    """The origin of every stated term; where the document tells none, its own file and line.

    >>> from medsla.sla import load_data
    >>> sla = load_data(
    ...     {"medsla": "1.0", "terms": {"recovery": {"rto": {"within": "PT4H"}}}}
    ... )
    >>> origins_of(sla)
    {}
    """
    told: dict[str, Mapping[str, str]] = dict(sla.origin)
    for address in catalogue().terms:
        line = sla.places.get("/terms/" + address.replace(".", "/"))
        if line and not any(_within(known, address) for known in told):
            told[address] = {"file": f"{sla.file}:{line[0]}" if sla.file else str(line[0])}
    return told


def with_words(origin: Origin, terms: Iterable[TermJudgement]) -> Origin:
    """The origin with the words that the document itself keeps beside its values, where the origin has none."""
    told: dict[str, Mapping[str, str]] = dict(origin)
    for term in terms:
        words = _words(term.proposal)
        known = [key for key in told if _within(key, term.address)]
        if words:
            for key in known or [term.address]:
                told[key] = {"said": words} | dict(told.get(key, {}))
    return told


def _words(data: Mapping[str, Any] | None) -> str:
    """What the paper said, as far as the document keeps it beside its values."""
    blocks = (data or {}, *(data or {}).get("cases", ()))
    return "\n".join(str(block["said"]) for block in blocks if "said" in block)


def spots(found: TermJudgement | LintFinding, origin: Origin) -> tuple[Spot, ...]:
    """The places a finding rests on, each once, in the order of its addresses."""
    addresses = (found.address,) if isinstance(found, TermJudgement) else found.addresses
    seen: dict[tuple[str, str], Spot] = {}
    for address in addresses:
        for key, entry in origin.items():
            if _within(key, address) or _within(address, key):
                where = " ".join(filter(None, (entry.get("file", ""), entry.get("place", ""))))
                said = entry.get("said", "")
                seen.setdefault((where, said), Spot(address, where, said))
    return tuple(seen.values())


def _within(inner: str, outer: str) -> bool:
    """Whether an address is another one, or a facet or case of it."""
    return inner == outer or inner.startswith((outer + ".", outer + "["))


def place_lines(found: TermJudgement | LintFinding, origin: Origin, voice: Voice) -> tuple[Said, ...]:
    """The places as lines: where, and the words there; what a rule rests on has its name in front.

    The papers' own words are no language's; the name stands in the report's first one.
    """
    rule = isinstance(found, LintFinding)
    return tuple(neutral(_line(spot, voice, named=rule)) for spot in spots(found, origin))


def _line(spot: Spot, voice: Voice, *, named: bool) -> str:
    language = voice.languages[0]
    line = spot.where
    if spot.said:
        line = say("report.place.with_words", language, place=line, words=spot.said)
    if named:
        item = label_of(_term(spot.address), voice).of(language)
        line = say("report.place.named", language, item=item, place=line)
    return line


def label_of(address: str, voice: Voice) -> Said:
    """How an address is called; one outside the catalogue, such as `service.use`, stands as it is."""
    if _term(address) not in catalogue().terms:
        return neutral(address)
    return voice.each(lambda language: format_address_label(address, language))


def _term(address: str) -> str:
    """The term of an address, without case and facet."""
    return ".".join(address.partition("[")[0].split(".")[:2])
