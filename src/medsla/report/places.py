"""Where a finding's values stand in the papers: file, place and the source's own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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

    >>> import medsla
    >>> sla = medsla.load_data(
    ...     {"medsla": "1.0", "terms": {"recovery": {"rto": {"within": "PT4H"}}}}
    ... )
    >>> origins_of(sla)
    {}
    """
    told: dict[str, Mapping[str, str]] = dict(sla.origin)
    for address in sla.stated:
        line = sla.places.get("/terms/" + address.replace(".", "/"))
        if line and not any(_within(known, address) for known in told):
            told[address] = {"file": f"{sla.file}:{line[0]}" if sla.file else str(line[0])}
    return told


def spots(found: TermJudgement | LintFinding, origin: Origin) -> tuple[Spot, ...]:
    """The places a finding rests on, each once, in the order of its addresses."""
    addresses = (found.address,) if isinstance(found, TermJudgement) else found.addresses
    seen: dict[tuple[str, str], Spot] = {}
    for address in addresses:
        for spot in _of_address(address, origin, found):
            seen.setdefault((spot.where, spot.said), spot)
    return tuple(seen.values())


def _of_address(address: str, origin: Origin, found: TermJudgement | LintFinding) -> Iterator[Spot]:
    told = [(key, entry) for key, entry in origin.items() if _within(key, address) or _within(address, key)]
    for key, entry in told:
        where = " ".join(filter(None, (entry.get("file", ""), entry.get("place", ""))))
        yield Spot(key, where, entry.get("said", ""))
    if isinstance(found, TermJudgement) and not any(entry.get("said") for _, entry in told):
        yield from (Spot(address, "", said) for said in _words(found.proposal))


def _words(data: Mapping[str, Any] | None) -> Iterator[str]:
    """What the paper said, as far as the document keeps it beside its values."""
    for block in (data or {}, *(data or {}).get("cases", ())):
        if "said" in block:
            yield str(block["said"])


def _within(inner: str, outer: str) -> bool:
    """Whether an address is another one, or a facet or case of it."""
    return inner == outer or inner.startswith((outer + ".", outer + "["))


def place_lines(found: Iterable[Spot], voice: Voice) -> tuple[Said, ...]:
    """The places as lines: where, and the words there; the papers' own words are no language's."""
    return tuple(_line(spot, voice) for spot in found)


def _line(spot: Spot, voice: Voice) -> Said:
    where = spot.where or spot.address
    if not spot.said:
        return neutral(where)
    return neutral(say("report.place.with_words", voice.languages[0], place=where, words=spot.said))


def label_of(address: str, voice: Voice) -> Said:
    """How an address is called; one outside the catalogue, such as `service.use`, stands as it is."""
    term = ".".join(address.partition("[")[0].split(".")[:2])
    if term not in catalogue().terms:
        return neutral(address)
    return voice.each(lambda language: format_address_label(address, language))
