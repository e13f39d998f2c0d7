"""An offer against a position: accept, negotiate, escalate, reject or ask, and the next counter-offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from medsla.catalogue import Term, catalogue
from medsla.comparison.terms import Offer, Yard, judge_term
from medsla.position.loading import Position, Tiers, Value
from medsla.results import Negotiation, Side, Stance, Stand, TermJudgement, Verdict
from medsla.sla import Sla

_REACHED: Final = (Verdict.same, Verdict.stronger)
_TRADED: Final = (Verdict.mixed, Verdict.different)
_BESIDE: Final = frozenset({"answer", "said", "bound", "actual", "candidates", "cases", "when"})


def negotiate(offer: Sla, position: Position, *, round_: int = 1) -> Negotiation:
    """What the position says to each of its terms in the offer.

    At least as good as the preferred tier is accepted; as an acceptable one, negotiated upwards, and accepted once the
    better tiers have been asked for; between the last acceptable tier and the walk-away, escalated; the walk-away and
    anything weaker, rejected. What cannot be compared is asked. A term that is not stated is negotiated.

    Args:
        offer: the document on the table.
        position: whose tiers decide.
        round_: which round of talks this is, from 1: each round may concede one tier.

    Raises:
        ValueError: a round below 1.

    >>> from medsla import resources
    >>> from medsla.position import load_position
    >>> from medsla.sla import load_data
    >>> playbook = resources.read_bytes("examples", "playbook/position.yaml")
    >>> rto = {"recovery": {"rto": {"within": "PT10H", "counted_from": "detection"}}}
    >>> found = negotiate(
    ...     load_data({"medsla": "1.0", "terms": rto}), load_position(playbook)
    ... )
    >>> [s.stand.value for s in found if s.address == "recovery.rto"]
    ['escalate']
    """
    if round_ < 1:
        message = f"rounds count from 1, not {round_}"
        raise ValueError(message)
    stances = (_stance(catalogue().term(address), tiers, offer, round_) for address, tiers in position.terms.items())
    side = Side(position.name, position.digest, position.label, "position", position.edition, position.note)
    title = str(offer.data.get("document", {}).get("title", ""))
    proposal = Side(offer.file or title, offer.digest, {"ja": title, "en": title}, offer.role)
    return Negotiation(side, proposal, tuple(stances), round_)


@dataclass(frozen=True, slots=True)
class _Standing:
    """How the offer stands to each tier of one term: to the permitted ones, the best first, and to the walk-away."""

    permitted: tuple[TermJudgement, ...]
    walk_away: TermJudgement | None
    silent: tuple[str, ...]

    @property
    def reached(self) -> int | None:
        """The best permitted tier that the offer is not weaker than."""
        return next((n for n, judged in enumerate(self.permitted) if judged.verdict in _REACHED), None)


def _stance(term: Term, tiers: Tiers, offer: Sla, round_: int) -> Stance:
    standing = _standing(term, tiers, offer)
    reached = standing.reached
    unmet = tiers.permitted if reached is None else tiers.permitted[:reached]
    asked = min(round_, len(unmet)) - 1
    stand, reason = _decided(standing, exhausted=round_ > len(unmet))
    counter = unmet[asked] if unmet and stand is not Stand.accept else None
    return Stance(
        address=term.address,
        stand=stand,
        reason=reason,
        tier=reached,
        offered=offer.term(term.address) or None,
        counter=counter,
        fallbacks=unmet[asked + 1 :] if counter is not None else (),
        approver=tiers.approver,
        note=tiers.note,
        sentence=tiers.sentence,
        open=standing.silent if reason == "position_silent" else _open(standing, stand),
    )


def _standing(term: Term, tiers: Tiers, offer: Sla) -> _Standing:
    stated = frozenset(key for tier in tiers.every for key in _keys(tier))
    ignored = frozenset(key for key, facet in term.facets.items() if key not in stated and not facet.limits)
    absence = Verdict.not_read if offer.extent == "excerpt" or offer.incorporates else Verdict.not_stated
    theirs = Offer(offer.term(term.address), offer, absence)

    def judged(tier: Value) -> TermJudgement:
        return judge_term(term, Yard(tier, ignored, whole=offer), theirs)

    silent = (key for key in sorted(set(_keys(theirs.data)) - stated - ignored) if term.facets[key].absent != "empty")
    return _Standing(
        permitted=tuple(map(judged, tiers.permitted)),
        walk_away=judged(tiers.walk_away) if tiers.walk_away is not None else None,
        silent=tuple(f"{term.address}.{key}" for key in silent),
    )


def _keys(data: Mapping[str, Any]) -> Iterator[str]:
    """The facets that plain data state, in the term or in one of its cases."""
    for block in (data, *data.get("cases", ())):
        yield from (key for key in block if key not in _BESIDE)


def _decided(standing: _Standing, *, exhausted: bool) -> tuple[Stand, str]:
    """The stand and what decided, first match wins."""
    reached, first = standing.reached, standing.permitted[0]
    if reached == 0:
        return Stand.accept, "preferred"
    if reached is not None:
        return (Stand.accept, "conceded") if exhausted else (Stand.negotiate, "acceptable")
    if first.verdict is Verdict.not_read:
        return Stand.ask, "not_read"
    if first.verdict is Verdict.not_stated:
        return Stand.negotiate, "not_stated"
    return _below(standing)


def _below(standing: _Standing) -> tuple[Stand, str]:
    """Below every permitted tier, or not comparable with them."""
    line = standing.walk_away or standing.permitted[-1]
    if line.verdict in _TRADED:
        return Stand.escalate, "mixed"
    if line.verdict in (Verdict.undecidable, Verdict.conditional):
        return (Stand.escalate, "position_silent") if standing.silent else (Stand.ask, "undecidable")
    if standing.walk_away is None:
        return Stand.escalate, "unwritten"
    return (Stand.escalate, "between") if line.verdict is Verdict.stronger else (Stand.reject, "walk_away")


def _open(standing: _Standing, stand: Stand) -> tuple[str, ...]:
    if stand is not Stand.ask:
        return ()
    judged = standing.walk_away or standing.permitted[-1]
    return judged.open or standing.permitted[0].open
