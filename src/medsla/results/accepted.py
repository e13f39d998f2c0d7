"""What somebody has decided: findings waived or known, and what a position says to each term of an offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from medsla.results.compared import Side
from medsla.results.judged import Finding, Plain, Severity


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that is not counted: accepted by somebody (`waiver`), or there before (`baseline`).

    Reason, person and the last day (ISO date) stand only beside a waiver.
    """

    finding: Finding
    by: str
    reason: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    person: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class WaiverFinding:
    """Why a waiver does not count: `reasonless`, `expired`, `unmatched`, `worse` or `open`.

    `worse` means that the offer fell below the waived value, `open` that the two cannot be compared in full.
    `number` counts the waivers of the file from 1; `addresses` are the terms (or facets) concerned.
    """

    code: str
    number: int
    addresses: tuple[str, ...]
    rule: str = ""
    person: str = ""
    until: str = ""
    severity: Severity = Severity.minor


class Stand(StrEnum):
    """What a position says to one term of an offer."""

    accept = "accept"
    negotiate = "negotiate"
    escalate = "escalate"
    reject = "reject"
    ask = "ask"


@dataclass(frozen=True, slots=True)
class Stance:
    """One term of an offer against a position.

    `reason` says what decided: preferred, acceptable, conceded (acceptable, after asking for better), not_stated,
    between, walk_away, mixed, position_silent, undecidable, not_read or unwritten (no walk-away is given). `tier` is
    the best tier the offer is not weaker than, 0 for the preferred one. `counter` is the next tier to ask for,
    `fallbacks` are what may be conceded after it, best first. `open` lists the addresses that could not be compared.
    """

    address: str
    stand: Stand
    reason: str
    tier: int | None = None
    offered: Mapping[str, Plain] | None = None
    counter: Mapping[str, Plain] | None = None
    fallbacks: tuple[Mapping[str, Plain], ...] = ()
    approver: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    note: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sentence: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Negotiation:
    """An offer against a position, term by term in catalogue order; `round` counts from 1."""

    position: Side
    proposal: Side
    stances: tuple[Stance, ...]
    round: int = 1

    def __iter__(self) -> Iterator[Stance]:
        return iter(self.stances)

    def by_stand(self) -> dict[str, int]:
        """Number of terms per stand, every stand named."""
        return {stand.value: sum(s.stand is stand for s in self.stances) for stand in Stand}
