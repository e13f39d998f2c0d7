"""Partial orders given as pairs, for values whose rank is words, not numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from medsla.quantities.order import Order
from medsla.quantities.refusal import QuantityError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["PartialOrder"]


@dataclass(frozen=True, slots=True)
class PartialOrder:
    """A transitive order over names: `pairs` or longer chains from the greatest down, `ties` of equal rank.

    `elements` adds names that stand in no pair: known, but comparable only with themselves.

    >>> promptness = PartialOrder([["immediately", "promptly", "without_delay"]])
    >>> promptness.compare("immediately", "without_delay")
    <Order.greater: 'greater'>
    """

    pairs: Iterable[Iterable[str]] = ()
    ties: Iterable[Iterable[str]] = ()
    elements: Iterable[str] = ()
    _rank: dict[str, str] = field(init=False, repr=False, compare=False)
    _below: dict[str, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        chains, ties = _frozen(self.pairs), _frozen(self.ties)
        known = frozenset(self.elements).union(*chains, *ties)
        rank = _ranks(known, ties)
        steps: dict[str, set[str]] = {}
        for chain in chains:
            for greater, lesser in pairwise(chain):
                steps.setdefault(rank[greater], set()).add(rank[lesser])
        object.__setattr__(self, "pairs", chains)
        object.__setattr__(self, "ties", ties)
        object.__setattr__(self, "elements", known)
        object.__setattr__(self, "_rank", rank)
        object.__setattr__(self, "_below", {name: _reached(name, steps) for name in steps})

    def compare(self, first: str, second: str) -> Order:
        """The order of two names; undecidable where no chain leads from one to the other.

        Raises:
            QuantityError: a name this order does not know.

        >>> PartialOrder([["offline", "none"], ["immutable", "none"]]).compare(
        ...     "offline", "immutable"
        ... )
        <Order.undecidable: 'undecidable'>
        """
        ranks = []
        for name in (first, second):
            if name not in self._rank:
                raise QuantityError("order-unknown", text=name)
            ranks.append(self._rank[name])
        if ranks[0] == ranks[1]:
            return Order.equal
        if ranks[1] in self._below.get(ranks[0], ()):
            return Order.greater
        return Order.less if ranks[0] in self._below.get(ranks[1], ()) else Order.undecidable


def _frozen(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)


def _ranks(known: frozenset[str], ties: tuple[tuple[str, ...], ...]) -> dict[str, str]:
    """Each name's representative: tied names share one."""
    rank = {name: name for name in known}
    for tie in ties:
        merged = {rank[name] for name in tie}
        first = min(merged)
        rank.update({name: first for name, shared in rank.items() if shared in merged})
    return rank


def _reached(start: str, steps: dict[str, set[str]]) -> frozenset[str]:
    """Everything below a name.

    Raises:
        QuantityError: the name is below itself.
    """
    reached: set[str] = set()
    ahead = [start]
    while ahead:
        for name in steps.get(ahead.pop(), ()):
            if name == start:
                raise QuantityError("order-cycle", text=start)
            if name not in reached:
                reached.add(name)
                ahead.append(name)
    return frozenset(reached)
